//! Files beside the database: for their owner alone, under their name whole or not at all, and durable when that is said.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::path::Path;
use std::sync::LazyLock;

use tempfile::NamedTempFile;

use crate::ids;

/// How the name of a file ends until it is whole.
const UNFINISHED: &str = ".new";

/// How it begins, in this process: what others have begun will never be finished, since one alone has the folder.
static OURS: LazyLock<String> = LazyLock::new(ids::hex128);

/// A new file in this folder, which is made where it is not there. Dropped before it is [put in place](put_in_place), it
/// is deleted.
pub(super) fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    make(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(OURS.as_str()).suffix(UNFINISHED);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600));
    builder.tempfile_in(folder)
}

/// Makes what was written durable and gives it its name, in place of what had it.
pub(super) fn put_in_place(file: NamedTempFile, folder: &Path, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(path).map_err(|failed| failed.error)?;
    sync(folder)
}

/// Deletes a file, if it is there.
pub(super) fn remove(folder: &Path, path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.and_then(|()| sync(folder)),
    }
}

/// Deletes what an earlier process has left unfinished.
pub(super) fn sweep(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(UNFINISHED) && !name.starts_with(OURS.as_str()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        // Another file is begun at the same time.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        made => {
            made?;
            folder.parent().map_or(Ok(()), sync)
        }
    }
}

/// A renamed file is durable when its folder is.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
