//! What of the journal is asked for: the filters as they stand in the address, and addresses with other ones.

use chrono::{DateTime, NaiveDate, Utc};

use super::outcome::Sought;
use crate::console::form::Fields;
use crate::console::visit::Visit;
use crate::domain::availability::start_of_day;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::practice::Practice;
use crate::store::console::journal::{EntryKind, Position, Wanted};
use crate::store::console::journal_messages::{Behind, WantedMessages};

/// Members of a household whose calls are looked for together, at most.
const HOUSEHOLD: usize = 12;

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Calls and texts.
    #[default]
    All,
    /// Calls alone.
    Calls,
    /// Texts alone.
    Texts,
    /// The messages that callers have left.
    Messages,
}

/// The filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is listed.
    pub kind: Kind,
    /// Whose line; `None`: all that may be seen.
    pub clinician: Option<ClinicianId>,
    /// Whose calls and texts.
    pub patient: Option<PatientId>,
    /// The first day, in the practice's zone.
    pub from: Option<NaiveDate>,
    /// The last day, included.
    pub to: Option<NaiveDate>,
    /// What became of it.
    pub outcome: Option<Sought>,
    /// Behind which entry the page begins, as the address has it.
    before: Option<(i64, String)>,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::All, Kind::Calls, Kind::Texts, Kind::Messages];

    /// The word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Kind::All => "",
            Kind::Calls => "calls",
            Kind::Texts => "texts",
            Kind::Messages => "messages",
        }
    }

    fn entries(self) -> Option<EntryKind> {
        match self {
            Kind::Calls => Some(EntryKind::Call),
            Kind::Texts => Some(EntryKind::Text),
            Kind::All | Kind::Messages => None,
        }
    }
}

impl Query {
    /// Out of the part of the address behind `?`. What is not understood is no filter; a clinician gets the own line.
    pub fn read(visit: &Visit, raw: Option<&str>) -> Query {
        let mut query = Query::of(&Fields::read(raw.unwrap_or_default().as_bytes()));
        if let Some(own) = visit.only() {
            query.clinician = Some(own.clone());
        }
        query
    }

    /// Out of the fields of an address, whoever asks.
    pub fn of(fields: &Fields) -> Query {
        let kinds = Kind::ALL.into_iter();
        Query {
            kind: kinds
                .clone()
                .find(|kind| kind.word() == fields.get("kind"))
                .unwrap_or_default(),
            clinician: ClinicianId::new(fields.get("clinician")),
            patient: fields.get("patient").parse().ok(),
            from: fields.get("from").parse().ok(),
            to: fields.get("to").parse().ok(),
            outcome: Sought::of_word(fields.get("outcome")),
            before: before(fields.get("before")),
        }
    }

    /// The same filters from the beginning of the list, for this patient or for everybody.
    pub fn of_patient(&self, patient: Option<PatientId>) -> Query {
        Query {
            patient,
            before: None,
            ..self.clone()
        }
    }

    /// The part of the address behind `?`, without the place in the list.
    pub fn encoded(&self) -> String {
        let mut encoded = form_urlencoded::Serializer::new(String::new());
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                encoded.append_pair(name, &value);
            }
        };
        add("kind", Some(self.kind.word().to_owned()));
        add(
            "clinician",
            self.clinician.as_ref().map(ToString::to_string),
        );
        add("patient", self.patient.map(|id| id.to_string()));
        add("from", self.from.map(|day| day.to_string()));
        add("to", self.to.map(|day| day.to_string()));
        add(
            "outcome",
            self.outcome.map(|sought| sought.word().to_owned()),
        );
        encoded.finish()
    }

    /// The address of this page of the journal with these filters.
    pub fn address(&self, page: &str) -> String {
        match self.encoded().as_str() {
            "" => page.to_owned(),
            encoded => format!("{page}?{encoded}"),
        }
    }

    /// The address of what is older than this.
    pub fn older(&self, at: i64, what: &str) -> String {
        let encoded = self.encoded();
        let and = if encoded.is_empty() { "" } else { "&" };
        format!("/console/journal?{encoded}{and}before={at}-{what}")
    }

    /// The address of this very page.
    pub fn here(&self) -> String {
        match &self.before {
            Some((at, what)) => self.older(*at, what),
            None => self.address("/console/journal"),
        }
    }

    /// Whether it is not the beginning of the list.
    pub fn is_older(&self) -> bool {
        self.before.is_some()
    }

    /// Whether anything is filtered.
    pub fn is_filtered(&self, own: Option<&ClinicianId>) -> bool {
        let plain = Query {
            clinician: own.cloned(),
            ..Query::default()
        };
        Query {
            before: None,
            ..self.clone()
        } != plain
    }

    /// As the store is asked for calls and texts.
    pub fn wanted(&self, practice: &Practice) -> Wanted {
        let behind = self.before.as_ref().and_then(|(at, seq)| {
            Some(Position {
                at: *at,
                seq: seq.parse().ok()?,
            })
        });
        Wanted {
            kind: self.kind.entries(),
            clinician: self.clinician.clone(),
            patients: self.patients(practice),
            from: self.since(practice),
            until: self.until(practice),
            behind,
        }
    }

    /// As the store is asked for messages.
    pub fn wanted_messages(&self, practice: &Practice) -> WantedMessages {
        let behind = self.before.as_ref().and_then(|(at, id)| {
            Some(Behind {
                at: *at,
                id: id.parse().ok()?,
            })
        });
        WantedMessages {
            clinician: self.clinician.clone(),
            patients: self.patients(practice),
            from: self.since(practice),
            until: self.until(practice),
            behind,
        }
    }

    /// The patient's household: who shares the phone is told apart by nobody.
    fn patients(&self, practice: &Practice) -> Vec<PatientId> {
        let Some(patient) = self.patient else {
            return Vec::new();
        };
        let mut all = vec![patient];
        if let Some(grant) = practice.patients.get(patient) {
            let phones = grant.phones.iter();
            let sharing = phones.flat_map(|phone| practice.patients.ever(&grant.clinician, *phone));
            for other in sharing {
                if !all.contains(&other.id) && all.len() < HOUSEHOLD {
                    all.push(other.id);
                }
            }
        }
        all
    }

    fn since(&self, practice: &Practice) -> Option<DateTime<Utc>> {
        self.from.map(|day| start_of_day(practice, day))
    }

    fn until(&self, practice: &Practice) -> Option<DateTime<Utc>> {
        let after = self.to?.succ_opt()?;
        Some(start_of_day(practice, after))
    }
}

/// A place in the list: `at-seq`, or `at-id` of a message.
fn before(text: &str) -> Option<(i64, String)> {
    let (at, what) = text.split_once('-')?;
    Some((at.parse().ok()?, what.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(encoded: &str) -> Query {
        Query::of(&Fields::read(encoded.as_bytes()))
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let query = read(
            "kind=calls&clinician=okafor&patient=00000000000000ab&from=2026-11-01&to=2026-11-30&outcome=missed",
        );
        assert_eq!(query.kind, Kind::Calls);
        assert_eq!(query.patient, Some(PatientId(0xab)));
        assert_eq!(query.outcome, Some(Sought::Missed));
        assert_eq!(read(&query.encoded()), query);
        let older = query.older(1_700_000_000_000_000, "17");
        let (_, encoded) = older.split_once('?').unwrap();
        let there = read(encoded);
        assert!(there.is_older() && !query.is_older());
        assert_eq!(there.encoded(), query.encoded());
    }

    #[test]
    fn what_is_not_understood_is_no_filter() {
        for nonsense in [
            "",
            "kind=7&clinician=A%20B&patient=x&from=yesterday&to=2026-02-30&outcome=well&before=now",
            "before=1",
            "before=a-b",
        ] {
            assert_eq!(read(nonsense), Query::default(), "{nonsense}");
        }
        assert_eq!(
            Query::default().address("/console/journal"),
            "/console/journal"
        );
    }

    #[test]
    fn the_last_day_is_included() {
        let practice = crate::prompts::samples::practice();
        let wanted = read("from=2026-03-29&to=2026-03-29").wanted(&practice);
        let hours = (wanted.until.unwrap() - wanted.from.unwrap()).num_hours();
        assert_eq!(hours, 23, "the clocks go forward that day");
    }
}
