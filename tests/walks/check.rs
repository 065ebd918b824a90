//! What must hold for every single document: the provider's grammar, and nobody's number where it does not belong.

use nightbell::domain::guard::Guard;
use roxmltree::{Document, Node};

use super::surgery::Surgery;

/// On which leg a document is carried out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Leg {
    Caller,
    Clinician,
}

/// Where the relay is reached.
pub const PUBLIC: &str = "https://relay.harbourstreet.example";

/// Which attributes an element may and must have, and where it may stand (protocol sheet 3).
const GRAMMAR: [(&str, &[&str], &[&str], &str); 8] = [
    ("Response", &[], &[], ""),
    (
        "Say",
        &["language", "voice"],
        &["language", "voice"],
        "Response Gather",
    ),
    ("Pause", &["length"], &["length"], "Response Gather"),
    (
        "Gather",
        &[
            "action",
            "numDigits",
            "timeout",
            "finishOnKey",
            "actionOnEmptyResult",
        ],
        &["action", "timeout", "finishOnKey"],
        "Response",
    ),
    (
        "Dial",
        &[
            "callerId",
            "timeout",
            "answerOnBridge",
            "action",
            "timeLimit",
            "hangupOnStar",
        ],
        &["callerId", "timeout", "answerOnBridge", "action"],
        "Response",
    ),
    (
        "Number",
        &["url", "statusCallback", "statusCallbackEvent"],
        &[],
        "Dial",
    ),
    (
        "Record",
        &[
            "action",
            "maxLength",
            "timeout",
            "finishOnKey",
            "playBeep",
            "recordingStatusCallback",
            "recordingStatusCallbackEvent",
        ],
        &["action", "maxLength", "timeout", "recordingStatusCallback"],
        "Response",
    ),
    ("Hangup", &[], &[], "Response"),
];

/// Checks one document.
pub fn document(text: &str, leg: Leg, surgery: &Surgery, guard: &Guard, caller: &str) {
    let parsed = Document::parse(text).expect("the document is XML");
    assert_eq!(parsed.root_element().tag_name().name(), "Response");
    for node in parsed.descendants() {
        if node.is_element() {
            element(&node, leg, surgery);
        }
        for shown in shown(&node, leg) {
            nobodys_number(shown, leg, surgery, guard, caller);
        }
    }
}

fn element(node: &Node<'_, '_>, leg: Leg, surgery: &Surgery) {
    let name = node.tag_name().name();
    let rule = GRAMMAR.iter().find(|(known, ..)| *known == name);
    let (_, may, must, inside) =
        rule.unwrap_or_else(|| panic!("the provider does not know <{name}>"));
    for attribute in node.attributes() {
        assert!(
            may.contains(&attribute.name()),
            "<{name}> has no {}",
            attribute.name()
        );
        if ["action", "url", "statusCallback", "recordingStatusCallback"]
            .contains(&attribute.name())
        {
            assert!(
                attribute.value().starts_with(&format!("{PUBLIC}/twilio/")),
                "{}",
                attribute.value()
            );
        }
    }
    for attribute in *must {
        assert!(
            node.has_attribute(*attribute),
            "<{name}> without {attribute}"
        );
    }
    let parent = node
        .parent_element()
        .map(|parent| parent.tag_name().name())
        .unwrap_or_default();
    assert!(
        inside.split(' ').any(|place| place == parent),
        "<{name}> in <{parent}>"
    );
    if leg == Leg::Clinician {
        assert!(
            ["Response", "Say", "Gather", "Hangup"].contains(&name),
            "<{name}> on a leg that is screened"
        );
    }
    if name == "Dial" {
        dial(node, surgery);
    }
}

fn dial(node: &Node<'_, '_>, surgery: &Surgery) {
    let caller_id = node.attribute("callerId").unwrap();
    assert!(
        surgery.is_line(caller_id),
        "{caller_id} is none of the practice's lines"
    );
    let seconds: u32 = node.attribute("timeout").unwrap().parse().unwrap();
    assert!((5..=60).contains(&seconds), "rung for {seconds} s");
    assert_eq!(node.attribute("answerOnBridge"), Some("true"));
    let numbers = node.children().filter(Node::is_element).count();
    assert_eq!(numbers, 1, "one number per <Dial>");
}

/// Whatever is spoken, or stands in an address; not the text of a `<Number>`, which the provider alone reads.
fn shown<'a>(node: &Node<'a, '_>, leg: Leg) -> Vec<&'a str> {
    let dialled = node
        .parent_element()
        .is_some_and(|parent| parent.has_tag_name("Number"));
    let mut shown: Vec<&str> = node
        .attributes()
        .map(|attribute| attribute.value())
        .collect();
    if node.is_text() && !(dialled && leg == Leg::Caller) {
        shown.extend(node.text());
    }
    shown
}

fn nobodys_number(text: &str, leg: Leg, surgery: &Surgery, guard: &Guard, caller: &str) {
    assert!(
        !guard.finds(text),
        "the guard finds a clinician's number in {text:?}"
    );
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    for clinician in &surgery.clinicians {
        for phone in &clinician.phones {
            assert!(
                !digits.contains(&phone[4..]),
                "{}'s number stands in {text:?}",
                clinician.id
            );
        }
    }
    if leg == Leg::Clinician && caller.len() > 9 && !surgery.is_line(caller) {
        let own = caller.trim_start_matches('+');
        assert!(
            !digits.contains(&own[own.len() - 9..]),
            "the caller's number stands in {text:?}"
        );
    }
}
