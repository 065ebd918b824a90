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
        assert_eq!(words(60), "1 minute");
        assert_eq!(words(63_072_000), "2 years");
        assert_eq!(words(90), "90 seconds");
    }
}
