//! The sample practice that comes with Nightbell.

use super::*;

#[test]
fn the_sample_loads_without_a_mistake_and_without_a_warning() {
    let none = |_: &str| None;
    let loaded = load(&project("config"), &context(Secrets::Required, &none));
    let configuration = loaded.unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert_eq!(configuration.warnings, []);
    let practice = configuration.practice;
    assert_eq!(practice.name, "Harbour Street Surgery");
    assert_eq!(practice.emergency, "999");
    assert_eq!(practice.clinicians.iter().count(), 3);
    assert_eq!(practice.back_lines.len(), 3);
    assert_eq!(practice.rota.len(), 2);
    assert_eq!(practice.patients.len(), 6);
}

#[test]
fn the_samples_commented_lines_are_right_as_well() {
    let sample = fs::read_to_string(project("config/practice.toml")).unwrap();
    let sample = sample.replacen("[provider]\nkind = \"local\"", "", 1);
    let uncommented: Vec<String> = sample
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest)
                if rest.starts_with('[') || rest.split('#').next().unwrap().contains(" = ") =>
            {
                rest.to_owned()
            }
            _ => line.to_owned(),
        })
        .collect();
    let folder = Folder::with(&uncommented.join("\n"))
        .env("TWILIO_AUTH_TOKEN", "secret")
        .env("NIGHTBELL_KEY", "0123456789abcdef0123456789abcdef");
    folder.write(
        "patients.csv",
        fs::read(project("config/patients.csv")).unwrap(),
    );
    let configuration = folder
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert!(matches!(
        configuration.settings.provider,
        Provider::Twilio(_)
    ));
    assert!(configuration.settings.storage_key.is_some());
    assert!(configuration.practice.voicemail.copy_to_duty);
}

#[test]
fn what_is_left_out_has_a_sensible_default() {
    let configuration = Folder::new()
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let practice = configuration.practice;
    assert!(practice.confirm_phones && practice.carries_pictures);
    assert_eq!(practice.callers.calls_per_day, 6);
    assert_eq!(practice.callers.texts_per_hour, 20);
    assert!(practice.callers.digest);
    assert_eq!(
        practice.callers.strangers,
        crate::domain::practice::Strangers::FrontDesk
    );
    assert_eq!(practice.voicemail.longest, 180);
    let clinician = practice.clinicians.iter().next().unwrap();
    assert_eq!(clinician.ring, 20);
    assert_eq!(clinician.hours.expression(), "Mo-Fr 08:30-18:00; PH off");
    let retention = configuration.settings.retention;
    assert_eq!(retention.texts.num_days(), 30);
    assert_eq!(retention.voicemail.num_days(), 90);
    assert_eq!(retention.journal.num_days(), 730);
    assert!(retention.provider_delete);
    assert!(practice.patients.is_empty());
}

#[test]
fn without_a_front_desk_strangers_reach_the_voicemail() {
    let folder = Folder::edited("front_desk = \"+441632960001\"\n", "");
    let practice = folder
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .practice;
    assert_eq!(
        practice.callers.strangers,
        crate::domain::practice::Strangers::Voicemail
    );
}

#[test]
fn the_designs_own_example_is_read() {
    let folder = Folder::with(
        r#"
[practice]
name       = "Harbour Street Surgery"
country    = "GB"
region     = "GB-ENG"
time_zone  = "Europe/London"
language   = "en-GB"
front_desk = "+441632960001"
hours      = "Mo-Fr 08:30-18:00; PH off"
confirm_phones = true

[provider]
kind        = "twilio"
account_sid = "AC00000000000000000000000000000001"
auth_token  = { env = "TWILIO_AUTH_TOKEN" }
public_url  = "https://relay.harbourstreet.example"

[lines]
back = ["+447700900201", "+447700900202"]

[[clinician]]
id     = "okafor"
name   = "Dr Ada Okafor"
line   = "+447700900101"
phone  = "+447700900123"
hours  = "Mo-Fr 09:00-12:30,14:00-18:00; PH off"
away   = [{ from = 2026-12-24, to = 2027-01-02, cover = "lindqvist" }]
backup = ["lindqvist"]
ring   = "20s"

[[clinician]]
id     = "lindqvist"
name   = "Dr Lindqvist"
line   = "+447700900102"
phone  = "+447700900124"

[[rota]]
name   = "on-call"
shifts = [
  { hours = "Sa,Su", clinician = "okafor" },
  { hours = "24/7",  clinician = "lindqvist" },
]

[callers]
strangers      = "front-desk"
calls_per_day  = 6
texts_per_hour = 20

[voicemail]
longest = "3m"

[storage]

[retention]
texts     = "30d"
voicemail = "90d"
journal   = "2y"
"#,
    );
    let folder = folder.env("TWILIO_AUTH_TOKEN", "secret");
    folder.write(
        "patients.csv",
        "phone,name,clinician,from,until,urgent,language,code\n+447700900456,Marie Dupont,okafor,2026-11-01,2027-01-31,yes,fr-FR,482163\n",
    );
    let configuration = folder
        .load()
        .unwrap_or_else(|mistakes| panic!("{mistakes}"));
    assert_eq!(configuration.warnings, []);
    let patient = configuration
        .practice
        .patients
        .iter()
        .next()
        .unwrap()
        .clone();
    assert!(patient.urgent && patient.code.is_some());
    assert_eq!(patient.language.unwrap().to_string(), "fr-FR");
}
