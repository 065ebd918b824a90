//! Messages that callers have left, as those see them who fetch, play and delete their sound.
//!
//! A message is announced by the provider, then kept here, and only then no longer there. Each method that changes
//! something is an errand of the writer: when it returns, what it says is durable, and it is carried out even when its
//! caller has gone. [`StoreDown`] means that nothing is known to have happened.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::desk::Desk;
use super::errand::Unawaited;
use super::{Store, StoreDown};
use super::{inbox, recording};
use crate::domain::decision::Mailbox;
use crate::domain::names::{CallId, ClinicianId, MessageId};

/// A message that something is to be done for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRow {
    /// Its id.
    pub id: MessageId,
    /// The call on which it was left.
    pub call: CallId,
    /// The provider's id of its recording.
    pub recording: String,
    /// Its length in seconds, where the provider said it.
    pub seconds: Option<u32>,
    /// How often what is to be done was tried before.
    pub attempts: u32,
    /// When it was announced, UTC.
    pub at: DateTime<Utc>,
}

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageState {
    /// The provider has announced it; its sound is not here yet.
    Announced,
    /// Its sound is here.
    Kept,
    /// Fetching it was given up.
    Lost,
    /// Somebody has deleted it.
    Deleted,
    /// The provider says that there is none after all.
    Absent,
}

/// A message, for playing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptMessage {
    /// How many bytes its sound has; zero unless it is kept.
    pub bytes: u64,
    /// Its length in seconds; zero: not known.
    pub seconds: u32,
    /// Where it stands: only one that is kept can be played.
    pub state: MessageState,
    /// Whether somebody has said to have heard it.
    pub is_heard: bool,
}

/// How many messages there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageCounts {
    /// Kept ones that nobody has said to have heard.
    pub new: u64,
    /// Announced ones that are still to be fetched.
    pub waiting: u64,
    /// Those that are not to be fetched any more and that the provider still has.
    pub left_there: u64,
    /// Those of which fetching was given up.
    pub lost: u64,
    /// When the oldest that is still to be fetched was announced, UTC.
    pub oldest_waiting: Option<DateTime<Utc>>,
    /// When the oldest of the new ones was announced, UTC.
    pub oldest_new: Option<DateTime<Utc>>,
    /// Those that the provider still has though it was asked very often to delete them.
    pub stuck_there: u64,
    /// The new ones in the boxes of clinicians, also of those who are not in the configuration any more.
    pub new_of: BTreeMap<ClinicianId, u64>,
}

impl Store {
    /// Announced messages that are to be fetched now, the first due first.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be made durable or read; the same holds for all methods here.
    pub async fn messages_due(
        &self,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<MessageRow>, StoreDown> {
        self.errand("messages due", Unawaited::Drop, move |desk| {
            desk.messages_due(recording::FETCH, now, most)
        })
        .await
    }

    /// Its sound is ours: so many bytes, so long. The provider's copy is to be deleted from now on. `false`: it was
    /// deleted or forgotten meanwhile, and its file must go.
    pub async fn message_kept(
        &self,
        id: MessageId,
        bytes: u64,
        seconds: u32,
    ) -> Result<bool, StoreDown> {
        self.errand("message kept", Unawaited::Run, move |desk| {
            desk.message_kept(id, bytes, seconds)
        })
        .await
    }

    /// It could not be fetched (or deleted there) yet: again at `due`; it was tried once more.
    pub async fn message_later(&self, id: MessageId, due: DateTime<Utc>) -> Result<(), StoreDown> {
        self.errand("message later", Unawaited::Run, move |desk| {
            desk.message_later(id, due)
        })
        .await
    }

    /// Fetching it is given up. It stays, as lost, and can still be kept; its recording is not deleted at the provider
    /// before it is forgotten.
    pub async fn message_lost(&self, id: MessageId) -> Result<(), StoreDown> {
        self.errand("message lost", Unawaited::Run, move |desk| {
            desk.message_lost(id)
        })
        .await
    }

    /// Messages that are kept, deleted, absent after all or forgotten, whose recording the provider may still have, the
    /// first due first.
    pub async fn messages_left_there(
        &self,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<MessageRow>, StoreDown> {
        self.errand("messages there", Unawaited::Drop, move |desk| {
            desk.messages_due(recording::DELETE_THERE, now, most)
        })
        .await
    }

    /// The provider has its recording no more. A forgotten one goes with that.
    pub async fn message_gone_there(&self, id: MessageId) -> Result<(), StoreDown> {
        self.errand("message gone", Unawaited::Run, move |desk| {
            desk.message_gone_there(id)
        })
        .await
    }

    /// Deleted messages whose file may still be there.
    pub async fn messages_to_drop(&self, most: usize) -> Result<Vec<MessageId>, StoreDown> {
        self.errand("messages to drop", Unawaited::Drop, move |desk| {
            desk.messages_to_drop(most)
        })
        .await
    }

    /// The file of a deleted one is gone.
    pub async fn message_dropped(&self, id: MessageId) -> Result<(), StoreDown> {
        self.errand("message dropped", Unawaited::Run, move |desk| {
            desk.message_dropped(id)
        })
        .await
    }

    /// What is known of it for playing it; `None`: there is no such message, or not any more.
    pub async fn message(&self, id: MessageId) -> Result<Option<KeptMessage>, StoreDown> {
        self.errand("message", Unawaited::Drop, move |desk| desk.message(id))
            .await
    }

    /// Messages that were announced before this moment, the oldest first; those that are still to be fetched are not
    /// among them, however old.
    pub async fn messages_before(
        &self,
        at: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<MessageId>, StoreDown> {
        self.look(move |connection, _| inbox::before(connection, at, most))
            .await
    }

    /// Deletes its row; its file goes before. Where the provider still has its recording, all that is personal goes at
    /// once and the rest with [`Store::message_gone_there`]. One that is still to be fetched stays.
    pub async fn forget_message(&self, id: MessageId) -> Result<(), StoreDown> {
        self.errand("forget a message", Unawaited::Run, move |desk| {
            desk.forget_message(id)
        })
        .await
    }

    /// How many messages there are.
    pub async fn message_counts(&self) -> Result<MessageCounts, StoreDown> {
        self.look(|connection, _| inbox::counts(connection)).await
    }

    /// Which of these recordings the store does not know. Reads beside the writer, as [`Store::undecided`] does.
    pub async fn knows_recordings(&self, sids: Vec<String>) -> Result<Vec<String>, StoreDown> {
        self.look(move |connection, _| inbox::unknown(connection, sids))
            .await
    }

    /// The mailbox that the answers of this call recorded into, the last one where there are several; `None` within: they
    /// recorded nothing. `None`: the journal does not know the call.
    pub async fn knows_call(&self, call: CallId) -> Result<Option<Option<Mailbox>>, StoreDown> {
        self.errand(
            "look for a call",
            Unawaited::Drop,
            move |desk: &mut Desk<'_>| inbox::mailbox_of_call(desk.connection, call),
        )
        .await
    }
}
