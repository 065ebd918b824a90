//! The commands that send nothing, as a practice manager runs them: `check`, `explain` and `fallback`.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use chrono::{DateTime, Utc};
use nightbell::cli::check;
use serde_json::Value;
use tempfile::TempDir;

const PRACTICE: &str = r#"
[practice]
name       = "Harbour Street Surgery"
country    = "GB"
region     = "GB-ENG"
time_zone  = "Europe/London"
language   = "en-GB"
front_desk = "+441632960001"
hours      = "Mo-Fr 08:30-18:00; PH off"

[provider]
kind = "local"

[lines]
back = ["+447700900201", "+447700900202"]

[[clinician]]
id     = "okafor"
name   = "Dr Ada Okafor"
line   = "+447700900101"
phone  = ["+447700900123", "+447700900124"]
hours  = "Mo-Fr 09:00-12:30,14:00-18:00; PH off"
away   = [{ from = 2026-12-24, to = 2027-01-02, cover = "lindqvist" }]
backup = ["lindqvist"]

[[clinician]]
id     = "lindqvist"
name   = "Dr Per Lindqvist"
line   = "+447700900102"
phone  = "+447700900133"
hours  = "Mo-Fr 09:00-17:00; PH off"

[[rota]]
name   = "on-call"
shifts = [
  { hours = "Sa,Su", clinician = "okafor" },
  { hours = "24/7",  clinician = "lindqvist" },
]
"#;

const PATIENTS: &str = "\
phone,name,clinician,from,until,urgent,language,code
+447700900456,Rosa Diaz,okafor,,,yes,,482163
+447700900457,Marie Dupont,okafor,,,no,fr-FR,
+447700900458,Ned Ended,okafor,2026-01-01,2026-10-31,yes,,
";

/// The ends of the clinicians' numbers, whatever stands before and between the digits.
const SECRETS: [&str; 3] = ["7700900123", "7700900124", "7700900133"];

fn folder(practice: &str, patients: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("practice.toml"), practice).unwrap();
    fs::write(folder.path().join("patients.csv"), patients).unwrap();
    folder
}

fn sample() -> TempDir {
    folder(PRACTICE, PATIENTS)
}

fn nightbell(command: &str, config: &Path, more: &[&str]) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_nightbell"));
    let output = process
        .arg(command)
        .arg("--config")
        .arg(config)
        .args(more)
        .output()
        .unwrap();
    let printed = format!("{}{}", out(&output), err(&output));
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    for secret in SECRETS {
        assert!(!digits.contains(secret), "{secret} in {printed}");
    }
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn report(practice: &str, patients: &str, now: &str) -> check::Report {
    let folder = folder(practice, patients);
    let now: DateTime<Utc> = now.parse().unwrap();
    check::report(folder.path(), now, &|_| None).unwrap_or_else(|failure| panic!("{failure}"))
}

fn explain(config: &Path, from: &str, to: &str, at: &str, more: &[&str]) -> Value {
    let mut all = vec!["--from", from, "--to", to, "--at", at, "--json"];
    all.extend(more);
    let output = nightbell("explain", config, &all);
    assert_eq!(code(&output), 0, "{}", err(&output));
    serde_json::from_str(&out(&output)).unwrap()
}

#[test]
fn a_good_configuration_is_told_in_plain_words() {
    let report = report(PRACTICE, PATIENTS, "2026-11-22T06:00:00Z");
    assert_eq!(report.warnings, 0, "{}", report.text);
    for words in [
        "Harbour Street Surgery",
        "emergency number 999",
        "Dr Ada Okafor (okafor): line +447700900101, 2 phones, rung for 20 seconds",
        "Monday to Friday 09:00–12:30 and 14:00–18:00",
        "Mon 28 Dec 2026 (Boxing Day, substitute day): closed",
        "Away Thu 24 Dec 2026 to Sat 2 Jan 2027: Dr Per Lindqvist covers",
        "On duty for urgent calls",
        "Patients: 3 rows in patients.csv",
        "2 in force today, 1 of them urgent, 1 with a code",
        "0 begin later, 1 have ended",
        "518 400 minutes checked",
        "No gaps.",
        "The configuration is good.",
    ] {
        assert!(
            report.text.contains(words),
            "{words:?} is not in\n{}",
            report.text
        );
    }
}

#[test]
fn a_gap_is_named_with_its_day_its_hours_and_its_reason() {
    let practice = PRACTICE.replace(r#""24/7""#, r#""Mo 08:30-24:00; Tu-Fr""#);
    let report = report(&practice, PATIENTS, "2026-11-24T06:00:00Z");
    let gap = "urgent callers of Dr Ada Okafor reach nobody on Mon 30 Nov 00:00-08:30: no shift";
    assert!(report.text.contains(gap), "{}", report.text);
    assert!(
        report
            .text
            .contains("... and 8 more for callers of Dr Ada Okafor"),
        "{}",
        report.text
    );
    let given = "If urgent access were given: urgent callers of Dr Per Lindqvist would reach nobody on Mon 30 Nov";
    assert!(report.text.contains(given), "{}", report.text);
    assert_eq!(report.warnings, 13);
}

#[test]
fn a_gap_across_a_change_of_the_clocks_names_the_zone() {
    let practice = PRACTICE
        .replace(r#""24/7""#, r#""00:00-01:00,02:00-24:00""#)
        .replace("\"Sa,Su\"", "\"Tu\"");
    let report = report(&practice, PATIENTS, "2026-10-22T06:00:00Z");
    let gap = "reach nobody on Sun 25 Oct 01:00 BST-02:00 GMT: no shift";
    assert!(report.text.contains(gap), "{}", report.text);
}

#[test]
fn patients_without_a_back_line_are_counted() {
    let practice = PRACTICE.replace(
        r#"back = ["+447700900201", "+447700900202"]"#,
        r#"back = ["+447700900201"]"#,
    );
    let report = report(&practice, PATIENTS, "2026-11-22T06:00:00Z");
    let words = "1 of Dr Ada Okafor's 2 patients in conversation have no back line of their own";
    assert!(report.text.contains(words), "{}", report.text);
}

#[test]
fn warnings_fail_a_strict_check_alone() {
    let without_rota = &PRACTICE[..PRACTICE.find("[[rota]]").unwrap()];
    let config = folder(without_rota, PATIENTS);
    let output = nightbell("check", config.path(), &[]);
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("urgent callers of Dr Ada Okafor reach nobody"));
    let strict = nightbell("check", config.path(), &["--strict"]);
    assert_eq!(code(&strict), 1);
    assert!(err(&strict).starts_with("look at the"), "{}", err(&strict));
    assert_eq!(code(&nightbell("check", sample().path(), &["--strict"])), 0);
}

#[test]
fn a_secret_that_is_not_set_here_is_noted_and_does_not_fail_a_strict_check() {
    let twilio = r#"kind = "twilio"
account_sid = "AC00000000000000000000000000000001"
auth_token = { env = "NIGHTBELL_TEST_UNSET" }
public_url = "https://relay.harbourstreet.example"
"#;
    let config = folder(&PRACTICE.replace("kind = \"local\"\n", twilio), PATIENTS);
    let output = nightbell("check", config.path(), &["--strict"]);
    assert_eq!(code(&output), 0, "{}{}", out(&output), err(&output));
    assert!(
        out(&output).contains("note: the environment variable NIGHTBELL_TEST_UNSET is not set")
    );
}

#[test]
fn a_sentence_of_the_practice_that_gives_a_number_away_is_a_warning_and_not_repeated() {
    let config = sample();
    fs::create_dir(config.path().join("prompts")).unwrap();
    fs::write(
        config.path().join("prompts/en-GB.ftl"),
        "goodbye = Call 07700 900123.\ntrouble = Sorry, call 07700 900124.\n",
    )
    .unwrap();
    let output = nightbell("check", config.path(), &[]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(
        out(&output).contains("prompts/en-GB.ftl:1: warning: "),
        "{}",
        out(&output)
    );
    assert_eq!(code(&nightbell("check", config.path(), &["--strict"])), 1);
    assert!(out(&nightbell("fallback", config.path(), &[])).contains("We are sorry"));
}

#[test]
fn every_mistake_is_told_at_its_place() {
    let practice = PRACTICE
        .replace(
            "[\"+447700900123\", \"+447700900124\"]",
            "\"+447700900101\"",
        )
        .replace("language ", "langauge ");
    let patients = PATIENTS.replace("+447700900457", "4.47E+11");
    let config = folder(&practice, &patients);
    for command in ["check", "fallback"] {
        let output = nightbell(command, config.path(), &[]);
        assert_eq!((code(&output), out(&output)), (1, String::new()));
        let errors = err(&output);
        let places: Vec<&str> = errors
            .lines()
            .filter(|line| line.starts_with("practice.toml:") || line.starts_with("patients.csv:"))
            .collect();
        assert!(
            places
                .iter()
                .any(|place| place.starts_with("practice.toml:7:1: ")),
            "{errors}"
        );
        assert!(
            places
                .iter()
                .any(|place| place.starts_with("practice.toml:21:")),
            "{errors}"
        );
        assert!(
            places
                .iter()
                .any(|place| place.starts_with("patients.csv:3:1: ")),
            "{errors}"
        );
    }
}

#[test]
fn explain_tells_what_would_happen_to_a_call() {
    let config = sample();
    let call = |from, at| explain(config.path(), from, "+447700900101", at, &[]);

    let open = call("07700 900456", "2026-11-25T10:00");
    assert_eq!(open["outcome"], "ring");
    assert_eq!(open["clinician"], "okafor");
    assert_eq!(open["shows"], "+447700900201");
    assert!(open["next_open"].is_null());
    assert!(
        open["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .all(Value::is_string)
    );

    let closed = call("+447700900456", "2026-11-25T20:00:00");
    assert_eq!(closed["outcome"], "menu");
    assert_eq!(closed["next_open"], "2026-11-26T09:00:00+00:00");
    assert_eq!(closed["pressing_1"]["clinician"], "lindqvist");
    assert!(closed["says"][1].as_str().unwrap().contains("9 9 9"));

    let summer = call("+447700900456", "2027-07-05T20:00:00Z");
    assert_eq!(summer["at"], "2027-07-05T21:00:00+01:00");
    assert_eq!(summer["next_open"], "2027-07-06T09:00:00+01:00");

    let covered = call("+447700900456", "2026-12-30T10:00");
    assert_eq!(
        (&covered["outcome"], &covered["clinician"]),
        (&"ring".into(), &"lindqvist".into())
    );

    assert!(call("+447700900457", "2026-11-25T20:00")["pressing_1"].is_null());
    for stranger in ["+447700900458", "+447700900999", "withheld", "anonymous"] {
        let refused = call(stranger, "2026-11-25T10:00");
        assert_eq!(refused["outcome"], "front-desk", "{stranger}");
        assert!(refused["next_open"].is_null());
    }
}

#[test]
fn explain_tells_what_would_happen_to_a_text() {
    let config = sample();
    let outcome = |from, text, at| {
        let told = explain(config.path(), from, "+447700900101", at, &["--text", text]);
        (
            told["outcome"].as_str().unwrap().to_owned(),
            told["clinician"].as_str().map(str::to_owned),
        )
    };
    let by = |clinician: &str| Some(clinician.to_owned());
    let (day, night) = ("2026-11-25T10:00", "2026-11-25T20:00");
    assert_eq!(
        outcome("+447700900456", "My hand is worse", day),
        ("relay".into(), by("okafor"))
    );
    assert_eq!(
        outcome("+447700900456", "My hand is worse", night),
        ("hold".into(), by("okafor"))
    );
    assert_eq!(
        outcome("+447700900456", "URGENT: worse", night),
        ("urgent".into(), by("lindqvist"))
    );
    assert_eq!(outcome("+447700900999", "Hello", day).0, "refuse");
    // A clinician's own number may be typed, and is not repeated.
    assert_eq!(
        outcome("+447700900123", "WHO", day),
        ("command".into(), by("okafor"))
    );
}

#[test]
fn explain_tells_what_a_clinician_hears_on_the_own_line() {
    let config = sample();
    let at = "2026-11-25T10:00";
    let own = explain(config.path(), "+447700900123", "+447700900101", at, &[]);
    assert_eq!(own["outcome"], "menu");
    assert_eq!(own["clinician"], "okafor");
    assert!(own["next_open"].is_null() && own["shows"].is_null());
    assert!(own["says"][0].as_str().unwrap().contains("PIN"));
    let asked = [
        "--from",
        "+447700900123",
        "--to",
        "+447700900101",
        "--at",
        at,
    ];
    let told = out(&nightbell("explain", config.path(), &asked));
    assert!(told.contains(
        "It is Dr Ada Okafor's own line: after the PIN, Dr Ada Okafor hears messages and calls patients back."
    ));
    assert!(!told.contains("900123"), "{told}");
}

#[test]
fn explain_in_words_gives_the_outcome_then_the_rules() {
    let config = sample();
    let asked = [
        "--from",
        "07700 900456",
        "--to",
        "07700 900101",
        "--at",
        "2026-11-25T20:00",
    ];
    let told = out(&nightbell("explain", config.path(), &asked));
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(
        lines[0],
        "A call to +447700900101, the line of Dr Ada Okafor, on Wednesday 25 November 2026 at 20:00 (Europe/London)"
    );
    assert_eq!(
        lines[2],
        "No phone rings. The caller hears why, and may leave a message for Dr Ada Okafor."
    );
    assert_eq!(lines[5], "  1. This number is the line of Dr Ada Okafor.");
    assert!(
        told.contains("Dr Ada Okafor can be reached again on Thursday 26 November 2026 at 09:00.")
    );
    assert!(told.contains(
        "If the caller presses 1: The phone of Dr Per Lindqvist rings for up to 20 seconds."
    ));
}

#[test]
fn a_moment_that_the_clocks_skip_or_repeat_is_told() {
    let config = sample();
    let note =
        |at| explain(config.path(), "+447700900456", "+447700900101", at, &[])["note"].to_string();
    assert!(note("2026-10-25T01:30").contains("comes twice"));
    assert!(note("2027-03-28T01:30").contains("does not exist"));
}

#[test]
fn wrong_arguments_exit_2_and_wrong_content_exits_1() {
    let config = sample();
    let explain = |more: &[&str]| nightbell("explain", config.path(), more);
    assert_eq!(code(&explain(&["--from", "+447700900456"])), 2);
    assert_eq!(
        code(&explain(&[
            "--from",
            "+447700900456",
            "--to",
            "+447700900101",
            "--bogus"
        ])),
        2
    );
    for content in [
        [
            "--from",
            "Marie",
            "--to",
            "+447700900101",
            "--at",
            "2026-11-25T10:00",
        ],
        [
            "--from",
            "+447700900456",
            "--to",
            "4.47E+11",
            "--at",
            "2026-11-25T10:00",
        ],
        [
            "--from",
            "+447700900456",
            "--to",
            "+447700900101",
            "--at",
            "yesterday",
        ],
    ] {
        let output = explain(&content);
        assert_eq!((code(&output), out(&output)), (1, String::new()));
        assert!(err(&output).starts_with("after --"), "{}", err(&output));
    }
    let nowhere = nightbell("check", Path::new("/nonexistent/config"), &[]);
    assert_eq!(code(&nowhere), 1);
    assert!(err(&nowhere).contains("there is no folder /nonexistent/config"));
}

#[test]
fn the_fallback_document_holds_words_the_emergency_number_and_nothing_to_ask() {
    let german = PRACTICE.replace("language   = \"en-GB\"", "language   = \"de-DE\"");
    let config = folder(&german, PATIENTS);
    let output = nightbell("fallback", config.path(), &[]);
    let document = out(&output);
    let parsed = roxmltree::Document::parse(document.trim()).unwrap();
    let verbs: Vec<_> = parsed
        .root_element()
        .children()
        .map(|verb| verb.tag_name().name().to_owned())
        .collect();
    assert_eq!(verbs, ["Say", "Say", "Hangup"]);
    let first = parsed.root_element().first_element_child().unwrap();
    assert_eq!(
        (first.attribute("language"), first.attribute("voice")),
        (Some("de-DE"), Some("Polly.Vicki-Neural"))
    );
    assert!(document.contains("9 9 9") && !document.contains("+44") && !document.contains("http"));
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let config = sample();
    let mut process = Command::new(env!("CARGO_BIN_EXE_nightbell"));
    process.args(["check", "--config"]).arg(config.path());
    let mut child = process
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), err(&output)), (0, String::new()));
}
