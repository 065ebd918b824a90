//! Documents byte by byte where others depend on the bytes, and read back by an independent XML library elsewhere.

use super::*;
use proptest::prelude::*;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

fn url(text: &str) -> Url<'_> {
    Url::new(text).unwrap()
}

fn written(verb: impl Into<Verb<'static>>) -> String {
    let xml = Response(vec![verb.into()]).to_xml().unwrap();
    roxmltree::Document::parse(&xml).unwrap();
    xml.strip_prefix(&format!("{HEAD}<Response>"))
        .and_then(|rest| rest.strip_suffix("</Response>"))
        .unwrap()
        .to_owned()
}

fn dial() -> Dial<'static> {
    Dial {
        caller_id: CallerId::new("+15005550100").unwrap(),
        timeout: DialTimeout::new(20),
        answer_on_bridge: true,
        action: url("https://relay.example.com/twilio/dialled/1#rc=3&rp=5xx"),
        time_limit: None,
        hangup_on_star: false,
        number: Number::new("+447700900123").unwrap(),
    }
}

#[test]
fn no_verbs_are_the_empty_response() {
    assert_eq!(Response::default().to_xml().unwrap(), EMPTY);
    assert_eq!(EMPTY, format!("{HEAD}<Response/>"));
}

#[test]
fn a_plain_dial_shows_our_line_and_rings_one_number() {
    assert_eq!(
        written(dial()),
        "<Dial callerId=\"+15005550100\" timeout=\"20\" answerOnBridge=\"true\" \
         action=\"https://relay.example.com/twilio/dialled/1#rc=3&amp;rp=5xx\">\
         <Number>+447700900123</Number></Dial>"
    );
}

#[test]
fn a_screened_dial_says_where_the_leg_is_screened_and_reported() {
    let mut dial = dial();
    dial.time_limit = Some(TimeLimit::new(3600));
    dial.hangup_on_star = true;
    dial.answer_on_bridge = false;
    dial.number.url = Some(url("https://relay.example.com/twilio/screen/1"));
    dial.number.status_callback = Some(CallStatusCallback {
        url: url("https://relay.example.com/twilio/leg/1"),
        events: CallEvents::ALL,
    });
    assert_eq!(
        written(dial),
        "<Dial callerId=\"+15005550100\" timeout=\"20\" \
         action=\"https://relay.example.com/twilio/dialled/1#rc=3&amp;rp=5xx\" timeLimit=\"3600\" \
         hangupOnStar=\"true\"><Number url=\"https://relay.example.com/twilio/screen/1\" \
         statusCallback=\"https://relay.example.com/twilio/leg/1\" \
         statusCallbackEvent=\"initiated ringing answered completed\">+447700900123</Number></Dial>"
    );
}

#[test]
fn a_gather_speaks_while_it_waits() {
    let gather = Gather {
        action: url("https://relay.example.com/twilio/key/1"),
        num_digits: Some(NumDigits::new(1)),
        timeout: GatherTimeout::new(5),
        finish_on_key: FinishOnKey::Never,
        action_on_empty_result: true,
        children: vec![
            Say::new("en-GB", "Press 1 & wait.").into(),
            Prompt::Pause(Pause {
                length: PauseLength::new(2),
            }),
            Prompt::Play(Play {
                url: url("https://relay.example.com/media/a.mp3"),
            }),
        ],
    };
    assert_eq!(
        written(gather),
        "<Gather action=\"https://relay.example.com/twilio/key/1\" numDigits=\"1\" timeout=\"5\" \
         finishOnKey=\"\" actionOnEmptyResult=\"true\">\
         <Say language=\"en-GB\" voice=\"Polly.Amy-Neural\">Press 1 &amp; wait.</Say>\
         <Pause length=\"2\"/><Play>https://relay.example.com/media/a.mp3</Play></Gather>"
    );
}

#[test]
fn a_recording_ends_somewhere_and_is_reported() {
    let record = Record {
        action: url("https://relay.example.com/twilio/recorded/1"),
        max_length: RecordLength::new(180),
        timeout: Silence::new(0),
        finish_on_key: FinishOnKey::Hash,
        play_beep: true,
        recording_status_callback: Some(RecordingCallback {
            url: url("https://relay.example.com/twilio/recording/1"),
            events: RecordingEvents::OUTCOME,
        }),
    };
    assert_eq!(
        written(record),
        "<Record action=\"https://relay.example.com/twilio/recorded/1\" maxLength=\"180\" timeout=\"0\" \
         finishOnKey=\"#\" playBeep=\"true\" \
         recordingStatusCallback=\"https://relay.example.com/twilio/recording/1\" \
         recordingStatusCallbackEvent=\"completed absent\"/>"
    );
}

#[test]
fn the_small_verbs_are_written_as_the_provider_knows_them() {
    assert_eq!(written(Verb::Hangup), "<Hangup/>");
    assert_eq!(
        written(Verb::Reject(RejectReason::Busy)),
        "<Reject reason=\"busy\"/>"
    );
    assert_eq!(
        written(Verb::Reject(RejectReason::Rejected)),
        "<Reject reason=\"rejected\"/>"
    );
    assert_eq!(
        written(Verb::Redirect(url("https://relay.example.com/a?b=1&c=2"))),
        "<Redirect>https://relay.example.com/a?b=1&amp;c=2</Redirect>"
    );
    let mut message = Message::new("It's 5 < 6").unwrap();
    assert_eq!(
        written(Message::new("Hi").unwrap()),
        "<Message>Hi</Message>"
    );
    message.status_callback = Some(url("https://relay.example.com/s"));
    assert_eq!(
        written(message),
        "<Message statusCallback=\"https://relay.example.com/s\">It's 5 &lt; 6</Message>"
    );
}

#[test]
fn blank_words_are_not_spoken() {
    assert_eq!(written(Say::new("fr-FR", " \u{1}\n")), "");
}

#[test]
fn durations_are_brought_within_the_providers_bounds() {
    assert_eq!(DialTimeout::new(0).get(), 5);
    assert_eq!(DialTimeout::new(20).get(), 20);
    assert_eq!(DialTimeout::new(u32::MAX).get(), 600);
    assert_eq!(GatherTimeout::new(0).get(), 1);
    assert_eq!(RecordLength::new(99_999).get(), 14_400);
    assert_eq!(Silence::new(0).get(), 0);
}

#[test]
fn what_is_no_caller_id_is_refused_without_repeating_it() {
    for number in [
        "",
        "anonymous",
        "+266696687",
        "447700900123",
        "+44 7700 900123",
        "+0447700900123",
        "+44770090012345678",
        "+12345",
        "\"/><Hangup/>",
    ] {
        let refusal = CallerId::new(number).err().unwrap().to_string();
        assert!(number.is_empty() || !refusal.contains(number), "{refusal}");
        assert!(Number::new(number).is_err(), "{number}");
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for address in [
        "",
        "/twilio/voice",
        "https://",
        "https:///x",
        "ftp://relay.example.com",
        "javascript:alert(1)",
        "https://relay.example.com/a b",
        "https://relay.example.com/é",
        "https://relay.example.com/\n",
    ] {
        assert!(Url::new(address).is_err(), "{address:?}");
    }
}

#[test]
fn a_text_is_neither_blank_nor_longer_than_the_provider_takes() {
    assert!(Message::new(" \n\u{1}").is_err());
    assert!(Message::new("é".repeat(MAX_MESSAGE_CHARS)).is_ok());
    assert!(Message::new("é".repeat(MAX_MESSAGE_CHARS + 1)).is_err());
}

#[test]
fn a_document_that_is_too_large_is_refused_whole() {
    let words = "All lines are busy. ".repeat(4_000);
    let refused = Response(vec![Say::new("en-GB", words).into()]).to_xml();
    assert!(refused.is_err_and(|refused| refused.bytes > MAX_DOCUMENT));
    let words = "All lines are busy. ".repeat(2_500);
    assert!(
        Response(vec![Say::new("en-GB", words).into()])
            .to_xml()
            .is_ok()
    );
}

/// Any text, forbidden and special characters included.
fn any_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        '\0',
        '\u{8}',
        '\t',
        '\n',
        '\u{b}',
        '\r',
        '\u{1f}',
        '\u{85}',
        '\u{fffe}',
        '\u{ffff}',
        '<',
        '>',
        '&',
        '"',
        '\'',
        ']',
        ' ',
        '.',
        'é',
        '\u{1f44d}',
    ]);
    prop::collection::vec(prop_oneof![special, any::<char>()], 0..200)
        .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn any_spoken_text_is_read_back_without_what_xml_forbids(text in any_text()) {
        let expected = write::allowed(&text).into_owned();
        let xml = Response(vec![Say::new("en-GB", &*text).into(), Verb::Hangup]).to_xml().unwrap();
        let document = roxmltree::Document::parse(&xml).unwrap();
        let spoken: String = document.root_element().children()
            .filter(|child| child.has_tag_name("Say"))
            .filter_map(|say| say.text())
            .collect();
        let expected = if expected.trim().is_empty() { String::new() } else { expected };
        prop_assert_eq!(spoken, expected);
        prop_assert!(document.root_element().last_element_child().unwrap().has_tag_name("Hangup"));
    }

    #[test]
    fn any_text_message_is_read_back(text in any_text()) {
        prop_assume!(!write::allowed(&text).trim().is_empty());
        let expected = write::allowed(&text).into_owned();
        let xml = Response(vec![Message::new(text).unwrap().into()]).to_xml().unwrap();
        let document = roxmltree::Document::parse(&xml).unwrap();
        let message = document.root_element().first_element_child().unwrap();
        prop_assert_eq!(message.text().unwrap_or_default(), expected);
    }

    #[test]
    fn any_address_that_is_accepted_is_read_back(rest in "[!-~]{1,80}") {
        let address = format!("https://relay.example.com/{rest}");
        let mut dial = dial();
        dial.action = Url::new(&*address).unwrap();
        dial.number.url = Some(Url::new(&*address).unwrap());
        let xml = Response(vec![dial.into()]).to_xml().unwrap();
        let document = roxmltree::Document::parse(&xml).unwrap();
        let element = document.root_element().first_element_child().unwrap();
        prop_assert_eq!(element.attribute("action"), Some(&*address));
        let number = element.first_element_child().unwrap();
        prop_assert_eq!(number.attribute("url"), Some(&*address));
        prop_assert_eq!(number.text(), Some("+447700900123"));
    }

    #[test]
    fn the_same_document_has_the_same_bytes(text in any_text()) {
        let write = || Response(vec![Say::new("de", &*text).into(), dial().into()]).to_xml();
        prop_assert_eq!(write(), write());
    }
}
