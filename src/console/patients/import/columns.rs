//! Which column of a spreadsheet is what: by its heading, in the languages that practices write in.

mod headings;

use super::decode::Table;
use crate::domain::patients::spelling::folded;
use headings::HEADINGS;

/// What a column of a spreadsheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// A phone, or several. There may be several such columns.
    Phone,
    /// The whole name.
    Name,
    /// The first name.
    First,
    /// The last name.
    Last,
    /// The clinician: the id, or the name.
    Clinician,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// Whether the urgent path is open.
    Urgent,
    /// The language.
    Language,
    /// The access code.
    Code,
    /// Nothing of ours.
    Other,
}

/// Each with its name in forms.
pub const COLUMNS: [(Column, &str); 11] = [
    (Column::Other, "other"),
    (Column::Phone, "phone"),
    (Column::Name, "name"),
    (Column::First, "first"),
    (Column::Last, "last"),
    (Column::Clinician, "clinician"),
    (Column::From, "from"),
    (Column::Until, "until"),
    (Column::Urgent, "urgent"),
    (Column::Language, "language"),
    (Column::Code, "code"),
];

/// What was made of the headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// Column by column.
    pub columns: Vec<Column>,
    /// Whether the first row names the columns at all.
    pub has_heading: bool,
    /// Whether somebody should look at it: a column that is needed was not found, or one was found twice.
    pub is_unsure: bool,
}

impl Column {
    /// Its name in forms.
    pub fn key(self) -> &'static str {
        let found = COLUMNS.iter().find(|(column, _)| *column == self);
        found.map_or("other", |(_, key)| key)
    }

    /// By its name in forms.
    pub fn of(key: &str) -> Self {
        let found = COLUMNS.iter().find(|(_, name)| *name == key);
        found.map_or(Column::Other, |(column, _)| *column)
    }

    fn may_come_twice(self) -> bool {
        matches!(self, Column::Phone | Column::Other)
    }
}

/// What the headings of a file say.
pub fn guess(table: &Table) -> Guess {
    let first = table.rows.first();
    let heading = |place: usize| {
        let cell = first.and_then(|row| row.cells.get(place));
        by_heading(cell.unwrap_or_default())
    };
    let mut columns: Vec<Column> = (0..table.width).map(heading).collect();
    let has_heading = columns.iter().any(|column| *column != Column::Other);
    let has = |columns: &[Column], column| columns.contains(&column);
    // "Nom" and "Prénom", "Name" and "Vorname", "Nombre" and "Apellidos".
    let other_half = if has(&columns, Column::First) && !has(&columns, Column::Last) {
        Some(Column::Last)
    } else if has(&columns, Column::Last) && !has(&columns, Column::First) {
        Some(Column::First)
    } else {
        None
    };
    let name = columns.iter_mut().find(|column| **column == Column::Name);
    if let (Some(half), Some(name)) = (other_half, name) {
        *name = half;
    }
    let mut is_unsure =
        !has_heading || !has(&columns, Column::Phone) || !has(&columns, Column::Clinician);
    is_unsure |= !has(&columns, Column::Name) && !has(&columns, Column::Last);
    let mut seen = Vec::new();
    for column in &mut columns {
        if seen.contains(column) && !column.may_come_twice() {
            *column = Column::Other;
            is_unsure = true;
        }
        seen.push(*column);
    }
    Guess {
        columns,
        has_heading,
        is_unsure,
    }
}

fn by_heading(written: &str) -> Column {
    let letters = folded(written);
    let letters: String = letters
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    let heading = words.join(" ");
    let found = HEADINGS
        .iter()
        .find(|(_, names)| names.split('|').any(|name| name == heading));
    found.map_or(Column::Other, |(column, _)| *column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> (Vec<&'static str>, bool) {
        let guess = guess(&Table::read(line.as_bytes()).unwrap());
        (
            guess.columns.into_iter().map(Column::key).collect(),
            guess.is_unsure,
        )
    }

    #[test]
    fn headings_are_known_in_four_languages() {
        for line in [
            "phone,name,clinician,from,until,urgent,language,code",
            "Mobile No.;Patient;GP;Start date;End date;Urgent?;Language;PIN"
                .replace("No.", "number")
                .as_str(),
            "Téléphone;Nom complet;Médecin;Du;Au;Urgence;Langue;Code d’accès",
            "Handynummer\tPatient/in\tÄrztin\tGültig ab\tGültig bis\tNotfall\tSprache\tZugangscode",
            "TELÉFONO,Paciente,Médico,Desde,Hasta,Urgente,Idioma,Código",
        ] {
            let all = [
                "phone",
                "name",
                "clinician",
                "from",
                "until",
                "urgent",
                "language",
                "code",
            ];
            assert_eq!(of(line), (all.to_vec(), false), "{line}");
        }
    }

    #[test]
    fn a_name_may_be_in_two_columns_and_phones_in_several() {
        for line in [
            "First name,Last name,Home phone,Mobile,Doctor",
            "Prénom;Nom;Fixe;Portable;Médecin",
            "Vorname;Name;Festnetz;Handy;Arzt",
            "Nombre;Apellidos;Fijo;Móvil;Médico",
        ] {
            assert_eq!(
                of(line),
                (vec!["first", "last", "phone", "phone", "clinician"], false),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_not_known_is_asked_about() {
        assert!(of("Rosa Diaz,07700 900456,okafor").1);
        assert!(of("Name,Birthday").1);
        assert_eq!(
            of("phone,name,name,clinician,shoe size"),
            (vec!["phone", "name", "other", "clinician", "other"], true)
        );
    }
}
