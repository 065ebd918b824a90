//! A file as spreadsheets save it, taken apart into rows: whichever letters, separators and line ends it uses.

use csv::StringRecord;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// In which letters a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// Every name can be written in it.
    Utf8,
    /// "Unicode text".
    Utf16,
    /// Excel's plain "CSV" in western countries. It is the one left when it is nothing else: one looks at the names.
    Windows1252,
}

/// A file taken apart.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its letters.
    pub letters: Letters,
    /// What stands between the cells.
    pub separator: u8,
    /// The rows that are not empty, the first one too.
    pub rows: Vec<Row>,
    /// How many columns there are, empty ones at the end left out.
    pub width: usize,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// As the spreadsheet numbers it, from 1.
    pub number: u32,
    /// Its cells.
    pub cells: StringRecord,
    /// Whether a quotation mark opens in it and is not closed.
    pub torn: bool,
}

/// Why a file cannot be taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing in it.
    Empty,
    /// It is a workbook: `.xlsx`, `.xls` or `.ods`.
    Workbook,
    /// It is no text, or text in letters that cannot be told.
    NoText,
    /// It has more rows than any practice has patients.
    TooMany,
}

/// So many rows are read at most.
const MOST_ROWS: usize = 500_000;

impl Table {
    /// Takes a file apart.
    ///
    /// # Errors
    /// [`Unreadable`]
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let (text, letters) = decode(bytes)?;
        let text = match text.contains('\r') {
            true => text.replace("\r\n", "\n").replace('\r', "\n"),
            false => text,
        };
        let (body, hint) = hint(&text);
        let first = body.lines().find(|line| !line.trim().is_empty());
        let first = first.ok_or(Unreadable::Empty)?;
        let separator = hint.unwrap_or_else(|| separator(first));
        let rows = rows(body, separator)?;
        let width = rows.iter().map(|row| filled(&row.cells)).max().unwrap_or(0);
        match rows.is_empty() {
            true => Err(Unreadable::Empty),
            false => Ok(Table {
                letters,
                separator,
                rows,
                width,
            }),
        }
    }
}

fn decode(bytes: &[u8]) -> Result<(String, Letters), Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Unreadable::Workbook);
    }
    let sixteen = match bytes {
        [0xff, 0xfe, rest @ ..] => Some(UTF_16LE.decode_without_bom_handling(rest)),
        [0xfe, 0xff, rest @ ..] => Some(UTF_16BE.decode_without_bom_handling(rest)),
        _ => None,
    };
    if let Some((text, broken)) = sixteen {
        let fit = !broken && !text.contains('\0');
        return fit
            .then(|| (text.into_owned(), Letters::Utf16))
            .ok_or(Unreadable::NoText);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(Unreadable::NoText);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), Letters::Utf8));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    // Its five empty places are letters in other encodings, an old Mac's for one.
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    match text.contains(strange) {
        true => Err(Unreadable::NoText),
        false => Ok((text.into_owned(), Letters::Windows1252)),
    }
}

/// The rest after the line `sep=;`, which Excel does not show, and what it says.
fn hint(text: &str) -> (&str, Option<u8>) {
    let line = text.lines().next().unwrap_or_default();
    let said = line.trim().trim_matches('"').to_ascii_lowercase();
    match said.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => {
            let rest = text.get(line.len()..).unwrap_or_default();
            (rest.strip_prefix('\n').unwrap_or(rest), Some(*separator))
        }
        // A tab at the end of the line is blank.
        Some([]) if line.contains('\t') => {
            let rest = text.get(line.len()..).unwrap_or_default();
            (rest.strip_prefix('\n').unwrap_or(rest), Some(b'\t'))
        }
        _ => (text, None),
    }
}

/// Whichever the first line has most of, outside quotation marks.
fn separator(line: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in line.bytes() {
        quoted ^= byte == b'"';
        let count = counts.iter_mut().find(|(separator, _)| *separator == byte);
        if let Some((_, count)) = count.filter(|_| !quoted) {
            *count += 1;
        }
    }
    // The first of those that come equally often.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| *separator)
}

fn rows(text: &str, separator: u8) -> Result<Vec<Row>, Unreadable> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut rest, mut number) = (text, 0);
    loop {
        let (torn, after) = read(rest, separator, number, &mut rows)?;
        let Some(after) = after else {
            return Ok(rows);
        };
        number = torn;
        rest = rest.get(after..).unwrap_or_default();
    }
}

/// Reads on until the end, or until a quotation mark that swallows the following rows: then its row is kept as torn, and
/// its number and where the next begins are returned.
fn read(
    text: &str,
    separator: u8,
    before: u32,
    rows: &mut Vec<Row>,
) -> Result<(u32, Option<usize>), Unreadable> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut number = before;
    let mut cells = StringRecord::new();
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if !reader.read_record(&mut cells).unwrap_or(false) {
            return Ok((number, None));
        }
        let ahead = text.get(from..).unwrap_or_default();
        let blank = ahead.len() - ahead.trim_start_matches('\n').len();
        number = number.saturating_add(u32::try_from(blank).unwrap_or(u32::MAX) + 1);
        let width = rows.first().map(|row| row.cells.len());
        let swallows = cells.iter().any(|cell| cell.contains('\n'));
        let start = from + blank;
        if swallows
            && (width.is_some_and(|width| cells.len() != width) || !is_closed(text, start, &reader))
        {
            let line = text.get(start..).and_then(|rest| rest.lines().next());
            let line = line.unwrap_or_default();
            let cells: StringRecord = line.split(char::from(separator)).collect();
            rows.push(Row {
                number,
                cells,
                torn: true,
            });
            return Ok((number, Some(start + line.len() + 1)));
        }
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            if rows.len() >= MOST_ROWS {
                return Err(Unreadable::TooMany);
            }
            rows.push(Row {
                number,
                cells: cells.clone(),
                torn: false,
            });
        }
    }
}

/// Whether every quotation mark of the row that was just read has its other.
fn is_closed(text: &str, start: usize, reader: &csv::Reader<&[u8]>) -> bool {
    let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
    let row = text.get(start..end.min(text.len())).unwrap_or_default();
    row.bytes().filter(|byte| *byte == b'"').count() % 2 == 0
}

/// How many cells there are up to the last that is not empty.
fn filled(cells: &StringRecord) -> usize {
    let filled = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.trim().is_empty());
    filled.last().map_or(0, |(last, _)| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> Option<Unreadable> {
        Table::read(bytes).err()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let table = Table::read(text.as_bytes()).unwrap();
        let rows = table.rows.iter();
        rows.map(|row| row.cells.iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn what_is_no_csv_says_so() {
        assert_eq!(refused(b""), Some(Unreadable::Empty));
        assert_eq!(refused(b"\xef\xbb\xbf\r\n,,\r\n"), Some(Unreadable::Empty));
        assert_eq!(refused(b"PK\x03\x04..."), Some(Unreadable::Workbook));
        assert_eq!(refused(b"\xd0\xcf\x11\xe0"), Some(Unreadable::Workbook));
        assert_eq!(refused(b"n\0a\0m\0e\0"), Some(Unreadable::NoText));
        assert_eq!(refused(b"\xff\xfe\x00\xd8a\0"), Some(Unreadable::NoText));
        // An old Mac's letters: the first of these bytes is none of Windows-1252.
        assert_eq!(refused(b"name\n\x8d\xe9\n"), Some(Unreadable::NoText));
    }

    #[test]
    fn the_separator_is_what_the_first_row_has_most_of() {
        let expected = [["phone", "last, first", "x"]];
        for text in [
            "phone,\"last, first\",x",
            "phone;last, first;x",
            "phone\tlast, first\tx",
            "phone|last, first|x",
            "sep=;\nphone;last, first;x",
            "\"sep=\t\"\nphone\tlast, first\tx",
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_tears_one_row_alone() {
        let table = Table::read(b"a,b,c\n1,\"x,y\n2,\"two\nlines\",z\n3,x,y\n").unwrap();
        let rows: Vec<(u32, bool)> = table
            .rows
            .iter()
            .map(|row| (row.number, row.torn))
            .collect();
        assert_eq!(rows, [(1, false), (2, true), (3, false), (4, false)]);
    }
}
