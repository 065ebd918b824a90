//! Steps of calls: each that comes twice happens once, one that nobody knows or that comes too late ends in words, and
//! many at once share what there is.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::time::Duration;

use nightbell::provider::local::{Kind, Trouble};
use support::bare::Bare;
use support::raw::{self, Params, call_sid, incoming, params};
use support::{
    BACK_1, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, STRANGER, World,
};

type Told = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn progress_of_a_dialled_leg_does_not_end_its_call() -> Told {
    let bare = Bare::open(PRACTICE, PATIENTS).await;
    let call = incoming(&call_sid(1), ROSA, OKAFOR_LINE);
    bare.post("/twilio/voice", &call).await.document();
    let leg = |status: &str, sequence: &str| {
        let mut leg = incoming(&call_sid(2), ROSA, OKAFOR_PHONE);
        leg.retain(|(name, _)| name != "CallStatus" && name != "Direction");
        leg.extend(params(&[
            ("ParentCallSid", &call_sid(1)),
            ("CallStatus", status),
            ("Direction", "outbound-dial"),
            ("CallbackSource", "call-progress-events"),
            ("SequenceNumber", sequence),
        ]));
        leg
    };
    for (sequence, status) in ["initiated", "ringing", "no-answer"].iter().enumerate() {
        let told = bare
            .post("/twilio/voice/status", &leg(status, &sequence.to_string()))
            .await;
        assert_eq!(told.status, 204);
    }
    assert_eq!(bare.running().store().outbox().await?.len(), 0);
    let mut end = call.clone();
    end.retain(|(name, _)| name != "CallStatus");
    end.extend(params(&[
        ("CallStatus", "completed"),
        ("CallDuration", "9"),
    ]));
    assert_eq!(bare.post("/twilio/voice/status", &end).await.status, 204);
    // Now the call is over, and Dr Okafor is told that it was missed.
    assert_eq!(bare.running().store().outbox().await?.len(), 1);
    Ok(())
}

/// Every kind of step, each delivered twice.
#[tokio::test]
async fn every_step_that_comes_twice_happens_once() -> Told {
    let world = World::open().await;
    let (rosa, okafor, lindqvist) = (
        world.phone(ROSA),
        world.phone(OKAFOR_PHONE),
        world.phone(LINDQVIST_PHONE),
    );
    let kinds = [
        Kind::Voice,
        Kind::Whisper,
        Kind::GatherAction,
        Kind::DialAction,
        Kind::RecordAction,
        Kind::RecordingStatus,
        Kind::CallStatus,
        Kind::Sms,
    ];
    for kind in kinds {
        world.carrier().trouble_times(Trouble::Twice { kind }, 4);
    }
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.answers().await?;
    okafor.hears("A patient is calling").await?;
    okafor.presses("2").await?;
    lindqvist.rings().await?;
    lindqvist.lets_it_ring().await?;
    rosa.presses("2").await?;
    rosa.leaves_message(8).await?;
    rosa.hangs_up().await?;
    world
        .stage()
        .time_passes(chrono::TimeDelta::seconds(30))
        .await?;
    rosa.texts(OKAFOR_LINE, "My knee hurts").await?;
    world.stage().comes_to_rest().await?;

    let exchanges = world.carrier().exchanges();
    for kind in kinds {
        let of_kind: Vec<_> = exchanges
            .iter()
            .filter(|exchange| exchange.kind == kind)
            .collect();
        assert!(
            of_kind.len() >= 2 && of_kind.len().is_multiple_of(2),
            "{kind:?}"
        );
        for pair in of_kind.chunks(2) {
            assert_eq!(pair[0].idempotency_token, pair[1].idempotency_token);
            assert_eq!(
                (pair[0].status, &pair[0].body),
                (pair[1].status, &pair[1].body),
                "{kind:?}"
            );
        }
    }
    let store = world.running().store();
    // What the relay decides of its own accord, and reports of texts, come besides.
    let journal = store.journal(100).await?;
    let webhooks = journal.iter().filter(|row| row.kind != "other").count();
    let brought = exchanges
        .iter()
        .filter(|exchange| kinds.contains(&exchange.kind));
    assert_eq!(webhooks, brought.count() / 2);
    assert_eq!(store.recordings().await?.len(), 1);
    let sent = store
        .outbox()
        .await?
        .into_iter()
        .map(|row| format!("{:?}", row.kind));
    let mut sent: Vec<_> = sent.collect();
    sent.sort();
    assert_eq!(sent, ["Message", "Relay"]);
    Ok(())
}

#[tokio::test]
async fn a_call_that_comes_twice_is_counted_once() {
    let practice = format!("{PRACTICE}\n[callers]\ncalls_per_day = 2\n");
    let bare = Bare::open(&practice, PATIENTS).await;
    for (number, rings) in [
        (1, true),
        (1, true),
        (1, true),
        (2, true),
        (2, true),
        (3, false),
    ] {
        let call = incoming(&call_sid(number), ROSA, OKAFOR_LINE);
        assert_eq!(
            bare.post("/twilio/voice", &call).await.has("Dial"),
            rings,
            "call {number}"
        );
    }
}

/// A step of a call as Nightbell hands it out, of a call that it has never heard of.
fn lost_steps(call: &str) -> [String; 8] {
    [
        format!("/twilio/voice/ring/{call}/patient/1?tried=okafor.1"),
        format!("/twilio/voice/menu/{call}/patient/2"),
        format!("/twilio/voice/code/{call}/desk/1"),
        format!("/twilio/voice/recorded/{call}/patient/3"),
        format!("/twilio/voice/menu/{call}/patient/2?tries=7&for=12345"),
        "/twilio/dial-done".to_owned(),
        "/twilio/voice/menu/no-id/patient/2".to_owned(),
        "/twilio/voice/handled-by-a-later-version/7".to_owned(),
    ]
}

#[tokio::test]
async fn a_step_of_an_unknown_call_ends_in_words_and_a_person_or_a_message() {
    let bare = Bare::open(PRACTICE, PATIENTS).await;
    for (number, step) in (0..).zip(lost_steps(&"7".repeat(32))) {
        for (caller, more) in [(ROSA, 0), (STRANGER, 100)] {
            let mut call = incoming(&call_sid(number + more), caller, OKAFOR_LINE);
            call.retain(|(name, _)| name != "CallStatus");
            call.push(("CallStatus".to_owned(), "in-progress".to_owned()));
            if step.contains("menu") || step.contains("code") {
                call.push(("Digits".to_owned(), "9".to_owned()));
            } else if step.contains("recorded") {
                call.push((
                    "RecordingUrl".to_owned(),
                    "https://api.example/RE1".to_owned(),
                ));
            } else {
                call.push(("DialCallStatus".to_owned(), "no-answer".to_owned()));
            }
            let answer = bare.post(&step, &call).await;
            assert!(
                !answer.words().is_empty(),
                "{step} by {caller}: {}",
                answer.body
            );
            let ends_well = answer.has("Record") || answer.has("Dial") || answer.has("Hangup");
            assert!(ends_well, "{step} by {caller}: {}", answer.body);
        }
    }
}

/// Many at once from one household, whose limit is one call: the others hear the menu.
#[tokio::test]
async fn of_many_calls_of_one_household_at_its_limit_exactly_one_rings() {
    let practice = format!("{PRACTICE}\n[callers]\ncalls_per_day = 1\n");
    let bare = Bare::open(&practice, PATIENTS).await;
    let calls: Vec<_> = (0..40)
        .map(|number| incoming(&call_sid(number), ROSA, OKAFOR_LINE))
        .collect();
    let answers = all_at_once(&bare, &calls).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.has("Dial")).count(),
        1
    );
    assert!(
        answers
            .iter()
            .filter(|answer| !answer.has("Dial"))
            .all(|answer| answer.has("Record"))
    );
}

#[tokio::test]
async fn of_many_patients_with_one_back_line_left_one_gets_it() {
    let practice = PRACTICE.replace(", \"+447700900202\"", "");
    let row = |number| format!("+4477009004{number},Patient {number},okafor,,,no,,\n");
    let patients: String = (10..40).map(row).collect();
    let bare = Bare::open(
        &practice,
        &format!("phone,name,clinician,from,until,urgent,language,code\n{patients}"),
    )
    .await;
    let call = |number| {
        incoming(
            &call_sid(number),
            &format!("+4477009004{number}"),
            OKAFOR_LINE,
        )
    };
    let calls: Vec<_> = (10..40).map(call).collect();
    let answers = all_at_once(&bare, &calls).await;
    let showing = |line: &str| {
        answers
            .iter()
            .filter(|a| a.body.contains(&format!("callerId=\"{line}\"")))
            .count()
    };
    assert_eq!((showing(BACK_1), showing(OKAFOR_LINE)), (1, 29));
}

async fn all_at_once(bare: &Bare, calls: &[Params]) -> Vec<raw::Answer> {
    futures_util::future::join_all(calls.iter().map(|call| bare.post("/twilio/voice", call))).await
}

#[tokio::test]
async fn news_in_the_wrong_order_tells_the_clinician_once() -> Told {
    for trouble in [
        Trouble::Late {
            kind: Kind::CallStatus,
            by: chrono::TimeDelta::seconds(60),
        },
        Trouble::Late {
            kind: Kind::RecordingStatus,
            by: chrono::TimeDelta::seconds(60),
        },
        Trouble::Lost {
            kind: Kind::CallStatus,
        },
        Trouble::Lost {
            kind: Kind::RecordAction,
        },
    ] {
        let world = World::at_night().await;
        world.carrier().trouble(trouble.clone());
        let rosa = world.phone(ROSA);
        rosa.dials(OKAFOR_LINE).await?;
        rosa.presses("2").await?;
        rosa.leaves_message(8).await?;
        rosa.hangs_up().await?;
        world
            .stage()
            .time_passes(chrono::TimeDelta::seconds(90))
            .await?;
        assert!(world.carrier().pending_troubles().is_empty(), "{trouble:?}");
        let told = world.running().store().outbox().await?;
        let sent = told.iter().filter(|row| row.state != "withdrawn");
        let told: Vec<_> = sent.map(|row| format!("{:?}", row.kind)).collect();
        // A recording that turns up late is told as a message, after the call was told as missed.
        let late = Kind::RecordingStatus;
        match &trouble {
            Trouble::Late { kind, .. } if *kind == late => {
                assert_eq!(told, ["MissedCall", "Message"]);
            }
            _ => assert_eq!(told, ["Message"], "{trouble:?}"),
        }
    }
    Ok(())
}

/// The caller hangs up while the first phone rings, and what the provider says of it is lost in part.
#[tokio::test]
async fn a_missed_call_is_told_once_even_if_half_of_the_news_is_lost() -> Told {
    for lost in [Kind::CallStatus, Kind::DialAction] {
        let world = World::open().await;
        world.carrier().trouble(Trouble::Lost { kind: lost });
        let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
        rosa.dials(OKAFOR_LINE).await?;
        okafor.rings().await?;
        rosa.hangs_up().await?;
        world
            .stage()
            .time_passes(chrono::TimeDelta::seconds(60))
            .await?;
        assert!(world.carrier().pending_troubles().is_empty(), "{lost:?}");
        let told = world.running().store().outbox().await?;
        let told: Vec<_> = told.iter().map(|row| format!("{:?}", row.kind)).collect();
        assert_eq!(told, ["MissedCall"], "without {lost:?}");
    }
    Ok(())
}

/// Longer than the relay takes at most.
const TOO_SLOW: Duration = Duration::from_secs(60);

fn is_slowed(world: &World, by: Duration) {
    world.running().relay().backstage().hindrance.set(by);
}

#[tokio::test]
async fn a_clinician_whose_screening_comes_too_late_hears_words_for_a_clinician() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    is_slowed(&world, TOO_SLOW);
    okafor.answers().await?;
    okafor
        .hears("This call could not be connected to you")
        .await?;
    okafor.call_ends().await?;
    // The dial has ended without a bridge: what follows for the caller comes too late as well, and is words.
    rosa.hears("Your call cannot be connected").await?;
    rosa.hears("9 9 9").await?;
    rosa.call_ends().await?;
    let spoken = okafor.words().join(" ");
    assert!(
        !spoken.contains("9 9 9") && !spoken.contains("Your call"),
        "{spoken}"
    );
    is_slowed(&world, Duration::ZERO);
    okafor.receives_text(BACK_1, "Missed call").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_key_that_is_decided_too_late_bridges_nobody_and_leaves_the_caller_with_words() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    okafor.answers().await?;
    okafor.hears("A patient is calling").await?;
    is_slowed(&world, TOO_SLOW);
    okafor.presses("1").await?;
    okafor.hears("The caller is taken care of").await?;
    okafor.call_ends().await?;
    rosa.hears("9 9 9").await?;
    rosa.call_ends().await?;
    is_slowed(&world, Duration::ZERO);
    assert!(!rosa.transcript().contains("connected with"));
    okafor.receives_text(BACK_1, "Missed call").await?;
    world.ends().await;
    Ok(())
}

/// In the practice's language, whatever the caller's is.
#[tokio::test]
async fn the_words_for_a_clinicians_leg_are_in_the_practices_language_and_end_it() {
    let languages = [
        ("en-GB", "The caller is taken care of"),
        ("fr-FR", "prise en charge"),
        ("de-DE", "nicht zu Ihnen"),
        ("es-ES", "No se ha podido"),
    ];
    let answers = languages.map(|(language, words)| async move {
        let bare = Bare::open(&PRACTICE.replace("en-GB", language), PATIENTS).await;
        bare.running().relay().backstage().hindrance.set(TOO_SLOW);
        let call = "7".repeat(32);
        for step in ["screen", "key"] {
            let step = format!("/twilio/voice/{step}/{call}/okafor.00000001/patient/1");
            let answer = bare.post(&step, &clinicians_leg()).await;
            assert!(answer.words().contains(words), "{}", answer.body);
            let document = answer.document();
            let verbs = document.root_element().children();
            let verbs: Vec<_> = verbs.map(|verb| verb.tag_name().name()).collect();
            assert_eq!(
                verbs,
                ["Say", "Hangup"],
                "the end of a document would bridge"
            );
        }
    });
    futures_util::future::join_all(answers).await;
}

fn clinicians_leg() -> Params {
    params(&[
        ("CallSid", &call_sid(2)),
        ("ParentCallSid", &call_sid(1)),
        ("CallStatus", "in-progress"),
        ("Direction", "outbound-dial"),
        ("Digits", "1"),
    ])
}
