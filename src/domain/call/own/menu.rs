//! What a clinician may do after the PIN: hear messages, call back the last patient, call a conversation.

use crate::domain::decision::Decision;
use crate::domain::event::Place;
use crate::domain::phrase::Phrase;

use super::super::{Draft, Step};
use super::messages::Inbox;
use super::{Here, ask, ask_again, goodbye, one};

impl Step<'_> {
    /// How many messages there are, and the choices.
    pub(super) fn own_menu(
        &self,
        draft: Draft,
        here: Here<'_>,
        inbox: &Inbox<'_>,
        before: Vec<Phrase>,
    ) -> Decision {
        ask(draft, here, Place::Menu, choices(inbox, before))
    }

    pub(super) fn menu_keyed(&self, draft: Draft, here: Here<'_>) -> Decision {
        match one(here.keyed) {
            Some('1') => {
                let inbox = self.inbox();
                match inbox.first() {
                    Some(message) => self.play(draft, here, message, Vec::new()),
                    None => self.own_menu(draft, here, &inbox, vec![Phrase::MessagesOver]),
                }
            }
            Some('2') => self.call_last_patient(draft, here),
            Some('3') => {
                let say = vec![Phrase::ConversationAsk];
                ask(draft, here, Place::Conversation, say)
            }
            Some('9' | '*') => goodbye(draft, Vec::new()),
            _ => ask_again(draft, here, choices(&self.inbox(), Vec::new())),
        }
    }
}

fn choices(inbox: &Inbox<'_>, mut say: Vec<Phrase>) -> Vec<Phrase> {
    say.extend([inbox.counts(), Phrase::OwnMenu]);
    say
}
