//! The addresses of the own line: `voice/own/<call>/<clinician>.<phone>/<place>[.<message>]/<step>?tries=`. What was
//! keyed never stands in one.

use std::fmt::{Result, Write};

use super::Address;
use super::parts::{Parts, read_target, write_target};
use crate::domain::event::{OwnStep, Place};
use crate::domain::names::CallId;

pub fn write(url: &mut String, call: CallId, at: &OwnStep) -> Result {
    write!(url, "voice/own/{call}/")?;
    write_target(url, &at.target)?;
    url.push('/');
    write_place(url, at.place)?;
    write!(url, "/{}", at.step)?;
    match at.tries {
        0 => Ok(()),
        tries => write!(url, "?tries={tries}"),
    }
}

pub fn write_key(key: &mut String, call: CallId, at: &OwnStep) -> Result {
    write!(key, "{call}/own/{}/", at.step)?;
    write_place(key, at.place)?;
    write!(key, "/{}", at.tries)
}

pub fn read(parts: &mut Parts<'_>, query: &str) -> Option<Address> {
    let call = parts.next()?.parse().ok()?;
    let target = read_target(parts.next()?)?;
    let place = read_place(parts.next()?)?;
    let step = parts.next()?.parse().ok()?;
    let tries = match query {
        "" => 0,
        _ => query.strip_prefix("tries=")?.parse().ok()?,
    };
    let at = OwnStep {
        target,
        place,
        step,
        tries,
    };
    Some(Address::Own { call, at })
}

fn write_place(url: &mut String, place: Place) -> Result {
    match place {
        Place::Pin => write!(url, "pin"),
        Place::NoPin => write!(url, "no-pin"),
        Place::Menu => write!(url, "menu"),
        Place::Message(message) => write!(url, "message.{message}"),
        Place::Delete(message) => write!(url, "delete.{message}"),
        Place::Conversation => write!(url, "conversation"),
        Place::NewPin => write!(url, "new-pin"),
        Place::NewPinAgain => write!(url, "new-pin-again"),
    }
}

fn read_place(text: &str) -> Option<Place> {
    Some(match text.split_once('.') {
        None => match text {
            "pin" => Place::Pin,
            "no-pin" => Place::NoPin,
            "menu" => Place::Menu,
            "conversation" => Place::Conversation,
            "new-pin" => Place::NewPin,
            "new-pin-again" => Place::NewPinAgain,
            _ => return None,
        },
        Some(("message", id)) => Place::Message(id.parse().ok()?),
        Some(("delete", id)) => Place::Delete(id.parse().ok()?),
        Some(_) => return None,
    })
}
