//! Opening hours of simple shapes, and a second opinion on whether they are open: it knows nothing of the library that
//! the relay uses, and says so where the notation leaves room for two readings.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Timelike};

use super::dice::Dice;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// England's public holidays in the months of the walks; Boxing Day 2026 is a Saturday whose Monday stands in.
const HOLIDAYS: [(i32, u32, u32); 5] = [
    (2026, 12, 25),
    (2026, 12, 28),
    (2027, 1, 1),
    (2027, 3, 26),
    (2027, 3, 29),
];
const DISPUTED: (i32, u32, u32) = (2026, 12, 26);

/// What a shape says about public holidays.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OnHolidays {
    Nothing,
    Closed,
    Own(u32, u32),
}

/// Hours in minutes from midnight; a span whose end is not after its start runs into the next day.
#[derive(Clone)]
pub enum Shape {
    Always,
    Weekly {
        days: [bool; 7],
        spans: Vec<(u32, u32)>,
        holidays: OnHolidays,
    },
}

impl Shape {
    pub fn any(dice: &mut Dice) -> Shape {
        if dice.chance(15) {
            return Shape::Always;
        }
        let days = dice.weighed(&[
            (5, [true, true, true, true, true, false, false]),
            (1, [false, false, false, false, false, true, true]),
            (2, [true; 7]),
            (2, [true, false, true, false, true, false, true]),
        ]);
        let spans = dice.weighed(&[
            (4, vec![(9 * 60, 12 * 60 + 30), (14 * 60, 18 * 60)]),
            (4, vec![(8 * 60 + 30, 18 * 60)]),
            (2, vec![(22 * 60, 6 * 60)]),
            (1, vec![(18 * 60, 24 * 60)]),
            (1, vec![(0, 9 * 60)]),
            (1, vec![(90, 150), (20 * 60, 90)]),
        ]);
        let holidays = dice.weighed(&[
            (3, OnHolidays::Closed),
            (2, OnHolidays::Nothing),
            (1, OnHolidays::Own(600, 720)),
        ]);
        Shape::Weekly {
            days,
            spans,
            holidays,
        }
    }

    /// In the notation of the configuration.
    pub fn text(&self) -> String {
        let Shape::Weekly {
            days,
            spans,
            holidays,
        } = self
        else {
            return "24/7".to_owned();
        };
        let days: Vec<_> = DAYS
            .iter()
            .zip(days)
            .filter(|(_, on)| **on)
            .map(|(day, _)| *day)
            .collect();
        let spans: Vec<_> = spans.iter().map(|span| written(*span)).collect();
        let rest = match holidays {
            OnHolidays::Nothing => String::new(),
            OnHolidays::Closed => "; PH off".to_owned(),
            OnHolidays::Own(from, to) => format!("; PH {}", written((*from, *to))),
        };
        format!("{} {}{rest}", days.join(","), spans.join(","))
    }

    /// Whether it is open at a moment of the wall clock; `None` where this second opinion has none.
    pub fn is_open(&self, at: NaiveDateTime, england: bool) -> Option<bool> {
        let minute = at.hour() * 60 + at.minute();
        let (today, yesterday) = (at.date(), at.date() - Days::new(1));
        let Shape::Weekly { .. } = self else {
            return Some(true);
        };
        for (from, to) in self.spans_of(yesterday, england)? {
            if to <= from && minute < to {
                // Whether a holiday ends what began the evening before, the notation does not say.
                return (!self.replaced(today, england)?).then_some(true);
            }
        }
        let inside = |(from, to): &(u32, u32)| minute >= *from && (to <= from || minute < *to);
        Some(self.spans_of(today, england)?.iter().any(inside))
    }

    fn spans_of(&self, day: NaiveDate, england: bool) -> Option<Vec<(u32, u32)>> {
        let Shape::Weekly {
            days,
            spans,
            holidays,
        } = self
        else {
            return Some(vec![(0, 1440)]);
        };
        if self.replaced(day, england)? {
            return Some(match holidays {
                OnHolidays::Own(from, to) => vec![(*from, *to)],
                OnHolidays::Closed | OnHolidays::Nothing => Vec::new(),
            });
        }
        let on = days[day.weekday().num_days_from_monday() as usize];
        Some(if on { spans.clone() } else { Vec::new() })
    }

    /// Whether the rule of holidays replaces that of the weekday.
    fn replaced(&self, day: NaiveDate, england: bool) -> Option<bool> {
        let Shape::Weekly { holidays, .. } = self else {
            return Some(false);
        };
        let date = (day.year(), day.month(), day.day());
        match holidays {
            OnHolidays::Nothing => Some(false),
            _ if !england || date == DISPUTED => None,
            _ => Some(HOLIDAYS.contains(&date)),
        }
    }
}

fn written((from, to): (u32, u32)) -> String {
    format!(
        "{:02}:{:02}-{:02}:{:02}",
        from / 60,
        from % 60,
        to / 60,
        to % 60
    )
}
