//! Changes that somebody is looking at before they are saved, in memory: bound to the account and its session, few, small,
//! and gone after an hour. What is said on the next page waits here as well.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::config::edit::wish::{Change, PatientRow};
use crate::console::visit::Visit;
use crate::domain::names::Version;
use crate::ids;

/// So long one may look.
const LOOKING: TimeDelta = TimeDelta::hours(1);

/// So many at once, of everybody.
const MOST: usize = 100;

/// So many of one account.
const MOST_OF_ONE: usize = 10;

/// So many bytes in all: an import of a whole list is the largest.
const MOST_BYTES: usize = 64 << 20;

/// A change that waits for its author.
#[derive(Clone)]
pub struct Draft {
    who: String,
    csrf: String,
    /// What is wished.
    pub change: Change,
    /// On top of which version it was shown.
    pub base: Version,
    /// Where to return to.
    pub back: String,
    bytes: usize,
}

/// What is said on the next page.
#[derive(Clone)]
pub struct Notice {
    /// Whether all went well.
    pub is_good: bool,
    /// The sentence.
    pub words: String,
}

/// All of them.
#[derive(Default)]
pub struct Drafts {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    drafts: Vec<(String, DateTime<Utc>, Draft)>,
    notices: Vec<(String, String, Notice)>,
}

impl Notice {
    /// All went well.
    pub fn good(words: String) -> Self {
        Notice {
            is_good: true,
            words,
        }
    }

    /// Something must be looked at.
    pub fn bad(words: String) -> Self {
        Notice {
            is_good: false,
            words,
        }
    }
}

impl Draft {
    /// Of this visit.
    pub fn new(visit: &Visit, change: Change, base: Version, back: &str) -> Self {
        Draft {
            who: visit.who.name.clone(),
            csrf: visit.csrf.clone(),
            bytes: size(&change),
            change,
            base,
            back: back.to_owned(),
        }
    }

    fn is_of(&self, visit: &Visit) -> bool {
        self.who == visit.who.name && self.csrf == visit.csrf
    }
}

impl Drafts {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a draft; gives its name in the address. The oldest give way.
    pub fn keep(&self, draft: Draft, now: DateTime<Utc>) -> String {
        let id = ids::hex128();
        let mut inner = self.inner();
        let drafts = &mut inner.drafts;
        drafts.retain(|(_, at, _)| now - *at < LOOKING);
        let own = drafts.iter().filter(|(_, _, other)| other.who == draft.who);
        if own.count() >= MOST_OF_ONE
            && let Some(oldest) = drafts
                .iter()
                .position(|(_, _, other)| other.who == draft.who)
        {
            drafts.remove(oldest);
        }
        let bytes = |drafts: &[(String, DateTime<Utc>, Draft)]| {
            drafts
                .iter()
                .map(|(_, _, draft)| draft.bytes)
                .sum::<usize>()
        };
        while !drafts.is_empty()
            && (drafts.len() >= MOST || bytes(drafts) + draft.bytes > MOST_BYTES)
        {
            drafts.remove(0);
        }
        drafts.push((id.clone(), now, draft));
        id
    }

    /// The draft of this name, if it is this session's and not too old.
    pub fn get(&self, id: &str, visit: &Visit) -> Option<Draft> {
        let inner = self.inner();
        let found = inner.drafts.iter().find(|(known, at, draft)| {
            known == id && visit.at - *at < LOOKING && draft.is_of(visit)
        });
        found.map(|(_, _, draft)| draft.clone())
    }

    /// Its author has seen another version meanwhile.
    pub fn rebase(&self, id: &str, base: Version) {
        let mut inner = self.inner();
        let found = inner.drafts.iter_mut().find(|(known, _, _)| known == id);
        if let Some((_, _, draft)) = found {
            draft.base = base;
        }
    }

    /// It is saved.
    pub fn forget(&self, id: &str) {
        self.inner().drafts.retain(|(known, _, _)| known != id);
    }

    /// Leaves a notice for the next page of this session.
    pub fn leave(&self, visit: &Visit, notice: Notice) {
        let mut inner = self.inner();
        let (who, csrf) = (visit.who.name.clone(), visit.csrf.clone());
        inner
            .notices
            .retain(|(of, session, _)| (of, session) != (&who, &csrf));
        if inner.notices.len() >= MOST {
            inner.notices.remove(0);
        }
        inner.notices.push((who, csrf, notice));
    }

    /// The notice that was left for this session; it is said once.
    pub fn take(&self, visit: &Visit) -> Option<Notice> {
        let mut inner = self.inner();
        let mut places = inner.notices.iter();
        let place =
            places.position(|(who, csrf, _)| *who == visit.who.name && *csrf == visit.csrf)?;
        Some(inner.notices.remove(place).2)
    }
}

/// Roughly, in bytes: what a form could make large.
fn size(change: &Change) -> usize {
    let row = |row: &PatientRow| 200 + row.name.len() + row.phone.len();
    match change {
        Change::Patients {
            added,
            changed,
            removed,
        } => {
            added.iter().map(row).sum::<usize>()
                + changed.iter().map(|(_, to)| row(to)).sum::<usize>()
                + removed.len() * 8
        }
        Change::Rota { shifts, .. } => shifts.iter().map(|shift| 100 + shift.hours.len()).sum(),
        Change::Away { spans, .. } => spans.len() * 100,
        _ => 1_000,
    }
}
