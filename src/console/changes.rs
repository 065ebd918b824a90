//! Every change of the console goes this way: shown first, with what it would do to the last calls, then put in place.

use axum::http::StatusCode;

use super::visit::{Outcome, Visit};
use crate::config::edit::wish::Change;

/// Shows what a change would do, with the form that puts it in place. `base` is the version that the form was made from
/// (its field `base`), `back` the path to return to. The caller has asked [`Visit::must`].
///
/// # Errors
/// The page that says why it cannot be done, with what was entered to be corrected by going back.
pub async fn preview(visit: Visit, change: Change, base: &str, back: &str) -> Outcome {
    let _ = (change, base, back);
    Err(visit.refuse(StatusCode::NOT_IMPLEMENTED, &visit.words.t("page-sorry")))
}
