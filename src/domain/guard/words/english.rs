//! English number words, with those of the telephone: "oh", "double seven", "nine hundred".

use super::Entry;
use super::Meaning::*;

#[rustfmt::skip]
pub const WORDS: &[Entry] = &[
    ("zero", Unit(0)), ("nought", Unit(0)), ("naught", Unit(0)), ("aught", Unit(0)), ("nil", Unit(0)),
    ("oh", Maybe(0)), ("o", Maybe(0)), ("one", Maybe(1)), ("two", Unit(2)), ("three", Unit(3)), ("four", Unit(4)),
    ("five", Unit(5)), ("six", Unit(6)), ("seven", Unit(7)), ("eight", Unit(8)), ("nine", Unit(9)), ("niner", Unit(9)),
    ("zeros", Units(0)), ("zeroes", Units(0)), ("noughts", Units(0)), ("naughts", Units(0)), ("ohs", Units(0)),
    ("os", Units(0)), ("ones", Units(1)), ("twos", Units(2)), ("threes", Units(3)), ("fours", Units(4)),
    ("fives", Units(5)), ("sixes", Units(6)), ("sevens", Units(7)), ("eights", Units(8)), ("nines", Units(9)),
    ("ten", Pair(10)), ("eleven", Pair(11)), ("twelve", Pair(12)), ("thirteen", Pair(13)), ("fourteen", Pair(14)),
    ("fifteen", Pair(15)), ("sixteen", Pair(16)), ("seventeen", Pair(17)), ("eighteen", Pair(18)),
    ("nineteen", Pair(19)),
    ("twenty", Tens(2)), ("thirty", Tens(3)), ("forty", Tens(4)), ("fourty", Tens(4)), ("fifty", Tens(5)),
    ("sixty", Tens(6)), ("seventy", Tens(7)), ("eighty", Tens(8)), ("ninety", Tens(9)),
    ("hundred", Hundred), ("hundreds", Hundred), ("thousand", Thousand), ("thousands", Thousand),
    ("double", Times(2)), ("twice", Times(2)), ("triple", Times(3)), ("treble", Times(3)), ("thrice", Times(3)),
    ("quadruple", Times(4)),
    ("times", TimesOf), ("x", TimesOf), ("the", Article), ("a", Article), ("and", Link),
];
