//! What the provider reports of a text that was sent. Reports come late, twice, out of order or never: they move a text
//! forward only, and what has failed is told to its author once.

use crate::domain::names::OutboxId;
use crate::domain::outbox::{Failure, Stage};
use crate::provider::twilio::Params;
use crate::provider::twilio::message::{MessageStatus, MessageStatusParams};
use crate::provider::twilio::rest::Cause;
use crate::store::StoreDown;

use super::{Answer, Relay, Reply};

impl Relay {
    /// The status callback of a row of the outbox.
    pub(super) async fn text_status(&self, id: OutboxId, params: &Params) -> Answer {
        let Ok(report) = MessageStatusParams::of(params) else {
            return Reply::NotUnderstood.into();
        };
        match self
            .reported(id, report.sid, report.status, report.error_code)
            .await
        {
            Ok(()) => Reply::Nothing.into(),
            Err(down) => {
                tracing::warn!(why = %down, "report of a text not kept; the provider shall try again");
                Reply::TryAgain.into()
            }
        }
    }

    /// Takes what the provider says of a text, in a callback or in its list.
    ///
    /// # Errors
    /// [`StoreDown`]: it is to be said again.
    pub async fn reported(
        &self,
        id: OutboxId,
        sid: &str,
        status: MessageStatus,
        code: Option<u32>,
    ) -> Result<(), StoreDown> {
        let Some(stage) = stage(status) else {
            return Ok(());
        };
        if !stage.has_failed() {
            self.store.report(id, sid, stage).await?;
            return Ok(());
        }
        // First whose it is, so that a row whose answer was lost is not sent again meanwhile.
        if !self.store.report(id, sid, Stage::Accepted).await? {
            return Ok(());
        }
        let cause = code.map_or(Cause::Unknown, Cause::of);
        tracing::warn!(code, why = cause.words(), "a text was not delivered");
        self.has_failed(id, failure(cause), stage).await
    }
}

/// Where a text stands by the provider's word; `None`: it says nothing of a text that was sent.
fn stage(status: MessageStatus) -> Option<Stage> {
    Some(match status {
        MessageStatus::Accepted
        | MessageStatus::Scheduled
        | MessageStatus::Queued
        | MessageStatus::Sending => Stage::Accepted,
        MessageStatus::Sent | MessageStatus::PartiallyDelivered => Stage::Sent,
        MessageStatus::Delivered | MessageStatus::Read => Stage::Delivered,
        MessageStatus::Undelivered => Stage::Undelivered,
        MessageStatus::Failed | MessageStatus::Canceled => Stage::Refused,
        MessageStatus::Receiving | MessageStatus::Received | MessageStatus::Other => return None,
    })
}

/// What a cause means to whoever wrote the text.
pub fn failure(cause: Cause) -> Failure {
    match cause {
        Cause::OptedOut => Failure::OptedOut,
        Cause::NoTexts | Cause::BadNumber | Cause::Nobody => Failure::TakesNoTexts,
        Cause::Blocked
        | Cause::NoRoute
        | Cause::Filtered
        | Cause::CountryClosed
        | Cause::Unregistered
        | Cause::Trial
        | Cause::Suspected => Failure::Blocked,
        Cause::OutOfReach | Cause::Expired | Cause::QuietHours | Cause::Full => Failure::NotReached,
        Cause::TooLong
        | Cause::Empty
        | Cause::BadMedia
        | Cause::Malformed
        | Cause::NotFound
        | Cause::Credentials
        | Cause::Suspended
        | Cause::BadLine
        | Cause::Moved
        | Cause::Unfinished
        | Cause::Trouble
        | Cause::Unknown => Failure::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_where_a_text_stands() {
        for (word, expected) in [
            ("queued", Some(Stage::Accepted)),
            ("sent", Some(Stage::Sent)),
            ("delivered", Some(Stage::Delivered)),
            ("read", Some(Stage::Delivered)),
            ("undelivered", Some(Stage::Undelivered)),
            ("failed", Some(Stage::Refused)),
            ("received", None),
            ("something new", None),
        ] {
            assert_eq!(stage(MessageStatus::of(word)), expected, "{word}");
        }
    }
}
