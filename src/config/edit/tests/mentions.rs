//! A clinician goes, and the name goes from every other place, unless somebody would be missing there.

use chrono::DateTime;

use super::changes::{practice, propose, put, sample};
use super::*;
use crate::config::edit::mentions::Needed;
use crate::config::edit::propose::Unfit;
use crate::config::edit::wish::Change;
use crate::config::tests::PRACTICE;

fn id(text: &str) -> ClinicianId {
    ClinicianId::new(text).unwrap()
}

fn goes(who: &str) -> Change {
    Change::RemoveClinician(id(who))
}

fn needed(folder: &Folder, who: &str) -> Vec<Needed> {
    match propose(folder, &goes(who)) {
        Err(Unfit::Needed(all)) => all,
        Err(other) => panic!("{other}"),
        Ok(_) => Vec::new(),
    }
}

fn shift(hours: &str, from: Option<&str>) -> Needed {
    let from = from.map(|from| from.parse::<DateTime<Utc>>().unwrap());
    Needed::Shift {
        hours: hours.to_owned(),
        from,
    }
}

#[test]
fn the_name_goes_from_the_backup_and_nothing_else_with_it() {
    let folder = sample();
    let before = practice(&folder);
    let (start, rest) = before
        .split_once("[[clinician]]\nid     = \"moreau\"")
        .unwrap();
    let rest = rest.split_once("# Who is on duty").unwrap().1;
    put(&folder, &goes("moreau"));
    let expected = format!("{start}# Who is on duty{rest}").replace("backup = [\"moreau\"]\n", "");
    assert_eq!(practice(&folder), expected);
}

#[test]
fn a_shift_goes_where_another_one_runs_all_that_time() {
    let folder = sample();
    put(&folder, &goes("okafor"));
    let after = practice(&folder);
    assert!(after.contains("shifts = [\n  { hours = \"24/7\", clinician = \"lindqvist\" },\n]"));
    assert!(!after.contains("clinician = \"okafor\""));
    assert!(folder.load().is_ok());
}

#[test]
fn where_somebody_would_be_missing_nothing_changes_and_each_place_is_told() {
    let folder = sample();
    let before = practice(&folder);
    let away = Needed::Cover {
        of: id("okafor"),
        from: "2026-12-24".parse().unwrap(),
        to: "2027-01-02".parse().unwrap(),
    };
    // The weekend is Dr Okafor's: from Monday on somebody would be missing.
    let all = [shift("24/7", Some("2026-11-23T00:00:00Z")), away];
    assert_eq!(needed(&folder, "lindqvist"), all);
    assert_eq!(practice(&folder), before);
    // The only one on the rota, though at no time in the next months.
    let folder = Folder::with(&PRACTICE.replace("24/7", "Aug 00:00-24:00"));
    assert!(folder.load().is_ok(), "{}", folder.load().err().unwrap());
    assert!(matches!(
        &needed(&folder, "lindqvist")[..],
        [Needed::Shift { from: None, .. }]
    ));
}

#[test]
fn an_absence_that_is_over_loses_its_cover_without_a_word() {
    let phone = "phone = \"+447700900123\"\n";
    let away = "away = [{ from = 2026-11-01, to = 2026-11-21, cover = \"lindqvist\" }, { from = 2026-12-01, to = 2026-12-02 }]\n";
    let with = PRACTICE
        .replacen(
            phone,
            &format!("{phone}{away}backup = [\"lindqvist\"] # a\n"),
            1,
        )
        .replace(
            "24/7\", clinician = \"lindqvist\" }",
            "24/7\", clinician = \"okafor\" }, { clinician = \"lindqvist\", hours = \"Sa\" }",
        );
    let with = format!(
        "{with}\n[[rota]]\nname = \"old\"\nshifts = [{{ hours = \"Mo\", clinician = \"lindqvist\" }}]\n"
    );
    let folder = Folder::with(&with);
    put(&folder, &goes("lindqvist"));
    let after = practice(&folder);
    assert!(after.contains("away = [{ from = 2026-11-01, to = 2026-11-21 }, { from = 2026-12-01"));
    assert!(after.contains("shifts = [{ hours = \"24/7\", clinician = \"okafor\" }]\n"));
    assert!(!after.contains("lindqvist") && !after.contains("backup"));
    assert!(!after.contains("old"), "a rota without shifts goes");
}

#[test]
fn absences_and_shifts_that_are_written_as_tables_are_understood_too() {
    let phone = "phone = \"+447700900123\"\n";
    let away =
        "[[clinician.away]]\nfrom = 2026-11-01\nto = 2026-11-21\ncover = \"lindqvist\" # then\n";
    let shifts = "[[rota.shifts]]\nhours = \"Sa\"\nclinician = \"lindqvist\"\n\n# always\n[[rota.shifts]]\nhours = \"24/7\"\nclinician = \"okafor\"\n";
    let with = PRACTICE
        .replacen(phone, &format!("{phone}\n{away}"), 1)
        .replace(
            "shifts = [{ hours = \"24/7\", clinician = \"lindqvist\" }]\n",
            &format!("\n{shifts}"),
        );
    let folder = Folder::with(&with);
    assert!(folder.load().is_ok(), "{}", folder.load().err().unwrap());
    put(&folder, &goes("lindqvist"));
    let after = practice(&folder);
    assert!(after.contains("to = 2026-11-21\n\n[[rota]]"), "{after}");
    assert!(after.ends_with("[[rota]]\nname = \"on-call\"\n\n# always\n[[rota.shifts]]\nhours = \"24/7\"\nclinician = \"okafor\"\n"), "{after}");
}
