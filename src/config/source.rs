//! A file as text with places: from a byte offset to line and column, as an editor counts them.

use std::ops::Range;

/// The text of one file of the configuration folder.
pub struct Source<'a> {
    name: &'static str,
    text: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'a> Source<'a> {
    /// Takes the text and finds its lines.
    pub fn new(name: &'static str, text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(ends.map(|(at, _)| at + 1))
            .collect();
        Source { name, text, starts }
    }

    /// The file's name in the configuration folder.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Line and column (in characters) of a byte offset, both beginning at 1.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or_default();
        (line.max(1), before.chars().count() + 1)
    }

    /// The bytes of the line an offset lies in, without the end of the line.
    pub fn line_span(&self, offset: usize) -> Range<usize> {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.find('\n').unwrap_or(rest.len());
        let line = rest
            .get(..length)
            .unwrap_or_default()
            .trim_end_matches('\r');
        start..start + line.len()
    }

    /// The text of some bytes; empty where they are none of the text.
    pub fn get(&self, span: Range<usize>) -> &'a str {
        self.text.get(span).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_an_editor_counts_them() {
        let source = Source::new("practice.toml", "a\nné = 1\r\nc");
        assert_eq!(source.place(0), (1, 1));
        assert_eq!(source.place(2), (2, 1));
        assert_eq!(source.place(6), (2, 4));
        assert_eq!(source.place(999), (3, 2));
        assert_eq!(source.get(source.line_span(5)), "né = 1");
        assert_eq!(source.get(source.line_span(999)), "c");
    }
}
