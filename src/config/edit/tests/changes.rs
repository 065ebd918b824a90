//! Every change of the console, in the folder: what it makes of the two files, byte for byte.

use super::*;
use crate::config::edit::propose::{NotPut, Proposal, Unfit};
use crate::config::edit::wish::{AwaySpan, Change, PatientRow, RotaShift};
use crate::config::tests::project;
use crate::domain::names::{PatientId, Version};

const LIST: &str = "phone;name;clinician;;code\r\n07700 900456;Rosa Diaz;okafor;\"sees; well\";'0482\r\n\r\n+447700900457;Tom;lindqvist;;\r\n";

fn id(text: &str) -> ClinicianId {
    ClinicianId::new(text).unwrap()
}

pub fn sample() -> Folder {
    let read = |name: &str| fs::read(project("config").join(name)).unwrap();
    let folder = Folder::new();
    folder.write("practice.toml", read("practice.toml"));
    folder.write("patients.csv", read("patients.csv"));
    folder
}

pub fn practice(folder: &Folder) -> String {
    fs::read_to_string(folder.dir.path().join("practice.toml")).unwrap()
}

pub fn propose(folder: &Folder, change: &Change) -> Result<Proposal, Unfit> {
    editor(folder).propose(change, &IdKey::default(), now())
}

pub fn put(folder: &Folder, change: &Change) -> Version {
    let base = crate::config::Files::read(folder.dir.path())
        .unwrap()
        .version();
    match editor(folder).put(change, base, "console: ada", &IdKey::default(), now()) {
        Ok(version) => version,
        Err(NotPut::Unfit(Unfit::Mistake(mistakes))) => panic!("{mistakes}"),
        Err(NotPut::Unfit(unfit)) => panic!("{unfit}"),
        Err(NotPut::Conflict(_)) => panic!("conflict"),
    }
}

fn row(name: &str, phone: &str) -> PatientRow {
    PatientRow {
        phone: phone.to_owned(),
        name: name.to_owned(),
        clinician: "okafor".to_owned(),
        ..PatientRow::default()
    }
}

fn patient(folder: &Folder, name: &str) -> PatientId {
    let loaded = folder
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let mut patients = loaded.practice.patients.iter();
    patients.find(|grant| &*grant.name == name).unwrap().id
}

fn hours(who: &str, hours: Option<&str>) -> Change {
    Change::Hours {
        clinician: id(who),
        hours: hours.map(str::to_owned),
    }
}

/// What a change makes of the sample's practice.toml: the line that goes and the lines that come.
#[track_caller]
fn becomes(change: &Change, from: &str, to: &str) {
    let folder = sample();
    let before = practice(&folder);
    assert!(before.contains(from), "{from}");
    put(&folder, change);
    assert_eq!(practice(&folder), before.replacen(from, to, 1));
    assert!(folder.load().is_ok());
}

#[test]
fn hours_change_in_their_line() {
    becomes(
        &hours("okafor", Some("Mo-Fr 09:00-12:00; PH off")),
        "hours  = \"Mo-Fr 09:00-12:30,14:00-18:00; PH off\"\n",
        "hours  = \"Mo-Fr 09:00-12:00; PH off\"\n",
    );
    becomes(
        &hours("lindqvist", None),
        "hours  = \"Mo-Th 08:30-17:00; PH off\"\n",
        "",
    );
    becomes(
        &hours("moreau", Some("Mo 09:00-12:00; PH off")),
        "phone  = \"+447700900125\"\n",
        "phone  = \"+447700900125\"\nhours  = \"Mo 09:00-12:00; PH off\"\n",
    );
    becomes(
        &Change::PracticeHours(Some("Mo-Fr 08:00-18:00; PH off".to_owned())),
        "\"Mo-Fr 08:30-18:00; PH off\"",
        "\"Mo-Fr 08:00-18:00; PH off\"",
    );
}

#[test]
fn absences_come_and_go() {
    let span = |from: &str, to: &str, cover: Option<&str>| AwaySpan {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        cover: cover.map(id),
    };
    let christmas = span("2026-12-24", "2027-01-02", Some("lindqvist"));
    let change = |who: &str, spans: &[AwaySpan]| Change::Away {
        clinician: id(who),
        spans: spans.to_vec(),
    };
    let old = "[{ from = 2026-12-24, to = 2027-01-02, cover = \"lindqvist\" }]";
    let easter = span("2027-03-26", "2027-03-29", None);
    becomes(
        &change("okafor", &[christmas.clone(), easter.clone()]),
        old,
        "[{ from = 2026-12-24, to = 2027-01-02, cover = \"lindqvist\" }, { from = 2027-03-26, to = 2027-03-29 }]",
    );
    becomes(&change("okafor", &[]), &format!("away   = {old}\n"), "");
    becomes(
        &change("okafor", &[span("2026-12-24", "2027-01-03", None)]),
        old,
        "[{ from = 2026-12-24, to = 2027-01-03 }]",
    );
    becomes(
        &change("lindqvist", &[easter]),
        "PH off\"\nbackup = [\"moreau\"]\n",
        "PH off\"\naway   = [{ from = 2027-03-26, to = 2027-03-29 }]\nbackup = [\"moreau\"]\n",
    );
    let folder = sample();
    assert!(matches!(
        propose(&folder, &change("okafor", &[christmas])),
        Err(Unfit::Nothing)
    ));
    assert!(matches!(
        propose(&folder, &change("nobody", &[])),
        Err(Unfit::Gone)
    ));
}

#[test]
fn a_rota_changes_shift_by_shift_and_may_come_and_go() {
    let shift = |hours: &str, who: &str| RotaShift {
        hours: hours.to_owned(),
        clinician: id(who),
    };
    let change = |name: &str, shifts: &[RotaShift]| Change::Rota {
        name: name.to_owned(),
        shifts: shifts.to_vec(),
    };
    let always = shift("24/7", "lindqvist");
    becomes(
        &change(
            "on-call",
            &[shift("Sa", "okafor"), shift("Su", "moreau"), always.clone()],
        ),
        "  { hours = \"Sa,Su\", clinician = \"okafor\" },\n",
        "  { hours = \"Sa\", clinician = \"okafor\" },\n  { hours = \"Su\", clinician = \"moreau\" },\n",
    );
    becomes(
        &change("nights", std::slice::from_ref(&always)),
        "clinician = \"lindqvist\" },\n]\n",
        "clinician = \"lindqvist\" },\n]\n\n[[rota]]\nname   = \"nights\"\nshifts = [{ hours = \"24/7\", clinician = \"lindqvist\" }]\n",
    );
    let all = "# Who is on duty for urgent calls. Where shifts overlap, the one listed first counts. The first [[rota]] is the one used.\n[[rota]]\nname   = \"on-call\"\nshifts = [\n  { hours = \"Sa,Su\", clinician = \"okafor\" },\n  { hours = \"24/7\", clinician = \"lindqvist\" },\n]\n\n";
    becomes(&change("on-call", &[]), all, "");
    assert!(matches!(
        propose(&sample(), &change("other", &[])),
        Err(Unfit::Gone)
    ));
}

#[test]
fn what_a_clinician_is_called_changes_and_the_number_stays_as_it_is_written() {
    let change = |line: &str, backup: &[&str], ring: &str| Change::Clinician {
        clinician: id("okafor"),
        name: "Dr \"Ada\" Okafor".to_owned(),
        line: line.to_owned(),
        backup: backup.iter().map(|who| id(who)).collect(),
        ring: ring.to_owned(),
    };
    becomes(
        &change("07700 900101", &["lindqvist"], "20s"),
        "\"Dr Ada Okafor\" ",
        "'Dr \"Ada\" Okafor' ",
    );
    let folder = sample();
    let before = practice(&folder);
    put(
        &folder,
        &change("+447700900104", &["moreau", "lindqvist"], ""),
    );
    let after = before
        .replace("\"Dr Ada Okafor\" ", "'Dr \"Ada\" Okafor' ")
        .replace("\"+447700900101\"", "\"+447700900104\"")
        .replacen(
            "backup = [\"lindqvist\"] ",
            "backup = [\"moreau\", \"lindqvist\"] ",
            1,
        )
        .replace(
            "ring   = \"20s\"                      # how long each phone is rung\n",
            "",
        );
    assert_eq!(practice(&folder), after);
}

#[test]
fn a_clinician_comes_after_the_last_and_goes_with_the_own_patients() {
    let add = Change::AddClinician {
        id: "osei".to_owned(),
        name: "Kofi Osei".to_owned(),
        line: "+447700900104".to_owned(),
        phone: "07700 900126".to_owned(),
        hours: None,
    };
    becomes(
        &add,
        "# Without hours the practice's own apply.\n",
        "# Without hours the practice's own apply.\n\n[[clinician]]\nid     = \"osei\"\nname   = \"Kofi Osei\"\nline   = \"+447700900104\"\nphone  = \"07700 900126\"\n",
    );
    let folder = sample();
    let (before, rows) = (practice(&folder), list(&folder));
    put(&folder, &add);
    put(&folder, &Change::RemoveClinician(id("osei")));
    assert_eq!((practice(&folder), list(&folder)), (before, rows));
    put(&folder, &Change::RemoveClinician(id("moreau")));
    assert!(!practice(&folder).contains("moreau") && !list(&folder).contains("moreau"));
    assert_eq!(list(&folder).lines().count(), 5);
}

#[test]
fn a_mistake_is_told_and_nothing_is_changed() {
    let folder = sample();
    let before = practice(&folder);
    for wrong in [
        hours("okafor", Some("Mo-Fr 25:00-26:00")),
        hours("okafor", Some("a \" b\nc = 1")),
        Change::AddPatient(row("Nobody", "12")),
        Change::AddPatient(row("Ada", "+447700900123")),
        Change::AddPatient(row("Rosa\nDiaz", "+447700900111")),
    ] {
        let Err(Unfit::Mistake(mistakes)) = propose(&folder, &wrong) else {
            panic!("no mistake");
        };
        assert!(mistakes.errors().count() > 0);
        assert!(!mistakes.to_string().contains("900123"));
    }
    assert_eq!(practice(&folder), before);
    folder.write("practice.toml", "[practice");
    let unfit = propose(&folder, &hours("okafor", None));
    assert!(matches!(unfit, Err(Unfit::Folder(_))));
}

#[test]
fn rows_come_change_and_go_and_every_other_byte_stays() {
    let folder = Folder::patients(LIST);
    let rosa = patient(&folder, "Rosa Diaz");
    // What says the same is left as it is written.
    let mut to = row("Rosa Diaz", "+447700900456");
    to.code = "0482".to_owned();
    let same = Change::ChangePatient {
        row: rosa,
        to: to.clone(),
    };
    assert!(matches!(propose(&folder, &same), Err(Unfit::Nothing)));
    to.name = "Rosa \"R\"; Diaz".to_owned();
    to.urgent = "yes".to_owned();
    put(&folder, &Change::ChangePatient { row: rosa, to });
    let after = LIST
        .replace("code\r\n", "code;urgent\r\n")
        .replace("Rosa Diaz", "\"Rosa \"\"R\"\"; Diaz\"")
        .replace("'0482\r", "'0482;yes\r");
    assert_eq!(list(&folder), after);
    put(&folder, &Change::AddPatient(row("=1+1", "07700 900458")));
    let added = format!("{after}07700 900458;=1+1;okafor;;;\r\n");
    assert_eq!(list(&folder), added);
    put(&folder, &Change::RemovePatient(patient(&folder, "Tom")));
    assert_eq!(
        list(&folder),
        added.replace("+447700900457;Tom;lindqvist;;\r\n", "")
    );
    assert!(matches!(
        propose(&folder, &Change::RemovePatient(rosa)),
        Err(Unfit::Gone)
    ));
}

#[test]
fn many_rows_change_at_once_or_none() {
    let folder = Folder::patients(LIST);
    let (rosa, tom) = (patient(&folder, "Rosa Diaz"), patient(&folder, "Tom"));
    let many = |added: &[PatientRow]| Change::Patients {
        added: added.to_vec(),
        changed: vec![(tom, row("Tom", "+447700900459"))],
        removed: vec![rosa],
    };
    let wrong = [row("Ann", "+447700900460"), row("Bob", "what")];
    assert!(matches!(
        propose(&folder, &many(&wrong)),
        Err(Unfit::Mistake(_))
    ));
    assert_eq!(list(&folder), LIST);
    put(
        &folder,
        &many(&[row("Ann", "+447700900460"), row("Bob", "+447700900461")]),
    );
    assert_eq!(
        list(&folder),
        "phone;name;clinician;;code\r\n\r\n+447700900459;Tom;okafor;;\r\n+447700900460;Ann;okafor;;\r\n+447700900461;Bob;okafor;;\r\n"
    );
    let gone = Change::Patients {
        added: Vec::new(),
        changed: Vec::new(),
        removed: vec![rosa],
    };
    assert!(matches!(propose(&folder, &gone), Err(Unfit::Gone)));
}

#[test]
fn a_list_that_is_not_there_is_begun_with_the_first_patient() {
    let folder = Folder::new();
    put(&folder, &Change::AddPatient(row("Ann", "+447700900460")));
    assert_eq!(
        list(&folder),
        "phone,name,clinician,from,until,urgent,language,code\n+447700900460,Ann,okafor,,,,,\n"
    );
    let folder = Folder::new();
    put(&folder, &hours("okafor", Some("24/7")));
    assert!(!folder.dir.path().join("patients.csv").exists());
}

#[test]
fn the_second_of_two_sees_the_first_ones_change_and_overwrites_nothing() {
    let folder = sample();
    let base = crate::config::Files::read(folder.dir.path())
        .unwrap()
        .version();
    let first = put(&folder, &hours("okafor", Some("Mo 09:00-12:00; PH off")));
    let second = hours("moreau", Some("Tu 09:00-12:00; PH off"));
    let put_second =
        |base| editor(&folder).put(&second, base, "console: bo", &IdKey::default(), now());
    let before = practice(&folder);
    let Err(NotPut::Conflict(proposal)) = put_second(base) else {
        panic!("no conflict");
    };
    assert_eq!(practice(&folder), before);
    assert!(proposal.base == first && proposal.new.practice != proposal.old.practice);
    assert!(put_second(proposal.base).is_ok_and(|version| version == proposal.version));
    let after = practice(&folder);
    assert!(after.contains("Mo 09:00-12:00") && after.contains("Tu 09:00-12:00"));
    let kept = versions::list(folder.dir.path());
    let who: Vec<&str> = kept.iter().map(|kept| kept.who.as_str()).collect();
    assert_eq!(who, ["console: bo", "console: ada", "edited in the folder"]);
    let done = kept[0].done.clone().unwrap();
    assert_eq!(done.what, "hours");
    assert_eq!(done.of.as_deref(), Some("moreau"));
    assert_eq!(done.name.as_deref(), Some("Claire Moreau, nurse"));
    assert_eq!(kept[0].version, Some(proposal.version));
    assert_eq!(kept[0].when, Some(now()));
}

#[test]
fn an_earlier_version_takes_its_place_again_with_every_file() {
    let folder = sample();
    let (before, rows) = (practice(&folder), list(&folder));
    put(&folder, &hours("okafor", None));
    put(&folder, &Change::AddPatient(row("Ann", "+447700900111")));
    fs::create_dir(folder.dir.path().join("prompts")).unwrap();
    folder.write("prompts/fr.ftl", "x = y\n");
    let first = versions::list(folder.dir.path()).pop().unwrap();
    put(&folder, &Change::Restore(first.name.clone()));
    assert_eq!((practice(&folder), list(&folder)), (before, rows));
    assert!(!folder.dir.path().join("prompts/fr.ftl").exists());
    // What was there before is kept as well, with the sentences.
    let kept = versions::list(folder.dir.path());
    assert_eq!(kept[0].version, first.version);
    put(&folder, &Change::Restore(kept[1].name.clone()));
    assert!(list(&folder).contains("Ann") && folder.dir.path().join("prompts/fr.ftl").exists());
    // A folder with mistakes is mended by it.
    folder.write("practice.toml", "[practice");
    put(&folder, &Change::Restore(first.name));
    assert!(folder.load().is_ok());
    // What had mistakes is kept to look at, not to fall back on.
    let kept = versions::list(folder.dir.path());
    assert!(kept[0].is_good && !kept[1].is_good && kept[2].is_good);
    fs::remove_dir_all(versions::find(folder.dir.path(), &kept[0].name).unwrap()).unwrap();
    let last = versions::last_good(folder.dir.path()).unwrap();
    assert!(last.ends_with(&kept[2].name));
    for trick in [
        "../..",
        ".",
        "",
        "20261122T120000_000000Z/../../x",
        "edit.lock",
    ] {
        let restore = Change::Restore(trick.to_owned());
        assert!(
            matches!(propose(&folder, &restore), Err(Unfit::Gone)),
            "{trick}"
        );
    }
}

#[test]
fn what_a_person_saves_in_the_last_moment_is_a_conflict_too() {
    let folder = sample();
    let base = crate::config::Files::read(folder.dir.path())
        .unwrap()
        .version();
    let saved = practice(&folder).replace("Harbour", "Quay");
    let change = hours("okafor", Some("24/7"));
    let put = editor(&folder).put_after(
        &change,
        base,
        "console: ada",
        &IdKey::default(),
        now(),
        &mut || folder.write("practice.toml", &saved),
    );
    let Err(NotPut::Conflict(proposal)) = put else {
        panic!("no conflict");
    };
    assert_eq!(practice(&folder), saved);
    assert!(proposal.old.practice == saved.as_bytes());
    // What never came into force is no version.
    let kept = versions::list(folder.dir.path());
    assert!(kept.iter().all(|kept| kept.who == "edited in the folder"));
}

#[test]
fn between_the_files_of_one_change_the_whole_change_is_read() {
    let folder = sample();
    let dir = folder.dir.path();
    let files = || crate::config::Files::read(dir).unwrap();
    let (first, rows) = (files().version(), list(&folder));
    put(&folder, &hours("okafor", Some("24/7")));
    put(&folder, &Change::AddPatient(row("Ann", "+447700900111")));
    let base = files().version();
    let oldest = versions::list(dir).pop().unwrap().name;
    let mut seen = Vec::new();
    let mut look = || {
        let is_marked = dir.join(".versions/putting").exists();
        let half = (
            practice(&folder).contains("hours  = \"24/7\""),
            list(&folder) == rows,
        );
        seen.push((files().version(), is_marked, half));
    };
    let restore = Change::Restore(oldest);
    let editor = editor(&folder);
    let put = editor.put_after(&restore, base, "ada", &IdKey::default(), now(), &mut look);
    assert!(put.is_ok_and(|version| version == first));
    let expected = [
        (base, false, (true, false)),
        (first, true, (true, true)),
        (first, true, (false, true)),
    ];
    assert_eq!(seen, expected);
    assert!(!dir.join(".versions/putting").exists());
    assert_eq!(files().version(), first);
}

#[test]
fn nobody_reads_half_of_a_restore() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = sample();
    let dir = folder.dir.path();
    let read = || crate::config::Files::read(dir).unwrap().version();
    let first = read();
    put(&folder, &hours("okafor", Some("24/7")));
    put(&folder, &Change::AddPatient(row("Ann", "+447700900111")));
    let both = [first, read()];
    let kept = versions::list(dir);
    let (newest, oldest) = (kept[0].name.clone(), kept[2].name.clone());
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = Vec::new();
            while !done.load(Ordering::Relaxed) {
                let version = read();
                if !seen.contains(&version) {
                    seen.push(version);
                }
            }
            seen
        });
        for _ in 0..15 {
            put(&folder, &Change::Restore(oldest.clone()));
            put(&folder, &Change::Restore(newest.clone()));
        }
        done.store(true, Ordering::Relaxed);
        let seen = reader.join().unwrap();
        assert!(
            seen.iter().all(|version| both.contains(version)),
            "{seen:?}"
        );
    });
}

#[test]
fn an_edit_of_more_than_was_meant_is_recognised() {
    use crate::config::edit::practice::is_all;
    use crate::config::edit::rows::Plan;
    let folder = sample();
    let numbers = Numbers::new(Some("GB"));
    let old = practice(&folder);
    let change = hours("okafor", Some("24/7"));
    let new = old.replacen("\"Mo-Fr 09:00-12:30,14:00-18:00; PH off\"", "\"24/7\"", 1);
    let all = |new: &str| is_all(&change, old.as_bytes(), new.as_bytes(), &numbers);
    assert!(all(&new));
    for wrong in [
        old.clone(),
        new.replace("24/7\"\naway", "24/7 \\\"\"\naway"),
        new.replace("Claire Moreau", "Claire"),
        new.replace("\"20s\"", "\"25s\""),
        new.replace("id     = \"okafor\"", "id     = \"other\""),
        new.replace("journal   = \"2y\"\n", ""),
    ] {
        assert!(!all(&wrong));
    }
    let patients = |rows: &str| {
        let folder = Folder::patients(&format!("phone,name,clinician,urgent\n{rows}"));
        let loaded = folder
            .load()
            .unwrap_or_else(|mistakes| panic!("{mistakes}"));
        loaded.practice.patients
    };
    let (rosa, tom) = (
        "+447700900456,Rosa,okafor,\n",
        "+447700900457,Tom,okafor,\n",
    );
    let ann = "+447700900111,Ann,okafor,\n";
    let was = patients(&format!("{rosa}{tom}"));
    let add = Change::AddPatient(row("Ann", "+447700900111"));
    let plan = Plan::of(&add, &was).ok().flatten().unwrap();
    let all = |rows: &str| plan.is_all(&was, &patients(rows), &numbers);
    assert!(all(&format!("{rosa}{tom}{ann}")));
    for wrong in [
        format!("{rosa}{tom}"),
        format!("{rosa}{ann}"),
        format!("{ann}{rosa}{tom}"),
        format!("{rosa}{tom}{}", ann.replace("okafor,", "okafor,yes")),
        format!("{rosa}{}{ann}", tom.replace("okafor,", "okafor,yes")),
        format!("{rosa}{tom}{}", ann.replace("111", "112")),
    ] {
        assert!(!all(&wrong), "{wrong}");
    }
}

#[test]
fn a_change_is_proposed_only_where_both_files_differ_by_it_alone() {
    use crate::config::edit::propose::is_all;
    use crate::config::edit::rows::Plan;
    let folder = sample();
    let numbers = Numbers::new(Some("GB"));
    let add = Change::AddPatient(row("Ann", "+447700900111"));
    let proposal = propose(&folder, &add).unwrap_or_else(|unfit| panic!("{unfit}"));
    let was = &proposal.was.practice.patients;
    let plan = Plan::of(&add, was).ok().flatten();
    let all = |plan: Option<&Plan<'_>>, new: &crate::config::Files, becomes| {
        let files = [&proposal.old, new];
        is_all(&add, plan, files, [was, becomes], &numbers)
    };
    let becomes = &proposal.becomes.practice.patients;
    assert!(all(plan.as_ref(), &proposal.new, becomes));
    // The list is as it should be, and practice.toml is not.
    let mut other = proposal.new.clone();
    other
        .practice
        .extend_from_slice(b"\n[voicemail]\nlongest = \"2m\"\n");
    assert!(!all(plan.as_ref(), &other, becomes));
    // practice.toml is as it should be, and the list is not.
    assert!(!all(plan.as_ref(), &proposal.new, was));
    // What is not about the list leaves it alone.
    assert!(!all(None, &proposal.new, becomes));
    assert!(all(None, &proposal.old, was));
}

/// A restore that was killed after its first file: the mark is set, and one file is in place.
fn killed_halfway(folder: &Folder) -> crate::config::Files {
    use crate::config::halfway::{self, Halfway};
    put(folder, &hours("okafor", Some("Mo 09:00-12:00; PH off")));
    put(folder, &Change::AddPatient(row("Ann", "+447700900111")));
    let dir = folder.dir.path();
    let kept = versions::all(dir);
    let halfway = Halfway {
        from: kept.last().cloned(),
        to: kept[0].clone(),
    };
    halfway::begin(dir, &halfway).unwrap();
    folder.write(
        "patients.csv",
        fs::read(kept[0].join("patients.csv")).unwrap(),
    );
    crate::config::Files::read(&kept[0]).unwrap()
}

#[test]
fn a_restore_that_was_killed_is_read_whole_and_finished_by_whoever_comes_next() {
    let folder = sample();
    let wished = killed_halfway(&folder);
    let read = || {
        crate::config::Files::read(folder.dir.path())
            .unwrap()
            .version()
    };
    assert!(practice(&folder).contains("Mo 09:00-12:00"));
    assert_eq!(read(), wished.version());
    crate::config::edit::settle(folder.dir.path()).unwrap();
    assert_eq!(practice(&folder).as_bytes(), wished.practice);
    assert_eq!(read(), wished.version());
    assert!(!folder.dir.path().join(".versions/putting").exists());
}

#[test]
fn what_a_person_edits_after_a_killed_restore_stays() {
    let folder = sample();
    let wished = killed_halfway(&folder);
    let edited = String::from_utf8(wished.practice)
        .unwrap()
        .replace("Harbour", "Quay");
    folder.write("practice.toml", &edited);
    crate::config::edit::settle(folder.dir.path()).unwrap();
    assert_eq!(practice(&folder), edited);
    put(&folder, &Change::AddPatient(row("Bea", "+447700900112")));
    assert_eq!(practice(&folder), edited);
    assert!(list(&folder).contains("Bea") && !list(&folder).contains("Ann"));
}

#[test]
#[ignore = "measures"]
fn a_long_list_is_proposed_and_put() {
    use std::fmt::Write as _;
    let mut rows = String::from("phone,name,clinician,from,until,urgent,language,code\n");
    for n in 0..100_000 {
        writeln!(
            rows,
            "+4479{n:08},Patient Number {n},okafor,2026-01-01,2027-12-31,yes,en-GB,{:06}",
            100_000 + n
        )
        .unwrap();
    }
    let folder = Folder::patients(&rows);
    let started = std::time::Instant::now();
    let id = patient(&folder, "Patient Number 50000");
    let mut told = format!("read {:?}", started.elapsed());
    let mut to = row("Patient Number 50000", "+447900050000");
    to.until = "2027-01-31".to_owned();
    let change = Change::ChangePatient { row: id, to };
    let started = std::time::Instant::now();
    let Ok(proposal) = propose(&folder, &change) else {
        panic!()
    };
    write!(told, ", propose {:?}", started.elapsed()).unwrap();
    let started = std::time::Instant::now();
    let shown = crate::config::difference::difference(
        &proposal.old,
        &proposal.new,
        &proposal.was.practice.clinicians,
    );
    write!(told, ", difference {:?}", started.elapsed()).unwrap();
    let started = std::time::Instant::now();
    crate::domain::reachability::prove(&proposal.was.practice, now(), 90);
    write!(told, ", prove {:?}", started.elapsed()).unwrap();
    let started = std::time::Instant::now();
    put(&folder, &change);
    write!(told, ", put {:?}", started.elapsed()).unwrap();
    let started = std::time::Instant::now();
    put(&folder, &Change::AddPatient(row("Ann", "+447700900111")));
    write!(told, ", put again {:?}", started.elapsed()).unwrap();
    panic!("{told} {}", shown.len());
}
