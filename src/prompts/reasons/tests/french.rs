//! The same rules for a French reader: plain, and set as French is.

use super::*;
use crate::domain::phone::Line;

fn dit(reason: &Reason) -> String {
    sentence(reason, &samples::practice(), "fr-FR".parse().unwrap())
}

#[test]
fn every_rule_is_told_in_french_and_no_two_alike() {
    let mut told: Vec<String> = Vec::new();
    for reason in samples::reasons() {
        let (french, english) = (dit(&reason), says(reason.clone()));
        assert_ne!(french, english);
        assert!(!told.contains(&french), "{french}");
        told.push(french);
    }
}

#[test]
fn french_sentences_are_set_as_french_is() {
    for reason in table::all() {
        let french = dit(&reason);
        let wrong = french.contains(['\'', '"', '{', '}'])
            || french.contains("reason-")
            || [" :", " ;", " ?", " !", "« ", " »"]
                .iter()
                .any(|broken| french.contains(broken))
            || !french.ends_with('.')
            || french.contains("..");
        assert!(!wrong, "{french}");
        for sign in [':', ';', '?', '!'] {
            for (at, _) in french.match_indices(sign) {
                let before = french[..at].chars().next_back();
                let in_a_time = sign == ':' && before.is_some_and(|c| c.is_ascii_digit());
                assert!(before == Some('\u{a0}') || in_a_time, "{french}");
            }
        }
    }
}

#[test]
fn names_stand_where_nothing_has_to_be_elided_before_them() {
    for reason in table::all() {
        let french = dit(&reason);
        for name in ["Dr Ada", "Nurse Eva", "Marie Dupont", "gone", "un patient"] {
            for short in ["de", "que", "lorsque", "puisque"] {
                assert!(!french.contains(&format!("{short} {name}")), "{french}");
            }
        }
    }
}

#[test]
fn a_rule_is_told_with_names_dates_and_times_as_the_french_write_them() {
    let (clinician, line) = (okafor(), Line("+447700900201".parse().unwrap()));
    let told = [
        (
            Reason::Paused {
                clinician: clinician.clone(),
                until: samples::moment(),
            },
            "Dr Ada Okafor a mis les appels et les SMS en pause jusqu’au lundi 30 novembre 2026 à 09:30.",
        ),
        (
            Reason::GrantEnded {
                patient: samples::marie(),
                until: NaiveDate::from_ymd_opt(2027, 1, 1).unwrap(),
            },
            "L’accès accordé à Marie Dupont a pris fin le 1er janvier 2027.",
        ),
        (
            Reason::GrantInForce {
                patients: samples::household(),
            },
            "Cela vient d’un téléphone enregistré pour Marie Dupont ou Olivier Dupont, dont l’accès est en vigueur.",
        ),
        (
            Reason::Rings {
                target: samples::target(),
            },
            "Un téléphone sonne\u{a0}: Dr Ada Okafor, téléphone 2 sur 2.",
        ),
        (
            Reason::HoursOpen {
                clinician: samples::clinician("gone"),
            },
            "Ce moment est dans les horaires d’appel\u{a0}: gone (ne figure plus sur la liste).",
        ),
        (
            Reason::LineAssigned { line },
            "La ligne de retour +447700900201 correspond désormais à ce patient.",
        ),
        (
            Reason::NotDelivered {
                why: Failure::OptedOut,
            },
            "Non remis\u{a0}: le destinataire ne veut plus recevoir de SMS.",
        ),
    ];
    for (reason, words) in told {
        assert_eq!(dit(&reason), words);
    }
}

#[test]
fn a_rule_that_calls_and_texts_share_speaks_of_neither_in_french() {
    for reason in [
        Reason::FromOwnLine,
        Reason::CallerNoNumber,
        Reason::CallerUnknown,
        Reason::CallerWithheld,
        Reason::BackLinesForClinicians,
        Reason::NotAssigned {
            clinician: okafor(),
        },
        Reason::UrgentGranted,
        Reason::UrgentNotGranted,
    ] {
        let french = dit(&reason);
        assert!(
            !french.contains("appel") && !french.contains("SMS"),
            "{french}"
        );
    }
}

#[test]
fn who_reads_neither_language_reads_english() {
    let practice = samples::practice();
    for tag in ["de-DE", "es-ES", "en-US"] {
        let told = sentence(&Reason::Ended, &practice, tag.parse().unwrap());
        assert_eq!(told, "The call has ended.");
    }
    let canada = sentence(&Reason::Ended, &practice, "fr-CA".parse().unwrap());
    assert_eq!(canada, "L’appel a pris fin.");
}
