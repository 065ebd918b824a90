//! Whatever somebody's cat types into the files: an answer, never a panic, and never a clinician's number.

use proptest::prelude::*;

use super::*;

/// What an edit puts in.
const PIECES: &[&str] = &[
    "\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ";",
    "\n",
    "\r",
    "#",
    "\\",
    "\\u0000",
    ".",
    "-",
    "0",
    "9",
    "é",
    "•",
    "\u{feff}",
    "\u{202e}",
    "\"\"\"",
    "'''",
    "true",
    "2026-02-30",
    "phone",
    "[clinician]",
    "[practice]\n",
    "inf",
    "1e999",
    "_",
    "{ env = \"X\" }",
    "24/7",
    "PH",
    "\0",
    "\t",
    "＋４４",
];

#[derive(Clone, Debug)]
struct Edit {
    at: usize,
    remove: usize,
    insert: String,
}

fn edit() -> impl Strategy<Value = Edit> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => Just(String::new()),
        1 => ".{0,4}".prop_map(String::from),
    ];
    (any::<prop::sample::Index>(), 0usize..12, piece).prop_map(|(at, remove, insert)| Edit {
        at: at.index(4000),
        remove,
        insert,
    })
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for edit in edits {
        let at = edit.at % (chars.len() + 1);
        let end = (at + edit.remove).min(chars.len());
        chars.splice(at..end, edit.insert.chars());
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_edit_of_the_sample_is_answered_with_a_panic(
        practice in prop::collection::vec(edit(), 0..4),
        patients in prop::collection::vec(edit(), 0..4),
    ) {
        let sample = |name: &str| fs::read_to_string(project("config").join(name)).unwrap();
        let files = Files {
            practice: apply(&sample("practice.toml"), &practice).into_bytes(),
            patients: Some(apply(&sample("patients.csv"), &patients).into_bytes()),
            sentences: Vec::new(),
        };
        let none = |_: &str| None;
        let found = match read(&files, Path::new("/nowhere"), &context(Secrets::Optional, &none)) {
            Ok(configuration) => configuration.warnings,
            Err(mistakes) => {
                prop_assert!(mistakes.errors().next().is_some());
                mistakes.0
            }
        };
        let shown = Mistakes(found).to_string();
        for number in ["7700900123", "7700900124", "7700900125", "1632960024"] {
            prop_assert!(!shown.contains(number), "{}", shown);
        }
    }

    #[test]
    fn no_bytes_are_answered_with_a_panic(
        practice in prop::collection::vec(any::<u8>(), 0..200),
        patients in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let files = Files { practice, patients: Some(patients), sentences: Vec::new() };
        let none = |_: &str| None;
        let _ = read(&files, Path::new("/nowhere"), &context(Secrets::Optional, &none));
    }
}
