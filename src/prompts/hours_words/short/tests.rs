//! The line by example, in every language.

use std::sync::Arc;

use compact_calendar::CompactCalendar;
use proptest::prelude::*;

use super::*;

const LANGUAGES: [&str; 7] = [
    "en-GB", "en-US", "fr-FR", "fr-CA", "es-ES", "es-MX", "de-DE",
];

fn short(expression: &str, tag: &str) -> String {
    let mut calendar = CompactCalendar::default();
    for date in ["2027-01-01", "2027-12-27", "2027-12-28"] {
        calendar.insert(date.parse().unwrap());
    }
    let hours = Hours::new(expression, Arc::new(calendar), chrono_tz::Europe::London).unwrap();
    let monday = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap();
    in_short(&hours, tag.parse().unwrap(), monday)
}

fn table(expression: &str, lines: &[(&str, &str)]) {
    for (tag, line) in lines {
        assert_eq!(short(expression, tag), *line, "{expression} in {tag}");
    }
}

#[test]
fn a_week_with_a_lunch_break_is_one_line_in_the_style_of_the_language() {
    table(
        "Mo-Fr 09:00-12:30,14:00-18:00",
        &[
            ("en-GB", "Mon-Fri 9:00-12:30, 14:00-18:00"),
            ("en-US", "Mon-Fri 9 am-12:30 pm, 2 pm-6 pm"),
            ("fr-FR", "lun-ven 9h-12h30, 14h-18h"),
            ("fr-CA", "lun-ven 9h-12h30, 14h-18h"),
            ("es-ES", "lun-vie 9:00-12:30 y 14:00-18:00"),
            ("es-MX", "lun-vie 9:00-12:30 y 14:00-18:00"),
            ("de-DE", "Mo-Fr 9-12:30 und 14-18 Uhr"),
            ("it-IT", "Mon-Fri 9:00-12:30, 14:00-18:00"),
        ],
    );
}

#[test]
fn days_with_other_hours_follow_and_closed_ones_are_left_out() {
    table(
        "Mo-We,Fr 09:00-17:00; Sa,Su 10:00-12:00,13:30-15:00,16:00-17:00",
        &[
            (
                "en-GB",
                "Mon-Wed, Fri 9:00-17:00; Sat, Sun 10:00-12:00, 13:30-15:00, 16:00-17:00",
            ),
            (
                "en-US",
                "Mon-Wed, Fri 9 am-5 pm; Sat, Sun 10 am-noon, 1:30 pm-3 pm, 4 pm-5 pm",
            ),
            (
                "fr-FR",
                "lun-mer, ven 9h-17h; sam, dim 10h-12h, 13h30-15h, 16h-17h",
            ),
            (
                "es-ES",
                "lun-mié, vie 9:00-17:00; sáb, dom 10:00-12:00, 13:30-15:00 y 16:00-17:00",
            ),
            (
                "de-DE",
                "Mo-Mi, Fr 9-17 Uhr; Sa, So 10-12, 13:30-15 und 16-17 Uhr",
            ),
        ],
    );
}

#[test]
fn holidays_are_named_where_the_rules_close_them() {
    table(
        "Mo-Fr 09:00-17:00; PH off",
        &[
            ("en-GB", "Mon-Fri 9:00-17:00; not on public holidays"),
            ("en-US", "Mon-Fri 9 am-5 pm; not on public holidays"),
            ("fr-FR", "lun-ven 9h-17h; sauf jours fériés"),
            ("es-ES", "lun-vie 9:00-17:00; excepto festivos"),
            ("es-MX", "lun-vie 9:00-17:00; excepto feriados"),
            ("de-DE", "Mo-Fr 9-17 Uhr; nicht an Feiertagen"),
        ],
    );
    for still_open in [
        "Mo-Fr 09:00-17:00; PH 10:00-12:00",
        "PH off; Mo-Fr 09:00-17:00",
        "Mo-Fr 09:00-17:00; PH off; PH 10:00-12:00",
        "Mo-Fr 09:00-17:00; 2027 Dec 24 off",
    ] {
        assert_eq!(short(still_open, "en-GB"), "Mon-Fri 9:00-17:00");
    }
}

#[test]
fn a_night_ends_on_the_next_day() {
    table(
        "18:00-08:00",
        &[
            ("en-GB", "every day 18:00-8:00 (next day)"),
            ("en-US", "every day 6 pm-8 am (next day)"),
            ("fr-FR", "tous les jours 18h-8h (lendemain)"),
            ("es-ES", "lun-dom 18:00-8:00 (día siguiente)"),
            ("de-DE", "täglich 18-8 Uhr (Folgetag)"),
        ],
    );
    assert_eq!(
        short("Sa 09:00-12:00,22:00-06:30", "de-DE"),
        "Sa 9-12 und 22-6:30 Uhr (Folgetag)"
    );
}

#[test]
fn midnight_and_whole_days_have_their_words() {
    table(
        "Fr 18:00-24:00; Sa 00:00-24:00; Su 00:00-12:00",
        &[
            ("en-GB", "Fri 18:00-24:00; Sat all day; Sun 0:00-12:00"),
            ("en-US", "Fri 6 pm-midnight; Sat all day; Sun midnight-noon"),
            ("fr-FR", "ven 18h-24h; sam 24h/24; dim 0h-12h"),
            ("es-ES", "vie 18:00-24:00; sáb 24 horas; dom 0:00-12:00"),
            ("de-DE", "Fr 18-24 Uhr; Sa ganztägig; So 0-12 Uhr"),
        ],
    );
}

#[test]
fn always_and_never_are_words() {
    table(
        "24/7",
        &[
            ("en-GB", "at any time"),
            ("en-US", "at any time"),
            ("fr-FR", "à toute heure"),
            ("es-ES", "a cualquier hora"),
            ("de-DE", "jederzeit"),
        ],
    );
    table(
        "24/7 off",
        &[
            ("en-GB", "no fixed hours"),
            ("fr-FR", "pas d'horaires fixes"),
            ("es-ES", "sin horario fijo"),
            ("de-DE", "keine festen Zeiten"),
        ],
    );
    assert_eq!(
        short("24/7; PH off", "de-DE"),
        "jederzeit; nicht an Feiertagen"
    );
    let zone = chrono_tz::Europe::London;
    let monday = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap();
    let english = Language::ENGLISH;
    assert_eq!(
        in_short(&Hours::always(zone), english, monday),
        "at any time"
    );
    assert_eq!(
        in_short(&Hours::never(zone), english, monday),
        "no fixed hours"
    );
}

#[test]
fn the_week_is_the_one_that_most_weeks_are() {
    for expression in [
        "Mo-Fr 09:00-17:00; 2027 Aug 01-2027 Aug 31 off",
        "Mo-Fr 09:00-17:00; Jul 01-Aug 31 Mo-Fr 09:00-13:00",
        "Mo-Fr 09:00-17:00; week 01-10 Sa 10:00-12:00",
    ] {
        assert_eq!(short(expression, "en-GB"), "Mon-Fri 9:00-17:00");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_week_fits_into_a_text(
        rules in prop::collection::vec((0..5usize, 0..6usize), 1..5),
        tag in prop::sample::select(LANGUAGES.to_vec()),
    ) {
        const DAYS: [&str; 5] = ["", "Mo-Fr ", "Sa ", "PH ", "2027 Mar 20-2027 Apr 03 "];
        const TIMES: [&str; 6] = ["09:00-12:30,13:30-18:30", "18:00-09:00", "22:00-48:00", "00:00-24:00", "off", "23:00-01:30"];
        let text: Vec<_> = rules.iter().map(|(days, times)| format!("{}{}", DAYS[*days], TIMES[*times])).collect();
        let line = short(&text.join("; "), tag);
        let plain = line.chars().all(|c| c.is_alphanumeric() || " -:;,/()'".contains(c));
        prop_assert!(!line.is_empty() && line.chars().count() <= 160 && plain, "{line}");
    }
}
