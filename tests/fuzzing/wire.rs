//! A mutated webhook as bytes, and what a client makes of the answer.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use super::input::{Edit, Head, Input, Scratch, Seal, Trick};
use crate::support::bare::{PUBLIC, TOKEN};
use crate::support::raw::{self, FORM, Params};
use crate::support::samples::Sample;

/// A request as it goes out.
#[derive(Clone, Debug)]
pub struct Request {
    pub bytes: Vec<u8>,
    /// As a client that means well sends it: it gets an answer of the relay's own.
    pub is_whole: bool,
    /// It announces more than comes.
    pub ends_early: bool,
    pub method: &'static str,
    pub target: String,
}

impl Request {
    pub fn of(input: &Input, sample: &Sample) -> Request {
        let target = target(input, sample);
        let body = body(input, sample);
        let method = input
            .head
            .iter()
            .find_map(|head| match head {
                Head::Method(method) => Some(*method),
                _ => None,
            })
            .unwrap_or("POST");
        let mut bytes = format!(
            "{method} {target} {}\r\nHost: relay.example.com\r\nConnection: close\r\n",
            if input.head.iter().any(|head| matches!(head, Head::Http10)) {
                "HTTP/1.0"
            } else {
                "HTTP/1.1"
            }
        )
        .into_bytes();
        let mut kind = Some(FORM);
        let mut announced = body.len();
        let (mut chunked, mut is_whole) = (false, input.trick.is_none());
        for head in &input.head {
            match head {
                Head::Type(other) => kind = *other,
                Head::SecondType(other) => line(&mut bytes, "Content-Type", other),
                Head::Giant(length) => line(&mut bytes, "X-Padding", &"x".repeat(*length)),
                Head::Odd(odd) => {
                    bytes.extend_from_slice(odd);
                    bytes.extend_from_slice(b"\r\n");
                }
                Head::Chunked => chunked = true,
                Head::Expect => line(&mut bytes, "Expect", "100-continue"),
                Head::TooShort(more) => announced += more,
                Head::TooLong(less) => announced = announced.saturating_sub(*less),
                Head::Method(_) | Head::Http10 => {}
            }
            is_whole &= !matches!(
                head,
                Head::Giant(_) | Head::Odd(_) | Head::TooShort(_) | Head::TooLong(_) | Head::Http10
            );
        }
        if let Some(kind) = kind {
            line(&mut bytes, "Content-Type", kind);
        }
        sign(&mut bytes, input.seal, sample, &target, &body);
        if chunked {
            bytes.extend_from_slice(b"Transfer-Encoding: chunked\r\n\r\n");
            for chunk in body.chunks(4_000) {
                bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
                bytes.extend_from_slice(chunk);
                bytes.extend_from_slice(b"\r\n");
            }
            bytes.extend_from_slice(b"0\r\n\r\n");
        } else {
            line(&mut bytes, "Content-Length", &announced.to_string());
            bytes.extend_from_slice(b"\r\n");
            bytes.extend_from_slice(&body);
        }
        Request {
            bytes,
            is_whole,
            ends_early: input
                .head
                .iter()
                .any(|head| matches!(head, Head::TooShort(_) | Head::Odd(_))),
            method,
            target,
        }
    }
}

fn line(bytes: &mut Vec<u8>, name: &str, value: &str) {
    bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
}

fn sign(bytes: &mut Vec<u8>, seal: Seal, sample: &Sample, target: &str, body: &[u8]) {
    let url = format!("{PUBLIC}{target}");
    let sent: Params = form_urlencoded::parse(body).into_owned().collect();
    let (truly, other) = (
        raw::sign(TOKEN, &url, &sent),
        raw::sign("another", &url, &sent),
    );
    let signatures: Vec<&[u8]> = match seal {
        Seal::True => vec![truly.as_bytes()],
        Seal::TrueAndOther => vec![truly.as_bytes(), other.as_bytes()],
        Seal::OtherAndTrue => vec![other.as_bytes(), truly.as_bytes()],
        Seal::OtherToken => vec![other.as_bytes()],
        Seal::Captured => {
            let captured = raw::sign(TOKEN, &format!("{PUBLIC}{}", sample.target), &sample.params);
            return line(bytes, "X-Twilio-Signature", &captured);
        }
        Seal::None => Vec::new(),
        Seal::Empty => vec![b""],
        Seal::Short => vec![&truly.as_bytes()[..12]],
        Seal::NotAscii => vec![b"\xff\xfe"],
    };
    for signature in signatures {
        bytes.extend_from_slice(b"X-Twilio-Signature: ");
        bytes.extend_from_slice(signature);
        bytes.extend_from_slice(b"\r\n");
    }
}

fn target(input: &Input, sample: &Sample) -> String {
    let target = input.target.as_ref().unwrap_or(&sample.target);
    match &input.trick {
        None => target.clone(),
        Some(Trick::Append(more)) => format!("{target}{more}"),
        Some(Trick::Replace(other)) => (*other).to_owned(),
        Some(Trick::Insert(at, piece)) => {
            let at = at.index(target.len());
            format!("{}{piece}{}", &target[..at], &target[at..])
        }
        Some(Trick::Long(length)) => format!("{target}?x={}", "y".repeat(*length)),
    }
}

fn body(input: &Input, sample: &Sample) -> Vec<u8> {
    let mut params = sample.params.clone();
    if let Some(fresh) = input.fresh {
        for (name, value) in &mut params {
            if matches!(
                name.as_str(),
                "CallSid" | "MessageSid" | "SmsSid" | "SmsMessageSid" | "RecordingSid"
            ) {
                *value = format!("{}{fresh:032x}", &value[..2]);
            }
        }
    }
    for edit in &input.edits {
        change(&mut params, edit);
    }
    let mut bytes = raw::form(&params).into_bytes();
    for scratch in &input.wire {
        match scratch {
            Scratch::Insert(at, piece) => {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, piece.iter().copied());
            }
            Scratch::Flip(at, with) if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] ^= with;
            }
            Scratch::Flip(..) => {}
            Scratch::Truncate(at) => bytes.truncate(at.index(bytes.len() + 1)),
            Scratch::Latin1 => bytes = latin1(&params),
        }
    }
    bytes
}

fn latin1(params: &[(String, String)]) -> Vec<u8> {
    let plain = |text: &str| -> Vec<u8> {
        let each = text.chars().filter(|c| !matches!(c, '&' | '=' | '+' | '%'));
        each.map(|c| u8::try_from(c).unwrap_or(b'?')).collect()
    };
    let pairs = params
        .iter()
        .map(|(name, value)| [plain(name), vec![b'='], plain(value)].concat());
    pairs.collect::<Vec<_>>().join(&b'&')
}

fn change(params: &mut Params, edit: &Edit) {
    let count = params.len();
    let named = |params: &mut Params, name: &str, value: &str| match params
        .iter_mut()
        .find(|(known, _)| known == name)
    {
        Some((_, old)) => *old = value.to_owned(),
        None => params.push((name.to_owned(), value.to_owned())),
    };
    match edit {
        Edit::SetNamed(name, value) => named(params, name, value),
        Edit::Many(more) => {
            params.extend((0..*more).map(|n| (format!("Extra{n}"), "1".to_owned())))
        }
        _ if count == 0 => {}
        Edit::Drop(at) => drop(params.remove(at.index(count))),
        Edit::Double(at) => params.push(params[at.index(count)].clone()),
        Edit::DoubleWith(at, value) => {
            params.push((params[at.index(count)].0.clone(), value.clone()));
        }
        Edit::Empty(at) => params[at.index(count)].1.clear(),
        Edit::Set(at, value) => params[at.index(count)].1.clone_from(value),
        Edit::Rename(at, name) => params[at.index(count)].0.clone_from(name),
        Edit::Long(at, length) => params[at.index(count)].1 = "a".repeat(*length),
        Edit::Swap(one, other) => {
            let (one, other) = (one.index(count), other.index(count));
            let kept = params[one].1.clone();
            params[one].1 = std::mem::replace(&mut params[other].1, kept);
        }
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// None: the connection ended without an answer.
    pub status: Option<u16>,
    pub body: String,
}

/// Sends it, and reads until the relay has nothing more to say.
pub fn send(address: SocketAddr, request: &Request) -> Result<Answer, String> {
    let mut stream =
        TcpStream::connect(address).map_err(|error| format!("no connection: {error}"))?;
    let mut sending = stream.try_clone().map_err(|error| error.to_string())?;
    let patience = Some(Duration::from_secs(15));
    stream
        .set_read_timeout(patience)
        .and_then(|()| stream.set_write_timeout(patience))
        .map_err(|error| error.to_string())?;
    let (bytes, ends_early) = (&request.bytes, request.ends_early);
    let mut read = Vec::new();
    let ended = std::thread::scope(|scope| {
        scope.spawn(move || {
            // The relay may have had enough of it before all is written.
            let _gone = sending.write_all(bytes);
            if ends_early {
                let _gone = sending.shutdown(Shutdown::Write);
            }
        });
        stream.read_to_end(&mut read)
    });
    if let Err(error) = ended
        && matches!(
            error.kind(),
            std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
        )
    {
        return Err(format!("no answer within {patience:?}"));
    }
    Ok(parse(&read))
}

fn parse(read: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(read);
    let text = text
        .strip_prefix("HTTP/1.1 100 Continue\r\n\r\n")
        .unwrap_or(&text);
    let status = text.get(9..12).and_then(|status| status.parse().ok());
    let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    Answer {
        status,
        body: body.to_owned(),
    }
}
