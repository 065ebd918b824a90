//! `nightbell erase`: removes one patient's content everywhere, while the relay runs or not, and prints how much that was.

use std::io::{IsTerminal, Write, stdin, stdout};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::clock::Clock;
use crate::config::Configuration;
use crate::config::edit::Editor;
use crate::config::edit::erase::Listed;
use crate::domain::names::{ClinicianId, IdKey};
use crate::domain::numbers::{Numbers, international};
use crate::domain::patients::spelling::same_name;
use crate::domain::phone::E164;
use crate::jobs::erasing::{self, Erasure};
use crate::store::hatch::Request;

use super::Failure;
use super::output::say;
use super::reach::{self, Reached};
use super::serve::runtime;

/// What `erase` is told.
#[derive(Args, Debug)]
pub struct EraseArgs {
    /// The patient's whole name, or a phone of the patient
    #[arg(value_name = "PATIENT")]
    pub patient: String,
    /// The configuration folder, with practice.toml and patients.csv
    #[arg(long, value_name = "DIR")]
    pub config: PathBuf,
    /// The relay's data folder
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// Whose patient is meant, where several have the name; all that this patient left with anybody is removed
    #[arg(long, value_name = "CLINICIAN")]
    pub clinician: Option<String>,
    /// Do not ask first
    #[arg(long)]
    pub yes: bool,
}

/// One person, as far as the list and its earlier versions tell.
#[derive(Clone, Default)]
struct Candidate {
    names: Vec<String>,
    phones: Vec<E164>,
    clinicians: Vec<String>,
    rows: usize,
}

/// Erases a patient, after it was said what that means.
///
/// # Errors
/// Nobody or several of that name, a mistake in the configuration, or no consent (1); a data folder that cannot be used,
/// or a relay that does not answer (3).
pub fn run(args: &EraseArgs) -> Result<(), Failure> {
    let clock = Clock::system();
    let configuration = reach::configuration(&args.config, IdKey::default(), clock.now())?;
    let editor = Arc::new(Editor::new(&args.config));
    let listed = editor.ever_listed(clock.now());
    let listed = listed.map_err(|why| Failure::content(why.to_string()))?;
    let (erasure, summary) = whom(args, &configuration, &listed)?;
    summary.iter().for_each(|line| say(line));
    if !args.yes {
        consent()?;
    }
    let lines = match reach::reach(&configuration, &args.data)? {
        Reached::Held(knock) => {
            let wire = |phones: &[E164]| phones.iter().map(|phone| phone.wire()).collect();
            let request = Request::Erase {
                names: erasure.names.clone(),
                phones: wire(&erasure.phones),
                shared: wire(&erasure.shared),
            };
            reach::ask(&knock, &request)?
        }
        Reached::Free(folder, keys) => {
            let store = reach::open(folder, keys, clock.now())?;
            let clinicians = configuration.practice.clinicians.iter();
            let clinicians: Vec<ClinicianId> = clinicians.map(|one| one.id.clone()).collect();
            runtime()?.block_on(async {
                let nothing = Arc::new(|| ());
                let now = clock.now();
                let erased =
                    erasing::erase(&store, &editor, nothing, &erasure, clinicians, now).await;
                store.close().await;
                erased.map_err(|why| match why {
                    erasing::Trouble::List(why) => Failure::content(why.to_string()),
                    why => Failure::system(why.to_string()),
                })
            })?
        }
    };
    say("Removed:");
    lines.iter().for_each(|line| say(&format!("  {line}")));
    Ok(())
}

/// Who is meant, and what is said before it is done.
fn whom(
    args: &EraseArgs,
    configuration: &Configuration,
    listed: &[Listed],
) -> Result<(Erasure, Vec<String>), Failure> {
    let practice = &configuration.practice;
    let phone = Numbers::new(Some(&practice.country))
        .read(&args.patient)
        .ok();
    if phone.is_some_and(|phone| {
        practice.is_own_line(phone) || practice.clinicians.owner_of(phone).is_some()
    }) {
        return Err(Failure::content(
            "name a patient: this number is one of the practice's own",
        ));
    }
    let is_meant = |one: &Candidate| match phone {
        Some(phone) => one.phones.contains(&phone),
        None => one.names.iter().any(|name| same_name(name, &args.patient)),
    };
    let mut meant: Vec<Candidate> = people(listed).into_iter().filter(is_meant).collect();
    if let Some(clinician) = &args.clinician {
        meant.retain(|one| one.clinicians.contains(clinician));
    }
    let candidate = match (meant.as_slice(), phone) {
        ([one], _) => one.clone(),
        // Somebody who was never listed may have called all the same.
        ([], Some(phone)) if args.clinician.is_none() => Candidate {
            phones: vec![phone],
            ..Candidate::default()
        },
        ([], _) => {
            return Err(Failure::content(
                "write the whole name as it stands in patients.csv, or a phone: nobody like that is in the list or in \
                 an earlier version of it",
            ));
        }
        (several, _) => return Err(Failure::content(several_told(several))),
    };
    let is_others = |phone: &E164| {
        let mut rows = listed.iter().filter(|row| row.is_current);
        rows.any(|row| {
            row.phones.contains(phone)
                && !candidate
                    .names
                    .iter()
                    .any(|name| same_name(name, &row.name))
        })
    };
    let (shared, phones): (Vec<E164>, Vec<E164>) =
        candidate.phones.iter().copied().partition(is_others);
    let erasure = Erasure {
        names: candidate.names.clone(),
        phones,
        shared,
    };
    let summary = summary(&candidate, &erasure);
    Ok((erasure, summary))
}

/// Rows with one name that share a phone are one person, whoever the clinician is.
fn people(listed: &[Listed]) -> Vec<Candidate> {
    let mut people: Vec<Candidate> = Vec::new();
    for row in listed {
        let mut one = Candidate {
            names: vec![row.name.clone()],
            phones: row.phones.clone(),
            clinicians: vec![row.clinician.clone()],
            rows: usize::from(row.is_current),
        };
        let same = |known: &Candidate| {
            known.names.iter().any(|name| same_name(name, &row.name))
                && known.phones.iter().any(|phone| row.phones.contains(phone))
        };
        let (same, rest): (Vec<Candidate>, Vec<Candidate>) = people.into_iter().partition(same);
        for known in same {
            one.rows += known.rows;
            merge(&mut one.names, known.names);
            merge(&mut one.phones, known.phones);
            merge(&mut one.clinicians, known.clinicians);
        }
        people = rest;
        people.push(one);
    }
    people
}

fn merge<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

fn several_told(several: &[Candidate]) -> String {
    let mut lines = vec![
        "say which one, by another phone, the whole name or --clinician: several match, and nothing was removed"
            .to_owned(),
    ];
    lines.extend(several.iter().map(|one| format!("  {}", described(one))));
    lines.join("\n")
}

/// "Rosa Diaz, +44 7700 900457, patient of lindqvist, okafor".
fn described(one: &Candidate) -> String {
    let phones = one.phones.iter().map(|phone| international(*phone));
    let mut parts: Vec<String> = one
        .names
        .first()
        .cloned()
        .into_iter()
        .chain(phones)
        .collect();
    if !one.clinicians.is_empty() {
        parts.push(format!("patient of {}", one.clinicians.join(", ")));
    }
    parts.join(", ")
}

fn summary(candidate: &Candidate, erasure: &Erasure) -> Vec<String> {
    let numbers = |phones: &[E164]| {
        let numbers: Vec<String> = phones.iter().map(|phone| international(*phone)).collect();
        numbers.join(", ")
    };
    let mut lines = vec![
        format!("This removes for good: {}", described(candidate)),
        format!(
            "  from the list of patients ({} now) and from all its earlier versions",
            match candidate.rows {
                1 => "1 row".to_owned(),
                rows => format!("{rows} rows"),
            }
        ),
    ];
    if !erasure.phones.is_empty() {
        lines.push(format!(
            "  all texts, attachments and messages of {}, and what the journal says of them",
            numbers(&erasure.phones)
        ));
    }
    if !erasure.shared.is_empty() {
        lines.push(format!(
            "  but nothing that was said over {}: others in the list have that phone too",
            numbers(&erasure.shared)
        ));
    }
    lines.push(
        "It cannot be undone. Backups, and what the phones themselves keep, are not touched."
            .to_owned(),
    );
    lines
}

/// Asks at the terminal. Without one nobody can consent.
fn consent() -> Result<(), Failure> {
    let refused = || Failure::content("give --yes, or answer yes: nothing was removed");
    if !stdin().is_terminal() {
        return Err(refused());
    }
    let mut out = stdout();
    let asked = write!(out, "Type yes to go on: ").and_then(|()| out.flush());
    let mut line = String::new();
    let answered = asked.and_then(|()| stdin().read_line(&mut line).map(drop));
    match answered {
        Ok(()) if line.trim() == "yes" => Ok(()),
        _ => Err(refused()),
    }
}
