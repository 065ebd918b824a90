//! Pictures and other files that are ours: encrypted, one file each under the data folder, named by our own ids alone.
//!
//! A file is written beside its place, made durable and renamed into it, so that under an id there is the whole of it or
//! nothing. It is encrypted with the store's keys and bound to its id: an altered or exchanged file does not open.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::keys::Keys;
use super::words::context;
use super::{Store, files};
use crate::domain::names::MediaId;

/// The files. Clones share them.
#[derive(Clone)]
pub struct Vault {
    folder: PathBuf,
    keys: Keys,
}

/// Why a file cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The operating system refuses.
    #[error(
        "make {path} a folder that this user may write, and look at the room on the disk: {source}"
    )]
    Unusable {
        /// Which folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// It is not what was put there.
    #[error("restore the file {0} from a backup: it was altered, or encrypted with another key")]
    Damaged(PathBuf),
    /// A defect.
    #[error("a file could not be encrypted")]
    Unsealed,
}

impl Store {
    /// The files that belong to this store's rows.
    pub fn vault(&self) -> Vault {
        let beside = self.inner.database.parent().unwrap_or(Path::new("."));
        Vault {
            folder: beside.join("media"),
            keys: self.inner.keys.clone(),
        }
    }
}

impl Vault {
    /// Keeps these bytes under this id, in place of what was there. They are durable when it returns.
    ///
    /// # Errors
    /// [`VaultError::Unusable`] where they cannot be written.
    pub async fn put(&self, id: MediaId, content: Vec<u8>) -> Result<(), VaultError> {
        self.off_the_runtime(move |vault| {
            let mut sealed = Vec::with_capacity(content.len() + 64);
            let sealing = vault.keys.seal(&place(id), &content, &mut sealed);
            sealing.map_err(|_| VaultError::Unsealed)?;
            let written = write(&vault.folder, &vault.path(id), &sealed);
            written.map_err(|source| vault.unusable(source))
        })
        .await
    }

    /// What is kept under this id; `None`: nothing.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] where it is not what was put there, [`VaultError::Unusable`] where it cannot be read.
    pub async fn get(&self, id: MediaId) -> Result<Option<Vec<u8>>, VaultError> {
        self.off_the_runtime(move |vault| {
            let path = vault.path(id);
            let sealed = match fs::read(&path) {
                Ok(sealed) => sealed,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(source) => return Err(vault.unusable(source)),
            };
            let content = vault.keys.open(&place(id), &sealed);
            content.map(Some).map_err(|_| VaultError::Damaged(path))
        })
        .await
    }

    /// Deletes what is kept under this id, if there is anything.
    ///
    /// # Errors
    /// [`VaultError::Unusable`] where the operating system refuses.
    pub async fn delete(&self, id: MediaId) -> Result<(), VaultError> {
        self.off_the_runtime(move |vault| {
            let deleted = files::remove(&vault.folder, &vault.path(id));
            deleted.map_err(|source| vault.unusable(source))
        })
        .await
    }

    /// Deletes what was not finished when an earlier process was killed.
    ///
    /// # Errors
    /// [`VaultError::Unusable`] where the operating system refuses.
    pub async fn sweep(&self) -> Result<(), VaultError> {
        self.off_the_runtime(|vault| {
            files::sweep(&vault.folder).map_err(|source| vault.unusable(source))
        })
        .await
    }

    fn path(&self, id: MediaId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    fn unusable(&self, source: io::Error) -> VaultError {
        VaultError::Unusable {
            path: self.folder.clone(),
            source,
        }
    }

    /// Encrypting megabytes and waiting for the disk would keep the runtime's threads from their webhooks.
    async fn off_the_runtime<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Vault) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let vault = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&vault)).await;
        done.unwrap_or_else(|failed| Err(self.unusable(io::Error::other(failed))))
    }
}

fn place(id: MediaId) -> Vec<u8> {
    context("media file", &[&id.0.to_be_bytes()])
}

fn write(folder: &Path, path: &Path, sealed: &[u8]) -> io::Result<()> {
    let mut file = files::begin(folder)?;
    file.write_all(sealed)?;
    files::put_in_place(file, folder, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHOTO: MediaId = MediaId(7);
    const OTHER: MediaId = MediaId(8);

    fn vault(dir: &Path, key: u8) -> Vault {
        Vault {
            folder: dir.join("media"),
            keys: Keys::new(&[key; 32]).unwrap(),
        }
    }

    #[tokio::test]
    async fn what_was_put_is_read_back_until_it_is_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path(), 7);
        assert_eq!(vault.get(PHOTO).await.unwrap(), None);
        for content in [&b"a rash"[..], b"", &[7; 100_000]] {
            vault.put(PHOTO, content.to_vec()).await.unwrap();
            assert_eq!(vault.get(PHOTO).await.unwrap().unwrap(), content);
        }
        vault.delete(PHOTO).await.unwrap();
        vault.delete(PHOTO).await.unwrap();
        assert_eq!(vault.get(PHOTO).await.unwrap(), None);
    }

    #[tokio::test]
    async fn on_the_disk_it_is_unreadable_and_opens_only_unaltered_and_in_its_place() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path(), 7);
        vault.put(PHOTO, b"a rash, a rash".to_vec()).await.unwrap();
        let sealed = fs::read(vault.path(PHOTO)).unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"a rash"));
        fs::write(vault.path(OTHER), &sealed).unwrap();
        assert!(matches!(
            vault.get(OTHER).await,
            Err(VaultError::Damaged(_))
        ));
        for length in [0, 10, sealed.len() - 1] {
            fs::write(vault.path(PHOTO), &sealed[..length]).unwrap();
            assert!(matches!(
                vault.get(PHOTO).await,
                Err(VaultError::Damaged(_))
            ));
        }
        fs::write(vault.path(PHOTO), &sealed).unwrap();
        assert!(super::tests::vault(dir.path(), 8).get(PHOTO).await.is_err());
        assert!(vault.get(PHOTO).await.is_ok());
    }

    #[tokio::test]
    async fn what_was_not_finished_is_swept_and_the_rest_stays() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path(), 7);
        vault.sweep().await.unwrap();
        vault.put(PHOTO, b"a rash".to_vec()).await.unwrap();
        let half = vault.path(OTHER).with_extension("new");
        fs::write(&half, b"half").unwrap();
        vault.sweep().await.unwrap();
        assert!(!half.exists());
        assert!(vault.get(PHOTO).await.unwrap().is_some());
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn it_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path(), 7);
        vault.put(PHOTO, b"a rash".to_vec()).await.unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&vault.folder), 0o700);
        assert_eq!(mode(&vault.path(PHOTO)), 0o600);
    }

    #[tokio::test]
    async fn a_file_in_the_folders_place_is_named_in_the_error() {
        let dir = tempfile::tempdir().unwrap();
        let vault = vault(dir.path(), 7);
        fs::write(&vault.folder, "").unwrap();
        let error = vault.put(PHOTO, b"a rash".to_vec()).await.unwrap_err();
        assert!(error.to_string().contains("media"), "{error}");
    }
}
