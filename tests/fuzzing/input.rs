//! What can be wrong with a webhook: its parameters, its bytes, its head, its address, its signature.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::support::samples::{CLINICIANS, LINES, PEOPLE};

/// One webhook and everything that is wrong with it.
#[derive(Clone, Debug)]
pub struct Input {
    /// Which captured request.
    pub sample: String,
    /// Where it is sent; none: where the captured one was.
    pub target: Option<String>,
    pub trick: Option<Trick>,
    /// Its id is another one, so that it is not one that came before.
    pub fresh: Option<u64>,
    pub edits: Vec<Edit>,
    pub wire: Vec<Scratch>,
    pub head: Vec<Head>,
    pub seal: Seal,
}

/// Something wrong with the parameters.
#[derive(Clone, Debug)]
pub enum Edit {
    Drop(Index),
    Double(Index),
    DoubleWith(Index, String),
    Empty(Index),
    Set(Index, String),
    SetNamed(&'static str, String),
    Rename(Index, String),
    Swap(Index, Index),
    Long(Index, usize),
    Many(usize),
}

/// Something wrong with the bytes of the form.
#[derive(Clone, Debug)]
pub enum Scratch {
    Insert(Index, Vec<u8>),
    Flip(Index, u8),
    Truncate(Index),
    /// Every character beyond ASCII as one byte of Latin-1.
    Latin1,
}

/// Something wrong with the head of the request.
#[derive(Clone, Debug)]
pub enum Head {
    Type(Option<&'static str>),
    SecondType(&'static str),
    Method(&'static str),
    Http10,
    Giant(usize),
    Odd(&'static [u8]),
    Chunked,
    Expect,
    /// Announces more bytes than come.
    TooShort(usize),
    /// Announces fewer bytes than come.
    TooLong(usize),
}

/// Something wrong with the address.
#[derive(Clone, Debug)]
pub enum Trick {
    Append(String),
    Replace(&'static str),
    Insert(Index, &'static str),
    Long(usize),
}

/// How it is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// Over what is sent: it gets past the check.
    True,
    /// True, and another one after it.
    TrueAndOther,
    OtherAndTrue,
    /// Over what was captured, so that it fits only what is unchanged.
    Captured,
    None,
    Empty,
    Short,
    OtherToken,
    NotAscii,
}

impl Seal {
    /// Nobody who knows the token signed this.
    pub fn is_false(self) -> bool {
        !matches!(
            self,
            Seal::True | Seal::TrueAndOther | Seal::OtherAndTrue | Seal::Captured
        )
    }
}

/// All of it, small things first.
pub fn inputs(
    samples: Vec<String>,
    targets: Vec<String>,
    seal: impl Strategy<Value = Seal>,
) -> impl Strategy<Value = Input> {
    (
        select(samples),
        proptest::option::weighted(0.5, select(targets)),
        proptest::option::weighted(0.08, trick()),
        proptest::option::weighted(0.7, any::<u64>()),
        vec(edit(), 0..5),
        vec(scratch(), 0..=1).prop_union_rarely(),
        vec(head(), 0..=1).prop_union_rarely(),
        seal,
    )
        .prop_map(
            |(sample, target, trick, fresh, edits, wire, head, seal)| Input {
                sample,
                target,
                trick,
                fresh,
                edits,
                wire,
                head,
                seal,
            },
        )
}

/// Somebody who knows the token signed something.
pub fn signed() -> BoxedStrategy<Seal> {
    prop_oneof![
        12 => Just(Seal::True),
        1 => Just(Seal::TrueAndOther),
        1 => Just(Seal::OtherAndTrue),
        2 => Just(Seal::Captured),
    ]
    .boxed()
}

/// Nobody did.
pub fn unsigned() -> BoxedStrategy<Seal> {
    select(vec![
        Seal::OtherToken,
        Seal::None,
        Seal::Empty,
        Seal::Short,
        Seal::NotAscii,
    ])
    .boxed()
}

const NAMES: [&str; 24] = [
    "From",
    "To",
    "Body",
    "CallSid",
    "MessageSid",
    "SmsSid",
    "CallStatus",
    "DialCallStatus",
    "DialBridged",
    "Digits",
    "Direction",
    "ParentCallSid",
    "RecordingSid",
    "RecordingStatus",
    "RecordingDuration",
    "RecordingUrl",
    "NumMedia",
    "MediaUrl0",
    "MediaContentType0",
    "MessageStatus",
    "ErrorCode",
    "OptOutType",
    "StirVerstat",
    "AccountSid",
];

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        3 => at().prop_map(Edit::Drop),
        2 => at().prop_map(Edit::Double),
        2 => (at(), value()).prop_map(|(at, value)| Edit::DoubleWith(at, value)),
        3 => at().prop_map(Edit::Empty),
        4 => (at(), value()).prop_map(|(at, value)| Edit::Set(at, value)),
        8 => (select(&NAMES[..]), value()).prop_map(|(name, value)| Edit::SetNamed(name, value)),
        6 => (select(&["From", "To"][..]), number()).prop_map(|(name, value)| Edit::SetNamed(name, value)),
        4 => words().prop_map(|value| Edit::SetNamed("Body", value)),
        1 => (at(), value()).prop_map(|(at, name)| Edit::Rename(at, name)),
        1 => (at(), at()).prop_map(|(one, other)| Edit::Swap(one, other)),
        1 => (at(), select(&[1_600, 1_601, 20_000, 60_000, 70_000, 1 << 20][..]))
            .prop_map(|(at, length)| Edit::Long(at, length)),
        1 => (1..1_500usize).prop_map(Edit::Many),
    ]
}

/// A number of somebody, or almost one.
fn number() -> impl Strategy<Value = String> {
    let known: Vec<&str> = [&LINES[..], &CLINICIANS, &PEOPLE].concat();
    const ODD: [&str; 14] = [
        "",
        "+",
        "+0",
        "+44",
        "anonymous",
        "+266696687",
        "12345",
        "CLINIC",
        "whatsapp:+12025550143",
        "+1202555014300000000000",
        "sip:a@b",
        "client:x",
        " +12025550143",
        "+１２０２５５５０１４３",
    ];
    prop_oneof![
        4 => select(known).prop_map(str::to_owned),
        1 => select(&ODD[..]).prop_map(str::to_owned),
    ]
    .boxed()
}

/// Words that mean something to somebody.
fn words() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 27] = [
        "STOP",
        "START",
        "HELP",
        "arrêt",
        "URGENT",
        "urgent I can't breathe",
        "OK",
        "COMMANDS",
        "ADD",
        "ADD Rosa Diaz +447700900777 until 29 November",
        "ADD \u{0} +44",
        "REMOVE Rosa",
        "REMOVE",
        "PAUSE",
        "PAUSE until 99:99",
        "PAUSE 5000000000 days",
        "PAUSE bis 30. Februar",
        "RESUME",
        "WHO",
        "Rosa: see you at 3",
        "@Rosa",
        "my number is +1 202 555 0177",
        "1",
        "2",
        "",
        " ",
        "\n",
    ];
    prop_oneof![
        4 => select(&KNOWN[..]).prop_map(str::to_owned),
        1 => (select(&KNOWN[..]), value()).prop_map(|(known, more)| format!("{known} {more}")),
        1 => (select(&KNOWN[..]), 1..2_000usize).prop_map(|(known, times)| known.repeat(times.min(60_000 / known.len().max(1)))),
    ]
    .boxed()
}

/// Something that a parameter should not be.
fn value() -> impl Strategy<Value = String> {
    const NASTY: [&str; 32] = [
        "\0",
        "a\0b",
        "\u{202e}evil",
        "\u{feff}",
        "\u{fffe}",
        "👩‍👩‍👧‍👦",
        "e\u{301}",
        "-1",
        "0",
        "1",
        "4294967296",
        "99999999999999999999",
        "1e9",
        "NaN",
        "true",
        "hangup",
        "completed",
        "no-answer",
        "<Response><Dial>+1</Dial></Response>",
        "]]>",
        "'; DROP TABLE journal; --",
        "\r\n\r\nHTTP/1.1 200 OK",
        "%00",
        "%",
        "../../etc/passwd",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "https://api.twilio.com@attacker.example/",
        "image/svg+xml",
        "{{name}}",
        "{ $name }",
        "STOP",
    ];
    prop_oneof![
        4 => select(&NASTY[..]).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => "[0-9]{0,40}",
        1 => "[A-Z]{2}[0-9a-f]{32}",
        1 => number(),
    ]
    .boxed()
}

fn scratch() -> impl Strategy<Value = Scratch> {
    let pieces: [&[u8]; 14] = [
        b"%",
        b"%f",
        b"%00",
        b"%ff%fe",
        b"%ED%A0%80",
        b"%u1234",
        b"%zz",
        b"&",
        b"=",
        b"&&==&",
        b"+",
        b"\0",
        b"\xff\xfe",
        b"\xc3",
    ];
    prop_oneof![
        5 => (any::<Index>(), select(pieces.to_vec())).prop_map(|(at, piece)| Scratch::Insert(at, piece.to_vec())),
        1 => (any::<Index>(), vec(any::<u8>(), 1..20)).prop_map(|(at, piece)| Scratch::Insert(at, piece)),
        2 => (any::<Index>(), 1..=255u8).prop_map(|(at, with)| Scratch::Flip(at, with)),
        2 => any::<Index>().prop_map(Scratch::Truncate),
        1 => Just(Scratch::Latin1),
    ]
}

fn head() -> impl Strategy<Value = Head> {
    let types = [
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "APPLICATION/X-WWW-Form-URLEncoded",
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded, text/plain",
        ";",
        "",
    ];
    let methods = [
        "GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "post", "BREW",
    ];
    let odd: [&[u8]; 8] = [
        b"X-Odd: \xff\xfe",
        b"X-Odd: a\0b",
        b"X Odd: 1",
        b": 1",
        b"Cookie: a=b; a=c",
        b"Host: attacker.example",
        b"X-Original-URL: /healthz",
        b"Content-Length: 5",
    ];
    prop_oneof![
        select(types.map(Some).to_vec()).prop_map(Head::Type),
        Just(Head::Type(None)),
        select(types.to_vec()).prop_map(Head::SecondType),
        select(methods.to_vec()).prop_map(Head::Method),
        Just(Head::Http10),
        select(&[1_000, 16_000, 31_000, 40_000, 200_000][..]).prop_map(Head::Giant),
        select(odd.to_vec()).prop_map(Head::Odd),
        Just(Head::Chunked),
        Just(Head::Expect),
        (1..100usize).prop_map(Head::TooShort),
        (1..100usize).prop_map(Head::TooLong),
    ]
}

fn trick() -> impl Strategy<Value = Trick> {
    let instead = [
        "/",
        "//",
        "/twilio",
        "/twilio/",
        "/twilio//sms",
        "/twilio/../metrics",
        "/twilio/%2e%2e/readyz",
        "/TWILIO/sms",
        "/twilio/sms/",
        "/twilio/sms/status/",
        "/twilio/sms/status/0",
        "/twilio/voice/ring",
        "/twilio/voice/status/../../healthz",
        "http://attacker.example/twilio/sms",
        "*",
        "/media/x",
        "/twilio/sms?%",
        "/twilio/voice?=&&=?",
    ];
    let pieces = [
        "%2f", "/", "//", "%00", "%", ".", "..", "é", "\t", "?", "&", "%ff",
    ];
    prop_oneof![
        "[?&/=%a-z0-9]{1,20}".prop_map(Trick::Append),
        select(instead.to_vec()).prop_map(Trick::Replace),
        (any::<Index>(), select(pieces.to_vec())).prop_map(|(at, piece)| Trick::Insert(at, piece)),
        select(&[500, 5_000, 30_000, 70_000][..]).prop_map(Trick::Long),
    ]
}

/// Mostly nothing of a kind, so that what is wrong elsewhere is reached.
trait Rarely: Strategy + Sized {
    fn prop_union_rarely(self) -> BoxedStrategy<Self::Value>;
}

impl<T: std::fmt::Debug + Clone + 'static, S: Strategy<Value = Vec<T>> + 'static> Rarely for S {
    fn prop_union_rarely(self) -> BoxedStrategy<Vec<T>> {
        prop_oneof![4 => Just(Vec::new()), 1 => self].boxed()
    }
}
