//! `/Calls`: creating, listing, ending and redirecting.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::form::Form;
use super::paging::{PAGING, envelope};
use super::reply::{Failure, with_json};
use crate::provider::local::call::{Content, Event, Outbound, Source, Update, outbound};
use crate::provider::local::exchange::Kind;
use crate::provider::local::params::{is_e164, rfc2822};
use crate::provider::local::switch::{CallRecord, Switch};
use crate::provider::local::time::lock;

type Shared = State<Arc<Switch>>;
type Sid = Path<(String, String)>;

/// The provider's limit on a document given in the request, in characters.
const LONGEST_TWIML: usize = 4000;
const CREATE: [&str; 11] = [
    "To",
    "From",
    "Url",
    "Method",
    "Twiml",
    "FallbackUrl",
    "FallbackMethod",
    "StatusCallback",
    "StatusCallbackEvent",
    "StatusCallbackMethod",
    "Timeout",
];

fn bare(sid: &str) -> &str {
    sid.strip_suffix(".json").unwrap_or(sid)
}

fn find(switch: &Switch, sid: &str) -> Result<CallRecord, Failure> {
    switch
        .call(bare(sid))
        .ok_or_else(|| Failure::not_found(&format!("/Calls/{sid}")))
}

fn source(form: &Form, kind: Kind) -> Result<Option<Source>, Failure> {
    if let Some(url) = form.address("Url")? {
        return Ok(Some(Source::url(
            kind,
            &url,
            form.filled("Method") == Some("GET"),
            Vec::new(),
        )));
    }
    let Some(document) = form.filled("Twiml") else {
        return Ok(None);
    };
    if document.chars().count() > LONGEST_TWIML {
        return Err(Failure::new(
            400,
            32018,
            "Twiml must not have more than 4000 characters",
        ));
    }
    Ok(Some(Source {
        kind,
        content: Content::Inline(document.to_owned()),
        get: false,
        more: Vec::new(),
    }))
}

/// `POST /Calls.json`.
pub(super) async fn create(State(switch): Shared, body: Bytes) -> Result<Response, Failure> {
    let form = Form::read(&switch, &body, &CREATE)?;
    let to = form
        .filled("To")
        .ok_or_else(|| Failure::new(400, 21201, "No 'To' number is specified"))?;
    let from = form
        .filled("From")
        .ok_or_else(|| Failure::new(400, 21213, "No 'From' number is specified"))?;
    if !is_e164(to) {
        return Err(Failure::new(400, 21211, "Invalid 'To' Phone Number"));
    }
    let is_ours = {
        let state = lock(&switch.state);
        state.numbers.contains_key(from) || state.verified.contains(from)
    };
    if !is_ours {
        return Err(Failure::new(
            400,
            21210,
            "The source phone number provided is not yet verified for your account",
        ));
    }
    let first = source(&form, Kind::Voice)?
        .ok_or_else(|| Failure::new(400, 21205, "Url or Twiml is required"))?;
    form.only_post("StatusCallbackMethod")?;
    form.only_post("FallbackMethod")?;
    let events = form.all("StatusCallbackEvent");
    let wanted = Outbound {
        from: from.to_owned(),
        to: to.to_owned(),
        source: first,
        timeout: form.number("Timeout", 60, 1, 600)?,
        status_callback: form.address("StatusCallback")?,
        status_events: if events.is_empty() {
            vec!["completed".to_owned()]
        } else {
            events
        },
        fallback: form.address("FallbackUrl")?,
    };
    let sid = outbound(&switch, wanted);
    Ok(with_json(201, &shown(&switch, &find(&switch, &sid)?)))
}

/// `GET /Calls.json`.
pub(super) async fn list(
    State(switch): Shared,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Failure> {
    let query = uri.query().unwrap_or_default();
    let known = [
        "To",
        "From",
        "ParentCallSid",
        "Status",
        "StartTime",
        "StartTime<",
        "StartTime>",
        "EndTime",
        "EndTime<",
        "EndTime>",
    ];
    let form = Form::read(&switch, query.as_bytes(), &[&known[..], &PAGING].concat())?;
    let all: Vec<_> = {
        let state = lock(&switch.state);
        state
            .call_order
            .iter()
            .rev()
            .filter_map(|sid| state.calls.get(sid).cloned())
            .collect()
    };
    let mut items = Vec::new();
    for call in all {
        let fits = form.filled("To").is_none_or(|to| to == call.to)
            && form.filled("From").is_none_or(|from| from == call.from)
            && form
                .filled("ParentCallSid")
                .is_none_or(|parent| call.parent.as_deref() == Some(parent))
            && form
                .filled("Status")
                .is_none_or(|status| status == call.status)
            && form.in_range("StartTime", Some(call.created))?
            && form.in_range("EndTime", call.ended)?;
        if fits {
            items.push(shown(&switch, &call));
        }
    }
    Ok(with_json(
        200,
        &envelope(uri.path(), query, &form, "calls", &items)?,
    ))
}

/// `GET /Calls/{Sid}.json`.
pub(super) async fn one(State(switch): Shared, Path((_, sid)): Sid) -> Result<Response, Failure> {
    Ok(with_json(200, &shown(&switch, &find(&switch, &sid)?)))
}

/// `POST /Calls/{Sid}.json`: `Status=completed` or `canceled` ends it, `Url` or `Twiml` gives it another document.
pub(super) async fn update(
    State(switch): Shared,
    Path((_, sid)): Sid,
    body: Bytes,
) -> Result<Response, Failure> {
    let form = Form::read(&switch, &body, &["Status", "Url", "Method", "Twiml"])?;
    let call = find(&switch, &sid)?;
    let over = || Failure::new(400, 21220, "Call is not in-progress. Cannot redirect.");
    let inbox = call.inbox.clone().ok_or_else(over)?;
    match (form.filled("Status"), source(&form, Kind::Redirect)?) {
        (Some("canceled"), None) if call.answered.is_some() => return Err(over()),
        (Some("completed" | "canceled"), None) => inbox.post(Event::Update(Update::Complete)),
        (None, Some(next)) => inbox.post(Event::Update(Update::Redirect(next))),
        _ => {
            return Err(Failure::new(
                400,
                20001,
                "Either Status=completed|canceled, or Url, or Twiml is required",
            ));
        }
    }
    Ok(with_json(200, &shown(&switch, &call)))
}

fn shown(switch: &Switch, call: &CallRecord) -> Value {
    let account = &switch.options.account_sid;
    let uri = format!("/2010-04-01/Accounts/{account}/Calls/{}", call.sid);
    let number = if call.direction == "inbound" {
        &call.to
    } else {
        &call.from
    };
    let number_sid = lock(&switch.state)
        .numbers
        .get(number)
        .map(|number| number.sid.clone());
    json!({
        "sid": call.sid,
        "account_sid": account,
        "api_version": "2010-04-01",
        "parent_call_sid": call.parent,
        "phone_number_sid": number_sid,
        "from": call.from,
        "to": call.to,
        "status": call.status,
        "direction": call.direction,
        "start_time": call.answered.map(rfc2822),
        "end_time": call.ended.map(rfc2822),
        "duration": call.ended.map(|_| call.seconds().to_string()),
        "answered_by": null,
        "caller_name": null,
        "forwarded_from": null,
        "queue_time": "0",
        "price": null,
        "price_unit": "USD",
        "date_created": rfc2822(call.created),
        "uri": format!("{uri}.json"),
        "subresource_uris": { "recordings": format!("{uri}/Recordings.json") },
    })
}
