//! Text inside links and pages: percent-encoding and the numeric character references of HTML.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The text with one layer of encoding taken off; `None` where nothing is encoded.
pub fn decode(text: &str) -> Option<String> {
    let percent = holds_percent(text);
    let references = text.contains("&#");
    if !percent && !references {
        return None;
    }
    let plain = match percent {
        true => percent_decode_str(text).decode_utf8_lossy(),
        false => Cow::Borrowed(text),
    };
    let plain = match references {
        true => dereference(&plain),
        false => plain.into_owned(),
    };
    (plain != text).then_some(plain)
}

fn holds_percent(text: &str) -> bool {
    let hex = |byte: &u8| byte.is_ascii_hexdigit();
    text.as_bytes()
        .windows(3)
        .any(|window| matches!(window, [b'%', high, low] if hex(high) && hex(low)))
}

/// Replaces `&#55;` and `&#x37;`, with or without the semicolon, as browsers do.
fn dereference(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        plain.push_str(before);
        match reference(after) {
            Some((c, after)) => {
                plain.push(c);
                rest = after;
            }
            None => {
                plain.push_str("&#");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The character, and what follows the reference.
fn reference(text: &str) -> Option<(char, &str)> {
    let (radix, digits) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (16, digits),
        None => (10, text),
    };
    let after = digits.trim_start_matches(|c: char| c.is_digit(radix));
    let digits = digits.strip_suffix(after)?.trim_start_matches('0');
    let c = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    Some((c, after.strip_prefix(';').unwrap_or(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_pages_are_read_as_their_reader_sees_them() {
        for (text, plain) in [
            ("%2B44%207700", "+44 7700"),
            ("%EF%BC%97", "７"),
            ("&#48;&#x37;&#0055;", "077"),
            ("&#48&#55", "07"),
            ("%26%2348;", "&#48;"),
        ] {
            assert_eq!(decode(text).as_deref(), Some(plain), "{text}");
        }
    }

    #[test]
    fn a_percentage_is_no_code() {
        for text in [
            "",
            "50% now",
            "5%, 12 %",
            "R&D &# 5",
            "&#;",
            "&#x110000;",
            "&#99999999999;",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
