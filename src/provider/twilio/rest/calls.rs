//! Calls that Nightbell itself places, and what became of any call.

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::Deserialize;

use super::client::{Client, Request};
use super::destination::Destination;
use super::error::Error;
use super::outcome::Repeating;
use super::wire;
use crate::domain::phone::{E164, Line};
use crate::provider::twilio::call::{CallStatus, Direction};

/// A call to be placed. Has no `Debug`: it holds a number.
pub struct CallDraft<'a> {
    /// Whose phone rings.
    pub to: Destination<'a>,
    /// The line that it shows.
    pub from: Line,
    /// Where the document comes from once somebody, or something, answers.
    pub url: &'a str,
    /// Where the end of the call is reported.
    pub status_callback: &'a str,
    /// How long it rings, in seconds: 1 to 600; the provider rings about 5 s longer.
    pub ring_seconds: u32,
}

/// A call as the provider keeps it. Its `Debug` shows numbers masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its id at the provider.
    pub sid: String,
    /// The caller's leg, where this one was dialled.
    pub parent_sid: Option<String>,
    /// Who calls; `None` where it is withheld or no number.
    pub from: Option<E164>,
    /// Who is called.
    pub to: Option<E164>,
    /// Where it stands.
    pub status: CallStatus,
    /// Who placed it.
    pub direction: Direction,
    /// When it was answered.
    pub start_time: Option<DateTime<Utc>>,
    /// When it ended.
    pub end_time: Option<DateTime<Utc>>,
    /// Its length in seconds, once it is over.
    pub duration_seconds: Option<u32>,
}

#[derive(Deserialize)]
struct Wire {
    sid: String,
    #[serde(default)]
    parent_call_sid: Option<String>,
    #[serde(default, deserialize_with = "wire::number")]
    from: Option<E164>,
    #[serde(default, deserialize_with = "wire::number")]
    to: Option<E164>,
    status: String,
    #[serde(default)]
    direction: Option<String>,
    #[serde(default, deserialize_with = "wire::instant")]
    start_time: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "wire::instant")]
    end_time: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "wire::lenient")]
    duration: Option<u32>,
}

impl From<Wire> for Call {
    fn from(wire: Wire) -> Self {
        Self {
            status: CallStatus::of(&wire.status),
            direction: Direction::of(wire.direction.as_deref().unwrap_or_default()),
            sid: wire.sid,
            parent_sid: wire.parent_call_sid,
            from: wire.from,
            to: wire.to,
            start_time: wire.start_time,
            end_time: wire.end_time,
            duration_seconds: wire.duration,
        }
    }
}

impl Client {
    /// Places a call and returns its id. The number called never stands in an address.
    ///
    /// # Errors
    /// [`Error::Unsettled`] where the phone may ring all the same; otherwise it does not.
    pub async fn place_call(&self, draft: &CallDraft<'_>) -> Result<Call, Error> {
        let form = vec![
            ("To", draft.to.exposed()),
            ("From", draft.from.wire()),
            ("Url", draft.url.to_owned()),
            ("Method", "POST".to_owned()),
            ("StatusCallback", draft.status_callback.to_owned()),
            ("StatusCallbackMethod", "POST".to_owned()),
            ("Timeout", draft.ring_seconds.to_string()),
        ];
        let body = self
            .ask(Request {
                form,
                repeating: Repeating::SendsTwice,
                ..Request::of(Method::POST, self.url(&["Calls"], ".json")?)
            })
            .await?;
        let wire: Wire = Repeating::SendsTwice.read(&body)?;
        Ok(wire.into())
    }

    /// What became of a call, or how it stands.
    ///
    /// # Errors
    /// [`Error::NotYet`] where the provider does not have it, or not any more.
    pub async fn call(&self, sid: &str) -> Result<Call, Error> {
        let request = Request::of(Method::GET, self.url(&["Calls", sid], ".json")?);
        let body = self.ask(request).await.map_err(Error::or_not_yet)?;
        let wire: Wire = Repeating::DoesNoHarm.read(&body)?;
        Ok(wire.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static_assertions::assert_not_impl_any!(CallDraft<'_>: std::fmt::Debug, std::fmt::Display, serde::Serialize);
}
