//! What has arrived does not stay at the provider: bodies are emptied, attachments deleted, both confirmed and counted;
//! and what may still be needed is left alone.

#![allow(clippy::unwrap_used)]

mod support;

use chrono::TimeDelta;
use nightbell::provider::local::{Kind, Number, RestTrouble, Trouble, plain_http};
use serde_json::Value;
use support::{
    BACK_1, MONDAY_TEN, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, STRANGER, World,
    texts_of,
};

type Told = Result<(), Box<dyn std::error::Error>>;

const PLAIN: &[u8] = include_bytes!("data/photos/plain.jpg");

/// A walk is over by then, whenever the last one was.
fn one_walk() -> TimeDelta {
    TimeDelta::minutes(11)
}

/// Asks the carrier's REST API, with the account's credentials.
async fn api(world: &World, path: &str, form: Option<&[(&str, &str)]>) -> Value {
    let exchanges = world.carrier().exchanges();
    let account = exchanges.iter().find_map(|e| e.param("AccountSid"));
    let account = account.unwrap().to_owned();
    let base = world.carrier().api_url();
    let url = format!("{base}/2010-04-01/Accounts/{account}{path}");
    let http = plain_http().build().unwrap();
    let request = match form {
        Some(form) => http.post(url).form(form),
        None => http.get(url),
    };
    let request = request.basic_auth(account, Some(world.auth_token()));
    let answer = request.send().await.unwrap().text().await.unwrap();
    serde_json::from_str(&answer).unwrap()
}

/// What the provider still has of every text, the oldest first: how it stands, its words, its attachments.
async fn kept_there(world: &World) -> Vec<(String, String, String)> {
    let list = api(world, "/Messages.json?PageSize=1000", None).await;
    let word = |text: &Value, name: &str| text[name].as_str().unwrap().to_owned();
    let texts = list["messages"].as_array().unwrap().iter().rev();
    texts
        .map(|text| {
            (
                word(text, "status"),
                word(text, "body"),
                word(text, "num_media"),
            )
        })
        .collect()
}

async fn words_there(world: &World) -> Vec<String> {
    let kept = kept_there(world).await.into_iter();
    kept.map(|(_, words, _)| words)
        .filter(|words| !words.is_empty())
        .collect()
}

/// A counter of `/metrics`, 0 where it does not stand there.
async fn counted(world: &World, what: &str) -> u64 {
    let name = format!("nightbell_deletions_confirmed_total{{what=\"{what}\"}} ");
    let page = world.get("/metrics").await;
    let line = page.lines().find_map(|line| line.strip_prefix(&name));
    line.map_or(0, |value| value.parse().unwrap())
}

/// One text each way.
async fn conversation(world: &World) -> Told {
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "a rash since Friday").await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "a rash since Friday").await?;
    okafor.texts(BACK_1, "come at four").await?;
    rosa.receives_text(OKAFOR_LINE, "come at four").await?;
    Ok(())
}

#[tokio::test]
async fn what_has_arrived_is_emptied_within_minutes_and_counted() -> Told {
    let world = World::open().await;
    conversation(&world).await?;
    assert_eq!(words_there(&world).await.len(), 5);
    world.stage().time_passes(one_walk()).await?;
    assert_eq!(words_there(&world).await, Vec::<String>::new());
    assert_eq!(counted(&world, "text").await, 5);
    world.stage().time_passes(TimeDelta::hours(30)).await?;
    assert_eq!(counted(&world, "text").await, 5, "each once");
    // What is clear is not walked again.
    let store = world.running().store();
    let reached = store.watermark("texts cleared there").await?.unwrap();
    assert!(world.now() - reached < TimeDelta::minutes(30), "{reached}");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_practice_may_leave_everything_at_the_provider() -> Told {
    let practice = format!("{PRACTICE}\n[retention]\nprovider = \"keep\"\n");
    let world = World::at(MONDAY_TEN, &practice, PATIENTS).await;
    conversation(&world).await?;
    world.stage().time_passes(TimeDelta::hours(2)).await?;
    assert_eq!(words_there(&world).await.len(), 5);
    assert_eq!(counted(&world, "text").await, 0);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_text_on_its_way_is_left_alone_until_it_has_arrived() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    conversation(&world).await?;
    rosa.switches_off();
    okafor.texts(BACK_1, "bring the old letter").await?;
    world.stage().time_passes(TimeDelta::hours(1)).await?;
    assert_eq!(words_there(&world).await, ["bring the old letter"]);
    rosa.switches_on();
    rosa.receives_text(OKAFOR_LINE, "bring the old letter")
        .await?;
    world.stage().time_passes(one_walk()).await?;
    assert_eq!(words_there(&world).await, Vec::<String>::new());
    world.ends().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_webhook_said_is_fetched_before_it_is_emptied() -> Told {
    let mut world = World::open().await;
    conversation(&world).await?;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let (phone, carrier) = (rosa.clone(), world.carrier().clone());
    world
        .restarts_after(move || {
            let sid = phone.phone().text(OKAFOR_LINE, "is anybody there").unwrap();
            while carrier.was_announced(&sid).is_none() {
                std::thread::yield_now();
            }
            assert_eq!(carrier.was_announced(&sid), Some(false));
        })
        .await;
    okafor.receives_text(BACK_1, "is anybody there").await?;
    world.stage().time_passes(one_walk() * 2).await?;
    assert_eq!(words_there(&world).await, Vec::<String>::new());
    // Not asked whether the carrier complains: it could not reach the relay, as it should be.
    drop(world.stops().await);
    Ok(())
}

#[tokio::test]
async fn what_the_store_does_not_have_is_not_emptied_however_long_that_lasts() -> Told {
    let world = World::open().await;
    conversation(&world).await?;
    world.stage().time_passes(one_walk()).await?;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    world
        .carrier()
        .trouble_times(Trouble::Lost { kind: Kind::Sms }, 1);
    rosa.texts(OKAFOR_LINE, "nobody was told of this").await?;
    // The list is walked several times before it is looked at for what no webhook said.
    world.stage().time_passes(one_walk() * 3).await?;
    assert_eq!(words_there(&world).await, ["nobody was told of this"]);
    world.stage().set_limit(TimeDelta::hours(2));
    okafor
        .receives_text(BACK_1, "nobody was told of this")
        .await?;
    world.stage().time_passes(one_walk() * 2).await?;
    assert_eq!(words_there(&world).await, Vec::<String>::new());
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn what_went_out_and_is_not_known_here_is_left_for_a_day() -> Told {
    let world = World::open().await;
    conversation(&world).await?;
    // As if its answer had been lost: only the words could tell which text it is.
    let form = [
        ("From", OKAFOR_LINE),
        ("To", STRANGER),
        ("Body", "which one"),
    ];
    api(&world, "/Messages.json", Some(&form)).await;
    let stranger = world.phone(STRANGER);
    stranger.receives_text(OKAFOR_LINE, "which one").await?;
    world.stage().time_passes(TimeDelta::hours(24)).await?;
    assert_eq!(words_there(&world).await, ["which one"]);
    world.stage().time_passes(TimeDelta::hours(2)).await?;
    assert_eq!(words_there(&world).await, Vec::<String>::new());
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn what_was_sent_before_a_stop_is_emptied_after_the_start() -> Told {
    let mut world = World::open().await;
    conversation(&world).await?;
    world.restarts().await;
    world.stage().time_passes(one_walk()).await?;
    assert_eq!(words_there(&world).await, Vec::<String>::new());
    assert_eq!(counted(&world, "text").await, 5);
    world.restarts().await;
    world.stage().time_passes(one_walk()).await?;
    assert_eq!(counted(&world, "text").await, 0, "nothing is left to empty");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn pictures_go_from_the_provider_in_both_directions() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let photo = [("image/jpeg", PLAIN)];
    rosa.phone()
        .text_with_media(OKAFOR_LINE, "my rash", &photo)?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "my rash").await?;
    world.stage().time_passes(one_walk()).await?;
    for (status, words, media) in kept_there(&world).await {
        assert_eq!((words.as_str(), media.as_str()), ("", "0"), "{status}");
    }
    assert_eq!(counted(&world, "attachment").await, 2);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn others_texts_of_the_same_account_are_not_touched() -> Told {
    const OTHERS: &str = "+447700900301";
    let world = World::open().await;
    world.carrier().add_number(Number::new(OTHERS, "", ""));
    conversation(&world).await?;
    let form = [("From", OTHERS), ("To", STRANGER), ("Body", "your parcel")];
    api(&world, "/Messages.json", Some(&form)).await;
    let stranger = world.phone(STRANGER);
    stranger.receives_text(OTHERS, "your parcel").await?;
    world.stage().time_passes(TimeDelta::hours(30)).await?;
    assert_eq!(words_there(&world).await, ["your parcel"]);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_provider_in_trouble_is_asked_again_until_nothing_is_left() -> Told {
    let world = World::open().await;
    conversation(&world).await?;
    for (method, what) in [
        ("GET", RestTrouble::ServerError),
        ("POST", RestTrouble::AnswerLost),
        ("POST", RestTrouble::TooMany { retry_after: None }),
        ("POST", RestTrouble::ServerError),
    ] {
        let path = "/Messages";
        world
            .carrier()
            .trouble(Trouble::Rest { method, path, what });
    }
    world.stage().time_passes(one_walk() * 3).await?;
    assert_eq!(world.carrier().pending_troubles(), []);
    assert_eq!(words_there(&world).await, Vec::<String>::new());
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_text_whose_answer_was_lost_is_never_emptied_before_it_is_settled() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    conversation(&world).await?;
    // Neither the answer nor a report says that it was taken: only its words in the list do.
    let lost = Trouble::Rest {
        method: "POST",
        path: "/Messages",
        what: RestTrouble::AnswerLost,
    };
    world.carrier().trouble(lost);
    let kind = Kind::MessageStatus;
    world.carrier().trouble_times(Trouble::Lost { kind }, 4);
    okafor.texts(BACK_1, "only once").await?;
    rosa.receives_text(OKAFOR_LINE, "only once").await?;
    world.stage().time_passes(one_walk() * 2).await?;
    let once = texts_of(&rosa)
        .into_iter()
        .filter(|text| text.contains("only once"));
    assert_eq!(once.count(), 1);
    assert_eq!(words_there(&world).await, Vec::<String>::new());
    world.ends().await;
    Ok(())
}
