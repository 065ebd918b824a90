//! Patients' names in a sentence: whoever may be calling from a shared phone.

use super::bundles::Bundle;
use crate::domain::names::{Language, PatientId};
use crate::domain::practice::Practice;
use crate::domain::text::folded;

/// How many names are given; where more people share a phone (a home for the elderly), the last is "others".
const MOST: usize = 4;

/// "Marie Dupont", "Marie Dupont or Jean Dupont"; "a patient" for one who is no longer listed.
pub fn patients(
    bundle: &Bundle,
    practice: &Practice,
    language: Language,
    ids: &[PatientId],
) -> String {
    let mut names: Vec<String> = Vec::new();
    for id in ids {
        let name = match practice.patients.get(*id) {
            Some(grant) => grant.name.to_string(),
            None => bundle.piece("some-patient"),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > MOST {
        names.truncate(MOST - 1);
        names.push(bundle.piece("others"));
    }
    match names.split_last() {
        None => bundle.piece("some-patient"),
        Some((only, [])) => only.clone(),
        Some((last, before)) => {
            let or = or(&bundle.piece("or"), language, last);
            format!("{} {or} {last}", before.join(", "))
        }
    }
}

/// Spanish says "u" for "o" before the same sound: "María u Olga".
fn or(word: &str, language: Language, next: &str) -> String {
    let next = folded(next);
    let same_sound = next.starts_with('o') || next.starts_with("ho");
    match (language.language(), word) {
        ("es", "o") if same_sound => "u".to_owned(),
        _ => word.to_owned(),
    }
}
