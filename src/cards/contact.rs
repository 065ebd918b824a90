//! The contact that the card's code saves: a vCard (version 3.0, RFC 2426) with the front line and nothing else.

use crate::domain::phone::Line;

/// The longest name in the contact, in characters: a code with more in it has points too small for a phone's camera.
const LONGEST: usize = 48;

/// The longest line of a vCard, in bytes (RFC 2426, 2.6).
const WIDTH: usize = 75;

/// The contact. Version 3.0 is the newest that every phone reads.
pub fn card(clinician: &str, practice: &str, line: Line) -> String {
    let (clinician, practice) = (escaped(&short(clinician)), escaped(&short(practice)));
    let lines = [
        "BEGIN:VCARD".to_owned(),
        "VERSION:3.0".to_owned(),
        // Which part is the family name is not known; phones show the parts one after another.
        format!("N:{clinician};;;;"),
        format!("FN:{clinician}"),
        format!("ORG:{practice}"),
        format!("TEL;TYPE=WORK,VOICE:{}", line.wire()),
        "END:VCARD".to_owned(),
    ];
    lines.iter().map(|line| folded(line) + "\r\n").collect()
}

fn short(name: &str) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default().trim_end()),
        None => name.to_owned(),
    }
}

fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ',' | ';' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\r' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A line that is too long goes on in the next, which begins with a space; no letter is divided.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > WIDTH {
            folded.push_str("\r\n ");
            used = 1;
        }
        folded.push(c);
        used += c.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line() -> Line {
        Line("+447700900101".parse().unwrap())
    }

    /// As a phone reads it: unfolded, by its names, the escapes taken off.
    fn read(card: &str) -> Vec<(String, String)> {
        let unfolded = card.replace("\r\n ", "");
        let plain = |value: &str| {
            let mut plain = String::new();
            let mut signs = value.chars();
            while let Some(c) = signs.next() {
                match c {
                    '\\' => plain.extend(signs.next()),
                    ';' => plain.push('|'),
                    c => plain.push(c),
                }
            }
            plain
        };
        let lines = unfolded.split_terminator("\r\n");
        let parts = lines.map(|line| line.split_once(':').unwrap());
        parts
            .map(|(name, value)| (name.to_owned(), plain(value)))
            .collect()
    }

    #[test]
    fn a_contact_is_the_clinician_of_the_practice_with_the_front_line() {
        assert_eq!(
            card("Dr Ada Okafor", "Harbour Street Surgery", line()),
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Dr Ada Okafor;;;;\r\nFN:Dr Ada Okafor\r\nORG:Harbour Street Surgery\r\n\
             TEL;TYPE=WORK,VOICE:+447700900101\r\nEND:VCARD\r\n"
        );
    }

    #[test]
    fn a_comma_or_a_line_break_in_a_name_adds_nothing_to_the_contact() {
        let name = "Moreau, Claire; nurse\\\r\nTEL:+33639980001";
        let card = card(name, "x", line());
        let telephones = card.lines().filter(|line| line.starts_with("TEL"));
        assert_eq!(telephones.count(), 1);
        assert!(card.contains("FN:Moreau\\, Claire\\; nurse\\\\\\nTEL:+33639980001\r\n"));
    }

    proptest! {
        #[test]
        fn any_name_is_read_back_and_no_line_is_too_long(name in "[^\r\n|]{1,48}") {
            let card = card(&name, &name, line());
            prop_assert!(card.split("\r\n").all(|line| line.len() <= WIDTH));
            let read = read(&card);
            let value = |wanted: &str| read.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
            prop_assert_eq!(value("FN"), Some(name.clone()));
            prop_assert_eq!(value("N"), Some(format!("{name}||||")));
            prop_assert_eq!(read.len(), 7);
        }
    }
}
