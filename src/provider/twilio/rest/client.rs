//! An account at the provider, and how its requests leave and come back.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::{Bytes, BytesMut};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, RequestBuilder, Response};
use url::{Host, Url};
use zeroize::Zeroizing;

use super::cause::Cause;
use super::error::{Error, Outage};
use super::outcome::Repeating;
use super::transport::Transport;
use crate::config::{Secret, Twilio};

/// The longest answer that is read, in bytes: a page of a list with the longest texts is about a tenth of it.
const LONGEST_ANSWER: usize = 8 << 20;
const FORM: &str = "application/x-www-form-urlencoded";

/// Whose resources they are, and what opens them. Has no `Debug`: it holds the token.
#[derive(Clone)]
pub struct Account {
    /// `AC` and 32 hexadecimal digits; others' accounts look different.
    pub sid: String,
    /// The token that requests are made with.
    pub token: Secret,
    /// Where the API is, without `/2010-04-01`.
    pub api_url: String,
}

impl Account {
    /// The account of a configuration, with the first of its tokens: the others only verify webhooks until they are gone.
    /// `None` where no token was to be had.
    #[must_use]
    pub fn of(settings: &Twilio) -> Option<Self> {
        Some(Self {
            sid: settings.account_sid.clone(),
            token: settings.auth_tokens.first()?.clone(),
            api_url: settings.api_url.clone(),
        })
    }
}

/// Why no request can be made for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAccount {
    /// The token and people's numbers would travel in the open.
    #[error("api_url must begin with https:// (http:// only on this machine)")]
    NotHttps,
    /// Not an address to which paths can be added.
    #[error("api_url must be scheme, host and path alone, such as https://api.twilio.com")]
    Address,
    /// Neither can be part of HTTP's basic authentication.
    #[error("the account's SID must not be empty and must not hold a colon")]
    Sid,
}

/// An account on a transport; clones share both. Has no `Debug`: it holds the token.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    transport: Transport,
    /// `.../2010-04-01/Accounts/{sid}`.
    base: Url,
    authorization: HeaderValue,
    local: bool,
}

/// A request that is about to leave. Has no `Debug`: it may hold numbers.
pub(super) struct Request {
    pub method: Method,
    pub url: Url,
    pub form: Vec<(&'static str, String)>,
    pub repeating: Repeating,
}

impl Request {
    pub fn of(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            form: Vec::new(),
            repeating: Repeating::DoesNoHarm,
        }
    }
}

impl Client {
    /// # Errors
    /// [`BadAccount`] where requests would be unsafe or impossible.
    pub fn new(account: &Account, transport: &Transport) -> Result<Self, BadAccount> {
        let base = base(account)?;
        Ok(Self(Arc::new(Inner {
            transport: transport.clone(),
            local: base.host().is_some_and(|host| is_here(&host)),
            base,
            authorization: authorization(account)?,
        })))
    }

    /// The same connections for another account or a new token: for when the configuration changes.
    ///
    /// # Errors
    /// [`BadAccount`], as in [`Client::new`].
    pub fn with(&self, account: &Account) -> Result<Self, BadAccount> {
        Self::new(account, &self.0.transport)
    }

    pub(super) fn transport(&self) -> &Transport {
        &self.0.transport
    }

    /// The address of a resource of the account.
    ///
    /// The provider's ids are opaque, but one that could lead elsewhere is none of its.
    pub(super) fn url(&self, path: &[&str], suffix: &str) -> Result<Url, Error> {
        let sound = |id: &&str| {
            let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte);
            !id.is_empty() && id.len() <= 200 && id.bytes().all(allowed)
        };
        let unsound = || Error::refused(Cause::Malformed, 0);
        if !path.iter().all(sound) {
            return Err(unsound());
        }
        let mut url = self.0.base.clone();
        let (last, folders) = path.split_last().ok_or_else(unsound)?;
        url.path_segments_mut()
            .map_err(|()| unsound())?
            .extend(folders)
            .push(&format!("{last}{suffix}"));
        Ok(url)
    }

    /// An address that the provider gave, where the credentials may go: the API's own and no other.
    pub(super) fn own(&self, address: &str) -> Option<Url> {
        let url = self.0.base.join(address).ok()?;
        (url.origin() == self.0.base.origin()).then_some(url)
    }

    /// Whether a file may be fetched from there, without credentials: only over TLS, save on this machine.
    pub(super) fn may_fetch(&self, url: &Url) -> bool {
        match url.scheme() {
            "https" => true,
            "http" => self.0.local && url.host().is_some_and(|host| is_here(&host)),
            _ => false,
        }
    }

    /// The request with the account's credentials.
    pub(super) fn authorised(&self, method: Method, url: Url) -> RequestBuilder {
        let http = &self.0.transport.http;
        http.request(method, url)
            .header(AUTHORIZATION, self.0.authorization.clone())
    }

    /// Makes a request and reads its answer: a success, whatever it holds.
    pub(super) async fn ask(&self, request: Request) -> Result<Bytes, Error> {
        let Request {
            method,
            url,
            form,
            repeating,
        } = request;
        let mut builder = self.authorised(method, url);
        if !form.is_empty() {
            builder = builder.header(CONTENT_TYPE, FORM).body(encoded(&form));
        }
        let _turn = self.0.transport.turn().await?;
        let answer = builder
            .timeout(self.0.transport.limits.answer)
            .send()
            .await
            .map_err(|error| repeating.without_answer(&error))?;
        self.receive(answer, repeating).await
    }

    /// Reads an answer to its end, within its bounds.
    pub(super) async fn receive(
        &self,
        mut answer: Response,
        repeating: Repeating,
    ) -> Result<Bytes, Error> {
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = whole(&mut answer).await;
        if !status.is_success() {
            // A refusal is one even where its words are cut off.
            let body = body.unwrap_or_default();
            return Err(repeating.refused(status.as_u16(), &headers, &body));
        }
        body.map_err(|why| repeating.after_sending(why))
    }
}

async fn whole(answer: &mut Response) -> Result<Bytes, Outage> {
    let mut body = BytesMut::new();
    loop {
        match answer.chunk().await {
            Ok(Some(piece)) if body.len() + piece.len() <= LONGEST_ANSWER => {
                body.extend_from_slice(&piece);
            }
            Ok(Some(_)) => return Err(Outage::Unreadable),
            Ok(None) => return Ok(body.freeze()),
            Err(error) if error.is_timeout() => return Err(Outage::Silent),
            Err(_) => return Err(Outage::BrokenOff),
        }
    }
}

fn encoded(form: &[(&'static str, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish()
}

fn base(account: &Account) -> Result<Url, BadAccount> {
    let mut url = Url::parse(&account.api_url).map_err(|_| BadAccount::Address)?;
    let is_safe = match url.scheme() {
        "https" => true,
        "http" => url.host().is_some_and(|host| is_here(&host)),
        _ => false,
    };
    if !is_safe {
        return Err(BadAccount::NotHttps);
    }
    let has_more = url.query().is_some() || url.fragment().is_some() || url.password().is_some();
    if has_more || !url.username().is_empty() {
        return Err(BadAccount::Address);
    }
    url.path_segments_mut()
        .map_err(|()| BadAccount::Address)?
        .pop_if_empty()
        .extend(["2010-04-01", "Accounts", &account.sid]);
    Ok(url)
}

fn is_here<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
        Host::Domain(name) => {
            let name = name.as_ref();
            name == "localhost" || name.ends_with(".localhost")
        }
    }
}

fn authorization(account: &Account) -> Result<HeaderValue, BadAccount> {
    if account.sid.is_empty() || account.sid.contains(':') {
        return Err(BadAccount::Sid);
    }
    let pair = Zeroizing::new(format!("{}:{}", account.sid, account.token.expose()));
    let basic = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    let mut value = HeaderValue::from_str(&basic).map_err(|_| BadAccount::Sid)?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::super::transport::{Limits, Trust};
    use super::*;

    static_assertions::assert_not_impl_any!(Account: std::fmt::Debug, std::fmt::Display);
    static_assertions::assert_not_impl_any!(Client: std::fmt::Debug, std::fmt::Display);
    static_assertions::assert_not_impl_any!(Request: std::fmt::Debug, std::fmt::Display);

    fn client(api_url: &str) -> Result<Client, BadAccount> {
        let transport = Transport::new(&Trust::Only(Vec::new()), Limits::default()).unwrap();
        let account = Account {
            sid: "AC1".to_owned(),
            token: Secret::new("secret".to_owned()),
            api_url: api_url.to_owned(),
        };
        Client::new(&account, &transport)
    }

    #[test]
    fn the_token_never_travels_in_the_open() {
        for open in [
            "http://api.example.com",
            "ftp://api.example.com",
            "http://10.0.0.1",
        ] {
            assert_eq!(client(open).err(), Some(BadAccount::NotHttps), "{open}");
        }
        for fine in [
            "https://api.example.com",
            "http://127.0.0.1:9",
            "http://[::1]:9",
            "http://localhost:9",
        ] {
            assert!(client(fine).is_ok(), "{fine}");
        }
    }

    #[test]
    fn an_address_is_scheme_host_and_path() {
        for odd in [
            "api.example.com",
            "https://u:p@api.example.com",
            "https://api.example.com/?a=b",
        ] {
            assert_eq!(client(odd).err(), Some(BadAccount::Address), "{odd}");
        }
    }

    #[test]
    fn a_compatible_providers_path_stays_in_front() {
        let client = client("https://space.example.com/api/laml/").unwrap();
        let url = client.url(&["Messages", "SM1"], ".json").unwrap();
        assert_eq!(
            url.as_str(),
            "https://space.example.com/api/laml/2010-04-01/Accounts/AC1/Messages/SM1.json"
        );
    }

    #[test]
    fn an_id_that_leads_elsewhere_is_refused() {
        let client = client("https://api.example.com").unwrap();
        for id in ["", "..", "a/b", "a?b", "a#b", "a%2Fb", "a b"] {
            let refused = client.url(&["Messages", id], ".json").err();
            assert_eq!(refused, Some(Error::refused(Cause::Malformed, 0)), "{id:?}");
        }
    }

    #[test]
    fn credentials_go_to_the_api_alone() {
        let client = client("https://api.example.com").unwrap();
        assert!(
            client
                .own("/2010-04-01/Accounts/AC1/Messages.json?Page=1")
                .is_some()
        );
        for elsewhere in [
            "https://other.example.com/x",
            "//other.example.com/x",
            "http://api.example.com/x",
        ] {
            assert!(client.own(elsewhere).is_none(), "{elsewhere}");
        }
    }

    #[test]
    fn files_are_fetched_over_tls_save_on_this_machine() {
        let url = |text: &str| Url::parse(text).unwrap();
        let real = client("https://api.example.com").unwrap();
        assert!(real.may_fetch(&url("https://files.example.com/x")));
        assert!(!real.may_fetch(&url("http://files.example.com/x")));
        assert!(!real.may_fetch(&url("http://127.0.0.1/x")));
        let local = client("http://127.0.0.1:9").unwrap();
        assert!(local.may_fetch(&url("http://localhost:10/x")));
        assert!(!local.may_fetch(&url("http://10.0.0.1/x")));
    }

    #[test]
    fn the_credentials_are_not_printed() {
        let client = client("https://api.example.com").unwrap();
        let url = client.url(&["Messages"], ".json").unwrap();
        let request = client.authorised(Method::GET, url).build().unwrap();
        let shown = format!("{request:?}");
        assert!(shown.contains("Sensitive"), "{shown}");
        assert!(!shown.contains("Basic"), "{shown}");
    }
}
