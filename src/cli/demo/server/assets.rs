//! The page's files: part of the program, or read from a folder while somebody works on them.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::Shared;
use super::guard::not_found;
use crate::provider::twilio::twiml::CONTENT_TYPE;

/// The files of the page by name, as `build.rs` finds them.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// `GET /`
pub async fn index(State(shared): State<Shared>) -> Response {
    serve(&shared, "index.html").await
}

/// `GET /{file}`
pub async fn file(State(shared): State<Shared>, Path(name): Path<String>) -> Response {
    serve(&shared, &name).await
}

/// The document for calls that the relay does not answer.
pub async fn fallback(State(shared): State<Shared>) -> Response {
    let document = shared.studio.fallback().to_string();
    typed(document, CONTENT_TYPE)
}

async fn serve(shared: &Shared, name: &str) -> Response {
    let Some(kind) = content_type(name) else {
        return not_found();
    };
    let content = match &shared.page {
        None => FILES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, content)| content.to_vec()),
        Some(folder) if is_plain(name) => {
            let path = folder.join(name);
            tokio::task::spawn_blocking(move || std::fs::read(path).ok())
                .await
                .ok()
                .flatten()
        }
        Some(_) => None,
    };
    match content {
        Some(content) => typed(content, kind),
        None => not_found(),
    }
}

/// A name that leads nowhere but into the folder.
fn is_plain(name: &str) -> bool {
    name.split('/').all(|part| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    })
}

fn content_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

fn typed(content: impl IntoResponse, kind: &'static str) -> Response {
    let mut response = content.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_page_is_part_of_the_program_and_has_a_content_type() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/demo/page");
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(FILES.iter().any(|(known, _)| *known == name), "{name}");
            assert!(content_type(&name).is_some(), "{name}");
        }
    }

    #[test]
    fn a_name_leads_nowhere_but_into_the_folder() {
        assert!(is_plain("app.js") && is_plain("js/app-1.js"));
        for name in [
            "../secret.js",
            "/etc/passwd.js",
            ".hidden.js",
            "a//b.js",
            "a\\b.js",
            "",
        ] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
