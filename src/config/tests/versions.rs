//! Earlier versions: what a bad edit falls back on.

use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};

use super::super::versions::{all, keep, last_good, list};
use super::*;

fn morning() -> DateTime<Utc> {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

fn files(practice: &str) -> Files {
    Files {
        practice: practice.into(),
        patients: Some(b"phone,name,clinician\n".to_vec()),
        sentences: vec![("fr".to_owned(), "closed = Fermé.".to_owned())],
    }
}

#[test]
fn the_last_good_version_can_be_loaded_again() {
    let folder = Folder::new();
    keep(
        folder.dir.path(),
        &Files::read(folder.dir.path()).unwrap(),
        "the files",
        morning(),
    )
    .unwrap();
    folder.write("practice.toml", "[practice");
    assert!(folder.load().is_err());
    let none = |_: &str| None;
    let loaded = load_last_good(folder.dir.path(), &context(Secrets::Required, &none)).unwrap();
    let practice = loaded
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .practice;
    assert_eq!(practice.name, "Harbour Street Surgery");
}

#[test]
fn who_and_when_stand_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    keep(folder.path(), &files("a"), "console: \"ada\"", morning()).unwrap();
    let version = last_good(folder.path()).unwrap();
    let about: toml::Table = fs::read_to_string(version.join("about.toml"))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(about["who"].as_str(), Some("console: \"ada\""));
    assert!(
        about["when"]
            .as_str()
            .unwrap()
            .starts_with("2026-11-23T08:00")
    );
    assert_eq!(
        fs::read_to_string(version.join("prompts/fr.ftl")).unwrap(),
        "closed = Fermé."
    );
}

#[test]
fn the_same_content_is_kept_once_and_the_newest_two_hundred_stay() {
    let folder = tempfile::tempdir().unwrap();
    for minute in 0..203i64 {
        let when = morning() + TimeDelta::minutes(minute);
        keep(
            folder.path(),
            &files(&minute.to_string()),
            "the files",
            when,
        )
        .unwrap();
        keep(
            folder.path(),
            &files(&minute.to_string()),
            "the files",
            when + TimeDelta::seconds(1),
        )
        .unwrap();
    }
    let kept = all(folder.path());
    assert_eq!(kept.len(), 200);
    assert_eq!(
        fs::read_to_string(kept[0].join("practice.toml")).unwrap(),
        "3"
    );
    assert_eq!(
        fs::read_to_string(kept[199].join("practice.toml")).unwrap(),
        "202"
    );
}

#[test]
fn a_clock_that_went_back_does_not_make_an_old_version_the_last() {
    let folder = tempfile::tempdir().unwrap();
    keep(folder.path(), &files("first"), "the files", morning()).unwrap();
    keep(
        folder.path(),
        &files("second"),
        "the files",
        morning() - TimeDelta::hours(1),
    )
    .unwrap();
    keep(
        folder.path(),
        &files("third"),
        "the files",
        morning() - TimeDelta::hours(1),
    )
    .unwrap();
    let last = last_good(folder.path()).unwrap();
    assert_eq!(
        fs::read_to_string(last.join("practice.toml")).unwrap(),
        "third"
    );
}

#[test]
fn names_stay_short_however_many_versions_follow_a_clock_that_went_back() {
    let folder = tempfile::tempdir().unwrap();
    let name = |version: PathBuf| version.file_name().unwrap().to_str().unwrap().to_owned();
    keep(folder.path(), &files("0"), "the files", morning()).unwrap();
    let first = name(last_good(folder.path()).unwrap());
    for version in 1..=5 {
        let earlier = morning() - TimeDelta::hours(1);
        let content = files(&version.to_string());
        keep(folder.path(), &content, "the files", earlier).unwrap();
    }
    let last = name(last_good(folder.path()).unwrap());
    assert_eq!(first, "20261123T080000_000000Z");
    assert_eq!(last, "20261123T080000_000005Z");
}

#[test]
fn a_half_written_version_is_none() {
    let folder = tempfile::tempdir().unwrap();
    keep(folder.path(), &files("whole"), "the files", morning()).unwrap();
    for half in ["20991231T000000_000000Z.new", "20991231T000000_000000Z"] {
        fs::create_dir(folder.path().join(".versions").join(half)).unwrap();
    }
    let last = last_good(folder.path()).unwrap();
    assert_eq!(
        fs::read_to_string(last.join("practice.toml")).unwrap(),
        "whole"
    );
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    keep(folder.path(), &files("a"), "the files", morning()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let version = last_good(folder.path()).unwrap();
    assert_eq!(mode(&folder.path().join(".versions")), 0o700);
    assert_eq!(mode(&version), 0o700);
    for file in [
        "practice.toml",
        "patients.csv",
        "about.toml",
        "prompts/fr.ftl",
    ] {
        assert_eq!(mode(&version.join(file)), 0o600, "{file}");
    }
}

#[test]
fn where_nothing_can_be_written_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    // A file in the folder's place: also refuses whoever may write everywhere.
    fs::write(folder.path().join(".versions"), "").unwrap();
    assert!(keep(folder.path(), &files("a"), "the files", morning()).is_err());
    assert_eq!(last_good(folder.path()), None);
}

#[test]
fn what_is_the_same_as_before_takes_no_room_and_what_is_new_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    keep(folder.path(), &files("a\nb\n"), "the files", morning()).unwrap();
    let mut second = files("a\nc\nd\n");
    second.sentences.clear();
    keep(folder.path(), &second, "console: ada", morning()).unwrap();
    let kept = list(folder.path());
    let lines = kept[0].lines.clone().unwrap();
    let counts: Vec<_> = lines
        .iter()
        .map(|lines| (lines.file.as_str(), lines.added, lines.removed))
        .collect();
    assert_eq!(counts, [("practice.toml", 2, 1), ("prompts/fr.ftl", 0, 1)]);
    assert_eq!(
        (kept[1].lines.clone(), kept[0].who.as_str()),
        (None, "console: ada")
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let links = |file: &str| {
            let version = last_good(folder.path()).unwrap();
            std::fs::metadata(version.join(file)).unwrap().nlink()
        };
        assert_eq!((links("patients.csv"), links("practice.toml")), (2, 1));
    }
}
