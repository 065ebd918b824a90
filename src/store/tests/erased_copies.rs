//! What a patient has written and Nightbell has sent on to somebody else goes with the patient.

use super::*;

fn lindqvist() -> ClinicianId {
    ClinicianId::new("lindqvist").unwrap()
}

/// An urgent text that nobody answered, sent on.
fn sent_on(from: Line, words: &str) -> Effect {
    Effect::Send(Outgoing::words(
        OutgoingKind::Urgent,
        Recipient::Clinician(lindqvist()),
        from,
        Body::Verbatim(words.to_owned()),
        start(),
    ))
}

fn talks(line: Line, phone: E164) -> Effect {
    Effect::UseBackLine {
        clinician: lindqvist(),
        line,
        phone,
        who: Vec::new(),
    }
}

fn marked(mark: u32, phone: E164) -> Effect {
    Effect::UseMark {
        clinician: lindqvist(),
        mark,
        phone,
        who: Vec::new(),
    }
}

#[tokio::test]
async fn an_urgent_text_that_was_sent_on_to_a_colleague_goes_with_the_patient() {
    let (_dir, store) = fresh();
    let marie = number("+447700900457");
    let (rosas, maries) = (back_line(), Line(number("+447700900202")));
    let front = Line(number("+447700900102"));
    let effects = vec![
        talks(rosas, rosa()),
        talks(maries, marie),
        marked(3, rosa()),
        marked(4, marie),
        sent_on(rosas, "I cannot breathe"),
        sent_on(front, "3 Rosa Diaz: I cannot breathe"),
        sent_on(maries, "3 times I called for Rosa Diaz: nobody"),
        sent_on(front, "4 Marie Dupont: Rosa Diaz fell"),
    ];
    store
        .once(ask("1", Outcome::Urgent, effects))
        .await
        .unwrap();
    let whom = Whom {
        names: vec!["Rosa Diaz".to_owned()],
        phones: vec![rosa()],
        shared: Vec::new(),
        clinicians: vec![okafor()],
    };
    assert_eq!(store.outbox().await.unwrap().len(), 4);
    let counts = store.erase_patient(whom, start()).await.unwrap();
    assert_eq!(counts.texts, 2);
    assert_eq!(store.outbox().await.unwrap().len(), 2);
}
