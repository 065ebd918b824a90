//! Loads the configuration for a relay: the one on disk, or the last good one where that has mistakes.
//!
//! A bad edit changes nothing (promise 6): what was in force stays in force, over a restart too, and the mistakes
//! are told with their places.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::clock::Clock;
use crate::config::{
    self, Configuration, Context, Files, Mistakes, Provider, Secrets, Settings, versions,
};
use crate::domain::guard::Guard;
use crate::domain::names::{IdKey, Version};
use crate::prompts::Prompts;
use crate::provider::twilio::{Tokens, Verifier};
use crate::relay::{Configured, InForce, RefusedEdit};

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
    /// The address and the token of a relay whose provider is the local carrier.
    local: Option<(String, String)>,
    /// The edit that was refused last: told once.
    refused: Option<Version>,
    /// What was said of it: a folder that cannot be read has no version.
    told: Option<String>,
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
        }
    }

    /// The configuration folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// From here on identifiers are derived under this key.
    pub fn identify_by(&mut self, ids: IdKey) {
        self.ids = ids;
    }

    /// The provider is the local carrier: it reaches the relay here, and signs with this token.
    pub fn serve_local(&mut self, public_url: String, auth_token: String) {
        self.local = Some((public_url, auth_token));
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
        let version = Files::read(&self.folder).ok().map(|files| files.version());
        if version == Some(configured.in_force.practice.version) {
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
        let had_patients = !configured.in_force.practice.patients.is_empty();
        match self.load(now, had_patients) {
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

    fn load(
        &self,
        now: DateTime<Utc>,
        had_patients: bool,
    ) -> Result<(Configuration, Files), Mistakes> {
        let files = Files::read(&self.folder)?;
        // Programs remove or empty a file before they write it anew, and a full disk leaves it empty: a lost list is
        // nobody's wish to cut everyone off.
        if files.no_patients() && (had_patients || versions::last_good_has_patients(&self.folder)) {
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
        })
    }

    fn in_force(&self, configuration: Configuration, since: DateTime<Utc>) -> Arc<InForce> {
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
            since,
        })
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
            (Provider::Local { .. }, Some((public_url, token))) => {
                (public_url.clone(), vec![token.clone()])
            }
            (Provider::Local { .. }, None) => ("http://localhost".to_owned(), Vec::new()),
        }
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
