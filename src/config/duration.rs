//! Lengths of time as people write them: `20s`, `3m`, `2h`, `30d`, `2w`, `2y`.

const UNITS: &[(char, u64, &str)] = &[
    ('s', 1, "second"),
    ('m', 60, "minute"),
    ('h', 3600, "hour"),
    ('d', 86_400, "day"),
    ('w', 604_800, "week"),
    ('y', 31_536_000, "year"),
];

/// A length of time in seconds; a year has 365 days. `None` if it is none.
pub fn seconds(text: &str) -> Option<u64> {
    let text = text.trim();
    let unit = text.chars().last()?;
    let (_, length, _) = UNITS.iter().find(|(letter, _, _)| *letter == unit)?;
    let number = text.strip_suffix(unit)?.trim_end();
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let number: u64 = digits.then(|| number.parse().ok()).flatten()?;
    number.checked_mul(*length)
}

/// How to write what somebody wrote out: `20 seconds`, `3 min`, `2 years`, `1 Stunde`. Months are 30 days.
pub fn meant(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, word) = text.split_at_checked(digits)?;
    let number: u64 = number.parse().ok()?;
    let word = word.trim_start().trim_end_matches('.');
    let begins = |beginnings: &[&str]| beginnings.iter().any(|start| word.starts_with(start));
    let (number, unit) = if word == "s" || begins(&["sec", "sek", "seg"]) {
        (number, 's')
    } else if begins(&["mo"]) {
        (number.checked_mul(30)?, 'd')
    } else if begins(&["m"]) {
        (number, 'm')
    } else if begins(&["h", "st"]) {
        (number, 'h')
    } else if begins(&["d", "t", "j"]) && !begins(&["jahr"]) {
        (number, 'd')
    } else if begins(&["w", "sem"]) {
        (number, 'w')
    } else if begins(&["y", "a", "jahr"]) {
        (number, 'y')
    } else {
        return None;
    };
    Some(format!("{number}{unit}"))
}

/// A length of time in words, in the largest unit that divides it.
pub fn words(seconds: u64) -> String {
    let unit = UNITS
        .iter()
        .rev()
        .find(|(letter, length, _)| *letter != 'w' && seconds.is_multiple_of(*length));
    let (_, length, name) = unit.unwrap_or(&('s', 1, "second"));
    let number = seconds / length;
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {name}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_and_told() {
        let read = [
            ("20s", 20),
            ("3m", 180),
            ("2 h", 7200),
            ("30d", 2_592_000),
            ("1w", 604_800),
            ("2y", 63_072_000),
        ];
        for (text, length) in read {
            assert_eq!(seconds(text), Some(length), "{text}");
        }
        for text in [
            "",
            "s",
            "20",
            "-3m",
            "3.5m",
            "3mo",
            "99999999999999999999y",
            "18446744073709551615y",
            "é",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
        for (text, short) in [
            ("20 seconds", Some("20s")),
            ("3 min", Some("3m")),
            ("3min.", Some("3m")),
            ("2 years", Some("2y")),
            ("6 months", Some("180d")),
            ("1 Stunde", Some("1h")),
            ("30 jours", Some("30d")),
            ("2 Jahre", Some("2y")),
            ("soon", None),
            ("20", None),
            ("", None),
        ] {
            assert_eq!(meant(text).as_deref(), short, "{text}");
        }
        assert_eq!(words(60), "1 minute");
        assert_eq!(words(63_072_000), "2 years");
        assert_eq!(words(90), "90 seconds");
    }
}
