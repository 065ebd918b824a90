//! The URLs that Nightbell hands out: ids and counters, so that a step of a call needs nothing but its own address
//! and the practice in force. The provider's signature protects them.

use std::fmt::Write;

use crate::domain::decision::Mailbox;
use crate::domain::event::{Path, Progress, Target};
use crate::domain::names::{CallId, ClinicianId, OutboxId};

/// The provider tries again where this says so (protocol sheet 6); it is no part of what is signed or requested.
pub const RETRIES: &str = "#rc=3&rp=5xx,ct,rt&tt=15000";

/// Where a number's voice URL points.
pub const VOICE: &str = "/twilio/voice";
/// Where a number's messaging URL points.
pub const SMS: &str = "/twilio/sms";
/// Where a number's status callback points.
pub const STATUS: &str = "/twilio/voice/status";

/// What precedes the id of a text in the address of its status callback.
const TEXT_STATUS: &str = "sms/status/";

/// Where the provider reports what becomes of a text: the id tells a lost answer from a lost request.
pub fn text_status(public_url: &str, id: OutboxId) -> String {
    format!("{public_url}/twilio/{TEXT_STATUS}{id}{RETRIES}")
}

/// Of which text a status callback is; `path` is what follows `/twilio/`.
pub fn text_of(path: &str) -> Option<OutboxId> {
    path.strip_prefix(TEXT_STATUS)?.parse().ok()
}

/// An address below `/twilio/` that Nightbell handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Ringing one phone has ended.
    Ring { call: CallId, progress: Progress },
    /// A key of the menu.
    Menu { call: CallId, progress: Progress },
    /// An access code.
    Code { call: CallId, progress: Progress },
    /// The clinician's leg was answered.
    Screen {
        call: CallId,
        target: Target,
        progress: Progress,
    },
    /// A key of the screening.
    Key {
        call: CallId,
        target: Target,
        progress: Progress,
    },
    /// The message was recorded.
    Recorded { call: CallId, progress: Progress },
    /// What became of the recording.
    Recording { call: CallId, mailbox: Mailbox },
}

impl Address {
    /// The absolute URL, with the provider's retry overrides.
    pub fn url(&self, public_url: &str) -> String {
        let mut url = String::with_capacity(public_url.len() + 160);
        url.push_str(public_url);
        url.push_str("/twilio/");
        // Writing into a String cannot fail.
        let _ = self.write(&mut url);
        url.push_str(RETRIES);
        url
    }

    /// The key under which the step is remembered: within one call every step has another.
    pub fn key(&self) -> String {
        let mut key = String::with_capacity(64);
        let _ = match self {
            Address::Ring { call, progress } => {
                write!(key, "{call}/ring/{}/{}", word(progress.path), progress.step)
            }
            Address::Menu { call, progress } => {
                write!(key, "{call}/menu/{}/{}", progress.step, progress.tries)
            }
            Address::Code { call, progress } => {
                write!(key, "{call}/code/{}/{}", progress.step, progress.tries)
            }
            Address::Screen {
                call,
                target,
                progress,
            } => {
                write!(
                    key,
                    "{call}/screen/{}/{}.{}",
                    progress.step, target.clinician, target.phone
                )
            }
            Address::Key {
                call,
                target,
                progress,
            } => {
                write!(
                    key,
                    "{call}/key/{}/{}.{}/{}",
                    progress.step, target.clinician, target.phone, progress.tries
                )
            }
            Address::Recorded { call, progress } => {
                write!(key, "{call}/recorded/{}", progress.step)
            }
            Address::Recording { call, .. } => write!(key, "{call}/recording"),
        };
        key
    }

    fn write(&self, url: &mut String) -> std::fmt::Result {
        match self {
            Address::Ring { call, progress } => {
                write_step(url, "voice/ring", *call, None, progress)
            }
            Address::Menu { call, progress } => {
                write_step(url, "voice/menu", *call, None, progress)
            }
            Address::Code { call, progress } => {
                write_step(url, "voice/code", *call, None, progress)
            }
            Address::Screen {
                call,
                target,
                progress,
            } => write_step(url, "voice/screen", *call, Some(target), progress),
            Address::Key {
                call,
                target,
                progress,
            } => write_step(url, "voice/key", *call, Some(target), progress),
            Address::Recorded { call, progress } => {
                write_step(url, "voice/recorded", *call, None, progress)
            }
            Address::Recording { call, mailbox } => match mailbox {
                Mailbox::Clinician(clinician) => {
                    write!(url, "recording/{call}/clinician/{clinician}")
                }
                Mailbox::Practice => write!(url, "recording/{call}/practice"),
            },
        }
    }

    /// Reads an address; `path` is what follows `/twilio/`. `None`: not one that Nightbell hands out.
    pub fn parse(path: &str, query: &str) -> Option<Address> {
        let mut parts = path.split('/');
        let family = parts.next()?;
        if family == "recording" {
            let call = parts.next()?.parse().ok()?;
            let mailbox = match (parts.next()?, parts.next()) {
                ("practice", None) => Mailbox::Practice,
                ("clinician", Some(id)) => Mailbox::Clinician(ClinicianId::new(id)?),
                _ => return None,
            };
            return parts
                .next()
                .is_none()
                .then_some(Address::Recording { call, mailbox });
        }
        let kind = parts.next().filter(|_| family == "voice")?;
        let call = parts.next()?.parse().ok()?;
        let target = match kind {
            "screen" | "key" => Some(read_target(parts.next()?)?),
            _ => None,
        };
        let path = read_path(parts.next()?)?;
        let step = parts.next()?.parse().ok()?;
        if parts.next().is_some() {
            return None;
        }
        let progress = read_query(
            Progress {
                step,
                ..Progress::start(path)
            },
            query,
        )?;
        Some(match (kind, target) {
            ("ring", None) => Address::Ring { call, progress },
            ("menu", None) => Address::Menu { call, progress },
            ("code", None) => Address::Code { call, progress },
            ("recorded", None) => Address::Recorded { call, progress },
            ("screen", Some(target)) => Address::Screen {
                call,
                target,
                progress,
            },
            ("key", Some(target)) => Address::Key {
                call,
                target,
                progress,
            },
            _ => return None,
        })
    }
}

fn write_step(
    url: &mut String,
    kind: &str,
    call: CallId,
    target: Option<&Target>,
    progress: &Progress,
) -> std::fmt::Result {
    write!(url, "{kind}/{call}/")?;
    if let Some(target) = target {
        write!(url, "{}.{}/", target.clinician, target.phone)?;
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
            write!(
                url,
                "{}{}.{}",
                if place == 0 { "" } else { "," },
                target.clinician,
                target.phone
            )?;
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

fn read_target(text: &str) -> Option<Target> {
    let (clinician, phone) = text.split_once('.')?;
    Some(Target {
        clinician: ClinicianId::new(clinician)?,
        phone: phone.parse().ok()?,
    })
}

fn word(path: Path) -> &'static str {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::names::PatientId;
    use crate::domain::phone::PhoneId;

    fn target(id: &str, phone: u32) -> Target {
        Target {
            clinician: ClinicianId::new(id).unwrap(),
            phone: PhoneId(phone),
        }
    }

    fn back(address: &Address) -> Option<Address> {
        let url = address.url("https://relay.example");
        let wire = url
            .strip_suffix(RETRIES)
            .unwrap()
            .strip_prefix("https://relay.example/twilio/")
            .unwrap();
        let (path, query) = wire.split_once('?').unwrap_or((wire, ""));
        Address::parse(path, query)
    }

    #[test]
    fn every_address_is_read_back_as_it_was_handed_out() {
        let call = CallId(7);
        let progress = Progress {
            path: Path::Urgent,
            step: 3,
            tried: vec![target("okafor", 1), target("lind-qvist_2", u32::MAX)],
            declined: vec![ClinicianId::new("okafor").unwrap()],
            rung: 40,
            patient: Some(PatientId(9)),
            by_code: true,
            tries: 2,
        };
        let plain = Progress::start(Path::Patient);
        for address in [
            Address::Ring {
                call,
                progress: progress.clone(),
            },
            Address::Menu {
                call,
                progress: plain.clone(),
            },
            Address::Code {
                call,
                progress: plain.clone(),
            },
            Address::Screen {
                call,
                target: target("okafor", 5),
                progress: progress.clone(),
            },
            Address::Key {
                call,
                target: target("okafor", 5),
                progress: plain.clone(),
            },
            Address::Recorded { call, progress },
            Address::Recording {
                call,
                mailbox: Mailbox::Practice,
            },
            Address::Recording {
                call,
                mailbox: Mailbox::Clinician(ClinicianId::new("okafor").unwrap()),
            },
        ] {
            assert_eq!(back(&address).as_ref(), Some(&address));
        }
    }

    #[test]
    fn a_report_of_a_text_names_it() {
        let url = text_status("https://relay.example", OutboxId(7));
        let path = url.strip_prefix("https://relay.example/twilio/").unwrap();
        assert_eq!(
            text_of(path.strip_suffix(RETRIES).unwrap()),
            Some(OutboxId(7))
        );
        assert_eq!(text_of("sms/status/7"), None);
    }

    #[test]
    fn other_addresses_are_not_taken_for_ours() {
        for path in [
            "",
            "voice",
            "voice/ring",
            "voice/ring/xyz/patient/1",
            "dial-done",
            "recording/1/practice",
            "voice/ring/00000000000000000000000000000007/patient/1/2",
        ] {
            assert_eq!(Address::parse(path, ""), None, "{path}");
        }
        assert_eq!(
            Address::parse(
                "voice/menu/00000000000000000000000000000007/patient/1",
                "tried=%2B44"
            ),
            None
        );
    }
}
