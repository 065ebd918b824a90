//! One patient is erased by the command, beside a relay that runs and without one: no file keeps the name or the phone,
//! nobody else loses anything, and what the provider repeats brings nothing back.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use nightbell::cli::erase::{EraseArgs, run};
use nightbell::provider::local::Kind;
use nightbell::provider::twilio::Params;
use nightbell::store::Chain;
use support::{
    BACK_1, BACK_2, MARIE, MONDAY_TEN, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, World,
    assert_no_file_holds,
};

type Told = Result<(), Box<dyn std::error::Error>>;

const PLAIN: &[u8] = include_bytes!("data/photos/plain.jpg");

/// Part of Rosa's phone, as every spelling of it has it.
const ROSAS: &str = "900456";

fn erase(patient: &str, config: PathBuf, data: PathBuf) -> EraseArgs {
    EraseArgs {
        patient: patient.to_owned(),
        config,
        data,
        clinician: None,
        yes: true,
    }
}

/// Runs the command as another process would: off the relay's threads.
async fn erases(world: &World, patient: &str) -> Result<(), String> {
    let args = erase(patient, world.config(), world.data());
    let ran = tokio::task::spawn_blocking(move || run(&args))
        .await
        .unwrap();
    ran.map_err(|failure| failure.to_string())
}

/// Both patients have written, with a picture, were answered and have called.
async fn lives(world: &World) -> Told {
    let okafor = world.phone(OKAFOR_PHONE);
    for (patient, name, back) in [(ROSA, "Rosa Diaz", BACK_1), (MARIE, "Marie Dupont", BACK_2)] {
        let phone = world.phone(patient);
        let photo = [("image/jpeg", PLAIN)];
        phone
            .phone()
            .text_with_media(OKAFOR_LINE, "my knee hurts", &photo)?;
        okafor
            .receives_text(back, &format!("stands for {name}"))
            .await?;
        okafor.receives_text(back, "my knee hurts").await?;
        okafor.texts(back, "come at four").await?;
        phone.receives_text(OKAFOR_LINE, "come at four").await?;
    }
    world.stage().time_passes(TimeDelta::minutes(1)).await?;
    Ok(())
}

/// A spreadsheet was saved twice: earlier versions hold Rosa in another spelling, too.
fn saved_by_hand(config: &Path) {
    let list = config.join("patients.csv");
    let spelt = fs::read_to_string(&list).unwrap();
    fs::write(&list, spelt.replace(ROSA, "07700 900456")).unwrap();
}

fn media(world: &World) -> usize {
    fs::read_dir(world.data().join("media")).map_or(0, Iterator::count)
}

fn assert_nothing_is_left(folder: &Path) {
    for part in ["Rosa", "ROSA", "Diaz", ROSAS] {
        assert_no_file_holds(folder, part);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_is_erased_while_the_relay_runs() -> Told {
    let world = World::open().await;
    lives(&world).await?;
    saved_by_hand(&world.config());
    let store = world.running().store();
    let (texts, pictures) = (store.outbox().await?.len(), media(&world));
    erases(&world, "rosa  DIAZ").await?;
    assert_nothing_is_left(&world.config());
    assert_nothing_is_left(&world.data());
    let list = fs::read_to_string(world.config().join("patients.csv"))?;
    assert_eq!(list.matches("Marie Dupont").count(), 1, "{list}");
    assert_eq!(
        (store.outbox().await?.len(), media(&world)),
        (texts / 2, pictures / 2)
    );
    assert!(matches!(store.verify_chain(0).await?, Chain::Whole { .. }));
    // Marie's conversation goes on, and Rosa is a stranger.
    let (okafor, marie) = (world.phone(OKAFOR_PHONE), world.phone(MARIE));
    okafor.texts(BACK_2, "at five, sorry").await?;
    marie.receives_text(OKAFOR_LINE, "at five, sorry").await?;
    world.phone(ROSA).texts(OKAFOR_LINE, "it is me").await?;
    world
        .phone(ROSA)
        .receives_text(OKAFOR_LINE, "only takes texts from patients")
        .await?;
    world.ends().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_provider_repeats_brings_nothing_back() -> Told {
    let world = World::open().await;
    lives(&world).await?;
    let store = world.running().store();
    erases(&world, ROSA).await?;
    let rows = (
        store.outbox().await?.len(),
        store.journal(1000).await?.len(),
    );
    let exchanges = world.carrier().exchanges().into_iter();
    let rosas = exchanges
        .filter(|exchange| exchange.kind == Kind::Sms && exchange.param("From") == Some(ROSA));
    for exchange in rosas {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &exchange.params {
            form.append_pair(name, value);
        }
        let params = Params::parse(form.finish().as_bytes()).unwrap();
        world.running().relay().answer("sms", "", &params).await;
    }
    world.stage().time_passes(TimeDelta::hours(2)).await?;
    assert_eq!(
        (
            store.outbox().await?.len(),
            store.journal(1000).await?.len()
        ),
        rows
    );
    assert_nothing_is_left(&world.data());
    world.ends().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_is_erased_without_a_relay() -> Told {
    let world = World::open().await;
    lives(&world).await?;
    let (config, data) = (world.config(), world.data());
    let _folder = world.stops().await;
    let args = erase("Rosa Diaz", config.clone(), data.clone());
    tokio::task::spawn_blocking(move || run(&args)).await??;
    assert_nothing_is_left(&config);
    assert_nothing_is_left(&data);
    assert!(fs::read_to_string(config.join("patients.csv"))?.contains("Marie Dupont"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_removed_from_the_list_is_found_in_its_earlier_versions() -> Told {
    let world = World::open().await;
    lives(&world).await?;
    let list = world.config().join("patients.csv");
    let rows = fs::read_to_string(&list)?;
    let others: Vec<&str> = rows.lines().filter(|row| !row.contains("Rosa")).collect();
    fs::write(&list, others.join("\n"))?;
    erases(&world, "Rosa Diaz").await?;
    assert_nothing_is_left(&world.config());
    assert_nothing_is_left(&world.data());
    world.ends().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_erased_by_mistake() -> Told {
    let patients = format!(
        "{PATIENTS}+447700900460,Rosa Diaz,lindqvist,,,,,\n+447700900461;+447700900457,Jean Dupont,okafor,,,,,\n"
    );
    let world = World::at(MONDAY_TEN, PRACTICE, &patients).await;
    let refused = erases(&world, "Rosa Diaz").await.unwrap_err();
    assert!(refused.contains("several match"), "{refused}");
    assert!(
        refused.contains("+44 7700 900456, patient of okafor"),
        "{refused}"
    );
    assert!(
        refused.contains("+44 7700 900460, patient of lindqvist"),
        "{refused}"
    );
    let refused = erases(&world, MARIE).await.unwrap_err();
    assert!(
        refused.contains("several match") && refused.contains("Jean"),
        "{refused}"
    );
    for nobody in ["Rosa", "Aisha Khan", "Dr Ada Okafor"] {
        let refused = erases(&world, nobody).await.unwrap_err();
        assert!(refused.contains("nobody like that"), "{refused}");
    }
    for own in [OKAFOR_LINE, OKAFOR_PHONE] {
        let refused = erases(&world, own).await.unwrap_err();
        assert!(refused.contains("one of the practice's own"), "{refused}");
        assert!(!refused.contains("900123"), "{refused}");
    }
    let unasked = EraseArgs {
        yes: false,
        ..erase("Ned Ended", world.config(), world.data())
    };
    // There is no terminal here, so nobody consents.
    let refused = tokio::task::spawn_blocking(move || run(&unasked))
        .await?
        .unwrap_err();
    assert!(refused.to_string().contains("--yes"));
    assert_eq!(
        fs::read_to_string(world.config().join("patients.csv"))?,
        patients
    );
    world.ends().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_household_one_goes_and_the_conversation_stays() -> Told {
    let patients = format!("{PATIENTS}{MARIE},Jean Dupont,okafor,,,,,\n");
    let world = World::at(MONDAY_TEN, PRACTICE, &patients).await;
    let (okafor, marie) = (world.phone(OKAFOR_PHONE), world.phone(MARIE));
    marie.texts(OKAFOR_LINE, "hello").await?;
    okafor.receives_text(BACK_1, "stands for").await?;
    okafor.receives_text(BACK_1, "hello").await?;
    let texts = world.running().store().outbox().await?.len();
    erases(&world, "Jean Dupont").await?;
    assert_no_file_holds(&world.config(), "Jean");
    assert_eq!(world.running().store().outbox().await?.len(), texts);
    okafor.texts(BACK_1, "hello Marie").await?;
    marie.receives_text(OKAFOR_LINE, "hello Marie").await?;
    erases(&world, MARIE).await?;
    assert_eq!(world.running().store().outbox().await?.len(), 0);
    assert_no_file_holds(&world.config(), "900457");
    world.ends().await;
    Ok(())
}
