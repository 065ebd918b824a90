//! What the pictures show, and that the tables say the same.

use super::*;

/// The part of the page about somebody.
fn panel<'a>(page: &'a str, title: &str) -> &'a str {
    let from = page
        .find(&format!("<h2>{title}</h2>"))
        .unwrap_or_else(|| panic!("{title}: {page}"));
    let rest = &page[from..];
    rest.split_once("</section>")
        .map_or(rest, |(panel, _)| panel)
}

/// The bars of one kind: where they begin and how long they are.
fn bars(panel: &str, class: &str) -> Vec<(String, String)> {
    let opens = format!("<rect class=\"{class}\" ");
    let found = panel.split(&opens).skip(1);
    let attribute = |rect: &str, name: &str| {
        let value = rect.split(&format!("{name}=\"")).nth(1).unwrap();
        value.split('"').next().unwrap().to_owned()
    };
    found
        .map(|rect| (attribute(rect, "x"), attribute(rect, "width")))
        .collect()
}

#[tokio::test]
async fn a_week_shows_each_day_with_its_hours_and_says_the_same_in_a_table() {
    let page = Stand::at("2026-11-23T10:00:00Z").week("2026-W48").await;
    let okafor = panel(&page, "Dr Ada Okafor");
    assert_eq!(bars(okafor, "w-open").len(), 10);
    assert_eq!(
        bars(okafor, "w-open")[0],
        ("37.500%".into(), "14.583%".into())
    );
    assert!(
        okafor.contains("<td data-name=\"Hours\">09:00–12:30, 14:00–18:00</td>"),
        "{okafor}"
    );
    assert!(
        okafor.contains("Monday to Friday <strong>9:00–12:30 and 14:00–18:00</strong>"),
        "{okafor}"
    );
    assert!(
        okafor.contains("Mon 23 Nov<tspan class=\"w-today\"> · today"),
        "{okafor}"
    );
    assert_eq!(okafor.matches("<circle class=\"w-now\"").count(), 1);
    assert!(okafor.contains("Now, 10:00"));
    assert!(panel(&page, "Claire Moreau, nurse").contains("The practice’s hours"));
}

#[tokio::test]
async fn a_night_goes_over_midnight_into_the_next_day() {
    let page = Stand::at("2026-11-23T10:00:00Z").week("2026-W48").await;
    let nights = panel(&page, "Dr Nils Lindqvist");
    let drawn = bars(nights, "w-open");
    // Monday's evening goes on beyond the right edge, and comes back in from the left on Tuesday.
    assert_eq!(drawn[0], ("91.667%".into(), "10.278%".into()));
    assert_eq!(drawn[1], ("-2%".into(), "26.944%".into()));
    for said in [
        "from 22:00 overnight",
        "until 06:00, from 22:00 overnight",
        "until 08:00",
    ] {
        assert!(
            nights.contains(&format!("<td data-name=\"Hours\">{said}</td>")),
            "{said}: {nights}"
        );
    }
}

#[tokio::test]
async fn the_weeks_in_which_the_clocks_change_are_drawn_as_they_are() {
    let stand = Stand::of(
        &PRACTICE.replace("Mo-Th 22:00-06:00, Fr 18:00-08:00", "24/7"),
        "2026-03-23T10:00:00Z",
    );
    let spring = stand.week("2026-W13").await;
    let spring = panel(&spring, "Dr Nils Lindqvist");
    assert_eq!(bars(spring, "w-missing").len(), 1);
    assert!(
        spring.contains("<rect class=\"w-missing\" x=\"4.167%\""),
        "{spring}"
    );
    assert!(spring.contains("there is no 01:00–02:00"));
    let autumn = stand.week("2026-W43").await;
    let autumn = panel(&autumn, "Dr Nils Lindqvist");
    assert_eq!(autumn.matches("class=\"w-doubled\"").count(), 2);
    assert!(autumn.contains("01:00–02:00 comes twice"));
    assert_eq!(bars(autumn, "w-open").len(), 6 + 4);
    assert!(!panel(&stand.week("2026-W44").await, "Dr Nils Lindqvist").contains("The clocks"));
}

#[tokio::test]
async fn holidays_and_absences_of_the_week_are_hatched_and_named() {
    let page = Stand::at("2026-11-23T10:00:00Z").week("2026-W52").await;
    let okafor = panel(&page, "Dr Ada Okafor");
    assert!(
        okafor.contains("Away: Dr Nils Lindqvist covers"),
        "{okafor}"
    );
    assert_eq!(okafor.matches("class=\"w-lane away\"").count(), 4);
    assert_eq!(bars(okafor, "w-open").len(), 6);
    assert_eq!(bars(okafor, "w-suspended").len(), 2);
    let practice = panel(&page, "The practice");
    assert_eq!(practice.matches("class=\"w-lane holiday\"").count(), 2);
    assert!(
        practice.contains("Public holiday: <span lang=\"en\">Christmas Day</span>"),
        "{practice}"
    );
    let december = Stand::at("2026-11-23T10:00:00Z").week("2026-W49").await;
    assert!(panel(&december, "Claire Moreau, nurse").contains("Away: nobody covers"));
}

#[tokio::test]
async fn the_rota_names_who_is_on_duty_and_marks_where_nobody_is() {
    let page = Stand::at("2026-11-23T10:00:00Z").week("2026-W48").await;
    let rota = panel(&page, "Rota “on-call”");
    assert!(rota.contains("Dr Nils Lindqvist 08:30–24:00"), "{rota}");
    assert!(rota.contains("Dr Ada Okafor all day"), "{rota}");
    // Each working night until 08:30.
    assert_eq!(bars(rota, "w-gap").len(), 5);
    assert!(rota.contains(
        "Gap 00:00–08:30: urgent callers reach nobody, because no shift of the rota runs then"
    ));
    let covered = Stand::at("2026-11-23T10:00:00Z").week("2026-W52").await;
    let covered = panel(&covered, "Rota “on-call”");
    assert!(
        covered.contains("Dr Nils Lindqvist all day, for Dr Ada Okafor, who is away"),
        "{covered}"
    );
}

#[tokio::test]
async fn a_gap_of_somebody_is_drawn_in_red_and_said_in_that_week() {
    let page = Stand::at("2026-11-23T10:00:00Z").week("2026-W48").await;
    let okafor = panel(&page, "Dr Ada Okafor");
    assert_eq!(bars(okafor, "w-gap").len(), 5);
    assert!(okafor.contains("<text class=\"w-note gap\""));
    assert!(page.contains("gaps in the next 90 days"), "{page}");
    // Nobody has urgent access to the others.
    assert_eq!(bars(panel(&page, "Dr Nils Lindqvist"), "w-gap"), []);
    let whole = Stand::of(
        &PRACTICE.replace("Mo-Fr 08:30-24:00", "24/7"),
        "2026-11-23T10:00:00Z",
    );
    let whole = whole.week("2026-W48").await;
    assert!(!whole.contains("<rect class=\"w-gap\" x="));
    assert!(whole.contains("There are no gaps."), "{whole}");
}

#[tokio::test]
async fn the_ninety_days_ahead_are_listed_with_absences_holidays_and_gaps() {
    let page = Stand::at("2026-11-23T10:00:00Z").week("").await;
    let (_, ahead) = page.split_once("id=\"ahead\"").unwrap();
    assert_eq!(ahead.matches("<span class=\"cal-day").count(), 3 * 90 + 4);
    assert_eq!(
        ahead.matches("<span class=\"cal-day away").count() - 1,
        4 + 2
    );
    for said in [
        "<th scope=\"row\">Thu 24 Dec 2026 – Sat 2 Jan 2027</th><td data-name=\"Who\">Dr Ada Okafor</td>",
        "<th scope=\"row\">Tue 1 Dec – Wed 2 Dec 2026</th>",
        "<span lang=\"en\">Boxing Day",
        "<br>Tue 24 Nov 00:00–08:30<br>",
        "<br>and 61 more times</th><td data-name=\"Who\">Callers of Dr Ada Okafor</td>",
    ] {
        assert!(ahead.contains(said), "{said}: {ahead}");
    }
    let gaps = ahead.matches("<tr class=\"gap\">").count();
    assert_eq!(gaps, 1, "one reason, one line");
}

#[tokio::test]
async fn one_goes_from_week_to_week_and_an_unknown_week_is_this_one() {
    let stand = Stand::at("2026-11-23T10:00:00Z");
    let page = stand.week("2026-W53").await;
    assert!(
        page.contains("href=\"/console/hours?week=2026-W52\"")
            && page.contains("href=\"/console/hours?week=2027-W01\"")
    );
    assert!(page.contains("This week</a>") && !page.contains("lies beyond them"));
    assert!(
        stand
            .week("2027-W12")
            .await
            .contains("this week lies beyond them")
    );
    assert!(!page.contains("<circle class=\"w-now\" cx=\"4"));
    for unknown in ["", "2026-W60", "<script>"] {
        assert!(
            stand
                .week(unknown)
                .await
                .contains("Mon 23 Nov – Sun 29 Nov 2026"),
            "{unknown}"
        );
    }
}

#[tokio::test]
async fn a_clinician_sees_the_own_line_alone_and_an_auditor_changes_nothing() {
    let stand = Stand::at("2026-11-23T10:00:00Z");
    let own = stand.visit(Role::Clinician(okafor()), Tongue::French);
    let (status, page) = read(show(own, RawQuery(None)).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("/console/hours/of/okafor")
            && page.contains("du lundi au vendredi".to_owned().as_str())
            || page.contains("Du lundi au vendredi")
    );
    for other in [
        "Lindqvist, ",
        "moreau",
        "Moreau",
        "/console/hours/practice",
        "rota/0",
    ] {
        assert!(!page.contains(other), "{other}: {page}");
    }
    let auditor = stand.visit(Role::Auditor, Tongue::English);
    let (status, page) = read(show(auditor, RawQuery(None)).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Claire Moreau")
            && !page.contains("/console/hours/of/")
            && !page.contains("rota/0")
    );
}

#[tokio::test]
async fn nothing_is_styled_inline_and_no_number_of_a_clinician_is_on_the_page() {
    let page = Stand::at("2026-11-23T10:00:00Z").week("2026-W48").await;
    assert!(!page.contains(" style=") && !page.contains("<script>") && !page.contains(" onclick"));
    assert!(!page.contains("7700900123") && !page.contains("900123"));
}

#[tokio::test]
async fn the_gaps_of_colleagues_are_not_told_to_a_clinician() {
    let stand = Stand::at("2026-11-23T10:00:00Z");
    let lindqvist = ClinicianId::new("lindqvist").unwrap();
    let (_, own) = read(
        show(
            stand.visit(Role::Clinician(okafor()), Tongue::English),
            RawQuery(None),
        )
        .await,
    )
    .await;
    let (_, other) = read(
        show(
            stand.visit(Role::Clinician(lindqvist), Tongue::English),
            RawQuery(None),
        )
        .await,
    )
    .await;
    assert!(own.contains("<tr class=\"gap\">"), "{own}");
    assert!(
        !other.contains("<tr class=\"gap\">") && !other.contains("Okafor"),
        "{other}"
    );
}
