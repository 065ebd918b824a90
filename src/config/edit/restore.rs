//! An earlier version as it may come back: with the phones that are in use now.
//!
//! Whoever brings an old version back may not think of the number that stands in it: it may have been given to a stranger
//! since. So a clinician who is there now keeps the phone, and the earlier one is asked first, as every changed phone is.

use toml::{Table, Value};
use toml_edit::Document;

use super::document::{Place, Text, section};
use crate::config::files::Files;
use crate::domain::names::ClinicianId;
use crate::domain::numbers::Numbers;
use crate::domain::practice::{Phone, Practice};

/// An earlier version, as it may come back.
pub struct Earlier {
    /// Its files.
    pub files: Files,
    /// Of whom a phone stands in it that does not come back: only the first can be asked to confirm.
    pub left_out: Vec<ClinicianId>,
}

/// A clinician's phones, as they are written.
struct Phones {
    place: Place,
    id: String,
    /// All of the value.
    written: String,
    each: Vec<One>,
    next: Option<One>,
}

struct One {
    written: String,
    /// The same for one number, however it is written.
    meaning: String,
}

impl Phones {
    fn has(&self, phone: &One) -> bool {
        self.each.iter().any(|own| own.meaning == phone.meaning)
    }
}

/// Puts the phones in use into an earlier version; `None`: it is written in a way that is not understood here. One that is
/// no TOML stays as it is: the checks refuse it.
pub fn with_phones_in_use(earlier: Files, in_use: &Files) -> Option<Earlier> {
    let mut text = Text::read(&earlier.practice)?;
    let Some(then) = all(&text) else {
        return Some(Earlier {
            files: earlier,
            left_out: Vec::new(),
        });
    };
    let now = all(&Text::read(&in_use.practice)?)?;
    let mut left_out = Vec::new();
    for then in &then {
        let Some(now) = now.iter().find(|now| now.id == then.id) else {
            continue;
        };
        let Some(first) = then.each.first() else {
            continue;
        };
        let strange = then.each.iter().filter(|phone| !now.has(phone)).count();
        if strange == 0 {
            continue;
        }
        text.set(then.place, "phone", &now.written)?;
        let first_is_strange = !now.has(first);
        if first_is_strange {
            text.set(then.place, "next_phone", &first.written)?;
        } else if then.next.as_ref().is_some_and(|next| now.has(next)) {
            text.unset(then.place, "next_phone")?;
        }
        if strange > usize::from(first_is_strange) {
            left_out.extend(ClinicianId::new(&then.id));
        }
    }
    let files = Files {
        practice: text.bytes(),
        ..earlier
    };
    Some(Earlier { files, left_out })
}

/// Every clinician's phones; `None`: it is no TOML.
fn all(text: &Text) -> Option<Vec<Phones>> {
    let document = text.parsed()?;
    let practice = document.as_table().get("practice");
    let country = practice.and_then(|practice| practice.get("country")?.as_str());
    let numbers = Numbers::new(country);
    let places = (0..).map(|place| Place::Nth("clinician", place));
    let all = places.map_while(|place| phones(text, &document, place, &numbers));
    Some(all.collect())
}

fn phones(
    text: &Text,
    document: &Document<&str>,
    place: Place,
    numbers: &Numbers,
) -> Option<Phones> {
    let table = section(document, place)?.table;
    let one = |value: &toml_edit::Value| {
        let number = value.as_str()?.trim();
        Some(One {
            written: text.text.get(value.span()?)?.to_owned(),
            meaning: numbers
                .read(number)
                .map_or_else(|_| number.to_owned(), |number| number.wire()),
        })
    };
    let value = |key: &str| table.get(key).and_then(toml_edit::Item::as_value);
    let phone = value("phone");
    let each = match phone.and_then(toml_edit::Value::as_array) {
        Some(list) => list.iter().filter_map(one).collect(),
        None => phone.and_then(one).into_iter().collect(),
    };
    let id = value("id").and_then(toml_edit::Value::as_str);
    let written = phone.and_then(toml_edit::Value::span);
    Some(Phones {
        place,
        id: id.unwrap_or_default().trim().to_owned(),
        written: written
            .and_then(|at| text.text.get(at))
            .unwrap_or_default()
            .to_owned(),
        each,
        next: value("next_phone").and_then(one),
    })
}

/// Whether nobody's phone would be rung that is not rung now, of those who are there now.
pub fn rings_no_other(was: &Practice, becomes: &Practice) -> bool {
    becomes.clinicians.iter().all(|clinician| {
        let now = was.clinicians.get(&clinician.id);
        let known = |phone: &Phone| {
            now.is_none_or(|now| now.phones.iter().any(|own| own.number == phone.number))
        };
        clinician.phones.iter().all(known)
    })
}

/// Whether two versions say the same but for phones.
pub fn same_but_phones(one: &Files, other: &Files) -> bool {
    one.practice == other.practice || {
        let both = [one, other].map(|files| without_phones(&files.practice));
        matches!(both, [Some(one), Some(other)] if one == other)
    }
}

fn without_phones(practice: &[u8]) -> Option<Table> {
    let text = std::str::from_utf8(practice).ok()?;
    let mut table: Table = text.trim_start_matches('\u{feff}').parse().ok()?;
    let clinicians = table.get_mut("clinician").and_then(Value::as_array_mut);
    for clinician in clinicians.into_iter().flatten() {
        if let Some(clinician) = clinician.as_table_mut() {
            clinician.remove("phone");
            clinician.remove("next_phone");
        }
    }
    Some(table)
}
