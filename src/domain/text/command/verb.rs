//! Which command a text begins with, or almost begins with.

use super::words::Word;

/// What a clinician may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// COMMANDS, and HELP and INFO, which the provider answers as well.
    Commands,
    /// ADD.
    Add,
    /// REMOVE.
    Remove,
    /// PAUSE.
    Pause,
    /// RESUME.
    Resume,
    /// WHO.
    Who,
    /// CALL.
    Call,
}

impl Verb {
    /// The word itself.
    pub fn word(self) -> &'static str {
        match self {
            Verb::Commands => "COMMANDS",
            Verb::Add => "ADD",
            Verb::Remove => "REMOVE",
            Verb::Pause => "PAUSE",
            Verb::Resume => "RESUME",
            Verb::Who => "WHO",
            Verb::Call => "CALL",
        }
    }

    /// The command that a word is.
    pub fn of(word: &Word) -> Option<Verb> {
        Some(match word.plain.as_str() {
            "commands" | "command" | "help" | "info" => Verb::Commands,
            "add" => Verb::Add,
            "remove" => Verb::Remove,
            "pause" => Verb::Pause,
            "resume" => Verb::Resume,
            "who" => Verb::Who,
            "call" => Verb::Call,
            _ => return None,
        })
    }

    /// The command that was probably meant, to be told what it expects; it is never carried out.
    pub fn almost(words: &[Word]) -> Option<Verb> {
        let (first, rest) = words.split_first()?;
        let word = first.plain.as_str();
        if word.chars().count() > 10 {
            return None;
        }
        let close = |verb: &str, most: usize| strsim::damerau_levenshtein(word, verb) <= most;
        // 'And' and 'dad' are words of their own: only what goes on with figures looks like ADD.
        let figures = |word: &Word| word.plain.contains(|c: char| c.is_ascii_digit());
        if close("add", 1) && rest.iter().any(figures) {
            Some(Verb::Add)
        } else if close("remove", 2) {
            Some(Verb::Remove)
        } else if close("pause", 1) {
            Some(Verb::Pause)
        } else if close("call", 1) && of_call(word) && !rest.is_empty() {
            Some(Verb::Call)
        } else {
            None
        }
    }
}

/// 'All', 'can' and 'cell' are words of their own: only what has all letters of CALL and no other was meant for it.
fn of_call(word: &str) -> bool {
    let letters = |c| word.contains(c);
    word.starts_with('c') && "cal".chars().all(letters) && word.chars().all(|c| "cal".contains(c))
}
