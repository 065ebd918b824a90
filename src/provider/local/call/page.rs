//! A call's documents: fetched, read by content type, replaced by the fallback when they can't be had.

use super::leg::{Content, Interrupt, Leg, Source, Step};
use crate::provider::local::delivery::Answer;
use crate::provider::local::errors::Refused;
use crate::provider::local::exchange::{Kind, Params};
use crate::provider::local::params::param;
use crate::provider::local::time::lock;
use crate::provider::local::trouble::{Trouble, take};
use crate::provider::local::twiml::{Place, Play, Say, Verb, text, voice};

/// The provider's words when a call's document can't be had.
pub(crate) const APPLICATION_ERROR: &str =
    "We are sorry, an application error has occurred. Goodbye.";

/// A document to follow.
#[derive(Debug)]
pub(crate) struct Page {
    pub verbs: Vec<Verb>,
    /// Its own address; none for a document given in a REST request.
    pub url: Option<String>,
}

impl Leg {
    /// Gets a document. What goes wrong is recorded; then the fallback is asked, and at last the provider speaks.
    pub(super) async fn page(&mut self, source: &Source) -> Step<Page> {
        let refused = match self.fetch(source, &source.more).await {
            Ok(page) => return Ok(page),
            Err(refused) => refused,
        };
        self.switch
            .complain_of(&refused, source.address(), Some(&self.sid));
        let Some(instead) = self.instead(source, &refused)? else {
            return Ok(spoken(APPLICATION_ERROR));
        };
        match self.fetch(&instead, &instead.more).await {
            Ok(page) => Ok(page),
            Err(refused) => {
                self.switch
                    .complain_of(&refused, instead.address(), Some(&self.sid));
                Ok(spoken(APPLICATION_ERROR))
            }
        }
    }

    /// The fallback that is asked in place of what can't be had; none if there is none, or if it was that.
    fn instead(&self, failed: &Source, refused: &Refused) -> Step<Option<Source>> {
        if self.place == Place::Whisper {
            return Err(Interrupt::Broken);
        }
        let fallback = self.fallback.as_ref();
        let Some(fallback) = fallback.filter(|_| failed.kind != Kind::Fallback) else {
            return Ok(None);
        };
        let mut more = failed.more.clone();
        let address = failed.address().unwrap_or_default();
        let bare = address.split('#').next().unwrap_or_default();
        more.push(param("ErrorCode", refused.code.to_string()));
        more.push(param("ErrorUrl", bare));
        Ok(Some(Source::url(Kind::Fallback, fallback, false, more)))
    }

    /// What the call goes on with when one of its sounds can't be had: the fallback, or the provider's words.
    pub(super) fn without(&self, sound: &Source, refused: &Refused) -> Interrupt {
        self.switch
            .complain_of(refused, sound.address(), Some(&self.sid));
        match self.instead(sound, refused) {
            Ok(Some(fallback)) => Interrupt::Redirected(fallback),
            Ok(None) => Interrupt::Redirected(Source {
                kind: Kind::Fallback,
                content: Content::Inline(application_error()),
                get: false,
                more: Vec::new(),
            }),
            Err(interrupt) => interrupt,
        }
    }

    /// Sends a request whose answer does not matter any more, as for a caller who has gone.
    pub(super) async fn tell(&mut self, source: &Source, status: Option<&str>) {
        let lost = {
            let mut state = lock(&self.switch.state);
            take(&mut state.troubles, |t| {
                (*t == Trouble::Lost { kind: source.kind }).then_some(())
            })
        };
        if lost.is_some() {
            return;
        }
        if let Err(refused) = self.request(source, &source.more, status).await {
            self.switch
                .complain_of(&refused, source.address(), Some(&self.sid));
        }
    }

    async fn fetch(&mut self, source: &Source, more: &Params) -> Result<Page, Refused> {
        match &source.content {
            Content::Inline(document) => {
                voice(document, None, self.place).map(|verbs| Page { verbs, url: None })
            }
            Content::Url(_) => {
                let answer = self.request(source, more, None).await?;
                read(&answer, self.place)
            }
        }
    }

    async fn request(
        &mut self,
        source: &Source,
        more: &Params,
        status: Option<&str>,
    ) -> Result<Answer, Refused> {
        let Content::Url(url) = &source.content else {
            return Err(Refused::new(
                11100,
                "a document given in words has no address",
            ));
        };
        let late = {
            let mut state = lock(&self.switch.state);
            take(&mut state.troubles, |trouble| match trouble {
                Trouble::Late { kind, by } if *kind == source.kind => Some(*by),
                _ => None,
            })
        };
        if let Some(by) = late {
            let until = self.switch.board.after(by);
            self.hold(until).await;
        }
        let hook = self
            .switch
            .call_webhook(source.kind, url, &self.sid, status, more);
        let Some(mut hook) = hook else {
            return Err(Refused::new(20404, "the call is not known any more"));
        };
        hook.get = source.get;
        self.switch.deliver(&hook).await
    }
}

impl Source {
    fn address(&self) -> Option<&str> {
        match &self.content {
            Content::Url(url) => Some(url),
            Content::Inline(_) => None,
        }
    }
}

fn application_error() -> String {
    format!("<Response><Say>{APPLICATION_ERROR}</Say><Hangup/></Response>")
}

/// A document that only speaks.
pub(super) fn spoken(words: &str) -> Page {
    let say = Say {
        text: words.to_owned(),
        language: None,
        voice: None,
        times: 1,
    };
    Page {
        verbs: vec![Verb::Say(say), Verb::Hangup],
        url: None,
    }
}

/// Reads an answer as its content type wants it.
fn read(answer: &Answer, place: Place) -> Result<Page, Refused> {
    let body = text(&answer.body);
    let kind = answer
        .content_type
        .as_deref()
        .unwrap_or_default()
        .to_lowercase();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_owned();
    let url = Some(answer.url.clone());
    match kind.as_str() {
        _ if answer.status == 204 => Ok(Page {
            verbs: Vec::new(),
            url,
        }),
        "text/xml" | "application/xml" | "text/html" => {
            voice(body?, Some(&answer.url), place).map(|verbs| Page { verbs, url })
        }
        "text/plain" => {
            let words = body?;
            match voice(words, Some(&answer.url), place) {
                Ok(verbs) => Ok(Page { verbs, url }),
                Err(_) if words.trim().is_empty() => {
                    Err(Refused::new(12100, "the answer is empty"))
                }
                Err(_) => Ok(spoken(words)),
            }
        }
        audio if audio.starts_with("audio/") => {
            let play = Play {
                url: Some(answer.url.clone()),
                digits: None,
                times: 1,
            };
            Ok(Page {
                verbs: vec![Verb::Play(play), Verb::Hangup],
                url,
            })
        }
        "" => Err(Refused::new(11200, "the answer has no content type")),
        other => Err(Refused::new(
            12300,
            format!("the answer's content type {other:?} is none the provider reads"),
        )),
    }
}
