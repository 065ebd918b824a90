//! A clinician calls: a back line rings its patient, who sees the front line.

use crate::domain::answered::answered;
use crate::domain::backline;
use crate::domain::decision::{Answer, Decision, Destination, Effect, Outcome, Ring};
use crate::domain::event::{Path, Progress, RingEnded, RingResult};
use crate::domain::names::PatientId;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::{Draft, Step};

/// How long a patient is rung, in seconds.
pub(super) const PATIENT_RING: u32 = 40;

impl<'a> Step<'a> {
    /// The own front line. The PIN and its menu come with voicemail; until then words say what the line is.
    pub(super) fn own_line(&self, mut draft: Draft, clinician: &Clinician) -> Decision {
        draft.about(clinician);
        draft.because(Reason::OwnLineSpeaks);
        draft.end(Outcome::Refuse, vec![Phrase::OwnLine, Phrase::Emergency])
    }

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
        let patients = &self.practice.patients;
        let today = self.practice.day(self.now);
        let household = patients.conversation(&clinician.id, entry.phone, today);
        // The phone may have moved to another patient's row since: then nobody is rung.
        if household
            .as_ref()
            .is_some_and(|now| !backline::still_is(self.practice, now, &entry.who))
        {
            return self.access_ended(draft, None);
        }
        let Some(household) = household else {
            let rows = patients.ever(&clinician.id, entry.phone);
            let ended = rows
                .iter()
                .filter_map(|grant| Some((grant.id, grant.until.filter(|until| *until < today)?)));
            if let Some((patient, until)) = ended.max_by_key(|(_, until)| *until) {
                draft.because(Reason::GrantEnded { patient, until });
            }
            return self.access_ended(draft, rows.first().map(|grant| grant.id));
        };
        let named = household.patients();
        draft.because(Reason::BackLineOf {
            clinician: clinician.id.clone(),
            patients: named.clone(),
        });
        draft.effects.push(Effect::UseBackLine {
            clinician: clinician.id.clone(),
            line,
            phone: entry.phone,
            who: entry.who.clone(),
        });
        let over = answered(
            self.practice,
            self.facts,
            &clinician.id,
            Some(line),
            &household,
        );
        draft.effects.extend(over);
        let patient = super::first(&household);
        let progress = Progress {
            patient: Some(patient),
            ..Progress::start(Path::Back)
        };
        let phone = self.practice.ids.phone(entry.phone);
        draft.decide(
            Outcome::Ring,
            Answer::Ring(Ring {
                say: vec![Phrase::Connecting { patients: named }],
                to: Destination::Patient { patient, phone },
                caller_id: self.practice.line_for(&household, clinician),
                seconds: PATIENT_RING,
                progress,
            }),
        )
    }

    fn access_ended(&self, draft: Draft, patient: Option<PatientId>) -> Decision {
        let say = match patient {
            Some(patient) => Phrase::AccessEnded {
                patients: vec![patient],
            },
            None => Phrase::PatientNotListed,
        };
        draft.end(Outcome::Refuse, vec![say, Phrase::Emergency])
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
