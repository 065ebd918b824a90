//! Hearing messages: new ones first, then those that were heard, each the oldest first.

use chrono::Duration;

use crate::domain::decision::{Decision, Effect, Mailbox, Utterance};
use crate::domain::event::Place;
use crate::domain::facts::Message;
use crate::domain::names::{ClinicianId, MessageId};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::super::{Draft, Step};
use super::{Here, ask, ask_again, ask_for, one, words};

/// How long the address of a message's sound can be used.
const PLAYABLE: Duration = Duration::minutes(5);

/// The messages that a clinician may hear, in the order in which they are heard.
pub(super) struct Inbox<'a>(Vec<&'a Message>);

impl<'a> Inbox<'a> {
    pub(super) fn first(&self) -> Option<&'a Message> {
        self.0.first().copied()
    }

    fn get(&self, id: MessageId) -> Option<&'a Message> {
        self.0.iter().find(|message| message.id == id).copied()
    }

    /// The one after this.
    fn after(&self, id: MessageId) -> Option<&'a Message> {
        let mut rest = self.0.iter().skip_while(|message| message.id != id);
        rest.nth(1).copied()
    }

    pub(super) fn counts(&self) -> Phrase {
        let heard = self.0.iter().filter(|message| message.heard_at.is_some());
        let heard = heard.count();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Phrase::Messages {
            new: number(self.0.len() - heard),
            heard: number(heard),
        }
    }
}

impl Step<'_> {
    pub(super) fn inbox(&self) -> Inbox<'_> {
        in_order(self.facts.messages.iter().collect())
    }

    /// A message: from whom, for whom, its sound, and what can be done with it.
    pub(super) fn play(
        &self,
        mut draft: Draft,
        here: Here<'_>,
        message: &Message,
        before: Vec<Phrase>,
    ) -> Decision {
        let mut say = words(before);
        say.extend(words(about(here.clinician, message)));
        if message.is_here {
            draft.because(Reason::MessagePlayed {
                message: message.id,
            });
            say.push(Utterance::Play {
                message: message.id,
                until: self.now + PLAYABLE,
            });
        } else {
            say.push(Utterance::Say(Phrase::MessageNotYet));
        }
        say.push(Utterance::Say(Phrase::MessageKeys));
        ask_for(draft, here.at, Place::Message(message.id), 0, say)
    }

    pub(super) fn message_keyed(
        &self,
        mut draft: Draft,
        here: Here<'_>,
        id: MessageId,
    ) -> Decision {
        let Some(key @ ('1' | '2' | '3' | '4' | '7' | '9')) = one(here.keyed) else {
            return ask_again(draft, here, vec![Phrase::MessageKeys]);
        };
        let inbox = self.inbox();
        if key == '9' {
            return self.own_menu(draft, here, &inbox, Vec::new());
        }
        let Some(message) = inbox.get(id) else {
            draft.because(Reason::NoSuchMessage);
            return self.own_menu(draft, here, &inbox, Vec::new());
        };
        match key {
            '3' => self.next(draft, here, &inbox, message, Vec::new()),
            '4' => self.call_who_left(draft, here, message),
            // Noted or deleted is only what could be heard: its sound may have been on its way until now.
            '1' if self.was_played(id) => {
                self.heard(&mut draft, here, message);
                self.next(draft, here, &inbox, message, vec![Phrase::MessageNoted])
            }
            '7' if self.was_played(id) => match self.colleague(here.clinician, message) {
                None => ask(
                    draft,
                    here,
                    Place::Delete(id),
                    vec![Phrase::MessageDeleteSure],
                ),
                Some(colleague) => not_deleted(draft, here, message, colleague),
            },
            _ => self.play(draft, here, message, Vec::new()),
        }
    }

    pub(super) fn delete_keyed(&self, mut draft: Draft, here: Here<'_>, id: MessageId) -> Decision {
        match one(here.keyed) {
            Some('7') if self.was_played(id) => {}
            Some(_) => {
                let say = vec![Phrase::MessageKeys];
                return ask(draft, here, Place::Message(id), say);
            }
            None => {
                return ask_again(draft, here, vec![Phrase::MessageDeleteSure]);
            }
        }
        let inbox = self.inbox();
        let Some(message) = inbox.get(id) else {
            draft.because(Reason::NoSuchMessage);
            return self.own_menu(draft, here, &inbox, Vec::new());
        };
        if let Some(colleague) = self.colleague(here.clinician, message) {
            return not_deleted(draft, here, message, colleague);
        }
        self.heard(&mut draft, here, message);
        draft.because(Reason::MessageDeleted { message: id });
        draft.effects.push(Effect::DeleteMessage { message: id });
        self.next(draft, here, &inbox, message, vec![Phrase::MessageDeleted])
    }

    /// The message after this one; else the menu, with what the messages have become by then.
    fn next(
        &self,
        draft: Draft,
        here: Here<'_>,
        inbox: &Inbox<'_>,
        message: &Message,
        mut before: Vec<Phrase>,
    ) -> Decision {
        if let Some(next) = inbox.after(message.id) {
            return self.play(draft, here, next, before);
        }
        before.push(Phrase::MessagesOver);
        let now: Vec<Message> = self.as_left_by(&draft);
        let inbox = in_order(now.iter().collect());
        self.own_menu(draft, here, &inbox, before)
    }

    /// Whose message it is, where it is a colleague's. Who was told of it besides hears it, and does not delete what its
    /// owner may not have heard; of one whose owner has left the practice somebody has to.
    fn colleague(&self, clinician: &Clinician, message: &Message) -> Option<ClinicianId> {
        match &message.mailbox {
            Mailbox::Clinician(id) if *id != clinician.id => self
                .practice
                .clinicians
                .get(id)
                .map(|owner| owner.id.clone()),
            Mailbox::Clinician(_) | Mailbox::Practice => None,
        }
    }

    /// The messages as this decision leaves them.
    fn as_left_by(&self, draft: &Draft) -> Vec<Message> {
        let mut messages = self.facts.messages.clone();
        for effect in &draft.effects {
            match effect {
                Effect::Heard { message, .. } => {
                    let mut known = messages.iter_mut();
                    if let Some(heard) = known.find(|known| known.id == *message) {
                        heard.heard_at.get_or_insert(self.now);
                    }
                }
                Effect::DeleteMessage { message } => {
                    messages.retain(|known| known.id != *message);
                }
                _ => {}
            }
        }
        messages
    }

    /// Noted once, and the patient is told where the practice wants that.
    pub(super) fn heard(&self, draft: &mut Draft, here: Here<'_>, message: &Message) {
        if message.heard_at.is_some() {
            return;
        }
        draft.because(Reason::MessageHeard {
            message: message.id,
        });
        draft.effects.push(Effect::Heard {
            message: message.id,
            by: here.clinician.id.clone(),
        });
        self.receipt(draft, here.clinician, message);
    }

    /// Whether this call has played the message.
    pub(super) fn was_played(&self, id: MessageId) -> bool {
        let mut reasons = self.facts.reasons();
        reasons.any(|reason| matches!(reason, Reason::MessagePlayed { message } if *message == id))
    }
}

/// It stays, and why.
fn not_deleted(
    mut draft: Draft,
    here: Here<'_>,
    message: &Message,
    colleague: ClinicianId,
) -> Decision {
    draft.because(Reason::KeyNotUnderstood);
    let say = vec![
        Phrase::MessageFor {
            clinician: colleague,
        },
        Phrase::MessageKeys,
    ];
    ask(draft, here, Place::Message(message.id), say)
}

fn in_order(mut messages: Vec<&Message>) -> Inbox<'_> {
    messages.sort_by_key(|message| (message.heard_at.is_some(), message.at, message.id));
    Inbox(messages)
}

/// Whose message it is, and, where it is not the clinician's own, for whom it was left.
fn about(clinician: &Clinician, message: &Message) -> Vec<Phrase> {
    let mut say = vec![Phrase::MessageFrom {
        patients: message.patients.clone(),
        at: message.at,
        seconds: message.seconds,
    }];
    match &message.mailbox {
        Mailbox::Clinician(id) if *id == clinician.id => {}
        Mailbox::Clinician(id) => say.push(Phrase::MessageFor {
            clinician: id.clone(),
        }),
        Mailbox::Practice => say.push(Phrase::MessageForPractice),
    }
    say
}
