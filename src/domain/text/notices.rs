//! What a patient is told about a text, and the counts that keep it from being told too often.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::domain::decision::Recipient;
use crate::domain::names::Subject;
use crate::domain::patients::Household;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::patient::Reader;
use super::{Draft, LIMIT_TOLD, Step, THIS_HOUR, TOLD};

/// The window of the limit.
pub(super) const HOUR: Duration = Duration::hours(1);

impl Step<'_> {
    /// One notice per closed spell or absence, and one per hour of too many texts.
    pub(super) fn tell_about(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        household: &Household<'_>,
        reader: &Reader<'_>,
        limited: bool,
    ) {
        if reader.open && limited {
            let subject = self.limit_notice(clinician, household);
            let day = self.counted_on(clinician);
            return self.tell_once(draft, LIMIT_TOLD, (subject, day), vec![Phrase::TextLimit]);
        }
        let mut words = Vec::new();
        if reader.covers {
            words.push(Phrase::TextCovered {
                clinician: clinician.id.clone(),
                cover: reader.clinician.id.clone(),
            });
        }
        if !reader.open {
            words.push(Phrase::TextHeld {
                clinician: reader.clinician.id.clone(),
                until: reader.opens,
            });
        }
        if !words.is_empty() {
            let subject = self.this_spell(clinician, household);
            let day = self.counted_on(clinician);
            self.tell_once(draft, TOLD, (subject, day), words);
        }
    }

    fn tell_once(
        &self,
        draft: &mut Draft,
        place: usize,
        (subject, day): (Subject, NaiveDate),
        mut words: Vec<Phrase>,
    ) {
        if self.facts.count(place) > 0 {
            draft.reasons.push(Reason::AnsweredBefore);
            return;
        }
        self.count(draft, subject, day);
        words.push(Phrase::Emergency);
        if let Some(number) = self.text.sender.number() {
            self.notice(draft, Recipient::Number(number), words);
        }
    }

    /// An answer that no count of its own bounds: not after too many texts, so that two machines cannot loop.
    pub(super) fn tell_sender(&self, draft: &mut Draft, say: Vec<Phrase>) {
        if !self.may_answer(draft) {
            return;
        }
        if let Some(number) = self.text.sender.number() {
            self.notice(draft, Recipient::Number(number), say);
        }
    }

    pub(super) fn may_answer(&self, draft: &mut Draft) -> bool {
        let few = self.facts.count(THIS_HOUR) < self.practice.callers.texts_per_hour;
        if !few {
            draft.reasons.push(Reason::AnsweredBefore);
        }
        few
    }

    /// What the hourly limit counts.
    pub(super) fn this_hour(&self, clinician: &Clinician, household: &Household<'_>) -> Subject {
        self.subject("texts", clinician, household, self.hour())
    }

    pub(super) fn count_text(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        household: &Household<'_>,
    ) {
        let day = self.counted_on(clinician);
        self.count(draft, self.this_hour(clinician, household), day);
    }

    /// What the notices of one closed spell, or of one absence while the cover reads, count: named by its end.
    pub(super) fn this_spell(&self, clinician: &Clinician, household: &Household<'_>) -> Subject {
        let end = self.spell_end(clinician).map_or(0, |end| end.timestamp());
        self.subject("notices", clinician, household, end)
    }

    fn spell_end(&self, clinician: &Clinician) -> Option<DateTime<Utc>> {
        let reader = self.reader(clinician);
        match reader.open {
            true => self.reachable(clinician),
            false => reader.opens,
        }
    }

    /// The day under which a patient's texts are counted: that on which the spell ends, since a night or a weekend
    /// has several days and one notice.
    pub(super) fn counted_on(&self, clinician: &Clinician) -> NaiveDate {
        let end = self.spell_end(clinician).unwrap_or(self.now);
        self.practice.day(end)
    }

    /// What the notices of too many texts count.
    pub(super) fn limit_notice(&self, clinician: &Clinician, household: &Household<'_>) -> Subject {
        self.subject("limit notices", clinician, household, self.hour())
    }

    fn hour(&self) -> i64 {
        self.now.timestamp().div_euclid(HOUR.num_seconds())
    }

    fn subject(
        &self,
        kind: &str,
        clinician: &Clinician,
        household: &Household<'_>,
        when: i64,
    ) -> Subject {
        let who = household.id.0.to_le_bytes();
        self.practice.ids.subject(
            kind,
            &[clinician.id.as_str().as_bytes(), &who, &when.to_le_bytes()],
        )
    }
}
