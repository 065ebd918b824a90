//! Why a change was not made: in plain words, with the place and the way out, and nothing is changed.

use axum::http::StatusCode;
use maud::{Markup, html};

use super::{meanwhile, needed, refused};
use crate::config::edit::propose::Unfit;
use crate::config::{Mistake, Mistakes};
use crate::console::visit::{Refusal, Visit};
use crate::domain::names::Version;

/// So many mistakes are shown.
const MOST: usize = 30;

/// The page that says why a change cannot be made; where others have made it impossible meanwhile, with what they did.
pub async fn unfit(visit: &Visit, unfit: &Unfit, back: &str, seen: Option<Version>) -> Refusal {
    let words = &visit.words;
    let (status, why, more) = match unfit {
        Unfit::Mistake(mistakes) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            words.t("changes-mistake"),
            list(visit, mistakes),
        ),
        Unfit::Folder(mistakes) => (
            StatusCode::CONFLICT,
            words.t("changes-folder"),
            html! { (list(visit, mistakes)) p { a href="/console/history" { (words.t("changes-to-history")) } } },
        ),
        Unfit::Needed(all) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            words.t("changes-needed"),
            html! { section.panel { (needed(visit, all)) } },
        ),
        Unfit::Nothing => {
            let moved = seen.is_some_and(|seen| seen != visit.in_force.practice.version);
            let why = match moved {
                true => words.t("changes-already"),
                false => words.t("changes-nothing"),
            };
            (StatusCode::UNPROCESSABLE_ENTITY, why, Markup::default())
        }
        Unfit::Gone => (
            StatusCode::CONFLICT,
            words.t("changes-gone"),
            Markup::default(),
        ),
        Unfit::WouldChangeMore => (
            StatusCode::UNPROCESSABLE_ENTITY,
            words.t("changes-by-hand"),
            Markup::default(),
        ),
        Unfit::NotWritable(error) => {
            tracing::warn!(%error, "let the user who runs Nightbell write in the configuration folder");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                words.t("changes-not-writable"),
                Markup::default(),
            )
        }
    };
    let meanwhile = match unfit {
        Unfit::Gone | Unfit::Nothing | Unfit::Mistake(_) => meanwhile::since(visit, seen).await,
        _ => None,
    };
    let body = html! {
        link rel="stylesheet" href="/console/assets/changes.css";
        div.notice.bad role="alert" { p { (why) } p { strong { (words.t("changes-nothing-changed")) } } }
        (more)
        @if let Some(meanwhile) = &meanwhile { (meanwhile.shown(visit, false)) }
        p { (words.t("changes-go-back")) }
        p { a.button href=(back) { (words.t("changes-back")) } }
    };
    refused(visit, status, &words.t("changes-not-made"), &body)
}

/// The draft is not there any more.
pub fn lapsed(visit: &Visit) -> Refusal {
    let words = &visit.words;
    let body = html! {
        div.notice.bad role="alert" { p { (words.t("changes-lapsed")) } p { strong { (words.t("changes-nothing-changed")) } } }
        p { a.button href="/console/" { (words.t("changes-to-now")) } }
    };
    refused(visit, StatusCode::GONE, &words.t("changes-not-made"), &body)
}

fn list(visit: &Visit, mistakes: &Mistakes) -> Markup {
    let words = &visit.words;
    // What somebody else's line says is not for a clinician's eyes.
    let lines = visit.only().is_none();
    let all: Vec<&Mistake> = mistakes.errors().collect();
    html! {
        ol.mistakes { @for mistake in all.iter().take(MOST) {
            li.panel {
                p { code { (format!("{}:{}:{}", mistake.file, mistake.line, mistake.column)) } }
                p lang="en" { (mistake.message) }
                @if lines && !mistake.line_text.trim().is_empty() { pre.scroll tabindex="0" { code { (mistake.line_text) } } }
                @if !mistake.help.is_empty() { p { (words.t("changes-write")) " " span lang="en" { (mistake.help) } } }
            }
        } }
        @if all.len() > MOST { p { (words.with("changes-more-mistakes", &[("count", (all.len() - MOST).into())])) } }
    }
}
