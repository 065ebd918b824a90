//! What no section can see alone: numbers used twice, ids nobody has, cover and backup in a circle.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::blank::quoted;
use super::findings::Findings;
use super::keys;
use super::sections::clinicians::{Draft, Placed};
use super::sections::lines::Lines;
use super::sections::rota::Rota;
use crate::domain::names::ClinicianId;
use crate::domain::phone::E164;

/// Runs all of them.
pub fn check(
    drafts: &[Draft],
    lines: &Lines,
    desk: Option<&Placed<E164>>,
    rota: &Rota,
    findings: &mut Findings,
) {
    ids(drafts, findings);
    numbers(drafts, lines, desk, findings);
    let people = People::new(drafts);
    for draft in drafts {
        let covers = draft.away.iter().filter_map(|away| away.cover.as_ref());
        for (name, at) in covers.chain(&draft.backup) {
            people.look_up(name, at, findings);
        }
    }
    for (name, at) in rota
        .shifts
        .iter()
        .filter_map(|shift| shift.clinician.as_ref())
    {
        people.look_up(name, at, findings);
    }
    backup_circles(drafts, findings);
    cover_circles(drafts, findings);
}

/// Who there is.
pub struct People<'a> {
    ids: HashMap<&'a str, &'a ClinicianId>,
    /// Ids that are told to be wrong where they are given, in small letters: not told again wherever they are used.
    told: HashSet<String>,
    /// What was proposed for an unknown id: a whole column may hold the same one.
    proposed: RefCell<HashMap<String, String>>,
}

impl<'a> People<'a> {
    /// Everybody whose id could be read.
    pub fn new(drafts: &'a [Draft]) -> Self {
        let ids = drafts.iter().filter_map(|draft| draft.id.as_ref());
        People {
            told: drafts
                .iter()
                .filter_map(|draft| draft.wrong_id.clone())
                .collect(),
            ids: ids.map(|(id, _)| (id.as_str(), id)).collect(),
            proposed: RefCell::default(),
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &'a ClinicianId> {
        self.ids.values().copied()
    }

    /// The clinician with an id.
    pub fn get(&self, id: &str) -> Option<&'a ClinicianId> {
        self.ids.get(id).copied()
    }

    /// The clinician with an id, or a mistake at the place where the id is written.
    pub fn look_up(
        &self,
        id: &str,
        at: &Range<usize>,
        findings: &mut Findings,
    ) -> Option<&'a ClinicianId> {
        let found = self.get(id);
        // Where no clinician could be read at all, that is the one mistake.
        let told = self.ids.is_empty() || self.told.contains(&id.to_lowercase());
        if found.is_none() && !told {
            let message = format!("there is no clinician with the id {}", quoted(id));
            let mut proposed = self.proposed.borrow_mut();
            let help = match proposed.get(id) {
                Some(help) => help.clone(),
                None => self.help(id),
            };
            proposed
                .entry(id.to_owned())
                .or_insert_with(|| help.clone());
            findings.absent(at, message, help);
        }
        found
    }

    fn help(&self, id: &str) -> String {
        let mut all: Vec<&str> = self.ids.keys().copied().collect();
        all.sort_unstable();
        match keys::closest(id, all.iter().copied()) {
            Some(close) => format!("{close}   (did you mean this?)"),
            None => format!("the id of a [[clinician]]: {}", all.join(", ")),
        }
    }
}

fn ids(drafts: &[Draft], findings: &mut Findings) {
    let mut seen = HashSet::new();
    for (id, at) in drafts.iter().filter_map(|draft| draft.id.as_ref()) {
        if !seen.insert(id) {
            let message = format!("two clinicians have the id {}", quoted(id.as_str()));
            findings.error(at, message, "another id for this one");
        }
    }
}

/// What a number is already used for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Line,
    Phone,
}

fn numbers(drafts: &[Draft], lines: &Lines, desk: Option<&Placed<E164>>, findings: &mut Findings) {
    let mut used: HashMap<E164, Use> = HashMap::new();
    let fronts = drafts.iter().filter_map(|draft| draft.line.as_ref());
    for (number, at) in in_order(fronts.chain(&lines.back)) {
        if used.insert(*number, Use::Line).is_some() {
            let message = "this line is already used above; every front line and back line is a number of its own";
            findings.error(at, message, "another of your numbers, or remove it here");
        }
    }
    for (number, at) in in_order(drafts.iter().flat_map(Draft::secrets)) {
        match used.insert(*number, Use::Phone) {
            None => {}
            Some(Use::Line) => {
                // Keeps the line a line for what follows.
                used.insert(*number, Use::Line);
                let message =
                    "this is one of the practice's lines: calls to it would go round in a circle";
                findings.error(
                    at,
                    message,
                    "the clinician's own phone, which no patient knows",
                );
            }
            Some(Use::Phone) => {
                let message = "this phone is already given above; a clinician who calls could not be told from another";
                findings.error(at, message, "another phone, or remove it here");
            }
        }
    }
    if let Some((number, at)) = desk {
        let message = match used.get(number) {
            Some(Use::Line) => {
                "the front desk is one of the practice's lines: strangers would go round in a circle"
            }
            Some(Use::Phone) => {
                "the front desk is a clinician's phone: strangers would be connected to it"
            }
            None => return,
        };
        findings.error(
            at,
            message,
            "front_desk = the number of the practice's own desk, or remove it",
        );
    }
}

fn in_order<'a>(placed: impl Iterator<Item = &'a Placed<E164>>) -> Vec<&'a Placed<E164>> {
    let mut list: Vec<_> = placed.collect();
    list.sort_by_key(|(_, at)| at.start);
    list
}

/// Each backup that leads back to where it began is a circle; each circle is told once, at its last link in the file.
fn backup_circles(drafts: &[Draft], findings: &mut Findings) {
    let index = by_id(drafts);
    let links = |from: usize| {
        let backup = drafts.get(from).map(|draft| draft.backup.as_slice());
        backup.unwrap_or_default().iter()
    };
    // Links are added in the order of the file; the first that closes a circle is told and left out.
    let mut kept: Vec<Vec<usize>> = vec![Vec::new(); drafts.len()];
    for from in 0..drafts.len() {
        for (name, at) in links(from) {
            let Some(to) = index.get(name.as_str()).copied() else {
                continue;
            };
            if reaches(&kept, to, from) {
                let message = if to == from {
                    "nobody can be the own backup".to_owned()
                } else {
                    format!(
                        "backup in a circle: {} is, directly or through others, backed up by this clinician",
                        quoted(name)
                    )
                };
                findings.error(at, message, "another colleague, or remove this one");
            } else if let Some(list) = kept.get_mut(from) {
                list.push(to);
            }
        }
    }
}

fn reaches(links: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; links.len()];
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        if at == to {
            return true;
        }
        if let Some(seen) = seen.get_mut(at)
            && !std::mem::replace(seen, true)
        {
            waiting.extend(links.get(at).into_iter().flatten());
        }
    }
    false
}

fn by_id(drafts: &[Draft]) -> HashMap<&str, usize> {
    let ids = drafts.iter().enumerate();
    ids.filter_map(|(place, draft)| Some((draft.id.as_ref()?.0.as_str(), place)))
        .collect()
}

/// On the first day of each absence: whoever covers may be away too, and so on; back at the beginning is a circle.
/// Colleagues who cover each other in different weeks are none.
fn cover_circles(drafts: &[Draft], findings: &mut Findings) {
    let index = by_id(drafts);
    for (start, draft) in drafts.iter().enumerate() {
        for away in &draft.away {
            let Some((name, at)) = &away.cover else {
                continue;
            };
            let mut days = drafts
                .iter()
                .flat_map(|other| &other.away)
                .map(|other| other.from);
            let overlapping = |day: &chrono::NaiveDate| (away.from..=away.to).contains(day);
            if let Some(day) =
                days.find(|day| overlapping(day) && circle(drafts, &index, start, name, *day))
            {
                let message = if index.get(name.as_str()) == Some(&start) {
                    "nobody can cover the own absence".to_owned()
                } else {
                    format!(
                        "cover in a circle: on {day} {} is away and covered, in the end, by this clinician",
                        quoted(name)
                    )
                };
                findings.error(at, message, "a colleague who is there, or no cover");
            }
        }
    }
}

fn circle(
    drafts: &[Draft],
    index: &HashMap<&str, usize>,
    start: usize,
    cover: &str,
    day: chrono::NaiveDate,
) -> bool {
    let mut at = index.get(cover).copied();
    for _ in 0..drafts.len() {
        let Some(place) = at else { return false };
        if place == start {
            return true;
        }
        let away = drafts.get(place).into_iter().flat_map(|draft| &draft.away);
        let now = away.filter(|away| (away.from..=away.to).contains(&day));
        let cover = now.filter_map(|away| away.cover.as_ref()).next();
        at = cover.and_then(|(name, _)| index.get(name.as_str()).copied());
    }
    false
}
