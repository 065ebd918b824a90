//! `users.toml` read and written.

use super::*;

const HASH: &str =
    "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$AmqYxYcmBHWWWxoxBYZlZDsBTbhXCLcQSB5Kmuu9PTI";

fn entry(more: &str) -> String {
    format!("[[user]]\nname = \"ada\"\npassword = \"{HASH}\"\n{more}\n")
}

fn told(text: &str) -> String {
    read(text.as_bytes()).err().expect("a mistake").to_string()
}

#[test]
fn the_three_roles_are_read() {
    let text = [
        entry("role = \"manager\"\nlanguage = \"fr\""),
        entry("role = \"clinician\"\nclinician = \"okafor\"").replace("ada", "okafor"),
        entry("role = \"auditor\"").replace("ada", "aud.it-or_2"),
    ];
    let users = read(text.concat().as_bytes()).ok().unwrap();
    let okafor = ClinicianId::new("okafor").unwrap();
    let roles: Vec<_> = users.iter().map(|user| user.role.clone()).collect();
    assert_eq!(
        roles,
        [Role::Manager, Role::Clinician(okafor), Role::Auditor]
    );
    assert_eq!(users[0].language.as_deref(), Some("fr"));
}

#[test]
fn a_mistake_is_told_with_its_place_and_what_to_write_and_never_with_a_secret() {
    let cases = [
        (
            entry("role = \"boss\""),
            "users.toml:4:8: `role` cannot be \"boss\"",
        ),
        (entry("rolle = \"manager\""), "did you mean `role`?"),
        (entry("role = \"clinician\""), "says whose line it sees"),
        (
            entry("role = \"manager\"\nclinician = \"okafor\""),
            "users.toml:5:13: `clinician` is for",
        ),
        (
            entry("role = \"manager\"\ntotp = \"0189\""),
            "users.toml:5:8: this is no secret",
        ),
        (
            entry("role = \"manager\"\nlanguage = \"de\""),
            "speaks \"en\" and \"fr\"",
        ),
        (
            "[[user]]\nname = \"ada\"\nrole = \"manager\"\npassword = \"hunter2 hunter2\"\n"
                .to_owned(),
            "users.toml:4:12: this is not a password as Nightbell keeps it",
        ),
        (
            "[[user]]\nname = \"a b\"\n".to_owned(),
            "a name has up to 40",
        ),
        (
            entry("role = \"manager\"").repeat(2),
            "there are two accounts \"ada\"",
        ),
        ("[[users]]\n".to_owned(), "there is no section"),
        ("user = 3\n".to_owned(), "double brackets"),
        ("[[user]]\npassword = hunter2\n".to_owned(), "users.toml:2:"),
    ];
    for (text, words) in cases {
        let told = told(&text);
        assert!(told.contains(words), "{told}");
        assert!(
            !told.contains("hunter2") && !told.contains("AmqYxY") && !told.contains("0189"),
            "{told}"
        );
    }
}

#[test]
fn a_hash_that_would_stop_the_machine_is_refused() {
    let heavy = entry("role = \"manager\"").replace("m=8,", "m=4194304,");
    assert!(
        told(&heavy).contains("more memory or work"),
        "{}",
        told(&heavy)
    );
    let weak = entry("role = \"manager\"").replace("argon2id", "argon2i");
    assert!(told(&weak).contains("argon2id"), "{}", told(&weak));
}

#[test]
fn a_change_leaves_remarks_and_order_and_the_file_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(USERS);
    let before = format!(
        "# who may sign in\n{}",
        entry("role = \"manager\" # of the practice")
    );
    std::fs::write(&path, &before).unwrap();
    let okafor = User {
        name: "okafor".to_owned(),
        role: Role::Clinician(ClinicianId::new("okafor").unwrap()),
        password: Secret::new(HASH.to_owned()),
        totp: None,
        language: None,
    };
    add(folder.path(), &okafor).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with(&before), "{text}");
    assert!(matches!(
        add(folder.path(), &okafor),
        Err(NotWritten::Taken)
    ));
    set_totp(
        folder.path(),
        "ADA",
        Some("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    )
    .unwrap();
    set_totp(folder.path(), "ada", None).unwrap();
    set_language(folder.path(), "ada", Some("fr")).unwrap();
    set_language(folder.path(), "ada", None).unwrap();
    remove(folder.path(), "okafor").unwrap();
    assert!(matches!(
        remove(folder.path(), "okafor"),
        Err(NotWritten::Unknown)
    ));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_file_with_a_mistake_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(USERS), "[[user]\n").unwrap();
    let refused = set_password(folder.path(), "ada", HASH);
    assert!(matches!(refused, Err(NotWritten::Mistakes(_))));
    assert_eq!(
        std::fs::read_to_string(folder.path().join(USERS)).unwrap(),
        "[[user]\n"
    );
}

#[test]
fn the_seal_changes_with_password_role_and_codes_and_with_nothing_else() {
    let users = read(entry("role = \"manager\"").as_bytes()).ok().unwrap();
    let was = &users[0];
    let with = |change: &dyn Fn(&mut User)| {
        let mut user = was.clone();
        change(&mut user);
        user.seal()
    };
    assert_eq!(
        with(&|user| user.language = Some("fr".to_owned())),
        was.seal()
    );
    let changes: [&dyn Fn(&mut User); 3] = [
        &|user| user.password = Secret::new("another".to_owned()),
        &|user| user.role = Role::Auditor,
        &|user| user.totp = Some(Secret::new("ABC".to_owned())),
    ];
    for change in changes {
        assert_ne!(with(change), was.seal());
    }
}
