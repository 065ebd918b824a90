//! The scenes of the demo: short stories, told with the vocabulary of the integration tests.

use chrono::{DateTime, TimeZone, Utc};

use crate::clock::Clock;
use crate::provider::local::stage::{Stage, StageError};

use super::teller::Teller;

const OKAFOR_LINE: &str = "+447700900101";
const OKAFOR: &str = "+447700900123";
const LINDQVIST: &str = "+447700900124";
const MARIE: &str = "+447700900456";
const STRANGER: &str = "+447700900999";
const DESK: &str = "+441632960001";

/// When the demo begins: Monday 23 November 2026, ten in the morning.
pub fn beginning() -> DateTime<Utc> {
    moment(2026, 11, 23, 10)
}

/// Plays all scenes.
///
/// # Errors
/// Something does not happen that should.
pub async fn play(stage: &Stage, clock: &Clock, teller: &mut Teller) -> Result<(), StageError> {
    teller.scene("Monday, ten in the morning. Marie Dupont dials the number on her card.");
    in_hours(stage).await?;
    teller.tell(stage).await?;

    teller.scene("A quarter past. She calls again; the doctor's phone is switched off, and the colleague cannot come to the phone.");
    clock.set(beginning() + chrono::TimeDelta::minutes(15));
    nobody_answers(stage).await?;
    teller.tell(stage).await?;

    teller.scene("Three in the morning. It is urgent, and her access includes that.");
    clock.set(moment(2026, 11, 24, 3));
    urgent(stage).await?;
    teller.tell(stage).await?;

    teller.scene("Tuesday, eleven. Somebody dials who has no access.");
    clock.set(moment(2026, 11, 24, 11));
    stranger(stage).await?;
    teller.tell(stage).await?;

    for outsider in [MARIE, STRANGER, DESK] {
        for secret in [OKAFOR, LINDQVIST] {
            stage.phone(outsider).never_sees(secret)?;
        }
    }
    teller.end("No patient's, stranger's or desk's phone was ever shown or told a clinician's number: checked over all they saw and heard.");
    Ok(())
}

async fn in_hours(stage: &Stage) -> Result<(), StageError> {
    let (marie, okafor) = (stage.phone(MARIE), stage.phone(OKAFOR));
    marie.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    okafor.answers().await?;
    okafor.hears("Press 1").await?;
    okafor.presses("1").await?;
    marie.is_connected_to(&okafor).await?;
    marie.waits(60).await?;
    okafor.hangs_up().await?;
    marie.call_ends().await?;
    stage.comes_to_rest().await
}

async fn nobody_answers(stage: &Stage) -> Result<(), StageError> {
    let (marie, okafor, lindqvist) = (
        stage.phone(MARIE),
        stage.phone(OKAFOR),
        stage.phone(LINDQVIST),
    );
    okafor.switches_off();
    marie.dials(OKAFOR_LINE).await?;
    okafor.voicemail_answers().await?;
    lindqvist.rings().await?;
    lindqvist.declines().await?;
    let second = stage.phone("+441632960024");
    second.rings().await?;
    second.lets_it_ring().await?;
    marie.hears("2").await?;
    marie.presses("2").await?;
    marie.hears_the_beep().await?;
    marie.speaks(14).await?;
    marie.presses("#").await?;
    marie.call_ends().await?;
    okafor.switches_on();
    stage.comes_to_rest().await
}

async fn urgent(stage: &Stage) -> Result<(), StageError> {
    let (marie, lindqvist) = (stage.phone(MARIE), stage.phone(LINDQVIST));
    marie.dials(OKAFOR_LINE).await?;
    marie.hears("1").await?;
    marie.presses("1").await?;
    lindqvist.rings().await?;
    lindqvist.answers().await?;
    lindqvist.hears("urgent").await?;
    lindqvist.presses("1").await?;
    marie.is_connected_to(&lindqvist).await?;
    marie.waits(120).await?;
    marie.hangs_up().await?;
    lindqvist.call_ends().await?;
    stage.comes_to_rest().await
}

async fn stranger(stage: &Stage) -> Result<(), StageError> {
    let (caller, desk) = (stage.phone(STRANGER), stage.phone(DESK));
    caller.dials(OKAFOR_LINE).await?;
    desk.rings().await?;
    desk.answers().await?;
    caller.is_connected_to(&desk).await?;
    caller.waits(30).await?;
    caller.hangs_up().await?;
    desk.call_ends().await?;
    stage.comes_to_rest().await
}

fn moment(year: i32, month: u32, day: u32, hour: u32) -> DateTime<Utc> {
    // Winter: London's clock shows UTC.
    Utc.with_ymd_and_hms(year, month, day, hour, 0, 0)
        .single()
        .unwrap_or_default()
}
