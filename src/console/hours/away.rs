//! The form for the absences of a clinician.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use maud::{Markup, html};

use super::edit::{buttons, hidden, known, to_overview};
use super::entry::{Mistake, mistake};
use super::fieldset::{summary, told_by, wrong};
use super::{BACK, assets};
use crate::config::edit::wish::{AwaySpan, Change};
use crate::console::changes;
use crate::console::form::{Fields, Posted};
use crate::console::page::{Tab, page};
use crate::console::visit::{Act, Outcome, Visit};
use crate::console::words::Words;
use crate::domain::names::ClinicianId;
use crate::domain::practice::Clinician;

/// Nobody covers, as the form sends it.
const NOBODY: &str = "-";

/// How many absences a form takes.
const MOST: usize = 200;

/// One absence, as entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    from: String,
    to: String,
    /// An id, [`NOBODY`], or empty: not chosen yet.
    cover: String,
}

/// `GET /console/hours/away/{clinician}`
pub async fn show(Path(id): Path<String>, visit: Visit) -> Outcome {
    let clinician = known(&visit, &id)?.clone();
    visit.must(&Act::Change(&clinician.id))?;
    let entries = standing(&clinician);
    let base = visit.in_force.practice.version.to_string();
    Ok(form(&visit, &clinician, &entries, &base, &[]))
}

/// `POST /console/hours/away/{clinician}`
pub async fn sent(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let clinician = known(&visit, &id)?.clone();
    visit.must(&Act::Change(&clinician.id))?;
    let mut entries = read(&fields);
    let base = fields.get("base");
    let today = visit.in_force.practice.day(visit.at);
    let mut mistakes = Vec::new();
    match fields.get("do") {
        "add" => entries.push(Entry::default()),
        "today" => {
            let from = today.to_string();
            let (to, cover) = (
                fields.get("until").to_owned(),
                fields.get("until-cover").to_owned(),
            );
            entries.push(Entry { from, to, cover });
        }
        "save" => {
            let others: Vec<&ClinicianId> = colleagues(&visit, &clinician)
                .map(|colleague| &colleague.id)
                .collect();
            match spans(&visit.words, &entries, &others) {
                Ok(spans) => {
                    let back = format!("{BACK}/away/{}", clinician.id);
                    let change = Change::Away {
                        clinician: clinician.id,
                        spans,
                    };
                    return changes::preview(visit, change, base, &back).await;
                }
                Err(found) => mistakes = found,
            }
        }
        button => {
            let number = button
                .strip_prefix("drop-")
                .and_then(|number| number.parse::<usize>().ok());
            if let Some(number) = number.filter(|number| *number < entries.len()) {
                entries.remove(number);
            }
        }
    }
    Ok(form(&visit, &clinician, &entries, base, &mistakes))
}

fn standing(clinician: &Clinician) -> Vec<Entry> {
    let each = clinician.away.iter();
    let entry = |absence: &crate::domain::practice::Absence| Entry {
        from: absence.days.start().to_string(),
        to: absence.days.end().to_string(),
        cover: absence
            .cover
            .as_ref()
            .map_or(NOBODY, |cover| cover.as_str())
            .to_owned(),
    };
    each.map(entry).collect()
}

fn read(fields: &Fields) -> Vec<Entry> {
    let numbers = fields
        .0
        .iter()
        .filter_map(|(name, _)| name.strip_prefix('a')?.strip_suffix("-from"));
    let entry = |number: &str| Entry {
        from: fields.get(&format!("a{number}-from")).to_owned(),
        to: fields.get(&format!("a{number}-to")).to_owned(),
        cover: fields.get(&format!("a{number}-cover")).to_owned(),
    };
    numbers.take(MOST).map(entry).collect()
}

/// The absences in order of their days; rows in which nothing is entered are none.
fn spans(
    words: &Words,
    entries: &[Entry],
    colleagues: &[&ClinicianId],
) -> Result<Vec<AwaySpan>, Vec<Mistake>> {
    let (mut spans, mut mistakes) = (Vec::<AwaySpan>::new(), Vec::new());
    for (number, entry) in entries.iter().enumerate() {
        if entry.from.is_empty() && entry.to.is_empty() {
            continue;
        }
        match span(words, entry, number, colleagues) {
            Ok(span) => {
                let overlap = spans
                    .iter()
                    .any(|other| span.from <= other.to && other.from <= span.to);
                if overlap {
                    mistakes.push(mistake(
                        format!("a{number}-from"),
                        words.t("hours-wrong-overlap"),
                    ));
                }
                spans.push(span);
            }
            Err(found) => mistakes.extend(found),
        }
    }
    spans.sort_by_key(|span| span.from);
    match mistakes.is_empty() {
        true => Ok(spans),
        false => Err(mistakes),
    }
}

fn span(
    words: &Words,
    entry: &Entry,
    number: usize,
    colleagues: &[&ClinicianId],
) -> Result<AwaySpan, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut day = |written: &str, field: &str| {
        let read = written.parse::<NaiveDate>().ok();
        if read.is_none() {
            mistakes.push(mistake(
                format!("a{number}-{field}"),
                words.t("hours-wrong-date"),
            ));
        }
        read
    };
    let (from, to) = (day(&entry.from, "from"), day(&entry.to, "to"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        mistakes.push(mistake(
            format!("a{number}-to"),
            words.t("hours-wrong-order"),
        ));
    }
    let cover = colleagues
        .iter()
        .find(|colleague| colleague.as_str() == entry.cover);
    if cover.is_none() && entry.cover != NOBODY {
        mistakes.push(mistake(
            format!("a{number}-cover"),
            words.t("hours-wrong-cover"),
        ));
    }
    match (from, to) {
        (Some(from), Some(to)) if mistakes.is_empty() => Ok(AwaySpan {
            from,
            to,
            cover: cover.map(|cover| (*cover).clone()),
        }),
        _ => Err(mistakes),
    }
}

fn colleagues<'a>(visit: &'a Visit, clinician: &Clinician) -> impl Iterator<Item = &'a Clinician> {
    let own = clinician.id.clone();
    visit
        .in_force
        .practice
        .clinicians
        .iter()
        .filter(move |colleague| colleague.id != own)
}

fn form(
    visit: &Visit,
    clinician: &Clinician,
    entries: &[Entry],
    base: &str,
    mistakes: &[Mistake],
) -> Response {
    let words = &visit.words;
    let today = visit.in_force.practice.day(visit.at).to_string();
    let empty = Entry::default();
    // One empty row stands below the others.
    let blank = entries
        .last()
        .is_none_or(|last| *last != empty)
        .then_some(&empty);
    let rows = entries.iter().chain(blank).enumerate();
    let body = html! {
        (assets())
        (to_overview(visit))
        (summary(words, mistakes))
        p { (words.t("hours-away-about")) }
        form.panel method="post" action=(format!("{BACK}/away/{}", clinician.id)) {
            (hidden(visit, base))
            fieldset {
                legend { (words.t("hours-away-now")) }
                div.row {
                    label { span { (words.t("hours-away-until")) } input type="date" name="until" min=(today); }
                    (cover(visit, clinician, "until-cover", "", None))
                    button.quiet type="submit" name="do" value="today" { (words.t("hours-away-add")) }
                }
            }
            fieldset {
                legend { (words.t("hours-change-away")) }
                ol.hour-rows { @for (number, entry) in rows {
                    @let past = !entry.to.is_empty() && entry.to < today;
                    (row(visit, clinician, entry, number, past, mistakes))
                } }
                div.row { button.quiet type="submit" name="do" value="add" data-add="" { (words.t("hours-add-row")) } }
            }
            (buttons(visit, false))
        }
    };
    let title = words.with(
        "hours-away-title",
        &[("who", clinician.name.as_str().into())],
    );
    let mut response = page(visit, Some(Tab::Hours), &title, &body);
    if !mistakes.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn row(
    visit: &Visit,
    clinician: &Clinician,
    entry: &Entry,
    number: usize,
    past: bool,
    mistakes: &[Mistake],
) -> Markup {
    let words = &visit.words;
    let found = |field: &str| {
        let name = format!("a{number}-{field}");
        mistakes.iter().find(|mistake| mistake.field == name)
    };
    let day = |field: &str, label: &str, value: &str| {
        html! {
            label { span { (label) }
                input type="date" name=(format!("a{number}-{field}")) value=(value)
                    aria-invalid=[found(field).map(|_| "true")] aria-describedby=[found(field).map(told_by)];
            }
        }
    };
    let title = words.with("hours-away-row", &[("number", (number + 1).into())]);
    html! {
        li.hour-row { fieldset {
            legend.unseen { (title) }
            div.row {
                (day("from", &words.t("hours-first-day"), &entry.from))
                (day("to", &words.t("hours-last-day"), &entry.to))
                (cover(visit, clinician, &format!("a{number}-cover"), &entry.cover, found("cover")))
                @if past { span.badge { (words.t("hours-away-past")) } }
                button.quiet type="submit" name="do" value=(format!("drop-{number}")) data-drop="" {
                    (words.t("hours-drop-row")) span.unseen { " – " (title) }
                }
            }
            (wrong(found("from")))
            (wrong(found("to")))
            (wrong(found("cover")))
        } }
    }
}

fn cover(
    visit: &Visit,
    clinician: &Clinician,
    name: &str,
    chosen: &str,
    found: Option<&Mistake>,
) -> Markup {
    let words = &visit.words;
    html! {
        label { span { (words.t("hours-cover")) }
            select name=(name) aria-invalid=[found.map(|_| "true")] aria-describedby=[found.map(told_by)] {
                option value="" selected[chosen.is_empty()] { (words.t("hours-choose")) }
                option value=(NOBODY) selected[chosen == NOBODY] { (words.t("hours-cover-nobody")) }
                @for colleague in colleagues(visit, clinician) {
                    option value=(colleague.id.as_str()) selected[colleague.id.as_str() == chosen] { (colleague.name) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::words::Tongue;

    fn spans_of(sent: &str) -> Result<Vec<AwaySpan>, Vec<String>> {
        let lindqvist = ClinicianId::new("lindqvist").unwrap();
        let read = spans(
            &Words::new(Tongue::English),
            &read(&Fields::read(sent.as_bytes())),
            &[&lindqvist],
        );
        read.map_err(|found| found.into_iter().map(|mistake| mistake.field).collect())
    }

    #[test]
    fn absences_come_in_order_and_empty_rows_are_none() {
        let spans = spans_of(
            "a0-from=2027-03-01&a0-to=2027-03-01&a0-cover=-&a1-from=&a1-to=&a1-cover=&a2-from=2026-12-24&a2-to=2027-01-02&a2-cover=lindqvist",
        );
        let days: Vec<_> = spans
            .unwrap()
            .into_iter()
            .map(|span| (span.from.to_string(), span.cover))
            .collect();
        let lindqvist = ClinicianId::new("lindqvist");
        assert_eq!(
            days,
            [
                ("2026-12-24".to_owned(), lindqvist),
                ("2027-03-01".to_owned(), None)
            ]
        );
        assert_eq!(spans_of(""), Ok(Vec::new()));
    }

    #[test]
    fn each_mistake_of_an_absence_stands_at_its_field() {
        for (sent, at) in [
            (
                "a0-from=2026-12-24&a0-to=2026-12-23&a0-cover=-",
                vec!["a0-to"],
            ),
            ("a0-from=2026-12-24&a0-to=&a0-cover=-", vec!["a0-to"]),
            (
                "a0-from=&a0-to=2026-02-30&a0-cover=",
                vec!["a0-from", "a0-to", "a0-cover"],
            ),
            (
                "a0-from=2026-12-24&a0-to=2026-12-24&a0-cover=",
                vec!["a0-cover"],
            ),
            (
                "a0-from=2026-12-24&a0-to=2026-12-24&a0-cover=okafor",
                vec!["a0-cover"],
            ),
            (
                "a0-from=2026-12-24&a0-to=2026-12-26&a0-cover=-&a1-from=2026-12-26&a1-to=2026-12-28&a1-cover=-",
                vec!["a1-from"],
            ),
        ] {
            assert_eq!(spans_of(sent).unwrap_err(), at, "{sent}");
        }
    }
}
