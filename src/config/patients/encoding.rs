//! How a spreadsheet saved the file: only UTF-8 keeps every name, and it is asked for in the spreadsheet's own words.

use std::borrow::Cow;

use crate::config::findings::Findings;

const SAVE: &str = "the file again: in the spreadsheet choose 'Save as' and the type 'CSV UTF-8 (comma delimited)'";

/// The file as text, without a byte order mark; says so where it is not UTF-8, and reads on with what there is.
pub fn text<'a>(bytes: &'a [u8], findings: &mut Findings) -> Cow<'a, str> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        findings.error(&(0..0), "this is a spreadsheet, not a CSV file", SAVE);
        return Cow::Borrowed("");
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.contains(&0) {
        findings.error(
            &(0..0),
            "this file is saved as UTF-16 ('Unicode text'), not as UTF-8",
            SAVE,
        );
        return Cow::Borrowed("");
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        // Spreadsheets on a Mac still end lines as machines did before 2001: rows would hide in the line before.
        Ok(text) if has_lone_return(text) => {
            Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
        }
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let at = error.valid_up_to();
            let message = "this file is not saved as UTF-8 (probably as Windows-1252): an accented letter here cannot be read";
            findings.error(&(at..at), message, SAVE);
            String::from_utf8_lossy(bytes)
        }
    }
}

fn has_lone_return(text: &str) -> bool {
    let next = |at: usize| text.as_bytes().get(at + 1).copied();
    text.match_indices('\r')
        .any(|(at, _)| next(at) != Some(b'\n'))
}
