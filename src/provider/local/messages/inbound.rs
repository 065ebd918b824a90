//! A phone texts one of the carrier's numbers: keywords are obeyed, the webhook is sent, its answer is carried out.

use std::sync::Arc;

use super::keywords::{Obeyed, keyword, obeyed, opt_out_type, reply};
use super::outbound::{Draft, send};
use super::{MediaRecord, MessageRecord, segments};
use crate::provider::local::delivery::{Answer, Webhook};
use crate::provider::local::errors::{PhoneError, Refused};
use crate::provider::local::exchange::{Kind, Params};
use crate::provider::local::number::{Keyword, Number};
use crate::provider::local::params::{param, place};
use crate::provider::local::switch::Switch;
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;
use crate::provider::local::trouble::{Trouble, take};
use crate::provider::local::twiml::{Reply, messaging, text};

/// How often a `<Redirect>` is followed before the carrier gives up.
const MOST_REDIRECTS: usize = 10;

/// Takes a text from a phone and returns its SID; everything else follows by itself.
pub(crate) fn inbound(
    switch: &Arc<Switch>,
    phone: &str,
    to: &str,
    body: &str,
    media: &[(&str, &[u8])],
) -> Result<String, PhoneError> {
    let number = lock(&switch.state)
        .numbers
        .get(to)
        .cloned()
        .ok_or(PhoneError::NotCarried)?;
    let sid = switch.sid(if media.is_empty() { "SM" } else { "MM" });
    let now = switch.board.now();
    let kept = media.iter().map(|(content_type, bytes)| MediaRecord {
        sid: switch.sid("ME"),
        content_type: (*content_type).to_owned(),
        bytes: bytes::Bytes::copy_from_slice(bytes),
    });
    let record = MessageRecord {
        sid: sid.clone(),
        from: phone.to_owned(),
        to: to.to_owned(),
        body: body.to_owned(),
        direction: "inbound",
        status: "received",
        error_code: None,
        created: now,
        updated: now,
        sent: None,
        media: kept.collect(),
        status_callback: None,
        announced: None,
        service: None,
        waits: false,
    };
    lock(&switch.state).messages.push(record.clone());
    switch.tell_text(&record);
    switch.note_text(
        phone,
        &sid,
        Heard::SentText {
            to: to.to_owned(),
            body: body.to_owned(),
        },
    );
    let (switch, busy) = (switch.clone(), switch.board.busy());
    drop(tokio::spawn(async move {
        obey(&switch, &number, &record);
        let busy = match switch.delay_of(Kind::Sms) {
            Some(by) => {
                let at = switch.board.after(by);
                switch.board.sleep_until(busy, at).await
            }
            None => busy,
        };
        let announced = announce(&switch, &number, &record).await;
        switch.with_message(&record.sid, |message| message.announced = Some(announced));
        drop(busy);
    }));
    Ok(sid)
}

/// Carries out a reserved word: the block, and the answer of whoever keeps it.
fn obey(switch: &Arc<Switch>, number: &Number, message: &MessageRecord) {
    let Some(obeyed) = obeyed(number, &message.body) else {
        return;
    };
    {
        let mut state = lock(&switch.state);
        let (list, place, keyword) = match obeyed {
            Obeyed::Provider(keyword) => (&mut state.opted_out, number.scope(), keyword),
            Obeyed::Network(keyword) => {
                let number = number.phone_number.as_str();
                (&mut state.network_blocked, number, keyword)
            }
        };
        let pair = (place.to_owned(), message.from.clone());
        match keyword {
            Keyword::Stop => drop(list.insert(pair)),
            Keyword::Start => drop(list.remove(&pair)),
            Keyword::Help => {}
        }
    }
    let (from, body) = (message.to.clone(), reply(obeyed).to_owned());
    switch.note(
        &message.from,
        None,
        Heard::Text {
            from,
            body,
            media: Vec::new(),
        },
    );
}

/// Whether the relay was told of it in the end.
async fn announce(switch: &Arc<Switch>, number: &Number, message: &MessageRecord) -> bool {
    let now = switch.board.now();
    if let Some(kept) = lock(&switch.state)
        .messages
        .iter_mut()
        .rev()
        .find(|kept| kept.sid == message.sid)
    {
        kept.sent = Some(now);
    }
    if number.sms_url.is_empty() || switch.is_lost(Kind::Sms) {
        return false;
    }
    let params = switch.message_params(number, message);
    let first = answer_from(switch, Kind::Sms, &number.sms_url, &params, message).await;
    let Err((url, refused)) = first else {
        return true;
    };
    switch.complain_of(&refused, Some(&url), Some(&message.sid));
    let Some(fallback) = &number.sms_fallback_url else {
        return false;
    };
    let mut params = params;
    params.push(param("ErrorCode", refused.code.to_string()));
    params.push(param("ErrorUrl", url.split('#').next().unwrap_or_default()));
    params.sort();
    let second = answer_from(switch, Kind::Fallback, fallback, &params, message).await;
    if let Err((url, refused)) = &second {
        switch.complain_of(refused, Some(url), Some(&message.sid));
    }
    second.is_ok()
}

/// Requests an address, carries out the answer, and follows its redirects. Errors name the address that failed.
async fn answer_from(
    switch: &Arc<Switch>,
    kind: Kind,
    url: &str,
    params: &Params,
    message: &MessageRecord,
) -> Result<(), (String, Refused)> {
    let mut next = url.to_owned();
    for _ in 0..MOST_REDIRECTS {
        let hook = Webhook {
            kind,
            url: next.clone(),
            get: false,
            params: params.clone(),
            sid: Some(message.sid.clone()),
            phone: Some(message.from.clone()),
        };
        let replies = match switch.deliver(&hook).await {
            Ok(answer) => read(&answer).map_err(|refused| (next.clone(), refused))?,
            Err(refused) => return Err((next, refused)),
        };
        match carry_out(switch, replies, message) {
            Some(url) => next = url,
            None => return Ok(()),
        }
    }
    Err((
        next,
        Refused::new(11215, "the answer to a text redirects more than 10 times"),
    ))
}

fn read(answer: &Answer) -> Result<Vec<Reply>, Refused> {
    let kind = answer
        .content_type
        .as_deref()
        .unwrap_or_default()
        .to_lowercase();
    match kind.split(';').next().unwrap_or_default().trim() {
        _ if answer.status == 204 => Ok(Vec::new()),
        "text/xml" | "application/xml" | "text/html" => messaging(text(&answer.body)?, &answer.url),
        "text/plain" => {
            let words = text(&answer.body)?;
            let spoken = Reply::Message {
                body: words.to_owned(),
                media: Vec::new(),
                to: None,
                from: None,
                status_callback: None,
            };
            Ok(if words.trim().is_empty() {
                Vec::new()
            } else {
                vec![spoken]
            })
        }
        "" => Err(Refused::new(11200, "the answer has no content type")),
        other => Err(Refused::new(
            12300,
            format!("the answer's content type {other:?} is none the provider reads"),
        )),
    }
}

fn carry_out(switch: &Arc<Switch>, replies: Vec<Reply>, message: &MessageRecord) -> Option<String> {
    for reply in replies {
        match reply {
            Reply::Redirect { url } => return Some(url),
            Reply::Message {
                body,
                media,
                to,
                from,
                status_callback,
            } => {
                let draft = Draft {
                    from: from.unwrap_or_else(|| message.to.clone()),
                    to: to.unwrap_or_else(|| message.from.clone()),
                    body,
                    media,
                    status_callback,
                    service: None,
                    direction: "outbound-reply",
                };
                if let Err(refused) = send(switch, draft) {
                    switch.complain_of(&refused, None, Some(&message.sid));
                }
            }
        }
    }
    None
}

impl Switch {
    fn delay_of(&self, kind: Kind) -> Option<chrono::TimeDelta> {
        take(&mut lock(&self.state).troubles, |trouble| match trouble {
            Trouble::Late { kind: k, by } if *k == kind => Some(*by),
            _ => None,
        })
    }

    fn is_lost(&self, kind: Kind) -> bool {
        take(&mut lock(&self.state).troubles, |t| {
            (*t == Trouble::Lost { kind }).then_some(())
        })
        .is_some()
    }

    fn message_params(&self, number: &Number, message: &MessageRecord) -> Params {
        let mut params = vec![
            param("AccountSid", &self.options.account_sid),
            param("ApiVersion", "2010-04-01"),
            param("Body", &message.body),
            param("From", &message.from),
            param("MessageSid", &message.sid),
            param("NumMedia", message.media.len().to_string()),
            param("NumSegments", segments(&message.body).to_string()),
            param("SmsMessageSid", &message.sid),
            param("SmsSid", &message.sid),
            param("SmsStatus", "received"),
            param("To", &message.to),
        ];
        params.extend(place("From", &message.from));
        params.extend(place("To", &message.to));
        for (index, media) in message.media.iter().enumerate() {
            let url = self.resource(&format!("Messages/{}/Media/{}", message.sid, media.sid));
            params.push(param(&format!("MediaUrl{index}"), url));
            params.push(param(
                &format!("MediaContentType{index}"),
                &media.content_type,
            ));
        }
        if let Some(service) = &number.service {
            params.push(param("MessagingServiceSid", &service.sid));
            // Only Advanced Opt-Out says what it took a text for.
            let taken_for = service
                .own_words
                .is_some()
                .then(|| keyword(number, &message.body));
            params.extend(
                taken_for
                    .flatten()
                    .map(|keyword| param("OptOutType", opt_out_type(keyword))),
            );
        }
        params.sort();
        params
    }
}
