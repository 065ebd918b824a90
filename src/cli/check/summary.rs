//! What the configuration means, in plain words.

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::domain::hours::Hours;
use crate::domain::names::ClinicianId;
use crate::domain::patients::Grant;
use crate::domain::practice::{Absence, Clinician, Practice, Strangers};
use crate::jobs::is_fixed_line;
use crate::prompts::hours_words::describe;

use super::Folder;

/// So many days that differ from the usual week are told; the others are counted.
const EXCEPTIONS: usize = 12;
/// A grant that ends within so many days is counted as ending soon.
const SOON: u64 = 14;

/// The practice, its clinicians, the rota and the patients, line by line.
pub fn of(folder: &Folder, now: DateTime<Utc>, days: u32) -> Vec<String> {
    let practice = &folder.practice;
    let summary = Summary {
        folder,
        practice,
        today: practice.day(now),
        days,
    };
    let mut lines = summary.practice();
    lines.push(String::new());
    lines.push("Clinicians".to_owned());
    for clinician in practice.clinicians.iter() {
        lines.extend(summary.clinician(clinician));
    }
    lines.push(String::new());
    lines.extend(summary.rota());
    lines.push(String::new());
    lines.extend(summary.patients());
    lines
}

struct Summary<'a> {
    folder: &'a Folder,
    practice: &'a Practice,
    today: NaiveDate,
    days: u32,
}

impl Summary<'_> {
    fn practice(&self) -> Vec<String> {
        let practice = self.practice;
        let mut lines = vec![
            practice.name.clone(),
            format!(
                "  {}, time zone {}, language {}, emergency number {}",
                practice.country, practice.zone, practice.language, practice.emergency
            ),
        ];
        let strangers = match (practice.callers.strangers, practice.front_desk) {
            (Strangers::FrontDesk, Some(desk)) => {
                format!("are connected to the front desk, {}", desk.wire())
            }
            (Strangers::FrontDesk | Strangers::Voicemail, _) => {
                "may leave a message for the practice".to_owned()
            }
            (Strangers::Refuse, _) => "are told where to turn".to_owned(),
        };
        lines.push(format!("  Callers without access {strangers}"));
        if practice.front_desk.is_some_and(is_fixed_line) {
            lines.push(
                "  The front desk has a fixed line, which takes no texts: what it would be told of texts that wait \
                 stands in the log and at /readyz"
                    .to_owned(),
            );
        }
        let back = practice.back_lines.len();
        lines.push(format!("  {}", counted(back, "back line")));
        lines
    }

    fn clinician(&self, clinician: &Clinician) -> Vec<String> {
        let phones = counted(clinician.phones.len(), "phone");
        let mut lines = vec![format!(
            "  {} ({}): line {}, {phones}, rung for {} seconds",
            clinician.name,
            clinician.id,
            clinician.line.wire(),
            clinician.ring
        )];
        lines.extend(self.hours(&clinician.hours));
        let coming = clinician
            .away
            .iter()
            .filter(|absence| *absence.days.end() >= self.today);
        lines.extend(coming.map(|absence| self.absence(absence)));
        if !clinician.backup.is_empty() {
            let names: Vec<&str> = clinician.backup.iter().map(|id| self.name(id)).collect();
            lines.push(format!("    Backup: {}", names.join(", then ")));
        }
        lines
    }

    /// The usual week, then what differs from it.
    fn hours(&self, hours: &Hours) -> Vec<String> {
        let words = describe(
            hours,
            |day| self.folder.holidays.name(day),
            self.today,
            self.days,
        );
        let mut lines: Vec<String> = words
            .weekly
            .iter()
            .map(|line| format!("    {line}"))
            .collect();
        let differs = words.exceptions.iter().take(EXCEPTIONS);
        lines.extend(differs.map(|line| format!("      {line}")));
        let more = words.exceptions.len().saturating_sub(EXCEPTIONS);
        if more > 0 {
            lines.push(format!(
                "      ... and {more} more in the next {} days",
                self.days
            ));
        }
        lines
    }

    fn absence(&self, absence: &Absence) -> String {
        let date = |day: &NaiveDate| day.format("%a %-d %b %Y").to_string();
        let (from, to) = (date(absence.days.start()), date(absence.days.end()));
        let cover = match &absence.cover {
            Some(cover) => format!("{} covers", self.name(cover)),
            None => "nobody covers".to_owned(),
        };
        format!("    Away {from} to {to}: {cover}")
    }

    fn rota(&self) -> Vec<String> {
        if self.practice.rota.is_empty() {
            return vec!["On duty for urgent calls: nobody, there is no rota".to_owned()];
        }
        let title = match self.practice.rota.len() {
            1 => "On duty for urgent calls",
            _ => "On duty for urgent calls (where shifts overlap, the one listed first counts)",
        };
        let mut lines = vec![title.to_owned()];
        for shift in &self.practice.rota {
            lines.push(format!("  {}", self.name(&shift.clinician)));
            lines.extend(self.hours(&shift.hours));
        }
        lines
    }

    fn patients(&self) -> Vec<String> {
        let all: Vec<&Grant> = self.practice.patients.iter().collect();
        let count =
            |which: &dyn Fn(&Grant) -> bool| all.iter().filter(|grant| which(grant)).count();
        let today = self.today;
        let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
        let in_force = count(&|grant| grant.in_force(today));
        let urgent = count(&|grant| grant.in_force(today) && grant.urgent);
        let ending =
            count(&|grant| grant.in_force(today) && grant.until.is_some_and(|until| until <= soon));
        let later = count(&|grant| grant.from.is_some_and(|from| from > today));
        let codes = count(&|grant| grant.in_force(today) && grant.code.is_some());
        let ended = all.len().saturating_sub(in_force + later);
        let rows = counted(all.len(), "row");
        let mut lines = vec![
            format!("Patients: {rows} in patients.csv"),
            format!("  {in_force} in force today, {urgent} of them urgent, {codes} with a code"),
            format!("  {ending} of them end within {SOON} days"),
            format!("  {later} begin later, {ended} have ended"),
        ];
        for clinician in self.practice.clinicians.iter() {
            let of = count(&|grant| grant.clinician == clinician.id && grant.in_force(today));
            lines.push(format!("  {}: {of} in force", clinician.name));
        }
        lines
    }

    fn name<'a>(&'a self, id: &'a ClinicianId) -> &'a str {
        self.practice
            .clinicians
            .get(id)
            .map_or(id.as_str(), |clinician| &clinician.name)
    }
}

/// "1 phone", "2 phones", "no phone".
fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        many => format!("{many} {what}s"),
    }
}
