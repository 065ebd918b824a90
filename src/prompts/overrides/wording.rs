//! Where a mistake stands in a file of sentences, and how it is told.

use fluent_syntax::parser::{ErrorKind, ParserError};

/// "; did you mean `x`?", where something is near enough.
pub fn did_you_mean<'a>(written: &str, known: impl Iterator<Item = &'a String>) -> String {
    let near = known
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .min();
    match near {
        Some((distance, name)) if distance <= 1 + name.len() / 4 => {
            format!("; did you mean `{name}`?")
        }
        _ => String::new(),
    }
}

/// The line of a mistake: where the sentence begins if the mistake only shows at the beginning of the next one.
pub fn line_of_mistake(source: &str, error: &ParserError) -> usize {
    match &error.slice {
        Some(sentence) if error.pos.start >= sentence.end => line_at(source, sentence.start),
        _ => line_at(source, error.pos.start),
    }
}

/// The line of a byte, from 1.
fn line_at(source: &str, position: usize) -> usize {
    let before = source.as_bytes().iter().take(position);
    1 + before.filter(|byte| **byte == b'\n').count()
}

/// The line where a sentence begins for the nth time.
pub fn line_of(source: &str, id: &str, nth: usize) -> usize {
    let begins = |line: &str| {
        line.strip_prefix(id)
            .is_some_and(|rest| rest.trim_start_matches(' ').starts_with('='))
    };
    let mut places = source.lines().enumerate().filter(|(_, line)| begins(line));
    places.nth(nth).map_or(1, |(line, _)| line + 1)
}

/// A mistake in the notation, in plain words.
pub fn syntax(kind: &ErrorKind) -> String {
    let what = match kind {
        ErrorKind::ExpectedToken('=') => "after the sentence's name comes `=`",
        ErrorKind::ExpectedToken('}') | ErrorKind::UnbalancedClosingBrace => {
            "each `{` needs its `}`, and nothing else may stand between them than a gap like `$practice`"
        }
        ErrorKind::ExpectedMessageField { .. }
        | ErrorKind::ExpectedTermField { .. }
        | ErrorKind::MissingValue => "the sentence is empty: write it after the `=`",
        ErrorKind::MissingDefaultVariant | ErrorKind::MultipleDefaultVariants => {
            "one of the choices, and only one, needs a `*` before its `[`"
        }
        ErrorKind::UnterminatedStringLiteral => "a quotation mark is not closed",
        ErrorKind::ExpectedInlineExpression | ErrorKind::ExpectedCharRange { .. } => {
            "here stands something that cannot be read: a sentence is `name = words`, a gap `{ $name }`, and further lines are indented"
        }
        _ => {
            "this cannot be read as Fluent, the notation of the sentences (https://projectfluent.org)"
        }
    };
    what.to_owned()
}
