//! Who stands on the page, told anew whenever the files, the day or the hour change it.

use std::sync::PoisonError;

use crate::domain::decision::Decision;

use super::super::cast::{self, cast};
use super::super::people::PEOPLE;
use super::super::show;
use super::super::view::{Event, PersonView};
use super::Studio;

impl Studio {
    /// Tells who stands on the page now, if that has changed. New phones are plugged in.
    pub(super) fn tell_company(&self) {
        // One after another: what is told last must not be what was looked at first.
        let company = &self.0.company;
        let _alone = company.lock().unwrap_or_else(PoisonError::into_inner);
        let in_force = &self.configured().in_force;
        let mut people = cast(&PEOPLE, &in_force.practice, self.0.setting.clock.now());
        for person in &people {
            let phone = self.0.local.carrier.phone(&person.number);
            phone.set_landline(person.landline);
        }
        people.extend(self.leaving(&people));
        let fixed = show::fixed(&in_force.practice, people);
        let event = Event::Fixed;
        self.0.feed.publish_if(fixed, |known| &known.fixed, event);
    }

    /// Those whose phones no file names any more, but who are still in a call.
    fn leaving(&self, people: &[PersonView]) -> Vec<PersonView> {
        let known = self.0.feed.look(|changing| changing.fixed.people.clone());
        let is_gone = |one: &PersonView| people.iter().all(|other| other.number != one.number);
        let is_busy = |one: &PersonView| {
            let phone = self.0.local.carrier.phone(&one.number);
            phone.is_ringing() || phone.is_in_call()
        };
        let gone = known.into_iter().filter(|one| is_gone(one) && is_busy(one));
        gone.map(cast::leaving).collect()
    }

    /// Somebody on the page.
    pub(super) fn person(&self, number: &str) -> Option<PersonView> {
        self.0.feed.look(|changing| {
            let mut people = changing.fixed.people.iter();
            people.find(|person| person.number == number).cloned()
        })
    }

    /// Whose phone this is: the network knows, and the page is told the name alone.
    pub(super) fn name_of(&self, number: &str) -> String {
        let owner = cast::owner(&self.configured().in_force.practice, number);
        let named = owner.or_else(|| Some(self.person(number)?.name));
        named.unwrap_or_else(|| "somebody".to_owned())
    }

    /// Whom a decision has rung, by name.
    pub(super) fn rung(&self, decision: &Decision) -> Option<String> {
        show::rung(&decision.answer, &self.configured().in_force.practice)
    }
}
