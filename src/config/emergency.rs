//! What a person in danger of life dials, by country: every call and every notice that cannot help says it.

/// What a person in danger of life dials in a country (ISO 3166-1, two letters), in digits; `None` where this table is
/// not sure, and the configuration then wants `emergency = "..."`.
pub fn emergency_number(country_iso2: &str) -> Option<&'static str> {
    let country = country_iso2.trim().to_ascii_uppercase();
    let found = NUMBERS
        .binary_search_by(|(code, _)| (*code).cmp(country.as_str()))
        .ok()?;
    NUMBERS.get(found).map(|(_, number)| *number)
}

/// Sorted by country. The choice: of the numbers that summon an ambulance from any phone, the one that a frightened
/// person of that country knows best. 112 across the European Union (Directive (EU) 2018/1972, article 109), although
/// most members keep an older one beside it; the ambulance's own number where the general one is the police's (CH 144,
/// JP 119, NO 113, BR 192); in South Africa 10177, since 112 is for mobile phones. Countries whose number differs by
/// region or operator are left out.
#[rustfmt::skip]
const NUMBERS: &[(&str, &str)] = &[
    ("AD", "112"), ("AE", "998"), ("AG", "911"), ("AL", "127"), ("AM", "112"), ("AR", "107"),
    ("AS", "911"), ("AT", "112"), ("AU", "000"), ("AW", "911"), ("AX", "112"), ("AZ", "112"),
    ("BA", "124"), ("BB", "511"), ("BD", "999"), ("BE", "112"), ("BG", "112"), ("BH", "999"),
    ("BL", "112"), ("BM", "911"), ("BN", "991"), ("BR", "192"), ("BS", "919"), ("BT", "112"),
    ("BW", "997"), ("BY", "103"), ("BZ", "911"), ("CA", "911"), ("CC", "000"), ("CH", "144"),
    ("CL", "131"), ("CN", "120"), ("CO", "123"), ("CR", "911"), ("CU", "104"), ("CW", "912"),
    ("CX", "000"), ("CY", "112"), ("CZ", "112"), ("DE", "112"), ("DK", "112"), ("DM", "999"),
    ("DO", "911"), ("EC", "911"), ("EE", "112"), ("EG", "123"), ("ES", "112"), ("FI", "112"),
    ("FJ", "911"), ("FK", "999"), ("FO", "112"), ("FR", "112"), ("GB", "999"), ("GE", "112"),
    ("GF", "112"), ("GG", "999"), ("GH", "112"), ("GI", "112"), ("GL", "112"), ("GP", "112"),
    ("GR", "112"), ("GU", "911"), ("GY", "913"), ("HK", "999"), ("HN", "911"), ("HR", "112"),
    ("HU", "112"), ("IE", "112"), ("IL", "101"), ("IM", "999"), ("IN", "112"), ("IR", "115"),
    ("IS", "112"), ("IT", "112"), ("JE", "999"), ("JM", "110"), ("JO", "911"), ("JP", "119"),
    ("KE", "999"), ("KH", "119"), ("KN", "911"), ("KR", "119"), ("KW", "112"), ("KY", "911"),
    ("KZ", "112"), ("LB", "140"), ("LC", "911"), ("LI", "112"), ("LK", "1990"), ("LT", "112"),
    ("LU", "112"), ("LV", "112"), ("MC", "112"), ("MD", "112"), ("ME", "124"), ("MF", "112"),
    ("MK", "194"), ("MN", "103"), ("MO", "999"), ("MP", "911"), ("MQ", "112"), ("MT", "112"),
    ("MU", "114"), ("MV", "102"), ("MW", "998"), ("MX", "911"), ("MY", "999"), ("NC", "15"),
    ("NF", "000"), ("NG", "112"), ("NI", "128"), ("NL", "112"), ("NO", "113"), ("NP", "102"),
    ("NZ", "111"), ("OM", "9999"), ("PA", "911"), ("PE", "106"), ("PF", "15"), ("PG", "111"),
    ("PH", "911"), ("PL", "112"), ("PM", "15"), ("PR", "911"), ("PS", "101"), ("PT", "112"),
    ("PY", "141"), ("QA", "999"), ("RE", "112"), ("RO", "112"), ("RS", "194"), ("RU", "112"),
    ("RW", "912"), ("SA", "997"), ("SC", "999"), ("SE", "112"), ("SG", "995"), ("SI", "112"),
    ("SJ", "113"), ("SK", "112"), ("SM", "112"), ("SV", "132"), ("SX", "912"), ("TC", "911"),
    ("TH", "1669"), ("TN", "190"), ("TO", "911"), ("TR", "112"), ("TT", "811"), ("TW", "119"),
    ("TZ", "112"), ("UA", "103"), ("UG", "999"), ("US", "911"), ("UY", "911"), ("UZ", "103"),
    ("VA", "112"), ("VC", "911"), ("VE", "911"), ("VG", "999"), ("VI", "911"), ("VN", "115"),
    ("YT", "112"), ("ZA", "10177"), ("ZM", "991"), ("ZW", "999"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_holds_digits() {
        assert!(NUMBERS.is_sorted_by(|a, b| a.0 < b.0));
        for (country, number) in NUMBERS {
            assert!(
                country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()),
                "{country}"
            );
            assert!(
                (2..=5).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()),
                "{country}"
            );
        }
    }

    #[test]
    fn people_are_told_the_number_they_know() {
        let told = [
            ("GB", "999"),
            ("IE", "112"),
            ("US", "911"),
            ("CA", "911"),
            ("AU", "000"),
            ("NZ", "111"),
            ("FR", "112"),
            ("CH", "144"),
            ("JP", "119"),
            ("IN", "112"),
            ("BR", "192"),
            ("MX", "911"),
            ("gb", "999"),
        ];
        for (country, number) in told {
            assert_eq!(emergency_number(country), Some(number), "{country}");
        }
    }

    #[test]
    fn the_whole_european_union_has_112() {
        let members =
            "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";
        assert!(
            members
                .split(' ')
                .all(|country| emergency_number(country) == Some("112"))
        );
    }

    #[test]
    fn an_unsure_country_has_none() {
        assert_eq!(emergency_number("AQ"), None);
        assert_eq!(emergency_number("UK"), None);
        assert_eq!(emergency_number(""), None);
    }
}
