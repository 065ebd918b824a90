//! Numbers as people write them, in many countries.

use super::*;

fn read(country: &str, text: &str) -> Result<String, &'static str> {
    let number = Numbers::new(Some(country)).read(text);
    number.map(E164::wire).map_err(|error| error.message)
}

#[test]
fn numbers_are_read_as_people_write_them() {
    for text in [
        "+447700900456",
        "07700 900456",
        "07700-900-456",
        "(07700) 900456",
        "+44 (0)7700 900456",
        "0044 7700 900456",
        "447700900456",
        "'+447700900456",
        "’07700900456",
        " 07700\u{a0}900456 ",
        "tel:+447700900456",
        "\u{202a}+447700900456\u{202c}",
        "+4407700900456",
        "7700900456",
    ] {
        assert_eq!(read("GB", text).as_deref(), Ok("+447700900456"), "{text}");
    }
    assert_eq!(read("FR", "06 39 98 00 12").as_deref(), Ok("+33639980012"));
    assert_eq!(read("US", "(555) 555-0100").as_deref(), Ok("+15555550100"));
    assert_eq!(read("IT", "06 1234 5678").as_deref(), Ok("+390612345678"));
    assert_eq!(read("GB", "+15005550100").as_deref(), Ok("+15005550100"));
}

#[test]
fn what_a_spreadsheet_did_to_a_number_is_refused() {
    for text in [
        "4.47E+11",
        "4,47E+11",
        "4.477009e+11",
        "447700900456.0",
        "########",
        "4,47 E+11",
    ] {
        let message = read("GB", text).unwrap_err();
        assert!(message.contains("spreadsheet"), "{text}: {message}");
    }
    assert!(read("GB", "77009004").unwrap_err().contains("first digits"));
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "",
        "+",
        "999",
        "15",
        "2026-11-01",
        "01/11/2026",
        "1.11.2026",
        "Marie",
        "07700 900456 ext 5",
        "1-800-FLOWERS",
        "+999123456789",
        "+4477009004567890",
        "07700900456;07700900457",
        "900456",
        "½½½½½½½½½½½",
    ] {
        assert!(read("GB", text).is_err(), "{text}");
    }
    assert!(Numbers::new(None).read("07700 900456").is_err());
    assert!(Numbers::new(None).read("+447700900456").is_ok());
}

#[test]
fn the_fast_way_reads_what_the_library_reads() {
    for country in [
        "GB", "FR", "DE", "NL", "BE", "CH", "AT", "IE", "ES", "NO", "DK", "US", "IT", "BR",
    ] {
        let numbers = Numbers::new(Some(country));
        let heads = (100u64..9999).step_by(211);
        let tails = (2..9).flat_map(|zeros| {
            [0, 5, 9].map(|tail| (10u64.pow(zeros), tail * 10u64.pow(zeros) / 10 + tail))
        });
        for number in
            heads.flat_map(|head| tails.clone().map(move |(zeros, tail)| head * zeros + tail))
        {
            for text in [
                format!("0{number}"),
                format!("+{number}"),
                format!("+44{number}"),
                format!("+1{number}"),
            ] {
                let quick = numbers.read(&text);
                assert_eq!(quick, numbers.ask(&text), "{country} {text}");
                assert_eq!(quick, numbers.read(&text), "{country} {text}");
            }
        }
    }
}

#[test]
fn the_fast_way_reads_what_the_library_reads_abroad() {
    let numbers = Numbers::new(Some("GB"));
    for text in [
        "+447700900456",
        "+44770090045",
        "+4477009004",
        "+15555550100",
        "+1155555501",
        "+33639980012",
        "+34600000",
        "+49301234567",
        "+4930123",
        "+353851234567",
        "+35385",
    ] {
        let slow = PHONE_NUMBER_UTIL
            .parse(text, numbers.region)
            .ok()
            .filter(|parsed| {
                PHONE_NUMBER_UTIL.is_possible_number_with_reason(parsed)
                    == Ok(NumberLengthType::IsPossible)
            });
        let slow = slow.map(|parsed| {
            PHONE_NUMBER_UTIL
                .format(&parsed, PhoneNumberFormat::E164)
                .into_owned()
        });
        for _ in 0..2 {
            assert_eq!(numbers.read(text).ok().map(E164::wire), slow, "{text}");
        }
    }
}

#[test]
fn countries_are_known_by_their_numbers() {
    assert!(
        Numbers::knows("GB")
            && Numbers::knows("US")
            && !Numbers::knows("UK")
            && !Numbers::knows("001")
    );
}
