//! The words of a command, whatever a phone's keyboard made of them: other quotation marks, blanks that do not break,
//! full-width figures, and characters that nobody sees.

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is kept in a name.
    pub written: String,
    /// As it is compared: full-width characters and dashes made plain, small letters.
    pub plain: String,
}

/// What kind of word it is, where a number may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Part of a number.
    Digits,
    /// A hyphen or a bracket that stands alone.
    Separator,
    /// Part of a name.
    Name,
}

impl Word {
    fn new(raw: &str) -> Option<Self> {
        let seen: String = raw.chars().filter(|c| !is_invisible(*c)).collect();
        let written = seen.trim_matches(is_around).to_owned();
        let joined = |c: &char| !matches!(c, '\u{200c}' | '\u{200d}');
        let plain: String = written.chars().filter(joined).map(plain).collect();
        (!plain.is_empty()).then_some(Word {
            plain: plain.to_lowercase(),
            written,
        })
    }

    fn kind(&self) -> Kind {
        let number = |c: char| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | '.' | '/');
        let text = self.plain.trim_start_matches('\'');
        let text = text.strip_prefix("tel:").unwrap_or(text);
        if !text.chars().all(number) {
            Kind::Name
        } else if text.contains(|c: char| c.is_ascii_digit()) {
            Kind::Digits
        } else {
            Kind::Separator
        }
    }
}

/// The words of a text, in order.
pub fn words(body: &str) -> Vec<Word> {
    let ends = |c: char| {
        let full_stop = matches!(c, '.' | '…' | '。' | '．');
        full_stop || c.is_whitespace() || is_around(c) || is_invisible(c)
    };
    body.trim_end_matches(ends)
        .split(char::is_whitespace)
        .filter_map(Word::new)
        .collect()
}

/// A number and a name, in either order; either may be empty.
pub struct Parts {
    /// The figures with what stands between them.
    pub number: String,
    /// The name, one blank between words.
    pub name: String,
}

/// Takes the one run of figures at the beginning or at the end off the rest. `None`: there are several runs, or one in
/// the middle of a name, and what was meant would be a guess.
pub fn parts(words: &[Word]) -> Option<Parts> {
    let kinds: Vec<Kind> = words.iter().map(Word::kind).collect();
    let digits = |kind: &Kind| *kind == Kind::Digits;
    let Some(first) = kinds.iter().position(digits) else {
        return Some(Parts {
            number: String::new(),
            name: name(words),
        });
    };
    let last = kinds.iter().rposition(digits)?;
    let run = kinds.get(first..=last)?;
    if run.contains(&Kind::Name) {
        return None;
    }
    let separators = |kinds: &[Kind]| kinds.iter().all(|kind| *kind == Kind::Separator);
    let before = words.get(..first)?;
    let after = words.get(last + 1..)?;
    // A hyphen between the name and the number belongs to neither.
    let name = match (
        separators(kinds.get(..first)?),
        separators(kinds.get(last + 1..)?),
    ) {
        (true, true) => String::new(),
        (false, true) => name(without_hyphen(before, false)),
        (true, false) => name(without_hyphen(after, true)),
        (false, false) => return None,
    };
    let number: Vec<&str> = words
        .get(first..=last)?
        .iter()
        .map(|word| word.plain.trim_matches('\'').trim_end_matches('.'))
        .collect();
    // A second + begins a second number.
    let one = number.iter().skip(1).all(|part| !part.contains('+'));
    one.then(|| Parts {
        number: number.join(" "),
        name,
    })
}

fn without_hyphen(words: &[Word], at_start: bool) -> &[Word] {
    let at_edge = match at_start {
        true => words.split_first(),
        false => words.split_last(),
    };
    match at_edge {
        Some((edge, rest)) if edge.kind() == Kind::Separator => rest,
        _ => words,
    }
}

fn name(words: &[Word]) -> String {
    let written: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
    let name = written.join(" ");
    let quote = ['\'', '‘', '’', '`'];
    let inner = name
        .strip_prefix(quote)
        .and_then(|rest| rest.strip_suffix(quote));
    inner.unwrap_or(&name).trim().to_owned()
}

/// Characters that show nothing: marks of direction, of width, and a hyphen that is not there.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Quotation marks and the like around a word. A single one may belong to a name ('t Hooft).
fn is_around(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '<'
            | '>'
            | '['
            | ']'
            | '{'
            | '}'
            | '*'
            | '_'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '¡'
            | '¿'
            | '，'
            | '！'
            | '？'
            | '；'
            | '：'
            | '＂'
    )
}

fn plain(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '‘' | '’' | '`' | '´' | 'ʼ' => '\'',
        _ => c,
    }
}
