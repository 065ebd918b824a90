//! The PIN: asked for, wrong, locked, forgotten, and chosen anew on a call that Nightbell places to the clinician's phone.
//!
//! What the relay has compared is a claim as well: whether the PIN is locked, the facts of the transaction say.

use chrono::Duration;

use crate::domain::decision::{Answer, Decision, Effect, Outcome};
use crate::domain::event::{Keyed, OwnStep, Place, Purpose, Target};
use crate::domain::names::Subject;
use crate::domain::phrase::Phrase;
use crate::domain::pin::PinHash;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::reason::Reason;

use super::super::{Draft, Step};
use super::{Here, ask, ask_again, ask_for, goodbye, keys, one, retry, words};

/// So often in a day is a clinician called back: a caller ID is a claim, and a phone must not ring all night.
const CALLS_BACK_PER_DAY: u32 = 3;
/// Where these calls stand among the counts.
const CALLED_BACK: usize = 0;
/// How long such a call may still be placed.
const PLACED_WITHIN: Duration = Duration::minutes(3);

/// What counts the calls to choose a PIN.
pub(super) fn called_back(practice: &Practice, clinician: &Clinician) -> Subject {
    let who = [clinician.id.as_str().as_bytes()];
    practice.ids.subject("calls to choose a PIN", &who)
}

/// On a call that was placed for it, and whose phone has pressed the key: a new PIN is asked for. `step` is a number that
/// no earlier step of the call has.
pub(in crate::domain::call) fn choose_pin(
    mut draft: Draft,
    target: &Target,
    step: u32,
) -> Decision {
    draft.clinician = Some(target.clinician.clone());
    let before = OwnStep {
        target: target.clone(),
        place: Place::NewPin,
        step: step.saturating_sub(1),
        tries: 0,
    };
    ask_for(
        draft,
        &before,
        Place::NewPin,
        0,
        words(vec![Phrase::PinNew]),
    )
}

impl Step<'_> {
    /// The beginning: the PIN is asked for, where there is one that opens something.
    pub(super) fn pin_first(&self, mut draft: Draft, here: Here<'_>) -> Decision {
        if self.pin_opens() {
            draft.because(Reason::PinAsked);
            return ask(draft, here, Place::Pin, vec![Phrase::PinAsk]);
        }
        self.no_pin(draft, here)
    }

    fn pin_opens(&self) -> bool {
        self.facts.pin.is_set && !self.facts.pin.is_locked()
    }

    /// No PIN opens anything, or it is forgotten: a new one can be chosen.
    fn no_pin(&self, mut draft: Draft, here: Here<'_>) -> Decision {
        if self.facts.pin.is_locked() {
            draft.because(Reason::PinLocked);
        } else if !self.facts.pin.is_set {
            draft.because(Reason::NoPin);
        }
        ask(draft, here, Place::NoPin, vec![self.why_no_pin()])
    }

    fn why_no_pin(&self) -> Phrase {
        match self.facts.pin {
            pin if pin.is_locked() => Phrase::PinLocked,
            pin if !pin.is_set => Phrase::PinNone,
            _ => Phrase::PinForgotten,
        }
    }

    pub(super) fn pin_keyed(&self, mut draft: Draft, here: Here<'_>) -> Decision {
        let forgotten = keys(here.keyed).contains('*');
        if forgotten || !self.pin_opens() {
            return self.no_pin(draft, here);
        }
        match here.keyed {
            Keyed::Compared { right: true } => {
                draft.because(Reason::PinRight);
                draft.effects.push(pin_was(here.clinician, true));
                self.own_menu(draft, here, &self.inbox(), Vec::new())
            }
            Keyed::Compared { right: false } => self.pin_wrong(draft, here),
            Keyed::Keys(_) | Keyed::Hashed(_) | Keyed::Unfit => {
                ask_again(draft, here, vec![Phrase::PinAsk])
            }
        }
    }

    fn pin_wrong(&self, mut draft: Draft, here: Here<'_>) -> Decision {
        let pin = self.facts.pin.keyed(false, self.now);
        draft.because(Reason::PinWrong { wrong: pin.wrong });
        draft.effects.push(pin_was(here.clinician, false));
        if pin.is_locked() {
            draft.because(Reason::PinLocked);
            return ask(draft, here, Place::NoPin, vec![Phrase::PinLocked]);
        }
        // Wrong ones are counted by the clinician and not by the call; silence in between still is.
        let say = words(vec![Phrase::PinWrong, Phrase::PinAsk]);
        ask_for(draft, here.at, Place::Pin, here.at.tries, say)
    }

    pub(super) fn no_pin_keyed(&self, draft: Draft, here: Here<'_>) -> Decision {
        if one(here.keyed) == Some('1') {
            return self.call_back_to_choose(draft, here);
        }
        ask_again(draft, here, vec![self.why_no_pin()])
    }

    /// Nightbell calls the phone that calls: that it rings there proves whose it is.
    fn call_back_to_choose(&self, mut draft: Draft, here: Here<'_>) -> Decision {
        if self.facts.count(CALLED_BACK) >= CALLS_BACK_PER_DAY {
            draft.because(Reason::CalledBackEnough);
            return goodbye(draft, vec![Phrase::PinAskPractice]);
        }
        draft.because(Reason::CallsBack);
        draft.because(Reason::CallPlaced {
            target: here.at.target.clone(),
        });
        draft.effects.push(Effect::Count {
            subject: called_back(self.practice, here.clinician),
            day: self.practice.day(self.now),
        });
        draft.effects.push(Effect::PlaceCall {
            to: here.at.target.clone(),
            from: here.clinician.line,
            purpose: Purpose::ChoosePin,
            until: self.now + PLACED_WITHIN,
        });
        let say = vec![Phrase::Emergency, Phrase::PinCallsBack];
        draft.end(Outcome::Noted, say)
    }

    /// Whether this call was placed to choose a PIN, and has asked this phone for one.
    pub(super) fn was_asked_for_new_pin(&self, target: &Target) -> bool {
        let mut earlier = self.facts.history.iter();
        earlier.any(|decision| match &decision.answer {
            Answer::Own { at, .. } => at.place == Place::NewPin && at.target == *target,
            _ => false,
        })
    }

    pub(super) fn new_pin_keyed(&self, mut draft: Draft, here: Here<'_>) -> Decision {
        match here.keyed {
            Keyed::Hashed(hash) => {
                draft.effects.push(proposed(here.clinician, hash));
                let (at, tries) = (here.at, here.at.tries);
                let say = words(vec![Phrase::PinAgain]);
                ask_for(draft, at, Place::NewPinAgain, tries, say)
            }
            Keyed::Unfit => self.not_taken(draft, here, Phrase::PinUnfit),
            Keyed::Keys(_) | Keyed::Compared { .. } => ask_again(draft, here, vec![Phrase::PinNew]),
        }
    }

    pub(super) fn new_pin_keyed_again(&self, mut draft: Draft, here: Here<'_>) -> Decision {
        match here.keyed {
            Keyed::Compared { right: true } if self.facts.pin.is_proposed => {
                draft.because(Reason::PinChosen);
                draft.effects.push(Effect::AdoptPin {
                    clinician: here.clinician.id.clone(),
                });
                draft.end(Outcome::Noted, vec![Phrase::PinSet])
            }
            Keyed::Keys(_) => ask_again(draft, here, vec![Phrase::PinAgain]),
            Keyed::Compared { .. } | Keyed::Hashed(_) | Keyed::Unfit => {
                self.not_taken(draft, here, Phrase::PinDifferent)
            }
        }
    }

    /// Said why, and from the first PIN again; three times in all.
    fn not_taken(&self, mut draft: Draft, here: Here<'_>, why: Phrase) -> Decision {
        draft.because(Reason::PinNotTaken);
        if here.at.tries.saturating_add(1) >= super::TRIES {
            return goodbye(draft, vec![why, Phrase::PinAskPractice]);
        }
        retry(draft, here, Place::NewPin, vec![why, Phrase::PinNew])
    }
}

fn pin_was(clinician: &Clinician, right: bool) -> Effect {
    Effect::PinKeyed {
        clinician: clinician.id.clone(),
        right,
    }
}

fn proposed(clinician: &Clinician, hash: &PinHash) -> Effect {
    Effect::ProposePin {
        clinician: clinician.id.clone(),
        hash: hash.clone(),
    }
}
