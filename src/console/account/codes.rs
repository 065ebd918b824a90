//! Turning the codes of an authenticator app on and off.
//!
//! Until a right code has come back nothing is stored: the secret that is offered hangs on the session alone.

use axum::response::Response;
use maud::{PreEscaped, html};
use zeroize::Zeroizing;

use super::super::form::Posted;
use super::super::gate;
use super::super::gate::codes as app;
use super::super::page::{Tab, csrf, page};
use super::super::visit::{Outcome, Visit};
use super::show::{Place, username, wrong};
use super::{anew, change};
use crate::config::users;

/// `GET /console/account/codes`
pub async fn codes(visit: Visit) -> Response {
    offer(&visit, None)
}

/// `POST /console/account/codes`
pub async fn set_codes(posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    if !gate::proves(&visit, fields.raw("old")).await? {
        let why = visit.words.t("account-old-wrong");
        return Ok(match fields.is_on("off") {
            true => wrong(&visit, Place::Codes, &why),
            false => offer(&visit, Some(&why)),
        });
    }
    if fields.is_on("off") {
        visit.noted("totp-set", "off").await?;
        change(&visit, |folder, name| users::set_totp(folder, name, None)).await?;
        return anew(&visit, "codes-off").await;
    }
    let secret = offered(&visit);
    let now = visit.console.machine().now();
    let Some(step) = app::step(&secret, fields.get("code"), now) else {
        let why = visit.words.t("account-code-wrong");
        return Ok(offer(&visit, Some(&why)));
    };
    // It is not good for signing in once more.
    let used = visit.console.store().code_used(&visit.who.name, step).await;
    used.map_err(|down| visit.store_down(&down))?;
    visit.noted("totp-set", "on").await?;
    change(&visit, move |folder, name| {
        users::set_totp(folder, name, Some(&secret))
    })
    .await?;
    anew(&visit, "codes-on").await
}

/// The secret for this session: the same however often the page is opened, and no other's.
fn offered(visit: &Visit) -> Zeroizing<String> {
    let proof = Zeroizing::new(
        visit
            .console
            .store()
            .console_proof("codes", &[visit.token.bytes()]),
    );
    let secret = proof.first_chunk::<{ app::SECRET }>().copied();
    app::lettered(&Zeroizing::new(secret.unwrap_or_default()))
}

fn offer(visit: &Visit, why: Option<&str>) -> Response {
    let words = &visit.words;
    let secret = offered(visit);
    let address = app::address(&secret, &visit.in_force.practice.name, &visit.who.name);
    // Black and white squares of our own making; nothing of it is somebody's text.
    let picture = app::picture(&address).map(PreEscaped);
    let four: Vec<&str> = (0..secret.len())
        .step_by(4)
        .filter_map(|at| secret.get(at..at + 4))
        .collect();
    let body = html! {
        link rel="stylesheet" href="/console/assets/gate.css";
        @if let Some(why) = why { p.notice.bad #codes-wrong role="alert" { (why) } }
        section.panel.codes {
            ol {
                li {
                    p { (words.t("account-codes-scan")) }
                    @if let Some(picture) = picture {
                        div.qr role="img" aria-label=(words.t("account-codes-picture")) { (picture) }
                    }
                    p { (words.t("account-codes-type")) br; span.secret { (four.join(" ")) } }
                }
                li {
                    p { (words.t("account-codes-enter")) }
                    form.fields method="post" action="/console/account/codes" {
                        (csrf(visit))
                        (username(visit))
                        label { (words.t("account-code"))
                            input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="10"
                                aria-describedby=[why.map(|_| "codes-wrong")];
                        }
                        label { (words.t("account-old"))
                            input name="old" type="password" autocomplete="current-password" required maxlength="256";
                        }
                        div.row {
                            button type="submit" { (words.t("account-codes-turn-on")) }
                            a.button.quiet href="/console/account" { (words.t("account-back")) }
                        }
                    }
                }
            }
        }
    };
    let mut response = page(visit, Some(Tab::Account), &words.t("account-codes"), &body);
    if why.is_some() {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
