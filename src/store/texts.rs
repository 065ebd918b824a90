//! What decisions do with rows of the outbox: written, delivered after a wait, moved on, taken back.

use chrono::{DateTime, TimeDelta, Utc};

use super::desk::Desk;
use super::fault::Fault;
use super::lane::Lane;
use super::row::{Stored, outbox_id};
use super::split;
use super::words::{self, Content, PRACTICE, context, micros};
use crate::domain::decision::{Body, Outgoing, OutgoingKind, Recipient};
use crate::domain::names::{CallId, ClinicianId, OutboxId};
use crate::domain::outbox::{Author, Edit, Stage, Wait};
use crate::domain::phone::Line;
use crate::ids;

/// Rows of one kind about one subject within this time are told as one.
const FOLDED: TimeDelta = TimeDelta::minutes(10);

const INSERT: &str = "
    INSERT INTO outbox (practice, id, kind, stage, lane, seq, part, turn, urgent, from_line, gate, due, pending, clinician,
      phone, author_clinician, author_line, created_at, attempts, attachments, code, digested, call, fold, sealed)
    VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, (SELECT coalesce(max(n), 0) + 1 FROM outbox)), ?7,
      ?4 <> 'asked' AND NOT EXISTS
        (SELECT 1 FROM outbox WHERE practice = ?1 AND lane = ?5 AND turn = 1),
      ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 0, ?12, ?18, 0, ?19, ?20, ?21)
    ON CONFLICT (practice, call, kind) WHERE call IS NOT NULL DO NOTHING";

/// What may go is never due farther away than this: the longest wait between two attempts is half of it.
const FARTHEST: TimeDelta = TimeDelta::minutes(10);

/// What is written of a row beside its place.
struct New<'a> {
    kind: OutgoingKind,
    stage: Stage,
    to: &'a Recipient,
    from: Line,
    author: &'a Author,
    body: &'a Body,
    due: DateTime<Utc>,
    attachments: usize,
    code: Option<u8>,
    call: Option<CallId>,
    fold: Option<i64>,
}

/// Where in the order: `seq` is the next where none is given.
struct Place {
    lane: Lane,
    seq: Option<i64>,
    part: i64,
}

impl Desk<'_> {
    /// Writes what is to be sent. Words that are too long for one text become several, unless they wait for a decision:
    /// then [`Desk::deliver`] splits them.
    pub(super) fn send(&mut self, outgoing: &Outgoing, at: DateTime<Utc>) -> Result<(), Fault> {
        let fold = outgoing.fold.map(|subject| subject.0.cast_signed());
        if let Some(fold) = fold
            && self.is_told(fold, outgoing.kind, at)?
        {
            if let Some(call) = outgoing.call {
                self.stands_for(fold, outgoing.kind, call, at)?;
            }
            return Ok(());
        }
        let (stage, code) = match outgoing.wait {
            Wait::Due => (Stage::Waiting, None),
            Wait::Reader => (Stage::Held, None),
            Wait::Answer { code } => (Stage::Asked, Some(code)),
        };
        let bodies = match stage {
            Stage::Waiting => split::pieces(&outgoing.body, None),
            _ => vec![outgoing.body.clone()],
        };
        let (kind, author) = (outgoing.kind, &outgoing.author);
        let lane = Lane::of(&self.keys, kind, author, &outgoing.to, outgoing.from);
        let mut seq = None;
        for (part, body) in (0..).zip(&bodies) {
            let first = part == 0;
            let new = New {
                kind,
                stage,
                to: &outgoing.to,
                from: outgoing.from,
                author,
                body,
                due: outgoing.due,
                attachments: if first { outgoing.attachments.len() } else { 0 },
                code,
                call: outgoing.call.filter(|_| first),
                fold: fold.filter(|_| first),
            };
            let Some(id) = self.insert(&new, &Place { lane, seq, part }, at)? else {
                return Ok(());
            };
            if first {
                // The first piece has its own number as its place; the others share it.
                seq = Some(self.connection.last_insert_rowid());
                self.announced(&id, &outgoing.attachments, at)?;
                if stage == Stage::Waiting && kind == OutgoingKind::Urgent {
                    let route = (&outgoing.to, outgoing.from);
                    self.watch(outbox_id(&id)?, (kind, author), route, at)?;
                }
            }
        }
        Ok(())
    }

    /// Whether a row of this kind and subject was written lately.
    fn is_told(&self, fold: i64, kind: OutgoingKind, at: DateTime<Utc>) -> Result<bool, Fault> {
        // Not beyond either: after the clock was set back, an hour's missed calls would count as told.
        let (since, until) = (micros(at - FOLDED), micros(at + FOLDED));
        let mut folded = self.connection.prepare_cached(
            "SELECT 1 FROM outbox WHERE practice = ?1 AND fold = ?2 AND kind = ?3
               AND created_at > ?4 AND created_at < ?5 LIMIT 1",
        )?;
        Ok(folded.exists((PRACTICE, fold, words::kind(kind), since, until))?)
    }

    /// What waits to be told of an earlier call tells of this one as well: taking the earlier one back does not take this
    /// one with it.
    fn stands_for(
        &mut self,
        fold: i64,
        kind: OutgoingKind,
        call: CallId,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let (since, until) = (micros(at - FOLDED), micros(at + FOLDED));
        let sql = "UPDATE outbox SET call = NULL WHERE practice = ?1 AND fold = ?2 AND kind = ?3 AND call <> ?4
               AND created_at > ?5 AND created_at < ?6 AND stage IN ('asked', 'held', 'waiting')";
        let mut both = self.connection.prepare_cached(sql)?;
        let (kind, call) = (words::kind(kind), call.to_string());
        both.execute((PRACTICE, fold, kind, call, since, until))?;
        Ok(())
    }

    /// Writes one row; gives its id, or nothing where the call has been told of already.
    fn insert(
        &mut self,
        new: &New<'_>,
        place: &Place,
        at: DateTime<Utc>,
    ) -> Result<Option<String>, Fault> {
        let id = ids::in_order(at);
        let sealed = self.sealed(&id, new.to, new.body, new.author)?;
        let (clinician, phone, gate) = columns_of(new.to, new.kind);
        let (author_clinician, author_line) = match new.author {
            Author::Nightbell => (None, None),
            Author::Patient { clinician, .. } => (Some(clinician.as_str()), None),
            Author::Clinician { clinician, line } => (Some(clinician.as_str()), Some(line.wire())),
        };
        let mut insert = self.connection.prepare_cached(INSERT)?;
        let written = insert.execute(rusqlite::params![
            PRACTICE,
            id,
            words::kind(new.kind),
            new.stage.word(),
            place.lane.0,
            place.seq,
            place.part,
            new.kind == OutgoingKind::Urgent,
            new.from.wire(),
            gate,
            micros(new.due),
            i64::try_from(new.attachments).unwrap_or(i64::MAX),
            clinician,
            phone,
            author_clinician,
            author_line,
            micros(at),
            new.code,
            new.call.map(|call| call.to_string()),
            new.fold,
            sealed,
        ])?;
        self.news = true;
        Ok((written > 0).then_some(id))
    }

    fn sealed(
        &self,
        id: &str,
        to: &Recipient,
        body: &Body,
        author: &Author,
    ) -> Result<Vec<u8>, Fault> {
        let content = serde_json::to_vec(&Content::of(to, body, author))?;
        let mut sealed = Vec::new();
        let bound = context("outbox", &[id.as_bytes()]);
        self.keys.seal(&bound, &content, &mut sealed)?;
        Ok(sealed)
    }

    /// A held row, or one that was asked about, may go, where it stands in its conversation.
    pub(super) fn deliver(
        &mut self,
        id: OutboxId,
        route: (&Recipient, Line),
        mark: Option<&str>,
        lead: Option<&Body>,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let Some(row) = self.row(id)?.filter(|row| waits_for_a_decision(row.stage)) else {
            tracing::warn!(%id, "a text that is to be delivered does not wait for it");
            return Ok(());
        };
        let (to, from) = route;
        let bodies = split::pieces(&row.body, mark);
        let (first, others) = bodies.split_first().unwrap_or((&row.body, &[]));
        let lane = Lane::of(&self.keys, row.kind, &row.author, to, from);
        self.waits_on(&row, lane, route, first, at)?;
        let new = |body, author, kind| New {
            kind,
            stage: Stage::Waiting,
            to,
            from,
            author,
            body,
            due: at,
            attachments: 0,
            code: None,
            call: None,
            fold: None,
        };
        let seq = Some(row.seq);
        if let Some(lead) = lead {
            let lead = new(lead, &Author::Nightbell, OutgoingKind::Notice);
            self.insert(
                &lead,
                &Place {
                    lane,
                    seq,
                    part: -1,
                },
                at,
            )?;
        }
        for (part, body) in (1..).zip(others) {
            let piece = new(body, &row.author, row.kind);
            self.insert(&piece, &Place { lane, seq, part }, at)?;
        }
        self.watch(id, (row.kind, &row.author), route, at)?;
        if lane != row.lane {
            row.lane.next(self.connection)?;
        }
        lane.next(self.connection)
    }

    /// The row itself waits from now on, with this recipient and these words.
    fn waits_on(
        &mut self,
        row: &Stored,
        lane: Lane,
        (to, from): (&Recipient, Line),
        body: &Body,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let sealed = self.sealed(&row.id.to_string(), to, body, &row.author)?;
        let (clinician, phone, gate) = columns_of(to, row.kind);
        let sql = "UPDATE outbox SET stage = 'waiting', turn = 0, lane = ?2, clinician = ?3, phone = ?4, gate = ?5,
                from_line = ?6, due = ?7, code = NULL, sealed = ?8
             WHERE n = ?1";
        let mut update = self.connection.prepare_cached(sql)?;
        let line = from.wire();
        update.execute((
            row.n,
            lane.0,
            clinician,
            phone,
            gate,
            line,
            micros(at),
            sealed,
        ))?;
        self.news = true;
        Ok(())
    }

    /// A held row stays so and is looked at again then.
    pub(super) fn hold_until(&mut self, id: OutboxId, due: DateTime<Utc>) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET due = ?3 WHERE practice = ?1 AND id = ?2 AND stage = 'held'";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string(), micros(due)))?;
        self.news = true;
        Ok(())
    }

    /// A row has moved on for good, as far as it may; a change of the list of patients is done.
    pub(super) fn advance(&mut self, id: OutboxId, stage: Stage) -> Result<(), Fault> {
        let Some(row) = self.row(id)? else {
            return self.edited(id);
        };
        if stage.is_over() && row.stage.may_become(stage) {
            self.moves_to(&row, stage)?;
            self.let_go.push(id);
        }
        Ok(())
    }

    /// Who is on duty has been told of these.
    pub(super) fn digested(&mut self, ids: &[OutboxId]) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET digested = 1 WHERE practice = ?1 AND id = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        for id in ids {
            update.execute((PRACTICE, id.to_string()))?;
        }
        Ok(())
    }

    /// What was to be sent about a call is not, while it waits. The row is gone, so that another may be written.
    pub(super) fn unsend(&mut self, call: CallId, kind: OutgoingKind) -> Result<(), Fault> {
        let sql = "DELETE FROM outbox WHERE practice = ?1 AND call = ?2 AND kind = ?3
                     AND stage IN ('asked', 'held', 'waiting') RETURNING lane";
        let mut delete = self.connection.prepare_cached(sql)?;
        let mut rows = delete.query((PRACTICE, call.to_string(), words::kind(kind)))?;
        let mut lanes = Vec::new();
        while let Some(row) = rows.next()? {
            lanes.push(Lane(row.get(0)?));
        }
        drop(rows);
        for lane in lanes {
            self.news = true;
            lane.next(self.connection)?;
        }
        Ok(())
    }

    /// Held rows are due at this time at the latest: all, or those written to a clinician or to be read by one.
    pub(super) fn look_again(
        &mut self,
        clinician: Option<&ClinicianId>,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let sql = "UPDATE outbox INDEXED BY outbox_look SET due = ?2
             WHERE practice = ?1 AND stage IN ('asked', 'held', 'sending', 'unsettled') AND stage = 'held'
               AND due > ?2 AND (?3 IS NULL OR author_clinician = ?3 OR clinician = ?3)";
        let mut update = self.connection.prepare_cached(sql)?;
        let clinician = clinician.map(|clinician| clinician.as_str());
        update.execute((PRACTICE, micros(at), clinician))?;
        if clinician.is_none() {
            let sql = "UPDATE outbox INDEXED BY outbox_lane SET due = ?2 WHERE practice = ?1
                 AND stage IN ('held', 'waiting', 'sending', 'unsettled')
                 AND stage IN ('waiting', 'unsettled') AND due > ?2";
            let mut nearer = self.connection.prepare_cached(sql)?;
            nearer.execute((PRACTICE, micros(at + FARTHEST)))?;
            self.nothing_farther(at + FARTHEST)?;
        }
        self.news = true;
        Ok(())
    }

    /// The list of patients is to be changed.
    pub(super) fn edit(
        &mut self,
        clinician: &ClinicianId,
        line: Line,
        edit: &Edit,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let id = ids::in_order(at);
        let mut sealed = Vec::new();
        let bound = context("edit", &[id.as_bytes()]);
        self.keys
            .seal(&bound, &serde_json::to_vec(edit)?, &mut sealed)?;
        let sql = "INSERT INTO edit (practice, id, clinician, line, at, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut insert = self.connection.prepare_cached(sql)?;
        let row = (
            PRACTICE,
            id,
            clinician.as_str(),
            line.wire(),
            micros(at),
            sealed,
        );
        insert.execute(row)?;
        self.news = true;
        Ok(())
    }

    fn edited(&mut self, id: OutboxId) -> Result<(), Fault> {
        let sql = "DELETE FROM edit WHERE practice = ?1 AND id = ?2";
        let mut delete = self.connection.prepare_cached(sql)?;
        delete.execute((PRACTICE, id.to_string()))?;
        self.news = true;
        Ok(())
    }
}

fn waits_for_a_decision(stage: Stage) -> bool {
    matches!(stage, Stage::Held | Stage::Asked)
}

/// The clinician, the phone and the gate of a row to this recipient.
fn columns_of(to: &Recipient, kind: OutgoingKind) -> (Option<&str>, Option<String>, &str) {
    match to {
        Recipient::Clinician(clinician) => {
            let id = clinician.as_str();
            let goes_all_the_same = kind == OutgoingKind::Confirmation;
            (Some(id), None, if goes_all_the_same { "" } else { id })
        }
        Recipient::ClinicianPhone(target) => (
            Some(target.clinician.as_str()),
            Some(target.phone.to_string()),
            "",
        ),
        Recipient::Number(_) => (None, None, ""),
    }
}
