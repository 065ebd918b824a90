//! Practices, moments and memories at random, for properties that hold for all of them.

use proptest::prelude::*;

use chrono::{DateTime, Duration, Utc};

use crate::domain::practice::Strangers;

use super::build::{ClinicianBuilder, PracticeBuilder, Surgery, practice};
use super::{MARIE, Memory, NOBODY, ROSA, at, facts};

/// The clinicians' ids, in the order of the file. A cover or backup stands later in the list: no circles.
pub const IDS: [&str; 4] = ["okafor", "lindqvist", "moreau", "sato"];
/// Codes that may have been given, and one that never was.
pub const CODES: [&str; 3] = ["482163", "9731", "000000"];

const HOURS: [&str; 6] = [
    "24/7",
    "Mo-Fr 09:00-17:00; PH off",
    "Mo-Fr 09:00-12:30,14:00-18:00",
    "Sa,Su",
    "Mo-Su 20:00-08:00",
    "2020 Jan 1",
];
const SHIFTS: [&str; 4] = ["24/7", "Sa,Su", "Mo-Fr 18:00-24:00", "Mo-Su 00:00-08:00"];
const DAYS: [&str; 4] = ["2026-11-20", "2026-11-23", "2026-11-24", "2026-12-24"];

/// Who calls, as [`super::caller`] reads it; a clinician's phone by its place.
pub const CALLERS: [&str; 7] = [
    ROSA,
    MARIE,
    NOBODY,
    "withheld",
    "sip:x",
    "+447700900700",
    "+447700900710",
];

#[derive(Clone, Debug)]
struct Someone {
    hours: usize,
    phones: usize,
    ring: u32,
    away: Option<(usize, usize, Option<usize>)>,
    backup: Vec<usize>,
}

fn someone() -> impl Strategy<Value = Someone> {
    let day = 0..DAYS.len();
    let away = proptest::option::of((day.clone(), day, proptest::option::of(1..3usize)));
    let backup = proptest::collection::vec(1..3usize, 0..3);
    (0..HOURS.len(), 1..4usize, 5..61u32, away, backup).prop_map(
        |(hours, phones, ring, away, backup)| Someone {
            hours,
            phones,
            ring,
            away,
            backup,
        },
    )
}

impl Someone {
    fn write(&self, place: usize, everyone: usize, c: ClinicianBuilder) -> ClinicianBuilder {
        let colleague = |by: &usize| (place + by < everyone).then(|| IDS[place + by]);
        let mut c = c
            .hours(HOURS[self.hours])
            .phones(self.phones)
            .ring(self.ring);
        if let Some((one, other, cover)) = self.away {
            let (from, to) = (DAYS[one.min(other)], DAYS[one.max(other)]);
            c = match cover.as_ref().and_then(colleague) {
                Some(cover) => c.away_covered(from, to, cover),
                None => c.away(from, to),
            };
        }
        for backup in self.backup.iter().filter_map(colleague) {
            c = c.backup(backup);
        }
        c
    }
}

#[derive(Clone, Debug)]
struct Row {
    clinician: usize,
    marie: bool,
    from: Option<usize>,
    until: Option<usize>,
    urgent: bool,
    code: Option<usize>,
}

fn row() -> impl Strategy<Value = Row> {
    let day = || proptest::option::weighted(0.2, 0..DAYS.len());
    let code = proptest::option::of(0..2usize);
    (
        0..IDS.len(),
        any::<bool>(),
        day(),
        day(),
        any::<bool>(),
        code,
    )
        .prop_map(|(clinician, marie, from, until, urgent, code)| Row {
            clinician,
            marie,
            from,
            until,
            urgent,
            code,
        })
}

impl Row {
    fn write(&self, place: usize, everyone: usize, practice: PracticeBuilder) -> PracticeBuilder {
        let phone = if self.marie { MARIE } else { ROSA };
        let clinician = IDS[self.clinician % everyone];
        practice.patient(&format!("Row {place}"), clinician, phone, |mut p| {
            if let Some(day) = self.from {
                p = p.from(DAYS[day]);
            }
            if let Some(day) = self.until {
                p = p.until(DAYS[day]);
            }
            if let Some(code) = self.code {
                p = p.code(CODES[code]);
            }
            if self.urgent { p.urgent() } else { p }
        })
    }
}

prop_compose! {
    /// Any practice that the configuration would not refuse.
    pub fn surgeries()(
        people in proptest::collection::vec(someone(), 1..=IDS.len()),
        rows in proptest::collection::vec(row(), 0..6),
        rota in proptest::collection::vec((0..SHIFTS.len(), 0..IDS.len()), 0..4),
        mode in 0..3usize,
        desk in any::<bool>(),
        back in 0..4usize,
        calls in 0..4u32,
    ) -> std::rc::Rc<Surgery> {
        let everyone = people.len();
        let mut practice = practice()
            .strangers([Strangers::FrontDesk, Strangers::Voicemail, Strangers::Refuse][mode])
            .back_lines(back)
            .calls_per_day(calls);
        if !desk {
            practice = practice.no_desk();
        }
        for (place, person) in people.iter().enumerate() {
            practice = practice.clinician(IDS[place], |c| person.write(place, everyone, c));
        }
        for (place, row) in rows.iter().enumerate() {
            practice = row.write(place, everyone, practice);
        }
        for (shift, whose) in &rota {
            practice = practice.rota(SHIFTS[*shift], IDS[whose % everyone]);
        }
        std::rc::Rc::new(practice.build())
    }
}

/// Any second of some weeks with a change of the year's habits in them.
pub fn moments() -> impl Strategy<Value = DateTime<Utc>> {
    (0..40i64 * 24 * 3600)
        .prop_map(|seconds| at("Fri 2026-11-20 00:00") + Duration::seconds(seconds))
}

/// What may be remembered: pauses, counts, or nothing because the store is down.
pub fn memories() -> impl Strategy<Value = Memory> {
    let pauses = proptest::collection::vec((0..IDS.len(), moments()), 0..3);
    let count = |most: u32| proptest::option::of(0..most);
    (pauses, count(4), count(7), count(22), 0..5u8).prop_map(
        |(pauses, rings, of_caller, on_line, down)| {
            let mut memory = facts();
            for (whose, until) in pauses {
                memory = memory.paused(IDS[whose], until);
            }
            if let Some(calls) = rings {
                memory = memory.rings_today(calls);
            }
            if let Some(codes) = of_caller {
                memory = memory.wrong_codes_of_caller(codes);
            }
            if let Some(codes) = on_line {
                memory = memory.wrong_codes_on_line(codes);
            }
            if down == 0 { memory.down() } else { memory }
        },
    )
}

/// Who calls which line: mostly a row of the list its clinician, else anybody any line.
pub fn somebody(surgery: &Surgery, row: usize, from: usize, line: usize) -> (String, String) {
    match surgery.patients.iter().nth(row) {
        Some(grant) => {
            let clinician = surgery.clinicians.get(&grant.clinician).unwrap();
            (grant.phones[0].wire(), clinician.line.wire())
        }
        None => (CALLERS[from].to_owned(), line_of(surgery, line)),
    }
}

/// One of the practice's lines.
pub fn line_of(surgery: &Surgery, place: usize) -> String {
    let fronts = surgery.clinicians.iter().map(|clinician| clinician.line);
    let lines: Vec<_> = fronts.chain(surgery.back_lines.iter().copied()).collect();
    lines[place % lines.len()].wire()
}
