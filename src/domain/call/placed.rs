//! Calls that Nightbell places itself: to choose a PIN, to confirm a phone, to connect a clinician with a patient, for an urgent text.
//!
//! As in the screening nobody is named before a key: a personal voicemail may be recording. What holds is asked afresh at
//! each step: a phone that is not the clinician's any more, or a grant that has ended, ends the call.

use crate::domain::answered::answered;
use crate::domain::availability::absence;
use crate::domain::backline::{self, Party};
use crate::domain::decision::{Answer, Decision, Destination, Effect, Outcome, Ring};
use crate::domain::event::{Call, CallEvent, Path, Progress, Purpose, Target};
use crate::domain::facts::{QueuedRows, Wanted};
use crate::domain::names::{OutboxId, PatientId, PlacedId};
use crate::domain::outbox::Author;
use crate::domain::patients::Household;
use crate::domain::phone::{E164, PhoneId};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::clinician::PATIENT_RING;
use super::screening::PROMPTS;
use super::{Draft, Step};

/// What a step of a placed call needs to know.
pub(super) fn wanted(wanted: &mut Wanted, call: &Call, event: &CallEvent) {
    wanted.history_of = Some(call.id);
    match event {
        CallEvent::PlacedKey { to, purpose, .. } => {
            if let Purpose::UrgentText { text } = purpose {
                wanted.queued = Some(QueuedRows::One(*text));
                wanted.watch_of = Some(*text);
            }
            wanted.watched = true;
            wanted.back_lines_of = vec![to.clinician.clone()];
        }
        CallEvent::PlacedEnded {
            purpose: Purpose::UrgentText { text },
            ..
        } => wanted.watch_of = Some(*text),
        _ => {}
    }
}

impl<'a> Step<'a> {
    /// Somebody, or something, has answered.
    pub(super) fn placed_answered(
        &self,
        mut draft: Draft,
        placed: PlacedId,
        to: &Target,
        purpose: &Purpose,
    ) -> Decision {
        self.to_clinician(&mut draft, to);
        if self.callee(&mut draft, to, purpose).is_none() {
            return draft.end(Outcome::Noted, vec![Phrase::Goodbye]);
        }
        let say = vec![first_words(to, purpose)];
        ask(draft, say, (placed, to, purpose), 1)
    }

    /// A key was pressed, or none in time.
    pub(super) fn placed_key(
        &self,
        mut draft: Draft,
        (placed, to, purpose): (PlacedId, &Target, &Purpose),
        key: Option<char>,
        prompt: u32,
    ) -> Decision {
        self.to_clinician(&mut draft, to);
        let Some(clinician) = self.callee(&mut draft, to, purpose) else {
            return draft.end(Outcome::Noted, vec![Phrase::Goodbye]);
        };
        if key != Some('1') {
            draft.because(Reason::KeyNotUnderstood);
            let say = self.asked_before(to, purpose);
            return ask(draft, say, (placed, to, purpose), prompt.saturating_add(1));
        }
        if *purpose != Purpose::ConfirmPhone {
            self.confirm(&mut draft, to);
        }
        match purpose {
            Purpose::ConfirmPhone => next_phone_confirmed(draft, to),
            Purpose::ChoosePin => super::own::choose_pin(draft, to, 1),
            Purpose::Connect { patient, phone } => self.connect(draft, clinician, *patient, *phone),
            Purpose::UrgentText { text } => self.hears_urgent(draft, placed, to, *text),
        }
    }

    /// It has ended. Where nobody has answered the urgent text, the next phone must not wait.
    pub(super) fn placed_ended(
        &self,
        mut draft: Draft,
        _placed: PlacedId,
        to: &Target,
        purpose: &Purpose,
    ) -> Decision {
        let (Purpose::UrgentText { text }, Some(watch)) = (purpose, &self.facts.watch) else {
            return draft.nothing();
        };
        // News that come late do not hurry the phone that rings by now.
        if watch.rung.last() == Some(to) {
            draft.clinician = Some(to.clinician.clone());
            draft.because(Reason::RangOut {
                target: Some(to.clone()),
            });
            draft.effects.push(Effect::WatchOn {
                text: *text,
                rung: watch.rung.clone(),
                due: self.now,
            });
        }
        draft.nothing()
    }

    /// Whose phone it is, if it still is, and if they are there for what is urgent. Who asked for a call may be away.
    fn callee(&self, draft: &mut Draft, to: &Target, purpose: &Purpose) -> Option<&'a Clinician> {
        let clinician = self.practice.clinicians.get(&to.clinician);
        let is_theirs = |known: &&Clinician| match purpose {
            Purpose::ConfirmPhone => known.next_target().as_ref() == Some(to),
            Purpose::ChoosePin | Purpose::Connect { .. } | Purpose::UrgentText { .. } => {
                known.phone(to.phone).is_some()
            }
        };
        let Some(clinician) = clinician.filter(is_theirs) else {
            draft.because(Reason::StepUnknown);
            return None;
        };
        let away = match purpose {
            Purpose::UrgentText { .. } => absence(self.practice, clinician, self.now),
            Purpose::ChoosePin | Purpose::ConfirmPhone | Purpose::Connect { .. } => None,
        };
        if away.is_some() {
            draft.because(self.standing(clinician).reason(&clinician.id));
            return None;
        }
        Some(clinician)
    }

    /// What was asked on this call before the key: after the name of an urgent text's patient, that.
    fn asked_before(&self, to: &Target, purpose: &Purpose) -> Vec<Phrase> {
        let mut before = self.facts.history.iter().rev();
        let said = before.find_map(|decision| match &decision.answer {
            Answer::Placed {
                say, purpose: of, ..
            } if of == purpose => Some(say.clone()),
            _ => None,
        });
        said.unwrap_or_else(|| vec![first_words(to, purpose)])
    }

    /// Rings exactly that patient's phone, from the front line that the patient knows.
    fn connect(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        patient: PatientId,
        phone: PhoneId,
    ) -> Decision {
        let Some((household, number)) = self.patient_at(patient, phone) else {
            let row = self.practice.patients.get(patient);
            let say = self.access_ended(&mut draft, row.as_slice());
            return draft.end(Outcome::Refuse, vec![say, Phrase::Emergency]);
        };
        let patients = household.patients();
        draft.because(Reason::CallsPatient {
            patients: patients.clone(),
        });
        self.in_touch(&mut draft, clinician, &household, number);
        draft.decide(
            Outcome::Ring,
            Answer::Ring(Ring {
                say: vec![Phrase::Connecting { patients }],
                to: Destination::Patient { patient, phone },
                caller_id: self.practice.line_for(&household, clinician),
                seconds: PATIENT_RING,
                progress: Progress {
                    patient: Some(patient),
                    ..Progress::start(Path::Back)
                },
            }),
        )
    }

    /// The household of this row and the number of this phone, as long as the row has it and is in force.
    fn patient_at(&self, patient: PatientId, phone: PhoneId) -> Option<(Household<'a>, E164)> {
        let patients = &self.practice.patients;
        let row = patients.get(patient)?;
        let mut phones = row.phones.iter().copied();
        let number = phones.find(|number| self.practice.ids.phone(*number) == phone)?;
        let today = self.practice.day(self.now);
        let household = patients.household(&row.clinician, number, today)?;
        let has_row = household.grants.iter().any(|grant| grant.id == patient);
        has_row.then_some((household, number))
    }

    /// The conversation is in use, and what was urgent in it is answered.
    fn in_touch(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        household: &Household<'_>,
        number: E164,
    ) {
        let party = Party::of(self.practice, household, Some(number), self.now);
        let taken = &self.facts.back_lines;
        let own = backline::own(self.practice, clinician, &party, taken, self.now);
        let line = own.map(|own| own.line);
        if let Some(line) = line {
            draft.effects.push(Effect::UseBackLine {
                clinician: clinician.id.clone(),
                line,
                phone: number,
                who: party.who,
            });
        }
        let (practice, facts) = (self.practice, self.facts);
        let over = answered(practice, facts, &clinician.id, line, household);
        draft.effects.extend(over);
    }

    /// Whoever has pressed the key knows of the urgent text: from whom it is, and a key to call back.
    fn hears_urgent(
        &self,
        mut draft: Draft,
        placed: PlacedId,
        to: &Target,
        text: OutboxId,
    ) -> Decision {
        let row = self.facts.queued.first().filter(|row| row.id == text);
        let Some((Author::Patient { phone, clinician }, _)) = row.map(|row| (&row.author, ()))
        else {
            return draft.end(Outcome::Noted, vec![Phrase::Trouble]);
        };
        draft.because(Reason::UrgentAnswered);
        draft.effects.push(Effect::WatchOver { text });
        let patients = &self.practice.patients;
        let today = self.practice.day(self.now);
        let Some(household) = patients.household(clinician, *phone, today) else {
            let say = self.access_ended(&mut draft, &patients.ever(clinician, *phone));
            return draft.end(Outcome::Noted, vec![say, Phrase::Emergency]);
        };
        draft.effects.extend(answered(
            self.practice,
            self.facts,
            &to.clinician,
            None,
            &household,
        ));
        let say = vec![Phrase::UrgentTextFrom {
            patients: household.patients(),
        }];
        let purpose = Purpose::Connect {
            patient: super::first(&household),
            phone: self.practice.ids.phone(*phone),
        };
        ask(draft, say, (placed, to, &purpose), 1)
    }
}

/// What whoever answers hears, before it is known who that is.
fn first_words(to: &Target, purpose: &Purpose) -> Phrase {
    match purpose {
        Purpose::ConfirmPhone => Phrase::PlacedPhone {
            clinician: to.clinician.clone(),
        },
        Purpose::ChoosePin => Phrase::PlacedPin,
        Purpose::Connect { .. } => Phrase::PlacedConnect,
        Purpose::UrgentText { .. } => Phrase::PlacedUrgent,
    }
}

/// The phone that rang is the right one: it takes its place as soon as the configuration says so.
fn next_phone_confirmed(mut draft: Draft, to: &Target) -> Decision {
    draft.because(Reason::PhoneConfirmed {
        clinician: to.clinician.clone(),
    });
    draft
        .effects
        .push(Effect::ConfirmPhone { phone: to.clone() });
    let say = vec![Phrase::PlacedPhoneTaken {
        clinician: to.clinician.clone(),
    }];
    draft.end(Outcome::Noted, say)
}

/// Asks for a key, so many times in all; then an explicit hang-up.
fn ask(
    draft: Draft,
    say: Vec<Phrase>,
    (placed, to, purpose): (PlacedId, &Target, &Purpose),
    prompt: u32,
) -> Decision {
    if prompt > PROMPTS {
        return draft.end(Outcome::Noted, Vec::new());
    }
    let answer = Answer::Placed {
        say,
        placed,
        to: to.clone(),
        purpose: purpose.clone(),
        prompt,
    };
    draft.decide(Outcome::Noted, answer)
}
