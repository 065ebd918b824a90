//! What differs between two versions of a file, as it may be shown: lines with what stands around them, and every
//! clinician's number, secret and access code in them blanked.

use std::collections::HashMap;
use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices_deadline};
use toml::de::DeTable;

use super::blank::Blanker;
use super::files::{Files, PATIENTS, PRACTICE};
use super::findings::Findings;
use super::patients::{self, Header};
use super::syntax;
use super::versions::Lines;
use crate::domain::numbers::Numbers;
use crate::domain::practice::{Clinician, Clinicians};

/// So many lines around a change are shown.
const AROUND: usize = 3;

/// So many lines of one file are shown at most.
const MOST: usize = 400;

/// A comparison that takes longer is told less exactly.
const PATIENCE: Duration = Duration::from_millis(500);

/// What differs in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDifference {
    /// As `practice.toml`, or `prompts/fr.ftl`.
    pub file: String,
    /// How many lines came.
    pub added: usize,
    /// How many went.
    pub removed: usize,
    /// What is shown, in order.
    pub parts: Vec<Part>,
    /// So many changed lines are not shown: there are too many.
    pub unshown: usize,
}

impl FileDifference {
    /// Leaves out what stands around the changes: it may concern others.
    pub fn fold_all(&mut self) {
        let mut folded: Vec<Part> = Vec::new();
        for part in self.parts.drain(..) {
            match (folded.last_mut(), part) {
                (Some(Part::Folded(count)), Part::Same(_)) => *count += 1,
                (Some(Part::Folded(count)), Part::Folded(more)) => *count += more,
                (_, Part::Same(_)) => folded.push(Part::Folded(1)),
                (_, part) => folded.push(part),
            }
        }
        self.parts = folded;
    }
}

/// A part of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// So many lines that are the same are left out.
    Folded(usize),
    /// A line of both.
    Same(String),
    /// A line that goes.
    Removed(String),
    /// A line that comes.
    Added(String),
}

/// What differs between two versions of the folder, file by file. `clinicians` are those in force: a number of theirs is
/// blanked wherever it stands.
pub fn difference(old: &Files, new: &Files, clinicians: &Clinicians) -> Vec<FileDifference> {
    let mut found = Vec::new();
    if old.practice != new.practice || old.patients != new.patients {
        let shades = [old, new].map(|files| Shade::of(files, [old, new], clinicians));
        found.extend(practice(old, new, &shades));
        found.extend(list(old, new, &shades));
    }
    found.extend(sentences(old, new));
    found
}

/// Both versions with those rows of the list alone that the other has not: what is to be read of a long list to say what
/// differs. Where the columns are others the lists stay whole.
pub fn differing_rows(old: &Files, new: &Files) -> [Files; 2] {
    let both = [old, new];
    let texts = both.map(|files| {
        let bytes = files.patients.as_deref().unwrap_or_default();
        patients::text(bytes, &mut Findings::default()).into_owned()
    });
    let [was, is] = texts.each_ref().map(|text| {
        let body = Header::read(text, &mut Findings::default()).body;
        text.split_at_checked(body).unwrap_or((text.as_str(), ""))
    });
    if was.0 != is.0 {
        return both.map(Files::clone);
    }
    let only = |these: &str, others: &str| {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for line in others.lines() {
            *count.entry(line).or_default() += 1;
        }
        let mut rows = was.0.to_owned();
        for line in these.lines() {
            match count.get_mut(line) {
                Some(left) if *left > 0 => *left -= 1,
                _ => {
                    rows.push_str(line);
                    rows.push('\n');
                }
            }
        }
        rows
    };
    let lists = [only(was.1, is.1), only(is.1, was.1)];
    let mut lists = lists.into_iter();
    both.map(|files| Files {
        practice: files.practice.clone(),
        patients: files
            .patients
            .as_ref()
            .and(lists.next())
            .map(String::into_bytes),
        sentences: Vec::new(),
    })
}

/// How many lines came and went, file by file.
pub fn counts(old: &Files, new: &Files) -> Vec<Lines> {
    let mut found: Vec<(String, [&[u8]; 2])> = vec![
        (PRACTICE.to_owned(), [&old.practice, &new.practice]),
        (
            PATIENTS.to_owned(),
            [
                old.patients.as_deref().unwrap_or_default(),
                new.patients.as_deref().unwrap_or_default(),
            ],
        ),
    ];
    for name in names(old, new) {
        let texts =
            [old, new].map(|files| sentences_of(files, &name).unwrap_or_default().as_bytes());
        found.push((format!("prompts/{name}.ftl"), texts));
    }
    found.retain(|(_, [old, new])| old != new);
    let count = |(file, texts): (String, [&[u8]; 2])| {
        let [old, new] = texts.map(String::from_utf8_lossy);
        let (added, removed) = counted(&steps(&lines(&old), &lines(&new)));
        Lines {
            file,
            added,
            removed,
        }
    };
    found.into_iter().map(count).collect()
}

fn counted(steps: &[DiffOp]) -> (usize, usize) {
    let changed = steps.iter().filter(|step| step.tag() != DiffTag::Equal);
    changed.fold((0, 0), |(added, removed), step| {
        (
            added + step.new_range().len(),
            removed + step.old_range().len(),
        )
    })
}

/// The lines, each with its end.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn steps(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let deadline = Instant::now().checked_add(PATIENCE);
    capture_diff_slices_deadline(Algorithm::Myers, old, new, deadline)
}

/// How the lines of one version are blanked.
struct Shade {
    blanker: Blanker,
    text: String,
    list: Header,
    list_text: String,
}

impl Shade {
    fn of(files: &Files, both: [&Files; 2], clinicians: &Clinicians) -> Self {
        let text = practice_text(files);
        let (table, slips) = DeTable::parse_recoverable(&text);
        let broken = syntax::lost_something(&slips);
        let mut blanker = Blanker::new(table.get_ref(), &text, broken);
        for files in both {
            for number in numbers_in(files) {
                blanker.know(&number);
            }
        }
        for phone in clinicians.iter().flat_map(Clinician::all_phones) {
            blanker.know(&phone.number.guarded_digits().to_string());
        }
        let bytes = files.patients.as_deref().unwrap_or_default();
        let list_text = patients::text(bytes, &mut Findings::default()).into_owned();
        Shade {
            blanker,
            text,
            list: Header::read(&list_text, &mut Findings::default()),
            list_text,
        }
    }

    fn row(&self, line: &str, is_row: bool) -> String {
        let code = is_row.then(|| self.list.code_in(line)).flatten();
        let blanked = self.blanker.csv_line(line, code);
        self.blanker.with_ends(line, &blanked)
    }
}

fn practice_text(files: &Files) -> String {
    let (text, _) = syntax::text(&files.practice, &mut Findings::default());
    text.into_owned()
}

/// Every number that stands there as a clinician's, as far as it can be read.
fn numbers_in(files: &Files) -> Vec<String> {
    let text = practice_text(files);
    let Ok(table) = text.parse::<toml::Table>() else {
        return Vec::new();
    };
    let practice = table.get("practice");
    let country = practice.and_then(|practice| practice.get("country")?.as_str());
    let numbers = Numbers::new(country);
    let list = table.get("clinician").and_then(toml::Value::as_array);
    let mut found = Vec::new();
    for clinician in list.into_iter().flatten() {
        for key in ["phone", "next_phone"] {
            let written: Vec<&str> = match clinician.get(key) {
                Some(toml::Value::String(one)) => vec![one],
                Some(toml::Value::Array(list)) => {
                    list.iter().filter_map(toml::Value::as_str).collect()
                }
                _ => Vec::new(),
            };
            found.extend(
                written
                    .into_iter()
                    .map(|written| match numbers.read(written) {
                        Ok(number) => number.wire(),
                        Err(_) => written.chars().filter(char::is_ascii_digit).collect(),
                    }),
            );
        }
    }
    found
}

fn practice(old: &Files, new: &Files, shades: &[Shade; 2]) -> Option<FileDifference> {
    if old.practice == new.practice {
        return None;
    }
    let [was, is] = shades;
    let sides = [was, is].map(|shade| {
        let text = shade.text.as_str();
        let place =
            move |line: &str| (line.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let show = move |line: &str| {
            let start = place(line);
            let line = line.trim_end_matches(['\r', '\n']);
            let blanked = shade.blanker.toml_line(line, start);
            shade.blanker.with_ends(line, &blanked)
        };
        Side {
            text,
            show: Box::new(show),
        }
    });
    compared(PRACTICE, &sides)
}

fn list(old: &Files, new: &Files, shades: &[Shade; 2]) -> Option<FileDifference> {
    if old.patients == new.patients {
        return None;
    }
    let [was, is] = shades;
    let sides = [was, is].map(|shade| {
        let text = shade.list_text.as_str();
        let show = move |line: &str| {
            let start = (line.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
            shade.row(
                line.trim_end_matches(['\r', '\n']),
                start >= shade.list.body,
            )
        };
        Side {
            text,
            show: Box::new(show),
        }
    });
    compared(PATIENTS, &sides)
}

/// The names of the sentences in either.
fn names(old: &Files, new: &Files) -> Vec<String> {
    let all = old.sentences.iter().chain(&new.sentences);
    let mut names: Vec<String> = all.map(|(name, _)| name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

fn sentences_of<'a>(files: &'a Files, name: &str) -> Option<&'a str> {
    let found = files.sentences.iter().find(|(known, _)| known == name);
    found.map(|(_, text)| text.as_str())
}

fn sentences(old: &Files, new: &Files) -> Vec<FileDifference> {
    let compare = |name: &String| {
        let sides = [old, new].map(|files| Side {
            text: sentences_of(files, name).unwrap_or_default(),
            show: Box::new(|line: &str| super::blank::words(line.trim_end_matches(['\r', '\n']))),
        });
        compared(&format!("prompts/{name}.ftl"), &sides)
    };
    names(old, new).iter().filter_map(compare).collect()
}

/// One version of a file, and how its lines are shown.
struct Side<'a> {
    text: &'a str,
    show: Box<dyn Fn(&str) -> String + 'a>,
}

fn compared(file: &str, sides: &[Side<'_>; 2]) -> Option<FileDifference> {
    let [old, new] = sides;
    let (was, is) = (lines(old.text), lines(new.text));
    let steps = steps(&was, &is);
    let (added, removed) = counted(&steps);
    if added + removed == 0 {
        return None;
    }
    let mut parts = Vec::new();
    let mut shown = 0;
    let mut unshown = 0;
    let last = steps.len().saturating_sub(1);
    for (place, step) in steps.iter().enumerate() {
        if step.tag() == DiffTag::Equal {
            let ends = (place == 0, place == last);
            fold(
                &mut parts,
                old,
                was.get(step.old_range()).unwrap_or_default(),
                ends,
            );
            continue;
        }
        let sides = [
            (old, was.get(step.old_range()), true),
            (new, is.get(step.new_range()), false),
        ];
        for (side, lines, goes) in sides {
            for line in lines.unwrap_or_default() {
                shown += 1;
                if shown > MOST {
                    unshown += 1;
                    continue;
                }
                let line = (side.show)(line);
                parts.push(if goes {
                    Part::Removed(line)
                } else {
                    Part::Added(line)
                });
            }
        }
        if unshown > 0 {
            let rest = steps.get(place + 1..).unwrap_or_default();
            let (more, less) = counted(rest);
            unshown += more + less;
            break;
        }
    }
    Some(FileDifference {
        file: file.to_owned(),
        added,
        removed,
        parts,
        unshown,
    })
}

/// Lines that are the same: those beside a change are shown.
fn fold(parts: &mut Vec<Part>, side: &Side<'_>, lines: &[&str], (first, last): (bool, bool)) {
    let before = if first { 0 } else { AROUND };
    let after = if last { 0 } else { AROUND };
    let show = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| Part::Same((side.show)(line)))
            .collect::<Vec<_>>()
    };
    if lines.len() <= before + after + 1 {
        parts.extend(show(lines));
        return;
    }
    let hidden: Range<usize> = before..lines.len() - after;
    parts.extend(show(lines.get(..hidden.start).unwrap_or_default()));
    parts.push(Part::Folded(hidden.len()));
    parts.extend(show(lines.get(hidden.end..).unwrap_or_default()));
}
