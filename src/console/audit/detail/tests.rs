//! What the log keeps is told with names in both languages; what nobody understands any more still shows.

use super::*;
use crate::config::edit::wish::{Change, PatientRow};
use crate::console::words::Tongue;
use crate::prompts::samples;

const MESSAGE: &str = "0000000000000000000000000000002a";

fn told(tongue: Tongue, what: &str, detail: &str) -> Option<String> {
    let (words, practice) = (Words::new(tongue), samples::practice());
    let teller = Teller {
        words: &words,
        practice: &practice,
    };
    teller.tells(what, detail).map(|told| told.words)
}

#[test]
fn a_detail_is_told_with_names_in_the_readers_language() {
    let marie = format!("patient-changed {}", samples::marie());
    let heard = format!("{MESSAGE} of okafor, played");
    let marked = format!("{MESSAGE} of the practice, marked as heard");
    let deleted = format!("{MESSAGE} of okafor, deleted");
    let changed = "changed-configuration";
    for (what, detail, english, french) in [
        (
            changed,
            "hours okafor",
            "Hours of Dr Ada Okafor",
            "Horaires : Dr Ada Okafor",
        ),
        (
            changed,
            "away gone",
            "Absences of gone (no longer listed)",
            "Absences : gone (ne figure plus sur la liste)",
        ),
        (
            changed,
            "practice-hours",
            "Hours of the practice",
            "Horaires du cabinet",
        ),
        (
            changed,
            "patient-added",
            "A patient was added",
            "Un patient ajouté",
        ),
        (
            changed,
            "patient-added okafor",
            "A patient was added, who may reach Dr Ada Okafor",
            "Un patient ajouté, qui peut joindre Dr Ada Okafor",
        ),
        (
            changed,
            &marie,
            "Patient changed: Marie Dupont",
            "Patient modifié : Marie Dupont",
        ),
        (
            changed,
            "patient-removed 00000000000000ab",
            "Patient removed: 00000000000000ab (no longer listed)",
            "Patient retiré : 00000000000000ab (ne figure plus sur la liste)",
        ),
        (
            changed,
            "patients +3 ~1 -0",
            "Patients: 3 added, 1 changed, 0 removed",
            "Patients : 3 ajoutés, 1 modifié, 0 retiré",
        ),
        (
            changed,
            "restored 20261123T100000_000000Z",
            "The version of Mon 23 Nov 2026 10:00 was brought back",
            "Version rétablie, celle du lun. 23 nov. 2026 à 10:00",
        ),
        (
            "heard-message",
            &heard,
            "Message for Dr Ada Okafor, played",
            "Message pour Dr Ada Okafor, écouté",
        ),
        (
            "heard-message",
            &marked,
            "Message for the practice, marked as heard",
            "Message pour le cabinet, marqué comme écouté",
        ),
        (
            "deleted-message",
            &deleted,
            "Message for Dr Ada Okafor",
            "Message pour Dr Ada Okafor",
        ),
        (
            "exported",
            "patients",
            "The list of patients",
            "La liste des patients",
        ),
        ("exported", "journal", "The journal", "Le journal"),
        (
            "exported",
            "journal, kind=messages&clinician=okafor",
            "The journal: Messages · line of Dr Ada Okafor",
            "Le journal : Messages vocaux · ligne : Dr Ada Okafor",
        ),
        ("set-pin", "okafor", "Dr Ada Okafor", "Dr Ada Okafor"),
        ("called-for-pin", "okafor", "Dr Ada Okafor", "Dr Ada Okafor"),
        ("called-phone", "okafor", "Dr Ada Okafor", "Dr Ada Okafor"),
        ("texted-phone", "okafor", "Dr Ada Okafor", "Dr Ada Okafor"),
        ("totp-set", "on", "Codes turned on", "Codes activés"),
        ("totp-set", "off", "Codes turned off", "Codes désactivés"),
    ] {
        let told = |tongue| told(tongue, what, detail).map(|told| told.replace('\u{a0}', " "));
        assert_eq!(told(Tongue::English).as_deref(), Some(english));
        assert_eq!(told(Tongue::French).as_deref(), Some(french));
    }
}

#[test]
fn two_rows_about_one_message_show_the_same_mark() {
    let (words, practice) = (Words::new(Tongue::English), samples::practice());
    let teller = Teller {
        words: &words,
        practice: &practice,
    };
    let told = teller.tells("heard-message", &format!("{MESSAGE} of okafor, played"));
    assert_eq!(told.unwrap().message, MESSAGE.parse().ok());
}

#[test]
fn what_an_earlier_or_later_nightbell_wrote_is_not_understood_and_so_shown_as_it_is() {
    for (what, detail) in [
        ("exported", "entry 7;"),
        ("exported", "journal, by hand"),
        ("heard-message", "a message"),
        ("heard-message", "7 of okafor, played"),
        ("changed-configuration", "hours"),
        ("changed-configuration", "hours NOBODY HERE"),
        ("changed-configuration", "something okafor"),
        ("changed-configuration", "patients many"),
        ("changed-configuration", "restored yesterday"),
        ("changed-configuration", "patient-changed Rosa"),
        ("changed-configuration", "…"),
        ("totp-set", ""),
        ("signed-in", ""),
        ("of-later", "x"),
    ] {
        assert_eq!(told(Tongue::French, what, detail), None, "{what}: {detail}");
    }
}

/// One of every change; each is told, so that a new one without words fails here or does not compile.
#[test]
fn every_change_that_the_console_makes_is_told() {
    let okafor = || samples::clinician("okafor");
    let text = String::new;
    let row = || PatientRow {
        clinician: "okafor".to_owned(),
        ..PatientRow::default()
    };
    let changes = [
        Change::PracticeHours(None),
        Change::Hours {
            clinician: okafor(),
            hours: None,
        },
        Change::Away {
            clinician: okafor(),
            spans: Vec::new(),
        },
        Change::Rota {
            name: "on-call".to_owned(),
            shifts: Vec::new(),
        },
        Change::Clinician {
            clinician: okafor(),
            name: text(),
            line: text(),
            backup: Vec::new(),
            ring: text(),
        },
        Change::NextPhone {
            clinician: okafor(),
            phone: None,
        },
        Change::AddClinician {
            id: "okafor".to_owned(),
            name: text(),
            line: text(),
            phone: text(),
            hours: None,
        },
        Change::RemoveClinician(okafor()),
        Change::AddPatient(row()),
        Change::ChangePatient {
            row: samples::marie(),
            to: row(),
        },
        Change::RemovePatient(samples::marie()),
        Change::Patients {
            added: vec![row()],
            changed: Vec::new(),
            removed: Vec::new(),
        },
        Change::Restore("20261123T100000_000000Z".to_owned()),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for change in &changes {
        let detail = format!("{} {}", change.word(), change.about());
        let detail = detail.trim_end();
        for tongue in [Tongue::English, Tongue::French] {
            let told = told(tongue, "changed-configuration", detail);
            assert!(told.is_some_and(|told| seen.insert(told)), "{detail}");
        }
        let known = match change {
            Change::PracticeHours(_)
            | Change::Hours { .. }
            | Change::Away { .. }
            | Change::Rota { .. }
            | Change::Clinician { .. }
            | Change::NextPhone { .. }
            | Change::AddClinician { .. }
            | Change::RemoveClinician(_)
            | Change::AddPatient(_)
            | Change::ChangePatient { .. }
            | Change::RemovePatient(_)
            | Change::Patients { .. }
            | Change::Restore(_) => change.word(),
        };
        assert!(detail.starts_with(known));
    }
}
