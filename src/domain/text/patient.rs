//! A patient texts a front line.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::domain::availability::{Standing, cover_of, on_duty, reachable_again, standing};
use crate::domain::backline;
use crate::domain::decision::{Decision, Outcome, OutgoingKind, Recipient};
use crate::domain::names::{ClinicianId, Subject};
use crate::domain::patients::Household;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::words::{Reserved, reserved, says_urgent};
use super::{Draft, LIMIT_TOLD, Step, THIS_HOUR, TOLD};

/// The window of the limit.
const HOUR: Duration = Duration::hours(1);
/// Held for a day a text goes to who is on duty, else the desk is told; that is the outbox's part.
const LONGEST_WAIT: Duration = Duration::hours(24);

/// Who reads a patient's texts at an instant.
struct Reader<'a> {
    clinician: &'a Clinician,
    /// Whether it is the cover of a clinician who is away.
    covers: bool,
    /// Whether texts are delivered now.
    open: bool,
    /// When they are again.
    opens: Option<DateTime<Utc>>,
}

impl<'a> Step<'a> {
    pub(super) fn patient_texts(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
    ) -> Decision {
        draft.clinician = Some(clinician.id.clone());
        if let Some(language) = household.language() {
            draft.language = language;
        }
        match reserved(&self.text.body) {
            Some(Reserved::Stop) => return self.stopped(draft, clinician, household),
            Some(Reserved::Help) => {
                draft.reasons.push(Reason::ReservedWord);
                self.tell_sender(&mut draft, vec![Phrase::Emergency]);
            }
            Some(Reserved::Start) => draft.reasons.push(Reason::ReservedWord),
            None => {}
        }
        if self.text.media > 0 {
            draft.reasons.push(Reason::NoPictures);
            self.tell_sender(&mut draft, vec![Phrase::TextNoPictures, Phrase::Emergency]);
            if self.text.body.trim().is_empty() {
                self.count_text(&mut draft, clinician, household);
                return draft.decide(Outcome::Refuse);
            }
        }
        if says_urgent(&self.text.body) {
            return self.urgent_text(draft, clinician, household);
        }
        self.ordinary_text(draft, clinician, household, true)
    }

    /// The provider has obeyed; the clinician is told to phone instead.
    fn stopped(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        household: &Household<'_>,
    ) -> Decision {
        draft.reasons.push(Reason::ReservedWord);
        self.count_text(&mut draft, clinician, household);
        draft.language = self.practice.language;
        let patients = household.patients();
        if self.may_answer(&mut draft) {
            self.tell_clinician(&mut draft, clinician, Phrase::TextStopped { patients });
        }
        draft.decide(Outcome::Refuse)
    }

    /// To who is on duty at once; without the grant, or with nobody on duty, said plainly and held.
    fn urgent_text(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
    ) -> Decision {
        draft.reasons.push(Reason::SaysUrgent);
        let granted = household.urgent();
        draft.reasons.push(if granted {
            Reason::UrgentGranted
        } else {
            Reason::UrgentNotGranted
        });
        let duty = granted.then(|| on_duty(self.practice, self.now)).flatten();
        let Some(duty) = duty else {
            if granted {
                draft.reasons.push(Reason::NobodyOnDuty);
            }
            self.tell_sender(&mut draft, vec![Phrase::TextNotUrgent, Phrase::Emergency]);
            return self.ordinary_text(draft, clinician, household, false);
        };
        draft.reasons.push(Reason::OnDuty {
            clinician: duty.id.clone(),
        });
        draft.clinician = Some(duty.id.clone());
        self.count_text(&mut draft, clinician, household);
        let from = self.conversation_line(&mut draft, duty, clinician, household);
        self.relay(
            &mut draft,
            OutgoingKind::Urgent,
            Recipient::Clinician(duty.id.clone()),
            from,
            self.now,
        );
        self.tell_sender(&mut draft, vec![Phrase::TextUrgentSent, Phrase::Emergency]);
        draft.decide(Outcome::Urgent)
    }

    /// To the reader now, or held until the reader's hours open; `tell`: whether the patient hears about it.
    fn ordinary_text(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
        tell: bool,
    ) -> Decision {
        let reader = self.reader(clinician);
        self.explain(&mut draft, clinician, &reader);
        draft.clinician = Some(reader.clinician.id.clone());
        let limited = self.over_limit(&mut draft);
        self.count_text(&mut draft, clinician, household);
        let from = self.conversation_line(&mut draft, reader.clinician, clinician, household);
        let to = Recipient::Clinician(reader.clinician.id.clone());
        let wait = match (reader.open, limited) {
            (false, _) => Some(reader.opens.unwrap_or(self.now + LONGEST_WAIT)),
            (true, true) => Some(self.now + HOUR),
            (true, false) => None,
        };
        match wait {
            Some(due) => self.relay(&mut draft, OutgoingKind::Held, to, from, due),
            None => self.relay(&mut draft, OutgoingKind::Relay, to, from, self.now),
        }
        draft.next_open = match reader.open {
            true => wait,
            false => reader.opens,
        };
        if tell {
            self.tell_about(&mut draft, clinician, household, &reader, limited);
        }
        draft.decide(match wait {
            Some(_) => Outcome::Hold,
            None => Outcome::Relay,
        })
    }

    /// Who reads this patient's texts now: the clinician, or the cover of one who is away.
    fn reader<'c>(&'c self, clinician: &'c Clinician) -> Reader<'c> {
        let standing = self.standing(clinician);
        let cover = match standing {
            Standing::Away { .. } => cover_of(self.practice, clinician, self.now),
            Standing::Open | Standing::Closed | Standing::Paused { .. } => None,
        };
        let reader = cover.unwrap_or(clinician);
        Reader {
            clinician: reader,
            covers: cover.is_some(),
            open: self.standing(reader) == Standing::Open,
            opens: self.reachable(reader),
        }
    }

    fn explain(&self, draft: &mut Draft, clinician: &Clinician, reader: &Reader<'_>) {
        let standing = self.standing(clinician);
        draft.reasons.push(standing.reason(&clinician.id));
        if reader.covers {
            draft.reasons.push(Reason::Covers {
                clinician: clinician.id.clone(),
                cover: reader.clinician.id.clone(),
            });
            let standing = self.standing(reader.clinician);
            draft.reasons.push(standing.reason(&reader.clinician.id));
        } else if let Standing::Away { .. } = standing {
            draft.reasons.push(Reason::NobodyCovers {
                clinician: clinician.id.clone(),
            });
        }
    }

    fn over_limit(&self, draft: &mut Draft) -> bool {
        let texts = self.facts.count(THIS_HOUR);
        let limit = self.practice.callers.texts_per_hour;
        if texts >= limit {
            draft
                .reasons
                .push(Reason::TextLimitReached { texts, limit });
        }
        texts >= limit
    }

    /// One notice per closed spell or absence, and one per hour of too many texts.
    fn tell_about(
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
    fn tell_sender(&self, draft: &mut Draft, say: Vec<Phrase>) {
        if !self.may_answer(draft) {
            return;
        }
        if let Some(number) = self.text.sender.number() {
            self.notice(draft, Recipient::Number(number), say);
        }
    }

    fn may_answer(&self, draft: &mut Draft) -> bool {
        let few = self.facts.count(THIS_HOUR) < self.practice.callers.texts_per_hour;
        if !few {
            draft.reasons.push(Reason::AnsweredBefore);
        }
        few
    }

    fn standing(&self, clinician: &Clinician) -> Standing {
        standing(self.practice, clinician, &self.facts.pauses, self.now)
    }

    fn reachable(&self, clinician: &Clinician) -> Option<DateTime<Utc>> {
        reachable_again(self.practice, clinician, &self.facts.pauses, self.now)
    }

    /// The back line of the patient in the phone of who gets the text; else the front line that was texted.
    fn conversation_line(
        &self,
        draft: &mut Draft,
        reader: &Clinician,
        line_of: &Clinician,
        household: &Household<'_>,
    ) -> Line {
        if !self.facts.back_lines_of.contains(&reader.id) {
            return line_of.line;
        }
        let patient = household
            .grants
            .first()
            .map_or(household.id, |grant| grant.id);
        let mut phones = self.practice.patients.phones_of(patient);
        if let Some(at) = self
            .text
            .sender
            .number()
            .and_then(|used| phones.iter().position(|phone| *phone == used))
        {
            phones.swap(0, at);
        }
        let choice = backline::choose(
            self.practice,
            reader,
            &phones,
            &self.facts.back_lines,
            self.now,
        );
        draft.reasons.push(choice.reason);
        draft.effects.extend(choice.effects);
        choice.line.unwrap_or(line_of.line)
    }

    /// Everyone who may get this patient's text.
    pub(super) fn may_receive(&self, clinician: &'a Clinician) -> Vec<ClinicianId> {
        let mut all = vec![clinician.id.clone()];
        all.extend(cover_of(self.practice, clinician, self.now).map(|cover| cover.id.clone()));
        if says_urgent(&self.text.body) {
            all.extend(on_duty(self.practice, self.now).map(|duty| duty.id.clone()));
        }
        all
    }

    /// What the hourly limit counts.
    pub(super) fn this_hour(&self, clinician: &Clinician, household: &Household<'_>) -> Subject {
        self.subject("texts", clinician, household, self.hour())
    }

    fn count_text(&self, draft: &mut Draft, clinician: &Clinician, household: &Household<'_>) {
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
