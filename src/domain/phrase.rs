//! What is spoken or written to people, as values: a sentence of the catalogue and what goes into its gaps.
//!
//! `prompts` renders them in the listener's language. They hold ids and moments, never a number or a name. A moment that
//! is not known (`until: None`) leaves its half of the sentence out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::names::{ClinicianId, PatientId};

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
    /// "This is your own line. Messages cannot be heard here yet. ..."
    OwnLine,

    // ---- written ----------------------------------------------------------------------------------------------
    /// "Missed call from Marie Dupont, 10:02. To call back, call this number."
    MissedCall {
        patients: Vec<PatientId>,
        at: DateTime<Utc>,
    },
    /// "Missed call, caller not known, 10:02."
    MissedCallUnknown { at: DateTime<Utc> },
    /// "New message from Marie Dupont, 21 seconds, 10:02."
    NewMessage {
        patients: Vec<PatientId>,
        seconds: u32,
        at: DateTime<Utc>,
    },
    /// "Dr Okafor does not read texts now. Yours is delivered on Monday at 9."
    TextHeld {
        clinician: ClinicianId,
        until: Option<DateTime<Utc>>,
    },
    /// "Dr Okafor is away. Your text went to Dr Lindqvist."
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
    /// "Which patient? Please reply from the conversation." (to the clinician)
    TextToWhom,
    /// "To Marie Dupont? Reply 37." is asked later in the series; until then the text waits.
    TextConfirm { patients: Vec<PatientId> },
    /// "Commands: ADD number name [7d], REMOVE name, PAUSE 2h, RESUME, WHO."
    CommandHelp,
    /// "Paused until 14:30. Text RESUME to undo."
    CommandPaused { until: DateTime<Utc> },
    /// "Calls ring again. Text PAUSE 2h to pause."
    CommandResumed,
    /// "You can be reached now / again on Monday at 9. On duty: Dr Lindqvist." No `until` means now.
    CommandWho {
        clinician: ClinicianId,
        until: Option<DateTime<Utc>>,
        on_duty: Option<ClinicianId>,
    },
    /// "This command is not available yet. Please ask the practice."
    CommandLater,
    /// "That was not understood. Text COMMANDS for help."
    CommandUnknown,
}
