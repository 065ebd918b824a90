//! The hours as a picture: the week of everybody and of the rotas, the ninety days ahead, and the forms that change them.

pub mod away;
pub mod cache;
mod calendar;
pub mod edit;
mod entry;
mod fieldset;
pub mod gaps;
mod meaning;
mod picture;
pub mod rota;
mod said;
mod simple;
mod subjects;
mod week;

use axum::extract::RawQuery;
use maud::{Markup, html};

use super::form::Fields;
use super::page::{Tab, page};
use super::visit::{Act, Outcome, Visit};
use crate::domain::availability::start_of_day;
use crate::domain::practice::Clinician;
use cache::Lines;
use picture::Picture;
use subjects::View;
use week::Week;

/// Where the pictures are.
const BACK: &str = "/console/hours";

/// `GET /console/hours?week=2026-W52`
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Outcome {
    let only = visit.only().cloned();
    visit.must(&Act::See(only.as_ref()))?;
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    let this = Week::of(visit.in_force.practice.day(visit.at));
    let week = Week::named(fields.get("week")).unwrap_or(this);
    let view = View {
        in_force: &visit.in_force,
        words: visit.words,
        week,
        now: visit.at,
        ahead: visit.console.hours().ahead(&visit.in_force, visit.at).await,
    };
    let all = visit.in_force.practice.clinicians.iter();
    let seen = all.filter(|clinician| only.as_ref().is_none_or(|own| clinician.id == *own));
    let clinicians: Vec<&Clinician> = seen.collect();
    let body = html! {
        (assets())
        (picture::patterns())
        (notice(&view, only.is_none()))
        (weeks(&view, this))
        (key(&view))
        div.weeks {
            @if only.is_none() { (rotas(&visit, &view)) }
            @for clinician in &clinicians { (clinician_panel(&visit, &view, clinician)) }
            @if only.is_none() { (practice_panel(&visit, &view)) }
        }
        (calendar::shown(&view, &clinicians, only.as_ref()))
    };
    Ok(page(
        &visit,
        Some(Tab::Hours),
        &visit.words.t("hours-title"),
        &body,
    ))
}

/// Style and script of these pages.
fn assets() -> Markup {
    html! {
        link rel="stylesheet" href="/console/assets/hours.css";
        script src="/console/assets/hours.js" defer {}
    }
}

/// How the proof stands, in one sentence.
fn notice(view: &View<'_>, all: bool) -> Markup {
    let words = &view.words;
    let Some(_) = &view.ahead else {
        return html! { p.notice.bad { (words.t("hours-no-proof")) } };
    };
    let gaps = gaps::together(view.gaps()).len();
    let days = cache::DAYS;
    match (all, gaps) {
        (false, _) => html! {},
        (true, 0) => {
            html! { p.notice.good { (words.with("hours-no-gaps", &[("days", days.into())])) } }
        }
        (true, gaps) => html! { p.notice.bad {
            strong { (words.with("hours-gaps", &[("count", gaps.into()), ("days", days.into())])) }
            " " a href="#ahead" { (words.t("hours-gaps-where")) }
        } },
    }
}

fn weeks(view: &View<'_>, this: Week) -> Markup {
    let words = &view.words;
    let link = |week: Week| format!("/console/hours?week={}", week.name());
    let (from, to) = (view.week.monday(), view.week.sunday());
    html! {
        nav.week-nav aria-label=(words.t("hours-weeks")) {
            a.button.quiet href=(link(view.week.earlier())) rel="prev" { "‹ " (words.t("hours-earlier")) }
            strong.week-name aria-current="date" { (said::dates(words, from, to)) " · " (week_number(view)) }
            a.button.quiet href=(link(view.week.later())) rel="next" { (words.t("hours-later")) " ›" }
            @if view.week != this { a.button.quiet href="/console/hours" { (words.t("hours-this-week")) } }
        }
        @if is_beyond(view) { p.soft { (words.with("hours-beyond-proof", &[("days", cache::DAYS.into())])) } }
    }
}

/// Whether the week lies beyond what the proof looks at.
fn is_beyond(view: &View<'_>) -> bool {
    let start = start_of_day(view.practice(), view.week.monday());
    view.ahead
        .as_ref()
        .is_some_and(|ahead| ahead.proof.span.end <= start)
}

fn week_number(view: &View<'_>) -> String {
    let name = view.week.name();
    let number = name
        .split_once("-W")
        .map_or("", |(_, number)| number.trim_start_matches('0'));
    view.words.with("hours-week", &[("number", number.into())])
}

fn key(view: &View<'_>) -> Markup {
    let words = &view.words;
    let sample = |class: &str| {
        html! {
            svg width="26" height="16" aria-hidden="true" focusable="false" { rect class=(class) width="26" height="16" rx="3" {} }
        }
    };
    html! {
        ul.key aria-label=(words.t("hours-key")) {
            li { (sample("w-open")) (words.t("hours-key-open")) }
            li { (sample("w-lane holiday")) (words.t("hours-key-holiday")) }
            li { (sample("w-lane away")) (words.t("hours-key-away")) }
            li { (sample("w-gap")) (words.t("hours-key-gap")) }
            li { (sample("w-missing")) (words.t("hours-key-missing")) }
            li { svg width="26" height="16" aria-hidden="true" focusable="false" {
                line.w-now x1="13" x2="13" y1="2" y2="16" {} circle.w-now cx="13" cy="3" r="3" {}
            } (words.t("hours-key-now")) }
        }
    }
}

fn rotas(visit: &Visit, view: &View<'_>) -> Markup {
    let words = &view.words;
    let rotas = &visit.in_force.written.rotas;
    let may = visit.may(&Act::Manage);
    html! {
        @if rotas.is_empty() {
            section.panel {
                h2 { (words.t("hours-rota")) }
                p.notice.bad { (words.t("hours-no-rota")) }
                @if may { a.button href="/console/hours/rota/0" { (words.t("hours-make-rota")) } }
            }
        }
        @for (place, rota) in rotas.iter().enumerate() {
            @let title = match rota.name.as_str() {
                "" => words.t("hours-rota"),
                name => words.with("hours-rota-named", &[("name", name.into())]),
            };
            @let about = match place {
                0 => words.t("hours-rota-first"),
                _ => words.t("hours-rota-other"),
            };
            (panel(view, &title, &html! { p.soft { (about) } }, &view.rota_week(place, rota), &html! {
                @let told_apart = rota::is_told_apart(rotas, place);
                @if may && told_apart { a.button.quiet href=(format!("/console/hours/rota/{place}")) { (words.t("hours-change-rota")) } }
                @if may && !told_apart { span.soft { (words.t("hours-rota-nameless")) } }
            }))
        }
    }
}

fn practice_panel(visit: &Visit, view: &View<'_>) -> Markup {
    let words = &view.words;
    let title = words.t("hours-of-practice");
    let change = html! {
        @if visit.may(&Act::Manage) { a.button.quiet href="/console/hours/practice" { (words.t("hours-change")) } }
    };
    match &visit.in_force.practice.hours {
        Some(hours) => panel(
            view,
            &title,
            &usual(view, hours),
            &view.practice_week(hours),
            &change,
        ),
        None => html! {
            section.panel { h2 { (title) } p { (words.t("hours-practice-none")) } p { (change) } }
        },
    }
}

fn clinician_panel(visit: &Visit, view: &View<'_>, clinician: &Clinician) -> Markup {
    let words = &view.words;
    let own = visit.in_force.written.own_hours.contains(&clinician.id);
    let about = html! {
        (usual(view, &clinician.hours))
        @if !own { p.soft { (match view.practice().hours {
            Some(_) => words.t("hours-as-practice"),
            None => words.t("hours-none-given"),
        }) } }
    };
    let change = html! {
        @if visit.may(&Act::Change(&clinician.id)) {
            a.button.quiet href=(format!("/console/hours/of/{}", clinician.id)) { (words.t("hours-change")) span.unseen { " – " (clinician.name) } }
            a.button.quiet href=(format!("/console/hours/away/{}", clinician.id)) { (words.t("hours-change-away")) span.unseen { " – " (clinician.name) } }
        }
    };
    panel(
        view,
        &clinician.name,
        &about,
        &view.clinician_week(clinician),
        &change,
    )
}

fn panel(
    view: &View<'_>,
    title: &str,
    about: &Markup,
    picture: &Picture,
    change: &Markup,
) -> Markup {
    html! {
        section.panel.week {
            h2 { (title) }
            (about)
            (picture::drawn(picture, &view.words))
            (picture::table(picture, &view.words))
            div.row { (change) }
        }
    }
}

/// The usual week in words.
fn usual(view: &View<'_>, hours: &crate::domain::hours::Hours) -> Markup {
    let lines = view
        .ahead
        .as_ref()
        .map(|ahead| ahead.usual(&view.words, hours));
    usual_lines(&lines.unwrap_or_default())
}

/// The week that a day lies in, as the address of the picture has it.
pub fn week_name(day: chrono::NaiveDate) -> String {
    Week::of(day).name()
}

/// Hours in plain words with their notation, as they stand in a table; of such as cannot be read, the notation alone.
pub fn in_words(visit: &Visit, notation: &str, shift: bool) -> Markup {
    match meaning::Meaning::of(visit, notation, shift) {
        Ok(meaning) => meaning.briefly(visit),
        Err(_) => html! { code.notation { (notation) } },
    }
}

fn usual_lines(lines: &Lines) -> Markup {
    html! { ul.usual { @for (days, hours) in lines { li { (days) @if !hours.is_empty() { " " strong { (hours) } } } } } }
}

#[cfg(test)]
mod tests;
