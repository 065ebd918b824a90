//! From a checked document to the replies to a text.

use roxmltree::{Document, Node};

use super::Place;
use super::check::{text, url, verbs};
use crate::provider::local::errors::Refused;

/// One verb of the answer to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    Message {
        body: String,
        media: Vec<String>,
        to: Option<String>,
        from: Option<String>,
        status_callback: Option<String>,
    },
    Redirect {
        url: String,
    },
}

/// Reads the answer to a text; `base` is the address it came from.
pub(crate) fn messaging(document: &str, base: &str) -> Result<Vec<Reply>, Refused> {
    let parsed = Document::parse(document).map_err(|problem| {
        Refused::new(12100, format!("the document is not well-formed: {problem}"))
    })?;
    let nodes = verbs(&parsed, Some(base), Place::Message)?;
    Ok(nodes
        .into_iter()
        .filter_map(|node| reply(node, base))
        .collect())
}

fn reply(node: Node<'_, '_>, base: &str) -> Option<Reply> {
    if node.has_tag_name("Redirect") {
        return url(&text(node), Some(base))
            .ok()
            .map(|url| Reply::Redirect { url });
    }
    let nouns = |name: &'static str| {
        node.children()
            .filter(move |child| child.has_tag_name(name))
            .map(text)
    };
    let bodies = nouns("Body").collect::<Vec<_>>().concat();
    let body = if bodies.is_empty() {
        text(node).trim().to_owned()
    } else {
        bodies
    };
    Some(Reply::Message {
        body,
        media: nouns("Media")
            .filter_map(|media| url(&media, Some(base)).ok())
            .collect(),
        to: node.attribute("to").map(str::to_owned),
        from: node.attribute("from").map(str::to_owned),
        status_callback: node
            .attribute("statusCallback")
            .and_then(|value| url(value, Some(base)).ok()),
    })
}
