//! From the bytes of both files to one checked practice, or to everything that is wrong with them.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use toml::de::DeTable;

use super::blank::Blanker;
use super::crosscheck::{self, People};
use super::files::{Files, PATIENTS, PRACTICE};
use super::findings::Findings;
use super::mistake::{Mistake, Mistakes};
use super::patients::{self, Seen, Surroundings};
use super::secret::Vault;
use super::sections::clinicians::{AwayDraft, Draft};
use super::sections::lines::Lines;
use super::sections::practice::{About, Place};
use super::sections::rota::{Rota, ShiftDraft};
use super::sections::times::Times;
use super::sections::{
    Document, callers, clinicians, lines, provider, retention, rota, storage, voicemail,
};
use super::settings::{Provider, Retention, Settings};
use super::source::Source;
use super::written::{Written, WrittenRota};
use super::{Configuration, Context, Secret, syntax};
use crate::domain::hours::Hours;
use crate::domain::numbers::Numbers;
use crate::domain::patients::Patients;
use crate::domain::phone::{E164, Line, SecretNumber};
use crate::domain::practice::{
    Absence, Callers, Clinician, Clinicians, Phone, Practice, Shift, Voicemail,
};

/// Reads and checks both files.
pub fn configuration(
    files: &Files,
    dir: &Path,
    context: &Context<'_>,
) -> Result<Configuration, Mistakes> {
    let mut findings = Findings::default();
    let (text, readable) = syntax::text(&files.practice, &mut findings);
    let source = Source::new(PRACTICE, &text);
    let (table, broken) = DeTable::parse_recoverable(&text);
    let mut slips = Findings::default();
    let unclosed = syntax::slips(&broken, &text, &mut slips);
    let vault = Vault {
        dir,
        secrets: context.secrets,
        env: context.env,
    };
    let draft = Practiced::read(table.get_ref(), &text, &vault, context, &mut findings);
    let whole = readable && !syntax::lost_something(&broken);
    if !whole {
        findings.drop_doubtful();
    }
    if let Some(from) = unclosed {
        findings.drop_from(from);
    }
    findings.drop_beside(&slips, &source);
    findings.append(slips);

    let mut blanker = Blanker::new(table.get_ref(), &text, !whole);
    for (number, _) in draft.clinicians.iter().flat_map(Draft::secrets) {
        blanker.know(&number.wire());
    }
    let people = People::new(&draft.clinicians);
    let surroundings = Surroundings {
        numbers: &draft.numbers,
        people: whole.then_some(&people),
        lines: draft.lines(),
        phones: draft.phones(),
        ids: &context.ids,
    };
    let bytes = files.patients.as_deref();
    let seen = context
        .lists
        .filter(|_| !findings.any_error())
        .and_then(|_| Seen::new(bytes, draft.place.country.as_deref(), &surroundings));
    if let (Some(lists), Some(seen)) = (context.lists, &seen)
        && let (Some(patients), Some(settings)) = (lists.find(seen), draft.settings())
    {
        let warnings = findings.into_mistakes(&source, Blanker::toml_line, &blanker);
        return Ok(draft.configuration(files, context, patients, settings, warnings));
    }
    let patients = patients::read(bytes, &surroundings);
    let is_clean = patients.findings.is_empty();

    let unusable = findings.any_error() || patients.findings.any_error();
    let mut found = findings.into_mistakes(&source, Blanker::toml_line, &blanker);
    let csv = Source::new(PATIENTS, &patients.text);
    let header = &patients.header;
    let line = |blanker: &Blanker, line: &str, start: usize| {
        let code = (start >= header.body).then(|| header.code_in(line));
        blanker.csv_line(line, code.flatten())
    };
    found.extend(patients.findings.into_mistakes(&csv, line, &blanker));
    let settings = draft.settings();
    match settings {
        Some(settings) if !unusable => {
            let list = Arc::new(patients.patients);
            if let (Some(lists), Some(seen), true) = (context.lists, seen, is_clean) {
                lists.keep(seen, &list);
            }
            Ok(draft.configuration(files, context, list, settings, found))
        }
        _ => Err(Mistakes(found)),
    }
}

/// `practice.toml` as read: complete where nothing was wrong, otherwise good enough to check the rest with.
struct Practiced<'a> {
    place: Place<'a>,
    numbers: Numbers,
    about: About,
    provider: Option<Provider>,
    storage_key: Option<Secret>,
    retention: Retention,
    lines: Lines,
    clinicians: Vec<Draft>,
    rota: Rota,
    callers: Callers,
    voicemail: Voicemail,
}

impl<'a> Practiced<'a> {
    fn read(
        table: &'a DeTable<'a>,
        text: &str,
        vault: &Vault<'_>,
        context: &Context<'_>,
        findings: &mut Findings,
    ) -> Self {
        let document = Document::open(table, text, findings);
        let place = Place::read(&document, findings);
        let numbers = Numbers::new(place.country.as_deref());
        let times = Times {
            file: text,
            zone: place.zone,
            country_known: place.country.is_some(),
            holidays: place.holidays.as_ref().map(|calendar| calendar.compact()),
            today: context.today,
        };
        let about = place.about(&numbers, &times, findings);
        let lines = lines::read(&document, &numbers, findings);
        let clinicians = clinicians::read(&document, &numbers, &times, findings);
        let rota = rota::read(&document, &times, findings);
        crosscheck::check(
            &clinicians,
            &lines,
            about.front_desk.as_ref(),
            &rota,
            findings,
        );
        always_open(&about, &clinicians, findings);
        Practiced {
            provider: provider::read(&document, vault, findings),
            storage_key: storage::read(&document, vault, findings),
            retention: retention::read(&document, findings),
            callers: callers::read(&document, about.has_desk, findings),
            voicemail: voicemail::read(&document, &rota, findings),
            place,
            numbers,
            about,
            lines,
            clinicians,
            rota,
        }
    }

    fn settings(&self) -> Option<Settings> {
        Some(Settings {
            provider: self.provider.clone()?,
            storage_key: self.storage_key.clone(),
            retention: self.retention,
        })
    }

    /// Every number that is one of the practice's lines.
    fn lines(&self) -> HashSet<E164> {
        let fronts = self
            .clinicians
            .iter()
            .filter_map(|clinician| clinician.line.as_ref());
        fronts
            .chain(&self.lines.back)
            .map(|(number, _)| *number)
            .collect()
    }

    /// Whose phone a number is.
    fn phones(&self) -> HashMap<E164, &str> {
        let mut phones = HashMap::new();
        for draft in &self.clinicians {
            let id = draft.id.as_ref().map_or("", |(id, _)| id.as_str());
            phones.extend(draft.secrets().map(|(number, _)| (*number, id)));
        }
        phones
    }

    /// What the console edits; called where nothing was wrong.
    fn written(&self) -> Written {
        let people = People::new(&self.clinicians);
        let own = self.clinicians.iter().filter(|draft| draft.has_hours);
        let mut rotas: Vec<WrittenRota> = self
            .rota
            .names
            .iter()
            .map(|name| WrittenRota {
                name: name.clone().unwrap_or_default(),
                shifts: Vec::new(),
            })
            .collect();
        for draft in &self.rota.shifts {
            if let Some(rota) = rotas.get_mut(draft.rota) {
                rota.shifts.extend(shift(draft, &people));
            }
        }
        Written {
            own_hours: own
                .filter_map(|draft| Some(draft.id.as_ref()?.0.clone()))
                .collect(),
            rotas,
        }
    }

    /// All of it; called where nothing was wrong.
    fn configuration(
        self,
        files: &Files,
        context: &Context<'_>,
        patients: Arc<Patients>,
        settings: Settings,
        warnings: Vec<Mistake>,
    ) -> Configuration {
        Configuration {
            holidays: self.place.holidays.clone().unwrap_or_default(),
            written: self.written(),
            practice: self.practice(files, context, patients),
            settings,
            sentences: files.sentences.clone(),
            warnings,
        }
    }

    fn practice(self, files: &Files, context: &Context<'_>, patients: Arc<Patients>) -> Practice {
        let zone = self.place.zone;
        let people = People::new(&self.clinicians);
        let shifts = self.rota.shifts.iter().filter(|shift| shift.first);
        let rota = shifts.filter_map(|draft| shift(draft, &people));
        let default_hours = self
            .about
            .hours
            .clone()
            .unwrap_or_else(|| Hours::always(zone));
        let clinicians = self.clinicians.iter();
        let clinicians =
            clinicians.filter_map(|draft| clinician(draft, &people, &default_hours, context));
        Practice {
            version: files.version(),
            rota: rota.collect(),
            clinicians: Clinicians::new(clinicians.collect()),
            name: self.about.name,
            country: self.place.country.unwrap_or_default(),
            zone,
            language: self.about.language,
            emergency: self.about.emergency,
            front_desk: self.about.front_desk.map(|(number, _)| number),
            hours: self.about.hours,
            confirm_phones: self.about.confirm_phones,
            back_lines: self
                .lines
                .back
                .iter()
                .map(|(number, _)| Line(*number))
                .collect(),
            carries_pictures: self.lines.mms,
            callers: self.callers,
            voicemail: self.voicemail,
            patients,
            ids: context.ids.clone(),
        }
    }
}

fn shift(draft: &ShiftDraft, people: &People<'_>) -> Option<Shift> {
    Some(Shift {
        hours: draft.hours.clone()?,
        clinician: people.get(&draft.clinician.as_ref()?.0)?.clone(),
    })
}

/// Somebody without hours, in a practice without hours, is rung at night: that should be meant.
fn always_open(about: &About, clinicians: &[Draft], findings: &mut Findings) {
    if about.has_hours {
        return;
    }
    for draft in clinicians.iter().filter(|draft| !draft.has_hours) {
        let message = "no hours are given, here or under [practice]: this clinician is rung at any time of day or night";
        findings.warning(
            &draft.at,
            message,
            r#"hours = "Mo-Fr 09:00-17:00; PH off"   (or "24/7" if it is meant)"#,
        );
    }
}

fn clinician(
    draft: &Draft,
    people: &People<'_>,
    default_hours: &Hours,
    context: &Context<'_>,
) -> Option<Clinician> {
    let phone = |number: E164| Phone {
        id: context.ids.phone(number),
        number: SecretNumber::new(number),
    };
    let find = |name: &String| people.get(name).cloned();
    let absence = |away: &AwayDraft| Absence {
        days: away.from..=away.to,
        cover: away.cover.as_ref().and_then(|(name, _)| find(name)),
    };
    Some(Clinician {
        id: draft.id.as_ref()?.0.clone(),
        name: draft.name.clone(),
        line: Line(draft.line.as_ref()?.0),
        phones: draft
            .phones
            .iter()
            .map(|(number, _)| phone(*number))
            .collect(),
        next_phone: draft.next_phone.as_ref().map(|(number, _)| phone(*number)),
        hours: draft.hours.clone().unwrap_or_else(|| default_hours.clone()),
        away: draft.away.iter().map(absence).collect(),
        backup: draft
            .backup
            .iter()
            .filter_map(|(name, _)| find(name))
            .collect(),
        ring: draft.ring,
        takes_pictures: draft.mms,
    })
}
