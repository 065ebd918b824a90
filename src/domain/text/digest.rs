//! Who is on duty hears quietly of the texts that wait, since patients misjudge what is urgent: how many, and initials.

use chrono::{DateTime, Duration, Utc};

use crate::domain::availability::on_duty;
use crate::domain::decision::{Decision, Effect, Outcome, OutgoingKind, Recipient};
use crate::domain::facts::{Facts, QueuedRows, Wanted};
use crate::domain::names::PatientId;
use crate::domain::outbox::{Author, Queued, Stage};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Practice;
use crate::domain::reason::Reason;

use super::Draft;
use super::counts::note_sent_to_clinician;
use super::ground::Ground;

/// Texts are gathered for so long; asked every minute, each is told well within a quarter of an hour.
const GATHER: Duration = Duration::minutes(10);

/// What to read before a summary of held texts.
pub fn digest_wanted(practice: &Practice, now: DateTime<Utc>) -> Wanted {
    Wanted {
        day: Some(practice.day(now)),
        queued: Some(QueuedRows::Undigested),
        ..Wanted::default()
    }
}

/// Decides whether who is on duty is told of the held texts in `facts.queued` now. Without effects: not yet, or nothing.
/// To be asked every minute.
pub fn digest(practice: &Practice, facts: &Facts, now: DateTime<Utc>) -> Decision {
    let mut draft = Draft::new(practice);
    let held: Vec<&Queued> = facts
        .queued
        .iter()
        .filter(|row| row.stage == Stage::Held && !row.digested)
        .collect();
    let oldest = held.iter().map(|row| row.created_at).min();
    if !practice.callers.digest || oldest.is_none_or(|oldest| now - oldest < GATHER) {
        return draft.decide(Outcome::Noted);
    }
    let ground = Ground {
        practice,
        facts,
        now,
    };
    let Some(duty) = on_duty(practice, now).filter(|duty| ground.takes_texts(duty)) else {
        return draft.decide(Outcome::Noted);
    };
    draft.clinician = Some(duty.id.clone());
    draft.reasons.push(Reason::OnDuty {
        clinician: duty.id.clone(),
    });
    // The own ones come anyway.
    let own = Recipient::Clinician(duty.id.clone());
    let others: Vec<&&Queued> = held.iter().filter(|row| row.to != own).collect();
    let texts = u32::try_from(others.len()).unwrap_or(u32::MAX);
    if texts > 0 {
        let mut patients: Vec<PatientId> = Vec::new();
        for row in others {
            for patient in ground.authors(row) {
                if !patients.contains(&patient) {
                    patients.push(patient);
                }
            }
        }
        let say = vec![Phrase::Digest { texts, patients }];
        let words = ground.say(OutgoingKind::Digest, own, duty.line, say, practice.language);
        draft.reasons.push(Reason::Digested { texts });
        draft.effects.push(Effect::Send(words));
        note_sent_to_clinician(practice, &mut draft, &duty.id, now);
    }
    draft.effects.push(Effect::Digested {
        ids: held.iter().map(|row| row.id).collect(),
    });
    draft.decide(Outcome::Noted)
}

impl Ground<'_> {
    /// The patients who wrote a held text.
    fn authors(&self, row: &Queued) -> Vec<PatientId> {
        let Author::Patient { phone, clinician } = &row.author else {
            return Vec::new();
        };
        let today = self.practice.day(self.now);
        let patients = &self.practice.patients;
        match patients.household(clinician, *phone, today) {
            Some(household) => household.patients(),
            None => {
                let rows = patients.ever(clinician, *phone);
                rows.iter().map(|grant| grant.id).collect()
            }
        }
    }
}
