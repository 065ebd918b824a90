//! The list of versions, newest first.

use axum::response::Response;
use maud::{Markup, html};

use super::in_force;
use crate::config::versions::Kept;
use crate::console::changes::{author, done, moment};
use crate::console::page::{self, Tab};
use crate::console::visit::{Act, Visit};

/// So many on a page.
const ROWS: usize = 50;

/// The page.
pub fn page(visit: &Visit, listed: &[Kept], number: usize) -> Response {
    let words = &visit.words;
    let pages = listed.len().div_ceil(ROWS).max(1);
    let number = number.min(pages);
    let rows = listed.iter().skip((number - 1) * ROWS).take(ROWS);
    let current = in_force(listed, visit.in_force.practice.version);
    let configured = visit.console.relay().configured();
    let body = html! {
        link rel="stylesheet" href="/console/assets/changes.css";
        @if let Some(refused) = &configured.refused {
            div.notice.bad role="alert" {
                p { (words.t("history-refused")) }
                p lang="en" { (refused.first) }
            }
        }
        p { @if visit.may(&Act::Manage) { (words.t("history-about")) } @else { (words.t("history-about-read")) } }
        @if listed.is_empty() {
            p.soft { (words.t("history-none")) }
        } @else {
            table.cards {
                caption.unseen { (words.t("history-title")) }
                thead { tr {
                    th scope="col" { (words.t("history-when")) }
                    th scope="col" { (words.t("history-who")) }
                    th scope="col" { (words.t("history-what")) }
                    th scope="col" { (words.t("history-lines")) }
                } }
                tbody { @for kept in rows { (row(visit, kept, current == Some(&kept.name))) } }
            }
            (turning(visit, number, pages))
        }
    };
    page::page(visit, Some(Tab::History), &words.t("history-title"), &body)
}

fn row(visit: &Visit, kept: &Kept, is_in_force: bool) -> Markup {
    let words = &visit.words;
    let when = kept
        .when
        .map_or_else(|| words.t("history-unknown"), |at| moment(visit, at));
    html! {
        tr {
            td data-name=(words.t("history-when")) {
                a href=(format!("/console/history/{}", kept.name)) { (when) }
                @if !kept.is_good { " " span.badge.bad { (words.t("history-mistaken")) } }
                @if is_in_force { " " span.badge.good { (words.t("history-in-force")) } }
            }
            td data-name=(words.t("history-who")) { (author(words, &kept.who)) }
            td data-name=(words.t("history-what")) { (done(visit, kept)) }
            td data-name=(words.t("history-lines")) { (lines(visit, kept)) }
        }
    }
}

fn lines(visit: &Visit, kept: &Kept) -> Markup {
    let words = &visit.words;
    html! {
        @match &kept.lines {
            None => {},
            Some(lines) => span { @for (place, lines) in lines.iter().enumerate() {
                @if place > 0 { br; }
                code { (lines.file) } " "
                span title=(words.with("changes-lines", &[("added", lines.added.into()), ("removed", lines.removed.into())])) {
                    "+" (lines.added) " −" (lines.removed)
                }
            } },
        }
    }
}

fn turning(visit: &Visit, number: usize, pages: usize) -> Markup {
    let words = &visit.words;
    html! {
        @if pages > 1 {
            nav.row aria-label=(words.t("history-pages")) {
                @if number > 1 { a.button.quiet rel="prev" href=(format!("/console/history?page={}", number - 1)) { (words.t("history-newer")) } }
                span { (words.with("history-page", &[("page", number.into()), ("pages", pages.into())])) }
                @if number < pages { a.button.quiet rel="next" href=(format!("/console/history?page={}", number + 1)) { (words.t("history-older")) } }
            }
        }
    }
}
