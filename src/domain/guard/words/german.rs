//! German number words, with the unit before the ten and the parts in one word: "siebenundsiebzig".

use super::Entry;
use super::Meaning::{self, *};

#[rustfmt::skip]
pub const WORDS: &[Entry] = &[
    ("null", Unit(0)), ("ein", Maybe(1)), ("eins", Maybe(1)), ("eine", Maybe(1)), ("zwei", Unit(2)), ("zwo", Unit(2)),
    ("drei", Unit(3)), ("vier", Unit(4)), ("funf", Unit(5)), ("fuenf", Unit(5)), ("sechs", Unit(6)),
    ("sieben", Unit(7)), ("acht", Unit(8)), ("neun", Unit(9)),
    ("nullen", Units(0)), ("einsen", Units(1)), ("einser", Units(1)), ("zweien", Units(2)), ("zweier", Units(2)),
    ("dreien", Units(3)), ("dreier", Units(3)), ("vieren", Units(4)), ("vierer", Units(4)), ("funfen", Units(5)),
    ("funfer", Units(5)), ("fuenfer", Units(5)), ("sechsen", Units(6)), ("sechser", Units(6)), ("siebenen", Units(7)),
    ("siebener", Units(7)), ("achten", Units(8)), ("achter", Units(8)), ("neunen", Units(9)), ("neuner", Units(9)),
    ("zehn", Pair(10)), ("elf", MaybePair(11)), ("zwolf", Pair(12)), ("zwoelf", Pair(12)), ("dreizehn", Pair(13)),
    ("vierzehn", Pair(14)), ("funfzehn", Pair(15)), ("fuenfzehn", Pair(15)), ("sechzehn", Pair(16)),
    ("siebzehn", Pair(17)), ("achtzehn", Pair(18)), ("neunzehn", Pair(19)),
    ("zwanzig", Tens(2)), ("dreissig", Tens(3)), ("dreisig", Tens(3)), ("vierzig", Tens(4)), ("funfzig", Tens(5)),
    ("fuenfzig", Tens(5)), ("sechzig", Tens(6)), ("siebzig", Tens(7)), ("achtzig", Tens(8)), ("neunzig", Tens(9)),
    ("hundert", Hundred), ("tausend", Thousand),
    ("doppel", Times(2)), ("doppelt", Times(2)), ("doppelte", Times(2)), ("zweimal", Times(2)),
    ("dreifach", Times(3)), ("dreifache", Times(3)), ("dreimal", Times(3)), ("vierfach", Times(4)),
    ("viermal", Times(4)),
    ("mal", TimesOf), ("die", Article), ("der", Article), ("eine", Maybe(1)), ("und", Link),
];

const UNITS: &[(&str, u8)] = &[
    ("ein", 1),
    ("eins", 1),
    ("zwei", 2),
    ("zwo", 2),
    ("drei", 3),
    ("vier", 4),
    ("funf", 5),
    ("fuenf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
];

/// Every unit before every ten: "sieben|und|siebzig" is 77.
pub fn reversed_pairs() -> impl Iterator<Item = (String, Meaning)> {
    let tens = WORDS.iter().filter_map(|(word, meaning)| match meaning {
        Tens(ten) => Some((*word, *ten)),
        _ => None,
    });
    tens.flat_map(|(word, ten)| {
        UNITS
            .iter()
            .map(move |(unit, value)| (format!("{unit}|und|{word}"), Pair(ten * 10 + value)))
    })
}
