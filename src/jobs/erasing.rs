//! Erases one patient everywhere: in the list and its earlier versions, in the store, in the files. What the provider still
//! has of it goes with the jobs that clear up there.
//!
//! The list goes first, so that what comes in meanwhile is a stranger's. Broken off anywhere, it can be begun anew.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Context;
use crate::config::edit::erase::{Person, TakenOut};
use crate::config::edit::{EditError, Editor};
use crate::domain::names::ClinicianId;
use crate::domain::phone::E164;
use crate::store::hatch::Answer;
use crate::store::{Counts, NotErased, Store, Whom};

/// Whom to erase. Has no `Debug`: it names people.
#[derive(Clone)]
pub struct Erasure {
    /// The names, in each spelling.
    pub names: Vec<String>,
    /// The phones that are this patient's alone.
    pub phones: Vec<E164>,
    /// The phones that others of the list have too.
    pub shared: Vec<E164>,
}

/// Why a patient is not erased, or not wholly: begin anew.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The list of patients.
    #[error(transparent)]
    List(#[from] EditError),
    /// The store.
    #[error(
        "look at the disk and ask again: the list of patients is done, what was said is not: {0}"
    )]
    Store(#[from] NotErased),
    /// A defect.
    #[error("ask again: it failed inside")]
    Inside,
}

/// Erases a patient while the relay runs, and says what was done.
pub async fn answer(context: &Context, erasure: Erasure) -> Answer {
    let relay = &context.relay;
    let (now, clinicians) = (relay.clock().now(), clinicians(context));
    let reload = context.reload.clone();
    let erased = erase(
        relay.store(),
        &context.editor,
        reload,
        &erasure,
        clinicians,
        now,
    );
    match erased.await {
        Ok(lines) => {
            tracing::info!("a patient was erased by command");
            Answer::done(lines)
        }
        Err(Trouble::List(why)) => Answer::content(why.to_string()),
        Err(why) => Answer::system(why.to_string()),
    }
}

fn clinicians(context: &Context) -> Vec<ClinicianId> {
    let in_force = context.relay.in_force();
    let clinicians = in_force.practice.clinicians.iter();
    clinicians.map(|clinician| clinician.id.clone()).collect()
}

/// Erases a patient; gives what was removed, line by line and without names. `reload` takes the list as it then is into
/// force, and may keep a version of it.
///
/// # Errors
/// [`Trouble`].
pub async fn erase(
    store: &Store,
    editor: &Arc<Editor>,
    reload: Arc<dyn Fn() + Send + Sync>,
    erasure: &Erasure,
    clinicians: Vec<ClinicianId>,
    now: DateTime<Utc>,
) -> Result<Vec<String>, Trouble> {
    let taken_out = take_out(editor, reload, erasure, now).await?;
    let whom = Whom {
        names: erasure.names.clone(),
        phones: erasure.phones.clone(),
        shared: erasure.shared.clone(),
        clinicians,
    };
    let counts = store.erase_patient(whom, now).await?;
    Ok(told(taken_out, counts))
}

async fn take_out(
    editor: &Arc<Editor>,
    reload: Arc<dyn Fn() + Send + Sync>,
    erasure: &Erasure,
    now: DateTime<Utc>,
) -> Result<TakenOut, Trouble> {
    let all = erasure.phones.iter().chain(&erasure.shared);
    let person = Person {
        names: erasure.names.clone(),
        phones: all.copied().collect(),
    };
    let editor = editor.clone();
    let done = tokio::task::spawn_blocking(move || {
        // What stands in the folder is in force, and kept as a version, before it changes.
        reload();
        let first = editor.take_out(&person, now)?;
        reload();
        // Whoever loaded the list before that may have kept it after.
        let again = editor.take_out(&person, now)?;
        Ok::<_, EditError>(TakenOut {
            rows: first.rows + again.rows,
            versions: first.versions + again.versions,
        })
    });
    done.await
        .map_err(|_| Trouble::Inside)?
        .map_err(Trouble::from)
}

fn told(list: TakenOut, store: Counts) -> Vec<String> {
    let lines = [
        ("Rows of the list of patients", list.rows),
        ("Earlier versions of the list that held them", list.versions),
        ("Rows of the journal, emptied", store.journal),
        ("Texts", store.texts),
        ("Attachments", store.attachments),
        ("Messages", store.messages),
        ("Back lines that rest now", store.back_lines),
        ("Numbers of conversations", store.marks),
        (
            "Changes, calls and messages that were waited for",
            store.waiting,
        ),
    ];
    let removed = lines.iter().filter(|(_, count)| *count > 0);
    let mut lines: Vec<String> = removed
        .map(|(what, count)| format!("{what}: {count}"))
        .collect();
    if lines.is_empty() {
        lines.push("There was nothing to remove.".to_owned());
    }
    lines
}
