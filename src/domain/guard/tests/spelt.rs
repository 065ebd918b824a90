//! Spellings of a number that people use, and some that only the cunning use: each must be found.

use super::guard;

/// +44 7700 900123.
const BRITISH: &[&str] = &[
    "oh seven seven double oh nine double oh one two three",
    "Zero seven seven zero zero, nine zero zero, one two three",
    "07700 nine hundred, one-two-three",
    "oh 77 double 0, 9 hundred, one twenty-three",
    "my mobile is 0 double 7 double 0 9 double zero 123",
    "0 seventy-seven hundred nine hundred one hundred and twenty three",
    "seventy seven, oh oh, ninety, oh one, twenty-three",
    "O77OO 9OOl23",
    "07700-90O-I23",
    "0 seven thousand seven hundred, nine hundred thousand one hundred and twenty-three",
    "o7700 9oo|23",
    "zero|seven|seven|zero|zero|900|123",
    "0770O|9OO|123",
    "two sevens? 0, two sevens, two zeros, nine, two noughts, 1, 2, 3",
    "zero seven seven, 2 zeros, 9, 2 ohs, 123",
    "0 2x7 2x0 9 2x0 123",
    "zerosevensevenzerozeroninezerozeroonetwothree",
    "callmeonohsevensevendoubleohninedoubleohonetwothree",
    "0seven7hundred nine00 one2three",
    "07700 then 900 and then 123",
    "07700, dash, 900, space, 123",
    "07700 and after that 900 and at the end 123",
    "07700 oh sorry one moment 900123",
    "07700 point 900 dot 123",
    "0 7 7 0 0 plus 9 0 0 plus 1 2 3",
    "null sieben sieben null null neun null null eins zwei drei",
    "nullsiebensiebennullnullneunnullnulleinszweidrei",
    "null siebenundsiebzig null null neunhundert hundertdreiundzwanzig",
    "0 sieben und siebzig 00 neun hundert ein hundert drei und zwanzig",
    "null doppelsieben doppelnull neun doppelt null 123",
    "null zweimal die sieben, zweimal die null, neun, zwei mal 0, eins zwei drei",
    "07700, dann kommt noch die 900 und 123",
    "cero siete siete cero cero nueve cero cero uno dos tres",
    "cero setenta y siete cero cero novecientos ciento veintitrés",
    "cero, dos veces siete, dos veces el cero, nueve cientos, 123",
    "doble siete doble cero nueve doble cero uno dos tres",
    "zéro sept sept zéro zéro neuf zéro zéro un deux trois",
    "ZÉRO SOIXANTE-DIX-SEPT ZÉRO ZÉRO NEUF CENT CENT VINGT-TROIS",
    "zero septante-sept, deux fois zéro, neuf cents, cent vingt trois",
    "zéro, deux fois le sept, double zéro, 9, deux zéros, 123",
    "zero siebenundsiebzig double oh neuf cent ciento veintitrés",
    "https://wa.me/447700900123",
    "wa.me/4477009oo123?text=hi",
    "tel:+44-7700-900-123",
    "tel:%2B447700900123",
    "https://example.com/?call=%2B44%207700%20900%20123&x=1",
    "https://example.com/r?u=https%3A%2F%2Fwa.me%2F%2534%2534%2537%2537%2530%2530%2539%2530%2530%2531%2532%2533",
    "sms:&#48;&#55;&#55;&#x30;&#x30;900123",
    "0&nbsp;7700&nbsp;900&nbsp;123",
    "%EF%BC%90%EF%BC%97%EF%BC%97%EF%BC%90%EF%BC%90900123",
    "0\u{332}7\u{332}7\u{332}0\u{332}0\u{332}9\u{332}0\u{332}0\u{332}1\u{332}2\u{332}3\u{332}",
    "z\u{200b}ero s\u{ad}even se\u{301}ven zero zero ni\u{200d}ne zero zero one two three",
    "𝐳𝐞𝐫𝐨 𝐬𝐞𝐯𝐞𝐧 ｓｅｖｅｎ ⓩⓔⓡⓞ zero 𝟡𝟘𝟘 ①②③",
    "zеrо sеvеn sеvеn zеrо zеrо ninе zеrо zеrо оnе twо thrее",
    "\u{202d}07700 900123\u{202c}",
    "\u{202e}321009 00770",
    "०७७०० ९००१२३",
    "[0][7][7][0][0][9][0][0][1][2][3]",
    "0...7...7...0...0... 9...0...0 😀 1 😀 2 😀 3",
    "Dose 5 mg, 2 x daily. Ring 07700 900 123 between 9 and 12.",
];

/// +33 6 39 98 00 01.
const FRENCH: &[&str] = &[
    "zéro six trente-neuf quatre-vingt-dix-huit zéro zéro zéro un",
    "06 trente neuf quatre vingt dix huit double zéro zéro un",
    "zero six, trente-neuf, nonante-huit, zéro zéro, zéro un",
    "06 39 quatre-vingt dix-huit 00 01",
    "mon portable : zéro six, puis trente-neuf, puis quatre-vingt-dix-huit, ensuite deux fois zéro et zéro un",
    "06 39 98 triple zéro 1",
    "null sechs neununddreißig achtundneunzig dreimal die null eins",
    "0033 6 neununddreissig acht und neunzig null null null eins",
    "oh six thirty-nine ninety-eight triple oh one",
    "seis treinta y nueve noventa y ocho tres veces cero uno",
    "+33 (0)6.39.98.00.01",
    "six cent trente-neuf neuf cent quatre-vingts zéro zéro un",
];

/// +33 6 71 77 91 16, for what French makes of sixty and eighty.
const TENS: &[&str] = &[
    "06 soixante et onze soixante-dix-sept quatre-vingt-onze seize",
    "zéro six soixante-et-onze soixante dix sept quatre vingt onze seize",
    "six septante et un septante-sept nonante et un seize",
    "06 einundsiebzig siebenundsiebzig einundneunzig sechzehn",
    "06 setenta y uno setenta y siete noventa y uno dieciséis",
    "06 seventy-one seventy-seven ninety-one sixteen",
];

#[test]
fn a_number_spelt_out_is_found_in_every_supported_language() {
    for (number, texts) in [
        ("+447700900123", BRITISH),
        ("+33639980001", FRENCH),
        ("+33671779116", TENS),
    ] {
        let alone = guard(&[number]);
        let among = guard(&["+447700900124", "+4915550100", number, "+3545550123"]);
        let missed: Vec<_> = texts
            .iter()
            .filter(|text| !alone.finds(text) || !among.finds(text))
            .collect();
        assert!(missed.is_empty(), "{missed:#?}");
    }
}

#[test]
fn the_last_one_of_many_clinicians_is_guarded_like_the_first() {
    let numbers: Vec<String> = (0..100).map(|n| format!("+447700900{n:03}")).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let guard = guard(&numbers);
    for number in &numbers {
        assert!(guard.finds(number), "{number}");
    }
    assert!(!guard.finds("+447700900100") && !guard.finds("+447700901050"));
}
