//! What the provider says about a recording once it exists, or never will.

use chrono::{DateTime, Utc};

use super::params::{Missing, Params};
use super::words::wire_words;

wire_words! {
    /// Where a recording stands.
    RecordingStatus {
        /// Being made.
        InProgress = "in-progress",
        /// Made, and ready to be fetched.
        Completed = "completed",
        /// There is none: silence, or nothing was said.
        Absent = "absent",
        /// It could not be made.
        Failed = "failed",
    }
}

wire_words! {
    /// What made a recording.
    RecordingSource {
        /// A `<Record>`: a voicemail.
        RecordVerb = "RecordVerb",
        /// A recorded `<Dial>`.
        DialVerb = "DialVerb",
        /// A conference.
        Conference = "Conference",
        /// A call that the REST API placed with recording.
        OutboundApi = "OutboundAPI",
        /// A SIP trunk.
        Trunking = "Trunking",
        /// The REST API, during a call.
        StartCallRecordingApi = "StartCallRecordingAPI",
        /// The REST API, during a conference.
        StartConferenceRecordingApi = "StartConferenceRecordingAPI",
    }
}

/// A recording's status callback. It carries neither caller nor called: `call_sid` says which call it was.
pub struct RecordingParams<'a> {
    /// The recording.
    pub sid: &'a str,
    /// Where it stands.
    pub status: RecordingStatus,
    /// The caller's leg, also where the dialled leg was recorded.
    pub call_sid: &'a str,
    /// Which account the recording belongs to.
    pub account_sid: Option<&'a str>,
    /// Where the recording is, without an extension.
    pub url: Option<&'a str>,
    /// Seconds; unknown for an absent recording.
    pub duration_seconds: Option<u32>,
    /// What made it.
    pub source: RecordingSource,
    /// When it began.
    pub start_time: Option<DateTime<Utc>>,
    /// Why it is absent; `0`, which the provider sends for "no error", is `None`.
    pub error_code: Option<u32>,
}

impl<'a> RecordingParams<'a> {
    /// Views a recording's status callback.
    ///
    /// # Errors
    /// [`Missing`] without `RecordingSid`, `RecordingStatus` or `CallSid`.
    pub fn of(params: &'a Params) -> Result<Self, Missing> {
        Ok(Self {
            sid: params.required("RecordingSid")?,
            status: RecordingStatus::of(params.required("RecordingStatus")?),
            call_sid: params.required("CallSid")?,
            account_sid: params.filled("AccountSid"),
            url: params.filled("RecordingUrl"),
            duration_seconds: params.number("RecordingDuration"),
            source: RecordingSource::of(params.get("RecordingSource").unwrap_or_default()),
            start_time: params.get("RecordingStartTime").and_then(instant),
            error_code: params.number("ErrorCode").filter(|code| *code != 0),
        })
    }
}

/// The provider writes times as RFC 2822; compatible ones write RFC 3339.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text)
        .or_else(|_| DateTime::parse_from_rfc3339(text))
        .ok()
        .map(|time| time.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finished_voicemail_is_read_with_length_and_beginning() {
        let params = Params::parse(
            b"RecordingSid=RE2&RecordingStatus=completed&CallSid=CA1&RecordingDuration=21&ErrorCode=0\
              &RecordingSource=RecordVerb&RecordingStartTime=Mon%2C%2005%20Oct%202026%2014%3A03%3A41%20%2B0000",
        )
        .unwrap();
        let recording = RecordingParams::of(&params).unwrap();
        assert_eq!((recording.sid, recording.call_sid), ("RE2", "CA1"));
        assert_eq!(recording.status, RecordingStatus::Completed);
        assert_eq!(recording.source, RecordingSource::RecordVerb);
        assert_eq!(recording.duration_seconds, Some(21));
        assert_eq!(recording.error_code, None);
        let start = recording.start_time.unwrap();
        assert_eq!(start.to_rfc3339(), "2026-10-05T14:03:41+00:00");
    }

    #[test]
    fn an_absent_recording_has_no_length_and_a_reason() {
        let params = Params::parse(
            b"RecordingSid=RE3&RecordingStatus=absent&CallSid=CA1&RecordingDuration=-1&ErrorCode=16104\
              &RecordingStartTime=yesterday",
        )
        .unwrap();
        let recording = RecordingParams::of(&params).unwrap();
        assert_eq!(recording.status, RecordingStatus::Absent);
        assert_eq!(recording.duration_seconds, None);
        assert_eq!(recording.error_code, Some(16104));
        assert_eq!(recording.start_time, None);
        assert_eq!(recording.source, RecordingSource::Other);
    }

    #[test]
    fn a_recording_without_its_call_is_refused() {
        let params = Params::parse(b"RecordingSid=RE3&RecordingStatus=absent").unwrap();
        assert_eq!(RecordingParams::of(&params).err(), Some(Missing("CallSid")));
    }
}
