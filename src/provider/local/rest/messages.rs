//! `/Messages`: sending, listing, redacting, cancelling, deleting, and their media.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::form::Form;
use super::paging::{PAGING, envelope};
use super::reply::{Failure, done, redirect, with_json};
use super::shelf;
use crate::provider::local::messages::{Draft, MediaRecord, MessageRecord, segments, send};
use crate::provider::local::params::rfc2822;
use crate::provider::local::switch::Switch;
use crate::provider::local::time::lock;

type Shared = State<Arc<Switch>>;
type Sid = Path<(String, String)>;
type MediaSid = Path<(String, String, String)>;

const CREATE: [&str; 9] = [
    "To",
    "From",
    "Body",
    "MediaUrl",
    "StatusCallback",
    "ValidityPeriod",
    "SmartEncoded",
    "SendAsMms",
    "MessagingServiceSid",
];

fn bare(sid: &str) -> &str {
    sid.strip_suffix(".json").unwrap_or(sid)
}

fn find(switch: &Switch, sid: &str) -> Result<MessageRecord, Failure> {
    let found = lock(&switch.state)
        .messages
        .iter()
        .rev()
        .find(|message| message.sid == bare(sid))
        .cloned();
    found.ok_or_else(|| Failure::not_found(&format!("/Messages/{sid}")))
}

/// `POST /Messages.json`.
pub(super) async fn create(State(switch): Shared, body: Bytes) -> Result<Response, Failure> {
    let form = Form::read(&switch, &body, &CREATE)?;
    let to = form
        .filled("To")
        .ok_or_else(|| Failure::new(400, 21604, "A 'To' phone number is required."))?;
    let from = form
        .filled("From")
        .ok_or_else(|| Failure::new(400, 21603, "A 'From' phone number is required."))?;
    form.number("ValidityPeriod", 36_000, 1, 36_000)?;
    let draft = Draft {
        from: from.to_owned(),
        to: to.to_owned(),
        body: form.get("Body").unwrap_or_default().to_owned(),
        media: form.all("MediaUrl"),
        status_callback: form.address("StatusCallback")?,
        service: form.filled("MessagingServiceSid").map(str::to_owned),
        direction: "outbound-api",
    };
    let message = send(&switch, draft)?;
    Ok(with_json(201, &shown(&switch, &message)))
}

/// `GET /Messages.json`.
pub(super) async fn list(
    State(switch): Shared,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Failure> {
    let query = uri.query().unwrap_or_default();
    let known = ["To", "From", "DateSent", "DateSent<", "DateSent>"];
    let form = Form::read(&switch, query.as_bytes(), &[&known[..], &PAGING].concat())?;
    let between_them: Vec<_> = {
        let state = lock(&switch.state);
        let newest_first = state.messages.iter().rev();
        newest_first
            .filter(|message| form.filled("To").is_none_or(|to| to == message.to))
            .filter(|message| form.filled("From").is_none_or(|from| from == message.from))
            .cloned()
            .collect()
    };
    let mut items = Vec::new();
    for message in between_them {
        if form.in_range("DateSent", message.sent)? {
            items.push(shown(&switch, &message));
        }
    }
    Ok(with_json(
        200,
        &envelope(uri.path(), query, &form, "messages", &items)?,
    ))
}

/// `GET /Messages/{Sid}.json`.
pub(super) async fn one(State(switch): Shared, Path((_, sid)): Sid) -> Result<Response, Failure> {
    Ok(with_json(200, &shown(&switch, &find(&switch, &sid)?)))
}

/// `POST /Messages/{Sid}.json`: an empty `Body` redacts, `Status=canceled` stops a queued text.
pub(super) async fn update(
    State(switch): Shared,
    Path((_, sid)): Sid,
    body: Bytes,
) -> Result<Response, Failure> {
    let form = Form::read(&switch, &body, &["Body", "Status"])?;
    let message = find(&switch, &sid)?;
    match (form.get("Body"), form.filled("Status")) {
        (Some(""), None) if is_under_way(&switch, &message) => {
            return Err(Failure::new(
                400,
                20009,
                "Cannot redact message because delivery has not been completed.",
            ));
        }
        (Some(""), None) => {
            let now = switch.board.now();
            switch.with_message(&message.sid, |message| {
                message.body.clear();
                message.updated = now;
            });
        }
        (None, Some("canceled")) if message.status == "queued" => {
            switch.with_message(&message.sid, |message| message.status = "canceled");
        }
        (None, Some("canceled")) => {
            return Err(Failure::new(
                400,
                30409,
                "The message can't be canceled any more",
            ));
        }
        (Some(_), _) => {
            return Err(Failure::new(
                400,
                20001,
                "Body can only be updated to the empty string",
            ));
        }
        _ => {
            return Err(Failure::new(
                400,
                20001,
                "Either an empty Body or Status=canceled is required",
            ));
        }
    }
    one(State(switch), Path((String::new(), sid))).await
}

/// Whether something may still be heard of it; of one that has left, for as long as it is tried.
fn is_under_way(switch: &Switch, message: &MessageRecord) -> bool {
    const LONGEST: TimeDelta = TimeDelta::hours(10);
    match message.status {
        "accepted" | "queued" | "sending" => true,
        "sent" => message
            .sent
            .is_none_or(|at| switch.board.now() - at < LONGEST),
        _ => false,
    }
}

/// `DELETE /Messages/{Sid}.json`.
pub(super) async fn delete(
    State(switch): Shared,
    Path((_, sid)): Sid,
) -> Result<Response, Failure> {
    let message = find(&switch, &sid)?;
    if message.status == "queued" {
        return Err(Failure::new(
            409,
            20009,
            "Cannot delete message because delivery has not been completed.",
        ));
    }
    lock(&switch.state)
        .messages
        .retain(|kept| kept.sid != message.sid);
    Ok(done())
}

/// `GET /Messages/{Sid}/Media.json`.
pub(super) async fn media_list(
    State(switch): Shared,
    Path((_, sid)): Sid,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Failure> {
    let query = uri.query().unwrap_or_default();
    let form = Form::read(&switch, query.as_bytes(), &PAGING)?;
    let message = find(&switch, &sid)?;
    let items: Vec<_> = message
        .media
        .iter()
        .map(|media| shown_media(&switch, &message, media))
        .collect();
    Ok(with_json(
        200,
        &envelope(uri.path(), query, &form, "media_list", &items)?,
    ))
}

fn find_media(
    switch: &Switch,
    sid: &str,
    media: &str,
) -> Result<(MessageRecord, MediaRecord), Failure> {
    let message = find(switch, sid)?;
    let found = message
        .media
        .iter()
        .find(|kept| kept.sid == bare(media))
        .cloned();
    found
        .map(|found| (message, found))
        .ok_or_else(|| Failure::not_found(&format!("/Media/{media}")))
}

/// `GET /Messages/{Sid}/Media/{Sid}`: where the bytes lie, or with `.json` what is known of them.
pub(super) async fn media_one(
    State(switch): Shared,
    Path((_, sid, media)): MediaSid,
) -> Result<Response, Failure> {
    let (message, found) = find_media(&switch, &sid, &media)?;
    if media.ends_with(".json") {
        return Ok(with_json(200, &shown_media(&switch, &message, &found)));
    }
    Ok(redirect(&shelf::address(&switch, &message.sid, &found.sid)))
}

/// `DELETE /Messages/{Sid}/Media/{Sid}.json`.
pub(super) async fn media_delete(
    State(switch): Shared,
    Path((_, sid, media)): MediaSid,
) -> Result<Response, Failure> {
    let (message, found) = find_media(&switch, &sid, &media)?;
    switch.with_message(&message.sid, |message| {
        message.media.retain(|kept| kept.sid != found.sid)
    });
    Ok(done())
}

fn shown_media(switch: &Switch, message: &MessageRecord, media: &MediaRecord) -> Value {
    let account = &switch.options.account_sid;
    json!({
        "sid": media.sid,
        "account_sid": account,
        "parent_sid": message.sid,
        "content_type": media.content_type,
        "date_created": rfc2822(message.created),
        "date_updated": rfc2822(message.updated),
        "uri": format!("/2010-04-01/Accounts/{account}/Messages/{}/Media/{}.json", message.sid, media.sid),
    })
}

fn shown(switch: &Switch, message: &MessageRecord) -> Value {
    let account = &switch.options.account_sid;
    let uri = format!("/2010-04-01/Accounts/{account}/Messages/{}", message.sid);
    json!({
        "sid": message.sid,
        "account_sid": account,
        "api_version": "2010-04-01",
        "messaging_service_sid": message.service,
        "from": message.from,
        "to": message.to,
        "body": message.body,
        "direction": message.direction,
        "status": message.status,
        "error_code": message.error_code,
        "error_message": null,
        "num_media": message.media.len().to_string(),
        "num_segments": segments(&message.body).to_string(),
        "price": null,
        "price_unit": "USD",
        "date_created": rfc2822(message.created),
        "date_sent": message.sent.map(rfc2822),
        "date_updated": rfc2822(message.updated),
        "uri": format!("{uri}.json"),
        "subresource_uris": { "media": format!("{uri}/Media.json") },
    })
}
