//! The proof of reachability in words, for a practice manager.

use std::ops::Range;

use chrono::{DateTime, NaiveDateTime, NaiveTime, Offset, Utc};

use crate::domain::names::ClinicianId;
use crate::domain::practice::Practice;
use crate::domain::reachability::{Gap, Missing, Proof, WhyNever, WhyNobody};

/// So many gaps of one clinician are told; the others are counted.
const TOLD: usize = 5;

/// What was proven.
pub fn proof(proof: &Proof, practice: &Practice, days: u32) -> Vec<String> {
    let (minutes, people) = (
        grouped(proof.minutes_checked),
        practice.clinicians.iter().count(),
    );
    let mut lines = vec![format!(
        "Reachability, the next {days} days: {minutes} minutes checked ({people} clinicians, \
         ordinary and urgent callers)"
    )];
    lines.push(match proof.gaps.len() {
        0 => "  Every call ends in a person, a message taken, or words with the emergency number. \
              No gaps."
            .to_owned(),
        1 => "  1 gap; see the warnings.".to_owned(),
        many => format!("  {many} gaps; see the warnings."),
    });
    for clinician in practice.clinicians.iter() {
        let of = |gap: &&Gap| gap.clinician == clinician.id;
        let warned = proof.gaps.iter().any(|gap| of(&gap) && is_urgent(gap));
        let mut idle = proof.idle.iter().filter(of);
        if let (false, Some(first)) = (warned, idle.next()) {
            let more = and_more(idle.count());
            let gap = sentence(first, practice).replace(" reach nobody ", " would reach nobody ");
            lines.push(format!("  If urgent access were given: {gap}{more}"));
        }
    }
    lines
}

/// The gaps, clinician by clinician.
pub fn warnings(proof: &Proof, practice: &Practice) -> Vec<String> {
    let mut lines = Vec::new();
    for clinician in practice.clinicians.iter() {
        let gaps: Vec<&Gap> = proof
            .gaps
            .iter()
            .filter(|gap| gap.clinician == clinician.id)
            .collect();
        lines.extend(gaps.iter().take(TOLD).map(|gap| sentence(gap, practice)));
        if gaps.len() > TOLD {
            let more = gaps.len() - TOLD;
            lines.push(format!(
                "... and {more} more for callers of {}",
                clinician.name
            ));
        }
    }
    lines
}

/// How many patients have no back line of their own.
pub fn without_back_line(proof: &Proof, practice: &Practice) -> Vec<String> {
    let short = proof.without_back_line.iter().map(|short| {
        let (lines, who) = (practice.back_lines.len(), name(practice, &short.clinician));
        format!(
            "{} of {who}'s {} patients in conversation have no back line of their own, since there \
             are {lines}: their calls show {who}'s front line and cannot simply be called back; add \
             numbers to `back` under [lines]",
            short.without, short.conversations
        )
    });
    short.collect()
}

/// One gap as a sentence: "urgent callers of Dr Ada Okafor reach nobody on Mon 30 Nov 00:00-08:30: no shift".
pub fn sentence(gap: &Gap, practice: &Practice) -> String {
    let (who, when) = (name(practice, &gap.clinician), span(&gap.span, practice));
    match &gap.what {
        Missing::UrgentReachNobody(why) => {
            let why = match why {
                WhyNobody::NoRota => "no rota".to_owned(),
                WhyNobody::NoShift => "no shift".to_owned(),
                WhyNobody::DutyAway { clinician } => format!(
                    "{}, who is on duty, is away and nobody covers",
                    name(practice, clinician)
                ),
                WhyNobody::Unexplained => "nobody's phone can be rung".to_owned(),
            };
            format!("urgent callers of {who} reach nobody {when}: {why}")
        }
        Missing::NeverRings(WhyNever::Away) => {
            format!("callers of {who} never ring anybody {when}: away, and no stand-in takes calls")
        }
        Missing::NeverRings(WhyNever::Closed) => {
            format!("callers of {who} never ring anybody {when}: the hours are never open then")
        }
        Missing::CoverNeverOpen { cover } => {
            let cover = name(practice, cover);
            format!("{cover} covers {who} {when} and takes no calls in all that time")
        }
        Missing::NoEnd => format!(
            "a call to {who} would end in silence {when}: please report this, the fault is Nightbell's"
        ),
    }
}

fn is_urgent(gap: &Gap) -> bool {
    matches!(gap.what, Missing::UrgentReachNobody(_))
}

fn and_more(count: usize) -> String {
    match count {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    }
}

fn name<'a>(practice: &'a Practice, id: &'a ClinicianId) -> &'a str {
    practice
        .clinicians
        .get(id)
        .map_or(id.as_str(), |clinician| &clinician.name)
}

/// "on Mon 30 Nov 00:00-08:30", "from Sat 28 Nov 00:00 to Mon 30 Nov 08:30"; with the zone's name where the clocks
/// change in between.
fn span(span: &Range<DateTime<Utc>>, practice: &Practice) -> String {
    let (start, end) = (
        span.start.with_timezone(&practice.zone),
        span.end.with_timezone(&practice.zone),
    );
    let mark = |at: &DateTime<chrono_tz::Tz>| match start.offset().fix() == end.offset().fix() {
        true => String::new(),
        false => format!(" {}", at.format("%Z")),
    };
    let (from, to) = (start.naive_local(), end.naive_local());
    let midnight_after = NaiveDateTime::new(from.date(), NaiveTime::MIN) + chrono::Days::new(1);
    let end_of_day = to == midnight_after;
    if from.date() == to.date() || end_of_day {
        let until = if end_of_day {
            "24:00".to_owned()
        } else {
            to.format("%H:%M").to_string()
        };
        let day = from.format("%a %-d %b %H:%M");
        return format!("on {day}{}-{until}{}", mark(&start), mark(&end));
    }
    let moment = |at: NaiveDateTime| at.format("%a %-d %b %H:%M").to_string();
    format!(
        "from {}{} to {}{}",
        moment(from),
        mark(&start),
        moment(to),
        mark(&end)
    )
}

/// Digits in groups of three: "5 184 000".
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            words.push(' ');
        }
        words.push(digit);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_read_in_groups() {
        assert_eq!(
            [7, 1000, 5_184_000].map(grouped),
            ["7", "1 000", "5 184 000"]
        );
    }
}
