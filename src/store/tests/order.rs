//! Texts of one conversation go one after the other, also when one is tried again; urgent ones overtake.

use super::sending::*;
use super::*;
use crate::domain::outbox::{Stage, Wait};

fn maya() -> E164 {
    number("+447700900457")
}

#[tokio::test]
async fn a_claimed_row_is_claimed_once_and_the_next_of_its_conversation_waits_for_it() {
    let (_dir, store) = fresh();
    let texts = vec![
        from_patient(rosa(), "one"),
        from_patient(rosa(), "two"),
        from_patient(maya(), "other"),
    ];
    write(&store, texts).await;
    let first = claim(&store, start()).await;
    assert_eq!(words(&first), ["one", "other"]);
    assert_eq!((first[0].attempts, first[0].first_tried), (0, None));
    assert_eq!(claim(&store, start()).await, []);
    assert_eq!(stage_of(&store, "one").await, Stage::Sending);
    assert!(store.accepted(first[0].id, "SM1", start()).await.unwrap());
    assert_eq!(words(&claim(&store, start()).await), ["two"]);
}

#[tokio::test]
async fn what_was_released_while_a_later_one_was_under_way_goes_before_that_is_tried_again() {
    let (_dir, store) = fresh();
    let asked = Outgoing {
        wait: Wait::Answer { code: 42 },
        ..from_patient(rosa(), "first")
    };
    write(&store, vec![asked, from_patient(rosa(), "second")]).await;
    let second = claim(&store, start()).await.remove(0);
    let first = id_of(&store, "first").await;
    decide(&store, later(1), vec![deliver(first)]).await;
    store.try_again(second.id, later(2)).await.unwrap();
    assert_eq!(send_all(&store, later(3)).await, ["first", "second"]);
}

#[tokio::test]
async fn what_is_tried_again_stays_before_what_was_written_later() {
    let (_dir, store) = fresh();
    write(
        &store,
        vec![from_patient(rosa(), "one"), from_patient(rosa(), "two")],
    )
    .await;
    let first = claim(&store, start()).await;
    store.try_again(first[0].id, later(5)).await.unwrap();
    assert_eq!(claim(&store, later(4)).await, []);
    let again = claim(&store, later(5)).await;
    assert_eq!(words(&again), ["one"]);
    assert_eq!(
        (again[0].attempts, again[0].first_tried),
        (1, Some(start()))
    );
    store.accepted(again[0].id, "SM1", later(5)).await.unwrap();
    assert_eq!(send_all(&store, later(5)).await, ["two"]);
}

#[tokio::test]
async fn an_urgent_text_overtakes_its_own_conversation_and_everyone_elses() {
    let (_dir, store) = fresh();
    let backlog = (0..20).map(|n| from_patient(number(&format!("+4477009005{n:02}")), "old"));
    let urgent = Outgoing {
        kind: OutgoingKind::Urgent,
        ..from_patient(rosa(), "help")
    };
    let mut texts: Vec<Outgoing> = backlog.collect();
    texts.extend([from_patient(rosa(), "before"), urgent]);
    write(&store, texts).await;
    let one = Claim {
        most: 1,
        ..due_by(start())
    };
    assert_eq!(words(&store.claim(one).await.unwrap()), ["help"]);
}

#[tokio::test]
async fn what_is_held_blocks_its_conversation_and_what_is_asked_about_does_not() {
    let (_dir, store) = fresh();
    let asked = Outgoing {
        wait: Wait::Answer { code: 42 },
        due: later(15),
        ..to_patient(rosa(), "asked")
    };
    let texts = vec![
        held(from_patient(rosa(), "held"), later(60)),
        from_patient(rosa(), "behind"),
        asked,
        to_patient(rosa(), "beside"),
    ];
    write(&store, texts).await;
    assert_eq!(send_all(&store, start()).await, ["beside"]);
    let id = id_of(&store, "held").await;
    decide(&store, later(1), vec![deliver(id)]).await;
    assert_eq!(send_all(&store, later(1)).await, ["held", "behind"]);
    assert_eq!(store.asked_due(later(14), 9).await.unwrap(), []);
    let asked = id_of(&store, "asked").await;
    assert_eq!(store.asked_due(later(15), 9).await.unwrap(), [asked]);
}

#[tokio::test]
async fn an_answered_question_goes_before_what_was_written_after_it_unless_that_is_under_way() {
    let (_dir, store) = fresh();
    let asked = Outgoing {
        wait: Wait::Answer { code: 42 },
        due: later(15),
        ..to_patient(rosa(), "asked")
    };
    let texts = vec![
        asked,
        to_patient(rosa(), "two"),
        to_patient(rosa(), "three"),
    ];
    write(&store, texts).await;
    let two = claim(&store, start()).await;
    assert_eq!(words(&two), ["two"]);
    let go = Effect::Deliver {
        id: id_of(&store, "asked").await,
        to: Recipient::Number(rosa()),
        from: front_line(),
        mark: None,
        lead: None,
    };
    decide(&store, start(), vec![go]).await;
    assert_eq!(claim(&store, start()).await, []);
    store.accepted(two[0].id, "SM2", start()).await.unwrap();
    assert_eq!(send_all(&store, start()).await, ["asked", "three"]);
}

#[tokio::test]
async fn a_text_that_is_withdrawn_or_refused_lets_the_next_one_go() {
    for stage in [Stage::Withdrawn, Stage::Refused, Stage::GivenUp] {
        let (_dir, store) = fresh();
        write(
            &store,
            vec![from_patient(rosa(), "one"), from_patient(rosa(), "two")],
        )
        .await;
        let id = id_of(&store, "one").await;
        decide(&store, start(), vec![Effect::Advance { id, stage }]).await;
        assert_eq!(send_all(&store, start()).await, ["two"]);
        assert_eq!(stage_of(&store, "one").await, stage);
    }
}

#[tokio::test]
async fn lines_and_clinicians_that_take_nothing_now_are_passed_over() {
    let (_dir, store) = fresh();
    let question = Outgoing {
        kind: OutgoingKind::Confirmation,
        ..from_patient(rosa(), "confirm?")
    };
    let texts = vec![
        from_patient(rosa(), "to okafor"),
        question,
        to_patient(rosa(), "to rosa"),
        to_patient(maya(), "to maya"),
    ];
    write(&store, texts).await;
    let paced = Claim {
        not_from: vec![front_line()],
        not_to: vec![okafor()],
        ..due_by(start())
    };
    assert_eq!(words(&store.claim(paced).await.unwrap()), ["confirm?"]);
    let one_each = Claim {
        per_line: 1,
        not_to: vec![okafor()],
        ..due_by(start())
    };
    let one = store.claim(one_each.clone()).await.unwrap();
    let other = store.claim(one_each).await.unwrap();
    let mut both = [words(&one), words(&other)].concat();
    both.sort_unstable();
    assert_eq!(both, ["to maya", "to rosa"]);
    assert_eq!(words(&claim(&store, start()).await), ["to okafor"]);
}

#[tokio::test]
async fn no_line_starves_another() {
    let (_dir, store) = fresh();
    let mut texts = Vec::new();
    for n in 0..30 {
        let phone = number(&format!("+4477009005{n:02}"));
        texts.push(to_patient(phone, "busy"));
        texts.push(from_patient(phone, "quiet"));
    }
    write(&store, texts).await;
    let few = Claim {
        most: 5,
        ..due_by(start())
    };
    let first = store.claim(few.clone()).await.unwrap();
    let second = store.claim(few).await.unwrap();
    let lines: Vec<Line> = [first, second]
        .concat()
        .iter()
        .map(|row| row.from)
        .collect();
    assert!(lines.contains(&front_line()) && lines.contains(&back_line()));
}

#[tokio::test]
async fn a_text_that_is_too_long_goes_in_pieces_in_order() {
    let (_dir, store) = fresh();
    let long = "word ".repeat(700);
    write(
        &store,
        vec![from_patient(rosa(), &long), from_patient(rosa(), "after")],
    )
    .await;
    let sent = send_all(&store, start()).await;
    assert_eq!(sent.concat(), format!("{long}after"));
    assert_eq!(sent.len(), 4);
}
