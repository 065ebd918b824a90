//! A message was heard, or is deleted, without a telephone: in the console. What follows is what would follow on a call.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Decision, Effect, Mailbox};
use crate::domain::facts::{Facts, Message, Wanted};
use crate::domain::names::{CallId, ClinicianId, MessageId};
use crate::domain::phone::{Caller, E164};
use crate::domain::practice::Practice;
use crate::domain::reason::Reason;

use super::{Call, Draft, Step};

/// Who has heard a message in the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hearer {
    /// The clinician.
    Clinician(ClinicianId),
    /// The account of somebody else.
    Account(String),
}

/// What is read for [`hear`] and [`delete`].
pub fn message_wanted(message: MessageId) -> Wanted {
    Wanted {
        message: Some(message),
        ..Wanted::default()
    }
}

/// Somebody says to have heard the message; the first time counts. The patient is told, where the practice wants that, of
/// a clinician alone: nobody else's hearing is worth a receipt that names one. Whoever asks has seen to it that they may.
pub fn hear(
    practice: &Practice,
    facts: &Facts,
    message: MessageId,
    by: &Hearer,
    now: DateTime<Utc>,
) -> Decision {
    let mut draft = Draft::new(practice.language);
    let Some(message) = found(&mut draft, facts, message) else {
        return draft.nothing();
    };
    if message.heard_at.is_some() {
        return draft.nothing();
    }
    let (id, by) = (message.id, by.clone());
    draft.because(Reason::MessageHeard { message: id });
    match by {
        Hearer::Account(account) => draft.effects.push(Effect::HeardInConsole {
            message: id,
            account,
        }),
        Hearer::Clinician(by) => {
            draft.effects.push(Effect::Heard {
                message: id,
                by: by.clone(),
            });
            if let Some(clinician) = practice.clinicians.get(&by) {
                let call = nobodys();
                let step = Step {
                    practice,
                    facts,
                    call: &call,
                    now,
                };
                step.receipt(&mut draft, clinician, message);
            }
        }
    }
    draft.nothing()
}

/// The message is deleted, heard or not. Whoever asks has seen to it that they may.
pub fn delete(practice: &Practice, facts: &Facts, message: MessageId) -> Decision {
    let mut draft = Draft::new(practice.language);
    if found(&mut draft, facts, message).is_some() {
        draft.because(Reason::MessageDeleted { message });
        draft.effects.push(Effect::DeleteMessage { message });
    }
    draft.nothing()
}

fn found<'f>(draft: &mut Draft, facts: &'f Facts, id: MessageId) -> Option<&'f Message> {
    let mut all = facts.messages.iter();
    let message = all.find(|message| message.id == id);
    match message.map(|message| &message.mailbox) {
        None => draft.because(Reason::NoSuchMessage),
        Some(Mailbox::Clinician(owner)) => draft.clinician = Some(owner.clone()),
        Some(Mailbox::Practice) => {}
    }
    message
}

/// No call belongs to it.
fn nobodys() -> Call {
    Call {
        id: CallId(0),
        caller: Caller::Other,
        called: E164::NOBODY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::{OutgoingKind, Recipient};
    use crate::domain::testkit::{at, practice};

    const ROSA: &str = "+447700900456";

    fn okafor() -> ClinicianId {
        ClinicianId::new("okafor").unwrap()
    }

    fn facts(practice: &Practice, heard: bool) -> Facts {
        let left = practice.patients.iter().next().unwrap();
        let now = at("Mon 2026-11-23 10:00");
        Facts {
            messages: vec![Message {
                id: MessageId(3),
                mailbox: Mailbox::Clinician(okafor()),
                patients: vec![left.id],
                phone: left.phones.first().copied(),
                seconds: 21,
                at: now,
                is_here: true,
                heard_at: heard.then_some(now),
            }],
            ..Facts::default()
        }
    }

    fn surgery(receipt: bool) -> crate::domain::testkit::Surgery {
        let mut surgery = practice()
            .clinician("okafor", |okafor| okafor)
            .patient("Rosa Diaz", "okafor", ROSA, |grant| grant)
            .build();
        surgery.0.voicemail.receipt = receipt;
        surgery
    }

    fn heard_by(surgery: &Practice, was_heard: bool, by: &Hearer) -> Decision {
        let facts = facts(surgery, was_heard);
        hear(
            surgery,
            &facts,
            MessageId(3),
            by,
            at("Mon 2026-11-23 11:00"),
        )
    }

    fn receipts(decision: &Decision) -> Vec<&Recipient> {
        let sent = decision.effects.iter().filter_map(|effect| match effect {
            Effect::Send(sent) if sent.kind == OutgoingKind::Receipt => Some(&sent.to),
            _ => None,
        });
        sent.collect()
    }

    #[test]
    fn a_clinician_who_hears_in_the_console_sends_the_receipt_that_a_call_would() {
        let surgery = surgery(true);
        let decision = heard_by(&surgery.0, false, &Hearer::Clinician(okafor()));
        assert_eq!(
            decision.effects.first(),
            Some(&Effect::Heard {
                message: MessageId(3),
                by: okafor()
            })
        );
        assert_eq!(
            receipts(&decision),
            [&Recipient::Number(ROSA.parse().unwrap())]
        );
        let again = heard_by(&surgery.0, true, &Hearer::Clinician(okafor()));
        assert!(again.effects.is_empty(), "the first time counts");
    }

    #[test]
    fn no_receipt_where_the_practice_wants_none_or_no_clinician_has_heard() {
        let none = heard_by(&surgery(false).0, false, &Hearer::Clinician(okafor()));
        assert!(receipts(&none).is_empty() && none.effects.len() == 1);
        let manager = Hearer::Account("ada".to_owned());
        let manager = heard_by(&surgery(true).0, false, &manager);
        assert_eq!(
            manager.effects,
            [Effect::HeardInConsole {
                message: MessageId(3),
                account: "ada".to_owned()
            }]
        );
    }

    #[test]
    fn deleting_deletes_and_claims_no_hearing() {
        let surgery = surgery(true);
        let decision = delete(&surgery.0, &facts(&surgery.0, false), MessageId(3));
        let gone = Effect::DeleteMessage {
            message: MessageId(3),
        };
        assert_eq!(decision.effects, [gone]);
        assert_eq!(decision.clinician, Some(okafor()));
        let unknown = delete(&surgery.0, &facts(&surgery.0, false), MessageId(4));
        assert!(unknown.effects.is_empty());
        assert_eq!(unknown.reasons, [Reason::NoSuchMessage]);
    }
}
