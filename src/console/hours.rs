//! Not there yet.

use axum::response::Response;
use maud::html;

use super::page::{Tab, page};
use super::visit::Visit;

/// `GET`
pub async fn show(visit: Visit) -> Response {
    page(
        &visit,
        Some(Tab::Hours),
        &visit.words.t("hours-title"),
        &html! {},
    )
}
