//! CALL: Nightbell rings the clinician, screens, then rings the patient, who sees the front line.

use chrono::Duration;

use crate::domain::backline;
use crate::domain::decision::Effect;
use crate::domain::event::{Purpose, Target};
use crate::domain::guard::Guard;
use crate::domain::numbers::Numbers;
use crate::domain::patients::Grant;
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::super::counts::{CALLS_PER_HOUR, Slot};
use super::super::{Draft, Step};
use super::remove::{self, Found};
use super::words::Word;
use super::{NAMED, nobody};

/// A call that could not be placed within this time is not wanted any more.
const PLACED_WITHIN: Duration = Duration::minutes(2);

impl Step<'_> {
    /// Whom it means as REMOVE does, of those whose access is in force.
    pub(super) fn call_patient(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        words: &[Word],
    ) -> Phrase {
        let numbers = Numbers::new(Some(&self.practice.country));
        let today = self.practice.day(self.now);
        let patients = &self.practice.patients;
        let found = match remove::find(words, patients, &clinician.id, &numbers, today) {
            Found::Unclear => return Phrase::CommandExpectsCall,
            Found::One(grant) => vec![grant],
            Found::Several(grants) => grants,
            Found::Nobody(_) => Vec::new(),
        };
        let mut in_force: Vec<&Grant> = found;
        in_force.retain(|grant| grant.in_force(today));
        match in_force.as_slice() {
            [one] => self.place(draft, clinician, one),
            [] if Guard::new(&self.practice.clinicians).finds(&self.text.body) => {
                Phrase::CommandExpectsCall
            }
            [] => nobody(&remove::written(words)),
            several => Phrase::CommandWhich {
                patients: several.iter().map(|grant| grant.id).take(NAMED).collect(),
            },
        }
    }

    fn place(&self, draft: &mut Draft, clinician: &Clinician, grant: &Grant) -> Phrase {
        if self.counted(Slot::Calls) >= CALLS_PER_HOUR {
            draft.reasons.push(Reason::TooManyAnswers);
            return Phrase::CommandCallFailed;
        }
        let sender = self.text.sender.number();
        let own = sender.and_then(|sender| self.practice.clinicians.by_phone(sender));
        let (Some((_, own)), Some(phone)) = (own, self.last_in_touch(clinician, grant)) else {
            return Phrase::CommandCallFailed;
        };
        self.count(draft, Slot::Calls);
        let to = Target {
            clinician: clinician.id.clone(),
            phone: own,
        };
        draft
            .reasons
            .push(Reason::CallPlaced { target: to.clone() });
        draft.effects.push(Effect::PlaceCall {
            to,
            from: self.shown_for(clinician, grant),
            purpose: Purpose::Connect {
                patient: grant.id,
                phone: self.practice.ids.phone(phone),
            },
            until: self.now + PLACED_WITHIN,
        });
        let patients = vec![grant.id];
        Phrase::CommandCalls { patients }
    }

    /// The patient's phone that was last in touch with this clinician; the first where none was.
    fn last_in_touch(&self, clinician: &Clinician, grant: &Grant) -> Option<E164> {
        let lines = self.facts.back_lines.iter();
        let lines = lines.filter(|entry| entry.clinician == clinician.id);
        let marks = self.facts.marks.of(&clinician.id).iter();
        let used = lines
            .map(|entry| (entry.last_used, entry.phone))
            .chain(marks.map(|mark| (mark.last_used, mark.phone)));
        let theirs = used.filter(|(_, phone)| grant.phones.contains(phone));
        let last = theirs.max_by_key(|(used, _)| *used).map(|(_, phone)| phone);
        last.or_else(|| grant.phones.first().copied())
    }

    /// What the clinician's phone shows: the patient's back line there, if there is one.
    fn shown_for(&self, clinician: &Clinician, grant: &Grant) -> Line {
        let today = self.practice.day(self.now);
        let household = self.practice.patients.household_of(grant.id, today);
        let own = household.and_then(|household| {
            let party = backline::Party::of(self.practice, &household, None, self.now);
            let taken = &self.facts.back_lines;
            backline::own(self.practice, clinician, &party, taken, self.now)
        });
        own.map_or(clinician.line, |own| own.line)
    }
}
