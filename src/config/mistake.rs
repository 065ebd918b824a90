//! What is wrong with the configuration, as it is shown: the place, the line, and what to write instead.
//!
//! Whoever reads it may be looking over a shoulder or pasting it into a mail: the line is blanked before it gets here.

use std::fmt;

/// How many characters of a long line are shown.
const SHOWN: usize = 160;

/// Whether the configuration can be used all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot be used.
    Error,
    /// It can be used; somebody should look at this.
    Warning,
    /// It is good; something that the relay will need is not at hand here, where it only is looked at.
    Note,
}

/// One mistake in one file of the configuration folder. Holds no secret and no clinician's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file's name: `practice.toml` or `patients.csv`.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// Whether the configuration can be used all the same.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The line it stands in, with every clinician's number and every secret blanked.
    pub line_text: String,
    /// What to write instead.
    pub help: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        f.write_str(match self.severity {
            Severity::Error => "",
            Severity::Warning => "warning: ",
            Severity::Note => "note: ",
        })?;
        f.write_str(&self.message)?;
        if !self.line_text.trim().is_empty() {
            let (shown, before) = window(&self.line_text, self.column);
            write!(f, "\n  {shown}\n  {:before$}^", "")?;
        }
        if !self.help.is_empty() {
            write!(f, "\n  write: {}", self.help)?;
        }
        Ok(())
    }
}

/// The part of a line around a column, and how many characters stand before the column in it.
fn window(line: &str, column: usize) -> (String, usize) {
    let at = column.saturating_sub(1);
    let total = line.chars().count();
    if total <= SHOWN {
        return (line.to_owned(), at.min(total));
    }
    let skip = at.saturating_sub(SHOWN / 2);
    let mut shown: String = line.chars().skip(skip).take(SHOWN).collect();
    if skip + SHOWN < total {
        shown.push('…');
    }
    if skip == 0 {
        (shown, at)
    } else {
        (format!("…{shown}"), at - skip + 1)
    }
}

/// Everything that is wrong, in the order of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mistakes(pub Vec<Mistake>);

impl Mistakes {
    /// Those that keep the configuration from being used.
    pub fn errors(&self) -> impl Iterator<Item = &Mistake> {
        self.0
            .iter()
            .filter(|mistake| mistake.severity == Severity::Error)
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, mistake) in self.0.iter().enumerate() {
            if number > 0 {
                f.write_str("\n\n")?;
            }
            fmt::Display::fmt(mistake, f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Mistakes {}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(line_text: &str, column: usize) -> Mistake {
        Mistake {
            file: "practice.toml",
            line: 12,
            column,
            severity: Severity::Error,
            message: "what is wrong".to_owned(),
            line_text: line_text.to_owned(),
            help: "this".to_owned(),
        }
    }

    #[test]
    fn a_mistake_shows_its_place_its_line_and_the_way_out() {
        assert_eq!(
            mistake("a b", 3).to_string(),
            "practice.toml:12:3: what is wrong\n  a b\n    ^\n  write: this"
        );
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let long = format!("{}X{}", "a".repeat(5000), "b".repeat(5000));
        let shown = mistake(&long, 5001).to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[1].chars().count() < 200);
        let caret = lines[2].chars().count() - 1;
        assert_eq!(lines[1].chars().nth(caret), Some('X'));
    }
}
