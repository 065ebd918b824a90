//! Who hears a document. On a clinician's own leg the words for a caller would be wrong, and the end of a document
//! bridges.

use crate::domain::decision::Answer;
use crate::domain::phrase::Phrase;

/// Who hears a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ear {
    /// The caller.
    Caller,
    /// A clinician whose phone was rung for a patient, before the two are connected.
    Clinician,
    /// A clinician on the own line, or choosing a PIN.
    OwnLine,
    /// Whoever answered a call that Nightbell placed.
    Placed,
}

impl Ear {
    /// By the address of a webhook, of which only the beginning is read: it serves when nothing else can be told.
    /// `path` is what follows `/twilio/`.
    pub fn at(path: &str) -> Self {
        let mut parts = path.split('/');
        match (parts.next(), parts.next()) {
            (Some("voice"), Some("screen" | "key")) => Ear::Clinician,
            (Some("voice"), Some("own")) => Ear::OwnLine,
            (Some("voice"), Some("placed" | "placed-key")) => Ear::Placed,
            _ => Ear::Caller,
        }
    }

    /// By what the leg was to be told.
    pub fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Screen { .. } | Answer::Bridge { .. } => Ear::Clinician,
            Answer::Own { .. } => Ear::OwnLine,
            Answer::Placed { .. } => Ear::Placed,
            Answer::End { say } if say.contains(&Phrase::LegTrouble) => Ear::Clinician,
            Answer::End { say } if say.contains(&Phrase::OwnLine) => Ear::OwnLine,
            Answer::Ring(_)
            | Answer::Announce { .. }
            | Answer::Menu { .. }
            | Answer::Record { .. }
            | Answer::End { .. }
            | Answer::Nothing => Ear::Caller,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Path, Progress, Target};
    use crate::domain::names::{CallId, ClinicianId};
    use crate::domain::phone::PhoneId;
    use crate::relay::address::Address;

    fn path(address: &Address) -> String {
        let url = address.url("");
        let wire = url.strip_prefix("/twilio/").unwrap();
        wire.split(['?', '#']).next().unwrap().to_owned()
    }

    #[test]
    fn a_clinician_hears_the_steps_of_a_screening_of_the_own_line_and_of_placed_calls_and_the_caller_all_others()
     {
        let (call, progress) = (CallId(7), Progress::start(Path::Patient));
        let target = Target {
            clinician: ClinicianId::new("okafor").unwrap(),
            phone: PhoneId(1),
        };
        let (screen, key) = (
            Address::Screen {
                call,
                target: target.clone(),
                progress: progress.clone(),
            },
            Address::Key {
                call,
                target,
                progress: progress.clone(),
            },
        );
        assert_eq!(Ear::at(&path(&screen)), Ear::Clinician);
        assert_eq!(Ear::at(&path(&key)), Ear::Clinician);
        assert_eq!(Ear::at("voice/key/of-a-later-version"), Ear::Clinician);
        for step in [
            Address::Ring {
                call,
                progress: progress.clone(),
            },
            Address::Menu {
                call,
                progress: progress.clone(),
            },
            Address::Code {
                call,
                progress: progress.clone(),
            },
            Address::Recorded { call, progress },
        ] {
            assert_eq!(Ear::at(&path(&step)), Ear::Caller, "{step:?}");
        }
        for (path, ear) in [
            ("voice/own/7/okafor.1/menu/2", Ear::OwnLine),
            ("voice/own/of-a-later-version", Ear::OwnLine),
            ("voice/placed/3/okafor.1/pin", Ear::Placed),
            ("voice/placed-key/7/3/okafor.1/pin/1", Ear::Placed),
        ] {
            assert_eq!(Ear::at(path), ear, "{path}");
        }
        for other in ["voice", "voice/keys/7", "screen/7", "own/7", ""] {
            assert_eq!(Ear::at(other), Ear::Caller, "{other}");
        }
    }

    #[test]
    fn what_a_leg_was_to_be_told_says_who_hears_it() {
        let end = |say| Answer::End { say };
        for (answer, ear) in [
            (end(vec![Phrase::LegTrouble]), Ear::Clinician),
            (end(vec![Phrase::OwnLine, Phrase::Emergency]), Ear::OwnLine),
            (end(vec![Phrase::Trouble]), Ear::Caller),
            (Answer::Bridge { say: Vec::new() }, Ear::Clinician),
            (Answer::Nothing, Ear::Caller),
        ] {
            assert_eq!(Ear::of(&answer), ear, "{answer:?}");
        }
    }
}
