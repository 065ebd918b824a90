//! Tells a caller who is somebody from one who withheld the number, in all the ways that carriers write it.
//!
//! Some of the spellings look like numbers; none can be dialled, texted or shown as a caller ID.

/// Words that stand in place of a number, and the same words as spelled on a keypad, collected from the field.
const WITHHELD: [&str; 11] = [
    "anonymous",
    "unknown",
    "unavailable",
    "restricted",
    "private",
    "blocked",
    "266696687",
    "7378742833",
    "86282452253",
    "2562533",
    "8656696",
];

/// Whether a caller is nobody in particular: the number is withheld in any of its spellings, or the carriers found
/// that it is not the caller's own (`TN-Validation-Failed` of any level).
#[must_use]
pub fn withheld(from: &str, stir_verstat: Option<&str>) -> bool {
    let disproved = stir_verstat.is_some_and(|verstat| verstat.starts_with("TN-Validation-Failed"));
    disproved || is_no_number(from)
}

/// Whether this is a blank or a spelling of "withheld" where a number should stand.
pub(super) fn is_no_number(from: &str) -> bool {
    let from = from.trim();
    let name = from.strip_prefix("sip:").unwrap_or(from);
    let name = name.split_once('@').map_or(name, |(name, _host)| name);
    let name = name.strip_prefix('+').unwrap_or(name);
    name.is_empty() || WITHHELD.iter().any(|word| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_withheld_is_recognised() {
        for from in [
            "",
            " ",
            "+",
            "anonymous",
            "Anonymous",
            "ANONYMOUS",
            "unknown",
            "Unavailable",
            "RESTRICTED",
            "Private",
            "blocked",
            "+266696687",
            "266696687",
            " 266696687",
            "+7378742833",
            "7378742833",
            "+86282452253",
            "86282452253",
            "+2562533",
            "2562533",
            "+8656696",
            "8656696",
            "sip:anonymous@anonymous.invalid",
        ] {
            assert!(withheld(from, None), "{from:?}");
        }
    }

    #[test]
    fn a_number_is_a_number_unless_the_carriers_disprove_it() {
        for (from, verstat, expected) in [
            ("+447700900456", None, false),
            ("32665", None, false),
            ("sip:rosa@example.com", None, false),
            ("+447700900456", Some("TN-Validation-Passed-A"), false),
            (
                "+447700900456",
                Some("TN-Validation-Passed-C-Passthrough"),
                false,
            ),
            ("+447700900456", Some("No-TN-Validation"), false),
            ("+447700900456", Some("NULL"), false),
            ("+447700900456", Some("TN-Validation-Failed"), true),
            ("+447700900456", Some("TN-Validation-Failed-A"), true),
            (
                "+447700900456",
                Some("TN-Validation-Failed-B-Diverted"),
                true,
            ),
            (
                "+447700900456",
                Some("TN-Validation-Failed-C-Passthrough"),
                true,
            ),
            ("anonymous", Some("TN-Validation-Passed-A"), true),
        ] {
            assert_eq!(withheld(from, verstat), expected, "{from} {verstat:?}");
        }
    }
}
