//! A message is never lost and never lies around: whatever becomes of its announcement, of its file and of its deletion,
//! it is fetched whole, kept sealed, told once, and gone from the provider.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use chrono::TimeDelta;
use nightbell::domain::decision::{Answer, Decision, Effect, Outcome};
use nightbell::domain::facts::Wanted;
use nightbell::domain::names::{Language, MessageId};
use nightbell::provider::local::stage::Actor;
use nightbell::provider::local::{Kind, Number, RecordingTrouble, RestTrouble, Trouble};
use nightbell::provider::twilio::Params;
use nightbell::relay::{Own, call_id};
use nightbell::store::{self, Suspension};
use support::messages::{at_the_provider, files, holds, messages, sound};
use support::{
    MONDAY_THREE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, STRANGER, World,
    assert_no_file_holds, raw,
};

type Told = Result<(), Box<dyn std::error::Error>>;

const WORDS: &str = "My knee is swollen since yesterday";

/// A patient calls in the night and is asked for a message.
async fn is_asked_for_a_message(world: &World) -> Result<Actor, Box<dyn std::error::Error>> {
    let rosa = world.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await?;
    rosa.presses("2").await?;
    Ok(rosa)
}

/// A patient leaves these words in the night.
async fn leaves(world: &World, words: &str) -> Told {
    let rosa = is_asked_for_a_message(world).await?;
    rosa.leaves_words(words).await?;
    rosa.presses("#").await?;
    rosa.hears("Thank you").await?;
    rosa.call_ends().await?;
    Ok(())
}

async fn passes(world: &World, span: TimeDelta) -> Told {
    Ok(world.stage().time_passes(span).await?)
}

fn goes_wrong(world: &World, what: RecordingTrouble) {
    world.carrier().trouble(Trouble::Recording { what });
}

fn rest(method: &'static str, path: &'static str, what: RestTrouble) -> Trouble {
    Trouble::Rest { method, path, what }
}

fn texts_about_messages(world: &World) -> Vec<String> {
    let mut texts = support::texts_of(&world.phone(OKAFOR_PHONE));
    texts.retain(|text| text.contains("message"));
    texts
}

/// One message: whole and sealed here, gone from the provider, told once.
async fn is_well(world: &World, words: &str) -> Told {
    let kept = messages(&world.data());
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!((kept[0].state.as_str(), kept[0].there), ("kept", false));
    let bytes = sound(world.running().store(), kept[0].id).await;
    let bytes = bytes.unwrap();
    assert!(bytes.starts_with(b"RIFF") && holds(&bytes, words));
    let size = u32::from_le_bytes(bytes[4..8].try_into()?);
    assert_eq!(bytes.len(), size as usize + 8, "as long as it says");
    assert_eq!(files(&world.data()), 1);
    assert_no_file_holds(&world.data(), words);
    assert_eq!(at_the_provider(world.carrier()), ["deleted"]);
    let told = texts_about_messages(world);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("Rosa Diaz"), "{told:?}");
    Ok(())
}

#[tokio::test]
async fn a_message_is_kept_sealed_and_leaves_the_provider() -> Told {
    let world = World::at_night().await;
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(1)).await?;
    is_well(&world, WORDS).await?;
    for counted in [
        "nightbell_messages_kept_total 1",
        "nightbell_deletions_confirmed_total{what=\"recording\"} 1",
        "nightbell_messages_waiting 0",
        "nightbell_messages_lost 0",
        "nightbell_recordings_left 0",
    ] {
        world.shows("/metrics", counted).await;
    }
    world.shows("/readyz", "\"not_well\": []").await;
    Ok(())
}

#[tokio::test]
async fn a_message_that_is_announced_twice_is_kept_and_told_once() -> Told {
    let world = World::at_night().await;
    let kind = Kind::RecordingStatus;
    world.carrier().trouble(Trouble::Twice { kind });
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(1)).await?;
    is_well(&world, WORDS).await?;
    let announced = world.carrier().exchanges();
    let mut announced = announced.iter().filter(|exchange| exchange.kind == kind);
    let again = raw::replay(announced.next().unwrap()).await;
    assert_eq!(again.status, 204);
    passes(&world, TimeDelta::minutes(5)).await?;
    is_well(&world, WORDS).await
}

#[tokio::test]
async fn a_message_that_is_announced_long_after_the_call_is_kept_and_told_once() -> Told {
    let world = World::at_night().await;
    world.carrier().trouble(Trouble::Late {
        kind: Kind::RecordingStatus,
        by: TimeDelta::minutes(8),
    });
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(10)).await?;
    is_well(&world, WORDS).await
}

#[tokio::test]
async fn a_message_that_is_said_to_be_absent_and_is_there_is_not_deleted_before_it_is_kept() -> Told
{
    let world = World::at_night().await;
    let kind = Kind::RecordingStatus;
    world.carrier().trouble(Trouble::Lost { kind });
    leaves(&world, WORDS).await?;
    let recorded = &world.carrier().recordings()[0];
    let form = format!(
        "CallSid={}&RecordingSid={}&RecordingStatus=absent&RecordingDuration=-1",
        recorded.call_sid, recorded.sid
    );
    let call = call_id(&recorded.call_sid);
    let params = Params::parse(form.as_bytes()).unwrap();
    let path = format!("recording/{call}/clinician/okafor");
    world.running().relay().answer(&path, "", &params).await;
    passes(&world, TimeDelta::minutes(10)).await?;
    is_well(&world, WORDS).await
}

#[tokio::test]
async fn a_message_that_nobody_announces_is_found_when_the_provider_is_asked_after_two_minutes()
-> Told {
    let world = World::at_night().await;
    let kind = Kind::RecordingStatus;
    world.carrier().trouble(Trouble::Lost { kind });
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(1)).await?;
    assert!(messages(&world.data()).is_empty());
    passes(&world, TimeDelta::minutes(2)).await?;
    is_well(&world, WORDS).await
}

#[tokio::test]
async fn a_long_message_that_nobody_announces_is_waited_for_until_it_is_there() -> Told {
    let world = World::at_night().await;
    let kind = Kind::RecordingStatus;
    world.carrier().trouble(Trouble::Lost { kind });
    goes_wrong(
        &world,
        RecordingTrouble::Late {
            by: TimeDelta::minutes(7),
        },
    );
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(6)).await?;
    assert!(messages(&world.data()).is_empty());
    passes(&world, TimeDelta::minutes(7)).await?;
    is_well(&world, WORDS).await
}

#[tokio::test]
async fn the_provider_is_asked_again_while_it_cannot_answer() -> Told {
    let world = World::at_night().await;
    let kind = Kind::RecordingStatus;
    world.carrier().trouble(Trouble::Lost { kind });
    let trouble = rest("GET", "/Recordings.json", RestTrouble::ServerError);
    leaves(&world, WORDS).await?;
    world.carrier().trouble_times(trouble, 6);
    passes(&world, TimeDelta::minutes(10)).await?;
    is_well(&world, WORDS).await
}

#[tokio::test]
async fn a_caller_who_says_nothing_leaves_nothing_behind() -> Told {
    let world = World::at_night().await;
    let rosa = is_asked_for_a_message(&world).await?;
    rosa.hears_the_beep().await?;
    rosa.hangs_up().await?;
    passes(&world, TimeDelta::minutes(15)).await?;
    assert_eq!(files(&world.data()), 0);
    assert!(
        messages(&world.data())
            .iter()
            .all(|row| row.state == "absent" && !row.there)
    );
    assert_eq!(world.running().store().message_counts().await?.waiting, 0);
    assert_eq!(texts_about_messages(&world), [""; 0]);
    world.shows("/readyz", "\"not_well\": []").await;
    Ok(())
}

#[tokio::test]
async fn a_call_that_left_nothing_is_not_asked_about_for_ever() -> Told {
    let world = World::at_night().await;
    let kind = Kind::RecordingStatus;
    world.carrier().trouble(Trouble::Lost { kind });
    let rosa = is_asked_for_a_message(&world).await?;
    rosa.hears_the_beep().await?;
    rosa.hangs_up().await?;
    passes(&world, TimeDelta::minutes(10)).await?;
    let later = world.now() + TimeDelta::days(3650);
    let expected = world.running().store().expected_due(later, 10).await?;
    assert!(expected.is_empty(), "{expected:?}");
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_not_ready_is_fetched_when_it_is_and_is_told_of_after_a_quarter_of_an_hour()
-> Told {
    let mut world = World::at_night().await;
    goes_wrong(
        &world,
        RecordingTrouble::Missing {
            long: TimeDelta::minutes(40),
        },
    );
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(14)).await?;
    world.shows("/readyz", "\"not_well\": []").await;
    passes(&world, TimeDelta::minutes(2)).await?;
    world.shows("/readyz", "1 message wait").await;
    world
        .shows("/metrics", "nightbell_messages_waiting 1")
        .await;
    world.restarts().await;
    passes(&world, TimeDelta::minutes(30)).await?;
    is_well(&world, WORDS).await?;
    world.shows("/readyz", "\"not_well\": []").await;
    Ok(())
}

#[tokio::test]
async fn a_message_is_fetched_after_days_of_outage_within_five_minutes() -> Told {
    let mut world = World::at_night().await;
    let outage = rest("GET", "/Recordings/", RestTrouble::ServerError);
    world.carrier().trouble_times(outage, 2_000);
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::hours(1)).await?;
    world.restarts().await;
    let kept = messages(&world.data());
    assert!(kept[0].attempts >= 10, "{kept:?}");
    world.moves_to("2026-11-25T09:00:00Z");
    passes(&world, TimeDelta::minutes(6)).await?;
    world
        .shows("/readyz", "could not be fetched for 2 days")
        .await;
    assert_eq!(at_the_provider(world.carrier()), ["completed"]);
    let left = world.carrier().pending_troubles().len();
    passes(&world, TimeDelta::minutes(6)).await?;
    assert!(
        world.carrier().pending_troubles().len() < left,
        "it is still tried"
    );
    world.carrier().calls_off_troubles();
    passes(&world, TimeDelta::minutes(6)).await?;
    is_well(&world, WORDS).await
}

/// Somebody deletes the recording in the provider's console.
async fn is_gone_from_the_provider(world: &World) -> Told {
    let recording = &world.carrier().recordings()[0].sid;
    let exchanges = world.carrier().exchanges();
    let account = exchanges[0].param("AccountSid").unwrap();
    let api = world.carrier().api_url();
    let url = format!("{api}/2010-04-01/Accounts/{account}/Recordings/{recording}.json");
    let deleted = raw::client()
        .delete(url)
        .basic_auth(account, Some(world.auth_token()));
    assert_eq!(deleted.send().await?.status(), 204);
    Ok(())
}

const NEVER: RecordingTrouble = RecordingTrouble::Missing {
    long: TimeDelta::days(3650),
};

#[tokio::test]
async fn a_recording_that_the_provider_loses_is_told_after_a_week_and_not_before() -> Told {
    let world = World::at_night().await;
    goes_wrong(&world, NEVER);
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::hours(3)).await?;
    is_gone_from_the_provider(&world).await?;
    world.moves_to("2026-11-30T02:00:00Z");
    passes(&world, TimeDelta::minutes(10)).await?;
    assert_eq!(messages(&world.data())[0].state, "announced");
    passes(&world, TimeDelta::minutes(70)).await?;
    assert_eq!(messages(&world.data())[0].state, "lost");
    world.shows("/readyz", "1 message is lost").await;
    world.shows("/metrics", "nightbell_messages_lost 1").await;
    Ok(())
}

#[tokio::test]
async fn a_recording_that_the_provider_still_lists_is_never_lost() -> Told {
    let world = World::at_night().await;
    goes_wrong(&world, NEVER);
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::hours(3)).await?;
    world.moves_to("2027-03-01T02:00:00Z");
    passes(&world, TimeDelta::minutes(20)).await?;
    assert_eq!(messages(&world.data())[0].state, "announced");
    world
        .shows("/readyz", "could not be fetched for 97 days")
        .await;
    Ok(())
}

#[tokio::test]
async fn what_was_recorded_before_there_was_this_relay_is_left_alone() -> Told {
    let mut world = World::at_night().await;
    goes_wrong(&world, NEVER);
    leaves(&world, WORDS).await?;
    let data = world.data();
    let address = world.goes_down().await;
    fs::remove_dir_all(&data)?;
    world.moves_to("2026-11-23T04:00:00Z");
    world.comes_up(address).await;
    passes(&world, TimeDelta::hours(2)).await?;
    assert!(messages(&data).is_empty());
    assert_eq!(at_the_provider(world.carrier()), ["completed"]);
    Ok(())
}

#[tokio::test]
async fn no_more_than_four_are_fetched_at_once() -> Told {
    let world = World::at_night().await;
    let long = TimeDelta::minutes(2);
    for number in 0..6 {
        goes_wrong(&world, RecordingTrouble::Missing { long });
        leaves(&world, &format!("{WORDS} {number}")).await?;
    }
    let held = TimeDelta::days(1);
    let hangs = rest("GET", ".wav", RestTrouble::NoAnswer { held });
    world.carrier().trouble_times(hangs, 6);
    world.moves_to("2026-11-23T04:00:00Z");
    let begun = || 6 - world.carrier().pending_troubles().len();
    let limit = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while begun() < 4 && std::time::Instant::now() < limit {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    world
        .shows("/metrics", "nightbell_messages_waiting 6")
        .await;
    assert_eq!(begun(), 4);
    Ok(())
}

#[tokio::test]
async fn a_download_that_breaks_off_is_begun_anew() -> Told {
    let world = World::at_night().await;
    goes_wrong(&world, RecordingTrouble::CutOff { times: 3 });
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(2)).await?;
    is_well(&world, WORDS).await
}

#[tokio::test]
async fn what_is_cut_short_unnoticed_or_no_sound_at_all_is_not_taken_for_the_message() -> Told {
    for what in [
        RecordingTrouble::Short { times: 4 },
        RecordingTrouble::Page { times: 4 },
    ] {
        let world = World::at_night().await;
        goes_wrong(&world, what);
        leaves(&world, WORDS).await?;
        world.stage().comes_to_rest().await?;
        passes(&world, TimeDelta::minutes(5)).await?;
        is_well(&world, WORDS).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_copy_that_the_provider_does_not_delete_at_once_is_deleted_later() -> Told {
    for trouble in [
        Trouble::Recording {
            what: RecordingTrouble::Stays { times: 4 },
        },
        rest("DELETE", "/Recordings/", RestTrouble::ServerError),
        rest("DELETE", "/Recordings/", RestTrouble::AnswerLost),
    ] {
        let mut world = World::at_night().await;
        world.carrier().trouble_times(trouble, 2);
        leaves(&world, WORDS).await?;
        passes(&world, TimeDelta::seconds(10)).await?;
        world.restarts().await;
        passes(&world, TimeDelta::minutes(5)).await?;
        is_well(&world, WORDS).await?;
    }
    Ok(())
}

#[tokio::test]
async fn where_the_practice_keeps_copies_the_providers_stays() -> Told {
    let practice = format!("{PRACTICE}\n[retention]\nprovider = \"keep\"\n");
    let mut world = World::at(MONDAY_THREE, &practice, PATIENTS).await;
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(5)).await?;
    world.restarts().await;
    passes(&world, TimeDelta::hours(2)).await?;
    assert_eq!(messages(&world.data())[0].state, "kept");
    assert_eq!(at_the_provider(world.carrier()), ["completed"]);
    assert_eq!(texts_about_messages(&world).len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_message_that_is_finished_while_the_relay_is_down_is_found_at_its_next_start() -> Told {
    let mut world = World::at_night().await;
    let rosa = is_asked_for_a_message(&world).await?;
    rosa.leaves_words(WORDS).await?;
    let address = world.goes_down().await;
    // Nobody answers: the call breaks off, and its recording is announced in vain.
    rosa.phone().hang_up()?;
    world.moves_to("2026-11-23T03:10:00Z");
    world.stage().comes_to_rest().await?;
    world.comes_up(address).await;
    passes(&world, TimeDelta::minutes(1)).await?;
    is_well(&world, WORDS).await
}

#[tokio::test]
async fn a_call_that_the_store_knows_nothing_of_leaves_a_message_that_is_found() -> Told {
    let world = World::at_night().await;
    let store = world.running().store();
    store.suspend(Suspension::Refuses);
    world
        .shows("/readyz", "messages stay at the provider")
        .await;
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(5)).await?;
    assert_eq!(at_the_provider(world.carrier()), ["completed"]);
    store.resume();
    world.shows("/readyz", "\"not_well\": []").await;
    // Looked for again within five minutes, however often it was in vain.
    passes(&world, TimeDelta::minutes(6)).await?;
    is_well(&world, WORDS).await
}

/// The relay runs with this in place of its key, takes calls, and leaves their messages where they are; with the right
/// key it fetches them.
async fn without_the_right_key(change: impl FnOnce(&std::path::Path)) -> Told {
    let mut world = World::at_night().await;
    // The database is written with the right key before.
    let rosa = world.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await?;
    rosa.hangs_up().await?;
    world.stage().comes_to_rest().await?;
    let key = world.data().join("key");
    let right = fs::read(&key)?;
    world.restarts_after(|| change(&key)).await;
    world
        .shows("/readyz", "messages stay at the provider")
        .await;

    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::minutes(2)).await?;
    let exchanges = world.carrier().exchanges();
    let announced = exchanges.iter().filter(|e| e.kind == Kind::RecordingStatus);
    let answers: Vec<_> = announced.map(|exchange| exchange.status).collect();
    assert_eq!(answers, [Some(503); 4], "the provider is to try again");
    passes(&world, TimeDelta::minutes(20)).await?;
    assert_eq!(at_the_provider(world.carrier()), ["completed"]);
    assert_eq!(files(&world.data()), 0);
    assert_eq!(texts_about_messages(&world), [""; 0]);

    world
        .restarts_after(|| fs::write(&key, &right).unwrap())
        .await;
    passes(&world, TimeDelta::minutes(1)).await?;
    is_well(&world, WORDS).await?;
    world.shows("/readyz", "\"not_well\": []").await;
    Ok(())
}

#[tokio::test]
async fn with_a_wrong_key_messages_stay_at_the_provider_until_the_right_one_is_back() -> Told {
    without_the_right_key(|key| fs::write(key, "ab".repeat(32)).unwrap()).await
}

#[tokio::test]
async fn without_a_key_messages_stay_at_the_provider_until_it_is_back() -> Told {
    without_the_right_key(|key| fs::remove_file(key).unwrap()).await
}

/// Answers every request with a document that records, as another program of the same account does.
fn another_program() -> String {
    const RECORDS: &str = "<Response><Record maxLength=\"30\" playBeep=\"true\"/></Response>";
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let _request = stream.read(&mut [0; 65_536]);
            let length = RECORDS.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{RECORDS}"
            );
            let _gone = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}/")
}

#[tokio::test]
async fn recordings_of_others_are_never_touched() -> Told {
    const ELSEWHERE: &str = "+441632960777";
    let mut world = World::at_night().await;
    let url = another_program();
    world
        .carrier()
        .add_number(Number::new(ELSEWHERE, &url, &url));
    let stranger = world.phone(STRANGER);
    stranger.dials(ELSEWHERE).await?;
    stranger.leaves_words("for somebody else").await?;
    stranger.hangs_up().await?;
    world.stage().comes_to_rest().await?;
    leaves(&world, WORDS).await?;
    passes(&world, TimeDelta::hours(2)).await?;
    world.restarts().await;
    passes(&world, TimeDelta::hours(2)).await?;
    assert_eq!(at_the_provider(world.carrier()), ["completed", "deleted"]);
    assert_eq!(messages(&world.data()).len(), 1);
    Ok(())
}

/// A decision that somebody has deleted this message.
async fn is_deleted(world: &World, message: MessageId) -> Told {
    let own = Own {
        key: format!("test/{message}"),
        kind: store::Kind::Step,
        event: "deleted",
    };
    let relay = world.running().relay();
    let decide = move |_: &_, _: &_, _| Decision {
        outcome: Outcome::Noted,
        answer: Answer::Nothing,
        effects: vec![Effect::DeleteMessage { message }],
        reasons: Vec::new(),
        language: Language::ENGLISH,
        clinician: None,
        next_open: None,
    };
    relay
        .decides(own, |_, _, _| Wanted::default(), decide)
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_deleted_message_goes_here_and_at_the_provider_whether_or_not_it_was_fetched() -> Told {
    for fetched in [true, false] {
        let world = World::at_night().await;
        let long = TimeDelta::minutes(10);
        if !fetched {
            goes_wrong(&world, RecordingTrouble::Missing { long });
        }
        leaves(&world, WORDS).await?;
        passes(&world, TimeDelta::minutes(1)).await?;
        assert_eq!(files(&world.data()), usize::from(fetched));
        is_deleted(&world, messages(&world.data())[0].id).await?;
        passes(&world, TimeDelta::minutes(20)).await?;
        assert_eq!(files(&world.data()), 0);
        assert_eq!(at_the_provider(world.carrier()), ["deleted"]);
        assert_eq!(messages(&world.data())[0].state, "deleted");
    }
    Ok(())
}

#[tokio::test]
async fn a_message_that_is_deleted_while_it_is_fetched_leaves_no_file() -> Told {
    let world = World::at_night().await;
    let by = TimeDelta::minutes(1);
    let slow = rest("GET", ".wav", RestTrouble::Late { by });
    world.carrier().trouble(slow);
    let rosa = is_asked_for_a_message(&world).await?;
    rosa.leaves_words(WORDS).await?;
    rosa.phone().hang_up()?;
    let limit = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !world.carrier().pending_troubles().is_empty() && std::time::Instant::now() < limit {
        world.moves_to(&(world.now() + TimeDelta::seconds(1)).to_rfc3339());
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    is_deleted(&world, messages(&world.data())[0].id).await?;
    // The answer comes now, which nobody else can wait for: the relay is at work.
    world.moves_to(&(world.now() + by).to_rfc3339());
    passes(&world, TimeDelta::minutes(10)).await?;
    assert_eq!(files(&world.data()), 0);
    assert_eq!(at_the_provider(world.carrier()), ["deleted"]);
    Ok(())
}

#[tokio::test]
async fn a_data_folder_that_lost_its_files_gets_them_again_before_the_provider_deletes_them() -> Told
{
    let mut world = World::at_night().await;
    let stays = rest("DELETE", "/Recordings/", RestTrouble::ServerError);
    world.carrier().trouble_times(stays, 6);
    leaves(&world, WORDS).await?;
    while messages(&world.data()).is_empty() || messages(&world.data())[0].state != "kept" {
        passes(&world, TimeDelta::seconds(1)).await?;
    }
    let folder = world.data().join("voicemail");
    world
        .restarts_after(|| fs::remove_dir_all(&folder).unwrap())
        .await;
    passes(&world, TimeDelta::minutes(5)).await?;
    is_well(&world, WORDS).await
}
