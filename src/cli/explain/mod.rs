//! `nightbell explain`: what would happen to a call or a text, and why, rule by rule. Nothing is sent and no store is
//! needed: nobody has paused, nobody has called today, and every back line is free.

mod moment;
mod words;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::Args;

use crate::clock::Clock;
use crate::config::Numbers;
use crate::domain::decision::Decision;
use crate::domain::event::TextEvent;
use crate::domain::phone::{Caller, E164};
use crate::domain::practice::Practice;
use crate::domain::rehearsal::{nothing_remembered, rehearse};
use crate::domain::text;
use crate::provider::twilio::withheld;

use super::Failure;
use super::folder::{self, Folder};
use super::output::say;
use moment::Moment;

/// What `explain` is told.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// The configuration folder, with practice.toml and patients.csv
    #[arg(long, value_name = "DIR")]
    pub config: PathBuf,
    /// Who calls or texts: a number as people write it, or "withheld"
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub from: String,
    /// Which number is called or texted
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub to: String,
    /// A text with these words, instead of a call
    #[arg(long, value_name = "BODY", allow_hyphen_values = true)]
    pub text: Option<String>,
    /// When, as 2026-12-25T10:00: the practice's time, unless an offset (Z, +01:00) follows [default: now]
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Explains, and prints it.
///
/// # Errors
/// As [`explain`].
pub fn run(args: &ExplainArgs) -> Result<(), Failure> {
    say(&explain(args, Clock::system().now(), &folder::env)?);
    Ok(())
}

/// What would happen, in words or as JSON.
///
/// # Errors
/// Every mistake in the configuration, or what is wrong with the arguments.
pub fn explain(
    args: &ExplainArgs,
    now: DateTime<Utc>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Failure> {
    let folder = Folder::open(&args.config, now, env)?;
    let practice = &folder.practice;
    let moment = match &args.at {
        Some(written) => Moment::read(written, practice.zone)?,
        None => Moment {
            at: now,
            note: None,
        },
    };
    let numbers = Numbers::new(Some(&practice.country));
    let caller = if withheld(&args.from, None) || args.from.eq_ignore_ascii_case("withheld") {
        Caller::Withheld
    } else {
        Caller::Number(number(&numbers, "--from", &args.from)?)
    };
    let called = number(&numbers, "--to", &args.to)?;
    let explained = match &args.text {
        Some(body) => of_text(practice, caller, called, body, moment.at),
        None => of_call(practice, caller, called, moment.at),
    };
    let told = words::Told {
        folder: &folder,
        explained: &explained,
        moment: &moment,
        called,
    };
    match args.json {
        true => json(&folder, &told),
        false => Ok(folder.masked(&told.plain())),
    }
}

fn json(folder: &Folder, told: &words::Told<'_>) -> Result<String, Failure> {
    let json = told.json().to_string();
    if folder.guard.finds(&json) {
        let message =
            "take the telephone number out of the names or sentences: it is a clinician's";
        return Err(Failure::content(message));
    }
    Ok(json)
}

/// What was decided.
pub(super) struct Explained {
    /// The decision itself.
    pub decision: Decision,
    /// What pressing the key for urgent would do, where it is offered.
    pub urgent: Option<Decision>,
    /// Whether it is a text.
    pub is_text: bool,
}

fn of_call(practice: &Practice, caller: Caller, called: E164, at: DateTime<Utc>) -> Explained {
    let facts = nothing_remembered(practice);
    let call = rehearse(practice, &facts, caller, called, at);
    Explained {
        decision: call.first,
        urgent: call.urgent.map(|pressed| pressed.decision),
        is_text: false,
    }
}

fn of_text(
    practice: &Practice,
    sender: Caller,
    to: E164,
    body: &str,
    at: DateTime<Utc>,
) -> Explained {
    let event = TextEvent {
        sender,
        to,
        body: body.to_owned(),
        attachments: Vec::new(),
        opt_out: None,
    };
    let decision = text::decide(practice, &nothing_remembered(practice), &event, at);
    Explained {
        decision,
        urgent: None,
        is_text: true,
    }
}

fn number(numbers: &Numbers, argument: &str, written: &str) -> Result<E164, Failure> {
    numbers.read(written).map_err(|error| {
        Failure::content(format!(
            "after {argument}, write {}: {}",
            error.help, error.message
        ))
    })
}
