//! A clinician's text to the own front line: a command. What is not understood is answered with what was expected, and
//! nothing is ever done on a guess.

mod add;
mod call;
mod edited;
mod pause;
mod remove;
#[cfg(test)]
mod tests;
mod verb;
mod words;

use crate::domain::availability::{on_duty, reachable_again};
use crate::domain::decision::{Decision, Effect, Outcome};
use crate::domain::guard::Guard;
use crate::domain::numbers::Numbers;
use crate::domain::outbox::Edit;
use crate::domain::patients::Grant;
use crate::domain::patients::spelling::same_name;
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::counts::{EDITS_PER_DAY, Slot};
use super::words::{Reserved, reserved};
use super::{Draft, Step};
use add::Add;
use remove::Found;
use verb::Verb;
use words::Word;

pub use edited::edited;

/// How many patients are named where it is not clear which is meant: an answer is one text.
const NAMED: usize = 8;
/// How much of a name that nobody has is repeated, in characters.
const REPEATED: usize = 40;

impl Step<'_> {
    pub(super) fn command(&self, mut draft: Draft, clinician: &Clinician) -> Decision {
        draft.clinician = Some(clinician.id.clone());
        // The provider answers its own words itself.
        if matches!(
            reserved(&self.text.body),
            Some(Reserved::Stop | Reserved::Start)
        ) {
            draft.reasons.push(Reason::ReservedWord);
            return draft.decide(Outcome::Refuse);
        }
        let words = words::words(&self.text.body);
        let understood = words
            .split_first()
            .and_then(|(first, rest)| Some((Verb::of(first)?, rest)));
        let Some((verb, rest)) = understood else {
            let expected = Verb::almost(&words).map_or(Phrase::CommandUnknown, expects);
            self.tell_clinician(&mut draft, clinician, expected);
            return draft.decide(Outcome::Command);
        };
        draft.reasons.push(Reason::IsCommand {
            word: verb.word().to_owned(),
        });
        let may_edit = self.counted(Slot::Edits) < EDITS_PER_DAY;
        let answer = match verb {
            Verb::Add | Verb::Remove if !may_edit => {
                draft.reasons.push(Reason::TooManyAnswers);
                Some(Phrase::CommandFailed)
            }
            Verb::Add => self.add(&mut draft, clinician, rest),
            Verb::Remove => self.remove(&mut draft, clinician, rest),
            Verb::Pause => Some(self.pause(&mut draft, clinician, rest)),
            Verb::Resume => Some(self.resume(&mut draft, clinician, rest)),
            Verb::Call => Some(self.call_patient(&mut draft, clinician, rest)),
            Verb::Who => Some(self.who(clinician)),
            Verb::Commands => Some(Phrase::CommandHelp),
        };
        if let Some(answer) = answer {
            self.tell_clinician(&mut draft, clinician, answer);
        }
        draft.decide(Outcome::Command)
    }

    fn pause(&self, draft: &mut Draft, clinician: &Clinician, words: &[Word]) -> Phrase {
        let Some(until) = pause::end(words, self.practice.zone, self.now) else {
            return Phrase::CommandExpectsPause;
        };
        draft.effects.push(Effect::Pause {
            clinician: clinician.id.clone(),
            until: Some(until),
        });
        Phrase::CommandPaused { until }
    }

    /// 'Resume the tablets' is a text to a patient that went the wrong way, not a command.
    fn resume(&self, draft: &mut Draft, clinician: &Clinician, words: &[Word]) -> Phrase {
        if !words.is_empty() {
            return Phrase::CommandUnknown;
        }
        draft.effects.push(Effect::Pause {
            clinician: clinician.id.clone(),
            until: None,
        });
        Phrase::CommandResumed
    }

    fn who(&self, clinician: &Clinician) -> Phrase {
        let reachable = reachable_again(self.practice, clinician, &self.facts.pauses, self.now);
        Phrase::CommandWho {
            clinician: clinician.id.clone(),
            until: reachable.filter(|at| *at > self.now),
            on_duty: on_duty(self.practice, self.now).map(|duty| duty.id.clone()),
        }
    }

    /// The answer, where nothing is to be changed; else it comes when the list was changed ([`edited`]).
    fn add(&self, draft: &mut Draft, clinician: &Clinician, words: &[Word]) -> Option<Phrase> {
        let numbers = Numbers::new(Some(&self.practice.country));
        let today = self.practice.day(self.now);
        let Some(Add { phone, name, until }) = add::read(words, &numbers, today) else {
            return Some(Phrase::CommandExpectsAdd);
        };
        if self.is_own(phone) || Guard::new(&self.practice.clinicians).finds(&name) {
            return Some(Phrase::CommandOwnNumber);
        }
        let rows = self.practice.patients.ever(&clinician.id, phone);
        let row = same_row(&rows, &name);
        if let Some(row) = row
            && row.until == until
            && row.in_force(today)
        {
            return Some(Phrase::CommandAlready {
                patient: row.id,
                until,
            });
        }
        let name = row.map_or(name, |row| row.name.to_string());
        self.edit(draft, clinician, Edit::Add { phone, name, until });
        None
    }

    fn remove(&self, draft: &mut Draft, clinician: &Clinician, words: &[Word]) -> Option<Phrase> {
        let numbers = Numbers::new(Some(&self.practice.country));
        let today = self.practice.day(self.now);
        let patients = &self.practice.patients;
        match remove::find(words, patients, &clinician.id, &numbers, today) {
            Found::One(grant) => {
                let phones = grant.phones.iter().map(|phone| phone.wire()).collect();
                let name = grant.name.to_string();
                self.edit(draft, clinician, Edit::Remove { name, phones });
                None
            }
            Found::Several(grants) => {
                let patients = grants.iter().map(|grant| grant.id).take(NAMED).collect();
                Some(Phrase::CommandWhich { patients })
            }
            // What names a clinician's number is not repeated, and so not kept.
            Found::Nobody(name) if Guard::new(&self.practice.clinicians).finds(&name) => {
                Some(Phrase::CommandExpectsRemove)
            }
            Found::Nobody(name) => Some(nobody(&name)),
            Found::Unclear => Some(Phrase::CommandExpectsRemove),
        }
    }

    fn edit(&self, draft: &mut Draft, clinician: &Clinician, edit: Edit) {
        self.count(draft, Slot::Edits);
        draft.effects.push(Effect::Edit {
            clinician: clinician.id.clone(),
            line: Line(self.text.to),
            edit,
        });
    }

    /// Whether a number is one of the practice's lines, its desk, or a clinician's own.
    fn is_own(&self, number: E164) -> bool {
        self.practice.is_own_line(number)
            || self.practice.front_desk == Some(number)
            || self.practice.clinicians.owner_of(number).is_some()
    }
}

fn nobody(name: &str) -> Phrase {
    let seen = name.chars().filter(|c| !c.is_control());
    Phrase::CommandNobody {
        name: seen.take(REPEATED).collect(),
    }
}

/// The row with this name, spelt exactly so where there are several.
fn same_row<'a>(rows: &[&'a Grant], name: &str) -> Option<&'a Grant> {
    let exact = rows.iter().find(|grant| &*grant.name == name);
    exact
        .or_else(|| rows.iter().find(|grant| same_name(&grant.name, name)))
        .copied()
}

fn expects(verb: Verb) -> Phrase {
    match verb {
        Verb::Add => Phrase::CommandExpectsAdd,
        Verb::Remove => Phrase::CommandExpectsRemove,
        Verb::Pause => Phrase::CommandExpectsPause,
        Verb::Call => Phrase::CommandExpectsCall,
        Verb::Commands | Verb::Resume | Verb::Who => Phrase::CommandUnknown,
    }
}
