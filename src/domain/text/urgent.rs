//! A text whose first word is the one for urgent goes to who is on duty at once, ahead of everything.

use crate::domain::availability::on_duty;
use crate::domain::decision::{Decision, Outcome, OutgoingKind, Recipient};
use crate::domain::patients::Household;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::counts::{Slot, note_sent_to_clinician};
use super::ground::Words;
use super::{Draft, Step};

impl<'a> Step<'a> {
    /// To who is on duty at once; without the grant, or with nobody on duty who can get it, said plainly and held.
    pub(super) fn urgent_text(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
    ) -> Decision {
        draft.reasons.push(Reason::SaysUrgent);
        let Some(duty) = self.reached_urgently(&mut draft, household) else {
            self.tell_not_urgent(&mut draft, clinician);
            return self.ordinary_text(draft, clinician, false);
        };
        self.count(&mut draft, Slot::ThisHour);
        draft.clinician = Some(duty.id.clone());
        let Some(attachments) = self.attachments(&mut draft, duty) else {
            return draft.decide(Outcome::Refuse);
        };
        let Some(phone) = self.text.sender.number() else {
            return draft.decide(Outcome::Refuse);
        };
        let over = self.ground().over(&mut draft, duty, clinician, phone);
        let words = Words {
            kind: OutgoingKind::Urgent,
            body: &self.text.body,
            attachments,
            author: self.patient(clinician, phone),
        };
        let to = Recipient::Clinician(duty.id.clone());
        self.ground().send(&mut draft, to, &over, words);
        note_sent_to_clinician(self.practice, &mut draft, &duty.id, self.now);
        let say = vec![Phrase::TextUrgentSent, Phrase::Emergency];
        self.tell_urgent(&mut draft, say);
        draft.decide(Outcome::Urgent)
    }

    /// That it goes as an ordinary text, and when that is: whoever thinks it urgent must know that it waits until Monday.
    /// It stands for the notice of this closed spell.
    fn tell_not_urgent(&self, draft: &mut Draft, clinician: &'a Clinician) {
        let reader = self.ground().reader(clinician);
        let ready = self.ground().takes_texts(reader.clinician);
        let mut say = vec![Phrase::TextNotUrgent];
        say.extend(self.what_becomes_of_it(clinician, &reader, ready));
        let waits = say.len() > 1 && ready;
        say.push(Phrase::Emergency);
        if self.tell_urgent(draft, say) && waits {
            self.count_until(draft, Slot::Spell, self.last_day_of_spell(clinician));
        }
    }

    /// Who gets an urgent text of this household now.
    fn reached_urgently(
        &self,
        draft: &mut Draft,
        household: &Household<'_>,
    ) -> Option<&'a Clinician> {
        if !household.urgent() {
            draft.reasons.push(Reason::UrgentNotGranted);
            return None;
        }
        draft.reasons.push(Reason::UrgentGranted);
        let Some(duty) = on_duty(self.practice, self.now) else {
            draft.reasons.push(Reason::NobodyOnDuty);
            return None;
        };
        draft.reasons.push(Reason::OnDuty {
            clinician: duty.id.clone(),
        });
        if !self.ground().takes_texts(duty) {
            self.not_ready(draft, duty);
            return None;
        }
        Some(duty)
    }
}
