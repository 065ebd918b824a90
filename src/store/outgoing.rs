//! The outbox as the worker that sends sees it: rows are claimed, sent, and what the provider answered is noted.
//!
//! Each method is an errand of the writer and shares a commit with what decisions write; when it returns, what it says
//! is durable. [`StoreDown`] means that nothing is known to have happened: `accepted`, `try_again`, `answer_lost` and
//! `report` should then be asked again until they are taken, since they tell what has happened at the provider.
//! They are carried out even when their caller has gone.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::attachments::ToDo;
use super::desk::Desk;
use super::errand::{self, Unawaited};
use super::shared::Shared;
use super::words::micros;
use super::{Store, StoreDown};
use crate::domain::decision::{Body, OutgoingKind, Recipient};
use crate::domain::names::{ClinicianId, MediaId, OutboxId};
use crate::domain::outbox::{Author, Edit, Stage};
use crate::domain::phone::Line;

/// Which rows the worker can send now.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What is due by then, UTC.
    pub now: DateTime<Utc>,
    /// So many at most.
    pub most: usize,
    /// So many at most from one line, because of its pace.
    pub per_line: usize,
    /// Lines whose pace or block allows no text now.
    pub not_from: Vec<Line>,
    /// Clinicians whose first phone gets nothing now, because it has not confirmed. What goes to one particular phone,
    /// and the question to confirm, goes all the same.
    pub not_to: Vec<ClinicianId>,
}

/// A row in the worker's hands: its stage is `sending` (or `unsettled`), and that is durable.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    /// Its id.
    pub id: OutboxId,
    /// What kind of thing it is.
    pub kind: OutgoingKind,
    /// To whom.
    pub to: Recipient,
    /// From which line.
    pub from: Line,
    /// Whose words.
    pub author: Author,
    /// The words.
    pub body: Body,
    /// The attachments that are kept, in their order; refused ones are left out.
    pub media: Vec<MediaId>,
    /// How often it was tried before.
    pub attempts: u32,
    /// When it was decided, UTC.
    pub created_at: DateTime<Utc>,
    /// When it was tried for the first time, UTC; `None`: this is the first time.
    pub first_tried: Option<DateTime<Utc>>,
    /// When it was claimed last, UTC: of an unsettled row, when the request with the lost answer began.
    pub tried_at: DateTime<Utc>,
}

/// What is waited for a moment for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// A row that may be sent then.
    Sending,
    /// A row whose answer is lost is looked for then.
    Settling,
    /// A held row is looked at then, or a question lapses.
    Deciding,
    /// An attachment is to be fetched then, or deleted at the provider.
    Fetching,
    /// A message is to be fetched then, or deleted at the provider.
    Messages,
    /// The provider is asked then whether a call has left a message.
    Expected,
    /// A call is to be placed then.
    Calls,
    /// An urgent text that nobody has answered is looked at then.
    Watches,
}

/// A change of the list of patients that is not carried out yet.
#[derive(Clone, Debug, PartialEq)]
pub struct EditRow {
    /// Its id; [`Effect::Advance`](crate::domain::decision::Effect::Advance) with it marks it done.
    pub id: OutboxId,
    /// Who wants it.
    pub clinician: ClinicianId,
    /// The line that was texted.
    pub line: Line,
    /// What.
    pub edit: Edit,
    /// When it was decided, UTC.
    pub at: DateTime<Utc>,
}

/// An attachment that has something to be done for it.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaRow {
    /// Its id.
    pub id: MediaId,
    /// The text it came with.
    pub outbox: OutboxId,
    /// Where it is at the provider: opaque.
    pub address: String,
    /// The type that the sender's phone claimed.
    pub claimed: String,
    /// How often it was tried before.
    pub attempts: u32,
    /// Whose text it came with.
    pub author: Author,
    /// From which line the text goes on.
    pub from: Line,
    /// What kind of thing the text is.
    pub kind: OutgoingKind,
    /// When the text was decided, UTC.
    pub at: DateTime<Utc>,
}

/// An attachment that is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The text it belongs to.
    pub outbox: OutboxId,
    /// Its type as found, such as `image/jpeg`.
    pub kind: String,
    /// How many bytes.
    pub bytes: usize,
}

/// Rows on their way to the worker: dropped before it has them, they go back.
pub(super) struct OnTheirWay {
    rows: Vec<Claimed>,
    shared: Arc<Shared>,
}

impl OnTheirWay {
    /// Committed just now.
    fn new(rows: Vec<Claimed>, shared: Arc<Shared>) -> Self {
        shared.in_hand.take(rows.iter().map(|row| row.id));
        OnTheirWay { rows, shared }
    }

    fn arrive(mut self) -> Vec<Claimed> {
        std::mem::take(&mut self.rows)
    }
}

impl Drop for OnTheirWay {
    fn drop(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return;
        }
        let errand = errand::unheard("put back", move |desk| desk.put_back(&rows));
        if self.shared.queue.push(errand).is_err() {
            tracing::warn!("texts were claimed by nobody; they are settled after the next start");
        }
    }
}

impl Store {
    /// Gives rows that may be sent now to the worker: due, first in their lane, with no attachment still to be fetched;
    /// urgent ones first. A lane has one row under way at most. If the caller goes away before it has them, they wait
    /// again.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be made durable; the same holds for all methods here.
    pub async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>, StoreDown> {
        let shared = self.inner.shared.clone();
        let run = move |desk: &mut Desk<'_>| desk.claim(&claim);
        let rows = self.errand_then("claim", Unawaited::Drop, run, move |rows| {
            OnTheirWay::new(rows, shared)
        });
        rows.await.map(OnTheirWay::arrive)
    }

    /// Whoever was sending has gone without a word: what was under way is unsettled, and is looked at at once.
    pub async fn nobody_sends(&self, now: DateTime<Utc>) -> Result<(), StoreDown> {
        self.errand("nobody sends", Unawaited::Run, move |desk| {
            desk.unsettle(|_| false, micros(now))
        })
        .await
    }

    /// The rows whose answer is lost and whose time to look has come, the longest waiting first, 256 at most; after a
    /// start all that were under way when the relay ended. They are given again until they are settled or put off
    /// ([`Store::answer_lost`]).
    pub async fn unsettled(&self, now: DateTime<Utc>) -> Result<Vec<Claimed>, StoreDown> {
        self.errand("unsettled", Unawaited::Drop, move |desk| {
            desk.unsettled(now)
        })
        .await
    }

    /// The provider has it under this id. `true`: the row has this id now, or had it by a report. `false`: another row
    /// has it (then this one is unsettled and due), or this row has another one.
    pub async fn accepted(
        &self,
        id: OutboxId,
        sid: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreDown> {
        let sid = sid.to_owned();
        self.errand("accepted", Unawaited::Run, move |desk| {
            desk.accepted(id, &sid, at)
        })
        .await
    }

    /// The provider does not have it, for certain: it waits again until `due`, and counts as tried once more. Nothing
    /// happens where a report has said otherwise meanwhile.
    pub async fn try_again(&self, id: OutboxId, due: DateTime<Utc>) -> Result<(), StoreDown> {
        self.errand("try again", Unawaited::Run, move |desk| {
            desk.try_again(id, due)
        })
        .await
    }

    /// Nobody knows whether the provider has it; it is to be settled at `look_at`. Also puts an unsettled row off.
    pub async fn answer_lost(&self, id: OutboxId, look_at: DateTime<Utc>) -> Result<(), StoreDown> {
        self.errand("answer lost", Unawaited::Run, move |desk| {
            desk.answer_lost(id, look_at)
        })
        .await
    }

    /// What the provider reports of a text; only forward ([`Stage::may_become`]). A row with no provider's id adopts
    /// this one; a report under another id than the row's is not of this text and is dropped: then `false`.
    pub async fn report(&self, id: OutboxId, sid: &str, stage: Stage) -> Result<bool, StoreDown> {
        let sid = sid.to_owned();
        self.errand("report", Unawaited::Run, move |desk| {
            desk.report(id, &sid, stage)
        })
        .await
    }

    /// Whether a row has this provider's id.
    pub async fn knows_sid(&self, sid: &str) -> Result<bool, StoreDown> {
        let sid = sid.to_owned();
        self.errand("look for an id", Unawaited::Drop, move |desk| {
            desk.knows_sid(&sid)
        })
        .await
    }

    /// Held rows that are to be looked at, in their order.
    pub async fn held_due(
        &self,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<OutboxId>, StoreDown> {
        self.errand("held", Unawaited::Drop, move |desk| {
            desk.due(Stage::Held, now, most)
        })
        .await
    }

    /// Questions that were not answered in time, in their order.
    pub async fn asked_due(
        &self,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<OutboxId>, StoreDown> {
        self.errand("asked", Unawaited::Drop, move |desk| {
            desk.due(Stage::Asked, now, most)
        })
        .await
    }

    /// Held rows are due now: all, or those written to this clinician or to be read by it. With all of them, no row
    /// that may go is due farther away than it can be: the clock may have been set back.
    pub async fn look_again(
        &self,
        clinician: Option<&ClinicianId>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreDown> {
        let clinician = clinician.cloned();
        self.errand("look again", Unawaited::Run, move |desk| {
            desk.look_again(clinician.as_ref(), now)
        })
        .await
    }

    /// The soonest moment after this one at which something of this is due. What was due before has been looked at: what
    /// it waits for is not the time.
    pub async fn next_due(
        &self,
        what: Due,
        after: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreDown> {
        self.errand("next due", Unawaited::Drop, move |desk| {
            desk.next_due(what, after)
        })
        .await
    }

    /// The changes of the list of patients that are not carried out yet, in their order.
    pub async fn edits(&self) -> Result<Vec<EditRow>, StoreDown> {
        self.errand("edits", Unawaited::Drop, |desk| desk.edits())
            .await
    }

    /// Attachments that are to be fetched, the first due first.
    pub async fn media_due(
        &self,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<MediaRow>, StoreDown> {
        self.errand("media due", Unawaited::Drop, move |desk| {
            desk.media_due(ToDo::Fetch, now, most)
        })
        .await
    }

    /// It could not be fetched (or deleted there) yet: again at `due`; it was tried once more.
    pub async fn media_later(&self, id: MediaId, due: DateTime<Utc>) -> Result<(), StoreDown> {
        self.errand("media later", Unawaited::Run, move |desk| {
            desk.media_later(id, due)
        })
        .await
    }

    /// It is ours, with this type: its text may go, and the provider's copy is to be deleted.
    pub async fn media_kept(&self, id: MediaId, kind: &str, bytes: usize) -> Result<(), StoreDown> {
        let kind = kind.to_owned();
        self.errand("media kept", Unawaited::Run, move |desk| {
            desk.media_settled(id, Some((&kind, bytes)))
        })
        .await
    }

    /// It is not given on: its text may go without it, and the provider's copy is to be deleted.
    pub async fn media_refused(&self, id: MediaId) -> Result<(), StoreDown> {
        self.errand("media refused", Unawaited::Run, move |desk| {
            desk.media_settled(id, None)
        })
        .await
    }

    /// Attachments that are kept or refused and still at the provider, the first due first.
    pub async fn media_left_there(
        &self,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<MediaRow>, StoreDown> {
        self.errand("media there", Unawaited::Drop, move |desk| {
            desk.media_due(ToDo::DeleteThere, now, most)
        })
        .await
    }

    /// The provider has it no more.
    pub async fn media_deleted_there(&self, id: MediaId) -> Result<(), StoreDown> {
        self.errand("media deleted", Unawaited::Run, move |desk| {
            desk.media_deleted_there(id)
        })
        .await
    }

    /// What is kept under this id.
    pub async fn media(&self, id: MediaId) -> Result<Option<Kept>, StoreDown> {
        self.errand("media", Unawaited::Drop, move |desk| desk.media(id))
            .await
    }
}
