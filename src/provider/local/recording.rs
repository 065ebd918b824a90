//! Recordings: what the provider knows of them, and the file that it hands out.

use chrono::{DateTime, TimeDelta, Utc};

use super::sound::{self, Utterance};
use super::trouble::RecordingTrouble;

/// A recording, as the REST API shows it.
#[derive(Clone, Debug)]
pub(crate) struct RecordingRecord {
    pub sid: String,
    pub call_sid: String,
    /// `in-progress`, `processing`, `completed`, `absent` or `deleted`.
    pub status: &'static str,
    pub started: DateTime<Utc>,
    pub seconds: u32,
    pub channels: u32,
    /// `RecordVerb` or `DialVerb`.
    pub source: &'static str,
    /// What was said in it; nothing once it is deleted.
    pub said: Vec<Utterance>,
    /// Its sound is not there before.
    pub there_from: Option<DateTime<Utc>>,
    /// So many downloads break off.
    pub cut_off: u32,
    /// So many downloads end early.
    pub short: u32,
    /// So many downloads bring a page.
    pub page: u32,
    /// So many deletions do nothing.
    pub stays: u32,
}

impl RecordingRecord {
    /// Lets something go wrong with it from now on, which is the moment when it ends; returns by how much later it is
    /// announced.
    pub fn suffer(&mut self, what: RecordingTrouble, announced: DateTime<Utc>) -> TimeDelta {
        match what {
            RecordingTrouble::Late { by } => return by,
            RecordingTrouble::Missing { long } => self.there_from = Some(announced + long),
            RecordingTrouble::CutOff { times } => self.cut_off = times,
            RecordingTrouble::Short { times } => self.short = times,
            RecordingTrouble::Page { times } => self.page = times,
            RecordingTrouble::Stays { times } => self.stays = times,
        }
        TimeDelta::zero()
    }

    /// The file: the same bytes each time.
    pub fn wav(&self) -> Vec<u8> {
        sound::file(&self.said, self.seconds, &self.sid)
    }
}

/// A recording, for whoever looks at the carrier from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// `RE` and 32 hexadecimal digits.
    pub sid: String,
    /// The call that it was made in.
    pub call_sid: String,
    /// `in-progress`, `processing`, `completed`, `absent` or `deleted`.
    pub status: &'static str,
    /// When it began, UTC.
    pub started: DateTime<Utc>,
    /// How long it is.
    pub seconds: u32,
    /// The words said in it, if they were given; none once it is deleted.
    pub words: Option<String>,
}

impl Recorded {
    pub(crate) fn of(record: &RecordingRecord) -> Self {
        Self {
            sid: record.sid.clone(),
            call_sid: record.call_sid.clone(),
            status: record.status,
            started: record.started,
            seconds: record.seconds,
            words: sound::comment(&record.said),
        }
    }
}
