//! The captured requests, and a practice whose lines and people are theirs.

use super::{PRACTICE, raw::Params};

pub const CLINICIANS: [&str; 2] = ["+12025550177", "+12025550188"];
pub const LINES: [&str; 4] = [
    "+12025550100",
    "+33199000101",
    "+447700900201",
    "+447700900000",
];
pub const PEOPLE: [&str; 2] = ["+12025550143", "+33639980042"];

/// One captured request.
#[derive(Clone, Debug)]
pub struct Sample {
    pub id: String,
    /// Path and query.
    pub target: String,
    pub params: Params,
}

/// All of them.
pub fn all() -> Vec<Sample> {
    let file: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../data/webhook_samples.json")).unwrap();
    let read = |sample: &serde_json::Value| Sample {
        id: sample["id"].as_str().unwrap().to_owned(),
        target: sample["url"]
            .as_str()
            .unwrap()
            .strip_prefix(super::bare::PUBLIC)
            .unwrap()
            .to_owned(),
        params: serde_json::from_value(sample["params"].clone()).unwrap(),
    };
    file.iter().map(read).collect()
}

/// Its `practice.toml`.
pub fn practice() -> String {
    PRACTICE
        .replace("+447700900101", LINES[0])
        .replace("+447700900102", LINES[1])
        .replace("\"+447700900202\"", &format!("\"{}\"", LINES[3]))
        .replace("+447700900123", CLINICIANS[0])
        .replace("+447700900133", CLINICIANS[1])
}

/// Its `patients.csv`.
pub const PATIENTS: &str = "phone,name,clinician,from,until,urgent,language,code\n\
                            +12025550143,Rosa Diaz,okafor,,,yes,,482163\n\
                            +33639980042,Marie Dupont,lindqvist,,,no,fr-FR,\n";
