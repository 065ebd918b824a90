//! One file per command; the only place where the parts are wired together.

mod failure;
mod loading;
mod output;
pub mod serve;
pub mod wiring;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use failure::Failure;
pub use loading::Origin;

/// Patients reach a clinician's phone without learning its number.
#[derive(Parser)]
#[command(name = "nightbell", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The relay: answers the provider's webhooks
    Serve(serve::ServeArgs),
}

/// Reads the arguments, runs the command and turns its result into the exit code of the contract.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(args) => serve::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure.to_string());
            failure.exit_code()
        }
    }
}
