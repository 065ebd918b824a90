//! Cells that a spreadsheet would take for a formula or for a number, written so that it takes them for text; and the
//! way back.
//!
//! An apostrophe stands before them. Every spreadsheet shows it and none computes anything: Excel would make a number of
//! `+44 7700 900456` and drop its `+`, and leave the zeros of a code out. Saved again the apostrophe is still there, and
//! taken off when the file is read. A cell that begins with an apostrophe of its own gets another one, so that the way
//! back is exact.

use std::borrow::Cow;

/// A cell as it is given out.
pub fn defused(text: &str) -> Cow<'_, str> {
    match text.starts_with(begins_badly) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// A cell as it was before: without the apostrophe that only keeps a spreadsheet from counting.
pub fn text_of(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'');
    inner
        .filter(|inner| inner.starts_with(begins_badly))
        .unwrap_or(cell)
}

/// Full-width signs count too: spreadsheets in East Asian languages take them for the narrow ones.
fn begins_badly(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\'' | '＝' | '＋' | '－' | '＠' | '|' | '%'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_becomes_text_and_text_stays() {
        for formula in [
            "=1+1",
            "+44 7700 900456",
            "-Ann",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "'=1",
        ] {
            assert!(defused(formula).starts_with('\''), "{formula}");
            assert_eq!(text_of(&defused(formula)), formula);
        }
        assert_eq!(defused("Rosa Diaz"), "Rosa Diaz");
        // A Dutch name begins with an apostrophe, and nobody defused it.
        assert_eq!(text_of("'t Hooft"), "'t Hooft");
    }

    proptest! {
        #[test]
        fn what_is_given_out_comes_back(text in "['=+@a \t-]{0,3}\\PC{0,8}") {
            let given = defused(&text);
            prop_assert!(!given.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(text_of(&given), &text);
        }
    }
}
