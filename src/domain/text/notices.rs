//! What is told about a text at once, and that nobody is told too often.

use crate::domain::decision::{Decision, Outcome};
use crate::domain::decision::{Effect, OutgoingKind, Recipient};
use crate::domain::event::Target;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::counts::{ANSWERS_PER_HOUR, Slot, TOLD_PER_HOUR, note_sent_to_clinician};
use super::ground::Reader;
use super::words::Reserved;
use super::{Draft, Step};

impl<'a> Step<'a> {
    /// A stranger gets one short answer a day and is not relayed. What has no number, such as a short code, gets none.
    pub(super) fn stranger_texts(&self, mut draft: Draft) -> Decision {
        if self.reserved() == Some(Reserved::Stop) {
            draft.reasons.push(Reason::AnsweredBefore);
            return draft.decide(Outcome::Refuse);
        }
        let say = vec![Phrase::TextStranger, Phrase::Emergency];
        self.tell(&mut draft, Slot::Stranger, say);
        draft.decide(Outcome::Refuse)
    }

    /// One notice per closed spell or absence, one per hour of too many texts, one a day of a phone that is not ready.
    pub(super) fn tell_about(
        &self,
        draft: &mut Draft,
        clinician: &'a Clinician,
        reader: &Reader<'a>,
        (ready, limited): (bool, bool),
    ) {
        let mut words = self.what_becomes_of_it(clinician, reader, ready);
        if reader.open && ready && limited {
            words = vec![Phrase::TextLimit];
        }
        if words.is_empty() {
            return;
        }
        words.push(Phrase::Emergency);
        if !ready {
            return self.tell(draft, Slot::NotReady, words);
        }
        if reader.open && limited {
            return self.tell(draft, Slot::TooMany, words);
        }
        self.tell_until(draft, Slot::Spell, self.last_day_of_spell(clinician), words);
    }

    /// Who reads it instead, and until when it waits; nothing where it goes at once to whom it was written.
    pub(super) fn what_becomes_of_it(
        &self,
        clinician: &'a Clinician,
        reader: &Reader<'a>,
        ready: bool,
    ) -> Vec<Phrase> {
        let mut words = Vec::new();
        let reads = reader.clinician.id.clone();
        if reader.covers {
            words.push(Phrase::TextCovered {
                clinician: clinician.id.clone(),
                cover: reads.clone(),
            });
        }
        if !ready {
            words.push(Phrase::TextPhoneNotReady { clinician: reads });
        } else if !reader.open {
            words.push(Phrase::TextHeld {
                clinician: reads,
                until: reader.opens,
            });
        }
        words
    }

    /// A night or a weekend has several days and one notice.
    pub(super) fn last_day_of_spell(&self, clinician: &'a Clinician) -> chrono::NaiveDate {
        let end = self.spell_end(clinician).unwrap_or(self.now);
        self.practice.day(end)
    }

    /// Tells a patient or a stranger something, unless they were told in this slot.
    pub(super) fn tell(&self, draft: &mut Draft, once: Slot, say: Vec<Phrase>) {
        self.tell_until(draft, once, self.practice.day(self.now), say);
    }

    fn tell_until(&self, draft: &mut Draft, once: Slot, last: chrono::NaiveDate, say: Vec<Phrase>) {
        if self.text.sender.number().is_none() {
            return;
        }
        if self.counted(once) > 0 {
            draft.reasons.push(Reason::AnsweredBefore);
            return;
        }
        if self.counted(Slot::Answers) >= ANSWERS_PER_HOUR {
            draft.reasons.push(Reason::TooManyAnswers);
            return;
        }
        self.count_until(draft, once, last);
        self.count(draft, Slot::Answers);
        self.tell_sender(draft, say);
    }

    /// What became of an urgent text is always said, but not to the very same words again, nor to more texts than a person
    /// writes: those may be a machine's. Gives whether it was said.
    pub(super) fn tell_urgent(&self, draft: &mut Draft, say: Vec<Phrase>) -> bool {
        self.count(draft, Slot::Urgent);
        let same = self.counted(Slot::Urgent) + self.counted(Slot::UrgentBefore) > 0;
        if same || self.counted(Slot::ThisHour) >= self.practice.callers.texts_per_hour {
            draft.reasons.push(Reason::LooksAutomatic);
            return false;
        }
        self.tell_sender(draft, say);
        true
    }

    fn tell_sender(&self, draft: &mut Draft, say: Vec<Phrase>) {
        if let Some(number) = self.text.sender.number() {
            self.notice(draft, Recipient::Number(number), Line(self.text.to), say);
        }
    }

    /// Tells a clinician: who wrote this text, on the phone that wrote it; else on the first.
    pub(super) fn tell_clinician(&self, draft: &mut Draft, clinician: &Clinician, say: Phrase) {
        self.tell_clinician_over(draft, clinician, Line(self.text.to), say);
    }

    /// The same over another line.
    pub(super) fn tell_clinician_over(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        from: Line,
        say: Phrase,
    ) {
        // Counted where the clinician writes; what patients' texts bring is limited with those.
        if self.counted(Slot::Told) >= TOLD_PER_HOUR {
            draft.reasons.push(Reason::TooManyAnswers);
            return;
        }
        self.count(draft, Slot::Told);
        note_sent_to_clinician(self.practice, draft, &clinician.id, self.now);
        self.notice(draft, self.phone_in_use(clinician), from, vec![say]);
    }

    /// The phone that a clinician writes with; the first where somebody else writes.
    pub(super) fn phone_in_use(&self, clinician: &Clinician) -> Recipient {
        let sender = self.text.sender.number();
        let place = sender.and_then(|number| {
            let mut phones = clinician.phones.iter();
            phones.position(|phone| phone.number.is(number))
        });
        match place.and_then(|place| Some((place, clinician.phones.get(place)?))) {
            Some((1.., phone)) => Recipient::ClinicianPhone(Target {
                clinician: clinician.id.clone(),
                phone: phone.id,
            }),
            _ => Recipient::Clinician(clinician.id.clone()),
        }
    }

    fn notice(&self, draft: &mut Draft, to: Recipient, from: Line, say: Vec<Phrase>) {
        let kind = OutgoingKind::Notice;
        let words = self.ground().say(kind, to, from, say, draft.language);
        draft.effects.push(Effect::Send(words));
    }
}
