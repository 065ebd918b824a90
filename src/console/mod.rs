//! The practice manager's console: pages made here, of the configuration in force and of what is stored, changed by
//! forms. No build step, no script that a page would need, nothing from elsewhere.
//!
//! What it changes it changes in the configuration folder, as a person would have written it
//! ([`crate::config::edit`]); what it shows never holds a clinician's number.

pub mod accounts;
mod assets;
mod changes;
pub mod form;
mod hours;
mod now;
pub mod page;
pub mod visit;
pub mod words;

use std::path::PathBuf;
use std::sync::Arc;

use arc_swap::ArcSwap;
use axum::Router;
use axum::routing::get;

use crate::config::edit::Editor;
use crate::relay::Relay;

pub use accounts::{Account, Accounts, Role};

/// Takes the configuration folder up at once; blocks.
pub type Reload = Arc<dyn Fn() + Send + Sync>;

/// What every page has to hand. Clones share it.
#[derive(Clone)]
pub struct Console {
    inner: Arc<Inner>,
}

struct Inner {
    relay: Relay,
    editor: Arc<Editor>,
    reload: Reload,
    accounts: ArcSwap<Accounts>,
    hours: hours::cache::Cache,
}

impl Console {
    /// Of this relay; `editor` writes its configuration folder, `reload` takes that up.
    pub fn new(relay: Relay, editor: Arc<Editor>, reload: Reload) -> Self {
        let accounts = ArcSwap::from_pointee(Accounts::default());
        Console {
            inner: Arc::new(Inner {
                relay,
                editor,
                reload,
                accounts,
                hours: hours::cache::Cache::default(),
            }),
        }
    }

    /// The relay.
    pub fn relay(&self) -> &Relay {
        &self.inner.relay
    }

    /// Writes the configuration folder; blocks.
    pub fn editor(&self) -> Arc<Editor> {
        self.inner.editor.clone()
    }

    /// The configuration folder.
    pub fn folder(&self) -> PathBuf {
        self.inner.editor.folder().to_owned()
    }

    /// Takes the configuration folder up; gives when what stands there is in force, or refused.
    pub async fn take_up(&self) {
        let reload = self.inner.reload.clone();
        if tokio::task::spawn_blocking(move || reload()).await.is_err() {
            tracing::error!("taking the configuration up failed inside");
        }
        let relay = self.relay();
        self.hours().warm(relay.in_force(), relay.clock().now());
    }

    /// What is worked out once for the pages of the hours.
    pub(crate) fn hours(&self) -> &hours::cache::Cache {
        &self.inner.hours
    }

    /// Who may sign in.
    pub fn accounts(&self) -> Arc<Accounts> {
        self.inner.accounts.load_full()
    }
}

/// Every page.
///
/// | route | what |
/// | --- | --- |
/// | `GET /console/` | who would be reached now, and what is wrong |
/// | `GET /console/hours` | the hours as a picture, and the forms that change them |
/// | `GET /console/assets/{file}` | style and script |
pub fn router(console: Console) -> Router {
    Router::new()
        .route("/console/", get(now::show))
        .route("/console/hours", get(hours::show))
        .route("/console/assets/{file}", get(assets::file))
        .with_state(console)
}
