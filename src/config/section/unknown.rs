//! A key that a section does not know: what was probably meant, or where it belongs.

use std::ops::Range;

use super::heading;
use crate::config::blank::quoted;
use crate::config::findings::Findings;
use crate::config::keys;

pub fn unknown_key(
    section: &'static str,
    written: &str,
    at: &Range<usize>,
    findings: &mut Findings,
) {
    let message = format!(
        "there is no key {} in {}",
        quoted(written),
        heading(section)
    );
    let close = keys::closest(written, keys::of(section).map(|key| key.name));
    let help = match close {
        Some(known) => format!("{known} = ...   (did you mean `{known}`?)"),
        None if let Some(home) = home(written) => {
            format!("this line under {}, where it belongs", heading(home))
        }
        None => {
            let all: Vec<&str> = keys::of(section).map(|key| key.name).collect();
            format!("one of {}, or remove the line", all.join(", "))
        }
    };
    findings.error(at, message, help);
}

/// The section that alone knows a key.
fn home(key: &str) -> Option<&'static str> {
    let mut homes = keys::KEYS.iter().filter(|known| known.name == key);
    let home = homes.next()?.section;
    (homes.next().is_none() && !home.contains('.')).then_some(home)
}
