//! An urgent text that nobody answers: who is on duty is rung, then the backup, each phone once; then the patient is told.

mod answers;
mod shifts;

use chrono::{DateTime, Duration, Utc};

use crate::domain::decision::{Body, Decision, Effect, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::{Purpose, Target};
use crate::domain::names::OutboxId;
use crate::domain::outbox::Author;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, PracticeBuilder, ROSA, Surgery, at, facts, number, phone_of, practice, target,
};
use crate::domain::text::{
    call_failed, call_failed_wanted, decide, unanswered_urgent, unanswered_urgent_wanted, wanted,
};

use super::{NIGHT, id, patient};

const BODY: &str = "URGENT my chest";

/// Lindqvist with two phones on duty, Moreau as the backup.
fn night() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| {
            c.hours("Mo-Fr 09:00-17:00").phones(2).backup("moreau")
        })
        .clinician("moreau", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent().language("fr-FR"))
        .patient("Marie", "okafor", MARIE, |p| p.urgent())
        .rota("24/7", "lindqvist")
        .back_lines(3)
}

/// What happens, as the store and the job would let it.
struct Watching<'a> {
    surgery: &'a Surgery,
    memory: Memory,
    now: DateTime<Utc>,
}

impl<'a> Watching<'a> {
    fn from(surgery: &'a Surgery, now: DateTime<Utc>) -> Self {
        let memory = facts();
        Watching {
            surgery,
            memory,
            now,
        }
    }

    fn texts(&mut self, from: &str, to: &str, body: &str) -> Decision {
        let text = crate::domain::event::TextEvent {
            sender: crate::domain::testkit::caller(from),
            to: self.surgery.line(to),
            body: body.to_owned(),
            attachments: Vec::new(),
            opt_out: None,
        };
        let wanted = wanted(self.surgery, &self.memory.pauses(), &text, self.now);
        let decision = decide(self.surgery, &self.memory.read(&wanted), &text, self.now);
        self.memory.commit(None, &decision, self.now);
        decision
    }

    fn later(&mut self, minutes: i64) -> &mut Self {
        self.now += Duration::minutes(minutes);
        self
    }

    /// The watches that are due.
    fn due(&self) -> Vec<OutboxId> {
        let desk = &self.memory.desk;
        let due = |text: &OutboxId| desk.watched_over[text].2 <= self.now;
        let mut due: Vec<_> = desk.watches.keys().copied().filter(due).collect();
        due.sort();
        due
    }

    fn look_at(&mut self, text: OutboxId) -> Decision {
        let wanted = unanswered_urgent_wanted(self.surgery, text, self.now);
        let facts = self.memory.read(&wanted);
        let decision = unanswered_urgent(self.surgery, &facts, text, self.now);
        self.memory.commit(None, &decision, self.now);
        decision
    }

    /// The job's round: whose phones are rung.
    fn round(&mut self) -> Vec<Target> {
        let before = self.memory.desk.placed.len();
        for text in self.due() {
            self.look_at(text);
        }
        let placed = &self.memory.desk.placed[before..];
        placed.iter().map(|placed| placed.to.clone()).collect()
    }

    fn sent_to(&self, to: &Recipient) -> Vec<&Outgoing> {
        let sent = self.memory.sent.iter();
        sent.filter(|sent| sent.to == *to).collect()
    }

    fn answered(&self) -> bool {
        self.memory.desk.watches.is_empty()
    }
}

fn urgent(surgery: &Surgery) -> Watching<'_> {
    let mut watching = Watching::from(surgery, at(NIGHT));
    assert_eq!(
        watching.texts(ROSA, "okafor", BODY).outcome.word(),
        "urgent"
    );
    watching
}

fn clinician(whose: &str) -> Recipient {
    Recipient::Clinician(id(whose))
}

#[test]
fn every_phone_of_duty_and_backup_is_rung_once_and_then_the_patient_is_told() {
    let surgery = night().build();
    let mut watching = urgent(&surgery);
    assert_eq!(watching.later(4).round(), [], "five minutes are waited");
    let phones = [
        target(&surgery, "lindqvist", 0),
        target(&surgery, "lindqvist", 1),
        target(&surgery, "moreau", 0),
    ];
    watching.later(1);
    for phone in phones {
        assert_eq!(watching.round(), [phone]);
        assert_eq!(watching.round(), [], "not again at once");
        watching.later(1);
        assert_eq!(watching.round(), [], "it rings");
        watching.later(1);
    }
    let told = watching.sent_to(&Recipient::Number(number(ROSA))).len();
    assert_eq!(told, 1, "so far: that it was sent");
    assert_eq!(watching.round(), []);
    assert!(watching.answered(), "nothing more is done about it");
    let told = watching.sent_to(&Recipient::Number(number(ROSA)));
    let last = told.last().unwrap();
    let say = vec![Phrase::TextUrgentUnanswered, Phrase::Emergency];
    assert_eq!(last.body, Body::Words(say, "fr-FR".parse().unwrap()));
    assert_eq!(last.from, surgery.clinician("okafor").line);
    assert_eq!(told.len(), 2);
}

#[test]
fn the_call_is_about_the_text_and_shows_the_line_over_which_it_came() {
    let surgery = night().build();
    let mut watching = urgent(&surgery);
    let text = watching.due_later();
    watching.later(5).round();
    let placed = &watching.memory.desk.placed[0];
    assert_eq!(placed.purpose, Purpose::UrgentText { text });
    assert_eq!(placed.until, watching.now + Duration::minutes(2));
    let carried = watching.sent_to(&clinician("lindqvist"));
    let line = carried.last().unwrap().from;
    assert!(surgery.is_back_line(line.0));
    assert_eq!(placed.from, line);
}

impl Watching<'_> {
    /// The text that is watched in the end: what was said just before it is not.
    fn due_later(&self) -> OutboxId {
        let rows = self.memory.rows.0.iter();
        let mut words = rows.filter(|row| {
            row.queued.kind == OutgoingKind::Urgent && matches!(row.queued.body, Body::Verbatim(_))
        });
        words.next().unwrap().queued.id
    }
}

#[test]
fn what_nightbell_says_before_the_text_rings_nobody() {
    let surgery = night().build();
    let mut watching = urgent(&surgery);
    assert_eq!(watching.memory.desk.watches.len(), 2, "whose line this is");
    assert_eq!(watching.later(5).round().len(), 1);
    assert_eq!(watching.memory.desk.watches.len(), 1);
}

#[test]
fn the_backup_gets_the_text_as_well_and_an_answer_of_the_backups_ends_it() {
    let surgery = night().build();
    let mut watching = urgent(&surgery);
    watching.later(5).round();
    watching.later(2).round();
    assert_eq!(watching.sent_to(&clinician("moreau")).len(), 0);
    watching.later(2);
    assert_eq!(watching.round(), [target(&surgery, "moreau", 0)]);
    let sent = watching.sent_to(&clinician("moreau"));
    let text = sent.last().unwrap();
    assert_eq!(text.body, Body::Verbatim(BODY.to_owned()));
    assert_eq!(
        (text.kind, &text.author),
        (OutgoingKind::Urgent, &Author::Nightbell)
    );
    assert!(surgery.is_back_line(text.from.0));
    let line = text.from.0.wire();
    assert_eq!(watching.memory.desk.placed.last().unwrap().from, text.from);
    assert_eq!(watching.memory.desk.watches.len(), 1, "no second watch");
    watching
        .later(1)
        .texts(&phone_of(2, 0), &line, "I call you");
    assert!(watching.answered());
}

#[test]
fn the_text_is_given_once_to_each_who_is_rung() {
    let surgery = night().rota("2020 Jan 1", "okafor").build();
    let mut watching = urgent(&surgery);
    for minutes in [5, 2, 2] {
        watching.later(minutes).round();
    }
    let verbatim = |to: &str| {
        let sent = watching.sent_to(&clinician(to));
        sent.into_iter()
            .filter(|sent| matches!(sent.body, Body::Verbatim(_)))
            .count()
    };
    assert_eq!((verbatim("lindqvist"), verbatim("moreau")), (1, 1));
}

#[test]
fn a_backup_with_two_phones_gets_the_text_once() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.backup("moreau"))
        .clinician("moreau", |c| c.phones(2))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "lindqvist")
        .back_lines(1)
        .build();
    let mut watching = urgent(&surgery);
    for minutes in [5, 2, 2] {
        watching.later(minutes);
        assert_eq!(watching.round().len(), 1);
    }
    let sent = watching.sent_to(&clinician("moreau"));
    let verbatim = |sent: &&&Outgoing| matches!(sent.body, Body::Verbatim(_));
    assert_eq!(sent.iter().filter(verbatim).count(), 1);
}

#[test]
fn a_backup_who_is_away_or_whose_phone_has_not_confirmed_gets_no_text() {
    let away = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.backup("moreau"))
        .clinician("moreau", |c| c.away("2026-11-20", "2026-11-27"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "lindqvist")
        .build();
    let mut watching = urgent(&away);
    watching.later(5).round();
    assert_eq!(watching.later(2).round(), []);
    assert!(watching.answered());

    let surgery = night().confirms_phones().build();
    let mut watching = Watching::from(&surgery, at(NIGHT));
    watching.memory = facts().confirmed(&surgery, "lindqvist", 0);
    watching.texts(ROSA, "okafor", BODY);
    for minutes in [5, 2, 2] {
        watching.later(minutes).round();
    }
    let last = watching.memory.desk.placed.last().unwrap();
    assert_eq!(last.to, target(&surgery, "moreau", 0), "it rings");
    assert_eq!(watching.sent_to(&clinician("moreau")).len(), 0);
}

#[test]
fn the_mark_of_one_phone_is_not_shown_in_another() {
    let surgery = night().back_lines(0).build();
    let mut watching = Watching::from(&surgery, at(NIGHT));
    // In Lindqvist's phone Rosa is 2, in Moreau's she will be 1.
    watching.texts(MARIE, "okafor", "URGENT please");
    watching.texts(ROSA, "okafor", BODY);
    watching.memory.desk.watches.remove(&OutboxId(1));
    for minutes in [5, 2, 2] {
        watching.later(minutes).round();
    }
    let sent = watching.sent_to(&clinician("moreau"));
    let bodies: Vec<_> = sent.iter().map(|sent| sent.body.clone()).collect();
    assert_eq!(bodies, [Body::Verbatim(format!("1 Rosa: {BODY}"))]);
}

#[test]
fn several_urgent_texts_of_one_patient_ring_one_phone() {
    let surgery = night().build();
    let mut watching = urgent(&surgery);
    watching
        .later(1)
        .texts(ROSA, "okafor", "URGENT it is worse");
    watching.texts(MARIE, "okafor", BODY);
    let rung = watching.later(5).round();
    let lindqvist = target(&surgery, "lindqvist", 0);
    assert_eq!(rung, [lindqvist.clone(), lindqvist], "Rosa's and Marie's");
    assert_eq!(watching.memory.desk.watches.len(), 2);
}

#[test]
fn what_is_not_watched_or_not_there_any_more_rings_nobody() {
    let surgery = night().build();
    let mut watching = urgent(&surgery);
    let text = watching.due_later();
    watching.memory.rows.0.clear();
    watching.later(5);
    assert_eq!(watching.look_at(text).effects, [Effect::WatchOver { text }]);
    let nothing = watching.look_at(text);
    assert_eq!((nothing.effects, nothing.reasons), (Vec::new(), Vec::new()));
}

#[test]
fn where_nobody_is_on_duty_any_more_the_patient_is_told_at_once() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("Mo-Su 00:00-03:04", "okafor")
        .build();
    let mut watching = urgent(&surgery);
    let text = watching.due_later();
    watching.later(5);
    let told = watching.look_at(text);
    assert!(told.reasons.contains(&Reason::NobodyOnDuty));
    assert!(told.reasons.contains(&Reason::NobodyLeft), "for the log");
    assert!(watching.answered());
    assert_eq!(watching.sent_to(&Recipient::Number(number(ROSA))).len(), 2);
}

#[test]
fn a_call_that_cannot_be_placed_is_told_to_who_asked_and_the_next_phone_is_not_kept_waiting() {
    let surgery = night().build();
    let mut watching = urgent(&surgery);
    let text = watching.due_later();
    watching.later(5).round();
    let failed = |watching: &Watching<'_>, to: &Target, purpose: &Purpose| {
        let wanted = call_failed_wanted(&surgery, purpose, watching.now);
        let facts = watching.memory.read(&wanted);
        call_failed(&surgery, &facts, to, purpose, watching.now)
    };
    let (first, second) = (
        target(&surgery, "lindqvist", 0),
        target(&surgery, "lindqvist", 1),
    );
    let urgent = Purpose::UrgentText { text };
    let due = Effect::WatchOn {
        text,
        rung: vec![first.clone()],
        due: watching.now,
    };
    assert_eq!(
        failed(&watching, &first, &urgent).effects,
        std::slice::from_ref(&due)
    );
    assert_eq!(failed(&watching, &second, &urgent).effects, []);
    watching.memory.desk.carry_out(&due, watching.now);
    assert_eq!(watching.round(), std::slice::from_ref(&second));

    let connect = Purpose::Connect {
        patient: patient(&surgery, "Rosa"),
        phone: surgery.ids.phone(number(ROSA)),
    };
    let told = failed(&watching, &second, &connect);
    let sent: Vec<_> = told.effects.iter().filter_map(sent).collect();
    let [words] = sent.as_slice() else {
        panic!("one text");
    };
    assert_eq!(words.to, Recipient::ClinicianPhone(second.clone()));
    assert_eq!(words.from, Line(surgery.line("lindqvist")));
    let say = vec![Phrase::CommandCallFailed];
    assert_eq!(words.body, Body::Words(say, surgery.language));
    assert_eq!(failed(&watching, &second, &Purpose::ChoosePin).effects, []);
}

fn sent(effect: &Effect) -> Option<&Outgoing> {
    match effect {
        Effect::Send(sent) => Some(sent),
        _ => None,
    }
}
