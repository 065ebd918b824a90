//! A clinician calls: a back line rings its patient, who sees the front line.

use crate::domain::answered::answered;
use crate::domain::backline;
use crate::domain::decision::{Answer, Decision, Destination, Effect, Outcome, Ring};
use crate::domain::event::{Path, Progress, RingEnded, RingResult};
use crate::domain::names::Subject;
use crate::domain::patients::{Grant, Household};
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::{Draft, Step, first};

/// How long a patient is rung, in seconds.
pub(super) const PATIENT_RING: u32 = 40;

impl<'a> Step<'a> {
    /// A back line: the name is spoken, then the patient is rung from the front line.
    pub(super) fn clinician_calls(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        line: Line,
    ) -> Decision {
        if self.facts.degraded {
            // Whose line it is, only the store knows; a wrong patient would be worse than none.
            draft.about(clinician);
            draft.because(Reason::BackLineUnknown);
            return draft.end(Outcome::Refuse, vec![Phrase::Trouble, Phrase::Emergency]);
        }
        let Some(entry) = self.facts.patient_on(&clinician.id, line) else {
            draft.because(Reason::NotAssigned {
                clinician: clinician.id.clone(),
            });
            return self.stranger_calls(draft, None);
        };
        draft.about(clinician);
        let household = match self.other_end(&mut draft, clinician, entry.phone, &entry.who) {
            Ok(household) => household,
            Err(ended) => return draft.end(Outcome::Refuse, vec![ended, Phrase::Emergency]),
        };
        draft.because(Reason::BackLineOf {
            clinician: clinician.id.clone(),
            patients: household.patients(),
        });
        draft.effects.push(Effect::UseBackLine {
            clinician: clinician.id.clone(),
            line,
            phone: entry.phone,
            who: entry.who.clone(),
        });
        draft.effects.extend(answered(
            self.practice,
            self.facts,
            &clinician.id,
            Some(line),
            &household,
        ));
        self.ring_patient(draft, clinician, &household, entry.phone, 1)
    }

    /// Who has the phone of a conversation, as long as it is the same patient and the grant is in force; else the
    /// words for the clinician.
    pub(super) fn other_end(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        phone: E164,
        who: &[Subject],
    ) -> Result<Household<'a>, Phrase> {
        let patients = &self.practice.patients;
        let today = self.practice.day(self.now);
        if let Some(household) = patients.conversation(&clinician.id, phone, today) {
            // The phone may have moved to another patient's row since: then nobody is rung.
            let same = backline::still_is(self.practice, &household, who);
            return same.then_some(household).ok_or(Phrase::PatientNotListed);
        }
        let rows = patients.ever(&clinician.id, phone);
        Err(self.access_ended(draft, &rows))
    }

    /// That these rows open nothing today; none: that the patient is not on the list any more.
    pub(super) fn access_ended(&self, draft: &mut Draft, rows: &[&Grant]) -> Phrase {
        let today = self.practice.day(self.now);
        let ended = rows
            .iter()
            .filter_map(|grant| Some((grant.id, grant.until.filter(|until| *until < today)?)));
        if let Some((patient, until)) = ended.max_by_key(|(_, until)| *until) {
            draft.because(Reason::GrantEnded { patient, until });
        }
        match rows.first() {
            Some(grant) => Phrase::AccessEnded {
                patients: vec![grant.id],
            },
            None => Phrase::PatientNotListed,
        }
    }

    /// Rings a patient, who sees the front line that the patient knows. The name is spoken before.
    pub(super) fn ring_patient(
        &self,
        draft: Draft,
        clinician: &Clinician,
        household: &Household<'_>,
        phone: E164,
        step: u32,
    ) -> Decision {
        let patient = first(household);
        let progress = Progress {
            patient: Some(patient),
            step,
            ..Progress::start(Path::Back)
        };
        let phone = self.practice.ids.phone(phone);
        draft.decide(
            Outcome::Ring,
            Answer::Ring(Ring {
                say: vec![Phrase::Connecting {
                    patients: household.patients(),
                }],
                to: Destination::Patient { patient, phone },
                caller_id: self.practice.line_for(household, clinician),
                seconds: PATIENT_RING,
                progress,
            }),
        )
    }

    /// Ringing the patient has ended.
    pub(super) fn back_ended(&self, mut draft: Draft, ended: &RingEnded) -> Decision {
        if ended.result == RingResult::Answered && ended.bridged != Some(false) {
            return self.talked(draft);
        }
        if ended.caller_gone {
            draft.because_gone(ended, Reason::RangOut { target: None });
            return draft.nothing();
        }
        draft.because(Reason::RangOut { target: None });
        let patients = ended.progress.patient.into_iter().collect();
        let say = vec![Phrase::PatientNotReached { patients }, Phrase::Emergency];
        draft.end(Outcome::Noted, say)
    }
}
