//! The parameters of webhooks, as complete as captured requests are: places are present and empty when unknown.

use chrono::{DateTime, Utc};

use super::exchange::Params;
use super::switch::CallRecord;

/// One name and value.
pub(crate) fn param(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// The standard parameters of a call's webhook, sorted by name as newer captures are.
pub(crate) fn call_params(account: &str, call: &CallRecord, status: &str) -> Params {
    let mut params = vec![
        param("AccountSid", account),
        param("ApiVersion", "2010-04-01"),
        param("CallSid", &call.sid),
        param("CallStatus", status),
        param("Called", &call.to),
        param("Caller", &call.from),
        param("Direction", call.direction),
        param("From", &call.from),
        param("To", &call.to),
    ];
    params.extend(
        call.parent
            .iter()
            .map(|parent| param("ParentCallSid", parent)),
    );
    params.extend(place("Called", &call.to));
    params.extend(place("Caller", &call.from));
    params.extend(place("From", &call.from));
    params.extend(place("To", &call.to));
    params.sort();
    params
}

/// City, state, zip and country of a number.
pub(crate) fn place(who: &str, number: &str) -> Params {
    vec![
        param(&format!("{who}City"), ""),
        param(&format!("{who}Country"), country(number)),
        param(&format!("{who}State"), ""),
        param(&format!("{who}Zip"), ""),
    ]
}

/// ISO country of a number's prefix; empty when unknown, as for withheld numbers.
pub(crate) fn country(number: &str) -> &'static str {
    if is_withheld(number) {
        return "";
    }
    let prefixes = [
        ("+44", "GB"),
        ("+33", "FR"),
        ("+49", "DE"),
        ("+34", "ES"),
        ("+1", "US"),
        ("+61", "AU"),
        ("+39", "IT"),
    ];
    prefixes
        .iter()
        .find(|(prefix, _)| number.starts_with(prefix))
        .map_or("", |(_, country)| country)
}

/// True for the spellings in which the network delivers 'no caller ID', words and keypad spellings alike.
pub(crate) fn is_withheld(number: &str) -> bool {
    const SPELT: [&str; 5] = [
        "266696687",
        "7378742833",
        "86282452253",
        "2562533",
        "8656696",
    ];
    const WORDS: [&str; 6] = [
        "anonymous",
        "unknown",
        "unavailable",
        "restricted",
        "private",
        "blocked",
    ];
    let digits = number.trim_start_matches('+');
    SPELT.contains(&digits)
        || number.is_empty()
        || WORDS
            .iter()
            .any(|word| number.to_lowercase().contains(word))
}

/// `+` and 7 to 15 digits, the first not zero.
pub(crate) fn is_e164(number: &str) -> bool {
    let Some(digits) = number.strip_prefix('+') else {
        return false;
    };
    (7..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// RFC 2822, UTC, as the provider writes moments.
pub(crate) fn rfc2822(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// What progress callbacks add.
pub(crate) fn progress(at: DateTime<Utc>, sequence: u32) -> Params {
    vec![
        param("CallbackSource", "call-progress-events"),
        param("SequenceNumber", sequence.to_string()),
        param("Timestamp", rfc2822(at)),
    ]
}

/// Minutes rounded up and seconds: the two durations of a finished call.
pub(crate) fn durations(seconds: i64) -> Params {
    let minutes = (seconds + 59) / 60;
    vec![
        param("CallDuration", seconds.to_string()),
        param("Duration", minutes.to_string()),
    ]
}
