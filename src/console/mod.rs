//! The practice manager's console: pages made here, of the configuration in force and of what is stored, changed by
//! forms. No build step, no script that a page would need, nothing from elsewhere.
//!
//! What it changes it changes in the configuration folder, as a person would have written it
//! ([`crate::config::edit`]); what it shows never holds a clinician's number.

mod account;
pub mod accounts;
mod assets;
mod audit;
mod changes;
mod clinicians;
pub mod form;
pub mod gate;
mod history;
mod hours;
mod journal;
pub mod moments;
mod now;
pub mod numbers;
pub mod page;
pub mod patients;
pub mod replay;
mod upload;
pub mod visit;
mod what_if;
pub mod words;

use std::path::PathBuf;
use std::sync::{Arc, Weak};

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{any, get, post};

use crate::clock::Clock;
use crate::config::edit::Editor;
use crate::relay::Relay;
use crate::relay::pin::Hashing;
use crate::store::Store;
use visit::{Refusal, Visit};

pub use accounts::{Account, Accounts, Register, Role};
use changes::Drafts;

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
    register: Arc<Register>,
    machine: Clock,
    hashing: Hashing,
    drafts: Drafts,
    throttle: gate::Throttle,
    hours: hours::cache::Cache,
    patients: patients::Shared,
    journal: journal::Memory,
}

/// What the console is made of.
pub struct Parts {
    /// The relay.
    pub relay: Relay,
    /// Writes its configuration folder.
    pub editor: Arc<Editor>,
    /// Takes that folder up, the accounts with it.
    pub reload: Reload,
    /// Who may sign in.
    pub register: Arc<Register>,
    /// The time by which sessions end and codes change: the machine's, also where the relay's is moved to try things.
    pub machine: Clock,
}

impl Console {
    /// Of these parts.
    pub fn new(parts: Parts) -> Self {
        Console {
            inner: Arc::new(Inner {
                relay: parts.relay,
                editor: parts.editor,
                reload: parts.reload,
                register: parts.register,
                machine: parts.machine,
                hashing: Hashing::default(),
                drafts: Drafts::default(),
                throttle: gate::Throttle::default(),
                hours: hours::cache::Cache::default(),
                patients: patients::Shared::default(),
                journal: journal::Memory::default(),
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

    /// Changes that wait to be saved.
    pub(crate) fn drafts(&self) -> &Drafts {
        &self.inner.drafts
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

    /// What the patients' pages keep between requests.
    fn patients(&self) -> &patients::Shared {
        &self.inner.patients
    }

    /// The same, without keeping it.
    fn downgrade(&self) -> Weakly {
        Weakly(Arc::downgrade(&self.inner))
    }

    /// What the pages of the journal remember.
    pub fn journal(&self) -> &journal::Memory {
        &self.inner.journal
    }

    /// Who may sign in.
    pub fn accounts(&self) -> Arc<Accounts> {
        self.inner.register.accounts()
    }

    /// What is wrong with the list of accounts, in English: place, line and what to write. The last good ones count.
    pub fn accounts_trouble(&self) -> Option<String> {
        let known = self.relay().in_force();
        let clinicians = &known.practice.clinicians;
        let lost = |account: &&Account| match &account.role {
            Role::Clinician(id) => clinicians.get(id).is_none(),
            Role::Manager | Role::Auditor => false,
        };
        self.inner.register.trouble().or_else(|| {
            let accounts = self.accounts();
            let lost = accounts.all.iter().find(lost)?;
            let name = &lost.name;
            Some(format!(
                "users.toml: the account {name} sees nothing: its clinician is not in practice.toml any more\n  write: another id there, or run `nightbell user remove {name}`"
            ))
        })
    }

    /// What is stored.
    pub fn store(&self) -> &Store {
        self.inner.relay.store()
    }

    /// The machine's time.
    pub fn machine(&self) -> &Clock {
        &self.inner.machine
    }

    /// How often a password may be tried.
    fn throttle(&self) -> &gate::Throttle {
        &self.inner.throttle
    }

    /// The turns for hashing and comparing passwords.
    fn hashing(&self) -> &Hashing {
        &self.inner.hashing
    }
}

/// A console that ends when everybody else has done with it.
struct Weakly(Weak<Inner>);

impl Weakly {
    fn upgrade(&self) -> Option<Console> {
        self.0.upgrade().map(|inner| Console { inner })
    }
}

/// Every page.
///
/// | route | what |
/// | --- | --- |
/// | `GET /console/` | who would be reached now, and what is wrong |
/// | `GET, POST /console/what-if` | what would happen to a call or a text |
/// | `GET /console/history`, `GET /console/history/{name}` | earlier versions, and what each changed |
/// | `POST /console/history/{name}/restore` | looks at bringing one back |
/// | `POST /console/changes/{draft}` | a change that was looked at is put in place |
/// | `GET /console/hours?week=2026-W52` | the hours as a picture: that week, and the ninety days ahead |
/// | `GET, POST /console/hours/practice` | the form for the practice's hours |
/// | `GET, POST /console/hours/of/{clinician}` | the form for a clinician's hours |
/// | `GET, POST /console/hours/away/{clinician}` | the form for a clinician's absences |
/// | `GET, POST /console/hours/rota/{place}` | the form for a rota, by its place in the file |
/// | `/console/patients…` | the patients: see [`patients::routes`] |
/// | `GET /console/audit` | who did what here |
/// | `GET /console/account`, `POST …/password`, `…/language`, `…/codes`, `…/elsewhere` | the own account |
/// | `GET /console/account/all` | everybody who may sign in |
/// | `GET`, `POST /console/sign-in`, `GET /console/arrived`, `POST /console/leave` | the way in and out |
/// | `GET /console/journal` | calls, texts and messages, with filters |
/// | `GET /console/journal/{call}` | one call, step by step |
/// | `GET /console/journal/charts` | how often patients call |
/// | `GET /console/journal.csv` | the same as a spreadsheet |
/// | `GET /console/messages/{id}` | the sound of a message |
/// | `POST /console/messages/{id}/heard` | it was heard |
/// | `GET, POST /console/messages/{id}/delete` | asks, and deletes it |
/// | `GET /console/clinicians` | the clinicians |
/// | `GET`, `POST /console/clinicians/{id}` | one of them: name, line, backup |
/// | `POST /console/clinicians/{id}/phone`, `…/phone/ask`, `…/phone/give-up` | another phone |
/// | `POST /console/clinicians/{id}/pin`, `…/pin/call` | the PIN |
/// | `GET`, `POST /console/clinicians/{id}/remove` | what would go along, and that it goes |
/// | `GET /console/clinicians/{id}/card.svg`, `…/card` | the card of the line |
/// | `GET`, `POST /console/add-clinician` | a further one |
/// | `GET /console/assets/{file}` | style and script |
///
/// Until there is an account, everything is 404.
pub fn router(console: Console) -> Router {
    patients::keep_warm(&console);
    Router::new()
        .merge(patients::routes())
        .route("/console", get(home))
        .route("/console/", get(now::show))
        .route("/console/hours", get(hours::show))
        .route("/console/what-if", get(what_if::show).post(what_if::ask))
        .route("/console/history", get(history::show))
        .route("/console/history/{name}", get(history::show_version))
        .route("/console/history/{name}/restore", post(history::restore))
        .route("/console/changes/{draft}", post(changes::save))
        .route("/console/audit", get(audit::show))
        .route("/console/account", get(account::show))
        .route("/console/account/all", get(account::all))
        .route("/console/account/password", post(account::password))
        .route("/console/account/language", post(account::language))
        .route(
            "/console/account/codes",
            get(account::codes).post(account::set_codes),
        )
        .route("/console/account/elsewhere", post(account::elsewhere))
        .route(
            "/console/hours/practice",
            get(hours::edit::practice).post(hours::edit::practice_sent),
        )
        .route(
            "/console/hours/of/{clinician}",
            get(hours::edit::clinician).post(hours::edit::clinician_sent),
        )
        .route(
            "/console/hours/away/{clinician}",
            get(hours::away::show).post(hours::away::sent),
        )
        .route(
            "/console/hours/rota/{place}",
            get(hours::rota::show).post(hours::rota::sent),
        )
        .route("/console/sign-in", get(gate::show).post(gate::enter))
        .route("/console/arrived", get(gate::arrived))
        .route("/console/leave", post(gate::leave))
        .route("/console/journal", get(journal::show))
        .route("/console/journal/{call}", get(journal::show_call))
        .route("/console/journal/charts", get(journal::charts))
        .route("/console/journal.csv", get(journal::export))
        .route("/console/messages/{id}", get(journal::play))
        .route("/console/messages/{id}/heard", post(journal::hear))
        .route(
            "/console/messages/{id}/delete",
            get(journal::ask_delete).post(journal::delete),
        )
        .merge(of_clinicians())
        .route("/console/assets/{file}", get(assets::file))
        .route("/console/{*elsewhere}", any(nowhere))
        .layer(from_fn_with_state(console.clone(), gate::pass))
        .with_state(console)
}

fn of_clinicians() -> Router<Console> {
    let one = |rest: &str| format!("/console/clinicians/{{id}}{rest}");
    Router::new()
        .route("/console/clinicians", get(clinicians::show))
        .route(
            "/console/add-clinician",
            get(clinicians::ask_add).post(clinicians::add),
        )
        .route(&one(""), get(clinicians::show_one).post(clinicians::change))
        .route(&one("/phone"), post(clinicians::change_phone))
        .route(&one("/phone/ask"), post(clinicians::ask))
        .route(&one("/phone/give-up"), post(clinicians::give_up))
        .route(&one("/pin"), post(clinicians::set_pin))
        .route(&one("/pin/call"), post(clinicians::call_for_pin))
        .route(
            &one("/remove"),
            get(clinicians::ask_remove).post(clinicians::remove),
        )
        .route(&one("/card.svg"), get(clinicians::picture))
        .route(&one("/card"), get(clinicians::page_to_print))
}

async fn home() -> Response {
    page::see_other("/console/")
}

/// What there is not looks to strangers as what there is.
async fn nowhere(visit: Visit) -> Refusal {
    visit.not_found()
}
