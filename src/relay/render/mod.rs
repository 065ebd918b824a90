//! Renders a decision as the provider's document. Deterministic: the same decision and practice give the same bytes.
//!
//! Here, and in the requests that dial or text, is the only place where a clinician's number leaves the practice.
//! Everything that is spoken passes the guard, which fails closed.

mod own;
#[cfg(test)]
mod tests;

use crate::domain::call::PROMPTS;
use crate::domain::decision::{Answer, Decision, Destination, Mailbox, Ring};
use crate::domain::event::{Progress, Target};
use crate::domain::names::{CallId, Language};
use crate::domain::phrase::Phrase;
use crate::provider::twilio::twiml::{
    CallerId, Dial, DialTimeout, FinishOnKey, Gather, GatherTimeout, NumDigits, Number, Prompt,
    Record, RecordLength, RecordingCallback, RecordingEvents, Response, Say, Silence, Url, Verb,
};
use crate::store::Store;

use super::address::Address;
use super::ear::Ear;
use super::in_force::InForce;

/// How long the menu waits for a key, in seconds.
const MENU_WAIT: u32 = 6;
/// How long an access code may take from key to key, in seconds.
const CODE_WAIT: u32 = 5;
/// How long a clinician has after each prompt, in seconds.
const SCREEN_WAIT: u32 = 1;
/// So much silence ends a message, in seconds: old and anxious people pause.
const SILENCE: u32 = 10;

/// What cannot be rendered, because the practice no longer has what the decision names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the decision names what is no longer in the configuration")]
pub struct Gone;

/// The document for a decision. Where the practice has changed so that it cannot be carried out any more (or the
/// guard objects), words instead. The store gives the addresses under which messages are heard.
pub fn document(in_force: &InForce, store: &Store, call: CallId, decision: &Decision) -> String {
    let page = Page {
        in_force,
        store: Some(store),
        call,
        language: decision.language,
    };
    match page.answer(&decision.answer) {
        Ok(document) => document,
        Err(Gone) => safe_document(in_force, decision.language, Ear::of(&decision.answer)),
    }
}

/// The document for when nothing better is ready: words and an explicit end, no number of anyone. A caller hears the
/// emergency number; a clinician, that the call is not connected, and the hang-up sees to it that it is not: the end of
/// a document would bridge. The caller then goes on to the next phone, or hears words. On the own line, and on a call
/// that Nightbell placed, a clinician hears that it does not work now.
pub fn safe_document(in_force: &InForce, language: Language, ear: Ear) -> String {
    let page = Page {
        in_force,
        store: None,
        call: CallId(0),
        language,
    };
    let words: &[Phrase] = match ear {
        Ear::Caller => &[Phrase::Trouble, Phrase::Emergency],
        Ear::Clinician => &[Phrase::LegTrouble],
        Ear::OwnLine => &[Phrase::OwnLine],
        Ear::Placed => &[Phrase::Trouble],
    };
    let verbs = page.speak(words).map(|mut verbs| {
        verbs.push(Verb::Hangup);
        verbs
    });
    // Two short sentences are far below the limit; a hang-up is what remains even so.
    Response(verbs.unwrap_or_else(|_| vec![Verb::Hangup]))
        .to_xml()
        .unwrap_or_else(|_| EMPTY_HANGUP.to_owned())
}

const EMPTY_HANGUP: &str =
    r#"<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>"#;

struct Page<'a> {
    in_force: &'a InForce,
    /// What is said when nothing better is ready plays nothing.
    store: Option<&'a Store>,
    call: CallId,
    language: Language,
}

impl Page<'_> {
    fn answer(&self, answer: &Answer) -> Result<String, Gone> {
        if let Answer::Ring(ring) = answer {
            return self.ring(Vec::new(), ring);
        }
        if let Answer::Announce {
            say,
            progress,
            then,
        } = answer
        {
            let gather = self.gather(
                Address::Code {
                    call: self.call,
                    progress: progress.clone(),
                },
                None,
                CODE_WAIT,
                FinishOnKey::Hash,
                self.prompts(say)?,
            )?;
            return match then.as_ref() {
                Answer::Ring(ring) => self.ring(vec![gather], ring),
                other => xml(self.verbs(vec![gather], other)?),
            };
        }
        xml(self.verbs(Vec::new(), answer)?)
    }

    fn verbs<'v>(&self, mut verbs: Vec<Verb<'v>>, answer: &Answer) -> Result<Vec<Verb<'v>>, Gone> {
        match answer {
            Answer::Menu {
                say,
                progress,
                then,
            } => {
                let action = Address::Menu {
                    call: self.call,
                    progress: progress.clone(),
                };
                verbs.push(self.gather(
                    action,
                    Some(1),
                    MENU_WAIT,
                    FinishOnKey::Never,
                    self.prompts(say)?,
                )?);
                return self.verbs(verbs, then);
            }
            Answer::Record {
                say,
                mailbox,
                longest,
                progress,
            } => {
                verbs.extend(self.speak(say)?);
                verbs.push(self.record(mailbox, *longest, progress)?);
            }
            Answer::Screen {
                target,
                urgent,
                prompt,
                progress,
            } => {
                self.screen(&mut verbs, target, *urgent, *prompt, progress)?;
            }
            Answer::Bridge { say } => verbs.extend(self.speak(say)?),
            Answer::End { say } => {
                verbs.extend(self.speak(say)?);
                verbs.push(Verb::Hangup);
            }
            Answer::Nothing => {}
            // Handled by `answer`, which owns the number for as long as the document is written.
            Answer::Ring(_) | Answer::Announce { .. } => return Err(Gone),
            Answer::Own { say, at, keys } => verbs.extend(self.own(say, at, *keys)?),
            Answer::Placed {
                say,
                placed,
                to,
                purpose,
                prompt,
            } => verbs.extend(self.placed(say, (*placed, to, purpose), *prompt)?),
        }
        Ok(verbs)
    }

    /// `<Dial>` is the first verb wherever nothing is said before: only then `answerOnBridge` has an effect.
    fn ring(&self, before: Vec<Verb<'static>>, ring: &Ring) -> Result<String, Gone> {
        let number = self.number(&ring.to)?;
        let mut verbs: Vec<Verb<'_>> = before;
        verbs.extend(self.speak(&ring.say)?);
        let caller_id = CallerId::new(ring.caller_id.wire()).map_err(|_| Gone)?;
        let mut callee = Number::new(&number).map_err(|_| Gone)?;
        if let Destination::Clinician(target) = &ring.to {
            let screen = Address::Screen {
                call: self.call,
                target: target.clone(),
                progress: self.for_leg(&ring.progress),
            };
            callee.url = Some(self.url(screen)?);
        }
        verbs.push(Verb::Dial(Dial {
            caller_id,
            timeout: DialTimeout::new(ring.seconds),
            answer_on_bridge: true,
            action: self.url(Address::Ring {
                call: self.call,
                progress: ring.progress.clone(),
            })?,
            time_limit: None,
            hangup_on_star: false,
            number: callee,
        }));
        xml(verbs)
    }

    /// What the clinician's leg must know: for whom, whether urgent, and which step; not who was tried.
    fn for_leg(&self, progress: &Progress) -> Progress {
        Progress {
            step: progress.step,
            patient: progress.patient,
            by_code: progress.by_code,
            ..Progress::start(progress.path)
        }
    }

    /// The number behind a destination. It goes into the document that dials it and nowhere else.
    fn number(&self, to: &Destination) -> Result<String, Gone> {
        let practice = &self.in_force.practice;
        match to {
            Destination::Clinician(target) => {
                let clinician = practice.clinicians.get(&target.clinician).ok_or(Gone)?;
                Ok(clinician.phone(target.phone).ok_or(Gone)?.number.expose())
            }
            Destination::FrontDesk => Ok(practice.front_desk.ok_or(Gone)?.wire()),
            Destination::Patient { patient, phone } => {
                let grant = practice.patients.get(*patient).ok_or(Gone)?;
                let mut phones = practice.patients.phones_of(grant.id).into_iter();
                Ok(phones
                    .find(|number| practice.ids.phone(*number) == *phone)
                    .ok_or(Gone)?
                    .wire())
            }
        }
    }

    /// The prompts that are left, each with its silence, then an explicit hang-up: the end of the document would
    /// bridge. The first counts from the first instant, since the words stand inside the `<Gather>`.
    fn screen(
        &self,
        verbs: &mut Vec<Verb<'_>>,
        target: &Target,
        urgent: bool,
        prompt: u32,
        progress: &Progress,
    ) -> Result<(), Gone> {
        for number in prompt..=PROMPTS {
            let words = match (number, urgent) {
                (1, true) => Phrase::ScreeningUrgent,
                (1, false) => Phrase::Screening,
                _ => Phrase::ScreeningAgain,
            };
            let action = Address::Key {
                call: self.call,
                target: target.clone(),
                progress: Progress {
                    tries: number - 1,
                    ..progress.clone()
                },
            };
            let prompts = self.prompts(&[words])?;
            verbs.push(self.gather(action, Some(1), SCREEN_WAIT, FinishOnKey::Never, prompts)?);
        }
        verbs.push(Verb::Hangup);
        Ok(())
    }

    fn record<'v>(
        &self,
        mailbox: &Mailbox,
        longest: u32,
        progress: &Progress,
    ) -> Result<Verb<'v>, Gone> {
        let done = Address::Recorded {
            call: self.call,
            progress: self.for_leg(progress),
        };
        let announced = Address::Recording {
            call: self.call,
            mailbox: mailbox.clone(),
        };
        Ok(Verb::Record(Record {
            action: self.url(done)?,
            max_length: RecordLength::new(longest),
            timeout: Silence::new(SILENCE),
            finish_on_key: FinishOnKey::Hash,
            play_beep: true,
            recording_status_callback: Some(RecordingCallback {
                url: self.url(announced)?,
                events: RecordingEvents::OUTCOME,
            }),
        }))
    }

    fn gather<'v>(
        &self,
        action: Address,
        digits: Option<u32>,
        wait: u32,
        finish_on_key: FinishOnKey,
        children: Vec<Prompt<'v>>,
    ) -> Result<Verb<'v>, Gone> {
        Ok(Verb::Gather(Gather {
            action: self.url(action)?,
            num_digits: digits.map(NumDigits::new),
            timeout: GatherTimeout::new(wait),
            finish_on_key,
            action_on_empty_result: false,
            children,
        }))
    }

    fn prompts<'v>(&self, phrases: &[Phrase]) -> Result<Vec<Prompt<'v>>, Gone> {
        phrases
            .iter()
            .map(|phrase| Ok(Prompt::Say(self.say(phrase)?)))
            .collect()
    }

    fn speak<'v>(&self, phrases: &[Phrase]) -> Result<Vec<Verb<'v>>, Gone> {
        phrases
            .iter()
            .map(|phrase| Ok(Verb::Say(self.say(phrase)?)))
            .collect()
    }

    fn say<'v>(&self, phrase: &Phrase) -> Result<Say<'v>, Gone> {
        let words = self
            .in_force
            .prompts
            .say(phrase, self.language, &self.in_force.practice);
        if self.in_force.guard.finds(&words) {
            tracing::error!("a sentence to be spoken holds a clinician's number; it is not spoken");
            return Err(Gone);
        }
        // The voice must speak the language that the words are really in.
        Ok(Say::new(
            &self
                .in_force
                .prompts
                .spoken_language(self.language)
                .to_string(),
            words,
        ))
    }

    fn url<'v>(&self, address: Address) -> Result<Url<'v>, Gone> {
        Url::new(address.url(&self.in_force.public_url)).map_err(|_| Gone)
    }
}

fn xml(verbs: Vec<Verb<'_>>) -> Result<String, Gone> {
    Response(verbs).to_xml().map_err(|_| Gone)
}
