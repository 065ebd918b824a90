//! `practice.toml` as a text with places: a key is set, added or taken out where it stands, and every other byte stays.
//!
//! The places come from `toml_edit`'s reading; what is written goes into the text itself, since writing a document anew
//! would make its line ends and its spacing those of the program.

use std::ops::Range;

use toml_edit::{ArrayOfTables, Document, Item, Key, TableLike, Value};

use super::super::keys;
use super::tables::inner_tables;

const MARK: &str = "\u{feff}";

/// The file.
#[derive(Clone)]
pub struct Text {
    /// Whether a byte order mark stands before everything.
    marked: bool,
    /// All the rest.
    pub text: String,
    /// How its lines end.
    pub ending: &'static str,
}

/// One section: `[practice]`, or the n-th `[[clinician]]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A section that stands once.
    One(&'static str),
    /// Of several, by their number from 0.
    Nth(&'static str, usize),
    /// Below the n-th of several the m-th of a list that is written as tables: `[[clinician.away]]`.
    Inner(&'static str, usize, usize),
}

impl Place {
    /// Its name.
    pub fn section(self) -> &'static str {
        match self {
            Place::One(name) | Place::Nth(name, _) | Place::Inner(name, ..) => name,
        }
    }
}

/// How a section writes its keys.
#[derive(Default)]
pub struct Habit {
    /// What stands before a key.
    indent: String,
    /// The column of the sign `=` where all have the same.
    pub column: Option<usize>,
    /// Whether nothing stands around `=`.
    tight: bool,
}

impl Habit {
    /// A line of a key and its value, without the line's end.
    pub fn line(&self, key: &str, value: &str) -> String {
        let indent = &self.indent;
        if self.tight {
            return format!("{indent}{key}={value}");
        }
        let width = self.column.unwrap_or(0).saturating_sub(1);
        format!("{indent}{key:width$} = {value}")
    }
}

/// A section as it was read.
pub struct Section<'a> {
    /// Its keys.
    pub table: &'a dyn TableLike,
    /// Whether it stands in braces.
    inline: bool,
    /// Where its heading stands; `None`: it has none.
    heading: Option<Range<usize>>,
}

impl Text {
    /// Takes the file; `None`: it is no UTF-8.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let raw = std::str::from_utf8(bytes).ok()?;
        let text = raw.strip_prefix(MARK).unwrap_or(raw);
        let ends = text.find('\n').map(|at| text.get(..at).unwrap_or_default());
        let ending = match ends.is_some_and(|line| line.ends_with('\r')) {
            true => "\r\n",
            false => "\n",
        };
        Some(Text {
            marked: raw.starts_with(MARK),
            text: text.to_owned(),
            ending,
        })
    }

    /// The file again.
    pub fn bytes(&self) -> Vec<u8> {
        let mark = if self.marked { MARK } else { "" };
        format!("{mark}{}", self.text).into_bytes()
    }

    /// The document; `None`: it is no TOML.
    pub fn parsed(&self) -> Option<Document<&str>> {
        Document::parse(self.text.as_str()).ok()
    }

    /// Sets a key to a value as it is written; where it does not stand yet, on a line of its own at its usual place.
    pub fn set(&mut self, place: Place, key: &str, value: &str) -> Option<()> {
        let document = self.parsed()?;
        let section = section(&document, place)?;
        let (at, with) = match section.table.get(key) {
            Some(item) => (item.as_value()?.span()?, value.to_owned()),
            None => self.addition(&section, place, key, value)?,
        };
        self.splice(at, &with);
        Some(())
    }

    /// Takes a key out, with its line; nothing where it does not stand.
    pub fn unset(&mut self, place: Place, key: &str) -> Option<()> {
        let document = self.parsed()?;
        let section = section(&document, place)?;
        let Some(item) = section.table.get(key) else {
            return Some(());
        };
        let (name, value) = (section.table.key(key)?.span()?, item.as_value()?.span()?);
        let at = match section.inline {
            true => entry(section.table, &name, &value)?,
            false => self.whole_lines(name.start..value.end)?,
        };
        self.splice(at, "");
        Some(())
    }

    /// Where a key's value stands.
    pub fn value(&self, place: Place, key: &str) -> Option<Range<usize>> {
        let document = self.parsed()?;
        section(&document, place)?
            .table
            .get(key)?
            .as_value()?
            .span()
    }

    fn addition(
        &self,
        section: &Section<'_>,
        place: Place,
        key: &str,
        value: &str,
    ) -> Option<(Range<usize>, String)> {
        let order = |name: &str| keys::of(place.section()).position(|known| known.name == name);
        let own = order(key).unwrap_or(usize::MAX);
        let before = |name: &str| order(name).is_some_and(|order| order < own);
        let values = values(section.table);
        if section.inline {
            let last = values.last()?.1.end;
            return Some((last..last, format!(", {key} = {value}")));
        }
        let after = values
            .iter()
            .filter(|(name, _)| before(name.get()))
            .max_by_key(|(name, _)| order(name.get()));
        let after = match after {
            Some((_, value)) => value.end,
            None => section.heading.as_ref()?.end,
        };
        let at = self.line_end(after);
        let line = self.habit(section.table).line(key, value);
        let open = !self.text.get(..at)?.ends_with('\n');
        Some((
            at..at,
            match open {
                true => format!("{}{line}", self.ending),
                false => format!("{line}{}", self.ending),
            },
        ))
    }

    /// How a section writes its keys.
    pub fn habit(&self, table: &dyn TableLike) -> Habit {
        let mut columns = Vec::new();
        let mut habit = Habit::default();
        let mut gaps = Vec::new();
        for (key, value) in values(table) {
            let Some(name) = key.span() else { continue };
            let line = self.line_start(name.start);
            let indent = self.text.get(line..name.start).unwrap_or_default();
            if indent.trim().is_empty() {
                indent.clone_into(&mut habit.indent);
            }
            let between = self.text.get(name.end..value.start).unwrap_or_default();
            let before = between.find('=').unwrap_or(0);
            columns.push(key.get().chars().count() + before);
            gaps.push(between == "=");
        }
        habit.tight = !gaps.is_empty() && gaps.iter().all(|tight| *tight);
        let first = columns.first().copied();
        let same = columns.iter().all(|column| Some(*column) == first);
        habit.column = first.filter(|_| same && columns.len() > 1);
        habit
    }

    /// Replaces some bytes.
    pub fn splice(&mut self, at: Range<usize>, with: &str) {
        if self.text.get(at.clone()).is_some() {
            self.text.replace_range(at, with);
        }
    }

    /// Where the line of a byte begins.
    pub fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line after that of a byte begins.
    pub fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// The lines of a key, if nothing but a comment stands there beside.
    fn whole_lines(&self, at: Range<usize>) -> Option<Range<usize>> {
        let (start, end) = (self.line_start(at.start), self.line_end(at.end));
        let before = self.text.get(start..at.start)?.trim();
        let after = self.text.get(at.end..end)?.trim();
        (before.is_empty() && (after.is_empty() || after.starts_with('#'))).then_some(start..end)
    }
}

/// The section at a place; `None`: there is none, or it is written in pieces.
pub fn section<'a>(document: &'a Document<&str>, place: Place) -> Option<Section<'a>> {
    if let Place::Inner(name, section, place) = place {
        let table = inner_tables(document, name, section)?.get(place)?;
        return Some(Section {
            table,
            inline: false,
            heading: table.span(),
        });
    }
    let item = document.as_table().get(place.section())?;
    match (item, place) {
        (Item::Table(table), Place::One(_)) if !table.is_dotted() && !table.is_implicit() => {
            Some(Section {
                table,
                inline: false,
                heading: table.span(),
            })
        }
        (Item::Value(Value::InlineTable(table)), Place::One(_)) => Some(in_braces(table)),
        (Item::ArrayOfTables(tables), Place::Nth(_, place)) => {
            let table = tables.get(place)?;
            Some(Section {
                table,
                inline: false,
                heading: table.span(),
            })
        }
        (Item::Value(Value::Array(tables)), Place::Nth(_, place)) => {
            Some(in_braces(tables.get(place)?.as_inline_table()?))
        }
        _ => None,
    }
}

fn in_braces(table: &dyn TableLike) -> Section<'_> {
    Section {
        table,
        inline: true,
        heading: None,
    }
}

/// All sections of a name that have headings of their own.
pub fn tables<'a>(document: &'a Document<&str>, name: &str) -> Option<&'a ArrayOfTables> {
    document.as_table().get(name)?.as_array_of_tables()
}

/// The keys that have values, with the values' places, in the order of the text.
pub fn values(table: &dyn TableLike) -> Vec<(&Key, Range<usize>)> {
    let mut values: Vec<(&Key, Range<usize>)> = table
        .iter()
        .filter_map(|(name, item)| {
            let span = item.as_value()?.span()?;
            Some((table.key(name)?, span))
        })
        .collect();
    values.sort_by_key(|(_, span)| span.start);
    values
}

/// The bytes of a key and its value between braces, with the comma that goes with them.
pub fn entry(
    table: &dyn TableLike,
    name: &Range<usize>,
    value: &Range<usize>,
) -> Option<Range<usize>> {
    let all = values(table);
    let place = all.iter().position(|(_, span)| span == value)?;
    if let Some((next, _)) = all.get(place + 1) {
        return Some(name.start..next.span()?.start);
    }
    let before = place.checked_sub(1).and_then(|place| all.get(place));
    Some(before.map_or(name.start, |(_, span)| span.end)..value.end)
}

/// A text in quotation marks.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRACTICE: Place = Place::One("practice");

    fn edited(text: &str, edit: impl FnOnce(&mut Text) -> Option<()>) -> String {
        let mut read = Text::read(text.as_bytes()).unwrap();
        edit(&mut read).unwrap();
        String::from_utf8(read.bytes()).unwrap()
    }

    #[test]
    fn a_value_is_replaced_where_it_stands() {
        for (before, after) in [
            (
                "[practice]\nhours  =  'Mo'   # why\n\n# end",
                "[practice]\nhours  =  \"Tu\"   # why\n\n# end",
            ),
            (
                "\u{feff}[practice]\r\nhours=\"Mo\"\r\n",
                "\u{feff}[practice]\r\nhours=\"Tu\"\r\n",
            ),
            (
                "practice = { name = \"x\", hours = \"Mo\" } # inline",
                "practice = { name = \"x\", hours = \"Tu\" } # inline",
            ),
        ] {
            assert_eq!(
                edited(before, |text| text.set(PRACTICE, "hours", "\"Tu\"")),
                after
            );
        }
    }

    #[test]
    fn a_new_key_stands_at_its_usual_place_in_the_spacing_of_its_neighbours() {
        for (before, after) in [
            (
                "[practice]\nname       = \"x\" # a\nfront_desk = \"y\" # b\nconfirm_phones = true\n",
                "[practice]\nname       = \"x\" # a\nfront_desk = \"y\" # b\nhours = \"Tu\"\nconfirm_phones = true\n",
            ),
            (
                "[practice]\r\n  name       = \"x\"\r\n  front_desk = \"y\"\r\n\r\n[lines]",
                "[practice]\r\n  name       = \"x\"\r\n  front_desk = \"y\"\r\n  hours      = \"Tu\"\r\n\r\n[lines]",
            ),
            (
                "[practice]\nname=\"x\"",
                "[practice]\nname=\"x\"\nhours=\"Tu\"",
            ),
            (
                "[practice] # first\n# none yet\n",
                "[practice] # first\nhours = \"Tu\"\n# none yet\n",
            ),
            (
                "practice = { name = \"x\" }\n",
                "practice = { name = \"x\", hours = \"Tu\" }\n",
            ),
        ] {
            assert_eq!(
                edited(before, |text| text.set(PRACTICE, "hours", "\"Tu\"")),
                after
            );
        }
    }

    #[test]
    fn a_key_goes_with_its_line_and_nothing_else() {
        for (before, after) in [
            (
                "[practice]\n# about\nhours = \"Mo\" # why\nname = \"x\"\n",
                "[practice]\n# about\nname = \"x\"\n",
            ),
            (
                "[practice]\nname = \"x\"\nhours = \"Mo\"",
                "[practice]\nname = \"x\"\n",
            ),
            (
                "practice = { name = \"x\", hours = \"Mo\" }",
                "practice = { name = \"x\" }",
            ),
            (
                "practice = { hours = \"Mo\", name = \"x\" }",
                "practice = { name = \"x\" }",
            ),
            ("[practice]\nname = \"x\"\n", "[practice]\nname = \"x\"\n"),
        ] {
            assert_eq!(edited(before, |text| text.unset(PRACTICE, "hours")), after);
        }
    }

    #[test]
    fn a_section_in_pieces_is_left_to_its_author() {
        let mut text = Text::read(b"practice.name = \"x\"\n").unwrap();
        assert!(text.set(PRACTICE, "hours", "\"Tu\"").is_none());
    }
}
