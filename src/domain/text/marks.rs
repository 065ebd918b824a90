//! Where no back line is free a conversation has a mark: the clinician writes `3: text` to the own front line. An unmarked
//! text goes nowhere, with a question back.

use chrono::Duration;
use unicode_normalization::UnicodeNormalization;

use crate::domain::decision::{Decision, Outcome};
use crate::domain::names::PatientId;
use crate::domain::outbox::Mark;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::clinician::End;
use super::{Draft, Step};

/// The marks used within this time are offered.
const RECENT: Duration = Duration::days(7);

/// More digits than a mark ever has: a number that is keyed by mistake.
const DIGITS: usize = 6;

impl Step<'_> {
    /// A text to the own front line that begins with a mark. `Err`: it does not.
    pub(super) fn marked(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
    ) -> Result<Decision, Draft> {
        let Some((mark, body)) = mark_of(&self.text.body) else {
            return Err(draft);
        };
        let Some(known) = self.mark(clinician, |known| known.mark == mark) else {
            draft.clinician = Some(clinician.id.clone());
            draft.reasons.push(Reason::NoMark);
            let marks = self.recent(clinician);
            self.tell_clinician(&mut draft, clinician, Phrase::TextToWhom { marks });
            return Ok(draft.decide(Outcome::Refuse));
        };
        draft.reasons.push(Reason::Marked { mark });
        let end = self.end_of(known);
        Ok(self.converse(draft, clinician, &end, body))
    }

    /// This clinician's mark that was used last, of those that are meant.
    pub(super) fn mark(
        &self,
        clinician: &Clinician,
        is_meant: impl Fn(&Mark) -> bool,
    ) -> Option<&Mark> {
        let marks = self.facts.marks.of(&clinician.id).iter();
        let meant = marks.filter(|mark| is_meant(mark));
        meant.max_by_key(|mark| mark.last_used)
    }

    pub(super) fn end_of(&self, mark: &Mark) -> End {
        End {
            line: Line(self.text.to),
            mark: Some(mark.mark),
            phone: mark.phone,
            who: mark.who.clone(),
            last_used: mark.last_used,
        }
    }

    /// The conversations with marks that this clinician had lately.
    pub(super) fn recent(&self, clinician: &Clinician) -> Vec<(u32, Vec<PatientId>)> {
        let marks = self.facts.marks.of(&clinician.id).iter();
        let recent = marks.filter(|mark| self.now - mark.last_used <= RECENT);
        let mut recent: Vec<(u32, Vec<PatientId>)> = recent
            .filter_map(|mark| {
                let household = self.household(clinician, &self.end_of(mark)).ok()?;
                Some((mark.mark, household.patients()))
            })
            .collect();
        recent.sort_by_key(|(mark, _)| *mark);
        recent.dedup_by_key(|(mark, _)| *mark);
        recent
    }
}

/// The mark before the colon, and the words after it. A time of day ("10:30") is none.
fn mark_of(body: &str) -> Option<(u32, &str)> {
    let (mark, words) = body.split_once([':', '\u{ff1a}'])?;
    let plain: String = mark.trim().nfkc().collect();
    let is_mark = (1..=DIGITS).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
    let is_time = words.starts_with(|c: char| c.is_numeric());
    if !is_mark || is_time {
        return None;
    }
    Some((plain.parse().ok()?, words.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_number_before_a_colon() {
        for (body, read) in [
            ("3: See you at four", Some((3, "See you at four"))),
            (" 3 :See you", Some((3, "See you"))),
            ("12\u{ff1a}ok", Some((12, "ok"))),
            ("\u{ff13}: ok", Some((3, "ok"))),
            ("3: at 10:30", Some((3, "at 10:30"))),
            ("3:\nok: fine ", Some((3, "ok: fine "))),
            ("10:30 is fine", None),
            ("3 mg: take it", None),
            ("3. ok", None),
            ("3 ok", None),
            (": ok", None),
            ("-3: ok", None),
            ("1234567: ok", None),
            ("ok 3: ok", None),
        ] {
            assert_eq!(mark_of(body), read, "{body}");
        }
    }
}
