//! Where the rules of an expression stand in its text: the rules as read carry no positions.

/// The text of an expression, cut at `;` and `||`.
pub struct Source {
    /// In small letters, what is quoted blanked out.
    chars: Vec<char>,
    /// For each rule, where its part of the text begins (from 0).
    starts: Vec<usize>,
}

impl Source {
    /// `rules` is how many rules the expression was read as.
    pub fn new(expression: &str, rules: usize) -> Self {
        let mut quoted = false;
        let blanked = expression.chars().map(|c| {
            quoted ^= c == '"';
            if quoted && c != '"' {
                ' '
            } else {
                c.to_ascii_lowercase()
            }
        });
        let chars: Vec<char> = blanked.collect();
        let starts = starts(expression, &chars);
        let starts = if starts.len() == rules {
            starts
        } else {
            vec![0; rules]
        };
        Self { chars, starts }
    }

    /// The column of a rule; rules joined by `, ` share the column of their part.
    pub fn rule(&self, index: usize) -> usize {
        self.starts.get(index).map_or(1, |start| start + 1)
    }

    /// The column of a text inside a rule, written with or without its blanks; the rule's own where it is not found.
    pub fn find(&self, index: usize, text: &str) -> usize {
        let compact = || self.position(index, &text.replace(' ', ""));
        self.position(index, text)
            .or_else(compact)
            .unwrap_or_else(|| self.rule(index))
    }

    /// The column of exactly this text, in any letters, at or after the beginning of a rule.
    pub fn position(&self, index: usize, text: &str) -> Option<usize> {
        let start = self.starts.get(index).copied().unwrap_or_default();
        let text: Vec<char> = text.to_lowercase().chars().collect();
        let rest = self.chars.get(start..).unwrap_or_default();
        let found = rest
            .windows(text.len().max(1))
            .position(|here| here == text)?;
        Some(start + found + 1)
    }

    /// What is written of a rule, in small letters; of rules joined by `, ` all of them.
    pub fn part(&self, index: usize) -> String {
        let start = self.starts.get(index).copied().unwrap_or_default();
        let rest = self.chars.get(start..).unwrap_or_default();
        rest.iter()
            .take_while(|c| !matches!(c, ';' | '|'))
            .collect()
    }
}

/// The start of each rule: of its part, as often as that part reads as a rule by itself.
fn starts(expression: &str, chars: &[char]) -> Vec<usize> {
    let original: Vec<char> = expression.chars().collect();
    let mut starts = Vec::new();
    let mut begin = 0;
    for part in chars.split(|c| matches!(c, ';' | '|')) {
        let text: String = original
            .get(begin..begin + part.len())
            .unwrap_or_default()
            .iter()
            .collect();
        let blanks = part.iter().take_while(|c| c.is_whitespace()).count();
        if let Ok(parsed) = opening_hours_syntax::parse(text.trim()) {
            starts.extend(std::iter::repeat_n(begin + blanks, parsed.rules.len()));
        }
        begin += part.len() + 1;
    }
    starts
}
