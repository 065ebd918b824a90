//! A random practice as its manager would write it: the two files, and the rows and dates they were written from.

use std::fmt::Write;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::dice::Dice;
use super::hours::Shape;

const NAMES: [&str; 10] = [
    "Rosa Diaz",
    "Marie Dupont",
    "Ned Ender",
    "Ana Gomez",
    "Karl Vogt",
    "Zoe Quill",
    "Ivy Nash",
    "Tom Ruiz",
    "Ulla Brandt",
    "Hugo Petit",
];
const DOCTORS: [(&str, &str); 4] = [
    ("okafor", "Dr Ada Okafor"),
    ("lindqvist", "Dr Nils Lindqvist"),
    ("moreau", "Claire Moreau"),
    ("weber-2", "Dr Jutta Weber"),
];

/// The practice's desk; no emergency number stands in its digits.
pub const DESK: &str = "+441632960001";

#[derive(Clone)]
pub struct Clinician {
    pub id: &'static str,
    name: &'static str,
    pub line: String,
    pub phones: Vec<String>,
    hours: Option<Shape>,
    pub away: Vec<(NaiveDate, NaiveDate, Option<usize>)>,
    pub backup: Vec<usize>,
    pub ring: u32,
}

/// A row of `patients.csv`; `clinician` is a place in the list.
#[derive(Clone)]
pub struct Row {
    pub phones: Vec<String>,
    pub name: &'static str,
    pub clinician: usize,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub urgent: bool,
    language: Option<&'static str>,
    pub code: Option<String>,
}

pub struct Surgery {
    pub england: bool,
    country: (&'static str, &'static str),
    pub zone: Tz,
    language: &'static str,
    pub emergency: &'static str,
    pub desk: bool,
    hours: Shape,
    pub clinicians: Vec<Clinician>,
    pub back: Vec<String>,
    pub rota: Vec<(Shape, usize)>,
    strangers: &'static str,
    pub limit: u32,
    announce: bool,
    pub rows: Vec<Row>,
    /// Until when who has paused.
    pub pauses: Vec<(usize, DateTime<Utc>)>,
    pub moment: DateTime<Utc>,
    /// Numbers nobody in the practice knows.
    pub unknown: Vec<String>,
}

impl Surgery {
    pub fn any(dice: &mut Dice) -> Surgery {
        let (country, zone, emergency) = dice.weighed(&[
            (7, (("GB", "GB-ENG"), chrono_tz::Europe::London, "999")),
            (1, (("FR", ""), chrono_tz::Europe::Paris, "112")),
            (1, (("DE", "DE-BE"), chrono_tz::Europe::Berlin, "112")),
            (1, (("US", "US-NY"), chrono_tz::America::New_York, "911")),
        ]);
        let moment = moment(dice, zone);
        let today = moment.with_timezone(&zone).date_naive();
        let mut numbers: Vec<String> = (100..899).map(|last| format!("+447700900{last}")).collect();
        dice.shuffle(&mut numbers);
        let mut fresh = || numbers.pop().unwrap();
        let count = dice.between(1, 4) as usize;
        let clinicians: Vec<_> = (0..count)
            .map(|at| clinician(dice, at, count, today, &mut fresh))
            .collect();
        let back = (0..dice.below(4)).map(|_| fresh()).collect();
        let rota = (0..dice.below(4))
            .map(|_| (Shape::any(dice), dice.below(count)))
            .collect();
        let rows = rows(dice, &clinicians, today, &mut fresh);
        let pauses = (0..count).filter(|_| dice.chance(12)).collect::<Vec<_>>();
        let pauses = pauses
            .into_iter()
            .map(|who| {
                (
                    who,
                    moment + TimeDelta::seconds(i64::from(dice.between(1, 7200))),
                )
            })
            .collect();
        let desk = dice.chance(70);
        let mut modes = vec!["voicemail", "refuse"];
        if desk {
            modes.push("front-desk");
        }
        Surgery {
            england: country.0 == "GB",
            country,
            zone,
            language: dice.pick(&["en-GB", "en-GB", "fr-FR", "de-DE", "es-ES"]),
            emergency,
            desk,
            hours: Shape::any(dice),
            clinicians,
            back,
            rota,
            strangers: dice.pick(&modes),
            limit: dice.between(1, 3),
            announce: dice.chance(30),
            rows,
            pauses,
            moment,
            unknown: vec![fresh(), fresh()],
        }
    }

    pub fn practice_toml(&self) -> String {
        let mut text = format!(
            "[practice]\nname = \"Harbour Street Surgery\"\ncountry = \"{}\"\ntime_zone = \"{}\"\nlanguage = \"{}\"\nhours = \"{}\"\n",
            self.country.0,
            self.zone,
            self.language,
            self.hours.text(),
        );
        if !self.country.1.is_empty() {
            let _ = writeln!(text, "region = \"{}\"", self.country.1);
        }
        if self.desk {
            let _ = writeln!(text, "front_desk = \"{DESK}\"");
        }
        let _ = writeln!(
            text,
            "\n[provider]\nkind = \"local\"\n\n[lines]\nback = {:?}",
            self.back
        );
        let _ = writeln!(
            text,
            "\n[callers]\nstrangers = \"{}\"\ncalls_per_day = {}",
            self.strangers, self.limit
        );
        let _ = writeln!(text, "\n[voicemail]\nannounce = {}", self.announce);
        for clinician in &self.clinicians {
            self.write_clinician(&mut text, clinician);
        }
        if !self.rota.is_empty() {
            text.push_str("\n[[rota]]\nname = \"on-call\"\nshifts = [\n");
            for (hours, who) in &self.rota {
                let _ = writeln!(
                    text,
                    "  {{ hours = \"{}\", clinician = \"{}\" }},",
                    hours.text(),
                    self.clinicians[*who].id
                );
            }
            text.push_str("]\n");
        }
        text
    }

    fn write_clinician(&self, text: &mut String, clinician: &Clinician) {
        let Clinician {
            id,
            name,
            line,
            phones,
            ring,
            ..
        } = clinician;
        // As people write numbers, where the country allows it.
        let phones: Vec<String> = phones
            .iter()
            .enumerate()
            .map(|(at, phone)| match at {
                0 if self.england => format!("0{} {}", &phone[3..7], &phone[7..]),
                1 => format!("{} ({}) {}", &phone[..3], &phone[3..7], &phone[7..]),
                _ => phone.clone(),
            })
            .collect();
        let _ = writeln!(
            text,
            "\n[[clinician]]\nid = \"{id}\"\nname = \"{name}\"\nline = \"{line}\"\nring = \"{ring}s\""
        );
        let _ = if let [phone] = phones.as_slice() {
            writeln!(text, "phone = \"{phone}\"")
        } else {
            writeln!(text, "phone = {phones:?}")
        };
        if let Some(hours) = &clinician.hours {
            let _ = writeln!(text, "hours = \"{}\"", hours.text());
        }
        let backup: Vec<_> = clinician
            .backup
            .iter()
            .map(|at| self.clinicians[*at].id)
            .collect();
        let _ = writeln!(text, "backup = {backup:?}");
        let away = clinician.away.iter().map(|(from, to, cover)| {
            let cover = cover
                .map(|at| format!(", cover = \"{}\"", self.clinicians[at].id))
                .unwrap_or_default();
            format!("{{ from = {from}, to = {to}{cover} }}")
        });
        let _ = writeln!(text, "away = [{}]", away.collect::<Vec<_>>().join(", "));
    }

    pub fn patients_csv(&self) -> String {
        let mut text = "phone,name,clinician,from,until,urgent,language,code\n".to_owned();
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        for row in &self.rows {
            let _ = writeln!(
                text,
                "{},{},{},{},{},{},{},{}",
                row.phones.join(";"),
                row.name,
                self.clinicians[row.clinician].id,
                day(row.from),
                day(row.until),
                if row.urgent { "yes" } else { "no" },
                row.language.unwrap_or_default(),
                row.code.as_deref().unwrap_or_default(),
            );
        }
        text
    }

    pub fn hours_of(&self, who: usize) -> &Shape {
        self.clinicians[who].hours.as_ref().unwrap_or(&self.hours)
    }
}

fn clinician(
    dice: &mut Dice,
    at: usize,
    count: usize,
    today: NaiveDate,
    fresh: &mut impl FnMut() -> String,
) -> Clinician {
    // Only later ones stand in, so that there are no circles.
    let later: Vec<usize> = (at + 1..count).collect();
    let mut backup: Vec<usize> = later.iter().copied().filter(|_| dice.chance(60)).collect();
    dice.shuffle(&mut backup);
    let away = if dice.chance(25) {
        let from = today - Days::new(dice.below(3) as u64);
        let to = dice.pick(&[today, today, today + Days::new(1), today + Days::new(9)]);
        let cover = (!later.is_empty() && dice.chance(60)).then(|| dice.pick(&later));
        vec![(from, to, cover)]
    } else if dice.chance(15) {
        let over = today - Days::new(1);
        vec![(over, over, None)]
    } else {
        Vec::new()
    };
    Clinician {
        id: DOCTORS[at].0,
        name: DOCTORS[at].1,
        line: fresh(),
        phones: (0..dice.between(1, 3)).map(|_| fresh()).collect(),
        hours: dice.chance(85).then(|| Shape::any(dice)),
        away,
        backup,
        ring: dice.pick(&[5, 7, 20, 20, 25, 31, 58, 60]),
    }
}

fn rows(
    dice: &mut Dice,
    clinicians: &[Clinician],
    today: NaiveDate,
    fresh: &mut impl FnMut() -> String,
) -> Vec<Row> {
    let tomorrow = today + Days::new(1);
    let yesterday = today - Days::new(1);
    let mut rows: Vec<Row> = Vec::new();
    for (at, name) in NAMES
        .into_iter()
        .take(dice.below(NAMES.len() + 1))
        .enumerate()
    {
        let clinician = dice.below(clinicians.len());
        let mut phones: Vec<String> = (0..dice.between(1, 2)).map(|_| fresh()).collect();
        if dice.chance(25) && !rows.is_empty() {
            // A household, or the same person with a colleague.
            phones[0] = dice.pick(&rows).phones[0].clone();
        } else if dice.chance(8) && clinicians.len() > 1 {
            // A clinician is a colleague's patient.
            phones[0] = clinicians[(clinician + 1) % clinicians.len()].phones[0].clone();
        }
        let own = clinicians[clinician].phones.contains(&phones[0]);
        if own {
            continue;
        }
        rows.push(Row {
            phones,
            name,
            clinician,
            from: dice.weighed(&[
                (4, None),
                (3, Some(today)),
                (1, Some(tomorrow)),
                (2, Some(yesterday)),
            ]),
            until: dice.weighed(&[
                (4, None),
                (3, Some(today)),
                (2, Some(yesterday)),
                (2, Some(tomorrow)),
            ]),
            urgent: dice.chance(60),
            language: dice.weighed(&[
                (5, None),
                (1, Some("fr-FR")),
                (1, Some("es-ES")),
                (1, Some("de-DE")),
                (1, Some("en-US")),
            ]),
            code: dice.chance(35).then(|| format!("{}", 48_213 + 7919 * at)),
        });
        let row = rows.last_mut().unwrap();
        if row.from > row.until && row.until.is_some() {
            row.from = row.until;
        }
    }
    rows
}

/// A moment with a liking for edges: openings and closings, midnights, changes of the clock, holidays.
fn moment(dice: &mut Dice, zone: Tz) -> DateTime<Utc> {
    let first: NaiveDate = "2026-10-20".parse().unwrap();
    let any = first + Days::new(dice.below(180) as u64);
    let date = dice.weighed(&[
        (6, any),
        (1, "2026-10-25".parse().unwrap()),
        (1, "2026-12-25".parse().unwrap()),
        (1, "2026-12-28".parse().unwrap()),
        (1, "2027-01-01".parse().unwrap()),
        (1, "2027-03-28".parse().unwrap()),
        (1, "2027-03-29".parse().unwrap()),
        (4, "2026-11-23".parse().unwrap()),
    ]);
    let minute = dice.between(0, 1439) * 60;
    let hour = |h: u32, m: u32| h * 3600 + m * 60;
    let second = dice.weighed(&[
        (3, minute),
        (8, hour(10, 0)),
        (3, hour(15, 0)),
        (1, 0),
        (1, 60),
        (1, hour(9, 0) - 1),
        (2, hour(9, 0)),
        (1, hour(12, 30)),
        (1, hour(18, 0) - 10),
        (1, hour(18, 0)),
        (2, 86_390),
        (1, hour(1, 30)),
        (1, hour(2, 30)),
        (1, hour(6, 0)),
        (1, hour(22, 0)),
    ]);
    let local: NaiveDateTime =
        date.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::seconds(i64::from(second));
    let found = zone.from_local_datetime(&local);
    let either = if dice.chance(50) {
        found.earliest()
    } else {
        found.latest()
    };
    let there = either.or_else(|| {
        zone.from_local_datetime(&(local + TimeDelta::hours(1)))
            .earliest()
    });
    there.unwrap().with_timezone(&Utc)
}
