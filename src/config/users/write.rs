//! Changes of `users.toml`: one at a time, the rest of the file with its remarks as it was, for its owner alone, and
//! never a file that could not be read again.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::super::mistake::Mistakes;
use super::super::versions::write_file;
use super::{Role, USERS, User, read};

const BESIDE: &str = ".users.toml.new";
const LOCK: &str = ".users.lock";

/// Why it was not written. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// What stands there has mistakes.
    #[error("correct users.toml first:\n{0}")]
    Mistakes(Mistakes),
    /// There is no such account.
    #[error("there is no account of this name in users.toml")]
    Unknown,
    /// There is one already.
    #[error("there is an account of this name already")]
    Taken,
    /// The folder cannot be written.
    #[error("let this user write in the configuration folder: {0}")]
    Folder(#[from] io::Error),
}

/// Adds an account.
///
/// # Errors
/// [`NotWritten`]
pub fn add(folder: &Path, user: &User) -> Result<(), NotWritten> {
    change(folder, |document, known| {
        let same = |other: &&User| other.name.eq_ignore_ascii_case(&user.name);
        if known.iter().any(|other| same(&other)) {
            return Err(NotWritten::Taken);
        }
        let mut table = Table::new();
        table.insert("name", value(&user.name));
        table.insert("role", value(user.role.word()));
        if let Role::Clinician(id) = &user.role {
            table.insert("clinician", value(id.as_str()));
        }
        table.insert("password", value(user.password.expose()));
        if let Some(totp) = &user.totp {
            table.insert("totp", value(totp.expose()));
        }
        if let Some(language) = &user.language {
            table.insert("language", value(language));
        }
        let users = document
            .entry("user")
            .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        if let Some(users) = users.as_array_of_tables_mut() {
            users.push(table);
        }
        Ok(())
    })
}

/// Removes an account.
///
/// # Errors
/// As above.
pub fn remove(folder: &Path, name: &str) -> Result<(), NotWritten> {
    change(folder, |document, _| {
        let users = document
            .get_mut("user")
            .and_then(Item::as_array_of_tables_mut);
        let users = users.ok_or(NotWritten::Unknown)?;
        let before = users.len();
        users.retain(|table| !is(table, name));
        (users.len() < before)
            .then_some(())
            .ok_or(NotWritten::Unknown)
    })
}

/// Another password: its hash.
///
/// # Errors
/// As above.
pub fn set_password(folder: &Path, name: &str, hash: &str) -> Result<(), NotWritten> {
    set(folder, name, "password", Some(hash))
}

/// The secret of the codes (base32), or none any more.
///
/// # Errors
/// As above.
pub fn set_totp(folder: &Path, name: &str, secret: Option<&str>) -> Result<(), NotWritten> {
    set(folder, name, "totp", secret)
}

/// The language of an account, or none.
///
/// # Errors
/// As above.
pub fn set_language(folder: &Path, name: &str, language: Option<&str>) -> Result<(), NotWritten> {
    set(folder, name, "language", language)
}

fn set(folder: &Path, name: &str, key: &str, to: Option<&str>) -> Result<(), NotWritten> {
    change(folder, |document, _| {
        let users = document
            .get_mut("user")
            .and_then(Item::as_array_of_tables_mut);
        let mut users = users.into_iter().flat_map(ArrayOfTables::iter_mut);
        let table = users
            .find(|table| is(table, name))
            .ok_or(NotWritten::Unknown)?;
        match to {
            Some(text) => table.insert(key, value(text)),
            None => table.remove(key),
        };
        Ok(())
    })
}

fn is(table: &Table, name: &str) -> bool {
    let written = table.get("name").and_then(Item::as_str);
    written.is_some_and(|written| written.eq_ignore_ascii_case(name))
}

fn change(
    folder: &Path,
    change: impl FnOnce(&mut DocumentMut, &[User]) -> Result<(), NotWritten>,
) -> Result<(), NotWritten> {
    let _lock = lock(folder)?;
    let path = folder.join(USERS);
    let bytes = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        read => read?,
    };
    let known = read(&bytes).map_err(NotWritten::Mistakes)?;
    let text = String::from_utf8(bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    let document = text.trim_start_matches('\u{feff}').parse::<DocumentMut>();
    let mut document = document.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    change(&mut document, &known)?;
    let text = document.to_string();
    read(text.as_bytes()).map_err(NotWritten::Mistakes)?;
    Ok(replace(&path, text.as_bytes())?)
}

/// Held for one change; another command waits.
fn lock(folder: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let lock = options.open(folder.join(LOCK))?;
    match lock.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(lock),
    }
}

/// Whole or not at all, for the owner alone, and with the owner that it had.
fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = target.with_file_name(BESIDE);
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    write_file(&beside, content)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        // A command run by the administrator must not leave a file that the relay cannot read.
        let folder = target.parent().unwrap_or(Path::new("."));
        if let Ok(like) = fs::metadata(&target).or_else(|_| fs::metadata(folder)) {
            let _ = chown(&beside, Some(like.uid()), Some(like.gid()));
        }
    }
    if let Err(error) = fs::rename(&beside, &target) {
        let _ = fs::remove_file(&beside);
        return Err(error);
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all())
}
