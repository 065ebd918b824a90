//! Loads the configuration for a relay: the one on disk, or the last good one where that has mistakes.
//!
//! A bad edit changes nothing (promise 6): what was in force stays in force, over a restart too, and the mistakes
//! are told with their places.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::clock::Clock;
use crate::config::{
    self, Configuration, Context, Files, Lists, Mistakes, Provider, Secrets, Settings, versions,
};
use crate::domain::guard::Guard;
use crate::domain::names::{IdKey, Version};
use crate::domain::practice::Practice;
use crate::jobs::takes_no_texts;
use crate::prompts::Prompts;
use crate::provider::twilio::rest::Account;
use crate::provider::twilio::{Tokens, Verifier};
use crate::relay::{Configured, InForce, RefusedEdit};

/// So long a list of patients may be gone while it is replaced.
const REPLACING: Duration = Duration::from_millis(300);

/// Where the configuration in force comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The files as they stand.
    Disk,
    /// The last good version, because the files have mistakes.
    LastGood,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Origin::Disk => "disk",
            Origin::LastGood => "last good version",
        })
    }
}

/// Loads and loads again.
pub struct Loader {
    folder: PathBuf,
    clock: Clock,
    ids: IdKey,
    /// The address of a relay whose provider is the local carrier, and its account there.
    local: Option<(String, Account)>,
    /// The edit that was refused last: told once.
    refused: Option<Version>,
    /// What was said of it: a folder that cannot be read has no version.
    told: Option<String>,
    /// The provider in force, with its secrets: these may stand in files of their own.
    serves: Option<Provider>,
    lists: Arc<Lists>,
}

/// Whose first phone is a fixed line is rung, and never learns of a text or a message. Asked before anything is sent: the
/// first look at a country's numbers takes some milliseconds.
fn tell_fixed_lines(practice: &Practice) {
    for clinician in practice.clinicians.iter() {
        let texted = clinician.phones.first();
        if texted.is_some_and(|phone| takes_no_texts(&phone.number)) {
            tracing::warn!(clinician = %clinician.id, "put a mobile phone first: this clinician's first phone is a fixed line, which takes no texts, so that neither patients' texts nor news of messages arrive");
        }
    }
}

impl Loader {
    /// Of this configuration folder.
    pub fn new(folder: PathBuf, clock: Clock) -> Self {
        Loader {
            folder,
            clock,
            ids: IdKey::default(),
            local: None,
            refused: None,
            told: None,
            serves: None,
            lists: Arc::default(),
        }
    }

    /// The configuration folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The lists of patients that were read last, for others who read the folder.
    pub fn lists(&self) -> Arc<Lists> {
        self.lists.clone()
    }

    /// From here on identifiers are derived under this key.
    pub fn identify_by(&mut self, ids: IdKey) {
        self.ids = ids;
    }

    /// The provider is the local carrier: it reaches the relay here, and signs with this account's token.
    pub fn serve_local(&mut self, public_url: String, account: Account) {
        self.local = Some((public_url, account));
    }

    /// The settings alone: the key of the store is needed before identifiers can be derived.
    ///
    /// # Errors
    /// The mistakes on disk, where there is no last good version either.
    pub fn settings(&self) -> Result<Settings, Mistakes> {
        let now = self.clock.now();
        let on_disk = self.with_context(now, |context| config::settings(&self.folder, context));
        on_disk.or_else(|mistakes| match self.last_good(now) {
            Some(Ok((configuration, _))) => Ok(configuration.settings),
            Some(Err(_)) | None => Err(mistakes),
        })
    }

    /// The configuration to start with.
    ///
    /// # Errors
    /// The mistakes on disk, where there is no last good version either.
    pub fn first(&mut self) -> Result<(Configured, Origin), Mistakes> {
        let now = self.clock.now();
        self.settle();
        let mistakes = match self.load(now, false) {
            Ok((configuration, files)) => {
                self.keep(&files, now);
                let in_force = self.in_force(configuration, now);
                return Ok((
                    Configured {
                        in_force,
                        refused: None,
                    },
                    Origin::Disk,
                ));
            }
            Err(mistakes) => mistakes,
        };
        let Some(Ok((configuration, _))) = self.last_good(now) else {
            return Err(mistakes);
        };
        tell_refused(&mistakes);
        self.told = Some(mistakes.to_string());
        self.refused = Files::read(&self.folder).ok().map(|files| files.version());
        let in_force = self.in_force(configuration, now);
        Ok((
            Configured {
                in_force,
                refused: refused(&mistakes, now),
            },
            Origin::LastGood,
        ))
    }

    /// What to put in force after a change on disk; `None`: what is, with nothing new to say.
    pub fn again(&mut self, configured: &Configured) -> Option<Configured> {
        let now = self.clock.now();
        self.settle();
        let had_patients = !configured.in_force.practice.patients.is_empty();
        if had_patients && !self.folder.join(config::PATIENTS).exists() {
            // Some programs remove a file before they write it anew.
            std::thread::sleep(REPLACING);
        }
        let version = Files::read(&self.folder).ok().map(|files| files.version());
        if version == Some(configured.in_force.practice.version) && !self.has_other_secrets(now) {
            // Back to what is in force: the refused edit is gone.
            self.refused = None;
            self.told = None;
            let still_refused = configured.refused.is_some();
            if still_refused {
                tracing::info!(configuration = %configured.in_force.practice.version, "the files are again those in force");
            }
            return still_refused.then(|| Configured {
                in_force: configured.in_force.clone(),
                refused: None,
            });
        }
        // Told already, unless what it lacked stands in another file, which is there by now: a secret, say.
        let is_told = version.is_some() && version == self.refused;
        match self.load(now, had_patients) {
            Ok((configuration, _)) if self.lacks_carrier(&configuration.settings) => {
                self.refused = version;
                (!is_told).then(|| only_by_restart(configured, now))
            }
            Ok((configuration, files)) => {
                self.refused = None;
                self.told = None;
                self.keep(&files, now);
                let in_force = self.in_force(configuration, now);
                tracing::info!(configuration = %in_force.practice.version, "a changed configuration is in force");
                Some(Configured {
                    in_force,
                    refused: None,
                })
            }
            Err(_) if is_told => None,
            Err(mistakes) => {
                self.refused = version;
                let words = mistakes.to_string();
                if configured.refused.is_some() && self.told.as_ref() == Some(&words) {
                    return None;
                }
                tell_refused(&mistakes);
                self.told = Some(words);
                let in_force = configured.in_force.clone();
                Some(Configured {
                    in_force,
                    refused: refused(&mistakes, now),
                })
            }
        }
    }

    /// What a killed process has left half in place is finished first; until then it is read as if it were.
    fn settle(&self) {
        if let Err(error) = config::edit::settle(&self.folder) {
            tracing::error!(%error, "let the user who runs Nightbell write in the configuration folder: a change is half in place");
        }
    }

    /// Whether a secret has changed in a file of its own: an auth token that was rotated, say.
    fn has_other_secrets(&self, now: DateTime<Utc>) -> bool {
        let on_disk = self.with_context(now, |context| config::settings(&self.folder, context));
        on_disk.is_ok_and(|settings| self.serves.as_ref() != Some(&settings.provider))
    }

    /// Whether the provider would be a local carrier that was not started: nobody could sign a webhook for it, and every
    /// call would be refused.
    fn lacks_carrier(&self, settings: &Settings) -> bool {
        settings.provider.is_local() && self.local.is_none()
    }

    fn load(
        &self,
        now: DateTime<Utc>,
        had_patients: bool,
    ) -> Result<(Configuration, Files), Mistakes> {
        let files = Files::read(&self.folder)?;
        // A full disk, or a program that was stopped while it wrote, leaves an empty list: nobody's wish to cut
        // everyone off. A list that is not there at all is no patients.
        let emptied = files.patients.is_some() && files.no_patients();
        if emptied && (had_patients || versions::last_good_has_patients(&self.folder)) {
            return Err(Mistakes(vec![config::patients_gone()]));
        }
        let configuration =
            self.with_context(now, |context| config::read(&files, &self.folder, context))?;
        Ok((configuration, files))
    }

    fn last_good(&self, now: DateTime<Utc>) -> Option<Result<(Configuration, Files), Mistakes>> {
        let kept = versions::last_good(&self.folder)?;
        let load = |context: &Context<'_>| {
            let files = Files::read(&kept)?;
            // Secrets are named relative to the configuration folder itself.
            let configuration = config::read(&files, &self.folder, context)?;
            Ok((configuration, files))
        };
        Some(self.with_context(now, load))
    }

    fn keep(&self, files: &Files, now: DateTime<Utc>) {
        if let Err(error) = versions::keep(&self.folder, files, "edited in the folder", now) {
            tracing::warn!(%error, "make the configuration folder writable: its last good version is not kept");
        }
    }

    fn with_context<T>(&self, now: DateTime<Utc>, load: impl FnOnce(&Context<'_>) -> T) -> T {
        load(&Context {
            ids: self.ids.clone(),
            today: now.date_naive(),
            secrets: Secrets::Required,
            env: &|name| std::env::var(name).ok(),
            lists: Some(&self.lists),
        })
    }

    fn in_force(&mut self, configuration: Configuration, since: DateTime<Utc>) -> Arc<InForce> {
        self.serves = Some(configuration.settings.provider.clone());
        for warning in &configuration.warnings {
            tracing::warn!(
                "{}:{}:{}: {} (write: {})",
                warning.file,
                warning.line,
                warning.column,
                warning.message,
                warning.help
            );
        }
        tell_fixed_lines(&configuration.practice);
        let guard = Guard::new(&configuration.practice.clinicians);
        let (prompts, problems) = Prompts::new(&configuration.sentences, &|text| guard.finds(text));
        for problem in problems {
            tracing::warn!(
                "prompts/{}.ftl:{}: {}",
                problem.file,
                problem.line,
                problem.message
            );
        }
        let (public_url, tokens) = self.provider(&configuration.settings);
        let (account, pace) = self.account(&configuration.settings);
        // The address was checked with the configuration. Without a verifier everything is refused.
        let verifier = Verifier::new(&public_url, Tokens::new(tokens)).unwrap_or_else(|error| {
            tracing::error!(%error, "no webhook can be verified");
            Verifier::none()
        });
        Arc::new(InForce {
            practice: configuration.practice,
            prompts,
            guard,
            verifier,
            public_url,
            account,
            pace,
            retention: configuration.settings.retention,
            holidays: configuration.holidays,
            written: configuration.written,
            since,
        })
    }

    fn account(&self, settings: &Settings) -> (Option<Account>, f64) {
        match &settings.provider {
            Provider::Twilio(twilio) => (Account::of(twilio), twilio.pace),
            Provider::Local { pace } => {
                let local = self.local.as_ref();
                (local.map(|(_, account)| account.clone()), *pace)
            }
        }
    }

    fn provider(&self, settings: &Settings) -> (String, Vec<String>) {
        match (&settings.provider, &self.local) {
            (Provider::Twilio(twilio), _) => {
                let tokens = twilio
                    .auth_tokens
                    .iter()
                    .map(|token| token.expose().to_owned())
                    .collect();
                (twilio.public_url.clone(), tokens)
            }
            (Provider::Local { .. }, Some((public_url, account))) => {
                (public_url.clone(), vec![account.token.expose().to_owned()])
            }
            (Provider::Local { .. }, None) => ("http://localhost".to_owned(), Vec::new()),
        }
    }
}

/// What is in force stays, and why the edit is not is told.
fn only_by_restart(configured: &Configured, since: DateTime<Utc>) -> Configured {
    let first = "practice.toml: start again to change to the local carrier, which rings nobody; \
                 until then the provider stays as it was"
        .to_owned();
    tracing::error!("the configuration on disk is refused: {first}");
    let edit = RefusedEdit {
        since,
        mistakes: 1,
        first,
    };
    Configured {
        in_force: configured.in_force.clone(),
        refused: Some(Arc::new(edit)),
    }
}

fn refused(mistakes: &Mistakes, since: DateTime<Utc>) -> Option<Arc<RefusedEdit>> {
    let first = mistakes.errors().next();
    let first = first.map(|first| {
        format!(
            "{}:{}:{}: {}",
            first.file, first.line, first.column, first.message
        )
    });
    Some(Arc::new(RefusedEdit {
        since,
        mistakes: mistakes.errors().count(),
        first: first.unwrap_or_default(),
    }))
}

fn tell_refused(mistakes: &Mistakes) {
    tracing::error!(
        mistakes = mistakes.errors().count(),
        "the configuration on disk is refused; the last good one stays in force"
    );
    for mistake in mistakes.errors() {
        tracing::error!(
            "{}:{}:{}: {} (write: {})",
            mistake.file,
            mistake.line,
            mistake.column,
            mistake.message,
            mistake.help
        );
    }
}

#[cfg(test)]
mod tests;
