//! `nightbell check`: whether the configuration is good, what it means in plain words, and the proof that nobody is
//! left with silence. Never a clinician's number.

mod gaps;
mod summary;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::Args;

use crate::clock::Clock;
use crate::config::Severity;
use crate::domain::reachability::{Proof, prove};

use super::Failure;
use super::folder::{self, Folder};
use super::output::say;

/// How far ahead is looked, in days.
const DAYS: u32 = 90;

/// What `check` is told.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The configuration folder, with practice.toml and patients.csv
    #[arg(long, value_name = "DIR")]
    pub config: PathBuf,
    /// Warnings fail the check
    #[arg(long)]
    pub strict: bool,
}

/// What was found in a configuration without mistakes.
pub struct Report {
    /// The summary, warnings included.
    pub text: String,
    /// How many warnings there are.
    pub warnings: usize,
}

/// Checks, and prints what was found.
///
/// # Errors
/// Every mistake in the configuration; with `--strict` also warnings (1).
pub fn run(args: &CheckArgs) -> Result<(), Failure> {
    let report = report(&args.config, Clock::system().now(), &folder::env)?;
    say(&report.text);
    match report.warnings {
        0 => Ok(()),
        _ if !args.strict => Ok(()),
        1 => Err(Failure::content(
            "look at the warning, or check without --strict",
        )),
        many => {
            let message = format!("look at the {many} warnings, or check without --strict");
            Err(Failure::content(message))
        }
    }
}

/// Checks a folder at a moment.
///
/// # Errors
/// Every mistake in the configuration.
pub fn report(
    dir: &Path,
    now: DateTime<Utc>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Report, Failure> {
    let folder = Folder::open(dir, now, env)?;
    let proof = prove(&folder.practice, now, DAYS);
    let mut text = summary::of(&folder, now, DAYS);
    text.push(String::new());
    text.extend(gaps::proof(&proof, &folder.practice, DAYS));
    let notes = folder
        .warnings
        .iter()
        .filter(|found| found.severity == Severity::Note);
    let notes: Vec<String> = notes.map(|note| indented(&note.to_string())).collect();
    if !notes.is_empty() {
        text.push(String::new());
        text.push("Not at hand here; the relay will need it:".to_owned());
        text.extend(notes);
    }
    let (warnings, lines) = warnings(dir, &folder, &proof);
    text.push(String::new());
    text.push(match warnings {
        0 => "The configuration is good.".to_owned(),
        1 => "The configuration can be used. 1 warning:".to_owned(),
        many => format!("The configuration can be used. {many} warnings:"),
    });
    text.extend(lines);
    let text = folder.masked(&text.join("\n"));
    Ok(Report { text, warnings })
}

/// How many warnings there are, and their lines: what repeats is told in part, and counted in full.
fn warnings(dir: &Path, folder: &Folder, proof: &Proof) -> (usize, Vec<String>) {
    let warned = folder
        .warnings
        .iter()
        .filter(|found| found.severity == Severity::Warning);
    let mut told: Vec<String> = warned.map(ToString::to_string).collect();
    told.extend(folder.sentence_problems.iter().map(|problem| {
        format!(
            "prompts/{}.ftl:{}: warning: {}",
            problem.file, problem.line, problem.message
        )
    }));
    if tempfile::tempfile_in(dir).is_err() {
        told.push(
            "make the configuration folder writable for the relay: in a read-only folder the last \
             good version cannot be kept, and a restart has nothing to fall back on"
                .to_owned(),
        );
    }
    told.extend(gaps::without_back_line(proof, &folder.practice));
    let count = told.len() + proof.gaps.len();
    let lines = told
        .into_iter()
        .chain(gaps::warnings(proof, &folder.practice));
    (count, lines.map(|line| indented(&line)).collect())
}

fn indented(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    format!("  {}", lines.join("\n  "))
}
