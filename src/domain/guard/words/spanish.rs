//! Spanish number words: "seis cinco dos", "setenta y siete", "novecientos".

use super::Entry;
use super::Meaning::*;

#[rustfmt::skip]
pub const WORDS: &[Entry] = &[
    ("cero", Unit(0)), ("uno", Maybe(1)), ("una", Maybe(1)), ("un", Maybe(1)), ("dos", Unit(2)), ("tres", Unit(3)),
    ("cuatro", Unit(4)), ("cinco", Unit(5)), ("seis", Unit(6)), ("siete", Unit(7)), ("ocho", Unit(8)),
    ("nueve", Unit(9)),
    ("ceros", Units(0)), ("unos", Units(1)), ("doses", Units(2)), ("treses", Units(3)), ("cuatros", Units(4)),
    ("cincos", Units(5)), ("seises", Units(6)), ("sietes", Units(7)), ("ochos", Units(8)), ("nueves", Units(9)),
    ("diez", Pair(10)), ("once", MaybePair(11)), ("doce", Pair(12)), ("trece", Pair(13)), ("catorce", Pair(14)),
    ("quince", Pair(15)), ("dieciseis", Pair(16)), ("diecisiete", Pair(17)), ("dieciocho", Pair(18)),
    ("diecinueve", Pair(19)), ("diez|y|seis", Pair(16)), ("diez|y|siete", Pair(17)), ("diez|y|ocho", Pair(18)),
    ("diez|y|nueve", Pair(19)),
    ("veintiuno", Pair(21)), ("veintiun", Pair(21)), ("veintiuna", Pair(21)), ("veintidos", Pair(22)),
    ("veintitres", Pair(23)), ("veinticuatro", Pair(24)), ("veinticinco", Pair(25)), ("veintiseis", Pair(26)),
    ("veintisiete", Pair(27)), ("veintiocho", Pair(28)), ("veintinueve", Pair(29)),
    ("veinte", Tens(2)), ("treinta", Tens(3)), ("cuarenta", Tens(4)), ("cincuenta", Tens(5)), ("sesenta", Tens(6)),
    ("setenta", Tens(7)), ("ochenta", Tens(8)), ("noventa", Tens(9)),
    ("cien", Hundred), ("ciento", Hundred), ("cientos", Hundred), ("mil", Thousand), ("miles", Thousand),
    ("doscientos", Hundreds(2)), ("trescientos", Hundreds(3)), ("cuatrocientos", Hundreds(4)),
    ("quinientos", Hundreds(5)), ("seiscientos", Hundreds(6)), ("setecientos", Hundreds(7)),
    ("ochocientos", Hundreds(8)), ("novecientos", Hundreds(9)), ("doscientas", Hundreds(2)),
    ("trescientas", Hundreds(3)), ("cuatrocientas", Hundreds(4)), ("quinientas", Hundreds(5)),
    ("seiscientas", Hundreds(6)), ("setecientas", Hundreds(7)), ("ochocientas", Hundreds(8)),
    ("novecientas", Hundreds(9)),
    ("doble", Times(2)), ("triple", Times(3)), ("veces", TimesOf), ("el", Article), ("y", Link),
];
