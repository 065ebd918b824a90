//! The rules that led to a decision, as values. `prompts` turns them into sentences for `explain` and the console.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::event::Target;
use super::media::Refusal;
use super::names::{ClinicianId, MessageId, PatientId};
use super::outbox::Failure;
use super::phone::Line;

/// One rule that was looked at, and what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    // ---- which line, and who calls ----------------------------------------------------------------------------
    /// The number called is this clinician's front line.
    FrontLineOf { clinician: ClinicianId },
    /// The number called is a back line.
    BackLine { line: Line },
    /// The number called is none of the practice's.
    LineUnknown,
    /// The call comes from one of the practice's own lines.
    FromOwnLine,
    /// The caller ID is withheld, or its verification failed.
    CallerWithheld,
    /// The caller ID is no telephone number.
    CallerNoNumber,
    /// Nobody on the list has this number for this clinician.
    CallerUnknown,
    /// A back line was called from a phone that is no clinician's.
    BackLinesForClinicians,
    /// The grant ended.
    GrantEnded {
        patient: PatientId,
        until: NaiveDate,
    },
    /// The grant has not begun.
    GrantNotBegun { patient: PatientId, from: NaiveDate },
    /// A grant is in force.
    GrantInForce { patients: Vec<PatientId> },
    /// Whom a back line stands for in this clinician's phone; the grant is in force.
    BackLineOf {
        clinician: ClinicianId,
        patients: Vec<PatientId>,
    },
    /// Whom a back line stands for is not known, because the store cannot be read.
    BackLineUnknown,
    /// An access code was keyed that is in force.
    CodeRight { patients: Vec<PatientId> },
    /// A code was keyed that opens nothing.
    CodeWrong,
    /// So many wrong codes that none opens until the next day.
    CodesClosed,
    /// No code opens, because the store cannot count wrong ones.
    CodesNeedStore,
    /// The caller is the clinician whose line it is.
    CallerIsClinician { clinician: ClinicianId },
    /// The own line cannot be used now, and says so.
    OwnLineSpeaks,
    /// The clinician is asked for the PIN.
    PinAsked,
    /// The PIN was right.
    PinRight,
    /// The PIN was wrong, for the so-manieth time in a row.
    PinWrong { wrong: u32 },
    /// Too many wrong ones: the PIN opens nothing until a new one is chosen.
    PinLocked,
    /// The clinician has no PIN yet.
    NoPin,
    /// A new PIN was chosen.
    PinChosen,
    /// A new PIN was not taken: too easy, or not the same twice.
    PinNotTaken,
    /// The clinician is called back on the own phone.
    CallsBack,
    /// The clinician was called back too often today.
    CalledBackEnough,
    /// A message is played.
    MessagePlayed { message: MessageId },
    /// A message was said to be heard.
    MessageHeard { message: MessageId },
    /// A message was deleted.
    MessageDeleted { message: MessageId },
    /// There is no such message any more, or it is not for this clinician.
    NoSuchMessage,
    /// The clinician has no conversation with this number, or none at all.
    NoSuchConversation,
    /// The clinician calls this patient back.
    CallsPatient { patients: Vec<PatientId> },
    /// Nightbell places a call.
    CallPlaced { target: Target },
    /// Nobody has answered the urgent text.
    UrgentUnanswered,
    /// The urgent text was answered.
    UrgentAnswered,
    /// Who is on duty is told as well.
    CopiedToDuty { clinician: ClinicianId },
    /// The patient is told that the message was heard.
    ReceiptSent,
    /// The caller is a clinician to whom this back line is not assigned.
    NotAssigned { clinician: ClinicianId },
    /// What the practice chose for strangers.
    StrangersTo { mode: StrangersMode },

    // ---- whether the clinician is reached ---------------------------------------------------------------------
    /// The clinician's hours are open.
    HoursOpen { clinician: ClinicianId },
    /// The clinician's hours are closed.
    HoursClosed { clinician: ClinicianId },
    /// The clinician has paused.
    Paused {
        clinician: ClinicianId,
        until: DateTime<Utc>,
    },
    /// The clinician is away.
    Away {
        clinician: ClinicianId,
        until: NaiveDate,
    },
    /// A colleague covers.
    Covers {
        clinician: ClinicianId,
        cover: ClinicianId,
    },
    /// Nobody covers.
    NobodyCovers { clinician: ClinicianId },
    /// This patient has called this often today; the limit is not reached.
    WithinLimit { calls: u32, limit: u32 },
    /// This patient has called too often today.
    LimitReached { calls: u32, limit: u32 },
    /// How often this patient has called today is not known, because the store cannot be read.
    CallsUnknown,
    /// This phone is rung.
    Rings { target: Target },
    /// A colleague is rung as backup.
    BackupRings { clinician: ClinicianId },
    /// The clinician on duty, by the rota.
    OnDuty { clinician: ClinicianId },
    /// The rota names nobody.
    NobodyOnDuty,
    /// The grant opens the urgent path.
    UrgentGranted,
    /// The grant does not open the urgent path.
    UrgentNotGranted,
    /// Someone pressed the key for urgent.
    UrgentChosen,
    /// Someone chose, or waited, to leave a message.
    MessageChosen,
    /// A key was pressed that means nothing here.
    KeyNotUnderstood,

    // ---- how ringing went -------------------------------------------------------------------------------------
    /// The phone rang out, was busy or could not be reached.
    RangOut { target: Option<Target> },
    /// The phone was answered, and no key was pressed: perhaps by a personal voicemail.
    NoKey { target: Target },
    /// The clinician pressed the key for voicemail.
    Declined { target: Target },
    /// The clinician pressed the key and takes the call.
    Accepted { target: Target },
    /// The clinician pressed the key, and yet the provider connected nobody.
    NotConnected { target: Target },
    /// The two were connected.
    Connected,
    /// The caller has hung up.
    CallerGone,
    /// The caller hung up while the phone rang.
    GoneWhileRinging,
    /// The caller hung up after the phone was answered and before the two were connected.
    GoneBeforeConnected,
    /// A minute of ringing is enough.
    RungEnough,
    /// Nobody is left to ring.
    NobodyLeft,

    // ---- what the call shows, and how sure we are -------------------------------------------------------------
    /// The phone shows this back line.
    Shows { line: Line },
    /// The back line was another patient's before, and has rested long enough.
    LineReassigned { line: Line },
    /// No back line is free: the phone shows the front line.
    NoBackLine,
    /// Which back lines are free is not known, because the store cannot be read: the phone shows the front line.
    BackLinesNeedStore,
    /// No phone rings now; over this back line the clinician can call the patient back.
    CallBackOver { clinician: ClinicianId, line: Line },
    /// No phone rings now, and no back line is free over which to call back.
    NoCallBackLine,
    /// The store cannot be read or written: the configuration alone decides.
    StoreUnavailable,
    /// The step belongs to no call that is known.
    StepUnknown,
    /// The message was recorded.
    Recorded,
    /// The provider has no recording of the message.
    NothingRecorded,
    /// The call has ended.
    Ended,

    // ---- texts ------------------------------------------------------------------------------------------------
    /// The text begins with the word for urgent.
    SaysUrgent,
    /// The patient has sent too many texts this hour.
    TextLimitReached { texts: u32, limit: u32 },
    /// The provider reserves this word and obeys it itself.
    ReservedWord,
    /// A clinician replies to the patient of a back line.
    RepliesTo { patients: Vec<PatientId> },
    /// A clinician's command.
    IsCommand { word: String },
    /// The sender was answered today already, or cannot be answered.
    AnsweredBefore,
    /// Pictures cannot travel.
    NoPictures,
    /// The text of a clinician holds a clinician's number.
    HoldsNumber,
    /// The clinician's phone has not confirmed that it takes texts.
    PhoneNotConfirmed { clinician: ClinicianId },
    /// The clinician's phone has confirmed.
    PhoneConfirmed { clinician: ClinicianId },
    /// The clinician's next phone was asked so often today that it is asked no more.
    PhoneAskedEnough { clinician: ClinicianId },
    /// The back line is new for this patient.
    LineAssigned { line: Line },
    /// No back line is free: the text carries the conversation's mark.
    Marked { mark: u32 },
    /// A clinician's text to the own line begins with no mark of a conversation.
    NoMark,
    /// The conversation has been idle for 12 hours: a question goes first.
    Idle,
    /// The question was answered.
    AnswersQuestion,
    /// The question was not answered in time.
    QuestionNotAnswered,
    /// The same words came just after an answer: a machine is not answered.
    LooksAutomatic,
    /// So many answers have gone out this hour that the practice sends no more.
    TooManyAnswers,
    /// The text has waited for a day.
    WaitedADay,
    /// What was held may go now.
    Released,
    /// A text could not be delivered.
    NotDelivered { why: Failure },
    /// Who is on duty is told of so many held texts.
    Digested { texts: u32 },
    /// An attachment stays here.
    AttachmentRefused { why: Refusal },
    /// The list of patients was changed.
    ListChanged,
    /// The list of patients could not be changed.
    ListNotChanged,
}

/// What the practice chose for strangers, as the file spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrangersMode {
    /// The practice's desk.
    FrontDesk,
    /// The practice's box.
    Voicemail,
    /// Told where to turn.
    Refuse,
}
