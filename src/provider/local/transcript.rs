//! What a phone saw and heard, in order. Tests and the demo read it; nothing in it is told to the relay.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::exchange::Exchange;
use super::messages::Message;

/// One line of a phone's transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When it happened, UTC.
    pub at: DateTime<Utc>,
    /// The leg it belongs to (`CA...`); none for texts.
    pub call: Option<String>,
    /// The text it is (`SM...`, `MM...`); none for calls, and for the provider's own answers to keywords.
    pub text: Option<String>,
    /// What was seen, heard or done.
    pub what: Heard,
}

/// What can be seen, heard or done on a phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Heard {
    /// The phone rings and shows this caller ID.
    Rings {
        /// The number on the display, as the network delivers it.
        showing: String,
    },
    /// The phone's human dials.
    Dials {
        /// The number dialled.
        to: String,
    },
    /// The caller hears the other side ringing.
    Ringback,
    /// The call was taken: by the human, or by the personal voicemail.
    Answered {
        /// True if the personal voicemail took it.
        by_voicemail: bool,
    },
    /// The human pressed 'decline'.
    Declined,
    /// A spoken prompt.
    Says {
        /// The words.
        text: String,
        /// BCP 47 code of the voice's language; none if the document did not set it.
        language: Option<String>,
        /// The voice's name; none if the document did not set it.
        voice: Option<String>,
    },
    /// A sound file.
    Plays {
        /// Where it was fetched.
        url: String,
        /// How long it is, in seconds; keys may have cut it short.
        seconds: u32,
        /// The words in it, if its comment has them.
        words: Option<String>,
        /// SHA-256 of its bytes in hexadecimal: the carrier keeps the last ones played under it.
        sound: String,
    },
    /// Keypad tones played into the call.
    Tones {
        /// The keys.
        digits: String,
    },
    /// The tone before a recording.
    Beep,
    /// The human pressed a key.
    Pressed {
        /// One of `0-9*#A-D`.
        key: char,
    },
    /// The human finished speaking, or was cut short.
    Spoke {
        /// For how many seconds in truth.
        seconds: u32,
        /// In these words, if they are known.
        words: Option<String>,
    },
    /// The two people hear each other.
    Connected {
        /// The other phone's number: known to the carrier, not shown on the display.
        with: String,
    },
    /// After being connected: the greeting of the other side's personal voicemail.
    VoicemailGreeting,
    /// The call is over on this phone.
    Ended {
        /// `hung-up`, `far-end`, `time-limit`, `declined`, `no-answer`, `canceled`, `busy`, `rejected`, `failed` or
        /// `voicemail-full`.
        reason: String,
    },
    /// A text arrived.
    Text {
        /// The sender shown.
        from: String,
        /// The words.
        body: String,
        /// Addresses of pictures, at the carrier.
        media: Vec<String>,
    },
    /// The human sent a text.
    SentText {
        /// The number texted.
        to: String,
        /// The words.
        body: String,
    },
}

impl Heard {
    /// Everything in this line that came from outside and can be read or heard by the phone's human.
    pub fn seen(&self) -> Vec<&str> {
        match self {
            Self::Rings { showing } => vec![showing],
            Self::Says { text, .. } => vec![text],
            Self::Plays { url, words, .. } => {
                [url].into_iter().chain(words).map(String::as_str).collect()
            }
            Self::Tones { digits } => vec![digits],
            Self::Text { from, body, media } => [from, body]
                .into_iter()
                .chain(media)
                .map(String::as_str)
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// What the carrier does, in the order in which it happens.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A phone saw or heard something, or its human did something.
    Phone(PhoneEvent),
    /// A webhook was begun, or has ended: the same number twice.
    Webhook(Box<Exchange>),
    /// A text was taken, or has moved on: the same SID again.
    Text(Box<Message>),
}

/// A transcript line together with the phone it belongs to, as the live stream carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PhoneEvent {
    /// The phone's number, E.164.
    pub phone: String,
    /// What happened there.
    pub entry: Entry,
}
