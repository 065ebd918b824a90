//! `nightbell card`: writes the card that a practice hands to its patients, as a picture and as a page to print.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::Args;
use tempfile::NamedTempFile;

use crate::cards::Card;
use crate::clock::Clock;
use crate::domain::names::ClinicianId;
use crate::domain::patients::Grant;
use crate::domain::patients::spelling::{folded, same_name};
use crate::domain::practice::{Clinician, Practice};

use super::Failure;
use super::folder::{self, Folder};
use super::output::say;

/// What `card` is told.
#[derive(Args, Debug)]
pub struct CardArgs {
    /// The clinician's id in practice.toml
    pub clinician: String,
    /// The configuration folder, with practice.toml and patients.csv
    #[arg(long, value_name = "DIR")]
    pub config: PathBuf,
    /// A patient of the clinician: a card in the patient's language, with the access code if there is one
    #[arg(long, value_name = "NAME")]
    pub patient: Option<String>,
    /// Where the files are written
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub out: PathBuf,
}

/// Writes the card and prints where it is.
///
/// # Errors
/// As [`write`].
pub fn run(args: &CardArgs) -> Result<(), Failure> {
    for file in write(args, Clock::system().now(), &folder::env)? {
        say(&file.display().to_string());
    }
    Ok(())
}

/// The card's files, `card-<clinician>[-<patient>].svg` and `.html`, readable by their owner alone: a patient's holds
/// the name and the access code.
///
/// # Errors
/// Every mistake in the configuration; a clinician or a patient that is not there, not alone, or no patient of this
/// clinician any more; a clinician's own number on the card; a folder that cannot be written (exit code 3).
pub fn write(
    args: &CardArgs,
    now: DateTime<Utc>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<PathBuf>, Failure> {
    let folder = Folder::open(&args.config, now, env)?;
    let practice = &folder.practice;
    let clinician = clinician(practice, &args.clinician)?;
    let name = args.patient.as_deref();
    let patient = name
        .map(|name| patient(&folder, clinician, name, now))
        .transpose()?;
    let card = Card::new(
        clinician,
        patient,
        practice,
        &folder.prompts,
        practice.day(now),
    );
    let files = card.files(&folder.guard);
    let files = files.map_err(|refused| Failure::content(refused.to_string()))?;
    let stem = stem(clinician, patient);
    std::fs::create_dir_all(&args.out).map_err(|error| unwritable(&args.out, &error))?;
    [("svg", files.svg), ("html", files.html)]
        .into_iter()
        .map(|(kind, content)| {
            let path = args.out.join(format!("{stem}.{kind}"));
            put(&path, &content).map_err(|error| unwritable(&path, &error))?;
            Ok(path)
        })
        .collect()
}

fn clinician<'a>(practice: &'a Practice, id: &str) -> Result<&'a Clinician, Failure> {
    let found = ClinicianId::new(id).and_then(|id| practice.clinicians.get(&id));
    found.ok_or_else(|| {
        let ids: Vec<&str> = practice
            .clinicians
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        Failure::content(format!("name one of the clinicians: {}", ids.join(", ")))
    })
}

fn patient<'a>(
    folder: &'a Folder,
    clinician: &Clinician,
    name: &str,
    now: DateTime<Utc>,
) -> Result<&'a Grant, Failure> {
    let practice = &folder.practice;
    let rows = practice.patients.iter();
    let mut called = rows.filter(|row| row.clinician == clinician.id && same_name(&row.name, name));
    let Some(found) = called.next() else {
        return Err(Failure::content(format!(
            "write the name as it stands in patients.csv: no patient of {} is called like that",
            clinician.id
        )));
    };
    if called.any(|other| !same_card(found, other)) {
        return Err(Failure::content(format!(
            "give one of them another name in patients.csv: several patients of {} are called like that, and their \
             cards differ",
            clinician.id
        )));
    }
    match found.until.filter(|until| *until < practice.day(now)) {
        Some(until) => Err(Failure::content(format!(
            "extend the access in patients.csv first: it ended on {until}, and the card would promise what is no more"
        ))),
        None => Ok(found),
    }
}

/// Whether two rows have the same card: then it does not matter which is meant.
fn same_card(one: &Grant, other: &Grant) -> bool {
    let of = |grant: &Grant| {
        (
            grant.code.clone(),
            grant.language,
            grant.urgent,
            grant.until,
        )
    };
    of(one) == of(other)
}

/// `card-okafor-marie-dupont`; the row's id where a name has no letter that every file system takes.
fn stem(clinician: &Clinician, patient: Option<&Grant>) -> String {
    let id = &clinician.id;
    let Some(grant) = patient else {
        return format!("card-{id}");
    };
    let letters: String = folded(&grant.name)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    let slug: String = words.join("-").chars().take(60).collect();
    match slug.is_empty() {
        true => format!("card-{id}-{}", grant.id),
        false => format!("card-{id}-{slug}"),
    }
}

/// Written beside and renamed, so that there is never half a card.
fn put(path: &Path, content: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(content.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::system(format!(
        "choose another folder with --out: {} cannot be written: {error}",
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRACTICE: &str = r#"
[practice]
name = "Harbour Street Surgery"
country = "GB"
region = "GB-ENG"
time_zone = "Europe/London"
language = "en-GB"

[provider]
kind = "local"

[[clinician]]
id = "okafor"
name = "Dr Ada Okafor"
line = "+447700900101"
phone = "+447700900123"
hours = "Mo-Fr 09:00-17:00; PH off"
"#;

    const PATIENTS: &str = "phone,name,clinician,from,until,urgent,language,code\n\
        +447700900456,Marie Dupont,okafor,,,yes,fr-FR,482163\n\
        +447700900457,Aisha Khan,okafor,,2026-10-31,,,\n\
        +447700900458,Tom Hale,okafor,,,,,730914\n\
        +447700900459,Tom Hale,okafor,,,,,730915\n\
        +447700900460,\"../../<script>\",okafor,,,,,\n\
        +447700900461,محمد,okafor,,,,,\n";

    struct Desk {
        folder: tempfile::TempDir,
    }

    impl Desk {
        fn new(practice: &str) -> Self {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("practice.toml"), practice).unwrap();
            std::fs::write(folder.path().join("patients.csv"), PATIENTS).unwrap();
            Desk { folder }
        }

        fn out(&self) -> PathBuf {
            self.folder.path().join("cards")
        }

        fn asks(&self, clinician: &str, patient: Option<&str>) -> Result<Vec<String>, String> {
            let args = CardArgs {
                clinician: clinician.to_owned(),
                config: self.folder.path().to_owned(),
                patient: patient.map(str::to_owned),
                out: self.out(),
            };
            let now = "2026-11-22T12:00:00Z".parse().unwrap();
            let written = write(&args, now, &|_| None).map_err(|failure| failure.to_string())?;
            let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
            Ok(written.iter().map(name).collect())
        }

        fn read(&self, file: &str) -> String {
            std::fs::read_to_string(self.out().join(file)).unwrap()
        }
    }

    #[test]
    fn a_card_is_a_picture_and_a_page_named_after_whose_it_is() {
        let desk = Desk::new(PRACTICE);
        let files = desk.asks("okafor", None).unwrap();
        assert_eq!(files, ["card-okafor.svg", "card-okafor.html"]);
        let files = desk.asks("okafor", Some("marie  DUPONT")).unwrap();
        assert_eq!(files[1], "card-okafor-marie-dupont.html");
        assert!(desk.read(&files[1]).contains("<html lang=\"fr-FR\">"));
        assert!(desk.read(&files[0]).contains("482163"));
    }

    #[test]
    fn a_name_never_leads_out_of_the_folder_and_always_makes_a_file() {
        let desk = Desk::new(PRACTICE);
        assert_eq!(
            desk.asks("okafor", Some("../../<script>")).unwrap()[0],
            "card-okafor-script.svg"
        );
        let files = desk.asks("okafor", Some("محمد")).unwrap();
        assert!(files[0].len() > "card-okafor-.svg".len());
        assert!(!desk.read("card-okafor-script.html").contains("<script"));
    }

    #[cfg(unix)]
    #[test]
    fn only_their_owner_reads_the_files() {
        use std::os::unix::fs::PermissionsExt;
        let desk = Desk::new(PRACTICE);
        for file in desk.asks("okafor", Some("Marie Dupont")).unwrap() {
            let mode = std::fs::metadata(desk.out().join(file))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o077, 0);
        }
    }

    #[test]
    fn whom_the_card_is_for_must_be_clear_and_have_access() {
        let desk = Desk::new(PRACTICE);
        let refused = |clinician, patient| desk.asks(clinician, patient).unwrap_err();
        assert!(refused("smith", None).contains("okafor"));
        assert!(refused("okafor", Some("Marie")).contains("no patient of okafor"));
        assert!(refused("okafor", Some("Tom Hale")).contains("several patients"));
        assert!(refused("okafor", Some("Aisha Khan")).contains("ended on 2026-10-31"));
        assert!(!desk.out().exists());
    }

    #[test]
    fn a_clinicians_own_number_in_a_name_leaves_no_file() {
        let named = PRACTICE.replace("Dr Ada Okafor", "Dr Ada Okafor 07700 900123");
        let desk = Desk::new(&named);
        let refused = desk.asks("okafor", None).unwrap_err();
        assert!(!refused.contains("900123"), "{refused}");
        assert!(!desk.out().exists());
    }
}
