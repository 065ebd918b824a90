//! Filters in words, for whoever reads later what was exported.

use super::list::kind_words;
use super::query::{Kind, Query};
use super::when;
use super::words::Teller;
use crate::console::form::Fields;
use crate::console::words::Words;
use crate::domain::practice::Practice;

/// What an address of the journal asks for, one filter each; empty: everything.
pub fn in_words(words: &Words, practice: &Practice, encoded: &str) -> Vec<String> {
    let query = Query::of(&Fields::read(encoded.as_bytes()));
    let tell = Teller { words, practice };
    let day = |key: &str, day| words.with(key, &[("day", when::day(words, day).into())]);
    let line = query.clinician.as_ref().map(|id| {
        let who = tell.clinician(id);
        words.with("journal-only-line", &[("who", who.into())])
    });
    let filters = [
        (query.kind != Kind::All).then(|| kind_words(words, query.kind)),
        line,
        query.patient.map(|id| tell.patients(&[id])),
        query.from.map(|from| day("journal-only-from", from)),
        query.to.map(|to| day("journal-only-to", to)),
        query.outcome.map(|sought| tell.sought(sought)),
    ];
    filters.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::words::Tongue;

    #[test]
    fn filters_are_told_in_the_readers_language_with_names() {
        let practice = crate::prompts::samples::practice();
        let marie = crate::prompts::samples::marie();
        let encoded = format!(
            "kind=calls&clinician=okafor&patient={marie}&from=2026-11-23&to=2026-12-01&outcome=missed"
        );
        let told = |tongue| in_words(&Words::new(tongue), &practice, &encoded);
        assert_eq!(
            told(Tongue::English),
            [
                "Calls",
                "line of Dr Ada Okafor",
                "Marie Dupont",
                "from Mon 23 Nov 2026",
                "to Tue 1 Dec 2026",
                "Call missed"
            ]
        );
        assert_eq!(
            told(Tongue::French),
            [
                "Appels",
                "ligne\u{a0}: Dr Ada Okafor",
                "Marie Dupont",
                "du lun. 23 nov. 2026",
                "au mar. 1er déc. 2026",
                "Appel manqué"
            ]
        );
        assert!(in_words(&Words::new(Tongue::French), &practice, "").is_empty());
    }
}
