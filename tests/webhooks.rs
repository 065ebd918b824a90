//! The edge: what is refused, what is believed, what comes twice, and what never comes to an end.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use nightbell::relay::backstage::{Backstage, Testimony};
use reqwest::Method;
use serde_json::Value;
use support::bare::{Bare, PUBLIC, TOKEN};
use support::raw::{self, FORM, call_sid, incoming, sign};
use support::samples;
use support::{OKAFOR_LINE, PATIENTS, PRACTICE, ROSA};

type Told = Result<(), Box<dyn std::error::Error>>;

async fn bare() -> Bare {
    Bare::open(PRACTICE, PATIENTS).await
}

#[tokio::test]
async fn a_wrong_method_type_size_or_signature_is_refused_without_a_trace() -> Told {
    let bare = bare().await;
    let call = incoming(&call_sid(1), ROSA, OKAFOR_LINE);
    let client = raw::client();
    for target in [
        "/twilio/voice",
        "/twilio/sms",
        "/twilio/voice/status",
        "/twilio/any/other",
    ] {
        let url = bare.url() + target;
        let good = sign(TOKEN, &format!("{PUBLIC}{target}"), &call);
        let request = |method: Method| {
            client
                .request(method, &url)
                .header("X-Twilio-Signature", &good)
        };
        for method in [
            Method::GET,
            Method::PUT,
            Method::DELETE,
            Method::PATCH,
            Method::HEAD,
        ] {
            let answer = request(method)
                .header("Content-Type", FORM)
                .body(raw::form(&call))
                .send()
                .await?;
            assert_eq!(answer.status(), 405);
            assert_eq!(answer.headers()["allow"], "POST");
        }
        for kind in [
            None,
            Some("application/json"),
            Some("text/plain"),
            Some("multipart/form-data; boundary=x"),
        ] {
            let request = request(Method::POST).body(raw::form(&call));
            let request = kind.into_iter().fold(request, |request, kind| {
                request.header("Content-Type", kind)
            });
            assert_eq!(request.send().await?.status(), 415, "{kind:?}");
        }
        let mut long = call.clone();
        long.push(("Padding".to_owned(), "x".repeat(1 << 20)));
        assert_eq!(bare.post(target, &long).await.status, 413);
        let other = sign("another", &format!("{PUBLIC}{target}"), &call);
        let elsewhere = sign(TOKEN, &format!("{}{target}", bare.url()), &call);
        for signature in [
            other.as_str(),
            elsewhere.as_str(),
            "",
            "no base64 at all",
            "AAAA",
        ] {
            let answer = raw::post_signed(&url, &call, signature).await;
            assert_eq!(
                (answer.status, answer.body.as_str()),
                (403, ""),
                "{signature}"
            );
        }
        let unsigned = client
            .post(&url)
            .header("Content-Type", FORM)
            .body(raw::form(&call))
            .send()
            .await?;
        assert_eq!(unsigned.status(), 403);
        // What was signed is every parameter and the whole address.
        let mut altered = call.clone();
        altered.push(("Digits".to_owned(), "1".to_owned()));
        assert_eq!(raw::post_signed(&url, &altered, &good).await.status, 403);
        assert_eq!(
            raw::post_signed(&(url + "?more=1"), &call, &good)
                .await
                .status,
            403
        );
    }
    assert!(bare.journal().await.is_empty());
    assert_eq!(bare.post("/twilio/voice", &call).await.status, 200);
    Ok(())
}

#[tokio::test]
async fn a_body_of_unknown_length_is_cut_off_at_the_limit() -> Told {
    let bare = bare().await;
    let address = bare.running().address();
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        let head = format!(
            "POST /twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let chunk = format!("2000\r\n{}\r\n", "x".repeat(0x2000));
        // The relay may hang up before all of it is written.
        for _ in 0..128 {
            if stream.write_all(chunk.as_bytes()).is_err() {
                break;
            }
        }
        read_all(&mut stream)
    });
    assert!(answer.await?.starts_with("HTTP/1.1 413"));
    assert!(bare.journal().await.is_empty());
    Ok(())
}

#[tokio::test]
async fn who_is_slow_or_falls_silent_is_cut_off() -> Told {
    let bare = bare().await;
    let address = bare.running().address();
    let silent = cut_off(address, "");
    let silent_later = cut_off(address, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    let half_a_head = cut_off(
        address,
        "POST /twilio/voice HTTP/1.1\r\nHost: x\r\nX-Twilio-Sig",
    );
    let head = format!(
        "POST /twilio/voice HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 100\r\n\r\nA="
    );
    let half_a_body = cut_off(address, &head);
    let (silent, half_a_head, half_a_body) =
        (silent.await?, half_a_head.await?, half_a_body.await?);
    assert_eq!(silent, "");
    assert!(silent_later.await?.ends_with("alive\n"));
    assert!(
        half_a_head.is_empty() || half_a_head.starts_with("HTTP/1.1 408"),
        "{half_a_head}"
    );
    assert!(half_a_body.starts_with("HTTP/1.1 408"), "{half_a_body}");
    assert!(bare.journal().await.is_empty());
    Ok(())
}

/// Sends this and no more, and waits until the relay has had enough.
fn cut_off(address: SocketAddr, sent: &str) -> tokio::task::JoinHandle<String> {
    let sent = sent.to_owned();
    tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        read_all(&mut stream)
    })
}

fn read_all(stream: &mut TcpStream) -> String {
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let mut answer = Vec::new();
    // A reset ends it as well as an orderly close; only waiting in vain does not.
    if let Err(error) = stream.read_to_end(&mut answer) {
        assert_ne!(
            error.kind(),
            std::io::ErrorKind::WouldBlock,
            "the relay holds on"
        );
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn every_captured_request_is_answered_as_expected_and_twice_the_same() {
    let samples: Value = serde_json::from_str(include_str!("data/webhook_samples.json")).unwrap();
    let samples = samples.as_array().unwrap();
    assert_eq!(samples.len(), 44);
    let bare = Bare::open(&samples::practice(), samples::PATIENTS).await;
    for sample in samples {
        let text = |key: &str| sample[key].as_str().unwrap();
        let url = text("url").replace(PUBLIC, &bare.url());
        let headers = sample["headers"].as_object().unwrap();
        let send = || {
            let request = raw::client().post(&url).body(text("raw_body").to_owned());
            let each = headers
                .iter()
                .map(|(name, value)| (name, value.as_str().unwrap()));
            raw::received(each.fold(request, |request, (name, value)| {
                request.header(name, value)
            }))
        };
        let first = send().await;
        let rows = bare.journal().await.len();
        let again = send().await;
        assert_eq!(
            (first.status, &first.body),
            (again.status, &again.body),
            "{}",
            text("id")
        );
        assert_eq!(bare.journal().await.len(), rows, "{}", text("id"));
        match text("response_expected") {
            "twiml" => drop(first.document()),
            _ if first.status == 200 => {
                assert_eq!(first.document().root_element().children().count(), 0)
            }
            _ => assert_eq!(
                (first.status, first.body.as_str()),
                (204, ""),
                "{}",
                text("id")
            ),
        }
        for secret in samples::CLINICIANS {
            support::scan::assert_masked(&first.body, &[secret], text("id"));
            support::scan::assert_headers_masked(&first, &[secret]);
        }
    }
}

#[tokio::test]
async fn both_tokens_are_believed_during_a_rotation() {
    let tokens = "[{ file = \"token\" }, { file = \"next-token\" }]";
    let bare = Bare::behind(PUBLIC, tokens, PRACTICE, PATIENTS).await;
    for (number, token) in [(1, TOKEN), (2, &"f".repeat(32))] {
        let call = incoming(&call_sid(number), ROSA, OKAFOR_LINE);
        bare.post_as(token, "/twilio/voice", &call).await.document();
        assert_eq!(
            bare.post_as(&"e".repeat(32), "/twilio/voice", &call)
                .await
                .status,
            403
        );
    }
}

#[tokio::test]
async fn the_public_address_is_what_is_signed_whatever_a_proxy_says() -> Told {
    let bare = bare().await;
    let call = incoming(&call_sid(1), ROSA, OKAFOR_LINE);
    let target = "/twilio/voice";
    let send = |signed: String| {
        let request = raw::client()
            .post(bare.url() + target)
            .header("Content-Type", FORM);
        let request = request
            .header("Host", "attacker.example")
            .header("X-Forwarded-Host", "attacker.example");
        let request = request
            .header("X-Forwarded-Proto", "http")
            .header("X-Forwarded-Prefix", "/elsewhere");
        let request = request.header("X-Original-URL", "/twilio/sms");
        raw::received(
            request
                .header("X-Twilio-Signature", sign(TOKEN, &signed, &call))
                .body(raw::form(&call)),
        )
    };
    assert_eq!(
        send(format!("https://attacker.example{target}"))
            .await
            .status,
        403
    );
    let answer = send(format!("{PUBLIC}{target}")).await;
    assert!(answer.body.contains(&format!("{PUBLIC}/twilio/voice/")));
    assert!(!answer.body.contains("attacker"));
    Ok(())
}

#[tokio::test]
async fn a_public_address_with_a_path_is_signed_and_handed_out_with_it() {
    let public = "https://clinic.example/bell";
    let bare = Bare::behind(public, "{ file = \"token\" }", PRACTICE, PATIENTS).await;
    let call = incoming(&call_sid(1), ROSA, OKAFOR_LINE);
    // The proxy may take the path off, or leave it on.
    let answer = bare.post("/twilio/voice", &call).await;
    answer.document();
    assert!(
        answer
            .body
            .contains(&format!("{public}/twilio/voice/screen/"))
    );
    let without = sign(TOKEN, "https://clinic.example/twilio/voice", &call);
    assert_eq!(
        raw::post_signed(&(bare.url() + "/twilio/voice"), &call, &without)
            .await
            .status,
        403
    );
}

/// Whoever is told of a decision here breaks down over it, in the middle of the webhook.
#[tokio::test]
async fn a_defect_leaves_the_caller_and_the_clinician_each_with_words_of_their_own() {
    let breaks = |told: Testimony| {
        if matches!(told, Testimony::Decided { .. }) {
            panic!("a defect");
        }
    };
    let backstage = Backstage {
        witness: Some(Arc::new(breaks)),
        ..Backstage::default()
    };
    let tokens = "{ file = \"token\" }";
    let bare = Bare::witnessed(backstage, PUBLIC, tokens, PRACTICE, PATIENTS).await;
    let call = incoming(&call_sid(1), ROSA, OKAFOR_LINE);
    let caller = bare.post("/twilio/voice", &call).await;
    assert!(caller.words().contains("Your call cannot be connected"));
    assert!(caller.words().contains("9 9 9") && caller.has("Hangup"));
    let leg = raw::params(&[("CallSid", &call_sid(2)), ("ParentCallSid", &call_sid(1))]);
    for step in ["screen", "key"] {
        let step = format!(
            "/twilio/voice/{step}/{}/okafor.00000001/patient/1",
            "7".repeat(32)
        );
        let clinician = bare.post(&step, &leg).await;
        assert_eq!(
            clinician.words(),
            "This call could not be connected to you. The caller is taken care of."
        );
        assert!(
            clinician.has("Hangup"),
            "the end of a document would bridge"
        );
    }
}

#[tokio::test]
async fn a_clinicians_leg_whose_step_nobody_knows_ends_in_words_for_a_clinician() {
    let leg = raw::params(&[
        ("CallSid", &call_sid(2)),
        ("ParentCallSid", &call_sid(1)),
        ("CallStatus", "in-progress"),
        ("Direction", "outbound-dial"),
    ]);
    let answer = bare()
        .await
        .post("/twilio/voice/screen/of-a-later-version", &leg)
        .await;
    assert!(answer.words().contains("could not be connected to you"));
    assert!(answer.has("Hangup") && !answer.words().contains("9 9 9"));
}
