//! Secrets: from the environment or from a file, never from `practice.toml` itself, never shown.

use super::*;

fn with(auth_token: &str) -> Folder {
    let provider = format!(
        "kind = \"twilio\"\naccount_sid = \"AC00000000000000000000000000000001\"\npublic_url = \"https://relay.example\"\nauth_token = {auth_token}"
    );
    Folder::edited("kind = \"local\"", &provider)
}

fn tokens(folder: &Folder) -> Vec<String> {
    let loaded = folder
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    match loaded.settings.provider {
        Provider::Twilio(twilio) => twilio
            .auth_tokens
            .iter()
            .map(|token| token.expose().to_owned())
            .collect(),
        Provider::Local { .. } => Vec::new(),
    }
}

#[test]
fn a_secret_comes_from_the_environment_or_from_a_file() {
    assert_eq!(
        tokens(&with("{ env = \"TOKEN\" }").env("TOKEN", "one")),
        ["one"]
    );
    let folder = with("{ file = \"auth_token\" }");
    folder.write("auth_token", "two\n");
    assert_eq!(tokens(&folder), ["two"]);
}

#[test]
fn during_a_rotation_there_are_two() {
    let folder = with("[{ env = \"NEW\" }, { file = \"old\" }]").env("NEW", "new");
    folder.write("old", "old\r\n");
    assert_eq!(tokens(&folder), ["new", "old"]);
}

#[test]
fn a_secret_written_into_the_file_is_refused_and_not_shown() {
    for literal in [
        "\"hunter2\"",
        "[\"hunter2\"]",
        "{ value = \"hunter2\" }",
        "\"\"\"hunter2\"\"\"",
    ] {
        let shown = Mistakes(with(literal).mistakes()).to_string();
        assert!(
            shown.contains("practice.toml:15:") && !shown.contains("hunter2"),
            "{shown}"
        );
        assert!(shown.contains("{ env = \"TWILIO_AUTH_TOKEN\" }"), "{shown}");
    }
    let shown =
        Mistakes(with("{ env = \"0123456789abcdef0123456789abcdef\" }").mistakes()).to_string();
    assert!(!shown.contains("abcdef"), "{shown}");
}

#[test]
fn a_secret_that_is_not_there_stops_the_relay_and_is_only_noted_in_check() {
    for place in ["{ env = \"TOKEN\" }", "{ file = \"auth_token\" }"] {
        let mistake = with(place).mistake();
        assert_eq!(mistake.line, 15, "{mistake}");
        let folder = with(place).for_check();
        assert_eq!(folder.warning().severity, Severity::Note);
        assert!(tokens(&folder).is_empty());
    }
}

#[test]
fn a_file_that_holds_no_secret_is_refused() {
    for content in ["", "\n", "two\nlines\n"] {
        let folder = with("{ file = \"auth_token\" }");
        folder.write("auth_token", content);
        assert!(folder.mistake().message.contains("one line"));
    }
    let folder = with("{ file = \".\" }");
    assert!(folder.mistake().message.contains("one line"));
    for nonsense in [
        "{}",
        "[]",
        "{ env = \"A\", file = \"b\" }",
        "{ env = 7 }",
        "7",
    ] {
        assert!(!with(nonsense).mistakes().is_empty(), "{nonsense}");
    }
}

#[test]
fn a_key_of_the_store_that_could_be_guessed_is_refused() {
    let folder = Folder::and("[storage]\nkey = { env = \"KEY\" }\n").env("KEY", "short");
    assert!(folder.mistake().message.contains("too short"));
}
