//! What became of the messages, held against what was left: in the store, at the provider, and on the clinicians' phones.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::time::Duration;

use nightbell::provider::local::{Carrier, Heard, Recorded};

use super::callers::Message;
use super::practice::Practice;
use super::relay::Left;
use crate::support::scan::shows;

/// A message as it was found in the data folder when all was over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The provider's id of its recording.
    pub recording: String,
    pub state: String,
    /// Whether the provider may still have it.
    pub there: bool,
    /// Its sound; none: it cannot be read.
    pub sound: Option<Vec<u8>>,
}

/// How it went.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    pub kills: usize,
    pub calls: usize,
    pub left: usize,
    pub kept: usize,
    pub deleted: usize,
    pub notices: usize,
    /// Recordings that nothing was said in.
    pub absent: usize,
    /// What else the relay told the clinicians: missed calls, and whom a line stands for.
    pub own_words: usize,
    pub lost: Vec<String>,
    pub twice: Vec<String>,
    /// Files that are not what was said.
    pub damaged: Vec<String>,
    pub still_there: Vec<String>,
    pub not_told: Vec<String>,
    pub told_twice: Vec<String>,
    pub unmasked: Vec<String>,
    pub rest: Left,
    pub tally: BTreeMap<&'static str, u64>,
    pub took: Duration,
}

impl Kept {
    /// Holds what was found against what was left. `said`: who called, and what was said on which call.
    pub fn of(recordings: &[Recorded], said: &HashMap<String, Message>, found: &[Found]) -> Kept {
        let mut kept = Kept::default();
        let mut rows: HashMap<&str, Vec<&Found>> = HashMap::new();
        for row in found {
            rows.entry(&row.recording).or_default().push(row);
        }
        for recording in recordings {
            let rows = rows.remove(recording.sid.as_str()).unwrap_or_default();
            match recording.seconds {
                0 => kept.nothing(recording, &rows),
                _ => kept.message(recording, said.get(&recording.call_sid), &rows),
            }
        }
        for (recording, _) in rows {
            kept.twice.push(format!("{recording}: nobody left it"));
        }
        kept
    }

    fn nothing(&mut self, recording: &Recorded, rows: &[&Found]) {
        self.absent += 1;
        if rows.iter().any(|row| row.state != "absent") {
            self.twice
                .push(format!("{}: nothing was said in it", recording.sid));
        }
    }

    fn message(&mut self, recording: &Recorded, said: Option<&Message>, rows: &[&Found]) {
        self.left += 1;
        let sid = &recording.sid;
        match rows {
            [] => {
                return self
                    .lost
                    .push(format!("{sid}: {} at the provider", recording.status));
            }
            [row] if row.state != "kept" => self.lost.push(format!("{sid}: {}", row.state)),
            [row] => self.file(row, said),
            several => self.twice.push(format!("{sid}: {} times", several.len())),
        }
        let is_gone = recording.status == "deleted";
        self.deleted += usize::from(is_gone);
        if !is_gone || rows.iter().any(|row| row.there) {
            self.still_there
                .push(format!("{sid}: {} there, {rows:?}", recording.status));
        }
    }

    fn file(&mut self, row: &Found, said: Option<&Message>) {
        let is_right = |sound: &Vec<u8>| {
            let words = said.and_then(|said| said.words.as_deref());
            let words = words.unwrap_or_default().as_bytes();
            sound.starts_with(b"RIFF")
                && (words.is_empty() || sound.windows(words.len()).any(|part| part == words))
        };
        match row.sound.as_ref().is_some_and(is_right) {
            true => self.kept += 1,
            false => self.damaged.push(row.recording.clone()),
        }
    }

    /// Holds the texts on the clinicians' phones against what each patient has left.
    pub fn told(&mut self, practice: &Practice, left: &[usize], texts: &[(usize, String)]) {
        let mut balance: BTreeMap<usize, i64> = BTreeMap::new();
        for patient in left {
            *balance.entry(*patient).or_default() += 1;
        }
        for (clinician, body) in texts {
            let Some(rest) = body.strip_prefix("New message: ") else {
                self.own_words += 1;
                continue;
            };
            let mut of_clinician = (0..practice.patients.len())
                .filter(|n| practice.patients[*n].clinician == *clinician);
            let Some(patient) =
                of_clinician.find(|n| rest.starts_with(&(practice.named(*n) + ",")))
            else {
                self.told_twice.push(format!("nobody's: {body}"));
                continue;
            };
            self.notices += 1;
            *balance.entry(patient).or_default() -= 1;
        }
        for (patient, left) in balance {
            let note = format!("{}: {left:+}", practice.named(patient));
            match left {
                1.. => self.not_told.push(note),
                0 => {}
                _ => self.told_twice.push(note),
            }
        }
    }

    /// Looks for clinicians' numbers in what patients' phones saw and heard.
    pub fn masks(&mut self, carrier: &Carrier, practice: &Practice) {
        for patient in &practice.patients {
            let transcript = carrier.phone(&patient.phone).transcript();
            let seen = transcript.iter().flat_map(|entry| entry.what.seen());
            for words in seen {
                for clinician in &practice.clinicians {
                    if shows(words, &clinician.phone) {
                        self.unmasked.push(format!("{}: {words}", patient.phone));
                    }
                }
            }
        }
    }

    /// Whether every promise was kept.
    pub fn is_clean(&self) -> bool {
        self.wrong().iter().all(|(_, list)| list.is_empty())
            && self.rest.chain_is_whole
            && [self.kept, self.deleted, self.notices] == [self.left; 3]
    }

    fn wrong(&self) -> [(&'static str, &Vec<String>); 8] {
        [
            ("lost", &self.lost),
            ("twice", &self.twice),
            ("damaged", &self.damaged),
            ("still at the provider", &self.still_there),
            ("not told", &self.not_told),
            ("told twice", &self.told_twice),
            ("unmasked", &self.unmasked),
            ("left to do", &self.rest.unfinished),
        ]
    }
}

/// The texts on the clinicians' phones, with whose phone it is.
pub fn texts(carrier: &Carrier, practice: &Practice) -> Vec<(usize, String)> {
    let phones = practice.clinicians.iter().enumerate();
    let texts = phones.flat_map(|(n, clinician)| {
        let transcript = carrier.phone(&clinician.phone).transcript().into_iter();
        transcript.filter_map(move |entry| match entry.what {
            Heard::Text { body, .. } => Some((n, body)),
            _ => None,
        })
    });
    texts.collect()
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requests: u64 = self.tally.values().sum();
        let mut line = |what: &str, count: usize| writeln!(f, "{what:<26}{count:>8}");
        line("kills", self.kills)?;
        line("calls", self.calls)?;
        line("messages left", self.left)?;
        line("in the store, whole", self.kept)?;
        line("deleted at the provider", self.deleted)?;
        line("notices", self.notices)?;
        line("nothing said", self.absent)?;
        line("the relay's other texts", self.own_words)?;
        for (what, list) in self.wrong() {
            line(what, list.len())?;
        }
        line(
            "requests to the provider",
            usize::try_from(requests).unwrap_or_default(),
        )?;
        for (how, count) in &self.tally {
            line(
                &format!("  {how}"),
                usize::try_from(*count).unwrap_or_default(),
            )?;
        }
        line(
            "seconds",
            usize::try_from(self.took.as_secs()).unwrap_or_default(),
        )?;
        let chain = if self.rest.chain_is_whole {
            "whole"
        } else {
            "broken"
        };
        writeln!(f, "{:<26}{chain:>8}", "journal's chain")?;
        for (what, list) in self.wrong() {
            for one in list.iter().take(20) {
                writeln!(f, "{what}: {one}")?;
            }
        }
        for error in self.rest.errors.iter().take(20) {
            writeln!(f, "logged: {error}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
