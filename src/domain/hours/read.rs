//! Reading an expression: what is wrong with one, and where, in words for who runs a practice.
//!
//! The crate's own messages speak of its grammar; only their position is kept. Parts of the notation that it accepts
//! and evaluates in a way that nobody expects are refused here, because most of them would leave open what was meant
//! to be closed.

use opening_hours::OpeningHours;
use opening_hours_syntax::Error as SyntaxError;
use opening_hours_syntax::rules::RuleSequence;
use opening_hours_syntax::rules::day::{HolidayKind, Month, MonthdayRange, WeekDayRange};
use opening_hours_syntax::rules::time::{Time, TimeSpan};

/// Why an expression cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct HoursError {
    /// Where in the expression, in characters, the first being 1.
    pub column: usize,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// Reads an expression, without any calendar attached.
pub(super) fn read(expression: &str) -> Result<OpeningHours, HoursError> {
    let text = Text::new(expression);
    let trimmed = expression.trim();
    if trimmed.is_empty() {
        return Err(error(
            1,
            "There are no hours here. Write for example \"Mo-Fr 09:00-17:00; PH off\".",
        ));
    }
    if let Some(at) = text.chars.iter().position(|c| c.is_control()) {
        return Err(error(at + 1, "Hours stand on one line, without tabs."));
    }
    let leading = expression.chars().take_while(|c| c.is_whitespace()).count();
    let parsed: OpeningHours = trimmed
        .parse()
        .map_err(|found| explain(&found, &text, leading))?;
    let refused = parsed
        .get_expression()
        .rules
        .iter()
        .find_map(|rule| refuse(rule, &text));
    refused.map_or(Ok(parsed), Err)
}

fn error(column: usize, message: impl Into<String>) -> HoursError {
    HoursError {
        column,
        message: message.into(),
    }
}

/// What the crate would read and then evaluate otherwise than it is meant.
fn refuse(rule: &RuleSequence, text: &Text) -> Option<HoursError> {
    let days = &rule.day_selector;
    let school = |day: &WeekDayRange| {
        matches!(
            day,
            WeekDayRange::Holiday {
                kind: HolidayKind::School,
                ..
            }
        )
    };
    if days.weekday.iter().any(school) {
        let message = "School holidays (SH) are not known here. Write their dates, for example \"2026 Dec 21-31 off\".";
        return Some(error(text.find("sh"), message));
    }
    if let Some(found) = days
        .monthday
        .iter()
        .find_map(|range| month_of_a_year(range, text))
    {
        return Some(found);
    }
    rule.time_selector
        .spans
        .iter()
        .find_map(|span| refuse_span(span, text))
}

/// `2027Aug`, without a blank between: the crate takes its first day alone for it.
fn month_of_a_year(range: &MonthdayRange, text: &Text) -> Option<HoursError> {
    let MonthdayRange::Month {
        range,
        year: Some(year),
    } = range
    else {
        return None;
    };
    let (first, last) = (*range.start(), *range.end());
    let last_year = if last < first { **year + 1 } else { **year };
    let days = days_in(last, last_year);
    let instead = format!(
        "{} {} 01-{last_year} {} {days}",
        **year,
        short(first),
        short(last)
    );
    let column = text.find(&year.to_string());
    Some(error(
        column,
        format!("This would mean a single day of the month. Write \"{instead}\"."),
    ))
}

fn short(month: Month) -> String {
    format!("{month}").chars().take(3).collect()
}

fn days_in(month: Month, year: i32) -> u32 {
    (28..=31)
        .rev()
        .find(|day| chrono::NaiveDate::from_ymd_opt(year, month as u32, *day).is_some())
        .unwrap_or(28)
}

fn refuse_span(span: &TimeSpan, text: &Text) -> Option<HoursError> {
    let sun = [span.range.start, span.range.end]
        .iter()
        .any(|time| matches!(time, Time::Variable(_)));
    if sun {
        let columns = ["sunrise", "sunset", "dawn", "dusk"].map(|word| text.find(word));
        let column = columns
            .into_iter()
            .filter(|column| *column > 1)
            .min()
            .unwrap_or(1);
        return Some(error(
            column,
            "The sun's times are not known here. Write times of the clock, such as 07:30.",
        ));
    }
    if span.repeats.is_some() {
        return Some(error(
            text.find_step(),
            "Repeated moments are no hours. Write the hours without the \"/\" part.",
        ));
    }
    span.open_end.then(|| {
        error(
            text.find("+"),
            "Hours need an end here. Write it, for example 17:00-19:00.",
        )
    })
}

fn explain(found: &SyntaxError, text: &Text, leading: usize) -> HoursError {
    match found {
        SyntaxError::InvertedYearRange { start, end, .. } => {
            let (start, end) = (**start, **end);
            let message =
                format!("The years {start}-{end} end before they begin. Write {end}-{start}.");
            error(text.find(&format!("{start}-{end}")), message)
        }
        SyntaxError::InvertedWeekRange { start, end, .. } => {
            let (start, end) = (**start, **end);
            let message = format!(
                "The weeks {start}-{end} end before they begin. Write {start}-53,01-{end}."
            );
            error(text.find("week"), message)
        }
        SyntaxError::InvalidExtendedTime { hour, minutes } => {
            let time = format!("{hour:02}:{minutes:02}");
            error(
                text.find(&time),
                format!("There is no time {time}. The latest is 48:00, midnight of the next day."),
            )
        }
        other => {
            let column = column_in(&other.to_string()).map_or(1, |column| column + leading);
            error(column.min(text.chars.len() + 1), text.hint(column))
        }
    }
}

/// The column in the crate's message: `  --> 1:7`.
fn column_in(message: &str) -> Option<usize> {
    let (_, rest) = message.split_once("--> ")?;
    let (_, column) = rest.split_once(':')?;
    column
        .chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .ok()
}

/// The expression in characters: to find again where something stands.
struct Text {
    written: Vec<char>,
    /// The same in small letters, what is quoted blanked out.
    chars: Vec<char>,
}

impl Text {
    fn new(expression: &str) -> Self {
        let mut quoted = false;
        let blanked = expression.chars().map(|c| {
            quoted ^= c == '"';
            if quoted && c != '"' {
                ' '
            } else {
                c.to_ascii_lowercase()
            }
        });
        Self {
            written: expression.chars().collect(),
            chars: blanked.collect(),
        }
    }

    /// The column where a word in small letters stands first; 1 if nowhere.
    fn find(&self, word: &str) -> usize {
        let word: Vec<char> = word.chars().collect();
        self.chars
            .windows(word.len().max(1))
            .position(|here| here == word)
            .map_or(1, |at| at + 1)
    }

    /// The column of the first `/` that follows a time.
    fn find_step(&self) -> usize {
        let step = |here: &[char]| matches!(here, [':', _, _, '/'] | [_, _, ' ', '/']);
        self.chars.windows(4).position(step).map_or(1, |at| at + 4)
    }

    /// The word around a column, as it is written.
    fn word(&self, column: usize) -> String {
        let at = column.saturating_sub(1).min(self.written.len());
        let (before, after) = self.written.split_at(at);
        let inside = |c: &&char| !matches!(c, ' ' | ';' | ',' | '"');
        let head: Vec<char> = before.iter().rev().take_while(inside).copied().collect();
        head.into_iter()
            .rev()
            .chain(after.iter().take_while(inside).copied())
            .collect()
    }

    /// What to do about something unreadable at a column.
    fn hint(&self, column: usize) -> String {
        let word = self.word(column);
        let rest: String = self.chars.iter().skip(column.saturating_sub(1)).collect();
        let after_comma = column > 1 && self.chars.get(column - 2) == Some(&',');
        let hint = if word.is_empty() {
            return "Something is missing or left over here: days, times such as 09:00-17:30, or off.".to_owned();
        } else if after_comma && word.starts_with(char::is_alphabetic) {
            "Between two rules stands a blank after the comma, or a semicolon."
        } else {
            hint(&word.to_lowercase(), &rest)
        };
        format!("\"{word}\" cannot be read here. {hint}")
    }
}

/// What is usually meant by an unreadable word, given with the text from where it becomes unreadable.
fn hint(word: &str, rest: &str) -> &'static str {
    const DAYS: &str = "Weekdays are Mo, Tu, We, Th, Fr, Sa, Su, public holidays PH.";
    const TIMES: &str = "Times have two digits, a colon and two digits, such as 09:00-17:30.";
    const DATES: &str = "Dates are written 2026 Dec 24, ranges 2026 Dec 24-2027 Jan 02.";
    let letters: String = word.chars().filter(|c| c.is_alphabetic()).collect();
    let digits = word.chars().any(|c| c.is_ascii_digit());
    let year = word
        .split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4);
    let month = |text: &str| MONTHS.iter().any(|month| text.starts_with(month));
    match letters.as_str() {
        _ if word.contains(['–', '—', '‑', '−']) => "Write an ordinary hyphen, \"-\".",
        "" if word == "-" => "Write ranges without blanks, such as Mo-Fr.",
        _ if word.ends_with(':') => "Write it without the colon, with a blank instead.",
        "" if year => DATES,
        "" if rest.split(' ').nth(1).is_some_and(month) => DATES,
        "" => TIMES,
        "am" | "pm" | "ampm" | "pmam" | "amam" | "pmpm" => "Write 17:30, not 5:30 pm.",
        "h" | "hh" | "uhr" if digits => TIMES,
        "ph" => "Write PH in capitals, on its own or among weekdays.",
        "to" | "until" | "till" | "bis" | "à" | "a" => {
            "Write ranges with a hyphen, such as Mo-Fr or 09:00-17:30."
        }
        letters if CLOSED.contains(&letters) => "For closed, write off.",
        letters if month(letters) => DATES,
        letters if letters.chars().count() > 1 && !digits => DAYS,
        _ => "Write for example \"Mo-Fr 09:00-12:30,14:00-18:00; PH off\".",
    }
}

const CLOSED: [&str; 7] = [
    "close",
    "shut",
    "geschlossen",
    "zu",
    "fermé",
    "ferme",
    "cerrado",
];

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
