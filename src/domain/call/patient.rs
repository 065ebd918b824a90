//! A patient calls a front line: ring, the menu, the urgent path, a message.

use crate::domain::availability::{Standing, cover_of, on_duty, reachable_again, start_of_day};
use crate::domain::backline;
use crate::domain::decision::{Answer, Decision, Destination, Effect, Mailbox, Outcome, Ring};
use crate::domain::event::{Path, Progress, RingEnded, RingResult, Target};
use crate::domain::names::Subject;
use crate::domain::patients::Household;
use crate::domain::phone::E164;
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::reason::Reason;

use super::plan::Next;
use super::wanted::RINGS;
use super::{Draft, Step, first};

/// How often something that is no choice may be keyed before a message is taken.
const MENU_TRIES: u32 = 2;

/// What the daily limit of ringing calls counts.
pub(super) fn rings_of(
    practice: &Practice,
    clinician: &Clinician,
    household: &Household<'_>,
) -> Subject {
    practice.ids.subject(
        "rings",
        &[
            clinician.id.as_str().as_bytes(),
            &household.id.0.to_le_bytes(),
        ],
    )
}

impl<'a> Step<'a> {
    pub(super) fn patient_calls(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
        progress: Progress,
    ) -> Decision {
        draft.about(clinician);
        draft.speak(household);
        let standing = self.standing(clinician);
        draft.because(standing.reason(&clinician.id));
        let unavailable = Phrase::Unavailable {
            clinician: clinician.id.clone(),
            until: reachable_again(self.practice, clinician, &self.facts.pauses, self.now),
        };
        if let Standing::Closed | Standing::Paused { .. } = standing {
            return self.menu(draft, clinician, household, &progress, unavailable);
        }
        if let Some(limit) = self.limit_reached(&mut draft, clinician) {
            return self.menu(draft, clinician, household, &progress, limit);
        }
        if let Standing::Away { .. } = standing {
            draft.because(match cover_of(self.practice, clinician, self.now) {
                Some(cover) => Reason::Covers {
                    clinician: clinician.id.clone(),
                    cover: cover.id.clone(),
                },
                None => Reason::NobodyCovers {
                    clinician: clinician.id.clone(),
                },
            });
        }
        match self.next_phone(clinician, &progress, &mut draft.reasons) {
            Some(next) => {
                let subject = rings_of(self.practice, clinician, household);
                draft.effects.push(Effect::Count {
                    subject,
                    day: self.practice.day(self.now),
                });
                self.ring(draft, clinician, household, next, progress, Vec::new())
            }
            None => self.menu(draft, clinician, household, &progress, unavailable),
        }
    }

    /// What to say if this patient has called too often today.
    fn limit_reached(&self, draft: &mut Draft, clinician: &Clinician) -> Option<Phrase> {
        let (calls, limit) = (self.facts.count(RINGS), self.practice.callers.calls_per_day);
        if calls < limit {
            draft.because(Reason::WithinLimit { calls, limit });
            return None;
        }
        draft.because(Reason::LimitReached { calls, limit });
        let tomorrow = self
            .practice
            .day(self.now)
            .succ_opt()
            .map(|day| start_of_day(self.practice, day));
        let until = tomorrow
            .and_then(|from| reachable_again(self.practice, clinician, &self.facts.pauses, from));
        Some(Phrase::LimitReached {
            clinician: clinician.id.clone(),
            until,
        })
    }

    /// Rings one phone with screening. `line_of` is whose front line was called.
    fn ring(
        &self,
        mut draft: Draft,
        line_of: &Clinician,
        household: &Household<'_>,
        next: Next<'_>,
        mut progress: Progress,
        say: Vec<Phrase>,
    ) -> Decision {
        if next.clinician.id != line_of.id && !progress.tried.is_empty() {
            draft.because(Reason::BackupRings {
                clinician: next.clinician.id.clone(),
            });
        }
        draft.because(Reason::Rings {
            target: next.target.clone(),
        });
        let choice = self.back_line(next.clinician, household);
        draft.because(choice.reason);
        draft.effects.extend(choice.effects);
        draft.about(next.clinician);
        progress.tried.push(next.target.clone());
        draft.decide(
            Outcome::Ring,
            Answer::Ring(Ring {
                say,
                to: Destination::Clinician(next.target),
                caller_id: choice.line.unwrap_or(line_of.line),
                seconds: next.seconds,
                progress,
            }),
        )
    }

    fn back_line(&self, clinician: &Clinician, household: &Household<'_>) -> backline::Choice {
        if !self.facts.back_lines_of.contains(&clinician.id) {
            return backline::Choice {
                line: None,
                effects: Vec::new(),
                reason: Reason::NoBackLine,
            };
        }
        let phones = self.phones(household);
        backline::choose(
            self.practice,
            clinician,
            &phones,
            &self.facts.back_lines,
            self.now,
        )
    }

    /// The household's phones, the one in use first.
    fn phones(&self, household: &Household<'_>) -> Vec<E164> {
        let mut phones = self.practice.patients.phones_of(first(household));
        if let Some(at) = self
            .call
            .caller
            .number()
            .and_then(|used| phones.iter().position(|phone| *phone == used))
        {
            phones.swap(0, at);
        }
        phones
    }

    /// The one menu: when the clinician is reachable again, the emergency number, urgent, message.
    pub(super) fn menu(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'_>,
        progress: &Progress,
        why: Phrase,
    ) -> Decision {
        draft.about(clinician);
        draft.next_open = reachable_again(self.practice, clinician, &self.facts.pauses, self.now);
        let mut say = vec![why, Phrase::Emergency];
        say.extend(self.urgent_choice(&mut draft, household, progress));
        say.push(Phrase::PressForMessage);
        let progress = Progress {
            path: Path::Patient,
            ..progress.next()
        };
        let then = Box::new(self.record(clinician, &progress, Vec::new()));
        draft.decide(
            Outcome::Menu,
            Answer::Menu {
                say,
                progress,
                then,
            },
        )
    }

    fn urgent_choice(
        &self,
        draft: &mut Draft,
        household: &Household<'_>,
        progress: &Progress,
    ) -> Option<Phrase> {
        if !household.urgent() {
            draft.because(Reason::UrgentNotGranted);
            return None;
        }
        draft.because(Reason::UrgentGranted);
        if self.someone_on_duty(progress) {
            return Some(Phrase::PressForUrgent);
        }
        draft.because(Reason::NobodyOnDuty);
        Some(Phrase::NobodyOnDuty)
    }

    pub(super) fn menu_key(
        &self,
        mut draft: Draft,
        key: Option<char>,
        progress: &Progress,
    ) -> Decision {
        let Some((clinician, household)) = self.patient_of(progress) else {
            return self.stranger_now(draft);
        };
        draft.speak(&household);
        match key {
            Some('1') if household.urgent() => self.urgent(draft, clinician, &household, progress),
            Some('2') => {
                draft.because(Reason::MessageChosen);
                self.take_message(draft, clinician, progress, Vec::new())
            }
            _ if progress.tries < MENU_TRIES => {
                draft.because(Reason::KeyNotUnderstood);
                let again = Progress {
                    tries: progress.tries + 1,
                    ..progress.clone()
                };
                let until = reachable_again(self.practice, clinician, &self.facts.pauses, self.now);
                let why = match until {
                    Some(until) if until > self.now => Phrase::Unavailable {
                        clinician: clinician.id.clone(),
                        until: Some(until),
                    },
                    _ => Phrase::NotReached {
                        clinician: clinician.id.clone(),
                    },
                };
                self.menu(draft, clinician, &household, &again, why)
            }
            _ => {
                draft.because(Reason::KeyNotUnderstood);
                self.take_message(draft, clinician, progress, Vec::new())
            }
        }
    }

    /// The urgent path: who is on duty, then that clinician's backup, then plain words.
    fn urgent(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
        progress: &Progress,
    ) -> Decision {
        draft.because(Reason::UrgentChosen);
        draft.because(match on_duty(self.practice, self.now) {
            Some(duty) => Reason::OnDuty {
                clinician: duty.id.clone(),
            },
            None => Reason::NobodyOnDuty,
        });
        let progress = Progress {
            path: Path::Urgent,
            tried: Vec::new(),
            rung: 0,
            ..progress.next()
        };
        match self.next_phone(clinician, &progress, &mut draft.reasons) {
            Some(next) => self.ring(
                draft,
                clinician,
                household,
                next,
                progress,
                vec![Phrase::CallingDuty],
            ),
            None => self.nobody_on_duty(draft, clinician, &progress),
        }
    }

    fn nobody_on_duty(
        &self,
        draft: Draft,
        clinician: &'a Clinician,
        progress: &Progress,
    ) -> Decision {
        self.take_message(
            draft,
            clinician,
            progress,
            vec![Phrase::UrgentNotReached, Phrase::Emergency],
        )
    }

    /// Ringing one phone has ended: connected, the next one, or words.
    pub(super) fn ring_ended(&self, mut draft: Draft, ended: &RingEnded) -> Decision {
        match ended.progress.path {
            Path::Patient | Path::Urgent => {}
            Path::Desk => return self.desk_ended(draft, ended),
            Path::Back => return self.back_ended(draft, ended),
        }
        let target = ended.progress.tried.last();
        if self.connected(ended, target) {
            return self.talked(draft);
        }
        draft.because(self.why_not_connected(ended, target));
        let found = self.patient_of(&ended.progress);
        if ended.caller_gone {
            draft.because(Reason::CallerGone);
            if let Some((clinician, household)) = found {
                draft
                    .effects
                    .extend(self.missed(clinician, &household.patients(), &household));
            }
            return draft.nothing();
        }
        let Some((clinician, household)) = found else {
            return self.stranger_now(draft);
        };
        draft.speak(&household);
        let rung = ended.progress.rung.saturating_add(self.seconds_rung(ended));
        let progress = Progress {
            rung,
            ..ended.progress.next()
        };
        match self.next_phone(clinician, &progress, &mut draft.reasons) {
            Some(next) => self.ring(draft, clinician, &household, next, progress, Vec::new()),
            None if progress.path == Path::Urgent => {
                self.nobody_on_duty(draft, clinician, &progress)
            }
            None => {
                let why = Phrase::NotReached {
                    clinician: clinician.id.clone(),
                };
                self.menu(draft, clinician, &household, &progress, why)
            }
        }
    }

    /// A phone that was busy or dead did not ring; one that rang out or was answered took the time it was given.
    fn seconds_rung(&self, ended: &RingEnded) -> u32 {
        let asked = ended
            .progress
            .tried
            .last()
            .and_then(|target| self.practice.clinicians.get(&target.clinician));
        match ended.result {
            RingResult::Busy | RingResult::Failed => 0,
            RingResult::Answered | RingResult::NoAnswer | RingResult::Cancelled => {
                asked.map_or(0, |clinician| clinician.ring)
            }
        }
    }

    /// Connected: a key was recorded for this phone, and the provider does not say that they were not bridged.
    fn connected(&self, ended: &RingEnded, target: Option<&Target>) -> bool {
        if ended.result != RingResult::Answered || ended.bridged == Some(false) {
            return false;
        }
        // A call that the store does not know has no recorded key: then the provider's word must do.
        let unknown = self.facts.history.is_empty() && ended.bridged == Some(true);
        unknown || target.is_some_and(|target| self.facts.accepted(target))
    }

    fn why_not_connected(&self, ended: &RingEnded, target: Option<&Target>) -> Reason {
        let Some(target) = target else {
            return Reason::RangOut { target: None };
        };
        if self
            .facts
            .declined()
            .any(|declined| *declined == target.clinician)
        {
            return Reason::Declined {
                target: target.clone(),
            };
        }
        match ended.result {
            RingResult::Answered => Reason::NoKey {
                target: target.clone(),
            },
            RingResult::NoAnswer
            | RingResult::Busy
            | RingResult::Failed
            | RingResult::Cancelled => Reason::RangOut {
                target: Some(target.clone()),
            },
        }
    }

    /// Takes a message for a clinician, after these words.
    pub(super) fn take_message(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        progress: &Progress,
        before: Vec<Phrase>,
    ) -> Decision {
        draft.about(clinician);
        draft.next_open = reachable_again(self.practice, clinician, &self.facts.pauses, self.now);
        let answer = self.record(clinician, &progress.next(), before);
        draft.decide(Outcome::Voicemail, answer)
    }

    fn record(&self, clinician: &Clinician, progress: &Progress, mut say: Vec<Phrase>) -> Answer {
        say.push(Phrase::LeaveMessage {
            clinician: clinician.id.clone(),
        });
        self.record_into(Mailbox::Clinician(clinician.id.clone()), progress, say)
    }

    pub(super) fn record_into(
        &self,
        mailbox: Mailbox,
        progress: &Progress,
        mut say: Vec<Phrase>,
    ) -> Answer {
        let voicemail = &self.practice.voicemail;
        if voicemail.announce {
            say.push(Phrase::RecordingNotice);
        }
        Answer::Record {
            say,
            mailbox,
            longest: voicemail.longest,
            progress: progress.clone(),
        }
    }
}
