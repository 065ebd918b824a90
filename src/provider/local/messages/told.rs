//! A text as whoever follows the carrier is told of it: more than the relay knows, and more than a phone shows.

use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::MessageRecord;

/// A text as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `SM...`, or `MM...` with pictures.
    pub sid: String,
    /// When it was taken, UTC of the carrier's time.
    pub at: DateTime<Utc>,
    /// E.164.
    pub from: String,
    /// E.164.
    pub to: String,
    /// The words.
    pub body: String,
    /// Whether a phone sent it to one of the carrier's numbers; else the relay sent it to a phone.
    pub is_inbound: bool,
    /// `received`; or `queued`, `sent`, `delivered`, `undelivered`, `failed`, `canceled`.
    pub status: &'static str,
    /// The provider's code for why it failed.
    pub error_code: Option<u32>,
    /// Where the relay wants to be told how it goes on.
    pub status_callback: Option<String>,
    /// What is attached, once the carrier has it.
    pub attached: Vec<Attached>,
}

/// A picture or another attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// `ME...`.
    pub sid: String,
    /// What the sender said it is, such as `image/jpeg`.
    pub content_type: String,
    /// The file.
    pub bytes: Bytes,
}

impl Message {
    pub(crate) fn of(record: &MessageRecord) -> Self {
        let attached = record.media.iter().map(|media| Attached {
            sid: media.sid.clone(),
            content_type: media.content_type.clone(),
            bytes: media.bytes.clone(),
        });
        Message {
            sid: record.sid.clone(),
            at: record.created,
            from: record.from.clone(),
            to: record.to.clone(),
            body: record.body.clone(),
            is_inbound: record.direction == "inbound",
            status: record.status,
            error_code: record.error_code,
            status_callback: record.status_callback.clone(),
            attached: attached.collect(),
        }
    }
}
