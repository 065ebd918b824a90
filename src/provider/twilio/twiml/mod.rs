//! The documents that answer a webhook, as types: a verb or an attribute that the provider does not know, or a
//! value outside its bounds, cannot be written.
//!
//! A [`Dial`] borrows the number it dials for as long as the document is being built and written; nothing here can
//! be printed. The bytes are deterministic: what the provider sends twice is answered with the same bytes.
//!
//! ```
//! use nightbell::provider::twilio::twiml::{Response, Say, Verb};
//!
//! let answer = Response(vec![Say::new("en-GB", "Goodbye.").into(), Verb::Hangup]);
//! let xml = answer.to_xml()?;
//! assert!(xml.ends_with("Goodbye.</Say><Hangup/></Response>"));
//! # Ok::<(), nightbell::provider::twilio::twiml::TooLarge>(())
//! ```

use std::borrow::Cow;

mod dial;
mod split;
#[cfg(test)]
mod tests;
mod values;
mod write;

pub use dial::{CallEvents, CallStatusCallback, Dial, Number};
pub use values::{
    BadValue, CallerId, DialTimeout, FinishOnKey, GatherTimeout, NumDigits, PauseLength,
    RecordLength, Silence, TimeLimit, Url,
};
pub use write::{MAX_DOCUMENT, TooLarge};

use super::voices::voice_for;

/// The media type of a document.
pub const CONTENT_TYPE: &str = "text/xml; charset=utf-8";
/// The document without verbs: ends a call, bridges a screened leg, answers a text with nothing.
pub const EMPTY: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#;
/// The most characters of one text message.
pub const MAX_MESSAGE_CHARS: usize = 1_600;

/// A whole document. The call is hung up where its last verb ends.
#[derive(Default)]
pub struct Response<'a>(pub Vec<Verb<'a>>);

/// One step of a document.
pub enum Verb<'a> {
    /// Speaks.
    Say(Say<'a>),
    /// Plays a recording.
    Play(Play<'a>),
    /// Waits. As the very first verb it keeps the call ringing.
    Pause(Pause),
    /// Speaks while it waits for keys.
    Gather(Gather<'a>),
    /// Connects the caller with somebody. What follows is never reached, since a [`Dial`] always has an action.
    Dial(Dial<'a>),
    /// Records the caller. What follows is never reached.
    Record(Record<'a>),
    /// Goes on with another document. What follows is never reached.
    Redirect(Url<'a>),
    /// Ends the call.
    Hangup,
    /// Refuses an incoming call unanswered; must be the first verb.
    Reject(RejectReason),
    /// Answers a text with a text.
    Message(Message<'a>),
}

/// What may stand in a [`Gather`].
pub enum Prompt<'a> {
    /// Speaks.
    Say(Say<'a>),
    /// Plays a recording.
    Play(Play<'a>),
    /// Waits.
    Pause(Pause),
}

/// Words to be spoken, of any length: what is too long for one verb is written as several, cut between sentences.
/// Blank words are left out of the document.
pub struct Say<'a> {
    language: &'static str,
    voice: &'static str,
    text: Cow<'a, str>,
}

impl<'a> Say<'a> {
    /// `language` is a BCP 47 tag; the voice that goes with it is chosen by [`voice_for`].
    pub fn new(language: &str, text: impl Into<Cow<'a, str>>) -> Self {
        let (language, voice) = voice_for(language);
        Self {
            language,
            voice,
            text: text.into(),
        }
    }
}

/// A recording to be played.
pub struct Play<'a> {
    /// Where the provider fetches it.
    pub url: Url<'a>,
}

/// A silence.
pub struct Pause {
    /// How long.
    pub length: PauseLength,
}

/// Waits for keys while it speaks. Where no key comes, the next verb follows without a request, unless
/// `action_on_empty_result`.
pub struct Gather<'a> {
    /// Where the keys are sent.
    pub action: Url<'a>,
    /// After how many keys it is complete; `None` waits for `finish_on_key` or the timeout.
    pub num_digits: Option<NumDigits>,
    /// How long it waits for the next key after the last word or key.
    pub timeout: GatherTimeout,
    /// Which key completes the input.
    pub finish_on_key: FinishOnKey,
    /// Whether `action` is asked even where no key came.
    pub action_on_empty_result: bool,
    /// What is heard meanwhile; keys are accepted from its first instant.
    pub children: Vec<Prompt<'a>>,
}

/// Records the caller. A caller who hangs up still causes `action`, but the dependable news is the callback.
pub struct Record<'a> {
    /// What follows the recording; without it the provider would ask for the current document again, for ever.
    pub action: Url<'a>,
    /// The longest recording.
    pub max_length: RecordLength,
    /// The silence that ends it.
    pub timeout: Silence,
    /// Which keys end it.
    pub finish_on_key: FinishOnKey,
    /// Whether a beep is heard first.
    pub play_beep: bool,
    /// Who is told what became of the recording.
    pub recording_status_callback: Option<RecordingCallback<'a>>,
}

/// Who is told what becomes of a recording, and about what.
pub struct RecordingCallback<'a> {
    /// Where the news is sent.
    pub url: Url<'a>,
    /// Which news.
    pub events: RecordingEvents,
}

/// Which news of a recording are wanted.
#[derive(Clone, Copy)]
pub struct RecordingEvents {
    /// It has begun.
    pub in_progress: bool,
    /// It is there.
    pub completed: bool,
    /// There will be none.
    pub absent: bool,
}

impl RecordingEvents {
    /// How it ended, either way.
    pub const OUTCOME: Self = Self {
        in_progress: false,
        completed: true,
        absent: true,
    };
}

/// What a refused caller hears.
#[derive(Clone, Copy)]
pub enum RejectReason {
    /// That the number is not in service.
    Rejected,
    /// The busy tone.
    Busy,
}

/// A text that answers a text.
pub struct Message<'a> {
    text: Cow<'a, str>,
    /// Who is told what becomes of it.
    pub status_callback: Option<Url<'a>>,
}

impl<'a> Message<'a> {
    /// A text of 1 to [`MAX_MESSAGE_CHARS`] characters.
    ///
    /// # Errors
    /// [`BadValue`] where it is blank or longer.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, BadValue> {
        let text = text.into();
        if write::allowed(&text).trim().is_empty() {
            return Err(BadValue::new("text message", "must not be blank"));
        }
        if text.chars().nth(MAX_MESSAGE_CHARS).is_some() {
            return Err(BadValue::new("text message", "has at most 1600 characters"));
        }
        Ok(Self {
            text,
            status_callback: None,
        })
    }
}

impl<'a> From<Say<'a>> for Verb<'a> {
    fn from(say: Say<'a>) -> Self {
        Self::Say(say)
    }
}

impl<'a> From<Gather<'a>> for Verb<'a> {
    fn from(gather: Gather<'a>) -> Self {
        Self::Gather(gather)
    }
}

impl<'a> From<Dial<'a>> for Verb<'a> {
    fn from(dial: Dial<'a>) -> Self {
        Self::Dial(dial)
    }
}

impl<'a> From<Record<'a>> for Verb<'a> {
    fn from(record: Record<'a>) -> Self {
        Self::Record(record)
    }
}

impl<'a> From<Message<'a>> for Verb<'a> {
    fn from(message: Message<'a>) -> Self {
        Self::Message(message)
    }
}

impl<'a> From<Say<'a>> for Prompt<'a> {
    fn from(say: Say<'a>) -> Self {
        Self::Say(say)
    }
}
