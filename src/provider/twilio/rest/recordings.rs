//! Recordings: which there are, the sound, and a deletion that is confirmed.

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::Deserialize;

use super::client::{Client, Request};
use super::download::Download;
use super::error::Error;
use super::outcome::Repeating;
use super::paging::{Item, Listing, Query};
use super::wire;
use crate::provider::twilio::recording::{RecordingSource, RecordingStatus};

/// In which form the sound comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 16 bit, 8 kHz: 128 kbit/s, about 1 MB a minute.
    Wav,
    /// 32 kbit/s, about 240 KB a minute.
    Mp3,
}

impl Format {
    const fn suffix(self) -> &'static str {
        match self {
            Self::Wav => ".wav",
            Self::Mp3 => ".mp3",
        }
    }
}

/// A recording as the provider keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Its id at the provider.
    pub sid: String,
    /// The call that it belongs to.
    pub call_sid: String,
    /// Where it stands; `Other` also for one that is being processed or was deleted.
    pub status: RecordingStatus,
    /// Its length in seconds, once known.
    pub duration_seconds: Option<u32>,
    /// What made it.
    pub source: RecordingSource,
    /// When it began.
    pub start_time: Option<DateTime<Utc>>,
    /// Why it is absent.
    pub error_code: Option<u32>,
}

/// That a recording is gone from the provider, which has confirmed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// It was there, and is deleted.
    Deleted,
    /// It was not there any more.
    AlreadyGone,
}

#[derive(Deserialize)]
struct Wire {
    sid: String,
    #[serde(default)]
    call_sid: Option<String>,
    status: String,
    #[serde(default, deserialize_with = "wire::lenient")]
    duration: Option<u32>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default, deserialize_with = "wire::lenient")]
    error_code: Option<u32>,
    #[serde(default, deserialize_with = "wire::instant")]
    start_time: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "wire::instant")]
    date_created: Option<DateTime<Utc>>,
}

impl Item for Wire {
    fn sid(&self) -> &str {
        &self.sid
    }

    fn created(&self) -> Option<DateTime<Utc>> {
        self.date_created
    }
}

impl From<Wire> for Recording {
    fn from(wire: Wire) -> Self {
        Self {
            status: RecordingStatus::of(&wire.status),
            source: RecordingSource::of(wire.source.as_deref().unwrap_or_default()),
            sid: wire.sid,
            call_sid: wire.call_sid.unwrap_or_default(),
            duration_seconds: wire.duration,
            start_time: wire.start_time,
            error_code: wire.error_code.filter(|code| *code != 0),
        }
    }
}

impl Client {
    /// The recordings of one call.
    ///
    /// # Errors
    /// Those of reading; nothing is changed.
    pub async fn recordings_of(&self, call_sid: &str) -> Result<Listing<Recording>, Error> {
        self.recordings("CallSid", call_sid).await
    }

    /// The recordings made since then, of all calls.
    ///
    /// # Errors
    /// Those of reading; nothing is changed.
    pub async fn recordings_since(
        &self,
        since: DateTime<Utc>,
    ) -> Result<Listing<Recording>, Error> {
        self.recordings("DateCreated>", &wire::filter(since)).await
    }

    async fn recordings(&self, filter: &str, value: &str) -> Result<Listing<Recording>, Error> {
        let mut url = self.url(&["Recordings"], ".json")?;
        url.query_pairs_mut().append_pair(filter, value);
        let query = Query {
            url,
            name: "recordings",
            since: None,
        };
        self.list(query, |wire: Wire| Some(wire.into())).await
    }

    /// What is known of a recording.
    ///
    /// # Errors
    /// [`Error::NotYet`] where the provider does not have it, or not any more.
    pub async fn recording(&self, sid: &str) -> Result<Recording, Error> {
        let wire = self.known(sid).await.map_err(Error::or_not_yet)?;
        Ok(wire.into())
    }

    async fn known(&self, sid: &str) -> Result<Wire, Error> {
        let url = self.url(&["Recordings", sid], ".json")?;
        let body = self.ask(Request::of(Method::GET, url)).await?;
        Repeating::DoesNoHarm.read(&body)
    }

    /// Fetches a recording of at most `limit` bytes.
    ///
    /// # Errors
    /// [`Error::NotYet`] until it is stored, which may take a while after it is announced.
    pub async fn fetch_recording(
        &self,
        sid: &str,
        format: Format,
        limit: u64,
    ) -> Result<Download, Error> {
        let url = self.url(&["Recordings", sid], format.suffix())?;
        self.download(url, limit).await
    }

    /// Deletes a recording, and asks for it again to make sure that it is gone.
    ///
    /// # Errors
    /// [`Error::NotYet`] where the provider still has it, or is still making it: ask again.
    pub async fn delete_recording(&self, sid: &str) -> Result<Deletion, Error> {
        let was_there = self
            .delete(self.url(&["Recordings", sid], ".json")?)
            .await?;
        match self.known(sid).await {
            Ok(wire) if wire.status != "deleted" => return Err(Error::NotYet),
            Err(error) if !error.is_gone() => return Err(error),
            Ok(_) | Err(_) => {}
        }
        Ok(if was_there {
            Deletion::Deleted
        } else {
            Deletion::AlreadyGone
        })
    }
}
