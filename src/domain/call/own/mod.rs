//! The own front line: what a clinician hears and does there, and on a call that was placed to choose a PIN.
//!
//! A caller ID is a claim; so the PIN comes first, always. Every step looks again whether it was this call that keyed the
//! right one, and whether the phone that calls is still the clinician's: an edit in mid-call ends in words.

mod dialling;
mod menu;
mod messages;
mod pin;
mod wanted;

#[cfg(test)]
mod tests;

use crate::domain::decision::{Answer, Decision, Keys, Outcome, Utterance};
use crate::domain::event::{Keyed, OwnStep, Place, Target};
use crate::domain::phone::{Line, PhoneId};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::{Draft, Step};

pub(super) use pin::choose_pin;
pub(super) use wanted::wanted;

/// So often is something asked; then the call ends.
const TRIES: u32 = 3;
/// After so many steps a call ends, whoever presses the keys: hours of messages need fewer.
const MOST_STEPS: u32 = 500;

/// Where a clinician stands, and what was keyed there.
#[derive(Clone, Copy)]
struct Here<'a> {
    clinician: &'a Clinician,
    at: &'a OwnStep,
    keyed: &'a Keyed,
}

impl<'a> Step<'a> {
    /// A clinician calls the own front line from this phone: the PIN comes first.
    pub(super) fn own_line(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        phone: PhoneId,
    ) -> Decision {
        draft.about(clinician);
        if self.facts.degraded {
            return closed(draft);
        }
        let at = OwnStep {
            target: Target {
                clinician: clinician.id.clone(),
                phone,
            },
            place: Place::Pin,
            step: 0,
            tries: 0,
        };
        let here = Here {
            clinician,
            at: &at,
            keyed: &Keyed::Keys(String::new()),
        };
        self.pin_first(draft, here)
    }

    /// Something was keyed on the own line, or nothing in time.
    pub(super) fn own_keyed(&self, mut draft: Draft, at: &OwnStep, keyed: &Keyed) -> Decision {
        if self.facts.degraded {
            return closed(draft);
        }
        let Some(clinician) = self.stands_here(at) else {
            draft.because(Reason::StepUnknown);
            return draft.end(Outcome::Refuse, vec![Phrase::LostTrack, Phrase::Emergency]);
        };
        draft.about(clinician);
        if at.step >= MOST_STEPS {
            return goodbye(draft, Vec::new());
        }
        let here = Here {
            clinician,
            at,
            keyed,
        };
        match at.place {
            Place::Pin => self.pin_keyed(draft, here),
            Place::NoPin => self.no_pin_keyed(draft, here),
            Place::NewPin => self.new_pin_keyed(draft, here),
            Place::NewPinAgain => self.new_pin_keyed_again(draft, here),
            Place::Menu => self.menu_keyed(draft, here),
            Place::Message(id) => self.message_keyed(draft, here, id),
            Place::Delete(id) => self.delete_keyed(draft, here, id),
            Place::Conversation => self.conversation_keyed(draft, here),
        }
    }

    /// Whose step this is, if whoever is on the phone may take it.
    fn stands_here(&self, at: &OwnStep) -> Option<&'a Clinician> {
        let clinician = self.practice.clinicians.get(&at.target.clinician)?;
        let phone = clinician.phone(at.target.phone)?;
        let calls_from_it = || {
            let caller = self.call.caller.number();
            clinician.line == Line(self.call.called)
                && caller.is_some_and(|number| phone.number.is(number))
        };
        let may = match at.place {
            Place::Pin | Place::NoPin => calls_from_it(),
            Place::Menu | Place::Message(_) | Place::Delete(_) | Place::Conversation => {
                calls_from_it() && self.facts.reasons().any(|why| *why == Reason::PinRight)
            }
            // The call was placed: that this phone rang is the proof, and its numbers are not looked at.
            Place::NewPin | Place::NewPinAgain => self.was_asked_for_new_pin(&at.target),
        };
        may.then_some(clinician)
    }
}

/// While the store cannot be read no PIN is asked: nothing could be counted, and nothing heard.
fn closed(mut draft: Draft) -> Decision {
    draft.because(Reason::OwnLineSpeaks);
    draft.end(Outcome::Refuse, vec![Phrase::OwnLine, Phrase::Emergency])
}

/// The end of a call on which nobody was put through.
fn goodbye(draft: Draft, mut say: Vec<Phrase>) -> Decision {
    say.extend([Phrase::Emergency, Phrase::Goodbye]);
    draft.end(Outcome::Noted, say)
}

/// Asks for something new.
fn ask(draft: Draft, here: Here<'_>, place: Place, say: Vec<Phrase>) -> Decision {
    ask_for(draft, here.at, place, 0, words(say))
}

/// Asks once more: nothing was keyed, or nothing that means anything here.
fn ask_again(mut draft: Draft, here: Here<'_>, say: Vec<Phrase>) -> Decision {
    if *here.keyed != Keyed::Keys(String::new()) {
        draft.because(Reason::KeyNotUnderstood);
    }
    retry(draft, here, here.at.place, say)
}

/// The same, with another question.
fn retry(draft: Draft, here: Here<'_>, place: Place, say: Vec<Phrase>) -> Decision {
    let tries = here.at.tries.saturating_add(1);
    if tries >= TRIES {
        return goodbye(draft, Vec::new());
    }
    ask_for(draft, here.at, place, tries, words(say))
}

fn ask_for(
    draft: Draft,
    before: &OwnStep,
    place: Place,
    tries: u32,
    say: Vec<Utterance>,
) -> Decision {
    let (outcome, keys) = match place {
        Place::Pin | Place::Conversation => (Outcome::Menu, Keys::Several),
        Place::NoPin | Place::Menu | Place::Message(_) | Place::Delete(_) => {
            (Outcome::Menu, Keys::One)
        }
        Place::NewPin | Place::NewPinAgain => (Outcome::Noted, Keys::Several),
    };
    let at = OwnStep {
        target: before.target.clone(),
        place,
        step: before.step.saturating_add(1),
        tries,
    };
    draft.decide(outcome, Answer::Own { say, at, keys })
}

fn words(say: Vec<Phrase>) -> Vec<Utterance> {
    say.into_iter().map(Utterance::Say).collect()
}

/// The keys, without the one that ends them.
fn keys(keyed: &Keyed) -> &str {
    match keyed {
        Keyed::Keys(keys) => keys.trim_end_matches('#'),
        Keyed::Compared { .. } | Keyed::Hashed(_) | Keyed::Unfit => "",
    }
}

/// The one key that was pressed.
fn one(keyed: &Keyed) -> Option<char> {
    let mut keys = keys(keyed).chars();
    let key = keys.next();
    key.filter(|_| keys.next().is_none())
}
