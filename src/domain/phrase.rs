//! What is spoken or written to people, as values: a sentence of the catalogue and what goes into its gaps.
//!
//! `prompts` renders them in the listener's language. They hold ids and moments, never a number or a name. A moment that
//! is not known (`until: None`) leaves its half of the sentence out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::media::Refusal;
use super::names::{ClinicianId, PatientId};
use super::outbox::Failure;

/// One sentence. The comment gives the English of the catalogue in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phrase {
    // ---- to callers -------------------------------------------------------------------------------------------
    /// "If this is an emergency, hang up and dial 9 9 9." In writing: "In an emergency call 999."
    Emergency,
    /// "You have reached Harbour Street Surgery."
    Welcome,
    /// "Dr Okafor cannot take calls now. You can reach Dr Okafor again on Monday at 9."
    Unavailable {
        clinician: ClinicianId,
        until: Option<DateTime<Utc>>,
    },
    /// "Dr Okafor could not come to the phone."
    NotReached { clinician: ClinicianId },
    /// "You have called several times today. Calls ring again from tomorrow; a message reaches Dr Okafor at once."
    LimitReached {
        clinician: ClinicianId,
        until: Option<DateTime<Utc>>,
    },
    /// "If it is urgent and cannot wait, press 1."
    PressForUrgent,
    /// "Nobody is on urgent duty at this moment."
    NobodyOnDuty,
    /// "To leave a message, press 2 or simply wait."
    PressForMessage,
    /// "Please stay on the line. We are calling the clinician on duty."
    CallingDuty,
    /// "Nobody could be reached."
    UrgentNotReached,
    /// "Please leave a message for Dr Okafor after the tone. Press the hash key when you have finished."
    LeaveMessage { clinician: ClinicianId },
    /// "Please leave a message for the practice after the tone. ..."
    LeaveMessagePractice,
    /// "Your message is recorded and kept until it has been dealt with."
    RecordingNotice,
    /// "Thank you. Your message has been recorded. Goodbye."
    Thanks,
    /// "If you were given an access code, key it now, then press the hash key."
    KeyCode,
    /// "You are being connected to the front desk."
    ToFrontDesk,
    /// "The front desk did not answer."
    FrontDeskNotReached,
    /// "This number is for patients who were given access to it."
    OnlyWithAccess,
    /// "Please call the practice on 0 1 6 3 2 ..."
    CallFrontDesk,
    /// "This call comes from one of the practice's own numbers and cannot be connected."
    OwnNumber,
    /// "This number is not in use at Harbour Street Surgery."
    NotInUse,
    /// "We lost track of your call. We are sorry."
    LostTrack,
    /// "We are sorry. Your call cannot be connected at this moment. Please try again in a few minutes."
    Trouble,
    /// "Goodbye."
    Goodbye,

    // ---- to clinicians, on their own phone --------------------------------------------------------------------
    /// "A patient is calling through Nightbell. Press 1 to take the call, 2 for voicemail."
    Screening,
    /// "An urgent call from a patient, through Nightbell. Press 1 to take the call, 2 for voicemail."
    ScreeningUrgent,
    /// "Press 1 to take the call, 2 for voicemail."
    ScreeningAgain,
    /// "Marie Dupont." (or the names of a household)
    Caller { patients: Vec<PatientId> },
    /// "Calling by access code."
    ByCode,
    /// "This number in your phone was another patient's before."
    LineChanged,
    /// "Calling Marie Dupont."
    Connecting { patients: Vec<PatientId> },
    /// "Marie Dupont could not be reached."
    PatientNotReached { patients: Vec<PatientId> },
    /// "The access of Marie Dupont has ended."
    AccessEnded { patients: Vec<PatientId> },
    /// "The patient of this number is no longer on the list."
    PatientNotListed,
    /// "This call could not be connected to you. The caller is taken care of."
    LegTrouble,
    /// "This is your own line. Your messages cannot be heard at this moment. Please try again in a few minutes."
    OwnLine,

    // ---- to a clinician on the own line -----------------------------------------------------------------------
    /// "Please key your PIN, then press the hash key. If you have forgotten it, press star and hash."
    PinAsk,
    /// "That PIN is not right."
    PinWrong,
    /// "Too many wrong PINs. To choose a new one, press 1: Nightbell then calls this phone."
    PinLocked,
    /// "You have no PIN yet. To choose one, press 1: Nightbell then calls this phone."
    PinNone,
    /// "To choose a new PIN, press 1: Nightbell then calls this phone."
    PinForgotten,
    /// "Please hang up. Nightbell calls this phone in a moment."
    PinCallsBack,
    /// "Please ask the practice to set your PIN."
    PinAskPractice,
    /// "Choose a PIN of 4 to 8 digits. Key it now, then press the hash key."
    PinNew,
    /// "Please key the same PIN again, then press the hash key."
    PinAgain,
    /// "The two were not the same."
    PinDifferent,
    /// "That PIN is too easy to guess, or does not have 4 to 8 digits."
    PinUnfit,
    /// "Your PIN is set. You can hear your messages by calling your own line."
    PinSet,
    /// "You have 2 new messages, and 1 that you have heard."
    Messages { new: u32, heard: u32 },
    /// "To hear your messages press 1. To call the last patient back, 2. To call a conversation by its number, 3."
    OwnMenu,
    /// "From Marie Dupont, on Monday at 10, 21 seconds." Empty: "From a caller who is not known".
    MessageFrom {
        patients: Vec<PatientId>,
        at: DateTime<Utc>,
        seconds: u32,
    },
    /// "Left for Dr Okafor."
    MessageFor { clinician: ClinicianId },
    /// "Left for the practice."
    MessageForPractice,
    /// "Heard: press 1. Again: 2. Next: 3. Call back: 4. Delete: 7. Back: 9."
    MessageKeys,
    /// "The sound of this message is not here yet. Please try again in a few minutes."
    MessageNotYet,
    /// "To delete this message for good, press 7 again. To keep it, press any other key."
    MessageDeleteSure,
    /// "Deleted."
    MessageDeleted,
    /// "Noted as heard."
    MessageNoted,
    /// "There are no more messages."
    MessagesOver,
    /// "Key the number of the conversation, then press the hash key."
    ConversationAsk,
    /// "There is no conversation with this number."
    ConversationUnknown,
    /// "Nobody has been in touch whom you could call back."
    NobodyToCallBack,

    // ---- to whoever answers a call that Nightbell placed ------------------------------------------------------
    /// "This is Nightbell. You asked to choose a new PIN. Press 1 to do so."
    PlacedPin,
    /// "This is Nightbell for Harbour Street Surgery. If this phone should be used for calls of Dr Ada Okafor's patients,
    /// press 1. If not, hang up."
    PlacedPhone { clinician: ClinicianId },
    /// "Thank you. Calls of Dr Ada Okafor's patients ring this phone from now on."
    PlacedPhoneTaken { clinician: ClinicianId },
    /// "This is Nightbell, with the call that you asked for. Press 1 to be connected."
    PlacedConnect,
    /// "This is Nightbell. An urgent text from a patient was not answered. Press 1 to hear more."
    PlacedUrgent,
    /// "The urgent text is from Marie Dupont. Please read it and answer it, or call the patient back: press 1 to call
    /// now."
    UrgentTextFrom { patients: Vec<PatientId> },

    // ---- written ----------------------------------------------------------------------------------------------
    /// "Missed call from Marie Dupont, 10:02. To call back, call this number."
    MissedCall {
        patients: Vec<PatientId>,
        at: DateTime<Utc>,
    },
    /// "Missed call, caller not known, 10:02."
    MissedCallUnknown { at: DateTime<Utc> },
    /// "New message from Marie Dupont, 21 seconds, 10:02. To hear it, call +44 7700 900101." (the reader's own line;
    /// initials for a household; empty: not known)
    NewMessage {
        patients: Vec<PatientId>,
        seconds: u32,
        at: DateTime<Utc>,
        reader: ClinicianId,
    },
    /// "New message for Dr Okafor: M. D., 21 seconds, 10:02. To hear it, call +44 7700 900102." (to who is on duty)
    NewMessageCopy {
        clinician: ClinicianId,
        patients: Vec<PatientId>,
        seconds: u32,
        at: DateTime<Utc>,
        reader: ClinicianId,
    },
    /// "New message for the practice, 21 seconds, 10:02. To hear it, call +44 7700 900102." (to who is on duty)
    NewMessagePractice {
        seconds: u32,
        at: DateTime<Utc>,
        reader: ClinicianId,
    },
    /// "Missed call to Dr Okafor: M. D., 10:02." (to who is on duty)
    MissedCallCopy {
        clinician: ClinicianId,
        patients: Vec<PatientId>,
        at: DateTime<Utc>,
    },
    /// "Dr Okafor heard your message at 08:12." (to the patient)
    MessageHeard {
        clinician: ClinicianId,
        at: DateTime<Utc>,
    },
    /// "Nightbell: a message was left for the practice at 10:02, and nobody is on duty who could hear it." (to the desk)
    DeskMessage { at: DateTime<Utc> },
    /// "Nobody on duty has answered your urgent text. Please call this number; you can leave a message." (to the patient)
    TextUrgentUnanswered,
    /// "Nightbell calls you to connect you with Rosa Diaz." (to the clinician, who asked by text)
    CommandCalls { patients: Vec<PatientId> },
    /// "Not understood. Write for example: CALL Rosa Diaz."
    CommandExpectsCall,
    /// "The call could not be placed. Please call the patient's number in your phone." (to the clinician)
    CommandCallFailed,
    /// "Dr Okafor does not read texts now. Yours is delivered on Monday at 9."
    TextHeld {
        clinician: ClinicianId,
        until: Option<DateTime<Utc>>,
    },
    /// "Dr Okafor is away. Your text goes to Dr Lindqvist."
    TextCovered {
        clinician: ClinicianId,
        cover: ClinicianId,
    },
    /// "Your urgent text was sent to the clinician on duty."
    TextUrgentSent,
    /// "Your text could not be sent as urgent: nobody is on duty, or your access does not include it."
    TextNotUrgent,
    /// "You sent many texts this hour. This one is delivered later."
    TextLimit,
    /// "This number only takes texts from patients who were given access."
    TextStranger,
    /// "Pictures cannot be sent to this number."
    TextNoPictures,
    /// "Your text was not sent: it holds a clinician's own number." (to the clinician)
    TextHoldsNumber,
    /// "Marie Dupont asked for no more texts (STOP), so yours cannot be sent. Please phone." (to the clinician)
    TextStopped { patients: Vec<PatientId> },
    /// "Not sent: which patient is it for? Begin your text with the number: 3 Marie Dupont, 4 Tom Hale." Empty: "reply
    /// in the patient's own conversation". (to the clinician)
    TextToWhom { marks: Vec<(u32, Vec<PatientId>)> },
    /// "To Marie Dupont? Reply 37 to send it." (to the clinician)
    TextConfirm { patients: Vec<PatientId>, code: u8 },
    /// "Sent to Marie Dupont." (to the clinician, after the answer)
    TextSentTo { patients: Vec<PatientId> },
    /// "Not sent to Marie Dupont: the question was not answered." (to the clinician)
    TextWithdrawn { patients: Vec<PatientId> },
    /// "Your text to Marie Dupont (10:02) was not delivered: the number takes no texts. Please phone." (to the clinician)
    TextNotDelivered {
        patients: Vec<PatientId>,
        at: DateTime<Utc>,
        why: Failure,
    },
    /// "Your text of 10:02 did not reach Dr Okafor. Please phone." (to the patient)
    TextNotArrived {
        clinician: ClinicianId,
        at: DateTime<Utc>,
    },
    /// "Dr Okafor's phone cannot take texts yet. Yours is kept and delivered as soon as it can." (to the patient)
    TextPhoneNotReady { clinician: ClinicianId },
    /// "Your text has waited for a day. It was now sent to Dr Lindqvist, who is on duty." (to the patient)
    TextHandedOver { duty: ClinicianId },
    /// "Your text to Dr Okafor still waits. Please phone the practice." (to the patient)
    TextStillHeld { clinician: ClinicianId },
    /// "This waited for Dr Okafor for a day:" (to who is on duty, just before the text)
    TextFromHeld { clinician: ClinicianId },
    /// "From now on this number stands for Marie Dupont." (to the clinician, just before the first text over a back line)
    LineIs { patients: Vec<PatientId> },
    /// "The attachment was not sent: a contact card gives the sender's number away." (to whoever sent it)
    TextAttachmentRefused { why: Refusal },
    /// "You sent STOP: texts from Marie Dupont can't reach you any more. Text START to her number to allow them." (to the
    /// clinician, over another line)
    StopUndo { patients: Vec<PatientId> },
    /// "You sent STOP to your own line: its texts can't reach you any more. Text START to it to allow them." (to the
    /// clinician, over another line)
    StopUndoLine,
    /// "For your information: 3 texts wait to be read (R. D., T. H.)." (to who is on duty)
    Digest {
        texts: u32,
        patients: Vec<PatientId>,
    },
    /// "Harbour Street Surgery forwards its patients' calls and texts to this phone. If that is right, reply OK. If you
    /// do not know the practice, ignore this text." (to a clinician's phone, before anything of a patient's)
    PhoneConfirm,
    /// "Your text was not passed on, because this phone is not confirmed yet." (to a clinician's phone, before the
    /// question)
    TextNotTaken,
    /// "Thank you. This phone is confirmed for patients' calls and texts." (to the clinician)
    PhoneConfirmed,
    /// "Dr Okafor's phone has not confirmed that it takes texts; patients' texts wait." (to the desk)
    DeskPhoneNotReady { clinician: ClinicianId },
    /// "A text from R. D. to Dr Okafor has waited for a day, and nobody is on duty." (to the desk)
    DeskTextWaits {
        clinician: ClinicianId,
        patients: Vec<PatientId>,
    },
    /// "Dr Ada Okafor can be reached on this number: Monday to Friday from 9 to 12:30. Please save it." (to a patient who
    /// was added)
    Greeting { clinician: ClinicianId },
    /// "Commands: ADD number name [7d], REMOVE name, PAUSE 2h, RESUME, WHO."
    CommandHelp,
    /// "Paused until 14:30. Text RESUME to undo."
    CommandPaused { until: DateTime<Utc> },
    /// "The pause is over: calls and texts reach you in your hours. Text PAUSE 2h to pause."
    CommandResumed,
    /// "You can be reached now / again on Monday at 9. On duty: Dr Lindqvist." No `until` means now.
    CommandWho {
        clinician: ClinicianId,
        until: Option<DateTime<Utc>>,
        on_duty: Option<ClinicianId>,
    },
    /// "Marie Dupont, +44 7700 900456, may reach you until 29 November. Text REMOVE Marie to undo."
    CommandAdded {
        patient: PatientId,
        until: Option<NaiveDate>,
    },
    /// "Marie Dupont, +44 7700 900456, may now reach you until 29 November. To change it, text ADD again with another
    /// end." (to who was on the list before, with another end: REMOVE would not undo this)
    CommandChanged {
        patient: PatientId,
        until: Option<NaiveDate>,
    },
    /// "Marie Dupont, +44 7700 900456, may reach you already, until 29 November."
    CommandAlready {
        patient: PatientId,
        until: Option<NaiveDate>,
    },
    /// "Marie Dupont can reach you no more. Text ADD +44 7700 900456 Marie Dupont to undo (without an end date or
    /// urgent access)." The name and the number stand here because the list does not know them any more: this sentence is only ever stored encrypted.
    CommandRemoved { name: String, number: String },
    /// "Which one? Marie Dupont (+44 7700 900456), Marie Dubois (+44 7700 900457). Write the whole name or the number."
    CommandWhich { patients: Vec<PatientId> },
    /// "Nobody on your list is called Mary." The name is the one that was asked for: only ever stored encrypted.
    CommandNobody { name: String },
    /// "Not understood. Write for example: ADD 07700 900777 Rosa Diaz 7d."
    CommandExpectsAdd,
    /// "Not understood. Write for example: REMOVE Rosa Diaz."
    CommandExpectsRemove,
    /// "Not understood. Write for example: PAUSE 2h."
    CommandExpectsPause,
    /// "The list could not be changed. Please ask the practice."
    CommandFailed,
    /// "This number cannot be added: it is one of the practice's own."
    CommandOwnNumber,
    /// "That was not understood. Text COMMANDS for help."
    CommandUnknown,
}
