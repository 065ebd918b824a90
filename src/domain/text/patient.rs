//! A patient texts a front line.

use chrono::{DateTime, Utc};

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
use super::{Draft, Step, THIS_HOUR, TOLD};

const SECONDS_PER_HOUR: i64 = 3600;

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
            Some(Reserved::Stop) => {
                draft.reasons.push(Reason::ReservedWord);
                let told = Recipient::Clinician(clinician.id.clone());
                let patient_language =
                    std::mem::replace(&mut draft.language, self.practice.language);
                self.notice(
                    &mut draft,
                    told,
                    vec![Phrase::TextStopped {
                        patients: household.patients(),
                    }],
                );
                draft.language = patient_language;
                return draft.decide(Outcome::Refuse);
            }
            Some(Reserved::Help) => {
                draft.reasons.push(Reason::ReservedWord);
                self.tell_sender(&mut draft, vec![Phrase::Emergency]);
            }
            Some(Reserved::Start) => draft.reasons.push(Reason::ReservedWord),
            None => {}
        }
        if says_urgent(&self.text.body) {
            return self.urgent_text(draft, clinician, household);
        }
        self.ordinary_text(draft, clinician, household, true)
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

    fn ordinary_text(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
        tell: bool,
    ) -> Decision {
        let standing = standing(self.practice, clinician, &self.facts.pauses, self.now);
        draft.reasons.push(standing.reason(&clinician.id));
        let (texts, limit) = (
            self.facts.count(THIS_HOUR),
            self.practice.callers.texts_per_hour,
        );
        self.count(&mut draft, self.this_hour(clinician, household));
        if texts >= limit {
            draft
                .reasons
                .push(Reason::TextLimitReached { texts, limit });
            return self.hold(
                draft,
                clinician,
                household,
                tell.then_some(Phrase::TextLimit),
            );
        }
        match standing {
            Standing::Open => {
                let from = self.conversation_line(&mut draft, clinician, clinician, household);
                let to = Recipient::Clinician(clinician.id.clone());
                self.relay(&mut draft, OutgoingKind::Relay, to, from, self.now);
                draft.decide(Outcome::Relay)
            }
            Standing::Away { .. } => match cover_of(self.practice, clinician, self.now) {
                Some(cover) => self.covered(draft, clinician, cover, household, tell),
                None => {
                    draft.reasons.push(Reason::NobodyCovers {
                        clinician: clinician.id.clone(),
                    });
                    self.hold(
                        draft,
                        clinician,
                        household,
                        None.or(tell.then(|| self.held_words(clinician))),
                    )
                }
            },
            Standing::Closed | Standing::Paused { .. } => self.hold(
                draft,
                clinician,
                household,
                tell.then(|| self.held_words(clinician)),
            ),
        }
    }

    fn covered(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        cover: &'a Clinician,
        household: &Household<'a>,
        tell: bool,
    ) -> Decision {
        draft.reasons.push(Reason::Covers {
            clinician: clinician.id.clone(),
            cover: cover.id.clone(),
        });
        draft.clinician = Some(cover.id.clone());
        let from = self.conversation_line(&mut draft, cover, clinician, household);
        self.relay(
            &mut draft,
            OutgoingKind::Relay,
            Recipient::Clinician(cover.id.clone()),
            from,
            self.now,
        );
        let words = Phrase::TextCovered {
            clinician: clinician.id.clone(),
            cover: cover.id.clone(),
        };
        self.tell_once(&mut draft, clinician, household, tell.then_some(words));
        draft.decide(Outcome::Relay)
    }

    /// Held until hours open; one notice per closed spell.
    fn hold(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
        words: Option<Phrase>,
    ) -> Decision {
        let next = reachable_again(self.practice, clinician, &self.facts.pauses, self.now);
        // While the hours are open it is the limit of this hour that holds the text.
        let hour = chrono::Duration::seconds(SECONDS_PER_HOUR);
        draft.next_open = next.map(|next| {
            if next <= self.now {
                self.now + hour
            } else {
                next
            }
        });
        let from = self.conversation_line(&mut draft, clinician, clinician, household);
        // Held for a day it goes to who is on duty, else the desk is told; that is the outbox's part.
        let due = draft
            .next_open
            .unwrap_or(self.now + chrono::Duration::hours(24));
        self.relay(
            &mut draft,
            OutgoingKind::Held,
            Recipient::Clinician(clinician.id.clone()),
            from,
            due,
        );
        self.tell_once(&mut draft, clinician, household, words);
        draft.decide(Outcome::Hold)
    }

    fn held_words(&self, clinician: &Clinician) -> Phrase {
        Phrase::TextHeld {
            clinician: clinician.id.clone(),
            until: self.reachable(clinician),
        }
    }

    fn reachable(&self, clinician: &Clinician) -> Option<DateTime<Utc>> {
        reachable_again(self.practice, clinician, &self.facts.pauses, self.now)
    }

    fn tell_once(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        household: &Household<'_>,
        words: Option<Phrase>,
    ) {
        let Some(words) = words else { return };
        if self.facts.count(TOLD) > 0 {
            draft.reasons.push(Reason::AnsweredBefore);
            return;
        }
        self.count(draft, self.this_spell(clinician, household));
        self.tell_sender(draft, vec![words, Phrase::Emergency]);
    }

    fn tell_sender(&self, draft: &mut Draft, say: Vec<Phrase>) {
        if let Some(number) = self.text.sender.number() {
            self.notice(draft, Recipient::Number(number), say);
        }
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
        let hour = self.now.timestamp().div_euclid(SECONDS_PER_HOUR);
        self.subject("texts", clinician, household, hour)
    }

    /// What the notices of one closed spell count: the spell is named by its end.
    pub(super) fn this_spell(&self, clinician: &Clinician, household: &Household<'_>) -> Subject {
        let end = self.reachable(clinician).map_or(0, |end| end.timestamp());
        self.subject("notices", clinician, household, end)
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
