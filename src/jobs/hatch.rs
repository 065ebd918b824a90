//! Carries out what commands ask of the relay that holds the data folder.
//!
//! It looks every second of real time, whatever the practice's clock says: the commands are people at a terminal.

use std::sync::Arc;
use std::time::Duration;

use super::erasing::{self, Erasure};
use super::{Context, Worker};
use crate::domain::names::ClinicianId;
use crate::domain::phone::{E164, NotE164};
use crate::domain::pin::PinHash;
use crate::store::hatch::{Answer, Hatch, Received, Request};

/// How often the hatch is looked at.
const EVERY: Duration = Duration::from_secs(1);

/// Looks until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let hatch = Arc::new(context.relay.store().hatch());
    let mut was_open = true;
    loop {
        let opened = off_the_runtime(&hatch, |hatch| match hatch.is_open() {
            true => Ok(()),
            false => hatch.open(),
        });
        match opened.await {
            Ok(()) => {
                was_open = true;
                look(&context, &worker, &hatch).await;
            }
            Err(why) if was_open => {
                was_open = false;
                tracing::warn!(
                    why,
                    "commands cannot reach this relay: the data folder cannot be written"
                );
            }
            Err(_) => {}
        }
        if !worker.rest_for(EVERY).await {
            break;
        }
    }
    // Nothing is lost where it stays open: commands look at the folder's lock first.
    let _ = off_the_runtime(&hatch, |hatch| {
        hatch.close();
        Ok(())
    })
    .await;
}

async fn look(context: &Context, worker: &Worker, hatch: &Arc<Hatch>) {
    let asked = match off_the_runtime(hatch, Hatch::take).await {
        Ok(asked) => asked,
        Err(why) => {
            tracing::warn!(why, "what commands ask cannot be read");
            return;
        }
    };
    for Received { name, request } in asked {
        let _under_way = worker.under_way();
        let answer = match request {
            Some(request) => carry_out(context, &name, request).await,
            None => Answer::content(
                "ask again, with the storage key of the relay: this request cannot be opened, or was carried out before",
            ),
        };
        let answered = off_the_runtime(hatch, move |hatch| hatch.answer(&name, &answer)).await;
        if let Err(why) = answered {
            tracing::warn!(why, "a command's request was carried out, but not answered");
        }
    }
}

async fn carry_out(context: &Context, name: &str, request: Request) -> Answer {
    match request {
        Request::SetPin { clinician, hash } => set_pin(context, &clinician, hash).await,
        Request::CallForPin { clinician } => call_for_pin(context, name, &clinician).await,
        Request::Erase {
            names,
            phones,
            shared,
        } => erase(context, names, &phones, &shared).await,
    }
}

async fn erase(
    context: &Context,
    names: Vec<String>,
    phones: &[String],
    shared: &[String],
) -> Answer {
    let read = |phones: &[String]| -> Result<Vec<E164>, NotE164> {
        phones.iter().map(|phone| phone.parse()).collect()
    };
    match (read(phones), read(shared)) {
        (Ok(phones), Ok(shared)) => {
            let erasure = Erasure {
                names,
                phones,
                shared,
            };
            erasing::answer(context, erasure).await
        }
        _ => Answer::content("write the numbers with + and the country's code"),
    }
}

async fn set_pin(context: &Context, clinician: &ClinicianId, hash: PinHash) -> Answer {
    if let Some(unknown) = unknown(context, clinician) {
        return unknown;
    }
    match context.relay.store().set_pin(clinician, hash).await {
        Ok(()) => {
            tracing::info!(%clinician, "a PIN was set by command");
            Answer::done(vec![format!(
                "The PIN of {clinician} is set. It opens the own line when {clinician} calls it."
            )])
        }
        Err(down) => Answer::system(format!("ask again in a moment: the store is down ({down})")),
    }
}

async fn call_for_pin(context: &Context, name: &str, clinician: &ClinicianId) -> Answer {
    if let Some(unknown) = unknown(context, clinician) {
        return unknown;
    }
    match context.relay.call_for_pin(name, clinician).await {
        Ok(_) => {
            tracing::info!(%clinician, "a call to choose a PIN was asked for by command");
            Answer::done(vec![format!(
                "Nightbell calls the first phone of {clinician} in a moment, from the own line."
            )])
        }
        Err(down) => Answer::system(format!("ask again in a moment: the store is down ({down})")),
    }
}

/// The configuration in force may be another than the one the command has read.
fn unknown(context: &Context, clinician: &ClinicianId) -> Option<Answer> {
    let in_force = context.relay.in_force();
    let is_known = in_force.practice.clinicians.get(clinician).is_some();
    (!is_known).then(|| {
        Answer::content(format!(
            "correct the configuration: the one in force has no clinician {clinician}"
        ))
    })
}

async fn off_the_runtime<T: Send + 'static>(
    hatch: &Arc<Hatch>,
    work: impl FnOnce(&Hatch) -> std::io::Result<T> + Send + 'static,
) -> Result<T, String> {
    let hatch = hatch.clone();
    match tokio::task::spawn_blocking(move || work(&hatch)).await {
        Ok(done) => done.map_err(|error| error.to_string()),
        Err(_) => Err("it failed inside".to_owned()),
    }
}
