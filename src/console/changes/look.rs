//! What a change would do, worked out away from the threads that answer: the whole folder is read for it.

use crate::config::difference::{FileDifference, Part, difference};
use crate::config::edit::propose::{Proposal, Unfit};
use crate::config::edit::wish::Change;
use crate::config::versions::{self, Kept};
use crate::config::{Files, Mistake, Severity};
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
    /// What others have changed since the form was made.
    pub meanwhile: Option<Meanwhile>,
    /// How many messages nobody has heard of a clinician who is to go; `None`: that cannot be read now.
    pub unheard: Option<u64>,
}

/// What others have changed.
pub struct Meanwhile {
    /// Who and when, newest first.
    pub authors: Vec<Kept>,
    /// From the version that was seen to the one that stands there; `None`: that version is not kept.
    pub differences: Option<Vec<FileDifference>>,
    /// Whether a line that they wrote would go again.
    pub is_undone: bool,
}

/// Whether a line that came with one difference goes with the next.
fn undoes(theirs: &[FileDifference], own: &[FileDifference]) -> bool {
    own.iter().any(|file| {
        let same = theirs.iter().find(|their| their.file == file.file);
        let came = |line: &String| {
            let mut parts = same.into_iter().flat_map(|same| &same.parts);
            parts.any(|part| matches!(part, Part::Added(added) if added == line))
        };
        let mut parts = file.parts.iter();
        parts.any(|part| matches!(part, Part::Removed(line) if came(line)))
    })
}

/// Looks at a change. `seen` is the version that its author had before the eyes.
pub async fn look(visit: &Visit, change: Change, seen: Option<Version>) -> Result<Look, Unfit> {
    let editor = visit.console.editor();
    let (in_force, at) = (visit.in_force.clone(), visit.at);
    let only = visit.only().cloned();
    let store = visit.console.store();
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
        let meanwhile = seen.filter(|seen| *seen != proposal.base).map(|seen| {
            let kept = versions::list(editor.folder());
            let place = kept.iter().position(|kept| kept.version == Some(seen));
            let theirs = place.and_then(|place| {
                let folder = versions::find(editor.folder(), &kept.get(place)?.name)?;
                let files = Files::read(&folder).ok()?;
                Some(difference(&files, &proposal.old, clinicians))
            });
            Meanwhile {
                authors: kept.into_iter().take(place.unwrap_or(1)).collect(),
                is_undone: theirs.as_ref().is_some_and(|theirs| undoes(theirs, &own)),
                differences: theirs,
            }
        });
        Ok(Look {
            opened: without(&new, &old),
            closed: without(&old, &new),
            change,
            differences: own,
            warnings,
            meanwhile,
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
