//! Spellings that are made up: each digit or pair in a language, a script and a manner of its own, with anything between.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::guard;
use super::tables::{TEENS, TENS, UNITS};

const ZEROS: [u32; 8] = [0x30, 0x30, 0x30, 0xff10, 0x660, 0x6f0, 0x966, 0x1d7ce];

/// What stands between two pieces where letters meet or words are written apart.
const APART: [&str; 22] = [
    " ",
    " ",
    " ",
    " ",
    "-",
    ", ",
    ". ",
    " / ",
    "\n",
    "\u{a0}",
    " \u{2013} ",
    "_",
    " and ",
    " then ",
    " und ",
    " puis ",
    " y ",
    " dash ",
    " plus ",
    ", dann noch die ",
    " et puis encore ",
    ", and the rest is ",
];

/// What may stand between figures besides.
const CLOSE: [&str; 12] = [
    "",
    "",
    "",
    "",
    "\u{200b}",
    "\u{ad}",
    "\u{fe0f}\u{20e3}",
    ")(",
    ".",
    "\u{2060}",
    "\u{332}",
    "☎",
];

fn pick<'a>(choice: &Index, from: &[&'a str]) -> &'a str {
    from[choice.index(from.len())]
}

/// One digit in figures or as a word.
fn single(digit: u8, how: &Index, which: &Index) -> String {
    match how.index(2) {
        0 => {
            let zero = ZEROS[which.index(ZEROS.len())];
            char::from_u32(zero + u32::from(digit)).unwrap().to_string()
        }
        _ => pick(which, UNITS[usize::from(digit)]).to_owned(),
    }
}

/// Two digits as one word, as each language forms it.
fn pair(tens: u8, unit: u8, which: &Index) -> String {
    let language = which.index(4);
    let unit_word = UNITS[usize::from(unit)][language];
    if tens == 1 {
        return TEENS[usize::from(unit)][language].to_owned();
    }
    let ten = TENS[usize::from(tens) - 2][language];
    match (language, tens, unit) {
        (_, _, 0) => ten.to_owned(),
        (0, ..) => format!("{ten}-{unit_word}"),
        (1, 7 | 9, _) => {
            let before = ["soixante", "quatre-vingt"][usize::from(tens == 9)];
            let teen = TEENS[usize::from(unit)][1];
            format!(
                "{before}{}{teen}",
                if (tens, unit) == (7, 1) { " et " } else { "-" }
            )
        }
        (1, 8, _) => format!("quatre-vingt-{unit_word}"),
        (1, _, 1) => format!("{ten} et {unit_word}"),
        (1, ..) => format!("{ten}-{unit_word}"),
        (2, _, 1) => format!("einund{ten}"),
        (2, ..) => format!("{unit_word}und{ten}"),
        _ => format!("{ten} y {unit_word}"),
    }
}

/// The digits of a number, cut into pieces and spelt piece by piece.
fn spelt(digits: &[u8], choices: &[[Index; 4]]) -> String {
    let mut text = String::new();
    let mut rest = digits;
    for [how, which, between, manner] in choices {
        let piece = match (rest, how.index(6)) {
            ([a, b, after @ ..], 0) if a == b => {
                rest = after;
                let count = ["double ", "doppel", "doble ", "deux fois ", "zweimal die "];
                format!("{}{}", pick(which, &count), single(*a, manner, which))
            }
            ([a, 0, 0, after @ ..], 0 | 1) if *a != 0 => {
                rest = after;
                let hundred = [" hundred", "hundert", " cent", " cientos", "-hundred"];
                format!("{}{}", single(*a, manner, which), pick(which, &hundred))
            }
            ([a, b, after @ ..], 1 | 2) if *a != 0 => {
                rest = after;
                pair(*a, *b, which)
            }
            ([a, after @ ..], _) => {
                rest = after;
                single(*a, manner, which)
            }
            ([], _) => break,
        };
        let figures = text.chars().last().is_none_or(|c| !c.is_alphabetic())
            && piece.chars().all(|c| !c.is_alphabetic());
        text += match figures {
            true => pick(between, &[&CLOSE[..], &APART[..]].concat()),
            false => pick(between, &APART),
        };
        text += &piece;
    }
    text
}

const NUMBERS: [(&str, &str, &str); 5] = [
    ("+447700900123", "44", "7700900123"),
    ("+33639980001", "33", "639980001"),
    ("+33671779116", "33", "671779116"),
    ("+4915550123456", "49", "15550123456"),
    ("+12125550147", "1", "2125550147"),
];

fn prefix(country: &'static str) -> impl Strategy<Value = String> {
    select(vec![
        String::new(),
        "0".to_owned(),
        "oh ".to_owned(),
        format!("+{country}"),
        format!("00{country} "),
        format!("+{country} (0)"),
        format!("https://wa.me/{country}"),
    ])
}

fn spelling() -> impl Strategy<Value = (&'static str, String)> {
    select(NUMBERS.to_vec()).prop_flat_map(|(number, country, national)| {
        let digits: Vec<u8> = national.bytes().map(|byte| byte - b'0').collect();
        let choices = prop::collection::vec(any::<[Index; 4]>(), digits.len());
        (prefix(country), choices)
            .prop_map(move |(prefix, choices)| (number, prefix + &spelt(&digits, &choices)))
    })
}

/// How a whole text may be wrapped.
fn wrapped(text: &str, how: u8) -> String {
    let percent = |text: &str| -> String { text.bytes().map(|b| format!("%{b:02X}")).collect() };
    match how {
        0 => format!("https://example.com/?q={}", percent(text)),
        1 => format!("https://example.com/?q={}", percent(&percent(text))),
        2 => text
            .chars()
            .map(|c| format!("&#{};", u32::from(c)))
            .collect(),
        3 => text
            .chars()
            .map(|c| format!("&#x{:x};", u32::from(c)))
            .collect(),
        4 => text.to_uppercase(),
        _ => text.to_owned(),
    }
}

const CLINICAL: [&str; 40] = [
    "take",
    "one or two",
    "tablets",
    "500 mg",
    "twice a day",
    "for seven days",
    "at 9:30",
    "on 30/11/2026",
    "BP 142/88",
    "HbA1c 48",
    "INR 2.3",
    "£9.90",
    "01632 960001",
    "NHS 943 476 5919",
    "room 12",
    "deux à trois fois",
    "comprimés",
    "pendant dix jours",
    "38,5 °C",
    "siebenmal",
    "zwei Tabletten",
    "um 18 Uhr",
    "am 07.07.",
    "una o dos",
    "cada 8 h",
    "treinta gotas",
    "999",
    "112",
    "15",
    "please",
    "if it gets worse,",
    "the day after",
    "once",
    "double the dose",
    "a hundred",
    "90 %",
    "1 in 10,000",
    "I",
    "oh",
    "0-1-0",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_spelling_is_found_wherever_it_stands(
        (number, spelling) in spelling(),
        before in "([A-Za-z]{1,9}[ ,.:]){0,6}",
        after in "[A-Za-z ,.:0-9]{0,30}",
        wrapping in 0u8..12,
    ) {
        let text = wrapped(&format!("{before} {spelling} {after}"), wrapping);
        prop_assert!(guard(&[number]).finds(&text), "{}", text);
        prop_assert!(guard(&["+447700900777", number, "+2904567"]).finds(&text), "{}", text);
    }

    #[test]
    fn what_clinicians_write_passes(words in prop::collection::vec(select(CLINICAL.to_vec()), 0..60)) {
        let text = words.join(" ");
        let numbers = NUMBERS.map(|(number, ..)| number);
        prop_assert!(!guard(&numbers).finds(&text), "{}", text);
    }

    #[test]
    fn another_number_passes(
        (number, spelling) in spelling(),
        other in select(vec!["+447700900132", "+447700900324", "+33639980010", "+4915550123465", "+12125550174"]),
    ) {
        prop_assert!(!guard(&[other]).finds(&spelling), "{} for {}: {}", number, other, spelling);
    }

    #[test]
    fn dates_and_times_pass(year in 2026u32..2036, month in 1u32..13, day in 1u32..29, hour in 0u32..24, minute in 0u32..60) {
        let text = format!("{day:02}.{month:02}.{year} {hour:02}:{minute:02}, {year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00");
        prop_assert!(!guard(&["+447700900123", "+33639980001"]).finds(&text));
    }

    #[test]
    fn no_text_makes_the_guard_fail(text in any::<String>(), letters in "[o0lI1|%&#;x35 a-z]{0,80}") {
        let guard = guard(&["+447700900123", "+3545550123"]);
        guard.finds(&text);
        guard.finds(&letters);
    }

    #[test]
    fn what_is_typed_between_changes_nothing(text in "\\PC{0,40}") {
        let found = guard(&["+447700900123"]).finds(&format!("{text} 07700 900123"));
        prop_assert!(found, "{}", text);
    }
}
