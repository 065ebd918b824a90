//! Which rows of the journal are the patient's.

use super::*;

/// The event as the journal keeps it, as far as it tells whose it is.
#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    from: Option<From>,
    #[serde(default)]
    to: Option<String>,
    #[serde(default)]
    body: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum From {
    Number(String),
    Clinician(String),
    Withheld,
    Other,
}

/// Rows of the patient, and all of the calls that they belong to: what a clinician keyed on such a call is part of it.
pub(super) fn journal(
    connection: &Connection,
    keys: &Keys,
    whose: &Traits,
    found: &mut Found,
) -> Result<(), Fault> {
    let sql = "SELECT seq, key, at, decision, sealed FROM journal
         WHERE practice = ?1 AND sealed IS NOT NULL ORDER BY seq";
    let mut select = connection.prepare(sql)?;
    let mut rows = select.query([PRACTICE])?;
    let (mut theirs, mut calls, mut others) = (Vec::new(), HashSet::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let (seq, key): (i64, &str) = (row.get(0)?, text(row, 1)?);
        let call = call_of(key);
        if whose.speaks_of(text(row, 3)?) || is_their_event(row, keys, whose, found)? {
            theirs.push(seq);
            calls.extend(call);
        } else if let Some(call) = call {
            others.push((seq, call));
        }
    }
    let of_their_calls = others.into_iter().filter(|(_, call)| calls.contains(call));
    theirs.extend(of_their_calls.map(|(seq, _)| seq));
    found.journal = theirs;
    Ok(())
}

fn call_of(key: &str) -> Option<CallId> {
    key.split_once('/')?.0.parse().ok()
}

fn is_their_event(
    row: &Row<'_>,
    keys: &Keys,
    whose: &Traits,
    found: &Found,
) -> Result<bool, Fault> {
    let (key, at): (&str, i64) = (text(row, 1)?, row.get(2)?);
    let sealed = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
    let plain = match keys.open(&context("journal", &[key.as_bytes()]), sealed) {
        Ok(plain) => plain,
        Err(_) => {
            tracing::error!("a row of the journal cannot be opened, and stays");
            return Ok(false);
        }
    };
    let event = record::parts(&plain).and_then(|(event, _)| serde_json::from_str(event).ok());
    let Some(event): Option<Event> = event else {
        return Ok(false);
    };
    let is_phone = |number: &str| whose.is(number.parse().ok());
    Ok(match &event.from {
        Some(From::Number(number)) => is_phone(number),
        Some(From::Clinician(clinician)) => {
            let clinician = words::clinician(clinician)?;
            let to = event.to.as_deref().unwrap_or_default();
            let mut talks = found.talks.iter();
            talks.any(|(whose, line, since, rests)| {
                *whose == clinician && line == to && (*since..=*rests).contains(&at)
            }) || found.replies.contains(&(clinician, to.to_owned(), at))
                || event.body.is_some_and(|body| whose.is_named_in(&body))
        }
        Some(From::Withheld | From::Other) | None => event.to.as_deref().is_some_and(is_phone),
    })
}
