//! Lists and tables are told by what they mean.

use super::super::document::section;
use super::entry::{meanings, meanings_of};
use super::*;

const ROTA: Place = Place::Nth("rota", 0);

fn shift(hours: &str, who: &str) -> Entry {
    Entry::Table(vec![
        ("hours", Some(Plain::Text(hours.to_owned()))),
        ("clinician", Some(Plain::Text(who.to_owned()))),
    ])
}

fn becomes(list: &str, entries: &[Entry]) -> String {
    let before = format!("[[rota]]\nshifts = {list} # end\n");
    let mut text = Text::read(before.as_bytes()).unwrap();
    text.set_list(ROTA, "shifts", entries).unwrap();
    let document = text.parsed().unwrap_or_else(|| panic!("{}", text.text));
    let read = section(&document, ROTA).unwrap();
    let read = read.table.get("shifts").unwrap().as_array().unwrap();
    assert!(meanings_of(read) == meanings(entries), "{}", text.text);
    let after = text.text.strip_prefix("[[rota]]\nshifts = ").unwrap();
    after.strip_suffix(" # end\n").unwrap().to_owned()
}

const LINES: &str = r#"[ # who
  # at the weekend
  { hours = "Sa,Su",  clinician = 'okafor' }, # since May
  { hours = "24/7", clinician = "lindqvist" } # else
  # nobody else
]"#;

#[test]
fn what_stays_keeps_its_spelling_and_its_comments() {
    let (weekend, always) = (shift("Sa,Su", "okafor"), shift("24/7", "lindqvist"));
    assert_eq!(becomes(LINES, &[weekend.clone(), always.clone()]), LINES);
    assert_eq!(
        becomes(LINES, std::slice::from_ref(&always)),
        "[ # who\n  { hours = \"24/7\", clinician = \"lindqvist\" } # else\n  # nobody else\n]"
    );
    assert_eq!(
        becomes(
            LINES,
            &[weekend.clone(), shift("Fr", "moreau"), always.clone()]
        ),
        LINES.replace(
            "# since May\n",
            "# since May\n  { hours = \"Fr\", clinician = \"moreau\" },\n"
        )
    );
    assert_eq!(
        becomes(LINES, &[weekend, always, shift("Fr", "moreau")]),
        LINES.replace(
            "\" } # else\n",
            "\" }, # else\n  { hours = \"Fr\", clinician = \"moreau\" }\n"
        )
    );
}

#[test]
fn what_changes_changes_in_its_line() {
    let changed = [shift("Sa,Su", "moreau"), shift("24/7", "lindqvist")];
    assert_eq!(
        becomes(LINES, &changed),
        LINES.replace("'okafor'", "\"moreau\"")
    );
}

#[test]
fn a_list_on_one_line_stays_on_it_until_it_is_too_wide() {
    let one = r#"[{ hours = "24/7", clinician = "a" }]"#;
    let (a, b) = (shift("24/7", "a"), shift("Sa,Su", "b"));
    assert_eq!(
        becomes(one, &[b.clone(), a.clone()]),
        r#"[{ hours = "Sa,Su", clinician = "b" }, { hours = "24/7", clinician = "a" }]"#
    );
    let two = r#"[ { hours = "Sa,Su", clinician = "b" }, { hours = "24/7", clinician = "a" } ]"#;
    assert_eq!(
        becomes(two, std::slice::from_ref(&a)),
        r#"[ { hours = "24/7", clinician = "a" } ]"#
    );
    let long = shift(&"Mo-Fr 08:00-12:00; ".repeat(4), "c");
    assert_eq!(
        becomes(one, &[a, long]).lines().count(),
        4,
        "it is broken into lines"
    );
}

#[test]
fn a_field_comes_and_goes_within_its_braces() {
    let away = |cover: Option<&str>| {
        let day = |day: &str| Some(Plain::Date(day.parse().unwrap()));
        Entry::Table(vec![
            ("from", day("2026-12-24")),
            ("to", day("2027-01-02")),
            ("cover", cover.map(|who| Plain::Text(who.to_owned()))),
        ])
    };
    let without = r#"[{from = "2026-12-24", to= 2027-01-02}]"#;
    let with = r#"[{from = "2026-12-24", to= 2027-01-02, cover = "b"}]"#;
    assert_eq!(becomes(without, &[away(Some("b"))]), with);
    assert_eq!(becomes(with, &[away(None)]), without);
    let first = r#"[{ cover = "b", from = 2026-12-24, to = 2027-01-02 }]"#;
    assert_eq!(
        becomes(first, &[away(None)]),
        "[{ from = 2026-12-24, to = 2027-01-02 }]"
    );
}

#[test]
fn a_single_text_becomes_a_list() {
    let mut text = Text::read(b"[[clinician]]\r\nbackup = 'a' # first\r\n").unwrap();
    let place = Place::Nth("clinician", 0);
    let entry = |text: &str| Entry::Text(text.to_owned());
    text.set_list(place, "backup", &[entry("b"), entry("c")])
        .unwrap();
    assert_eq!(
        text.text,
        "[[clinician]]\r\nbackup = [\"b\", \"c\"] # first\r\n"
    );
    text.set_list(place, "backup", &[]).unwrap();
    assert_eq!(text.text, "[[clinician]]\r\n");
}

#[test]
fn new_lists_of_several_tables_stand_on_lines_of_their_own() {
    let mut text = Text::read(b"[[rota]]\nname   = \"x\"\nshifta = 1\n").unwrap();
    text.set_list(ROTA, "shifts", &[shift("Sa", "a"), shift("24/7", "b")])
        .unwrap();
    assert_eq!(
        text.text,
        "[[rota]]\nname   = \"x\"\nshifts = [\n  { hours = \"Sa\", clinician = \"a\" },\n  { hours = \"24/7\", clinician = \"b\" },\n]\nshifta = 1\n"
    );
}
