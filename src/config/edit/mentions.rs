//! Where a clinician is named besides the own section: as backup, as cover of an absence, in the rota. Whoever goes is taken
//! out of these places too, unless somebody would be missing there then.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use toml::{Table, Value};

use super::document::{Place, Text};
use super::list::{Entry, Plain};
use crate::config::date::iso;
use crate::domain::names::ClinicianId;
use crate::domain::practice::{Practice, Shift};

/// So far ahead it is looked whether others are on duty, in days: as far as the proof looks.
const DAYS: i64 = 90;

/// A place that would have nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needed {
    /// A shift of the first rota: nobody else is on duty all that time.
    Shift {
        /// When the shift runs, in the notation of the files.
        hours: String,
        /// When nobody would be on duty first, UTC; `None`: the rota would be empty.
        from: Option<DateTime<Utc>>,
    },
    /// An absence that is not over.
    Cover {
        /// Who is away.
        of: ClinicianId,
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
}

/// Where somebody would be missing without this clinician.
pub fn needs(practice: &Practice, id: &ClinicianId, now: DateTime<Utc>) -> Vec<Needed> {
    let today = practice.day(now);
    let others = practice.clinicians.iter().filter(|other| other.id != *id);
    let covers = others.flat_map(|other| {
        let covered = other
            .away
            .iter()
            .filter(|away| away.cover.as_ref() == Some(id) && *away.days.end() >= today);
        covered.map(|away| Needed::Cover {
            of: other.id.clone(),
            from: *away.days.start(),
            to: *away.days.end(),
        })
    });
    shifts(practice, id, now)
        .into_iter()
        .chain(covers)
        .collect()
}

fn shifts(practice: &Practice, id: &ClinicianId, now: DateTime<Utc>) -> Vec<Needed> {
    let (own, others): (Vec<&Shift>, Vec<&Shift>) = practice
        .rota
        .iter()
        .partition(|shift| shift.clinician == *id);
    let until = now + TimeDelta::days(DAYS);
    let covered: Vec<Range<DateTime<Utc>>> = others
        .iter()
        .flat_map(|shift| shift.hours.open_spans(now, until))
        .collect();
    let needed = |shift: &&Shift| {
        let spans = shift.hours.open_spans(now, until);
        let open = spans
            .into_iter()
            .find_map(|span| first_open(span, &covered));
        (open.is_some() || others.is_empty()).then(|| Needed::Shift {
            hours: shift.hours.expression().to_owned(),
            from: open,
        })
    };
    own.iter().filter_map(needed).collect()
}

/// The first moment of a span that lies in none of the others.
fn first_open(
    span: Range<DateTime<Utc>>,
    others: &[Range<DateTime<Utc>>],
) -> Option<DateTime<Utc>> {
    let mut at = span.start;
    while let Some(other) = others.iter().find(|other| other.contains(&at)) {
        at = other.end;
    }
    (at < span.end).then_some(at)
}

/// Takes the clinician out of every place but the own section.
pub fn take_out(text: &mut Text, id: &str) -> Option<()> {
    let table: Table = text.text.parse().ok()?;
    for (nth, clinician) in sections(&table, "clinician").enumerate() {
        let place = Place::Nth("clinician", nth);
        let backup = texts(clinician.get("backup"));
        if backup.iter().any(|other| other == id) {
            let left = backup.into_iter().filter(|other| other != id);
            let left: Vec<Entry> = left.map(Entry::Text).collect();
            text.set_list(place, "backup", &left)?;
        }
        let away = tables(clinician.get("away"));
        if away.iter().any(|span| is_text(span, "cover", id)) {
            let left: Option<Vec<Entry>> = away.iter().map(|span| uncovered(span, id)).collect();
            text.set_list(place, "away", &left?)?;
        }
    }
    let rotas: Vec<&Table> = sections(&table, "rota").collect();
    for (nth, rota) in rotas.into_iter().enumerate().rev() {
        let shifts = tables(rota.get("shifts"));
        let left = shifts
            .iter()
            .filter(|shift| !is_text(shift, "clinician", id));
        let left: Vec<&&Table> = left.collect();
        if left.len() == shifts.len() {
            continue;
        }
        if left.is_empty() {
            text.remove("rota", nth)?;
            continue;
        }
        let left: Option<Vec<Entry>> = left.into_iter().map(|shift| kept(shift)).collect();
        text.set_list(Place::Nth("rota", nth), "shifts", &left?)?;
    }
    Some(())
}

/// The same on what the file says, for the proof that nothing else has changed.
pub fn without(table: &mut Table, id: &str) {
    let named = |value: &Value| value.as_str().is_some_and(|text| text.trim() == id);
    for clinician in sections_mut(table, "clinician") {
        let is_empty = match clinician.get_mut("backup") {
            Some(Value::Array(list)) => {
                let before = list.len();
                list.retain(|value| !named(value));
                list.is_empty() && before > 0
            }
            Some(single) => named(single),
            None => false,
        };
        if is_empty {
            clinician.remove("backup");
        }
        let away = clinician.get_mut("away").and_then(Value::as_array_mut);
        for span in away.into_iter().flatten().filter_map(Value::as_table_mut) {
            if span.get("cover").is_some_and(named) {
                span.remove("cover");
            }
        }
    }
    let Some(rotas) = table.get_mut("rota").and_then(Value::as_array_mut) else {
        return;
    };
    rotas.retain_mut(|rota| {
        let Some(shifts) = rota.get_mut("shifts").and_then(Value::as_array_mut) else {
            return true;
        };
        let before = shifts.len();
        shifts.retain(|shift| !shift.get("clinician").is_some_and(named));
        !shifts.is_empty() || before == 0
    });
    if rotas.is_empty() {
        table.remove("rota");
    }
}

fn sections<'a>(table: &'a Table, name: &str) -> impl Iterator<Item = &'a Table> {
    let all = table.get(name).and_then(Value::as_array);
    all.into_iter().flatten().filter_map(Value::as_table)
}

fn sections_mut<'a>(table: &'a mut Table, name: &str) -> impl Iterator<Item = &'a mut Table> {
    let all = table.get_mut(name).and_then(Value::as_array_mut);
    all.into_iter().flatten().filter_map(Value::as_table_mut)
}

fn tables(list: Option<&Value>) -> Vec<&Table> {
    let all = list.and_then(Value::as_array);
    all.into_iter()
        .flatten()
        .filter_map(Value::as_table)
        .collect()
}

/// A text, or a list of them.
fn texts(value: Option<&Value>) -> Vec<String> {
    let list = match value {
        Some(Value::Array(list)) => list.iter().collect(),
        value => Vec::from_iter(value),
    };
    let text = |value: &Value| value.as_str().map(|text| text.trim().to_owned());
    list.into_iter().filter_map(text).collect()
}

fn is_text(table: &Table, key: &str, wanted: &str) -> bool {
    table.get(key).and_then(Value::as_str).map(str::trim) == Some(wanted)
}

fn plain(table: &Table, key: &str) -> Option<Plain> {
    table
        .get(key)?
        .as_str()
        .map(|text| Plain::Text(text.trim().to_owned()))
}

/// An absence that this clinician does not cover any more.
fn uncovered(span: &Table, id: &str) -> Option<Entry> {
    let day = |key: &str| match span.get(key)? {
        Value::String(text) => iso(text.trim()).ok(),
        other => other.to_string().parse().ok(),
    };
    let cover = plain(span, "cover").filter(|_| !is_text(span, "cover", id));
    Some(Entry::Table(vec![
        ("from", Some(Plain::Date(day("from")?))),
        ("to", Some(Plain::Date(day("to")?))),
        ("cover", cover),
    ]))
}

fn kept(shift: &Table) -> Option<Entry> {
    Some(Entry::Table(vec![
        ("hours", Some(plain(shift, "hours")?)),
        ("clinician", Some(plain(shift, "clinician")?)),
    ]))
}
