//! The question before a text into a conversation that has been idle: the wrong contact is one tap away, and a sender can
//! be forged.

use chrono::{DateTime, Duration, Utc};
use unicode_normalization::UnicodeNormalization;

use crate::domain::decision::{Body, Decision, Effect, Outcome, Outgoing, Recipient};
use crate::domain::facts::Facts;
use crate::domain::outbox::{Author, Queued, Stage, Wait};
use crate::domain::patients::Household;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::reason::Reason;

use super::clinician::End;
use super::counts::{Slot, note_sent_to_clinician, note_sent_to_patient};
use super::ground::{Ground, Words};
use super::{Draft, Step};

/// A question waits so long for its answer.
const WAITS: Duration = Duration::hours(1);

/// So often a day a question is put again after a wrong number; one more, and what it is about is withdrawn.
const AGAIN: u32 = 3;

/// After so many wrong numbers a day over a line nothing is asked there any more: whoever forges a sender could try the
/// few numbers that there are.
const WRONG: u32 = 6;

/// How many numbers of two digits there are, from 10 on.
const CODES: u64 = 90;

impl Step<'_> {
    /// Keeps the text until the question is answered. Further texts before the answer join the same question.
    pub(super) fn ask(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        end: &End,
        household: &Household<'_>,
        words: Words<'_>,
    ) -> Decision {
        draft.reasons.push(Reason::Idle);
        if self.counted(Slot::AskedAgain) >= WRONG {
            draft.reasons.push(Reason::AnsweredBefore);
            let say = self.not_delivered(household.patients());
            self.tell_clinician_over(&mut draft, clinician, end.line, say);
            return draft.decide(Outcome::Refuse);
        }
        let open = self.open_questions(clinician, end.line);
        let joined = open
            .iter()
            .find(|row| row.to == Recipient::Number(end.phone));
        let (code, asked_at) = match joined.and_then(|row| Some((row.code?, row.created_at))) {
            Some(known) => known,
            None => (self.new_code(clinician, end, &open), self.now),
        };
        let from = self.practice.line_for(household, clinician);
        let body = Body::Verbatim(words.body.to_owned());
        let to = Recipient::Number(end.phone);
        draft.effects.push(Effect::Send(Outgoing {
            wait: Wait::Answer { code },
            author: words.author,
            attachments: words.attachments,
            ..Outgoing::words(words.kind, to, from, body, asked_at + WAITS)
        }));
        if joined.is_none() {
            let patients = household.patients();
            let question = Phrase::TextConfirm { patients, code };
            self.tell_clinician_over(&mut draft, clinician, end.line, question);
        }
        draft.decide(Outcome::Hold)
    }

    /// The texts of this clinician that wait for an answer on this line.
    pub(super) fn open_questions(&self, clinician: &Clinician, line: Line) -> Vec<&Queued> {
        let asked = self.facts.queued.iter().filter(|row| {
            let author = Author::Clinician {
                clinician: clinician.id.clone(),
                line,
            };
            row.stage == Stage::Asked && row.author == author
        });
        asked.collect()
    }

    /// The number that a text consists of, while a question is open on the line.
    pub(super) fn answered(&self, clinician: &Clinician, line: Line, body: &str) -> Option<u8> {
        let number = two_digits(body)?;
        (!self.open_questions(clinician, line).is_empty()).then_some(number)
    }

    /// The clinician has answered with a number: the right one sends what was asked about, in order; a wrong one is told
    /// the question again.
    pub(super) fn answer(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        end: &End,
        household: &Household<'_>,
        code: u8,
    ) -> Decision {
        let theirs = self.questions_about(clinician, end, household);
        let patients = household.patients();
        if theirs.iter().all(|row| row.code != Some(code)) {
            return self.wrong_number(draft, clinician, end, household, &theirs);
        }
        draft.reasons.push(Reason::AnswersQuestion);
        let from = self.practice.line_for(household, clinician);
        for row in theirs.iter().filter(|row| row.code == Some(code)) {
            draft.effects.push(Effect::Deliver {
                id: row.id,
                to: Recipient::Number(end.phone),
                from,
                mark: None,
                lead: None,
            });
        }
        draft.effects.push(end.used(clinician));
        self.answers_urgent(&mut draft, clinician, end, household);
        note_sent_to_patient(self.practice, &mut draft, end.phone, self.now);
        let said = Phrase::TextSentTo { patients };
        self.tell_clinician_over(&mut draft, clinician, end.line, said);
        draft.decide(Outcome::Relay)
    }

    fn questions_about(
        &self,
        clinician: &Clinician,
        end: &End,
        household: &Household<'_>,
    ) -> Vec<&Queued> {
        let phones = self.practice.patients.phones_of(household.id);
        let open = self.open_questions(clinician, end.line);
        let theirs = open.into_iter().filter(|row| match row.to {
            Recipient::Number(number) => number == end.phone || phones.contains(&number),
            Recipient::Clinician(_) | Recipient::ClinicianPhone(_) => false,
        });
        theirs.collect()
    }

    /// The question is put again, a few times a day; then what it is about is withdrawn, so that not every number can be
    /// tried.
    fn wrong_number(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        end: &End,
        household: &Household<'_>,
        theirs: &[&Queued],
    ) -> Decision {
        let again = self.counted(Slot::AskedAgain) < AGAIN;
        self.count(&mut draft, Slot::AskedAgain);
        let Some(code) = theirs.iter().find_map(|row| row.code) else {
            return draft.decide(Outcome::Refuse);
        };
        let patients = household.patients();
        let say = if again {
            draft.reasons.push(Reason::Idle);
            Phrase::TextConfirm { patients, code }
        } else {
            draft.reasons.push(Reason::QuestionNotAnswered);
            let rows = theirs.iter().map(|row| Effect::Advance {
                id: row.id,
                stage: Stage::Withdrawn,
            });
            draft.effects.extend(rows);
            Phrase::TextWithdrawn { patients }
        };
        self.tell_clinician_over(&mut draft, clinician, end.line, say);
        draft.decide(Outcome::Refuse)
    }

    /// What waits for an answer in this conversation is not wanted any more.
    pub(super) fn withdraw_questions(&self, draft: &mut Draft, clinician: &Clinician, end: &End) {
        for row in self.open_questions(clinician, end.line) {
            if row.to == Recipient::Number(end.phone) {
                draft.effects.push(Effect::Advance {
                    id: row.id,
                    stage: Stage::Withdrawn,
                });
            }
        }
    }

    /// A number that cannot be known beforehand, and is that of no other question here.
    fn new_code(&self, clinician: &Clinician, end: &End, open: &[&Queued]) -> u8 {
        let line = end.line.0.digits().to_le_bytes();
        let phone = end.phone.digits().to_le_bytes();
        let when = self.now.timestamp_micros().to_le_bytes();
        let parts: [&[u8]; 4] = [clinician.id.as_str().as_bytes(), &line, &phone, &when];
        let first = self.practice.ids.subject("question", &parts).0;
        let codes = (0..CODES).map(|next| (first.wrapping_add(next) % CODES) as u8 + 10);
        let mut free = codes.filter(|code| open.iter().all(|row| row.code != Some(*code)));
        free.next().unwrap_or(10)
    }
}

/// The number of two digits that a text consists of, blanks and punctuation aside.
fn two_digits(body: &str) -> Option<u8> {
    let plain: String = body.nfkc().collect();
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
    let is_code = plain.len() == 2 && plain.bytes().all(|b| b.is_ascii_digit());
    is_code.then(|| plain.parse().ok()).flatten()
}

/// The question about the row that is the first of `facts.queued` was not answered in time: it is withdrawn, and the
/// clinician is told. Read [`row_wanted`](super::row_wanted).
pub fn unanswered(practice: &Practice, facts: &Facts, now: DateTime<Utc>) -> Decision {
    let mut draft = Draft::new(practice);
    let Some(row) = facts.queued.first().filter(|row| row.stage == Stage::Asked) else {
        return draft.decide(Outcome::Noted);
    };
    draft.reasons.push(Reason::QuestionNotAnswered);
    draft.effects.push(Effect::Advance {
        id: row.id,
        stage: Stage::Withdrawn,
    });
    let ground = Ground {
        practice,
        facts,
        now,
    };
    let Author::Clinician { clinician, line } = &row.author else {
        return draft.decide(Outcome::Noted);
    };
    if let Some(clinician) = practice.clinicians.get(clinician) {
        draft.clinician = Some(clinician.id.clone());
        let patients = ground.patients_of(row, clinician);
        // All that joined one question is told as one.
        let code = [row.code.unwrap_or(0)];
        let line_digits = line.0.digits().to_le_bytes();
        let about: [&[u8]; 3] = [clinician.id.as_str().as_bytes(), &line_digits, &code];
        let fold = practice.ids.subject("question not answered", &about);
        let say = Phrase::TextWithdrawn { patients };
        ground.tell_later(&mut draft, clinician, *line, say, fold);
        note_sent_to_clinician(practice, &mut draft, &clinician.id, now);
    }
    draft.decide(Outcome::Noted)
}
