//! A clinician texts into a conversation: to exactly that patient, or nowhere, with a question back.

use chrono::{DateTime, Duration, Utc};

use crate::domain::answered::answered;
use crate::domain::backline;
use crate::domain::decision::{Decision, Effect, Outcome, OutgoingKind, Recipient};
use crate::domain::guard::Guard;
use crate::domain::media::{Refusal, Sender, at_first_sight};
use crate::domain::names::{PatientId, Subject};
use crate::domain::outbox::{Attachment, Author, Failure};
use crate::domain::patients::Household;
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::counts::{SPOKEN_PER_HOUR, Slot, note_sent_to_patient};
use super::ground::Words;
use super::over::Over;
use super::words::Reserved;
use super::{Draft, Step};

/// Into a conversation idle for so long a question goes first: the wrong contact is one tap away.
const IDLE: Duration = Duration::hours(12);

/// The patient's end of a conversation in a clinician's phone.
pub(super) struct End {
    /// The line that the clinician texts.
    pub(super) line: Line,
    /// The mark, where that is the own front line.
    pub(super) mark: Option<u32>,
    /// The patient's phone that was last in touch.
    pub(super) phone: E164,
    /// Who had that phone then.
    pub(super) who: Vec<Subject>,
    /// When it was last in touch.
    pub(super) last_used: DateTime<Utc>,
}

impl Step<'_> {
    /// A clinician texts a back line. Which patient that is, the store remembers; nobody else is meant.
    pub(super) fn back_line_texts(
        &self,
        draft: Draft,
        clinician: &Clinician,
        line: Line,
    ) -> Decision {
        let mut draft = match self.confirmation(draft, clinician) {
            Ok(decision) => return decision,
            Err(draft) => draft,
        };
        let Some(entry) = self.facts.patient_on(&clinician.id, line) else {
            draft.reasons.push(Reason::NotAssigned {
                clinician: clinician.id.clone(),
            });
            return self.stranger_texts(draft);
        };
        let end = End {
            line,
            mark: None,
            phone: entry.phone,
            who: entry.who.clone(),
            last_used: entry.last_used,
        };
        self.converse(draft, clinician, &end, &self.text.body)
    }

    /// The text into a conversation; `body` is what the patient is to read of it.
    pub(super) fn converse(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        end: &End,
        body: &str,
    ) -> Decision {
        draft.clinician = Some(clinician.id.clone());
        // Before anything is answered: a machine would answer that.
        if self.looks_automatic() {
            return self.automatic_reply(draft, clinician, end);
        }
        self.count(&mut draft, Slot::Said);
        let household = match self.household(clinician, end) {
            Ok(household) => household,
            Err(say) => return self.access_ended(draft, clinician, end, say),
        };
        let patients = household.patients();
        if self.obeyed_by_the_provider(&mut draft, clinician, end, body, &patients) {
            return draft.decide(Outcome::Refuse);
        }
        draft.reasons.push(Reason::RepliesTo { patients });
        if let Some(code) = self.answered(clinician, end.line, &self.text.body) {
            return self.answer(draft, clinician, end, &household, code);
        }
        if Guard::new(&self.practice.clinicians).finds(body) {
            draft.reasons.push(Reason::HoldsNumber);
            self.tell_clinician(&mut draft, clinician, Phrase::TextHoldsNumber);
            return draft.decide(Outcome::Refuse);
        }
        let attachments = self.what_may_go(&mut draft, clinician);
        if attachments.is_empty() && !self.text.attachments.is_empty() && body.trim().is_empty() {
            return draft.decide(Outcome::Refuse);
        }
        if self.counted(Slot::Spoken) >= SPOKEN_PER_HOUR {
            draft.reasons.push(Reason::LooksAutomatic);
            let say = self.not_delivered(household.patients());
            self.tell_clinician(&mut draft, clinician, say);
            return draft.decide(Outcome::Refuse);
        }
        self.count(&mut draft, Slot::Spoken);
        let idle = self.now - end.last_used >= IDLE;
        let words = Words {
            kind: OutgoingKind::Relay,
            body,
            attachments,
            author: Author::Clinician {
                clinician: clinician.id.clone(),
                line: end.line,
            },
        };
        if idle {
            return self.ask(draft, clinician, end, &household, words);
        }
        draft.effects.push(end.used(clinician));
        self.answers_urgent(&mut draft, clinician, end, &household);
        let over = Over {
            from: self.practice.line_for(&household, clinician),
            mark: None,
            lead: Vec::new(),
        };
        let to = Recipient::Number(end.phone);
        self.ground().send(&mut draft, to, &over, words);
        note_sent_to_patient(self.practice, &mut draft, end.phone, self.now);
        draft.decide(Outcome::Relay)
    }

    /// What was urgent in this conversation is answered.
    pub(super) fn answers_urgent(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        end: &End,
        household: &Household<'_>,
    ) {
        let (practice, facts, line) = (self.practice, self.facts, Some(end.line));
        let over = answered(practice, facts, &clinician.id, line, household);
        draft.effects.extend(over);
    }

    /// Who is at the other end, as long as the access is in force and the phone has not moved to somebody else's row;
    /// otherwise what to say.
    pub(super) fn household(
        &self,
        clinician: &Clinician,
        end: &End,
    ) -> Result<Household<'_>, Phrase> {
        let today = self.practice.day(self.now);
        let patients = &self.practice.patients;
        if let Some(household) = patients.conversation(&clinician.id, end.phone, today) {
            return match backline::still_is(self.practice, &household, &end.who) {
                true => Ok(household),
                false => Err(Phrase::PatientNotListed),
            };
        }
        let known = patients.ever(&clinician.id, end.phone);
        let was = known.iter().find(|grant| {
            end.who.is_empty() || end.who.contains(&backline::who(self.practice, grant))
        });
        Err(
            was.map_or(Phrase::PatientNotListed, |grant| Phrase::AccessEnded {
                patients: vec![grant.id],
            }),
        )
    }

    fn access_ended(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        end: &End,
        say: Phrase,
    ) -> Decision {
        self.withdraw_questions(&mut draft, clinician, end);
        self.tell_clinician(&mut draft, clinician, say);
        draft.decide(Outcome::Refuse)
    }

    /// The provider's own words are not for the patient: it obeys them for the pair of this phone and this line. YES is,
    /// since people answer so.
    fn obeyed_by_the_provider(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        end: &End,
        body: &str,
        patients: &[PatientId],
    ) -> bool {
        let word = self.text.opt_out.or_else(|| super::reserved(body));
        let yes = body.trim().eq_ignore_ascii_case("yes");
        match word {
            Some(Reserved::Stop) => {
                draft.reasons.push(Reason::ReservedWord);
                let patients = patients.to_vec();
                let say = match end.mark {
                    None => Phrase::StopUndo { patients },
                    // After a mark the word is the clinician's alone; to the patient it would mean something else.
                    Some(_) => self.not_delivered(patients),
                };
                self.tell_clinician_over(draft, clinician, clinician.line, say);
                true
            }
            // After a mark the provider does not take it for its own, and says nothing.
            Some(Reserved::Start) if !yes && end.mark.is_none() => {
                draft.reasons.push(Reason::ReservedWord);
                true
            }
            Some(Reserved::Start | Reserved::Help) | None => false,
        }
    }

    /// The attachments that may go on as far as their types tell; the clinician hears of the others.
    fn what_may_go(&self, draft: &mut Draft, clinician: &Clinician) -> Vec<Attachment> {
        if self.text.attachments.is_empty() {
            return Vec::new();
        }
        let mut refused: Vec<Refusal> = Vec::new();
        let mut may_go = Vec::new();
        for attachment in &self.text.attachments {
            match at_first_sight(Sender::Clinician, &attachment.claimed) {
                Ok(_) => may_go.push(attachment.clone()),
                Err(why) if refused.contains(&why) => {}
                Err(why) => refused.push(why),
            }
        }
        for why in refused {
            draft.reasons.push(Reason::AttachmentRefused { why });
            self.tell_clinician(draft, clinician, Phrase::TextAttachmentRefused { why });
        }
        if !self.practice.carries_pictures && !may_go.is_empty() {
            draft.reasons.push(Reason::NoPictures);
            self.tell_clinician(draft, clinician, Phrase::TextNoPictures);
            may_go.clear();
        }
        may_go
    }

    /// The same long words just after something came: a machine that must not feed another.
    fn automatic_reply(&self, mut draft: Draft, clinician: &Clinician, end: &End) -> Decision {
        draft.reasons.push(Reason::LooksAutomatic);
        if self.counted(Slot::AutomaticTold) == 0 {
            self.count(&mut draft, Slot::AutomaticTold);
            let household = self.household(clinician, end);
            let patients = household.map(|known| known.patients()).unwrap_or_default();
            self.tell_clinician(&mut draft, clinician, self.not_delivered(patients));
        }
        draft.decide(Outcome::Refuse)
    }

    pub(super) fn not_delivered(&self, patients: Vec<PatientId>) -> Phrase {
        Phrase::TextNotDelivered {
            patients,
            at: self.now,
            why: Failure::Other,
        }
    }
}

impl End {
    /// That the conversation is in use now.
    pub(super) fn used(&self, clinician: &Clinician) -> Effect {
        let (clinician, phone, who) = (clinician.id.clone(), self.phone, self.who.clone());
        match self.mark {
            Some(mark) => Effect::UseMark {
                clinician,
                mark,
                phone,
                who,
            },
            None => Effect::UseBackLine {
                clinician,
                line: self.line,
                phone,
                who,
            },
        }
    }
}
