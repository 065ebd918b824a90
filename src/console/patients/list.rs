//! The list: searched, filtered, fifty to a page, at the same speed however many there are.

use axum::extract::RawQuery;
use axum::response::Response;
use chrono::NaiveDate;
use maud::{Markup, html};

use super::index::{Index, Query, Set, State, secret};
use super::one::path;
use super::phones::shown;
use super::{say, style};
use crate::console::form::Fields;
use crate::console::page::{Tab, page};
use crate::console::visit::{Act, Outcome, Visit};
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::numbers::Numbers;
use crate::domain::patients::Grant;

/// So many stand on a page.
const PAGE: usize = 50;

/// The longest search that is looked at, in characters.
const LONGEST: usize = 200;

/// Where a page begins. It names a row, so that the page stays the same while others come and go; where the row itself
/// has gone, its place then counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// At the beginning.
    Start,
    /// After this row.
    After(PatientId, u32),
    /// Before this row.
    Before(PatientId, u32),
}

/// What was asked for.
struct Asked {
    query: Query,
    mark: Mark,
}

/// The rows of one page.
struct Found {
    ranks: Vec<u32>,
    /// How many stand before them.
    before: usize,
    /// How many there are in all.
    count: usize,
}

/// `GET /console/patients`
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Outcome {
    visit.must(&Act::See(visit.only()))?;
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    let index = visit.index().await?;
    let asked = Asked::read(&fields, visit.only());
    let practice = &visit.in_force.practice;
    let today = practice.day(visit.at);
    let numbers = Numbers::new(Some(&practice.country));
    let set = index.find(&asked.query, &numbers, today);
    let found = one_page(&visit, &index, &set, asked.mark);
    Ok(render(&visit, &index, &asked.query, &found, today))
}

impl Asked {
    fn read(fields: &Fields, only: Option<&ClinicianId>) -> Self {
        let text: String = fields.get("q").chars().take(LONGEST).collect();
        let chosen = ClinicianId::new(fields.get("clinician"));
        let query = Query {
            text,
            clinician: only.cloned().or(chosen),
            state: match fields.get("state") {
                "in-force" => Some(State::InForce),
                "ended" => Some(State::Ended),
                "not-yet" => Some(State::NotYet),
                _ => None,
            },
            urgent: match fields.get("urgent") {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            language: match fields.get("language") {
                "none" => Some(None),
                tag => tag.parse().ok().map(Some),
            },
        };
        let mark = match (mark(fields.get("after")), mark(fields.get("before"))) {
            (Some((row, rank)), _) => Mark::After(row, rank),
            (None, Some((row, rank))) => Mark::Before(row, rank),
            (None, None) => Mark::Start,
        };
        Asked { query, mark }
    }
}

/// `00fa…-51`: the row, and its place when the link was made.
fn mark(written: &str) -> Option<(PatientId, u32)> {
    let (row, rank) = written.split_once('-')?;
    Some((row.parse().ok()?, rank.parse().ok()?))
}

fn one_page(visit: &Visit, index: &Index, set: &Set, mark: Mark) -> Found {
    let patients = &visit.in_force.practice.patients;
    let most = u32::try_from(index.len()).unwrap_or(u32::MAX);
    let rank_of = |row: PatientId, then: u32| {
        let place = patients.place(row);
        (place.and_then(|place| index.rank(place)), then.min(most))
    };
    let forwards = |from: u32| set.from(from).take(PAGE).collect::<Vec<u32>>();
    let mut ranks = match mark {
        Mark::Start => forwards(0),
        Mark::After(row, then) => match rank_of(row, then) {
            (Some(rank), _) => forwards(rank + 1),
            (None, rank) => forwards(rank),
        },
        Mark::Before(row, then) => {
            let (rank, then) = rank_of(row, then);
            set.last_before(rank.unwrap_or(then), PAGE)
        }
    };
    if ranks.is_empty() {
        // Past either end, as when the last rows have gone.
        ranks = match mark {
            Mark::After(..) => set.last_before(most, PAGE),
            _ => forwards(0),
        };
    }
    Found {
        before: ranks.first().map_or(0, |first| set.before(*first)),
        count: set.count(),
        ranks,
    }
}

fn render(
    visit: &Visit,
    index: &Index,
    query: &Query,
    found: &Found,
    today: NaiveDate,
) -> Response {
    let words = &visit.words;
    let patients = &visit.in_force.practice.patients;
    let rows: Vec<&Grant> = found
        .ranks
        .iter()
        .filter_map(|rank| patients.at(index.row(*rank)?))
        .collect();
    let none = index.len() == 0 || found.count == 0;
    let body = html! {
        (style())
        (ways(visit))
        (search(visit, index, query))
        @if none { p.notice role="status" { (nothing(visit, index, query)) } }
        @else {
            div.scroll { table.cards.patients {
                caption { span role="status" { (words.with("patients-found", &[
                    ("from", (found.before + 1).into()),
                    ("to", (found.before + rows.len()).into()),
                    ("count", found.count.into()),
                ])) } }
                thead { tr {
                    th scope="col" { (words.t("patients-field-name")) }
                    th scope="col" { (words.t("patients-column-phones")) }
                    th scope="col" { (words.t("patients-field-clinician")) }
                    th scope="col" { (words.t("patients-column-access")) }
                    th scope="col" { (words.t("patients-column-urgent")) }
                    th scope="col" { (words.t("patients-field-language")) }
                } }
                tbody { @for grant in &rows { (row(visit, grant, today)) } }
            } }
            (turning(visit, query, found, &rows))
        }
    };
    page(
        visit,
        Some(Tab::Patients),
        &words.t("patients-title"),
        &body,
    )
}

fn nothing(visit: &Visit, index: &Index, query: &Query) -> String {
    let unfiltered = Query {
        clinician: visit.only().cloned(),
        ..Query::default()
    };
    match index.len() == 0 || *query == unfiltered {
        true => visit.words.t("patients-none"),
        false => visit.words.t("patients-none-found"),
    }
}

fn ways(visit: &Visit) -> Markup {
    let words = &visit.words;
    let manages = visit.may(&Act::Manage);
    let own = visit.only().is_some_and(|own| visit.may(&Act::Change(own)));
    html! {
        div.row.ways {
            @if manages || own {
                a.button href="/console/patients/new" { (words.t("patients-add")) }
            }
            @if manages { a.button.quiet href="/console/patients/import" { (words.t("patients-import")) } }
            @if manages || own {
                a.button.quiet href="/console/patients.csv" download="patients.csv" { (words.t("patients-export")) }
            }
        }
    }
}

/// What was searched for, unless it is a clinician's number: that is found nowhere and not sent back.
fn searched<'q>(visit: &Visit, query: &'q Query) -> &'q str {
    let in_force = &visit.in_force;
    let number = Numbers::new(Some(&in_force.practice.country)).read(&query.text);
    let theirs = number.is_ok_and(|number| secret(&in_force.practice, number));
    match theirs || in_force.guard.finds(&query.text) {
        true => "",
        false => &query.text,
    }
}

fn search(visit: &Visit, index: &Index, query: &Query) -> Markup {
    let words = &visit.words;
    let mut languages: Vec<(String, String)> = index
        .languages()
        .map(|language| (say::language(words, language), language.to_string()))
        .collect();
    languages.sort();
    let language = query
        .language
        .map(|own| own.map_or_else(|| "none".to_owned(), |own| own.to_string()));
    let states = [
        (
            "in-force",
            State::InForce,
            words.t("patients-filter-in-force"),
        ),
        ("ended", State::Ended, words.t("patients-filter-ended")),
        ("not-yet", State::NotYet, words.t("patients-filter-not-yet")),
    ];
    html! {
        form.panel.row role="search" method="get" action="/console/patients" {
            label.wide { (words.t("patients-search"))
                input type="search" name="q" value=(searched(visit, query)) autocomplete="off" aria-describedby="search-hint"; }
            @if visit.only().is_none() {
                label { (words.t("patients-field-clinician"))
                    select name="clinician" {
                        option value="" { (words.t("patients-filter-all")) }
                        @for clinician in visit.in_force.practice.clinicians.iter() {
                            option value=(clinician.id) selected[query.clinician.as_ref() == Some(&clinician.id)] { (clinician.name) }
                        }
                    } }
            }
            label { (words.t("patients-column-access"))
                select name="state" {
                    option value="" { (words.t("patients-filter-all")) }
                    @for (value, state, name) in &states {
                        option value=(value) selected[query.state == Some(*state)] { (name) }
                    }
                } }
            label { (words.t("patients-column-urgent"))
                select name="urgent" {
                    option value="" { (words.t("patients-filter-all")) }
                    option value="yes" selected[query.urgent == Some(true)] { (words.t("patients-yes")) }
                    option value="no" selected[query.urgent == Some(false)] { (words.t("patients-no")) }
                } }
            @if !languages.is_empty() {
                label { (words.t("patients-field-language"))
                    select name="language" {
                        option value="" { (words.t("patients-filter-all")) }
                        option value="none" selected[language.as_deref() == Some("none")] { (words.t("patients-language-none")) }
                        @for (name, tag) in &languages {
                            option value=(tag) selected[language.as_ref() == Some(tag)] { (name) }
                        }
                    } }
            }
            button type="submit" { (words.t("patients-find")) }
            a.button.quiet href="/console/patients" { (words.t("patients-clear")) }
            p.hint id="search-hint" { (words.t("patients-search-hint")) }
        }
    }
}

fn row(visit: &Visit, grant: &Grant, today: NaiveDate) -> Markup {
    let words = &visit.words;
    let practice = &visit.in_force.practice;
    let clinician = practice.clinicians.get(&grant.clinician);
    html! {
        tr {
            td data-name=(words.t("patients-field-name")) { a href=(path(grant)) { (grant.name) } }
            td data-name=(words.t("patients-column-phones")) {
                span { @for (place, phone) in grant.phones.iter().enumerate() {
                    @if place > 0 { br; }
                    span.phone { (shown(practice, *phone)) }
                } }
            }
            td data-name=(words.t("patients-field-clinician")) { (clinician.map_or("", |one| one.name.as_str())) }
            td data-name=(words.t("patients-column-access")) { (say::state(words, grant, today)) }
            td data-name=(words.t("patients-column-urgent")) {
                @if grant.urgent { span.badge { (words.t("patients-yes")) } } @else { span.soft { (words.t("patients-no")) } }
            }
            td data-name=(words.t("patients-field-language")) {
                @match grant.language {
                    Some(own) => (say::language(words, own)),
                    None => span.soft { (words.t("patients-language-none")) },
                }
            }
        }
    }
}

fn turning(visit: &Visit, query: &Query, found: &Found, rows: &[&Grant]) -> Markup {
    let words = &visit.words;
    let link = |way: &str, row: Option<&&Grant>, rank: Option<&u32>| {
        let (row, rank) = (row?, rank?);
        Some(format!(
            "/console/patients?{}",
            address(query, visit.only().is_some(), way, row.id, *rank)
        ))
    };
    let earlier = (found.before > 0)
        .then(|| link("before", rows.first(), found.ranks.first()))
        .flatten();
    let is_more = found.before + rows.len() < found.count;
    let later = is_more
        .then(|| link("after", rows.last(), found.ranks.last()))
        .flatten();
    html! {
        @if earlier.is_some() || later.is_some() {
            nav.row.turning aria-label=(words.t("patients-turning")) {
                @if let Some(earlier) = earlier { a.button.quiet rel="prev" href=(earlier) { (words.t("patients-previous")) } }
                @if let Some(later) = later { a.button.quiet rel="next" href=(later) { (words.t("patients-next")) } }
            }
        }
    }
}

fn address(query: &Query, is_own: bool, way: &str, row: PatientId, rank: u32) -> String {
    let mut link = form_urlencoded::Serializer::new(String::new());
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            link.append_pair(name, value);
        }
    };
    put("q", &query.text);
    if let Some(clinician) = query.clinician.as_ref().filter(|_| !is_own) {
        put("clinician", clinician.as_str());
    }
    put(
        "state",
        match query.state {
            Some(State::InForce) => "in-force",
            Some(State::Ended) => "ended",
            Some(State::NotYet) => "not-yet",
            None => "",
        },
    );
    put(
        "urgent",
        match query.urgent {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        },
    );
    match query.language {
        Some(Some(language)) => put("language", &language.to_string()),
        Some(None) => put("language", "none"),
        None => {}
    }
    put(way, &format!("{row}-{rank}"));
    link.finish()
}
