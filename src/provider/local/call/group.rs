//! The legs that one `<Dial>` rings together, and which of them won.

use chrono::{DateTime, Utc};

use super::leg::{Event, Inbox};

/// One leg that was dialled.
pub(super) struct Child {
    pub sid: String,
    pub phone: String,
    pub inbox: Option<Inbox>,
    pub ended: bool,
}

/// The legs of one ring, and who won.
pub(super) struct Group {
    pub children: Vec<Child>,
    pub winner: Option<usize>,
    pub cancel_losers: Option<DateTime<Utc>>,
    pub bridged: Option<DateTime<Utc>>,
    pub limit: Option<DateTime<Utc>>,
    pub recording: Option<String>,
}

impl Group {
    pub fn is_over(&self) -> bool {
        match self.winner.and_then(|winner| self.children.get(winner)) {
            Some(winner) => winner.ended,
            None => self.children.iter().all(|child| child.ended),
        }
    }

    pub fn winner(&self) -> Option<&Child> {
        self.winner.and_then(|winner| self.children.get(winner))
    }

    pub fn end_winner(&self) {
        if let Some(winner) = self.winner() {
            winner.give_up("canceled");
        }
    }

    /// The winner has talked as long as anybody may.
    pub fn time_out(&self) {
        if let Some(inbox) = self.winner().and_then(|winner| winner.inbox.as_ref()) {
            inbox.post(Event::TimeLimit);
        }
    }

    pub fn drop_losers(&mut self) {
        self.cancel_losers = None;
        for (index, child) in self.children.iter().enumerate() {
            if Some(index) != self.winner {
                child.give_up("no-answer");
            }
        }
    }

    pub fn waiting(&self) -> Vec<String> {
        self.children
            .iter()
            .filter(|child| !child.ended)
            .map(|child| child.sid.clone())
            .collect()
    }
}

impl Child {
    pub fn give_up(&self, status: &'static str) {
        if let Some(inbox) = self.inbox.as_ref().filter(|_| !self.ended) {
            inbox.post(Event::Drop(status));
        }
    }
}
