//! Reading `users.toml`: every mistake with its place and what to write, and never a hash or a secret in it.

use std::ops::Range;

use argon2::Params;
use argon2::password_hash::phc::PasswordHash;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::blank::{quoted, words};
use super::super::findings::Findings;
use super::super::keys::closest;
use super::super::mistake::Mistakes;
use super::super::secret::Secret;
use super::super::source::Source;
use super::super::syntax;
use super::{Role, USERS, User, is_name};
use crate::domain::names::ClinicianId;

/// The keys of an entry, with what to write.
const KEYS: &[(&str, &str)] = &[
    ("name", r#"name = "ada""#),
    (
        "role",
        r#"role = "manager"   (or "clinician" or "auditor")"#,
    ),
    (
        "clinician",
        r#"clinician = "okafor"   (the id in practice.toml, for the role clinician)"#,
    ),
    (
        "password",
        "nothing by hand: run `nightbell user password NAME --config DIR`",
    ),
    (
        "totp",
        "nothing by hand: the account's page in the console sets it up",
    ),
    ("language", r#"language = "en"   (or "fr")"#),
];

/// More memory or work than this for one password would let anybody who signs in stop the machine.
const MOST_KIB: u32 = 256 * 1024;
const MOST_PASSES: u32 = 16;

/// What stands in the file.
pub type Read = Result<Vec<User>, Mistakes>;

/// Reads the file's bytes.
///
/// # Errors
/// Every mistake in it.
pub fn read(bytes: &[u8]) -> Read {
    let mut findings = Findings::default();
    let (text, whole) = syntax::text(bytes, &mut findings);
    let (table, broken) = DeTable::parse_recoverable(&text);
    let source = Source::new(USERS, &text);
    let mut slips = Findings::default();
    syntax::slips(&broken, &text, &mut slips);
    let mut users = Vec::new();
    if whole && broken.is_empty() {
        users = entries(table.get_ref(), &mut findings);
    }
    findings.append(slips);
    if findings.any_error() {
        let line = |_: &super::super::blank::Blanker, line: &str, _: usize| shown(line);
        return Err(Mistakes(findings.into_mistakes(
            &source,
            line,
            &Default::default(),
        )));
    }
    Ok(users)
}

/// A line without what may be a secret in it.
fn shown(line: &str) -> String {
    let lower = line.to_ascii_lowercase();
    match ["password", "totp", "$argon"]
        .iter()
        .any(|word| lower.contains(word))
    {
        true => match line.split_once('=') {
            Some((key, _)) if !key.contains('$') => format!("{key}= …"),
            _ => "…".to_owned(),
        },
        false => words(line),
    }
}

fn entries(table: &DeTable<'_>, findings: &mut Findings) -> Vec<User> {
    let mut users: Vec<User> = Vec::new();
    for (key, value) in table {
        if key.get_ref() != "user" {
            let message = format!("there is no section {}", quoted(key.get_ref()));
            findings.error(
                &key.span(),
                message,
                "[[user]]   on a line of its own, once for each account",
            );
            continue;
        }
        let DeValue::Array(list) = value.get_ref() else {
            let message = "`user` stands in double brackets, once for each account";
            findings.error(&key.span(), message, "[[user]]   on a line of its own");
            continue;
        };
        for item in list.iter() {
            let Some(entry) = Entry::of(item, findings) else {
                continue;
            };
            let Some(user) = entry.user(findings) else {
                continue;
            };
            if users
                .iter()
                .any(|known| known.name.eq_ignore_ascii_case(&user.name))
            {
                let message = format!("there are two accounts {}", quoted(&user.name));
                findings.error(
                    &entry.place("name"),
                    message,
                    "another name, or remove one of the two",
                );
            }
            users.push(user);
        }
    }
    users
}

struct Entry<'a> {
    table: &'a DeTable<'a>,
    at: Range<usize>,
}

impl<'a> Entry<'a> {
    fn of(item: &'a Spanned<DeValue<'a>>, findings: &mut Findings) -> Option<Self> {
        let DeValue::Table(table) = item.get_ref() else {
            findings.error(
                &item.span(),
                "an account is a section of its own",
                "[[user]]   on a line of its own",
            );
            return None;
        };
        for key in table.keys() {
            let written = key.get_ref().as_ref();
            if KEYS.iter().all(|(known, _)| *known != written) {
                let close = closest(written, KEYS.iter().map(|(known, _)| *known));
                let message = format!("there is no key {} in [[user]]", quoted(written));
                let help = match close {
                    Some(known) => format!("{known} = ...   (did you mean `{known}`?)"),
                    None => {
                        "one of name, role, clinician, password, totp, language, or remove the line"
                            .to_owned()
                    }
                };
                findings.error(&key.span(), message, help);
            }
        }
        Some(Entry {
            table,
            at: item.span(),
        })
    }

    fn place(&self, key: &str) -> Range<usize> {
        self.table
            .get(key)
            .map_or_else(|| self.at.clone(), Spanned::span)
    }

    fn text(&self, key: &str, findings: &mut Findings) -> Option<&'a str> {
        let value = self.table.get(key)?;
        let text = value
            .get_ref()
            .as_str()
            .filter(|text| !text.trim().is_empty());
        if text.is_none() {
            let message = format!("`{key}` must be a text in quotation marks, not empty");
            findings.error(&value.span(), message, example(key));
        }
        text
    }

    fn required(&self, key: &str, findings: &mut Findings) -> Option<&'a str> {
        if !self.table.contains_key(key) {
            findings.error(&self.at, format!("`{key}` is missing here"), example(key));
        }
        self.text(key, findings)
    }

    fn user(&self, findings: &mut Findings) -> Option<User> {
        let (name, role) = (self.name(findings), self.role(findings));
        let (password, totp) = (self.password(findings), self.totp(findings));
        let language = self.language(findings);
        Some(User {
            name: name?,
            role: role?,
            password: password?,
            totp,
            language,
        })
    }

    fn name(&self, findings: &mut Findings) -> Option<String> {
        let name = self.required("name", findings)?;
        if is_name(name) {
            return Some(name.to_owned());
        }
        let message = "a name has up to 40 letters, digits, points, hyphens and underscores, without accents or blanks";
        findings.error(&self.place("name"), message, example("name"));
        None
    }

    fn role(&self, findings: &mut Findings) -> Option<Role> {
        let word = self.required("role", findings)?;
        let clinician = self.text("clinician", findings);
        if word != "clinician" && clinician.is_some() {
            let message = "`clinician` is for the role clinician alone";
            findings.error(
                &self.place("clinician"),
                message,
                r#"role = "clinician", or remove this line"#,
            );
        }
        match word {
            "manager" => Some(Role::Manager),
            "auditor" => Some(Role::Auditor),
            "clinician" => self.own(clinician, findings),
            other => {
                let message = format!(
                    "`role` cannot be {}; it is one of \"manager\", \"clinician\", \"auditor\"",
                    quoted(other)
                );
                findings.error(&self.place("role"), message, example("role"));
                None
            }
        }
    }

    fn own(&self, clinician: Option<&str>, findings: &mut Findings) -> Option<Role> {
        let own = clinician.and_then(ClinicianId::new);
        match (own, self.table.contains_key("clinician")) {
            (Some(id), _) => Some(Role::Clinician(id)),
            (None, true) => {
                let message = "this is no clinician's id: small letters, digits, - and _";
                findings.error(&self.place("clinician"), message, example("clinician"));
                None
            }
            (None, false) => {
                let message = "an account of the role clinician says whose line it sees";
                findings.error(&self.place("role"), message, example("clinician"));
                None
            }
        }
    }

    fn password(&self, findings: &mut Findings) -> Option<Secret> {
        let text = self.required("password", findings)?;
        if let Some(message) = not_a_hash(text) {
            findings.error(&self.place("password"), message, example("password"));
            return None;
        }
        Some(Secret::new(text.to_owned()))
    }

    fn totp(&self, findings: &mut Findings) -> Option<Secret> {
        let text = self.text("totp", findings)?;
        let base32 = |b: u8| matches!(b, b'A'..=b'Z' | b'2'..=b'7');
        if text.bytes().all(base32) && text.len() == 32 {
            return Some(Secret::new(text.to_owned()));
        }
        let message =
            "this is no secret of an authenticator app: 32 capital letters and digits from 2 to 7";
        findings.error(&self.place("totp"), message, example("totp"));
        None
    }

    fn language(&self, findings: &mut Findings) -> Option<String> {
        let text = self.text("language", findings)?;
        if matches!(text, "en" | "fr") {
            return Some(text.to_owned());
        }
        findings.error(
            &self.place("language"),
            "the console speaks \"en\" and \"fr\"",
            example("language"),
        );
        None
    }
}

/// What is wrong with a hash.
fn not_a_hash(text: &str) -> Option<&'static str> {
    let Ok(hash) = PasswordHash::new(text) else {
        return Some(
            "this is not a password as Nightbell keeps it; passwords themselves never stand in a file",
        );
    };
    let whole = hash.algorithm.as_str() == "argon2id" && hash.salt.is_some() && hash.hash.is_some();
    match Params::try_from(&hash) {
        Ok(params) if whole => {
            let heavy = params.m_cost() > MOST_KIB || params.t_cost() > MOST_PASSES;
            heavy.then_some(
                "this password's hash asks for more memory or work than this console gives",
            )
        }
        _ => {
            Some("this password is hashed in a way that Nightbell does not use (it uses argon2id)")
        }
    }
}

fn example(key: &str) -> &'static str {
    KEYS.iter()
        .find(|(known, _)| *known == key)
        .map_or("", |(_, example)| example)
}
