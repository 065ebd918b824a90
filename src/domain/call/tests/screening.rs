//! The clinician's leg: no name before a key, three prompts, then an explicit end.

use crate::domain::decision::Answer;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{PracticeBuilder, ROSA, facts, practice};

const NOW: &str = "Mon 2026-11-23 10:00";

fn okafor() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.language("fr-FR"))
}

#[test]
fn whoever_answers_hears_a_prompt_and_no_name() {
    let surgery = okafor().build();
    let leg = surgery.phone(ROSA, "okafor", NOW).answers();
    let Answer::Screen {
        prompt,
        urgent,
        target,
        ..
    } = &leg.decision.answer
    else {
        panic!("no screening")
    };
    assert_eq!(
        (*prompt, *urgent, target.clinician.as_str()),
        (1, false, "okafor")
    );
    assert_eq!(
        leg.language(),
        "en-GB",
        "the clinician's language, not the patient's"
    );
}

#[test]
fn one_speaks_the_name_and_bridges() {
    let surgery = okafor().build();
    let leg = surgery.phone(ROSA, "okafor", NOW).is_taken();
    let rosa = surgery.patients.iter().next().unwrap().id;
    let caller = Phrase::Caller {
        patients: vec![rosa],
    };
    assert_eq!(leg.decision.answer, Answer::Bridge { say: vec![caller] });
    assert!(leg.because(|r| matches!(r, Reason::Accepted { .. })));
}

#[test]
fn two_ends_the_leg() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.answers();
    let leg = call.screening_key(Some('2'), 0);
    assert!(leg.ends());
    assert!(leg.because(|r| matches!(r, Reason::Declined { .. })));
}

#[test]
fn another_key_asks_again_until_three_prompts_were_heard() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    for (tries, key) in [(0, Some('5')), (1, None)] {
        let leg = call.screening_key(key, tries);
        let Answer::Screen {
            prompt, progress, ..
        } = &leg.decision.answer
        else {
            panic!("asked again")
        };
        assert_eq!((*prompt, progress.tries), (tries + 2, tries + 1));
    }
    let leg = call.screening_key(Some('5'), 2);
    assert!(
        leg.ends(),
        "an explicit end, for the end of the document would bridge"
    );
}

#[test]
fn a_one_after_a_wrong_key_is_taken() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.screening_key(Some('5'), 0);
    assert!(matches!(
        call.screening_key(Some('1'), 1).decision.answer,
        Answer::Bridge { .. }
    ));
}

#[test]
fn while_the_store_is_down_the_name_comes_from_the_row_that_the_url_names() {
    let surgery = okafor().build();
    let leg = surgery
        .phone_with(facts().down(), ROSA, "okafor", NOW)
        .is_taken();
    let rosa = surgery.patients.iter().next().unwrap().id;
    assert!(leg.says(&Phrase::Caller {
        patients: vec![rosa]
    }));
}
