//! `nightbell pin`: sets the PIN with which a clinician hears messages on the own line, while the relay runs or not.
//! With `--call` the relay calls the clinician, who chooses it there.

use std::io::{BufRead, IsTerminal, stdin};
use std::path::PathBuf;

use clap::Args;
use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::config::Configuration;
use crate::domain::names::{ClinicianId, IdKey};
use crate::domain::pin::PinHash;
use crate::relay::pin::Pin;
use crate::store::hatch::Request;

use super::Failure;
use super::output::say;
use super::reach::{self, Reached};
use super::serve::runtime;

/// What `pin` is told.
#[derive(Args, Debug)]
pub struct PinArgs {
    /// The clinician's id in practice.toml
    #[arg(value_name = "CLINICIAN")]
    pub clinician: String,
    /// The configuration folder, with practice.toml and patients.csv
    #[arg(long, value_name = "DIR")]
    pub config: PathBuf,
    /// The relay's data folder
    #[arg(long, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// Let the relay call the clinician's phone now, so that the PIN is chosen there
    #[arg(long)]
    pub call: bool,
}

/// Sets a PIN, or has it chosen.
///
/// # Errors
/// No such clinician, or a PIN that is easily guessed (1); a data folder that cannot be used, or a relay that does not
/// answer (3).
pub fn run(args: &PinArgs) -> Result<(), Failure> {
    let clock = Clock::system();
    let configuration = reach::configuration(&args.config, IdKey::default(), clock.now())?;
    let clinician = known(&configuration, &args.clinician)?;
    let request = match args.call {
        true => Request::CallForPin { clinician },
        false => Request::SetPin {
            // Asked for before the folder is taken: a relay that starts meanwhile must not find it locked.
            hash: hashed(&read()?)?,
            clinician,
        },
    };
    match (reach::reach(&configuration, &args.data)?, request) {
        (Reached::Held(knock), request) => {
            let lines = reach::ask(&knock, &request)?;
            lines.iter().for_each(|line| say(line));
            Ok(())
        }
        (Reached::Free(folder, keys), Request::SetPin { clinician, hash }) => {
            let store = reach::open(folder, keys, clock.now())?;
            runtime()?.block_on(async {
                let set = store.set_pin(&clinician, hash).await;
                store.close().await;
                set.map_err(|down| Failure::system(format!("look at the data folder: {down}")))
            })?;
            say(&format!("The PIN of {clinician} is set."));
            Ok(())
        }
        (Reached::Free(..), _) => Err(Failure::system(
            "start the relay first: it is the one that calls, and none works on this data folder",
        )),
    }
}

fn known(configuration: &Configuration, written: &str) -> Result<ClinicianId, Failure> {
    let clinicians = &configuration.practice.clinicians;
    let id = ClinicianId::new(written);
    let known = id.and_then(|id| clinicians.get(&id));
    known.map(|clinician| clinician.id.clone()).ok_or_else(|| {
        let ids: Vec<&str> = clinicians.iter().map(|known| known.id.as_str()).collect();
        // What was written is not repeated: somebody may have written a number.
        Failure::content(format!(
            "write one of {}: there is no such clinician in practice.toml",
            ids.join(", ")
        ))
    })
}

/// The PIN as somebody types it, twice and unseen; or one line of what is piped in.
fn read() -> Result<Zeroizing<String>, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::system(format!(
            "run this in a terminal, or pipe the PIN in: {error}"
        ))
    };
    if !stdin().is_terminal() {
        let mut line = Zeroizing::new(String::with_capacity(64));
        stdin().lock().read_line(&mut line).map_err(unreadable)?;
        return Ok(Zeroizing::new(line.trim().to_owned()));
    }
    let ask = |prompt: &str| {
        let typed = rpassword::prompt_password(prompt).map_err(unreadable)?;
        Ok(Zeroizing::new(typed))
    };
    let first = ask("New PIN, 4 to 8 digits: ")?;
    // Before it is typed again in vain.
    chosen(&first)?;
    match *ask("The same PIN again: ")? == *first {
        true => Ok(first),
        false => Err(Failure::content(
            "type the same PIN twice: the two were different, and nothing was changed",
        )),
    }
}

fn chosen(digits: &str) -> Result<Pin, Failure> {
    Pin::chosen(digits).map_err(|unfit| Failure::content(unfit.to_string()))
}

fn hashed(digits: &str) -> Result<PinHash, Failure> {
    let hash = chosen(digits)?.hash();
    hash.map_err(|unhashed| Failure::system(unhashed.to_string()))
}
