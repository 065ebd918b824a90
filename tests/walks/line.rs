//! Who calls which number, and how the provider says so.

use super::dice::Dice;
use super::surgery::Surgery;
use super::world::World;

/// Withheld, as carriers spell it (protocol sheet 2.1).
pub const SPELLINGS: [&str; 12] = [
    "anonymous",
    "Anonymous",
    "unknown",
    "unavailable",
    "RESTRICTED",
    "private",
    "blocked",
    "+266696687",
    "7378742833",
    "+86282452253",
    "+2562533",
    "+8656696",
];

#[derive(Clone, Debug)]
pub struct Line {
    pub from: String,
    pub to: String,
    pub verstat: Option<&'static str>,
}

impl Line {
    pub fn new(from: &str, to: &str) -> Line {
        Line {
            from: from.to_owned(),
            to: to.to_owned(),
            verstat: None,
        }
    }

    /// Anyone calls any line: mostly patients the front line of their clinician.
    pub fn any(world: &World, dice: &mut Dice) -> Line {
        let surgery = &world.surgery;
        let any_line = dice.pick(&surgery.clinicians).line;
        let line = match dice.weighed(&[(60, 0), (8, 1), (6, 2), (18, 3), (4, 4), (3, 5), (5, 6)]) {
            0 => patient(surgery, dice),
            1 => Some(Line::new(&dice.pick(&surgery.unknown), &any_line)),
            2 => Some(Line::new(dice.pick(&SPELLINGS), &any_line)),
            3 => returning(world, dice),
            4 => Some(Line::new(&dice.pick(&dice_phones(surgery)), &any_line)),
            5 => Some(Line::new(&dice.pick(&surgery.clinicians).line, &any_line)),
            _ if surgery.back.is_empty() => None,
            _ => {
                let mut callers = dice_phones(surgery);
                callers.extend(surgery.rows.iter().map(|row| row.phones[0].clone()));
                Some(Line::new(&dice.pick(&callers), &dice.pick(&surgery.back)))
            }
        };
        let mut line = line.unwrap_or_else(|| Line::new(&surgery.unknown[0], &any_line));
        line.verstat = dice.weighed(&[
            (8, None),
            (2, Some("TN-Validation-Passed-A")),
            (1, Some("TN-Validation-Failed-C")),
            (1, Some("No-TN-Validation")),
        ]);
        line
    }

    /// The caller's number, as far as it can be believed.
    pub fn number(&self) -> Option<&str> {
        let disproved = self
            .verstat
            .is_some_and(|verstat| verstat.contains("Failed"));
        let withheld = SPELLINGS.contains(&self.from.as_str());
        (!disproved && !withheld).then_some(self.from.as_str())
    }
}

fn patient(surgery: &Surgery, dice: &mut Dice) -> Option<Line> {
    if surgery.rows.is_empty() {
        return None;
    }
    let row = dice.pick(&surgery.rows);
    Some(Line::new(
        &dice.pick(&row.phones),
        &surgery.clinicians[row.clinician].line,
    ))
}

/// A clinician calls the line that the own phone has shown.
fn returning(world: &World, dice: &mut Dice) -> Option<Line> {
    let mut shown: Vec<_> = world.shown.borrow().keys().cloned().collect();
    shown.sort();
    if shown.is_empty() {
        return None;
    }
    let (who, line) = dice.pick(&shown);
    Some(Line::new(
        &dice.pick(&world.surgery.clinicians[who].phones),
        &line,
    ))
}

fn dice_phones(surgery: &Surgery) -> Vec<String> {
    surgery
        .clinicians
        .iter()
        .flat_map(|clinician| clinician.phones.clone())
        .collect()
}

/// The parameters of every request about the caller's leg.
pub fn caller_params<'a>(line: &'a Line, sid: &'a str, status: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut params = vec![
        ("CallSid", sid),
        ("AccountSid", "AC00000000000000000000000000000001"),
        ("From", &line.from),
        ("To", &line.to),
        ("Caller", &line.from),
        ("Called", &line.to),
        ("CallStatus", status),
        ("ApiVersion", "2010-04-01"),
        ("Direction", "inbound"),
    ];
    params.extend(line.verstat.map(|verstat| ("StirVerstat", verstat)));
    params
}
