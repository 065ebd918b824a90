//! One file per command; the only place where the parts are wired together.

pub mod card;
pub mod check;
pub mod demo;
pub mod erase;
pub mod explain;
mod failure;
pub mod fallback;
pub mod folder;
mod loading;
mod output;
pub mod pin;
mod reach;
pub mod serve;
pub mod user;
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
    /// A sample practice with a simulated carrier, and phones in a page of the browser
    Demo(demo::DemoArgs),
    /// The relay: answers the provider's webhooks
    Serve(serve::ServeArgs),
    /// Checks the configuration and proves that nobody is left with silence
    Check(check::CheckArgs),
    /// Tells what would happen to a call or a text, and why
    Explain(explain::ExplainArgs),
    /// Sets the PIN with which a clinician hears messages on the own line
    Pin(pin::PinArgs),
    /// Prints a safe document for the numbers' fallback URL
    Fallback(fallback::FallbackArgs),
    /// Writes a card with a clinician's number, to print and to hand out
    Card(card::CardArgs),
    /// Removes one patient's content everywhere, and prints what was removed
    Erase(erase::EraseArgs),
    /// Who may sign in to the practice manager's console
    User(user::UserArgs),
}

/// Reads the arguments, runs the command and turns its result into the exit code of the contract.
pub fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Demo(args) => demo::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Pin(args) => pin::run(&args),
        Command::Fallback(args) => fallback::run(&args),
        Command::Card(args) => card::run(&args),
        Command::Erase(args) => erase::run(&args),
        Command::User(args) => user::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure.to_string());
            failure.exit_code()
        }
    }
}
