//! Calling a patient from the own line: who left a message, who was in touch last, or a conversation by its number. The
//! patient sees the front line that the patient knows; the grant must be in force, and the patient still the same.

use chrono::{DateTime, Utc};

use crate::domain::answered::answered;
use crate::domain::backline;
use crate::domain::decision::{Decision, Effect};
use crate::domain::event::Place;
use crate::domain::facts::Message;
use crate::domain::names::Subject;
use crate::domain::patients::{Grant, Household};
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::super::{Draft, Step};
use super::{Here, ask, ask_again, keys, retry};

/// More digits than the number of a conversation ever has.
const DIGITS: usize = 6;

/// One of a clinician's conversations, over a back line or with a mark.
struct Conversation<'a> {
    phone: E164,
    who: &'a [Subject],
    last_used: DateTime<Utc>,
    over: Over,
}

enum Over {
    BackLine(Line),
    Mark(u32),
}

impl<'a> Step<'a> {
    /// Calls who left a message.
    pub(super) fn call_who_left(
        &self,
        mut draft: Draft,
        here: Here<'_>,
        message: &Message,
    ) -> Decision {
        let (phone, household) = match self.who_left(&mut draft, here.clinician, message) {
            Ok(found) => found,
            Err(why) => {
                let place = Place::Message(message.id);
                return ask(draft, here, place, vec![why, Phrase::MessageKeys]);
            }
        };
        if self.was_played(message.id) {
            self.heard(&mut draft, here, message);
        }
        let conversations = self.conversations(here.clinician);
        let over = conversations.iter().find(|known| {
            known.phone == phone && backline::still_is(self.practice, &household, known.who)
        });
        self.call(draft, here, phone, &household, over)
    }

    /// The phone that a message came from, if it still is that patient's; else the one last in touch, else the first.
    fn who_left(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        message: &Message,
    ) -> Result<(E164, Household<'a>), Phrase> {
        if message.patients.is_empty() {
            return Err(Phrase::NobodyToCallBack);
        }
        let (patients, today) = (&self.practice.patients, self.practice.day(self.now));
        let rows: Vec<&'a Grant> = message
            .patients
            .iter()
            .filter_map(|id| patients.get(*id))
            .collect();
        let in_force: Vec<&'a Grant> = rows
            .iter()
            .copied()
            .filter(|grant| grant.in_force(today))
            .collect();
        let has = |phone: E164| {
            let mut rows = in_force.iter().copied();
            rows.find(|grant| grant.phones.contains(&phone))
        };
        let last = || {
            let conversations = self.conversations(clinician);
            let names = backline::names(self.practice, &in_force);
            let same =
                |who: &[Subject]| who.is_empty() || who.iter().any(|was| names.contains(was));
            let mut theirs = conversations
                .iter()
                .filter(|known| has(known.phone).is_some() && same(known.who));
            theirs.next().map(|known| known.phone)
        };
        let first = || Some(*in_force.first()?.phones.first()?);
        let left_from = message.phone.filter(|phone| has(*phone).is_some());
        let found = left_from.or_else(last).or_else(first).and_then(|phone| {
            let grant = has(phone)?;
            Some((phone, patients.household(&grant.clinician, phone, today)?))
        });
        found.ok_or_else(|| self.access_ended(draft, &rows))
    }

    /// Calls who was in touch last, of those whose grant is in force.
    pub(super) fn call_last_patient(&self, mut draft: Draft, here: Here<'_>) -> Decision {
        let today = self.practice.day(self.now);
        let conversations = self.conversations(here.clinician);
        let last = conversations.iter().find_map(|known| {
            let patients = &self.practice.patients;
            let household = patients.conversation(&here.clinician.id, known.phone, today)?;
            let same = backline::still_is(self.practice, &household, known.who);
            same.then_some((known, household))
        });
        match last {
            Some((known, household)) => {
                self.call(draft, here, known.phone, &household, Some(known))
            }
            None => {
                draft.because(Reason::NoSuchConversation);
                self.own_menu(draft, here, &self.inbox(), vec![Phrase::NobodyToCallBack])
            }
        }
    }

    pub(super) fn conversation_keyed(&self, mut draft: Draft, here: Here<'_>) -> Decision {
        let keys = keys(here.keyed);
        if keys.contains('*') {
            return self.own_menu(draft, here, &self.inbox(), Vec::new());
        }
        let Some(number) = number_of(keys) else {
            return ask_again(draft, here, vec![Phrase::ConversationAsk]);
        };
        let conversations = self.conversations(here.clinician);
        let meant = |over: &Over| matches!(over, Over::Mark(mark) if *mark == number);
        let why = match conversations.iter().find(|known| meant(&known.over)) {
            None => {
                draft.because(Reason::NoSuchConversation);
                Phrase::ConversationUnknown
            }
            Some(known) => {
                match self.other_end(&mut draft, here.clinician, known.phone, known.who) {
                    Ok(household) => {
                        return self.call(draft, here, known.phone, &household, Some(known));
                    }
                    Err(why) => why,
                }
            }
        };
        let say = vec![why, Phrase::ConversationAsk];
        retry(draft, here, Place::Conversation, say)
    }

    /// The clinician's conversations, the one used last first.
    fn conversations(&self, clinician: &Clinician) -> Vec<Conversation<'a>> {
        let lines = self.facts.back_lines.iter();
        let lines = lines.filter(|line| line.clinician == clinician.id);
        let lines = lines.map(|entry| Conversation {
            phone: entry.phone,
            who: &entry.who,
            last_used: entry.last_used,
            over: Over::BackLine(entry.line),
        });
        let marks = self.facts.marks.of(&clinician.id).iter();
        let marks = marks.map(|entry| Conversation {
            phone: entry.phone,
            who: &entry.who,
            last_used: entry.last_used,
            over: Over::Mark(entry.mark),
        });
        let mut all: Vec<Conversation<'a>> = lines.chain(marks).collect();
        all.sort_by_key(|known| std::cmp::Reverse(known.last_used));
        all
    }

    fn call(
        &self,
        mut draft: Draft,
        here: Here<'_>,
        phone: E164,
        household: &Household<'_>,
        over: Option<&Conversation<'_>>,
    ) -> Decision {
        draft.because(Reason::CallsPatient {
            patients: household.patients(),
        });
        if let Some(conversation) = over {
            draft.effects.extend(used(here.clinician, conversation));
        }
        let (practice, facts) = (self.practice, self.facts);
        let over = answered(practice, facts, &here.clinician.id, None, household);
        draft.effects.extend(over);
        let step = here.at.step.saturating_add(1);
        self.ring_patient(draft, here.clinician, household, phone, step)
    }
}

/// The conversation was used. Over a back line that also answers what is urgent; a mark shares the front line with other
/// patients, whose urgent texts it must not settle.
fn used(clinician: &Clinician, conversation: &Conversation<'_>) -> Vec<Effect> {
    let (clinician, phone) = (clinician.id.clone(), conversation.phone);
    let who = conversation.who.to_vec();
    match conversation.over {
        Over::BackLine(line) => vec![
            Effect::UseBackLine {
                clinician: clinician.clone(),
                line,
                phone,
                who,
            },
            Effect::Acknowledge { clinician, line },
        ],
        Over::Mark(mark) => vec![Effect::UseMark {
            clinician,
            mark,
            phone,
            who,
        }],
    }
}

fn number_of(keys: &str) -> Option<u32> {
    let plain = (1..=DIGITS).contains(&keys.len()) && keys.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| keys.parse().ok()).flatten()
}
