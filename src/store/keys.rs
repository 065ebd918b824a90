//! The storage key and what is derived from it: sealing of personal content, and the key of identifiers.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::folder::DataFolder;
use crate::domain::names::IdKey;
use crate::ids;

const NONCE: usize = 24;
const TAG: usize = 16;

/// What is derived from the storage key. It cannot be printed.
#[derive(Clone)]
pub struct Keys {
    sealing: XChaCha20Poly1305,
    sounds: XChaCha20Poly1305,
    ids: IdKey,
    tickets: Hmac<Sha256>,
    console: Hmac<Sha256>,
}

/// Why there is no storage key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The text is no key.
    #[error("give the storage key as 64 hexadecimal digits or as base64 of 32 bytes{place}")]
    NotAKey {
        /// Where it stood, beginning with a colon; or nothing.
        place: String,
    },
    /// The key file can be neither read nor made.
    #[error("make {path} readable and writable for this user: {source}")]
    Unusable {
        /// Which file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The key is too weak for the derivation; cannot happen with 32 bytes.
    #[error("the keys cannot be derived")]
    Underived,
}

impl Keys {
    /// Derives the keys from 32 secret bytes (HKDF-SHA256).
    ///
    /// # Errors
    /// None in practice: the derivation refuses only lengths that are not asked for.
    pub fn new(secret: &[u8; 32]) -> Result<Keys, KeyError> {
        let derive = Hkdf::<Sha256>::new(Some(b"nightbell storage"), secret);
        let mut sealing = Zeroizing::new([0; 32]);
        let mut sounds = Zeroizing::new([0; 32]);
        let mut ids = Zeroizing::new([0; 16]);
        let mut tickets = Zeroizing::new([0; 32]);
        let mut console = Zeroizing::new([0; 32]);
        let all = derive
            .expand(b"sealing", &mut *sealing)
            .and_then(|()| derive.expand(b"sounds", &mut *sounds))
            .and_then(|()| derive.expand(b"ids", &mut *ids))
            .and_then(|()| derive.expand(b"tickets", &mut *tickets))
            .and_then(|()| derive.expand(b"console", &mut *console));
        all.map_err(|_| KeyError::Underived)?;
        Ok(Keys {
            sealing: XChaCha20Poly1305::new(&(*sealing).into()),
            sounds: XChaCha20Poly1305::new(&(*sounds).into()),
            ids: IdKey::new(*ids),
            tickets: KeyInit::new_from_slice(&*tickets).map_err(|_| KeyError::Underived)?,
            console: KeyInit::new_from_slice(&*console).map_err(|_| KeyError::Underived)?,
        })
    }

    /// Reads a key written as 64 hexadecimal digits or as base64 of 32 bytes.
    ///
    /// # Errors
    /// [`KeyError::NotAKey`] for any other text, which the message does not repeat.
    pub fn parse(text: &str) -> Result<Keys, KeyError> {
        let bytes = bytes_of(text.trim()).ok_or(KeyError::NotAKey {
            place: String::new(),
        })?;
        Keys::new(&bytes)
    }

    /// Reads the file `key` of the data folder, or makes it (for its owner alone) from the fresh bytes.
    ///
    /// A folder that holds a database and no key gets no new one: what was written could not be read with it.
    /// The store then says that the key is wrong, and calls go on without it.
    ///
    /// # Errors
    /// [`KeyError`] if the file holds no key, or can be neither read nor made.
    pub fn from_folder(folder: &DataFolder, fresh: [u8; 32]) -> Result<Keys, KeyError> {
        let path = folder.path().join("key");
        let fresh = Zeroizing::new(fresh);
        match fs::read_to_string(&path).map(Zeroizing::new) {
            Ok(text) => Keys::parse(&text).map_err(|_| KeyError::NotAKey {
                place: format!(": {}", path.display()),
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if !folder.database().exists() {
                    write_key(&path, &fresh)
                        .map_err(|source| KeyError::Unusable { path, source })?;
                }
                Keys::new(&fresh)
            }
            Err(source) => Err(KeyError::Unusable { path, source }),
        }
    }

    /// The key that a data folder keeps, for a command beside the relay that holds it; `None`: it keeps none.
    ///
    /// # Errors
    /// [`KeyError`] if the file holds no key, or cannot be read.
    pub fn kept(data: &std::path::Path) -> Result<Option<Keys>, KeyError> {
        let path = data.join("key");
        match fs::read_to_string(&path).map(Zeroizing::new) {
            Ok(text) => {
                let keys = Keys::parse(&text);
                let place = format!(": {}", path.display());
                keys.map(Some).map_err(|_| KeyError::NotAKey { place })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyError::Unusable { path, source }),
        }
    }

    /// The key under which identifiers are derived.
    pub fn ids(&self) -> IdKey {
        self.ids.clone()
    }

    /// The cipher of the sounds of messages, whose nonces are made otherwise and so need a key of their own.
    pub(super) fn sounds(&self) -> XChaCha20Poly1305 {
        self.sounds.clone()
    }

    /// Encrypts into `out` (emptied first), bound to `context`: the same context is needed to open it.
    pub(super) fn seal(
        &self,
        context: &[u8],
        plain: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), Unsealable> {
        out.clear();
        out.extend_from_slice(&ids::fresh::<NONCE>());
        out.extend_from_slice(plain);
        let (nonce, body) = out.split_at_mut(NONCE);
        let nonce = XNonce::try_from(&*nonce).map_err(|_| Unsealable)?;
        let tag = self
            .sealing
            .encrypt_inout_detached(&nonce, context, body.into());
        out.extend_from_slice(&tag.map_err(|_| Unsealable)?);
        Ok(())
    }

    /// The console's own proofs: tokens of forms, digests of addresses.
    pub(super) fn console(&self, claim: &[u8]) -> [u8; 32] {
        let mac = self.console.clone().chain_update(claim);
        mac.finalize().into_bytes().into()
    }

    /// Proof that whoever made it holds the key.
    pub(super) fn prove(&self, claim: &[u8]) -> [u8; 32] {
        let mac = self.tickets.clone().chain_update(claim);
        mac.finalize().into_bytes().into()
    }

    /// Whether this is the beginning of the proof, compared in a time that tells nothing.
    pub(super) fn proves(&self, claim: &[u8], proof: &[u8]) -> bool {
        let mac = self.tickets.clone().chain_update(claim);
        mac.verify_truncated_left(proof).is_ok()
    }

    /// Decrypts what [`Keys::seal`] wrote for the same context.
    pub(super) fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unsealable> {
        let (nonce, rest) = sealed.split_at_checked(NONCE).ok_or(Unsealable)?;
        let length = rest.len().checked_sub(TAG).ok_or(Unsealable)?;
        let (body, tag) = rest.split_at_checked(length).ok_or(Unsealable)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| Unsealable)?;
        let tag = Tag::try_from(tag).map_err(|_| Unsealable)?;
        let mut plain = body.to_vec();
        self.sealing
            .decrypt_inout_detached(&nonce, context, plain.as_mut_slice().into(), &tag)
            .map_err(|_| Unsealable)?;
        Ok(plain)
    }
}

/// Something sealed was altered, moved to another row, or sealed with another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an encrypted field cannot be opened: it was altered, or sealed with another key")]
pub(super) struct Unsealable;

fn bytes_of(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = if text.len() == 64 {
        Zeroizing::new(hex(text)?)
    } else {
        Zeroizing::new(STANDARD.decode(text).ok()?)
    };
    Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
        .collect();
    Some(
        digits?
            .chunks_exact(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit))
            .collect(),
    )
}

fn write_key(path: &std::path::Path, key: &[u8; 32]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut file = options.open(path)?;
    file.write_all(Zeroizing::new(text + "\n").as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    static_assertions::assert_not_impl_any!(Keys: std::fmt::Debug, std::fmt::Display);

    fn keys() -> Keys {
        Keys::new(&[7; 32]).unwrap()
    }

    #[test]
    fn a_key_is_read_as_hexadecimal_and_as_base64() {
        let phone = "+447700900456".parse().unwrap();
        let id = keys().ids().phone(phone);
        let base64 = STANDARD.encode([7; 32]);
        for text in ["07".repeat(32), base64.clone(), format!(" {base64}\n")] {
            assert_eq!(Keys::parse(&text).unwrap().ids().phone(phone), id);
        }
        for bad in ["", "07", &"0x".repeat(32), &"07".repeat(31)] {
            assert!(Keys::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_sealed_opens_only_in_its_own_place_and_unaltered() {
        let mut sealed = Vec::new();
        keys().seal(b"row 1", b"Rosa", &mut sealed).unwrap();
        assert_eq!(keys().open(b"row 1", &sealed).unwrap(), b"Rosa");
        assert_eq!(keys().open(b"row 2", &sealed), Err(Unsealable));
        assert_eq!(keys().open(b"row 1", &sealed[..30]), Err(Unsealable));
        if let Some(byte) = sealed.last_mut() {
            *byte ^= 1;
        }
        assert_eq!(keys().open(b"row 1", &sealed), Err(Unsealable));
    }

    #[test]
    fn the_sounds_have_a_key_of_their_own() {
        let (nonce, keys) = (XNonce::default(), keys());
        let [mut words, mut sound] = [[0; 32]; 2];
        for (cipher, text) in [(&keys.sealing, &mut words), (&keys.sounds(), &mut sound)] {
            cipher
                .encrypt_inout_detached(&nonce, b"", text.as_mut_slice().into())
                .unwrap();
        }
        assert_ne!(words, sound);
    }

    #[test]
    fn the_key_file_is_made_once_and_read_afterwards() {
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(dir.path()).unwrap();
        let phone = "+447700900456".parse().unwrap();
        let first = Keys::from_folder(&folder, [7; 32]).unwrap();
        let again = Keys::from_folder(&folder, [8; 32]).unwrap();
        assert_eq!(first.ids().phone(phone), again.ids().phone(phone));
    }

    #[test]
    fn a_folder_with_data_and_no_key_gets_no_new_key() {
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(dir.path()).unwrap();
        fs::write(folder.database(), "").unwrap();
        assert!(Keys::from_folder(&folder, [7; 32]).is_ok());
        assert!(!dir.path().join("key").exists());
    }

    #[cfg(unix)]
    #[test]
    fn the_key_file_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(dir.path()).unwrap();
        Keys::from_folder(&folder, [7; 32]).unwrap();
        let mode = fs::metadata(dir.path().join("key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
