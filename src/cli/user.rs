//! `nightbell user`: who may sign in to the console. A relay that runs takes a change up by itself.

use std::io::{BufRead, IsTerminal, stdin};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use zeroize::Zeroizing;

use crate::config::Secret;
use crate::config::users::{self, NotWritten, Role, USERS, User, is_name};
use crate::console::gate::password;
use crate::domain::names::{ClinicianId, IdKey};

use super::Failure;
use super::output::say;
use super::reach;

/// What `user` is told.
#[derive(Args, Debug)]
pub struct UserArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Adds an account; asks for its password
    Add(AddArgs),
    /// Sets another password, and ends the sessions of the account
    Password(NamedArgs),
    /// Turns the codes of an authenticator app off, for somebody who has lost the phone
    NoCodes(NamedArgs),
    /// Removes an account, and ends its sessions
    Remove(NamedArgs),
    /// Lists the accounts
    List(FolderArgs),
}

/// What `user add` is told.
#[derive(Args, Debug)]
struct AddArgs {
    #[command(flatten)]
    named: NamedArgs,
    /// What the account may do: manager (everything), clinician (the own line), auditor (look, change nothing)
    #[arg(long, value_enum, default_value = "manager")]
    role: RoleWord,
    /// For the role clinician: the clinician's id in practice.toml
    #[arg(long, value_name = "ID")]
    clinician: Option<String>,
    /// The language of the console for this account: en or fr [default: what the browser asks for]
    #[arg(long, value_name = "LANGUAGE", value_parser = ["en", "fr"])]
    language: Option<String>,
}

#[derive(Args, Debug)]
struct NamedArgs {
    /// The name to sign in with: letters, digits, points, hyphens and underscores
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    folder: FolderArgs,
}

#[derive(Args, Debug)]
struct FolderArgs {
    /// The configuration folder, with practice.toml and patients.csv
    #[arg(long, value_name = "DIR")]
    config: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RoleWord {
    Manager,
    Clinician,
    Auditor,
}

/// Carries it out.
///
/// # Errors
/// A name, role or password that cannot be, or mistakes in users.toml (1); a folder that cannot be written (3).
pub fn run(args: &UserArgs) -> Result<(), Failure> {
    match &args.what {
        What::Add(args) => add(args),
        What::Password(args) => change_password(args),
        What::NoCodes(args) => {
            let done = users::set_totp(&args.folder.config, &args.name, None);
            done.map_err(|why| told(&why, args))?;
            say(&format!(
                "{} signs in with the password alone from now on.",
                args.name
            ));
            Ok(())
        }
        What::Remove(args) => {
            let done = users::remove(&args.folder.config, &args.name);
            done.map_err(|why| told(&why, args))?;
            say(&format!("{} may not sign in any more.", args.name));
            Ok(())
        }
        What::List(args) => list(&args.config),
    }
}

fn add(args: &AddArgs) -> Result<(), Failure> {
    let NamedArgs { name, folder } = &args.named;
    if !is_name(name) {
        return Err(Failure::content(
            "choose another name: up to 40 letters, digits, points, hyphens and underscores, without accents or blanks",
        ));
    }
    let role = role(args)?;
    let known = accounts(&folder.config)?;
    if known
        .iter()
        .any(|user| user.name.eq_ignore_ascii_case(name))
    {
        return Err(told(&NotWritten::Taken, &args.named));
    }
    let user = User {
        name: name.clone(),
        role,
        password: Secret::new(hashed(&read(name)?)?),
        totp: None,
        language: args.language.clone(),
    };
    users::add(&folder.config, &user).map_err(|why| told(&why, &args.named))?;
    say(&format!(
        "{name} may sign in to the console as {}.",
        user.role.word()
    ));
    Ok(())
}

fn role(args: &AddArgs) -> Result<Role, Failure> {
    let folder = &args.named.folder.config;
    match (args.role, &args.clinician) {
        (RoleWord::Clinician, Some(id)) => known_clinician(folder, id).map(Role::Clinician),
        (RoleWord::Clinician, None) => Err(Failure::content(
            "say whose line the account sees: --clinician and the id in practice.toml",
        )),
        (_, Some(_)) => Err(Failure::content(
            "write --role clinician as well, or leave --clinician out: only that role sees one line alone",
        )),
        (RoleWord::Manager, None) => Ok(Role::Manager),
        (RoleWord::Auditor, None) => Ok(Role::Auditor),
    }
}

fn known_clinician(folder: &Path, written: &str) -> Result<ClinicianId, Failure> {
    let now = crate::clock::Clock::system().now();
    let configuration = reach::configuration(folder, IdKey::default(), now)?;
    let clinicians = &configuration.practice.clinicians;
    let known = ClinicianId::new(written).and_then(|id| clinicians.get(&id));
    known.map(|clinician| clinician.id.clone()).ok_or_else(|| {
        let ids: Vec<&str> = clinicians.iter().map(|known| known.id.as_str()).collect();
        // What was written is not repeated: somebody may have written a number.
        Failure::content(format!(
            "write one of {} after --clinician: there is no such clinician in practice.toml",
            ids.join(", ")
        ))
    })
}

fn change_password(args: &NamedArgs) -> Result<(), Failure> {
    let NamedArgs { name, folder } = args;
    let known = accounts(&folder.config)?;
    if !known
        .iter()
        .any(|user| user.name.eq_ignore_ascii_case(name))
    {
        return Err(told(&NotWritten::Unknown, args));
    }
    let hash = hashed(&read(name)?)?;
    let done = users::set_password(&folder.config, name, &hash);
    done.map_err(|why| told(&why, args))?;
    say(&format!(
        "The password of {name} is set; whoever was signed in as {name} is not any more."
    ));
    Ok(())
}

fn list(folder: &Path) -> Result<(), Failure> {
    let users = accounts(folder)?;
    if users.is_empty() {
        say(
            "There is no account yet, and so no console. Add one: nightbell user add NAME --config DIR",
        );
    }
    for user in users {
        let whose = match &user.role {
            Role::Clinician(id) => format!(" {id}"),
            Role::Manager | Role::Auditor => String::new(),
        };
        let codes = user.totp.map_or("", |_| ", with codes");
        say(&format!(
            "{}: {}{whose}{codes}",
            user.name,
            user.role.word()
        ));
    }
    Ok(())
}

fn accounts(folder: &Path) -> Result<Vec<User>, Failure> {
    if !folder.is_dir() {
        return Err(Failure::content(format!(
            "write after --config the folder that holds practice.toml: there is no folder {}",
            folder.display()
        )));
    }
    let bytes = match std::fs::read(folder.join(USERS)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        read => {
            read.map_err(|error| Failure::system(format!("let this user read {USERS}: {error}")))?
        }
    };
    users::read(&bytes).map_err(|mistakes| told_mistakes(&mistakes.to_string()))
}

fn told_mistakes(mistakes: &str) -> Failure {
    Failure::content(format!("correct users.toml first:\n{mistakes}"))
}

fn told(why: &NotWritten, args: &NamedArgs) -> Failure {
    let folder = args.folder.config.display();
    match why {
        NotWritten::Mistakes(mistakes) => told_mistakes(&mistakes.to_string()),
        NotWritten::Unknown => Failure::content(format!(
            "look at the names with `nightbell user list --config {folder}`: there is no account of this name"
        )),
        NotWritten::Taken => Failure::content(format!(
            "choose another name, or give this account another password with `nightbell user password {} --config {folder}`: there is one of this name already",
            args.name
        )),
        NotWritten::Folder(_) => Failure::system(why.to_string()),
    }
}

/// The password as somebody types it, twice and unseen; or one line of what is piped in.
fn read(name: &str) -> Result<Zeroizing<String>, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::system(format!(
            "run this in a terminal, or pipe the password in: {error}"
        ))
    };
    if !stdin().is_terminal() {
        let mut line = Zeroizing::new(String::with_capacity(512));
        stdin().lock().read_line(&mut line).map_err(unreadable)?;
        let password = Zeroizing::new(line.trim_end_matches(['\n', '\r']).to_owned());
        fit(&password, name)?;
        return Ok(password);
    }
    let ask = |prompt: &str| {
        let typed = rpassword::prompt_password(prompt).map_err(unreadable)?;
        Ok(Zeroizing::new(typed))
    };
    let first = ask("New password, at least 12 characters or four words (it is not shown): ")?;
    // Before it is typed again in vain.
    fit(&first, name)?;
    match *ask("The same password again: ")? == *first {
        true => Ok(first),
        false => Err(Failure::content(
            "type the same password twice: the two were different, and nothing was changed",
        )),
    }
}

fn fit(password: &str, name: &str) -> Result<(), Failure> {
    password::fit(password, name).map_err(|unfit| Failure::content(unfit.to_string()))
}

fn hashed(password: &str) -> Result<String, Failure> {
    password::hash(password).ok_or_else(|| Failure::system("the password could not be hashed"))
}
