//! ADD and REMOVE: who is meant, and what is refused.

use chrono::NaiveDate;

use super::*;
use crate::domain::names::PatientId;
use crate::domain::testkit::{Texted, number};

const TOM: &str = "+447700900777";

fn adds(name: &str, until: Option<&str>) -> Option<Edit> {
    Some(Edit::Add {
        phone: number(TOM),
        name: name.to_owned(),
        until: until.map(|day| day.parse().unwrap()),
    })
}

fn removes(name: &str, phones: &[&str]) -> Option<Edit> {
    Some(Edit::Remove {
        name: name.to_owned(),
        phones: phones.iter().map(|phone| (*phone).to_owned()).collect(),
    })
}

fn patient(surgery: &Surgery, name: &str) -> PatientId {
    let mut all = surgery.patients.iter();
    all.find(|grant| &*grant.name == name).unwrap().id
}

#[test]
fn add_takes_a_number_and_a_name_in_either_order_however_they_are_typed() {
    let surgery = surgery().build();
    for body in [
        "ADD 07700 900777 Tom Hale",
        "add Tom Hale +44 7700-900777",
        "Add: Tom  Hale, 07700900777.",
        "ADD “Tom Hale” (07700) 900777",
        "ADD 'Tom Hale' '07700900777",
        "add 07700\u{a0}900777\nTom\u{a0}Hale!",
        "ＡＤＤ ０７７００ ９００７７７ Tom Hale",
        "ADD tel:+447700900777 Tom Hale",
        "ADD 07700900777 \u{61c}Tom\u{202e}\u{fff9} H\u{e0041}ale\u{2069}",
        "ADD Tom Hale - 07700 900777",
        "ADD 07700 900777 – Tom Hale",
        "ADD 0044 7700 900 777 Tom Hale",
        "ADD +44 (0)7700 900777 Tom Hale",
        "ADD \u{202a}+44 7700 900777\u{202c} Tom Hale",
        "ADD <Tom Hale> <07700.900777>",
    ] {
        assert_eq!(edit(&surgery, body), adds("Tom Hale", None), "{body}");
    }
    for name in [
        "O’Brien",
        "'t Hooft",
        "Zoë Ødegård",
        "Tom Hale Jr",
        "Anne-Marie",
        "李雷",
    ] {
        let body = format!("ADD {name} 07700 900777");
        assert_eq!(edit(&surgery, &body), adds(name, None), "{body}");
    }
}

#[test]
fn the_length_of_an_access_is_counted_from_today_and_its_last_day_is_included() {
    let surgery = surgery().build();
    for (length, until) in [
        ("7d", "2026-11-30"),
        ("2W", "2026-12-07"),
        ("3m", "2027-02-23"),
        ("1y", "2027-11-23"),
        ("for 7 days.", "2026-11-30"),
        ("２ weeks", "2026-12-07"),
        ("until 2026-11-29", "2026-11-29"),
        ("until 29.11.2026", "2026-11-29"),
        ("until 29 Nov", "2026-11-29"),
        ("until November 29th", "2026-11-29"),
        ("until 3 January", "2027-01-03"),
        ("until 3 Jan 2028", "2028-01-03"),
        ("until 23 Nov", "2026-11-23"),
    ] {
        for who in ["07700 900777 Tom Hale", "Tom Hale 07700 900777"] {
            let body = format!("ADD {who} {length}");
            assert_eq!(
                edit(&surgery, &body),
                adds("Tom Hale", Some(until)),
                "{body}"
            );
        }
    }
}

/// The ends of what is to be added.
fn ends(text: &Texted<'_>) -> Vec<Option<NaiveDate>> {
    let effects = text.effects().iter();
    let ends = effects.filter_map(|effect| match effect {
        Effect::Edit {
            edit: Edit::Add { until, .. },
            ..
        } => Some(*until),
        _ => None,
    });
    ends.collect()
}

#[test]
fn a_month_has_the_days_it_has() {
    let surgery = surgery().build();
    let late = "Sun 2027-01-31 10:00";
    let text = surgery.text(&phone_of(0, 0), "okafor", late, "ADD 07700 900777 Tom 1m");
    let until = Some("2027-02-28".parse().unwrap());
    assert_eq!(ends(&text), [until]);
}

#[test]
fn the_day_of_an_add_is_the_practices() {
    // In Auckland it is Tuesday already.
    let surgery = surgery().zone(chrono_tz::Pacific::Auckland).build();
    let monday_evening = "Mon 2026-11-23 20:00";
    let text = surgery.text(
        &phone_of(0, 0),
        "okafor",
        monday_evening,
        "ADD 07700 900777 Tom 1d",
    );
    let until = Some("2026-11-25".parse().unwrap());
    assert_eq!(ends(&text), [until]);
}

#[test]
fn what_would_be_a_guess_is_not_added() {
    let surgery = surgery().build();
    for body in [
        "ADD",
        "ADD Tom Hale",
        "ADD 07700 900777",
        "ADD 07700 900777 7d",
        "ADD 4.47E+11 Tom Hale",
        "ADD 447700900777.0.0 Tom Hale",
        "ADD 0️⃣7️⃣7️⃣0️⃣0️⃣900777 Tom Hale",
        "ADD 999 Tom Hale",
        "ADD 60777 Tom Hale",
        "ADD 07700 Tom 900777",
        "ADD Tom 07700 900777 Hale",
        "ADD 07700 900777 Tom Hale 07700 900778",
        "ADD Tom Hale +447700900777 +447700900778",
        "ADD Tom Hale 07700 +900777",
        "ADD 07700 900777 Tom Hale 0d",
        "ADD 07700 900777 Tom Hale 7d 8d",
        "ADD 07700 900777 7d Tom Hale",
        "ADD 07700 900777 Tom Hale 99999d",
        "ADD 07700 900777 Tom Hale 9999999999999d",
        "ADD 07700 900777 Tom Hale until",
        "ADD 07700 900777 Tom Hale until soon",
        "ADD 07700 900777 Tom Hale until 2026-11-22",
        "ADD 07700 900777 Tom Hale until 2026-02-30",
        "ADD 07700 900777 Tom Hale until 11/12/2026",
        "ADD 07700 900777 Tom Hale until 2046-11-22",
        "ADD 07700 900777 =cmd|calc",
        "ADD 07700 900777 @Tom",
        "ADD 07700 900777 -Tom",
        "ADD 07700 900777 +Tom",
        "ADD 07700 900777 ＝Tom",
        "ADD 07700 900777 T\u{7}om",
        "ADD 07700 900777 🌹",
        "ADD 07700 900777 Tom2",
    ] {
        assert_eq!(answer(&surgery, body), Phrase::CommandExpectsAdd, "{body}");
    }
    let long = |letters| format!("ADD 07700 900777 {}", "é".repeat(letters));
    assert_eq!(answer(&surgery, &long(81)), Phrase::CommandExpectsAdd);
    assert!(edit(&surgery, &long(80)).is_some());
}

#[test]
fn no_number_of_the_practice_becomes_a_patients() {
    let surgery = surgery().build();
    let numbers = [
        phone_of(0, 0),
        phone_of(0, 1),
        phone_of(1, 0),
        surgery.line("okafor").wire(),
        surgery.line("lindqvist").wire(),
        surgery.line("back 2").wire(),
        "+441632960001".to_owned(),
    ];
    for number in numbers {
        for body in [
            format!("ADD {number} Tom Hale"),
            format!("ADD Tom Hale {number} 7d"),
        ] {
            assert_eq!(answer(&surgery, &body), Phrase::CommandOwnNumber, "{body}");
        }
    }
}

#[test]
fn who_may_reach_already_is_said_so_and_another_end_changes_the_row() {
    let surgery = surgery()
        .patient("Tom Hale", "okafor", TOM, |p| p.until("2026-11-30"))
        .patient("Tom Hale", "lindqvist", MARIE, |p| p)
        .build();
    let patient = patient(&surgery, "Tom Hale");
    let until = Some("2026-11-30".parse().unwrap());
    for body in [
        "ADD 07700 900777 Tom Hale 7d",
        "add tom  HALE 07700 900777 until 30 nov",
    ] {
        assert_eq!(
            answer(&surgery, body),
            Phrase::CommandAlready { patient, until },
            "{body}"
        );
    }
    assert_eq!(
        edit(&surgery, "ADD 07700 900777 tom hale"),
        adds("Tom Hale", None)
    );
    assert_eq!(
        edit(&surgery, "ADD 07700 900777 TOM HALE 8d"),
        adds("Tom Hale", Some("2026-12-01"))
    );
    // A colleague's patient is not this clinician's.
    let marie = Edit::Add {
        phone: number(MARIE),
        name: "Tom Hale".to_owned(),
        until: None,
    };
    assert_eq!(edit(&surgery, "ADD 07700 900457 Tom Hale"), Some(marie));
}

#[test]
fn whose_access_has_ended_or_not_begun_is_added_again() {
    let surgery = surgery()
        .patient("Tom Hale", "okafor", TOM, |p| p.until("2026-11-22"))
        .patient("Ann Bell", "okafor", TOM, |p| p.from("2026-11-24"))
        .build();
    assert_eq!(
        edit(&surgery, "ADD 07700 900777 Tom Hale"),
        adds("Tom Hale", None)
    );
    assert_eq!(
        edit(&surgery, "ADD 07700 900777 Ann Bell"),
        adds("Ann Bell", None)
    );
}

#[test]
fn a_household_shares_a_phone() {
    let surgery = surgery().patient("Ann Hale", "okafor", TOM, |p| p).build();
    assert_eq!(
        edit(&surgery, "ADD 07700 900777 Tom Hale"),
        adds("Tom Hale", None)
    );
}

#[test]
fn remove_means_the_exact_name_or_the_only_one_that_begins_so_or_the_number() {
    let two = format!("{TOM};+447700900778");
    let surgery = surgery()
        .patient("Zoë Ødegård", "okafor", &two, |p| p)
        .patient("Rosa", "okafor", "+447700900779", |p| p)
        .patient("Eve Moss", "lindqvist", "+447700900780", |p| p)
        .build();
    for (body, name, phones) in [
        ("REMOVE Rosa Diaz", "Rosa Diaz", &[ROSA][..]),
        ("remove “rosa  DÍAZ”.", "Rosa Diaz", &[ROSA]),
        ("Remove Rosa", "Rosa", &["+447700900779"]),
        ("REMOVE marie", "Marie Dupont", &[MARIE]),
        ("REMOVE dupont", "Marie Dupont", &[MARIE]),
        ("REMOVE M Dupont", "Marie Dupont", &[MARIE]),
        ("REMOVE zoe", "Zoë Ødegård", &[TOM, "+447700900778"]),
        (
            "REMOVE 07700 900778",
            "Zoë Ødegård",
            &[TOM, "+447700900778"],
        ),
        (
            "REMOVE Zoe 07700 900777",
            "Zoë Ødegård",
            &[TOM, "+447700900778"],
        ),
        ("REMOVE +44 7700 900456", "Rosa Diaz", &[ROSA]),
    ] {
        assert_eq!(edit(&surgery, body), removes(name, phones), "{body}");
    }
    for (body, name) in [
        ("REMOVE Eve Moss", "Eve Moss"),
        ("REMOVE Mary", "Mary"),
        ("REMOVE pont", "pont"),
        ("REMOVE Dupont Marie", "Dupont Marie"),
        ("REMOVE +447700900999", "+447700900999"),
        ("REMOVE Marie 07700 900456", "Marie 07700 900456"),
        (
            "REMOVE Ferdinand-Maximilian von und zu Hohenstaufen",
            "Ferdinand-Maximilian von und zu Hohensta",
        ),
    ] {
        let name = name.to_owned();
        assert_eq!(
            answer(&surgery, body),
            Phrase::CommandNobody { name },
            "{body}"
        );
    }
    for body in [
        "REMOVE",
        "REMOVE R",
        "REMOVE ?",
        "REMOVE 999",
        "REMOVE 07700 Rosa 900456",
    ] {
        assert_eq!(
            answer(&surgery, body),
            Phrase::CommandExpectsRemove,
            "{body}"
        );
    }
}

#[test]
fn two_patients_who_could_be_meant_are_asked_about() {
    let surgery = surgery()
        .patient("Marie Dubois", "okafor", TOM, |p| p)
        .patient("Tom Hale", "okafor", TOM, |p| p)
        .patient("Rosa Diaz", "okafor", "+447700900779", |p| p)
        .build();
    let ids = |names: &[&str]| -> Vec<PatientId> {
        names.iter().map(|name| patient(&surgery, name)).collect()
    };
    let which = |patients| Phrase::CommandWhich { patients };
    assert_eq!(
        answer(&surgery, "REMOVE Marie"),
        which(ids(&["Marie Dupont", "Marie Dubois"]))
    );
    assert_eq!(
        answer(&surgery, "REMOVE 07700 900777"),
        which(ids(&["Marie Dubois", "Tom Hale"]))
    );
    assert!(
        matches!(answer(&surgery, "REMOVE Rosa Diaz"), Phrase::CommandWhich { patients } if patients.len() == 2)
    );
    assert_eq!(
        edit(&surgery, "REMOVE Rosa Diaz 07700 900456"),
        removes("Rosa Diaz", &[ROSA])
    );
    assert_eq!(edit(&surgery, "REMOVE Tom"), removes("Tom Hale", &[TOM]));
}

#[test]
fn only_who_may_reach_now_or_later_can_be_removed() {
    let surgery = surgery()
        .patient("Tom Hale", "okafor", TOM, |p| p.until("2026-11-22"))
        .patient("Ann Bell", "okafor", TOM, |p| p.from("2026-12-01"))
        .build();
    assert_eq!(
        answer(&surgery, "REMOVE Tom"),
        Phrase::CommandNobody {
            name: "Tom".to_owned()
        }
    );
    assert_eq!(edit(&surgery, "REMOVE Ann"), removes("Ann Bell", &[TOM]));
}

#[test]
fn so_many_who_could_be_meant_are_not_all_named() {
    let mut surgery = surgery();
    for last in 0..20 {
        let phone = format!("+4477009008{last:02}");
        surgery = surgery.patient("Ann Bell", "okafor", &phone, |p| p);
    }
    assert!(
        matches!(answer(&surgery.build(), "REMOVE Ann"), Phrase::CommandWhich { patients } if patients.len() == 8)
    );
}

#[test]
fn a_clinicians_number_is_never_repeated() {
    let surgery = surgery().build();
    for body in [
        format!("REMOVE {}", phone_of(1, 0)),
        "REMOVE Nils 07700 900710".to_owned(),
    ] {
        assert_eq!(
            answer(&surgery, &body),
            Phrase::CommandExpectsRemove,
            "{body}"
        );
    }
    let spelt = "ADD 07700 900777 Tom oh seven seven oh oh nine oh oh seven one oh";
    assert_eq!(answer(&surgery, spelt), Phrase::CommandOwnNumber);
}
