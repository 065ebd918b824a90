//! Access codes: from any phone, also withheld, until too many were wrong.

use crate::domain::decision::{Answer, Effect};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Strangers;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, NOBODY, Phoning, PracticeBuilder, ROSA, Surgery, facts, phone_of, practice,
};

const NOW: &str = "Mon 2026-11-23 10:00";

fn with_code() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| {
            p.code("482163")
                .until("2026-11-30")
                .urgent()
                .language("fr-FR")
        })
        .patient("Marie", "lindqvist", MARIE, |p| p.code("9731"))
}

fn keyed<'a>(surgery: &'a Surgery, from: &str, code: &str) -> Phoning<'a> {
    let mut call = surgery.phone(from, "okafor", NOW);
    call.keys(code);
    call
}

#[test]
fn a_right_code_rings_the_clinician_in_every_mode_and_from_any_phone() {
    for mode in [
        Strangers::FrontDesk,
        Strangers::Voicemail,
        Strangers::Refuse,
    ] {
        let surgery = with_code().strangers(mode).build();
        for from in [NOBODY, "withheld", "sip:x"] {
            let call = keyed(&surgery, from, "482163");
            assert_eq!(call.rings(), Some(("okafor", 0)), "{mode:?} {from}");
            assert_eq!(call.language(), "fr-FR");
        }
    }
}

#[test]
fn the_clinician_hears_by_code() {
    let surgery = with_code().build();
    let mut call = keyed(&surgery, "withheld", "482163");
    let rosa = surgery.patients.iter().next().unwrap().id;
    let leg = call.is_taken();
    assert!(
        leg.says(&Phrase::Caller {
            patients: vec![rosa]
        }) && leg.says(&Phrase::ByCode)
    );
}

#[test]
fn who_has_no_code_is_not_announced_by_code() {
    let surgery = with_code().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    assert!(!call.is_taken().says(&Phrase::ByCode));
}

#[test]
fn a_wrong_code_is_asked_for_again_and_then_what_the_practice_chose_happens() {
    let surgery = with_code().strangers(Strangers::Voicemail).build();
    let mut call = surgery.phone(NOBODY, "okafor", NOW);
    assert!(call.says(&Phrase::KeyCode));
    for _ in 0..2 {
        call.keys("0000");
        assert!(call.rings().is_none() && call.says(&Phrase::KeyCode));
    }
    call.keys("0000");
    assert!(!matches!(call.decision.answer, Answer::Announce { .. }));
    assert_eq!(call.takes_message_for(), Some("practice"));
}

#[test]
fn after_a_wrong_code_the_right_one_still_opens() {
    let surgery = with_code().build();
    let mut call = keyed(&surgery, NOBODY, "482164");
    call.keys("482163");
    assert_eq!(call.rings(), Some(("okafor", 0)));
}

#[test]
fn a_code_of_an_ended_grant_opens_nothing() {
    let surgery = with_code().build();
    let mut call = surgery.phone(NOBODY, "okafor", "Tue 2026-12-01 00:00");
    call.keys("482163");
    assert!(call.rings().is_none());
}

#[test]
fn a_code_opens_only_the_line_it_was_given_for() {
    let surgery = with_code().build();
    assert!(keyed(&surgery, NOBODY, "9731").rings().is_none());
}

#[test]
fn a_code_may_be_keyed_only_where_any_could_open() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Marie", "lindqvist", MARIE, |p| p.code("9731"))
        .build();
    let asked = |line| surgery.phone(NOBODY, line, NOW).says(&Phrase::KeyCode);
    assert!(asked("lindqvist") && !asked("okafor"));
}

#[test]
fn outside_hours_a_right_code_leads_to_the_menu_like_the_patients_own_phone() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo 14:00-15:00"))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.code("482163").urgent())
        .rota("24/7", "lindqvist")
        .build();
    let mut call = keyed(&surgery, "withheld", "482163");
    assert!(call.is_menu() && call.offers_urgent());
    call.presses('1');
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    assert!(call.is_taken().says(&Phrase::ByCode));
}

#[test]
fn calls_by_code_count_to_the_patients_limit() {
    let surgery = with_code().calls_per_day(1).build();
    let one = keyed(&surgery, NOBODY, "482163");
    let two = surgery.phone_with(one.memory.clone(), ROSA, "okafor", NOW);
    assert!(two.is_menu());
    let mut three = surgery.phone_with(one.memory.clone(), "withheld", "okafor", NOW);
    three.keys("482163");
    assert!(three.is_menu());
}

/// Wrong codes, two on each call, as often as asked for.
fn guesses(
    surgery: &Surgery,
    from: impl Fn(u32) -> String,
    wrong: u32,
) -> crate::domain::testkit::Memory {
    let mut memory = facts();
    for guess in 0..wrong {
        let mut call = surgery.phone_with(memory, &from(guess), "okafor", NOW);
        call.keys("000000");
        assert!(call.rings().is_none());
        memory = call.memory;
    }
    memory
}

fn opens(
    surgery: &Surgery,
    memory: &crate::domain::testkit::Memory,
    from: &str,
    moment: &str,
) -> bool {
    let mut call = surgery.phone_with(memory.clone(), from, "okafor", moment);
    call.keys("482163");
    call.rings().is_some()
}

#[test]
fn after_five_wrong_codes_of_one_caller_none_opens_until_the_next_day() {
    let surgery = with_code().build();
    let four = guesses(&surgery, |_| NOBODY.to_owned(), 4);
    assert!(opens(&surgery, &four, NOBODY, NOW));
    let five = guesses(&surgery, |_| NOBODY.to_owned(), 5);
    assert!(!opens(&surgery, &five, NOBODY, NOW));
    assert!(!opens(&surgery, &five, NOBODY, "Mon 2026-11-23 23:59:59"));
    assert!(opens(&surgery, &five, NOBODY, "Tue 2026-11-24 00:00"));
    assert!(opens(&surgery, &five, MARIE, NOW), "another caller's code");
    assert!(opens(&surgery, &five, "withheld", NOW));
}

#[test]
fn all_withheld_callers_count_as_one() {
    let surgery = with_code().build();
    let withheld = |guess| match guess % 2 {
        0 => "withheld".to_owned(),
        _ => "sip:x".to_owned(),
    };
    let five = guesses(&surgery, withheld, 5);
    assert!(!opens(&surgery, &five, "withheld", NOW));
    assert!(opens(&surgery, &five, NOBODY, NOW));
}

#[test]
fn after_twenty_wrong_codes_on_a_line_none_opens_for_anyone() {
    let surgery = with_code().build();
    let many = |guess| format!("+4477009008{guess:02}");
    let some = guesses(&surgery, many, 19);
    assert!(opens(&surgery, &some, NOBODY, NOW));
    let twenty = guesses(&surgery, many, 20);
    assert!(!opens(&surgery, &twenty, NOBODY, NOW));
    assert!(opens(&surgery, &twenty, NOBODY, "Tue 2026-11-24 00:00"));
    let mut other = surgery.phone_with(twenty, NOBODY, "lindqvist", NOW);
    other.keys("9731");
    assert_eq!(
        other.rings(),
        Some(("lindqvist", 0)),
        "another line's codes"
    );
}

#[test]
fn where_codes_are_closed_the_words_are_those_of_a_wrong_code() {
    let surgery = with_code().build();
    for closed in [
        facts().wrong_codes_of_caller(5),
        facts().wrong_codes_on_line(20),
        facts().down(),
    ] {
        let mut shut = surgery.phone_with(closed, NOBODY, "okafor", NOW);
        let mut wrong = surgery.phone(NOBODY, "okafor", NOW);
        assert_eq!(shut.decision.answer, wrong.decision.answer);
        shut.keys("482163");
        wrong.keys("000000");
        assert_eq!(shut.decision.answer, wrong.decision.answer);
        assert!(shut.because(|r| matches!(r, Reason::CodesClosed | Reason::CodesNeedStore)));
    }
}

#[test]
fn a_wrong_code_is_counted_for_the_caller_and_for_the_line_and_a_right_one_is_not() {
    let surgery = with_code().build();
    let counted = |code| {
        let call = keyed(&surgery, NOBODY, code);
        let counts = call.decision.effects.iter();
        counts
            .filter(|effect| matches!(effect, Effect::Count { .. }))
            .count()
    };
    assert_eq!(counted("000000"), 2);
    assert_eq!(counted("482163"), 1, "the ring of the day alone");
}

#[test]
fn a_code_keyed_on_a_back_line_opens_nothing() {
    let surgery = with_code().back_lines(1).build();
    let mut call = surgery.phone(NOBODY, "back 1", NOW);
    assert!(!call.says(&Phrase::KeyCode));
    let progress = crate::domain::event::Progress::start(crate::domain::event::Path::Desk);
    call.happens(&crate::domain::event::CallEvent::CodeKeyed {
        digits: "482163".to_owned(),
        progress,
    });
    assert!(call.rings().is_none());
}

#[test]
fn a_code_on_a_borrowed_phone_leaves_the_call_back_with_the_phone_that_the_patient_used_last() {
    let mobile = "+447700900466";
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", &format!("{ROSA};{mobile}"), |p| {
            p.code("482163")
        })
        .back_lines(1)
        .build();
    let hers = surgery.phone(mobile, "okafor", NOW);
    let mut borrowed = surgery.phone_with(hers.memory, NOBODY, "okafor", NOW);
    borrowed.keys("482163");
    let doctor = phone_of(0, 0);
    let back = surgery.phone_with(borrowed.memory, &doctor, "back 1", NOW);
    assert!(back.rings_patient(mobile));
}

#[test]
fn a_code_on_a_borrowed_phone_is_called_back_at_the_patient_and_not_at_the_housemate() {
    let housemate = "+447700900466";
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.code("482163"))
        .patient("Tom", "okafor", &format!("{ROSA};{housemate}"), |p| p)
        .back_lines(1)
        .build();
    let tom = surgery.phone_with(facts(), housemate, "okafor", NOW);
    let mut borrowed = surgery.phone_with(tom.memory, NOBODY, "okafor", NOW);
    borrowed.keys("482163");
    let doctor = phone_of(0, 0);
    let back = surgery.phone_with(borrowed.memory, &doctor, "back 1", NOW);
    assert!(back.rings_patient(ROSA));
}
