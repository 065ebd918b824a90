//! The number words that spellings are made of; written down apart from those that the guard knows.

/// For 0 to 9, in the order of the languages: English, French, German, Spanish, and further words that people use.
pub const UNITS: [&[&str]; 10] = [
    &[
        "zero", "zéro", "null", "cero", "oh", "o", "O", "nought", "ZERO",
    ],
    &["one", "un", "eins", "uno", "I", "l", "ein", "une"],
    &["two", "deux", "zwei", "dos", "zwo", "Zwei"],
    &["three", "trois", "drei", "tres", "Three"],
    &["four", "quatre", "vier", "cuatro"],
    &["five", "cinq", "fünf", "cinco", "fuenf"],
    &["six", "six", "sechs", "seis", "SIX"],
    &["seven", "sept", "sieben", "siete", "Seven"],
    &["eight", "huit", "acht", "ocho"],
    &["nine", "neuf", "neun", "nueve", "niner"],
];

/// For 10 to 19.
pub const TEENS: [&[&str]; 10] = [
    &["ten", "dix", "zehn", "diez"],
    &["eleven", "onze", "elf", "once"],
    &["twelve", "douze", "zwölf", "doce"],
    &["thirteen", "treize", "dreizehn", "trece"],
    &["fourteen", "quatorze", "vierzehn", "catorce"],
    &["fifteen", "quinze", "fünfzehn", "quince"],
    &["sixteen", "seize", "sechzehn", "dieciséis"],
    &["seventeen", "dix-sept", "siebzehn", "diecisiete"],
    &["eighteen", "dix huit", "achtzehn", "dieciocho"],
    &["nineteen", "dix-neuf", "neunzehn", "diecinueve"],
];

/// For 20, 30 to 90: English, French, German, Spanish.
pub const TENS: [[&str; 4]; 8] = [
    ["twenty", "vingt", "zwanzig", "veinte"],
    ["thirty", "trente", "dreißig", "treinta"],
    ["forty", "quarante", "vierzig", "cuarenta"],
    ["fifty", "cinquante", "fünfzig", "cincuenta"],
    ["sixty", "soixante", "sechzig", "sesenta"],
    ["seventy", "soixante-dix", "siebzig", "setenta"],
    ["eighty", "quatre-vingts", "achtzig", "ochenta"],
    ["ninety", "quatre-vingt-dix", "neunzig", "noventa"],
];
