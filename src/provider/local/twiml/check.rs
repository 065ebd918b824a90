//! A document held against the grammar: every complaint names the element, its line and what is wrong.

use roxmltree::{Document, Node};

use super::grammar::{Value, Words, rule, top_level};
use super::{LONGEST_SAY, Place};
use crate::provider::local::errors::Refused;
use crate::provider::local::overrides;

/// Where relative addresses are meant from; none: they must be absolute.
pub(super) type Base<'a> = Option<&'a str>;

fn at(node: Node<'_, '_>, problem: &str) -> Refused {
    let line = node.document().text_pos_at(node.range().start).row;
    Refused::new(
        12200,
        format!("<{}> in line {line}: {problem}", node.tag_name().name()),
    )
}

/// The verbs of a document that follows the grammar of its place.
pub(super) fn verbs<'a, 'i>(
    document: &'a Document<'i>,
    base: Base<'_>,
    place: Place,
) -> Result<Vec<Node<'a, 'i>>, Refused> {
    let root = document.root_element();
    if root.tag_name().name() != "Response" {
        let name = root.tag_name().name();
        return Err(Refused::new(
            12100,
            format!("the document's root is <{name}>, not <Response>"),
        ));
    }
    if root.attributes().len() > 0 {
        return Err(at(root, "it takes no attributes"));
    }
    no_loose_words(root)?;
    let verbs: Vec<_> = root.children().filter(Node::is_element).collect();
    for (index, verb) in verbs.iter().enumerate() {
        if verb.tag_name().name() == "Reject" && index > 0 {
            return Err(at(*verb, "it must be the first verb"));
        }
        element(*verb, top_level(place), base)?;
    }
    Ok(verbs)
}

fn no_loose_words(node: Node<'_, '_>) -> Result<(), Refused> {
    match node
        .children()
        .any(|child| child.is_text() && !child.text().unwrap_or_default().trim().is_empty())
    {
        true => Err(at(node, "it holds no text of its own")),
        false => Ok(()),
    }
}

fn element(node: Node<'_, '_>, allowed: &[&str], base: Base<'_>) -> Result<(), Refused> {
    let name = node.tag_name().name();
    let known = rule(name).filter(|_| allowed.contains(&name));
    let Some(rule) = known else {
        return Err(at(
            node,
            &format!("it may not stand here; allowed are {}", allowed.join(", ")),
        ));
    };
    for attribute in node.attributes() {
        let found = rule
            .attributes
            .iter()
            .find(|(known, _)| *known == attribute.name());
        let Some((_, value)) = found else {
            return Err(at(
                node,
                &format!("it has no attribute {:?}", attribute.name()),
            ));
        };
        check(*value, attribute.value(), base).map_err(|problem| {
            at(
                node,
                &format!("{}={:?}: {problem}", attribute.name(), attribute.value()),
            )
        })?;
    }
    for child in node.children().filter(Node::is_element) {
        element(child, rule.children, base)?;
    }
    words(node, rule.words)?;
    special(node, base)
}

fn words(node: Node<'_, '_>, wanted: Words) -> Result<(), Refused> {
    match wanted {
        Words::No => no_loose_words(node),
        Words::Must if text(node).trim().is_empty() => Err(at(node, "it must hold text")),
        _ => Ok(()),
    }
}

/// All text directly inside an element.
pub(super) fn text(node: Node<'_, '_>) -> String {
    node.children()
        .filter(Node::is_text)
        .filter_map(|child| child.text())
        .collect()
}

fn special(node: Node<'_, '_>, base: Base<'_>) -> Result<(), Refused> {
    let words = text(node);
    let words = words.trim();
    let children = node.children().filter(Node::is_element).count();
    let problem = match node.tag_name().name() {
        "Say" if words.chars().count() > LONGEST_SAY => {
            Some("it speaks more than 4096 characters".to_owned())
        }
        "Redirect" | "Media" => url(words, base).err(),
        "Play" if words.is_empty() != node.has_attribute("digits") => {
            Some("it needs an address or digits".to_owned())
        }
        "Play" if !words.is_empty() => url(words, base).err(),
        "Dial" if (children == 0) == words.is_empty() => {
            Some("it needs one number, or nouns, not both".to_owned())
        }
        "Dial" if children > 10 => Some("it dials more than 10 numbers".to_owned()),
        "Message" if children == 0 && words.is_empty() => {
            Some("it has neither words nor media".to_owned())
        }
        "Message" if children > 0 && !words.is_empty() => {
            Some("it has words beside <Body> or <Media>".to_owned())
        }
        _ => None,
    };
    problem.map_or(Ok(()), |problem| Err(at(node, &problem)))
}

fn check(wanted: Value, value: &str, base: Base<'_>) -> Result<(), String> {
    let ok = match wanted {
        Value::Url if value.is_empty() => return Ok(()),
        Value::Url => return url(value, base).map(|_| ()),
        Value::Method => matches!(value, "GET" | "POST"),
        Value::Bool => matches!(value, "true" | "false"),
        Value::Int(least, most) => {
            let inside = value
                .parse::<u32>()
                .is_ok_and(|n| (least..=most).contains(&n));
            return if inside {
                Ok(())
            } else {
                Err(format!("it must be a whole number from {least} to {most}"))
            };
        }
        Value::OneOf(known) => known.contains(&value),
        Value::SomeOf(known) => {
            !value.trim().is_empty() && value.split_whitespace().all(|one| known.contains(&one))
        }
        Value::Keys => value.chars().all(|key| "0123456789*#".contains(key)),
        Value::Tones => {
            !value.is_empty() && value.chars().all(|key| "0123456789*#ABCDwW".contains(key))
        }
        Value::Text => !value.trim().is_empty(),
    };
    if ok {
        Ok(())
    } else {
        Err(format!("it must be {}", describe(wanted)))
    }
}

fn describe(wanted: Value) -> String {
    match wanted {
        Value::Method => "GET or POST".to_owned(),
        Value::Bool => "true or false".to_owned(),
        Value::OneOf(known) => format!("one of {}", known.join(", ")),
        Value::SomeOf(known) => format!("some of {}", known.join(", ")),
        Value::Keys | Value::Tones => "telephone keys".to_owned(),
        _ => "some text".to_owned(),
    }
}

/// An address made absolute; its fragment must hold connection overrides.
pub(super) fn url(value: &str, base: Base<'_>) -> Result<String, String> {
    let value = value.trim();
    let parsed = match base {
        Some(base) => url::Url::parse(base).and_then(|base| base.join(value)),
        None => url::Url::parse(value),
    };
    let parsed = parsed
        .map_err(|problem| format!("not an address the provider could request ({problem})"))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err("neither http nor https".to_owned());
    }
    if parsed.host_str().is_some_and(|host| host.contains('_')) {
        return Err("host names of callbacks must not contain an underscore".to_owned());
    }
    overrides::split(parsed.as_str()).1?;
    Ok(parsed.into())
}
