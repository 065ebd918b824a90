//! A small practice and one of every phrase and every reason, for tests.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};

use crate::domain::event::Target;
use crate::domain::hours::Hours;
use crate::domain::media::Refusal;
use crate::domain::names::{ClinicianId, IdKey, Language, MessageId, PatientId, Version};
use crate::domain::outbox::Failure;
use crate::domain::patients::{Grant, Patients};
use crate::domain::phone::{E164, Line, PhoneId, SecretNumber};
use crate::domain::phrase::Phrase;
use crate::domain::practice::{
    Callers, Clinician, Clinicians, Phone, Practice, Strangers, Voicemail,
};
use crate::domain::reason::{Reason, StrangersMode};

/// The numbers that nobody may learn.
pub const SECRETS: [&str; 3] = ["+447700900123", "+447700900124", "+447700900125"];

pub fn practice() -> Practice {
    Practice {
        version: Version(1),
        name: "Harbour Street Surgery".to_owned(),
        country: "GB".to_owned(),
        zone: chrono_tz::Europe::London,
        language: Language::ENGLISH,
        emergency: "999".to_owned(),
        front_desk: Some(number("+441632960001")),
        hours: None,
        confirm_phones: false,
        back_lines: vec![Line(number("+447700900201"))],
        carries_pictures: true,
        clinicians: Clinicians::new(vec![
            a_clinician("okafor", "Dr Ada Okafor", "+447700900101", &SECRETS[..2]),
            a_clinician(
                "lindqvist",
                "Nurse Eva Lindqvist",
                "+447700900102",
                &SECRETS[2..],
            ),
        ]),
        rota: Vec::new(),
        callers: Callers {
            strangers: Strangers::FrontDesk,
            calls_per_day: 6,
            texts_per_hour: 20,
            digest: false,
        },
        voicemail: Voicemail {
            longest: 180,
            copy_to_duty: false,
            receipt: false,
            announce: false,
        },
        patients: Patients::new(
            vec![a_patient("Marie Dupont"), a_patient("Olivier Dupont")],
            IdKey::default(),
        )
        .into(),
        ids: IdKey::default(),
    }
}

fn hours() -> Hours {
    Hours::always(chrono_tz::Europe::London)
}

fn number(text: &str) -> E164 {
    text.parse().unwrap()
}

fn a_clinician(id: &str, name: &str, line: &str, phones: &[&str]) -> Clinician {
    let phone = |text: &&str| Phone {
        id: IdKey::default().phone(number(text)),
        number: SecretNumber::new(number(text)),
    };
    Clinician {
        id: clinician(id),
        name: name.to_owned(),
        line: Line(number(line)),
        phones: phones.iter().map(phone).collect(),
        next_phone: None,
        hours: hours(),
        away: Vec::new(),
        backup: Vec::new(),
        ring: 20,
        takes_pictures: true,
    }
}

pub fn a_patient(name: &str) -> Grant {
    Grant {
        id: patient(name),
        name: name.into(),
        phones: [number("+447700900456")].into(),
        clinician: clinician("okafor"),
        from: None,
        until: None,
        urgent: true,
        language: None,
        code: None,
    }
}

pub fn clinician(id: &str) -> ClinicianId {
    ClinicianId::new(id).unwrap()
}

pub fn patient(name: &str) -> PatientId {
    IdKey::default().patient("okafor", name, number("+447700900456"))
}

pub fn marie() -> PatientId {
    patient("Marie Dupont")
}

pub fn household() -> Vec<PatientId> {
    vec![marie(), patient("Olivier Dupont")]
}

/// The second of Dr Okafor's phones.
pub fn target() -> Target {
    let phone = IdKey::default().phone(number(SECRETS[1]));
    Target {
        clinician: clinician("okafor"),
        phone,
    }
}

/// Monday 30 November 2026, 09:30 in London.
pub fn moment() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 30, 9, 30, 0).unwrap()
}

/// Every phrase, those that choose between words once for each choice.
pub fn sample_phrases() -> Vec<Phrase> {
    phrases_at(moment(), clinician("okafor"), household(), 21)
}

/// The same about other moments and people.
pub fn phrases_at(
    at: DateTime<Utc>,
    clinician: ClinicianId,
    patients: Vec<PatientId>,
    seconds: u32,
) -> Vec<Phrase> {
    let mut phrases = vec![
        Phrase::Emergency,
        Phrase::Welcome,
        Phrase::NotReached {
            clinician: clinician.clone(),
        },
        Phrase::PressForUrgent,
        Phrase::NobodyOnDuty,
        Phrase::PressForMessage,
        Phrase::CallingDuty,
        Phrase::UrgentNotReached,
        Phrase::LeaveMessage {
            clinician: clinician.clone(),
        },
        Phrase::LeaveMessagePractice,
        Phrase::RecordingNotice,
        Phrase::Thanks,
        Phrase::KeyCode,
        Phrase::ToFrontDesk,
        Phrase::FrontDeskNotReached,
        Phrase::OnlyWithAccess,
        Phrase::CallFrontDesk,
        Phrase::OwnNumber,
        Phrase::NotInUse,
        Phrase::LostTrack,
        Phrase::Trouble,
        Phrase::Goodbye,
        Phrase::Screening,
        Phrase::ScreeningUrgent,
        Phrase::ScreeningAgain,
        Phrase::Caller {
            patients: patients.clone(),
        },
        Phrase::ByCode,
        Phrase::LineChanged,
        Phrase::Connecting {
            patients: patients.clone(),
        },
        Phrase::PatientNotReached {
            patients: patients.clone(),
        },
        Phrase::AccessEnded {
            patients: patients.clone(),
        },
        Phrase::PatientNotListed,
        Phrase::LegTrouble,
        Phrase::OwnLine,
        Phrase::PinAsk,
        Phrase::PinWrong,
        Phrase::PinLocked,
        Phrase::PinNone,
        Phrase::PinForgotten,
        Phrase::PinCallsBack,
        Phrase::PinAskPractice,
        Phrase::PinNew,
        Phrase::PinAgain,
        Phrase::PinDifferent,
        Phrase::PinUnfit,
        Phrase::PinSet,
        Phrase::Messages { new: 0, heard: 0 },
        Phrase::Messages { new: 1, heard: 1 },
        Phrase::Messages { new: 2, heard: 3 },
        Phrase::OwnMenu,
        Phrase::MessageFrom {
            patients: patients.clone(),
            at,
            seconds,
        },
        Phrase::MessageFrom {
            patients: Vec::new(),
            at,
            seconds: 1,
        },
        Phrase::MessageFor {
            clinician: clinician.clone(),
        },
        Phrase::MessageForPractice,
        Phrase::MessageKeys,
        Phrase::MessageNotYet,
        Phrase::MessageDeleteSure,
        Phrase::MessageDeleted,
        Phrase::MessageNoted,
        Phrase::MessagesOver,
        Phrase::ConversationAsk,
        Phrase::ConversationUnknown,
        Phrase::NobodyToCallBack,
        Phrase::PlacedPin,
        Phrase::PlacedPhone {
            clinician: clinician.clone(),
        },
        Phrase::PlacedPhoneTaken {
            clinician: clinician.clone(),
        },
        Phrase::PlacedConnect,
        Phrase::PlacedUrgent,
        Phrase::UrgentTextFrom {
            patients: patients.clone(),
        },
        Phrase::MissedCallCopy {
            clinician: clinician.clone(),
            patients: patients.clone(),
            at,
        },
        Phrase::NewMessageCopy {
            clinician: clinician.clone(),
            patients: patients.clone(),
            seconds,
            at,
            reader: self::clinician("lindqvist"),
        },
        Phrase::NewMessagePractice {
            seconds,
            at,
            reader: self::clinician("lindqvist"),
        },
        Phrase::MessageHeard {
            clinician: clinician.clone(),
            at,
        },
        Phrase::DeskMessage { at },
        Phrase::TextUrgentUnanswered,
        Phrase::CommandCalls {
            patients: patients.clone(),
        },
        Phrase::CommandExpectsCall,
        Phrase::CommandCallFailed,
        Phrase::MissedCall {
            patients: patients.clone(),
            at,
        },
        Phrase::MissedCallUnknown { at },
        Phrase::NewMessage {
            patients: patients.clone(),
            seconds,
            at,
            reader: clinician.clone(),
        },
        Phrase::NewMessage {
            patients: patients.clone(),
            seconds: 1,
            at,
            reader: clinician.clone(),
        },
        Phrase::TextCovered {
            clinician: clinician.clone(),
            cover: self::clinician("lindqvist"),
        },
        Phrase::TextUrgentSent,
        Phrase::TextNotUrgent,
        Phrase::TextLimit,
        Phrase::TextStranger,
        Phrase::TextNoPictures,
        Phrase::TextHoldsNumber,
        Phrase::TextStopped {
            patients: patients.clone(),
        },
        Phrase::TextConfirm {
            patients: patients.clone(),
            code: 37,
        },
        Phrase::CommandHelp,
        Phrase::CommandPaused { until: at },
        Phrase::CommandResumed,
        Phrase::CommandUnknown,
    ];
    phrases.extend(texting(at, &clinician, &patients));
    for until in [None, Some(at)] {
        phrases.extend([
            Phrase::Unavailable {
                clinician: clinician.clone(),
                until,
            },
            Phrase::LimitReached {
                clinician: clinician.clone(),
                until,
            },
            Phrase::TextHeld {
                clinician: clinician.clone(),
                until,
            },
            Phrase::CommandWho {
                clinician: clinician.clone(),
                until,
                on_duty: until.map(|_| clinician.clone()),
            },
        ]);
    }
    phrases
}

/// The sentences about texts and commands.
fn texting(at: DateTime<Utc>, clinician: &ClinicianId, patients: &[PatientId]) -> Vec<Phrase> {
    let clinician = || clinician.clone();
    let patients = || patients.to_vec();
    let until = NaiveDate::from_ymd_opt(2026, 11, 29);
    let mut all = vec![
        Phrase::TextToWhom { marks: Vec::new() },
        Phrase::TextToWhom {
            marks: vec![(3, patients())],
        },
        Phrase::TextSentTo {
            patients: patients(),
        },
        Phrase::TextWithdrawn {
            patients: patients(),
        },
        Phrase::TextNotArrived {
            clinician: clinician(),
            at,
        },
        Phrase::TextPhoneNotReady {
            clinician: clinician(),
        },
        Phrase::TextHandedOver { duty: clinician() },
        Phrase::TextStillHeld {
            clinician: clinician(),
        },
        Phrase::TextFromHeld {
            clinician: clinician(),
        },
        Phrase::LineIs {
            patients: patients(),
        },
        Phrase::StopUndo {
            patients: patients(),
        },
        Phrase::StopUndoLine,
        Phrase::Digest {
            texts: 1,
            patients: patients(),
        },
        Phrase::Digest {
            texts: 3,
            patients: patients(),
        },
        Phrase::PhoneConfirm,
        Phrase::TextNotTaken,
        Phrase::PhoneConfirmed,
        Phrase::DeskPhoneNotReady {
            clinician: clinician(),
        },
        Phrase::DeskTextWaits {
            clinician: clinician(),
            patients: patients(),
        },
        Phrase::Greeting {
            clinician: clinician(),
        },
        Phrase::CommandRemoved {
            name: "Marie Dupont".to_owned(),
            number: "+44 7700 900456".to_owned(),
        },
        Phrase::CommandWhich {
            patients: patients(),
        },
        Phrase::CommandNobody {
            name: "Mary".to_owned(),
        },
        Phrase::CommandExpectsAdd,
        Phrase::CommandExpectsRemove,
        Phrase::CommandExpectsPause,
        Phrase::CommandFailed,
        Phrase::CommandOwnNumber,
    ];
    for until in [None, until] {
        let patient = marie();
        all.push(Phrase::CommandAdded { patient, until });
        all.push(Phrase::CommandChanged { patient, until });
        all.push(Phrase::CommandAlready { patient, until });
    }
    all.extend(FAILURES.map(|why| Phrase::TextNotDelivered {
        patients: patients(),
        at,
        why,
    }));
    all.extend(REFUSALS.map(|why| Phrase::TextAttachmentRefused { why }));
    all
}

/// Every way in which a text may fail.
pub const FAILURES: [Failure; 8] = [
    Failure::OptedOut,
    Failure::TakesNoTexts,
    Failure::Blocked,
    Failure::NotReached,
    Failure::HoldsNumber,
    Failure::GivenUp,
    Failure::NobodyThere,
    Failure::Other,
];

/// Every reason for which an attachment stays here.
pub const REFUSALS: [Refusal; 8] = [
    Refusal::Card,
    Refusal::Calendar,
    Refusal::OnlyPhotos,
    Refusal::NotCleanable,
    Refusal::Unknown,
    Refusal::Disguised,
    Refusal::TooLarge,
    Refusal::NotFetched,
];

/// Every reason.
pub fn reasons() -> Vec<Reason> {
    let okafor = || clinician("okafor");
    let line = Line(number("+447700900201"));
    let date = NaiveDate::from_ymd_opt(2027, 1, 31).unwrap();
    vec![
        Reason::FrontLineOf {
            clinician: okafor(),
        },
        Reason::BackLine { line },
        Reason::LineUnknown,
        Reason::FromOwnLine,
        Reason::CallerWithheld,
        Reason::CallerNoNumber,
        Reason::CallerUnknown,
        Reason::BackLinesForClinicians,
        Reason::GrantEnded {
            patient: marie(),
            until: date,
        },
        Reason::GrantNotBegun {
            patient: marie(),
            from: date,
        },
        Reason::GrantInForce {
            patients: household(),
        },
        Reason::BackLineOf {
            clinician: okafor(),
            patients: household(),
        },
        Reason::BackLineUnknown,
        Reason::CodeRight {
            patients: household(),
        },
        Reason::CodeWrong,
        Reason::CodesClosed,
        Reason::CodesNeedStore,
        Reason::OwnLineSpeaks,
        Reason::PinAsked,
        Reason::PinRight,
        Reason::PinWrong { wrong: 2 },
        Reason::PinLocked,
        Reason::NoPin,
        Reason::PinChosen,
        Reason::PinNotTaken,
        Reason::CallsBack,
        Reason::CalledBackEnough,
        Reason::MessagePlayed {
            message: MessageId(7),
        },
        Reason::MessageHeard {
            message: MessageId(7),
        },
        Reason::MessageDeleted {
            message: MessageId(7),
        },
        Reason::NoSuchMessage,
        Reason::NoSuchConversation,
        Reason::CallsPatient {
            patients: household(),
        },
        Reason::CallPlaced {
            target: Target {
                clinician: okafor(),
                phone: PhoneId(1),
            },
        },
        Reason::UrgentUnanswered,
        Reason::UrgentAnswered,
        Reason::CopiedToDuty {
            clinician: okafor(),
        },
        Reason::ReceiptSent,
        Reason::CallerIsClinician {
            clinician: okafor(),
        },
        Reason::NotAssigned {
            clinician: okafor(),
        },
        Reason::StrangersTo {
            mode: StrangersMode::FrontDesk,
        },
        Reason::StrangersTo {
            mode: StrangersMode::Voicemail,
        },
        Reason::StrangersTo {
            mode: StrangersMode::Refuse,
        },
        Reason::HoursOpen {
            clinician: okafor(),
        },
        Reason::HoursClosed {
            clinician: okafor(),
        },
        Reason::Paused {
            clinician: okafor(),
            until: moment(),
        },
        Reason::Away {
            clinician: okafor(),
            until: date,
        },
        Reason::Covers {
            clinician: okafor(),
            cover: clinician("lindqvist"),
        },
        Reason::NobodyCovers {
            clinician: okafor(),
        },
        Reason::WithinLimit { calls: 2, limit: 6 },
        Reason::LimitReached { calls: 6, limit: 6 },
        Reason::CallsUnknown,
        Reason::Rings { target: target() },
        Reason::BackupRings {
            clinician: okafor(),
        },
        Reason::OnDuty {
            clinician: okafor(),
        },
        Reason::NobodyOnDuty,
        Reason::UrgentGranted,
        Reason::UrgentNotGranted,
        Reason::UrgentChosen,
        Reason::MessageChosen,
        Reason::KeyNotUnderstood,
        Reason::RangOut {
            target: Some(target()),
        },
        Reason::RangOut { target: None },
        Reason::NoKey { target: target() },
        Reason::Declined { target: target() },
        Reason::Accepted { target: target() },
        Reason::NotConnected { target: target() },
        Reason::Connected,
        Reason::CallerGone,
        Reason::GoneWhileRinging,
        Reason::GoneBeforeConnected,
        Reason::RungEnough,
        Reason::NobodyLeft,
        Reason::Shows { line },
        Reason::LineReassigned { line },
        Reason::NoBackLine,
        Reason::BackLinesNeedStore,
        Reason::CallBackOver {
            clinician: okafor(),
            line,
        },
        Reason::NoCallBackLine,
        Reason::StoreUnavailable,
        Reason::StepUnknown,
        Reason::Recorded,
        Reason::NothingRecorded,
        Reason::Ended,
        Reason::SaysUrgent,
        Reason::TextLimitReached {
            texts: 20,
            limit: 20,
        },
        Reason::ReservedWord,
        Reason::RepliesTo {
            patients: household(),
        },
        Reason::IsCommand {
            word: "PAUSE".to_owned(),
        },
        Reason::AnsweredBefore,
        Reason::NoPictures,
        Reason::HoldsNumber,
        Reason::PhoneNotConfirmed {
            clinician: okafor(),
        },
        Reason::PhoneAskedEnough {
            clinician: okafor(),
        },
        Reason::PhoneConfirmed {
            clinician: okafor(),
        },
        Reason::LineAssigned { line },
        Reason::Marked { mark: 3 },
        Reason::NoMark,
        Reason::Idle,
        Reason::AnswersQuestion,
        Reason::QuestionNotAnswered,
        Reason::LooksAutomatic,
        Reason::TooManyAnswers,
        Reason::WaitedADay,
        Reason::Released,
        Reason::NotDelivered {
            why: Failure::Other,
        },
        Reason::Digested { texts: 3 },
        Reason::AttachmentRefused { why: Refusal::Card },
        Reason::ListChanged,
        Reason::ListNotChanged,
    ]
}
