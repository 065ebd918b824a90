//! What somebody who does not know the opening_hours notation most likely meant, written in it.
//!
//! A proposal only: nothing is read this way. `Mon-Fri 9-5` is proposed as `Mo-Fr 09:00-17:00`.

/// Weekdays as people write them in the languages there are prompts in; a word may go on (`Mon`, `Monday`).
const DAYS: &[(&str, &[&str])] = &[
    (
        "Mo",
        &[
            "monday", "mon", "mo", "montag", "lundi", "lun", "lu", "lunes",
        ],
    ),
    (
        "Tu",
        &[
            "tuesday", "tues", "tue", "tu", "dienstag", "di", "mardi", "mar", "ma", "martes",
        ],
    ),
    (
        "We",
        &[
            "wednesday",
            "wed",
            "we",
            "mittwoch",
            "mi",
            "mercredi",
            "mer",
            "me",
            "miércoles",
            "miercoles",
            "mié",
        ],
    ),
    (
        "Th",
        &[
            "thursday",
            "thurs",
            "thur",
            "thu",
            "th",
            "donnerstag",
            "do",
            "jeudi",
            "jeu",
            "je",
            "jueves",
            "jue",
        ],
    ),
    (
        "Fr",
        &[
            "friday", "fri", "fr", "freitag", "vendredi", "ven", "ve", "viernes", "vie",
        ],
    ),
    (
        "Sa",
        &[
            "saturday",
            "sat",
            "sa",
            "samstag",
            "sonnabend",
            "samedi",
            "sam",
            "sábado",
            "sabado",
            "sáb",
        ],
    ),
    (
        "Su",
        &[
            "sunday", "sun", "su", "sonntag", "so", "dimanche", "dim", "domingo", "dom",
        ],
    ),
    (
        "PH",
        &[
            "ph",
            "holiday",
            "holidays",
            "feiertag",
            "feiertage",
            "feiertags",
            "férié",
            "fériés",
            "festivos",
        ],
    ),
    (
        "off",
        &[
            "off",
            "closed",
            "geschlossen",
            "zu",
            "fermé",
            "ferme",
            "cerrado",
        ],
    ),
];

/// Words that say nothing here.
const SILENT: &[&str] = &[
    "bank", "public", "and", "und", "et", "y", "from", "von", "de", "uhr", "o'clock", "jours",
];

/// An expression that may be meant; `None` where nothing sensible comes to mind. Not yet checked.
pub fn guess(written: &str) -> Option<String> {
    if written.len() > 200 {
        return None;
    }
    let lower = written.to_lowercase().replace(['–', '—', '‑', '−'], "-");
    let mut rules = Vec::new();
    for rule in lower.split(';') {
        let mut parts = Vec::new();
        for word in words(rule) {
            parts.push(part(&word)?);
        }
        if !parts.is_empty() {
            rules.push(tidy(&parts.join(" ")));
        }
    }
    (!rules.is_empty()).then(|| rules.join("; "))
}

/// Days, times, hyphens and commas, each alone; `9:30 am` and `9 h 30` are put together first.
fn words(rule: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in rule.chars() {
        let joins = c.is_alphanumeric() || matches!(c, ':' | '.' | '\'');
        // A number and the letters of a weekday are two words, but 9h30 and 5pm are one.
        if joins {
            word.push(c);
            continue;
        }
        words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        words.extend((!c.is_whitespace()).then(|| c.to_string()));
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

fn part(word: &str) -> Option<String> {
    let word = word.trim_end_matches(['.', ':']);
    if matches!(word, "-" | ",") {
        return Some(word.to_owned());
    }
    if matches!(
        word,
        "to" | "bis" | "till" | "until" | "à" | "a" | "au" | "hasta"
    ) {
        return Some("-".to_owned());
    }
    if SILENT.contains(&word) {
        return Some(String::new());
    }
    let day = DAYS.iter().find(|(_, names)| names.contains(&word));
    match day {
        Some((short, _)) => Some((*short).to_owned()),
        None => time(word),
    }
}

/// `9`, `9:30`, `9.30`, `9h30`, `5pm` as `09:00` and so on.
fn time(word: &str) -> Option<String> {
    let after_noon = word.ends_with("pm");
    let word = word.trim_end_matches("am").trim_end_matches("pm");
    let (hour, minutes) = word.split_once([':', '.', 'h']).unwrap_or((word, "00"));
    let minutes = if minutes.is_empty() { "00" } else { minutes };
    let hour: u8 = hour.parse().ok()?;
    let minutes: u8 = minutes.parse().ok().filter(|_| minutes.len() == 2)?;
    let hour = match hour {
        1..=11 if after_noon => hour + 12,
        _ => hour,
    };
    (hour <= 24 && minutes < 60).then(|| format!("{hour:02}:{minutes:02}"))
}

/// Blanks as the notation has them, and `9-5` as nine to five in the afternoon.
fn tidy(rule: &str) -> String {
    let mut rule = rule.split_whitespace().collect::<Vec<_>>().join(" ");
    for (from, to) in [(" - ", "-"), (" ,", ","), (", ", ",")] {
        rule = rule.replace(from, to);
    }
    let spans = rule.split_inclusive([' ', ',']);
    let spans = spans.map(|span| {
        let (body, end) = span.split_at(span.trim_end_matches([' ', ',']).len());
        format!("{}{end}", afternoon(body))
    });
    // A comma between two rules for different days wants a blank after it.
    let rule: String = spans.collect();
    let bytes = rule.as_bytes();
    let mut spaced = String::with_capacity(rule.len() + 4);
    for (at, c) in rule.char_indices() {
        spaced.push(c);
        let digit = at > 0 && bytes.get(at - 1).is_some_and(u8::is_ascii_digit);
        let letter = bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
        if c == ',' && digit && letter {
            spaced.push(' ');
        }
    }
    spaced
}

fn afternoon(span: &str) -> String {
    let hour = |time: &str| time.get(..2).and_then(|hour| hour.parse::<u8>().ok());
    if let Some((from, until)) = span.split_once('-')
        && let (Some(first), Some(last)) = (hour(from), hour(until))
        && (1..=11).contains(&last)
        && (6..=12).contains(&first)
        && last <= first
    {
        return format!(
            "{from}-{:02}{}",
            last + 12,
            until.get(2..).unwrap_or_default()
        );
    }
    span.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_as_people_write_them_are_proposed_in_the_notation() {
        for (written, proposed) in [
            ("Mon-Fri 9-5", "Mo-Fr 09:00-17:00"),
            ("Mo-Fr 9:00am-5:00pm", "Mo-Fr 09:00-17:00"),
            ("Mo-Fr 09.00-17.00", "Mo-Fr 09:00-17:00"),
            ("Mo–Fr 09:00–17:00", "Mo-Fr 09:00-17:00"),
            ("Monday to Friday 9:00 to 17:00", "Mo-Fr 09:00-17:00"),
            (
                "Mo-Do 9-17 Uhr, Fr 9-12",
                "Mo-Th 09:00-17:00, Fr 09:00-12:00",
            ),
            ("Lu-Ve 9h-17h30", "Mo-Fr 09:00-17:30"),
            ("Mo-Fr 9-12, 14-17", "Mo-Fr 09:00-12:00,14:00-17:00"),
            ("Mon, Wed 9-12", "Mo,We 09:00-12:00"),
            (
                "Mo-Fr 09:00-17:00; bank holidays closed",
                "Mo-Fr 09:00-17:00; PH off",
            ),
        ] {
            assert_eq!(guess(written).as_deref(), Some(proposed), "{written}");
        }
        for written in ["", "whenever", "Mo-Fr 99-100", "Mo-Fr é"] {
            assert_eq!(guess(written), None, "{written}");
        }
    }
}
