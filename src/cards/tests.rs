//! What stands on a card, and what never does.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::code::tests::read;
use super::*;
use crate::domain::patients::AccessCode;
use crate::prompts::samples;

const LANGUAGES: [&str; 4] = ["en-GB", "fr-FR", "es-ES", "de-DE"];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// The card of Dr Okafor, after `change` was made to her.
fn card_of(change: impl Fn(&mut Clinician), patient: Option<&Grant>) -> (Card, Guard) {
    let practice = samples::practice();
    let mut okafor = practice.clinicians.iter().next().unwrap().clone();
    change(&mut okafor);
    let card = Card::new(&okafor, patient, &practice, &Prompts::built_in(), today());
    (card, Guard::new(&practice.clinicians))
}

fn files(change: impl Fn(&mut Clinician), patient: Option<&Grant>) -> Files {
    let (card, guard) = card_of(change, patient);
    card.files(&guard).unwrap()
}

fn marie(language: &str) -> Grant {
    let mut marie = samples::a_patient("Marie Dupont");
    marie.language = Some(language.parse().unwrap());
    marie.code = AccessCode::new("482163");
    marie
}

/// Every text of a picture, in reading order, and what its code says.
fn reads(svg: &str) -> (String, String) {
    let document = roxmltree::Document::parse(svg).unwrap();
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    let words: Vec<String> = texts
        .map(|text| {
            let parts = text.descendants().filter(|node| node.is_text());
            parts.filter_map(|node| node.text()).collect()
        })
        .collect();
    let code = document.descendants().find(|node| {
        node.has_tag_name("path") && node.attribute("d").is_some_and(|path| path.len() > 200)
    });
    let code = code.unwrap();
    let view = code.parent().unwrap().attribute("viewBox").unwrap();
    let side: usize = view.rsplit(' ').next().unwrap().parse().unwrap();
    (words.join(" "), read(side, code.attribute("d").unwrap()))
}

#[test]
fn a_patients_card_says_everything_in_the_patients_language() {
    for (language, words) in [
        (
            "en-GB",
            [
                "For Marie Dupont",
                "From abroad: +44 7700 900101",
                "In an emergency call 999.",
                "Your access code: 482163",
            ],
        ),
        (
            "fr-FR",
            [
                "Pour Marie Dupont",
                "De l'étranger : +44 7700 900101",
                "appelez le 999.",
                "Votre code d'accès : 482163",
            ],
        ),
        (
            "es-ES",
            [
                "Para Marie Dupont",
                "extranjero: +44 7700 900101",
                "llame al 999.",
                "Su código de acceso: 482163",
            ],
        ),
        (
            "de-DE",
            [
                "Für Marie Dupont",
                "Ausland: +44 7700 900101",
                "wählen Sie 999.",
                "Ihr Zugangscode: 482163",
            ],
        ),
    ] {
        let (text, _) = reads(&files(|_| (), Some(&marie(language))).svg);
        for words in words {
            assert!(text.contains(words), "{language} {words}: {text}");
        }
        for words in ["Harbour Street Surgery", "Dr Ada Okafor", "07700 900101"] {
            assert!(text.contains(words), "{language} {words}: {text}");
        }
    }
}

#[test]
fn hours_stand_in_plain_words_of_each_language() {
    let practice = samples::practice();
    let calendar = std::sync::Arc::new(compact_calendar::CompactCalendar::default());
    let week = "Mo-Fr 09:00-12:30,14:00-18:00; PH off";
    let hours = crate::domain::hours::Hours::new(week, calendar, practice.zone).unwrap();
    for (language, words, otherwise) in [
        (
            "en-GB",
            "Monday to Friday 9:00–12:30 and 14:00–18:00 Not on public holidays",
            "At other times you can",
        ),
        (
            "fr-FR",
            "Du lundi au vendredi 9h–12h30 et 14h–18h Sauf jours fériés",
            "En dehors de ces heures",
        ),
        (
            "es-ES",
            "De lunes a viernes 9:00–12:30 y 14:00–18:00 Excepto festivos",
            "Fuera de ese horario",
        ),
        (
            "de-DE",
            "Montag bis Freitag 9–12:30 und 14–18 Uhr Nicht an Feiertagen",
            "Außerhalb dieser Zeiten",
        ),
    ] {
        let (text, _) = reads(&files(|one| one.hours = hours.clone(), Some(&marie(language))).svg);
        assert!(text.contains(words), "{text}");
        assert!(text.contains(otherwise), "{text}");
    }
}

#[test]
fn the_code_saves_the_front_line_under_the_clinicians_name() {
    let (_, contact) = reads(&files(|_| (), None).svg);
    assert!(
        contact.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n"),
        "{contact}"
    );
    assert!(contact.contains("\r\nFN:Dr Ada Okafor\r\nORG:Harbour Street Surgery\r\n"));
    let numbers: Vec<&str> = contact
        .lines()
        .filter(|line| line.contains("TEL"))
        .collect();
    assert_eq!(numbers, ["TEL;TYPE=WORK,VOICE:+447700900101"]);
}

#[test]
fn a_card_that_is_anybodys_has_no_patient_no_code_and_several_copies() {
    let anybodys = files(|_| (), None);
    let (text, _) = reads(&anybodys.svg);
    assert!(
        !text.contains("For ") && !text.contains("access code"),
        "{text}"
    );
    assert_eq!(anybodys.html.matches("<svg xmlns").count(), COPIES);
    let maries = files(|_| (), Some(&marie("fr-FR")));
    assert_eq!(maries.html.matches("<svg xmlns").count(), 1);
}

#[test]
fn urgent_calls_are_promised_to_those_alone_who_may_make_them() {
    let mut practice = samples::practice();
    let okafor = practice.clinicians.iter().next().unwrap().clone();
    let mut patient = marie("en-GB");
    let never = crate::domain::hours::Hours::never(practice.zone);
    let okafor = Clinician {
        hours: never.clone(),
        ..okafor
    };
    let says = |practice: &Practice, patient: &Grant| {
        let card = Card::new(
            &okafor,
            Some(patient),
            practice,
            &Prompts::built_in(),
            today(),
        );
        card.otherwise.contains("press 1")
    };
    assert!(!says(&practice, &patient), "nobody is ever on duty");
    practice.rota = vec![crate::domain::practice::Shift {
        hours: never,
        clinician: okafor.id.clone(),
    }];
    assert!(says(&practice, &patient));
    patient.urgent = false;
    assert!(!says(&practice, &patient));
}

#[test]
fn no_card_is_made_with_a_clinicians_own_number_wherever_it_stands() {
    let secret = "07700 900 123";
    let named = |name: &str| {
        let name = name.to_owned();
        card_of(|one| one.name.clone_from(&name), None)
    };
    let (card, guard) = named(&format!("Dr Ada, {secret}"));
    assert_eq!(card.files(&guard).unwrap_err(), Refused::Number);
    // In letters so small a part that the layout would cut it off.
    let (card, guard) = named(&format!("{} {secret}", "Dr Ada Okafor ".repeat(12)));
    assert_eq!(card.files(&guard).unwrap_err(), Refused::Number);
    let (card, guard) = card_of(
        |_| (),
        Some(&samples::a_patient(&format!("Rosa ({secret})"))),
    );
    assert_eq!(card.files(&guard).unwrap_err(), Refused::Number);
    let betrayed = |change: &dyn Fn(&mut Card)| {
        let (mut card, guard) = card_of(|_| (), None);
        change(&mut card);
        card.files(&guard).is_err()
    };
    assert!(betrayed(&|card| card
        .contact
        .push_str("TEL:+447700900123\r\n")));
    assert!(betrayed(&|card| card.practice = "447700900124".to_owned()));
    assert!(betrayed(&|card| card.fold = secret.to_owned()));
    assert!(betrayed(&|card| card.hours = vec![(
        "oh seven seven double oh".to_owned(),
        "900125".to_owned()
    )]));
}

#[test]
fn a_line_of_another_country_is_dialled_in_one_way() {
    let foreign = |one: &mut Clinician| one.line = Line("+33639980001".parse().unwrap());
    let (card, _) = card_of(foreign, None);
    assert_eq!(card.number, "+33 6 39 98 00 01");
    assert_eq!(card.abroad, None);
}

#[test]
fn the_right_to_left_and_the_invisible_do_not_turn_the_card_around() {
    let turned = "\u{202e}Dr Ada\u{200f} Okafor\u{7}";
    let (card, _) = card_of(|one| one.name = turned.to_owned(), None);
    assert_eq!(card.clinician, "Dr Ada Okafor");
    let arabic = files(|one| one.name = "د. محمد الأمين".to_owned(), None).svg;
    assert!(arabic.contains("direction=\"rtl\""));
    assert!(reads(&arabic).1.contains("FN:د. محمد الأمين\r\n"));
}

#[test]
fn a_week_of_many_lines_leaves_nothing_out() {
    let practice = samples::practice();
    let calendar = std::sync::Arc::new(compact_calendar::CompactCalendar::default());
    let week = "Mo 09:00-12:30,14:00-18:00; Tu 10:00-13:00; We 08:00-12:00,15:00-19:30; Th 09:00-11:00; \
                Fr 22:00-23:00; Sa 09:00-12:00; Su 10:00-11:00; PH off";
    let hours = crate::domain::hours::Hours::new(week, calendar, practice.zone).unwrap();
    for language in LANGUAGES {
        let (card, guard) = card_of(|one| one.hours = hours.clone(), Some(&marie(language)));
        let (text, _) = reads(&card.files(&guard).unwrap().svg);
        for (days, hours) in &card.hours {
            assert!(
                text.contains(days) && text.contains(hours),
                "{days} {hours}: {text}"
            );
        }
        assert!(text.contains(&card.otherwise), "{}: {text}", card.otherwise);
        assert!(text.contains(&card.emergency), "{}: {text}", card.emergency);
    }
}

/// Each text's place: left, top, right, bottom.
fn places(svg: &str) -> Vec<[f64; 4]> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    texts
        .map(|text| {
            let number = |name: &str| {
                text.attribute(name)
                    .map(|value| value.parse::<f64>().unwrap())
            };
            let words: String = text
                .descendants()
                .filter_map(|node| node.text().filter(|_| node.is_text()))
                .collect();
            let size = number("font-size").unwrap();
            let bold = text.children().any(|child| child.has_tag_name("tspan"));
            let width = number("textLength").unwrap_or_else(|| measure::width(&words, bold) * size);
            let (x, y) = (number("x").unwrap(), number("y").unwrap());
            let left = match text.attribute("text-anchor") {
                Some("middle") => x - width / 2.0,
                _ => x,
            };
            [left, y - size * 0.75, left + width, y + size * 0.05]
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_names_make_a_well_formed_card_on_which_nothing_overlaps(
        clinician in "\\PC{1,100}",
        patient in "\\PC{1,100}",
        language in prop::sample::select(LANGUAGES.to_vec()),
    ) {
        let mut marie = marie(language);
        marie.name = patient.into();
        let (card, guard) = card_of(|one| one.name.clone_from(&clinician), Some(&marie));
        let Ok(files) = card.files(&guard) else { return Ok(()) };
        let (_, contact) = reads(&files.svg);
        prop_assert!(contact.contains("TEL;TYPE=WORK,VOICE:+447700900101\r\nEND:VCARD\r\n"));
        prop_assert!(!files.html.to_lowercase().contains("<script"));
        let places = places(&files.svg);
        for (nth, [left, top, right, bottom]) in places.iter().enumerate() {
            let face = if *left < sheet::FACE.0 { 0.0 } else { sheet::FACE.0 };
            prop_assert!(*left >= face + 3.9 && *right <= face + sheet::FACE.0 - 3.9, "{} {}: {}", left, right, files.svg);
            prop_assert!(*top >= 3.0 && *bottom <= sheet::FACE.1 - 3.0, "{} {}: {}", top, bottom, files.svg);
            for [left_2, top_2, right_2, bottom_2] in &places[nth + 1..] {
                let apart = right <= left_2 || right_2 <= left || bottom <= top_2 || bottom_2 <= top;
                prop_assert!(apart, "{}", files.svg);
            }
        }
    }
}
