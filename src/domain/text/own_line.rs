//! A clinician texts the own front line: an OK, an answer to a question, a text with a mark, or a command.

use crate::domain::decision::{Body, Decision, Effect, Outcome, Recipient};
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::counts::Slot;
use super::words::Reserved;
use super::{Draft, Step};

/// So often a day it is said that something was not understood; the same words once.
const NOT_UNDERSTOOD: u32 = 10;

impl Step<'_> {
    pub(super) fn own_line_texts(&self, draft: Draft, clinician: &Clinician) -> Decision {
        let draft = match self.confirmation(draft, clinician) {
            Ok(decision) => return decision,
            Err(draft) => draft,
        };
        if self.reserved() == Some(Reserved::Stop) {
            return self.stopped_own_line(draft, clinician);
        }
        let line = Line(self.text.to);
        if let Some(code) = self.answered(clinician, line, &self.text.body) {
            return self.answer_to_marked(draft, clinician, line, code);
        }
        match self.marked(draft, clinician) {
            Ok(decision) => decision,
            Err(draft) => {
                let decision = self.command(draft, clinician);
                self.not_understood(decision, clinician)
            }
        }
    }

    /// The own line can say nothing more to this phone; a back line still can.
    fn stopped_own_line(&self, mut draft: Draft, clinician: &Clinician) -> Decision {
        draft.clinician = Some(clinician.id.clone());
        draft.reasons.push(Reason::ReservedWord);
        if let Some(back) = self.practice.back_lines.first() {
            self.tell_clinician_over(&mut draft, clinician, *back, Phrase::StopUndoLine);
        }
        draft.decide(Outcome::Refuse)
    }

    /// The answer to a question about a text with a mark: the question says which conversation is meant.
    fn answer_to_marked(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        line: Line,
        code: u8,
    ) -> Decision {
        draft.clinician = Some(clinician.id.clone());
        let open = self.open_questions(clinician, line);
        let meant = open.iter().find(|row| row.code == Some(code));
        let row = meant.or_else(|| open.last());
        let mark = row
            .and_then(|row| self.mark(clinician, |mark| row.to == Recipient::Number(mark.phone)));
        let Some(mark) = mark else {
            draft.reasons.push(Reason::NoMark);
            return draft.decide(Outcome::Refuse);
        };
        let end = self.end_of(mark);
        self.converse(draft, clinician, &end, &self.text.body)
    }

    /// What is neither command nor marked: which conversation was meant, where there are any with marks. The same words
    /// are told so once, since a machine says the same again.
    fn not_understood(&self, mut decision: Decision, clinician: &Clinician) -> Decision {
        let unknown = |effect: &Effect| match effect {
            Effect::Send(sent) => {
                matches!(&sent.body, Body::Words(say, _) if *say == [Phrase::CommandUnknown])
            }
            _ => false,
        };
        if !decision.effects.iter().any(unknown) {
            return decision;
        }
        let marks = self.recent(clinician);
        if self.was_said_to_be_unknown(!marks.is_empty()) {
            decision.reasons.push(Reason::LooksAutomatic);
            decision.effects.retain(|effect| !unknown(effect));
            return decision;
        }
        if !marks.is_empty() {
            decision.reasons.push(Reason::NoMark);
            for effect in decision.effects.iter_mut().filter(|effect| unknown(effect)) {
                if let Effect::Send(sent) = effect {
                    let say = vec![Phrase::TextToWhom {
                        marks: marks.clone(),
                    }];
                    sent.body = Body::Words(say, self.practice.language);
                }
            }
        }
        let mut counts = Draft::new(self.practice);
        self.count(&mut counts, Slot::SameUnknown);
        self.count(&mut counts, Slot::ShortUnknown);
        self.count(&mut counts, Slot::Unknown);
        decision.effects.append(&mut counts.effects);
        decision
    }

    /// Whether the sender knows already that these words go nowhere. Where there are conversations with marks, a short
    /// "ok" without one is most likely for a patient each time: silence would say that it went.
    fn was_said_to_be_unknown(&self, has_marks: bool) -> bool {
        let same = match has_marks && !self.is_long() {
            true => self.counted(Slot::ShortUnknown) + self.counted(Slot::ShortUnknownBefore),
            false => self.counted(Slot::SameUnknown),
        };
        same > 0 || self.counted(Slot::Unknown) >= NOT_UNDERSTOOD
    }
}
