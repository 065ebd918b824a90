//! What exactly was done, in the reader's words. The log keeps ids and a few words of its own, as they were on the day;
//! names are those of today. What is not understood, as a row of an earlier or a later Nightbell, is shown as it is.

use maud::{Markup, html};

use crate::config::versions;
use crate::console::moments;
use crate::console::words::Words;
use crate::console::{journal, visit::Visit};
use crate::domain::names::{ClinicianId, MessageId, PatientId};
use crate::domain::practice::Practice;
use crate::store::AuditRow;

/// The detail of a row.
pub fn shown(visit: &Visit, row: &AuditRow) -> Markup {
    let teller = Teller {
        words: &visit.words,
        practice: &visit.in_force.practice,
    };
    let told = teller.tells(&row.what, &row.detail);
    // A name may hold what a page must not: one such name hides its row's detail, not the whole log.
    if told
        .as_ref()
        .is_some_and(|told| visit.in_force.guard.finds(&told.words))
    {
        return html! { "…" };
    }
    match told {
        Some(Told {
            words,
            message: Some(message),
        }) => html! { (words) " " code.soft { (message) } },
        Some(told) => html! { (told.words) },
        None => html! { (row.detail) },
    }
}

/// A detail in words.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    words: String,
    /// Which message, where it is about one: two rows about one message have the same.
    message: Option<MessageId>,
}

struct Teller<'a> {
    words: &'a Words,
    practice: &'a Practice,
}

impl Teller<'_> {
    fn tells(&self, what: &str, detail: &str) -> Option<Told> {
        let told = match what {
            "heard-message" | "deleted-message" => return self.message(detail),
            "exported" => self.exported(detail),
            "changed-configuration" => self.changed(detail),
            "set-pin" | "called-for-pin" | "called-phone" | "texted-phone" => {
                self.clinician(detail)
            }
            "totp-set" => self.codes(detail),
            _ => None,
        };
        told.map(|words| Told {
            words,
            message: None,
        })
    }

    /// "00ab… of okafor, played".
    fn message(&self, detail: &str) -> Option<Told> {
        let (id, rest) = detail.split_once(" of ")?;
        let (whose, how) = rest.rsplit_once(", ")?;
        let message: MessageId = id.parse().ok()?;
        let who = match whose {
            "the practice" => self.words.t("audit-of-practice"),
            id => self.clinician(id)?,
        };
        let who = [("who", who.into())];
        let words = match how {
            "played" => self.words.with("audit-played", &who),
            "marked as heard" => self.words.with("audit-marked", &who),
            "deleted" => self.words.with("audit-message", &who),
            _ => return None,
        };
        Some(Told {
            words,
            message: Some(message),
        })
    }

    /// "patients", "journal", "journal, kind=calls&clinician=okafor".
    fn exported(&self, detail: &str) -> Option<String> {
        let (what, filters) = detail.split_once(", ").unwrap_or((detail, ""));
        match (what, filters) {
            ("patients", "") => Some(self.words.t("audit-list-of-patients")),
            ("journal", "") => Some(self.words.t("audit-whole-journal")),
            ("journal", filters) => {
                let filters = journal::filters_in_words(self.words, self.practice, filters);
                let gaps = [("filters", filters.join(" · ").into())];
                (!filters.is_empty()).then(|| self.words.with("audit-journal", &gaps))
            }
            _ => None,
        }
    }

    /// "hours okafor": [`Change::word`](crate::config::edit::wish::Change::word) and what it is about.
    fn changed(&self, detail: &str) -> Option<String> {
        let words = self.words;
        let (what, about) = detail.split_once(' ').unwrap_or((detail, ""));
        let clinician =
            |key: &str| Some(words.with(key, &[("who", self.clinician(about)?.into())]));
        let patient = |key: &str| Some(words.with(key, &[("who", self.patient(about)?.into())]));
        match (what, about) {
            ("practice-hours", "") => Some(words.t("audit-did-practice-hours")),
            ("rota", "") => Some(words.t("audit-did-rota")),
            ("hours", _) => clinician("audit-did-hours"),
            ("away", _) => clinician("audit-did-away"),
            ("clinician", _) => clinician("audit-did-clinician"),
            ("phone", _) => clinician("audit-did-phone"),
            ("clinician-added", _) => clinician("audit-did-clinician-added"),
            ("clinician-removed", _) => clinician("audit-did-clinician-removed"),
            ("patient-added", "") => Some(words.t("audit-did-patient-added")),
            ("patient-added", _) => clinician("audit-did-patient-added-for"),
            ("patient-changed", _) => patient("audit-did-patient-changed"),
            ("patient-removed", _) => patient("audit-did-patient-removed"),
            ("patients", counts) => self.many(counts),
            ("restored", version) => self.restored(version),
            _ => None,
        }
    }

    /// "+3 ~1 -0".
    fn many(&self, counts: &str) -> Option<String> {
        let mut counts = counts.split(' ');
        let mut count = |sign: char| counts.next()?.strip_prefix(sign)?.parse::<u32>().ok();
        let gaps = [
            ("added", count('+')?.into()),
            ("changed", count('~')?.into()),
            ("removed", count('-')?.into()),
        ];
        Some(self.words.with("audit-did-patients", &gaps))
    }

    fn restored(&self, version: &str) -> Option<String> {
        let when = versions::moment(version)?;
        let when = moments::full(self.words, self.practice.zone, when);
        Some(
            self.words
                .with("audit-did-restored", &[("when", when.into())]),
        )
    }

    fn codes(&self, detail: &str) -> Option<String> {
        match detail {
            "on" => Some(self.words.t("audit-codes-on")),
            "off" => Some(self.words.t("audit-codes-off")),
            _ => None,
        }
    }

    /// The name; the id of one who is no longer configured.
    fn clinician(&self, id: &str) -> Option<String> {
        let id = ClinicianId::new(id)?;
        Some(match self.practice.clinicians.get(&id) {
            Some(clinician) => clinician.name.clone(),
            None => {
                let gaps = [("id", id.to_string().into())];
                self.words.with("audit-gone", &gaps)
            }
        })
    }

    /// The name; of one who is no longer listed so, the id that the log has: no name is kept.
    fn patient(&self, id: &str) -> Option<String> {
        let id: PatientId = id.parse().ok()?;
        Some(match self.practice.patients.get(id) {
            Some(grant) => grant.name.to_string(),
            None => {
                let gaps = [("id", id.to_string().into())];
                self.words.with("audit-gone", &gaps)
            }
        })
    }
}

#[cfg(test)]
mod tests;
