//! The provider's grammar as a table: which element may stand where, with which attributes and values.

/// What an attribute may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    /// An address, absolute or relative.
    Url,
    /// `GET` or `POST`.
    Method,
    /// `true` or `false`.
    Bool,
    /// A whole number in a range.
    Int(u32, u32),
    /// One of a list.
    OneOf(&'static [&'static str]),
    /// Some of a list, separated by spaces.
    SomeOf(&'static [&'static str]),
    /// Telephone keys; may be empty.
    Keys,
    /// Telephone keys and `w`, `W` for pauses.
    Tones,
    /// Anything that is not empty.
    Text,
}

/// Whether an element holds text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    No,
    Must,
    May,
}

pub(super) struct Rule {
    pub name: &'static str,
    pub attributes: &'static [(&'static str, Value)],
    pub children: &'static [&'static str],
    pub words: Words,
}

const LEG_EVENTS: &[&str] = &["initiated", "ringing", "answered", "completed"];
const RECORDING_EVENTS: &[&str] = &["in-progress", "completed", "absent"];
const TRIM: &[&str] = &["trim-silence", "do-not-trim"];
const RECORD: &[&str] = &[
    "do-not-record",
    "record-from-answer",
    "record-from-ringing",
    "record-from-answer-dual",
    "record-from-ringing-dual",
    "true",
    "false",
];
const RINGTONES: &[&str] = &[
    "at", "au", "bg", "br", "be", "ch", "cl", "cn", "cz", "de", "dk", "ee", "es", "fi", "fr", "gr",
    "hu", "il", "in", "it", "lt", "jp", "mx", "my", "nl", "no", "nz", "ph", "pl", "pt", "ru", "se",
    "sg", "th", "uk", "us", "us-old", "tw", "ve", "za",
];

const DIAL: &[(&str, Value)] = &[
    ("action", Value::Url),
    ("method", Value::Method),
    ("answerOnBridge", Value::Bool),
    ("callerId", Value::Text),
    ("hangupOnStar", Value::Bool),
    ("timeLimit", Value::Int(1, 86_400)),
    ("timeout", Value::Int(5, 600)),
    ("record", Value::OneOf(RECORD)),
    ("recordingStatusCallback", Value::Url),
    ("recordingStatusCallbackMethod", Value::Method),
    (
        "recordingStatusCallbackEvent",
        Value::SomeOf(RECORDING_EVENTS),
    ),
    (
        "recordingTrack",
        Value::OneOf(&["inbound", "outbound", "both"]),
    ),
    ("trim", Value::OneOf(TRIM)),
    ("ringTone", Value::OneOf(RINGTONES)),
    ("sequential", Value::Bool),
];
const NUMBER: &[(&str, Value)] = &[
    ("sendDigits", Value::Tones),
    ("url", Value::Url),
    ("method", Value::Method),
    ("statusCallback", Value::Url),
    ("statusCallbackMethod", Value::Method),
    ("statusCallbackEvent", Value::SomeOf(LEG_EVENTS)),
];
const GATHER: &[(&str, Value)] = &[
    ("action", Value::Url),
    ("method", Value::Method),
    ("input", Value::OneOf(&["dtmf"])),
    ("timeout", Value::Int(1, 600)),
    ("finishOnKey", Value::Keys),
    ("numDigits", Value::Int(1, 1000)),
    ("actionOnEmptyResult", Value::Bool),
    ("language", Value::Text),
];
const RECORD_VERB: &[(&str, Value)] = &[
    ("action", Value::Url),
    ("method", Value::Method),
    ("timeout", Value::Int(0, 600)),
    ("finishOnKey", Value::Keys),
    ("maxLength", Value::Int(1, 14_400)),
    ("playBeep", Value::Bool),
    ("trim", Value::OneOf(TRIM)),
    ("recordingStatusCallback", Value::Url),
    ("recordingStatusCallbackMethod", Value::Method),
    (
        "recordingStatusCallbackEvent",
        Value::SomeOf(RECORDING_EVENTS),
    ),
];
const MESSAGE: &[(&str, Value)] = &[
    ("to", Value::Text),
    ("from", Value::Text),
    ("action", Value::Url),
    ("method", Value::Method),
    ("statusCallback", Value::Url),
];

/// Every element the carrier knows. What the provider knows besides (conferences, queues, speech recognition, answering
/// machine detection, transcription) is not carried here and is refused like an unknown one.
const RULES: &[Rule] = &[
    Rule {
        name: "Say",
        attributes: &[
            ("language", Value::Text),
            ("voice", Value::Text),
            ("loop", Value::Int(0, 1000)),
        ],
        children: &[],
        words: Words::Must,
    },
    Rule {
        name: "Play",
        attributes: &[("loop", Value::Int(0, 1000)), ("digits", Value::Tones)],
        children: &[],
        words: Words::May,
    },
    Rule {
        name: "Pause",
        attributes: &[("length", Value::Int(1, 3600))],
        children: &[],
        words: Words::No,
    },
    Rule {
        name: "Gather",
        attributes: GATHER,
        children: &["Say", "Play", "Pause"],
        words: Words::No,
    },
    Rule {
        name: "Record",
        attributes: RECORD_VERB,
        children: &[],
        words: Words::No,
    },
    Rule {
        name: "Dial",
        attributes: DIAL,
        children: &["Number"],
        words: Words::May,
    },
    Rule {
        name: "Number",
        attributes: NUMBER,
        children: &[],
        words: Words::Must,
    },
    Rule {
        name: "Redirect",
        attributes: &[("method", Value::Method)],
        children: &[],
        words: Words::Must,
    },
    Rule {
        name: "Hangup",
        attributes: &[],
        children: &[],
        words: Words::No,
    },
    Rule {
        name: "Reject",
        attributes: &[("reason", Value::OneOf(&["rejected", "busy"]))],
        children: &[],
        words: Words::No,
    },
    Rule {
        name: "Message",
        attributes: MESSAGE,
        children: &["Body", "Media"],
        words: Words::May,
    },
    Rule {
        name: "Body",
        attributes: &[],
        children: &[],
        words: Words::May,
    },
    Rule {
        name: "Media",
        attributes: &[],
        children: &[],
        words: Words::Must,
    },
];

pub(super) fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The verbs that may stand directly in `<Response>`.
pub(super) fn top_level(place: super::Place) -> &'static [&'static str] {
    match place {
        super::Place::Call => &[
            "Say", "Play", "Pause", "Gather", "Record", "Dial", "Redirect", "Hangup", "Reject",
        ],
        super::Place::Whisper => &["Say", "Play", "Gather", "Hangup"],
        super::Place::Message => &["Message", "Redirect"],
    }
}
