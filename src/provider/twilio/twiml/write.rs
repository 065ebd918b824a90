//! Writes a document. Element and attribute names stand here alone, in the order in which they appear.

use std::borrow::Cow;
use std::fmt::Write;

use quick_xml::escape::{escape, partial_escape};

use super::dial::{CallEvents, Dial, Number};
use super::split::pieces;
use super::values::Url;
use super::{
    EMPTY, Gather, Message, Pause, Play, Prompt, Record, RecordingEvents, RejectReason, Response,
    Say, Verb,
};

/// The most bytes of a document. The provider refuses more than 64 kB.
pub const MAX_DOCUMENT: usize = 64_000;

/// The document is larger than the provider takes. [`EMPTY`] or a shorter one must be sent instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the document has {bytes} bytes, and the provider takes {MAX_DOCUMENT}: shorten its words")]
pub struct TooLarge {
    /// How large it would be.
    pub bytes: usize,
}

impl Response<'_> {
    /// The document's bytes, the same for the same document.
    ///
    /// # Errors
    /// [`TooLarge`] above [`MAX_DOCUMENT`] bytes.
    pub fn to_xml(&self) -> Result<String, TooLarge> {
        if self.0.is_empty() {
            return Ok(EMPTY.to_owned());
        }
        let mut xml = Xml(String::with_capacity(1024));
        xml.0
            .push_str(r#"<?xml version="1.0" encoding="UTF-8"?><Response>"#);
        for verb in &self.0 {
            xml.verb(verb);
        }
        xml.0.push_str("</Response>");
        match xml.0.len() {
            bytes if bytes > MAX_DOCUMENT => Err(TooLarge { bytes }),
            _ => Ok(xml.0),
        }
    }
}

struct Xml(String);

impl Xml {
    fn verb(&mut self, verb: &Verb<'_>) {
        match verb {
            Verb::Say(say) => self.say(say),
            Verb::Play(play) => self.play(play),
            Verb::Pause(pause) => self.pause(pause),
            Verb::Gather(gather) => self.gather(gather),
            Verb::Dial(dial) => self.dial(dial),
            Verb::Record(record) => self.record(record),
            Verb::Redirect(url) => self.redirect(url),
            Verb::Hangup => self.0.push_str("<Hangup/>"),
            Verb::Reject(reason) => self.reject(*reason),
            Verb::Message(message) => self.message(message),
        }
    }

    fn say(&mut self, say: &Say<'_>) {
        let text = allowed(&say.text);
        if text.trim().is_empty() {
            return;
        }
        for piece in pieces(&text) {
            self.open("Say");
            self.attribute("language", say.language);
            self.attribute("voice", say.voice);
            self.inside();
            self.text(piece);
            self.close("Say");
        }
    }

    fn play(&mut self, play: &Play<'_>) {
        self.open("Play");
        self.inside();
        self.text(play.url.as_str());
        self.close("Play");
    }

    fn pause(&mut self, pause: &Pause) {
        self.open("Pause");
        self.number("length", pause.length.get());
        self.end();
    }

    fn gather(&mut self, gather: &Gather<'_>) {
        self.open("Gather");
        self.attribute("action", gather.action.as_str());
        if let Some(count) = gather.num_digits {
            self.number("numDigits", count.get());
        }
        self.number("timeout", gather.timeout.get());
        self.attribute("finishOnKey", gather.finish_on_key.as_str());
        if gather.action_on_empty_result {
            self.attribute("actionOnEmptyResult", "true");
        }
        self.inside();
        for prompt in &gather.children {
            match prompt {
                Prompt::Say(say) => self.say(say),
                Prompt::Play(play) => self.play(play),
                Prompt::Pause(pause) => self.pause(pause),
            }
        }
        self.close("Gather");
    }

    fn dial(&mut self, dial: &Dial<'_>) {
        self.open("Dial");
        self.attribute("callerId", dial.caller_id.as_str());
        self.number("timeout", dial.timeout.get());
        if dial.answer_on_bridge {
            self.attribute("answerOnBridge", "true");
        }
        self.attribute("action", dial.action.as_str());
        if let Some(limit) = dial.time_limit {
            self.number("timeLimit", limit.get());
        }
        if dial.hangup_on_star {
            self.attribute("hangupOnStar", "true");
        }
        self.inside();
        self.number_noun(&dial.number);
        self.close("Dial");
    }

    fn number_noun(&mut self, number: &Number<'_>) {
        self.open("Number");
        if let Some(url) = &number.url {
            self.attribute("url", url.as_str());
        }
        if let Some(callback) = &number.status_callback {
            self.attribute("statusCallback", callback.url.as_str());
            self.words("statusCallbackEvent", &call_events(callback.events));
        }
        self.inside();
        self.text(number.e164);
        self.close("Number");
    }

    fn record(&mut self, record: &Record<'_>) {
        self.open("Record");
        self.attribute("action", record.action.as_str());
        self.number("maxLength", record.max_length.get());
        self.number("timeout", record.timeout.get());
        self.attribute("finishOnKey", record.finish_on_key.as_str());
        self.attribute("playBeep", if record.play_beep { "true" } else { "false" });
        if let Some(callback) = &record.recording_status_callback {
            self.attribute("recordingStatusCallback", callback.url.as_str());
            let events = recording_events(callback.events);
            self.words("recordingStatusCallbackEvent", &events);
        }
        self.end();
    }

    fn redirect(&mut self, url: &Url<'_>) {
        self.open("Redirect");
        self.inside();
        self.text(url.as_str());
        self.close("Redirect");
    }

    fn reject(&mut self, reason: RejectReason) {
        self.open("Reject");
        let word = match reason {
            RejectReason::Rejected => "rejected",
            RejectReason::Busy => "busy",
        };
        self.attribute("reason", word);
        self.end();
    }

    fn message(&mut self, message: &Message<'_>) {
        self.open("Message");
        if let Some(url) = &message.status_callback {
            self.attribute("statusCallback", url.as_str());
        }
        self.inside();
        self.text(&allowed(&message.text));
        self.close("Message");
    }

    fn open(&mut self, element: &'static str) {
        self.0.push('<');
        self.0.push_str(element);
    }

    fn attribute(&mut self, name: &'static str, value: &str) {
        self.begin_attribute(name);
        self.0.push_str(&escape(value));
        self.0.push('"');
    }

    fn number(&mut self, name: &'static str, value: u32) {
        self.begin_attribute(name);
        // Writing into memory cannot fail.
        let _ = write!(self.0, "{value}");
        self.0.push('"');
    }

    /// A list of words; where none is wanted the attribute is left out, and the provider's default is `completed`.
    fn words(&mut self, name: &'static str, words: &[(bool, &'static str)]) {
        let mut wanted = words.iter().filter(|(is_wanted, _)| *is_wanted);
        let Some((_, first)) = wanted.next() else {
            return;
        };
        self.begin_attribute(name);
        self.0.push_str(first);
        for (_, word) in wanted {
            self.0.push(' ');
            self.0.push_str(word);
        }
        self.0.push('"');
    }

    fn begin_attribute(&mut self, name: &'static str) {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
    }

    fn inside(&mut self) {
        self.0.push('>');
    }

    fn text(&mut self, text: &str) {
        self.0.push_str(&partial_escape(text));
    }

    fn end(&mut self) {
        self.0.push_str("/>");
    }

    fn close(&mut self, element: &'static str) {
        self.0.push_str("</");
        self.0.push_str(element);
        self.0.push('>');
    }
}

const fn call_events(events: CallEvents) -> [(bool, &'static str); 4] {
    [
        (events.initiated, "initiated"),
        (events.ringing, "ringing"),
        (events.answered, "answered"),
        (events.completed, "completed"),
    ]
}

const fn recording_events(events: RecordingEvents) -> [(bool, &'static str); 3] {
    [
        (events.in_progress, "in-progress"),
        (events.completed, "completed"),
        (events.absent, "absent"),
    ]
}

/// The text without the characters that XML 1.0 cannot hold even escaped.
pub(super) fn allowed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| is_allowed(*c)).collect())
    }
}

const fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
