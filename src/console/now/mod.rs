//! Who would be reached right now, what is wrong, and what today was like: the page that a practice manager sees first.
//!
//! It comes also while the store is down, from the configuration and the pauses that were known last.

mod counts;
mod gaps;
mod links;
mod page;
mod row;
#[cfg(test)]
mod tests;
mod wrong;

use std::time::Duration;

use axum::response::Response;
use chrono::TimeDelta;

use super::page::{Tab, page as frame};
use super::visit::Visit;
use crate::domain::availability::start_of_day;
use crate::domain::names::ClinicianId;
use crate::domain::outlook;
use crate::domain::reachability::Gap;
use crate::jobs::well::{self, Readings};
use crate::store::console::Today;

/// A disk that hangs must not keep the page.
const PATIENCE: Duration = Duration::from_secs(2);

/// Texts that did not arrive are told of for so long.
const FAILED: TimeDelta = TimeDelta::days(3);

/// Gaps are told so long ahead.
const AHEAD: TimeDelta = TimeDelta::days(14);

/// `GET /console/`
pub async fn show(visit: Visit) -> Response {
    let today = today(&visit).await;
    let wrong = wrong(&visit, today.as_ref()).await;
    let practice = &visit.in_force.practice;
    let duty = outlook::duty(practice, visit.at);
    let pauses = visit.console.relay().store().pauses();
    let sees = |id: &ClinicianId| visit.only().is_none_or(|own| own == id);
    let picture = page::Picture {
        rows: row::rows(practice, &pauses, duty.now.as_ref(), visit.at, sees),
        counts: today.as_ref().map(counts::counts),
        today,
        duty,
        wrong,
    };
    let body = page::body(&visit, &picture);
    frame(&visit, Some(Tab::Now), &visit.words.t("now-title"), &body)
}

/// `None`: the store cannot be read.
async fn today(visit: &Visit) -> Option<Today> {
    let practice = &visit.in_force.practice;
    let since = start_of_day(practice, practice.day(visit.at));
    let reading = visit
        .console
        .relay()
        .store()
        .today(since, visit.at - FAILED);
    match tokio::time::timeout(PATIENCE, reading).await {
        Ok(Ok(today)) => Some(today),
        Ok(Err(down)) => {
            tracing::warn!(%down, "the console cannot read what happened today");
            None
        }
        Err(_) => None,
    }
}

async fn wrong(visit: &Visit, today: Option<&Today>) -> Vec<wrong::Wrong> {
    let relay = visit.console.relay();
    let health = relay.store().health();
    let readings = tokio::time::timeout(PATIENCE, Readings::of(relay)).await;
    let readings = readings.unwrap_or(Readings {
        health,
        texts: None,
        messages: None,
    });
    let configured = relay.configured();
    let troubles = well::troubles(relay, &configured, readings);
    wrong::all(visit, &troubles, today, &gaps(visit).await)
}

/// The gaps of the days ahead; none while they are still being worked out for a configuration that is new.
async fn gaps(visit: &Visit) -> Vec<Gap> {
    let ahead = visit.console.hours().ahead(&visit.in_force, visit.at);
    let Ok(Some(ahead)) = tokio::time::timeout(PATIENCE, ahead).await else {
        return Vec::new();
    };
    let horizon = visit.at + AHEAD;
    let near = |gap: &&Gap| gap.span.end > visit.at && gap.span.start < horizon;
    ahead.proof.gaps.iter().filter(near).cloned().collect()
}
