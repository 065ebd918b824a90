//! What goes into the gaps of the sentences about messages, missed calls, and the own line.

use super::Gap;
use crate::domain::names::PatientId;
use crate::domain::phrase::Phrase;

type Gaps<'a> = Vec<(&'static str, Gap<'a>)>;

/// The sentence and its gaps, where it is one of those.
pub fn of(phrase: &Phrase) -> Option<(&'static str, Gaps<'_>)> {
    told(phrase).or_else(|| heard(phrase))
}

/// In writing a household stands with its initials: whose health it is must not be guessed from a text on a screen.
fn who(patients: &[PatientId]) -> (&'static str, Gap<'_>) {
    let gap = match patients.len() {
        0 | 1 => Gap::Patients(patients),
        _ => Gap::Initials(patients),
    };
    ("patients", gap)
}

fn told(phrase: &Phrase) -> Option<(&'static str, Gaps<'_>)> {
    let clinician = |id| ("clinician", Gap::Clinician(id));
    let at = |at| ("at", Gap::Moment(at));
    let seconds = |seconds| ("seconds", Gap::Number(seconds));
    let line = |reader| ("line", Gap::LineOf(reader));
    Some(match phrase {
        Phrase::MissedCall { patients, at: when } => {
            ("missed-call", vec![who(patients), at(*when)])
        }
        Phrase::MissedCallUnknown { at: when } => ("missed-call-unknown", vec![at(*when)]),
        Phrase::MissedCallCopy {
            clinician: whose,
            patients,
            at: when,
        } => (
            "missed-call-copy",
            vec![clinician(whose), who(patients), at(*when)],
        ),
        Phrase::NewMessage {
            patients,
            seconds: length,
            at: when,
            reader,
        } => (
            "new-message",
            vec![who(patients), seconds(*length), at(*when), line(reader)],
        ),
        Phrase::NewMessageCopy {
            clinician: whose,
            patients,
            seconds: length,
            at: when,
            reader,
        } => (
            "new-message-copy",
            vec![
                clinician(whose),
                who(patients),
                seconds(*length),
                at(*when),
                line(reader),
            ],
        ),
        Phrase::NewMessagePractice {
            seconds: length,
            at: when,
            reader,
        } => (
            "new-message-practice",
            vec![seconds(*length), at(*when), line(reader)],
        ),
        Phrase::MessageHeard {
            clinician: whose,
            at: when,
        } => ("message-heard", vec![clinician(whose), at(*when)]),
        Phrase::DeskMessage { at: when } => ("desk-message", vec![at(*when)]),
        Phrase::CommandCalls { patients } => {
            ("command-calls", vec![("patients", Gap::Patients(patients))])
        }
        _ => return None,
    })
}

fn heard(phrase: &Phrase) -> Option<(&'static str, Gaps<'_>)> {
    let patients = |ids| ("patients", Gap::Patients(ids));
    Some(match phrase {
        Phrase::Messages { new, heard } => (
            "messages",
            vec![("new", Gap::Number(*new)), ("heard", Gap::Number(*heard))],
        ),
        Phrase::MessageFrom {
            patients: ids,
            at,
            seconds,
        } => (
            "message-from",
            vec![
                (
                    "any",
                    Gap::Word(if ids.is_empty() { "none" } else { "some" }),
                ),
                patients(ids),
                ("at", Gap::Moment(*at)),
                ("seconds", Gap::Number(*seconds)),
            ],
        ),
        Phrase::MessageFor { clinician } => (
            "message-for",
            vec![("clinician", Gap::Clinician(clinician))],
        ),
        Phrase::UrgentTextFrom { patients: ids } => ("urgent-text-from", vec![patients(ids)]),
        Phrase::PlacedPhone { clinician } => (
            "placed-phone",
            vec![
                ("practice", Gap::Practice),
                ("clinician", Gap::Clinician(clinician)),
            ],
        ),
        Phrase::PlacedPhoneTaken { clinician } => (
            "placed-phone-taken",
            vec![("clinician", Gap::Clinician(clinician))],
        ),
        _ => return None,
    })
}

/// The sentence, where it has no gaps of its own.
pub fn without_gaps(phrase: &Phrase) -> Option<&'static str> {
    Some(match phrase {
        Phrase::PinAsk => "pin-ask",
        Phrase::PinWrong => "pin-wrong",
        Phrase::PinLocked => "pin-locked",
        Phrase::PinNone => "pin-none",
        Phrase::PinForgotten => "pin-forgotten",
        Phrase::PinCallsBack => "pin-calls-back",
        Phrase::PinAskPractice => "pin-ask-practice",
        Phrase::PinNew => "pin-new",
        Phrase::PinAgain => "pin-again",
        Phrase::PinDifferent => "pin-different",
        Phrase::PinUnfit => "pin-unfit",
        Phrase::PinSet => "pin-set",
        Phrase::OwnMenu => "own-menu",
        Phrase::MessageForPractice => "message-for-practice",
        Phrase::MessageKeys => "message-keys",
        Phrase::MessageNotYet => "message-not-yet",
        Phrase::MessageDeleteSure => "message-delete-sure",
        Phrase::MessageDeleted => "message-deleted",
        Phrase::MessageNoted => "message-noted",
        Phrase::MessagesOver => "messages-over",
        Phrase::ConversationAsk => "conversation-ask",
        Phrase::ConversationUnknown => "conversation-unknown",
        Phrase::NobodyToCallBack => "nobody-to-call-back",
        Phrase::PlacedPin => "placed-pin",
        Phrase::PlacedConnect => "placed-connect",
        Phrase::PlacedUrgent => "placed-urgent",
        Phrase::TextUrgentUnanswered => "text-urgent-unanswered",
        Phrase::CommandExpectsCall => "command-expects-call",
        Phrase::CommandCallFailed => "command-call-failed",
        _ => return None,
    })
}
