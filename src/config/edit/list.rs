//! A list in `practice.toml` (absences, shifts, backups) becomes another: what stays keeps its place, its spelling and its
//! comments; what is new is written as its neighbours are.

mod entry;

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use toml_edit::{Array, InlineTable, Value};

use entry::entry_meaning;
pub use entry::{Entry, Plain, meaning, meanings, table_meaning};

use super::document::{Place, Text, entry as whole_entry, values};
use super::tables::Inner;

/// Longer lines are broken, as a person would.
const WIDE: usize = 120;

impl Text {
    /// Sets a list that is a key's value, or is written as tables of its own; without entries the key goes.
    pub fn set_list(&mut self, place: Place, key: &str, entries: &[Entry]) -> Option<()> {
        if let Some(list) = Inner::of(&self.parsed()?, place, key) {
            return self.set_tables(list, entries);
        }
        if entries.is_empty() {
            return self.unset(place, key);
        }
        let Some(at) = self.value(place, key) else {
            let fresh = self.fresh(entries, key.len() + 3);
            return self.set(place, key, &fresh);
        };
        let list = self.list(place, key)?;
        let with = match list {
            None => self.fresh(entries, at.start - self.line_start(at.start)),
            Some(old) => old.becoming(entries, self, &at),
        };
        self.splice(at, &with);
        Some(())
    }

    /// The list at a key; `None` inside: it is a single text.
    fn list(&self, place: Place, key: &str) -> Option<Option<Written>> {
        let document = self.parsed()?;
        let section = super::document::section(&document, place)?;
        match section.table.get(key)?.as_value()? {
            Value::Array(list) => Some(Some(Written::of(list, self)?)),
            Value::String(_) => Some(None),
            _ => None,
        }
    }

    /// A list as it is written where there was none.
    pub fn fresh(&self, entries: &[Entry], before: usize) -> String {
        let written: Vec<String> = entries.iter().map(Entry::written).collect();
        let line = format!("[{}]", written.join(", "));
        let tables = entries.iter().any(|entry| matches!(entry, Entry::Table(_)));
        if before + line.chars().count() <= WIDE && !(tables && entries.len() > 1) {
            return line;
        }
        self.on_lines(&written)
    }

    fn on_lines(&self, written: &[String]) -> String {
        let ending = self.ending;
        let lines = written.iter().map(|entry| format!("  {entry},{ending}"));
        format!("[{ending}{}]", lines.collect::<String>())
    }
}

/// A list as it stands there, in pieces.
struct Written {
    head: String,
    pieces: Vec<Piece>,
    tail: String,
    comma: bool,
}

/// One entry with what belongs to it.
#[derive(Clone)]
struct Piece {
    /// Blanks and comments before it.
    lead: String,
    body: String,
    /// What stands before its comma.
    before_comma: String,
    /// What follows its comma up to the end of the line.
    after: String,
    meaning: Vec<(String, String)>,
    /// Where its fields stand in the body.
    fields: Vec<Field>,
    is_table: bool,
    is_new: bool,
}

#[derive(Clone)]
struct Field {
    key: String,
    value: Range<usize>,
    meaning: String,
    /// The bytes that go where the field goes.
    whole: Range<usize>,
}

impl Written {
    fn of(list: &Array, text: &Text) -> Option<Self> {
        let span = list.span()?;
        let spans: Vec<Range<usize>> = list.iter().map(Value::span).collect::<Option<_>>()?;
        let get = |at: Range<usize>| text.text.get(at);
        let mut at = span.start + 1;
        let end = span.end.checked_sub(1)?;
        let first = spans.first().map_or(end, |first| first.start);
        let head_end = at + to_line_end(get(at..first)?);
        let head = get(at..head_end)?.to_owned();
        at = head_end;
        let mut pieces = Vec::new();
        let mut comma = false;
        for (place, (value, own)) in list.iter().zip(&spans).enumerate() {
            let next = spans.get(place + 1).map_or(end, |next| next.start);
            let gap = get(own.end..next)?;
            let (before, rest) = match comma_in(gap) {
                Some(comma) => (gap.get(..comma)?, gap.get(comma + 1..)?),
                None => ("", gap),
            };
            comma = comma_in(gap).is_some();
            let line = to_line_end(rest);
            pieces.push(Piece {
                lead: get(at..own.start)?.to_owned(),
                body: get(own.clone())?.to_owned(),
                before_comma: before.to_owned(),
                after: rest.get(..line)?.to_owned(),
                meaning: entry_meaning(value),
                fields: fields(value.as_inline_table(), own.start)?,
                is_table: value.is_inline_table(),
                is_new: false,
            });
            at = own.end + gap.len() - rest.len() + line;
        }
        Some(Written {
            head,
            pieces,
            tail: get(at..end)?.to_owned(),
            comma,
        })
    }

    fn becoming(&self, entries: &[Entry], text: &Text, at: &Range<usize>) -> String {
        let old: Vec<_> = self
            .pieces
            .iter()
            .map(|piece| piece.meaning.clone())
            .collect();
        let mut pieces: Vec<Piece> = Vec::new();
        for step in capture_diff_slices(Algorithm::Myers, &old, &meanings(entries)) {
            let (was, becomes) = (step.old_range(), step.new_range());
            let kept = self.pieces.get(was).unwrap_or_default();
            if matches!(step, DiffOp::Equal { .. }) {
                pieces.extend_from_slice(kept);
                continue;
            }
            for (place, entry) in entries.get(becomes).unwrap_or_default().iter().enumerate() {
                pieces.push(match kept.get(place) {
                    Some(piece) => piece.becoming(entry),
                    None => self.another(entry, text),
                });
            }
        }
        let before = at.start - text.line_start(at.start);
        self.written(&pieces, text, before)
    }

    fn is_on_lines(&self) -> bool {
        let has = |part: &String| part.contains('\n');
        let inside = |piece: &Piece| has(&piece.lead) || has(&piece.after);
        has(&self.head) || has(&self.tail) || self.pieces.iter().any(inside)
    }

    /// A further entry, written as the others.
    fn another(&self, entry: &Entry, text: &Text) -> Piece {
        let body = entry.written();
        let lines = self.is_on_lines();
        let indent = self.pieces.iter().find_map(|piece| {
            let blanks = piece.lead.rsplit('\n').next().unwrap_or_default();
            (!blanks.is_empty()).then(|| blanks.to_owned())
        });
        Piece {
            lead: if lines {
                indent.unwrap_or_else(|| "  ".to_owned())
            } else {
                " ".to_owned()
            },
            body,
            before_comma: String::new(),
            after: if lines {
                text.ending.to_owned()
            } else {
                String::new()
            },
            meaning: entry.meaning(),
            fields: Vec::new(),
            is_table: false,
            is_new: true,
        }
    }

    fn written(&self, pieces: &[Piece], text: &Text, before: usize) -> String {
        let lines = self.is_on_lines();
        let mut list = format!("[{}", self.head);
        let first = self.pieces.first().map_or("", |piece| &piece.lead);
        for (place, piece) in pieces.iter().enumerate() {
            let is_last = place + 1 == pieces.len();
            let lead = match (lines, place) {
                (true, _) => piece.lead.as_str(),
                (false, 0) => first,
                (false, _) if piece.lead.is_empty() => " ",
                (false, _) => &piece.lead,
            };
            list.push_str(lead);
            list.push_str(&piece.body);
            list.push_str(&piece.before_comma);
            if !is_last || self.comma || (lines && self.pieces.is_empty()) {
                list.push(',');
            }
            let next_is_open = !is_last && !piece.after.contains('\n');
            list.push_str(&piece.after);
            if lines && next_is_open && pieces.get(place + 1).is_some_and(|next| next.is_new) {
                list.push_str(text.ending);
            }
        }
        if !lines {
            let width = before + list.chars().count() + self.tail.chars().count() + 1;
            if width > WIDE && pieces.len() > 1 {
                let bodies: Vec<String> = pieces.iter().map(|piece| piece.body.clone()).collect();
                return text.on_lines(&bodies);
            }
        }
        format!("{list}{}]", self.tail)
    }
}

impl Piece {
    /// The same piece with what differs written anew.
    fn becoming(&self, entry: &Entry) -> Piece {
        let mut piece = self.clone();
        piece.meaning = entry.meaning();
        let Entry::Table(wished) = entry else {
            piece.body = entry.written();
            return piece;
        };
        if !self.is_table {
            piece.body = entry.written();
            return piece;
        }
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        let mut end = None;
        for (key, value) in wished {
            let field = self.fields.iter().find(|field| field.key == *key);
            match (field, value) {
                (Some(field), Some(value)) => {
                    if field.meaning != value.meaning() {
                        edits.push((field.value.clone(), value.written()));
                    }
                    end = end.max(Some(field.value.end));
                }
                (Some(field), None) => edits.push((field.whole.clone(), String::new())),
                (None, Some(value)) => {
                    let at = end.unwrap_or(1);
                    edits.push((at..at, format!(", {key} = {}", value.written())));
                }
                (None, None) => {}
            }
        }
        edits.sort_by_key(|(at, _)| (at.start, at.end));
        for (at, with) in edits.into_iter().rev() {
            if piece.body.get(at.clone()).is_some() {
                piece.body.replace_range(at, &with);
            }
        }
        piece
    }
}

fn fields(table: Option<&InlineTable>, start: usize) -> Option<Vec<Field>> {
    let Some(table) = table else {
        return Some(Vec::new());
    };
    let inside = |span: Range<usize>| span.start - start..span.end - start;
    let field = |(key, value): (&toml_edit::Key, Range<usize>)| {
        let whole = whole_entry(table, &key.span()?, &value)?;
        Some(Field {
            key: key.get().to_owned(),
            meaning: meaning(table.get(key.get())?),
            value: inside(value),
            whole: inside(whole),
        })
    };
    values(table).into_iter().map(field).collect()
}

/// Up to where the first line goes; nothing where there is no further line.
fn to_line_end(text: &str) -> usize {
    text.find('\n').map_or(0, |end| end + 1)
}

/// Where the comma stands between two entries: not in a comment.
fn comma_in(gap: &str) -> Option<usize> {
    let mut comment = false;
    gap.char_indices().find_map(|(at, c)| {
        match c {
            '#' => comment = true,
            '\n' => comment = false,
            ',' if !comment => return Some(at),
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests;
