//! The published vectors and sample webhooks, made with the provider's own libraries, and what must be refused.

use super::*;
use serde_json::Value;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const URL: &str = "https://relay.example.com";

fn vectors() -> Vec<Value> {
    let text = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/signature_vectors.json"
    ));
    let file: Value = serde_json::from_str(text).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn samples() -> Vec<Value> {
    let text = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/webhook_samples.json"
    ));
    serde_json::from_str(text).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn tokens(token: &str) -> Tokens {
    Tokens::new([token.to_owned()])
}

fn form(body: &str) -> Params {
    Params::parse(body.as_bytes()).unwrap()
}

/// Signs independently of the code under test: the plain definition, one string.
fn sign(token: &str, string: &str) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).unwrap();
    mac.update(string.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn judge(vector: &Value) -> Result<(), Refused> {
    let algorithm = match text(vector, "algorithm") {
        "HMAC_SHA256" => Algorithm::HmacSha256,
        _ => Algorithm::HmacSha1,
    };
    let body = text(vector, "raw_body");
    let params = form(body);
    let content = match vector["content_type"].as_str() {
        Some("application/json") => Content::Json(body.as_bytes()),
        Some(_) => Content::Form(&params),
        None => Content::Nothing,
    };
    verify_url(
        &tokens(text(vector, "auth_token")),
        algorithm,
        text(vector, "received_url"),
        content,
        vector["signature_header"].as_str(),
    )
}

#[test]
fn every_published_vector_gets_the_verdict_of_the_providers_library() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 35);
    for vector in vectors {
        let verdict = judge(&vector);
        let expected = vector["expected_valid"].as_bool().unwrap();
        assert_eq!(verdict.is_ok(), expected, "{}: {verdict:?}", vector["id"]);
    }
}

#[test]
fn the_quick_verifier_agrees_on_every_vector_of_an_ordinary_webhook() {
    for vector in vectors() {
        let (url, body) = (text(&vector, "received_url"), text(&vector, "raw_body"));
        let is_json = vector["content_type"] == "application/json";
        if is_json || vector["algorithm"] == "HMAC_SHA256" || url.contains('@') {
            continue;
        }
        let path = url.match_indices('/').nth(2).unwrap().0;
        let (origin, target) = url.split_at(path);
        let verifier = Verifier::new(origin, tokens(text(&vector, "auth_token"))).unwrap();
        let params = form(body);
        let verdict = verifier.verify(target, Some(&params), vector["signature_header"].as_str());
        assert_eq!(
            verdict.is_ok(),
            vector["expected_valid"] == true,
            "{}",
            vector["id"]
        );
    }
}

#[test]
fn every_sample_webhook_is_signed_and_stops_being_so_when_touched() {
    let verifier = Verifier::new(URL, tokens(TOKEN)).unwrap();
    for sample in samples() {
        let target = text(&sample, "url").strip_prefix(URL).unwrap();
        let header = sample["headers"][SIGNATURE_HEADER].as_str();
        let body = text(&sample, "raw_body");
        let verdict = verifier.verify(target, Some(&form(body)), header);
        assert_eq!(verdict, Ok(()), "{}", sample["id"]);
        let touched = form(&format!("{body}&Extra=1"));
        let verdict = verifier.verify(target, Some(&touched), header);
        assert_eq!(verdict, Err(Refused::NoMatch), "{}", sample["id"]);
    }
}

#[test]
fn a_missing_or_malformed_header_is_refused() {
    let verifier = Verifier::new(URL, tokens(TOKEN)).unwrap();
    assert_eq!(
        verifier.verify("/x", None, None),
        Err(Refused::MissingHeader)
    );
    let valid = sign(TOKEN, "https://relay.example.com/x");
    let long = "A".repeat(4096);
    for header in [
        "",
        "=",
        "nonsense",
        "AAAA",
        &long,
        valid.trim_end_matches('='),
        &format!("{valid}{valid}"),
        &format!(" {valid}"),
        "é",
    ] {
        let verdict = verifier.verify("/x", None, Some(header));
        assert_eq!(verdict, Err(Refused::MalformedHeader), "{header:.40}");
    }
    assert_eq!(verifier.verify("/x", None, Some(&valid)), Ok(()));
}

#[test]
fn during_a_rotation_old_and_new_token_are_accepted_and_no_other() {
    let both = Tokens::new(["old".to_owned(), "new".to_owned()]);
    let verifier = Verifier::new(URL, both).unwrap();
    let string = "https://relay.example.com/x";
    for (token, verdict) in [
        ("old", Ok(())),
        ("new", Ok(())),
        ("third", Err(Refused::NoMatch)),
    ] {
        let header = sign(token, string);
        assert_eq!(
            verifier.verify("/x", None, Some(&header)),
            verdict,
            "{token}"
        );
    }
}

#[test]
fn without_a_token_nobody_is_believed() {
    for no_tokens in [vec![], vec![String::new()]] {
        let verifier = Verifier::new(URL, Tokens::new(no_tokens)).unwrap();
        let header = sign("", "https://relay.example.com/x");
        let verdict = verifier.verify("/x", None, Some(&header));
        assert_eq!(verdict, Err(Refused::NoMatch));
    }
}

#[test]
fn the_public_address_counts_not_its_decorations() {
    let header = sign(TOKEN, "https://relay.example.com/night/twilio/voice?a=1");
    for public_url in [
        "https://relay.example.com/night",
        "https://relay.example.com/night//",
        "https://user:word@relay.example.com/night#rc=3",
        "https://relay.example.com:8443/night",
    ] {
        let verifier = Verifier::new(public_url, tokens(TOKEN)).unwrap();
        let verdict = verifier.verify("/twilio/voice?a=1", None, Some(&header));
        assert_eq!(verdict, Ok(()), "{public_url}");
    }
    let other = Verifier::new("http://relay.example.com/night", tokens(TOKEN)).unwrap();
    let verdict = other.verify("/twilio/voice?a=1", None, Some(&header));
    assert_eq!(verdict, Err(Refused::NoMatch));
}

#[test]
fn an_unusable_public_address_is_refused_at_the_start() {
    for (url, why) in [
        ("relay.example.com", BadUrl::Scheme),
        ("https://relay.example.com/?x=1", BadUrl::Query),
    ] {
        assert_eq!(Verifier::new(url, tokens(TOKEN)).err(), Some(why));
    }
}

#[test]
fn a_target_that_would_move_the_host_is_refused() {
    let verifier = Verifier::new(URL, tokens(TOKEN)).unwrap();
    let header = sign(TOKEN, "https://relay.example.com.evil.example/x");
    let verdict = verifier.verify(".evil.example/x", None, Some(&header));
    assert_eq!(verdict, Err(Refused::Target));
}

#[test]
fn json_without_a_signed_hash_is_refused() {
    let header = sign(TOKEN, "https://relay.example.com/events");
    let verdict = verify_url(
        &tokens(TOKEN),
        Algorithm::HmacSha1,
        "https://relay.example.com/events",
        Content::Json(b"{}"),
        Some(&header),
    );
    assert_eq!(verdict, Err(Refused::BodyHash));
}

#[test]
fn the_settings_header_names_key_and_algorithm() {
    let settings =
        Settings::parse("key=webhooks_sharedkey_01EXAMPLE,algorithm=HMAC_SHA256").unwrap();
    assert_eq!(settings.key, "webhooks_sharedkey_01EXAMPLE");
    assert_eq!(settings.algorithm, Algorithm::HmacSha256);
    let settings = Settings::parse("algorithm=HMAC_SHA1, key=k").unwrap();
    assert_eq!(
        (settings.key, settings.algorithm),
        ("k", Algorithm::HmacSha1)
    );
    for header in [
        "",
        "key=k",
        "algorithm=HMAC_SHA1",
        "key=k,algorithm=HMAC_MD5",
        "key=k,algorithm=",
    ] {
        assert_eq!(
            Settings::parse(header),
            Err(Refused::UnknownAlgorithm),
            "{header}"
        );
    }
}
