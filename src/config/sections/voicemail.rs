//! `[voicemail]`: how messages are taken.

use super::Document;
use super::rota::Rota;
use crate::config::blank::quoted;
use crate::config::findings::Findings;
use crate::config::section::Section;
use crate::domain::practice::Voicemail;

/// Reads the section; `copy` names the rota whose shifts say who is on duty.
pub fn read(document: &Document<'_>, rota: &Rota, findings: &mut Findings) -> Voicemail {
    let Some(section) = document.one("voicemail", findings) else {
        return Voicemail {
            longest: 180,
            copy_to_duty: false,
            receipt: false,
            announce: false,
        };
    };
    let longest = section.duration("longest", 10..=600, 180, findings);
    Voicemail {
        longest: u32::try_from(longest).unwrap_or(180),
        copy_to_duty: copy(&section, rota, findings),
        receipt: section.flag("receipt", false, findings),
        announce: section.flag("announce", false, findings),
    }
}

fn copy(section: &Section<'_>, rota: &Rota, findings: &mut Findings) -> bool {
    let Some(text) = section.text("copy", findings) else {
        return false;
    };
    let first = rota.names.first().and_then(Option::as_deref);
    if first == Some(text.text.trim()) {
        return true;
    }
    let known = rota
        .names
        .iter()
        .flatten()
        .any(|name| name == text.text.trim());
    let message = if known {
        format!(
            "{} does not say who is on duty: only the first [[rota]] does",
            quoted(text.text)
        )
    } else {
        format!("there is no [[rota]] with the name {}", quoted(text.text))
    };
    let help = match first {
        Some(name) => format!("copy = {}", quoted(name)),
        None => {
            "name = \"on-call\" under the first [[rota]], and copy = \"on-call\" here".to_owned()
        }
    };
    findings.absent(&text.at, message, help);
    true
}
