//! An earlier version that holds another phone: the phone in use stays, and the earlier one is asked first.

use super::changes::{practice, propose, put};
use super::*;
use crate::config::edit::propose::{Proposal, Unfit};
use crate::config::edit::wish::Change;
use crate::config::tests::PRACTICE;

const FIRST: &str = "phone = \"+447700900123\"";

/// A folder that is as `now` says, and in whose history is `then`.
fn changed_by_hand(then: &str, now: &str) -> (Folder, Change) {
    let folder = Folder::with(then);
    let name = kept(&folder);
    folder.write("practice.toml", now);
    assert!(folder.load().is_ok(), "{}", folder.load().err().unwrap());
    (folder, Change::Restore(name))
}

/// Keeps what is there; gives its name.
fn kept(folder: &Folder) -> String {
    let path = folder.dir.path();
    let files = Files::read(path).unwrap();
    versions::keep(path, &files, "edited in the folder", now()).unwrap();
    versions::list(path)[0].name.clone()
}

fn with(phone: &str) -> String {
    assert!(PRACTICE.contains(FIRST));
    PRACTICE.replacen(FIRST, phone, 1)
}

fn proposed(folder: &Folder, change: &Change) -> Proposal {
    propose(folder, change).unwrap_or_else(|unfit| panic!("{unfit}"))
}

#[test]
fn the_phone_in_use_stays_and_the_earlier_one_is_to_confirm_first() {
    let then = with("phone = \"07700 900123\"   # since May").replace("24/7", "Sa,Su");
    let (folder, restore) = changed_by_hand(&then, &with("phone='+447700900129'"));
    assert!(proposed(&folder, &restore).phones_left_out.is_empty());
    put(&folder, &restore);
    let becomes = then.replace(
        "phone = \"07700 900123\"   # since May\n",
        "phone = '+447700900129'   # since May\nnext_phone = \"07700 900123\"\n",
    );
    assert_eq!(practice(&folder), becomes);
    let loaded = folder.load().unwrap_or_else(|wrong| panic!("{wrong}"));
    let okafor = loaded.practice.clinicians.get(&okafor()).unwrap();
    assert!(okafor.phones[0].number.is("+447700900129".parse().unwrap()));
    // Asked for it once more, there is nothing more to do.
    assert!(matches!(propose(&folder, &restore), Err(Unfit::Nothing)));
}

#[test]
fn a_phone_that_is_the_same_however_it_is_written_comes_back_as_it_was_written() {
    let then = with("phone = [\"07700 900123\"] # one");
    let (folder, restore) = changed_by_hand(&then, PRACTICE);
    put(&folder, &restore);
    assert_eq!(practice(&folder), then);
    // One of several that are rung now.
    let both = with("phone = [\"+447700900123\", \"+447700900129\"]");
    let (folder, restore) = changed_by_hand(&with("phone = \"+447700900129\""), &both);
    put(&folder, &restore);
    assert_eq!(practice(&folder), with("phone = \"+447700900129\""));
}

#[test]
fn of_several_phones_only_the_first_can_be_asked_and_the_others_are_told_of() {
    for (then, now, becomes, left_out) in [
        (
            "phone = [\"+447700900125\", \"+447700900126\"]",
            FIRST,
            "phone = \"+447700900123\"\nnext_phone = \"+447700900125\"",
            true,
        ),
        (
            "phone = [\"+447700900123\", \"+447700900126\"]",
            FIRST,
            FIRST,
            true,
        ),
        (
            "phone = [\"+447700900125\", \"+447700900123\"]",
            "phone = [\n  \"+447700900123\", # own\n  \"+447700900129\",\n]",
            "phone = [\n  \"+447700900123\", # own\n  \"+447700900129\",\n]\nnext_phone = \"+447700900125\"",
            false,
        ),
        // What was to come then is in use now.
        (
            "phone = [\"+447700900123\", \"+447700900126\"]\nnext_phone = \"+447700900129\"",
            "phone = [\"+447700900129\", \"+447700900123\"]",
            "phone = [\"+447700900129\", \"+447700900123\"]",
            true,
        ),
        (
            "phone = \"+447700900123\"\nnext_phone = \"+447700900129\"",
            "phone = \"+447700900129\"",
            "phone = \"+447700900129\"\nnext_phone = \"+447700900123\"",
            false,
        ),
    ] {
        let hours = |text: &str| text.replace("24/7", "Sa,Su");
        let (folder, restore) = changed_by_hand(&hours(&with(then)), &with(now));
        let left = proposed(&folder, &restore).phones_left_out;
        assert_eq!(left, vec![okafor(); usize::from(left_out)], "{then}");
        put(&folder, &restore);
        assert_eq!(practice(&folder), hours(&with(becomes)), "{then}");
    }
}

#[test]
fn who_is_not_there_now_comes_back_with_the_phone_of_then() {
    let (first, rest) = PRACTICE
        .split_once("[[clinician]]\nid = \"lindqvist\"")
        .unwrap();
    let rota = rest.split_once("[[rota]]").unwrap().1;
    let without = format!("{first}[[rota]]{rota}").replace("\"lindqvist\"", "\"okafor\"");
    let (folder, restore) = changed_by_hand(PRACTICE, &without);
    put(&folder, &restore);
    assert_eq!(practice(&folder), PRACTICE);
}

#[test]
fn in_a_folder_with_mistakes_the_phones_of_the_last_good_version_stay() {
    let (folder, restore) = changed_by_hand(PRACTICE, &with("phone = \"+447700900129\""));
    kept(&folder);
    folder.write("practice.toml", "[practice");
    put(&folder, &restore);
    let becomes = with("phone = \"+447700900129\"\nnext_phone = \"+447700900123\"");
    assert_eq!(practice(&folder), becomes);
}

#[test]
fn a_number_that_another_clinician_has_now_is_told_of_and_nothing_changes() {
    let swapped = PRACTICE
        .replace("900123", "900100")
        .replace("900124", "900123")
        .replace("900100", "900124");
    let (folder, restore) = changed_by_hand(PRACTICE, &swapped);
    assert!(matches!(propose(&folder, &restore), Err(Unfit::Mistake(_))));
    assert_eq!(practice(&folder), swapped);
}
