//! What the guard finds, and what it lets pass.

mod generated;
mod ordinary;
mod spelt;
mod tables;

use super::*;
use crate::domain::phone::E164;

fn guard(numbers: &[&str]) -> Guard {
    let digits = |number: &&str| number.parse::<E164>().unwrap().digits();
    Guard::of(numbers.iter().map(digits))
}

#[test]
fn the_usual_spellings_of_a_number_are_found() {
    let guard = guard(&["+447700900123", "+33639980001", "+12125550123"]);
    for text in [
        "+447700900123",
        "Call me on 07700 900123.",
        "00 44 7700 900 123",
        "+44 (0)7700-900-123",
        "7700.900.123",
        "0 7 7 0 0 9 0 0 1 2 3",
        "mon numéro : 06 39 98 00 01",
        "0033639980001",
        "(212) 555-0123",
        "1-212-555-0123",
        "０７７００　９００１２３",
        "٠٧٧٠٠٩٠٠١٢٣",
        "0️⃣7️⃣7️⃣0️⃣0️⃣ 9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣",
        "⓪⑦⑦⓪⓪⑨⓪⓪①②③",
        "07700\n900123",
        "077\u{200b}00900\u{ad}123",
        "order 12, then 07700900123 99",
    ] {
        assert!(guard.finds(text), "{text}");
    }
}

#[test]
fn ordinary_sentences_pass() {
    let guard = guard(&["+447700900123", "+33639980001", "+3545550123"]);
    for text in [
        "",
        "See you on Monday 30 November 2026 at 9:30.",
        "30.11.2026 09:30, 01.12.2026 10:00, 02.12.2026 11:15",
        "Please call the practice on 0 1 6 3 2, 9 6 0 0 0 1. Again: 01632 960001.",
        "Text +447700900101, not +447700900201.",
        "Take 2 of 500 mg at 7, 2 at 15, 1 at 23; blood pressure 120/80, 130/85, 125/82.",
        "If this is an emergency, hang up and dial 9 9 9.",
        "NHS 943 476 5919, born 1944-07-01",
    ] {
        assert!(!guard.finds(text), "{text}");
    }
}

#[test]
fn a_number_split_by_words_is_no_longer_one_number() {
    let guard = guard(&["+447700900123"]);
    assert!(!guard.finds("07700 is what you need to park, and 900123 opens the ward"));
    assert!(!guard.finds(
        "07700 is the code for the door: 900 for the ward that I told you of yesterday, 123"
    ));
    assert!(!guard.finds("07700 is the code, 5 the floor, and 900123 the ward"));
    assert!(!guard.finds("07700, seven, 900123"));
    assert!(guard.finds("07700 is the code and 900123 the ward"));
}

#[test]
fn short_national_numbers_are_compared_whole() {
    let guard = guard(&["+3545550123", "+4520123456"]);
    assert!(guard.finds("555 0123") && guard.finds("20 12 34 56"));
    assert!(!guard.finds("550123") && !guard.finds("0 12 34 56"));
}

#[test]
fn a_number_of_a_tiny_country_is_compared_by_seven_digits() {
    let guard = guard(&["+2904567"]);
    assert!(guard.finds("+290 4567"));
    assert!(!guard.finds("4567"));
}

#[test]
fn a_practice_without_clinicians_has_nothing_to_find() {
    assert!(!Guard::new(&Clinicians::default()).finds("+447700900123"));
}

#[test]
fn what_cannot_be_searched_counts_as_found() {
    let guard = guard(&["+447700900123"]);
    assert!(guard.finds(&"word ".repeat(20_000)), "too long");
    let layers = |count| format!("%{}20 is a blank", "25".repeat(count));
    assert!(guard.finds(&layers(3)), "too many layers");
    assert!(!guard.finds(&layers(2)));
    assert!(guard.finds("\u{202e}765 4321"), "shown backwards");
    assert!(!guard.finds(&"one 1 ".repeat(5_000)));
}

#[test]
fn digits_before_and_after_a_number_do_not_hide_it() {
    let guard = guard(&["+447700900123"]);
    for text in [
        "5077009001235",
        "oh seven seventy oh nine oh oh twelve thirty-five",
        "1 077 00900 12 3rd",
    ] {
        assert!(guard.finds(text), "{text}");
    }
}
