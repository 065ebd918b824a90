//! What the provider and the network do on a bad day: every text arrives exactly once, in order.

#![allow(clippy::unwrap_used)]

mod support;

use chrono::TimeDelta;
use nightbell::provider::local::{Kind, RestTrouble, Trouble};
use support::{BACK_1, BACK_2, MARIE, OKAFOR_LINE, OKAFOR_PHONE, ROSA, World, texts_of};

type Told = Result<(), Box<dyn std::error::Error>>;

fn sending(what: RestTrouble) -> Trouble {
    Trouble::Rest {
        method: "POST",
        path: "/Messages",
        what,
    }
}

fn listing(what: RestTrouble) -> Trouble {
    Trouble::Rest {
        method: "GET",
        path: "/Messages",
        what,
    }
}

fn never() -> RestTrouble {
    RestTrouble::NoAnswer {
        held: TimeDelta::minutes(10),
    }
}

fn lost_report() -> Trouble {
    Trouble::Lost {
        kind: Kind::MessageStatus,
    }
}

/// Three texts while this goes wrong with the first request, and with the next too: each arrives once, in order.
async fn arrive_once_in_order(what: RestTrouble) -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    world.carrier().trouble_times(sending(what), 2);
    let words = ["first", "second", "third"];
    for text in words {
        rosa.texts(OKAFOR_LINE, text).await?;
    }
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    for text in words {
        okafor.receives_text(BACK_1, text).await?;
    }
    assert!(world.carrier().pending_troubles().is_empty());
    let seen = okafor.clone();
    world.ends().await;
    assert_eq!(texts_of(&seen), words);
    Ok(())
}

#[tokio::test]
async fn a_provider_that_wants_fewer_requests_gets_each_text_once() -> Told {
    arrive_once_in_order(RestTrouble::TooMany { retry_after: None }).await
}

#[tokio::test]
async fn a_provider_that_says_when_to_come_back_gets_each_text_once() -> Told {
    arrive_once_in_order(RestTrouble::TooMany {
        retry_after: Some(20),
    })
    .await
}

#[tokio::test]
async fn a_server_that_fails_gets_each_text_once() -> Told {
    arrive_once_in_order(RestTrouble::ServerError).await
}

#[tokio::test]
async fn a_server_that_never_answers_gets_each_text_once() -> Told {
    arrive_once_in_order(never()).await
}

#[tokio::test]
async fn an_answer_that_is_lost_after_the_text_was_taken_sends_it_once() -> Told {
    arrive_once_in_order(RestTrouble::AnswerLost).await
}

#[tokio::test]
async fn what_the_reports_do_not_settle_the_list_does() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    // The same words twice: each is found in the list as itself.
    world
        .carrier()
        .trouble_times(sending(RestTrouble::AnswerLost), 2);
    world.carrier().trouble_times(lost_report(), 4);
    world.carrier().trouble(listing(RestTrouble::ServerError));
    for _ in 0..2 {
        rosa.texts(OKAFOR_LINE, "ok").await?;
    }
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    for _ in 0..2 {
        okafor.receives_text(BACK_1, "ok").await?;
    }
    let seen = okafor.clone();
    world.ends().await;
    assert_eq!(texts_of(&seen), ["ok", "ok"]);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_is_lost_while_the_relay_ends_is_settled_after_its_start() -> Told {
    let mut world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    world.carrier().trouble(sending(RestTrouble::AnswerLost));
    world.carrier().trouble_times(lost_report(), 2);
    rosa.texts(OKAFOR_LINE, "only once").await?;
    world.restarts().await;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "only once").await?;
    rosa.texts(OKAFOR_LINE, "and then").await?;
    okafor.receives_text(BACK_1, "and then").await?;
    let seen = okafor.clone();
    world.ends().await;
    assert_eq!(texts_of(&seen), ["only once", "and then"]);
    Ok(())
}

#[tokio::test]
async fn the_whole_account_waits_as_long_as_the_provider_asks() -> Told {
    let world = World::open().await;
    let (rosa, marie, okafor) = (
        world.phone(ROSA),
        world.phone(MARIE),
        world.phone(OKAFOR_PHONE),
    );
    world.carrier().trouble(sending(RestTrouble::TooMany {
        retry_after: Some(40),
    }));
    let began = world.now();
    rosa.texts(OKAFOR_LINE, "from Rosa").await?;
    world.stage().comes_to_rest().await?;
    marie.texts(OKAFOR_LINE, "from Marie").await?;
    okafor
        .receives_text(BACK_2, "stands for Marie Dupont")
        .await?;
    okafor.receives_text(BACK_2, "from Marie").await?;
    assert!(world.now() - began >= TimeDelta::seconds(40));
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "from Rosa").await?;
    world.ends().await;
    Ok(())
}

/// Every third request goes wrong, each time otherwise.
#[tokio::test]
async fn a_third_of_all_requests_goes_wrong_and_nothing_is_lost_or_doubled() -> Told {
    let practice = format!(
        "{}
[callers]\ntexts_per_hour = 1000\n",
        support::PRACTICE
    );
    let world = World::at(support::MONDAY_TEN, &practice, support::PATIENTS).await;
    let (rosa, marie, okafor) = (
        world.phone(ROSA),
        world.phone(MARIE),
        world.phone(OKAFOR_PHONE),
    );
    let troubles = [
        RestTrouble::ServerError,
        RestTrouble::AnswerLost,
        RestTrouble::TooMany {
            retry_after: Some(3),
        },
        RestTrouble::AnswerLost,
    ];
    for number in 0..24_usize {
        if number % 3 == 0 {
            let what = troubles[number / 3 % troubles.len()].clone();
            world.carrier().trouble(sending(what));
            world.carrier().trouble(lost_report());
        }
        let patient = if number % 2 == 0 { &rosa } else { &marie };
        patient
            .texts(OKAFOR_LINE, &format!("text {number:02}"))
            .await?;
    }
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor
        .receives_text(BACK_2, "stands for Marie Dupont")
        .await?;
    for number in 0..24 {
        let line = if number % 2 == 0 { BACK_1 } else { BACK_2 };
        okafor
            .receives_text(line, &format!("text {number:02}"))
            .await?;
    }
    let seen = okafor.clone();
    world.ends().await;
    let texts = texts_of(&seen);
    assert_eq!(texts.len(), 24);
    for patient in 0..2 {
        let its = texts.iter().filter(|text| {
            let number: usize = text[5..].parse().unwrap();
            number % 2 == patient
        });
        assert!(its.is_sorted(), "{texts:?}");
    }
    Ok(())
}
