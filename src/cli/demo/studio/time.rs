//! The demo's clock: it runs, and can be moved to another moment.

use std::sync::PoisonError;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};

use super::super::moments::{Moment, instant, moments, oddity};
use super::super::view::{ClockView, Event};
use super::phones::hang_up;
use super::{Refusal, Studio};

/// So long the ends of calls get before the time is moved back.
const ENDING: Duration = Duration::from_secs(12);
/// So long what falls due gets, before a request that moves the time is answered all the same.
const SETTLING: Duration = Duration::from_secs(2);
/// Whoever asks for a moment again within this time has asked once.
const JUST: TimeDelta = TimeDelta::seconds(2);
/// A skip passes over so much that nobody sees or hears, at most.
const UNSEEN: usize = 40;
/// How the page writes a local time, with or without seconds.
const WRITTEN: [&str; 2] = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];

impl Studio {
    pub(super) fn moments(&self) -> Vec<Moment> {
        let zone = self.configured().in_force.practice.zone;
        moments(&self.0.setting.season, self.0.setting.machine.now(), zone)
    }

    pub(super) fn clock_view(&self) -> ClockView {
        let at = self.0.setting.clock.now();
        let zone = self.configured().in_force.practice.zone;
        let moment = self.0.moment.lock().unwrap_or_else(PoisonError::into_inner);
        ClockView {
            at,
            local: at
                .with_timezone(&zone)
                .to_rfc3339_opts(SecondsFormat::Secs, false),
            moment: moment.clone(),
            next_due: self.next_due(),
            busy: self.is_busy(),
        }
    }

    /// The next moment for which anything waits: a call, or a text.
    pub(super) fn next_due(&self) -> Option<DateTime<Utc>> {
        let call = self.0.local.carrier.next_due();
        let others = self.next_text().into_iter().chain(self.next_message());
        call.into_iter().chain(others).min()
    }

    /// The same, but for the ends of conversations that nobody ends.
    pub(super) fn next_moment(&self) -> Option<DateTime<Utc>> {
        let call = self.0.local.carrier.next_step();
        let others = self.next_text().into_iter().chain(self.next_message());
        call.into_iter().chain(others).min()
    }

    /// Whether anything is under way: nothing must be skipped over then.
    fn is_busy(&self) -> bool {
        self.0.local.carrier.busy() || self.sends()
    }

    /// Moves the time to one of the moments on offer.
    ///
    /// # Errors
    /// There is no such moment.
    pub async fn move_to(&self, moment: &str) -> Result<(), Refusal> {
        let offered = self.moments();
        let found = offered.iter().find(|offered| offered.id == moment);
        let found = found.ok_or_else(|| {
            let ids: Vec<&str> = offered.iter().map(|moment| moment.id).collect();
            Refusal::Wrong(format!("choose one of {}", ids.join(", ")))
        })?;
        let _alone = self.0.moving.lock().await;
        if !self.is_just_at(found) {
            self.set_clock(found.at, Some(found.id.to_owned())).await;
        }
        Ok(())
    }

    /// Moves the time to a local time of the practice. Says so where that night there is no such time, or two of them.
    ///
    /// # Errors
    /// It is no time, or not within some years from now.
    pub async fn move_to_time(&self, written: &str) -> Result<Option<String>, Refusal> {
        let local = WRITTEN
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(written, format).ok())
            .ok_or_else(|| Refusal::Wrong("write the time as in 2026-12-25T10:00".to_owned()))?;
        let zone = self.configured().in_force.practice.zone;
        let at = instant(zone, local);
        if (at - self.0.setting.machine.now()).num_days().abs() > 3 * 366 {
            return Err(Refusal::Wrong(
                "choose a time within three years of today".to_owned(),
            ));
        }
        let _alone = self.0.moving.lock().await;
        self.set_clock(at, None).await;
        Ok(oddity(zone, local))
    }

    /// Moves the time on until something is seen or heard. What begins to ring is left ringing, also for whoever asked
    /// before it rang.
    ///
    /// # Errors
    /// Nothing waits for a later time, but perhaps for a human or for the relay.
    pub async fn skip(&self) -> Result<(), Refusal> {
        let rings = self.0.seen.rings();
        // Of two who ask at once the second moves on from where the first has come.
        let _alone = self.0.moving.lock().await;
        self.settles().await;
        if self.0.seen.rings() != rings {
            return Ok(());
        }
        if self.is_busy() {
            let words = "The relay is still answering; that wait is real time.";
            return Err(Refusal::NotNow(words.to_owned()));
        }
        let mut next = self.next_step()?;
        let before = self.0.seen.all();
        for _ in 0..UNSEEN {
            if next > self.0.setting.clock.now() {
                self.set_clock(next, None).await;
            } else {
                self.settles().await;
            }
            if self.0.seen.all() != before || self.is_busy() {
                break;
            }
            match self.next_moment() {
                Some(due) => next = due,
                None => break,
            }
        }
        Ok(())
    }

    /// When something happens next by itself. That two who talk are cut off hours later is nothing to wait for.
    fn next_step(&self) -> Result<DateTime<Utc>, Refusal> {
        self.next_moment().ok_or_else(|| {
            let words = match self.next_due() {
                Some(_) => "Nothing waits but the end of their conversation: hang up.",
                None => {
                    "Call or text first, or choose a moment: nothing waits for a later time now."
                }
            };
            Refusal::NotNow(words.to_owned())
        })
    }

    /// Whether the time has come to this moment only now: a button that is pressed twice must not end the calls.
    fn is_just_at(&self, moment: &Moment) -> bool {
        let chosen = self.0.moment.lock().unwrap_or_else(PoisonError::into_inner);
        let since = self.0.setting.clock.now() - moment.at;
        chosen.as_deref() == Some(moment.id) && since >= TimeDelta::zero() && since < JUST
    }

    /// For whoever holds `moving`.
    pub(super) async fn set_clock(&self, to: DateTime<Utc>, moment: Option<String>) {
        if to < self.0.setting.clock.now() {
            self.end_calls().await;
        }
        self.0.setting.clock.set(to);
        *self.0.moment.lock().unwrap_or_else(PoisonError::into_inner) = moment;
        self.tell_clock();
        self.tell_company();
        self.tell_standing();
        self.settles().await;
        self.0.look.notify_one();
    }

    /// Waits until what is under way has happened and was told, but not for what hangs.
    pub(super) async fn settles(&self) {
        let settled = async {
            self.comes_to_rest().await;
            self.is_told().await;
            if let Some(relay) = self.relay() {
                self.look_at_texts(relay.store()).await;
            }
        };
        drop(tokio::time::timeout(SETTLING, settled).await);
    }

    /// Everybody hangs up, and what would still have happened does: nothing must wait for a moment that is long past.
    async fn end_calls(&self) {
        self.0.local.carrier.phones().iter().for_each(hang_up);
        // What hangs, because the relay is slowed for example, is left alone after a while.
        drop(tokio::time::timeout(ENDING, self.run_out()).await);
    }

    async fn run_out(&self) {
        let carrier = &self.0.local.carrier;
        loop {
            self.comes_to_rest().await;
            let Some(due) = carrier.next_due() else {
                return;
            };
            if due > self.0.setting.clock.now() {
                self.0.setting.clock.set(due);
            }
        }
    }

    async fn comes_to_rest(&self) {
        let carrier = &self.0.local.carrier;
        let mut changes = carrier.changes();
        while self.is_busy() {
            // A timer that is due wakes without a change: look again soon.
            drop(tokio::time::timeout(Duration::from_millis(20), changes.changed()).await);
        }
    }

    pub(super) fn tell_clock(&self) {
        // One after another: what is told last must not be what was looked at first.
        let _alone = self
            .0
            .telling
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let clock = self.clock_view();
        self.0.feed.publish(Event::Clock { clock });
    }
}
