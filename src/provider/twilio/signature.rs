//! Proves that a webhook comes from the provider: the one gate in front of every side effect, and it fails closed.
//!
//! `X-Twilio-Signature` is Base64(HMAC(token, address + sorted parameters)). The address is the configured public
//! one plus the raw request target, never what the socket or a proxy's header claims. The scheme signs no time, so
//! replays are the business of whoever records what was already done.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::origin::Address;
pub use super::origin::BadUrl;
use super::params::Params;

#[cfg(test)]
mod tests;

/// The header that carries the signature.
pub const SIGNATURE_HEADER: &str = "X-Twilio-Signature";
/// The header that names key and algorithm where a shared key signs instead of the auth token.
pub const SETTINGS_HEADER: &str = "X-Twilio-Webhooks-Signature-Settings";

/// Why a request is not believed. The one who asked learns none of this, only 403.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no signature: the request is not the provider's.
    #[error("the request carries no {SIGNATURE_HEADER} header")]
    MissingHeader,
    /// The signature is not Base64 of the right length.
    #[error("the {SIGNATURE_HEADER} header is malformed")]
    MalformedHeader,
    /// The request target or the address cannot have been signed.
    #[error("the request's address cannot be one that was signed: {0}")]
    Address(#[from] BadUrl),
    /// The request target does not begin with `/`.
    #[error("the request target must begin with /")]
    Target,
    /// A JSON body without `bodySHA256`, or with one that does not fit.
    #[error("the JSON body is not the one whose bodySHA256 was signed")]
    BodyHash,
    /// The settings header is not `key=...,algorithm=...` with a known algorithm.
    #[error("the {SETTINGS_HEADER} header names no known algorithm")]
    UnknownAlgorithm,
    /// Nobody who knows the token signed this request for this address.
    #[error(
        "the signature does not fit: compare `public_url` with the address in the provider's \
         console, and the auth token with the account's primary one"
    )]
    NoMatch,
}

/// Which digest a signature was made with. Auth tokens always sign with SHA-1; shared keys may use either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Algorithm {
    /// The default, and the only one for auth tokens.
    #[default]
    HmacSha1,
    /// Only with shared keys, named in [`SETTINGS_HEADER`].
    HmacSha256,
}

impl Algorithm {
    const fn signature_bytes(self) -> usize {
        match self {
            Self::HmacSha1 => 20,
            Self::HmacSha256 => 32,
        }
    }
}

/// What [`SETTINGS_HEADER`] says: the shared key's id and the algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings<'a> {
    /// The id of the shared key, `webhooks_sharedkey_...`; never the secret.
    pub key: &'a str,
    /// The digest of this signature.
    pub algorithm: Algorithm,
}

impl<'a> Settings<'a> {
    /// Reads `key=<id>,algorithm=<HMAC_SHA1|HMAC_SHA256>`, in either order.
    ///
    /// # Errors
    /// [`Refused::UnknownAlgorithm`] for anything else.
    pub fn parse(header: &'a str) -> Result<Self, Refused> {
        let field = |wanted: &str| {
            header
                .split(',')
                .filter_map(|part| part.trim().split_once('='))
                .find_map(|(name, value)| (name == wanted).then_some(value))
        };
        let algorithm = match field("algorithm") {
            Some("HMAC_SHA1") => Algorithm::HmacSha1,
            Some("HMAC_SHA256") => Algorithm::HmacSha256,
            _ => return Err(Refused::UnknownAlgorithm),
        };
        let key = field("key").ok_or(Refused::UnknownAlgorithm)?;
        Ok(Self { key, algorithm })
    }
}

/// The account's auth tokens (several during a rotation), or shared keys, ready to sign.
///
/// Holds no token's text, only the keyed state of the digests, and cannot be printed.
///
/// ```compile_fail,E0277
/// fn print(thing: impl std::fmt::Debug) {}
/// print(nightbell::provider::twilio::Tokens::new(["secret".to_owned()]));
/// ```
pub struct Tokens {
    keys: Vec<Key>,
}

struct Key {
    sha1: Hmac<Sha1>,
    sha256: Hmac<Sha256>,
}

impl Key {
    fn new(token: &[u8]) -> Option<Self> {
        Some(Self {
            sha1: Hmac::new_from_slice(token).ok()?,
            sha256: Hmac::new_from_slice(token).ok()?,
        })
    }
}

impl Tokens {
    /// Keys the digests. An empty token is left out, since anybody could sign with it; without any token
    /// every request is refused.
    pub fn new(tokens: impl IntoIterator<Item = String>) -> Self {
        let keys = tokens
            .into_iter()
            .map(Zeroizing::new)
            .filter(|token| !token.is_empty())
            .filter_map(|token| Key::new(token.as_bytes()))
            .collect();
        Self { keys }
    }
}

/// Verifies requests for one configured public address.
///
/// Everything that does not change from request to request, the origin included, is hashed once, here.
pub struct Verifier {
    /// Per token and spelling of the origin: the state after the origin, the likeliest first.
    begun: Vec<Hmac<Sha1>>,
}

impl Verifier {
    /// `public_url` is scheme, host, perhaps port, perhaps a path prefix that a proxy in front removes. A user
    /// name, a fragment and trailing slashes are dropped.
    ///
    /// # Errors
    /// [`BadUrl`] says what is wrong with `public_url`.
    pub fn new(public_url: &str, tokens: Tokens) -> Result<Self, BadUrl> {
        let address = Address::split(public_url)?;
        if address.rest.contains('?') {
            return Err(BadUrl::Query);
        }
        let prefix = address.rest.trim_end_matches('/');
        let origins = address.candidates();
        let begin = |key: &Key, origin: &String| {
            let mut mac = key.sha1.clone();
            mac.update(origin.as_bytes());
            mac.update(prefix.as_bytes());
            mac
        };
        let begun = origins
            .iter()
            .flat_map(|origin| tokens.keys.iter().map(move |key| begin(key, origin)))
            .collect();
        Ok(Self { begun })
    }

    /// Refuses everything: for when no address or token is known.
    pub const fn none() -> Self {
        Self { begun: Vec::new() }
    }

    /// Verifies a webhook: `path_and_query` is the request target exactly as on the wire, `params` the parameters
    /// of a form body (`None` for GET), `header` the value of [`SIGNATURE_HEADER`]. Allocates nothing.
    ///
    /// # Errors
    /// [`Refused`], for the log; the requester is told nothing but 403.
    pub fn verify(
        &self,
        path_and_query: &str,
        params: Option<&Params>,
        header: Option<&str>,
    ) -> Result<(), Refused> {
        let given = Given::decode(header, Algorithm::HmacSha1)?;
        if !path_and_query.starts_with('/') {
            return Err(Refused::Target);
        }
        let fits = |begun: &Hmac<Sha1>| agrees(begun.clone(), path_and_query, params, &given);
        if self.begun.iter().any(fits) {
            Ok(())
        } else {
            Err(Refused::NoMatch)
        }
    }
}

/// What was sent beside the address.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// Nothing that is signed: a GET or an empty body.
    Nothing,
    /// A form; its parameters are signed.
    Form(&'a Params),
    /// A JSON body, which is not signed itself: its SHA-256 stands in the signed query as `bodySHA256`.
    Json(&'a [u8]),
}

/// Verifies a request of which the full address is known, with any algorithm. [`Verifier`] is the quick way for
/// ordinary webhooks.
///
/// # Errors
/// [`Refused`] says why the request is not believed.
pub fn verify_url(
    tokens: &Tokens,
    algorithm: Algorithm,
    url: &str,
    content: Content<'_>,
    header: Option<&str>,
) -> Result<(), Refused> {
    let given = Given::decode(header, algorithm)?;
    let address = Address::split(url)?;
    if address.has_userinfo {
        return Err(Refused::Address(BadUrl::Userinfo));
    }
    let params = match content {
        Content::Nothing => None,
        Content::Form(params) => Some(params),
        Content::Json(body) if has_body_hash(address.rest, body) => None,
        Content::Json(_) => return Err(Refused::BodyHash),
    };
    let fits = |key: &Key, origin: &str| match algorithm {
        Algorithm::HmacSha1 => agrees(
            key.sha1.clone().chain_update(origin),
            address.rest,
            params,
            &given,
        ),
        Algorithm::HmacSha256 => agrees(
            key.sha256.clone().chain_update(origin),
            address.rest,
            params,
            &given,
        ),
    };
    let origins = address.candidates();
    if origins
        .iter()
        .any(|origin| tokens.keys.iter().any(|key| fits(key, origin)))
    {
        Ok(())
    } else {
        Err(Refused::NoMatch)
    }
}

/// Completes the digest and compares it in constant time.
fn agrees<M: Mac>(mut mac: M, target: &str, params: Option<&Params>, given: &Given) -> bool {
    mac.update(target.as_bytes());
    for piece in params.into_iter().flat_map(Params::signed) {
        mac.update(piece.as_bytes());
    }
    mac.verify_slice(given.bytes()).is_ok()
}

fn has_body_hash(path_and_query: &str, body: &[u8]) -> bool {
    let query = path_and_query
        .split_once('?')
        .map_or("", |(_, query)| query);
    let claimed = form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "bodySHA256").then_some(value));
    let actual: String = Sha256::digest(body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    claimed.is_some_and(|claimed| claimed.eq_ignore_ascii_case(&actual))
}

/// The decoded signature, of exactly the length that its algorithm makes.
struct Given {
    buffer: [u8; 48],
    length: usize,
}

impl Given {
    fn decode(header: Option<&str>, algorithm: Algorithm) -> Result<Self, Refused> {
        let header = header.ok_or(Refused::MissingHeader)?;
        let mut buffer = [0; 48];
        let length = STANDARD
            .decode_slice(header, &mut buffer)
            .map_err(|_| Refused::MalformedHeader)?;
        if length != algorithm.signature_bytes() {
            return Err(Refused::MalformedHeader);
        }
        Ok(Self { buffer, length })
    }

    fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }
}
