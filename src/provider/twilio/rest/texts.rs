//! Texts: sending, looking for one whose answer was lost, reading, emptying.

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::Deserialize;

use super::client::{Client, Request};
use super::destination::Destination;
use super::error::Error;
use super::outcome::Repeating;
use super::paging::{Item, Listing, Query};
use super::wire;
use crate::domain::phone::{E164, Line};
use crate::provider::twilio::message::MessageStatus;
use crate::provider::twilio::words::wire_words;

/// A text to be sent. Has no `Debug`: it holds a number and a person's words.
pub struct Draft<'a> {
    /// Who gets it.
    pub to: Destination<'a>,
    /// The line that it comes from.
    pub from: Line,
    /// The words; up to 1,600 characters, empty only with pictures.
    pub body: &'a str,
    /// Up to ten addresses from which the provider fetches pictures.
    pub media: &'a [String],
    /// Where the provider reports what becomes of it; nothing is ever reported of the status in [`Sent`].
    pub status_callback: &'a str,
}

/// A text that the provider took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its id at the provider.
    pub sid: String,
    /// Where it stands: `Queued` as a rule.
    pub status: MessageStatus,
    /// How many segments are paid for; some providers do not know yet.
    pub segments: Option<u32>,
}

wire_words! {
    /// Who sent a text.
    Direction {
        /// Somebody texted one of the lines.
        Inbound = "inbound",
        /// The REST API sent it.
        OutboundApi = "outbound-api",
        /// A call's document sent it.
        OutboundCall = "outbound-call",
        /// It was the answer to a webhook.
        OutboundReply = "outbound-reply",
    }
}

/// A text as the provider keeps it. Has no `Debug`: it holds a person's words.
pub struct Text {
    /// Its id at the provider.
    pub sid: String,
    /// Who sent it; `None` for short codes and names.
    pub from: Option<E164>,
    /// Who got it.
    pub to: Option<E164>,
    /// The words; empty once redacted.
    pub body: String,
    /// Who sent it.
    pub direction: Direction,
    /// Where it stands.
    pub status: MessageStatus,
    /// Why it was not delivered: see [`super::Cause::of`].
    pub error_code: Option<u32>,
    /// How many pictures it has.
    pub media: u32,
    /// When the provider took it.
    pub created: Option<DateTime<Utc>>,
    /// When it left; of one that came in, when the webhook was requested.
    pub sent: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
struct Wire {
    sid: String,
    #[serde(default, deserialize_with = "wire::number")]
    from: Option<E164>,
    #[serde(default, deserialize_with = "wire::number")]
    to: Option<E164>,
    body: Option<String>,
    #[serde(default)]
    direction: String,
    status: String,
    #[serde(default, deserialize_with = "wire::lenient")]
    error_code: Option<u32>,
    #[serde(default, deserialize_with = "wire::lenient")]
    num_media: Option<u32>,
    #[serde(default, deserialize_with = "wire::lenient")]
    num_segments: Option<u32>,
    #[serde(default, deserialize_with = "wire::instant")]
    date_created: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "wire::instant")]
    date_sent: Option<DateTime<Utc>>,
}

impl Item for Wire {
    fn sid(&self) -> &str {
        &self.sid
    }

    fn created(&self) -> Option<DateTime<Utc>> {
        self.date_created
    }
}

impl From<Wire> for Text {
    fn from(wire: Wire) -> Self {
        Self {
            direction: Direction::of(&wire.direction),
            status: MessageStatus::of(&wire.status),
            sid: wire.sid,
            from: wire.from,
            to: wire.to,
            body: wire.body.unwrap_or_default(),
            error_code: wire.error_code.filter(|code| *code != 0),
            media: wire.num_media.unwrap_or(0),
            created: wire.date_created,
            sent: wire.date_sent,
        }
    }
}

impl Client {
    /// Sends a text. There is no idempotency key at the provider, so nothing is repeated here.
    ///
    /// # Errors
    /// [`Error::Unsettled`] where it may have been sent all the same; otherwise it was not sent.
    pub async fn send_text(&self, draft: &Draft<'_>) -> Result<Sent, Error> {
        let mut form = vec![
            ("To", draft.to.exposed()),
            ("From", draft.from.wire()),
            ("Body", draft.body.to_owned()),
            ("StatusCallback", draft.status_callback.to_owned()),
        ];
        form.extend(draft.media.iter().map(|url| ("MediaUrl", url.clone())));
        let body = self
            .ask(Request {
                form,
                repeating: Repeating::SendsTwice,
                ..Request::of(Method::POST, self.url(&["Messages"], ".json")?)
            })
            .await?;
        let wire: Wire = Repeating::SendsTwice.read(&body)?;
        Ok(Sent {
            status: MessageStatus::of(&wire.status),
            segments: wire.num_segments.filter(|segments| *segments > 0),
            sid: wire.sid,
        })
    }

    /// The texts from a line to a party that the provider took since then: for settling a lost answer. Leave a margin for
    /// clocks that differ, and remember that a text may appear in the list only a little later.
    ///
    /// A clinician's number must not stand in an address, so these are looked for among all that the line sent. The
    /// filter by date is not used: it goes by when a text left, and one that still waits has not.
    ///
    /// # Errors
    /// Those of reading; nothing is changed.
    pub async fn texts_sent(
        &self,
        from: Line,
        to: &Destination<'_>,
        since: DateTime<Utc>,
    ) -> Result<Listing<Text>, Error> {
        let mut url = self.url(&["Messages"], ".json")?;
        url.query_pairs_mut().append_pair("From", &from.wire());
        if let Some(number) = to.in_address() {
            url.query_pairs_mut().append_pair("To", &number);
        }
        let query = Query {
            url,
            name: "messages",
            since: Some(since),
        };
        self.list(query, |wire: Wire| {
            let is_theirs = to.is(wire.to) && wire.from == Some(from.0);
            let text = Text::from(wire);
            (is_theirs && text.direction != Direction::Inbound).then_some(text)
        })
        .await
    }

    /// The texts that came in since then, to one line or to all: for what no webhook ever said.
    ///
    /// # Errors
    /// Those of reading; nothing is changed.
    pub async fn texts_received(
        &self,
        to: Option<Line>,
        since: DateTime<Utc>,
    ) -> Result<Listing<Text>, Error> {
        let mut url = self.url(&["Messages"], ".json")?;
        if let Some(line) = to {
            url.query_pairs_mut().append_pair("To", &line.wire());
        }
        // Of a text that came in, "sent" is when the webhook was requested, after it was created: bounded below alone.
        url.query_pairs_mut()
            .append_pair("DateSent>", &wire::filter(since));
        let query = Query {
            url,
            name: "messages",
            since: None,
        };
        let received = |wire: Wire| {
            let text = Text::from(wire);
            (text.direction == Direction::Inbound).then_some(text)
        };
        self.list(query, received).await
    }

    /// All texts that the provider took since then, of every line and in both directions: for emptying them.
    ///
    /// The filter by date is not used: it goes by when a text left, and one that still waits has not.
    ///
    /// # Errors
    /// Those of reading; nothing is changed.
    pub async fn texts_since(&self, since: DateTime<Utc>) -> Result<Listing<Text>, Error> {
        let query = Query {
            url: self.url(&["Messages"], ".json")?,
            name: "messages",
            since: Some(since),
        };
        self.list(query, |wire: Wire| Some(wire.into())).await
    }

    /// One text, as it stands now.
    ///
    /// # Errors
    /// [`Error::NotYet`] where the provider does not have it, or not any more.
    pub async fn text(&self, sid: &str) -> Result<Text, Error> {
        let request = Request::of(Method::GET, self.url(&["Messages", sid], ".json")?);
        let body = self.ask(request).await.map_err(Error::or_not_yet)?;
        let wire: Wire = Repeating::DoesNoHarm.read(&body)?;
        Ok(wire.into())
    }

    /// Empties a text's body at the provider, and reads it again to make sure that it is empty. One that is not there has
    /// no body.
    ///
    /// # Errors
    /// [`Error::NotYet`] while the text is still under way, or where the words are there all the same.
    pub async fn redact(&self, sid: &str) -> Result<(), Error> {
        let request = Request {
            form: vec![("Body", String::new())],
            ..Request::of(Method::POST, self.url(&["Messages", sid], ".json")?)
        };
        match self.ask(request).await {
            Err(error) if error.is_gone() => return Ok(()),
            answer => answer?,
        };
        // The answer to a change may be what was asked for; only what is read is what is kept.
        let request = Request::of(Method::GET, self.url(&["Messages", sid], ".json")?);
        let body = match self.ask(request).await {
            Err(error) if error.is_gone() => return Ok(()),
            answer => answer?,
        };
        let wire: Wire = Repeating::DoesNoHarm.read(&body)?;
        match wire.body.as_deref() {
            None | Some("") => Ok(()),
            Some(_) => Err(Error::NotYet),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static_assertions::assert_not_impl_any!(Destination<'_>: std::fmt::Debug, std::fmt::Display, serde::Serialize);
    static_assertions::assert_not_impl_any!(Draft<'_>: std::fmt::Debug, std::fmt::Display, serde::Serialize);
    static_assertions::assert_not_impl_any!(Text: std::fmt::Debug, std::fmt::Display, serde::Serialize);
    static_assertions::assert_not_impl_any!(Wire: std::fmt::Debug, std::fmt::Display, serde::Serialize);
}
