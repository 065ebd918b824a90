//! The patient hears that a message was heard, where the practice wants it: that alone, and nothing of what was said.

use crate::domain::decision::{Body, Effect, Mailbox, Outgoing, OutgoingKind, Recipient};
use crate::domain::facts::Message;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::{Draft, Step};

impl Step<'_> {
    /// This clinician has heard the message. Told the first time alone, from the front line that the patient knows, and
    /// only to the phone it was left from, as long as that is this patient's and the access is in force.
    pub(super) fn receipt(&self, draft: &mut Draft, clinician: &Clinician, message: &Message) {
        if !self.practice.voicemail.receipt || message.heard_at.is_some() {
            return;
        }
        let (Mailbox::Clinician(owner), Some(phone)) = (&message.mailbox, message.phone) else {
            return;
        };
        let today = self.practice.day(self.now);
        let household = self.practice.patients.household(owner, phone, today);
        let Some(household) = household.filter(|household| {
            let mut rows = household.grants.iter();
            rows.any(|row| message.patients.contains(&row.id))
        }) else {
            return;
        };
        // A clinician who is a colleague's patient is never kept by number.
        if self.practice.clinicians.owner_of(phone).is_some() {
            return;
        }
        draft.because(Reason::ReceiptSent);
        let say = vec![Phrase::MessageHeard {
            clinician: clinician.id.clone(),
            at: self.now,
        }];
        let language = household.language().unwrap_or(self.practice.language);
        let from = self.practice.line_for(&household, clinician);
        let once = message.id.0.to_le_bytes();
        draft.effects.push(Effect::Send(Outgoing {
            fold: Some(self.practice.ids.subject("receipt", &[&once])),
            ..Outgoing::words(
                OutgoingKind::Receipt,
                Recipient::Number(phone),
                from,
                Body::Words(say, language),
                self.now,
            )
        }));
    }
}
