//! The audit log brought up to the folder: a change that was saved while the log could not be written, or just before the
//! relay was killed, stands beside its version with who, when and what, and gets its row from there.

use crate::config::versions::{self, Kept};
use crate::console::visit::Visit;
use crate::store::StoreDown;
use crate::store::console::MissedRow;

/// The log's word for a change of the configuration.
pub const WHAT: &str = "changed-configuration";

/// Adds what the log lacks of the changes that were saved in the console; what is older than the log itself is kept stays
/// away.
///
/// # Errors
/// [`StoreDown`]: the log may lack changes, which the history has.
pub async fn catch_up(visit: &Visit) -> Result<(), StoreDown> {
    let folder = visit.console.folder();
    let kept = tokio::task::spawn_blocking(move || versions::list(&folder)).await;
    let oldest = visit.at - visit.in_force.retention.journal;
    let rows = kept.unwrap_or_default().into_iter().filter_map(row);
    let rows: Vec<MissedRow> = rows.filter(|row| row.at > oldest).collect();
    visit.console.store().note_missed(WHAT, rows).await
}

fn row(kept: Kept) -> Option<MissedRow> {
    let done = kept.done?;
    let detail = format!("{} {}", done.what, done.of.unwrap_or_default());
    Some(MissedRow {
        at: kept.when?,
        account: kept.who.strip_prefix("console: ")?.to_owned(),
        detail: detail.trim_end().to_owned(),
    })
}
