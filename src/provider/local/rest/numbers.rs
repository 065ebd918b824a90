//! `/IncomingPhoneNumbers`: the account's numbers and where their webhooks go.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::form::Form;
use super::paging::{PAGING, envelope};
use super::reply::{Failure, with_json};
use crate::provider::local::number::Number;
use crate::provider::local::switch::Switch;
use crate::provider::local::time::lock;

type Shared = State<Arc<Switch>>;
type Sid = Path<(String, String)>;

const UPDATE: [&str; 10] = [
    "VoiceUrl",
    "VoiceMethod",
    "VoiceFallbackUrl",
    "VoiceFallbackMethod",
    "SmsUrl",
    "SmsMethod",
    "SmsFallbackUrl",
    "SmsFallbackMethod",
    "StatusCallback",
    "StatusCallbackMethod",
];

fn find(switch: &Switch, sid: &str) -> Result<Number, Failure> {
    let sid = sid.strip_suffix(".json").unwrap_or(sid);
    let found = lock(&switch.state)
        .numbers
        .values()
        .find(|number| number.sid == sid)
        .cloned();
    found.ok_or_else(|| Failure::not_found(&format!("/IncomingPhoneNumbers/{sid}")))
}

/// `GET /IncomingPhoneNumbers.json`.
pub(super) async fn list(
    State(switch): Shared,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Failure> {
    let query = uri.query().unwrap_or_default();
    let known = ["PhoneNumber", "FriendlyName", "Origin"];
    let form = Form::read(&switch, query.as_bytes(), &[&known[..], &PAGING].concat())?;
    let all: Vec<_> = lock(&switch.state).numbers.values().cloned().collect();
    let wanted = form.filled("PhoneNumber");
    let fitting = all
        .iter()
        .filter(|number| wanted.is_none_or(|part| number.phone_number.contains(part)));
    let items: Vec<_> = fitting.map(|number| shown(&switch, number)).collect();
    Ok(with_json(
        200,
        &envelope(uri.path(), query, &form, "incoming_phone_numbers", &items)?,
    ))
}

/// `GET /IncomingPhoneNumbers/{Sid}.json`.
pub(super) async fn one(State(switch): Shared, Path((_, sid)): Sid) -> Result<Response, Failure> {
    Ok(with_json(200, &shown(&switch, &find(&switch, &sid)?)))
}

/// `POST /IncomingPhoneNumbers/{Sid}.json`: what is given changes, the rest stays.
pub(super) async fn update(
    State(switch): Shared,
    Path((_, sid)): Sid,
    body: Bytes,
) -> Result<Response, Failure> {
    let form = Form::read(&switch, &body, &UPDATE)?;
    for method in UPDATE.iter().filter(|name| name.ends_with("Method")) {
        form.only_post(method)?;
    }
    let mut number = find(&switch, &sid)?;
    let optional = |name: &str, old: Option<String>| -> Result<Option<String>, Failure> {
        if form.get(name).is_some() {
            form.address(name)
        } else {
            Ok(old)
        }
    };
    number.voice_url = optional("VoiceUrl", Some(number.voice_url))?.unwrap_or_default();
    number.sms_url = optional("SmsUrl", Some(number.sms_url))?.unwrap_or_default();
    number.voice_fallback_url = optional("VoiceFallbackUrl", number.voice_fallback_url)?;
    number.sms_fallback_url = optional("SmsFallbackUrl", number.sms_fallback_url)?;
    number.status_callback = optional("StatusCallback", number.status_callback)?;
    lock(&switch.state)
        .numbers
        .insert(number.phone_number.clone(), number.clone());
    Ok(with_json(200, &shown(&switch, &number)))
}

fn shown(switch: &Switch, number: &Number) -> Value {
    let account = &switch.options.account_sid;
    json!({
        "sid": number.sid,
        "account_sid": account,
        "api_version": "2010-04-01",
        "phone_number": number.phone_number,
        "friendly_name": number.phone_number,
        "origin": "twilio",
        "voice_url": number.voice_url,
        "voice_method": "POST",
        "voice_fallback_url": number.voice_fallback_url,
        "voice_fallback_method": "POST",
        "sms_url": number.sms_url,
        "sms_method": "POST",
        "sms_fallback_url": number.sms_fallback_url,
        "sms_fallback_method": "POST",
        "status_callback": number.status_callback,
        "status_callback_method": "POST",
        "voice_caller_id_lookup": false,
        "capabilities": { "voice": true, "sms": true, "mms": number.mms, "fax": false },
        "uri": format!("/2010-04-01/Accounts/{account}/IncomingPhoneNumbers/{}.json", number.sid),
    })
}
