//! Pictures both ways through the real relay and the local carrier: as they are to a clinician, bare to a patient, kept
//! encrypted, given to whoever holds a ticket, and deleted when their time has come.

#![allow(clippy::unwrap_used)]

mod support;

use chrono::TimeDelta;
use nightbell::provider::local::stage::Actor;
use nightbell::provider::local::{Exchange, Heard, Kind, RestTrouble, Trouble, plain_http};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use support::{
    BACK_1, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, World, assert_no_file_holds,
};

type Told = Result<(), Box<dyn std::error::Error>>;

const PLAIN: &[u8] = include_bytes!("data/photos/plain.jpg");

/// In clear in every photo with metadata here: whose phone took it, and where.
const OWNER: &str = "Owner Somebody, 51.5098 N 0.1180 W";

/// The plain photo with what a phone adds, in front of the picture and behind it.
fn photo() -> Vec<u8> {
    let note = [b"Exif\0\0II*\0\x08\0\0\0", OWNER.as_bytes()].concat();
    let length = u16::try_from(note.len() + 2).unwrap().to_be_bytes();
    let (start, picture) = PLAIN.split_at(2);
    let parts: [&[u8]; 6] = [
        start,
        b"\xff\xe1",
        &length,
        &note,
        picture,
        OWNER.as_bytes(),
    ];
    parts.concat()
}

const CARD: &[u8] =
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okafor;Ada\r\nTEL:+447700900123\r\nEND:VCARD\r\n";

/// The first text of a conversation comes after a sentence on whose number it is.
async fn is_introduced(okafor: &Actor) -> Told {
    okafor.receives_text(BACK_1, "stands for").await?;
    Ok(())
}

fn http() -> Client {
    plain_http().redirect(Policy::none()).build().unwrap()
}

/// Texts with attachments; gives the provider's id of the text.
fn sends(phone: &Actor, to: &str, body: &str, media: &[(&str, &[u8])]) -> String {
    phone.phone().text_with_media(to, body, media).unwrap()
}

/// Where the attachments of the last text that a phone received lie.
fn last_media(phone: &Actor) -> Vec<String> {
    let transcript = phone.phone().transcript();
    let mut texts = transcript.into_iter().rev();
    let last = texts.find_map(|entry| match entry.what {
        Heard::Text { media, .. } => Some(media),
        _ => None,
    });
    last.unwrap_or_default()
}

/// Asks the carrier's REST API, with the account's credentials.
async fn api(world: &World, url: &str) -> reqwest::Response {
    let account = url.split("/Accounts/").nth(1).unwrap();
    let sid = account.split('/').next().unwrap();
    let token = Some(world.auth_token());
    http().get(url).basic_auth(sid, token).send().await.unwrap()
}

/// What the carrier gives a phone under this address: its type and its bytes.
async fn shown(world: &World, url: &str) -> (String, Vec<u8>) {
    let moved = api(world, url).await;
    let place = moved.headers()["location"].to_str().unwrap().to_owned();
    let answer = http().get(place).send().await.unwrap();
    let kind = answer.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    (kind, answer.bytes().await.unwrap().to_vec())
}

fn message_url(world: &World, sid: &str, more: &str) -> String {
    let exchanges = world.carrier().exchanges();
    let account = exchanges
        .iter()
        .find_map(|e| e.param("AccountSid"))
        .unwrap();
    let api = world.carrier().api_url();
    format!("{api}/2010-04-01/Accounts/{account}/Messages/{sid}{more}")
}

/// How many attachments the provider still has of a text.
async fn left_there(world: &World, sid: &str) -> usize {
    let url = message_url(world, sid, "/Media.json");
    let list = api(world, &url).await.text().await.unwrap();
    let list: Value = serde_json::from_str(&list).unwrap();
    list["media_list"].as_array().unwrap().len()
}

/// The address under which the carrier last fetched a picture.
fn fetched(world: &World) -> Exchange {
    let mut exchanges = world.carrier().exchanges();
    exchanges.retain(|exchange| exchange.kind == Kind::Media);
    exchanges.pop().unwrap()
}

fn files(world: &World) -> usize {
    let folder = std::fs::read_dir(world.data().join("media"));
    folder.map_or(0, Iterator::count)
}

#[tokio::test]
async fn a_patients_photo_arrives_byte_for_byte_and_leaves_the_provider() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let (photo, letter) = (photo(), b"%PDF-1.7 a letter".as_slice());
    let media = [("image/jpeg", &photo[..]), ("application/pdf", letter)];
    let sid = sends(&rosa, OKAFOR_LINE, "my rash", &media);
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "my rash").await?;
    let media = last_media(&okafor);
    assert_eq!(media.len(), 2);
    assert_eq!(
        shown(&world, &media[0]).await,
        ("image/jpeg".to_owned(), photo)
    );
    assert_eq!(shown(&world, &media[1]).await.1, letter);
    world.stage().comes_to_rest().await?;
    assert_eq!(left_there(&world, &sid).await, 0);
    assert_eq!(files(&world), 2);
    assert_no_file_holds(&world.data(), OWNER);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinicians_photo_arrives_without_what_names_its_sender_or_its_place() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "how do I dress it?").await?;
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "dress").await?;
    let sid = sends(&okafor, BACK_1, "like this", &[("image/jpeg", &photo())]);
    rosa.receives_text(OKAFOR_LINE, "like this").await?;
    let media = last_media(&rosa);
    let (kind, bytes) = shown(&world, &media[0]).await;
    assert_eq!(kind, "image/jpeg");
    assert!(bytes == PLAIN, "nothing but the picture");
    world.stage().comes_to_rest().await?;
    assert_eq!(left_there(&world, &sid).await, 0);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_photo_without_words_goes_as_well() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    sends(&rosa, OKAFOR_LINE, "", &[("image/jpeg", PLAIN)]);
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "").await?;
    assert_eq!(shown(&world, &last_media(&okafor)[0]).await.1, PLAIN);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinicians_contact_card_stays_here_whatever_it_calls_itself() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "hello").await?;
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "hello").await?;
    for (claimed, told) in [
        ("text/vcard", "contact card"),
        ("image/jpeg", "not what it says"),
    ] {
        let words = format!("call me, {claimed}");
        sends(&okafor, BACK_1, &words, &[(claimed, CARD)]);
        rosa.receives_text(OKAFOR_LINE, &words).await?;
        assert_eq!(last_media(&rosa), [""; 0]);
        okafor.receives_text(BACK_1, told).await?;
        // Without words nothing is left of it.
        let before = support::texts_of(&rosa).len();
        sends(&okafor, BACK_1, "", &[(claimed, CARD)]);
        okafor.receives_text(BACK_1, told).await?;
        world.stage().comes_to_rest().await?;
        assert_eq!(support::texts_of(&rosa).len(), before);
    }
    assert_eq!(files(&world), 0);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn of_a_text_whose_attachments_all_stay_here_nothing_goes_on() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "hello").await?;
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "hello").await?;
    let cards = [("image/jpeg", CARD), ("image/png", CARD)];
    sends(&okafor, BACK_1, "", &cards);
    okafor.receives_text(BACK_1, "not what it says").await?;
    world.stage().comes_to_rest().await?;
    assert_eq!(support::texts_of(&rosa), [""; 0]);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn lines_that_carry_no_pictures_send_the_words_and_say_so() -> Told {
    let practice = PRACTICE.replace("[lines]", "[lines]\nmms = false");
    let world = World::at(support::MONDAY_TEN, &practice, PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    sends(&rosa, OKAFOR_LINE, "my rash", &[("image/jpeg", PLAIN)]);
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "my rash").await?;
    assert_eq!(last_media(&okafor), [""; 0]);
    rosa.receives_text(OKAFOR_LINE, "Pictures cannot be sent")
        .await?;
    sends(&okafor, BACK_1, "like this", &[("image/jpeg", PLAIN)]);
    rosa.receives_text(OKAFOR_LINE, "like this").await?;
    assert_eq!(last_media(&rosa), [""; 0]);
    okafor
        .receives_text(BACK_1, "Pictures cannot be sent")
        .await?;
    assert_eq!(files(&world), 0);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_photo_that_is_hard_to_fetch_keeps_its_conversation_in_order() -> Told {
    let mut world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let trouble = |what| Trouble::Rest {
        method: "GET",
        path: "/Media/",
        what,
    };
    world
        .carrier()
        .trouble_times(trouble(RestTrouble::ServerError), 3);
    world.carrier().trouble(trouble(RestTrouble::TooMany {
        retry_after: Some(7),
    }));
    let rosa = world.phone(ROSA);
    sends(
        &rosa,
        OKAFOR_LINE,
        "first, with a photo",
        &[("image/jpeg", PLAIN)],
    );
    rosa.texts(OKAFOR_LINE, "then this").await?;
    world.restarts().await;
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "first").await?;
    okafor.receives_text(BACK_1, "then this").await?;
    assert_eq!(
        support::texts_of(&okafor),
        ["first, with a photo", "then this"]
    );
    assert_eq!(files(&world), 1);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn of_two_photos_the_late_one_is_not_deleted_with_the_other() -> Told {
    let world = World::open().await;
    world.carrier().trouble(Trouble::Rest {
        method: "GET",
        path: "/Media/",
        what: RestTrouble::TooMany {
            retry_after: Some(9),
        },
    });
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let two = [("image/jpeg", PLAIN), ("image/jpeg", &photo())];
    sends(&rosa, OKAFOR_LINE, "before and after", &two);
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "before and after").await?;
    assert_eq!(last_media(&okafor).len(), 2);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_copy_that_the_provider_does_not_delete_at_once_is_deleted_later() -> Told {
    let mut world = World::open().await;
    let trouble = Trouble::Rest {
        method: "DELETE",
        path: "/Media/",
        what: RestTrouble::ServerError,
    };
    world.carrier().trouble_times(trouble, 2);
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let sid = sends(&rosa, OKAFOR_LINE, "my rash", &[("image/jpeg", PLAIN)]);
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "my rash").await?;
    world.restarts().await;
    world.stage().time_passes(TimeDelta::minutes(1)).await?;
    assert_eq!(left_there(&world, &sid).await, 0);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_photo_that_never_comes_is_told_and_the_words_go() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let trouble = Trouble::Rest {
        method: "GET",
        path: "/Media/",
        what: RestTrouble::ServerError,
    };
    world.carrier().trouble_times(trouble, 100_000);
    sends(&rosa, OKAFOR_LINE, "my rash", &[("image/jpeg", PLAIN)]);
    is_introduced(&okafor).await?;
    world.moves_to("2026-11-24T09:59:00Z");
    world.stage().comes_to_rest().await?;
    assert_eq!(support::texts_of(&okafor).len(), 0);
    world.moves_to("2026-11-24T10:01:00Z");
    world.stage().time_passes(TimeDelta::minutes(6)).await?;
    okafor.receives_text(BACK_1, "my rash").await?;
    rosa.receives_text(OKAFOR_LINE, "send it again").await?;
    Ok(())
}

async fn asks(method: Method, url: &str, range: Option<&str>) -> reqwest::Response {
    let mut request = http().request(method, url);
    if let Some(range) = range {
        request = request.header("range", range);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn a_picture_is_given_to_whoever_holds_its_address_for_some_hours() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    sends(&rosa, OKAFOR_LINE, "my rash", &[("image/jpeg", PLAIN)]);
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "my rash").await?;
    let url = fetched(&world).url;
    assert!(url.starts_with(&(world.url() + "/media/")), "{url}");

    let whole = asks(Method::GET, &url, None).await;
    assert_eq!(whole.status(), StatusCode::OK);
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("cache-control", "private, no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-disposition", "inline"),
        ("content-length", "1242"),
    ] {
        assert_eq!(whole.headers()[name], value, "{name}");
    }
    assert_eq!(whole.bytes().await.unwrap(), PLAIN);
    let head = asks(Method::HEAD, &url, None).await;
    assert_eq!(head.headers()["content-length"], "1242");
    let part = asks(Method::GET, &url, Some("bytes=2-9")).await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.bytes().await.unwrap(), PLAIN[2..10]);
    let beyond = asks(Method::GET, &url, Some("bytes=9999-")).await;
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    let post = asks(Method::POST, &url, None).await;
    assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);

    let nowhere = async |url: &str| {
        let answer = asks(Method::GET, url, None).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{url}");
        assert_eq!(answer.bytes().await.unwrap(), "", "{url}");
    };
    let (front, last) = url.split_at(url.len() - 1);
    let forged = format!("{front}{}", if last == "A" { "Q" } else { "A" });
    nowhere(&forged).await;
    for other in ["", "x", "%ff", "..%2f..%2fkey"] {
        let answer = asks(Method::GET, &format!("{}/media/{other}", world.url()), None).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{other}");
    }
    world.stage().time_passes(TimeDelta::minutes(239)).await?;
    assert_eq!(asks(Method::GET, &url, None).await.status(), StatusCode::OK);
    world.stage().time_passes(TimeDelta::minutes(2)).await?;
    nowhere(&url).await;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn what_is_old_goes_here_and_at_the_provider_and_what_waits_stays() -> Told {
    let practice = format!("{PRACTICE}\n[retention]\ntexts = \"3d\"\n");
    let world = World::at(support::MONDAY_TEN, &practice, PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let sid = sends(&rosa, OKAFOR_LINE, "my old rash", &[("image/jpeg", PLAIN)]);
    is_introduced(&okafor).await?;
    okafor.receives_text(BACK_1, "my old rash").await?;
    let body = async || {
        let url = message_url(&world, &sid, ".json");
        let text = api(&world, &url).await.text().await.unwrap();
        serde_json::from_str::<Value>(&text).unwrap()["body"].clone()
    };
    world.stage().time_passes(TimeDelta::hours(27)).await?;
    assert_eq!(body().await, "", "emptied at the provider");
    assert_eq!(files(&world), 1, "still kept here");
    world.stage().time_passes(TimeDelta::hours(48)).await?;
    assert_eq!(files(&world), 0);
    let store = world.running().relay().store();
    assert_eq!(store.outbox().await?.len(), 0);
    let rows = store.journal(100).await?;
    assert!(rows.iter().any(|row| row.kind == "text"));
    assert!(
        rows.iter()
            .all(|row| row.kind != "text" || row.personal.is_none())
    );
    world.ends().await;
    Ok(())
}
