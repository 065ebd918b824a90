//! What the forms of the own account do.

use axum::http::header;
use zeroize::Zeroizing;

use super::super::form::Posted;
use super::super::gate::{self, password as passwords};
use super::super::page::see_other;
use super::super::visit::{Outcome, Visit};
use super::super::words::Tongue;
use super::show::{Place, wrong};
use super::{anew, change};
use crate::config::users;

/// `POST /console/account/password`: the old one is asked for, and every other session ends.
pub async fn password(posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let new = Zeroizing::new(fields.raw("new").to_owned());
    if let Some(why) = unfit(&visit, &new, fields.raw("again")) {
        return Ok(wrong(&visit, Place::Password, &why));
    }
    if !gate::proves(&visit, fields.raw("old")).await? {
        let why = visit.words.t("account-old-wrong");
        return Ok(wrong(&visit, Place::Password, &why));
    }
    let hash = visit
        .console
        .hashing()
        .turn(move || passwords::hash(&new))
        .await;
    let Some(hash) = hash.flatten() else {
        return Ok(wrong(&visit, Place::Password, &visit.words.t("gate-busy")));
    };
    visit.noted("password-set", "").await?;
    change(&visit, move |folder, name| {
        users::set_password(folder, name, &hash)
    })
    .await?;
    anew(&visit, "password").await
}

fn unfit(visit: &Visit, new: &str, again: &str) -> Option<String> {
    let words = &visit.words;
    if new != again {
        return Some(words.t("account-differ"));
    }
    match passwords::fit(new, &visit.who.name) {
        Ok(()) => None,
        Err(passwords::Unfit::Short) => Some(words.t("account-short")),
        Err(passwords::Unfit::Long) => Some(words.t("account-long")),
        Err(passwords::Unfit::Name) => Some(words.t("account-holds-name")),
        Err(passwords::Unfit::Obvious) => Some(words.t("account-obvious")),
    }
}

/// `POST /console/account/language`
pub async fn language(posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let language = match fields.get("language") {
        "en" => Some("en"),
        "fr" => Some("fr"),
        _ => None,
    };
    change(&visit, move |folder, name| {
        users::set_language(folder, name, language)
    })
    .await?;
    let mut response = see_other("/console/account?done=language");
    // The sign-in page in this browser speaks it too; nothing chosen is what the browser asks for.
    if let Some(kept) = gate::remembers(language.and_then(Tongue::of)) {
        response.headers_mut().insert(header::SET_COOKIE, kept);
    }
    Ok(response)
}

/// `POST /console/account/elsewhere`: every other session of the account ends.
pub async fn elsewhere(posted: Posted) -> Outcome {
    let Posted { visit, .. } = posted;
    anew(&visit, "elsewhere").await
}
