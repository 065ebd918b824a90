//! Deciding a text: relayed, held, urgent, a command, or refused with a reason.

mod clinician;
mod command;
mod confirm;
mod digest;
mod failures;
mod not_ready;
mod notices;
mod patient;
mod question;
mod release;
mod words;

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};

use super::decision::{Answer, Body, Decision, Effect, Outcome, Outgoing, OutgoingKind, Recipient};
use super::event::{Target, TextEvent};
use super::facts::{Facts, Pauses, Wanted};
use super::identify::{Who, identify};
use super::names::{ClinicianId, Language, Subject};
use super::phone::{E164, Line};
use super::phrase::Phrase;
use super::practice::Practice;
use super::reason::Reason;

pub use confirm::{ask_phone, phones_to_ask};
pub use digest::{digest, digest_wanted};
pub use failures::{attachment_refused, failed, row_wanted};
pub use not_ready::phone_not_ready;
pub use question::unanswered;
pub use release::{release, release_wanted};
pub use words::{Reserved, folded, reserved, says_urgent, urgent_words};

/// Where the texts of this hour stand among the counts.
const THIS_HOUR: usize = 0;
/// Where the notices of this closed spell, or the answers to this stranger today, stand.
const TOLD: usize = 1;
/// Where the notices of too many texts this hour stand.
const LIMIT_TOLD: usize = 2;

/// What a text is decided from.
struct Step<'a> {
    practice: &'a Practice,
    facts: &'a Facts,
    text: &'a TextEvent,
    now: DateTime<Utc>,
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
    let step = Step {
        practice,
        facts,
        text,
        now,
    };
    let mut draft = Draft::new(practice);
    match identify(practice, &text.sender, text.to, now, &mut draft.reasons) {
        Who::Patient {
            clinician,
            household,
        } => step.patient_texts(draft, clinician, &household),
        Who::OwnLine { clinician } => step.command(draft, clinician),
        Who::OnBackLine {
            clinician, line, ..
        } => step.clinician_texts(draft, clinician, line),
        Who::Stranger { .. } => step.stranger_texts(draft),
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
    let step = Step {
        practice,
        facts: &facts,
        text,
        now,
    };
    let mut wanted = Wanted {
        day: Some(practice.day(now)),
        ..Wanted::default()
    };
    match identify(practice, &text.sender, text.to, now, &mut Vec::new()) {
        Who::Patient {
            clinician,
            household,
        } => {
            wanted.day = Some(step.counted_on(clinician));
            wanted.counts = vec![
                step.this_hour(clinician, &household),
                step.this_spell(clinician, &household),
                step.limit_notice(clinician, &household),
            ];
            if !practice.back_lines.is_empty() {
                wanted.back_lines_of = step.may_receive(clinician);
            }
        }
        Who::OnBackLine { clinician, .. } => wanted.back_lines_of = vec![clinician.id.clone()],
        Who::Stranger { .. } => {
            let told = step.stranger_today();
            wanted.counts = vec![told, told];
        }
        Who::OwnLine { .. } | Who::OwnNumber | Who::NotInUse => {}
    }
    wanted
}

impl Step<'_> {
    /// A stranger gets one short answer a day and is not relayed.
    fn stranger_texts(&self, mut draft: Draft) -> Decision {
        let Some(number) = self.text.sender.number() else {
            return draft.decide(Outcome::Refuse);
        };
        if self.facts.count(TOLD) > 0 || reserved(&self.text.body) == Some(Reserved::Stop) {
            draft.reasons.push(Reason::AnsweredBefore);
            return draft.decide(Outcome::Refuse);
        }
        let today = self.practice.day(self.now);
        self.count(&mut draft, self.stranger_today(), today);
        self.notice(
            &mut draft,
            Recipient::Number(number),
            vec![Phrase::TextStranger, Phrase::Emergency],
        );
        draft.decide(Outcome::Refuse)
    }

    fn stranger_today(&self) -> Subject {
        let number = self.text.sender.number().map_or(0, E164::digits);
        self.practice
            .ids
            .subject("answers to", &[&number.to_le_bytes()])
    }

    fn count(&self, draft: &mut Draft, subject: Subject, day: NaiveDate) {
        draft.effects.push(Effect::Count { subject, day });
    }

    /// Words of Nightbell's own, from the line that was texted.
    fn notice(&self, draft: &mut Draft, to: Recipient, say: Vec<Phrase>) {
        let body = Body::Words(say, draft.language);
        let kind = OutgoingKind::Notice;
        let (from, due) = (Line(self.text.to), self.now);
        let to = self.unnumbered(to);
        let words = Outgoing::words(kind, to, from, body, due);
        draft.effects.push(Effect::Send(words));
    }

    /// A clinician who is answered as a stranger, or who is a colleague's patient, is named by id: the number stays out
    /// of the store.
    fn unnumbered(&self, to: Recipient) -> Recipient {
        let Recipient::Number(number) = to else {
            return to;
        };
        match self.practice.clinicians.by_phone(number) {
            Some((clinician, phone)) => Recipient::ClinicianPhone(Target {
                clinician: clinician.id.clone(),
                phone,
            }),
            None => to,
        }
    }

    /// The text itself, unchanged.
    fn relay(
        &self,
        draft: &mut Draft,
        kind: OutgoingKind,
        to: Recipient,
        from: Line,
        due: DateTime<Utc>,
    ) {
        let body = Body::Verbatim(self.text.body.clone());
        let to = self.unnumbered(to);
        let words = Outgoing::words(kind, to, from, body, due);
        draft.effects.push(Effect::Send(words));
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

/// A decision about nothing, without effects.
fn noted(practice: &Practice) -> Decision {
    Draft::new(practice).decide(Outcome::Noted)
}
