//! What brought a version, in a few words: "Hours of Dr Ada Okafor". The note beside it has ids and names of then; a
//! clinician who is still there is called as now.

use crate::config::versions::{self, Done, Kept};
use crate::config::{PATIENTS, PRACTICE};
use crate::console::changes::said::moment;
use crate::console::visit::Visit;
use crate::domain::names::ClinicianId;

/// What was done; empty where nothing is known of it.
pub fn done(visit: &Visit, kept: &Kept) -> String {
    let words = match &kept.done {
        Some(done) => by_nightbell(visit, done),
        None => by_hand(visit, kept),
    };
    match visit.in_force.guard.finds(&words) {
        true => "…".to_owned(),
        false => words,
    }
}

/// Whether it is known to be about this clinician or an own patient, and nobody else.
pub fn is_about(kept: &Kept, id: &ClinicianId) -> bool {
    let done = kept.done.as_ref();
    done.is_some_and(|done| {
        // Elsewhere there stands a row, a version or a count.
        let named = ["hours", "away", "phone", "phone-confirmed", "patient-added"];
        let named = named.contains(&done.what.as_str()) || done.what.starts_with("clinician");
        named && done.of.as_deref() == Some(id.as_str())
    })
}

fn by_nightbell(visit: &Visit, done: &Done) -> String {
    let words = &visit.words;
    let Some(who) = who(visit, done) else {
        return of_somebody(visit, done);
    };
    let who = [("who", who.into())];
    match done.what.as_str() {
        "hours" => words.with("history-done-hours", &who),
        "away" => words.with("history-done-away", &who),
        "rota" => words.with("history-done-rota", &who),
        "clinician" => words.with("history-done-clinician", &who),
        "phone" => words.with("history-done-phone", &who),
        "phone-confirmed" => words.with("history-done-phone-confirmed", &who),
        "clinician-added" => words.with("history-done-clinician-added", &who),
        "clinician-removed" => words.with("history-done-clinician-removed", &who),
        "patient-added" | "added" => words.with("history-done-patient-added", &who),
        "patient-changed" | "changed" => words.with("history-done-patient-changed", &who),
        "patient-removed" | "removed" => words.with("history-done-patient-removed", &who),
        _ => of_somebody(visit, done),
    }
}

/// The name: a clinician's of now, else that of then, else the id.
fn who(visit: &Visit, done: &Done) -> Option<String> {
    let id = done.of.as_deref();
    let clinicians = &visit.in_force.practice.clinicians;
    let now = id.and_then(ClinicianId::new);
    let now = now.and_then(|id| Some(clinicians.get(&id)?.name.clone()));
    let row = done.what.starts_with("patient");
    let named = now.filter(|_| !row).or_else(|| done.name.clone());
    named.or_else(|| id.filter(|_| !row).map(str::to_owned))
}

/// Of whom is not known: an older note, or somebody who was erased.
fn of_somebody(visit: &Visit, done: &Done) -> String {
    let words = &visit.words;
    match done.what.as_str() {
        "practice-hours" => words.t("history-did-practice-hours"),
        "hours" => words.t("history-did-hours"),
        "away" => words.t("history-did-away"),
        "rota" => words.t("history-did-rota"),
        "clinician" => words.t("history-did-clinician"),
        "phone" | "phone-confirmed" => words.t("history-did-phone"),
        "clinician-added" => words.t("history-did-clinician-added"),
        "clinician-removed" => words.t("history-did-clinician-removed"),
        "patient-added" | "added" => words.t("history-did-patient-added"),
        "patient-changed" | "changed" => words.t("history-did-patient-changed"),
        "patient-removed" | "removed" => words.t("history-did-patient-removed"),
        "patients" => patients(visit, done.of.as_deref().unwrap_or_default()),
        "restored" => restored(visit, done.of.as_deref().unwrap_or_default()),
        _ => String::new(),
    }
}

/// "12 patients added, 3 changed"
fn patients(visit: &Visit, counts: &str) -> String {
    let words = &visit.words;
    let count = |mark: char| {
        let part = counts.split(' ').find_map(|part| part.strip_prefix(mark));
        part.and_then(|part| part.parse::<usize>().ok())
            .filter(|count| *count > 0)
    };
    let say = |count: usize| [("count", count.into())];
    let parts = [
        count('+').map(|n| words.with("history-rows-added", &say(n))),
        count('~').map(|n| words.with("history-rows-changed", &say(n))),
        count('-').map(|n| words.with("history-rows-removed", &say(n))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => words.t("history-did-patients"),
        false => parts.join(", "),
    }
}

fn restored(visit: &Visit, name: &str) -> String {
    let words = &visit.words;
    match versions::moment_of(name) {
        Some(when) => words.with(
            "history-done-restored",
            &[("when", moment(visit, when).into())],
        ),
        None => words.t("history-did-restored"),
    }
}

/// Somebody edited the files: which places of them, as far as that is known.
fn by_hand(visit: &Visit, kept: &Kept) -> String {
    let words = &visit.words;
    let mut parts: Vec<String> = kept.places.iter().map(|it| place(visit, it)).collect();
    for lines in kept.lines.iter().flatten() {
        match lines.file.as_str() {
            PATIENTS => parts.push(words.t("history-did-list")),
            PRACTICE if !kept.places.is_empty() => {}
            file => parts.push(file.to_owned()),
        }
    }
    let mut once: Vec<String> = Vec::new();
    for part in parts {
        if !once.contains(&part) {
            once.push(part);
        }
    }
    once.join("; ")
}

/// A place of `practice.toml`, as [`versions::places`] names it.
fn place(visit: &Visit, place: &str) -> String {
    let words = &visit.words;
    let name = |id: &str| {
        let done = Done::new("clinician", Some(id.to_owned()), None);
        [("who", who(visit, &done).unwrap_or_default().into())]
    };
    if let Some(id) = place.strip_prefix("added clinician.") {
        return words.with("history-done-clinician-added", &name(id));
    }
    if let Some(id) = place.strip_prefix("removed clinician.") {
        return words.with("history-done-clinician-removed", &name(id));
    }
    let rest = place.split_once(' ').map_or(place, |(_, rest)| rest);
    if let Some(rota) = rest.strip_prefix("rota.") {
        return words.with("history-done-rota", &[("who", rota.into())]);
    }
    let of_clinician = place.strip_prefix("clinician.");
    match of_clinician.and_then(|rest| rest.split_once('.')) {
        Some((id, "hours")) => words.with("history-done-hours", &name(id)),
        Some((id, "away")) => words.with("history-done-away", &name(id)),
        Some((id, "phone" | "next_phone")) => words.with("history-done-phone", &name(id)),
        Some((id, _)) => words.with("history-done-clinician", &name(id)),
        None if place == "practice.hours" => words.t("history-did-practice-hours"),
        None => place.to_owned(),
    }
}
