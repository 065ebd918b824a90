//! Messages that callers have left, as the page is shown them: how each comes from the provider into the store.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{millis, some_millis};

/// A message. The same `recording` again: it has moved on.
#[derive(Clone, PartialEq, Serialize)]
pub struct MessageView {
    /// The provider's id of the recording.
    pub recording: String,
    /// The provider's id of the call on which it was left.
    pub call: String,
    /// When it was announced.
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
    /// Its length, where it is known.
    pub seconds: Option<u32>,
    /// Whose message it is, by name.
    pub whom: String,
    /// `announced`, `kept`, `lost`, `deleted` or `absent`.
    pub state: String,
    /// Whether the provider still has it.
    pub there: bool,
    /// When it was seen to be fetched, sealed and read back.
    #[serde(serialize_with = "some_millis")]
    pub kept_at: Option<DateTime<Utc>>,
    /// When it was seen to be gone at the provider.
    #[serde(serialize_with = "some_millis")]
    pub gone_at: Option<DateTime<Utc>>,
    /// When somebody noted it as heard.
    #[serde(serialize_with = "some_millis")]
    pub heard_at: Option<DateTime<Utc>>,
}
