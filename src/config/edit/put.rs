//! Puts a change in place: on top of what its author has seen, or not at all.

use std::fs;
use std::io;
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use super::Editor;
use super::propose::{NotPut, Proposal, Unfit};
use super::replace::Replacement;
use super::wish::Change;
use crate::config::files::{Files, PATIENTS, PRACTICE};
use crate::config::versions::{self, Note};
use crate::domain::names::{IdKey, Version};

/// One file that becomes another, or goes.
enum Step {
    Place(Replacement),
    Remove(PathBuf),
}

impl Editor {
    /// Puts a change in place, if what stands there is still version `base`. `who` is kept beside the version, as
    /// `console: ada`. Blocks.
    ///
    /// # Errors
    /// [`NotPut`]; the folder is then as it was.
    pub fn put(
        &self,
        change: &Change,
        base: Version,
        who: &str,
        ids: &IdKey,
        now: DateTime<Utc>,
    ) -> Result<Version, NotPut> {
        let broken = |error| NotPut::Unfit(Unfit::NotWritable(error));
        let _lock = self.lock().map_err(broken)?;
        let proposal = self.propose(change, ids, now).map_err(NotPut::Unfit)?;
        if proposal.base != base {
            return Err(NotPut::Conflict(Box::new(proposal)));
        }
        let steps = self.steps(&proposal).map_err(broken)?;
        let note = Note {
            who,
            what: Some(change.word()),
        };
        let kept = self.keep_around(&proposal.old, &proposal.new, &note, now);
        let now_there = Files::read(self.folder()).unwrap_or_default();
        if now_there.version() != base {
            forget(kept);
            let anew = self.propose(change, ids, now).map_err(NotPut::Unfit)?;
            return Err(NotPut::Conflict(Box::new(anew)));
        }
        if let Err(error) = place(steps) {
            forget(kept);
            return Err(broken(error));
        }
        Ok(proposal.version)
    }

    /// Keeps what is there and what comes. Where they cannot be kept the edit goes on, as edits by hand do.
    pub(super) fn keep_around(
        &self,
        old: &Files,
        new: &Files,
        note: &Note<'_>,
        now: DateTime<Utc>,
    ) -> Option<PathBuf> {
        let before = match old.practice.is_empty() {
            true => Ok(()),
            false => versions::keep(self.folder(), old, "edited in the folder", now),
        };
        let kept = before.and_then(|()| versions::keep_edit(self.folder(), new, note, now));
        if let Err(error) = &kept {
            tracing::warn!(%error, "make the configuration folder writable: earlier versions are not kept");
        }
        kept.ok()
    }

    /// Every file that changes, written beside. The patients come first: a row for a clinician who is not there yet would
    /// be refused, and one that is gone already harms nobody.
    fn steps(&self, proposal: &Proposal) -> io::Result<Vec<Step>> {
        let (old, new) = (&proposal.old, &proposal.new);
        let model = self.folder().join(PRACTICE);
        let mut steps = Vec::new();
        let list = self.folder().join(PATIENTS);
        match &new.patients {
            same if *same == old.patients => {}
            Some(content) => steps.push(Step::Place(Replacement::write(&list, &model, content)?)),
            None => steps.push(Step::Remove(list)),
        }
        let prompts = self.folder().join("prompts");
        for (name, text) in &new.sentences {
            if old
                .sentences
                .iter()
                .any(|old| (&old.0, &old.1) == (name, text))
            {
                continue;
            }
            fs::create_dir_all(&prompts)?;
            let path = prompts.join(format!("{name}.ftl"));
            steps.push(Step::Place(Replacement::write(
                &path,
                &model,
                text.as_bytes(),
            )?));
        }
        for (name, _) in &old.sentences {
            if new.sentences.iter().all(|(stays, _)| stays != name) {
                steps.push(Step::Remove(prompts.join(format!("{name}.ftl"))));
            }
        }
        if new.practice != old.practice {
            let practice = Replacement::write(&model, &model, &new.practice)?;
            steps.push(Step::Place(practice));
        }
        Ok(steps)
    }
}

fn place(steps: Vec<Step>) -> io::Result<()> {
    for step in steps {
        match step {
            Step::Place(replacement) => replacement.place()?,
            Step::Remove(path) => match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            },
        }
    }
    Ok(())
}

fn forget(kept: Option<PathBuf>) {
    if let Some(version) = kept {
        versions::forget(&version);
    }
}
