//! Digits in every script and shape: somebody who writes a number to get it past a guard need not use ASCII.

/// Runs of digits in Unicode 15 (everything with the property `Numeric_Type` Decimal or Digit: other scripts, full-width,
/// mathematical, superscript, circled): the first code point, its value, how many follow each other (after 9 comes 0).
#[rustfmt::skip]
const RUNS: &[(u32, u8, u32)] = &[
    (0x30, 0, 10),
    (0xb2, 2, 2),
    (0xb9, 1, 1),
    (0x660, 0, 10),
    (0x6f0, 0, 10),
    (0x7c0, 0, 10),
    (0x966, 0, 10),
    (0x9e6, 0, 10),
    (0xa66, 0, 10),
    (0xae6, 0, 10),
    (0xb66, 0, 10),
    (0xbe6, 0, 10),
    (0xc66, 0, 10),
    (0xce6, 0, 10),
    (0xd66, 0, 10),
    (0xde6, 0, 10),
    (0xe50, 0, 10),
    (0xed0, 0, 10),
    (0xf20, 0, 10),
    (0x1040, 0, 10),
    (0x1090, 0, 10),
    (0x1369, 1, 9),
    (0x17e0, 0, 10),
    (0x1810, 0, 10),
    (0x1946, 0, 10),
    (0x19d0, 0, 10),
    (0x19da, 1, 1),
    (0x1a80, 0, 10),
    (0x1a90, 0, 10),
    (0x1b50, 0, 10),
    (0x1bb0, 0, 10),
    (0x1c40, 0, 10),
    (0x1c50, 0, 10),
    (0x2070, 0, 1),
    (0x2074, 4, 6),
    (0x2080, 0, 10),
    (0x2460, 1, 9),
    (0x2474, 1, 9),
    (0x2488, 1, 9),
    (0x24ea, 0, 1),
    (0x24f5, 1, 9),
    (0x24ff, 0, 1),
    (0x2776, 1, 9),
    (0x2780, 1, 9),
    (0x278a, 1, 9),
    (0xa620, 0, 10),
    (0xa8d0, 0, 10),
    (0xa900, 0, 10),
    (0xa9d0, 0, 10),
    (0xa9f0, 0, 10),
    (0xaa50, 0, 10),
    (0xabf0, 0, 10),
    (0xff10, 0, 10),
    (0x104a0, 0, 10),
    (0x10a40, 1, 4),
    (0x10d30, 0, 10),
    (0x10e60, 1, 9),
    (0x11052, 1, 9),
    (0x11066, 0, 10),
    (0x110f0, 0, 10),
    (0x11136, 0, 10),
    (0x111d0, 0, 10),
    (0x112f0, 0, 10),
    (0x11450, 0, 10),
    (0x114d0, 0, 10),
    (0x11650, 0, 10),
    (0x116c0, 0, 10),
    (0x11730, 0, 10),
    (0x118e0, 0, 10),
    (0x11950, 0, 10),
    (0x11c50, 0, 10),
    (0x11d50, 0, 10),
    (0x11da0, 0, 10),
    (0x16a60, 0, 10),
    (0x16ac0, 0, 10),
    (0x16b50, 0, 10),
    (0x1d7ce, 0, 11),
    (0x1d7d9, 1, 9),
    (0x1d7e2, 0, 11),
    (0x1d7ed, 1, 9),
    (0x1d7f6, 0, 10),
    (0x1e140, 0, 10),
    (0x1e2f0, 0, 10),
    (0x1e950, 0, 10),
    (0x1f100, 0, 1),
    (0x1f101, 0, 10),
    (0x1fbf0, 0, 10),
];

/// The value of a digit, 0 to 9, whatever script it is written in; `None` for anything else.
pub fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).map(|value| value as u8);
    }
    let point = u32::from(c);
    let after = RUNS.partition_point(|(first, _, _)| *first <= point);
    let (first, value, count) = RUNS.get(after.checked_sub(1)?)?;
    let offset = point - first;
    (offset < *count).then(|| ((u32::from(*value) + offset) % 10) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_in_every_script_and_shape() {
        for (text, value) in [
            ("7", 7),
            ("\u{ff17}", 7),
            ("\u{667}", 7),
            ("\u{6f7}", 7),
            ("\u{96d}", 7),
        ] {
            assert_eq!(text.chars().next().and_then(digit), Some(value), "{text}");
        }
        for (text, value) in [
            ("⁰", 0),
            ("²", 2),
            ("₉", 9),
            ("①", 1),
            ("⓪", 0),
            ("❾", 9),
            ("𝟘", 0),
            ("𝟿", 9),
        ] {
            assert_eq!(text.chars().next().and_then(digit), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_digit_has_no_value() {
        for c in [
            'a', ' ', '+', '-', 'é', 'Ⅷ', '½', '⑩', '☎', '\u{20e3}', '\u{200b}',
        ] {
            assert_eq!(digit(c), None, "{c}");
        }
    }

    #[test]
    fn the_runs_are_in_order_so_that_bisection_finds_them() {
        assert!(
            RUNS.windows(2)
                .all(|pair| pair[0].0 + pair[0].2 <= pair[1].0)
        );
    }
}
