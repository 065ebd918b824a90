//! What clinicians really write, full of figures and number words: all of it must pass, or they give up.

use super::guard;

/// Numbers that nobody may learn in these tests; several countries, so that several lengths are compared.
const CLINICIANS: &[&str] = &[
    "+447700900123",
    "+447700900777",
    "+33639980001",
    "+4915550123456",
    "+34655550123",
    "+12125550123",
    "+3545550123",
    "+4520123456",
    "+2904567",
];

const ENGLISH: &[&str] = &[
    "Take one or two tablets twice a day for seven days, then one at night for fourteen nights.",
    "Two 500 mg tablets four times a day, no more than eight in twenty-four hours.",
    "Your BP was 142/88, 138/84 and 135/86; pulse 72, 68 and 70. Sats 97-98 %.",
    "HbA1c 48 mmol/mol (6.5 %), eGFR > 90, ferritin 12, B12 187, TSH 2.4, CRP < 5, K 4.1, Na 139.",
    "INR 2.3 on 01/11, 2.8 on 08/11, 3.1 on 15/11. Warfarin 3 mg, 3 mg, 4 mg, 3 mg, 3 mg, 4 mg, 3 mg.",
    "NHS number 943 476 5919, date of birth 07/07/1970, hospital number RXH 1009001.",
    "Your appointment is on Monday 30 November 2026 at 9.30, room 12, first floor, 77 Harbour Street, HS1 2AB.",
    "If it gets worse, ring 999 or 111. The surgery is on 01632 960001, my line here is 07700 900101.",
    "The pharmacy is 01632 960 123, the out-of-hours team 01632 960900, the ward 0 1 6 3 2 9 6 0 7 7 7.",
    "Prescription charge £9.90, twelve months £114.50, three months £32.05.",
    "Temperatures: 37.7 at 09:00, 38.1 at 12:30, 37.2 at 18:45, 36.9 at 23:15.",
    "Weight 77.0 kg, height 1.70 m, BMI 26.6; last year 79.9 kg, 27.6.",
    "One to two puffs, one hundred micrograms, double the dose if needed, up to ten puffs in one go.",
    "O negative, I think. Oh, and bring a list. Oil the ear, 2-3 drops, for 5/7. B12 at 10.",
    "Use 50% on day 1, 100%25 on day 2. 5% of people get a rash &#33; R&D says 1 in 10,000.",
    "Insulin: 10 units at 7, 12 at 12, 14 at 18, 8 at 22. Correct by 1 unit for each 3 mmol/l above 10.",
    "Ref 7700-9001-2026, invoice 00770 for seventy-seven pounds.",
    "Call 07700 900 124 or 07700 900 122, not 07700 900 132.",
    "Prednisolone 40, 35, 30, 25, 20, 15, 10, 5, then nothing. Seven days each: fifty-six days.",
    "See https://www.nhs.uk/conditions/?id=12345678&page=90 or nhs.uk/p%20111.",
    "one one one for advice, nine nine nine for life and death",
    "Count backwards from one hundred in sevens: 93, 86, 79, 72, 65.",
    "Take one at seven, seven-thirty at the latest, nothing after nine; one hundred and twenty-three is too high.",
];

const FRENCH: &[&str] = &[
    "Prenez un ou deux comprimés deux à trois fois par jour pendant sept à dix jours.",
    "Tension 14/9, puis 13/8 ; pouls 72. Glycémie 1,26 g/l à jeun, 1,40 après le repas.",
    "N° de sécurité sociale 2 77 07 75 116 009 23, né le 07/07/1977.",
    "Rendez-vous le lundi 30 novembre 2026 à 9 h 30, 77 rue du Port, 75011 Paris, 2e étage, code 39A98.",
    "En cas d'urgence vitale, composez le 15 ou le 112. Le secrétariat : 01 99 00 00 00, ma ligne : 06 39 98 00 45.",
    "Doliprane 1000 mg, quatre fois par jour au maximum, six heures entre deux prises, quatre-vingt-dix comprimés.",
    "Neuf patients sur dix vont mieux en une semaine ; un sur cent a des effets gênants.",
    "La consultation coûte vingt-six euros cinquante, soixante-dix pour cent remboursés, soit 18,55 €.",
    "Trente-neuf de fièvre hier, trente-huit cinq ce matin, trente-sept deux à midi.",
    "Le 06 décembre à 09 h 15, le 13 à 10 h 45, le 20 à 11 h 30, le 27 à 08 h 00.",
    "Une gélule le matin, une le midi, deux le soir, puis un demi-comprimé tous les deux jours.",
];

const GERMAN: &[&str] = &[
    "Nehmen Sie eine oder zwei Tabletten, zweimal täglich, sieben Tage lang; höchstens achtmal in 24 Stunden.",
    "Siebenmal fünf Tropfen, dann dreimal eine halbe Tablette, nie mehr als vierundzwanzig am Tag.",
    "Blutdruck 135/85, 140/90 und 128/79, Puls 72. HbA1c 6,5 %, TSH 2,4, Kreatinin 0,9.",
    "Versichertennummer A123456780, IBAN DE02 1203 0000 0000 2020 51, geb. 07.07.1970.",
    "Termin am 30.11.2026 um 09:30 Uhr, Hafenstraße 77, 20457 Hamburg, 2. Stock, Zimmer 12.",
    "Im Notfall 112, Bereitschaft 116117. Die Praxis: 040 66969 100, meine Nummer hier: 01555 0987 400.",
    "Die Kosten: 53,80 Euro, einhundertdreiundzwanzig Euro für den Bericht, fünfundzwanzig für die Kopie.",
    "Elf von zwölf, ein und dieselbe, achten Sie auf die Acht, zwei mal drei ist sechs.",
    "Metformin 500 1-0-1, Ramipril 5 1-0-0, ASS 100 0-1-0, Simvastatin 20 0-0-1, Vitamin D 20.000 alle 2 Wochen.",
    "Kalium 4,1 Natrium 139 Kalzium 2,3 Hb 13,4 Leukos 7,7 Thrombos 230 CRP 5",
];

const SPANISH: &[&str] = &[
    "Tome una o dos pastillas dos veces al día durante siete días; no más de ocho en veinticuatro horas.",
    "Tensión 135/85, 140/90 y 128/79; pulso 72. Glucosa 126 en ayunas, ciento cuarenta después.",
    "Tarjeta sanitaria 28 1234567 89, DNI 12345678Z, nacido el 07/07/1970.",
    "Cita el lunes 30 de noviembre de 2026 a las 9:30, calle del Puerto 77, 28001 Madrid, 2.º B.",
    "En una urgencia llame al 112. La consulta: 91 555 01 00, mi línea: 655 550 199.",
    "Once de cada doce mejoran en una semana; uno de cada cien tiene fiebre de treinta y nueve.",
    "Paracetamol de 1 g cada 8 h, ibuprofeno de 600 cada 8 h, omeprazol de 20 a las 7, 5 días.",
    "Cuesta quinientos cincuenta euros, doscientos al principio y trescientos cincuenta al final.",
];

#[test]
fn ordinary_texts_pass_however_many_figures_they_hold() {
    let guard = guard(CLINICIANS);
    for text in [ENGLISH, FRENCH, GERMAN, SPANISH].concat() {
        assert!(!guard.finds(text), "{text}");
    }
}

#[test]
fn a_whole_conversation_passes() {
    let guard = guard(CLINICIANS);
    for texts in [ENGLISH, FRENCH, GERMAN, SPANISH] {
        let all = texts.join("\n");
        assert!(!guard.finds(&all), "{all}");
    }
}

#[test]
fn every_line_of_the_practice_passes_whatever_stands_beside_it() {
    let guard = guard(&["+447700900123"]);
    // 000 and 001 are left out: with the room after them they could be meant as part of another number.
    for line in (2..1000).filter(|line| *line != 123) {
        for text in [
            format!("Call 07700 900{line:03} at 1 or 2 or 3."),
            format!("07700900{line:03}, 07700900{line:03}"),
            format!("double seven double oh nine double oh {line:03}, room one two three"),
        ] {
            assert!(!guard.finds(&text), "{text}");
        }
    }
}
