//! What a spreadsheet would change, to be looked at: counts first, then the rows, fifty to a page.

use axum::response::Response;
use maud::{Markup, html};

use super::HERE;
use super::desk::Upload;
use super::plan::{Plan, Refused, Taken};
use super::{reasons, settings};
use crate::console::form::Fields;
use crate::console::page::{Tab, base, csrf, page};
use crate::console::patients::phones::shown;
use crate::console::patients::{say, style};
use crate::console::visit::Visit;
use crate::domain::patients::Grant;

/// So many rows stand on a page.
const PAGE: usize = 50;

/// One of the lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Added,
    Changed,
    Removed,
    Refused,
}

const LISTS: [(List, &str); 4] = [
    (List::Refused, "refused"),
    (List::Added, "added"),
    (List::Changed, "changed"),
    (List::Removed, "removed"),
];

impl List {
    fn len(self, plan: &Plan) -> usize {
        match self {
            List::Added => plan.added.len(),
            List::Changed => plan.changed.len(),
            List::Removed => plan.removed.len(),
            List::Refused => plan.refused.len(),
        }
    }
}

/// The page of a file whose columns are not all known.
pub fn unfinished(visit: &Visit, upload: &Upload) -> Response {
    let words = &visit.words;
    let body = html! {
        (way_back(visit))
        section.panel {
            (settings::what_was_read(visit, upload))
            p.notice role="status" { (words.t("import-columns-missing")) }
            (settings::form(visit, upload, false))
        }
    };
    page(visit, Some(Tab::Patients), &words.t("import-title"), &body)
}

/// The page of a file, with what it would change.
pub fn plan(visit: &Visit, upload: &Upload, plan: &Plan, query: &Fields) -> Response {
    let words = &visit.words;
    let asked = LISTS.iter().find(|(_, key)| *key == query.get("list"));
    let first = LISTS.iter().find(|(list, _)| list.len(plan) > 0);
    let list = asked.or(first).map(|(list, _)| *list);
    let is_unsure =
        upload.guess.is_unsure || (plan.asks_for_order && upload.choice.order.is_none());
    let body = html! {
        (way_back(visit))
        @if query.is_on("changed") { p.notice role="status" { (words.t("import-changed-meanwhile")) } }
        section.panel aria-labelledby="counts" {
            h2 id="counts" { (words.t("import-would")) }
            (settings::what_was_read(visit, upload))
            (counts(visit, plan))
            (go(visit, upload, plan))
        }
        @if let Some(list) = list {
            section.panel {
                (tabs(visit, upload, plan, list))
                (rows(visit, upload, plan, list, query))
            }
        }
        section.panel {
            details open[is_unsure] {
                summary { h2 { (words.t("import-settings")) } }
                (settings::form(visit, upload, plan.asks_for_order))
            }
        }
    };
    page(visit, Some(Tab::Patients), &words.t("import-title"), &body)
}

fn way_back(visit: &Visit) -> Markup {
    html! { (style()) p { a href=(HERE) { (visit.words.t("import-another")) } } }
}

fn counts(visit: &Visit, plan: &Plan) -> Markup {
    let words = &visit.words;
    let repaired = plan
        .added
        .iter()
        .chain(&plan.changed)
        .filter(|taken| taken.repaired)
        .count();
    let count = |key: &str, count: usize| words.with(key, &[("count", count.into())]);
    html! {
        ul.counts {
            li { (count("import-count-added", plan.added.len())) }
            li { (count("import-count-changed", plan.changed.len())) }
            li { (count("import-count-unchanged", plan.unchanged)) }
            li.bad[!plan.removed.is_empty()] { (count("import-count-removed", plan.removed.len())) }
            li.bad[!plan.refused.is_empty()] { (count("import-count-refused", plan.refused.len())) }
        }
        @if repaired > 0 { p.notice { (count("import-repaired", repaired)) } }
    }
}

fn go(visit: &Visit, upload: &Upload, plan: &Plan) -> Markup {
    let words = &visit.words;
    let nothing = plan.added.is_empty() && plan.changed.is_empty() && plan.removed.is_empty();
    html! {
        @if plan.is_stopped {
            p.notice.bad role="status" {
                (words.t(if upload.choice.replaces { "import-stopped-replace" } else { "import-stopped" }))
            }
        } @else if nothing {
            p.notice role="status" { (words.t("import-nothing")) }
        } @else {
            form method="post" action={ (HERE) "/" (upload.token) "/go" } {
                (csrf(visit)) (base(visit))
                button type="submit" { (words.t("import-go")) }
            }
            p.hint { (words.t("import-go-hint")) }
        }
    }
}

fn tabs(visit: &Visit, upload: &Upload, plan: &Plan, list: List) -> Markup {
    let words = &visit.words;
    let name = |of: List| {
        let count = of.len(plan);
        let gaps = [("count", count.into())];
        match of {
            List::Added => words.with("import-list-added", &gaps),
            List::Changed => words.with("import-list-changed", &gaps),
            List::Removed => words.with("import-list-removed", &gaps),
            List::Refused => words.with("import-list-refused", &gaps),
        }
    };
    html! {
        nav.row aria-label=(words.t("import-lists")) {
            @for (of, key) in LISTS.iter().filter(|(of, _)| of.len(plan) > 0) {
                a.button.quiet href={ (HERE) "/" (upload.token) "?list=" (key) } aria-current=[(*of == list).then_some("page")] {
                    (name(*of))
                }
            }
        }
    }
}

fn rows(visit: &Visit, upload: &Upload, plan: &Plan, list: List, query: &Fields) -> Markup {
    let words = &visit.words;
    let pages = list.len(plan).div_ceil(PAGE).max(1);
    let asked: usize = query.get("page").parse().unwrap_or(1);
    let at = asked.clamp(1, pages);
    let skip = (at - 1) * PAGE;
    let key = LISTS
        .iter()
        .find(|(of, _)| *of == list)
        .map_or("", |(_, key)| *key);
    let link = |page: usize| format!("{HERE}/{}?list={key}&page={page}", upload.token);
    html! {
        div.scroll {
            @match list {
                List::Added => (added(visit, plan.added.iter().skip(skip).take(PAGE))),
                List::Changed => (changed(visit, plan.changed.iter().skip(skip).take(PAGE))),
                List::Removed => (removed(visit, plan, skip)),
                List::Refused => (refused(visit, plan.refused.iter().skip(skip).take(PAGE))),
            }
        }
        @if pages > 1 {
            nav.row.turning aria-label=(words.t("patients-turning")) {
                @if at > 1 { a.button.quiet rel="prev" href=(link(at - 1)) { (words.t("patients-previous")) } }
                span { (words.with("import-page-of", &[("page", at.into()), ("pages", pages.into())])) }
                @if at < pages { a.button.quiet rel="next" href=(link(at + 1)) { (words.t("patients-next")) } }
            }
        }
    }
}

fn phones(visit: &Visit, grant: &Grant) -> String {
    let practice = &visit.in_force.practice;
    let phones: Vec<String> = grant
        .phones
        .iter()
        .map(|phone| shown(practice, *phone))
        .collect();
    phones.join(", ")
}

fn clinician(visit: &Visit, grant: &Grant) -> String {
    let found = visit.in_force.practice.clinicians.get(&grant.clinician);
    found.map_or_else(|| grant.clinician.to_string(), |one| one.name.clone())
}

fn head(visit: &Visit, caption: &str, columns: &[String]) -> Markup {
    html! {
        caption { (caption) }
        thead { tr {
            th scope="col" { (visit.words.t("import-row")) }
            @for column in columns { th scope="col" { (column) } }
        } }
    }
}

fn added<'a>(visit: &Visit, rows: impl Iterator<Item = &'a Taken>) -> Markup {
    let words = &visit.words;
    let today = visit.in_force.practice.day(visit.at);
    let columns = [
        words.t("patients-field-name"),
        words.t("patients-column-phones"),
        words.t("patients-field-clinician"),
        words.t("patients-column-access"),
        words.t("patients-column-urgent"),
        words.t("import-note"),
    ];
    let [name, phone, whose, access, urgent, note] = &columns;
    html! {
        table.cards {
            (head(visit, &words.t("import-caption-added"), &columns))
            tbody { @for taken in rows {
                tr {
                    td data-name=(words.t("import-row")) { (taken.number) }
                    td data-name=(name) { (taken.grant.name) }
                    td data-name=(phone) { (phones(visit, &taken.grant)) }
                    td data-name=(whose) { (clinician(visit, &taken.grant)) }
                    td data-name=(access) { (say::state(words, &taken.grant, today)) }
                    td data-name=(urgent) { (yes(visit, taken.grant.urgent)) }
                    td data-name=(note) { (notes(visit, taken)) }
                }
            } }
        }
    }
}

fn notes(visit: &Visit, taken: &Taken) -> Markup {
    let words = &visit.words;
    let patients = &visit.in_force.practice.patients;
    let like = taken.like.and_then(|like| patients.get(like));
    html! {
        @if taken.repaired { p { (words.t("import-note-repaired")) } }
        @if let Some(like) = like { p { (words.with("import-note-household", &[("name", (*like.name).into())])) } }
    }
}

fn yes(visit: &Visit, yes: bool) -> String {
    match yes {
        true => visit.words.t("patients-yes"),
        false => visit.words.t("patients-no"),
    }
}

fn changed<'a>(visit: &Visit, rows: impl Iterator<Item = &'a Taken>) -> Markup {
    let words = &visit.words;
    let patients = &visit.in_force.practice.patients;
    let columns = [
        words.t("patients-field-name"),
        words.t("import-what-changes"),
    ];
    let [name, what] = &columns;
    html! {
        table.cards {
            (head(visit, &words.t("import-caption-changed"), &columns))
            tbody { @for taken in rows {
                @if let Some(was) = taken.was.and_then(|was| patients.get(was)) {
                    tr {
                        td data-name=(words.t("import-row")) { (taken.number) }
                        td data-name=(name) { (was.name) }
                        td data-name=(what) { (differences(visit, was, &taken.grant)) }
                    }
                }
            } }
        }
    }
}

/// Field by field, what was and what would be.
fn differences(visit: &Visit, was: &Grant, is: &Grant) -> Markup {
    let words = &visit.words;
    let day = |day: Option<chrono::NaiveDate>| {
        day.map_or_else(|| words.t("patients-no-limit"), |day| say::day(words, day))
    };
    let language = |grant: &Grant| {
        let own = grant.language.map(|own| say::language(words, own));
        own.unwrap_or_else(|| words.t("patients-language-none"))
    };
    let code = |grant: &Grant| {
        grant.code.as_ref().map_or_else(
            || words.t("import-no-code"),
            |code| code.on_card().to_owned(),
        )
    };
    let fields = [
        (
            words.t("patients-field-name"),
            was.name.to_string(),
            is.name.to_string(),
        ),
        (
            words.t("patients-column-phones"),
            phones(visit, was),
            phones(visit, is),
        ),
        (words.t("patients-field-from"), day(was.from), day(is.from)),
        (
            words.t("patients-field-until"),
            day(was.until),
            day(is.until),
        ),
        (
            words.t("patients-column-urgent"),
            yes(visit, was.urgent),
            yes(visit, is.urgent),
        ),
        (
            words.t("patients-field-language"),
            language(was),
            language(is),
        ),
        (words.t("patients-field-code"), code(was), code(is)),
    ];
    html! {
        div { @for (field, was, is) in fields.iter().filter(|(_, was, is)| was != is) {
            p { (field) ": " del { (was) } " → " ins { (is) } }
        } }
    }
}

fn removed(visit: &Visit, plan: &Plan, skip: usize) -> Markup {
    let words = &visit.words;
    let patients = &visit.in_force.practice.patients;
    let columns = [
        words.t("patients-field-name"),
        words.t("patients-column-phones"),
        words.t("patients-field-clinician"),
    ];
    let [name, phone, whose] = &columns;
    let gone = plan.removed.iter().skip(skip).take(PAGE);
    html! {
        table.cards {
            caption { (words.t("import-caption-removed")) }
            thead { tr { @for column in &columns { th scope="col" { (column) } } } }
            tbody { @for grant in gone.filter_map(|id| patients.get(*id)) {
                tr {
                    td data-name=(name) { (grant.name) }
                    td data-name=(phone) { (phones(visit, grant)) }
                    td data-name=(whose) { (clinician(visit, grant)) }
                }
            } }
        }
    }
}

fn refused<'a>(visit: &Visit, rows: impl Iterator<Item = &'a Refused>) -> Markup {
    let words = &visit.words;
    let columns = [words.t("patients-field-name"), words.t("import-why")];
    let [name, why] = &columns;
    html! {
        table.cards {
            (head(visit, &words.t("import-caption-refused"), &columns))
            tbody { @for refused in rows {
                tr {
                    td data-name=(words.t("import-row")) { (refused.number) }
                    td data-name=(name) { (refused.name) }
                    td data-name=(why) { div { @for reason in &refused.reasons { p { (reasons::say(words, reason)) } } } }
                }
            } }
        }
    }
}
