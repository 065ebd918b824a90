//! `nightbell user` as somebody runs it at a terminal: what it says, its exit codes, and that a relay that runs takes it up.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use reqwest::StatusCode;
use support::World;
use support::console::Browser;

const LONG: &str = "three blind mice and a cat";

/// Runs it with this piped in; gives the exit code, what it prints and what it complains about.
async fn user(folder: &Path, args: &[&str], piped: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nightbell"));
    command
        .arg("user")
        .args(args)
        .arg("--config")
        .arg(folder.join("config"));
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let piped = piped.to_owned();
    let run = tokio::task::spawn_blocking(move || {
        let mut child = command.spawn().unwrap();
        // A command that asks for nothing may have ended by now.
        let _gone = child.stdin.take().unwrap().write_all(piped.as_bytes());
        child.wait_with_output().unwrap()
    });
    let output = run.await.unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[tokio::test]
async fn an_account_that_is_added_signs_in_and_one_that_is_removed_does_not() {
    let world = World::open().await;
    let folder = world.folder();
    let (code, said, _) = user(folder, &["add", "ada"], &format!("{LONG}\n")).await;
    assert_eq!(
        (code, said.as_str()),
        (0, "ada may sign in to the console as manager.\n")
    );
    world.shows("/console/sign-in", "Sign in").await;
    let mut ada = Browser::of(&world);
    assert_eq!(
        ada.signs_in("ada", LONG).await.status,
        StatusCode::SEE_OTHER
    );
    let (code, said, _) = user(
        folder,
        &[
            "add",
            "okafor",
            "--role",
            "clinician",
            "--clinician",
            "okafor",
        ],
        LONG,
    )
    .await;
    assert_eq!(
        (code, said.as_str()),
        (0, "okafor may sign in to the console as clinician.\n")
    );
    let (_, said, _) = user(folder, &["list"], "").await;
    assert_eq!(said, "ada: manager\nokafor: clinician okafor\n");
    let (code, ..) = user(folder, &["password", "ada"], "another one, quite long").await;
    assert_eq!(code, 0);
    ada.waits_until("/console/account", |page| {
        page.status == StatusCode::SEE_OTHER
    })
    .await;
    let (code, said, _) = user(folder, &["remove", "ADA"], "").await;
    assert_eq!(
        (code, said.as_str()),
        (0, "ADA may not sign in any more.\n")
    );
    let file = fs::read_to_string(world.config().join("users.toml")).unwrap();
    assert!(!file.contains("ada") && !file.contains(LONG), "{file}");
    world.ends().await;
}

#[tokio::test]
async fn what_cannot_be_is_told_with_what_to_do_and_without_the_password() {
    let folder = World::open().await.stops().await;
    let folder = folder.path();
    let add = |piped: &'static str, args: &'static [&'static str]| user(folder, args, piped);
    for (args, piped, words) in [
        (
            &["add", "ada"] as &[&str],
            "hunter2",
            "choose at least 12 characters, or four words",
        ),
        (&["add", "ada"], "hunter2hunter2hunter2", "nobody would try"),
        (
            &["add", "ada.lovelace"],
            "ada.lovelace2",
            "does not hold the account's name",
        ),
        (&["add", "ada b"], LONG, "choose another name"),
        (
            &["add", "ada", "--role", "clinician"],
            LONG,
            "say whose line",
        ),
        (
            &["add", "ada", "--role", "clinician", "--clinician", "nobody"],
            LONG,
            "write one of okafor, lindqvist",
        ),
        (
            &["add", "ada", "--clinician", "okafor"],
            LONG,
            "write --role clinician as well",
        ),
        (
            &["password", "nobody"],
            LONG,
            "look at the names with `nightbell user list",
        ),
        (&["remove", "nobody"], "", "look at the names with"),
    ] {
        let (code, _, complaint) = add(piped, args).await;
        assert_eq!(code, 1, "{args:?}: {complaint}");
        assert!(complaint.contains(words), "{args:?}: {complaint}");
        assert!(!complaint.contains("hunter2"), "{complaint}");
    }
    assert!(!folder.join("config/users.toml").exists());
    fs::write(
        folder.join("config/users.toml"),
        "[[user]]\nname = \"ada\"\n",
    )
    .unwrap();
    let (code, _, complaint) = add(LONG, &["add", "okafor"]).await;
    assert_eq!(code, 1);
    assert!(
        complaint.starts_with("correct users.toml first:\nusers.toml:1:"),
        "{complaint}"
    );
}
