//! `/Recordings`: what callers left, as metadata and as sound.

use std::sync::Arc;

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::form::Form;
use super::paging::{PAGING, envelope};
use super::reply::{Failure, bytes, cut_off, done, with_json};
use crate::provider::local::params::rfc2822;
use crate::provider::local::recording::RecordingRecord;
use crate::provider::local::switch::Switch;
use crate::provider::local::time::lock;

type Shared = State<Arc<Switch>>;
type Sid = Path<(String, String)>;

fn split(sid: &str) -> (&str, &str) {
    sid.split_once('.').unwrap_or((sid, ""))
}

fn find(switch: &Switch, sid: &str) -> Result<RecordingRecord, Failure> {
    let found = lock(&switch.state)
        .recordings
        .iter()
        .find(|recording| recording.sid == sid)
        .cloned();
    found
        .filter(|recording| recording.status != "deleted")
        .ok_or_else(|| Failure::not_found(&format!("/Recordings/{sid}")))
}

/// `GET /Recordings.json`.
pub(super) async fn list(
    State(switch): Shared,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Failure> {
    let query = uri.query().unwrap_or_default();
    let known = [
        "CallSid",
        "DateCreated",
        "DateCreated<",
        "DateCreated>",
        "IncludeSoftDeleted",
    ];
    let form = Form::read(&switch, query.as_bytes(), &[&known[..], &PAGING].concat())?;
    let all: Vec<_> = lock(&switch.state)
        .recordings
        .iter()
        .rev()
        .cloned()
        .collect();
    let mut items = Vec::new();
    for recording in all {
        let fits = form
            .filled("CallSid")
            .is_none_or(|sid| sid == recording.call_sid)
            && (recording.status != "deleted" || form.filled("IncludeSoftDeleted") == Some("true"))
            && form.in_range("DateCreated", Some(recording.started))?;
        if fits {
            items.push(shown(&switch, &recording));
        }
    }
    Ok(with_json(
        200,
        &envelope(uri.path(), query, &form, "recordings", &items)?,
    ))
}

/// `GET /Recordings/{Sid}`, `.wav`, `.mp3` (sound) or `.json` (metadata).
pub(super) async fn one(
    State(switch): Shared,
    Path((_, name)): Sid,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Failure> {
    let (sid, kind) = split(&name);
    let recording = find(&switch, sid)?;
    if kind == "json" {
        return Ok(with_json(200, &shown(&switch, &recording)));
    }
    let form = Form::read(
        &switch,
        uri.query().unwrap_or_default().as_bytes(),
        &["RequestedChannels"],
    )?;
    if form.filled("RequestedChannels") == Some("2") && recording.channels < 2 {
        return Err(Failure::new(400, 20001, "The recording has one channel"));
    }
    let is_there = recording
        .there_from
        .is_none_or(|from| from <= switch.board.now());
    if recording.status != "completed" || !is_there {
        return Err(Failure::not_found(&format!("/Recordings/{name}")));
    }
    match kind {
        "" | "wav" if with_kept(&switch, sid, |kept| spend(&mut kept.page)) == Some(true) => {
            Ok(bytes("text/html", "<html>upstream error</html>"))
        }
        "" | "wav" if with_kept(&switch, sid, |kept| spend(&mut kept.short)) == Some(true) => {
            let mut file = recording.wav();
            file.truncate(file.len() / 2);
            Ok(bytes("audio/x-wav", file))
        }
        "" | "wav" if is_cut_off(&switch, sid) => Ok(cut_off("audio/x-wav", recording.wav())),
        "" | "wav" => Ok(bytes("audio/x-wav", recording.wav())),
        // One silent frame: enough for a client that stores what it gets.
        "mp3" => Ok(bytes(
            "audio/mpeg",
            [&[0xFF, 0xFB, 0x10, 0xC4][..], &[0; 100]].concat(),
        )),
        _ => Err(Failure::not_found(&format!("/Recordings/{name}"))),
    }
}

/// `DELETE /Recordings/{Sid}.json`.
pub(super) async fn delete(
    State(switch): Shared,
    Path((_, name)): Sid,
) -> Result<Response, Failure> {
    let sid = split(&name).0;
    find(&switch, sid)?;
    with_kept(&switch, sid, |kept| {
        if !spend(&mut kept.stays) {
            kept.status = "deleted";
            kept.said.clear();
        }
    });
    Ok(done())
}

fn with_kept<T>(
    switch: &Switch,
    sid: &str,
    change: impl FnOnce(&mut RecordingRecord) -> T,
) -> Option<T> {
    let mut state = lock(&switch.state);
    let kept = state.recordings.iter_mut().find(|kept| kept.sid == sid)?;
    Some(change(kept))
}

/// Takes one off a number of troubles; false if none was left.
fn spend(left: &mut u32) -> bool {
    let some = *left > 0;
    *left = left.saturating_sub(1);
    some
}

fn is_cut_off(switch: &Switch, sid: &str) -> bool {
    with_kept(switch, sid, |kept| spend(&mut kept.cut_off)).unwrap_or(false)
}

fn shown(switch: &Switch, recording: &RecordingRecord) -> Value {
    let account = &switch.options.account_sid;
    json!({
        "sid": recording.sid,
        "account_sid": account,
        "call_sid": recording.call_sid,
        "status": recording.status,
        "source": recording.source,
        "channels": recording.channels,
        "duration": recording.seconds.to_string(),
        "error_code": (recording.status == "absent").then_some(16104),
        "start_time": rfc2822(recording.started),
        "date_created": rfc2822(recording.started),
        "date_updated": rfc2822(recording.started),
        "price": null,
        "uri": format!("/2010-04-01/Accounts/{account}/Recordings/{}.json", recording.sid),
        "media_url": switch.resource(&format!("Recordings/{}", recording.sid)),
    })
}
