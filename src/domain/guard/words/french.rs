//! French number words, for numbers that are said in pairs: "zéro six trente-neuf quatre-vingt-dix-huit".

use super::Entry;
use super::Meaning::*;

#[rustfmt::skip]
pub const WORDS: &[Entry] = &[
    ("zero", Unit(0)), ("nul", Unit(0)), ("un", Maybe(1)), ("une", Maybe(1)), ("deux", Unit(2)), ("trois", Unit(3)),
    ("quatre", Unit(4)), ("cinq", Unit(5)), ("six", Unit(6)), ("sept", Maybe(7)), ("huit", Unit(8)), ("neuf", Maybe(9)),
    ("zeros", Units(0)), ("uns", Units(1)),
    ("dix", Pair(10)), ("onze", Pair(11)), ("douze", Pair(12)), ("treize", Pair(13)), ("quatorze", Pair(14)),
    ("quinze", Pair(15)), ("seize", MaybePair(16)), ("dix|sept", Pair(17)), ("dix|huit", Pair(18)),
    ("dix|neuf", Pair(19)),
    ("vingt", Tens(2)), ("trente", Tens(3)), ("quarante", Tens(4)), ("cinquante", Tens(5)), ("soixante", Tens(6)),
    ("soixante|dix", Tens(7)), ("soixante|et|dix", Tens(7)), ("septante", Tens(7)),
    ("quatre|vingt", Tens(8)), ("quatre|vingts", Tens(8)), ("huitante", Tens(8)), ("octante", Tens(8)),
    ("quatre|vingt|dix", Tens(9)), ("nonante", Tens(9)),
    ("soixante|et|onze", Pair(71)), ("soixante|onze", Pair(71)), ("soixante|douze", Pair(72)),
    ("soixante|treize", Pair(73)), ("soixante|quatorze", Pair(74)), ("soixante|quinze", Pair(75)),
    ("soixante|seize", Pair(76)),
    ("quatre|vingt|onze", Pair(91)), ("quatre|vingt|et|onze", Pair(91)), ("quatre|vingt|douze", Pair(92)),
    ("quatre|vingt|treize", Pair(93)), ("quatre|vingt|quatorze", Pair(94)), ("quatre|vingt|quinze", Pair(95)),
    ("quatre|vingt|seize", Pair(96)),
    ("cent", Hundred), ("cents", Hundred), ("mille", Thousand),
    ("double", Times(2)), ("triple", Times(3)), ("quadruple", Times(4)),
    ("fois", TimesOf), ("le", Article), ("la", Article), ("et", Link),
];
