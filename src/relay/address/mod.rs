//! The URLs that Nightbell hands out: ids and counters, so that a step of a call needs nothing but its own address
//! and the practice in force. The provider's signature protects them.

mod own;
mod parts;
mod placed;
mod steps;
#[cfg(test)]
mod tests;

use std::fmt::Write;

use crate::domain::decision::Mailbox;
use crate::domain::event::{OwnStep, Progress, Purpose, Target};
use crate::domain::names::{CallId, ClinicianId, OutboxId, PlacedId};

use parts::{Parts, read_target, write_target};

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
    /// What was keyed on the own line.
    Own { call: CallId, at: OwnStep },
    /// A call that Nightbell placed was answered. It was given to the provider before the call had an id.
    Placed {
        placed: PlacedId,
        to: Target,
        purpose: Purpose,
    },
    /// A key on a call that Nightbell placed; `prompt` counts from 1.
    PlacedKey {
        call: CallId,
        placed: PlacedId,
        to: Target,
        purpose: Purpose,
        prompt: u32,
    },
    /// A call that Nightbell placed has ended.
    PlacedEnded {
        placed: PlacedId,
        to: Target,
        purpose: Purpose,
    },
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

    /// The key under which the step is remembered: within one call every step has another. `of_sid` is the call that
    /// the provider's id stands for, where the address names none.
    pub fn key(&self, of_sid: CallId) -> String {
        let mut key = String::with_capacity(64);
        // Writing into a String cannot fail.
        let _ = self.write_key(&mut key, of_sid);
        key
    }

    /// Reads an address; `path` is what follows `/twilio/`. `None`: not one that Nightbell hands out.
    pub fn parse(path: &str, query: &str) -> Option<Address> {
        let mut parts = path.split('/');
        let address = match parts.next()? {
            "recording" => read_recording(&mut parts)?,
            "voice" => read_voice(&mut parts, query)?,
            _ => return None,
        };
        parts.next().is_none().then_some(address)
    }

    fn write(&self, url: &mut String) -> std::fmt::Result {
        match self {
            Address::Ring { call, progress } => {
                steps::write(url, "voice/ring", *call, None, progress)
            }
            Address::Menu { call, progress } => {
                steps::write(url, "voice/menu", *call, None, progress)
            }
            Address::Code { call, progress } => {
                steps::write(url, "voice/code", *call, None, progress)
            }
            Address::Screen {
                call,
                target,
                progress,
            } => steps::write(url, "voice/screen", *call, Some(target), progress),
            Address::Key {
                call,
                target,
                progress,
            } => steps::write(url, "voice/key", *call, Some(target), progress),
            Address::Recorded { call, progress } => {
                steps::write(url, "voice/recorded", *call, None, progress)
            }
            Address::Recording { call, mailbox } => match mailbox {
                Mailbox::Clinician(clinician) => {
                    write!(url, "recording/{call}/clinician/{clinician}")
                }
                Mailbox::Practice => write!(url, "recording/{call}/practice"),
            },
            Address::Own { call, at } => own::write(url, *call, at),
            Address::Placed {
                placed,
                to,
                purpose,
            } => {
                url.push_str("voice/placed/");
                placed::write(url, *placed, to, purpose)
            }
            Address::PlacedKey {
                call,
                placed,
                to,
                purpose,
                prompt,
            } => {
                write!(url, "voice/placed-key/{call}/")?;
                placed::write(url, *placed, to, purpose)?;
                write!(url, "/{prompt}")
            }
            Address::PlacedEnded {
                placed,
                to,
                purpose,
            } => {
                url.push_str("voice/placed-ended/");
                placed::write(url, *placed, to, purpose)
            }
        }
    }

    fn write_key(&self, key: &mut String, of_sid: CallId) -> std::fmt::Result {
        match self {
            Address::Ring { call, progress } => {
                let path = steps::word(progress.path);
                write!(key, "{call}/ring/{path}/{}", progress.step)
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
                write!(key, "{call}/screen/{}/", progress.step)?;
                write_target(key, target)
            }
            Address::Key {
                call,
                target,
                progress,
            } => {
                write!(key, "{call}/key/{}/", progress.step)?;
                write_target(key, target)?;
                write!(key, "/{}", progress.tries)
            }
            Address::Recorded { call, progress } => {
                write!(key, "{call}/recorded/{}", progress.step)
            }
            Address::Recording { call, .. } => write!(key, "{call}/recording"),
            Address::Own { call, at } => own::write_key(key, *call, at),
            Address::Placed { .. } => write!(key, "{of_sid}/placed"),
            Address::PlacedKey {
                call,
                purpose,
                prompt,
                ..
            } => {
                write!(key, "{call}/placed-key/")?;
                placed::write_purpose(key, purpose)?;
                write!(key, "/{prompt}")
            }
            Address::PlacedEnded { .. } => write!(key, "{of_sid}/placed-ended"),
        }
    }
}

fn read_recording(parts: &mut Parts<'_>) -> Option<Address> {
    let call = parts.next()?.parse().ok()?;
    let mailbox = match parts.next()? {
        "practice" => Mailbox::Practice,
        "clinician" => Mailbox::Clinician(ClinicianId::new(parts.next()?)?),
        _ => return None,
    };
    Some(Address::Recording { call, mailbox })
}

fn read_voice(parts: &mut Parts<'_>, query: &str) -> Option<Address> {
    match parts.next()? {
        "own" => own::read(parts, query),
        "placed" => {
            let (placed, to, purpose) = placed::read(parts)?;
            query.is_empty().then_some(Address::Placed {
                placed,
                to,
                purpose,
            })
        }
        "placed-key" => {
            let call = parts.next()?.parse().ok()?;
            let (placed, to, purpose) = placed::read(parts)?;
            let prompt = parts.next()?.parse().ok()?;
            query.is_empty().then_some(Address::PlacedKey {
                call,
                placed,
                to,
                purpose,
                prompt,
            })
        }
        "placed-ended" => {
            let (placed, to, purpose) = placed::read(parts)?;
            query.is_empty().then_some(Address::PlacedEnded {
                placed,
                to,
                purpose,
            })
        }
        kind => read_step(kind, parts, query),
    }
}

fn read_step(kind: &str, parts: &mut Parts<'_>, query: &str) -> Option<Address> {
    let call = parts.next()?.parse().ok()?;
    let target = match kind {
        "screen" | "key" => Some(read_target(parts.next()?)?),
        _ => None,
    };
    let progress = steps::read(parts, query)?;
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
