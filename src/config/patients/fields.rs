//! Where a field stands in its row: looked for only when something is wrong with it.

use std::ops::Range;

/// The bytes of each field of the first row of `text`, quotation marks included.
pub fn spans(text: &str, separator: u8) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let (mut start, mut quoted, mut fresh) = (0, false, true);
    let mut end = text.len();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if quoted || fresh => quoted = !quoted,
            b'\n' | b'\r' => {
                end = at;
                break;
            }
            _ if byte == separator && !quoted => {
                spans.push(start..at);
                start = at + 1;
                fresh = true;
                continue;
            }
            _ => {}
        }
        // A doubled quotation mark inside quotes closes and opens again.
        fresh = byte == b'"';
    }
    spans.push(start..end);
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(row: &str) -> Vec<&str> {
        spans(row, b',')
            .into_iter()
            .map(|span| &row[span])
            .collect()
    }

    #[test]
    fn fields_are_found_where_they_stand() {
        assert_eq!(texts("a,b,,c\nd"), ["a", "b", "", "c"]);
        assert_eq!(
            texts("\"a,b\",\"c\"\"d,\",e\r\n"),
            ["\"a,b\"", "\"c\"\"d,\"", "e"]
        );
        assert_eq!(texts(""), [""]);
        assert_eq!(texts("a\"b,c"), ["a\"b", "c"]);
    }
}
