//! What commands hand to the relay that runs, and what they get back.

use std::fs;

use super::super::{DataFolder, Keys, Store};
use super::*;

struct Pair {
    _store: Store,
    hatch: Hatch,
    knock: Knock,
    data: tempfile::TempDir,
}

/// A relay whose hatch is open, and a command with this key before it.
fn pair(key: u8) -> Pair {
    let data = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(data.path()).unwrap();
    let now = "2026-11-23T10:00:00Z".parse().unwrap();
    let store = Store::open(folder, keys(7), now);
    let hatch = store.hatch();
    hatch.open().unwrap();
    Pair {
        hatch,
        knock: Knock::at(data.path(), keys(key)),
        data,
        _store: store,
    }
}

fn keys(key: u8) -> Keys {
    Keys::new(&[key; 32]).unwrap()
}

fn set_pin() -> Request {
    Request::SetPin {
        clinician: ClinicianId::new("okafor").unwrap(),
        hash: PinHash("$argon2id$of-a-pin".to_owned()),
    }
}

fn erase() -> Request {
    Request::Erase {
        names: vec!["Rosa Diaz".to_owned()],
        phones: Vec::new(),
        shared: vec!["+447700900457".to_owned()],
    }
}

fn files(pair: &Pair) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder(pair.data.path())).unwrap();
    let files = entries.map(|entry| {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    });
    files.collect()
}

#[test]
fn what_is_asked_is_taken_once_and_answered() {
    let pair = pair(7);
    let laid = pair.knock.ask(&set_pin()).unwrap();
    assert!(pair.knock.answer(&laid).unwrap().is_none());
    let taken = pair.hatch.take().unwrap();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].request == Some(set_pin()));
    assert!(pair.hatch.take().unwrap().is_empty());
    let answer = Answer::done(vec!["The PIN is set.".to_owned()]);
    pair.hatch.answer(&taken[0].name, &answer).unwrap();
    assert_eq!(pair.knock.answer(&laid).unwrap(), Some(answer));
    assert_eq!(
        files(&pair).len(),
        1,
        "nothing is left but the mark of the opening"
    );
}

#[test]
fn on_the_disk_neither_a_name_nor_a_hash_can_be_read() {
    let pair = pair(7);
    pair.knock.ask(&set_pin()).unwrap();
    let laid = pair.knock.ask(&erase()).unwrap();
    let names: Vec<_> = pair.hatch.take().unwrap();
    let rosa = names
        .iter()
        .find(|taken| taken.request == Some(erase()))
        .unwrap();
    let answer = Answer::done(vec!["Rosa Diaz: 3 texts".to_owned()]);
    pair.hatch.answer(&rosa.name, &answer).unwrap();
    for (name, content) in files(&pair) {
        for secret in ["Rosa", "argon2id", "okafor"] {
            let found = content
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "{name} holds {secret}");
        }
    }
    assert_eq!(pair.knock.answer(&laid).unwrap(), Some(answer));
}

#[test]
fn an_altered_request_or_one_with_another_key_asks_nothing() {
    let pair = pair(7);
    pair.knock.ask(&set_pin()).unwrap();
    let request = files(&pair)
        .into_iter()
        .find(|(name, _)| name.ends_with(REQUEST));
    let (name, mut content) = request.unwrap();
    let last = content.last_mut().unwrap();
    *last ^= 1;
    fs::write(folder(pair.data.path()).join(name), content).unwrap();
    assert!(pair.hatch.take().unwrap()[0].request.is_none());

    let stranger = self::pair(8);
    let laid = stranger.knock.ask(&set_pin()).unwrap();
    let taken = stranger.hatch.take().unwrap();
    assert!(taken[0].request.is_none());
    let answer = Answer::content("no");
    stranger.hatch.answer(&taken[0].name, &answer).unwrap();
    assert!(matches!(
        stranger.knock.answer(&laid),
        Err(Closed::OtherKey)
    ));
}

#[test]
fn a_request_laid_under_another_name_or_kept_from_before_a_start_asks_nothing() {
    let pair = pair(7);
    pair.knock.ask(&set_pin()).unwrap();
    let (name, content) = files(&pair)
        .into_iter()
        .find(|(name, _)| name.ends_with(REQUEST))
        .unwrap();
    let hatch = folder(pair.data.path());
    fs::rename(
        hatch.join(&name),
        hatch.join(format!("{}.{REQUEST}", "0".repeat(32))),
    )
    .unwrap();
    assert!(pair.hatch.take().unwrap()[0].request.is_none());

    let again = pair._store.hatch();
    again.open().unwrap();
    assert!(again.is_open() && !pair.hatch.is_open());
    fs::write(hatch.join(&name), content).unwrap();
    assert!(again.take().unwrap()[0].request.is_none());
}

#[test]
fn what_is_asked_can_be_taken_back_until_it_is_taken() {
    let pair = pair(7);
    let laid = pair.knock.ask(&set_pin()).unwrap();
    assert!(pair.knock.withdraw(&laid));
    assert!(pair.hatch.take().unwrap().is_empty());
    let laid = pair.knock.ask(&set_pin()).unwrap();
    pair.hatch.take().unwrap();
    assert!(!pair.knock.withdraw(&laid));
}

#[test]
fn nothing_is_asked_where_nobody_is_and_what_lies_there_is_swept() {
    let pair = pair(7);
    pair.knock.ask(&set_pin()).unwrap();
    pair.hatch.close();
    let refused = pair.knock.ask(&set_pin());
    assert!(matches!(refused, Err(Closed::Nobody(_))));
    pair.hatch.open().unwrap();
    assert!(pair.hatch.take().unwrap().is_empty());
    assert!(pair.hatch.is_open());
}

#[test]
fn other_files_in_the_folder_are_no_requests() {
    let pair = pair(7);
    let hatch = folder(pair.data.path());
    for name in ["note.request", "0.request", "key", ".request"] {
        fs::write(hatch.join(name), "x").unwrap();
    }
    assert!(pair.hatch.take().unwrap().is_empty());
}

#[cfg(unix)]
#[test]
fn the_hatch_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let pair = pair(7);
    pair.knock.ask(&set_pin()).unwrap();
    let hatch = folder(pair.data.path());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&hatch), 0o700);
    for (name, _) in files(&pair) {
        assert_eq!(mode(&hatch.join(&name)), 0o600, "{name}");
    }
}

#[test]
fn a_request_that_was_carried_out_and_is_laid_once_more_asks_nothing() {
    let pair = pair(7);
    pair.knock.ask(&set_pin()).unwrap();
    let (name, content) = files(&pair)
        .into_iter()
        .find(|(name, _)| name.ends_with(REQUEST))
        .unwrap();
    let taken = pair.hatch.take().unwrap();
    assert!(taken[0].request.is_some());
    let answer = Answer::done(Vec::new());
    pair.hatch.answer(&taken[0].name, &answer).unwrap();
    fs::write(folder(pair.data.path()).join(name), content).unwrap();
    let again = pair.hatch.take().unwrap();
    assert!(again.iter().all(|received| received.request.is_none()));
}

#[test]
fn what_cannot_be_taken_keeps_nothing_else_from_being_taken() {
    let pair = pair(7);
    let hatch = folder(pair.data.path());
    let first = format!("{}.{REQUEST}", "0".repeat(32));
    fs::create_dir(hatch.join(first)).unwrap();
    // Its place is taken: it cannot be moved there.
    let second = "1".repeat(32);
    fs::write(hatch.join(format!("{second}.{REQUEST}")), "x").unwrap();
    fs::create_dir(hatch.join(format!("{second}.{TAKEN}"))).unwrap();
    pair.knock.ask(&set_pin()).unwrap();
    let taken = pair.hatch.take().unwrap();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].request == Some(set_pin()));
}

/// Says something where the administrator runs it; whoever else does can give nothing away.
#[cfg(unix)]
#[test]
fn what_a_name_leads_to_is_not_given_to_the_folders_owner() {
    use std::os::unix::fs::{MetadataExt, chown, symlink};
    const SOMEBODY: u32 = 65_534;
    let owner = |path: &Path| fs::metadata(path).unwrap().uid();
    let data = tempfile::tempdir().unwrap();
    let (folder, secret) = (data.path().join("hatch"), data.path().join("secret"));
    make(&folder).unwrap();
    fs::write(&secret, "x").unwrap();
    let before = owner(&secret);
    let given = chown(&folder, Some(SOMEBODY), Some(SOMEBODY)).is_ok();
    let laid = folder.join("request");
    lay(&laid, b"x").unwrap();
    assert_eq!(owner(&laid) == SOMEBODY, given);
    let file = fs::File::create(folder.join("answer")).unwrap();
    fs::remove_file(folder.join("answer")).unwrap();
    symlink(&secret, folder.join("answer")).unwrap();
    give(&file, &folder.join("answer"));
    assert_eq!(owner(&secret), before);
    assert_eq!(file.metadata().unwrap().uid() == SOMEBODY, given);
}
