//! A browser that was signed in to an account before proves it, so that others who try that account do not make its owner
//! wait. It opens nothing.

use axum::http::{HeaderMap, HeaderValue};
use subtle::ConstantTimeEq;

use super::cookie::{hex, unhex, value_of};
use crate::ids;
use crate::store::Store;

const NAME: &str = "__Host-nightbell-known";

/// Half a year, in seconds.
const KEPT: u32 = 180 * 86_400;

const NONCE: usize = 16;

/// What names the browser, if it proves that it was signed in to this account.
pub fn of(headers: &HeaderMap, store: &Store, account: &str) -> Option<Vec<u8>> {
    let bytes = unhex(value_of(headers, NAME)?)?;
    let (nonce, proof) = bytes.split_at_checked(NONCE)?;
    let expected = store.console_proof("known", &[account.to_lowercase().as_bytes(), nonce]);
    let same: bool = expected.as_slice().ct_eq(proof).into();
    same.then(|| nonce.to_vec())
}

/// The header that has the browser keep the proof.
pub fn kept(store: &Store, account: &str) -> Option<HeaderValue> {
    let nonce = ids::fresh::<NONCE>();
    let proof = store.console_proof("known", &[account.to_lowercase().as_bytes(), &nonce]);
    let value = hex(&[nonce.as_slice(), &proof].concat());
    let attributes = format!("Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={KEPT}");
    HeaderValue::from_str(&format!("{NAME}={}; {attributes}", *value)).ok()
}
