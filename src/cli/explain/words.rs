//! What was decided, for a practice manager: the outcome, the rules in order, what is heard and shown.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::domain::decision::{
    Answer, Body, Decision, Destination, Effect, Outcome, Outgoing, OutgoingKind, Recipient, Ring,
};
use crate::domain::names::{ClinicianId, Language};
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Practice;
use crate::prompts::{moments, sentence};

use super::{Explained, Folder, Moment};

/// What is told.
pub struct Told<'a> {
    pub folder: &'a Folder,
    pub explained: &'a Explained,
    pub moment: &'a Moment,
    pub called: E164,
}

impl Told<'_> {
    /// Line by line, to be read by people.
    pub fn plain(&self) -> String {
        let decision = self.decision();
        let mut lines = vec![self.title()];
        lines.extend(self.moment.note.clone());
        lines.push(String::new());
        lines.push(self.outcome(decision));
        lines.push(String::new());
        lines.push("Why:".to_owned());
        lines.extend(numbered(&self.reasons(decision)));
        lines.extend(self.next_reachable());
        let (who, heard) = match self.explained.is_text {
            true => ("The sender is answered", self.written()),
            false => ("The caller hears", self.heard(decision)),
        };
        if !heard.is_empty() {
            lines.push(String::new());
            lines.push(format!("{who}:"));
            lines.extend(heard.iter().map(|words| format!("  \"{words}\"")));
        }
        lines.extend(self.sent());
        lines.extend(self.phone(decision));
        if let Some(urgent) = &self.explained.urgent {
            lines.push(String::new());
            lines.push(format!("If the caller presses 1: {}", self.outcome(urgent)));
            lines.extend(numbered(&self.reasons(urgent)));
            lines.extend(
                self.heard(urgent)
                    .iter()
                    .map(|words| format!("  \"{words}\"")),
            );
            lines.extend(self.phone(urgent));
        }
        lines.join("\n")
    }

    /// One object, to be read by programs.
    pub fn json(&self) -> Value {
        let decision = self.decision();
        let says = match self.explained.is_text {
            true => self.written(),
            false => self.heard(decision),
        };
        let mut object = json!({
            "at": self.rfc3339(self.moment.at),
            "outcome": decision.outcome.word(),
            "clinician": decision.clinician.as_ref().map(ClinicianId::as_str),
            "reasons": self.reasons(decision),
            "next_open": decision.next_open.map(|next| self.rfc3339(next)),
            "says": says,
            "shows": self.shown(decision).map(Line::wire),
        });
        if let Some(fields) = object.as_object_mut() {
            if let Some(note) = &self.moment.note {
                fields.insert("note".to_owned(), json!(note));
            }
            if let Some(urgent) = &self.explained.urgent {
                let pressed = json!({
                    "outcome": urgent.outcome.word(),
                    "clinician": urgent.clinician.as_ref().map(ClinicianId::as_str),
                    "reasons": self.reasons(urgent),
                    "says": self.heard(urgent),
                    "shows": self.shown(urgent).map(Line::wire),
                });
                fields.insert("pressing_1".to_owned(), pressed);
            }
        }
        object
    }

    fn decision(&self) -> &Decision {
        &self.explained.decision
    }

    fn practice(&self) -> &Practice {
        &self.folder.practice
    }

    fn rfc3339(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.practice().zone)
            .to_rfc3339_opts(SecondsFormat::Secs, false)
    }

    fn reasons(&self, decision: &Decision) -> Vec<String> {
        decision
            .reasons
            .iter()
            .map(|reason| sentence(reason, self.practice(), Language::ENGLISH))
            .collect()
    }

    fn title(&self) -> String {
        let what = if self.explained.is_text {
            "A text"
        } else {
            "A call"
        };
        let practice = self.practice();
        // Nobody's number is repeated: what was typed may be a clinician's.
        let line = Line(self.called);
        let to = match practice.clinicians.by_line(line) {
            Some(clinician) => format!("to {}, the line of {}", line.wire(), clinician.name),
            None if practice.is_back_line(self.called) => {
                format!("to {}, a back line", line.wire())
            }
            None => "to a number that is none of the practice's lines".to_owned(),
        };
        let when = moments::recorded(self.moment.at, Language::ENGLISH, practice.zone);
        format!("{what} {to}, on {when} ({})", practice.zone)
    }

    fn name<'b>(&'b self, id: &'b ClinicianId) -> &'b str {
        let clinician = self.practice().clinicians.get(id);
        clinician.map_or(id.as_str(), |clinician| &clinician.name)
    }

    fn about(&self, decision: &Decision) -> String {
        let id = decision.clinician.as_ref();
        id.map_or("the practice", |id| self.name(id)).to_owned()
    }

    fn outcome(&self, decision: &Decision) -> String {
        let who = self.about(decision);
        match (decision.outcome, &decision.answer) {
            (Outcome::Ring, Answer::Ring(ring)) => self.rings(ring),
            (Outcome::Ring, _) => format!("The phone of {who} rings."),
            (Outcome::Menu, Answer::Menu { .. }) => {
                format!("No phone rings. The caller hears why, and may leave a message for {who}.")
            }
            (Outcome::Menu, Answer::Own { .. }) => format!(
                "It is {who}'s own line: after the PIN, {who} hears messages and calls patients back."
            ),
            (Outcome::Menu, _) => "No phone rings. The caller hears why.".to_owned(),
            (Outcome::Voicemail, Answer::Announce { .. } | Answer::Record { .. }) => {
                "No phone rings. The caller may leave a message.".to_owned()
            }
            (Outcome::Voicemail, _) => "The caller may leave a message.".to_owned(),
            (Outcome::FrontDesk, Answer::Record { .. }) => {
                "There is no front desk: the caller may leave a message for the practice."
                    .to_owned()
            }
            (Outcome::FrontDesk, _) => "The caller is connected to the front desk.".to_owned(),
            (Outcome::Refuse, _) if self.explained.is_text => {
                "The text is not passed on.".to_owned()
            }
            (Outcome::Refuse, _) => "No phone rings. The caller is told where to turn.".to_owned(),
            (Outcome::Relay, _) => format!("The text goes to {who} at once."),
            (Outcome::Hold, _) => format!("The text is held for {who}."),
            (Outcome::Urgent, _) => format!("The text goes to {who}, who is on duty, at once."),
            (Outcome::Command, _) => format!("The text is a command of {who}."),
            (Outcome::Noted, _) => "Nothing happens.".to_owned(),
        }
    }

    fn rings(&self, ring: &Ring) -> String {
        match &ring.to {
            Destination::Clinician(target) => {
                let clinician = self.practice().clinicians.get(&target.clinician);
                let phones = clinician.map_or(1, |clinician| clinician.phones.len());
                let which = match phones {
                    0 | 1 => "The phone of".to_owned(),
                    many => format!("The first of {many} phones of"),
                };
                let (who, seconds) = (self.name(&target.clinician), ring.seconds);
                format!("{which} {who} rings for up to {seconds} seconds.")
            }
            Destination::FrontDesk => "The front desk's phone rings.".to_owned(),
            Destination::Patient { .. } => "The patient's phone rings.".to_owned(),
        }
    }

    /// When the clinician can be reached again, where that was the question.
    fn next_reachable(&self) -> Vec<String> {
        let decision = self.decision();
        let words = match decision.next_open {
            Some(next) if next <= self.moment.at => "now".to_owned(),
            Some(next) => format!(
                "again on {}",
                moments::recorded(next, Language::ENGLISH, self.practice().zone)
            ),
            None if matches!(decision.answer, Answer::Menu { .. }) => {
                "at no time that is known, for about a year".to_owned()
            }
            None => return Vec::new(),
        };
        vec![
            String::new(),
            format!("{} can be reached {words}.", self.about(decision)),
        ]
    }

    /// The sentences that are spoken, in order.
    fn heard(&self, decision: &Decision) -> Vec<String> {
        let phrases = decision.answer.spoken();
        let say = |phrase: &&Phrase| {
            self.folder
                .prompts
                .say(phrase, decision.language, self.practice())
        };
        phrases.iter().map(say).collect()
    }

    /// What the sender of a text is answered.
    fn written(&self) -> Vec<String> {
        let answers = self
            .outgoing()
            .filter(|sent| matches!(sent.to, Recipient::Number(_)));
        answers.filter_map(|sent| self.words(sent)).collect()
    }

    /// What is sent to clinicians.
    fn sent(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for sent in self.outgoing() {
            let id = match &sent.to {
                Recipient::Clinician(id) => id,
                Recipient::ClinicianPhone(target) => &target.clinician,
                Recipient::Number(_) => continue,
            };
            let (who, from) = (self.name(id), sent.from.wire());
            let what = match self.words(sent) {
                Some(words) => format!("\"{words}\""),
                None => "the text, unchanged".to_owned(),
            };
            let when = match sent.due > self.moment.at {
                true => format!(
                    " on {}",
                    moments::recorded(sent.due, Language::ENGLISH, self.practice().zone)
                ),
                false => String::new(),
            };
            lines.push(String::new());
            lines.push(match sent.kind {
                // Over which line is decided when it goes.
                OutgoingKind::Held if self.decision().next_open == Some(sent.due) => {
                    format!("{who} gets{when}: {what}")
                }
                OutgoingKind::Held => format!(
                    "If {who} has not got it{when}, it goes to who is on duty; with nobody there, the sender and the \
                     front desk are told."
                ),
                _ => format!("{who} gets, from {from}{when}: {what}"),
            });
        }
        lines
    }

    fn outgoing(&self) -> impl Iterator<Item = &Outgoing> {
        self.decision()
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Send(outgoing) if self.explained.is_text => Some(outgoing),
                _ => None,
            })
    }

    /// Nightbell's own words; `None` for somebody's own.
    fn words(&self, sent: &Outgoing) -> Option<String> {
        match &sent.body {
            Body::Words(phrases, language) => Some(self.folder.prompts.write(
                phrases,
                *language,
                self.practice(),
            )),
            Body::Verbatim(_) => None,
        }
    }

    /// What the phone that rings shows, and what is heard there before a key.
    fn phone(&self, decision: &Decision) -> Vec<String> {
        let Answer::Ring(ring) = &decision.answer else {
            return Vec::new();
        };
        let Destination::Clinician(target) = &ring.to else {
            return Vec::new();
        };
        let shown = ring.caller_id.wire();
        let kind = match self.practice().back_lines.contains(&ring.caller_id) {
            true => "a back line; which one depends on the conversations so far",
            false => "the front line: no back line is free",
        };
        let screening = match ring.say.contains(&Phrase::CallingDuty) {
            true => Phrase::ScreeningUrgent,
            false => Phrase::Screening,
        };
        let language = self.practice().language;
        let words = self
            .folder
            .prompts
            .say(&screening, language, self.practice());
        let who = self.name(&target.clinician);
        vec![
            String::new(),
            format!("The phone of {who} shows {shown} ({kind}). On answering, {who} hears:"),
            format!("  \"{words}\""),
        ]
    }

    /// What a clinician's phone shows.
    fn shown(&self, decision: &Decision) -> Option<Line> {
        match &decision.answer {
            Answer::Ring(ring) if matches!(ring.to, Destination::Clinician(_)) => {
                Some(ring.caller_id)
            }
            _ => {
                let mut sent = self.outgoing();
                let to_clinician = |sent: &&Outgoing| !matches!(sent.to, Recipient::Number(_));
                sent.find(to_clinician).map(|sent| sent.from)
            }
        }
    }
}

fn numbered(sentences: &[String]) -> Vec<String> {
    (1..)
        .zip(sentences)
        .map(|(place, sentence)| format!("{place:3}. {sentence}"))
        .collect()
}
