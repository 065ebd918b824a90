//! The gaps of the proof of reachability in the reader's words. Several clinicians often share one: it is told once.

use std::ops::Range;

use chrono::{DateTime, Utc};

use super::said;
use crate::console::words::Words;
use crate::domain::names::ClinicianId;
use crate::domain::practice::Practice;
use crate::domain::reachability::{Gap, Missing, WhyNever, WhyNobody};

/// A gap, and whose callers meet it.
pub struct Told<'a> {
    /// When, UTC.
    pub span: Range<DateTime<Utc>>,
    /// What is missing.
    pub what: &'a Missing,
    /// Whose callers.
    pub of: Vec<&'a ClinicianId>,
}

/// A reason, whose callers meet it, and every time that it comes, in order.
pub struct Repeated<'a> {
    /// What is missing.
    pub what: &'a Missing,
    /// Whose callers.
    pub of: Vec<&'a ClinicianId>,
    /// When, UTC; the first is first, and there is one.
    pub spans: Vec<Range<DateTime<Utc>>>,
}

/// What is told once however often it comes, in the order in which each comes first. Clinicians whose callers meet the
/// same at all the same times are one.
pub fn by_reason<'a>(gaps: impl Iterator<Item = &'a Gap>) -> Vec<Repeated<'a>> {
    let mut each: Vec<Repeated<'a>> = Vec::new();
    for gap in gaps {
        let mut known = each.iter_mut();
        match known.find(|known| known.of == [&gap.clinician] && *known.what == gap.what) {
            Some(same) => same.spans.push(gap.span.clone()),
            None => each.push(Repeated {
                what: &gap.what,
                of: vec![&gap.clinician],
                spans: vec![gap.span.clone()],
            }),
        }
    }
    let mut all: Vec<Repeated<'a>> = Vec::new();
    for mut one in each {
        one.spans.sort_by_key(|span| span.start);
        let mut known = all.iter_mut();
        match known.find(|known| known.what == one.what && known.spans == one.spans) {
            Some(same) => same.of.append(&mut one.of),
            None => all.push(one),
        }
    }
    all.sort_by_key(|told| told.spans.first().map(|span| span.start));
    all
}

/// The gaps in order of time; those of several clinicians that are the same are one.
pub fn together<'a>(gaps: impl Iterator<Item = &'a Gap>) -> Vec<Told<'a>> {
    let mut told: Vec<Told<'a>> = Vec::new();
    for gap in gaps {
        match told
            .iter_mut()
            .find(|told| told.span == gap.span && *told.what == gap.what)
        {
            Some(same) => same.of.push(&gap.clinician),
            None => told.push(Told {
                span: gap.span.clone(),
                what: &gap.what,
                of: vec![&gap.clinician],
            }),
        }
    }
    told.sort_by_key(|told| told.span.start);
    told
}

/// What is missing, as a sentence without its moment: "Urgent callers reach nobody: no shift of the rota runs then".
pub fn what(words: &Words, practice: &Practice, missing: &Missing) -> String {
    let of = |id: &ClinicianId| said::name(practice, id).to_owned();
    match missing {
        Missing::UrgentReachNobody(WhyNobody::NoRota) => words.t("hours-gap-no-rota"),
        Missing::UrgentReachNobody(WhyNobody::NoShift) => words.t("hours-gap-no-shift"),
        Missing::UrgentReachNobody(WhyNobody::DutyAway { clinician }) => {
            words.with("hours-gap-duty-away", &[("who", of(clinician).into())])
        }
        Missing::UrgentReachNobody(WhyNobody::Unexplained) => words.t("hours-gap-nobody"),
        Missing::NeverRings(WhyNever::Away) => words.t("hours-gap-never-away"),
        Missing::NeverRings(WhyNever::Closed) => words.t("hours-gap-never-closed"),
        Missing::CoverNeverOpen { cover } => {
            words.with("hours-gap-cover", &[("who", of(cover).into())])
        }
        Missing::NoEnd => words.t("hours-gap-no-end"),
    }
}

/// Whose callers: names, or everybody.
pub fn whose(words: &Words, practice: &Practice, of: &[&ClinicianId]) -> String {
    if is_all(practice, of) {
        return words.t("hours-everybody");
    }
    let names: Vec<&str> = of.iter().map(|id| said::name(practice, id)).collect();
    names.join(", ")
}

/// Whose callers meet it: "Callers of Dr Ada Okafor".
pub fn callers(words: &Words, practice: &Practice, of: &[&ClinicianId]) -> String {
    if is_all(practice, of) {
        return words.t("hours-callers-of-all");
    }
    let who = whose(words, practice, of);
    words.with("hours-callers-of", &[("who", who.into())])
}

/// All of it: "Callers of Dr Ada Okafor, Mon 30 Nov 00:00–08:30: urgent callers reach nobody, because ..."
pub fn sentence(words: &Words, practice: &Practice, gap: &Told<'_>) -> String {
    let gaps = [
        ("who", callers(words, practice, &gap.of).into()),
        ("when", said::span(words, practice.zone, &gap.span).into()),
        ("what", what(words, practice, gap.what).into()),
    ];
    words.with("hours-gap-told", &gaps)
}

fn is_all(practice: &Practice, of: &[&ClinicianId]) -> bool {
    let all = practice.clinicians.iter().count();
    of.len() == all && all > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::words::Tongue;
    use crate::domain::testkit::{at, practice};

    #[test]
    fn a_gap_that_several_share_is_told_once() {
        let gap = |id: &str, from: &str| Gap {
            clinician: ClinicianId::new(id).unwrap(),
            span: from.parse().unwrap().."2026-11-24T08:00:00Z".parse().unwrap(),
            what: Missing::UrgentReachNobody(WhyNobody::NoShift),
        };
        let all = [
            gap("okafor", "2026-11-24T06:00:00Z"),
            gap("okafor", "2026-11-24T05:00:00Z"),
            gap("lindqvist", "2026-11-24T06:00:00Z"),
        ];
        let told = together(all.iter());
        let of: Vec<usize> = told.iter().map(|told| told.of.len()).collect();
        assert_eq!(of, [1, 2]);
    }

    #[test]
    fn a_gap_is_one_sentence_in_the_readers_language() {
        let practice = practice()
            .clinician("okafor", |okafor| okafor)
            .clinician("lindqvist", |lindqvist| lindqvist)
            .build()
            .0;
        let (okafor, lindqvist) = (
            ClinicianId::new("okafor").unwrap(),
            ClinicianId::new("lindqvist").unwrap(),
        );
        let away = Missing::UrgentReachNobody(WhyNobody::DutyAway {
            clinician: lindqvist.clone(),
        });
        let told = |tongue, what: &Missing, of: &[&ClinicianId]| {
            let gap = Told {
                span: at("Tue 2026-11-24 00:00")..at("Tue 2026-11-24 08:30"),
                what,
                of: of.to_vec(),
            };
            sentence(&Words::new(tongue), &practice, &gap).replace('\u{a0}', " ")
        };
        let name = said::name(&practice, &lindqvist);
        let own = said::name(&practice, &okafor);
        assert_eq!(
            told(Tongue::English, &away, &[&okafor]),
            format!(
                "Callers of {own}, Tue 24 Nov 00:00–08:30: urgent callers reach nobody, because {name}, on duty, is away and nobody covers."
            )
        );
        assert_eq!(
            told(Tongue::French, &away, &[&okafor]),
            format!(
                "Appels vers {own}, mar. 24 nov. 00:00–08:30 : les appels urgents n’atteignent personne : {name}, de garde, est en absence et personne ne remplace."
            )
        );
        let all = told(Tongue::French, &Missing::NoEnd, &[&okafor, &lindqvist]);
        assert!(all.starts_with("Appels vers tous les soignants, "), "{all}");
    }

    #[test]
    fn a_gap_that_comes_again_for_the_same_reason_and_the_same_callers_is_one_with_its_times() {
        let gap = |id: &str, from: &str, why: WhyNobody| Gap {
            clinician: ClinicianId::new(id).unwrap(),
            span: from.parse().unwrap().."2026-12-24T08:00:00Z".parse().unwrap(),
            what: Missing::UrgentReachNobody(why),
        };
        let all = [
            gap("okafor", "2026-11-25T06:00:00Z", WhyNobody::NoShift),
            gap("okafor", "2026-11-24T06:00:00Z", WhyNobody::NoShift),
            gap("okafor", "2026-11-26T06:00:00Z", WhyNobody::NoRota),
            gap("lindqvist", "2026-11-25T06:00:00Z", WhyNobody::NoShift),
            gap("moreau", "2026-11-26T06:00:00Z", WhyNobody::NoRota),
        ];
        let told = by_reason(all.iter());
        let counts = told.iter().map(|told| (told.spans.len(), told.of.len()));
        assert_eq!(counts.collect::<Vec<_>>(), [(2, 1), (1, 1), (1, 2)]);
        let first = told[0].spans[0].start.to_rfc3339();
        assert!(first.starts_with("2026-11-24T06"), "{first}");
    }
}
