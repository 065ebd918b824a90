//! A practice with accounts, and a browser that signs in and sends forms as people do.

use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use reqwest::header::{HeaderMap, HeaderValue, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder, StatusCode};

use super::{MONDAY_TEN, PATIENTS, PRACTICE, World, raw};

/// Everybody's password here.
pub const PASSWORD: &str = "correct horse battery staple";

/// A manager; a clinician, whose own line is okafor's; an auditor.
pub const MANAGER: &str = "ada";
pub const CLINICIAN: &str = "okafor";
pub const AUDITOR: &str = "inspector";

/// The password's hash, with parameters that cost nothing.
static HASH: LazyLock<String> = LazyLock::new(|| hash(PASSWORD));

/// A hash with parameters that cost nothing.
pub fn hash(password: &str) -> String {
    let params = Params::new(8, 1, 1, None).unwrap();
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hashed = hasher.hash_password_with_salt(password.as_bytes(), b"salt for a test");
    hashed.unwrap().to_string()
}

/// An entry of `users.toml`.
pub fn account(name: &str, role: &str, more: &str) -> String {
    format!(
        "[[user]]\nname = \"{name}\"\nrole = \"{role}\"\npassword = \"{}\"\n{more}\n",
        *HASH
    )
}

/// The three accounts.
pub fn accounts() -> String {
    [
        account(MANAGER, "manager", ""),
        account(CLINICIAN, "clinician", "clinician = \"okafor\""),
        account(AUDITOR, "auditor", ""),
    ]
    .concat()
}

/// The usual practice at ten on a Monday, with the three accounts.
pub async fn open() -> World {
    open_with(&accounts()).await
}

/// The same with these accounts.
pub async fn open_with(users: &str) -> World {
    World::with(MONDAY_TEN, PRACTICE, PATIENTS, &[("users.toml", users)]).await
}

/// What the relay answered.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    /// Where it leads to.
    pub fn location(&self) -> &str {
        self.headers
            .get(LOCATION)
            .map_or("", |to| to.to_str().unwrap())
    }

    /// Fails unless these words stand in it.
    pub fn says(&self, words: &str) -> &Self {
        assert!(
            self.body.contains(words),
            "{words:?} is not in\n{}",
            self.body
        );
        self
    }

    /// Fails if these words stand in it.
    pub fn never_says(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "{words:?} is in\n{}", self.body);
        self
    }

    /// The value of a field of the first form that has one.
    pub fn field(&self, name: &str) -> Option<String> {
        let at = self.body.find(&format!("name=\"{name}\""))?;
        let tag = self.body[at..].split('>').next()?;
        let value = tag.split("value=\"").nth(1)?.split('"').next()?;
        Some(
            value
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&"),
        )
    }
}

/// Somebody's browser: it keeps the session's cookie and the page it saw last.
pub struct Browser {
    client: reqwest::Client,
    url: String,
    pub cookie: Option<String>,
    /// By which the console knows that this browser was signed in before.
    pub known: Option<String>,
    /// The language that was chosen before signing in.
    pub language: Option<String>,
    pub last: Option<Page>,
}

impl Browser {
    /// Not signed in, at this address.
    pub fn at(url: &str) -> Browser {
        Browser {
            client: raw::builder().redirect(Policy::none()).build().unwrap(),
            url: url.to_owned(),
            cookie: None,
            known: None,
            language: None,
            last: None,
        }
    }

    /// Not signed in.
    pub fn of(world: &World) -> Browser {
        Browser::at(&world.url())
    }

    /// Signed in with the usual password.
    pub async fn signed_in(world: &World, name: &str) -> Browser {
        let mut browser = Browser::of(world);
        let page = browser.signs_in(name, PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        browser
    }

    /// Tries to sign in; gives the answer.
    pub async fn signs_in(&mut self, name: &str, password: &str) -> Page {
        self.sends(
            "/console/sign-in",
            &[("name", name), ("password", password)],
        )
        .await
    }

    /// A request as this browser sends it, of a page of the console itself.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, self.url.clone() + path);
        let request = request.header("origin", &self.url);
        let cookies = [&self.cookie, &self.known, &self.language];
        let cookies: Vec<&str> = cookies.into_iter().flatten().map(String::as_str).collect();
        match cookies.is_empty() {
            true => request,
            false => request.header("cookie", cookies.join("; ")),
        }
    }

    /// Sends a request that [`Browser::request`] began, and keeps the cookie that comes with the answer.
    pub async fn does(&mut self, request: RequestBuilder) -> Page {
        let response = request.send().await.unwrap();
        let page = Page {
            status: response.status(),
            headers: response.headers().clone(),
            body: String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned(),
        };
        for cookie in page.headers.get_all(SET_COOKIE) {
            let (cookie, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            if cookie.starts_with("__Host-nightbell-known=") {
                self.known = Some(cookie.to_owned());
                continue;
            }
            let gone = attributes.contains("Max-Age=0");
            let kept = (!gone).then(|| cookie.to_owned());
            match cookie.starts_with("__Host-nightbell-language=") {
                true => self.language = kept,
                false => self.cookie = kept,
            }
        }
        page
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path);
        let page = self.does(request).await;
        self.last = Some(page.clone());
        page
    }

    /// Opens a page that must be there.
    pub async fn opens(&mut self, path: &str) -> Page {
        let page = self.get(path).await;
        assert_eq!(
            page.status,
            StatusCode::OK,
            "{path}: {} {}",
            page.location(),
            page.body
        );
        page
    }

    /// Opens a page again and again, with a limit, until it is as wanted.
    pub async fn waits_until(&mut self, path: &str, is: impl Fn(&Page) -> bool) -> Page {
        let limit = Instant::now() + Duration::from_secs(10);
        loop {
            let page = self.get(path).await;
            if is(&page) {
                return page;
            }
            assert!(
                Instant::now() < limit,
                "{path} stays {} {}",
                page.status,
                page.body
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Sends these fields and nothing else.
    pub async fn sends(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        let request = self
            .request(Method::POST, path)
            .header("content-type", kind)
            .body(body);
        self.does(request).await
    }

    /// Sends the form of the page that was opened last: with its `csrf` and its `base`, where they are not given.
    pub async fn posts(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let hidden: Vec<(&str, String)> = ["csrf", "base"]
            .into_iter()
            .filter(|name| fields.iter().all(|(given, _)| given != name))
            .filter_map(|name| Some((name, self.last.as_ref()?.field(name)?)))
            .collect();
        let mut all: Vec<(&str, &str)> = fields.to_vec();
        all.extend(hidden.iter().map(|(name, value)| (*name, value.as_str())));
        let page = self.sends(path, &all).await;
        if !page.body.is_empty() {
            self.last = Some(page.clone());
        }
        page
    }
}

/// Writes `users.toml` as a person would; it is in force soon after.
pub fn writes_users(world: &World, text: &str) {
    fs::write(world.config().join("users.toml"), text).unwrap();
}
