//! The forms: what they are filled with, what they say of mistakes, and whom they let change what.

use super::*;

async fn opens(whose: &str) -> String {
    let visit = Stand::at("2026-11-23T10:00:00Z").visit(Role::Manager, Tongue::English);
    let (status, page) = read(edit::clinician(Path(whose.to_owned()), visit).await).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    page
}

async fn sends(whose: &str, sent: &str) -> (StatusCode, String) {
    let visit = Stand::at("2026-11-23T10:00:00Z").visit(Role::Manager, Tongue::English);
    read(edit::clinician_sent(Path(whose.to_owned()), posted(visit, sent)).await).await
}

/// How often a piece of the page comes.
fn times(page: &str, piece: &str) -> usize {
    page.matches(piece).count()
}

#[tokio::test]
async fn the_form_is_filled_from_the_notation_and_says_what_it_means() {
    let page = opens("okafor").await;
    assert!(
        page.contains("name=\"kind\" value=\"rows\" checked"),
        "{page}"
    );
    assert!(
        page.contains("name=\"r0-from\" value=\"09:00\"")
            && page.contains("name=\"r1-to\" value=\"18:00\"")
    );
    assert_eq!(times(&page, "checked"), 1 + 2 * 5 + 1);
    assert!(
        page.contains("<code class=\"notation\">Mo-Fr 09:00-12:30,14:00-18:00; PH off</code>"),
        "{page}"
    );
    assert!(page.contains("Monday to Friday <strong>9:00–12:30 and 14:00–18:00</strong>"));
    let base = format!(
        "name=\"base\" value=\"{}\"",
        Stand::at("2026-11-23T10:00:00Z")
            .console
            .relay()
            .in_force()
            .practice
            .version
    );
    assert!(
        page.contains(&base) && page.contains("name=\"csrf\" value=\"token\""),
        "{page}"
    );
}

#[tokio::test]
async fn who_has_no_hours_has_those_of_the_practice() {
    let page = opens("moreau").await;
    assert!(
        page.contains("name=\"kind\" value=\"without\" checked"),
        "{page}"
    );
    assert!(
        page.contains("Monday to Friday <strong>8:30–18:00</strong>"),
        "{page}"
    );
}

#[tokio::test]
async fn a_night_is_said_to_end_on_the_next_day() {
    let page = opens("lindqvist").await;
    assert!(page.contains("the next day</span>"), "{page}");
    assert!(
        page.contains("name=\"r0-from\" value=\"22:00\"")
            && page.contains("name=\"r0-to\" value=\"06:00\"")
    );
}

#[tokio::test]
async fn hours_that_say_more_than_rows_are_changed_in_the_notation() {
    let more = PRACTICE.replace(
        "Mo-Th 22:00-06:00, Fr 18:00-08:00",
        "Mo-Fr 09:00-17:00; 2026 Dec 24 off; PH off",
    );
    let visit = Stand::of(&more, "2026-11-23T10:00:00Z").visit(Role::Manager, Tongue::English);
    let (_, page) = read(edit::clinician(Path("lindqvist".to_owned()), visit).await).await;
    assert!(
        page.contains("These hours say more than days and times can"),
        "{page}"
    );
    assert!(
        page.contains("name=\"notation\" value=\"Mo-Fr 09:00-17:00; 2026 Dec 24 off; PH off\"")
    );
    assert!(page.contains("name=\"kind\" value=\"notation\" checked"));
}

#[tokio::test]
async fn a_row_is_added_and_what_was_entered_stays() {
    let (status, page) = sends(
        "okafor",
        "kind=rows&base=ab12&r0-day=Mo&r0-from=nine&r0-to=12&do=add",
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("name=\"r0-from\" value=\"nine\"")
            && page.contains("name=\"r2-from\" value=\"\""),
        "{page}"
    );
    assert!(page.contains("name=\"base\" value=\"ab12\"") && !page.contains("class=\"wrong\""));
    let (_, page) = sends(
        "okafor",
        "kind=rows&r0-day=Mo&r0-from=nine&r0-to=12&r1-day=Tu&r1-from=8&r1-to=9&do=drop-0",
    )
    .await;
    assert!(
        !page.contains("nine") && page.contains("name=\"r0-from\" value=\"8\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_mistake_is_told_at_its_field_and_what_was_entered_stays() {
    for button in ["save", "check"] {
        let (status, page) = sends(
            "okafor",
            &format!("kind=rows&r0-from=9&r0-to=later&r1-day=Sa&r1-from=10&r1-to=12&do={button}"),
        )
        .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.contains("role=\"alert\"") && page.contains("2 things to correct"),
            "{page}"
        );
        assert!(page.contains("value=\"later\" size=\"6\" maxlength=\"8\" autocomplete=\"off\" placeholder=\"––:––\" aria-invalid=\"true\" aria-describedby=\"wrong-r0-to\""), "{page}");
        assert!(page.contains("<p class=\"wrong\" id=\"wrong-r0-day\">✗ Tick at least one day"));
        assert!(page.contains("name=\"r1-from\" value=\"10\""));
    }
    let (status, page) = sends("okafor", "kind=notation&notation=Mo-Fri+9-5&do=save").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("id=\"wrong-notation\"") && page.contains("value=\"Mo-Fri 9-5\""),
        "{page}"
    );
    let (status, page) = sends("okafor", "kind=notation&notation=24/7+off&do=check").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(page.contains("never open"));
}

#[tokio::test]
async fn what_was_entered_is_explained_before_it_is_saved() {
    let (status, page) = sends(
        "okafor",
        "kind=rows&r0-day=Sa&r0-day=Su&r0-from=22&r0-to=6&r1-day=PH&r1-from=10&r1-to=12&do=check",
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains(">Sa,Su 22:00-06:00; PH 10:00-12:00</code>"),
        "{page}"
    );
    assert!(
        page.contains("Saturday and Sunday <strong>22:00–6:00 (next day)</strong>"),
        "{page}"
    );
    assert!(page.contains("On public holidays 10:00–12:00"));
    let (_, page) = sends("okafor", "kind=rows&r0-day=Mo&r0-from=9&r0-to=12&do=check").await;
    assert!(
        page.contains("On public holidays as on any other day."),
        "{page}"
    );
}

#[tokio::test]
async fn absences_are_listed_added_from_today_and_taken_away() {
    let stand = Stand::at("2026-11-23T10:00:00Z");
    let visit = || stand.visit(Role::Clinician(okafor()), Tongue::English);
    let (status, page) = read(away::show(Path("okafor".to_owned()), visit()).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("name=\"a0-from\" value=\"2026-12-24\"")
            && page.contains("value=\"lindqvist\" selected"),
        "{page}"
    );
    assert!(page.contains("name=\"a1-from\" value=\"\""));
    let send = |sent: &str| away::sent(Path("okafor".to_owned()), posted(visit(), sent));
    let (_, page) = read(send("a0-from=2026-12-24&a0-to=2027-01-02&a0-cover=lindqvist&until=2026-11-27&until-cover=-&do=today").await).await;
    assert!(
        page.contains("name=\"a1-from\" value=\"2026-11-23\"")
            && page.contains("name=\"a1-to\" value=\"2026-11-27\""),
        "{page}"
    );
    let (_, page) = read(send("a0-from=2026-01-01&a0-to=2026-01-02&a0-cover=-&a1-from=2027-02-01&a1-to=2027-02-02&a1-cover=-&do=drop-1").await).await;
    assert!(
        page.contains(">past</span>") && !page.contains("2027-02-01"),
        "{page}"
    );
    let (status, page) =
        read(send("a0-from=2026-12-24&a0-to=2026-12-23&a0-cover=&do=save").await).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.contains("id=\"wrong-a0-to\"") && page.contains("id=\"wrong-a0-cover\""),
        "{page}"
    );
    assert!(page.contains("name=\"a0-to\" value=\"2026-12-23\""));
}

#[tokio::test]
async fn a_rota_shows_its_shifts_in_order_and_what_each_means() {
    let stand = Stand::at("2026-11-23T10:00:00Z");
    let visit = || stand.visit(Role::Manager, Tongue::English);
    let (status, page) = read(rota::show(Path("0".to_owned()), visit()).await).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Rota “on-call”") && page.contains("name=\"s1-r0-to\" value=\"24:00\""),
        "{page}"
    );
    assert!(
        page.contains(">Sa,Su</code>")
            && page.contains("value=\"up-1\"")
            && !page.contains("value=\"up-0\"")
    );
    assert!(page.contains("This week, with these shifts"), "{page}");
    let sent = "s0-clinician=okafor&s0-kind=always&s1-clinician=&s1-kind=rows&s1-r0-day=Mo&s1-r0-from=9&s1-r0-to=12&do=";
    let (status, page) = read(
        rota::sent(
            Path("0".to_owned()),
            posted(visit(), &format!("{sent}save")),
        )
        .await,
    )
    .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("id=\"wrong-s1-clinician\""), "{page}");
    let (_, page) = read(
        rota::sent(
            Path("0".to_owned()),
            posted(visit(), &format!("{sent}up-1")),
        )
        .await,
    )
    .await;
    assert!(
        page.contains("name=\"s0-r0-from\" value=\"9\"") && !page.contains("class=\"wrong\""),
        "{page}"
    );
    assert_eq!(
        read(rota::show(Path("1".to_owned()), visit()).await)
            .await
            .0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn where_there_is_no_rota_one_is_begun() {
    let (without, _) = PRACTICE.split_once("[[rota]]").unwrap();
    let stand = Stand::of(without, "2026-11-23T10:00:00Z");
    let (status, page) = read(
        rota::show(
            Path("0".to_owned()),
            stand.visit(Role::Manager, Tongue::English),
        )
        .await,
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Rota “on-call”") && page.contains("There is no shift"),
        "{page}"
    );
    assert!(stand.week("").await.contains("There is no rota"));
}

#[tokio::test]
async fn a_clinician_changes_the_own_hours_alone_and_an_auditor_none() {
    let stand = Stand::at("2026-11-23T10:00:00Z");
    let own = || stand.visit(Role::Clinician(okafor()), Tongue::English);
    let auditor = || stand.visit(Role::Auditor, Tongue::English);
    let path = |id: &str| Path(id.to_owned());
    let form = "kind=always&do=save";
    let (found, none, may_not) = (StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::FORBIDDEN);
    for (outcome, status) in [
        (edit::clinician(path("okafor"), own()).await, found),
        (edit::clinician(path("lindqvist"), own()).await, none),
        (edit::clinician(path("nobody"), own()).await, none),
        (
            edit::clinician_sent(path("lindqvist"), posted(own(), form)).await,
            none,
        ),
        (away::show(path("lindqvist"), own()).await, none),
        (
            away::sent(path("lindqvist"), posted(own(), "do=save")).await,
            none,
        ),
        (edit::practice(own()).await, may_not),
        (edit::practice_sent(posted(own(), form)).await, may_not),
        (rota::show(Path("0".to_owned()), own()).await, may_not),
        (
            rota::sent(Path("0".to_owned()), posted(own(), "do=save")).await,
            may_not,
        ),
        (edit::clinician(path("okafor"), auditor()).await, may_not),
        (
            edit::clinician_sent(path("okafor"), posted(auditor(), form)).await,
            may_not,
        ),
        (away::show(path("okafor"), auditor()).await, may_not),
        (
            away::sent(path("okafor"), posted(auditor(), "do=save")).await,
            may_not,
        ),
        (edit::practice(auditor()).await, may_not),
        (
            rota::sent(Path("0".to_owned()), posted(auditor(), "do=save")).await,
            may_not,
        ),
    ] {
        let (was, page) = read(outcome).await;
        assert_eq!(was, status, "{page}");
    }
}

#[tokio::test]
async fn what_is_sent_is_shown_as_text_and_never_as_a_page() {
    let (_, page) = sends(
        "okafor",
        "kind=notation&notation=%22%3E%3Cscript%3E&r0-from=%3Cb%3E&r0-to=%22x&do=check",
    )
    .await;
    assert!(
        !page.contains("<script>") && !page.contains("<b>") && page.contains("&lt;script&gt;"),
        "{page}"
    );
}
