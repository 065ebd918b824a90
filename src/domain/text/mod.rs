//! Deciding a text: relayed, held, urgent, a command, or refused with a reason; and what becomes of it afterwards.

mod clinician;
mod command;
mod confirm;
mod counts;
mod digest;
mod failures;
mod ground;
mod marks;
mod notices;
mod over;
mod own_line;
mod patient;
mod question;
mod release;
mod urgent;
mod watch;
mod words;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use super::decision::{Answer, Decision, Effect, Outcome};
use super::event::TextEvent;
use super::facts::{Facts, Pauses, QueuedRows, Wanted};
use super::identify::{Who, identify};
use super::names::{ClinicianId, Language};
use super::phone::Line;
use super::practice::Practice;
use super::reason::Reason;

use counts::Slots;
use ground::Ground;

pub use command::edited;
pub use confirm::{ask_next_phone, ask_phone, phones_to_ask};
pub use digest::{digest, digest_wanted};
pub use failures::{attachment_refused, failed, row_wanted};
pub use question::unanswered;
pub use release::{release, release_wanted};
pub use watch::{call_failed, call_failed_wanted, unanswered_urgent, unanswered_urgent_wanted};
pub use words::{Reserved, folded, reserved, says_urgent, urgent_words};

/// What a text is decided from.
struct Step<'a> {
    practice: &'a Practice,
    facts: &'a Facts,
    text: &'a TextEvent,
    now: DateTime<Utc>,
    /// What is counted for it.
    slots: Slots,
}

/// A decision in the making.
struct Draft {
    reasons: Vec<Reason>,
    effects: Vec<Effect>,
    language: Language,
    clinician: Option<ClinicianId>,
    next_open: Option<DateTime<Utc>>,
}

/// Decides a text. Pure: the same arguments give the same decision.
pub fn decide(
    practice: &Practice,
    facts: &Facts,
    text: &TextEvent,
    now: DateTime<Utc>,
) -> Decision {
    let mut draft = Draft::new(practice);
    let who = identify(practice, &text.sender, text.to, now, &mut draft.reasons);
    let step = Step::new(practice, facts, text, now, &who);
    match who {
        Who::Patient {
            clinician,
            household,
        } => step.patient_texts(draft, clinician, &household),
        Who::OwnLine { clinician, .. } => step.own_line_texts(draft, clinician),
        Who::OnBackLine {
            clinician, line, ..
        } => step.back_line_texts(draft, clinician, line),
        Who::Stranger { clinician } => step.somebody_texts(draft, clinician),
        // Two machines must not answer each other.
        Who::OwnNumber | Who::NotInUse => draft.decide(Outcome::Refuse),
    }
}

/// What to read before deciding this text.
pub fn wanted(
    practice: &Practice,
    pauses: &Pauses,
    text: &TextEvent,
    now: DateTime<Utc>,
) -> Wanted {
    let facts = Facts {
        pauses: pauses.clone(),
        ..Facts::default()
    };
    let who = identify(practice, &text.sender, text.to, now, &mut Vec::new());
    let step = Step::new(practice, &facts, text, now, &who);
    let mut wanted = Wanted {
        day: Some(practice.day(now)),
        counts: step.slots.iter().map(|(_, subject)| *subject).collect(),
        ..Wanted::default()
    };
    match who {
        Who::Patient { clinician, .. } => {
            let readers = step.may_receive(clinician);
            if !practice.back_lines.is_empty() {
                wanted.back_lines_of = readers.clone();
            }
            wanted.marks_of = readers;
        }
        Who::OnBackLine {
            clinician, line, ..
        } => {
            wanted.back_lines_of = vec![clinician.id.clone()];
            wanted.watched = true;
            wanted.queued = Some(QueuedRows::Asked {
                clinician: clinician.id.clone(),
                line,
            });
        }
        Who::OwnLine { clinician, .. } => {
            wanted.marks_of = vec![clinician.id.clone()];
            wanted.watched = true;
            // CALL shows the patient's own.
            if !practice.back_lines.is_empty() {
                wanted.back_lines_of = vec![clinician.id.clone()];
            }
            wanted.queued = Some(QueuedRows::Asked {
                clinician: clinician.id.clone(),
                line: Line(text.to),
            });
        }
        Who::Stranger { .. } | Who::OwnNumber | Who::NotInUse => {}
    }
    wanted
}

impl<'a> Step<'a> {
    fn new(
        practice: &'a Practice,
        facts: &'a Facts,
        text: &'a TextEvent,
        now: DateTime<Utc>,
        who: &Who<'a>,
    ) -> Self {
        let slots = Slots::new();
        let mut step = Step {
            practice,
            facts,
            text,
            now,
            slots,
        };
        step.slots = step.slots_of(who);
        step
    }

    fn ground(&self) -> Ground<'a> {
        Ground {
            practice: self.practice,
            facts: self.facts,
            now: self.now,
        }
    }

    /// The word of the provider's that the text consists of: as the provider says, who knows words of the practice's own
    /// besides, else as it reads.
    fn reserved(&self) -> Option<Reserved> {
        self.text.opt_out.or_else(|| reserved(&self.text.body))
    }
}

impl Draft {
    fn new(practice: &Practice) -> Self {
        Draft {
            reasons: Vec::with_capacity(8),
            effects: Vec::new(),
            language: practice.language,
            clinician: None,
            next_open: None,
        }
    }

    fn decide(self, outcome: Outcome) -> Decision {
        Decision {
            outcome,
            clinician: self.clinician,
            reasons: self.reasons,
            answer: Answer::Nothing,
            language: self.language,
            next_open: self.next_open,
            effects: self.effects,
        }
    }
}
