//! One week as a picture: seven days, each a line of words with its bar of 24 hours below. Widths are in parts of a
//! hundred and heights in pixels, so that the letters stay as large on a phone as on a desk.

use std::fmt::Display;

use maud::{Markup, html};

use super::said::clock;
use super::week::{Block, DAY, Pass};
use crate::console::words::Words;

/// A week of somebody or something.
pub struct Picture {
    /// Unique on the page.
    pub id: String,
    /// What the picture shows, as one sentence.
    pub title: String,
    /// From Monday.
    pub rows: Vec<Row>,
}

/// One day.
pub struct Row {
    /// "Mon 23 Nov"
    pub name: String,
    /// The hours in short, at the right.
    pub short: String,
    /// The hours in full, for the table.
    pub hours: String,
    /// What else there is to say: a holiday, an absence, the clocks, a gap.
    pub notes: Vec<Note>,
    /// Behind the bars.
    pub ground: Ground,
    /// What is open, on duty, or a gap.
    pub bars: Vec<Bar>,
    /// Minutes that the clock leaves out.
    pub missing: Option<std::ops::Range<u32>>,
    /// Minutes that come twice.
    pub doubled: Option<std::ops::Range<u32>>,
    /// Where now is, on the day that is today.
    pub now: Option<Block>,
}

/// A line of words under a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub words: String,
    /// The same as short as a phone is wide.
    pub short: String,
    /// What follows in English: the name of a public holiday.
    pub english: String,
    /// What it is about.
    pub about: About,
}

impl Note {
    /// The same words wherever there is room.
    pub fn new(words: String, about: About) -> Self {
        let (short, english) = (words.clone(), String::new());
        Note {
            words,
            short,
            english,
            about,
        }
    }
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A public holiday.
    Holiday,
    /// An absence.
    Away,
    /// A change of the clocks.
    Clocks,
    /// A gap of the proof.
    Gap,
}

/// What lies behind the bars of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// An ordinary day.
    Plain,
    /// A public holiday.
    Holiday,
    /// An absence.
    Away,
}

/// One bar.
pub struct Bar {
    /// Where.
    pub block: Block,
    /// What.
    pub kind: Kind,
    /// Whose, and the same where there is little room; empty for hours.
    pub label: (String, String),
    /// In words, where one points at it.
    pub hint: String,
    /// Whether it goes on from the day before, and into the day after.
    pub goes_on: (bool, bool),
}

/// What a bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Calls are taken.
    Open,
    /// Calls would be taken, were it not for an absence.
    Suspended,
    /// Somebody is on duty: which of several, to tell neighbours apart.
    Duty(usize),
    /// Urgent callers reach nobody.
    Gap,
}

const AXIS: u32 = 22;
const WORDS: u32 = 20;
const LANE: u32 = 24;
const NOTE: u32 = 17;
const BELOW: u32 = 9;

impl Row {
    fn height(&self) -> u32 {
        let notes = u32::try_from(self.notes.len()).unwrap_or(0);
        WORDS + LANE + notes * NOTE + BELOW
    }
}

impl About {
    fn class(self) -> &'static str {
        match self {
            About::Holiday => "w-note holiday",
            About::Away => "w-note away",
            About::Clocks => "w-note clocks",
            About::Gap => "w-note gap",
        }
    }
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Open => "w-open",
            Kind::Suspended => "w-suspended",
            Kind::Duty(number) if number % 2 == 0 => "w-duty",
            Kind::Duty(_) => "w-duty other",
            Kind::Gap => "w-gap",
        }
    }
}

/// The patterns that the pictures of a page are filled with; once on the page.
pub fn patterns() -> Markup {
    html! {
        svg.unseen width="0" height="0" aria-hidden="true" focusable="false" { defs {
            (pattern("w-holiday", "M-2 10 L10 -2 M6 10 L10 6 M-2 2 L2 -2"))
            (pattern("w-away", "M-2 -2 L10 10 M-2 6 L2 10 M6 -2 L10 2"))
            (pattern("w-gap", "M0 0 L8 8 M0 8 L8 0"))
            (pattern("w-missing", "M4 0 L4 8"))
            (pattern("w-other", "M0 2 L8 2 M0 6 L8 6"))
        } }
    }
}

fn pattern(name: &str, lines: &str) -> Markup {
    html! {
        pattern id=(format!("{name}-lines")) width="8" height="8" patternUnits="userSpaceOnUse" {
            rect class=(format!("{name}-ground")) width="8" height="8" {}
            path class=(format!("{name}-stroke")) d=(lines) {}
        }
    }
}

/// The picture itself.
pub fn drawn(picture: &Picture, words: &Words) -> Markup {
    let height: u32 = AXIS + picture.rows.iter().map(Row::height).sum::<u32>();
    let tops = picture.rows.iter().scan(AXIS, |top, row| {
        let this = *top;
        *top += row.height();
        Some(this)
    });
    html! {
        svg.week-picture width="100%" height=(height) role="img" aria-labelledby=(format!("{}-title", picture.id)) {
            title id=(format!("{}-title", picture.id)) { (picture.title) }
            (axis())
            @for (row, top) in picture.rows.iter().zip(tops) { (row_drawn(row, top, words)) }
        }
    }
}

fn axis() -> Markup {
    html! { @for hour in (0..=24).step_by(3) {
        text class=(if hour % 6 == 0 { "w-axis" } else { "w-axis fine" }) x=(part(hour * 60)) y="13" text-anchor=(anchor(hour)) { (hour) }
    } }
}

fn anchor(hour: u32) -> &'static str {
    match hour {
        0 => "start",
        24 => "end",
        _ => "middle",
    }
}

fn row_drawn(row: &Row, top: u32, words: &Words) -> Markup {
    let lane = top + WORDS;
    let ground = match row.ground {
        Ground::Plain => "w-lane",
        Ground::Holiday => "w-lane holiday",
        Ground::Away => "w-lane away",
    };
    let note = |number: usize| lane + LANE + 13 + NOTE * u32::try_from(number).unwrap_or(0);
    html! {
        g class=(if row.now.is_some() { "w-row today" } else { "w-row" }) {
            text.w-name x="0" y=(top + 14) { (row.name) @if row.now.is_some() { tspan.w-today { " · " (words.t("hours-today")) } } }
            text.w-short x="100%" y=(top + 14) text-anchor="end" { (row.short) }
            rect class=(ground) x="0" y=(lane) width="100%" height=(LANE) {}
            @for hour in (3..24).step_by(3) {
                line class=(if hour % 6 == 0 { "w-grid" } else { "w-grid fine" }) x1=(part(hour * 60)) x2=(part(hour * 60)) y1=(lane) y2=(lane + LANE) {}
            }
            @if let Some(missing) = &row.missing {
                rect.w-missing x=(part(missing.start)) y=(lane) width=(part(missing.end - missing.start)) height=(LANE) {}
            }
            @for bar in &row.bars { (bar_drawn(bar, lane)) }
            @if let Some(doubled) = &row.doubled {
                rect.w-doubled x=(part(doubled.start)) y=(lane) width=(part(doubled.end - doubled.start)) height=(LANE) {}
                line.w-doubled x1=(part(doubled.start)) x2=(part(doubled.end)) y1=(lane + LANE / 2) y2=(lane + LANE / 2) {}
            }
            @if let Some(now) = &row.now { (now_drawn(now, lane, words)) }
            @for (number, line) in row.notes.iter().enumerate() {
                text class=(line.about.class()) x="0" y=(note(number)) { (line.short) @if !line.english.is_empty() { " " tspan lang="en" { (line.english) } } }
            }
        }
    }
}

/// The upper or the lower half, for an hour that comes twice.
fn half(block: &Block, lane: u32) -> (u32, u32) {
    match block.pass {
        Pass::Only => (lane, LANE),
        Pass::First => (lane, LANE / 2),
        Pass::Second => (lane + LANE / 2, LANE / 2),
    }
}

fn bar_drawn(bar: &Bar, lane: u32) -> Markup {
    let (y, height) = half(&bar.block, lane);
    // What goes on beyond midnight has no round end there: it is drawn beyond the edge.
    let beyond = |goes_on: bool| if goes_on { DAY / 50 } else { 0 };
    let (left, right) = (beyond(bar.goes_on.0), beyond(bar.goes_on.1));
    let length = bar
        .block
        .minutes
        .end
        .saturating_sub(bar.block.minutes.start);
    let x = match left {
        0 => part(bar.block.minutes.start),
        _ => "-2%".to_owned(),
    };
    let label = if length >= 6 * 60 {
        &bar.label.0
    } else {
        &bar.label.1
    };
    html! {
        rect class=(bar.kind.class()) x=(x) y=(y) width=(part(length + left + right)) height=(height) rx="5" { title { (bar.hint) } }
        @if bar.kind == Kind::Gap && bar.block.pass == Pass::Only {
            text.w-mark x=(part(bar.block.minutes.start + length / 2)) y=(lane + 17) text-anchor="middle" { "!" }
        }
        @if !label.is_empty() && bar.block.pass == Pass::Only && length >= 2 * 60 {
            svg x=(part(bar.block.minutes.start)) y=(lane) width=(part(length)) height=(LANE) aria-hidden="true" {
                text.w-label x="6" y="16" { (label) }
            }
        }
    }
}

fn now_drawn(now: &Block, lane: u32, words: &Words) -> Markup {
    let (y, height) = half(now, lane);
    let x = part(now.minutes.start);
    let hint = words.with("hours-now", &[("time", clock(now.minutes.start).into())]);
    html! {
        line.w-now x1=(x) x2=(x) y1=(y.saturating_sub(3)) y2=(y + height + 3) { title { (hint) } }
        circle.w-now cx=(x) cy=(y.saturating_sub(3)) r="3.5" {}
    }
}

/// Minutes as a part of the day, in a hundred.
fn part(minutes: u32) -> String {
    struct Part(f64);
    impl Display for Part {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{:.3}%", self.0)
        }
    }
    Part(f64::from(minutes) * 100.0 / f64::from(DAY)).to_string()
}

/// The same in words.
pub fn table(picture: &Picture, words: &Words) -> Markup {
    html! {
        details.in-words id=(format!("{}-words", picture.id)) {
            summary { (words.t("hours-in-words")) }
            table.cards {
                caption.unseen { (picture.title) }
                thead { tr {
                    th scope="col" { (words.t("hours-day")) }
                    th scope="col" { (words.t("hours-hours")) }
                    th scope="col" { (words.t("hours-notes")) }
                } }
                tbody { @for row in &picture.rows { tr {
                    th scope="row" { (row.name) @if row.now.is_some() { " · " (words.t("hours-today")) } }
                    td data-name=(words.t("hours-hours")) { (row.hours) }
                    td data-name=(words.t("hours-notes")) {
                        @if row.notes.is_empty() { "–" }
                        @for note in &row.notes { div { (note.words) @if !note.english.is_empty() { " " span lang="en" { (note.english) } } } }
                    }
                } } }
            }
        }
    }
}
