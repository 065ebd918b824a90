//! Hearing a message in the browser, marking it as heard, deleting it.
//!
//! Each look stands in the audit log before the first byte goes out. What somebody may not hear, what never was and what
//! is gone look alike.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::StreamExt;
use maud::html;

use super::{may_delete, may_hear, message, owner, teller, titled, when};
use crate::console::accounts::Role;
use crate::console::form::{Fields, Posted};
use crate::console::page::{csrf, see_other};
use crate::console::visit::{Outcome, Refusal, Visit};
use crate::domain::call::{self, Hearer};
use crate::domain::names::MessageId;
use crate::http::range::Part;
use crate::relay::Own;
use crate::store::console::journal_rows::LeftMessage;
use crate::store::{Kind, Sound};

/// What the provider records.
const KIND: &str = "audio/wav";
/// A browser asks for one playback in parts: within this time they are one look.
const ONE_LOOK: TimeDelta = TimeDelta::minutes(1);

/// Who has looked at what within the last minute, so that one playback stands in the audit log once.
#[derive(Default)]
pub struct Looks(Mutex<HashMap<(String, MessageId), DateTime<Utc>>>);

impl Looks {
    fn is_one_with_the_last(&self, of: &(String, MessageId), now: DateTime<Utc>) -> bool {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.retain(|_, at| (now - *at).abs() < ONE_LOOK);
        looks.contains_key(of)
    }

    fn noted(&self, of: (String, MessageId), now: DateTime<Utc>) {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.insert(of, now);
    }
}

/// `GET /console/messages/{id}`: the sound, or the part that is asked for.
pub async fn play(
    visit: Visit,
    method: Method,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Outcome {
    let message = find(&visit, &id).await?;
    let sound = sound(&visit, &message).await?;
    let whole = sound.len();
    let part = Part::wanted(&headers, whole);
    if method == Method::HEAD || part == Part::Nothing {
        return Ok(own(part.of(KIND, whole, Body::empty())));
    }
    look(&visit, &message).await?;
    let pieces = sound.read(part.bytes(whole)).inspect(|piece| {
        if let Err(error) = piece {
            tracing::error!(%error, "a message that is being played cannot be read further");
        }
    });
    Ok(own(part.of(KIND, whole, Body::from_stream(pieces))))
}

/// `POST /console/messages/{id}/heard`
pub async fn hear(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let message = find(&visit, &id).await?;
    let by = match &visit.who.role {
        Role::Clinician(own) => Hearer::Clinician(own.clone()),
        Role::Manager | Role::Auditor => Hearer::Account(visit.who.name.clone()),
    };
    let id = message.id;
    note(
        &visit,
        "heard-message",
        &detail(&message, "marked as heard"),
    )
    .await?;
    let own = decision(format!("heard/{id}"), "heard");
    let relay = visit.console.relay();
    let decided = relay.decides(
        own,
        |_, _, _| call::message_wanted(id),
        move |practice, facts, now| call::hear(practice, facts, id, &by, now),
    );
    decided.await.map_err(|down| visit.store_down(&down))?;
    Ok(see_other(&back(&fields, &message)))
}

/// `GET /console/messages/{id}/delete`: asks first.
pub async fn ask_delete(visit: Visit, Path(id): Path<String>, RawQuery(raw): RawQuery) -> Outcome {
    let message = deletable(&visit, &id).await?;
    let fields = Fields::read(raw.unwrap_or_default().as_bytes());
    let back = back(&fields, &message);
    let words = &visit.words;
    let zone = visit.in_force.practice.zone;
    let body = html! {
        (super::style())
        section.panel {
            p {
                (teller(&visit).who_left(&message)) " → " (teller(&visit).mailbox(&message)) " · "
                (when::moment(words, zone, message.at)) " · " (message::length(&visit, &message))
            }
            p { (words.t("journal-delete-about")) }
            @if message.heard_at.is_none() { p.notice { (words.t("journal-delete-new")) } }
            form.row method="post" action={ "/console/messages/" (message.id) "/delete" } {
                (csrf(&visit))
                input type="hidden" name="back" value=(back);
                button.danger type="submit" { (words.t("journal-delete-sure")) }
                a.button.quiet href=(back) { (words.t("journal-keep")) }
            }
        }
    };
    Ok(titled(&visit, &words.t("journal-delete-title"), &body))
}

/// `POST /console/messages/{id}/delete`
pub async fn delete(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let message = deletable(&visit, &id).await?;
    let id = message.id;
    note(&visit, "deleted-message", &detail(&message, "deleted")).await?;
    let own = decision(format!("deleted/{id}"), "deleted");
    let relay = visit.console.relay();
    let decided = relay.decides(
        own,
        |_, _, _| call::message_wanted(id),
        move |practice, facts, _| call::delete(practice, facts, id),
    );
    decided.await.map_err(|down| visit.store_down(&down))?;
    Ok(see_other(&back(&fields, &message)))
}

fn decision(key: String, event: &'static str) -> Own {
    Own {
        key,
        kind: Kind::Other,
        event,
    }
}

/// A message that this account may hear and that is not deleted.
async fn find(visit: &Visit, id: &str) -> Result<LeftMessage, Refusal> {
    let id = id.parse().map_err(|_| visit.not_found())?;
    let store = visit.console.relay().store();
    let found = store.left_message(id).await;
    let found = found.map_err(|down| visit.store_down(&down))?;
    found
        .filter(|message| message.state != "deleted" && may_hear(visit, message))
        .ok_or_else(|| visit.not_found())
}

async fn deletable(visit: &Visit, id: &str) -> Result<LeftMessage, Refusal> {
    let message = find(visit, id).await?;
    match may_delete(visit, &message) {
        true => Ok(message),
        false => Err(visit.refuse(StatusCode::FORBIDDEN, &visit.words.t("page-forbidden"))),
    }
}

async fn sound(visit: &Visit, message: &LeftMessage) -> Result<Sound, Refusal> {
    if message.state != "kept" {
        return Err(visit.not_found());
    }
    let sounds = visit.console.relay().store().voicemail();
    let sound = sounds.open(message.id).await.map_err(|error| {
        tracing::error!(%error, "a message that is to be played cannot be read");
        let why = visit.words.t("journal-unreadable");
        visit.refuse(StatusCode::INTERNAL_SERVER_ERROR, &why)
    })?;
    sound.ok_or_else(|| visit.not_found())
}

/// Writes the look down; parts of one playback are one look.
async fn look(visit: &Visit, message: &LeftMessage) -> Result<(), Refusal> {
    let looks = visit.console.journal().looks();
    let of = (format!("{} {}", visit.who.name, visit.csrf), message.id);
    if looks.is_one_with_the_last(&of, visit.at) {
        return Ok(());
    }
    note(visit, "heard-message", &detail(message, "played")).await?;
    looks.noted(of, visit.at);
    Ok(())
}

/// Which message, without its content and without a number.
fn detail(message: &LeftMessage, what: &str) -> String {
    let whose = owner(message).map_or("the practice", |clinician| clinician.as_str());
    format!("{} of {whose}, {what}", message.id)
}

pub async fn note(visit: &Visit, what: &str, detail: &str) -> Result<(), Refusal> {
    visit.noted(what, detail).await
}

/// To where the form stood; nowhere but in the journal.
fn back(fields: &Fields, message: &LeftMessage) -> String {
    let back = fields.get("back");
    let is_there = back == "/console/journal"
        || back.starts_with("/console/journal?")
        || back.starts_with("/console/journal/");
    match is_there {
        true => back.to_owned(),
        false => format!("/console/journal/{}", message.call),
    }
}

/// No other site plays it.
fn own(mut response: Response) -> Response {
    response.headers_mut().insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_one_playback_are_one_look_and_the_next_minute_is_another() {
        let looks = Looks::default();
        let now: DateTime<Utc> = "2026-11-23T10:00:00Z".parse().unwrap();
        let of = ("ada s1".to_owned(), MessageId(7));
        assert!(!looks.is_one_with_the_last(&of, now));
        looks.noted(of.clone(), now);
        assert!(looks.is_one_with_the_last(&of, now + TimeDelta::seconds(59)));
        let others = [
            ("ada s2".to_owned(), MessageId(7)),
            ("ada s1".to_owned(), MessageId(8)),
        ];
        for other in others {
            assert!(!looks.is_one_with_the_last(&other, now), "{other:?}");
        }
        assert!(!looks.is_one_with_the_last(&of, now + TimeDelta::seconds(60)));
        assert!(
            looks.0.lock().unwrap().is_empty(),
            "the memory is given back"
        );
    }
}
