//! Webhooks as bytes: signed by this kit's own code, posted as the test wants them, and compared to the byte.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use nightbell::provider::local::Exchange;
use reqwest::header::HeaderMap;
use sha1::Sha1;

pub const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";

pub type Params = Vec<(String, String)>;

/// Base64 of HMAC-SHA1 over the URL and the sorted parameters.
pub fn sign(token: &str, url: &str, params: &[(String, String)]) -> String {
    let mut sorted: Vec<_> = params.iter().collect();
    sorted.sort();
    sorted.dedup();
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).unwrap();
    mac.update(url.as_bytes());
    for (name, value) in sorted {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    STANDARD.encode(mac.finalize().into_bytes())
}

pub fn params(pairs: &[(&str, &str)]) -> Params {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

pub fn form(params: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(params)
        .finish()
}

/// A call that comes in, as the provider announces it.
pub fn incoming(sid: &str, from: &str, to: &str) -> Params {
    params(&[
        ("AccountSid", "AC00000000000000000000000000000001"),
        ("ApiVersion", "2010-04-01"),
        ("CallSid", sid),
        ("CallStatus", "ringing"),
        ("Direction", "inbound"),
        ("From", from),
        ("To", to),
    ])
}

/// A call's SID that no other call of the story has.
pub fn call_sid(number: u32) -> String {
    format!("CA{number:032x}")
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn kind(&self) -> &str {
        self.headers
            .get("content-type")
            .map_or("", |kind| kind.to_str().unwrap())
    }

    /// Fails unless it is 200 with a document that an XML parser reads.
    pub fn document(&self) -> roxmltree::Document<'_> {
        assert_eq!(self.status, 200, "{}", self.body);
        assert!(self.kind().starts_with("text/xml"), "{}", self.kind());
        let document = roxmltree::Document::parse(&self.body).unwrap();
        assert_eq!(document.root_element().tag_name().name(), "Response");
        document
    }

    pub fn has(&self, verb: &str) -> bool {
        self.document()
            .descendants()
            .any(|node| node.has_tag_name(verb))
    }

    /// Everything that is spoken.
    pub fn words(&self) -> String {
        let document = self.document();
        let says = document
            .descendants()
            .filter(|node| node.has_tag_name("Say"));
        says.filter_map(|say| say.text())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// A client that trusts no certificate: everything here goes over plain HTTP.
pub fn client() -> reqwest::Client {
    builder().build().unwrap()
}

/// The same, for settings of one's own.
pub fn builder() -> reqwest::ClientBuilder {
    // The first of the process wins.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().tls_certs_only([])
}

/// Posts a form as the provider does, with this signature.
pub async fn post_signed(url: &str, params: &[(String, String)], signature: &str) -> Answer {
    let request = client().post(url).header("Content-Type", FORM);
    received(
        request
            .header("X-Twilio-Signature", signature)
            .body(form(params)),
    )
    .await
}

/// Posts a form as the provider does; `public` is the address that it believes to ask.
pub async fn post(
    base: &str,
    public: &str,
    target: &str,
    token: &str,
    params: &[(String, String)],
) -> Answer {
    let signature = sign(token, &format!("{public}{target}"), params);
    post_signed(&format!("{base}{target}"), params, &signature).await
}

/// Sends one of the carrier's webhooks once more.
pub async fn replay(exchange: &Exchange) -> Answer {
    post_signed(&exchange.url, &exchange.params, &exchange.signature).await
}

pub async fn received(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer {
        status,
        headers,
        body: response.text().await.unwrap(),
    }
}

/// Every webhook of the carrier that was answered is answered again with the same bytes.
pub async fn assert_steady(exchanges: &[Exchange]) {
    for exchange in exchanges
        .iter()
        .filter(|exchange| exchange.status == Some(200))
    {
        let again = replay(exchange).await;
        assert_eq!(again.status, 200);
        assert_eq!(
            again.body, exchange.body,
            "{:?} {}",
            exchange.kind, exchange.url
        );
    }
}
