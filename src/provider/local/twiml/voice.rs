//! From a checked document to a call's verbs.

use roxmltree::{Document, Node};

use super::Place;
use super::check::{Base, text, url, verbs};
use super::verbs::{Dial, Gather, Number, Play, Prompt, Record, RecordStatus, Say, Verb};
use crate::provider::local::errors::Refused;

/// Reads a call's document; `base` is its own address.
pub(crate) fn voice(document: &str, base: Base<'_>, place: Place) -> Result<Vec<Verb>, Refused> {
    let parsed = Document::parse(document).map_err(|problem| {
        Refused::new(12100, format!("the document is not well-formed: {problem}"))
    })?;
    let nodes = verbs(&parsed, base, place)?;
    Ok(nodes
        .into_iter()
        .filter_map(|node| verb(node, base))
        .collect())
}

fn verb(node: Node<'_, '_>, base: Base<'_>) -> Option<Verb> {
    Some(match node.tag_name().name() {
        "Say" => Verb::Say(say(node)),
        "Play" => Verb::Play(play(node, base)),
        "Pause" => Verb::Pause(int(node, "length", 1)),
        "Gather" => Verb::Gather(gather(node, base)),
        "Record" => Verb::Record(record(node, base)),
        "Dial" => Verb::Dial(dial(node, base)),
        "Redirect" => Verb::Redirect {
            url: url(&text(node), base).ok()?,
            get: is_get(node),
        },
        "Hangup" => Verb::Hangup,
        "Reject" => Verb::Reject {
            busy: node.attribute("reason") == Some("busy"),
        },
        _ => return None,
    })
}

fn int(node: Node<'_, '_>, name: &str, default: u32) -> u32 {
    node.attribute(name)
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

fn truth(node: Node<'_, '_>, name: &str, default: bool) -> bool {
    node.attribute(name)
        .map_or(default, |value| value == "true")
}

fn is_get(node: Node<'_, '_>) -> bool {
    node.attribute("method") == Some("GET")
}

fn address(node: Node<'_, '_>, name: &str, base: Base<'_>) -> Option<String> {
    node.attribute(name)
        .filter(|value| !value.is_empty())
        .and_then(|value| url(value, base).ok())
}

fn owned(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.attribute(name).map(str::to_owned)
}

fn times(node: Node<'_, '_>) -> u32 {
    match int(node, "loop", 1) {
        0 => 1000,
        times => times,
    }
}

fn events(node: Node<'_, '_>, name: &str) -> Vec<String> {
    node.attribute(name)
        .unwrap_or("completed")
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

fn say(node: Node<'_, '_>) -> Say {
    let words = text(node).split_whitespace().collect::<Vec<_>>().join(" ");
    Say {
        text: words,
        language: owned(node, "language"),
        voice: owned(node, "voice"),
        times: times(node),
    }
}

fn play(node: Node<'_, '_>, base: Base<'_>) -> Play {
    let words = text(node);
    let url = if words.trim().is_empty() {
        None
    } else {
        url(&words, base).ok()
    };
    Play {
        url,
        digits: owned(node, "digits"),
        times: times(node),
    }
}

fn gather(node: Node<'_, '_>, base: Base<'_>) -> Gather {
    let prompts = node
        .children()
        .filter(Node::is_element)
        .filter_map(|child| match child.tag_name().name() {
            "Say" => Some(Prompt::Say(say(child))),
            "Play" => Some(Prompt::Play(play(child, base))),
            "Pause" => Some(Prompt::Pause(int(child, "length", 1))),
            _ => None,
        });
    Gather {
        action: address(node, "action", base),
        get: is_get(node),
        timeout: int(node, "timeout", 5),
        finish_on_key: node.attribute("finishOnKey").unwrap_or("#").to_owned(),
        num_digits: node
            .attribute("numDigits")
            .and_then(|value| value.parse().ok()),
        action_on_empty: truth(node, "actionOnEmptyResult", false),
        prompts: prompts.collect(),
    }
}

fn record_status(node: Node<'_, '_>, base: Base<'_>) -> Option<RecordStatus> {
    let url = address(node, "recordingStatusCallback", base)?;
    Some(RecordStatus {
        url,
        events: events(node, "recordingStatusCallbackEvent"),
    })
}

fn record(node: Node<'_, '_>, base: Base<'_>) -> Record {
    Record {
        action: address(node, "action", base),
        get: is_get(node),
        timeout: int(node, "timeout", 5),
        finish_on_key: node
            .attribute("finishOnKey")
            .unwrap_or("1234567890*#")
            .to_owned(),
        max_length: int(node, "maxLength", 3600),
        beep: truth(node, "playBeep", true),
        trim: node.attribute("trim") != Some("do-not-trim"),
        status: record_status(node, base),
    }
}

fn channels(node: Node<'_, '_>) -> Option<u32> {
    match node.attribute("record") {
        None | Some("do-not-record" | "false") => None,
        Some(dual) if dual.ends_with("-dual") => Some(2),
        Some(_) => Some(1),
    }
}

fn dial(node: Node<'_, '_>, base: Base<'_>) -> Dial {
    let nouns = node
        .children()
        .filter(|child| child.has_tag_name("Number"))
        .map(|child| number(child, base));
    let mut numbers: Vec<_> = nouns.collect();
    if numbers.is_empty() {
        numbers.push(bare_number(&text(node)));
    }
    Dial {
        action: address(node, "action", base),
        get: is_get(node),
        answer_on_bridge: truth(node, "answerOnBridge", false),
        caller_id: owned(node, "callerId"),
        hangup_on_star: truth(node, "hangupOnStar", false),
        time_limit: int(node, "timeLimit", 14_400),
        timeout: int(node, "timeout", 30),
        record: channels(node),
        record_status: record_status(node, base),
        sequential: truth(node, "sequential", false),
        numbers,
    }
}

fn bare_number(words: &str) -> Number {
    Number {
        number: words.trim().to_owned(),
        url: None,
        get: false,
        send_digits: None,
        status_callback: None,
        status_events: Vec::new(),
    }
}

fn number(node: Node<'_, '_>, base: Base<'_>) -> Number {
    Number {
        url: address(node, "url", base),
        get: is_get(node),
        send_digits: owned(node, "sendDigits"),
        status_callback: address(node, "statusCallback", base),
        status_events: events(node, "statusCallbackEvent"),
        ..bare_number(&text(node))
    }
}
