//! Signing in. The page says neither whether there is such an account nor what of it was wrong, and takes as long either
//! way.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use maud::{Markup, html};
use zeroize::Zeroizing;

use super::super::form::{Fields, MAX_FORM, is_form};
use super::super::words::Words;
use super::super::{Console, page};
use super::cookie::Token;
use super::session::{IDLE, known};
use super::{Arrival, next, password, spoken};
use crate::config::users::User;
use crate::ids;
use crate::store::StoreDown;

/// `GET /console/sign-in`
pub async fn show(State(console): State<Console>, headers: HeaderMap, uri: Uri) -> Response {
    let words = spoken(None, &headers, &console);
    let asked = Fields::read(uri.query().unwrap_or_default().as_bytes());
    form(
        &console,
        &words,
        StatusCode::OK,
        next::local(asked.get("next")),
        None,
    )
}

/// `POST /console/sign-in`
pub async fn enter(State(console): State<Console>, request: Request) -> Response {
    let words = spoken(None, request.headers(), &console);
    let refuse = |status, key: &str| page::outside(&console, &words, status, &words.t(key));
    if !is_form(request.headers()) {
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "page-not-a-form");
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_FORM).await else {
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, "page-too-large");
    };
    let fields = Fields::read(&body);
    let arrival = parts
        .extensions
        .get::<Arrival>()
        .cloned()
        .unwrap_or_default();
    let onward = next::local(fields.get("next")).to_owned();
    let attempt = Attempt {
        name: fields.get("name").chars().take(100).collect(),
        password: Zeroizing::new(fields.raw("password").to_owned()),
        arrival,
    };
    let before = Token::of(&parts.headers);
    match attempt.enters(&console, before).await {
        Ok(Entered::In(token)) => {
            let mut response = page::see_other(&next::arrived(&onward));
            if let Some(cookie) = token.kept() {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            response
        }
        Ok(Entered::Not) => {
            let why = words.t("gate-wrong");
            form(&console, &words, StatusCode::FORBIDDEN, &onward, Some(&why))
        }
        Ok(Entered::Busy) => refuse(StatusCode::SERVICE_UNAVAILABLE, "gate-busy"),
        Err(down) => {
            tracing::warn!(%down, "nobody can sign in: the store is down");
            refuse(StatusCode::SERVICE_UNAVAILABLE, "page-store-down")
        }
    }
}

/// `GET /console/arrived`: where a sign-in leads to. Whoever comes here without a session has a browser that did not keep
/// it, and would otherwise be sent back and forth.
pub async fn arrived(State(console): State<Console>, headers: HeaderMap, uri: Uri) -> Response {
    let words = spoken(None, &headers, &console);
    let asked = Fields::read(uri.query().unwrap_or_default().as_bytes());
    let token = Token::of(&headers);
    let is_known = match &token {
        Some(token) => known(&console, token, true).await,
        None => Ok(None),
    };
    match is_known {
        Ok(Some(_)) => page::see_other(next::local(asked.get("next"))),
        Ok(None) => page::outside(
            &console,
            &words,
            StatusCode::FORBIDDEN,
            &words.t("gate-not-kept"),
        ),
        Err(_) => page::outside(
            &console,
            &words,
            StatusCode::SERVICE_UNAVAILABLE,
            &words.t("page-store-down"),
        ),
    }
}

struct Attempt {
    name: String,
    password: Zeroizing<String>,
    arrival: Arrival,
}

enum Entered {
    In(Token),
    Not,
    Busy,
}

impl Attempt {
    async fn enters(self, console: &Console, before: Option<Token>) -> Result<Entered, StoreDown> {
        let user = console.accounts().user(&self.name).cloned();
        let Some(right) = self.is_right(console, user.as_ref()).await else {
            return Ok(Entered::Busy);
        };
        match user.filter(|_| right) {
            Some(user) => self.comes_in(console, &user, before).await.map(Entered::In),
            None => {
                self.note(console, "sign-in-refused", "").await?;
                Ok(Entered::Not)
            }
        }
    }

    /// `None`: too many try at once.
    async fn is_right(&self, console: &Console, user: Option<&User>) -> Option<bool> {
        let (password, hash) = (
            self.password.clone(),
            user.map(|user| user.password.clone()),
        );
        let compare = move || password::is(&password, hash.as_ref().map(|hash| hash.expose()));
        console.hashing().turn(compare).await
    }

    /// A new session with a token that nobody had before; the one that the browser came with ends.
    async fn comes_in(
        &self,
        console: &Console,
        user: &User,
        before: Option<Token>,
    ) -> Result<Token, StoreDown> {
        let (store, now) = (console.store(), console.machine().now());
        if let Some(before) = before {
            store.session_ends(before.bytes()).await?;
        }
        self.note(console, "signed-in", "").await?;
        let token = Token::new(ids::fresh());
        store
            .session_begins(token.bytes(), &user.name, user.seal(), now, IDLE)
            .await?;
        Ok(token)
    }

    async fn note(&self, console: &Console, what: &str, detail: &str) -> Result<(), StoreDown> {
        let store = console.store();
        let address = store.address_digest(&self.arrival.text());
        // A password typed in the place of the name must not be kept: only names that there are.
        let accounts = console.accounts();
        let name = accounts
            .get(&self.name)
            .map_or("", |account| account.name.as_str());
        let at = console.relay().clock().now();
        store.note(at, name, what, detail, address).await
    }
}

fn form(
    console: &Console,
    words: &Words,
    status: StatusCode,
    onward: &str,
    wrong: Option<&str>,
) -> Response {
    let practice = console.relay().in_force();
    let practice = &practice.practice.name;
    let inside = html! {
        main.gate id="main" {
            h1 { (words.t("gate-title")) }
            p.soft { (practice) }
            @if let Some(wrong) = wrong { p.notice.bad #wrong role="alert" { (wrong) } }
            form.fields method="post" action="/console/sign-in" {
                @if onward != next::HOME { input type="hidden" name="next" value=(onward); }
                (field(words, wrong.is_some()))
                button type="submit" { (words.t("gate-enter")) }
            }
        }
    };
    let title = format!("{} – {practice}", words.t("gate-title"));
    let mut response = page::bare(words.tongue().code(), &title, &inside);
    *response.status_mut() = status;
    response
}

fn field(words: &Words, wrong: bool) -> Markup {
    let described = wrong.then_some("wrong");
    html! {
        label { (words.t("gate-name"))
            input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required
                maxlength="100" aria-describedby=[described];
        }
        label { (words.t("gate-password"))
            input name="password" type="password" autocomplete="current-password" required
                maxlength="256" aria-describedby=[described];
        }
    }
}
