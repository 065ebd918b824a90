//! A list that is written as tables of its own, `[[clinician.away]]` below `[[clinician]]`, becomes another: what stays keeps
//! its place, its spelling and its comments; what is new is written as its neighbours are.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use toml_edit::{ArrayOfTables, Document, Table};

use super::document::{Place, Text};
use super::list::{Entry, meaning, meanings, table_meaning};

/// Which list: the name of its tables, and in the how manyth section it stands.
#[derive(Clone, Copy)]
pub struct Inner {
    name: &'static str,
    section: usize,
}

impl Inner {
    /// The tables at a key of a section; `None`: it has none there, or they are no such list.
    pub fn of(document: &Document<&str>, place: Place, key: &str) -> Option<Self> {
        let (name, section) = match (place, key) {
            (Place::Nth("clinician", section), "away") => ("clinician.away", section),
            (Place::Nth("rota", section), "shifts") => ("rota.shifts", section),
            _ => return None,
        };
        let inner = Inner { name, section };
        inner.tables(document).map(|_| inner)
    }

    fn at(self, place: usize) -> Place {
        Place::Inner(self.name, self.section, place)
    }

    fn tables<'a>(self, document: &'a Document<&str>) -> Option<&'a ArrayOfTables> {
        inner_tables(document, self.name, self.section)
    }
}

/// The tables of this name, as `clinician.away`, below the n-th section.
pub fn inner_tables<'a>(
    document: &'a Document<&str>,
    name: &str,
    section: usize,
) -> Option<&'a ArrayOfTables> {
    let (outer, key) = name.split_once('.')?;
    let outer = document.as_table().get(outer)?.as_array_of_tables()?;
    outer.get(section)?.get(key)?.as_array_of_tables()
}

impl Text {
    /// Makes the tables of a list these entries.
    pub fn set_tables(&mut self, list: Inner, entries: &[Entry]) -> Option<()> {
        let document = self.parsed()?;
        let old: Vec<_> = list.tables(&document)?.iter().map(table_meaning).collect();
        let steps = capture_diff_slices(Algorithm::Myers, &old, &meanings(entries));
        // The last first: the places before it stay what they are.
        for step in steps.into_iter().rev() {
            if matches!(step, DiffOp::Equal { .. }) {
                continue;
            }
            let (was, becomes) = (step.old_range(), entries.get(step.new_range())?);
            let both = was.len().min(becomes.len());
            for entry in becomes.get(both..)?.iter().rev() {
                self.add_table(list, was.start + both, entry)?;
            }
            for place in (was.start + both..was.end).rev() {
                self.remove_table(list, place)?;
            }
            for (place, entry) in (was.start..).zip(becomes.iter().take(both)) {
                self.change_table(list.at(place), entry)?;
            }
        }
        Some(())
    }

    fn change_table(&mut self, place: Place, entry: &Entry) -> Option<()> {
        let Entry::Table(fields) = entry else {
            return None;
        };
        for (key, value) in fields {
            let document = self.parsed()?;
            let section = super::document::section(&document, place)?;
            let now = section.table.get(key).and_then(toml_edit::Item::as_value);
            match value {
                None => self.unset(place, key)?,
                Some(value) if now.is_some_and(|now| meaning(now) == value.meaning()) => {}
                Some(value) => self.set(place, key, &value.written())?,
            }
        }
        Some(())
    }

    /// Where a table stands, with its comments.
    fn block(&self, document: &Document<&str>, table: &Table) -> Option<Range<usize>> {
        let heading = table.span()?;
        let end = self.end_of(document, table, &heading)?;
        Some(self.comments_above(self.line_start(heading.start))..end)
    }

    /// Writes a further one, so that it stands at this place.
    fn add_table(&mut self, list: Inner, place: usize, entry: &Entry) -> Option<()> {
        let Entry::Table(fields) = entry else {
            return None;
        };
        let document = self.parsed()?;
        let tables = list.tables(&document)?;
        let beside = tables.get(place.saturating_sub(1))?;
        let heading = beside.span()?;
        let block = self.block(&document, beside)?;
        let line = self.line_start(heading.start);
        let habit = self.habit(beside);
        let mut lines = vec![format!(
            "{}{}",
            self.text.get(line..heading.start)?,
            self.text.get(heading)?
        )];
        for (key, value) in fields {
            lines.extend(
                value
                    .as_ref()
                    .map(|value| habit.line(key, &value.written())),
            );
        }
        // Set apart as the one beside is.
        let before = self.text.get(..block.start)?;
        let last = before.split_inclusive('\n').next_back().unwrap_or_default();
        if last.trim().is_empty() {
            lines.insert(if place == 0 { lines.len() } else { 0 }, String::new());
        }
        let mut added: String = lines.into_iter().map(|line| line + self.ending).collect();
        let at = if place == 0 { block.start } else { block.end };
        if !self.text.get(..at)?.is_empty() && !self.text.get(..at)?.ends_with('\n') {
            added.insert_str(0, self.ending);
        }
        self.splice(at..at, &added);
        Some(())
    }

    /// Takes one out, with its comments; those above the first of several stay: they may speak of all.
    fn remove_table(&mut self, list: Inner, place: usize) -> Option<()> {
        let document = self.parsed()?;
        let tables = list.tables(&document)?;
        let table = tables.get(place)?;
        let mut block = self.block(&document, table)?;
        if place == 0 && tables.len() > 1 {
            block.start = self.line_start(table.span()?.start);
        }
        let before = self.text.get(..block.start)?;
        let line = before.split_inclusive('\n').next_back().unwrap_or_default();
        if line.trim().is_empty() {
            return self.cut(block);
        }
        // What follows stays set apart.
        self.splice(block, "");
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::Plain;
    use super::*;

    const FILE: &str = "[[clinician]]\nid = \"a\"\n\n  # Holidays\n  [[clinician.away]]\n  from = 2026-12-24 # eve\n  to   = 2027-01-02\n  cover = \"b\"\n\n  # Congress\n  [[clinician.away]]\n  from = \"2027-03-01\"\n  to   = 2027-03-02\n\n[[clinician]]\nid = \"b\"\n";

    fn span(from: &str, to: &str, cover: Option<&str>) -> Entry {
        Entry::Table(vec![
            ("from", Some(Plain::Date(from.parse().unwrap()))),
            ("to", Some(Plain::Date(to.parse().unwrap()))),
            ("cover", cover.map(|id| Plain::Text(id.to_owned()))),
        ])
    }

    #[track_caller]
    fn becomes(entries: &[Entry], expected: &str) {
        for ending in ["\n", "\r\n"] {
            let mut text = Text::read(FILE.replace('\n', ending).as_bytes()).unwrap();
            let place = Place::Nth("clinician", 0);
            text.set_list(place, "away", entries).unwrap();
            assert_eq!(text.text, expected.replace('\n', ending));
            assert!(text.parsed().is_some());
        }
    }

    fn eve() -> Entry {
        span("2026-12-24", "2027-01-02", Some("b"))
    }

    fn congress() -> Entry {
        span("2027-03-01", "2027-03-02", None)
    }

    #[test]
    fn what_stays_is_not_touched() {
        becomes(&[eve(), congress()], FILE);
    }

    #[test]
    fn a_further_absence_is_written_as_the_others_at_its_place() {
        let new = "  [[clinician.away]]\n  from = 2027-01-10\n  to = 2027-01-11\n  cover = \"b\"\n";
        let entry = span("2027-01-10", "2027-01-11", Some("b"));
        becomes(
            &[eve(), entry.clone(), congress()],
            &FILE.replace("  # Congress", &format!("{new}\n  # Congress")),
        );
        becomes(
            &[eve(), congress(), entry],
            &FILE.replace(
                "2027-03-02\n",
                &format!("2027-03-02\n\n{}", new.replace("to = ", "to   = ")),
            ),
        );
        let first = span("2026-11-30", "2026-12-01", None);
        becomes(
            &[first, eve(), congress()],
            &FILE.replace(
                "  # Holidays",
                "  [[clinician.away]]\n  from = 2026-11-30\n  to = 2026-12-01\n\n  # Holidays",
            ),
        );
    }

    #[test]
    fn one_that_changes_keeps_its_comments() {
        becomes(
            &[span("2026-12-24", "2027-01-03", None), congress()],
            &FILE
                .replace("2027-01-02", "2027-01-03")
                .replace("  cover = \"b\"\n", ""),
        );
        becomes(
            &[eve(), span("2027-03-01", "2027-03-02", Some("b"))],
            &FILE.replace("2027-03-02\n", "2027-03-02\n  cover = \"b\"\n"),
        );
    }

    #[test]
    fn one_that_goes_takes_its_own_comments_along() {
        becomes(
            &[eve()],
            &FILE.replace(
                "  # Congress\n  [[clinician.away]]\n  from = \"2027-03-01\"\n  to   = 2027-03-02\n\n",
                "",
            ),
        );
        let (start, _) = FILE.split_once("  # Holidays").unwrap();
        becomes(&[], &format!("{start}[[clinician]]\nid = \"b\"\n"));
    }
}
