//! The provider's webhook signature, written for the carrier alone and checked against the published vectors.
//!
//! The relay has a verifier of its own; sharing one implementation would let one mistake hide in both.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// The URL that is signed: without fragment and userinfo, and without its port when a call's webhook goes over https.
pub(crate) fn signed_url(configured: &str, is_voice: bool) -> String {
    let bare = configured.split('#').next().unwrap_or_default();
    let Some((scheme, rest)) = bare.split_once("://") else {
        return bare.to_owned();
    };
    let split = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(split);
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((name, _)) if is_voice && scheme == "https" => name,
        _ => host,
    };
    format!("{scheme}://{host}{tail}")
}

/// The URL followed by every parameter in sorted order, name and value joined.
pub(crate) fn signed_string(url: &str, params: &[(String, String)]) -> String {
    let mut sorted: Vec<_> = params.iter().collect();
    sorted.sort();
    sorted.dedup();
    let parts = sorted
        .into_iter()
        .flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    [url].into_iter().chain(parts).collect()
}

/// Base64 of HMAC-SHA1 over the URL followed by every parameter in sorted order, name and value joined.
///
/// Parameters of a GET are part of the URL: pass none then.
pub(crate) fn signature(token: &str, url: &str, params: &[(String, String)]) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(token.as_bytes()) else {
        return String::new();
    };
    mac.update(signed_string(url, params).as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn vectors() -> Vec<Value> {
        let text = include_str!("../../../tests/data/signature_vectors.json");
        let file: Value = serde_json::from_str(text).unwrap();
        file["vectors"].as_array().unwrap().clone()
    }

    fn text<'a>(vector: &'a Value, key: &str) -> &'a str {
        vector[key].as_str().unwrap_or_default()
    }

    #[test]
    fn every_vector_of_the_plain_scheme_is_reproduced() {
        let mut checked = 0;
        for vector in vectors()
            .iter()
            .filter(|v| text(v, "algorithm") == "HMAC_SHA1")
        {
            let is_form = text(vector, "content_type").starts_with("application/x-www-form");
            let body = if is_form {
                text(vector, "raw_body")
            } else {
                ""
            };
            let params: Vec<_> = form_urlencoded::parse(body.as_bytes())
                .into_owned()
                .collect();
            let made = signature(
                text(vector, "auth_token"),
                text(vector, "signed_url"),
                &params,
            );
            let wanted = text(vector, "computed_signature_for_signed_url");
            if vector["expected_valid"] == Value::Bool(true) {
                assert_eq!(made, wanted, "{}", text(vector, "id"));
                checked += 1;
            }
        }
        assert!(checked >= 25, "only {checked} vectors were checked");
    }

    #[test]
    fn what_is_signed_leaves_out_what_the_provider_leaves_out() {
        for vector in vectors() {
            let id = text(&vector, "id");
            let is_voice = id == "c_05_voice_https_custom_port";
            let json = text(&vector, "content_type") == "application/json";
            if json || text(&vector, "method") == "GET" {
                continue;
            }
            assert_eq!(
                signed_url(text(&vector, "configured_url"), is_voice),
                text(&vector, "signed_url"),
                "{id}"
            );
        }
    }
}
