//! Following a document verb by verb, and from document to document.

use super::leg::{Interrupt, Leg, Source, Step};
use super::page::Page;
use crate::provider::local::exchange::Kind;
use crate::provider::local::twiml::Verb;

/// Where a verb leads.
pub(super) enum Flow {
    /// To the next verb.
    On,
    /// To another document.
    Next(Source),
}

/// How many documents may follow each other at one and the same moment.
const MOST_AT_ONCE: u32 = 50;

impl Leg {
    /// Follows documents until one ends (`Ok`) or something interrupts.
    pub(super) async fn run(&mut self, first: Source) -> Step<()> {
        let mut source = first;
        let (mut moment, mut documents) = (self.now(), 0);
        loop {
            if self.now() != moment {
                (moment, documents) = (self.now(), 0);
            }
            documents += 1;
            if documents > MOST_AT_ONCE {
                let message = "the documents lead to each other in a circle and no time passes";
                self.switch.complain(12200, message, None, Some(&self.sid));
                return Err(Interrupt::Hangup);
            }
            source = match self.follow(&source).await {
                Ok(Some(next)) | Err(Interrupt::Redirected(next)) => next,
                Ok(None) => return Ok(()),
                Err(interrupt) => return Err(interrupt),
            };
        }
    }

    async fn follow(&mut self, source: &Source) -> Step<Option<Source>> {
        let page = self.page(source).await?;
        for (index, verb) in page.verbs.iter().enumerate() {
            if let Flow::Next(next) = self.perform(verb, index == 0, &page).await? {
                return Ok(Some(next));
            }
        }
        Ok(None)
    }

    async fn perform(&mut self, verb: &Verb, is_first: bool, page: &Page) -> Step<Flow> {
        match verb {
            Verb::Say(say) => self.say(say).await.map(|()| Flow::On),
            Verb::Play(play) => self.play(play).await.map(|()| Flow::On),
            Verb::Pause(seconds) => {
                // A call whose very first verb is a pause keeps ringing meanwhile.
                if !is_first {
                    self.answer();
                }
                self.pass(*seconds).await.map(|()| Flow::On)
            }
            Verb::Gather(gather) => self.gather(gather, page).await,
            Verb::Record(record) => self.record(record, page).await,
            Verb::Dial(dial) => Box::pin(self.dial(dial, is_first)).await,
            Verb::Redirect { url, get } => Ok(Flow::Next(Source::url(
                Kind::Redirect,
                url,
                *get,
                Vec::new(),
            ))),
            Verb::Hangup => Err(Interrupt::Hangup),
            Verb::Reject { .. } if self.answered => {
                self.switch.complain(
                    12200,
                    "<Reject>: the call is already answered",
                    page.url.as_deref(),
                    Some(&self.sid),
                );
                Err(Interrupt::Hangup)
            }
            Verb::Reject { busy } => Err(Interrupt::Rejected(if *busy {
                "busy"
            } else {
                "no-answer"
            })),
        }
    }
}
