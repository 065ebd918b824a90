//! The page of the own account.

use axum::http::{StatusCode, Uri};
use axum::response::Response;
use maud::{Markup, html};

use super::super::accounts::Role;
use super::super::form::Fields;
use super::super::page::{Tab, csrf, page};
use super::super::visit::{Act, Visit};
use super::super::words::Words;

/// Which form something is wrong with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The password.
    Password,
    /// The codes.
    Codes,
}

/// `GET /console/account`
pub async fn show(visit: Visit, uri: Uri) -> Response {
    let asked = Fields::read(uri.query().unwrap_or_default().as_bytes());
    let words = &visit.words;
    let done = match asked.get("done") {
        "password" => Some(words.t("account-done-password")),
        "language" => Some(words.t("account-done-language")),
        "codes-on" => Some(words.t("account-done-codes-on")),
        "codes-off" => Some(words.t("account-done-codes-off")),
        "elsewhere" => Some(words.t("account-done-elsewhere")),
        _ => None,
    };
    let body = html! {
        @if let Some(done) = done { p.notice.good role="status" { (done) } }
        (forms(&visit, None))
    };
    page(&visit, Some(Tab::Account), &words.t("account-title"), &body)
}

/// The page with what is wrong beside its form; 422.
pub fn wrong(visit: &Visit, place: Place, why: &str) -> Response {
    let body = forms(visit, Some((place, why)));
    let title = visit.words.t("account-title");
    let mut response = page(visit, Some(Tab::Account), &title, &body);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

fn forms(visit: &Visit, wrong: Option<(Place, &str)>) -> Markup {
    let at = |place| wrong.filter(|(is, _)| *is == place).map(|(_, why)| why);
    html! {
        link rel="stylesheet" href="/console/assets/gate.css";
        p { (who(visit)) }
        @if visit.may(&Act::Manage) { p { a href="/console/account/all" { (visit.words.t("account-all")) } } }
        div.accounts {
            section.panel { (password(visit, at(Place::Password))) }
            section.panel { (codes(visit, at(Place::Codes))) }
            section.panel { (language(visit)) }
            section.panel { (elsewhere(visit)) }
        }
    }
}

fn who(visit: &Visit) -> String {
    let name = || ("name", visit.who.name.as_str().into());
    match &visit.who.role {
        Role::Manager => visit.words.with("account-manager", &[name()]),
        Role::Auditor => visit.words.with("account-auditor", &[name()]),
        Role::Clinician(id) => {
            let known = visit.in_force.practice.clinicians.get(id);
            let whose = known.map_or(id.as_str(), |clinician| clinician.name.as_str());
            visit
                .words
                .with("account-clinician", &[name(), ("whose", whose.into())])
        }
    }
}

fn password(visit: &Visit, wrong: Option<&str>) -> Markup {
    let words = &visit.words;
    html! {
        h2 { (words.t("account-password")) }
        @if let Some(wrong) = wrong { p.notice.bad #password-wrong role="alert" { (wrong) } }
        form.fields method="post" action="/console/account/password" {
            (csrf(visit))
            (username(visit))
            label { (words.t("account-old"))
                input name="old" type="password" autocomplete="current-password" required maxlength="256"
                    aria-describedby=[wrong.map(|_| "password-wrong")];
            }
            label { (words.t("account-new"))
                input name="new" type="password" autocomplete="new-password" required maxlength="256"
                    aria-describedby="password-hint";
                span.hint #password-hint { (words.t("account-new-hint")) }
            }
            label { (words.t("account-again"))
                input name="again" type="password" autocomplete="new-password" required maxlength="256";
            }
            button type="submit" { (words.t("account-set-password")) }
        }
    }
}

/// Password keepers look for it.
pub fn username(visit: &Visit) -> Markup {
    html! { input type="text" name="username" autocomplete="username" value=(visit.who.name) hidden readonly; }
}

fn codes(visit: &Visit, wrong: Option<&str>) -> Markup {
    let words = &visit.words;
    let accounts = visit.console.accounts();
    let is_on = accounts
        .user(&visit.who.name)
        .is_some_and(|user| user.totp.is_some());
    html! {
        h2 { (words.t("account-codes")) }
        @if let Some(wrong) = wrong { p.notice.bad #codes-wrong role="alert" { (wrong) } }
        @if is_on {
            p { span.badge.good { (words.t("account-codes-are-on")) } " " (words.t("account-codes-on-hint")) }
            form.fields method="post" action="/console/account/codes" {
                (csrf(visit))
                (username(visit))
                input type="hidden" name="off" value="yes";
                label { (words.t("account-old"))
                    input name="old" type="password" autocomplete="current-password" required maxlength="256"
                        aria-describedby=[wrong.map(|_| "codes-wrong")];
                }
                button.quiet type="submit" { (words.t("account-codes-turn-off")) }
            }
        } @else {
            p { (words.t("account-codes-hint")) }
            a.button.quiet href="/console/account/codes" { (words.t("account-codes-begin")) }
        }
    }
}

fn language(visit: &Visit) -> Markup {
    let words = &visit.words;
    let is = visit.who.language.as_deref().unwrap_or_default();
    let choices = [
        ("", language_of_browser(words)),
        ("en", "English".to_owned()),
        ("fr", "Français".to_owned()),
    ];
    html! {
        h2 { (words.t("account-language")) }
        form.fields method="post" action="/console/account/language" {
            (csrf(visit))
            label { (words.t("account-language-choice"))
                select name="language" {
                    @for (code, name) in &choices {
                        option value=(code) lang=[Some(*code).filter(|code| !code.is_empty())] selected[is == *code] { (name) }
                    }
                }
            }
            button.quiet type="submit" { (words.t("account-set-language")) }
        }
    }
}

fn language_of_browser(words: &Words) -> String {
    words.t("account-language-browser")
}

fn elsewhere(visit: &Visit) -> Markup {
    let words = &visit.words;
    html! {
        h2 { (words.t("account-elsewhere")) }
        p { (words.t("account-elsewhere-hint")) }
        form.fields method="post" action="/console/account/elsewhere" {
            (csrf(visit))
            button.quiet type="submit" { (words.t("account-end-elsewhere")) }
        }
    }
}
