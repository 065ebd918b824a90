//! The page: first what is wrong, then who would be reached.

use std::collections::HashMap;

use maud::{Markup, html};

use super::counts::Counts;
use super::links::{self, Behind};
use super::row::Row;
use super::wrong::Wrong;
use crate::console::visit::{Act, Visit};
use crate::console::words::Words;
use crate::console::{moments, numbers, replay};
use crate::domain::availability::Standing;
use crate::domain::decision::Mailbox;
use crate::domain::names::ClinicianId;
use crate::domain::outlook::Duty;
use crate::domain::practice::Clinician;
use crate::store::console::Today;

/// How things are.
pub struct Picture<'a> {
    /// The clinicians.
    pub rows: Vec<Row<'a>>,
    /// What happened today, by clinician; `None`: the store cannot be read.
    pub counts: Option<HashMap<ClinicianId, Counts>>,
    /// What waits; `None` as well.
    pub today: Option<Today>,
    /// Who is on duty.
    pub duty: Duty,
    /// What is wrong.
    pub wrong: Vec<Wrong>,
}

/// The body of the page. What the script brings up to date has `data-live` and an id.
pub fn body(visit: &Visit, picture: &Picture<'_>) -> Markup {
    let words = &visit.words;
    html! {
        link rel="stylesheet" href="/console/assets/now.css";
        script src="/console/assets/now.js" defer {}
        p.asof {
            span id="now-asof" data-live { (as_of(visit)) }
            " "
            a href="/console/" { (words.t("now-refresh")) }
        }
        // For who leaves the page open: the script shows it where nothing new comes any more.
        div role="status" { p.notice.bad id="now-stale" hidden {
            (words.t("now-stale")) " " a href="/console/" { (words.t("now-refresh")) }
        } }
        p.unseen role="status" id="now-said" data-live { (said(words, picture)) }
        div id="now-wrong" data-live { (wrong(visit, &picture.wrong)) }
        @if visit.only().is_none() {
            div id="now-practice" data-live { (practice(visit, picture)) }
        }
        div id="now-clinicians" data-live { (clinicians(visit, picture)) }
    }
}

fn as_of(visit: &Visit) -> String {
    let zone = visit.in_force.practice.zone;
    let at = moments::full(&visit.words, zone, visit.at);
    visit.words.with("now-as-of", &[("at", at.into())])
}

/// What somebody who does not see the page is told when it changes.
fn said(words: &Words, picture: &Picture<'_>) -> String {
    match picture.wrong.len() {
        0 => words.t("now-all-well"),
        count => words.with("now-wrong-count", &[("count", count.into())]),
    }
}

fn wrong(visit: &Visit, wrong: &[Wrong]) -> Markup {
    let words = &visit.words;
    html! {
        @if wrong.is_empty() {
            p.notice.good { (words.t("now-all-well")) }
        } @else {
            section.panel.wrong aria-labelledby="now-wrong-title" {
                h2 id="now-wrong-title" { (words.with("now-wrong-count", &[("count", wrong.len().into())])) }
                ul { @for one in wrong { li {
                    strong { (one.what) }
                    p { (one.todo) @if let Some((to, name)) = &one.link { " " a href=(to) { (name) } } }
                    @if let Some(detail) = &one.detail { p.detail lang="en" { code { (detail) } } }
                } } }
            }
        }
    }
}

/// Who is on duty until when, and how many take calls.
fn practice(visit: &Visit, picture: &Picture<'_>) -> Markup {
    let words = &visit.words;
    let open = picture
        .rows
        .iter()
        .filter(|row| row.standing == Standing::Open)
        .count();
    let gaps = [("open", open.into()), ("all", picture.rows.len().into())];
    html! {
        section.panel.glance aria-label=(words.t("now-practice")) {
            div { p.big { (words.with("now-open-count", &gaps)) } }
            div { p.big { (on_duty(visit, &picture.duty)) } p.soft { (hand_over(visit, &picture.duty)) } }
            @if visit.may(&Act::See(None)) {
                div { p.big { (box_of_practice(visit, picture)) } }
            }
        }
    }
}

fn on_duty(visit: &Visit, duty: &Duty) -> Markup {
    let words = &visit.words;
    let rota = &visit.in_force.practice.rota;
    html! { @match &duty.now {
        Some(id) => { (words.with("now-on-duty", &[("who", name(visit, id).into())])) }
        None if rota.is_empty() => { (words.t("now-no-rota")) }
        None => { span.badge.bad { (words.t("now-nobody-on-duty")) } }
    } }
}

fn hand_over(visit: &Visit, duty: &Duty) -> String {
    let words = &visit.words;
    let Some((at, who)) = &duty.then else {
        return match duty.now {
            Some(_) => words.t("now-no-hand-over"),
            None => String::new(),
        };
    };
    let at = at_short(visit, *at);
    match who {
        Some(who) => {
            let gaps = [("at", at.into()), ("who", name(visit, who).into())];
            words.with("now-hand-over", &gaps)
        }
        None => words.with("now-hand-over-nobody", &[("at", at.into())]),
    }
}

fn box_of_practice(visit: &Visit, picture: &Picture<'_>) -> Markup {
    let words = &visit.words;
    let Some(today) = &picture.today else {
        return html! { (words.t("now-practice-box-unknown")) };
    };
    let new = today.new.get(&Mailbox::Practice).copied().unwrap_or(0);
    let said = words.with("now-practice-box", &[("messages", new.into())]);
    html! {
        @if new > 0 { a href=(links::new_messages()) { (said) } } @else { (said) }
    }
}

fn clinicians(visit: &Visit, picture: &Picture<'_>) -> Markup {
    let words = &visit.words;
    let columns = Columns::of(words);
    html! {
        section.panel aria-labelledby="now-clinicians-title" {
            h2 id="now-clinicians-title" {
                @if visit.only().is_some() { (words.t("page-tab-own")) } @else { (words.t("now-clinicians")) }
            }
            table.cards.now {
                caption { (words.t("now-caption")) }
                thead { tr {
                    th scope="col" { (columns.who) }
                    th scope="col" { (columns.state) }
                    th scope="col" { (columns.call) }
                    th scope="col" { (columns.calls) }
                    th.number scope="col" { (columns.texts) }
                    th.number scope="col" { (columns.held) }
                    th.number scope="col" { (columns.new) }
                } }
                tbody { @for row in &picture.rows { (one(visit, picture, &columns, row)) } }
            }
            @if picture.today.as_ref().is_some_and(|today| today.is_cut) {
                p.soft { (words.t("now-cut")) }
            }
        }
    }
}

struct Columns {
    who: String,
    state: String,
    call: String,
    calls: String,
    texts: String,
    held: String,
    new: String,
}

impl Columns {
    fn of(words: &Words) -> Self {
        Columns {
            who: words.t("now-who"),
            state: words.t("now-state"),
            call: words.t("now-call"),
            calls: words.t("now-calls"),
            texts: words.t("now-texts"),
            held: words.t("now-held"),
            new: words.t("now-new"),
        }
    }
}

fn one(visit: &Visit, picture: &Picture<'_>, columns: &Columns, row: &Row<'_>) -> Markup {
    let words = &visit.words;
    let id = &row.clinician.id;
    let counts = picture
        .counts
        .as_ref()
        .map(|all| all.get(id).copied().unwrap_or_default());
    let held = picture
        .today
        .as_ref()
        .map(|today| today.held.get(id).copied().unwrap_or(0));
    let mailbox = Mailbox::Clinician(id.clone());
    let new = picture
        .today
        .as_ref()
        .map(|today| today.new.get(&mailbox).copied().unwrap_or(0));
    let to = |behind, column| Counted {
        visit,
        clinician: row.clinician,
        behind,
        column,
    };
    html! { tr data-clinician=(id) {
        th scope="row" {
            span.name { (row.clinician.name) }
            " " span.soft.line { (numbers::line(row.clinician.line.0)) }
        }
        td data-name=(columns.state) { div { (state(visit, row)) } }
        td data-name=(columns.call) { div { (call_now(words, row)) } }
        td data-name=(columns.calls) { div { (calls(&to(Behind::Calls, &columns.calls), counts)) } }
        td.number data-name=(columns.texts) {
            (number(&to(Behind::Texts, &columns.texts), counts.map(|counts| counts.texts)))
        }
        td.number data-name=(columns.held) { (number(&to(Behind::Held, &columns.held), held)) }
        td.number data-name=(columns.new) { (number(&to(Behind::New, &columns.new), new)) }
    } }
}

/// "Takes calls until today 17:00", as a badge and words beside it.
fn state(visit: &Visit, row: &Row<'_>) -> Markup {
    let words = &visit.words;
    let at = |at| at_short(visit, at);
    let again = row
        .again
        .map(|again| words.with("now-again", &[("at", at(again).into())]));
    let again = again.unwrap_or_else(|| words.t("now-never-again"));
    html! {
        @match &row.standing {
            Standing::Open => {
                span.badge.good { (words.t("now-open")) } " "
                @match row.open_until {
                    Some(until) => { (words.with("now-until", &[("at", at(until).into())])) }
                    None => { (words.t("now-always")) }
                }
            }
            Standing::Closed => { span.badge { (words.t("now-closed")) } " " (again) }
            Standing::Paused { until } => {
                span.badge { (words.t("now-paused")) } " "
                @match row.again {
                    Some(again) if again > *until => {
                        @let gaps = [("at", at(*until).into()), ("again", at(again).into())];
                        (words.with("now-paused-again", &gaps))
                    }
                    _ => { (words.with("now-until", &[("at", at(*until).into())])) }
                }
            }
            Standing::Away { until, .. } => { (away(visit, row, *until)) }
        }
        @if row.on_duty { " " span.badge.duty { (words.t("now-duty")) } }
    }
}

/// Until when somebody is away, and who covers.
fn away(visit: &Visit, row: &Row<'_>, until: chrono::NaiveDate) -> Markup {
    let words = &visit.words;
    let day = moments::day(words, visit.in_force.practice.day(visit.at), until);
    html! {
        span.badge { (words.t("now-away")) } " "
        @match &row.cover {
            Some(cover) => {
                @let gaps = [("day", day.into()), ("who", name(visit, cover).into())];
                (words.with("now-away-covered", &gaps))
            }
            None => {
                (words.with("now-until-day", &[("day", day.into())])) " "
                span.badge.bad { (words.t("now-nobody-covers")) }
            }
        }
    }
}

/// Whom a patient who called now would reach.
fn call_now(words: &Words, row: &Row<'_>) -> Markup {
    let call = &row.call;
    html! {
        @if call.rings.is_empty() {
            (words.t("now-rings-nobody"))
        } @else {
            (words.with("now-rings", &[("who", replay::in_order(words, &call.rings).into())]))
        }
        @if let Some(urgent) = &call.urgent {
            br;
            span.soft { (words.with("now-urgent", &[("who", replay::in_order(words, urgent).into())])) }
        }
    }
}

/// What is counted in a cell, and whose.
struct Counted<'a> {
    visit: &'a Visit,
    clinician: &'a Clinician,
    behind: Behind,
    column: &'a str,
}

impl Counted<'_> {
    /// The way to what was counted. A number says little to somebody who hears the link alone.
    fn link(&self, count: u64) -> Markup {
        let today = self.visit.in_force.practice.day(self.visit.at);
        let gaps = [
            ("count", count.into()),
            ("what", self.column.into()),
            ("who", self.clinician.name.as_str().into()),
        ];
        html! {
            a.counted href=(links::to(self.behind, &self.clinician.id, today))
                aria-label=(self.visit.words.with("now-link", &gaps)) { (count) }
        }
    }
}

fn calls(counted: &Counted<'_>, counts: Option<Counts>) -> Markup {
    let words = &counted.visit.words;
    let Some(counts) = counts else {
        return html! { (words.t("now-unknown")) };
    };
    let part = |key: String, count: u64| (count > 0).then_some(key);
    let parts = [
        part(
            words.with("now-rang", &[("calls", counts.rang.into())]),
            counts.rang,
        ),
        part(
            words.with("now-answered", &[("calls", counts.answered.into())]),
            counts.answered,
        ),
        part(
            words.with("now-left", &[("calls", counts.messages.into())]),
            counts.messages,
        ),
        part(
            words.with("now-missed", &[("calls", counts.missed.into())]),
            counts.missed,
        ),
        part(
            words.with("now-refused", &[("calls", counts.refused.into())]),
            counts.refused,
        ),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    html! {
        span.count { @if counts.calls > 0 { (counted.link(counts.calls)) } @else { "0" } }
        @if !parts.is_empty() { " " span.soft { (parts.join(" · ")) } }
    }
}

fn number(counted: &Counted<'_>, count: Option<u64>) -> Markup {
    html! { @match count {
        Some(0) => { span.soft { "0" } }
        Some(count) => { strong { (counted.link(count)) } }
        None => { (counted.visit.words.t("now-unknown")) }
    } }
}

fn at_short(visit: &Visit, at: chrono::DateTime<chrono::Utc>) -> String {
    moments::short(&visit.words, visit.in_force.practice.zone, visit.at, at)
}

fn name(visit: &Visit, id: &ClinicianId) -> String {
    let clinician = visit.in_force.practice.clinicians.get(id);
    clinician
        .map_or(id.as_str(), |clinician| &clinician.name)
        .to_owned()
}
