//! The page that says how often patients call: the sentence that convinces a colleague, and the pictures under it.

use axum::extract::RawQuery;
use maud::{Markup, html};

use super::counted::{Counted, Grid, Question};
use super::query::Query;
use super::{list, picture, style, titled};
use crate::console::form::Fields;
use crate::console::visit::{Act, Outcome, Visit};

/// The periods, in days.
const PERIODS: [u32; 2] = [90, 365];
/// From ten in the evening to seven in the morning.
const NIGHT: [usize; 9] = [22, 23, 0, 1, 2, 3, 4, 5, 6];

/// `GET /console/journal/charts`
pub async fn charts(visit: Visit, RawQuery(raw): RawQuery) -> Outcome {
    visit.must(&Act::See(visit.only()))?;
    let query = Query::read(&visit, raw.as_deref());
    let fields = Fields::read(raw.unwrap_or_default().as_bytes());
    let days = fields.get("days").parse().ok();
    let days = days
        .filter(|days| PERIODS.contains(days))
        .unwrap_or(PERIODS[0]);
    let practice = &visit.in_force.practice;
    let question = Question {
        clinician: query.clinician.clone(),
        days,
    };
    let kept = visit.console.journal().charts();
    let today = practice.day(visit.at);
    let counted = kept.counted(visit.console.store(), practice, question, today);
    let counted = counted.await.map_err(|down| visit.store_down(&down))?;
    let body = html! {
        (style())
        p { a href="/console/journal" { (visit.words.t("journal-back")) } }
        (filters(&visit, &query, days))
        (finding(&visit, &counted, days))
        div.charts {
            (by_patient(&visit, &counted))
            (by_hour(&visit, &counted.patients))
        }
        (of_unknown(&visit, &counted))
    };
    let title = visit.words.t("journal-charts-title");
    Ok(titled(&visit, &title, &body))
}

fn filters(visit: &Visit, query: &Query, days: u32) -> Markup {
    let words = &visit.words;
    html! {
        form.panel.filters method="get" action="/console/journal/charts" {
            fieldset {
                legend { (words.t("journal-filters")) }
                div.row {
                    @if visit.only().is_none() {
                        label { (words.t("journal-clinician")) (list::clinicians(visit, query)) }
                    }
                    label { (words.t("journal-period"))
                        select name="days" {
                            option value="90" selected[days == 90] { (words.t("journal-period-90")) }
                            option value="365" selected[days == 365] { (words.t("journal-period-365")) }
                        }
                    }
                    button type="submit" { (words.t("journal-show")) }
                }
            }
        }
    }
}

/// What the pictures show, in words.
fn finding(visit: &Visit, counted: &Counted, days: u32) -> Markup {
    let words = &visit.words;
    let [never, ..] = counted.called;
    let calls = total(&counted.patients);
    let night: u64 = NIGHT
        .iter()
        .filter_map(|hour| counted.patients.get(*hour))
        .flatten()
        .map(|calls| u64::from(*calls))
        .sum();
    // Tenths: with few calls "0" would be wrong and "0.3" is right.
    let tenths = calls.saturating_mul(70) / u64::from(days.max(1));
    let per_week = match words.tongue() {
        crate::console::words::Tongue::English => format!("{}.{}", tenths / 10, tenths % 10),
        crate::console::words::Tongue::French => format!("{},{}", tenths / 10, tenths % 10),
    };
    html! {
        section.panel.finding {
            @if counted.with_access == 0 {
                p { (words.t("journal-nobody-has-access")) }
            } @else {
                p.large { (words.with("journal-finding", &[
                    ("all", counted.with_access.into()), ("never", never.into()), ("days", days.into()),
                ])) }
                p { (words.with("journal-finding-calls", &[
                    ("calls", calls.into()), ("week", per_week.into()), ("night", night.into()),
                ])) }
            }
            @if counted.shares { p.hint { (words.t("journal-shares")) } }
            @if counted.without_access > 0 {
                p.hint { (words.with("journal-without-access", &[("calls", counted.without_access.into())])) }
            }
        }
    }
}

fn by_patient(visit: &Visit, counted: &Counted) -> Markup {
    let words = &visit.words;
    let names = names(visit);
    html! {
        section.panel aria-labelledby="by-patient" {
            h2 id="by-patient" { (words.t("journal-by-patient")) }
            (picture::bars(&words.t("journal-by-patient-picture"), words, &names, &counted.called))
            details { summary { (words.t("journal-as-table")) }
                table {
                    caption { (words.t("journal-by-patient")) }
                    thead { tr { th scope="col" { (words.t("journal-times")) } th.number scope="col" { (words.t("journal-patients")) } } }
                    tbody { @for (name, patients) in names.iter().zip(counted.called) {
                        tr { th scope="row" { (name) } td.number { (patients) } }
                    } }
                }
            }
        }
    }
}

fn by_hour(visit: &Visit, grid: &Grid) -> Markup {
    let words = &visit.words;
    html! {
        section.panel aria-labelledby="by-hour" {
            h2 id="by-hour" { (words.t("journal-by-hour")) }
            (picture::heat(&words.t("journal-by-hour-picture"), words, grid))
            details { summary { (words.t("journal-as-table")) } (picture::table(&words.t("journal-by-hour"), words, grid)) }
        }
    }
}

/// Who is not on the list is counted apart: that says nothing about the patients.
fn of_unknown(visit: &Visit, counted: &Counted) -> Markup {
    let words = &visit.words;
    let calls = total(&counted.unknown);
    html! {
        section.panel aria-labelledby="unknown" {
            h2 id="unknown" { (words.t("journal-of-unknown")) }
            p { (words.with("journal-unknown-calls", &[("calls", calls.into())])) }
            @if calls > 0 {
                details { summary { (words.t("journal-unknown-by-hour")) }
                    (picture::heat(&words.t("journal-unknown-picture"), words, &counted.unknown))
                    (picture::table(&words.t("journal-unknown-by-hour"), words, &counted.unknown))
                }
            }
        }
    }
}

fn names(visit: &Visit) -> [String; 5] {
    let words = &visit.words;
    [
        words.t("journal-never"),
        words.t("journal-once"),
        words.t("journal-twice"),
        words.t("journal-three-to-five"),
        words.t("journal-more"),
    ]
}

fn total(grid: &Grid) -> u64 {
    grid.iter().flatten().map(|calls| u64::from(*calls)).sum()
}
