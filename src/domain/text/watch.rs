//! Nobody has answered an urgent text: the phones of who is on duty are rung one after another, then those of the backup,
//! each once; at the end the patient is told plainly.

use chrono::{DateTime, Duration, Utc};

use crate::domain::availability::urgently;
use crate::domain::decision::{Body, Decision, Effect, Outcome, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::{Purpose, Target};
use crate::domain::facts::{Facts, QueuedRows, Wanted, Watch};
use crate::domain::names::{ClinicianId, OutboxId};
use crate::domain::outbox::{Author, Queued};
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::reason::Reason;

use super::Draft;
use super::counts::note_sent_to_clinician;
use super::ground::{Ground, Words};
use super::over;

/// After so long the next phone is rung, or the patient is told; a call is not placed later than this.
const NEXT_AFTER: Duration = Duration::minutes(2);

/// What to read before [`unanswered_urgent`].
pub fn unanswered_urgent_wanted(practice: &Practice, text: OutboxId, now: DateTime<Utc>) -> Wanted {
    let may_ring = urgently(practice, now).into_iter();
    let may_ring: Vec<ClinicianId> = may_ring.map(|clinician| clinician.id.clone()).collect();
    Wanted {
        day: Some(practice.day(now)),
        queued: Some(QueuedRows::One(text)),
        watch_of: Some(text),
        watched: true,
        back_lines_of: match practice.back_lines.is_empty() {
            true => Vec::new(),
            false => may_ring.clone(),
        },
        marks_of: may_ring,
        ..Wanted::default()
    }
}

/// Decides about an urgent text that is watched and due: which phone is rung for it, by the rota of this moment; or that
/// nobody could be reached ([`Reason::NobodyLeft`]), which is for the log as well.
pub fn unanswered_urgent(
    practice: &Practice,
    facts: &Facts,
    text: OutboxId,
    now: DateTime<Utc>,
) -> Decision {
    let mut draft = Draft::new(practice);
    let Some(watch) = &facts.watch else {
        return draft.decide(Outcome::Noted);
    };
    let row = facts.queued.first().filter(|row| row.id == text);
    let patients = row.and_then(patients_words);
    let Some((row, (phone, clinician))) = row.zip(patients) else {
        draft.effects.push(Effect::WatchOver { text });
        return draft.decide(Outcome::Noted);
    };
    // One call is for all that the patient wrote; whoever answers the first has answered all.
    if facts.watched.iter().any(|other| is_before(other, row)) {
        draft.effects.push(Effect::WatchOver { text });
        return draft.decide(Outcome::Noted);
    }
    let ground = Ground {
        practice,
        facts,
        now,
    };
    draft.reasons.push(Reason::UrgentUnanswered);
    let unanswered = Unanswered {
        ground,
        row,
        phone,
        clinician,
        watch,
    };
    unanswered.decide(draft)
}

/// Whose words a row has, where they are a patient's: what Nightbell says just before them is watched by nobody.
fn patients_words(row: &Queued) -> Option<(E164, &ClinicianId)> {
    match (&row.author, &row.body) {
        (Author::Patient { phone, clinician }, Body::Verbatim(_)) => Some((*phone, clinician)),
        _ => None,
    }
}

fn is_before(other: &Queued, row: &Queued) -> bool {
    let earlier = (other.created_at, other.id) < (row.created_at, row.id);
    earlier && other.author == row.author && patients_words(other).is_some()
}

/// An urgent text that nobody has answered, from whom, and to whose line.
struct Unanswered<'a> {
    ground: Ground<'a>,
    row: &'a Queued,
    phone: E164,
    clinician: &'a ClinicianId,
    watch: &'a Watch,
}

impl<'a> Unanswered<'a> {
    fn decide(&self, mut draft: Draft) -> Decision {
        let practice = self.ground.practice;
        let may_ring = urgently(practice, self.ground.now);
        draft.reasons.push(match may_ring.first() {
            Some(duty) => Reason::OnDuty {
                clinician: duty.id.clone(),
            },
            None => Reason::NobodyOnDuty,
        });
        let next = may_ring
            .into_iter()
            .find_map(|clinician| Some((clinician, self.next_phone(clinician)?)));
        match next {
            Some((clinician, phone)) => self.ring(draft, clinician, phone),
            None => self.not_reached(draft),
        }
    }

    fn next_phone(&self, clinician: &Clinician) -> Option<Target> {
        let mut phones = clinician.phones.iter().map(|phone| Target {
            clinician: clinician.id.clone(),
            phone: phone.id,
        });
        phones.find(|phone| !self.watch.rung.contains(phone))
    }

    fn ring(&self, mut draft: Draft, clinician: &'a Clinician, to: Target) -> Decision {
        draft.clinician = Some(clinician.id.clone());
        draft
            .reasons
            .push(Reason::CallPlaced { target: to.clone() });
        let until = self.ground.now + NEXT_AFTER;
        let from = self.line_in_phone_of(&mut draft, clinician);
        let rung = self.watch.rung.iter().cloned().chain([to.clone()]);
        let on = Effect::WatchOn {
            text: self.row.id,
            rung: rung.collect(),
            due: until,
        };
        let purpose = Purpose::UrgentText { text: self.row.id };
        let call = Effect::PlaceCall {
            to,
            from,
            purpose,
            until,
        };
        draft.effects.extend([call, on]);
        draft.decide(Outcome::Urgent)
    }

    /// What the phone shows: over which the patient can be called back. Somebody else than who got the text (on duty by
    /// now, or the backup) gets it as well, the first time.
    fn line_in_phone_of(&self, draft: &mut Draft, reader: &'a Clinician) -> Line {
        let has_text = match &self.row.to {
            Recipient::Clinician(id) => *id == reader.id,
            Recipient::ClinicianPhone(target) => target.clinician == reader.id,
            Recipient::Number(_) => false,
        };
        if has_text {
            return self.row.from;
        }
        let practice = self.ground.practice;
        let Some(clinician) = practice.clinicians.get(self.clinician) else {
            return reader.line;
        };
        let over = self.ground.over(draft, reader, clinician, self.phone);
        let from = over.from;
        let mut rung = self.watch.rung.iter();
        let is_first = rung.all(|phone| phone.clinician != reader.id);
        if let (true, Some(body)) = (is_first && self.ground.takes_texts(reader), self.words()) {
            // Nightbell's own doing: the patient's text itself is watched already.
            let words = Words {
                kind: OutgoingKind::Urgent,
                body,
                attachments: Vec::new(),
                author: Author::Nightbell,
            };
            let to = Recipient::Clinician(reader.id.clone());
            self.ground.send(draft, to, &over, words);
            note_sent_to_clinician(practice, draft, &reader.id, self.ground.now);
        }
        from
    }

    /// The patient's own words, without the mark that the conversation has in somebody else's phone: there it would
    /// stand for another patient.
    fn words(&self) -> Option<&'a str> {
        let Body::Verbatim(body) = &self.row.body else {
            return None;
        };
        let practice = self.ground.practice;
        if practice.is_back_line(self.row.from.0) {
            return Some(body);
        }
        let clinician = practice.clinicians.get(self.clinician)?;
        let rows = self.ground.rows(clinician, self.phone);
        let unmarked = body.trim_start_matches(|c: char| c.is_ascii_digit());
        unmarked.strip_prefix(&over::after_mark(&rows))
    }

    /// Everybody was rung, or nobody is on duty: said plainly, with the number that takes a message.
    fn not_reached(&self, mut draft: Draft) -> Decision {
        let practice = self.ground.practice;
        draft.reasons.push(Reason::NobodyLeft);
        let text = self.row.id;
        draft.effects.push(Effect::WatchOver { text });
        let clinician = practice.clinicians.get(self.clinician);
        draft.clinician = clinician.map(|clinician| clinician.id.clone());
        let rows = practice.patients.ever(self.clinician, self.phone);
        if let Some(language) = rows.iter().find_map(|grant| grant.language) {
            draft.language = language;
        }
        let line = self.ground.front_line(self.row, clinician);
        let say = vec![Phrase::TextUrgentUnanswered, Phrase::Emergency];
        let to = Recipient::Number(self.phone);
        let words = line.map(|line| {
            let kind = OutgoingKind::Notice;
            self.ground.say(kind, to, line, say, draft.language)
        });
        draft.effects.extend(words.map(Effect::Send));
        draft.decide(Outcome::Urgent)
    }
}

/// What to read before [`call_failed`].
pub fn call_failed_wanted(practice: &Practice, purpose: &Purpose, now: DateTime<Utc>) -> Wanted {
    Wanted {
        day: Some(practice.day(now)),
        watch_of: match purpose {
            Purpose::UrgentText { text } => Some(*text),
            Purpose::ChoosePin | Purpose::ConfirmPhone | Purpose::Connect { .. } => None,
        },
        ..Wanted::default()
    }
}

/// A call that was to be placed cannot be: the provider has refused it for good. Who asked for it is told; for an urgent
/// text the next phone is rung at once.
pub fn call_failed(
    practice: &Practice,
    facts: &Facts,
    to: &Target,
    purpose: &Purpose,
    now: DateTime<Utc>,
) -> Decision {
    let mut draft = Draft::new(practice);
    draft.clinician = Some(to.clinician.clone());
    match (
        purpose,
        practice.clinicians.get(&to.clinician),
        &facts.watch,
    ) {
        (Purpose::Connect { .. }, Some(clinician), _) => {
            let ground = Ground {
                practice,
                facts,
                now,
            };
            let (kind, say) = (OutgoingKind::Notice, vec![Phrase::CommandCallFailed]);
            let phone = Recipient::ClinicianPhone(to.clone());
            let words = ground.say(kind, phone, clinician.line, say, practice.language);
            draft.effects.push(Effect::Send(Outgoing { ..words }));
            note_sent_to_clinician(practice, &mut draft, &clinician.id, now);
        }
        (Purpose::UrgentText { text }, _, Some(watch)) if watch.rung.last() == Some(to) => {
            draft.effects.push(Effect::WatchOn {
                text: *text,
                rung: watch.rung.clone(),
                due: now,
            });
        }
        _ => {}
    }
    draft.decide(Outcome::Noted)
}
