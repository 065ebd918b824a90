//! What every decision about a text stands on: who reads now, over which line, and how words are sent.

use chrono::{DateTime, Duration, Utc};

use crate::domain::availability::{Standing, cover_of, reachable_again, standing};
use crate::domain::decision::{Body, Effect, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::Target;
use crate::domain::facts::Facts;
use crate::domain::names::Language;
use crate::domain::outbox::{Attachment, Author, pieces};
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};

use super::Draft;
use super::over::Over;

/// Held for so long a text goes to who is on duty, else the desk is told.
pub(super) const LONGEST_WAIT: Duration = Duration::hours(24);

/// What a decision is made from, whatever led to it.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) practice: &'a Practice,
    pub(super) facts: &'a Facts,
    pub(super) now: DateTime<Utc>,
}

/// Who reads a patient's texts at an instant.
pub(super) struct Reader<'a> {
    pub(super) clinician: &'a Clinician,
    /// Whether it is the cover of a clinician who is away.
    pub(super) covers: bool,
    /// Whether texts are delivered now.
    pub(super) open: bool,
    /// When they are again.
    pub(super) opens: Option<DateTime<Utc>>,
}

/// Somebody's own words on their way.
pub(super) struct Words<'t> {
    pub(super) kind: OutgoingKind,
    pub(super) body: &'t str,
    pub(super) attachments: Vec<Attachment>,
    pub(super) author: Author,
}

impl<'a> Ground<'a> {
    /// Who reads this clinician's patients' texts now: the clinician, or the cover of one who is away.
    pub(super) fn reader(&self, clinician: &'a Clinician) -> Reader<'a> {
        let cover = match self.standing(clinician) {
            Standing::Away { .. } => cover_of(self.practice, clinician, self.now),
            Standing::Open | Standing::Closed | Standing::Paused { .. } => None,
        };
        let reader = cover.unwrap_or(clinician);
        Reader {
            clinician: reader,
            covers: cover.is_some(),
            open: self.standing(reader) == Standing::Open,
            opens: self.reachable(reader),
        }
    }

    pub(super) fn standing(&self, clinician: &Clinician) -> Standing {
        standing(self.practice, clinician, &self.facts.pauses, self.now)
    }

    pub(super) fn reachable(&self, clinician: &Clinician) -> Option<DateTime<Utc>> {
        reachable_again(self.practice, clinician, &self.facts.pauses, self.now)
    }

    /// Whether this phone may get patients' words.
    pub(super) fn is_confirmed(&self, phone: &Target) -> bool {
        !self.practice.confirm_phones || self.facts.confirmations.is_confirmed(phone)
    }

    /// Whether the phone that this clinician's texts go to may get patients' words.
    pub(super) fn takes_texts(&self, clinician: &Clinician) -> bool {
        first_phone(clinician).is_some_and(|phone| self.is_confirmed(&phone))
    }

    /// Nightbell's own words. A clinician and the desk are told in the practice's language.
    pub(super) fn say(
        &self,
        kind: OutgoingKind,
        to: Recipient,
        from: Line,
        say: Vec<Phrase>,
        language: Language,
    ) -> Outgoing {
        let to = self.unnumbered(to);
        let language = match to {
            Recipient::Number(_) => language,
            Recipient::Clinician(_) | Recipient::ClinicianPhone(_) => self.practice.language,
        };
        Outgoing::words(kind, to, from, Body::Words(say, language), self.now)
    }

    /// A clinician who is answered as a stranger, or who is a colleague's patient, is named by id: the number stays out
    /// of the store.
    pub(super) fn unnumbered(&self, to: Recipient) -> Recipient {
        let Recipient::Number(number) = to else {
            return to;
        };
        match self.practice.clinicians.owner_of(number) {
            Some((clinician, phone)) => Recipient::ClinicianPhone(Target {
                clinician: clinician.id.clone(),
                phone,
            }),
            None => to,
        }
    }

    /// The words themselves, unchanged but for the mark of their conversation; just before them what the reader must
    /// know. All of one author, so that they stay in order.
    pub(super) fn send(&self, draft: &mut Draft, to: Recipient, over: &Over, words: Words<'_>) {
        let to = self.unnumbered(to);
        if !over.lead.is_empty() {
            let kind = match words.kind {
                OutgoingKind::Urgent => OutgoingKind::Urgent,
                _ => OutgoingKind::Notice,
            };
            let lead = self.say(
                kind,
                to.clone(),
                over.from,
                over.lead.clone(),
                self.practice.language,
            );
            let author = words.author.clone();
            draft
                .effects
                .push(Effect::Send(Outgoing { author, ..lead }));
        }
        let pieces = pieces(over.mark.as_deref(), words.body);
        let mut attachments = words.attachments;
        for piece in pieces {
            let body = Body::Verbatim(piece);
            draft.effects.push(Effect::Send(Outgoing {
                author: words.author.clone(),
                attachments: std::mem::take(&mut attachments),
                ..Outgoing::words(words.kind, to.clone(), over.from, body, self.now)
            }));
        }
    }

    /// A patient's rows by phone, whether or not they are in force: for words about what was said earlier.
    pub(super) fn rows(
        &self,
        clinician: &Clinician,
        phone: E164,
    ) -> Vec<&'a crate::domain::patients::Grant> {
        let today = self.practice.day(self.now);
        let patients = &self.practice.patients;
        match patients.conversation(&clinician.id, phone, today) {
            Some(household) => household.grants,
            None => patients.ever(&clinician.id, phone),
        }
    }
}

/// The phone that a clinician's texts go to.
pub(super) fn first_phone(clinician: &Clinician) -> Option<Target> {
    Some(Target {
        clinician: clinician.id.clone(),
        phone: clinician.phones.first()?.id,
    })
}
