//! Fetches from the provider's list what no webhook ever said: a relay that was down, or a store that could not be
//! written, must not cost a text.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Context, Worker, chance, pace};
use crate::domain::phone::{E164, Line};
use crate::domain::practice::Practice;
use crate::provider::twilio::Params;
use crate::provider::twilio::rest::{Client, Text};
use crate::relay::{Reply, text_key};

/// How often the list is looked at.
const EVERY: TimeDelta = TimeDelta::hours(1);

/// How far back at most.
const FARTHEST: TimeDelta = TimeDelta::hours(24);

/// Clocks differ, and a text is listed before its webhook is requested.
const MARGIN: TimeDelta = TimeDelta::minutes(5);

/// After a look that failed, at least.
const SOONEST: TimeDelta = TimeDelta::seconds(1);

/// What this job remembers from one look to the next.
struct Looks {
    context: Context,
    /// Up to when everything is known.
    since: Option<DateTime<Utc>>,
    /// What was decided since then.
    known: HashSet<String>,
    next: Option<DateTime<Utc>>,
    /// How many looks in a row have failed.
    failures: u32,
}

/// Runs until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let mut looks = Looks {
        context,
        since: None,
        known: HashSet::new(),
        next: None,
        failures: 0,
    };
    loop {
        let until = looks.round().await;
        if !worker.rest(Some(until)).await {
            return;
        }
    }
}

impl Looks {
    async fn round(&mut self) -> DateTime<Utc> {
        let relay = &self.context.relay;
        let now = relay.clock().now();
        // Not farther away than it can be, though the clock was set back.
        let is_due = self
            .next
            .is_none_or(|next| next <= now || next > now + EVERY);
        let is_up = relay.store().health().is_up();
        if is_up && (relay.has_missed_text() || is_due) {
            let wait = match self.look(now).await {
                Ok(()) => {
                    self.failures = 0;
                    EVERY
                }
                Err(why) => {
                    tracing::warn!(
                        why,
                        "the provider's list of texts cannot be read; what no webhook said is fetched later"
                    );
                    self.again()
                }
            };
            self.next = Some(now + wait);
        } else if is_due {
            self.next = Some(now + self.again());
        }
        self.next.unwrap_or(now + EVERY)
    }

    /// When to look again after a look that failed: soon, since somebody's text may be waiting in the list; less and less
    /// soon, up to five minutes.
    fn again(&mut self) -> TimeDelta {
        let wait = pace::wait(self.failures, None, chance());
        self.failures = self.failures.saturating_add(1);
        wait.max(SOONEST)
    }

    async fn look(&mut self, now: DateTime<Utc>) -> Result<(), String> {
        let relay = self.context.relay.clone();
        let in_force = relay.in_force();
        let client = self.context.client(&in_force)?;
        let began = relay.store().began().await;
        let began = began.map_err(|why| why.to_string())?;
        let farthest = (now - FARTHEST).max(began);
        let since = self.since.map_or(farthest, |since| since.max(farthest));
        let listing = client.texts_received(None, since).await;
        let listing = listing.map_err(|error| error.to_string())?;
        let mut texts: Vec<Text> = listing.items;
        texts.retain(|text| is_ours(&in_force.practice, text, began));
        texts.sort_by_key(|text| text.created);
        let mut trouble = None;
        for text in self.unknown(&texts).await? {
            match self.take(&client, text).await {
                Ok(()) => drop(self.known.insert(text.sid.clone())),
                // One that cannot be decided about must not keep the others from being found.
                Err(why) if relay.store().health().is_up() => trouble = Some(why),
                Err(why) => return Err(why),
            }
        }
        if let Some(why) = trouble {
            return Err(why);
        }
        if !listing.complete {
            return Err("the list is longer than what is read of it".to_owned());
        }
        self.since = Some(now - MARGIN);
        let listed: HashSet<&String> = texts.iter().map(|text| &text.sid).collect();
        self.known.retain(|sid| listed.contains(sid));
        Ok(())
    }

    /// Those that nothing was decided for: after a start the list holds a day's texts, of which hardly any is news.
    async fn unknown<'t>(&mut self, texts: &'t [Text]) -> Result<Vec<&'t Text>, String> {
        let new = texts.iter().filter(|text| !self.known.contains(&text.sid));
        let new: Vec<&Text> = new.collect();
        let keys = new.iter().map(|text| text_key(&text.sid)).collect();
        let undecided = self.context.relay.store().undecided(keys).await;
        let undecided = undecided.map_err(|why| why.to_string())?;
        let (unknown, known): (Vec<&Text>, Vec<&Text>) = new
            .into_iter()
            .partition(|text| undecided.contains(&text_key(&text.sid)));
        self.known
            .extend(known.into_iter().map(|text| text.sid.clone()));
        Ok(unknown)
    }

    /// Decides a text as its webhook would have; one that was decided before changes nothing.
    async fn take(&self, client: &Client, text: &Text) -> Result<(), String> {
        let form = form(client, text).await?;
        let Ok(params) = Params::parse(form.as_bytes()) else {
            return Ok(());
        };
        match self.context.relay.answer("sms", "", &params).await {
            Reply::TryAgain => Err("the store does not take what is found in it".to_owned()),
            _ => Ok(()),
        }
    }
}

fn is_ours(practice: &Practice, text: &Text, began: DateTime<Utc>) -> bool {
    let to_us = text.to.is_some_and(|to| {
        practice.clinicians.by_line(Line(to)).is_some() || practice.is_back_line(to)
    });
    to_us && text.created.is_none_or(|at| at >= began)
}

/// The webhook's parameters, as far as the list knows them. The types of attachments are the provider's word.
async fn form(client: &Client, text: &Text) -> Result<String, String> {
    let media = match text.media {
        0 => Vec::new(),
        _ => {
            let listing = client.media_of(&text.sid).await;
            listing.map_err(|error| error.to_string())?.items
        }
    };
    let number = |number: Option<E164>| number.map(E164::wire).unwrap_or_default();
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("MessageSid", &text.sid)
        .append_pair("SmsSid", &text.sid)
        .append_pair("SmsStatus", "received")
        .append_pair("From", &number(text.from))
        .append_pair("To", &number(text.to))
        .append_pair("Body", &text.body)
        .append_pair("NumMedia", &media.len().to_string());
    for (place, media) in media.iter().enumerate() {
        let url = client.media_address(&text.sid, &media.sid);
        form.append_pair(&format!("MediaUrl{place}"), &url);
        let claimed = media.content_type.as_deref().unwrap_or_default();
        form.append_pair(&format!("MediaContentType{place}"), claimed);
    }
    Ok(form.finish())
}
