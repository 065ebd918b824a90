//! Over which line a patient's text reaches its reader: the patient's back line, or the reader's own front line with the
//! conversation's mark. Never a guess: each patient has one of the own, and marks are never used again.

use crate::domain::backline::{self, Choice, Party};
use crate::domain::decision::Effect;
use crate::domain::names::PatientId;
use crate::domain::patients::Grant;
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::Draft;
use super::ground::Ground;

/// How many names a mark gives.
const NAMES: usize = 2;

/// A way to the reader.
pub(super) struct Over {
    pub(super) from: Line,
    /// Written before the words.
    pub(super) mark: Option<String>,
    /// What the reader must know just before.
    pub(super) lead: Vec<Phrase>,
}

impl Ground<'_> {
    /// The way of a text from this patient's phone to this reader. `clinician` is whom the patient wrote to.
    pub(super) fn over(
        &self,
        draft: &mut Draft,
        reader: &Clinician,
        clinician: &Clinician,
        phone: E164,
    ) -> Over {
        let today = self.practice.day(self.now);
        let patients = &self.practice.patients;
        let Some(household) = patients.household(&clinician.id, phone, today) else {
            return self.over_once_known(draft, reader, clinician, phone);
        };
        let party = Party::of(self.practice, &household, Some(phone), self.now);
        if !self.facts.back_lines_of.contains(&reader.id) {
            draft.reasons.push(Reason::NoBackLine);
            return self.marked_over(draft, reader, &party, &household.grants);
        }
        let taken = &self.facts.back_lines;
        let choice = backline::choose(self.practice, reader, &party, taken, self.now);
        draft.reasons.push(choice.reason.clone());
        draft.effects.extend(choice.effects.iter().cloned());
        match choice.line {
            Some(from) => {
                let lead = announcement(draft, &choice, from, household.patients());
                let mark = None;
                Over { from, mark, lead }
            }
            None => self.marked_over(draft, reader, &party, &household.grants),
        }
    }

    /// For a patient whose access has ended since: no line is taken any more, but the one that is the patient's serves.
    fn over_once_known(
        &self,
        draft: &mut Draft,
        reader: &Clinician,
        clinician: &Clinician,
        phone: E164,
    ) -> Over {
        let rows = self.practice.patients.ever(&clinician.id, phone);
        let mut who = backline::names(self.practice, &rows);
        if who.is_empty() {
            // Nobody has this name: so no later patient with this phone inherits the mark.
            who.push(self.practice.ids.subject("who", &[b""]));
        }
        let phones = vec![phone];
        let others = Vec::new();
        let party = Party {
            phones,
            is_in_use: true,
            who,
            others,
        };
        let taken = &self.facts.back_lines;
        match backline::own(self.practice, reader, &party, taken, self.now) {
            Some(own) => {
                draft.reasons.push(Reason::Shows { line: own.line });
                Over {
                    from: own.line,
                    mark: None,
                    lead: Vec::new(),
                }
            }
            None => self.marked_over(draft, reader, &party, &rows),
        }
    }

    fn marked_over(
        &self,
        draft: &mut Draft,
        reader: &Clinician,
        party: &Party,
        grants: &[&Grant],
    ) -> Over {
        let theirs = self.facts.marks.of(&reader.id);
        let own = theirs
            .iter()
            .filter(|mark| party.phones.contains(&mark.phone) && party.has(&mark.who))
            .max_by_key(|mark| mark.last_used);
        let highest = theirs.iter().map(|mark| mark.mark).max().unwrap_or(0);
        let mark = own.map_or(highest.saturating_add(1), |own| own.mark);
        draft.reasons.push(Reason::Marked { mark });
        if let Some(phone) = party.phones.first() {
            draft.effects.push(Effect::UseMark {
                clinician: reader.id.clone(),
                mark,
                phone: *phone,
                who: party.who.clone(),
            });
        }
        Over {
            from: reader.line,
            mark: Some(format!("{mark}{}", after_mark(grants))),
            lead: Vec::new(),
        }
    }
}

/// A line that is new for this patient is announced just before the first text; one that was another's is perhaps saved
/// under that name.
fn announcement(
    draft: &mut Draft,
    choice: &Choice,
    line: Line,
    patients: Vec<PatientId>,
) -> Vec<Phrase> {
    if matches!(choice.reason, Reason::LineReassigned { .. }) {
        return vec![Phrase::LineChanged, Phrase::Caller { patients }];
    }
    if !choice.is_new {
        return Vec::new();
    }
    draft.reasons.push(Reason::LineAssigned { line });
    vec![Phrase::LineIs { patients }]
}

/// What stands between the number of a mark and the words.
pub(super) fn after_mark(grants: &[&Grant]) -> String {
    let names = names(grants);
    let blank = if names.is_empty() { "" } else { " " };
    format!("{blank}{names}: ")
}

/// The names of a household, in short.
fn names(grants: &[&Grant]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for grant in grants {
        if !names.contains(&&*grant.name) {
            names.push(&grant.name);
        }
    }
    match names.as_slice() {
        [first, ..] if names.len() > NAMES => format!("{first}…"),
        names => names.join(" / "),
    }
}
