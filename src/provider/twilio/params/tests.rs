//! Forms as the provider writes them, forms nobody should write, and agreement with a second decoder.

use super::*;
use proptest::prelude::*;

fn parse(form: &str) -> Params {
    Params::parse(form.as_bytes()).unwrap()
}

fn signed(form: &str) -> String {
    parse(form).signed().collect()
}

#[test]
fn both_encodings_of_a_space_read_the_same() {
    for form in ["Body=a+b", "Body=a%20b"] {
        assert_eq!(parse(form).get("Body"), Some("a b"));
    }
}

#[test]
fn values_are_neither_trimmed_nor_lost_when_blank() {
    let params = parse("Body=%20x%0A&FromCity=&Flag&&=nameless");
    assert_eq!(params.get("Body"), Some(" x\n"));
    assert_eq!(params.get("FromCity"), Some(""));
    assert_eq!(params.get("Flag"), Some(""));
    assert_eq!(params.get(""), Some("nameless"));
    assert_eq!(params.get("Absent"), None);
    assert_eq!(params.filled("FromCity"), None);
    assert!(params.has("FromCity") && !params.has("Absent"));
}

#[test]
fn names_are_sorted_by_code_unit_and_repetitions_once_each() {
    assert_eq!(
        signed("b=1&_=2&B=3&M10=4&M2=5&Tag=zeta&Tag=alpha&Tag=zeta"),
        "B3M104M25TagalphaTagzeta_2b1"
    );
    assert_eq!(parse("Tag=zeta&Tag=alpha").get("Tag"), Some("alpha"));
}

#[test]
fn an_incomplete_percent_sign_stands_for_itself() {
    let params = parse("a=100%&b=%zz&c=%4&d=%2541");
    assert_eq!(params.get("a"), Some("100%"));
    assert_eq!(params.get("b"), Some("%zz"));
    assert_eq!(params.get("c"), Some("%4"));
    assert_eq!(params.get("d"), Some("%41"));
}

#[test]
fn what_is_not_utf8_is_refused_even_where_two_halves_would_fit() {
    for form in ["Body=%FF", "Body=%C3", "%C3=%A9", "a=%C3&%A9=b"] {
        assert_eq!(
            Params::parse(form.as_bytes()).err(),
            Some(BadForm::NotUtf8),
            "{form}"
        );
    }
    assert_eq!(parse("Body=%C3%A9").get("Body"), Some("é"));
}

#[test]
fn absurd_sizes_are_refused() {
    let many = "a=b&".repeat(MAX_PARAMS + 1);
    assert_eq!(Params::parse(many.as_bytes()).err(), Some(BadForm::TooMany));
    let long = vec![b'a'; MAX_BYTES + 1];
    assert_eq!(Params::parse(&long).err(), Some(BadForm::TooLong));
}

#[test]
fn numbers_are_whole_and_not_negative() {
    let params = parse("a=42&b=-1&c=&d=x&e=4294967296");
    assert_eq!(params.number("a"), Some(42));
    for name in ["b", "c", "d", "e", "absent"] {
        assert_eq!(params.number(name), None, "{name}");
    }
}

#[test]
fn printing_shows_nobodys_number() {
    let params = parse("From=%2B447700900456&Body=secret");
    assert_eq!(format!("{params:?}"), "Params(2 parameters)");
}

proptest! {
    #[test]
    fn what_another_library_writes_is_read_back(pairs in prop::collection::vec((".{0,20}", ".{0,60}"), 0..20)) {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let params = parse(&form);
        let mut expected: Vec<_> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(params.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn any_bytes_read_as_another_library_reads_them_or_are_refused(body in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(params) = Params::parse(&body) {
            let mut expected: Vec<_> = form_urlencoded::parse(&body).into_owned().collect();
            expected.sort_unstable();
            expected.dedup();
            let read: Vec<_> = params.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
