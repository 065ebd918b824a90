//! The folder around the list: mistakes, versions, permissions, and others who edit at the same time.

use std::path::Path;

use super::*;
use crate::config::versions::all;

const BEFORE: &str = "phone,name,clinician\n+447700900456,Rosa,okafor\n";

fn wish<'a>(edit: &'a Edit, clinician: &'a ClinicianId) -> Wish<'a> {
    Wish {
        edit,
        clinician,
        who: "okafor by text",
        now: now(),
    }
}

fn about(version: &Path) -> toml::Table {
    let about = fs::read_to_string(version.join("about.toml")).unwrap();
    about.parse().unwrap()
}

/// What there is in the folder, hidden files included, and what stands in the list.
fn content(folder: &Folder) -> (Vec<String>, Option<Vec<u8>>) {
    let entries = fs::read_dir(folder.dir.path()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != ".versions")
        .collect();
    names.sort();
    (names, fs::read(folder.dir.path().join("patients.csv")).ok())
}

#[test]
fn a_folder_with_a_mistake_is_not_edited() {
    let wrong_list = Folder::patients("phone,name,clinician\n+447700900456,Rosa,nobody\n");
    let wrong_practice = Folder::edited("phone = \"+447700900124\"", "phone = \"+447700900123\"");
    wrong_practice.write("patients.csv", BEFORE);
    let unreadable = Folder::new();
    unreadable.write(
        "patients.csv",
        b"phone,name,clinician\n+447700900456,Ren\xe9,okafor\n",
    );
    for folder in [wrong_list, wrong_practice, unreadable] {
        let before = content(&folder);
        let error = apply(&folder, &add("Tom Hale", None)).unwrap_err();
        assert!(
            matches!(error, EditError::FolderHasMistakes { mistakes: 1, .. }),
            "{error}"
        );
        assert!(!error.to_string().contains("90012"), "{error}");
        assert_eq!(content(&folder), before);
    }
}

#[test]
fn a_list_that_was_lost_is_not_begun_anew() {
    let folder = Folder::patients(BEFORE);
    apply(&folder, &add("Tom Hale", None)).unwrap();
    folder.write("patients.csv", "");
    let error = apply(&folder, &add("Ann Hale", None)).unwrap_err();
    assert!(error.to_string().contains("is empty"), "{error}");
    assert_eq!(list(&folder), "");
}

#[test]
fn an_edit_that_would_be_a_mistake_is_not_made() {
    let folder = Folder::patients(BEFORE);
    let before = content(&folder);
    let own = Edit::Add {
        phone: "+447700900123".parse().unwrap(),
        name: "Ada".to_owned(),
        until: None,
    };
    let long = add(&"x".repeat(101), None);
    let apart = add("Tom\nHale", None);
    for edit in [own, long, apart] {
        let error = apply(&folder, &edit).unwrap_err();
        assert!(matches!(error, EditError::WouldBeMistake(_)), "{error}");
        assert!(!error.to_string().contains("900123"), "{error}");
        assert_eq!(content(&folder), before);
    }
    let nobody = ClinicianId::new("nobody").unwrap();
    let edit = add("Tom Hale", None);
    let error = editor(&folder).apply(&edit, &nobody, "nobody", now());
    assert!(matches!(error, Err(EditError::WouldBeMistake(_))));
    // An open quotation mark at the end would swallow the new row.
    let open = format!("{BEFORE}+447700900457,Eve,okafor,\"");
    folder.write("patients.csv", &open);
    assert!(apply(&folder, &edit).is_err());
    assert_eq!(list(&folder), open);
}

#[test]
fn the_version_before_and_the_one_after_are_kept_with_who_and_when() {
    let folder = Folder::patients(BEFORE);
    apply(&folder, &add("Tom Hale", None)).unwrap();
    let kept = all(folder.dir.path());
    let lists: Vec<String> = kept
        .iter()
        .map(|version| fs::read_to_string(version.join("patients.csv")).unwrap())
        .collect();
    assert_eq!(lists, [BEFORE.to_owned(), list(&folder)]);
    let about = about(&kept[1]);
    assert_eq!(about["who"].as_str(), Some("okafor by text"));
    assert_eq!(about["what"].as_str(), Some("added"));
    assert!(
        about["when"]
            .as_str()
            .unwrap()
            .starts_with("2026-11-22T12:00")
    );
    for last in 0..30 {
        apply(&folder, &add(&format!("Tom {last}"), None)).unwrap();
    }
    assert_eq!(all(folder.dir.path()).len(), 32);
}

#[test]
fn an_edit_that_was_carried_out_before_the_relay_was_killed_has_the_same_result() {
    let folder = Folder::patients(BEFORE);
    let editor = editor(&folder);
    let apply = |edit: &Edit, who: &str| editor.apply(edit, &okafor(), who, now()).unwrap();
    let (add, remove) = (add("Tom Hale", None), remove("Tom Hale", TOM));
    assert_eq!(apply(&add, "edit 1"), EditResult::Added);
    assert_eq!(apply(&add, "edit 1"), EditResult::Added);
    assert_eq!(apply(&add, "edit 2"), EditResult::Already);
    assert_eq!(apply(&remove, "edit 3"), EditResult::Removed);
    assert_eq!(apply(&remove, "edit 3"), EditResult::Removed);
    assert_eq!(apply(&remove, "edit 4"), EditResult::Gone);
    assert_eq!(list(&folder), BEFORE);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let allow =
        |path: &Path, mode| fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let folder = Folder::patients(BEFORE);
    let file = folder.dir.path().join("patients.csv");
    allow(&file, 0o640);
    apply(&folder, &add("Tom Hale", None)).unwrap();
    assert_eq!(mode(&file), 0o640);
    let versions = all(folder.dir.path());
    assert_eq!(mode(&versions[1].join("patients.csv")), 0o600);
    assert_eq!(mode(&folder.dir.path().join(".versions/edit.lock")), 0o600);

    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("list.csv");
    fs::rename(&file, &real).unwrap();
    symlink(&real, &file).unwrap();
    apply(&folder, &add("Ann Hale", None)).unwrap();
    assert!(fs::symlink_metadata(&file).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("Ann Hale"));
    assert_eq!(mode(&real), 0o640);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);

    // A new list is as open as practice.toml; a link that leads nowhere is followed as well.
    fs::remove_file(&real).unwrap();
    fs::remove_dir_all(folder.dir.path().join(".versions")).unwrap();
    allow(&folder.dir.path().join("practice.toml"), 0o660);
    apply(&folder, &add("Tom Hale", None)).unwrap();
    assert_eq!(mode(&real), 0o660);
}

#[test]
fn edits_at_once_are_all_carried_out() {
    let folder = Folder::patients(BEFORE);
    std::thread::scope(|scope| {
        for name in ["Ann", "Bob", "Cid", "Dan", "Eve", "Fay"] {
            let dir = folder.dir.path();
            scope.spawn(move || {
                let edit = add(name, None);
                let result = Editor::new(dir).apply(&edit, &okafor(), name, now());
                assert_eq!(result.unwrap(), EditResult::Added);
            });
        }
    });
    assert_eq!(list(&folder).lines().count(), 8);
}

#[test]
fn what_a_person_saves_meanwhile_is_not_lost() {
    let folder = Folder::patients(BEFORE);
    let mut saves = 0;
    let edit = add("Tom Hale", None);
    let clinician = okafor();
    let mut save = || {
        saves += 1;
        if saves <= 2 {
            folder.write(
                "patients.csv",
                format!("{}+447700900457,Eve {saves},okafor\n", list(&folder)),
            );
        }
    };
    let result = editor(&folder).carry_out(&wish(&edit, &clinician), &mut save);
    assert_eq!(result.unwrap(), EditResult::Added);
    let added = format!(
        "{BEFORE}+447700900457,Eve 1,okafor\n+447700900457,Eve 2,okafor\n{TOM},Tom Hale,okafor\n"
    );
    assert_eq!(list(&folder), added);
    // What never came into force is no earlier version.
    let kept = all(folder.dir.path());
    let who: Vec<_> = kept
        .iter()
        .map(|version| about(version)["who"].clone())
        .collect();
    assert_eq!(
        who.iter()
            .filter(|who| who.as_str() == Some("okafor by text"))
            .count(),
        1
    );
}

#[test]
fn against_somebody_who_never_stops_saving_the_edit_gives_up() {
    let folder = Folder::patients(BEFORE);
    let mut saves = 0;
    let mut save = || {
        saves += 1;
        folder.write(
            "patients.csv",
            format!("{BEFORE}+447700900457,Eve {saves},okafor\n"),
        );
    };
    let (edit, clinician) = (add("Tom Hale", None), okafor());
    let result = editor(&folder).carry_out(&wish(&edit, &clinician), &mut save);
    assert!(matches!(result, Err(EditError::KeepsChanging)));
    assert_eq!(saves, 3);
    assert_eq!(
        list(&folder),
        format!("{BEFORE}+447700900457,Eve 3,okafor\n")
    );
    assert_eq!(content(&folder).0, ["patients.csv", "practice.toml"]);
}

#[test]
fn where_nothing_can_be_written_nothing_is_half_written() {
    let (edit, clinician) = (add("Tom Hale", None), okafor());
    // A folder in the place of the new file, and a file in the place of the versions: these refuse whoever may write
    // everywhere, too.
    let folder = Folder::patients(BEFORE);
    fs::create_dir(folder.dir.path().join(".patients.csv.new")).unwrap();
    let error = apply(&folder, &edit).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("let the user who runs Nightbell write"),
        "{error}"
    );
    assert_eq!(list(&folder), BEFORE);

    let folder = Folder::patients(BEFORE);
    folder.write(".versions", "");
    assert!(matches!(
        apply(&folder, &edit),
        Err(EditError::NotWritable(_))
    ));
    assert_eq!(content(&folder).1, Some(BEFORE.into()));

    // The list becomes a folder just before it is replaced.
    let folder = Folder::patients(BEFORE);
    let file = folder.dir.path().join("patients.csv");
    let mut replace = || {
        let _ = fs::remove_file(&file);
        let _ = fs::create_dir(&file);
    };
    let result = editor(&folder).carry_out(&wish(&edit, &clinician), &mut replace);
    assert!(result.is_err());
    assert_eq!(content(&folder).0, ["patients.csv", "practice.toml"]);
}

#[test]
fn a_leftover_of_a_killed_relay_is_no_hindrance() {
    let folder = Folder::patients(BEFORE);
    folder.write(".patients.csv.new", "phone,na");
    assert_eq!(
        apply(&folder, &add("Tom Hale", None)).unwrap(),
        EditResult::Added
    );
    assert_eq!(content(&folder).0, ["patients.csv", "practice.toml"]);
}
