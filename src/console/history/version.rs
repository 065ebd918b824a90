//! One version: what it changed, how what is in force differs from it, and the button that brings it back.

use std::path::Path;

use axum::response::Response;
use maud::html;

use super::in_force;
use crate::config::Files;
use crate::config::difference::{FileDifference, difference};
use crate::config::versions::{self, Kept};
use crate::console::changes::{author, brought, differences, done, moment};
use crate::console::page::{self, Tab};
use crate::console::visit::{Act, Visit};
use crate::domain::practice::Clinicians;

/// What is shown of a version.
pub struct Found {
    kept: Kept,
    listed: Vec<Kept>,
    /// From the version before; `None`: it is the first that is kept.
    brought: Option<Vec<FileDifference>>,
    /// To what stands in the folder now; `None`: that cannot be read.
    since: Option<Vec<FileDifference>>,
}

/// Reads a version by its name; `None`: there is none. Blocks.
pub fn read(folder: &Path, name: &str, clinicians: &Clinicians) -> Option<Found> {
    let listed = versions::list(folder);
    let place = listed.iter().position(|kept| kept.name == name)?;
    let kept = listed.get(place)?.clone();
    let read = |kept: &Kept| Files::read(&versions::find(folder, &kept.name)?).ok();
    let files = read(&kept)?;
    let before = listed.get(place + 1).and_then(read);
    let now = Files::read(folder).ok();
    Some(Found {
        brought: before.map(|before| difference(&before, &files, clinicians)),
        since: now.map(|now| difference(&files, &now, clinicians)),
        kept,
        listed,
    })
}

/// The page.
pub fn page(visit: &Visit, found: &Found) -> Response {
    let words = &visit.words;
    let current = in_force(&found.listed, visit.in_force.practice.version);
    let is_in_force = current == Some(&found.kept.name);
    let same = found.since.as_ref().is_some_and(Vec::is_empty);
    let (title, by) = titled(visit, &found.kept);
    let body = html! {
        link rel="stylesheet" href="/console/assets/changes.css";
        p {
            strong { (by) }
            @if !found.kept.is_good { " " span.badge.bad { (words.t("history-mistaken")) } }
            @if is_in_force { " " span.badge.good { (words.t("history-in-force")) } }
        }
        p { a href="/console/history" { (words.t("history-all")) } }
        @if !same && visit.may(&Act::Manage) {
            form.panel method="post" action=(format!("/console/history/{}/restore", found.kept.name)) {
                (page::csrf(visit)) (page::base(visit))
                p { (words.t("history-restore-told")) }
                button type="submit" { (words.t("history-restore")) }
            }
        }
        section.panel {
            h2 { (words.t("history-brought")) }
            @match &found.brought {
                Some(files) => (differences(visit, files)),
                None => p.soft { (words.t("history-first")) },
            }
        }
        section.panel {
            h2 { (words.t("history-since")) }
            @match &found.since {
                Some(files) => (differences(visit, files)),
                None => p.soft { (words.t("history-unreadable")) },
            }
        }
    };
    page::page(visit, Some(Tab::History), &title, &body)
}

/// The heading, and what stands below it: nothing is said twice.
fn titled(visit: &Visit, kept: &Kept) -> (String, String) {
    let words = &visit.words;
    match (done(visit, kept), kept.when) {
        (what, _) if !what.is_empty() => (what, brought(visit, kept)),
        (_, Some(when)) => {
            let when = [("when", moment(visit, when).into())];
            let title = words.with("history-one-of", &when);
            (title, author(words, &kept.who))
        }
        (_, None) => (words.t("history-one"), author(words, &kept.who)),
    }
}
