//! `[provider]`: who carries the calls and texts, and where either side reaches the other.

use url::{Host, Url};

use super::{Document, Section};
use crate::config::findings::Findings;
use crate::config::secret::{Secrets, Vault};
use crate::config::section::Text;
use crate::config::settings::{Provider, Twilio};

const API: &str = "https://api.twilio.com";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Twilio,
    Local,
}

/// Reads the section; `None` after a mistake.
pub fn read(
    document: &Document<'_>,
    vault: &Vault<'_>,
    findings: &mut Findings,
) -> Option<Provider> {
    let section = document.one("provider", findings);
    if !document.has("provider") {
        let help = "[provider]   and below it kind = \"local\" to try Nightbell, or kind = \"twilio\" with account_sid, auth_token and public_url";
        document.missing("the section [provider] is missing", help, findings);
    }
    let section = section?;
    if !section.has("kind") {
        section.missing("kind", findings);
    }
    let kind = section.choice(
        "kind",
        &[("twilio", Kind::Twilio), ("local", Kind::Local)],
        findings,
    );
    let pace = section.decimal("pace", 1.0, findings);
    // Read whatever the kind is, so that a mistake shows before the day the kind is changed.
    let public_url = url(&section, "public_url", findings);
    let api_url = url(&section, "api_url", findings);
    let account_sid = account_sid(&section, findings);
    match kind? {
        Kind::Local => Some(Provider::Local { pace }),
        Kind::Twilio => {
            for key in ["account_sid", "auth_token", "public_url"] {
                if !section.has(key) {
                    section.missing(key, findings);
                }
            }
            let auth_tokens = vault.read(&section, "auth_token", findings);
            // Mistakes have been noted wherever something is lacking.
            let lacking = auth_tokens.is_empty() && vault.secrets == Secrets::Required;
            let twilio = Twilio {
                account_sid: account_sid?,
                auth_tokens,
                public_url: public_url?,
                api_url: api_url.unwrap_or_else(|| API.to_owned()),
                pace,
            };
            (!lacking).then_some(Provider::Twilio(twilio))
        }
    }
}

fn account_sid(section: &Section<'_>, findings: &mut Findings) -> Option<String> {
    let text = section.text("account_sid", findings)?;
    let sid = text.text.trim();
    let digits = sid.strip_prefix("AC").unwrap_or_default();
    if digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Some(sid.to_owned());
    }
    let message = "this is no account's SID: AC and 32 letters and digits";
    findings.error(&text.at, message, section.example("account_sid"));
    None
}

/// A base address, kept without a trailing slash.
fn url(section: &Section<'_>, key: &'static str, findings: &mut Findings) -> Option<String> {
    let text = section.text(key, findings)?;
    match base(&text) {
        Ok(url) => Some(url),
        Err(message) => {
            findings.error(&text.at, format!("`{key}` {message}"), section.example(key));
            None
        }
    }
}

fn base(text: &Text<'_>) -> Result<String, &'static str> {
    let url = Url::parse(text.text.trim()).map_err(|_| "is no address of the form https://host")?;
    let host = url.host().ok_or("has no host")?;
    match url.scheme() {
        "https" => {}
        "http" if is_here(&host) => {}
        "http" => return Err("must begin with https://, since patients' numbers travel to it"),
        _ => return Err("must begin with https://"),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user name or a password");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must end before any ? or #");
    }
    if host.to_string().contains('_') {
        return Err("has a host name with _, which the provider refuses");
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// Whether a host is this machine or a name reserved for tests (RFC 2606, RFC 6761).
fn is_here(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
        Host::Domain(name) => {
            *name == "localhost" || name.ends_with(".localhost") || name.ends_with(".test")
        }
    }
}
