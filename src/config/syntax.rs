//! The text of `practice.toml`, and what is wrong with its notation.

use std::borrow::Cow;

use toml::de::Error;

use super::findings::Findings;

/// How many slips of the notation are told: what follows a forgotten quotation mark is mostly not worth reading.
const TOLD: usize = 8;

/// The file as text; says so where it is not UTF-8, and reads on with what there is.
pub fn text<'a>(bytes: &'a [u8], findings: &mut Findings) -> Cow<'a, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let at = error.valid_up_to();
            let message = "this file is not saved as UTF-8: an accented letter here cannot be read";
            findings.error(
                &(at..at),
                message,
                "the file again, saved with the encoding UTF-8",
            );
            String::from_utf8_lossy(bytes)
        }
    }
}

/// Whether a slip may have cost more than itself. After a key that stands twice everything else is still there.
pub fn lost_something(slips: &[Error]) -> bool {
    slips.iter().any(|slip| !is_duplicate(slip))
}

fn is_duplicate(slip: &Error) -> bool {
    slip.message().starts_with("duplicate key")
}

/// Tells the slips in plain words.
pub fn slips(slips: &[Error], findings: &mut Findings) {
    for slip in slips.iter().take(TOLD) {
        let at = slip.span().unwrap_or(0..0);
        let (message, help) = words(slip);
        findings.error(&at, message, help);
    }
}

/// The parser's own words say what it expected, never what it found.
fn words(slip: &Error) -> (String, &'static str) {
    let said = slip.message();
    if is_duplicate(slip) {
        return (
            "this stands twice".to_owned(),
            "it once; several clinicians or rotas each stand under [[clinician]] or [[rota]], in double brackets",
        );
    }
    let help = if said.contains("string") || said.contains('"') {
        "texts in straight quotation marks, opened and closed on one line: name = \"Harbour Street Surgery\""
    } else if said.contains("array")
        || said.contains("inline table")
        || said.contains(']')
        || said.contains('}')
    {
        "lists in [ ] and entries in { }, each closed, with commas between: back = [\"+44...\", \"+44...\"]"
    } else if said.contains("date") || said.contains("time") {
        "dates as in 2026-12-24, which must be in the calendar"
    } else if said.contains("key") || said.contains('=') {
        "one setting a line: a key, = and its value, as in country = \"GB\""
    } else {
        "texts in quotation marks, numbers and true or false without: name = \"...\", calls_per_day = 6"
    };
    (format!("this is not TOML: {said}"), help)
}
