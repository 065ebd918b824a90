//! Which spellings of a webhook's address the provider may have signed.
//!
//! The provider drops or keeps the port depending on product and scheme, so every address has two candidates.
//! Nothing is normalised: what was configured is what was signed, byte for byte.

/// Why an address cannot be the one that a signature covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadUrl {
    /// Neither `https://` nor `http://`.
    #[error("the address must begin with https:// (or http:// on a test machine), in lower case")]
    Scheme,
    /// No host, or something that is not one.
    #[error("the address needs a host name, such as https://relay.example.com")]
    Host,
    /// The port is not a number from 1 to 65535.
    #[error("the port must be a number from 1 to 65535")]
    Port,
    /// The configured address has a query; only scheme, host, port and a path prefix are meaningful.
    #[error("the address must end before any `?`: only scheme, host, port and a path prefix")]
    Query,
    /// A received address carries a user name, which never reaches a server in this form.
    #[error("the address carries a user name, which the provider never signs")]
    Userinfo,
}

/// An address cut into the parts that matter for signing.
pub(super) struct Address<'a> {
    scheme: &'a str,
    default_port: &'static str,
    host: &'a str,
    port: Option<&'a str>,
    /// Whether a user name stood before the host.
    pub(super) has_userinfo: bool,
    /// Path and query, without the fragment; may be empty.
    pub(super) rest: &'a str,
}

impl<'a> Address<'a> {
    pub(super) fn split(url: &'a str) -> Result<Self, BadUrl> {
        let (url, _fragment) = url.split_once('#').unwrap_or((url, ""));
        let (scheme, after) = url.split_once("://").ok_or(BadUrl::Scheme)?;
        let default_port = match scheme {
            "https" => "443",
            "http" => "80",
            _ => return Err(BadUrl::Scheme),
        };
        let end = after.find(['/', '?']).unwrap_or(after.len());
        let (authority, rest) = after.split_at_checked(end).ok_or(BadUrl::Host)?;
        let (userinfo, host_and_port) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, authority),
        };
        let (host, port) = split_port(host_and_port)?;
        Ok(Self {
            scheme,
            default_port,
            host,
            port,
            has_userinfo: userinfo.is_some(),
            rest,
        })
    }

    /// Scheme, host and port in both spellings, the likelier one first.
    pub(super) fn candidates(&self) -> [String; 2] {
        let bare = format!("{}://{}", self.scheme, self.host);
        let with_port = format!("{bare}:{}", self.port.unwrap_or(self.default_port));
        // Over plain http the configured port is always kept; over https voice, the busier product, drops it.
        if self.scheme == "http" && self.port.is_some() {
            [with_port, bare]
        } else {
            [bare, with_port]
        }
    }
}

fn split_port(host_and_port: &str) -> Result<(&str, Option<&str>), BadUrl> {
    // The colons inside an IPv6 literal are not a port.
    let name_end = host_and_port.rfind(']').map_or(0, |bracket| bracket + 1);
    let after_name = host_and_port.get(name_end..).ok_or(BadUrl::Host)?;
    let (host, port) = match after_name.find(':') {
        Some(colon) => {
            let (host, port) = host_and_port
                .split_at_checked(name_end + colon)
                .ok_or(BadUrl::Host)?;
            (host, port.strip_prefix(':'))
        }
        None => (host_and_port, None),
    };
    if host.is_empty() || host.bytes().any(|byte| !byte.is_ascii_graphic()) {
        return Err(BadUrl::Host);
    }
    match port {
        Some(port) if !is_port(port) => Err(BadUrl::Port),
        _ => Ok((host, port)),
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse::<u16>().is_ok_and(|port| port != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(url: &str) -> [String; 2] {
        Address::split(url).unwrap().candidates()
    }

    #[test]
    fn https_is_tried_without_a_port_first() {
        assert_eq!(
            candidates("https://relay.example.com/x"),
            ["https://relay.example.com", "https://relay.example.com:443"]
        );
        assert_eq!(
            candidates("https://relay.example.com:8443/x"),
            [
                "https://relay.example.com",
                "https://relay.example.com:8443"
            ]
        );
    }

    #[test]
    fn plain_http_is_tried_with_its_configured_port_first() {
        assert_eq!(
            candidates("http://127.0.0.1:8080"),
            ["http://127.0.0.1:8080", "http://127.0.0.1"]
        );
        assert_eq!(
            candidates("http://[::1]/a:b"),
            ["http://[::1]", "http://[::1]:80"]
        );
        assert_eq!(
            candidates("http://[::1]:81"),
            ["http://[::1]:81", "http://[::1]"]
        );
    }

    #[test]
    fn user_name_and_fragment_are_no_part_of_it() {
        let address = Address::split("https://a:b@relay.example.com/p?q=1#rc=3").unwrap();
        assert!(address.has_userinfo);
        assert_eq!(address.rest, "/p?q=1");
        assert_eq!(address.candidates()[0], "https://relay.example.com");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for (url, why) in [
            ("relay.example.com", BadUrl::Scheme),
            ("HTTPS://relay.example.com", BadUrl::Scheme),
            ("ftp://relay.example.com", BadUrl::Scheme),
            ("https://", BadUrl::Host),
            ("https:///path", BadUrl::Host),
            ("https://relay example.com", BadUrl::Host),
            ("https://relay.example.com:", BadUrl::Port),
            ("https://relay.example.com:0", BadUrl::Port),
            ("https://relay.example.com:+80", BadUrl::Port),
            ("https://relay.example.com:99999", BadUrl::Port),
        ] {
            assert_eq!(Address::split(url).err(), Some(why), "{url}");
        }
    }
}
