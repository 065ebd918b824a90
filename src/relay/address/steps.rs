//! What the addresses of a patient's call carry: how far it has come, as ids and counters.

use std::fmt::{Result, Write};

use super::parts::{Parts, read_target, write_target};
use crate::domain::event::{Path, Progress, Target};
use crate::domain::names::{CallId, ClinicianId};

pub fn write(
    url: &mut String,
    kind: &str,
    call: CallId,
    target: Option<&Target>,
    progress: &Progress,
) -> Result {
    write!(url, "{kind}/{call}/")?;
    if let Some(target) = target {
        write_target(url, target)?;
        url.push('/');
    }
    write!(url, "{}/{}", word(progress.path), progress.step)?;
    let mut before = '?';
    let mut field = |url: &mut String, name: &str| {
        url.push(before);
        url.push_str(name);
        url.push('=');
        before = '&';
    };
    if !progress.tried.is_empty() {
        field(url, "tried");
        for (place, target) in progress.tried.iter().enumerate() {
            url.push_str(if place == 0 { "" } else { "," });
            write_target(url, target)?;
        }
    }
    if !progress.declined.is_empty() {
        field(url, "declined");
        for (place, clinician) in progress.declined.iter().enumerate() {
            write!(url, "{}{clinician}", if place == 0 { "" } else { "," })?;
        }
    }
    if progress.rung > 0 {
        field(url, "rung");
        write!(url, "{}", progress.rung)?;
    }
    if let Some(patient) = progress.patient {
        field(url, if progress.by_code { "code" } else { "for" });
        write!(url, "{patient}")?;
    }
    if progress.tries > 0 {
        field(url, "tries");
        write!(url, "{}", progress.tries)?;
    }
    Ok(())
}

pub fn read(parts: &mut Parts<'_>, query: &str) -> Option<Progress> {
    let path = read_path(parts.next()?)?;
    let step = parts.next()?.parse().ok()?;
    let start = Progress {
        step,
        ..Progress::start(path)
    };
    read_query(start, query)
}

fn read_query(mut progress: Progress, query: &str) -> Option<Progress> {
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=')?;
        match name {
            "tried" => progress.tried = value.split(',').map(read_target).collect::<Option<_>>()?,
            "declined" => {
                progress.declined = value
                    .split(',')
                    .map(ClinicianId::new)
                    .collect::<Option<_>>()?
            }
            "rung" => progress.rung = value.parse().ok()?,
            "for" | "code" => {
                progress.patient = Some(value.parse().ok()?);
                progress.by_code = name == "code";
            }
            "tries" => progress.tries = value.parse().ok()?,
            _ => return None,
        }
    }
    Some(progress)
}

/// The word of a way through a call.
pub fn word(path: Path) -> &'static str {
    match path {
        Path::Patient => "patient",
        Path::Urgent => "urgent",
        Path::Desk => "desk",
        Path::Back => "back",
    }
}

fn read_path(word: &str) -> Option<Path> {
    Some(match word {
        "patient" => Path::Patient,
        "urgent" => Path::Urgent,
        "desk" => Path::Desk,
        "back" => Path::Back,
        _ => return None,
    })
}
