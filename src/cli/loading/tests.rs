//! Edits while the relay runs: what is put in force, what is not, and how often it is told.

use std::fs;

use super::*;

const PRACTICE: &str = r#"
[practice]
name      = "Harbour Street Surgery"
country   = "GB"
time_zone = "Europe/London"
language  = "en-GB"

[provider]
kind        = "twilio"
account_sid = "AC00000000000000000000000000000001"
auth_token  = { file = "token" }
public_url  = "https://relay.harbourstreet.example"

[[clinician]]
id    = "okafor"
name  = "Dr Ada Okafor"
line  = "+447700900101"
phone = "+447700900123"
hours = "24/7"
"#;

#[test]
fn an_edit_refused_for_a_missing_secret_is_in_force_once_the_secret_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    write("practice.toml", PRACTICE);
    write("token", "first");
    let clock = Clock::still("2026-11-23T10:00:00Z".parse().unwrap());
    let mut loader = Loader::new(dir.path().to_owned(), clock);
    let (configured, _) = loader.first().unwrap();

    write(
        "practice.toml",
        &PRACTICE.replace("\"token\"", "\"new-token\""),
    );
    let configured = loader.again(&configured).unwrap();
    assert!(configured.refused.is_some());
    assert!(loader.again(&configured).is_none(), "told once");
    write("new-token", "second");
    let configured = loader.again(&configured).unwrap();
    assert!(configured.refused.is_none());
}

#[test]
fn an_edit_to_the_local_carrier_does_not_refuse_the_calls_of_a_running_relay() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    write("practice.toml", PRACTICE);
    write("token", "first");
    let clock = Clock::still("2026-11-23T10:00:00Z".parse().unwrap());
    let mut loader = Loader::new(dir.path().to_owned(), clock);
    let (configured, _) = loader.first().unwrap();
    let version = configured.in_force.practice.version;

    let (head, tail) = PRACTICE.split_once("[provider]").unwrap();
    let (_, tail) = tail.split_once("[[clinician]]").unwrap();
    write(
        "practice.toml",
        &format!("{head}[provider]\nkind = \"local\"\n\n[[clinician]]{tail}"),
    );
    let configured = loader.again(&configured).unwrap();
    assert_eq!(configured.in_force.practice.version, version);
    assert!(configured.refused.is_some());
    assert!(loader.again(&configured).is_none(), "told once");
    write("practice.toml", PRACTICE);
    let configured = loader.again(&configured).unwrap();
    assert!(configured.refused.is_none());
}

#[test]
fn a_token_that_is_rotated_in_its_own_file_is_in_force_without_another_edit() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    write("practice.toml", PRACTICE);
    write("token", "first");
    let clock = Clock::still("2026-11-23T10:00:00Z".parse().unwrap());
    let mut loader = Loader::new(dir.path().to_owned(), clock);
    let (configured, _) = loader.first().unwrap();
    // HMAC-SHA1 of the address under "second", in Base64.
    let signature = Some("QAjwlfm0uYi6MsYda+i0+q4ZsG8=");
    let believes = |configured: &Configured| {
        let verifier = &configured.in_force.verifier;
        verifier.verify("/twilio/voice", None, signature).is_ok()
    };
    assert!(loader.again(&configured).is_none() && !believes(&configured));
    write("token", "");
    assert!(
        loader.again(&configured).is_none(),
        "while it is being written"
    );
    write("token", "second");
    let configured = loader.again(&configured).unwrap();
    assert!(believes(&configured) && configured.refused.is_none());
    assert!(loader.again(&configured).is_none());
}

const PATIENT: &str = "phone,name,clinician\n+447700900456,Marie Dupont,okafor\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/practice.toml");
    fs::copy(sample, folder.path().join("practice.toml")).unwrap();
    fs::write(folder.path().join("patients.csv"), PATIENT).unwrap();
    folder
}

fn loader(folder: &tempfile::TempDir) -> Loader {
    let mut loader = Loader::new(folder.path().to_owned(), Clock::system());
    let account = Account {
        sid: "AC0".to_owned(),
        token: crate::config::Secret::new("token".to_owned()),
        api_url: "http://localhost".to_owned(),
    };
    loader.serve_local("http://localhost".to_owned(), account);
    loader
}

#[test]
fn a_list_of_patients_that_is_emptied_cuts_nobody_off_not_even_over_a_restart() {
    let folder = folder();
    let list = folder.path().join("patients.csv");
    let (configured, _) = loader(&folder).first().unwrap();
    fs::write(&list, "\n").unwrap();
    let mut running = loader(&folder);
    let after = running.again(&configured).unwrap();
    assert_eq!(after.in_force.practice.patients.len(), 1);
    let first = &after.refused.as_ref().unwrap().first;
    assert!(first.contains("is empty"), "{first}");
    assert!(running.again(&after).is_none(), "it is told once");
    let (restarted, origin) = loader(&folder).first().unwrap();
    assert_eq!(
        (restarted.in_force.practice.patients.len(), origin),
        (1, Origin::LastGood)
    );
    fs::write(&list, "phone,name,clinician\n").unwrap();
    let after = loader(&folder).again(&configured).unwrap();
    assert!(after.in_force.practice.patients.is_empty());
}

#[test]
fn a_list_of_patients_that_is_removed_is_no_patients() {
    let folder = folder();
    let (configured, _) = loader(&folder).first().unwrap();
    fs::remove_file(folder.path().join("patients.csv")).unwrap();
    let after = loader(&folder).again(&configured).unwrap();
    assert!(after.refused.is_none() && after.in_force.practice.patients.is_empty());
}

#[test]
fn a_practice_may_begin_without_patients() {
    let folder = folder();
    fs::remove_file(folder.path().join("patients.csv")).unwrap();
    let (configured, origin) = loader(&folder).first().unwrap();
    assert_eq!(origin, Origin::Disk);
    assert!(configured.in_force.practice.patients.is_empty());
}
