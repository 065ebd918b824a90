//! Whose weeks are drawn, and what there is to see in each: the practice, the clinicians, the rotas.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::cache::Ahead;
use super::picture::{About, Bar, Ground, Kind, Note, Picture, Row};
use super::week::{Block, Day, Week};
use super::{gaps, said};
use crate::config::written::WrittenRota;
use crate::console::words::Words;
use crate::domain::availability::{absence, cover_of, start_of_day};
use crate::domain::hours::Hours;
use crate::domain::practice::{Clinician, Practice, Shift};
use crate::domain::reachability::{Gap, Missing};
use crate::relay::InForce;

/// One week of one practice, as somebody looks at it.
pub struct View<'a> {
    /// What is in force.
    pub in_force: &'a InForce,
    /// The reader's words.
    pub words: Words,
    /// Which week.
    pub week: Week,
    /// The moment of looking.
    pub now: DateTime<Utc>,
    /// What lies ahead; `None`: it could not be worked out.
    pub ahead: Option<Arc<Ahead>>,
}

/// Somebody on duty for a while; `instead_of` is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDuty {
    span: Range<DateTime<Utc>>,
    name: String,
    instead_of: Option<String>,
}

/// So many spans of a day are said beside its name; more are summed up.
const SAID: usize = 2;

impl View<'_> {
    /// The practice.
    pub fn practice(&self) -> &Practice {
        &self.in_force.practice
    }

    /// From the first to the last instant of the week.
    fn span(&self) -> Range<DateTime<Utc>> {
        let monday = start_of_day(self.practice(), self.week.monday());
        monday..start_of_day(self.practice(), self.week.later().monday())
    }

    /// The hours of the practice.
    pub fn practice_week(&self, hours: &Hours) -> Picture {
        self.week_of(&self.practice().name, hours)
    }

    /// Hours alone, whosever they are.
    pub fn week_of(&self, name: &str, hours: &Hours) -> Picture {
        Picture {
            id: "week-practice".to_owned(),
            title: self.title(name),
            rows: self.rows(|day| self.opening(day, hours)),
        }
    }

    /// The hours, absences and gaps of a clinician.
    pub fn clinician_week(&self, clinician: &Clinician) -> Picture {
        Picture {
            id: format!("week-of-{}", clinician.id),
            title: self.title(&clinician.name),
            rows: self.rows(|day| {
                let mut row = self.opening(day, &clinician.hours);
                self.mark_absence(&mut row, day, clinician);
                let of_line = |gap: &&Gap| gap.clinician == clinician.id;
                self.mark_gaps(&mut row, day, self.gaps().filter(of_line));
                row
            }),
        }
    }

    /// Who is on duty, and where nobody is.
    pub fn rota_week(&self, place: usize, rota: &WrittenRota) -> Picture {
        let mut everybody: Vec<String> = Vec::new();
        for shift in &rota.shifts {
            let name = said::name(self.practice(), &shift.clinician).to_owned();
            if !everybody.contains(&name) {
                everybody.push(name);
            }
        }
        let duty = on_duty(self.practice(), &rota.shifts, &self.span());
        let title = match rota.name.as_str() {
            "" => self.words.t("hours-rota"),
            name => self
                .words
                .with("hours-rota-named", &[("name", name.into())]),
        };
        Picture {
            id: format!("week-rota-{place}"),
            title: self.title(&title),
            rows: self.rows(|day| {
                let mut row = self.duty(day, &duty, &everybody);
                if place == 0 {
                    let urgent = |gap: &&Gap| matches!(gap.what, Missing::UrgentReachNobody(_));
                    self.mark_gaps(&mut row, day, self.gaps().filter(urgent));
                }
                row
            }),
        }
    }

    fn title(&self, name: &str) -> String {
        let (from, to) = (self.week.monday(), self.week.sunday());
        let dates = said::dates(&self.words, from, to);
        self.words.with(
            "hours-week-title",
            &[("who", name.into()), ("week", dates.into())],
        )
    }

    /// The gaps of the proof.
    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.ahead.iter().flat_map(|ahead| &ahead.proof.gaps)
    }

    fn rows(&self, of: impl Fn(&Day) -> Row) -> Vec<Row> {
        let days = self.week.days();
        days.map(|date| of(&Day::new(self.practice(), date)))
            .collect()
    }

    /// A day before anything is drawn on it.
    fn empty(&self, day: &Day) -> Row {
        let words = &self.words;
        let (missing, doubled) = (day.missing(), day.doubled());
        let mut notes = Vec::new();
        let mut ground = Ground::Plain;
        if let Some(holiday) = self.in_force.holidays.name(day.date) {
            ground = Ground::Holiday;
            let english = said::holiday(holiday);
            notes.push(Note {
                english,
                ..Note::new(words.t("hours-holiday"), About::Holiday)
            });
        }
        let mut clocks = |words: String| {
            notes.push(Note::new(words, About::Clocks));
        };
        if let Some(missing) = &missing {
            clocks(words.with(
                "hours-clocks-forward",
                &[("hour", said::times(missing).into())],
            ));
        }
        if let Some(doubled) = &doubled {
            clocks(words.with(
                "hours-clocks-back",
                &[("hour", said::times(doubled).into())],
            ));
        }
        let now = day.place(&(self.now..self.now + TimeDelta::minutes(1)));
        Row {
            name: said::date(words, day.date),
            short: String::new(),
            hours: String::new(),
            notes,
            ground,
            bars: Vec::new(),
            missing,
            doubled,
            now: now.into_iter().next(),
        }
    }

    fn opening(&self, day: &Day, hours: &Hours) -> Row {
        let mut row = self.empty(day);
        let spans = around(hours, day);
        let said: Vec<String> = spans
            .iter()
            .map(|span| said::on_day(&self.words, day, span))
            .collect();
        row.hours = match said.is_empty() {
            true => self.words.t("hours-closed"),
            false => said.join(", "),
        };
        row.short = match said.len() {
            0..=SAID => {
                let short = spans
                    .iter()
                    .map(|span| said::shortly(&self.words, day, span));
                match said.is_empty() {
                    true => row.hours.clone(),
                    false => short.collect::<Vec<_>>().join(", "),
                }
            }
            many => self.words.with("hours-spans", &[("count", many.into())]),
        };
        for (span, said) in spans.iter().zip(&said) {
            row.bars.extend(bars(day, span, Kind::Open, ("", ""), said));
        }
        row
    }

    fn mark_absence(&self, row: &mut Row, day: &Day, clinician: &Clinician) {
        let start = day.span().start;
        if absence(self.practice(), clinician, start).is_none() {
            return;
        }
        row.ground = Ground::Away;
        for bar in &mut row.bars {
            bar.kind = Kind::Suspended;
        }
        row.short = self.words.t("hours-away");
        row.hours = self.words.t("hours-away");
        let words = away_words(&self.words, self.practice(), clinician, start);
        row.notes.push(Note::new(words, About::Away));
    }

    fn mark_gaps<'a>(&self, row: &mut Row, day: &Day, gaps: impl Iterator<Item = &'a Gap>) {
        let whole = day.span();
        for gap in gaps::together(gaps) {
            if gap.span.start >= whole.end || gap.span.end <= whole.start {
                continue;
            }
            let what = gaps::what(&self.words, self.practice(), gap.what);
            let when = said::on_day(&self.words, day, &gap.span);
            let words = self.words.with(
                "hours-gap",
                &[("when", when.clone().into()), ("what", what.into())],
            );
            if matches!(gap.what, Missing::UrgentReachNobody(_)) {
                row.bars
                    .extend(bars(day, &gap.span, Kind::Gap, ("", ""), &words));
            }
            let short = match gap.what {
                Missing::UrgentReachNobody(_) => self
                    .words
                    .with("hours-gap-urgent-short", &[("when", when.into())]),
                _ => self.words.t("hours-gap-short"),
            };
            let note = Note {
                short,
                ..Note::new(words, About::Gap)
            };
            if !row.notes.contains(&note) {
                row.notes.push(note);
            }
        }
    }

    fn duty(&self, day: &Day, duty: &[OnDuty], everybody: &[String]) -> Row {
        let mut row = self.empty(day);
        // A rota runs on public holidays as on any day: they are named, and nothing is closed.
        row.ground = Ground::Plain;
        let whole = day.span();
        let today = duty
            .iter()
            .filter(|duty| duty.span.start < whole.end && duty.span.end > whole.start);
        let mut said = Vec::new();
        let mut names: Vec<&str> = Vec::new();
        for duty in today {
            let when = said::on_day(&self.words, day, &duty.span);
            let words = match &duty.instead_of {
                Some(away) => self.words.with(
                    "hours-duty-for",
                    &[
                        ("who", duty.name.as_str().into()),
                        ("when", when.into()),
                        ("away", away.as_str().into()),
                    ],
                ),
                None => self.words.with(
                    "hours-duty",
                    &[("who", duty.name.as_str().into()), ("when", when.into())],
                ),
            };
            let number = everybody
                .iter()
                .position(|name| *name == duty.name)
                .unwrap_or(0);
            let label = (duty.name.as_str(), said::short_name(&duty.name));
            row.bars
                .extend(bars(day, &duty.span, Kind::Duty(number), label, &words));
            said.push(words);
            if !names.contains(&duty.name.as_str()) {
                names.push(&duty.name);
            }
        }
        row.short = match names.as_slice() {
            [] => self.words.t("hours-nobody"),
            [one] => (*one).to_owned(),
            many => self
                .words
                .with("hours-people", &[("count", many.len().into())]),
        };
        row.hours = match said.is_empty() {
            true => self.words.t("hours-nobody"),
            false => said.join("; "),
        };
        row
    }
}

/// Who covers an absence: "Away: Dr Eva Lindqvist covers".
pub fn away_words(
    words: &Words,
    practice: &Practice,
    clinician: &Clinician,
    at: DateTime<Utc>,
) -> String {
    match cover_of(practice, clinician, at) {
        Some(cover) => words.with("hours-away-covered", &[("who", cover.name.as_str().into())]),
        None => words.t("hours-away-nobody"),
    }
}

/// The open spans that touch a day, as far as a day beyond it: whether they go on is seen from their ends.
fn around(hours: &Hours, day: &Day) -> Vec<Range<DateTime<Utc>>> {
    let whole = day.span();
    let beyond = TimeDelta::days(1);
    let mut spans = hours.open_spans(whole.start - beyond, whole.end + beyond);
    spans.retain(|span| span.start < whole.end && span.end > whole.start);
    spans
}

fn bars(
    day: &Day,
    span: &Range<DateTime<Utc>>,
    kind: Kind,
    label: (&str, &str),
    hint: &str,
) -> Vec<Bar> {
    let whole = day.span();
    let blocks = day.place(span);
    let last = blocks.len().saturating_sub(1);
    let each = blocks.into_iter().enumerate();
    let bar = |(number, block): (usize, Block)| Bar {
        block,
        kind,
        label: (label.0.to_owned(), label.1.to_owned()),
        hint: hint.to_owned(),
        goes_on: (
            number == 0 && span.start < whole.start,
            number == last && span.end > whole.end,
        ),
    };
    each.map(bar).collect()
}

/// Who is on duty in a stretch of time: of the shifts that run, the first whose clinician, or that clinician's cover, is
/// there.
pub fn on_duty(
    practice: &Practice,
    shifts: &[Shift],
    within: &Range<DateTime<Utc>>,
) -> Vec<OnDuty> {
    let beyond = TimeDelta::days(1);
    let (from, to) = (within.start - beyond, within.end + beyond);
    let mut cuts = vec![from, to];
    for shift in shifts {
        let spans = shift.hours.open_spans(from, to);
        cuts.extend(spans.iter().flat_map(|span| [span.start, span.end]));
    }
    let (first, last) = (practice.day(from), practice.day(to));
    let midnights = first.iter_days().take_while(|day: &NaiveDate| *day <= last);
    cuts.extend(midnights.map(|day| start_of_day(practice, day)));
    cuts.retain(|cut| (from..=to).contains(cut));
    cuts.sort_unstable();
    cuts.dedup();
    let mut duty: Vec<OnDuty> = Vec::new();
    for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        let Some((name, instead_of)) = at_instant(practice, shifts, *start) else {
            continue;
        };
        match duty.last_mut() {
            Some(last)
                if last.span.end == *start
                    && last.name == name
                    && last.instead_of == instead_of =>
            {
                last.span.end = *end;
            }
            _ => duty.push(OnDuty {
                span: *start..*end,
                name,
                instead_of,
            }),
        }
    }
    duty
}

fn at_instant(
    practice: &Practice,
    shifts: &[Shift],
    at: DateTime<Utc>,
) -> Option<(String, Option<String>)> {
    let running = shifts.iter().filter(|shift| shift.hours.is_open(at));
    running
        .filter_map(|shift| practice.clinicians.get(&shift.clinician))
        .find_map(|clinician| match absence(practice, clinician, at) {
            None => Some((clinician.name.clone(), None)),
            Some(_) => cover_of(practice, clinician, at)
                .map(|cover| (cover.name.clone(), Some(clinician.name.clone()))),
        })
}
