//! `[provider]`: what an account needs, and addresses the provider can reach.

use super::*;

const TWILIO: &str = r#"kind = "twilio"
account_sid = "AC00000000000000000000000000000001"
auth_token = { env = "TOKEN" }
public_url = "https://relay.harbourstreet.example""#;

fn twilio(from: &str, to: &str) -> Folder {
    assert!(TWILIO.contains(from));
    Folder::edited("kind = \"local\"", &TWILIO.replacen(from, to, 1)).env("TOKEN", "s3cret")
}

#[test]
fn an_account_is_read() {
    let loaded = twilio(
        "example\"",
        "example/nightbell/\"\napi_url = \"http://127.0.0.1:9999\"\npace = 0.25",
    )
    .load();
    let settings = loaded
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .settings;
    let Provider::Twilio(twilio) = settings.provider else {
        panic!("not the local carrier");
    };
    assert_eq!(
        twilio.public_url,
        "https://relay.harbourstreet.example/nightbell"
    );
    assert_eq!(twilio.api_url, "http://127.0.0.1:9999");
    assert_eq!(twilio.auth_tokens[0].expose(), "s3cret");
    assert!((twilio.pace - 0.25).abs() < f64::EPSILON);
}

#[test]
fn an_account_without_its_parts_is_refused() {
    for line in TWILIO.lines().skip(1) {
        let mistake = twilio(&format!("\n{line}"), "").mistake();
        assert!(mistake.message.contains("is missing here"), "{mistake}");
        assert_eq!(mistake.line, 11);
    }
}

#[test]
fn addresses_the_provider_cannot_use_are_refused() {
    for url in [
        "http://relay.harbourstreet.example",
        "https://relay_1.harbourstreet.example",
        "https://relay.harbourstreet.example/?a=b",
        "https://relay.harbourstreet.example/#rc=3",
        "https://user:word@relay.harbourstreet.example",
        "relay.harbourstreet.example",
        "ftp://relay.harbourstreet.example",
        "https://",
    ] {
        let mistake = twilio("https://relay.harbourstreet.example", url).mistake();
        assert!(mistake.message.contains("public_url"), "{mistake}");
    }
    for url in [
        "http://127.0.0.1:8080",
        "http://localhost:8080",
        "http://[::1]:80",
        "http://relay.test",
    ] {
        assert_eq!(
            twilio("https://relay.harbourstreet.example", url).mistakes(),
            [],
            "{url}"
        );
    }
}

#[test]
fn a_wrong_account_or_kind_is_refused() {
    for sid in ["AC123", "SK00000000000000000000000000000001", ""] {
        assert!(
            twilio("AC00000000000000000000000000000001", sid)
                .mistake()
                .help
                .contains("account_sid")
        );
    }
    let mistake = Folder::edited("\"local\"", "\"Twilio\"").mistake();
    assert_eq!(mistake.help, "kind = \"twilio\"");
    assert!(
        twilio("example\"", "example\"\npace = 0")
            .mistake()
            .message
            .contains("pace")
    );
}
