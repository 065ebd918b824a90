//! What a change would do, worked out away from the threads that answer: the whole folder is read for it.

use super::between::{self, Thing};
use super::meanwhile::{Meanwhile, Since};
use crate::config::difference::{FileDifference, difference};
use crate::config::edit::propose::{Proposal, Unfit};
use crate::config::edit::wish::Change;
use crate::config::{Mistake, Severity};
use crate::console::replay::{self, Replay};
use crate::console::visit::Visit;
use crate::domain::names::Version;
use crate::domain::reachability::{Gap, prove};

/// How far ahead the proof looks, in days.
const DAYS: u32 = 90;

/// What is shown before a change is saved.
pub struct Look {
    /// The change itself.
    pub change: Change,
    /// What it makes of the folder.
    pub proposal: Proposal,
    /// What differs, file by file.
    pub differences: Vec<FileDifference>,
    /// Warnings that there were not before.
    pub warnings: Vec<Mistake>,
    /// Gaps that appear.
    pub opened: Vec<Gap>,
    /// Gaps that vanish.
    pub closed: Vec<Gap>,
    /// What it would have changed for those who called last; `None`: that cannot be read now.
    pub replay: Option<Replay>,
    /// What differs in words, whatever the form was: of a version that comes back, and beside what others have changed.
    pub things: Option<Vec<Thing>>,
    /// What others have changed since the form was made.
    pub meanwhile: Option<Meanwhile>,
    /// How many messages nobody has heard of a clinician who is to go; `None`: that cannot be read now.
    pub unheard: Option<u64>,
}

/// Looks at a change. `seen` is the version that its author had before the eyes.
pub async fn look(visit: &Visit, change: Change, seen: Option<Version>) -> Result<Look, Unfit> {
    let editor = visit.console.editor();
    let (in_force, at) = (visit.in_force.clone(), visit.at);
    let only = visit.only().cloned();
    let (store, words) = (visit.console.store(), visit.words);
    let looked = tokio::task::spawn_blocking(move || {
        let practice = &in_force.practice;
        let proposal = editor.propose(&change, &practice.ids, at)?;
        let clinicians = &practice.clinicians;
        let mut own = difference(&proposal.old, &proposal.new, clinicians);
        if only.is_some() {
            own.iter_mut().for_each(FileDifference::fold_all);
        }
        let was = &proposal.was.warnings;
        let is_new = |warning: &&Mistake| {
            warning.severity == Severity::Warning
                && !was.iter().any(|old| {
                    (&old.message, &old.line_text) == (&warning.message, &warning.line_text)
                })
        };
        let warnings = proposal
            .becomes
            .warnings
            .iter()
            .filter(is_new)
            .cloned()
            .collect();
        let old = prove(&proposal.was.practice, at, DAYS).gaps;
        let new = prove(&proposal.becomes.practice, at, DAYS).gaps;
        let concerns = |gap: &&Gap| only.as_ref().is_none_or(|only| gap.clinician == *only);
        let without = |these: &[Gap], others: &[Gap]| {
            let left = these.iter().filter(|gap| !others.contains(gap));
            left.filter(concerns).cloned().collect::<Vec<_>>()
        };
        let seen = seen.filter(|seen| *seen != proposal.base);
        let restores = matches!(change, Change::Restore(_));
        // What it changes in words of its own, where its form does not say it.
        let things = (seen.is_some() || restores)
            .then(|| {
                let files = [&proposal.old, &proposal.new];
                between::read(&editor, &words, files, &practice.ids, at)
            })
            .flatten();
        let meanwhile = seen.map(|seen| {
            let since = Since {
                editor: &editor,
                words: &words,
                practice,
                only: only.as_ref(),
                at,
            };
            let mut meanwhile = since.read(seen, &proposal.old);
            meanwhile.compare(things.as_deref().unwrap_or_default(), &own);
            meanwhile
        });
        Ok(Look {
            opened: without(&new, &old),
            closed: without(&old, &new),
            change,
            differences: own,
            warnings,
            meanwhile,
            things,
            proposal,
            replay: None,
            unheard: None,
        })
    });
    let looked: Result<Look, Unfit> = looked.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a look at a change failed inside");
        Err(Unfit::WouldChangeMore)
    });
    let mut look = looked?;
    let (was, becomes) = (&look.proposal.was.practice, &look.proposal.becomes.practice);
    // A change can be made while the journal cannot be read.
    if let Change::RemoveClinician(id) = &look.change {
        look.unheard = store.unheard_of(id).await.ok();
    }
    let replay = replay::against(store, was, becomes, replay::MOST).await;
    look.replay = replay.ok();
    Ok(look)
}
