//! A clinician's phone is confirmed before it gets a patient's words: a typing mistake must not send them to a stranger.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Decision, Effect, Outcome, OutgoingKind, Recipient};
use crate::domain::event::Target;
use crate::domain::facts::Facts;
use crate::domain::outbox::Confirmations;
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::reason::Reason;

use super::counts::Slot;
use super::ground::{Ground, first_phone};
use super::words::{Reserved, folded};
use super::{Draft, Step};

/// The phones that are to be asked: the first of every clinician that was never asked and has not confirmed. Empty where
/// the practice does not have its phones confirmed.
pub fn phones_to_ask(practice: &Practice, known: &Confirmations) -> Vec<Target> {
    if !practice.confirm_phones {
        return Vec::new();
    }
    let firsts = practice.clinicians.iter().filter_map(first_phone);
    firsts.filter(|phone| !known.was_asked(phone)).collect()
}

/// Asks a phone to confirm, unless it was asked before. Nothing besides the confirmations needs to be read.
pub fn ask_phone(
    practice: &Practice,
    facts: &Facts,
    phone: &Target,
    now: DateTime<Utc>,
) -> Decision {
    let mut draft = Draft::new(practice);
    draft.clinician = Some(phone.clinician.clone());
    let ground = Ground {
        practice,
        facts,
        now,
    };
    ground.ask(&mut draft, phone);
    draft.decide(Outcome::Noted)
}

/// Asks the phone that is to take another's place, though it may have been asked before.
pub fn ask_next_phone(
    practice: &Practice,
    facts: &Facts,
    clinician: &Clinician,
    now: DateTime<Utc>,
) -> Decision {
    let mut draft = Draft::new(practice);
    draft.clinician = Some(clinician.id.clone());
    let ground = Ground {
        practice,
        facts,
        now,
    };
    if let Some(phone) = clinician.next_target() {
        draft.reasons.push(Reason::PhoneNotConfirmed {
            clinician: clinician.id.clone(),
        });
        ground.put_question(&mut draft, &phone, vec![Phrase::PhoneConfirm]);
    }
    draft.decide(Outcome::Noted)
}

/// Whether a text says OK, in whatever case and punctuation.
fn is_ok(body: &str) -> bool {
    let letters: String = folded(body)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    matches!(letters.as_str(), "ok" | "okay" | "okey")
}

impl Ground<'_> {
    /// Asks a phone that was never asked.
    fn ask(&self, draft: &mut Draft, phone: &Target) {
        if self.is_confirmed(phone) || self.facts.confirmations.was_asked(phone) {
            return;
        }
        draft.reasons.push(Reason::PhoneNotConfirmed {
            clinician: phone.clinician.clone(),
        });
        self.put_question(draft, phone, vec![Phrase::PhoneConfirm]);
    }

    fn put_question(&self, draft: &mut Draft, phone: &Target, say: Vec<Phrase>) {
        let clinician = self.practice.clinicians.get(&phone.clinician);
        let Some(clinician) = clinician.filter(|known| known.any_phone(phone.phone).is_some())
        else {
            return;
        };
        let words = self.say(
            OutgoingKind::Confirmation,
            Recipient::ClinicianPhone(phone.clone()),
            clinician.line,
            say,
            self.practice.language,
        );
        draft.effects.push(Effect::AskPhone {
            phone: phone.clone(),
        });
        draft.effects.push(Effect::Send(words));
    }
}

impl<'a> Step<'a> {
    /// A reader's phone has not confirmed: it is asked, if it never was, and the desk hears of it once a day.
    pub(super) fn not_ready(&self, draft: &mut Draft, reader: &Clinician) {
        let clinician = reader.id.clone();
        let before = draft.effects.len();
        if let Some(phone) = first_phone(reader) {
            self.ground().ask(draft, &phone);
        }
        if draft.effects.len() == before {
            draft.reasons.push(Reason::PhoneNotConfirmed {
                clinician: clinician.clone(),
            });
        }
        let Some(desk) = self.practice.front_desk else {
            return;
        };
        if self.counted(Slot::DeskTold) > 0 {
            return;
        }
        self.count(draft, Slot::DeskTold);
        let words = self.ground().say(
            OutgoingKind::Notice,
            Recipient::Number(desk),
            reader.line,
            vec![Phrase::DeskPhoneNotReady { clinician }],
            self.practice.language,
        );
        draft.effects.push(Effect::Send(words));
    }

    /// What a phone that has not confirmed says: OK, or nothing that counts. `Err`: it has confirmed.
    pub(super) fn confirmation(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
    ) -> Result<Decision, Draft> {
        let sender = self.text.sender.number();
        let Some((_, phone)) = sender.and_then(|sender| self.practice.clinicians.by_phone(sender))
        else {
            return Err(draft);
        };
        let phone = Target {
            clinician: clinician.id.clone(),
            phone,
        };
        if self.ground().is_confirmed(&phone) {
            return Err(draft);
        }
        draft.clinician = Some(clinician.id.clone());
        if is_ok(&self.text.body) {
            return Ok(self.confirmed(draft, clinician, phone));
        }
        draft.reasons.push(Reason::PhoneNotConfirmed {
            clinician: clinician.id.clone(),
        });
        if self.reserved() == Some(Reserved::Stop) {
            draft.reasons.push(Reason::ReservedWord);
        } else if self.counted(Slot::ToConfirm) > 0 {
            draft.reasons.push(Reason::AnsweredBefore);
        } else {
            self.count(&mut draft, Slot::ToConfirm);
            let say = vec![Phrase::TextNotTaken, Phrase::PhoneConfirm];
            self.ground().put_question(&mut draft, &phone, say);
        }
        Ok(draft.decide(Outcome::Refuse))
    }

    /// Somebody without access. The phone that is to take another's place is one, but for its answer to the question.
    pub(super) fn somebody_texts(
        &self,
        mut draft: Draft,
        clinician: Option<&Clinician>,
    ) -> Decision {
        let answers =
            clinician.and_then(|clinician| Some((clinician, self.next_phone(clinician)?)));
        match answers {
            Some((clinician, phone)) if is_ok(&self.text.body) => {
                draft.clinician = Some(clinician.id.clone());
                self.confirmed(draft, clinician, phone)
            }
            _ => self.stranger_texts(draft),
        }
    }

    /// The clinician's phone that was asked whether it takes another's place, where it is the one that writes.
    fn next_phone(&self, clinician: &Clinician) -> Option<Target> {
        let sender = self.text.sender.number()?;
        let next = clinician.next_phone.as_ref()?;
        let phone = clinician.next_target()?;
        let known = &self.facts.confirmations;
        let is_asked = known.was_asked(&phone) && !known.is_confirmed(&phone);
        (next.number.is(sender) && is_asked).then_some(phone)
    }

    /// Said over the own line, whichever was texted: that is where commands go.
    fn confirmed(&self, mut draft: Draft, clinician: &Clinician, phone: Target) -> Decision {
        draft.reasons.push(Reason::PhoneConfirmed {
            clinician: phone.clinician.clone(),
        });
        draft.effects.push(Effect::ConfirmPhone {
            phone: phone.clone(),
        });
        let words = self.ground().say(
            OutgoingKind::Notice,
            Recipient::ClinicianPhone(phone),
            clinician.line,
            vec![Phrase::PhoneConfirmed],
            self.practice.language,
        );
        draft.effects.push(Effect::Send(words));
        draft.decide(Outcome::Command)
    }
}
