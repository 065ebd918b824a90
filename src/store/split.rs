//! Rows of words that are longer than the provider takes, one for each piece.

use crate::domain::decision::Body;
use crate::domain::outbox;

/// A clinician's or patient's words, after a mark if there is one, in pieces that the provider takes
/// ([`outbox::pieces`]). Nightbell's own words are short and stay as they are.
pub(super) fn pieces(body: &Body, mark: Option<&str>) -> Vec<Body> {
    let Body::Verbatim(words) = body else {
        return vec![body.clone()];
    };
    let pieces = outbox::pieces(mark, words);
    pieces.into_iter().map(Body::Verbatim).collect()
}
