//! The people of the page as the configuration in force speaks of them: an edit of a name, of a number or of an access
//! shows on the page as it does in the next call.

mod listed;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::domain::availability::{absence, cover_of, on_duty};
use crate::domain::names::ClinicianId;
use crate::domain::phone::E164;
use crate::domain::practice::{Clinician, Practice};
use crate::prompts::hours_words::describe;

use super::people::{Person, Role};
use super::sample;
use super::view::{Contact, PersonView};

/// Three words for a phone that no file names any more.
const GONE: &str = "No longer in the configuration";

/// Everybody with a telephone, callers first. A phone that only an edit of the files has named gets somebody too: it
/// must be possible to answer it.
pub fn cast(people: &[Person], practice: &Practice, now: DateTime<Utc>) -> Vec<PersonView> {
    let stage = Stage {
        people,
        practice,
        now,
    };
    people
        .iter()
        .flat_map(|person| stage.enter(person))
        .chain(stage.joined())
        .chain(stage.listed())
        .collect()
}

/// What somebody becomes whose phone is still in a call when no file names it any more.
pub fn leaving(person: PersonView) -> PersonView {
    PersonView {
        of: None,
        line: None,
        hours: None,
        tag: GONE.to_owned(),
        story: gone(),
        ..person
    }
}

/// The name of the one with this phone, as the practice knows the phone.
pub fn owner(practice: &Practice, number: &str) -> Option<String> {
    let (clinician, _) = practice.clinicians.by_phone(number.parse().ok()?)?;
    Some(clinician.name.clone())
}

struct Stage<'a> {
    people: &'a [Person],
    practice: &'a Practice,
    now: DateTime<Utc>,
}

impl Stage<'_> {
    /// Somebody of the sample, and the phones that the files give them beside the one of the sample.
    fn enter(&self, person: &Person) -> Vec<PersonView> {
        match person.role {
            Role::Patient | Role::Stranger => vec![self.caller(person)],
            Role::Clinician(id) => {
                let home = ClinicianId::new(id).and_then(|id| self.practice.clinicians.get(&id));
                let mut all = vec![self.colleague(person, home)];
                all.extend(
                    home.into_iter()
                        .flat_map(|home| self.more_phones(home, "new")),
                );
                all
            }
            Role::Desk => {
                let mut all = vec![self.colleague(person, None)];
                all.extend(self.other_desk(person));
                all
            }
        }
    }

    /// Somebody on the clinicians' side whose phone is the sample's. It is whose the files say.
    fn colleague(&self, person: &Person, home: Option<&Clinician>) -> PersonView {
        let number: Option<E164> = person.number.parse().ok();
        let owner = number.and_then(|number| self.practice.clinicians.by_phone(number));
        let is_desk = number.is_some() && self.practice.front_desk == number;
        let as_is = PersonView {
            role: "clinician",
            ..base(person)
        };
        match owner {
            Some((clinician, _)) => self.clinician(clinician, as_is, "other"),
            None if is_desk => PersonView {
                role: "desk",
                story: person.own.to_owned(),
                tag: "Landline".to_owned(),
                ..as_is
            },
            None => {
                let name = match home {
                    Some(home) => format!("{}'s old phone", home.name),
                    None => person.name.to_owned(),
                };
                leaving(PersonView { name, ..as_is })
            }
        }
    }

    /// A clinician at one of the own phones; any but the first is called the `other`.
    fn clinician(&self, clinician: &Clinician, at: PersonView, other: &str) -> PersonView {
        let first = clinician.phones.first();
        let is_first = first.is_some_and(|phone| phone.number.expose() == at.number);
        let name = match is_first && other != "new" {
            true => clinician.name.clone(),
            false => format!("{}'s {other} phone", clinician.name),
        };
        let (tag, story) = self.doing(clinician);
        PersonView {
            name,
            first: first_name(&clinician.name),
            initials: initials(&clinician.name),
            tag,
            story,
            hours: Some(self.weekly(clinician)),
            of: Some(clinician.id.to_string()),
            line: Some(clinician.line.wire()),
            pin: self.pin(clinician),
            ..at
        }
    }

    /// The PIN that the demo has set for a clinician.
    fn pin(&self, clinician: &Clinician) -> Option<&'static str> {
        let is = |person: &&Person| matches!(person.role, Role::Clinician(id) if id == clinician.id.as_str());
        self.people.iter().find(is)?.pin
    }

    /// A clinician's phones that nobody of the sample has.
    fn more_phones(&self, clinician: &Clinician, other: &str) -> Vec<PersonView> {
        let numbers = clinician.phones.iter().map(|phone| phone.number.expose());
        let unknown = numbers.filter(|number| !self.is_known(number));
        let at = |number| PersonView {
            number,
            role: "clinician",
            side: "clinicians",
            language: self.practice.language.to_string(),
            ..PersonView::default()
        };
        unknown
            .map(|number| self.clinician(clinician, at(number), other))
            .collect()
    }

    /// Clinicians whom the sample has not.
    fn joined(&self) -> Vec<PersonView> {
        let is_at_home = |one: &Clinician| {
            let of = |person: &Person| matches!(person.role, Role::Clinician(id) if id == one.id.as_str());
            self.people.iter().any(of)
        };
        let all = self.practice.clinicians.iter();
        all.filter(|one| !is_at_home(one))
            .flat_map(|one| self.more_phones(one, "other"))
            .collect()
    }

    fn other_desk(&self, desk: &Person) -> Option<PersonView> {
        let number = self.practice.front_desk?.wire();
        let is_clinicians = owner(self.practice, &number).is_some();
        (!is_clinicians && !self.is_known(&number)).then(|| PersonView {
            number,
            name: format!("{}'s new phone", desk.name),
            role: "desk",
            story: desk.own.to_owned(),
            tag: "Landline".to_owned(),
            ..base(desk)
        })
    }

    fn is_known(&self, number: &str) -> bool {
        self.people.iter().any(|person| person.number == number)
    }

    /// In three words, and in a sentence or two.
    fn doing(&self, clinician: &Clinician) -> (String, String) {
        let (practice, now) = (self.practice, self.now);
        let duty = on_duty(practice, now).is_some_and(|on_duty| on_duty.id == clinician.id);
        let is_open = clinician.hours.is_open(now);
        let names = |ids: &[ClinicianId]| {
            let known = ids.iter().filter_map(|id| practice.clinicians.get(id));
            listed::joined(known.map(|one| one.name.as_str()))
        };
        let mut story = Vec::new();
        let absence = absence(practice, clinician, now);
        if let Some(absence) = absence {
            story.push(format!("Away until {}.", long(*absence.days.end())));
            if let Some(cover) = cover_of(practice, clinician, now) {
                story.push(format!("{} covers, and is rung instead.", cover.name));
            }
        } else if !clinician.backup.is_empty() {
            let backup = names(&clinician.backup);
            story.push(format!(
                "Where the call is not taken, {backup} is rung next."
            ));
        }
        let backs = practice.clinicians.iter();
        let backs = backs.filter(|other| other.backup.contains(&clinician.id));
        let backed: Vec<ClinicianId> = backs.map(|other| other.id.clone()).collect();
        if absence.is_none() && !backed.is_empty() {
            let backed = names(&backed);
            story.push(format!("Rung where {backed} does not take the call."));
        }
        if duty {
            story.push("On duty for urgent calls now.".to_owned());
        }
        if story.is_empty() {
            story.push("Takes calls in the own hours.".to_owned());
        }
        let tag = match absence {
            Some(_) => "Away",
            None if duty => "On duty",
            None if is_open => "In hours",
            None => "Closed",
        };
        (tag.to_owned(), story.join(" "))
    }

    fn weekly(&self, clinician: &Clinician) -> String {
        let holidays = sample::holidays();
        let from = self.practice.day(self.now);
        let from = from.with_day(1).unwrap_or(from);
        let words = describe(&clinician.hours, |day| holidays.name(day), from, 1);
        words.weekly.join("; ")
    }

    /// Whose front lines somebody has at hand: those on the card, and those of whoever gave access.
    fn contacts(&self, person: &Person, granted: &[&ClinicianId]) -> Vec<Contact> {
        let on_card = person.contacts.iter().copied();
        let mut ids: Vec<&str> = on_card.collect();
        for id in granted {
            if !ids.contains(&id.as_str()) {
                ids.push(id.as_str());
            }
        }
        let ids = ids.into_iter().filter_map(ClinicianId::new);
        let clinicians = ids.filter_map(|id| self.practice.clinicians.get(&id));
        clinicians
            .map(|clinician| Contact {
                name: clinician.name.clone(),
                note: "on the card".to_owned(),
                number: clinician.line.wire(),
            })
            .collect()
    }
}

/// What the files have no say in.
fn base(person: &Person) -> PersonView {
    let side = match person.role {
        Role::Patient | Role::Stranger => "callers",
        Role::Clinician(_) | Role::Desk => "clinicians",
    };
    let first = person.first.map(str::to_owned);
    PersonView {
        number: person.number.to_owned(),
        name: person.name.to_owned(),
        first: first.unwrap_or_else(|| first_name(person.name)),
        initials: initials(person.name),
        side,
        language: person.language.to_owned(),
        withheld: person.withheld,
        landline: person.landline,
        ..PersonView::default()
    }
}

fn gone() -> String {
    "No file names this phone any more: no new call comes here.".to_owned()
}

/// The words of a name, without titles and what follows a comma.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let name = name.split(',').next().unwrap_or(name);
    let is_title = |word: &&str| {
        let word = word.trim_end_matches('.');
        ["Dr", "Mr", "Mrs", "Ms", "Prof"].contains(&word)
    };
    name.split_whitespace().skip_while(is_title)
}

/// Shortly: "Dr Okafor", or all of a name that has no title.
pub fn called(name: &str) -> String {
    let name = name.split(',').next().unwrap_or(name);
    let (first, last) = (name.split_whitespace().next(), words(name).last());
    match (first, last) {
        (Some(title), Some(last)) if words(name).next() != Some(title) => format!("{title} {last}"),
        _ => name.to_owned(),
    }
}

fn first_name(name: &str) -> String {
    words(name).next().unwrap_or(name).to_owned()
}

/// Of the first and the last word.
fn initials(name: &str) -> String {
    let (first, last) = (words(name).next(), words(name).skip(1).last());
    let letters = [first, last].into_iter().flatten();
    letters
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}

fn long(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
