//! What is counted about texts, so that nobody is told too often and no two machines talk to each other for long.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};

use crate::domain::decision::Effect;
use crate::domain::identify::Who;
use crate::domain::names::{ClinicianId, Subject};
use crate::domain::patients::Household;
use crate::domain::phone::E164;
use crate::domain::practice::{Clinician, Practice};

use super::words::{Reserved, folded, says_urgent};
use super::{Draft, Step};

/// The window of the limit of texts.
pub(super) const HOUR: Duration = Duration::hours(1);

/// The same words within this time get no second answer.
const SAME_WORDS: Duration = Duration::minutes(10);

/// Whoever writes the same words again within this time after something was sent to them may be a machine.
const REFLEX: Duration = Duration::minutes(1);

/// From so many characters on, the same words twice are no coincidence; people answer "yes" all day.
const LONG: usize = 20;

/// A notice of a spell that is longer than this many days is given again.
const LONGEST_SPELL: usize = 31;

/// So many of Nightbell's own words an hour go to patients and strangers, urgent answers aside.
pub(super) const ANSWERS_PER_HOUR: u32 = 200;

/// So many answers an hour a clinician's texts get: whoever forges them, or a machine that never says the same twice, must
/// not be answered for ever.
pub(super) const TOLD_PER_HOUR: u32 = 60;

/// So many texts an hour go from one clinician to patients: a machine whose texts cannot be delivered would answer every
/// report of that.
pub(super) const SPOKEN_PER_HOUR: u32 = 200;

/// So many changes of the list a day a clinician may ask for by text: each new patient is greeted, at a number that
/// whoever forges a clinician could choose.
pub(super) const EDITS_PER_DAY: u32 = 50;

/// So many calls an hour a clinician may ask for by text: whoever forges a clinician must not make two phones ring all day.
pub(super) const CALLS_PER_HOUR: u32 = 20;

/// One thing that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// The texts of a household to a clinician this hour.
    ThisHour,
    /// The notices of this closed spell, or of this absence while the cover reads.
    Spell,
    /// The notices of too many texts this hour.
    TooMany,
    /// The notices that the reader's phone is not ready.
    NotReady,
    /// What the desk was told of the reader's phone today.
    DeskTold,
    /// Answers to HELP today.
    Help,
    /// Answers to pictures today.
    Pictures,
    /// The same urgent words in these ten minutes, and in the ten before.
    Urgent,
    UrgentBefore,
    /// The same long words in the same conversation today.
    Said,
    /// What was sent to this sender in this minute, and in the one before.
    SentTo,
    SentToBefore,
    /// What this sender was told today of words that look automatic.
    AutomaticTold,
    /// Nightbell's own words to patients and strangers this hour.
    Answers,
    /// The answers to this stranger today.
    Stranger,
    /// The answers to a clinician's texts this hour.
    Told,
    /// The texts of a clinician to patients this hour.
    Spoken,
    /// The changes of the list that a clinician asked for today.
    Edits,
    /// The calls that a clinician asked for this hour.
    Calls,
    /// The answers to this phone today that it should confirm.
    ToConfirm,
    /// How often a question was answered with a wrong number today.
    AskedAgain,
    /// The answers to the same words today that are no command.
    SameUnknown,
    /// The same where they are short, in these ten minutes and in the ten before.
    ShortUnknown,
    ShortUnknownBefore,
    /// All of those today.
    Unknown,
}

/// The counts of one decision, in the order in which they are read.
pub(super) type Slots = Vec<(Slot, Subject)>;

impl<'a> Step<'a> {
    /// What to count for this text. Which slots there are, and in which order, depends on nothing that the store knows.
    pub(super) fn slots_of(&self, who: &Who<'a>) -> Slots {
        match who {
            Who::Patient {
                clinician,
                household,
            } => self.slots_of_patient(clinician, household),
            Who::Stranger { .. } => {
                let mut slots = Vec::new();
                if self.text.sender.number().is_some() {
                    slots.push((Slot::Stranger, self.about_sender("answers to")));
                    slots.push((Slot::Answers, self.answers()));
                }
                slots
            }
            Who::OwnLine { clinician, .. } => {
                let mut slots = self.slots_of_clinician(clinician);
                let edits = [clinician.id.as_str().as_bytes()];
                slots.push((Slot::Edits, self.practice.ids.subject("edits", &edits)));
                let hour = self.bucket(HOUR).to_le_bytes();
                let calls: [&[u8]; 2] = [clinician.id.as_str().as_bytes(), &hour];
                slots.push((
                    Slot::Calls,
                    self.practice.ids.subject("calls asked", &calls),
                ));
                slots
            }
            Who::OnBackLine { clinician, .. } => {
                let mut slots = self.slots_of_clinician(clinician);
                // Where the line is nobody's, as any stranger.
                slots.push((Slot::Stranger, self.about_sender("answers to")));
                slots.push((Slot::Answers, self.answers()));
                slots
            }
            Who::OwnNumber | Who::NotInUse => Vec::new(),
        }
    }

    fn slots_of_patient(&self, clinician: &'a Clinician, household: &Household<'_>) -> Slots {
        let about = |kind, when| self.about(kind, clinician, household, when);
        let hour = self.bucket(HOUR);
        let mut slots = vec![
            (Slot::ThisHour, about("texts", hour)),
            (Slot::Spell, about("notices", self.spell(clinician))),
            (Slot::TooMany, about("limit notices", hour)),
            (Slot::Answers, self.answers()),
        ];
        if self.reserved() == Some(Reserved::Help) {
            slots.push((Slot::Help, self.about_sender("help")));
        }
        if !self.text.attachments.is_empty() {
            slots.push((Slot::Pictures, self.about_sender("pictures")));
        }
        if says_urgent(&self.text.body) {
            let bucket = self.bucket(SAME_WORDS);
            slots.push((Slot::Urgent, self.same_words("urgent", bucket)));
            slots.push((Slot::UrgentBefore, self.same_words("urgent", bucket - 1)));
        }
        if self.practice.confirm_phones {
            let reader = self.ground().reader(clinician).clinician;
            slots.push((Slot::NotReady, self.about_reader("not ready", reader)));
            let desk = [reader.id.as_str().as_bytes()];
            let desk = self.practice.ids.subject("desk told of phone", &desk);
            slots.push((Slot::DeskTold, desk));
        }
        let sender = self.text.sender.number().unwrap_or(E164::NOBODY);
        self.add_reflexes(&mut slots, |bucket| {
            sent_to_patient(self.practice, sender, bucket)
        });
        slots
    }

    fn slots_of_clinician(&self, clinician: &Clinician) -> Slots {
        let same = self.same_words("unknown", 0);
        let bucket = self.bucket(SAME_WORDS);
        let hour = self.bucket(HOUR).to_le_bytes();
        let told: [&[u8]; 2] = [clinician.id.as_str().as_bytes(), &hour];
        let mut slots = vec![
            (Slot::Told, self.practice.ids.subject("told", &told)),
            (Slot::Spoken, self.practice.ids.subject("spoken", &told)),
            (Slot::ToConfirm, self.about_sender("to confirm")),
            (Slot::AskedAgain, self.about_sender("asked again")),
            (Slot::SameUnknown, same),
            (Slot::Unknown, self.about_sender("unknown")),
        ];
        if !self.is_long() {
            slots.push((Slot::ShortUnknown, self.same_words("short", bucket)));
            slots.push((
                Slot::ShortUnknownBefore,
                self.same_words("short", bucket - 1),
            ));
        }
        self.add_reflexes(&mut slots, |bucket| {
            sent_to_clinician(self.practice, &clinician.id, bucket)
        });
        slots
    }

    fn add_reflexes(&self, slots: &mut Slots, sent_to: impl Fn(i64) -> Subject) {
        if !self.is_long() {
            return;
        }
        let minute = self.bucket(REFLEX);
        slots.push((Slot::Said, self.same_words("said", 0)));
        slots.push((Slot::SentTo, sent_to(minute)));
        slots.push((Slot::SentToBefore, sent_to(minute - 1)));
        slots.push((Slot::AutomaticTold, self.about_sender("automatic")));
    }

    pub(super) fn is_long(&self) -> bool {
        self.text.body.trim().chars().nth(LONG - 1).is_some()
    }

    /// Whether a machine seems to write: the same long words again, just after something was sent to it.
    pub(super) fn looks_automatic(&self) -> bool {
        let just_sent = self.counted(Slot::SentTo) + self.counted(Slot::SentToBefore) > 0;
        self.counted(Slot::Said) > 0 && just_sent
    }

    /// How much was counted in a slot; none where this text has no such slot.
    pub(super) fn counted(&self, slot: Slot) -> u32 {
        let place = self.slots.iter().position(|(known, _)| *known == slot);
        place.map_or(0, |place| self.facts.count(place))
    }

    /// Counts once more.
    pub(super) fn count(&self, draft: &mut Draft, slot: Slot) {
        self.count_until(draft, slot, self.practice.day(self.now));
    }

    /// Counts once more, for every day until this one.
    pub(super) fn count_until(&self, draft: &mut Draft, slot: Slot, last: NaiveDate) {
        let found = self.slots.iter().find(|(known, _)| *known == slot);
        if let Some((_, subject)) = found {
            count_until(draft, *subject, self.practice.day(self.now), last);
        }
    }

    /// What the notices of one closed spell, or of one absence while the cover reads, are named by: its end.
    fn spell(&self, clinician: &'a Clinician) -> i64 {
        self.spell_end(clinician).map_or(0, |end| end.timestamp())
    }

    pub(super) fn spell_end(&self, clinician: &'a Clinician) -> Option<DateTime<Utc>> {
        let reader = self.ground().reader(clinician);
        match reader.open {
            true => self.ground().reachable(clinician),
            false => reader.opens,
        }
    }

    fn bucket(&self, length: Duration) -> i64 {
        self.now.timestamp().div_euclid(length.num_seconds())
    }

    fn answers(&self) -> Subject {
        let hour = self.bucket(HOUR).to_le_bytes();
        self.practice.ids.subject("answers this hour", &[&hour])
    }

    fn about(
        &self,
        kind: &str,
        clinician: &Clinician,
        household: &Household<'_>,
        when: i64,
    ) -> Subject {
        let who = household.id.0.to_le_bytes();
        let clinician = clinician.id.as_str().as_bytes();
        let ids = &self.practice.ids;
        ids.subject(kind, &[clinician, &who, &when.to_le_bytes()])
    }

    fn about_reader(&self, kind: &str, reader: &Clinician) -> Subject {
        let sender = self.sender();
        let reader = reader.id.as_str().as_bytes();
        self.practice.ids.subject(kind, &[reader, &sender])
    }

    fn about_sender(&self, kind: &str) -> Subject {
        let line = self.text.to.digits().to_le_bytes();
        let ids = &self.practice.ids;
        match kind {
            // Once a day, over whichever lines.
            "answers to" | "to confirm" => ids.subject(kind, &[&self.sender()]),
            _ => ids.subject(kind, &[&self.sender(), &line]),
        }
    }

    /// These words from this sender to this line.
    fn same_words(&self, kind: &str, when: i64) -> Subject {
        let line = self.text.to.digits().to_le_bytes();
        let words = folded(self.text.body.trim());
        let parts: [&[u8]; 4] = [&self.sender(), &line, words.as_bytes(), &when.to_le_bytes()];
        self.practice.ids.subject(kind, &parts)
    }

    fn sender(&self) -> [u8; 8] {
        let number = self.text.sender.number();
        number.map_or(0, E164::digits).to_le_bytes()
    }
}

/// Notes that something was sent to a patient's phone just now.
pub(super) fn note_sent_to_patient(
    practice: &Practice,
    draft: &mut Draft,
    phone: E164,
    now: DateTime<Utc>,
) {
    let subject = sent_to_patient(practice, phone, minute(now));
    let day = practice.day(now);
    draft.effects.push(Effect::Count { subject, day });
}

/// Notes that something was sent to a clinician just now.
pub(super) fn note_sent_to_clinician(
    practice: &Practice,
    draft: &mut Draft,
    clinician: &ClinicianId,
    now: DateTime<Utc>,
) {
    let subject = sent_to_clinician(practice, clinician, minute(now));
    let day = practice.day(now);
    draft.effects.push(Effect::Count { subject, day });
}

/// Counts for every day from the first to the last, both included, though for no more than a month.
pub(super) fn count_until(draft: &mut Draft, subject: Subject, first: NaiveDate, last: NaiveDate) {
    let days = (0..).map_while(|days| first.checked_add_days(Days::new(days)));
    let days = days.take_while(|day| *day <= last.max(first));
    for day in days.take(LONGEST_SPELL) {
        draft.effects.push(Effect::Count { subject, day });
    }
}

fn minute(now: DateTime<Utc>) -> i64 {
    now.timestamp().div_euclid(REFLEX.num_seconds())
}

fn sent_to_patient(practice: &Practice, phone: E164, minute: i64) -> Subject {
    let phone = phone.digits().to_le_bytes();
    let when = minute.to_le_bytes();
    practice.ids.subject("sent to", &[&phone, &when])
}

fn sent_to_clinician(practice: &Practice, clinician: &ClinicianId, minute: i64) -> Subject {
    let clinician = clinician.as_str().as_bytes();
    let when = minute.to_le_bytes();
    practice.ids.subject("sent to", &[clinician, &when])
}
