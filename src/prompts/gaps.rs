//! Which sentence a phrase is, and what goes into its gaps.

mod messages;
mod texting;

use chrono::{DateTime, NaiveDate, Utc};
use fluent_bundle::FluentValue;

use super::bundles::Bundle;
use super::{moments, names, numbers};
use crate::domain::names::{ClinicianId, Language, PatientId};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Practice;
pub use texting::refusal;

/// Something that goes into a gap.
#[derive(Clone, Copy)]
pub enum Gap<'a> {
    Clinician(&'a ClinicianId),
    /// A clinician, or else this word for the catalogue to choose by.
    ClinicianOr(Option<&'a ClinicianId>, &'static str),
    Patients(&'a [PatientId]),
    Moment(DateTime<Utc>),
    /// A moment, or else this word for the catalogue to choose by.
    MomentOr(Option<DateTime<Utc>>, &'static str),
    Number(u32),
    /// A word for the catalogue to choose by, or a text as it is.
    Word(&'a str),
    /// A day, or else this word for the catalogue to choose by.
    DayOr(Option<NaiveDate>, &'static str),
    /// "R. D. and T. H."
    Initials(&'a [PatientId]),
    /// "3 Rosa Diaz, 4 Tom Hale".
    Marks(&'a [(u32, Vec<PatientId>)]),
    /// A patient's first phone, in its international form with spaces.
    PhoneOf(PatientId),
    /// "Rosa Diaz (+44 7700 900777), Rosa Dias (+44 7700 900778)".
    NamesAndPhones(&'a [PatientId]),
    /// One patient's name.
    NamesOf(PatientId),
    /// The first word of a patient's name.
    FirstName(PatientId),
    /// A clinician's front line, as it is dialled in the practice's country.
    LineOf(&'a ClinicianId),
    /// A clinician's usual week in one line.
    HoursOf(&'a ClinicianId),
    /// A number to show how one is written, of the practice's country.
    Example,
    Practice,
    Emergency,
    Desk,
}

/// The word by which the catalogues know that something is not known.
pub const UNKNOWN: &str = "unknown";

/// The gaps that any sentence may use.
pub const EVERYWHERE: [(&str, Gap<'static>); 3] = [
    ("practice", Gap::Practice),
    ("emergency", Gap::Emergency),
    ("desk", Gap::Desk),
];

/// A sentence of the catalogues and what goes into its own gaps.
pub struct Sentence<'a> {
    /// Its name in the catalogues.
    pub id: &'static str,
    /// Its gaps; those of [`EVERYWHERE`] come besides.
    pub gaps: Vec<(&'static str, Gap<'a>)>,
}

impl<'a> Sentence<'a> {
    /// As it is said.
    pub fn spoken(phrase: &'a Phrase) -> Self {
        let (id, gaps) = of(phrase);
        Sentence { id, gaps }
    }

    /// As it is written: nobody can hang up a text.
    pub fn written(phrase: &'a Phrase) -> Self {
        let (id, gaps) = of(phrase);
        let id = match id {
            "emergency" => "emergency-written",
            id => id,
        };
        Sentence { id, gaps }
    }

    /// Whether the sentence is meant for reading: then numbers are not spaced, and moments are short.
    pub fn is_written(&self) -> bool {
        is_written(self.id)
    }
}

/// Whether a sentence is meant for reading, by its name.
pub fn is_written(id: &str) -> bool {
    const WRITTEN: [&str; 13] = [
        "text-",
        "command-",
        "missed-call",
        "new-message",
        "message-heard",
        "emergency-written",
        "greeting",
        "digest",
        "stop-",
        "phone-",
        "desk-",
        "line-is",
        "card-",
    ];
    WRITTEN.iter().any(|start| id.starts_with(start))
}

fn of(phrase: &Phrase) -> (&'static str, Vec<(&'static str, Gap<'_>)>) {
    let clinician = |id| ("clinician", Gap::Clinician(id));
    let until = |at| ("until", Gap::MomentOr(at, UNKNOWN));
    match phrase {
        Phrase::Unavailable {
            clinician: who,
            until: at,
        } => ("unavailable", vec![clinician(who), until(*at)]),
        Phrase::NotReached { clinician: who } => ("not-reached", vec![clinician(who)]),
        Phrase::LimitReached {
            clinician: who,
            until: at,
        } => ("limit-reached", vec![clinician(who), until(*at)]),
        Phrase::LeaveMessage { clinician: who } => ("leave-message", vec![clinician(who)]),
        Phrase::TextHeld {
            clinician: who,
            until: at,
        } => ("text-held", vec![clinician(who), until(*at)]),
        Phrase::TextCovered {
            clinician: who,
            cover,
        } => (
            "text-covered",
            vec![clinician(who), ("cover", Gap::Clinician(cover))],
        ),
        Phrase::CommandPaused { until } => ("command-paused", vec![("until", Gap::Moment(*until))]),
        Phrase::CommandWho {
            clinician: who,
            until,
            on_duty,
        } => (
            "command-who",
            vec![
                clinician(who),
                ("until", Gap::MomentOr(*until, "now")),
                ("duty", Gap::ClinicianOr(on_duty.as_ref(), "nobody")),
            ],
        ),
        other => texting::of(other)
            .or_else(|| messages::of(other))
            .unwrap_or_else(|| about_patients(other)),
    }
}

fn about_patients(phrase: &Phrase) -> (&'static str, Vec<(&'static str, Gap<'_>)>) {
    let (id, patients) = match phrase {
        Phrase::Caller { patients } => ("caller", patients),
        Phrase::Connecting { patients } => ("connecting", patients),
        Phrase::PatientNotReached { patients } => ("patient-not-reached", patients),
        Phrase::AccessEnded { patients } => ("access-ended", patients),
        Phrase::TextStopped { patients } => ("text-stopped", patients),
        other => {
            let id = messages::without_gaps(other).unwrap_or_else(|| without_gaps(other));
            return (id, Vec::new());
        }
    };
    (id, vec![("patients", Gap::Patients(patients.as_slice()))])
}

fn without_gaps(phrase: &Phrase) -> &'static str {
    match phrase {
        Phrase::Emergency => "emergency",
        Phrase::Welcome => "welcome",
        Phrase::PressForUrgent => "press-for-urgent",
        Phrase::NobodyOnDuty => "nobody-on-duty",
        Phrase::PressForMessage => "press-for-message",
        Phrase::CallingDuty => "calling-duty",
        Phrase::UrgentNotReached => "urgent-not-reached",
        Phrase::LeaveMessagePractice => "leave-message-practice",
        Phrase::RecordingNotice => "recording-notice",
        Phrase::Thanks => "thanks",
        Phrase::KeyCode => "key-code",
        Phrase::ToFrontDesk => "to-front-desk",
        Phrase::FrontDeskNotReached => "front-desk-not-reached",
        Phrase::OnlyWithAccess => "only-with-access",
        Phrase::CallFrontDesk => "call-front-desk",
        Phrase::OwnNumber => "own-number",
        Phrase::NotInUse => "not-in-use",
        Phrase::LostTrack => "lost-track",
        Phrase::Trouble => "trouble",
        Phrase::Goodbye => "goodbye",
        Phrase::Screening => "screening",
        Phrase::ScreeningUrgent => "screening-urgent",
        Phrase::ScreeningAgain => "screening-again",
        Phrase::ByCode => "by-code",
        Phrase::LineChanged => "line-changed",
        Phrase::PatientNotListed => "patient-not-listed",
        Phrase::LegTrouble => "leg-trouble",
        Phrase::OwnLine => "own-line",
        Phrase::TextUrgentSent => "text-urgent-sent",
        Phrase::TextNotUrgent => "text-not-urgent",
        Phrase::TextLimit => "text-limit",
        Phrase::TextStranger => "text-stranger",
        Phrase::TextNoPictures => "text-no-pictures",
        Phrase::TextHoldsNumber => "text-holds-number",
        Phrase::CommandHelp => "command-help",
        Phrase::CommandResumed => "command-resumed",
        Phrase::StopUndoLine => "stop-undo-line",
        Phrase::PhoneConfirm => "phone-confirm",
        Phrase::TextNotTaken => "text-not-taken",
        Phrase::PhoneConfirmed => "phone-confirmed",
        Phrase::CommandExpectsRemove => "command-expects-remove",
        Phrase::CommandExpectsPause => "command-expects-pause",
        Phrase::CommandFailed => "command-failed",
        Phrase::CommandOwnNumber => "command-own-number",
        Phrase::CommandUnknown => "command-unknown",
        // Those with gaps are named above; each is listed here so that the compiler asks after a new one.
        Phrase::Unavailable { .. }
        | Phrase::NotReached { .. }
        | Phrase::LimitReached { .. }
        | Phrase::LeaveMessage { .. }
        | Phrase::TextHeld { .. }
        | Phrase::TextCovered { .. }
        | Phrase::CommandPaused { .. }
        | Phrase::CommandWho { .. }
        | Phrase::Caller { .. }
        | Phrase::Connecting { .. }
        | Phrase::PatientNotReached { .. }
        | Phrase::AccessEnded { .. }
        | Phrase::TextStopped { .. }
        | Phrase::TextConfirm { .. }
        | Phrase::TextToWhom { .. }
        | Phrase::TextSentTo { .. }
        | Phrase::TextWithdrawn { .. }
        | Phrase::TextNotDelivered { .. }
        | Phrase::TextNotArrived { .. }
        | Phrase::TextPhoneNotReady { .. }
        | Phrase::TextHandedOver { .. }
        | Phrase::TextStillHeld { .. }
        | Phrase::TextFromHeld { .. }
        | Phrase::LineIs { .. }
        | Phrase::TextAttachmentRefused { .. }
        | Phrase::StopUndo { .. }
        | Phrase::Digest { .. }
        | Phrase::DeskPhoneNotReady { .. }
        | Phrase::DeskTextWaits { .. }
        | Phrase::Greeting { .. }
        | Phrase::CommandAdded { .. }
        | Phrase::CommandChanged { .. }
        | Phrase::CommandAlready { .. }
        | Phrase::CommandRemoved { .. }
        | Phrase::CommandWhich { .. }
        | Phrase::CommandNobody { .. }
        | Phrase::CommandExpectsAdd
        | Phrase::MissedCall { .. }
        | Phrase::MissedCallUnknown { .. }
        | Phrase::MissedCallCopy { .. }
        | Phrase::NewMessage { .. }
        | Phrase::NewMessageCopy { .. }
        | Phrase::NewMessagePractice { .. }
        | Phrase::MessageHeard { .. }
        | Phrase::DeskMessage { .. }
        | Phrase::CommandCalls { .. }
        | Phrase::Messages { .. }
        | Phrase::MessageFrom { .. }
        | Phrase::MessageFor { .. }
        | Phrase::UrgentTextFrom { .. }
        | Phrase::PinAsk
        | Phrase::PinWrong
        | Phrase::PinLocked
        | Phrase::PinNone
        | Phrase::PinForgotten
        | Phrase::PinCallsBack
        | Phrase::PinAskPractice
        | Phrase::PinNew
        | Phrase::PinAgain
        | Phrase::PinDifferent
        | Phrase::PinUnfit
        | Phrase::PinSet
        | Phrase::OwnMenu
        | Phrase::MessageForPractice
        | Phrase::MessageKeys
        | Phrase::MessageNotYet
        | Phrase::MessageDeleteSure
        | Phrase::MessageDeleted
        | Phrase::MessageNoted
        | Phrase::MessagesOver
        | Phrase::ConversationAsk
        | Phrase::ConversationUnknown
        | Phrase::NobodyToCallBack
        | Phrase::PlacedPin
        | Phrase::PlacedPhone { .. }
        | Phrase::PlacedPhoneTaken { .. }
        | Phrase::PlacedConnect
        | Phrase::PlacedUrgent
        | Phrase::TextUrgentUnanswered
        | Phrase::CommandExpectsCall
        | Phrase::CommandCallFailed => "trouble",
    }
}

/// Fills gaps for one listener.
pub struct Filler<'a> {
    pub bundle: &'a Bundle,
    pub language: Language,
    pub practice: &'a Practice,
    pub written: bool,
}

impl Filler<'_> {
    /// What stands in the gap.
    pub fn fill(&self, gap: Gap<'_>) -> FluentValue<'static> {
        match gap {
            Gap::Clinician(id) | Gap::ClinicianOr(Some(id), _) => self.clinician(id).into(),
            Gap::ClinicianOr(None, word) | Gap::MomentOr(None, word) => word.into(),
            Gap::Patients(ids) => {
                names::patients(self.bundle, self.practice, self.language, ids).into()
            }
            Gap::Moment(at) | Gap::MomentOr(Some(at), _) => self.moment(at).into(),
            Gap::Number(count) => count.into(),
            Gap::Word(word) => word.to_owned().into(),
            Gap::DayOr(None, word) => word.into(),
            Gap::DayOr(Some(_), _)
            | Gap::Initials(_)
            | Gap::Marks(_)
            | Gap::PhoneOf(_)
            | Gap::NamesAndPhones(_)
            | Gap::NamesOf(_)
            | Gap::FirstName(_)
            | Gap::Example
            | Gap::HoursOf(_) => self.texting(gap).into(),
            Gap::LineOf(id) => self.line_of(id).into(),
            Gap::Practice => self.practice.name.clone().into(),
            Gap::Emergency => self.emergency().into(),
            Gap::Desk => self.desk().into(),
        }
    }

    fn clinician(&self, id: &ClinicianId) -> String {
        match self.practice.clinicians.get(id) {
            Some(clinician) => clinician.name.clone(),
            None => self.bundle.piece("some-clinician"),
        }
    }

    fn line_of(&self, id: &ClinicianId) -> String {
        match self.practice.clinicians.get(id) {
            Some(clinician) => numbers::national(clinician.line.0),
            None => UNKNOWN.to_owned(),
        }
    }

    fn moment(&self, at: DateTime<Utc>) -> String {
        if self.written {
            moments::written(at, self.language, self.practice.zone)
        } else {
            moments::spoken(at, self.language, self.practice.zone)
        }
    }

    fn emergency(&self) -> String {
        // In French "le 15" and "le 112" are said as numbers, 999 and 911 as digits.
        let number = &self.practice.emergency;
        let french = self.language.language() == "fr" && number.starts_with('1');
        if self.written || (french && number.len() <= 3) {
            self.practice.emergency.clone()
        } else {
            numbers::digit_by_digit(&self.practice.emergency)
        }
    }

    fn desk(&self) -> String {
        match self.practice.front_desk {
            None => UNKNOWN.to_owned(),
            Some(number) if self.written => numbers::national(number),
            Some(number) => numbers::digit_by_digit(&numbers::national(number)),
        }
    }
}
