//! The frame of every page: the head, the way around, and the place for what the page is about.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Console;
use super::visit::{Act, Visit};
use super::words::Words;

/// Where one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Who would be reached now.
    Now,
    /// Hours, absences, the rota.
    Hours,
    /// Patients.
    Patients,
    /// Clinicians.
    Clinicians,
    /// What would happen.
    WhatIf,
    /// Earlier versions.
    History,
    /// Calls, texts, messages.
    Journal,
    /// Who did what here.
    Audit,
    /// The own account.
    Account,
}

/// The tabs with their path and the key of their name.
const TABS: &[(Tab, &str, &str)] = &[
    (Tab::Now, "/console/", "page-tab-now"),
    (Tab::Hours, "/console/hours", "page-tab-hours"),
    (Tab::Patients, "/console/patients", "page-tab-patients"),
    (
        Tab::Clinicians,
        "/console/clinicians",
        "page-tab-clinicians",
    ),
    (Tab::WhatIf, "/console/what-if", "page-tab-what-if"),
    (Tab::Journal, "/console/journal", "page-tab-journal"),
    (Tab::History, "/console/history", "page-tab-history"),
    (Tab::Audit, "/console/audit", "page-tab-audit"),
    (Tab::Account, "/console/account", "page-tab-account"),
];

impl Tab {
    fn is_for(self, visit: &Visit) -> bool {
        match self {
            Tab::Audit => visit.may(&Act::Audit),
            Tab::History => visit.may(&Act::See(None)),
            _ => true,
        }
    }

    fn name(self, visit: &Visit, key: &str) -> String {
        match (self, visit.only()) {
            (Tab::Clinicians, Some(_)) => visit.words.t("page-tab-own"),
            _ => visit.words.t(key),
        }
    }
}

/// A whole page. `title` is its heading as well.
pub fn page(visit: &Visit, tab: Option<Tab>, title: &str, body: &Markup) -> Response {
    let words = &visit.words;
    let practice = &visit.in_force.practice.name;
    let inside = html! {
        header.top {
            a.skip-link href="#main" { (words.t("page-skip")) }
            a.brand href="/console/" { (practice) }
            nav aria-label=(words.t("page-navigation")) {
                ul { @for (is, path, name) in TABS.iter().filter(|(is, ..)| is.is_for(visit)) {
                    li { a href=(path) aria-current=[(tab == Some(*is)).then_some("page")] { (is.name(visit, name)) } }
                } }
            }
            form.leave method="post" action="/console/leave" {
                (csrf(visit))
                span.who { (visit.who.name) }
                button.quiet type="submit" { (words.t("page-leave")) }
            }
        }
        main id="main" tabindex="-1" { (super::changes::notice(visit)) h1 { (title) } (body) }
    };
    bare(
        visit.words.tongue().code(),
        &format!("{title} – {practice}"),
        &inside,
    )
}

/// A page without the way around: for those who are not signed in.
pub fn bare(language: &str, title: &str, inside: &Markup) -> Response {
    let document = html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="/console/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/console/assets/console.css";
                script src="/console/assets/console.js" defer {}
            }
            body { (inside) }
        }
    };
    html_response(document)
}

/// A page for somebody who is not signed in, with these words and the way to the sign-in page.
pub fn outside(console: &Console, words: &Words, status: StatusCode, why: &str) -> Response {
    let practice = console.relay().in_force();
    let practice = &practice.practice.name;
    let inside = html! {
        link rel="stylesheet" href="/console/assets/gate.css";
        main.gate id="main" {
            p.brand { (practice) }
            h1 { (words.t("page-sorry")) }
            p.notice.bad role="alert" { (why) }
            p { a.button href="/console/sign-in" { (words.t("gate-to-sign-in")) } }
        }
    };
    let title = format!("{} – {practice}", words.t("page-sorry"));
    let mut response = bare(words.tongue().code(), &title, &inside);
    *response.status_mut() = status;
    response
}

fn html_response(document: PreEscaped<String>) -> Response {
    let mut response = document.into_string().into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    response
}

/// What every form that changes something holds.
pub fn csrf(visit: &Visit) -> Markup {
    html! { input type="hidden" name="csrf" value=(visit.csrf); }
}

/// To another page, after a form: 303.
pub fn see_other(to: &str) -> Response {
    axum::response::Redirect::to(to).into_response()
}

/// From which version a form was made: every form that leads to a change holds it.
pub fn base(visit: &Visit) -> Markup {
    html! { input type="hidden" name="base" value=(visit.in_force.practice.version); }
}
