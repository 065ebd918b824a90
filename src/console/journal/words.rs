//! Who called or wrote and what became of it, in the reader's words.

use crate::console::words::Words;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::practice::Practice;
use crate::store::console::journal::{Entry, EntryKind, Origin};
use crate::store::console::journal_rows::LeftMessage;

use super::outcome::{Became, Fate, Sought, Station, TextState, Why, is_by_code, patients};
use super::when::length;

/// Says things of a practice in a language.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    pub words: &'a Words,
    pub practice: &'a Practice,
}

impl Teller<'_> {
    /// A clinician's name; the id of one who is no longer configured.
    pub fn clinician(&self, id: &ClinicianId) -> String {
        match self.practice.clinicians.get(id) {
            Some(clinician) => clinician.name.clone(),
            None => id.to_string(),
        }
    }

    /// The names of patients as the configuration has them now: those who share a phone are told apart by nobody.
    pub fn patients(&self, ids: &[PatientId]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for grant in ids.iter().filter_map(|id| self.practice.patients.get(*id)) {
            if !names.contains(&&*grant.name) {
                names.push(&grant.name);
            }
        }
        match names.is_empty() {
            true => self.words.t("journal-removed-patient"),
            false => names.join(" / "),
        }
    }

    /// Who called or wrote.
    pub fn caller(&self, entry: &Entry) -> String {
        let known = patients(entry);
        match entry.from {
            Origin::Clinician => match &entry.decision.clinician {
                Some(clinician) => self.clinician(clinician),
                None => self.words.t("journal-a-clinician"),
            },
            Origin::Nightbell => self.words.t("journal-nightbell"),
            Origin::Patient | Origin::Unknown if !known.is_empty() => {
                let name = self.patients(known);
                match is_by_code(entry) {
                    true => self.words.with("journal-by-code", &[("name", name.into())]),
                    false => name,
                }
            }
            Origin::Patient | Origin::Unknown => self.words.t("journal-unknown-caller"),
        }
    }

    /// Whose line, or whom it was for.
    pub fn line(&self, entry: &Entry) -> String {
        match (&entry.line, entry.from) {
            (_, Origin::Clinician) if !patients(entry).is_empty() => self.patients(patients(entry)),
            (Some(_), Origin::Clinician) => self.words.t("journal-nightbell"),
            (Some(clinician), _) => self.clinician(clinician),
            (None, _) => self.words.t("journal-no-line"),
        }
    }

    /// Whose message.
    pub fn mailbox(&self, message: &LeftMessage) -> String {
        use crate::domain::decision::Mailbox;
        match &message.mailbox {
            Mailbox::Clinician(clinician) => self.clinician(clinician),
            Mailbox::Practice => self.words.t("journal-practice-box"),
        }
    }

    /// Who left the message.
    pub fn who_left(&self, message: &LeftMessage) -> String {
        match message.patients.is_empty() {
            true => self.words.t("journal-unknown-caller"),
            false => self.patients(&message.patients),
        }
    }

    /// What an entry is: a call, or a text to or from whom.
    pub fn kind(&self, entry: &Entry) -> String {
        match (entry.kind, entry.from) {
            (EntryKind::Call, _) => self.words.t("journal-call"),
            (EntryKind::Text, Origin::Clinician) => self.words.t("journal-text-out"),
            (EntryKind::Text, _) => self.words.t("journal-text-in"),
        }
    }

    /// What became of a call.
    pub fn became(&self, became: &Became) -> String {
        let words = self.words;
        match became {
            Became::Answered(Some(clinician)) => {
                let who = self.clinician(clinician);
                words.with("journal-answered-by", &[("who", who.into())])
            }
            Became::Answered(None) => words.t("journal-answered-desk"),
            Became::PatientReached => words.t("journal-patient-reached"),
            Became::PatientNotReached => words.t("journal-patient-not-reached"),
            Became::Message {
                seconds,
                for_practice,
            } => {
                let left = match for_practice {
                    true => words.t("journal-message-practice"),
                    false => words.t("journal-message-left"),
                };
                match seconds {
                    Some(seconds) => format!("{left}, {}", length(i64::from(*seconds))),
                    None => left,
                }
            }
            Became::Missed => words.t("journal-missed"),
            Became::LeftNothing => words.t("journal-left-nothing"),
            Became::Refused => words.t("journal-refused"),
            Became::OwnLine => words.t("journal-own-line"),
            Became::Placed => words.t("journal-placed"),
            Became::UnderWay => words.t("journal-under-way"),
        }
    }

    /// How it came to that, and how long it took.
    pub fn details(&self, fate: &Fate) -> String {
        let lengths = [
            (fate.rung, "journal-rung"),
            (fate.talked, "journal-talked"),
            (fate.lasted, "journal-lasted"),
        ];
        let lengths = lengths.into_iter().filter_map(|(seconds, key)| {
            let seconds = length(seconds?);
            Some(self.words.with(key, &[("length", seconds.into())]))
        });
        let way = Some(self.way(fate)).filter(|way| !way.is_empty());
        let parts: Vec<String> = way.into_iter().chain(lengths).collect();
        parts.join(" · ")
    }

    /// How it came to that; nothing where what became of it says it all.
    pub fn way(&self, fate: &Fate) -> String {
        if let ([Station::Rang(rung)], Became::Answered(Some(by))) = (&fate.way[..], &fate.became)
            && rung == by
        {
            return String::new();
        }
        let way: Vec<String> = fate
            .way
            .iter()
            .map(|station| self.station(station))
            .collect();
        way.join(" → ")
    }

    fn station(&self, station: &Station) -> String {
        let words = self.words;
        let who = |key: &str, clinician: &ClinicianId| {
            words.with(key, &[("who", self.clinician(clinician).into())])
        };
        match station {
            Station::Closed(Why::Hours) => words.t("journal-way-closed"),
            Station::Closed(Why::Paused) => words.t("journal-way-paused"),
            Station::Closed(Why::Away) => words.t("journal-way-away"),
            Station::Closed(Why::Limit) => words.t("journal-way-limit"),
            Station::Rang(clinician) => who("journal-way-rang", clinician),
            Station::RangDesk => words.t("journal-way-desk"),
            Station::RangPatient => words.t("journal-way-patient"),
            Station::Declined(clinician) => who("journal-way-declined", clinician),
            Station::Menu => words.t("journal-way-menu"),
            Station::Urgent => words.t("journal-way-urgent"),
        }
    }

    /// What became of a text.
    pub fn text(&self, state: TextState) -> String {
        let words = self.words;
        match state {
            TextState::Delivered => words.t("journal-text-delivered"),
            TextState::Sent => words.t("journal-text-sent"),
            TextState::Waiting => words.t("journal-text-waiting"),
            TextState::Held => words.t("journal-text-held"),
            TextState::Asked => words.t("journal-text-asked"),
            TextState::Failed => words.t("journal-text-failed"),
            TextState::Withdrawn => words.t("journal-text-withdrawn"),
            TextState::Relayed => words.t("journal-text-relayed"),
            TextState::Command => words.t("journal-text-command"),
            TextState::Refused => words.t("journal-text-refused"),
        }
    }

    /// What can be looked for.
    pub fn sought(&self, sought: Sought) -> String {
        let words = self.words;
        match sought {
            Sought::Answered => words.t("journal-sought-answered"),
            Sought::Message => words.t("journal-sought-message"),
            Sought::Missed => words.t("journal-sought-missed"),
            Sought::LeftNothing => words.t("journal-sought-left-nothing"),
            Sought::Refused => words.t("journal-sought-refused"),
            Sought::Delivered => words.t("journal-sought-delivered"),
            Sought::Held => words.t("journal-sought-held"),
            Sought::Failed => words.t("journal-sought-failed"),
            Sought::New => words.t("journal-sought-new"),
            Sought::Heard => words.t("journal-sought-heard"),
        }
    }

    /// Whether a message was heard, and by whom.
    pub fn heard(&self, message: &LeftMessage, zone: chrono_tz::Tz) -> String {
        let words = self.words;
        let heard = message.heard_at.map(|at| {
            let at = super::when::moment(words, zone, at);
            match self.hearer(message) {
                Some(who) => words.with(
                    "journal-heard-by",
                    &[("at", at.into()), ("who", who.into())],
                ),
                None => words.with("journal-heard", &[("at", at.into())]),
            }
        });
        let state = match message.state.as_str() {
            "deleted" => Some(words.t("journal-message-deleted")),
            "lost" => Some(words.t("journal-message-lost")),
            "announced" => Some(words.t("journal-message-coming")),
            _ => None,
        };
        match (heard, state) {
            (Some(heard), Some(state)) => format!("{heard} · {state}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => words.t("journal-message-new"),
        }
    }

    fn hearer(&self, message: &LeftMessage) -> Option<String> {
        let by = message.heard_by.as_deref()?;
        // An account of the console is written with a sign that no clinician's id has.
        match by.strip_prefix('@') {
            Some(account) => Some(account.to_owned()),
            None => ClinicianId::new(by).map(|id| self.clinician(&id)),
        }
    }
}
