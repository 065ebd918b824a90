//! What the receiving phones got, held against what the senders said.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::time::Duration;

use nightbell::provider::local::{Carrier, Heard};

use super::practice::Practice;
use super::relay::Left;
use super::traffic::{Lane, Said, conversation, is_said};
use crate::support::scan::shows;

/// How it went.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub kills: usize,
    pub texts: usize,
    /// Texts whose webhook the relay never answered; it found them in the provider's list.
    pub fetched: usize,
    /// Texts of the relay itself: whom a line stands for.
    pub own_words: usize,
    pub lost: Vec<String>,
    pub twice: Vec<String>,
    pub out_of_order: Vec<String>,
    /// Texts on a phone that they were not meant for, and words that nobody said.
    pub astray: Vec<String>,
    /// Clinicians' numbers that a patient's phone saw.
    pub unmasked: Vec<String>,
    pub left: Left,
    pub rest: BTreeMap<&'static str, u64>,
    pub took: Duration,
}

type Heap = HashMap<Lane, Vec<String>>;

impl Report {
    pub fn of(
        carrier: &Carrier,
        practice: &Practice,
        said: &HashMap<Lane, Vec<Said>>,
        left: Left,
        kills: usize,
        took: Duration,
    ) -> Report {
        let mut report = Report {
            kills,
            texts: said.values().map(Vec::len).sum(),
            fetched: said
                .values()
                .flatten()
                .filter(|said| !said.announced)
                .count(),
            left,
            rest: carrier.tally(),
            took,
            ..Report::default()
        };
        let got = report.got(carrier, practice);
        for (lane, said) in said {
            report.compare(*lane, said, got.get(lane).map_or(&[], Vec::as_slice));
        }
        for (lane, got) in &got {
            if !said.contains_key(lane) {
                report.astray.push(format!("{lane:?}: {got:?}"));
            }
        }
        report
    }

    /// What arrived, by conversation, in the order of its arrival.
    fn got(&mut self, carrier: &Carrier, practice: &Practice) -> Heap {
        let mut got = Heap::new();
        for (n, patient) in practice.patients.iter().enumerate() {
            let line = &practice.clinicians[patient.clinician].line;
            for (from, body) in texts(carrier, &patient.phone) {
                for clinician in &practice.clinicians {
                    if shows(&body, &clinician.phone) || from == clinician.phone {
                        self.unmasked.push(format!("{}: {body}", patient.phone));
                    }
                }
                let is_theirs = conversation(&body).is_none_or(|whose| whose == n);
                if from != *line || !is_theirs {
                    self.astray
                        .push(format!("{} from {from}: {body}", patient.phone));
                    continue;
                }
                let lane = Lane {
                    patient: n,
                    to_clinician: false,
                };
                got.entry(lane).or_default().push(body);
            }
        }
        for (n, clinician) in practice.clinicians.iter().enumerate() {
            let arrived = texts(carrier, &clinician.phone);
            let mut whose = HashMap::new();
            for (from, body) in &arrived {
                if let Some(patient) = conversation(body) {
                    let first = *whose.entry(from.clone()).or_insert(patient);
                    let is_theirs = practice
                        .patients
                        .get(patient)
                        .is_some_and(|patient| patient.clinician == n);
                    if first != patient || !is_theirs {
                        self.astray
                            .push(format!("{} from {from}: {body}", clinician.phone));
                    }
                }
            }
            for (from, body) in arrived {
                match whose.get(&from) {
                    Some(patient) => got
                        .entry(Lane {
                            patient: *patient,
                            to_clinician: true,
                        })
                        .or_default()
                        .push(body),
                    None => self
                        .astray
                        .push(format!("{} from {from}: {body}", clinician.phone)),
                }
            }
        }
        got
    }

    fn compare(&mut self, lane: Lane, said: &[Said], got: &[String]) {
        let mut balance: BTreeMap<&str, i64> = BTreeMap::new();
        for said in said {
            *balance.entry(&said.body).or_default() += 1;
        }
        for body in got {
            *balance.entry(body).or_default() -= 1;
        }
        let was_said = |body: &str| said.iter().any(|said| said.body == body);
        for (body, left) in &balance {
            let note = format!("{lane:?}: {body} ({left:+})");
            match left {
                1.. => self.lost.push(note),
                0 => {}
                // Whom the line stands for is said once.
                -1 if !is_said(body) => self.own_words += 1,
                _ if was_said(body) || !is_said(body) => self.twice.push(note),
                _ => self.astray.push(note),
            }
        }
        // What the relay was not told of came whenever it was found; of words said often nobody knows which those were.
        let late: Vec<&str> = said
            .iter()
            .filter(|said| !said.announced)
            .map(|said| said.body.as_str())
            .collect();
        let counts = |body: &str| balance.get(body) == Some(&0) && !late.contains(&body);
        let meant = said.iter().map(|said| said.body.as_str());
        let meant: Vec<&str> = meant.filter(|body| counts(body)).collect();
        let came = got.iter().map(String::as_str);
        let came: Vec<&str> = came.filter(|body| counts(body)).collect();
        for (meant, came) in meant
            .iter()
            .zip(&came)
            .filter(|(meant, came)| meant != came)
        {
            self.out_of_order
                .push(format!("{lane:?}: {came} came where {meant} was next"));
        }
    }

    /// Whether every promise was kept.
    pub fn is_clean(&self) -> bool {
        self.lost.is_empty()
            && self.twice.is_empty()
            && self.out_of_order.is_empty()
            && self.astray.is_empty()
            && self.unmasked.is_empty()
            && self.left.unfinished.is_empty()
            && self.left.chain_is_whole
    }
}

fn texts(carrier: &Carrier, phone: &str) -> Vec<(String, String)> {
    let transcript = carrier.phone(phone).transcript().into_iter();
    transcript
        .filter_map(|entry| match entry.what {
            Heard::Text { from, body, .. } => Some((from, body)),
            _ => None,
        })
        .collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requests: u64 = self.rest.values().sum();
        writeln!(f, "kills                    {:>8}", self.kills)?;
        writeln!(f, "texts                    {:>8}", self.texts)?;
        writeln!(f, "  never announced        {:>8}", self.fetched)?;
        writeln!(f, "the relay's own          {:>8}", self.own_words)?;
        writeln!(f, "lost                     {:>8}", self.lost.len())?;
        writeln!(f, "twice                    {:>8}", self.twice.len())?;
        writeln!(f, "out of order             {:>8}", self.out_of_order.len())?;
        writeln!(f, "astray                   {:>8}", self.astray.len())?;
        writeln!(f, "unmasked                 {:>8}", self.unmasked.len())?;
        writeln!(
            f,
            "left in the outbox       {:>8}",
            self.left.unfinished.len()
        )?;
        writeln!(
            f,
            "journal's chain          {:>8}",
            match self.left.chain_is_whole {
                true => "whole",
                false => "broken",
            }
        )?;
        writeln!(f, "requests to the provider {requests:>8}")?;
        for (how, count) in &self.rest {
            writeln!(f, "  {how:<23}{count:>8}")?;
        }
        writeln!(f, "seconds                  {:>8}", self.took.as_secs())?;
        let wrong = [
            ("lost", &self.lost),
            ("twice", &self.twice),
            ("out of order", &self.out_of_order),
            ("astray", &self.astray),
            ("unmasked", &self.unmasked),
            ("left", &self.left.unfinished),
            ("logged", &self.left.errors),
        ];
        for (what, list) in wrong {
            for one in list.iter().take(20) {
                writeln!(f, "{what}: {one}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found wrong when these were said and those came; `!` marks a text that was never announced.
    fn found(said: &[&str], came: &[&str]) -> [usize; 4] {
        let said: Vec<Said> = said
            .iter()
            .map(|words| Said {
                body: words.trim_start_matches('!').to_owned(),
                announced: !words.starts_with('!'),
            })
            .collect();
        let came: Vec<String> = came.iter().map(|&words| words.to_owned()).collect();
        let lane = Lane {
            patient: 1,
            to_clinician: true,
        };
        let mut report = Report::default();
        report.compare(lane, &said, &came);
        [
            report.lost.len(),
            report.twice.len(),
            report.out_of_order.len(),
            report.astray.len(),
        ]
    }

    #[test]
    fn a_text_that_is_lost_doubled_overtaken_or_nobodys_is_found() {
        let said = ["#1 a", "Thanks.", "#1 b", "Thanks."];
        assert_eq!(found(&said, &said), [0, 0, 0, 0]);
        assert_eq!(found(&said, &["#1 a", "Thanks.", "Thanks."])[0], 1);
        assert_eq!(found(&said, &["#1 a", "Thanks.", "#1 b"])[0], 1);
        let twice = ["#1 a", "Thanks.", "#1 b", "#1 b", "Thanks."];
        assert_eq!(found(&said, &twice)[1], 1);
        let late = ["Thanks.", "#1 a", "#1 b", "Thanks."];
        assert_eq!(found(&said, &late)[2], 2);
        let strange = ["#1 a", "Thanks.", "#1 x", "#1 b", "Thanks."];
        assert_eq!(found(&said, &strange)[3], 1);
    }

    #[test]
    fn a_text_that_was_never_announced_may_come_late_but_must_come() {
        let said = ["!#1 a", "#1 b"];
        assert_eq!(found(&said, &["#1 b", "#1 a"]), [0, 0, 0, 0]);
        assert_eq!(found(&said, &["#1 b"])[0], 1);
        assert_eq!(found(&said, &["#1 a", "#1 b", "#1 a"])[1], 1);
    }
}
