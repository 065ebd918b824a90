//! A held text is looked at again: who reads it now, and over which line.

use chrono::{DateTime, Duration, Utc};

use crate::domain::availability::on_duty;
use crate::domain::decision::{Body, Decision, Effect, Outcome, Outgoing, OutgoingKind, Recipient};
use crate::domain::facts::{Facts, Pauses, QueuedRows, Wanted};
use crate::domain::names::{OutboxId, Subject};
use crate::domain::outbox::{Author, Failure, Queued, Stage};
use crate::domain::phone::E164;
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::reason::Reason;

use super::Draft;
use super::counts::{count_until, note_sent_to_clinician};
use super::ground::{Ground, LONGEST_WAIT, Reader};

/// What to read before looking at this held text again. Who reads it only the row tells, so everybody's lines are read.
pub fn release_wanted(
    practice: &Practice,
    _pauses: &Pauses,
    id: OutboxId,
    now: DateTime<Utc>,
) -> Wanted {
    let everybody = || practice.clinicians.iter().map(|known| known.id.clone());
    let back_lines_of = match practice.back_lines.is_empty() {
        true => Vec::new(),
        false => everybody().collect(),
    };
    Wanted {
        day: Some(practice.day(now)),
        counts: vec![told_of(practice, id)],
        queued: Some(QueuedRows::One(id)),
        back_lines_of,
        marks_of: everybody().collect(),
        ..Wanted::default()
    }
}

/// Decides about the held text that is the first of `facts.queued`: it goes, it waits on, or its author is told.
pub fn release(practice: &Practice, facts: &Facts, now: DateTime<Utc>) -> Decision {
    let draft = Draft::new(practice);
    let held = facts.queued.first().filter(|row| row.stage == Stage::Held);
    let Some((row, Author::Patient { phone, clinician })) = held.map(|row| (row, &row.author))
    else {
        return draft.decide(Outcome::Noted);
    };
    let ground = Ground {
        practice,
        facts,
        now,
    };
    match practice.clinicians.get(clinician) {
        Some(clinician) => Held {
            ground,
            row,
            phone: *phone,
            clinician,
        }
        .decide(draft),
        None => super::failures::nobody_there(&ground, draft, row, Failure::NobodyThere),
    }
}

/// Whether the patient and the desk have been told that this text waits on.
fn told_of(practice: &Practice, id: OutboxId) -> Subject {
    practice.ids.subject("still held", &[&id.0.to_le_bytes()])
}

/// A held text and whom it was written to.
struct Held<'a> {
    ground: Ground<'a>,
    row: &'a Queued,
    phone: E164,
    clinician: &'a Clinician,
}

impl<'a> Held<'a> {
    fn decide(&self, mut draft: Draft) -> Decision {
        let practice = self.ground.practice;
        draft.clinician = Some(self.clinician.id.clone());
        let rows = practice.patients.ever(&self.clinician.id, self.phone);
        if let Some(language) = rows.iter().find_map(|grant| grant.language) {
            draft.language = language;
        }
        let reader = self.ground.reader(self.clinician);
        let standing = self.ground.standing(reader.clinician);
        draft.reasons.push(standing.reason(&reader.clinician.id));
        let ready = self.ground.takes_texts(reader.clinician);
        if !ready {
            draft.reasons.push(Reason::PhoneNotConfirmed {
                clinician: reader.clinician.id.clone(),
            });
        }
        if reader.open && ready {
            draft.reasons.push(Reason::Released);
            self.tell_of_cover(&mut draft, &reader);
            self.deliver(&mut draft, reader.clinician, Vec::new());
            return draft.decide(Outcome::Relay);
        }
        if self.waits_until() > self.ground.now {
            self.wait(&mut draft, &reader, self.waits_until());
            return draft.decide(Outcome::Hold);
        }
        draft.reasons.push(Reason::WaitedADay);
        self.hand_over(draft, &reader)
    }

    /// When a day of waiting is over.
    fn waits_until(&self) -> DateTime<Utc> {
        self.row.created_at + LONGEST_WAIT
    }

    /// To who is on duty, if anybody is who can get it.
    fn hand_over(&self, mut draft: Draft, reader: &Reader<'a>) -> Decision {
        let duty = on_duty(self.ground.practice, self.ground.now);
        let Some(duty) = duty.filter(|duty| self.ground.takes_texts(duty)) else {
            draft.reasons.push(Reason::NobodyOnDuty);
            self.tell_that_it_waits(&mut draft);
            self.wait(&mut draft, reader, self.ground.now + LONGEST_WAIT);
            return draft.decide(Outcome::Hold);
        };
        draft.reasons.push(Reason::OnDuty {
            clinician: duty.id.clone(),
        });
        let clinician = self.clinician.id.clone();
        self.deliver(&mut draft, duty, vec![Phrase::TextFromHeld { clinician }]);
        draft.clinician = Some(duty.id.clone());
        let duty = duty.id.clone();
        let say = vec![Phrase::TextHandedOver { duty }, Phrase::Emergency];
        self.tell_patient(&mut draft, say, self.together("handed over"));
        draft.decide(Outcome::Relay)
    }

    fn deliver(&self, draft: &mut Draft, reader: &Clinician, lead: Vec<Phrase>) {
        draft.clinician = Some(reader.id.clone());
        let over = self.ground.over(draft, reader, self.clinician, self.phone);
        let lead: Vec<Phrase> = over.lead.into_iter().chain(lead).collect();
        let language = self.ground.practice.language;
        draft.effects.push(Effect::Deliver {
            id: self.row.id,
            to: Recipient::Clinician(reader.id.clone()),
            from: over.from,
            mark: over.mark,
            lead: (!lead.is_empty()).then_some(Body::Words(lead, language)),
        });
        note_sent_to_clinician(self.ground.practice, draft, &reader.id, self.ground.now);
    }

    /// It is looked at again when the reader's hours open, at the latest then.
    fn wait(&self, draft: &mut Draft, reader: &Reader<'a>, latest: DateTime<Utc>) {
        let opens = reader.opens.filter(|opens| *opens > self.ground.now);
        draft.next_open = opens;
        let due = opens.map_or(latest, |opens| opens.min(latest));
        draft.effects.push(Effect::HoldUntil {
            id: self.row.id,
            due: due.max(self.ground.now + Duration::minutes(1)),
        });
    }

    /// The absence began after the text came: its author has not heard of the cover.
    fn tell_of_cover(&self, draft: &mut Draft, reader: &Reader<'a>) {
        if !reader.covers || self.row.to == Recipient::Clinician(reader.clinician.id.clone()) {
            return;
        }
        let covered = Phrase::TextCovered {
            clinician: self.clinician.id.clone(),
            cover: reader.clinician.id.clone(),
        };
        let say = vec![covered, Phrase::Emergency];
        self.tell_patient(draft, say, self.together("covered"));
    }

    /// What is said of one text is said of those that this patient wrote just after it.
    fn together(&self, kind: &str) -> Subject {
        let digits = self.phone.digits().to_le_bytes();
        let clinician = self.clinician.id.as_str().as_bytes();
        let ids = &self.ground.practice.ids;
        ids.subject(kind, &[&digits, clinician])
    }

    /// The patient and the desk hear once that nobody reads it yet.
    fn tell_that_it_waits(&self, draft: &mut Draft) {
        let practice = self.ground.practice;
        if self.ground.facts.count(0) > 0 {
            draft.reasons.push(Reason::AnsweredBefore);
            return;
        }
        let today = practice.day(self.ground.now);
        let month = today.checked_add_days(chrono::Days::new(31));
        let last = month.unwrap_or(today);
        count_until(draft, told_of(practice, self.row.id), today, last);
        let clinician = self.clinician.id.clone();
        let say = Phrase::TextStillHeld {
            clinician: clinician.clone(),
        };
        let say = vec![say, Phrase::Emergency];
        self.tell_patient(draft, say, self.together("waits on"));
        if let Some(desk) = practice.front_desk {
            let rows = self.ground.rows(self.clinician, self.phone);
            let patients = rows.iter().map(|grant| grant.id).collect();
            let say = Phrase::DeskTextWaits {
                clinician,
                patients,
            };
            let words = self.ground.say(
                OutgoingKind::Notice,
                Recipient::Number(desk),
                self.clinician.line,
                vec![say],
                practice.language,
            );
            let fold = Some(self.together("desk told"));
            draft.effects.push(Effect::Send(Outgoing { fold, ..words }));
        }
    }

    fn tell_patient(&self, draft: &mut Draft, say: Vec<Phrase>, fold: Subject) {
        let words = self.ground.say(
            OutgoingKind::Notice,
            Recipient::Number(self.phone),
            self.clinician.line,
            say,
            draft.language,
        );
        let fold = Some(fold);
        draft.effects.push(Effect::Send(Outgoing { fold, ..words }));
    }
}
