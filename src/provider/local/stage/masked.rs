//! What a phone must never see: a number, in any spelling, anywhere in what was delivered to it.

use super::StageError;
use super::actor::Actor;
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;

/// How many of a number's last digits make it recognisable, with or without its country code.
const TELLING: usize = 9;

/// The runs of digits in a text, where only what people write between digits is skipped.
fn digit_runs(text: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    for c in text.replace("%2B", "+").replace("%20", " ").chars() {
        if c.is_ascii_digit() {
            if let Some(run) = runs.last_mut() {
                run.push(c);
            }
        } else if !" .-()/,+_\u{a0}\u{2009}\u{2011}\u{2013}\t\n".contains(c) {
            runs.push(String::new());
        }
    }
    runs
}

/// True if the text holds the number, however its digits are separated.
pub(super) fn shows(text: &str, number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let telling = digits
        .get(digits.len().saturating_sub(TELLING)..)
        .unwrap_or_default();
    !telling.is_empty() && digit_runs(text).iter().any(|run| run.contains(telling))
}

/// Everything in a document but the numbers it asks the provider to dial, which the callers can't see.
fn visible(document: &str) -> Vec<String> {
    let Ok(parsed) = roxmltree::Document::parse(document) else {
        return vec![document.to_owned()];
    };
    let mut parts = Vec::new();
    for node in parsed.descendants() {
        parts.extend(
            node.attributes()
                .map(|attribute| attribute.value().to_owned()),
        );
        let dialled = node
            .parent()
            .is_some_and(|p| p.has_tag_name("Number") || p.has_tag_name("Dial"));
        if (node.is_text() || node.is_comment()) && !dialled {
            parts.extend(node.text().map(str::to_owned));
        }
    }
    parts
}

impl Actor {
    fn never(&self, what: String) -> StageError {
        StageError::Never {
            who: self.number().to_owned(),
            what,
        }
    }

    /// Has never seen or heard this number: no caller ID, text, picture, spoken word, and no address or document that
    /// was delivered on its legs (but for the number a document asks the provider to dial).
    ///
    /// # Errors
    /// It has.
    pub fn never_sees(&self, number: &str) -> Result<(), StageError> {
        for entry in self.phone.transcript() {
            if let Some(seen) = entry
                .what
                .seen()
                .into_iter()
                .find(|seen| shows(seen, number))
            {
                return Err(self.never(format!("it saw {number}: {seen:?}")));
            }
        }
        self.no_picture_shows(number)?;
        for exchange in self
            .stage
            .carrier()
            .exchanges()
            .iter()
            .filter(|e| e.phone.as_deref() == Some(self.number()))
        {
            let parts = visible(&exchange.body)
                .into_iter()
                .chain([exchange.url.clone()]);
            if let Some(part) = parts.into_iter().find(|part| shows(part, number)) {
                return Err(self.never(format!(
                    "{number} stands in what was delivered for it: {part:?}"
                )));
            }
        }
        Ok(())
    }

    fn no_picture_shows(&self, number: &str) -> Result<(), StageError> {
        let state = lock(&self.stage.carrier().switch().state);
        let media = state
            .messages
            .iter()
            .filter(|message| message.to == self.number())
            .flat_map(|m| &m.media);
        let told = media
            .into_iter()
            .any(|media| shows(&String::from_utf8_lossy(&media.bytes), number));
        drop(state);
        if told {
            Err(self.never(format!("a picture or contact card shows {number}")))
        } else {
            Ok(())
        }
    }

    /// Has never rung so far.
    ///
    /// # Errors
    /// It has.
    pub fn never_rang(&self) -> Result<(), StageError> {
        match self
            .phone
            .transcript()
            .iter()
            .any(|entry| matches!(entry.what, Heard::Rings { .. }))
        {
            true => Err(self.never("it rang".to_owned())),
            false => Ok(()),
        }
    }

    /// Was never reached by a call so far: it did not ring, and its voicemail took none.
    ///
    /// # Errors
    /// It was.
    pub fn was_never_called(&self) -> Result<(), StageError> {
        let reached = |what: &Heard| {
            matches!(
                what,
                Heard::Rings { .. } | Heard::Answered { by_voicemail: true }
            )
        };
        match self
            .phone
            .transcript()
            .iter()
            .any(|entry| reached(&entry.what))
        {
            true => Err(self.never("it was called".to_owned())),
            false => Ok(()),
        }
    }

    /// Was never connected to the other so far.
    ///
    /// # Errors
    /// It was.
    pub fn was_never_connected_to(&self, other: &Actor) -> Result<(), StageError> {
        let connected =
            |what: &Heard| matches!(what, Heard::Connected { with } if with == other.number());
        match self
            .phone
            .transcript()
            .iter()
            .any(|entry| connected(&entry.what))
        {
            true => Err(self.never(format!("it was connected to {}", other.number()))),
            false => Ok(()),
        }
    }

    /// Was never texted so far.
    ///
    /// # Errors
    /// It was.
    pub fn was_never_texted(&self) -> Result<(), StageError> {
        match self
            .phone
            .transcript()
            .iter()
            .any(|entry| matches!(entry.what, Heard::Text { .. }))
        {
            true => Err(self.never("it was texted".to_owned())),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_recognised_however_it_is_written() {
        for text in [
            "+447700900123",
            "07700 900123",
            "0 7 7 0 0 9 0 0 1 2 3",
            "(07700) 900-123",
            "x?to=%2B447700900123",
        ] {
            assert!(shows(text, "+447700900123"), "{text}");
        }
        for text in ["+447700900124", "at 10:30 on 2026-11-23", "CA7700a900123"] {
            assert!(!shows(text, "+447700900123"), "{text}");
        }
    }

    #[test]
    fn the_number_to_dial_is_the_only_one_a_document_may_hold() {
        let fine = "<Response><Dial callerId=\"+447700900201\"><Number>+447700900123</Number></Dial></Response>";
        assert!(
            !visible(fine)
                .iter()
                .any(|part| shows(part, "+447700900123"))
        );
        assert!(
            visible(fine)
                .iter()
                .any(|part| shows(part, "+447700900201"))
        );
    }
}
