//! Pictures travel as media where the lines carry them; what cannot travel is refused with a reason.

use super::{NIGHT, NOW, surgery, with_pictures};
use crate::domain::decision::Effect;
use crate::domain::media::Refusal;
use crate::domain::outbox::Stage;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{Memory, ROSA, Surgery, at, facts, number, phone_of};
use crate::domain::text;

fn conversation(surgery: &Surgery) -> Memory {
    let used = at("Mon 2026-11-23 09:00");
    facts().back_line(surgery, "okafor", "back 1", ROSA, used)
}

#[test]
fn a_patients_picture_goes_on_with_the_words_also_when_it_is_held() {
    let surgery = surgery().build();
    for (moment, word) in [(NOW, "relay"), (NIGHT, "hold")] {
        for body in ["My knee", ""] {
            let event = with_pictures(&surgery, ROSA, "okafor", body, &["image/jpeg", "image/png"]);
            let text = surgery.texts(facts(), &event, at(moment));
            assert_eq!(text.word(), word);
            let carried = text.carried().unwrap();
            assert_eq!(carried.attachments, event.attachments);
            assert!(!text.words_to_anyone().contains(&&Phrase::TextNoPictures));
        }
    }
}

#[test]
fn where_the_lines_or_the_reader_take_no_pictures_the_words_go_on_and_the_patient_is_told_once_a_day()
 {
    let lines = surgery().no_pictures().build();
    let reader = crate::domain::testkit::practice()
        .clinician("okafor", |c| c.no_pictures())
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    for surgery in [lines, reader] {
        let event = |body| with_pictures(&surgery, ROSA, "okafor", body, &["image/jpeg"]);
        let alone = surgery.texts(facts(), &event(""), at(NOW));
        assert_eq!((alone.word(), alone.reaches()), ("refuse", None));
        let told = [&Phrase::TextNoPictures, &Phrase::Emergency];
        assert_eq!(alone.answers(ROSA), told);
        let again = surgery.texts(alone.memory, &event(" "), at(NOW));
        assert_eq!((again.word(), again.sends().len()), ("refuse", 0));
        let words = surgery.texts(facts(), &event("My knee"), at(NOW));
        assert_eq!((words.word(), words.reaches()), ("relay", Some("okafor")));
        assert_eq!(words.answers(ROSA), told);
        assert!(words.sends().iter().all(|sent| sent.attachments.is_empty()));
    }
}

#[test]
fn a_clinicians_photo_goes_on_and_a_card_is_refused_at_once_with_the_words_going_on() {
    let surgery = surgery().build();
    let okafor = phone_of(0, 0);
    let photo = with_pictures(&surgery, &okafor, "back 1", "", &["image/jpeg"]);
    let text = surgery.texts(conversation(&surgery), &photo, at(NOW));
    assert_eq!(text.carried().unwrap().attachments, photo.attachments);
    for (claimed, why) in [
        ("text/vcard", Refusal::Card),
        ("text/x-vcard; charset=utf-8", Refusal::Card),
        ("text/calendar", Refusal::Calendar),
        ("application/octet-stream", Refusal::Unknown),
        ("image/heic", Refusal::NotCleanable),
    ] {
        let card = with_pictures(&surgery, &okafor, "back 1", "", &[claimed]);
        let text = surgery.texts(conversation(&surgery), &card, at(NOW));
        assert_eq!((text.word(), text.carried()), ("refuse", None), "{claimed}");
        let refused = Phrase::TextAttachmentRefused { why };
        assert_eq!(text.tells("okafor"), [&refused]);
        let both = [claimed, claimed, "image/png"];
        let words = with_pictures(&surgery, &okafor, "back 1", "See you", &both);
        let text = surgery.texts(conversation(&surgery), &words, at(NOW));
        assert_eq!(text.tells("okafor"), [&refused], "told once");
        let carried = text.carried().unwrap();
        assert_eq!(
            carried.to,
            crate::domain::decision::Recipient::Number(number(ROSA))
        );
        assert_eq!(carried.attachments, words.attachments[2..]);
    }
}

#[test]
fn the_author_hears_that_an_attachment_stays_and_a_text_with_nothing_left_is_withdrawn() {
    let surgery = surgery().build();
    let why = Refusal::Disguised;
    for (body, withdrawn) in [("", true), ("My knee", false)] {
        let event = with_pictures(&surgery, ROSA, "okafor", body, &["image/jpeg"]);
        let text = surgery.texts(facts(), &event, at(NIGHT));
        let id = text.memory.rows.at(Stage::Held)[0].queued.id;
        let refused = surgery.about(text.memory, id, NIGHT, |surgery, facts, now| {
            text::attachment_refused(surgery, facts, why, now)
        });
        let told = Phrase::TextAttachmentRefused { why };
        assert_eq!(refused.answers(ROSA), [&told, &Phrase::Emergency]);
        let advance = Effect::Advance {
            id,
            stage: Stage::Withdrawn,
        };
        assert_eq!(refused.effects().contains(&advance), withdrawn, "{body}");
    }
    let event = with_pictures(&surgery, &phone_of(0, 0), "back 1", "", &["image/jpeg"]);
    let text = surgery.texts(conversation(&surgery), &event, at(NOW));
    let id = text.memory.rows.at(Stage::Waiting)[0].queued.id;
    let refused = surgery.about(text.memory, id, NOW, |surgery, facts, now| {
        text::attachment_refused(surgery, facts, why, now)
    });
    assert_eq!(
        refused.tells("okafor"),
        [&Phrase::TextAttachmentRefused { why }]
    );
}
