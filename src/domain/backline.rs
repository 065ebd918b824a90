//! Which back line a patient has in a clinician's phone.
//!
//! A back line never changes patient while a grant is in force; afterwards it rests 30 days, and the change is
//! announced (promise 3). The pair (clinician, back line) names the patient.

use chrono::{DateTime, Duration, Utc};

use super::availability::start_of_day;
use super::decision::Effect;
use super::facts::BackLine;
use super::phone::{E164, Line};
use super::practice::{Clinician, Practice};
use super::reason::Reason;

/// How long a back line rests after the last grant of its patient has ended.
pub const REST: Duration = Duration::days(30);

/// The line chosen, what to remember about it, and why.
pub struct Choice {
    /// The line that the clinician's phone shows; `None`: none is free.
    pub line: Option<Line>,
    /// What to remember.
    pub effects: Vec<Effect>,
    /// Why this line.
    pub reason: Reason,
}

/// Chooses the back line of a conversation: the one it has, else a free one, else one that has rested long enough.
/// `phones` are the household's, the one in use first.
pub fn choose(
    practice: &Practice,
    clinician: &Clinician,
    phones: &[E164],
    taken: &[BackLine],
    now: DateTime<Utc>,
) -> Choice {
    let Some(in_use) = phones.first() else {
        return none(Vec::new());
    };
    let taken: Vec<&BackLine> = taken
        .iter()
        .filter(|entry| entry.clinician == clinician.id)
        .collect();
    let take = |line: Line| Effect::UseBackLine {
        clinician: clinician.id.clone(),
        line,
        phone: *in_use,
    };

    // A line that the practice has given up must not be shown any more.
    let own = taken
        .iter()
        .filter(|entry| phones.contains(&entry.phone) && practice.back_lines.contains(&entry.line))
        .filter(|entry| !has_passed_on(practice, entry.line, phones, &taken, now))
        .max_by_key(|entry| entry.last_used);
    if let Some(own) = own {
        return Choice {
            line: Some(own.line),
            effects: vec![take(own.line)],
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
            effects: vec![take(*line)],
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
            effects.push(take(*line));
            return Choice {
                line: Some(*line),
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
    phones: &[E164],
    taken: &[&BackLine],
    now: DateTime<Utc>,
) -> bool {
    let today = practice.day(now);
    let on_line = taken.iter().filter(|entry| entry.line == line);
    let listed = on_line.filter(|entry| {
        phones.contains(&entry.phone) || practice.patients.is_listed(entry.phone, today)
    });
    let last = listed.max_by_key(|entry| entry.last_used);
    last.is_some_and(|last| !phones.contains(&last.phone))
}

fn none(effects: Vec<Effect>) -> Choice {
    Choice {
        line: None,
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
        let grants = practice.patients.ever(&clinician.id, entry.phone);
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
