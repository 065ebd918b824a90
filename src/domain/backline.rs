//! Which back line a patient has in a clinician's phone.
//!
//! A back line never changes patient while a grant is in force; afterwards it rests 30 days, and the change is
//! announced (promise 3). The pair (clinician, back line) names the patient.
//!
//! A phone may move to another patient's row, when a mistake in the list is put right, or when somebody gets the number
//! of somebody else. What the clinician's phone calls Rosa must not become Tom then; so each use of a line keeps who it was,
//! by name. A line whose phone has another name now carries nothing any more, and rests.

use chrono::{DateTime, Duration, Utc};

use super::availability::start_of_day;
use super::decision::Effect;
use super::facts::BackLine;
use super::names::Subject;
use super::patients::{Grant, Household};
use super::phone::{E164, Line};
use super::practice::{Clinician, Practice};
use super::reason::Reason;

/// How long a back line rests after the last grant of its patient has ended.
pub const REST: Duration = Duration::days(30);

/// The line chosen, what to remember about it, and why.
pub struct Choice {
    /// The line that the clinician's phone shows; `None`: none is free.
    pub line: Option<Line>,
    /// Whether the line is new for this patient.
    pub is_new: bool,
    /// What to remember.
    pub effects: Vec<Effect>,
    /// Why this line.
    pub reason: Reason,
}

/// At one end of a conversation: the patients of a household and their phones.
pub struct Party {
    /// The household's phones, the one in use first.
    pub phones: Vec<E164>,
    /// Whether the first of them is in use; a code may be keyed on anybody's phone.
    pub is_in_use: bool,
    /// Who has the phone in use, by name.
    pub who: Vec<Subject>,
    /// Who else belongs to the household, by name.
    pub others: Vec<Subject>,
}

impl Party {
    /// A household whose phone `used` is in use.
    pub fn of(
        practice: &Practice,
        household: &Household<'_>,
        used: Option<E164>,
        now: DateTime<Utc>,
    ) -> Party {
        let first = household.grants.first();
        let id = first.map_or(household.id, |grant| grant.id);
        let mut phones = practice.patients.phones_of(id);
        let at = used.and_then(|used| phones.iter().position(|phone| *phone == used));
        if let Some(at) = at {
            phones.swap(0, at);
        }
        let today = practice.day(now);
        let rows = phones.iter().flat_map(|phone| {
            let whose = first.map(|grant| &grant.clinician);
            whose.map_or_else(Vec::new, |id| practice.patients.ever(id, *phone))
        });
        let listed = rows.filter(|grant| grant.until.is_none_or(|until| today <= until));
        Party {
            others: listed.map(|grant| who(practice, grant)).collect(),
            who: names(practice, &household.grants),
            is_in_use: at.is_some(),
            phones,
        }
    }

    /// The phone that a line reaches from now on: the one in use, else the one of these patients that used it last.
    fn reached_over(&self, line: Line, taken: &[&BackLine]) -> Option<E164> {
        let is_theirs = |entry: &&&BackLine| {
            entry.line == line
                && self.phones.contains(&entry.phone)
                && entry.who.iter().any(|was| self.who.contains(was))
        };
        let last = taken.iter().filter(is_theirs);
        let last = last.max_by_key(|entry| entry.last_used);
        let last = last.filter(|_| !self.is_in_use).map(|entry| entry.phone);
        last.or_else(|| self.phones.first().copied())
    }

    /// Whether it is one of these patients; who is not known, is.
    pub fn has(&self, was: &[Subject]) -> bool {
        let mut known = was.iter();
        was.is_empty() || known.any(|was| self.who.contains(was) || self.others.contains(was))
    }
}

/// Who a row stands for: a keyed digest of the name, spelling aside.
pub fn who(practice: &Practice, grant: &Grant) -> Subject {
    let name = super::text::folded(&grant.name);
    let name: Vec<&str> = name.split_whitespace().collect();
    practice.ids.subject("who", &[name.join(" ").as_bytes()])
}

/// Who these rows stand for.
pub fn names(practice: &Practice, grants: &[&Grant]) -> Vec<Subject> {
    let mut names: Vec<Subject> = grants.iter().map(|grant| who(practice, grant)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether what goes over a line still reaches a patient who had it: one of them has the phone now.
pub fn still_is(practice: &Practice, household: &Household<'_>, was: &[Subject]) -> bool {
    let now = names(practice, &household.grants);
    was.is_empty() || was.iter().any(|was| now.contains(was))
}

/// The line that these patients have in a clinician's phone.
pub fn own<'a>(
    practice: &Practice,
    clinician: &Clinician,
    party: &Party,
    taken: &'a [BackLine],
    now: DateTime<Utc>,
) -> Option<&'a BackLine> {
    let taken: Vec<&BackLine> = of_clinician(clinician, taken);
    // A line that the practice has given up must not be shown any more.
    let own = taken.iter().copied().filter(|entry| {
        party.phones.contains(&entry.phone)
            && party.has(&entry.who)
            && practice.back_lines.contains(&entry.line)
    });
    let own = own.filter(|entry| !has_passed_on(practice, entry.line, party, &taken, now));
    own.max_by_key(|entry| entry.last_used)
}

fn of_clinician<'a>(clinician: &Clinician, taken: &'a [BackLine]) -> Vec<&'a BackLine> {
    let taken = taken.iter();
    taken
        .filter(|entry| entry.clinician == clinician.id)
        .collect()
}

/// Chooses the back line of a conversation: the one it has, else a free one, else one that has rested long enough.
pub fn choose(
    practice: &Practice,
    clinician: &Clinician,
    party: &Party,
    taken: &[BackLine],
    now: DateTime<Utc>,
) -> Choice {
    if party.phones.is_empty() {
        return none(Vec::new());
    }
    let own = own(practice, clinician, party, taken, now);
    let taken = of_clinician(clinician, taken);
    let reached = |line| party.reached_over(line, &taken);
    let take = |line: Line| {
        reached(line).map(|phone| Effect::UseBackLine {
            clinician: clinician.id.clone(),
            line,
            phone,
            who: party.who.clone(),
        })
    };
    if let Some(own) = own {
        return Choice {
            line: Some(own.line),
            is_new: false,
            effects: take(own.line).into_iter().collect(),
            reason: Reason::Shows { line: own.line },
        };
    }
    let free = practice
        .back_lines
        .iter()
        .find(|line| taken.iter().all(|entry| entry.line != **line));
    if let Some(line) = free {
        return Choice {
            line: Some(*line),
            is_new: true,
            effects: take(*line).into_iter().collect(),
            reason: Reason::Shows { line: *line },
        };
    }
    let mut effects = Vec::new();
    for line in &practice.back_lines {
        let entries: Vec<&&BackLine> = taken.iter().filter(|entry| entry.line == *line).collect();
        let Some(since) = resting_since(practice, clinician, &entries, now) else {
            continue;
        };
        if since + REST <= now {
            effects.push(Effect::FreeBackLine {
                clinician: clinician.id.clone(),
                line: *line,
            });
            effects.extend(take(*line));
            return Choice {
                line: Some(*line),
                is_new: true,
                effects,
                reason: Reason::LineReassigned { line: *line },
            };
        }
        if entries.iter().any(|entry| entry.resting_since.is_none()) {
            effects.push(Effect::RestBackLine {
                clinician: clinician.id.clone(),
                line: *line,
                since,
            });
        }
    }
    none(effects)
}

/// Whether the phone that used this line last is another patient's by now: once they were one household, then the list
/// was edited. Who used the line last keeps it, since that is whom a reply reaches.
fn has_passed_on(
    practice: &Practice,
    line: Line,
    party: &Party,
    taken: &[&BackLine],
    now: DateTime<Utc>,
) -> bool {
    let is_theirs = |entry: &BackLine| party.phones.contains(&entry.phone) && party.has(&entry.who);
    let today = practice.day(now);
    let on_line = taken.iter().filter(|entry| entry.line == line);
    let listed =
        on_line.filter(|entry| is_theirs(entry) || practice.patients.is_listed(entry.phone, today));
    let last = listed.max_by_key(|entry| entry.last_used);
    last.is_some_and(|last| !is_theirs(last))
}

fn none(effects: Vec<Effect>) -> Choice {
    Choice {
        line: None,
        is_new: false,
        effects,
        reason: Reason::NoBackLine,
    }
}

/// Since when no patient of the line has a grant in force; `None` while one has.
fn resting_since(
    practice: &Practice,
    clinician: &Clinician,
    entries: &[&&BackLine],
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let today = practice.day(now);
    let mut since = None;
    for entry in entries {
        let mut grants = practice.patients.ever(&clinician.id, entry.phone);
        grants.retain(|grant| entry.who.is_empty() || entry.who.contains(&who(practice, grant)));
        if grants
            .iter()
            .any(|grant| grant.until.is_none_or(|until| today <= until))
        {
            // In force, or about to begin: the line stays this patient's.
            return None;
        }
        let ended = grants.iter().filter_map(|grant| grant.until).max();
        let ended = ended
            .and_then(|day| day.succ_opt())
            .map(|day| start_of_day(practice, day));
        // A row that was removed does not say when; the rest then begins when it is noticed. A grant that was
        // renewed meanwhile has ended later than the rest was noted.
        let ended = ended.max(entry.resting_since).unwrap_or(now);
        since = since.max(Some(ended));
    }
    since
}
