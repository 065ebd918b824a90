//! What a practice may write, and what it is told when it does not work.

use proptest::prelude::*;

use super::*;
use crate::domain::guard::Guard;
use crate::domain::names::Language;
use crate::domain::phrase::Phrase;
use crate::prompts::Prompts;
use crate::prompts::samples::practice;

fn language(tag: &str) -> Language {
    tag.parse().unwrap()
}

fn with(files: &[(&str, &str)]) -> (Prompts, Vec<SentenceProblem>) {
    let files: Vec<_> = files
        .iter()
        .map(|(file, source)| ((*file).to_owned(), (*source).to_owned()))
        .collect();
    let guard = Guard::new(&practice().clinicians);
    Prompts::new(&files, &|text| guard.finds(text))
}

fn goodbye(prompts: &Prompts, tag: &str) -> String {
    prompts.say(&Phrase::Goodbye, language(tag), &practice())
}

/// Asserts one problem: its line, its severity and part of its words.
fn one_problem(source: &str, line: usize, severity: Severity, words: &str) -> Prompts {
    let (prompts, problems) = with(&[("en", source)]);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(
        (problems[0].line, problems[0].severity),
        (line, severity),
        "{problems:?}"
    );
    assert!(problems[0].message.contains(words), "{problems:?}");
    prompts
}

#[test]
fn a_practice_says_it_in_its_own_words() {
    let (prompts, problems) = with(&[
        (
            "en",
            "goodbye = Take care, { $practice }\n    is here for you.\n",
        ),
        ("fr-CA", "goodbye = Bonne journée.\n"),
    ]);
    assert_eq!(problems, []);
    assert_eq!(
        goodbye(&prompts, "en-GB"),
        "Take care, Harbour Street Surgery is here for you."
    );
    assert_eq!(goodbye(&prompts, "en-US"), goodbye(&prompts, "en-GB"));
    assert_eq!(goodbye(&prompts, "fr-CA"), "Bonne journée.");
    assert_eq!(goodbye(&prompts, "fr-FR"), "Au revoir.");
    let code = prompts.say(&Phrase::KeyCode, language("en-US"), &practice());
    assert!(code.contains("pound key"));
}

#[test]
fn a_locale_counts_before_its_language() {
    let (prompts, _) = with(&[
        ("en-GB", "goodbye = Cheerio.\n"),
        ("en", "goodbye = Bye.\n"),
    ]);
    assert_eq!(goodbye(&prompts, "en-GB"), "Cheerio.");
    assert_eq!(goodbye(&prompts, "en-AU"), "Bye.");
}

#[test]
fn a_key_may_be_renamed_in_all_sentences_at_once() {
    let (prompts, problems) = with(&[("en", "-hash-key = square key\n")]);
    assert_eq!(problems, []);
    let text = prompts.say(&Phrase::KeyCode, language("en-GB"), &practice());
    assert!(text.contains("square key"));
}

#[test]
fn a_language_of_the_practices_own_is_spoken_and_the_rest_is_english() {
    let (prompts, problems) = with(&[("it", "goodbye = Arrivederci.\n")]);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].severity, Severity::Warning);
    assert!(problems[0].message.contains("spoken in English"));
    assert_eq!(goodbye(&prompts, "it-IT"), "Arrivederci.");
    assert_eq!(
        prompts.say(&Phrase::ScreeningAgain, language("it-IT"), &practice()),
        "Press 1 to take it, 2 for voicemail."
    );
    assert_eq!(
        prompts.spoken_language(language("it-IT")),
        language("it-IT")
    );
}

#[test]
fn a_sentence_that_cannot_be_read_is_told_with_its_line_and_the_others_count() {
    let source = "goodbye = Bye.\n\nwelcome = Hello { $practice\nthanks = Thanks a lot.\n";
    let prompts = one_problem(source, 3, Severity::Error, "needs its `}`");
    assert_eq!(goodbye(&prompts, "en-GB"), "Bye.");
    let say = |phrase| prompts.say(&phrase, language("en-GB"), &practice());
    assert_eq!(
        say(Phrase::Welcome),
        "You have reached Harbour Street Surgery."
    );
    assert_eq!(say(Phrase::Thanks), "Thanks a lot.");
}

#[test]
fn an_unknown_sentence_is_told_with_what_was_meant() {
    one_problem(
        "# ours\ngoodby = Bye.\n",
        2,
        Severity::Error,
        "did you mean `goodbye`?",
    );
    one_problem(
        "lunch-break = We eat.\n",
        1,
        Severity::Error,
        "there is no sentence `lunch-break`",
    );
}

#[test]
fn a_gap_that_the_sentence_does_not_have_leaves_the_built_in_one() {
    let source = "goodbye = Bye { $clinican }.\n";
    let prompts = one_problem(source, 1, Severity::Error, "`goodbye` has no `$clinican`");
    assert_eq!(goodbye(&prompts, "en-GB"), "Goodbye.");
    one_problem(
        "not-reached = { $clinican } is out.\n",
        1,
        Severity::Error,
        "did you mean `clinician`?",
    );
}

#[test]
fn an_emergency_without_its_number_is_not_spoken() {
    let source = "emergency = In an emergency call an ambulance.\n";
    let prompts = one_problem(
        source,
        1,
        Severity::Error,
        "does not say the emergency number",
    );
    let text = prompts.say(&Phrase::Emergency, language("en-GB"), &practice());
    assert!(text.contains("9 9 9"), "{text}");
}

#[test]
fn a_clinicians_number_is_refused_in_any_spelling_and_not_repeated() {
    for number in [
        "07700 900 123",
        "0 7 7 0 0 9 0 0 1 2 3",
        "0{\"7\"}700 900 123",
        "0{\"\\u0037\"}700 900 123",
    ] {
        let source = format!("goodbye = Bye. My own number is {number}.\n");
        let prompts = one_problem(&source, 1, Severity::Error, "clinician's own number");
        assert_eq!(goodbye(&prompts, "en-GB"), "Goodbye.");
    }
    let (_, problems) = with(&[("en", "call-07700900123 = Hello.\n")]);
    assert!(
        problems
            .iter()
            .all(|problem| !problem.message.contains("900123")),
        "{problems:?}"
    );
}

#[test]
fn what_cannot_be_spoken_is_told_and_never_spoken() {
    for (source, words) in [
        ("goodbye = { goodbye }\n", "quotes itself"),
        ("goodbye = { farewell }\n", "does not exist"),
        ("goodbye = { -farewell }\n", "does not exist"),
        ("goodbye = { NUMBER($practice) }\n", "functions"),
        ("goodbye = { \"\" }\n", "empty"),
        ("goodbye =\n    .title = Bye\n", "says nothing"),
    ] {
        let prompts = one_problem(source, 1, Severity::Error, words);
        assert_eq!(goodbye(&prompts, "en-GB"), "Goodbye.", "{source}");
    }
}

#[test]
fn a_screening_that_is_too_long_is_warned_of() {
    let source = format!("screening-again = {}.\n", "Press 1 to answer, ".repeat(4));
    one_problem(&source, 1, Severity::Warning, "more than 42");
}

#[test]
fn a_question_without_its_answer_is_not_sent() {
    let source = "text-confirm = Really for { $patients }?\n";
    let prompts = one_problem(source, 1, Severity::Error, "the number to reply with");
    let asked = Phrase::TextConfirm {
        patients: Vec::new(),
        code: 37,
    };
    let text = prompts.write(&[asked], language("en-GB"), &practice());
    assert_eq!(text, "To a patient? Reply 37 to send it.");
}

#[test]
fn a_text_that_no_longer_says_what_to_send_back_is_warned_of() {
    for (source, words) in [
        (
            "phone-confirm = { $practice } writes to this phone. Answer YES.\n",
            "asks for the word OK",
        ),
        (
            "stop-undo-line = You sent STOP.\n",
            "asks for the word START",
        ),
        ("greeting = Call { $clinician } here.\n", "`$hours`"),
    ] {
        one_problem(source, 1, Severity::Warning, words);
    }
}

#[test]
fn a_text_that_costs_as_three_is_warned_of() {
    let source = format!("text-limit = {}\n", "Please wait a little. ".repeat(15));
    one_problem(&source, 1, Severity::Warning, "paid for, as three texts");
}

#[test]
fn every_sentence_about_texts_can_be_a_practices_own() {
    let original = bundles::built_in_source("en").unwrap();
    for language in ["en", "fr", "de", "es"] {
        let own = bundles::built_in_source(language).unwrap();
        let (_, problems) = with(&[(language, own)]);
        assert_eq!(problems, [], "{language}");
    }
    let (prompts, _) = with(&[("en", original)]);
    let greeting = Phrase::Greeting {
        clinician: crate::prompts::samples::clinician("okafor"),
    };
    let written = |prompts: &Prompts| {
        prompts.write(
            std::slice::from_ref(&greeting),
            language("en-GB"),
            &practice(),
        )
    };
    assert_eq!(written(&prompts), written(&Prompts::built_in()));
}

#[test]
fn a_term_that_one_language_has_can_be_renamed_there() {
    let (prompts, problems) = with(&[(
        "fr",
        "-text = message\ntext-sent-to = { -text } pour { $patients }.\n",
    )]);
    assert_eq!(problems, []);
    let sent = Phrase::TextSentTo {
        patients: Vec::new(),
    };
    let text = prompts.write(&[sent], language("fr-FR"), &practice());
    assert_eq!(text, "Message pour un patient.");
}

#[test]
fn a_sentence_given_twice_is_warned_of_and_the_last_counts() {
    let prompts = one_problem(
        "goodbye = One.\n\ngoodbye = Two.\n",
        3,
        Severity::Warning,
        "once more",
    );
    assert_eq!(goodbye(&prompts, "en-GB"), "Two.");
}

#[test]
fn a_file_that_is_no_language_is_told() {
    let (prompts, problems) = with(&[("french", "goodbye = Au revoir.\n")]);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("no language"));
    assert_eq!(goodbye(&prompts, "fr-FR"), "Au revoir.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_file_silences_a_call(source in "(goodbye|welcome|-hash-key)? ?=?[ a-z{}$\"*.\\[\\]\n>-]{0,60}") {
        let (prompts, _) = with(&[("en", source.as_str())]);
        prop_assert!(!goodbye(&prompts, "en-GB").is_empty());
    }
}
