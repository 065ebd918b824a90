//! A configuration folder as the commands read it that send nothing and store nothing.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::config::holidays::Calendar;
use crate::config::{self, Context, Mistake, Secrets};
use crate::domain::guard::Guard;
use crate::domain::names::IdKey;
use crate::domain::practice::Practice;
use crate::prompts::{Prompts, SentenceProblem};

use super::Failure;

/// A configuration without mistakes, with what is made from it.
pub struct Folder {
    /// The practice.
    pub practice: Practice,
    /// The public holidays of its region.
    pub holidays: Calendar,
    /// The sentences, with the practice's own.
    pub prompts: Prompts,
    /// What is wrong with the practice's own sentences.
    pub sentence_problems: Vec<SentenceProblem>,
    /// What somebody should look at in the two files.
    pub warnings: Vec<Mistake>,
    /// Looks for clinicians' numbers in what is printed.
    pub guard: Guard,
}

impl Folder {
    /// Reads a folder. Secrets may be absent: these commands need none. `env` is the environment.
    ///
    /// # Errors
    /// Every mistake in both files, as a failure with exit code 1.
    pub fn open(
        dir: &Path,
        now: DateTime<Utc>,
        env: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Failure> {
        let context = Context {
            ids: IdKey::default(),
            today: now.date_naive(),
            secrets: Secrets::Optional,
            env,
            lists: None,
        };
        let loaded = config::load(dir, &context);
        let loaded = loaded.map_err(|mistakes| Failure::content(mistakes.to_string()))?;
        let guard = Guard::new(&loaded.practice.clinicians);
        let (prompts, sentence_problems) =
            Prompts::new(&loaded.sentences, &|text| guard.finds(text));
        Ok(Folder {
            practice: loaded.practice,
            holidays: loaded.holidays,
            prompts,
            sentence_problems,
            warnings: loaded.warnings,
            guard,
        })
    }

    /// What may be printed: a line that holds a clinician's number is left out, whatever brought it there.
    pub fn masked(&self, text: &str) -> String {
        let lines = text.lines().map(|line| match self.guard.finds(line) {
            true => "(a line is left out here: it held a clinician's number)",
            false => line,
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// A variable of the process's environment.
pub(super) fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
