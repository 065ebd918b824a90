//! The few signs of a picture (SVG) that a card needs. Everything from outside is escaped here.

use std::fmt::Write;

use super::measure::{Word, line_width};

/// Letters for which the widths are right, and what other computers have in their place.
pub const FONTS: &str =
    "Helvetica, Arial, &quot;Liberation Sans&quot;, &quot;Noto Sans&quot;, sans-serif";

/// From how much of its place on a line is squeezed into it, should the letters be wider than thought.
const NEARLY_FULL: f64 = 0.84;

/// A line of text in its place. All lengths in millimetres.
pub struct Line<'a> {
    /// The left end; the middle where it is centred.
    pub x: f64,
    /// The foot of the letters.
    pub y: f64,
    /// The letters' height.
    pub size: f64,
    /// The width of its place.
    pub room: f64,
    /// Whether `x` is the middle.
    pub centred: bool,
    /// The words.
    pub words: &'a [Word],
}

/// Text as it may stand between tags and in attributes, in XML and in HTML. The apostrophe has no digits: a reader of
/// numbers would stumble over them.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line of text.
pub fn line(picture: &mut String, line: &Line<'_>) {
    let width = line_width(line.words) * line.size;
    let squeezed = match width > line.room * NEARLY_FULL {
        true => format!(
            " textLength=\"{:.2}\" lengthAdjust=\"spacingAndGlyphs\"",
            width.min(line.room)
        ),
        false => String::new(),
    };
    let text: Vec<&str> = line.words.iter().map(|word| word.text.as_str()).collect();
    let anchor = match (line.centred, is_right_to_left(&text.join(" "))) {
        (true, false) => " text-anchor=\"middle\"",
        (true, true) => " text-anchor=\"middle\" direction=\"rtl\"",
        (false, false) => "",
        // The end of such a line is its left end.
        (false, true) => " text-anchor=\"end\" direction=\"rtl\"",
    };
    // Writing into a string does not fail.
    let _ = writeln!(
        picture,
        "<text x=\"{:.2}\" y=\"{:.2}\" font-size=\"{:.2}\"{anchor}{squeezed}>{}</text>",
        line.x,
        line.y,
        line.size,
        runs(line.words)
    );
}

/// Words of one weight stand together in one mark.
fn runs(words: &[Word]) -> String {
    let runs = words.chunk_by(|one, next| one.bold == next.bold);
    let written = runs.map(|run| {
        let texts: Vec<String> = run.iter().map(|word| escaped(&word.text)).collect();
        let text = texts.join(" ");
        match run.first().is_some_and(|word| word.bold) {
            true => format!("<tspan font-weight=\"bold\">{text}</tspan>"),
            false => text,
        }
    });
    written.collect::<Vec<_>>().join(" ")
}

/// Whether the first letter is of a script that runs from the right: Hebrew, Arabic and their neighbours.
fn is_right_to_left(text: &str) -> bool {
    let letter = text.chars().find(|c| c.is_alphabetic());
    letter.is_some_and(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}')
    })
}
