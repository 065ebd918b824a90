//! The promises once more, from the raw rows and dates alone: who may be rung, by whom, and when.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::surgery::{Row, Surgery};

/// How a clinician stands; unknown where the second opinion on hours has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    Closed,
    Paused,
    Away,
    Unknown,
}

impl Surgery {
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&self.zone).naive_local()
    }

    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date()
    }

    pub fn whose_line(&self, number: &str) -> Option<usize> {
        self.clinicians
            .iter()
            .position(|clinician| clinician.line == number)
    }

    pub fn whose_phone(&self, number: &str) -> Option<usize> {
        self.clinicians
            .iter()
            .position(|clinician| clinician.phones.iter().any(|phone| phone == number))
    }

    pub fn is_line(&self, number: &str) -> bool {
        self.whose_line(number).is_some() || self.back.iter().any(|line| line == number)
    }

    /// The places of the rows in force.
    pub fn in_force(&self, who: usize, at: DateTime<Utc>) -> impl Iterator<Item = (usize, &Row)> {
        let day = self.day(at);
        self.rows.iter().enumerate().filter(move |(_, row)| {
            row.clinician == who
                && row.from.is_none_or(|from| from <= day)
                && row.until.is_none_or(|until| day <= until)
        })
    }

    /// The rows by which this number may reach this clinician.
    pub fn grants(&self, who: usize, number: &str, at: DateTime<Utc>) -> Vec<usize> {
        self.in_force(who, at)
            .filter(|(_, row)| row.phones.iter().any(|phone| phone == number))
            .map(|(at, _)| at)
            .collect()
    }

    /// Everyone who shares a phone and a clinician with this row, directly or through others.
    pub fn household(&self, row: usize) -> HashSet<usize> {
        let mut members = HashSet::from([row]);
        loop {
            let more: Vec<usize> = (0..self.rows.len())
                .filter(|at| {
                    let row = &self.rows[*at];
                    !members.contains(at)
                        && members.iter().any(|member| {
                            let member = &self.rows[*member];
                            member.clinician == row.clinician
                                && member.phones.iter().any(|phone| row.phones.contains(phone))
                        })
                })
                .collect();
            if more.is_empty() {
                return members;
            }
            members.extend(more);
        }
    }

    fn cover(&self, who: usize, at: DateTime<Utc>) -> Option<Option<usize>> {
        let day = self.day(at);
        let absence = self.clinicians[who]
            .away
            .iter()
            .find(|(from, to, _)| *from <= day && day <= *to);
        absence.map(|(_, _, cover)| *cover)
    }

    pub fn is_away(&self, who: usize, at: DateTime<Utc>) -> bool {
        self.cover(who, at).is_some()
    }

    /// Who stands in for someone who is away.
    pub fn stands_in(&self, who: usize, at: DateTime<Utc>) -> Option<usize> {
        let mut stand_in = who;
        while let Some(cover) = self.cover(stand_in, at) {
            stand_in = cover?;
        }
        Some(stand_in)
    }

    pub fn standing(&self, who: usize, at: DateTime<Utc>) -> Standing {
        if self.is_away(who, at) {
            return Standing::Away;
        }
        if self
            .pauses
            .iter()
            .any(|(paused, until)| *paused == who && *until > at)
        {
            return Standing::Paused;
        }
        match self.hours_of(who).is_open(self.local(at), self.england) {
            Some(true) => Standing::Open,
            Some(false) => Standing::Closed,
            None => Standing::Unknown,
        }
    }

    /// Who is on duty; `Err` where the second opinion on hours has none.
    pub fn on_duty(&self, at: DateTime<Utc>) -> Result<Option<usize>, ()> {
        for (hours, who) in &self.rota {
            if hours.is_open(self.local(at), self.england).ok_or(())?
                && let Some(there) = self.stands_in(*who, at)
            {
                return Ok(Some(there));
            }
        }
        Ok(None)
    }
}
