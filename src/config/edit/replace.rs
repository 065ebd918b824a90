//! A file written beside another and put in its place: whole, or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::super::versions::write_file;

/// A file that waits to be put in place; removed where it is not.
pub struct Replacement {
    beside: PathBuf,
    target: PathBuf,
    placed: bool,
}

impl Replacement {
    /// Writes the content beside the file, durably. The file keeps owner and permissions; a new one gets those of
    /// `model`. Whoever calls holds the lock, so a file of that name is a leftover.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn write(path: &Path, model: &Path, content: &[u8]) -> io::Result<Self> {
        let target = target(path)?;
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let beside = target.with_file_name(format!(".{}.new", name.to_string_lossy()));
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let replacement = Replacement {
            beside,
            target,
            placed: false,
        };
        write_file(&replacement.beside, content)?;
        let like = fs::metadata(&replacement.target).or_else(|_| fs::metadata(model))?;
        resemble(&replacement.beside, &like)?;
        Ok(replacement)
    }

    /// Puts it in place.
    ///
    /// # Errors
    /// Where it could not be put there: then all is as it was.
    pub fn place(mut self) -> io::Result<()> {
        fs::rename(&self.beside, &self.target)?;
        self.placed = true;
        let folder = self.target.parent().unwrap_or(Path::new("."));
        // It stands there; whether it still does after a power cut is all that is not certain.
        if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
            tracing::warn!(%error, "an edit may be lost if the machine stops now");
        }
        Ok(())
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if !self.placed {
            // A leftover is removed by the next edit.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// The file itself, where symbolic links lead to it.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(match fs::read_link(path) {
            Ok(to) => path.parent().unwrap_or(Path::new(".")).join(to),
            Err(_) => path.to_owned(),
        }),
        found => found,
    }
}

fn resemble(path: &Path, like: &fs::Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        let own = fs::metadata(path)?;
        let (owner, group) = (like.uid(), like.gid());
        if (own.uid(), own.gid()) != (owner, group)
            && chown(path, Some(owner), Some(group)).is_err()
        {
            // Only the administrator gives files away; the group is what a shared folder hangs on.
            let _ = chown(path, None, Some(group));
        }
    }
    fs::set_permissions(path, like.permissions())
}
