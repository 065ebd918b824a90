//! The moments that the demo's clock offers, and the dates of its sample: both follow from the machine's date, so that
//! the stories hold in any year.

use chrono::{
    DateTime, Datelike, Days, MappedLocalTime, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone,
    Utc, Weekday,
};
use chrono_tz::Tz;

use crate::config::holidays::Calendar;

/// A moment worth trying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// How requests speak of it.
    pub id: &'static str,
    /// Two or three words.
    pub label: String,
    /// A sentence.
    pub title: String,
    /// UTC.
    pub at: DateTime<Utc>,
}

/// The dates that the sample practice and the moments share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Season {
    /// The machine's day in the practice's zone.
    pub today: NaiveDate,
    /// The next working day on which the doctor is in: where the demo begins.
    pub morning: NaiveDate,
    /// The working day after it: when its hours begin, what was held is delivered.
    pub next_morning: NaiveDate,
    /// The first Sunday after it on which she is not away.
    pub sunday: NaiveDate,
    /// The coming Christmas Day, or today.
    pub christmas: NaiveDate,
    /// The doctor's absence, both days included.
    pub doctor_away: (NaiveDate, NaiveDate),
    /// The nurse's absence: it has begun and goes on for some days.
    pub nurse_away: (NaiveDate, NaiveDate),
    /// The last day of the accesses that are in force: later than all moments.
    pub access_until: NaiveDate,
    /// The last day of the access that has ended.
    pub access_ended: NaiveDate,
}

/// So long before the clocks go back: as long as somebody watches a clock without doing anything.
const BEFORE_CHANGE: TimeDelta = TimeDelta::seconds(15);

/// When the doctor's hours begin.
const NINE: (u32, u32) = (9, 0);
/// The hour at which the demo begins, and the one of Christmas Day.
const TEN: (u32, u32) = (10, 0);

impl Season {
    /// What follows from a day. `holidays` are those of the practice's region.
    pub fn of(today: NaiveDate, holidays: &Calendar) -> Self {
        let christmas = coming_christmas(today);
        let doctor_away = (before(christmas, 1), after(christmas, 8));
        let is_away = |day: NaiveDate| doctor_away.0 <= day && day <= doctor_away.1;
        let works = |day: NaiveDate| {
            !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
                && holidays.name(day).is_none()
                && !is_away(day)
        };
        let morning = first_after(today, works);
        let next_morning = first_after(morning, works);
        let sunday = first_after(morning, |day| {
            day.weekday() == Weekday::Sun && !is_away(day)
        });
        Season {
            today,
            morning,
            next_morning,
            sunday,
            christmas,
            doctor_away,
            nurse_away: (before(today, 3), after(morning, 4)),
            access_until: last_of_month(after(today, 440)),
            access_ended: before(today, 7),
        }
    }
}

/// The moments on offer. `now` is the machine's time.
pub fn moments(season: &Season, now: DateTime<Utc>, zone: Tz) -> Vec<Moment> {
    let at = |day: NaiveDate, (hour, minute): (u32, u32)| local(zone, day, hour, minute);
    let mut found = vec![
        Moment {
            id: "morning",
            label: season.morning.format("%a 10:00").to_string(),
            title: season
                .morning
                .format("%A morning, %-d %B: in hours")
                .to_string(),
            at: morning(season, zone),
        },
        Moment {
            id: "now",
            label: "Now".to_owned(),
            title: "The time of this computer".to_owned(),
            at: now,
        },
        Moment {
            id: "tonight",
            label: "Tonight".to_owned(),
            title: season
                .morning
                .format("%A night, 22:30: closed, somebody is on duty")
                .to_string(),
            at: at(season.morning, (22, 30)),
        },
        Moment {
            id: "hours",
            label: season.next_morning.format("%a 09:00").to_string(),
            title: season
                .next_morning
                .format("%A, %-d %B: hours begin, and texts that were held are delivered")
                .to_string(),
            at: at(season.next_morning, NINE),
        },
        Moment {
            id: "sunday",
            label: "Sun 11:00".to_owned(),
            title: season
                .sunday
                .format("Sunday, %-d %B: closed, the other doctor is on duty")
                .to_string(),
            at: at(season.sunday, (11, 0)),
        },
        Moment {
            id: "christmas",
            label: "Christmas".to_owned(),
            title: season
                .christmas
                .format("Christmas Day %Y: a public holiday, and the doctor is away")
                .to_string(),
            at: at(season.christmas, TEN),
        },
    ];
    if let Some(change) = end_of_summer_time(now, zone) {
        found.push(Moment {
            id: "clocks",
            label: "Clocks back".to_owned(),
            title: change
                .with_timezone(&zone)
                .format(
                    "The night summer time ends, %-d %B %Y: a quarter of a minute before an hour comes twice",
                )
                .to_string(),
            at: change - BEFORE_CHANGE,
        });
    }
    found
}

/// Where the demo begins.
pub fn morning(season: &Season, zone: Tz) -> DateTime<Utc> {
    local(zone, season.morning, TEN.0, TEN.1)
}

/// The first instant after `from` at which the zone's clocks go back; none in a zone that has no summer time.
pub fn end_of_summer_time(from: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
    let offset = |at: DateTime<Utc>| {
        zone.offset_from_utc_datetime(&at.naive_utc())
            .fix()
            .local_minus_utc()
    };
    let goes_back = |from: DateTime<Utc>, to: DateTime<Utc>| offset(to) < offset(from);
    let mut day = from;
    for _ in 0..400 {
        let next = day + TimeDelta::days(1);
        if goes_back(day, next) {
            let (mut summer, mut winter) = (day.timestamp(), next.timestamp());
            let at = |second| DateTime::from_timestamp(second, 0).unwrap_or(from);
            while winter - summer > 1 {
                let middle = summer + (winter - summer) / 2;
                if goes_back(at(summer), at(middle)) {
                    winter = middle;
                } else {
                    summer = middle;
                }
            }
            return Some(at(winter));
        }
        day = next;
    }
    None
}

/// A local time as an instant; where it comes twice the first, where it does not exist an hour later.
pub fn local(zone: Tz, day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    instant(zone, day.and_time(time))
}

/// The same of a local date and time.
pub fn instant(zone: Tz, local: chrono::NaiveDateTime) -> DateTime<Utc> {
    let found = zone.from_local_datetime(&local).earliest().or_else(|| {
        let later = local.checked_add_signed(TimeDelta::hours(1))?;
        zone.from_local_datetime(&later).earliest()
    });
    found.map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
}

/// What is odd about a local time, in a sentence: that night it does not exist, or comes twice.
pub fn oddity(zone: Tz, local: chrono::NaiveDateTime) -> Option<String> {
    let at = instant(zone, local).with_timezone(&zone);
    let (time, day) = (local.format("%H:%M"), local.format("%-d %B"));
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(_) => None,
        MappedLocalTime::None => Some(format!(
            "{time} does not exist on {day}: {} it is.",
            at.format("%H:%M")
        )),
        MappedLocalTime::Ambiguous(..) => Some(format!(
            "{time} comes twice on {day}: this is the first, {}.",
            at.format("%Z")
        )),
    }
}

fn coming_christmas(today: NaiveDate) -> NaiveDate {
    let of = |year| NaiveDate::from_ymd_opt(year, 12, 25).unwrap_or(today);
    let this_year = of(today.year());
    if today <= this_year {
        this_year
    } else {
        of(today.year() + 1)
    }
}

fn first_after(day: NaiveDate, is_meant: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    day.iter_days()
        .skip(1)
        .take(60)
        .find(|day| is_meant(*day))
        .unwrap_or(day)
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    let next = day
        .with_day(1)
        .and_then(|first| first.checked_add_months(chrono::Months::new(1)));
    next.map_or(day, |next| before(next, 1))
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests;
