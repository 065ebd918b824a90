//! A call may have left a message, and no webhook said so: the provider is asked about that call.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{StreamExt, stream};

use super::{Context, Trouble, Worker, again, insist};
use crate::provider::twilio::recording::{RecordingSource, RecordingStatus};
use crate::provider::twilio::rest::{Call, Client, Error, Recording};
use crate::store::{Due, ExpectedRow};

/// So many calls are asked about at once.
const MOST: usize = 4;

/// A recording is listed only a little after its call has ended.
const SETTLES: TimeDelta = TimeDelta::minutes(1);

/// While a call is under way it is asked about no more often than this.
const SOONEST: TimeDelta = TimeDelta::seconds(20);

/// For so long the provider may say that it has no such call.
const APPEARS_WITHIN: TimeDelta = TimeDelta::hours(24);

/// For so long, and so often, a call is asked about whose end or whose recording never comes; the hourly list is read all the
/// same.
const ASKED_FOR: TimeDelta = TimeDelta::days(7);
const ASKED: u32 = 50;

/// So many are looked at together.
const LOOK_AT: usize = 256;

/// While the store cannot be used.
const DOWN: TimeDelta = TimeDelta::seconds(1);

/// What is to be done about a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Nothing more will come of it.
    Over,
    /// It is asked about again, not sooner than then.
    Again(DateTime<Utc>),
}

/// Asks until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    loop {
        let until = tokio::select! {
            until = round(&context) => until,
            () = worker.stopped() => return,
        };
        if !worker.rest(until).await {
            return;
        }
    }
}

async fn round(context: &Context) -> Option<DateTime<Utc>> {
    let (store, now) = (context.relay.store(), context.relay.clock().now());
    let Ok(rows) = store.expected_due(now, LOOK_AT).await else {
        return Some(now + DOWN);
    };
    let is_all = rows.len() < LOOK_AT;
    let asked = stream::iter(rows).map(|row| ask(context, row));
    asked.buffer_unordered(MOST).collect::<()>().await;
    if !is_all {
        return Some(now);
    }
    let next = store.next_due(Due::Expected, now).await;
    next.unwrap_or(Some(now + DOWN))
}

async fn ask(context: &Context, row: ExpectedRow) {
    let (relay, now) = (&context.relay, context.relay.clock().now());
    let due = match asked(context, &row, now).await {
        Ok(Next::Over) => return insist(|| relay.store().expected_over(row.call)).await,
        Ok(Next::Again(_)) if is_enough(&row, now) => {
            tracing::error!(call = %row.call, "the provider does not say for a week whether a call has left a message; it is not asked any more: look for a recording of the call in its console");
            return insist(|| relay.store().expected_over(row.call)).await;
        }
        Ok(Next::Again(soonest)) => again(now, row.attempts, None).max(soonest),
        Err(trouble) => {
            tracing::warn!(call = %row.call, why = trouble.why, "whether a call left a message could not be asked; it is asked again");
            again(now, row.attempts, trouble.retry_after)
        }
    };
    insist(|| relay.store().expected_later(row.call, due)).await;
}

fn is_enough(row: &ExpectedRow, now: DateTime<Utc>) -> bool {
    now - row.since >= ASKED_FOR && row.attempts >= ASKED
}

async fn asked(context: &Context, row: &ExpectedRow, now: DateTime<Utc>) -> Result<Next, Trouble> {
    let relay = &context.relay;
    let client = context.client(&relay.in_force()).map_err(Trouble::of)?;
    let listing = client.recordings_of(&row.sid).await?;
    let ours = || {
        listing
            .items
            .iter()
            .filter(|recording| is_message(recording))
    };
    for recording in ours().filter(|recording| is_ready(recording)) {
        tracing::info!(call = %row.call, "a message was not announced; the provider was asked, and has it");
        let made = recording.start_time.unwrap_or(row.since);
        let seconds = recording.duration_seconds;
        // For whom it is, the row's own history tells.
        let found = relay.found_recording(&row.sid, &recording.sid, seconds, made, None);
        found.await.map_err(Trouble::of)?;
    }
    if ours().any(is_under_way) || !listing.complete {
        return Ok(Next::Again(now + SOONEST));
    }
    if ours().any(is_ready) {
        return Ok(Next::Over);
    }
    of_a_call_without(&client, row, now).await
}

async fn of_a_call_without(
    client: &Client,
    row: &ExpectedRow,
    now: DateTime<Utc>,
) -> Result<Next, Trouble> {
    match client.call(&row.sid).await {
        Ok(call) => Ok(after(&call, row.since, now)),
        Err(Error::NotYet) if now - row.since >= APPEARS_WITHIN => {
            tracing::warn!(call = %row.call, "the provider knows nothing of a call that may have left a message");
            Ok(Next::Over)
        }
        Err(error) => Err(error.into()),
    }
}

/// What follows from a call that has left nothing so far.
fn after(call: &Call, since: DateTime<Utc>, now: DateTime<Utc>) -> Next {
    if !call.status.is_terminal() {
        return Next::Again(now + SOONEST);
    }
    let settled = call.end_time.unwrap_or(since) + SETTLES;
    match settled <= now {
        true => Next::Over,
        // Not farther away, though the clocks differ.
        false => Next::Again(settled.min(now + SETTLES)),
    }
}

/// Whether a caller left it; the practice may record calls by itself.
pub(super) fn is_message(recording: &Recording) -> bool {
    recording.source == RecordingSource::RecordVerb
}

/// Whether it can be fetched.
pub(super) fn is_ready(recording: &Recording) -> bool {
    recording.status == RecordingStatus::Completed
}

/// Whether it may still become one that can be fetched.
pub(super) fn is_under_way(recording: &Recording) -> bool {
    // The provider's `processing` is one of the others.
    matches!(
        recording.status,
        RecordingStatus::InProgress | RecordingStatus::Other
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::Mailbox;
    use crate::domain::names::CallId;
    use crate::provider::twilio::call::{CallStatus, Direction};

    #[test]
    fn a_call_that_never_ends_is_not_asked_about_for_ever_though_an_outage_is_waited_for() {
        let since = DateTime::UNIX_EPOCH;
        let row = |attempts| ExpectedRow {
            call: CallId(1),
            sid: "CA1".to_owned(),
            mailbox: Mailbox::Practice,
            attempts,
            since,
        };
        assert!(is_enough(&row(ASKED), since + ASKED_FOR));
        assert!(!is_enough(&row(ASKED), since + TimeDelta::days(6)));
        assert!(!is_enough(&row(3), since + TimeDelta::days(60)));
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn call(status: CallStatus, end_time: Option<DateTime<Utc>>) -> Call {
        Call {
            sid: "CA1".to_owned(),
            parent_sid: None,
            from: None,
            to: None,
            status,
            direction: Direction::Inbound,
            start_time: Some(at(0)),
            end_time,
            duration_seconds: None,
        }
    }

    fn recording(status: RecordingStatus, source: RecordingSource) -> Recording {
        Recording {
            sid: "RE1".to_owned(),
            call_sid: "CA1".to_owned(),
            status,
            duration_seconds: None,
            source,
            start_time: None,
            error_code: None,
        }
    }

    #[test]
    fn a_call_that_goes_on_is_asked_about_again() {
        let running = call(CallStatus::InProgress, None);
        let next = after(&running, at(0), at(10_000));
        assert_eq!(next, Next::Again(at(10_000) + SOONEST));
    }

    #[test]
    fn a_call_that_has_just_ended_is_asked_about_once_more() {
        let ended = call(CallStatus::Completed, Some(at(100)));
        assert_eq!(after(&ended, at(0), at(110)), Next::Again(at(160)));
        assert_eq!(after(&ended, at(0), at(160)), Next::Over);
    }

    #[test]
    fn a_call_of_which_the_end_is_not_known_or_lies_ahead_does_not_wait_for_ever() {
        let ended = call(CallStatus::NoAnswer, None);
        assert_eq!(after(&ended, at(0), at(120)), Next::Over);
        let ahead = call(CallStatus::Completed, Some(at(900_000)));
        assert_eq!(after(&ahead, at(0), at(120)), Next::Again(at(180)));
    }

    #[test]
    fn only_what_a_caller_left_is_a_message_and_only_what_is_done_is_ready() {
        let by_record = RecordingSource::RecordVerb;
        assert!(is_message(&recording(
            RecordingStatus::Completed,
            by_record
        )));
        for other in [
            RecordingSource::DialVerb,
            RecordingSource::OutboundApi,
            RecordingSource::StartCallRecordingApi,
            RecordingSource::Other,
        ] {
            assert!(!is_message(&recording(RecordingStatus::Completed, other)));
        }
        for (status, ready, under_way) in [
            (RecordingStatus::Completed, true, false),
            (RecordingStatus::InProgress, false, true),
            (RecordingStatus::Other, false, true),
            (RecordingStatus::Absent, false, false),
            (RecordingStatus::Failed, false, false),
        ] {
            let recording = recording(status, by_record);
            let found = (is_ready(&recording), is_under_way(&recording));
            assert_eq!(found, (ready, under_way), "{status:?}");
        }
    }
}
