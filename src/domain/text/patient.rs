//! A patient texts a front line.

use chrono::{DateTime, Utc};

use crate::domain::availability::{Standing, cover_of, on_duty};
use crate::domain::decision::{Body, Decision, Effect, Outcome, Outgoing, OutgoingKind, Recipient};
use crate::domain::names::ClinicianId;
use crate::domain::outbox::{Attachment, Author, Wait};
use crate::domain::patients::Household;
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::counts::{HOUR, Slot, note_sent_to_clinician};
use super::ground::{LONGEST_WAIT, Reader, Words};
use super::words::{Reserved, says_urgent};
use super::{Draft, Step};

impl<'a> Step<'a> {
    pub(super) fn patient_texts(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
    ) -> Decision {
        draft.clinician = Some(clinician.id.clone());
        if let Some(language) = household.language() {
            draft.language = language;
        }
        let word = self.reserved();
        match word {
            Some(Reserved::Stop) => return self.stopped(draft, clinician, household),
            Some(Reserved::Help | Reserved::Start) => draft.reasons.push(Reason::ReservedWord),
            None => {}
        }
        if says_urgent(&self.text.body) {
            return self.urgent_text(draft, clinician, household);
        }
        let decision = self.ordinary_text(draft, clinician, true);
        match word {
            Some(Reserved::Help) => self.with_emergency_number(decision),
            Some(Reserved::Stop | Reserved::Start) | None => decision,
        }
    }

    /// HELP is answered with the emergency number, unless a notice gives it already.
    fn with_emergency_number(&self, mut decision: Decision) -> Decision {
        let gives = |effect: &Effect| match effect {
            Effect::Send(sent) => {
                matches!(&sent.body, Body::Words(say, _) if say.contains(&Phrase::Emergency))
            }
            _ => false,
        };
        if decision.effects.iter().any(gives) {
            return decision;
        }
        let mut answer = Draft::new(self.practice);
        answer.language = decision.language;
        self.tell(&mut answer, Slot::Help, vec![Phrase::Emergency]);
        decision.reasons.append(&mut answer.reasons);
        decision.effects.append(&mut answer.effects);
        decision
    }

    /// The provider has obeyed; the clinician is told to phone instead.
    fn stopped(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        household: &Household<'_>,
    ) -> Decision {
        draft.reasons.push(Reason::ReservedWord);
        self.count(&mut draft, Slot::ThisHour);
        if self.counted(Slot::ThisHour) < self.practice.callers.texts_per_hour {
            let patients = household.patients();
            self.tell_clinician(&mut draft, clinician, Phrase::TextStopped { patients });
        } else {
            draft.reasons.push(Reason::AnsweredBefore);
        }
        draft.decide(Outcome::Refuse)
    }

    /// To the reader now, or held until the reader's hours open; `tell`: whether the patient hears about it.
    pub(super) fn ordinary_text(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        tell: bool,
    ) -> Decision {
        let reader = self.ground().reader(clinician);
        self.explain(&mut draft, clinician, &reader);
        draft.clinician = Some(reader.clinician.id.clone());
        let limited = self.over_limit(&mut draft);
        self.count(&mut draft, Slot::ThisHour);
        let ready = self.ground().takes_texts(reader.clinician);
        let goes_now = reader.open && ready && !limited;
        if goes_now && !says_urgent(&self.text.body) && self.looks_automatic() {
            return self.automatic(draft, clinician);
        }
        self.count(&mut draft, Slot::Said);
        let attachments = self.attachments(&mut draft, reader.clinician);
        let (Some(attachments), Some(phone)) = (attachments, self.text.sender.number()) else {
            return draft.decide(Outcome::Refuse);
        };
        if !ready {
            self.not_ready(&mut draft, reader.clinician);
        }
        let author = self.patient(clinician, phone);
        let outcome = match goes_now {
            true => self.relayed(&mut draft, clinician, &reader, phone, (author, attachments)),
            false => {
                let next = next_look(&reader, ready, self.now);
                draft.next_open = next;
                let due = next.map_or(self.now + LONGEST_WAIT, |next| {
                    next.min(self.now + LONGEST_WAIT)
                });
                self.held(&mut draft, &reader, due, (author, attachments))
            }
        };
        if tell {
            self.tell_about(&mut draft, clinician, &reader, (ready, limited));
        }
        draft.decide(outcome)
    }

    fn relayed(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        reader: &Reader<'a>,
        phone: E164,
        (author, attachments): (Author, Vec<Attachment>),
    ) -> Outcome {
        let over = self
            .ground()
            .over(draft, reader.clinician, clinician, phone);
        let words = Words {
            kind: OutgoingKind::Relay,
            body: &self.text.body,
            attachments,
            author,
        };
        let to = Recipient::Clinician(reader.clinician.id.clone());
        self.ground().send(draft, to, &over, words);
        note_sent_to_clinician(self.practice, draft, &reader.clinician.id, self.now);
        Outcome::Relay
    }

    /// Which back line it takes is decided when it goes: until then another text may need the line more.
    fn held(
        &self,
        draft: &mut Draft,
        reader: &Reader<'a>,
        due: DateTime<Utc>,
        (author, attachments): (Author, Vec<Attachment>),
    ) -> Outcome {
        let body = Body::Verbatim(self.text.body.clone());
        let to = Recipient::Clinician(reader.clinician.id.clone());
        let from = Line(self.text.to);
        draft.effects.push(Effect::Send(Outgoing {
            wait: Wait::Reader,
            author,
            attachments,
            ..Outgoing::words(OutgoingKind::Held, to, from, body, due)
        }));
        Outcome::Hold
    }

    /// The same long words just after something was sent to this phone: a machine that must not feed another. The one
    /// answer a day is for the case that it was a person after all.
    fn automatic(&self, mut draft: Draft, clinician: &Clinician) -> Decision {
        draft.reasons.push(Reason::LooksAutomatic);
        let words = Phrase::TextNotArrived {
            clinician: clinician.id.clone(),
            at: self.now,
        };
        self.tell(
            &mut draft,
            Slot::AutomaticTold,
            vec![words, Phrase::Emergency],
        );
        draft.decide(Outcome::Refuse)
    }

    /// What may go with the text to this reader; `None`: nothing at all is left of the text.
    pub(super) fn attachments(
        &self,
        draft: &mut Draft,
        reader: &Clinician,
    ) -> Option<Vec<Attachment>> {
        let attachments = &self.text.attachments;
        if attachments.is_empty() || (self.practice.carries_pictures && reader.takes_pictures) {
            return Some(attachments.clone());
        }
        draft.reasons.push(Reason::NoPictures);
        let say = vec![Phrase::TextNoPictures, Phrase::Emergency];
        self.tell(draft, Slot::Pictures, say);
        (!self.text.body.trim().is_empty()).then(Vec::new)
    }

    pub(super) fn patient(&self, clinician: &Clinician, phone: E164) -> Author {
        Author::Patient {
            phone,
            clinician: clinician.id.clone(),
        }
    }

    fn explain(&self, draft: &mut Draft, clinician: &Clinician, reader: &Reader<'_>) {
        let standing = self.ground().standing(clinician);
        draft.reasons.push(standing.reason(&clinician.id));
        if reader.covers {
            draft.reasons.push(Reason::Covers {
                clinician: clinician.id.clone(),
                cover: reader.clinician.id.clone(),
            });
            let standing = self.ground().standing(reader.clinician);
            draft.reasons.push(standing.reason(&reader.clinician.id));
        } else if let Standing::Away { .. } = standing {
            draft.reasons.push(Reason::NobodyCovers {
                clinician: clinician.id.clone(),
            });
        }
    }

    fn over_limit(&self, draft: &mut Draft) -> bool {
        let texts = self.counted(Slot::ThisHour);
        let limit = self.practice.callers.texts_per_hour;
        if texts >= limit {
            draft
                .reasons
                .push(Reason::TextLimitReached { texts, limit });
        }
        texts >= limit
    }

    /// Everyone who may get this patient's text.
    pub(super) fn may_receive(&self, clinician: &'a Clinician) -> Vec<ClinicianId> {
        let mut all = vec![clinician.id.clone()];
        all.extend(cover_of(self.practice, clinician, self.now).map(|cover| cover.id.clone()));
        if says_urgent(&self.text.body) {
            all.extend(on_duty(self.practice, self.now).map(|duty| duty.id.clone()));
        }
        all.dedup();
        all
    }
}

/// When a text that cannot go now will most likely go.
fn next_look(reader: &Reader<'_>, ready: bool, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match (reader.open, ready) {
        (false, _) => reader.opens,
        // It goes as soon as the phone confirms.
        (true, false) => None,
        // Too many texts this hour.
        (true, true) => Some(now + HOUR),
    }
}
