//! Signing in. The page says neither whether there is such an account nor what of it was wrong, and takes as long either
//! way.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use chrono::TimeDelta;
use maud::{Markup, html};
use zeroize::Zeroizing;

use super::super::form::{Fields, MAX_FORM, is_form};
use super::super::words::{Tongue, Words};
use super::super::{Console, page};
use super::again::seconds;
use super::cookie::Token;
use super::session::{IDLE, known};
use super::throttle::Who;
use super::{Arrival, codes, device, next, password, remembers, spoken};
use crate::config::users::User;
use crate::ids;
use crate::store::StoreDown;

/// The languages that there are, each by its own name.
const TONGUES: [(Tongue, &str); 2] = [(Tongue::English, "English"), (Tongue::French, "Français")];

/// `GET /console/sign-in`; with `?language=fr` in that language, which the browser keeps.
pub async fn show(State(console): State<Console>, headers: HeaderMap, uri: Uri) -> Response {
    let asked = Fields::read(uri.query().unwrap_or_default().as_bytes());
    let sheet = Sheet::of(&console, &headers, &asked, next::local(asked.get("next")));
    let mut response = sheet.shown(None);
    let kept = sheet.chosen.and_then(|chosen| remembers(Some(chosen)));
    if let Some(kept) = kept {
        response.headers_mut().insert(header::SET_COOKIE, kept);
    }
    response
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
    let onward = next::local(fields.get("next")).to_owned();
    let sheet = Sheet::of(&console, &parts.headers, &fields, &onward);
    let name: String = fields.get("name").chars().take(100).collect();
    let attempt = Attempt {
        device: device::of(&parts.headers, console.store(), &name),
        name,
        password: Zeroizing::new(fields.raw("password").to_owned()),
        code: fields.get("code").to_owned(),
        arrival: parts
            .extensions
            .get::<Arrival>()
            .cloned()
            .unwrap_or_default(),
    };
    match attempt.enters(&console, Token::of(&parts.headers)).await {
        Ok(Entered::In(cookies)) => {
            let mut response = page::see_other(&next::arrived(&onward));
            for cookie in cookies.into_iter().flatten() {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Ok(Entered::Not) => {
            let mut response = sheet.shown(Some(&sheet.words.t("gate-wrong")));
            *response.status_mut() = StatusCode::FORBIDDEN;
            response
        }
        Ok(Entered::Wait(wait)) => waits(&sheet, wait),
        Ok(Entered::Busy) => refuse(StatusCode::SERVICE_UNAVAILABLE, "gate-busy"),
        Err(down) => {
            tracing::warn!(%down, "nobody can sign in: the store is down");
            refuse(StatusCode::SERVICE_UNAVAILABLE, "page-store-down")
        }
    }
}

fn waits(sheet: &Sheet<'_>, wait: TimeDelta) -> Response {
    let seconds = seconds(wait);
    let gaps = [("seconds", seconds.into())];
    let why = sheet.words.with("gate-wait", &gaps);
    let mut response = sheet.shown(Some(&why));
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// `GET /console/arrived`: where a sign-in leads to. Whoever comes here without a session has a browser that did not keep
/// it, and would otherwise be sent back and forth.
pub async fn arrived(State(console): State<Console>, headers: HeaderMap, uri: Uri) -> Response {
    let words = spoken(None, &headers, &console);
    let asked = Fields::read(uri.query().unwrap_or_default().as_bytes());
    let is_known = match Token::of(&headers) {
        Some(token) => known(&console, &token, true).await,
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
    code: String,
    device: Option<Vec<u8>>,
    arrival: Arrival,
}

enum Entered {
    In([Option<HeaderValue>; 2]),
    Not,
    Wait(TimeDelta),
    Busy,
}

impl Attempt {
    async fn enters(self, console: &Console, before: Option<Token>) -> Result<Entered, StoreDown> {
        let who = Who {
            account: &self.name,
            address: self.arrival.address,
            device: self.device.as_deref(),
        };
        let throttle = console.throttle();
        if let Err(wait) = throttle.tries(&who, console.machine().now()) {
            return Ok(Entered::Wait(wait));
        }
        let user = console.accounts().user(&self.name).cloned();
        let Some(right) = self.is_password(console, user.as_ref()).await else {
            throttle.take_back(&who);
            return Ok(Entered::Busy);
        };
        let Some(user) = user.filter(|_| right) else {
            self.note(console, "sign-in-refused").await?;
            return Ok(Entered::Not);
        };
        if !self.is_code(console, &user).await? {
            self.note(console, "sign-in-refused").await?;
            return Ok(Entered::Not);
        }
        throttle.right(&who);
        self.comes_in(console, &user, before).await
    }

    /// `None`: too many try at once.
    async fn is_password(&self, console: &Console, user: Option<&User>) -> Option<bool> {
        let (password, hash) = (
            self.password.clone(),
            user.map(|user| user.password.clone()),
        );
        let compare = move || password::is(&password, hash.as_ref().map(|hash| hash.expose()));
        console.hashing().turn(compare).await
    }

    /// Whether the code fits, where one is asked for, and was not used before.
    async fn is_code(&self, console: &Console, user: &User) -> Result<bool, StoreDown> {
        let Some(secret) = &user.totp else {
            return Ok(true);
        };
        match codes::step(secret.expose(), &self.code, console.machine().now()) {
            Some(step) => console.store().code_used(&user.name, step).await,
            None => Ok(false),
        }
    }

    /// A new session with a token that nobody had before; the one that the browser came with ends.
    async fn comes_in(
        &self,
        console: &Console,
        user: &User,
        before: Option<Token>,
    ) -> Result<Entered, StoreDown> {
        let (store, now) = (console.store(), console.machine().now());
        if let Some(before) = before {
            store.session_ends(before.bytes()).await?;
        }
        self.note(console, "signed-in").await?;
        let token = Token::new(ids::fresh());
        store
            .session_begins(token.bytes(), &user.name, user.seal(), now, IDLE)
            .await?;
        let known = match self.device {
            Some(_) => None,
            None => device::kept(store, &user.name),
        };
        Ok(Entered::In([token.kept(), known]))
    }

    async fn note(&self, console: &Console, what: &str) -> Result<(), StoreDown> {
        let store = console.store();
        let address = store.address_digest(&self.arrival.text());
        // A password typed in the place of the name must not be kept: only names that there are.
        let accounts = console.accounts();
        let name = accounts
            .get(&self.name)
            .map_or("", |account| account.name.as_str());
        let at = console.relay().clock().now();
        store.note(at, name, what, "", address).await
    }
}

/// The page with the form.
struct Sheet<'a> {
    console: &'a Console,
    words: Words,
    /// The language that was chosen on the page itself. The form brings it along, for browsers that keep nothing.
    chosen: Option<Tongue>,
    onward: &'a str,
}

impl<'a> Sheet<'a> {
    fn of(console: &'a Console, headers: &HeaderMap, fields: &Fields, onward: &'a str) -> Self {
        let chosen = Tongue::of(fields.get("language"));
        let words = chosen.map_or_else(|| spoken(None, headers, console), Words::new);
        Sheet {
            console,
            words,
            chosen,
            onward,
        }
    }

    fn shown(&self, wrong: Option<&str>) -> Response {
        let words = &self.words;
        let practice = self.console.relay().in_force();
        let practice = &practice.practice.name;
        let described = wrong.map(|_| "wrong");
        let inside = html! {
            link rel="stylesheet" href="/console/assets/gate.css";
            main.gate id="main" {
                p.brand { (practice) }
                h1 { (words.t("gate-title")) }
                @if let Some(wrong) = wrong { p.notice.bad #wrong role="alert" { (wrong) } }
                form.fields method="post" action="/console/sign-in" {
                    @if self.onward != next::HOME { input type="hidden" name="next" value=(self.onward); }
                    @if let Some(chosen) = self.chosen { input type="hidden" name="language" value=(chosen.code()); }
                    label { (words.t("gate-name"))
                        input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required
                            maxlength="100" aria-describedby=[described];
                    }
                    label { (words.t("gate-password"))
                        input name="password" type="password" autocomplete="current-password" required
                            maxlength="256" aria-describedby=[described];
                    }
                    label { (words.t("gate-code"))
                        input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="10"
                            aria-describedby="code-hint";
                        span.hint #code-hint { (words.t("gate-code-hint")) }
                    }
                    button type="submit" { (words.t("gate-enter")) }
                }
                (self.tongues())
            }
        };
        let title = format!("{} – {practice}", words.t("gate-title"));
        page::bare(words.tongue().code(), &title, &inside)
    }

    fn tongues(&self) -> Markup {
        let is = self.words.tongue();
        html! {
            nav.tongues aria-label=(self.words.t("gate-languages")) {
                ul { @for (tongue, name) in TONGUES { li {
                    a href=(next::sign_in_spoken(self.onward, tongue.code())) lang=(tongue.code()) hreflang=(tongue.code())
                        aria-current=[(tongue == is).then_some("true")] { (name) }
                } } }
            }
        }
    }
}
