//! What there is to say of a clinician, a rota and a patient, side by side: as it was, and as it becomes.

use super::said::day;
use super::table::{Cell, Row, differing, listed};
use crate::config::Configuration;
use crate::console::numbers;
use crate::console::patients::say;
use crate::console::words::Words;
use crate::domain::names::ClinicianId;
use crate::domain::patients::Grant;
use crate::domain::phone::E164;
use crate::domain::practice::{Absence, Clinician, Practice};

/// Two configurations that are compared.
#[derive(Clone, Copy)]
pub struct Two<'a> {
    /// The one before.
    pub was: &'a Configuration,
    /// The one after.
    pub becomes: &'a Configuration,
}

impl<'a> Two<'a> {
    /// The practices.
    pub fn practices(self) -> [&'a Practice; 2] {
        [&self.was.practice, &self.becomes.practice]
    }

    /// A clinician's name, as it was; of a new one as it becomes.
    pub fn name(self, id: &ClinicianId) -> String {
        let [was, becomes] = self.practices().map(|practice| &practice.clinicians);
        let found = was.get(id).or_else(|| becomes.get(id));
        found.map_or_else(|| id.to_string(), |clinician| clinician.name.clone())
    }

    /// A rota by its name, if it has one.
    pub fn rota_title(words: &Words, name: &str) -> String {
        match name.trim() {
            "" => words.t("changes-rota-nameless"),
            name => words.with("changes-rota", &[("name", name.into())]),
        }
    }

    /// The shifts of the rota of this name.
    pub fn rota(self, words: &Words, name: &str) -> Vec<Row> {
        let shifts = |of: &Configuration| {
            let rota = of.written.rotas.iter().find(|rota| rota.name == name);
            let shifts = rota.map_or(&[][..], |rota| &rota.shifts).iter();
            let shifts: Vec<(String, String)> = shifts
                .map(|shift| {
                    let who = self.name(&shift.clinician);
                    (shift.hours.expression().to_owned(), who)
                })
                .collect();
            match shifts.is_empty() {
                true => Cell::Empty,
                false => Cell::Shifts(shifts),
            }
        };
        differing([(
            words.t("changes-shifts"),
            shifts(self.was),
            shifts(self.becomes),
        )])
    }

    /// The practice's own hours.
    pub fn practice_hours(self, words: &Words) -> Vec<Row> {
        let [was, becomes] = self.practices().map(|practice| match &practice.hours {
            Some(hours) => Cell::Hours(hours.expression().to_owned()),
            None => Cell::Empty,
        });
        differing([(words.t("changes-hours"), was, becomes)])
    }

    fn of<'b>(self, id: &'b ClinicianId) -> [Option<&'a Clinician>; 2]
    where
        'a: 'b,
    {
        self.practices().map(|practice| practice.clinicians.get(id))
    }

    /// A clinician's hours; the practice's where none are written.
    pub fn hours(self, words: &Words, id: &ClinicianId) -> Vec<Row> {
        let [was, becomes] = self.of(id).map(|of| match of {
            Some(of) => Cell::Hours(of.hours.expression().to_owned()),
            None => Cell::Empty,
        });
        differing([(words.t("changes-hours"), was, becomes)])
    }

    /// A clinician's absences.
    pub fn away(self, words: &Words, id: &ClinicianId) -> Vec<Row> {
        let [was, becomes] = self.of(id).map(|of| {
            let spans = of.map_or(&[][..], |of| &of.away);
            listed(spans.iter().map(|span| self.absence(words, span)))
        });
        differing([(words.t("changes-away"), was, becomes)])
    }

    /// An absence, and who covers.
    pub fn absence(self, words: &Words, span: &Absence) -> String {
        let cover = span.cover.as_ref().map(|cover| self.name(cover));
        let gaps = [
            ("from", day(words, *span.days.start()).into()),
            ("to", day(words, *span.days.end()).into()),
            ("cover", cover.unwrap_or_default().into()),
        ];
        match &span.cover {
            Some(_) => words.with("changes-away-covered", &gaps),
            None => words.with("changes-away-uncovered", &gaps),
        }
    }

    /// What else there is of a clinician, phones by their last two digits.
    pub fn clinician(self, words: &Words, id: &ClinicianId) -> Vec<Row> {
        let text =
            |of: Option<&Clinician>, say: &dyn Fn(&Clinician) -> Cell| of.map_or(Cell::Empty, say);
        let [was, becomes] = self.of(id);
        let both = |key: String, say: &dyn Fn(&Clinician) -> Cell| {
            (key, text(was, say), text(becomes, say))
        };
        let ring = |of: &Clinician| {
            Cell::Words(words.with("changes-seconds", &[("seconds", of.ring.into())]))
        };
        differing([
            both(words.t("changes-name"), &|of| Cell::Words(of.name.clone())),
            both(words.t("changes-line"), &|of| {
                Cell::Words(numbers::line(of.line.0))
            }),
            both(words.t("changes-backup"), &|of| {
                listed(of.backup.iter().map(|id| self.name(id)))
            }),
            both(words.t("changes-ring"), &ring),
        ])
    }

    /// A row of the list, or two that are one and the same patient's.
    pub fn patient(self, words: &Words, was: Option<&Grant>, becomes: Option<&Grant>) -> Vec<Row> {
        let text = |grant: Option<&Grant>, of: &dyn Fn(&Grant) -> Option<String>| {
            grant.and_then(of).map_or(Cell::Empty, Cell::Words)
        };
        let both = |key: String, of: &dyn Fn(&Grant) -> Option<String>| {
            (key, text(was, of), text(becomes, of))
        };
        let phones = |grant: &Grant| {
            let phones = grant.phones.iter();
            let phones = phones.map(|phone| self.shown_phone(*phone));
            Some(phones.collect::<Vec<_>>().join("; "))
        };
        let yes = words.t("changes-yes");
        let mut rows = vec![
            both(words.t("changes-name"), &|grant| {
                Some(grant.name.to_string())
            }),
            both(words.t("changes-phone"), &phones),
            both(words.t("changes-whom"), &|grant| {
                Some(self.name(&grant.clinician))
            }),
            both(words.t("changes-from"), &|grant| {
                grant.from.map(|date| day(words, date))
            }),
            both(words.t("changes-until"), &|grant| {
                grant.until.map(|date| day(words, date))
            }),
            both(words.t("changes-urgent"), &|grant| {
                grant.urgent.then(|| yes.clone())
            }),
            both(words.t("changes-language"), &|grant| {
                grant
                    .language
                    .map(|language| say::language(words, language))
            }),
        ];
        let code = |grant: Option<&Grant>| match grant.and_then(|grant| grant.code.as_ref()) {
            Some(_) => Cell::Words(words.t("changes-code-set")),
            None => Cell::Empty,
        };
        let other_code = was.zip(becomes).is_some_and(|(was, becomes)| {
            was.code.is_some() && becomes.code.is_some() && was.code != becomes.code
        });
        let then = match other_code {
            true => Cell::Words(words.t("changes-code-other")),
            false => code(becomes),
        };
        rows.push((words.t("changes-code"), code(was), then));
        differing(rows)
    }

    /// A patient's phone; of one that is a clinician's as well, its last two digits.
    fn shown_phone(self, phone: E164) -> String {
        let mut practices = self.practices().into_iter();
        let theirs = practices.find(|practice| practice.clinicians.owner_of(phone).is_some());
        theirs.map_or_else(
            || numbers::line(phone),
            |practice| numbers::shown(practice, phone),
        )
    }
}
