//! A patient texts a front line.

use chrono::{DateTime, Duration, Utc};

use crate::domain::availability::{Standing, cover_of, on_duty, reachable_again, standing};
use crate::domain::backline;
use crate::domain::decision::{Body, Decision, Effect, Outcome, Outgoing, OutgoingKind, Recipient};
use crate::domain::names::ClinicianId;
use crate::domain::patients::Household;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::notices::HOUR;
use super::words::{Reserved, reserved, says_urgent};
use super::{Draft, Step, THIS_HOUR};

/// Held for a day a text goes to who is on duty, else the desk is told; that is the outbox's part.
const LONGEST_WAIT: Duration = Duration::hours(24);

/// Who reads a patient's texts at an instant.
pub(super) struct Reader<'a> {
    pub(super) clinician: &'a Clinician,
    /// Whether it is the cover of a clinician who is away.
    pub(super) covers: bool,
    /// Whether texts are delivered now.
    pub(super) open: bool,
    /// When they are again.
    pub(super) opens: Option<DateTime<Utc>>,
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
        if !self.text.attachments.is_empty() {
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
        self.announce_change(&mut draft, duty, household, from, self.now);
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
        let due = wait.unwrap_or(self.now);
        self.announce_change(&mut draft, reader.clinician, household, from, due);
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
    pub(super) fn reader<'c>(&'c self, clinician: &'c Clinician) -> Reader<'c> {
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

    fn standing(&self, clinician: &Clinician) -> Standing {
        standing(self.practice, clinician, &self.facts.pauses, self.now)
    }

    pub(super) fn reachable(&self, clinician: &Clinician) -> Option<DateTime<Utc>> {
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

    /// A back line that was another patient's before is saved under that name, perhaps: just before the text, the reader
    /// is told whose it is now.
    fn announce_change(
        &self,
        draft: &mut Draft,
        reader: &Clinician,
        household: &Household<'_>,
        from: Line,
        due: DateTime<Utc>,
    ) {
        let changed = |reason: &Reason| matches!(reason, Reason::LineReassigned { .. });
        if !draft.reasons.iter().any(changed) {
            return;
        }
        let patients = household.patients();
        let say = vec![Phrase::LineChanged, Phrase::Caller { patients }];
        let to = Recipient::Clinician(reader.id.clone());
        let body = Body::Words(say, self.practice.language);
        let due = due - Duration::milliseconds(1);
        let words = Outgoing::words(OutgoingKind::Notice, to, from, body, due);
        draft.effects.push(Effect::Send(words));
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
}
