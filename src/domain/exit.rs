//! The one function at the exit: nothing goes out to a patient that it has not seen.

use super::decision::Recipient;
use super::guard::Guard;
use super::outbox::Author;

/// Whether these words may go to this recipient. A clinician may read any number, though not a colleague's in the
/// colleague's own words: clinicians are each other's patients. To everybody else nothing goes that holds a clinician's,
/// in any usual spelling. It fails closed: what cannot be searched does not go.
pub fn may_go(guard: &Guard, author: &Author, to: &Recipient, body: &str) -> bool {
    match (to, author) {
        (
            Recipient::Clinician(_) | Recipient::ClinicianPhone(_),
            Author::Nightbell | Author::Patient { .. },
        ) => true,
        _ => !guard.finds(body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::phone::{E164, Line};
    use crate::domain::testkit::{ROSA, number, phone_of, practice, target};

    fn goes(body: &str) -> bool {
        let surgery = practice().clinician("okafor", |c| c).build();
        let guard = Guard::new(&surgery.clinicians);
        let to = Recipient::Number(number(ROSA));
        may_go(&guard, &Author::Nightbell, &to, body)
    }

    fn spelt(digits: &str, words: [&str; 10]) -> String {
        let digits = digits.bytes().filter(u8::is_ascii_digit);
        let words: Vec<&str> = digits
            .map(|digit| words[usize::from(digit - b'0')])
            .collect();
        words.join(" ")
    }

    #[test]
    fn ordinary_texts_full_of_digits_go() {
        for body in [
            "Take 2 x 500 mg at 8:00, 14:00 and 20:00 for 7 days",
            "Your blood pressure was 128/82 at 9:15 and 134/88 at 18:40, pulse 72",
            "Appointment on 2026-11-30 at 10:20, room 14, bring form 7A",
            "Nimm 3 mal täglich 400 mg, 10 Tage lang, ab dem 23.11.2026",
            "INR 2.4, Hb 13.1, creatinine 88, eGFR 74, potassium 4.2",
            "Call the desk on 01632 960001",
            "NHS 943 476 5919",
            "",
        ] {
            assert!(goes(body), "{body}");
        }
    }

    #[test]
    fn a_clinicians_number_does_not_go_however_it_is_written() {
        let own = phone_of(0, 0);
        let national = format!("0{}", &own[3..]);
        let english = [
            "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        ];
        let french = [
            "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
        ];
        let german = [
            "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun",
        ];
        let spanish = [
            "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
        ];
        let mut bodies = vec![
            own.clone(),
            own.replace('+', "00"),
            format!(
                "({}) {}-{}",
                &national[..5],
                &national[5..8],
                &national[8..]
            ),
            format!("https://wa.me/{}", &own[1..]),
            format!("tel:{own}"),
        ];
        for words in [english, french, german, spanish] {
            bodies.push(format!("Call me: {}", spelt(&national, words)));
        }
        for body in bodies {
            assert!(!goes(&body), "{body}");
        }
    }

    #[test]
    fn what_is_too_long_to_be_searched_does_not_go() {
        assert!(goes(&"x".repeat(64 * 1024)));
        assert!(!goes(&"x".repeat(64 * 1024 + 1)));
    }

    #[test]
    fn clinicians_may_read_any_number() {
        let surgery = practice().clinician("okafor", |c| c).build();
        let guard = Guard::new(&surgery.clinicians);
        let phone = target(&surgery, "okafor", 0);
        let body = phone_of(0, 0);
        let to = Recipient::Clinician(phone.clinician.clone());
        let said = |to: &Recipient| may_go(&guard, &Author::Nightbell, to, &body);
        assert!(said(&to));
        assert!(said(&Recipient::ClinicianPhone(phone)));
        assert!(!said(&Recipient::Number(E164::NOBODY)));
    }

    #[test]
    fn a_clinician_who_is_a_colleagues_patient_gets_no_number_of_the_colleagues() {
        let surgery = practice()
            .clinician("okafor", |c| c)
            .clinician("lindqvist", |c| c);
        let surgery = surgery.build();
        let guard = Guard::new(&surgery.clinicians);
        let author = Author::Clinician {
            clinician: target(&surgery, "okafor", 0).clinician,
            line: Line(surgery.line("okafor")),
        };
        let to = Recipient::ClinicianPhone(target(&surgery, "lindqvist", 0));
        assert!(!may_go(&guard, &author, &to, &phone_of(0, 0)));
        assert!(may_go(&guard, &author, &to, "Take two a day"));
    }
}
