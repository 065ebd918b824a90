//! The demo's practice: the two files that its editor shows, with dates that follow from today.

use chrono::NaiveDate;

use crate::config::holidays::{Calendar, Holidays};

use super::moments::Season;
use super::people::{
    AISHA, DESK, JONAS, JONAS_CODE, LINDQVIST, LINDQVIST_LINE, MARIE, MOREAU, MOREAU_LINE, OKAFOR,
    OKAFOR_LINE, ROSA, TOM,
};

/// The country and the region whose public holidays count.
pub const PLACE: (&str, &str) = ("GB", "GB-ENG");

/// The zone of the sample practice.
pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::London;

/// `practice.toml`.
pub fn practice(season: &Season) -> String {
    let (country, region) = PLACE;
    let (from, to) = season.doctor_away;
    let (nurse_from, nurse_to) = season.nurse_away;
    format!(
        r#"# The practice of this demo: made-up people, numbers reserved for fiction. Change something and save:
# the next call is decided by it. A mistake is shown with its place, and the last good version stays in force.

[practice]
name       = "Harbour Street Surgery"
country    = "{country}"
region     = "{region}"
time_zone  = "{ZONE}"
language   = "en-GB"
front_desk = "{DESK}"          # where callers without access are connected
hours      = "Mo-Fr 08:30-18:00; PH off"

[provider]
kind = "local"                        # the simulated carrier of this demo: nobody is really called

# Numbers that only clinicians see: each patient in conversation has one, so that 'call back' simply works.
[lines]
back = ["+447700900201", "+447700900202", "+447700900203", "+447700900204", "+447700900205", "+447700900206"]

[[clinician]]
id     = "okafor"
name   = "Dr Ada Okafor"
line   = "{OKAFOR_LINE}"              # the number on the card
phone  = "{OKAFOR}"              # her own; nobody learns it
hours  = "Mo-Fr 09:00-12:30,14:00-18:00; PH off"
away   = [{{ from = {from}, to = {to}, cover = "lindqvist" }}]
backup = ["lindqvist"]                # who is rung when she does not answer
ring   = "20s"

[[clinician]]
id     = "lindqvist"
name   = "Dr Nils Lindqvist"
line   = "{LINDQVIST_LINE}"
phone  = "{LINDQVIST}"
hours  = "Mo-Fr 08:00-18:00; PH off"

[[clinician]]
id     = "moreau"
name   = "Claire Moreau, nurse"
line   = "{MOREAU_LINE}"
phone  = "{MOREAU}"
away   = [{{ from = {nurse_from}, to = {nurse_to}, cover = "okafor" }}]

# Who is on duty for urgent calls. Where shifts overlap, the one listed first counts.
[[rota]]
name   = "on-call"
shifts = [
  {{ hours = "Sa,Su", clinician = "okafor" }},
  {{ hours = "24/7", clinician = "lindqvist" }},
]

[callers]
strangers     = "front-desk"          # callers without access: front-desk, voicemail or refuse
calls_per_day = 20                    # calls that ring, per patient and clinician

[voicemail]
longest = "3m"
"#
    )
}

/// `patients.csv`.
pub fn patients(season: &Season) -> String {
    let until = season.access_until;
    let since = season.today - chrono::TimeDelta::days(60);
    let ended = season.access_ended;
    let row =
        |phone: &str, name: &str, clinician: &str, limits: (NaiveDate, NaiveDate), more: &str| {
            format!(
                "{phone},{name},{clinician},{},{},{more}\n",
                limits.0, limits.1
            )
        };
    let open = (since, until);
    [
        "phone,name,clinician,from,until,urgent,language,code\n".to_owned(),
        row(TOM, "Tom Whitfield", "okafor", open, ",,"),
        row(TOM, "Tom Whitfield", "moreau", open, ",,"),
        row(ROSA, "Rosa Diaz", "okafor", open, "yes,,"),
        row(ROSA, "Rosa Diaz", "lindqvist", open, "yes,,"),
        row(MARIE, "Marie Dupont", "okafor", open, ",fr-FR,"),
        row(AISHA, "Aisha Khan", "okafor", (since, ended), ",,"),
        row(
            JONAS,
            "Jonas Weber",
            "okafor",
            open,
            &format!(",de-DE,{JONAS_CODE}"),
        ),
    ]
    .concat()
}

/// The public holidays of the practice's region; none where they are not known.
pub fn holidays() -> Calendar {
    let (country, region) = PLACE;
    Holidays::embedded()
        .for_place(country, Some(region))
        .unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::config::{self, Context, Files, Secrets};
    use crate::domain::names::IdKey;
    use crate::domain::practice::Practice;
    use std::path::Path;

    /// The sample as written on Sunday, 22 November 2026, after an edit of `practice.toml` and one of `patients.csv`.
    pub fn in_force(
        edit: impl Fn(&str) -> String,
        of_patients: impl Fn(&str) -> String,
    ) -> Practice {
        let today = "2026-11-22".parse().unwrap();
        let season = Season::of(today, &holidays());
        let files = Files {
            practice: edit(&practice(&season)).into_bytes(),
            patients: Some(of_patients(&patients(&season)).into_bytes()),
            ..Files::default()
        };
        let context = Context {
            ids: IdKey::default(),
            today,
            secrets: Secrets::Required,
            env: &|_| None,
            lists: None,
        };
        match config::read(&files, Path::new("."), &context) {
            Ok(read) => read.practice,
            Err(mistakes) => panic!("{mistakes}"),
        }
    }

    #[test]
    fn the_sample_is_good_and_without_warnings_on_any_day() {
        let odd = ["2028-02-29", "2026-12-24", "2026-12-25", "2026-12-31"];
        let odd = odd.map(|day| day.parse::<NaiveDate>().unwrap());
        let first: NaiveDate = "2026-01-01".parse().unwrap();
        for today in first.iter_days().step_by(17).take(50).chain(odd) {
            let season = Season::of(today, &holidays());
            let files = Files {
                practice: practice(&season).into_bytes(),
                patients: Some(patients(&season).into_bytes()),
                ..Files::default()
            };
            let context = Context {
                ids: IdKey::default(),
                today,
                secrets: Secrets::Required,
                env: &|_| None,
                lists: None,
            };
            match config::read(&files, Path::new("."), &context) {
                Ok(read) => assert_eq!(read.warnings, [], "on {today}"),
                Err(mistakes) => panic!("on {today}: {mistakes}"),
            }
        }
    }
}
