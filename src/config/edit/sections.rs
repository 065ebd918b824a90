//! Whole sections of `practice.toml`: one more at the end of its kind, or one that goes, with the comments that are its own.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike};

use super::document::{Text, tables, values};

impl Text {
    /// Writes a further `[[name]]` after the last one, else after the last `[[after]]`. Values as they are written.
    pub fn append(&mut self, name: &str, after: &str, keys: &[(&str, String)]) -> Option<()> {
        let document = self.parsed()?;
        let list = tables(&document, name).or_else(|| match document.as_table().get(name) {
            None => tables(&document, after),
            Some(_) => None,
        })?;
        let last = list.iter().last()?;
        let heading = last.span()?;
        let mut habit = self.habit(last);
        let widest = keys.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
        habit.column = habit.column.map(|column| column.max(widest + 1));
        let at = self.end_of(&document, last, &heading)?;
        let mut block = String::new();
        if !self.text.get(..at)?.ends_with('\n') {
            block.push_str(self.ending);
        }
        block.push_str(self.ending);
        block.push_str(&format!("[[{name}]]{}", self.ending));
        for (key, value) in keys {
            block.push_str(&habit.line(key, value));
            block.push_str(self.ending);
        }
        let rest = self.text.get(at..)?;
        if rest
            .lines()
            .next()
            .is_some_and(|next| !next.trim().is_empty())
        {
            block.push_str(self.ending);
        }
        self.splice(at..at, &block);
        Some(())
    }

    /// Takes the n-th `[[name]]` out, with its comments; those above the first of several stay: they may speak of all.
    pub fn remove(&mut self, name: &'static str, place: usize) -> Option<()> {
        let document = self.parsed()?;
        let list = tables(&document, name)?;
        let table = list.get(place)?;
        let heading = table.span()?;
        let end = self.end_of(&document, table, &heading)?;
        let mut start = self.line_start(heading.start);
        if place > 0 || list.len() == 1 {
            start = self.comments_above(start);
        }
        self.cut(start..end)
    }

    /// Takes lines out, and one blank line with them, so that what stays is set apart as before.
    pub(super) fn cut(&mut self, lines: Range<usize>) -> Option<()> {
        let Range { mut start, mut end } = lines;
        let rest = self.text.get(end..)?;
        let line = rest.split_inclusive('\n').next().unwrap_or_default();
        if !line.is_empty() && line.trim().is_empty() {
            end += line.len();
        } else if rest.trim().is_empty() {
            let before = self.text.get(..start)?;
            let line = before.split_inclusive('\n').next_back().unwrap_or_default();
            if line.trim().is_empty() {
                start -= line.len();
            }
        }
        self.splice(start..end, "");
        Some(())
    }

    /// Where a section ends: after its last value, and the comments right below that are not the next section's.
    pub(super) fn end_of(
        &self,
        document: &Document<&str>,
        table: &dyn TableLike,
        heading: &Range<usize>,
    ) -> Option<usize> {
        let last = last_byte(table).max(heading.end);
        let end = self.line_end(last);
        let mut headings = Vec::new();
        collect(document.as_table(), &mut headings);
        let next = headings.into_iter().filter(|at| *at >= end).min();
        let next = next.map_or(self.text.len(), |at| self.line_start(at));
        let mut at = end;
        for line in self.text.get(end..next)?.split_inclusive('\n') {
            if !line.trim_start().starts_with('#') {
                return Some(at);
            }
            at += line.len();
        }
        // Comments without a blank line up to the next heading are that one's.
        Some(if at == next && next < self.text.len() {
            end
        } else {
            at
        })
    }

    pub(super) fn comments_above(&self, start: usize) -> usize {
        let before = self.text.get(..start).unwrap_or_default();
        let lines = before.split_inclusive('\n').rev();
        let own = lines.take_while(|line| line.trim_start().starts_with('#'));
        start - own.map(str::len).sum::<usize>()
    }
}

/// The end of the last value in a table and in what it holds.
fn last_byte(table: &dyn TableLike) -> usize {
    let own = values(table).last().map_or(0, |(_, span)| span.end);
    let inner = table.iter().map(|(_, item)| match item {
        Item::Table(table) => table
            .span()
            .map_or(0, |span| span.end)
            .max(last_byte(table)),
        Item::ArrayOfTables(tables) => {
            let end = |table: &toml_edit::Table| {
                table
                    .span()
                    .map_or(0, |span| span.end)
                    .max(last_byte(table))
            };
            tables.iter().map(end).max().unwrap_or(0)
        }
        _ => 0,
    });
    own.max(inner.max().unwrap_or(0))
}

/// Where every heading stands.
fn collect(table: &dyn TableLike, found: &mut Vec<usize>) {
    for (_, item) in table.iter() {
        match item {
            Item::Table(table) => {
                if !table.is_dotted() && !table.is_implicit() {
                    found.extend(table.span().map(|span| span.start));
                }
                collect(table, found);
            }
            Item::ArrayOfTables(tables) => {
                for table in tables.iter() {
                    found.extend(table.span().map(|span| span.start));
                    collect(table, found);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, edit: impl FnOnce(&mut Text) -> Option<()>) -> String {
        let mut read = Text::read(text.as_bytes()).unwrap();
        edit(&mut read).unwrap();
        assert!(read.parsed().is_some(), "{}", read.text);
        read.text
    }

    const FILE: &str = "[practice]\nname = \"x\"\n\n# The clinicians\n[[clinician]]\nid   = \"a\"\nline = \"1\"\n# Without hours.\n\n# About b\n[[clinician]] # b\nid   = \"b\"\nline = \"2\"\n\n# On duty\n[[rota]]\nname = \"on-call\"\n";

    #[test]
    fn a_further_section_follows_the_last_of_its_kind() {
        let add = |text: &mut Text| {
            text.append(
                "clinician",
                "clinician",
                &[("id", "\"c\"".into()), ("phone", "\"3\"".into())],
            )
        };
        assert_eq!(
            edited(FILE, add),
            FILE.replace(
                "line = \"2\"\n",
                "line = \"2\"\n\n[[clinician]]\nid    = \"c\"\nphone = \"3\"\n"
            )
        );
        let open = "[[clinician]]\r\nid = \"a\"\r\n# own\r\n\r\n\r\n# last\r\n[x]\r\n[[clinician]]\r\nid=\"z\"";
        assert_eq!(
            edited(open, add),
            format!("{open}\r\n\r\n[[clinician]]\r\nid=\"c\"\r\nphone=\"3\"\r\n")
        );
    }

    #[test]
    fn the_first_rota_follows_the_clinicians() {
        let file = "[[clinician]]\nid = \"a\"\n[callers]\n";
        let add = |text: &mut Text| text.append("rota", "clinician", &[("name", "\"x\"".into())]);
        assert_eq!(
            edited(file, add),
            "[[clinician]]\nid = \"a\"\n\n[[rota]]\nname = \"x\"\n\n[callers]\n"
        );
    }

    #[test]
    fn a_section_goes_with_the_comments_that_are_its_own() {
        assert_eq!(
            edited(FILE, |text| text.remove("clinician", 1)),
            FILE.replace(
                "# About b\n[[clinician]] # b\nid   = \"b\"\nline = \"2\"\n\n",
                ""
            )
        );
        assert_eq!(
            edited(FILE, |text| text.remove("clinician", 0)),
            FILE.replace(
                "[[clinician]]\nid   = \"a\"\nline = \"1\"\n# Without hours.\n\n",
                ""
            )
        );
        assert_eq!(
            edited(FILE, |text| text.remove("rota", 0)),
            FILE.split("\n# On duty").next().unwrap()
        );
    }

    #[test]
    fn what_a_section_holds_goes_with_it() {
        let file = "[[clinician]]\nid = \"a\"\n[[clinician.away]]\nfrom = 1\n\n[[clinician]]\nid = \"b\"\n";
        assert_eq!(
            edited(file, |text| text.remove("clinician", 0)),
            "[[clinician]]\nid = \"b\"\n"
        );
    }
}
