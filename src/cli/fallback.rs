//! `nightbell fallback`: a static document for the numbers' fallback URL, to be hosted anywhere but beside Nightbell.
//!
//! The provider fetches it when Nightbell does not answer: so it holds words, the emergency number, no number of
//! anyone, and nothing that would have to be asked of Nightbell again.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::Args;

use crate::clock::Clock;
use crate::domain::phrase::Phrase;
use crate::provider::twilio::twiml::{Response, Say, Verb};

use super::Failure;
use super::folder::{self, Folder};
use super::output::say;

/// What `fallback` is told.
#[derive(Args, Debug)]
pub struct FallbackArgs {
    /// The configuration folder, with practice.toml and patients.csv
    #[arg(long, value_name = "DIR")]
    pub config: PathBuf,
}

/// Prints the document.
///
/// # Errors
/// As [`document`].
pub fn run(args: &FallbackArgs) -> Result<(), Failure> {
    say(&document(args, Clock::system().now(), &folder::env)?);
    Ok(())
}

/// The document: that the call cannot be connected now, in the practice's language, the emergency number, the end.
///
/// # Errors
/// Every mistake in the configuration.
pub fn document(
    args: &FallbackArgs,
    now: DateTime<Utc>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Failure> {
    let folder = Folder::open(&args.config, now, env)?;
    let practice = &folder.practice;
    let voice = folder
        .prompts
        .spoken_language(practice.language)
        .to_string();
    let spoken = [Phrase::Trouble, Phrase::Emergency].map(|phrase| {
        let words = folder.prompts.say(&phrase, practice.language, practice);
        Verb::Say(Say::new(&voice, words))
    });
    let verbs = spoken.into_iter().chain([Verb::Hangup]).collect();
    let document = Response(verbs).to_xml().map_err(|error| {
        Failure::content(format!(
            "shorten the sentences in the folder prompts: {error}"
        ))
    })?;
    if folder.guard.finds(&document) {
        let message = "take the telephone number out of the sentences in the folder prompts: \
                       it is a clinician's";
        return Err(Failure::content(message));
    }
    Ok(document)
}
