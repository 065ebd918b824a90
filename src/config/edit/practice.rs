//! What a change makes of `practice.toml`, and the proof that it makes nothing else of it.

use toml::{Table, Value};
use toml_edit::{Document, TableLike};

use super::document::{Place, Text, quoted, section};
use super::list::{Entry, Plain};
use super::mentions;
use super::propose::Unfit;
use super::wish::{AwaySpan, Change, RotaShift};
use crate::domain::numbers::Numbers;

/// Carries a change out on the text; what does not concern it leaves it as it is.
pub fn edit(text: &mut Text, change: &Change, numbers: &Numbers) -> Result<(), Unfit> {
    let done = match change {
        Change::PracticeHours(hours) => {
            let place = Place::One("practice");
            set_text(text, place, "hours", hours.as_deref())
        }
        Change::Hours { clinician, hours } => {
            let place = clinician_at(text, clinician.as_str())?;
            set_text(text, place, "hours", hours.as_deref())
        }
        Change::Away { clinician, spans } => {
            let place = clinician_at(text, clinician.as_str())?;
            text.set_list(place, "away", &absences(spans))
        }
        Change::Rota { name, shifts } => rota(text, name, shifts)?,
        Change::Clinician {
            clinician,
            name,
            line,
            backup,
            ring,
        } => {
            let place = clinician_at(text, clinician.as_str())?;
            let same = |old: &str| match (numbers.read(old.trim()), numbers.read(line.trim())) {
                (Ok(old), Ok(new)) => old == new,
                _ => false,
            };
            let stays = current(text, place, "line").is_some_and(|old| same(&old));
            let backup: Vec<Entry> = backup
                .iter()
                .map(|id| Entry::Text(id.to_string()))
                .collect();
            set_text(text, place, "name", Some(name))
                .and_then(|()| match stays {
                    true => Some(()),
                    false => set_text(text, place, "line", Some(line)),
                })
                .and_then(|()| text.set_list(place, "backup", &backup))
                .and_then(|()| set_text(text, place, "ring", filled(ring)))
        }
        Change::NextPhone { clinician, phone } => {
            let place = clinician_at(text, clinician.as_str())?;
            set_text(text, place, "next_phone", phone.as_deref())
        }
        Change::AddClinician {
            id,
            name,
            line,
            phone,
            hours,
        } => {
            let mut keys = vec![
                ("id", quoted(id.trim())),
                ("name", quoted(name.trim())),
                ("line", quoted(line.trim())),
                ("phone", quoted(phone.trim())),
            ];
            keys.extend(
                hours
                    .as_deref()
                    .and_then(filled)
                    .map(|hours| ("hours", quoted(hours))),
            );
            text.append("clinician", "clinician", &keys)
        }
        Change::RemoveClinician(clinician) => {
            let place = clinician_at(text, clinician.as_str())?;
            mentions::take_out(text, clinician.as_str()).and_then(|()| match place {
                Place::Nth(name, place) => text.remove(name, place),
                Place::One(_) | Place::Inner(..) => None,
            })
        }
        Change::AddPatient(_)
        | Change::ChangePatient { .. }
        | Change::RemovePatient(_)
        | Change::Patients { .. }
        | Change::Restore(_) => Some(()),
    };
    done.ok_or(Unfit::WouldChangeMore)
}

fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// What stands at a key, where it is a text.
fn current(text: &Text, place: Place, key: &str) -> Option<String> {
    let document = text.parsed()?;
    let item = section(&document, place)?.table.get(key)?;
    item.as_str().map(str::to_owned)
}

/// Sets a text in the quotation marks that stand there, unless it says so already; without one the key goes.
fn set_text(text: &mut Text, place: Place, key: &str, value: Option<&str>) -> Option<()> {
    match value.and_then(filled) {
        None => text.unset(place, key),
        Some(value) if current(text, place, key).is_some_and(|old| old.trim() == value) => Some(()),
        Some(value) => {
            let at = text.value(place, key).unwrap_or(0..0);
            let old = text.text.get(at).unwrap_or_default();
            let plain = old.starts_with('\'') && !value.contains(['\'', '\\', '\n', '\r']);
            let written = match plain {
                true => format!("'{value}'"),
                false => quoted(value),
            };
            text.set(place, key, &written)
        }
    }
}

fn clinician_at(text: &Text, id: &str) -> Result<Place, Unfit> {
    let document = text.parsed().ok_or(Unfit::WouldChangeMore)?;
    let place = find(&document, "clinician", "id", Some(id)).ok_or(Unfit::Gone)?;
    Ok(Place::Nth("clinician", place))
}

/// Which of several sections has this text at a key; `None`: the first that has no such key.
fn find(document: &Document<&str>, name: &str, key: &str, wanted: Option<&str>) -> Option<usize> {
    let item = document.as_table().get(name)?;
    let is = |table: &dyn TableLike| {
        let value = table.get(key).and_then(toml_edit::Item::as_str);
        value.map(str::trim).filter(|value| !value.is_empty()) == wanted
    };
    match item.as_array_of_tables() {
        Some(tables) => tables.iter().position(|table| is(table)),
        None => {
            let mut list = item.as_array()?.iter();
            list.position(|value| value.as_inline_table().is_some_and(|table| is(table)))
        }
    }
}

fn rota(text: &mut Text, name: &str, shifts: &[RotaShift]) -> Result<Option<()>, Unfit> {
    let document = text.parsed().ok_or(Unfit::WouldChangeMore)?;
    let place = find(&document, "rota", "name", filled(name));
    let entries = shift_entries(shifts);
    Ok(match place {
        // One without a name is there, or is not meant to be made.
        None if shifts.is_empty() || filled(name).is_none() => return Err(Unfit::Gone),
        None => {
            let name = ("name", quoted(name.trim()));
            let shifts = ("shifts", text.fresh(&entries, 9));
            text.append("rota", "clinician", &[name, shifts])
        }
        Some(place) if shifts.is_empty() => text.remove("rota", place),
        Some(place) => text.set_list(Place::Nth("rota", place), "shifts", &entries),
    })
}

fn absences(spans: &[AwaySpan]) -> Vec<Entry> {
    let entry = |span: &AwaySpan| {
        let cover = span.cover.as_ref().map(|id| Plain::Text(id.to_string()));
        Entry::Table(vec![
            ("from", Some(Plain::Date(span.from))),
            ("to", Some(Plain::Date(span.to))),
            ("cover", cover),
        ])
    };
    spans.iter().map(entry).collect()
}

fn shift_entries(shifts: &[RotaShift]) -> Vec<Entry> {
    let entry = |shift: &RotaShift| {
        Entry::Table(vec![
            ("hours", Some(Plain::Text(shift.hours.trim().to_owned()))),
            ("clinician", Some(Plain::Text(shift.clinician.to_string()))),
        ])
    };
    shifts.iter().map(entry).collect()
}

/// Whether the file, read again, differs from the one before by this change and by nothing else.
pub fn is_all(change: &Change, old: &[u8], new: &[u8], numbers: &Numbers) -> bool {
    match (table(old), table(new)) {
        (Some(old), Some(new)) => differs_by(change, old, new, numbers).unwrap_or(false),
        _ => false,
    }
}

fn table(bytes: &[u8]) -> Option<Table> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.strip_prefix('\u{feff}').unwrap_or(text).parse().ok()
}

/// Takes what is meant out of both; the rest must be the same.
fn differs_by(change: &Change, mut old: Table, mut new: Table, numbers: &Numbers) -> Option<bool> {
    let meant = match change {
        Change::PracticeHours(hours) => {
            old.get_mut("practice")?.as_table_mut()?.remove("hours");
            let is = new.get_mut("practice")?.as_table_mut()?.remove("hours");
            text_is(is, hours.as_deref())
        }
        Change::Hours { clinician, hours } => {
            one(&mut old, clinician.as_str())?.remove("hours");
            text_is(
                one(&mut new, clinician.as_str())?.remove("hours"),
                hours.as_deref(),
            )
        }
        Change::NextPhone { clinician, phone } => {
            one(&mut old, clinician.as_str())?.remove("next_phone");
            let is = one(&mut new, clinician.as_str())?.remove("next_phone");
            text_is(is, phone.as_deref())
        }
        Change::Away { clinician, spans } => {
            one(&mut old, clinician.as_str())?.remove("away");
            let is = one(&mut new, clinician.as_str())?.remove("away");
            away_is(is, spans)
        }
        Change::Clinician {
            clinician,
            name,
            line,
            backup,
            ring,
        } => {
            let was = one(&mut old, clinician.as_str())?;
            let is = one(&mut new, clinician.as_str())?;
            for key in ["name", "line", "backup", "ring"] {
                was.remove(key);
            }
            let written = is.remove("line");
            let written = written.as_ref().and_then(Value::as_str)?.trim();
            let same = written == line.trim() || {
                let read = |text: &str| numbers.read(text.trim()).ok();
                read(written).is_some() && read(written) == read(line)
            };
            let backup: Vec<&str> = backup.iter().map(|id| id.as_str()).collect();
            same && text_is(is.remove("name"), Some(name))
                && text_is(is.remove("ring"), Some(ring))
                && texts(is.remove("backup"))? == backup
        }
        Change::Rota { name, shifts } => rota_is(&mut old, &mut new, name, shifts)?,
        Change::AddClinician {
            id,
            name,
            line,
            phone,
            hours,
        } => {
            let mut added = new.get_mut("clinician")?.as_array_mut()?.pop()?;
            let added = added.as_table_mut()?;
            let all = [("id", id), ("name", name), ("line", line), ("phone", phone)];
            let meant = all
                .into_iter()
                .all(|(key, text)| text_is(added.remove(key), Some(text)));
            meant && text_is(added.remove("hours"), hours.as_deref()) && added.is_empty()
        }
        Change::RemoveClinician(clinician) => {
            let list = old.get_mut("clinician")?.as_array_mut()?;
            let before = list.len();
            list.retain(|value| text_at(value, "id") != Some(clinician.as_str()));
            let is_one = before == list.len() + 1;
            mentions::without(&mut old, clinician.as_str());
            is_one
        }
        _ => true,
    };
    Some(meant && old == new)
}

fn rota_is(old: &mut Table, new: &mut Table, name: &str, shifts: &[RotaShift]) -> Option<bool> {
    let is = |value: &Value| text_at(value, "name").and_then(filled) == filled(name);
    let place = |table: &Table| table.get("rota")?.as_array()?.iter().position(is);
    let (was, becomes) = (place(old), place(new));
    if shifts.is_empty() {
        let list = old.get_mut("rota")?.as_array_mut()?;
        list.remove(was?);
        if list.is_empty() {
            old.remove("rota");
        }
        return Some(true);
    }
    let list = new.get_mut("rota")?.as_array_mut()?;
    let last = becomes? + 1 == list.len();
    let mut rota = list.remove(becomes?);
    if list.is_empty() {
        new.remove("rota");
    }
    let rota = rota.as_table_mut()?;
    let shifts_are = rota
        .remove("shifts")?
        .as_array()?
        .iter()
        .map(|shift| {
            let fields = shift.as_table().map_or(0, Table::len);
            (text_at(shift, "hours"), text_at(shift, "clinician"), fields)
        })
        .eq(shifts
            .iter()
            .map(|shift| (Some(shift.hours.trim()), Some(shift.clinician.as_str()), 2)));
    let rest_is = match was {
        Some(place) => {
            let list = old.get_mut("rota")?.as_array_mut()?;
            let mut was = list.remove(place);
            if list.is_empty() {
                old.remove("rota");
            }
            let was = was.as_table_mut()?;
            was.remove("shifts");
            was == rota && Some(place) == becomes
        }
        None => last && rota.len() == 1,
    };
    Some(shifts_are && rest_is)
}

fn one<'a>(table: &'a mut Table, id: &str) -> Option<&'a mut Table> {
    let list = table.get_mut("clinician")?.as_array_mut()?;
    let found = list
        .iter_mut()
        .find(|value| text_at(value, "id") == Some(id))?;
    found.as_table_mut()
}

fn text_at<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str().map(str::trim)
}

fn text_is(value: Option<Value>, wished: Option<&str>) -> bool {
    let written = value.as_ref().map(Value::as_str);
    match (written, wished.and_then(filled)) {
        (None, None) => true,
        (Some(Some(written)), Some(wished)) => written.trim() == wished,
        _ => false,
    }
}

/// A text, or a list of them.
fn texts(value: Option<Value>) -> Option<Vec<String>> {
    match value {
        None => Some(Vec::new()),
        Some(Value::String(text)) => Some(vec![text.trim().to_owned()]),
        Some(Value::Array(list)) => {
            let text = |value: &Value| Some(value.as_str()?.trim().to_owned());
            list.iter().map(text).collect()
        }
        Some(_) => None,
    }
}

fn away_is(value: Option<Value>, spans: &[AwaySpan]) -> bool {
    let list = match value {
        None => Vec::new(),
        Some(Value::Array(list)) => list,
        Some(_) => return false,
    };
    let day = |value: &Value, key: &str| {
        let written = match value.get(key)? {
            Value::String(text) => text.trim().to_owned(),
            other => other.to_string(),
        };
        written.parse().ok()
    };
    let read = |value: &Value| {
        let cover = text_at(value, "cover").map(str::to_owned);
        (day(value, "from"), day(value, "to"), cover)
    };
    let wished = |span: &AwaySpan| {
        let cover = span.cover.as_ref().map(ToString::to_string);
        (Some(span.from), Some(span.to), cover)
    };
    list.iter().map(read).eq(spans.iter().map(wished))
}
