//! Style and script of the console, part of the program.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

const FILES: &[(&str, &str, &str)] = &[
    (
        "console.css",
        "text/css; charset=utf-8",
        include_str!("assets/console.css"),
    ),
    (
        "changes.css",
        "text/css; charset=utf-8",
        include_str!("assets/changes.css"),
    ),
    (
        "console.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/console.js"),
    ),
    (
        "gate.css",
        "text/css; charset=utf-8",
        include_str!("assets/gate.css"),
    ),
    (
        "hours.css",
        "text/css; charset=utf-8",
        include_str!("assets/hours.css"),
    ),
    (
        "hours.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/hours.js"),
    ),
    (
        "journal.css",
        "text/css; charset=utf-8",
        include_str!("assets/journal.css"),
    ),
    (
        "clinicians.css",
        "text/css; charset=utf-8",
        include_str!("assets/clinicians.css"),
    ),
    (
        "now.css",
        "text/css; charset=utf-8",
        include_str!("assets/now.css"),
    ),
    (
        "now.js",
        "text/javascript; charset=utf-8",
        include_str!("assets/now.js"),
    ),
    (
        "what-if.css",
        "text/css; charset=utf-8",
        include_str!("assets/what-if.css"),
    ),
    (
        "patients.css",
        "text/css; charset=utf-8",
        include_str!("assets/patients.css"),
    ),
    (
        "icon.svg",
        "image/svg+xml",
        include_str!("../cli/demo/page/icon.svg"),
    ),
];

/// `GET /console/assets/{file}`
pub async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(file, ..)| *file == name) {
        Some((_, kind, content)) => {
            let headers = [
                (header::CONTENT_TYPE, *kind),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, *content).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
