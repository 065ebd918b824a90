//! What the provider says about texts and picture messages, in both directions.
//!
//! The views hold people's numbers and words, so they cannot be printed.

use super::params::{Missing, Params};
use super::words::wire_words;

/// The most media items that one message can have.
const MAX_MEDIA: u32 = 10;

wire_words! {
    /// A reserved word that a Messaging Service recognised in a text.
    OptOutType {
        /// No more texts, please: the provider now refuses them.
        Stop = "STOP",
        /// Texts are welcome again.
        Start = "START",
        /// The provider answered with its help text.
        Help = "HELP",
    }
}

wire_words! {
    /// What became of a message that was sent. Callbacks arrive in any order.
    MessageStatus {
        /// Taken by a Messaging Service, which has yet to choose a sender.
        Accepted = "accepted",
        /// Waiting for its time.
        Scheduled = "scheduled",
        /// Waiting to be sent.
        Queued = "queued",
        /// Being sent.
        Sending = "sending",
        /// Taken by the next carrier; may be the last that is ever heard.
        Sent = "sent",
        /// The phone has it.
        Delivered = "delivered",
        /// The carrier could not deliver it.
        Undelivered = "undelivered",
        /// It was never sent.
        Failed = "failed",
        /// The recipient opened it.
        Read = "read",
        /// Some parts arrived.
        PartiallyDelivered = "partially_delivered",
        /// Taken back before it was sent.
        Canceled = "canceled",
        /// Coming in.
        Receiving = "receiving",
        /// Came in.
        Received = "received",
    }
}

impl MessageStatus {
    /// Whether nothing more will be heard of the message.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        matches!(
            self,
            Self::Delivered | Self::Undelivered | Self::Failed | Self::Read | Self::Canceled
        )
    }
}

/// One picture or other attachment of a message that came in.
pub struct Media<'a> {
    /// Where the provider keeps it; fetching needs credentials.
    pub url: &'a str,
    /// Its media type, such as `image/jpeg`, as claimed.
    pub content_type: Option<&'a str>,
}

/// A message that came in.
pub struct MessageParams<'a> {
    /// The message.
    pub sid: &'a str,
    /// Which account it belongs to.
    pub account_sid: Option<&'a str>,
    /// The sender as claimed: E.164, a short code or a name.
    pub from: &'a str,
    /// The line it came to.
    pub to: &'a str,
    /// The text exactly as sent, blanks at its ends included; empty where there are only pictures.
    pub body: &'a str,
    /// How many attachments the provider announces.
    pub num_media: u32,
    /// The attachments that it gives an address for.
    pub media: Vec<Media<'a>>,
    /// Only from a Messaging Service with its own opt-out words.
    pub opt_out_type: Option<OptOutType>,
}

impl<'a> MessageParams<'a> {
    /// Views an incoming message's parameters.
    ///
    /// # Errors
    /// [`Missing`] without `MessageSid` (or its old name `SmsSid`) or `From`.
    pub fn of(params: &'a Params) -> Result<Self, Missing> {
        let num_media = params.number("NumMedia").unwrap_or(0);
        Ok(Self {
            sid: message_sid(params)?,
            account_sid: params.filled("AccountSid"),
            from: params.required("From")?,
            to: params.get("To").unwrap_or_default(),
            body: params.get("Body").unwrap_or_default(),
            num_media,
            media: media(params, num_media.min(MAX_MEDIA)),
            opt_out_type: params.filled("OptOutType").map(OptOutType::of),
        })
    }
}

/// What became of a message that was sent.
pub struct MessageStatusParams<'a> {
    /// The message.
    pub sid: &'a str,
    /// Which account it belongs to.
    pub account_sid: Option<&'a str>,
    /// Where it stands, as of this callback.
    pub status: MessageStatus,
    /// Why it was not delivered; `0` is `None`.
    pub error_code: Option<u32>,
}

impl<'a> MessageStatusParams<'a> {
    /// Views a message's status callback.
    ///
    /// # Errors
    /// [`Missing`] without `MessageSid` or `MessageStatus` (or their old names `SmsSid`, `SmsStatus`).
    pub fn of(params: &'a Params) -> Result<Self, Missing> {
        let status = params
            .filled("MessageStatus")
            .or_else(|| params.filled("SmsStatus"))
            .ok_or(Missing("MessageStatus"))?;
        Ok(Self {
            sid: message_sid(params)?,
            account_sid: params.filled("AccountSid"),
            status: MessageStatus::of(status),
            error_code: params.number("ErrorCode").filter(|code| *code != 0),
        })
    }
}

fn message_sid(params: &Params) -> Result<&str, Missing> {
    params
        .required("MessageSid")
        .or_else(|missing| params.filled("SmsSid").ok_or(missing))
}

fn media(params: &Params, count: u32) -> Vec<Media<'_>> {
    (0..count)
        .filter_map(|index| {
            Some(Media {
                url: params.filled(&format!("MediaUrl{index}"))?,
                content_type: params.filled(&format!("MediaContentType{index}")),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(form: &str) -> Params {
        Params::parse(form.as_bytes()).unwrap()
    }

    #[test]
    fn a_text_is_read_untrimmed() {
        let params =
            params("MessageSid=SM1&From=%2B12025550143&To=%2B12025550100&Body=+Hi%0A+&NumMedia=0");
        let message = MessageParams::of(&params).unwrap();
        assert_eq!((message.sid, message.body), ("SM1", " Hi\n "));
        assert_eq!((message.from, message.to), ("+12025550143", "+12025550100"));
        assert!(message.media.is_empty() && message.opt_out_type.is_none());
    }

    #[test]
    fn pictures_come_with_address_and_type() {
        let params = params(
            "MessageSid=MM1&From=%2B12025550143&Body=&NumMedia=2&MediaUrl0=https%3A%2F%2Fa&MediaContentType0=image%2Fjpeg\
             &MediaUrl1=https%3A%2F%2Fb",
        );
        let message = MessageParams::of(&params).unwrap();
        assert_eq!((message.body, message.num_media), ("", 2));
        let [first, second] = message.media.as_slice() else {
            panic!("two pictures");
        };
        assert_eq!(
            (first.url, first.content_type),
            ("https://a", Some("image/jpeg"))
        );
        assert_eq!((second.url, second.content_type), ("https://b", None));
    }

    #[test]
    fn an_absurd_number_of_pictures_is_no_work() {
        let params = params("MessageSid=MM1&From=x&NumMedia=4000000000");
        assert!(MessageParams::of(&params).unwrap().media.is_empty());
    }

    #[test]
    fn a_reserved_word_is_told_where_the_service_recognises_it() {
        let params = params("MessageSid=SM1&From=x&Body=ARRET&OptOutType=STOP");
        let message = MessageParams::of(&params).unwrap();
        assert_eq!(message.opt_out_type, Some(OptOutType::Stop));
    }

    #[test]
    fn a_failed_delivery_is_read_with_its_reason() {
        let params = params("SmsSid=SM2&SmsStatus=undelivered&ErrorCode=30003");
        let status = MessageStatusParams::of(&params).unwrap();
        assert_eq!(status.sid, "SM2");
        assert_eq!(status.status, MessageStatus::Undelivered);
        assert!(status.status.is_terminal());
        assert_eq!(status.error_code, Some(30003));
    }

    #[test]
    fn sent_may_be_the_last_word_but_is_not_the_end() {
        assert!(!MessageStatus::of("sent").is_terminal());
        assert!(MessageStatus::of("delivered").is_terminal());
        assert!(!MessageStatus::of("new-word").is_terminal());
    }

    #[test]
    fn a_message_without_id_or_status_is_refused() {
        assert_eq!(
            MessageParams::of(&params("From=x")).err(),
            Some(Missing("MessageSid"))
        );
        assert_eq!(
            MessageStatusParams::of(&params("MessageSid=SM1")).err(),
            Some(Missing("MessageStatus"))
        );
    }
}
