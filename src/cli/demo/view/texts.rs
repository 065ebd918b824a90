//! Texts as the page is shown them: what phones send and get, what is attached, and where each stands in the outbox.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{millis, some_millis};

/// A text as the carrier has it. The same `sid` again: it has moved on.
#[derive(Clone, PartialEq, Serialize)]
pub struct TextView {
    /// The provider's id of it.
    pub sid: String,
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
    pub direction: Direction,
    /// E.164, as the provider is told it.
    pub from: String,
    /// The same.
    pub to: String,
    pub body: String,
    pub pictures: Vec<PictureView>,
    /// `received`; or `queued`, `sent`, `delivered`, `undelivered`, `failed`, `canceled`.
    pub status: &'static str,
    /// The provider's code for why it failed.
    pub error: Option<u32>,
    /// The row of the outbox that it was sent for: [`OutboxView::id`].
    pub outbox: Option<String>,
}

/// From where to where a text goes.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From a phone to one of the practice's lines.
    In,
    /// From the relay to a phone.
    Out,
}

/// Something attached, to be had at `/api/pictures/{id}`.
#[derive(Clone, PartialEq, Serialize)]
pub struct PictureView {
    pub id: String,
    /// What the sender says it is, such as `image/jpeg`.
    #[serde(rename = "type")]
    pub kind: String,
    pub bytes: usize,
    /// Whether it says where it was taken.
    pub position: bool,
    /// Whether a clinician's number can be read in it.
    pub number: bool,
}

/// A row of the relay's outbox: what was decided and what became of it. No phone knows it.
#[derive(Clone, PartialEq, Serialize)]
pub struct OutboxView {
    pub id: String,
    /// What it came of: the provider's id of a text or a call; none where Nightbell itself began it.
    pub of: Option<String>,
    /// `relay`, `held`, `urgent`, `notice`, `missed-call`, `message`, `confirmation` or `digest`.
    pub kind: &'static str,
    /// Where it stands: the word of its stage, such as `held` or `delivered`.
    pub stage: &'static str,
    /// When it goes, or is looked at again.
    #[serde(serialize_with = "some_millis")]
    pub due: Option<DateTime<Utc>>,
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
    /// From which of the practice's lines.
    pub from: String,
    /// Whose phone it is for, by name.
    pub whom: String,
    /// Whose words it has.
    pub author: Author,
    /// How often it was tried.
    pub attempts: u32,
}

/// Whose words a text has.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    Nightbell,
    Patient,
    Clinician,
}
