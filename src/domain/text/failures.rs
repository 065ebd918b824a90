//! What could not be delivered, and what may not be passed on: the author is told, once.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Body, Decision, Effect, Outcome, Outgoing, OutgoingKind, Recipient};
use crate::domain::facts::{Facts, QueuedRows, Wanted};
use crate::domain::media::Refusal;
use crate::domain::names::{OutboxId, PatientId, Subject};
use crate::domain::outbox::{Author, Failure, Queued, Stage};
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::reason::Reason;

use super::Draft;
use super::counts::note_sent_to_clinician;
use super::ground::Ground;

/// What to read before deciding about one row of the outbox: for [`failed`], [`attachment_refused`] and
/// [`unanswered`](super::unanswered).
pub fn row_wanted(practice: &Practice, id: OutboxId, now: DateTime<Utc>) -> Wanted {
    Wanted {
        day: Some(practice.day(now)),
        queued: Some(QueuedRows::One(id)),
        ..Wanted::default()
    }
}

/// The row that is the first of `facts.queued` has failed for good and is to stand at `stage`: its author is told. What
/// Nightbell said itself fails in silence, so that a notice never leads to another.
pub fn failed(
    practice: &Practice,
    facts: &Facts,
    why: Failure,
    stage: Stage,
    now: DateTime<Utc>,
) -> Decision {
    let mut draft = Draft::new(practice);
    // Reports come twice and out of order: what has failed already has been told.
    let row = facts.queued.first();
    let Some(row) = row.filter(|row| row.stage.may_become(stage)) else {
        return draft.decide(Outcome::Noted);
    };
    let ground = Ground {
        practice,
        facts,
        now,
    };
    draft.reasons.push(Reason::NotDelivered { why });
    draft.effects.push(Effect::Advance { id: row.id, stage });
    ground.tell_author(&mut draft, row, why);
    draft.decide(Outcome::Noted)
}

/// A held text has no reader any more.
pub(super) fn nobody_there(
    ground: &Ground<'_>,
    mut draft: Draft,
    row: &Queued,
    why: Failure,
) -> Decision {
    draft.reasons.push(Reason::NotDelivered { why });
    draft.effects.push(Effect::Advance {
        id: row.id,
        stage: Stage::Refused,
    });
    ground.tell_author(&mut draft, row, why);
    draft.decide(Outcome::Refuse)
}

/// An attachment of the row that is the first of `facts.queued` stays here: its author is told, and where nothing else
/// is left of the text, it is withdrawn.
pub fn attachment_refused(
    practice: &Practice,
    facts: &Facts,
    why: Refusal,
    now: DateTime<Utc>,
) -> Decision {
    let mut draft = Draft::new(practice);
    let Some(row) = facts.queued.first() else {
        return draft.decide(Outcome::Noted);
    };
    let ground = Ground {
        practice,
        facts,
        now,
    };
    draft.reasons.push(Reason::AttachmentRefused { why });
    let wordless = matches!(&row.body, Body::Verbatim(words) if words.trim().is_empty());
    if wordless && row.attachments <= 1 {
        draft.effects.push(Effect::Advance {
            id: row.id,
            stage: Stage::Withdrawn,
        });
    }
    let say = Phrase::TextAttachmentRefused { why };
    let fold = [
        why.to_string().into_bytes(),
        row.id.0.to_le_bytes().to_vec(),
    ];
    let fold = practice
        .ids
        .subject("attachment refused", &[&fold[0], &fold[1]]);
    match &row.author {
        Author::Nightbell => {}
        Author::Patient { phone, clinician } => {
            draft.clinician = Some(clinician.clone());
            let line = ground.front_line(row, practice.clinicians.get(clinician));
            let say = vec![say, Phrase::Emergency];
            ground.tell_patient_later(&mut draft, *phone, line, say, fold);
        }
        Author::Clinician { clinician, line } => {
            if let Some(clinician) = practice.clinicians.get(clinician) {
                draft.clinician = Some(clinician.id.clone());
                ground.tell_later(&mut draft, clinician, *line, say, fold);
            }
        }
    }
    draft.decide(Outcome::Noted)
}

impl Ground<'_> {
    fn tell_author(&self, draft: &mut Draft, row: &Queued, why: Failure) {
        // Nightbell's own words beside a text (whose line this is) have its author, and are nobody's loss.
        if !matches!(row.body, Body::Verbatim(_)) {
            return;
        }
        match &row.author {
            Author::Nightbell => {}
            Author::Patient { phone, clinician } => {
                draft.clinician = Some(clinician.clone());
                let clinician = (clinician, self.practice.clinicians.get(clinician));
                self.tell_patient_of_failure(draft, row, *phone, clinician);
                if why == Failure::OptedOut {
                    self.tell_how_to_undo(draft, row, *phone);
                }
            }
            Author::Clinician { clinician, line } => {
                let Some(clinician) = self.practice.clinicians.get(clinician) else {
                    return;
                };
                draft.clinician = Some(clinician.id.clone());
                let say = match why {
                    Failure::HoldsNumber => Phrase::TextHoldsNumber,
                    _ => Phrase::TextNotDelivered {
                        patients: self.patients_of(row, clinician),
                        at: row.created_at,
                        why,
                    },
                };
                let fold = self.about(row, "not delivered");
                self.tell_later(draft, clinician, *line, say, fold);
            }
        }
    }

    fn tell_patient_of_failure(
        &self,
        draft: &mut Draft,
        row: &Queued,
        phone: E164,
        (id, clinician): (&crate::domain::names::ClinicianId, Option<&Clinician>),
    ) {
        let rows = self.practice.patients.ever(id, phone);
        if let Some(language) = rows.iter().find_map(|grant| grant.language) {
            draft.language = language;
        }
        let say = Phrase::TextNotArrived {
            clinician: id.clone(),
            at: row.created_at,
        };
        let line = self.front_line(row, clinician);
        let fold = self.about(row, "not arrived");
        self.tell_patient_later(draft, phone, line, vec![say, Phrase::Emergency], fold);
    }

    /// The reader has sent STOP to the line that the text came from: told over another.
    fn tell_how_to_undo(&self, draft: &mut Draft, row: &Queued, phone: E164) {
        let Recipient::Clinician(reader) = &row.to else {
            return;
        };
        let Some(reader) = self.practice.clinicians.get(reader) else {
            return;
        };
        let fold = self.practice.ids.subject(
            "stop undo",
            &[
                reader.id.as_str().as_bytes(),
                &row.from.0.digits().to_le_bytes(),
            ],
        );
        if row.from != reader.line {
            let rows = self.rows(reader, phone);
            let patients = rows.iter().map(|grant| grant.id).collect();
            let say = Phrase::StopUndo { patients };
            self.tell_later(draft, reader, reader.line, say, fold);
        } else if let Some(back) = self.practice.back_lines.first() {
            self.tell_later(draft, reader, *back, Phrase::StopUndoLine, fold);
        }
    }

    /// The patients to whom a clinician's text went.
    pub(super) fn patients_of(&self, row: &Queued, clinician: &Clinician) -> Vec<PatientId> {
        match row.to {
            Recipient::Number(number) => {
                let rows = self.rows(clinician, number);
                rows.iter().map(|grant| grant.id).collect()
            }
            Recipient::Clinician(_) | Recipient::ClinicianPhone(_) => Vec::new(),
        }
    }

    /// The front line that the patient knows: never the back line over which the text went on.
    pub(super) fn front_line(&self, row: &Queued, clinician: Option<&Clinician>) -> Option<Line> {
        let is_back = self.practice.is_back_line(row.from.0);
        let known = clinician.map(|clinician| clinician.line);
        known.or_else(|| (!is_back).then_some(row.from))
    }

    /// The pieces of one text are told as one.
    fn about(&self, row: &Queued, kind: &str) -> Subject {
        let when = row.created_at.timestamp_micros().to_le_bytes();
        let digits = match &row.author {
            Author::Patient { phone, .. } => phone.digits(),
            Author::Clinician { line, .. } => line.0.digits(),
            Author::Nightbell => 0,
        };
        self.practice
            .ids
            .subject(kind, &[&digits.to_le_bytes(), &when])
    }

    fn tell_patient_later(
        &self,
        draft: &mut Draft,
        phone: E164,
        line: Option<Line>,
        say: Vec<Phrase>,
        fold: Subject,
    ) {
        let Some(line) = line else {
            return;
        };
        let to = Recipient::Number(phone);
        let words = self.say(OutgoingKind::Notice, to, line, say, draft.language);
        let fold = Some(fold);
        draft.effects.push(Effect::Send(Outgoing { fold, ..words }));
    }

    /// Tells a clinician of something that became of an earlier text.
    pub(super) fn tell_later(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        from: Line,
        say: Phrase,
        fold: Subject,
    ) {
        let to = Recipient::Clinician(clinician.id.clone());
        let language = self.practice.language;
        let words = self.say(OutgoingKind::Notice, to, from, vec![say], language);
        let fold = Some(fold);
        draft.effects.push(Effect::Send(Outgoing { fold, ..words }));
        note_sent_to_clinician(self.practice, draft, &clinician.id, self.now);
    }
}
