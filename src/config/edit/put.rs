//! Puts a change in place: on top of what its author has seen, or not at all.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::Editor;
use super::propose::{NotPut, Proposal, Unfit};
use super::replace::Replacement;
use super::wish::Change;
use crate::config::files::{Files, PATIENTS, PRACTICE};
use crate::config::halfway::{self, Halfway};
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
        self.put_after(change, base, who, ids, now, &mut || ())
    }

    /// `meanwhile` is called when all is ready to be put in place, and after each file that is.
    pub(super) fn put_after(
        &self,
        change: &Change,
        base: Version,
        who: &str,
        ids: &IdKey,
        now: DateTime<Utc>,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<Version, NotPut> {
        let broken = |error| NotPut::Unfit(Unfit::NotWritable(error));
        let _lock = self.lock().map_err(broken)?;
        let proposal = self.propose(change, ids, now).map_err(NotPut::Unfit)?;
        if proposal.base != base {
            return Err(NotPut::Conflict(Box::new(proposal)));
        }
        let steps = self.steps(&proposal.old, &proposal.new).map_err(broken)?;
        let done = change.done(&proposal.was.practice);
        let note = Note {
            who,
            done: Some(&done),
        };
        let kept = match proposal.old_is_good {
            true => self.keep_around(&proposal.old, &proposal.new, &note, now),
            false => self.keep_after_mistakes(&proposal, &note, now),
        };
        meanwhile();
        if Files::read(self.folder()).unwrap_or_default().version() != base {
            forget(kept);
            let anew = self.propose(change, ids, now).map_err(NotPut::Unfit)?;
            return Err(NotPut::Conflict(Box::new(anew)));
        }
        self.place(steps, &proposal, kept, meanwhile)
            .map_err(broken)?;
        Ok(proposal.version)
    }

    /// One file is replaced by one rename. Several are replaced under a mark, so that nobody sees half of it.
    fn place(
        &self,
        steps: Vec<Step>,
        proposal: &Proposal,
        kept: Option<PathBuf>,
        meanwhile: &mut dyn FnMut(),
    ) -> io::Result<()> {
        let several = steps.len() > 1;
        if let (true, Some(to)) = (several, &kept) {
            let from = versions::before(self.folder(), to);
            let halfway = Halfway {
                from,
                to: to.clone(),
            };
            halfway::begin(self.folder(), &halfway)?;
        }
        let placed = steps
            .into_iter()
            .try_for_each(|step| step.done().map(|()| meanwhile()));
        let Err(error) = placed else {
            // A mark that stays is taken away by whoever edits or loads next.
            if let Err(error) = halfway::end(self.folder()) {
                tracing::warn!(%error, "a change is in place and its mark is still there");
            }
            return Ok(());
        };
        let back = Files::stand_in(self.folder())
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))
            .and_then(|now| self.steps(&now, &proposal.old))
            .and_then(|steps| steps.into_iter().try_for_each(Step::done))
            .and_then(|()| halfway::end(self.folder()));
        match back {
            Ok(()) => forget(kept),
            // The mark stays, and everybody reads the version that was wished.
            Err(error) => tracing::error!(%error, "a change is half in place"),
        }
        Err(error)
    }

    /// Finishes what a killed process has left half done. Whoever calls holds the lock. What a person has edited since
    /// stays as the person wrote it.
    pub(super) fn settle(&self) -> io::Result<()> {
        let Some(Halfway { from, to }) = halfway::read(self.folder()) else {
            return halfway::end(self.folder());
        };
        let unreadable = |_| io::Error::from(io::ErrorKind::InvalidData);
        let wished = Files::stand_in(&to).map_err(unreadable)?;
        let before = from.and_then(|from| Files::stand_in(&from).ok());
        let now = Files::stand_in(self.folder()).unwrap_or_default();
        let becomes = match before {
            Some(before) => finished(&now, &before, &wished),
            None => wished,
        };
        let steps = self.steps(&now, &becomes)?;
        steps.into_iter().try_for_each(Step::done)?;
        halfway::end(self.folder())
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

    /// The same where what is there has mistakes: nobody is to fall back on that.
    fn keep_after_mistakes(
        &self,
        proposal: &Proposal,
        note: &Note<'_>,
        now: DateTime<Utc>,
    ) -> Option<PathBuf> {
        let (who, old) = ("edited in the folder", &proposal.old);
        if !old.practice.is_empty()
            && let Err(error) = versions::keep_mistaken(self.folder(), old, who, now)
        {
            tracing::warn!(%error, "what had mistakes is not kept");
        }
        self.keep_around(&Files::default(), &proposal.new, note, now)
    }

    /// Every file that changes, written beside. The patients come first: a row for a clinician who is not there yet would
    /// be refused, and one that is gone already harms nobody.
    fn steps(&self, old: &Files, new: &Files) -> io::Result<Vec<Step>> {
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

impl Step {
    fn done(self) -> io::Result<()> {
        match self {
            Step::Place(replacement) => replacement.place(),
            Step::Remove(path) => match fs::remove_file(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                done => done,
            },
        }
    }
}

/// Of each file what is wished, where it stands still as it stood before.
fn finished(now: &Files, before: &Files, wished: &Files) -> Files {
    fn file<T: PartialEq>(now: T, before: T, wished: T) -> T {
        if now == before { wished } else { now }
    }
    let of = |files: &Files, name: &str| {
        let found = files.sentences.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.clone())
    };
    let all = [now, before, wished]
        .into_iter()
        .flat_map(|files| &files.sentences);
    let names: BTreeSet<&String> = all.map(|(name, _)| name).collect();
    let sentences = names.into_iter().filter_map(|name| {
        let text = file(of(now, name), of(before, name), of(wished, name))?;
        Some((name.clone(), text))
    });
    let [now, before, wished] = [now, before, wished].map(Files::clone);
    Files {
        sentences: sentences.collect(),
        practice: file(now.practice, before.practice, wished.practice),
        patients: file(now.patients, before.patients, wished.patients),
    }
}

/// Finishes what a killed process has left half done in a folder, if there is something. Blocks while an edit is under way.
///
/// # Errors
/// Where the folder cannot be written.
pub fn settle(dir: &Path) -> io::Result<()> {
    match halfway::read(dir) {
        // The lock settles.
        Some(_) => Editor::new(dir).lock().map(drop),
        None => Ok(()),
    }
}

fn forget(kept: Option<PathBuf>) {
    if let Some(version) = kept {
        versions::forget(&version);
    }
}
