//! What the pages about clinicians work out.

use super::add::id_of;
use super::backup;
use crate::console::form::Fields;
use crate::domain::testkit::practice;

#[test]
fn the_short_name_is_made_of_the_last_word_of_the_name_and_is_nobody_elses() {
    let practice = practice()
        .clinician("okafor", |c| c)
        .clinician("garcia-2", |c| c)
        .clinician("garcia", |c| c)
        .build();
    for (name, id) in [
        ("Dr Ada Lovelace", "lovelace"),
        ("Dr Ada Okafor", "okafor-2"),
        ("Dra. Ana García", "garcia-3"),
        ("Nurse Eva Lindqvist (locum) ", "locum"),
        ("Ms O’Brien", "brien"),
        ("07700 900123", "clinician"),
        ("", "clinician"),
    ] {
        assert_eq!(id_of(name, &practice.clinicians), id, "{name}");
    }
}

#[test]
fn the_backup_is_who_was_chosen_in_order_and_nobody_twice() {
    let fields = Fields::read(b"backup=&backup=weber&backup=okafor&backup=weber&backup=NO");
    let chosen: Vec<String> = backup(&fields).iter().map(ToString::to_string).collect();
    assert_eq!(chosen, ["weber", "okafor"]);
}
