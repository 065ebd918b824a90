//! What is wrong, in plain words, each with what to do.

use chrono::{DateTime, TimeDelta, Utc};

use super::gaps;
use crate::console::moments;
use crate::console::visit::Visit;
use crate::console::words::Words;
use crate::domain::decision::Recipient;
use crate::domain::names::ClinicianId;
use crate::domain::practice::Practice;
use crate::domain::reachability::Gap;
use crate::jobs::well::Trouble;
use crate::store::console::Today;

/// After so long without a word from the provider.
const SILENT: TimeDelta = TimeDelta::days(1);

/// One thing that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// What.
    pub what: String,
    /// What to do.
    pub todo: String,
    /// What the program says of it, in English.
    pub detail: Option<String>,
    /// Where to go: the page's path, and its name.
    pub link: Option<(String, String)>,
    /// Whom it concerns; `None`: the whole practice.
    pub about: Option<ClinicianId>,
}

/// Everything that is wrong and that this account may see, the gravest first.
pub fn all(visit: &Visit, troubles: &[Trouble], today: Option<&Today>, gaps: &[Gap]) -> Vec<Wrong> {
    let teller = Teller {
        words: &visit.words,
        practice: &visit.in_force.practice,
        now: visit.at,
        own: visit.only(),
    };
    let mut all: Vec<Wrong> = troubles
        .iter()
        .map(|trouble| teller.trouble(trouble))
        .collect();
    if let Some(today) = today {
        all.extend(teller.silence(today));
        all.extend(teller.failed(today));
    } else if !troubles
        .iter()
        .any(|it| matches!(it, Trouble::StoreDown(_)))
    {
        all.push(teller.unreadable());
    }
    let accounts = visit.console.accounts_trouble();
    all.extend(accounts.map(|why| teller.accounts(why)));
    all.retain(|wrong| {
        visit
            .only()
            .is_none_or(|own| wrong.about.as_ref() == Some(own))
    });
    let own = |gap: &&Gap| visit.only().is_none_or(|own| gap.clinician == *own);
    all.extend(gaps::told(visit, gaps.iter().filter(own)));
    all
}

struct Teller<'a> {
    words: &'a Words,
    practice: &'a Practice,
    now: DateTime<Utc>,
    /// Whoever reads it, where it is a clinician.
    own: Option<&'a ClinicianId>,
}

impl Teller<'_> {
    fn at(&self, at: DateTime<Utc>) -> String {
        moments::short(self.words, self.practice.zone, self.now, at)
    }

    fn name(&self, id: &ClinicianId) -> String {
        let clinician = self.practice.clinicians.get(id);
        clinician
            .map_or(id.as_str(), |clinician| &clinician.name)
            .to_owned()
    }

    fn trouble(&self, trouble: &Trouble) -> Wrong {
        match trouble {
            Trouble::EditRefused(refused) => Wrong {
                what: self.words.with(
                    "now-edit-refused",
                    &[
                        ("mistakes", refused.mistakes.into()),
                        ("since", self.at(refused.since).into()),
                    ],
                ),
                todo: self.words.t("now-edit-refused-do"),
                detail: Some(refused.first.clone()),
                link: Some((
                    "/console/history".to_owned(),
                    self.words.t("page-tab-history"),
                )),
                ..Wrong::default()
            },
            Trouble::RowsLost(rows) => Wrong {
                what: self
                    .words
                    .with("now-rows-lost", &[("rows", (*rows).into())]),
                todo: self.words.t("now-rows-lost-do"),
                ..Wrong::default()
            },
            Trouble::StoreDown(why) => Wrong {
                what: self.words.t("now-store-down"),
                todo: self.words.t("now-store-down-do"),
                detail: Some(why.clone()),
                ..Wrong::default()
            },
            Trouble::SendingFails(why) => Wrong {
                what: self.words.t("now-sending-fails"),
                todo: self.words.t("now-sending-fails-do"),
                detail: Some(why.to_string()),
                ..Wrong::default()
            },
            Trouble::TextsLate { .. } | Trouble::TextUnread(_) => self.late(trouble),
            Trouble::PhoneNotConfirmed(clinician) => Wrong {
                what: self.words.with(
                    "now-phone-not-confirmed",
                    &[("who", self.name(clinician).into())],
                ),
                todo: match self.own {
                    Some(_) => self.words.t("now-phone-own-do"),
                    None => self.words.t("now-phone-not-confirmed-do"),
                },
                link: match self.own {
                    Some(_) => None,
                    None => Some((
                        format!("/console/clinicians/{clinician}"),
                        self.words.t("page-tab-clinicians"),
                    )),
                },
                about: Some(clinician.clone()),
                ..Wrong::default()
            },
            Trouble::MessagesOfNobody {
                clinician,
                messages,
            } => self.of_nobody(clinician, *messages),
            _ => self.messages(trouble),
        }
    }

    /// Whoever was called has gone: a manager is all who can hear them.
    fn of_nobody(&self, clinician: &ClinicianId, messages: u64) -> Wrong {
        let gaps = [
            ("messages", messages.into()),
            ("who", clinician.as_str().into()),
        ];
        let there = format!("/console/journal?kind=messages&clinician={clinician}");
        Wrong {
            what: self.words.with("now-messages-of-nobody", &gaps),
            todo: self.words.t("now-messages-of-nobody-do"),
            link: Some((there, self.words.t("page-tab-journal"))),
            ..Wrong::default()
        }
    }

    fn late(&self, trouble: &Trouble) -> Wrong {
        let (what, todo) = match trouble {
            Trouble::TextsLate { texts, since } => (
                self.words.with(
                    "now-texts-late",
                    &[
                        ("texts", (*texts).into()),
                        ("since", self.at(*since).into()),
                    ],
                ),
                self.words.t("now-texts-late-do"),
            ),
            Trouble::TextUnread(since) => (
                self.words
                    .with("now-text-unread", &[("since", self.at(*since).into())]),
                self.words.t("now-text-unread-do"),
            ),
            _ => return Wrong::default(),
        };
        Wrong {
            what,
            todo,
            link: Some((
                "/console/journal".to_owned(),
                self.words.t("page-tab-journal"),
            )),
            ..Wrong::default()
        }
    }

    fn messages(&self, trouble: &Trouble) -> Wrong {
        let counted = |count: u64| ("messages", count.into());
        let (what, todo) = match trouble {
            Trouble::MessagesNotHere {
                messages,
                since,
                waits,
            } => (
                self.words.with(
                    "now-messages-not-here",
                    &[counted(*messages), ("since", self.at(*since).into())],
                ),
                match Trouble::is_stuck(*waits) {
                    false => self.words.t("now-messages-not-here-do"),
                    true => self.words.t("now-messages-stuck-do"),
                },
            ),
            Trouble::MessagesLost(messages) => (
                self.words.with("now-messages-lost", &[counted(*messages)]),
                self.words.t("now-messages-lost-do"),
            ),
            Trouble::MessagesUnheard {
                messages,
                since,
                kept_for,
            } => (
                self.words.with(
                    "now-messages-unheard",
                    &[counted(*messages), ("since", self.at(*since).into())],
                ),
                self.words.with(
                    "now-messages-unheard-do",
                    &[("days", kept_for.num_days().into())],
                ),
            ),
            Trouble::CopiesStuck(copies) => (
                self.words
                    .with("now-copies-stuck", &[("copies", (*copies).into())]),
                self.words.t("now-copies-stuck-do"),
            ),
            Trouble::RecordingsUnknown(since) => (
                self.words.with(
                    "now-recordings-unknown",
                    &[("since", self.at(*since).into())],
                ),
                self.words.t("now-recordings-unknown-do"),
            ),
            // Those above have their own words; what is new has at least the program's.
            other => (self.words.t("now-other"), other.to_string()),
        };
        Wrong {
            what,
            todo,
            ..Wrong::default()
        }
    }

    /// Nothing has come from the provider for a day, where something had come before.
    fn silence(&self, today: &Today) -> Option<Wrong> {
        let last = today
            .last_webhook
            .filter(|last| self.now - *last > SILENT)?;
        Some(Wrong {
            what: self
                .words
                .with("now-silent", &[("since", self.at(last).into())]),
            todo: self.words.t("now-silent-do"),
            ..Wrong::default()
        })
    }

    /// Texts that did not arrive, told once for each recipient.
    fn failed(&self, today: &Today) -> Vec<Wrong> {
        let mut to: Vec<(&Recipient, u64)> = Vec::new();
        for recipient in &today.failed {
            match to.iter_mut().find(|(known, _)| *known == recipient) {
                Some((_, count)) => *count += 1,
                None => to.push((recipient, 1)),
            }
        }
        let all = to.iter().map(|(recipient, texts)| {
            let (who, about) = self.recipient(recipient);
            let gaps = [("texts", (*texts).into()), ("who", who.into())];
            Wrong {
                what: self.words.with("now-not-delivered", &gaps),
                todo: match about {
                    Some(_) if self.own.is_some() => self.words.t("now-not-delivered-own-do"),
                    Some(_) => self.words.t("now-not-delivered-clinician-do"),
                    None => self.words.t("now-not-delivered-patient-do"),
                },
                about,
                ..Wrong::default()
            }
        });
        all.collect()
    }

    fn recipient(&self, recipient: &Recipient) -> (String, Option<ClinicianId>) {
        let clinician = match recipient {
            Recipient::Clinician(id) => id,
            Recipient::ClinicianPhone(target) => &target.clinician,
            Recipient::Number(number) => {
                let rows = self.practice.clinicians.iter();
                let mut rows =
                    rows.flat_map(|clinician| self.practice.patients.ever(&clinician.id, *number));
                let name = rows.next().map(|row| row.name.to_string());
                return (name.unwrap_or_else(|| self.words.t("now-somebody")), None);
            }
        };
        (self.name(clinician), Some(clinician.clone()))
    }

    /// The list of accounts has a mistake: the last good one counts.
    fn accounts(&self, why: String) -> Wrong {
        Wrong {
            what: self.words.t("now-accounts"),
            todo: self.words.t("now-accounts-do"),
            detail: Some(why),
            ..Wrong::default()
        }
    }

    fn unreadable(&self) -> Wrong {
        Wrong {
            what: self.words.t("now-unreadable"),
            todo: self.words.t("now-store-down-do"),
            ..Wrong::default()
        }
    }
}
