//! Texts: what phones send to the carrier's numbers, and what the relay sends to phones.

mod inbound;
mod keywords;
mod outbound;
mod told;

use bytes::Bytes;
use chrono::{DateTime, Utc};

pub(crate) use inbound::inbound;
pub(crate) use outbound::{Draft, send};
pub use told::{Attached, Message};

/// A picture or another attachment.
#[derive(Clone, Debug)]
pub(crate) struct MediaRecord {
    pub sid: String,
    pub content_type: String,
    pub bytes: Bytes,
}

/// A text, as the REST API shows it.
#[derive(Clone, Debug)]
pub(crate) struct MessageRecord {
    pub sid: String,
    pub from: String,
    pub to: String,
    pub body: String,
    /// `inbound`, `outbound-api` or `outbound-reply`.
    pub direction: &'static str,
    pub status: &'static str,
    pub error_code: Option<u32>,
    pub created: DateTime<Utc>,
    pub updated: DateTime<Utc>,
    /// Inbound: when the webhook was requested. Outbound: when it left.
    pub sent: Option<DateTime<Utc>>,
    pub media: Vec<MediaRecord>,
    pub status_callback: Option<String>,
    /// Inbound: whether the relay answered its webhook; none while that is under way.
    pub announced: Option<bool>,
    /// The Messaging Service that it was sent through.
    pub service: Option<String>,
    /// It has left, and its phone is off.
    pub waits: bool,
}

/// How many segments a body takes: 160 or 153 of the GSM alphabet, 70 or 67 of any other.
pub(crate) fn segments(body: &str) -> usize {
    const GSM: &str = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤ÄÖÑÜ§¿äöñüà^{}\\[~]|€";
    let is_gsm = body
        .chars()
        .all(|c| (c.is_ascii() && c != '`') || GSM.contains(c));
    let (units, single, multi) = if is_gsm {
        (
            body.chars()
                .map(|c| if "^{}\\[~]|€".contains(c) { 2 } else { 1 })
                .sum(),
            160,
            153,
        )
    } else {
        (body.encode_utf16().count(), 70, 67)
    };
    if units <= single {
        1
    } else {
        units.div_ceil(multi)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_counted_by_alphabet() {
        assert_eq!(segments(""), 1);
        assert_eq!(segments(&"a".repeat(160)), 1);
        assert_eq!(segments(&"a".repeat(161)), 2);
        assert_eq!(segments(&"ж".repeat(70)), 1);
        assert_eq!(segments(&"ж".repeat(71)), 2);
    }
}
