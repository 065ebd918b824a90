//! Telephone numbers as every page writes them: `+44 7700 900101`, and a clinician's own by its last two digits.

use crate::domain::numbers::international;
use crate::domain::phone::E164;
use crate::domain::practice::Practice;

/// What stands before the last two digits of a number that is not shown.
pub const DOTS: &str = "••";

/// A line of the practice, or any other number that is certainly no clinician's own.
pub fn line(number: E164) -> String {
    international(number)
}

/// A number for the eyes: a clinician's own by its last two digits, also one that is yet to confirm.
pub fn shown(practice: &Practice, number: E164) -> String {
    match practice.clinicians.owner_of(number).is_some() {
        true => format!("{DOTS} {:02}", number.digits() % 100),
        false => line(number),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::prompts::samples;

    #[test]
    fn a_clinicians_own_number_is_its_last_two_digits_and_any_other_is_written_in_full() {
        let practice = samples::practice();
        let clinician = practice.clinicians.iter().next().unwrap();
        let own = clinician.phones.first().unwrap().number.expose();
        let own: E164 = own.parse().unwrap();
        let written = shown(&practice, own);
        assert_eq!(written, format!("•• {:02}", own.digits() % 100));
        let patient: E164 = "+447700900999".parse().unwrap();
        assert_eq!(shown(&practice, patient), "+44 7700 900999");
        assert_eq!(shown(&practice, clinician.line.0), line(clinician.line.0));
    }

    /// Whoever writes a number in a way of its own writes it otherwise than the other pages.
    #[test]
    fn no_other_file_of_the_console_writes_numbers() {
        let mut others = Vec::new();
        look(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console"),
            &mut others,
        );
        assert!(others.is_empty(), "{others:#?}");
    }

    fn look(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, found);
                continue;
            }
            if path.ends_with("console/numbers.rs") || path.extension().is_none_or(|is| is != "rs")
            {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let ways = ["international(", "national(", "PhoneNumberFormat"];
            if ways.iter().any(|way| text.contains(way)) {
                found.push(path.display().to_string());
            }
        }
    }
}
