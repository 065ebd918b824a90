//! The layers: a module may use only those further down the list, and the domain nothing but itself.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// From the outermost to the innermost.
const LAYERS: [&str; 11] = [
    "cli", "console", "http", "jobs", "relay", "provider", "store", "config", "cards", "prompts",
    "domain",
];
/// Beside the layers: they use none of them, and the domain does not use them either.
const BESIDE: [&str; 3] = ["clock", "ids", "telemetry"];

#[test]
fn imports_point_one_way() {
    let wrong: Vec<String> = sources()
        .iter()
        .flat_map(|file| wrong_imports(file))
        .collect();
    assert!(
        wrong.is_empty(),
        "imports that point the wrong way:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_local_carrier_uses_nothing_else_of_nightbell() {
    let local = sources()
        .into_iter()
        .filter(|file| module(file).starts_with(&["provider".into(), "local".into()]));
    let wrong: Vec<String> = local
        .flat_map(|file| {
            let uses: Vec<String> = crate_paths(&text(&file));
            uses.into_iter()
                .filter(|path| !path.starts_with("provider::local"))
                .map(move |path| format!("{}: {path}", file.display()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_domain_has_no_clock_no_input_no_async_and_no_provider() {
    let banned = [
        "tokio",
        "reqwest",
        "rusqlite",
        "std::fs",
        "std::net",
        "std::env",
        "async fn",
        "Instant::now",
        "Utc::now",
        "twilio",
        "TwiML",
    ];
    let domain = sources()
        .into_iter()
        .filter(|file| module(file).first().is_some_and(|layer| layer == "domain"));
    let wrong: Vec<String> = domain
        .flat_map(|file| {
            let code = without_comments(&text(&file));
            let found: Vec<_> = banned.iter().filter(|word| code.contains(**word)).collect();
            found
                .into_iter()
                .map(|word| format!("{}: {word}", file.display()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sql_stands_in_the_store_alone() {
    let sql = ["rusqlite", "SELECT ", "INSERT INTO"];
    let outside = sources()
        .into_iter()
        .filter(|file| module(file).first().is_some_and(|layer| layer != "store"));
    let wrong: Vec<String> = outside
        .filter(|file| {
            sql.iter()
                .any(|word| without_comments(&text(file)).contains(word))
        })
        .map(|file| file.display().to_string())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_source_file_says_why_it_exists() {
    let mute: Vec<String> = sources()
        .into_iter()
        .filter(|file| !text(file).starts_with("//!"))
        .map(|file| file.display().to_string())
        .collect();
    assert!(mute.is_empty(), "{}", mute.join("\n"));
}

fn wrong_imports(file: &Path) -> Vec<String> {
    let module = module(file);
    let Some(layer) = module.first().cloned() else {
        return Vec::new();
    };
    crate_paths(&text(file))
        .into_iter()
        .filter(|path| {
            let used = path.split("::").next().unwrap_or_default();
            !allowed(&layer, used)
        })
        .map(|path| format!("{}: {layer} uses {path}", file.display()))
        .collect()
}

fn allowed(layer: &str, used: &str) -> bool {
    if layer == used || layer == "lib" || layer == "main" {
        return true;
    }
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    match (rank(layer), rank(used)) {
        (Some(from), Some(to)) => from < to,
        (Some(_), None) if BESIDE.contains(&used) => layer != "domain",
        // Anything else that is named after `crate::` is an item of the crate's root, of which there is none.
        _ => false,
    }
}

/// What follows each `crate::` outside comments.
fn crate_paths(text: &str) -> Vec<String> {
    let code = without_comments(text);
    code.match_indices("crate::")
        .filter(|(at, _)| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .map(|(at, word)| {
            let rest = &code[at + word.len()..];
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':')
                .collect()
        })
        .collect()
}

fn without_comments(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| match line.trim_start().starts_with("//") {
            true => "",
            false => line,
        });
    lines.collect::<Vec<_>>().join("\n")
}

fn module(file: &Path) -> Vec<String> {
    let inside = file
        .strip_prefix(root().join("src"))
        .unwrap()
        .with_extension("");
    inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect()
}

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("src"), &mut found);
    assert!(found.len() > 20, "the sources were not found");
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}
