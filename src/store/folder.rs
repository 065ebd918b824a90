//! The data folder: made for its owner alone, and held by one relay at a time.
//!
//! The lock is the operating system's and dies with the process, so that a crash leaves nothing to clean up.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A data folder that this process has locked. Dropping it gives it free.
pub struct DataFolder {
    path: PathBuf,
    _lock: File,
}

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another relay works on it.
    #[error(
        "stop the other relay first, or choose another folder: {0} is in use by another process"
    )]
    Locked(PathBuf),
    /// It cannot be made, or its lock cannot be taken.
    #[error("make {path} a folder that this user may write: {source}")]
    Unusable {
        /// Which folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl DataFolder {
    /// Makes the folder if it is not there (readable by its owner alone) and locks it.
    ///
    /// # Errors
    /// [`FolderError::Locked`] while another process holds it, [`FolderError::Unusable`] where it cannot be made.
    pub fn open(dir: &Path) -> Result<DataFolder, FolderError> {
        let unusable = |source| FolderError::Unusable {
            path: dir.to_owned(),
            source,
        };
        create(dir).map_err(unusable)?;
        let lock = lock_file(&dir.join("lock")).map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => Ok(DataFolder {
                path: dir.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(FolderError::Locked(dir.to_owned())),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database inside.
    pub(super) fn database(&self) -> PathBuf {
        self.path.join("nightbell.db")
    }
}

fn create(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// A folder that has become read-only can still be locked: its calls must go on.
fn lock_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .or_else(|error| File::open(path).map_err(|_| error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_relay_on_one_folder_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let held = DataFolder::open(dir.path()).unwrap();
        assert!(matches!(
            DataFolder::open(dir.path()),
            Err(FolderError::Locked(_))
        ));
        drop(held);
        assert!(DataFolder::open(dir.path()).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_new_folder_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("a/data");
        let _held = DataFolder::open(&inner).unwrap();
        let mode = fs::metadata(&inner).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_file_in_its_place_is_named_in_the_error() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("data");
        fs::write(&file, "").unwrap();
        let error = DataFolder::open(&file).err().unwrap().to_string();
        assert!(error.contains("data"), "{error}");
    }
}
