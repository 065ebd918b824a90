//! Secrets: where they come from, and a type that cannot be printed.
//!
//! A secret never stands in `practice.toml` itself: that file is mailed, shown over a shoulder and kept in versions.

use std::fs;
use std::ops::Range;
use std::path::Path;

use subtle::ConstantTimeEq;
use toml::Spanned;
use toml::de::DeValue;
use zeroize::Zeroizing;

use super::findings::Findings;
use super::keys;
use super::section::Section;

/// The longest secret that is read, in bytes.
const LONGEST: u64 = 4096;

/// A secret. It has no `Debug`, no `Display` and no serialisation, and is wiped from memory when it goes.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text that from now on is a secret.
    pub fn new(text: String) -> Self {
        Secret(Zeroizing::new(text))
    }

    /// The secret in full, for signing, verifying or authenticating, and for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

/// Whether every secret must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// A missing one is a mistake: the relay is about to run.
    Required,
    /// A missing one is only noted: `check` and `explain` may run elsewhere.
    Optional,
}

/// Where secrets are looked up.
pub struct Vault<'a> {
    /// The configuration folder: files are relative to it.
    pub dir: &'a Path,
    /// Whether every secret must be there.
    pub secrets: Secrets,
    /// The environment.
    pub env: &'a dyn Fn(&str) -> Option<String>,
}

impl Vault<'_> {
    /// Reads a key whose value is a place of a secret, or a list of such places.
    pub fn read(&self, section: &Section<'_>, key: &str, findings: &mut Findings) -> Vec<Secret> {
        let help = section.example(key);
        let entries = section.entries(key);
        if section.has(key) && entries.is_empty() {
            findings.error(
                &section.place(key),
                format!("the list `{key}` is empty"),
                help,
            );
        }
        let read = |entry: &&Spanned<DeValue<'_>>| self.entry(entry, key, help, findings);
        entries.iter().filter_map(read).collect()
    }

    fn entry(
        &self,
        entry: &Spanned<DeValue<'_>>,
        key: &str,
        help: &str,
        findings: &mut Findings,
    ) -> Option<Secret> {
        let at = entry.span();
        let DeValue::Table(table) = entry.get_ref() else {
            let message =
                format!("`{key}` must not stand in this file itself; say where it is kept");
            findings.error(&at, message, help);
            return None;
        };
        let source = Section::open("secret", table, at.clone(), findings);
        let (env, file) = (source.text("env", findings), source.text("file", findings));
        match (env, file) {
            (Some(name), None) => self.env(name.text, &name.at, findings),
            (None, Some(path)) => self.file(path.text, &path.at, findings),
            (None, None) if source.has("env") || source.has("file") => None,
            _ => {
                findings.error(
                    &at,
                    "a secret has either `env` or `file`",
                    keys::example("secret", "env"),
                );
                None
            }
        }
    }

    fn env(&self, name: &str, at: &Range<usize>, findings: &mut Findings) -> Option<Secret> {
        let named = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        if name.len() > 60
            || !name.bytes().all(named)
            || name.starts_with(|c: char| c.is_ascii_digit())
        {
            let message =
                "this is not the name of an environment variable (capital letters, digits and _)";
            findings.error(at, message, keys::example("secret", "env"));
            return None;
        }
        let found = (self.env)(name).unwrap_or_default();
        if found.trim().is_empty() {
            let message = format!("the environment variable {name} is not set");
            let help = "the secret into that variable before starting, or { file = \"...\" } here";
            self.lacking(at, message, help, findings);
            return None;
        }
        Some(Secret::new(found.trim().to_owned()))
    }

    fn file(&self, path: &str, at: &Range<usize>, findings: &mut Findings) -> Option<Secret> {
        let full = self.dir.join(path);
        let small = fs::metadata(&full).map(|meta| meta.is_file() && meta.len() <= LONGEST);
        let text = match small {
            Ok(true) => fs::read_to_string(&full).map(Zeroizing::new).ok(),
            Ok(false) => None,
            Err(_) => {
                let message = "this file is not there, or may not be read";
                self.lacking(
                    at,
                    message.to_owned(),
                    "the path of the file that holds the secret, from this folder on",
                    findings,
                );
                return None;
            }
        };
        let text = text.as_deref().map(|text| text.trim()).unwrap_or_default();
        if text.is_empty() || text.contains(['\n', '\r', '\0']) {
            let message = "this file does not hold one line of text";
            findings.error(
                at,
                message,
                "the secret alone into the file, on its first line",
            );
            return None;
        }
        Some(Secret::new(text.to_owned()))
    }

    fn lacking(&self, at: &Range<usize>, message: String, help: &str, findings: &mut Findings) {
        match self.secrets {
            Secrets::Required => findings.error(at, message, help),
            Secrets::Optional => findings.note(at, message, help),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static_assertions::assert_not_impl_any!(Secret: std::fmt::Debug, std::fmt::Display, serde::Serialize);

    #[test]
    fn secrets_are_compared_as_a_whole() {
        let secret = |text: &str| Secret::new(text.to_owned());
        assert!(
            secret("a") == secret("a") && secret("a") != secret("b") && secret("a") != secret("aa")
        );
    }
}
