//! The configuration as a whole, from a folder on disk to a practice or to everything that is wrong with it.

mod both;
mod document;
mod known;
mod manager;
mod next_phone;
mod people;
mod property;
mod provider;
mod rows;
mod sample;
mod secrets;
mod versions;
mod watch;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::*;

/// A practice without a mistake, to make one in.
pub const PRACTICE: &str = r#"
[practice]
name = "Harbour Street Surgery"
country = "GB"
region = "GB-ENG"
time_zone = "Europe/London"
language = "en-GB"
front_desk = "+441632960001"
hours = "Mo-Fr 08:30-18:00; PH off"

[provider]
kind = "local"

[lines]
back = ["+447700900201", "+447700900202"]

[[clinician]]
id = "okafor"
name = "Dr Ada Okafor"
line = "+447700900101"
phone = "+447700900123"

[[clinician]]
id = "lindqvist"
name = "Dr Nils Lindqvist"
line = "+447700900102"
phone = "+447700900124"

[[rota]]
name = "on-call"
shifts = [{ hours = "24/7", clinician = "lindqvist" }]
"#;

/// A folder with a configuration.
pub struct Folder {
    /// The folder; removed at the end of the test.
    pub dir: tempfile::TempDir,
    env: HashMap<String, String>,
    secrets: Secrets,
}

impl Folder {
    /// With the practice above and no patients.
    pub fn new() -> Self {
        Self::with(PRACTICE)
    }

    /// With a practice of one's own.
    pub fn with(practice: &str) -> Self {
        let folder = Folder {
            dir: tempfile::tempdir().unwrap(),
            env: HashMap::new(),
            secrets: Secrets::Required,
        };
        folder.write("practice.toml", practice);
        folder
    }

    /// With one thing in the practice written otherwise.
    pub fn edited(from: &str, to: &str) -> Self {
        assert!(PRACTICE.contains(from), "{from}");
        Self::with(&PRACTICE.replacen(from, to, 1))
    }

    /// With lines added at the end.
    pub fn and(lines: &str) -> Self {
        Self::with(&format!("{PRACTICE}{lines}"))
    }

    /// With patients.
    pub fn patients(rows: &str) -> Self {
        let folder = Self::new();
        folder.write("patients.csv", rows);
        folder
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.dir.path().join(name), content).unwrap();
    }

    /// Sets an environment variable, for this folder alone.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Reads it as `check` does.
    pub fn for_check(mut self) -> Self {
        self.secrets = Secrets::Optional;
        self
    }

    /// Reads it.
    pub fn load(&self) -> Result<Configuration, Mistakes> {
        let env = |name: &str| self.env.get(name).cloned();
        load(self.dir.path(), &context(self.secrets, &env))
    }

    /// What is wrong with it.
    pub fn mistakes(&self) -> Vec<Mistake> {
        match self.load() {
            Ok(_) => Vec::new(),
            Err(mistakes) => mistakes.0,
        }
    }

    /// What should be looked at in it, where it can be used.
    pub fn warnings(&self) -> Vec<Mistake> {
        match self.load() {
            Ok(configuration) => configuration.warnings,
            Err(mistakes) => panic!("{mistakes}"),
        }
    }

    /// The one thing that is wrong with it.
    pub fn mistake(&self) -> Mistake {
        let mistakes = self.mistakes();
        assert_eq!(mistakes.len(), 1, "{}", Mistakes(mistakes.clone()));
        assert!(!mistakes[0].help.is_empty(), "{}", mistakes[0]);
        mistakes.into_iter().next().unwrap()
    }

    /// The one thing that should be looked at in it.
    pub fn warning(&self) -> Mistake {
        let warnings = self.warnings();
        assert_eq!(warnings.len(), 1, "{}", Mistakes(warnings.clone()));
        warnings.into_iter().next().unwrap()
    }
}

/// A Sunday in November 2026.
pub fn context<'a>(secrets: Secrets, env: &'a dyn Fn(&str) -> Option<String>) -> Context<'a> {
    Context {
        ids: IdKey::default(),
        today: "2026-11-22".parse().unwrap(),
        secrets,
        env,
        lists: None,
    }
}

/// Reads the files of a folder of the project.
pub fn project(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
