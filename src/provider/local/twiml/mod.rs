//! Documents from the relay: parsed with an XML library, checked against the provider's grammar, refused loudly.
//!
//! The real provider forgives some mistakes with a warning; here each is an error, so that tests see it.

mod check;
mod grammar;
mod messaging;
mod verbs;
mod voice;

pub(crate) use messaging::{Reply, messaging};
pub(crate) use verbs::{Dial, Gather, Number, Play, Prompt, Record, RecordStatus, Say, Verb};
pub(crate) use voice::voice;

use super::errors::Refused;

/// The provider's limit on a document.
pub(crate) const LARGEST: usize = 64 * 1024;
/// The provider's limit on spoken text.
pub(crate) const LONGEST_SAY: usize = 4096;

/// The text of a body, within the limits.
pub(crate) fn text(body: &[u8]) -> Result<&str, Refused> {
    if body.len() > LARGEST {
        return Err(Refused::new(
            11750,
            format!("the document has {} bytes, more than 64 kB", body.len()),
        ));
    }
    std::str::from_utf8(body).map_err(|_| Refused::new(12100, "the document is not UTF-8"))
}

/// Which grammar a document must follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A caller's or a created call's document.
    Call,
    /// The `url` of a `<Number>`, on the callee's leg.
    Whisper,
    /// The answer to a text.
    Message,
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "http://relay.example/twilio/voice";

    fn refusal(document: &str, place: Place) -> u32 {
        match place {
            Place::Message => messaging(document, BASE).map(|_| ()),
            _ => voice(document, Some(BASE), place).map(|_| ()),
        }
        .expect_err(document)
        .code
    }

    #[test]
    fn what_the_provider_does_not_know_is_refused() {
        for document in [
            "<Response><Shout>x</Shout></Response>",
            "<Response><say>x</say></Response>",
            "<Response><Say volume=\"loud\">x</Say></Response>",
            "<Response><Say></Say></Response>",
            "<Response><Dial timeout=\"4\"><Number>+447700900123</Number></Dial></Response>",
            "<Response><Dial timeout=\"601\"><Number>+447700900123</Number></Dial></Response>",
            "<Response><Dial answerOnBridge=\"yes\"><Number>+447700900123</Number></Dial></Response>",
            "<Response><Dial></Dial></Response>",
            "<Response><Dial action=\"http://bad_host.example/x\"><Number>+447700900123</Number></Dial></Response>",
            "<Response><Gather><Dial>+447700900123</Dial></Gather></Response>",
            "<Response><Gather numDigits=\"0\"/></Response>",
            "<Response><Gather finishOnKey=\"x\"/></Response>",
            "<Response><Say>x</Say><Reject/></Response>",
            "<Response><Redirect></Redirect></Response>",
            "<Response>loose words</Response>",
            "<Response><Record maxLength=\"0\"/></Response>",
            "<Response><Play/></Response>",
            "<Response><Hangup>bye</Hangup></Response>",
            "<Response><Message>hello</Message></Response>",
        ] {
            assert_eq!(refusal(document, Place::Call), 12200, "{document}");
        }
        assert_eq!(refusal("<Response><Say>x</Response>", Place::Call), 12100);
        assert_eq!(refusal("<Answer/>", Place::Call), 12100);
        assert_eq!(refusal("", Place::Call), 12100);
    }

    #[test]
    fn too_many_numbers_too_many_words_and_too_many_bytes_are_refused() {
        let numbers = "<Number>+447700900123</Number>".repeat(11);
        assert_eq!(
            refusal(
                &format!("<Response><Dial>{numbers}</Dial></Response>"),
                Place::Call
            ),
            12200
        );
        let words = "word ".repeat(1000);
        assert_eq!(
            refusal(
                &format!("<Response><Say>{words}</Say></Response>"),
                Place::Call
            ),
            12200
        );
        assert_eq!(
            text(&vec![b' '; LARGEST + 1]).map(|_| ()).unwrap_err().code,
            11750
        );
    }

    #[test]
    fn screening_knows_only_its_documented_verbs() {
        for verb in [
            "<Dial>+447700900123</Dial>",
            "<Redirect>/x</Redirect>",
            "<Record/>",
            "<Pause/>",
        ] {
            assert_eq!(
                refusal(&format!("<Response>{verb}</Response>"), Place::Whisper),
                12200,
                "{verb}"
            );
        }
        let fine = "<Response><Gather><Say>x</Say><Pause/></Gather><Hangup/></Response>";
        assert_eq!(voice(fine, Some(BASE), Place::Whisper).unwrap().len(), 2);
    }

    #[test]
    fn addresses_in_a_document_without_one_of_its_own_must_be_absolute() {
        let relative = "<Response><Gather action=\"/next\"/></Response>";
        assert_eq!(
            voice(relative, None, Place::Call)
                .map(|_| ())
                .unwrap_err()
                .code,
            12200
        );
        let read = voice(relative, Some(BASE), Place::Call).unwrap();
        let Some(Verb::Gather(gather)) = read.first() else {
            panic!("{read:?}")
        };
        assert_eq!(gather.action.as_deref(), Some("http://relay.example/next"));
    }

    #[test]
    fn overrides_of_an_action_survive_being_resolved() {
        let document = "<Response><Redirect>next#rc=2&amp;rp=all</Redirect></Response>";
        let read = voice(document, Some(BASE), Place::Call).unwrap();
        assert_eq!(
            read,
            vec![Verb::Redirect {
                url: "http://relay.example/twilio/next#rc=2&rp=all".into(),
                get: false
            }]
        );
    }

    #[test]
    fn answers_to_texts_have_a_grammar_of_their_own() {
        let two = "<Response><Message>one</Message><Message to=\"+447700900456\"><Body>two</Body>\
                   <Media>/p.jpg</Media></Message></Response>";
        let replies = messaging(two, BASE).unwrap();
        assert_eq!(replies.len(), 2);
        let Some(Reply::Message { body, media, .. }) = replies.get(1) else {
            panic!("{replies:?}")
        };
        assert_eq!(
            (body.as_str(), media.as_slice()),
            ("two", &["http://relay.example/p.jpg".to_owned()][..])
        );
        for wrong in [
            "<Response><Say>x</Say></Response>",
            "<Response><Message/></Response>",
        ] {
            assert_eq!(refusal(wrong, Place::Message), 12200, "{wrong}");
        }
    }
}
