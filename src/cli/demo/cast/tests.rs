//! What an edit of the files makes of the people.

use super::super::people::{
    AISHA, DESK, JONAS, MARIE, OKAFOR, OKAFOR_LINE, PEOPLE, ROSA, STRANGER, TOM,
};
use super::super::sample::tests::in_force;
use super::*;

const MONDAY: &str = "2026-11-23T10:00:00Z";
const NEW: &str = "+447700900199";

fn cast_of(practice: &Practice, now: &str) -> Vec<PersonView> {
    cast(&PEOPLE, practice, now.parse().unwrap())
}

fn as_it_is(text: &str) -> String {
    text.to_owned()
}

fn at<'a>(people: &'a [PersonView], number: &str) -> &'a PersonView {
    people.iter().find(|one| one.number == number).unwrap()
}

fn with_practice(from: &str, to: &str) -> Vec<PersonView> {
    let edit = |text: &str| {
        assert!(text.contains(from));
        text.replace(from, to)
    };
    cast_of(&in_force(edit, as_it_is), MONDAY)
}

fn with_patients(edit: impl Fn(&str) -> String) -> Vec<PersonView> {
    cast_of(&in_force(as_it_is, edit), MONDAY)
}

/// `patients.csv` with one row changed, or without it.
fn row(number: &str, change: impl Fn(&str) -> Option<String>) -> impl Fn(&str) -> String {
    move |text| {
        let rows = text
            .lines()
            .filter_map(|row| match row.starts_with(number) {
                true => change(row),
                false => Some(row.to_owned()),
            });
        rows.map(|row| row + "\n").collect()
    }
}

#[test]
fn the_sample_says_who_may_call_whom() {
    let people = cast_of(&in_force(as_it_is, as_it_is), MONDAY);
    let tags =
        [TOM, ROSA, MARIE, AISHA, JONAS, STRANGER].map(|number| at(&people, number).tag.as_str());
    assert_eq!(
        tags,
        [
            "Ordinary patient",
            "Urgent access",
            "French speaker",
            "Access ended",
            "Number withheld",
            "No access",
        ]
    );
    assert!(
        at(&people, AISHA)
            .story
            .contains("ended on 15 November 2026")
    );
    assert!(at(&people, JONAS).story.contains("264871 and #"));
    assert_eq!(at(&people, DESK).role, "desk");
    assert_eq!(people.len(), PEOPLE.len());
}

#[test]
fn a_patient_who_is_taken_off_the_list_has_no_access() {
    let people = with_patients(row(ROSA, |_| None));
    let rosa = at(&people, ROSA);
    assert_eq!((rosa.tag.as_str(), rosa.role), ("No access", "stranger"));
    assert_eq!(rosa.name, "Rosa Diaz");
}

#[test]
fn a_column_that_is_edited_shows() {
    let people = with_patients(row(MARIE, |row| Some(row.replace("fr-FR", ""))));
    assert_eq!(at(&people, MARIE).tag, "Ordinary patient");
    let people = with_patients(row(TOM, |row| Some(row.replace("Whitfield", "Weaver"))));
    assert_eq!(
        (
            at(&people, TOM).name.as_str(),
            at(&people, TOM).initials.as_str()
        ),
        ("Tom Weaver", "TW")
    );
    let people = with_patients(row(JONAS, |row| Some(row.replace("264871", "264872"))));
    assert!(at(&people, JONAS).story.contains("opens no line now"));
    let strangers = |text: &str| format!("{text}{STRANGER},Ivy Hart,lindqvist,,,yes,,\n");
    let people = with_patients(strangers);
    let stranger = at(&people, STRANGER);
    assert_eq!(
        (stranger.name.as_str(), stranger.tag.as_str()),
        ("Ivy Hart", "Urgent access")
    );
    assert_eq!(
        stranger.contacts.len(),
        2,
        "Dr Lindqvist's line is on the card now"
    );
}

#[test]
fn an_access_ends_when_its_day_is_over() {
    let practice = in_force(as_it_is, |text| text.replace("2028-02-29", "2026-12-24"));
    let then = |now| at(&cast_of(&practice, now), TOM).tag.clone();
    assert_eq!(then("2026-12-24T23:00:00Z"), "Ordinary patient");
    assert_eq!(then("2026-12-25T10:00:00Z"), "Access ended");
}

#[test]
fn a_front_line_that_is_edited_is_the_number_on_the_card() {
    let people = with_practice(OKAFOR_LINE, "+447700900109");
    assert_eq!(at(&people, TOM).contacts[0].number, "+447700900109");
}

#[test]
fn a_clinicians_phone_that_is_edited_gets_somebody_to_answer_it() {
    let people = with_practice(OKAFOR, NEW);
    let (old, new) = (at(&people, OKAFOR), at(&people, NEW));
    assert_eq!(
        (new.name.as_str(), new.side),
        ("Dr Ada Okafor's new phone", "clinicians")
    );
    assert_eq!(new.of.as_deref(), Some("okafor"));
    assert_eq!(
        (old.name.as_str(), old.tag.as_str()),
        ("Dr Ada Okafor's old phone", GONE)
    );
    assert_eq!(old.of, None);
}

#[test]
fn a_desk_that_is_edited_gets_somebody_too() {
    let people = with_practice(DESK, "+441632960002");
    let new = at(&people, "+441632960002");
    assert_eq!((new.role, new.landline), ("desk", true));
    assert_eq!(at(&people, DESK).tag, GONE);
}

#[test]
fn a_clinician_who_is_renamed_has_the_new_name_everywhere() {
    let people = with_practice("Dr Ada Okafor", "Dr Ada Lovelace");
    let ada = at(&people, OKAFOR);
    assert_eq!(
        (ada.name.as_str(), ada.initials.as_str()),
        ("Dr Ada Lovelace", "AL")
    );
    assert_eq!(at(&people, TOM).contacts[0].name, "Dr Ada Lovelace");
    assert!(at(&people, TOM).story.contains("Dr Ada Lovelace"));
}

#[test]
fn a_name_is_shortened_as_people_do() {
    assert_eq!(called("Dr Ada Okafor"), "Dr Okafor");
    assert_eq!(called("Claire Moreau, nurse"), "Claire Moreau");
}
