//! The rules whose sentences have no gaps.

use crate::domain::reason::Reason;

/// One rule, as a sentence. Those with gaps are told by the module above.
pub fn sentence(reason: &Reason) -> &'static str {
    match reason {
        Reason::LineUnknown => "This number is none of the practice's lines.",
        Reason::FromOwnLine => {
            "It comes from one of the practice's own lines and would go in a circle."
        }
        Reason::CallerWithheld => "The caller's number is withheld or could not be verified.",
        Reason::CallerNoNumber => "What it comes from is not a telephone number.",
        Reason::CallerUnknown => {
            "It comes from a number that nobody on the list has for this clinician."
        }
        Reason::CodeWrong => "The code that was keyed opens nothing.",
        Reason::BackLinesForClinicians => {
            "Back lines are for clinicians, and it comes from none of this practice's."
        }
        Reason::BackLineUnknown => {
            "Only the store knows for whom this back line stands, so nobody is rung."
        }
        Reason::CodesNeedStore => {
            "No code opens while the store is down: wrong ones could not be counted."
        }
        Reason::OwnLineSpeaks => {
            "The own line cannot be used at this moment: it says so, and the call ends."
        }
        Reason::PinAsked => "The clinician is asked for the PIN.",
        Reason::PinRight => "The PIN was right.",
        Reason::PinLocked => {
            "Too many wrong PINs were keyed: none opens anything until a new one is chosen."
        }
        Reason::NoPin => "This clinician has no PIN yet.",
        Reason::PinChosen => "A new PIN was chosen.",
        Reason::PinNotTaken => {
            "The new PIN was not taken: it was too easy, or not keyed the same twice."
        }
        Reason::CallsBack => "Nightbell calls the clinician back on the own phone.",
        Reason::CalledBackEnough => {
            "The clinician was called back so often today that the practice must help."
        }
        Reason::MessagePlayed { .. } => "A message is played.",
        Reason::MessageHeard { .. } => "A message is noted as heard.",
        Reason::MessageDeleted { .. } => "A message is deleted.",
        Reason::NoSuchMessage => "This message is there no more, or is not for this clinician.",
        Reason::NoSuchConversation => "There is no such conversation in this clinician's phone.",
        Reason::UrgentUnanswered => "Nobody has answered the urgent text.",
        Reason::UrgentAnswered => "The urgent text was answered.",
        Reason::ReceiptSent => "The patient is told that the message was heard.",
        Reason::CallsUnknown => "Calls of today are not known while the store is down.",
        Reason::GoneWhileRinging => "The caller hung up while it rang.",
        Reason::GoneBeforeConnected => "The caller hung up before the two were connected.",
        Reason::BackLinesNeedStore => "Back lines need the store: the phone shows the front line.",
        Reason::NoCallBackLine => "No back line is free over which to call this patient back.",
        Reason::NothingRecorded => "The provider has no recording of a message.",
        Reason::CodesClosed => "Too many wrong codes were keyed: no code opens until tomorrow.",
        Reason::NobodyOnDuty => "The rota names nobody for this moment.",
        Reason::UrgentGranted => "The patient's access includes the urgent path.",
        Reason::UrgentNotGranted => "The patient's access does not include the urgent path.",
        Reason::UrgentChosen => "The caller pressed the key for urgent.",
        Reason::MessageChosen => "The caller leaves a message.",
        Reason::KeyNotUnderstood => "A key was pressed that means nothing here.",
        Reason::Connected => "The two were connected.",
        Reason::CallerGone => "The caller has hung up.",
        Reason::RungEnough => "Phones have rung for a minute, which is enough.",
        Reason::NobodyLeft => "Nobody is left to ring.",
        Reason::NoBackLine => "No back line is free, so the phone shows the front line.",
        Reason::StoreUnavailable => "The store cannot be used: the configuration alone decides.",
        Reason::StepUnknown => "This step belongs to no call that is known.",
        Reason::Recorded => "A message was recorded.",
        Reason::Ended => "The call has ended.",
        Reason::SaysUrgent => "The text begins with a word for urgent.",
        Reason::ReservedWord => "The provider reserves this word and obeys it itself.",
        Reason::AnsweredBefore => "The sender has had an answer today, or cannot be answered.",
        Reason::NoPictures => "Pictures cannot be passed on.",
        Reason::HoldsNumber => {
            "The text holds a clinician's own number, which no patient may learn."
        }
        Reason::NoMark => {
            "The text does not begin with a conversation's number, so it is not clear whom it is for."
        }
        Reason::Idle => {
            "Nothing was written in this conversation for 12 hours, so a question goes first."
        }
        Reason::AnswersQuestion => "The question was answered.",
        Reason::QuestionNotAnswered => "The question was not answered in time.",
        Reason::LooksAutomatic => {
            "The same words came just after an answer: perhaps a machine, which gets no second one."
        }
        Reason::TooManyAnswers => {
            "So many answers have gone out this hour that the practice sends no more."
        }
        Reason::WaitedADay => "The text has waited for a day.",
        Reason::Released => "What was held may go now.",
        Reason::ListChanged => "The list of patients was changed.",
        Reason::ListNotChanged => "The list of patients could not be changed.",
        // Those with gaps are told above; each is listed here so that the compiler asks after a new one.
        Reason::FrontLineOf { .. }
        | Reason::PinWrong { .. }
        | Reason::CallsPatient { .. }
        | Reason::CallPlaced { .. }
        | Reason::CopiedToDuty { .. }
        | Reason::BackLine { .. }
        | Reason::GrantEnded { .. }
        | Reason::GrantNotBegun { .. }
        | Reason::GrantInForce { .. }
        | Reason::BackLineOf { .. }
        | Reason::CodeRight { .. }
        | Reason::CallerIsClinician { .. }
        | Reason::NotAssigned { .. }
        | Reason::StrangersTo { .. }
        | Reason::HoursOpen { .. }
        | Reason::HoursClosed { .. }
        | Reason::Paused { .. }
        | Reason::Away { .. }
        | Reason::Covers { .. }
        | Reason::NobodyCovers { .. }
        | Reason::WithinLimit { .. }
        | Reason::LimitReached { .. }
        | Reason::OnDuty { .. }
        | Reason::Rings { .. }
        | Reason::BackupRings { .. }
        | Reason::RangOut { .. }
        | Reason::NoKey { .. }
        | Reason::Declined { .. }
        | Reason::Accepted { .. }
        | Reason::NotConnected { .. }
        | Reason::CallBackOver { .. }
        | Reason::Shows { .. }
        | Reason::LineReassigned { .. }
        | Reason::TextLimitReached { .. }
        | Reason::RepliesTo { .. }
        | Reason::IsCommand { .. }
        | Reason::PhoneNotConfirmed { .. }
        | Reason::PhoneConfirmed { .. }
        | Reason::PhoneAskedEnough { .. }
        | Reason::LineAssigned { .. }
        | Reason::Marked { .. }
        | Reason::NotDelivered { .. }
        | Reason::Digested { .. }
        | Reason::AttachmentRefused { .. } => "This rule has no words yet.",
    }
}
