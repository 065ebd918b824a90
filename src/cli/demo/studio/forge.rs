//! Somebody else posts a webhook to the relay: an incoming call that no provider ever saw, signed without the token.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::Utc;

use crate::ids;
use crate::provider::local::plain_http;
use crate::provider::twilio::signature::SIGNATURE_HEADER;
use crate::relay::address::VOICE;

use super::super::people::{OKAFOR_LINE, TOM};
use super::super::view::Webhook;
use super::pump::{Forged, News};
use super::{Refusal, Studio};

/// The forger waits so long for an answer.
const PATIENCE: Duration = Duration::from_secs(10);

impl Studio {
    /// Posts the forged webhook. What the relay answers is shown like any other answer.
    ///
    /// # Errors
    /// The machine does not let a request be made.
    pub async fn forge(&self) -> Result<(), Refusal> {
        let client = plain_http()
            .timeout(PATIENCE)
            .build()
            .map_err(|error| Refusal::Failed(format!("try again: {error}")))?;
        let webhook = forged(
            &format!("http://{}{VOICE}", self.0.address),
            self.0.setting.clock.now(),
        );
        let request = client
            .post(&webhook.url)
            .header(SIGNATURE_HEADER, &webhook.signature)
            .form(&webhook.params);
        let id = webhook.token.clone();
        self.tell_forged(Forged::Begun(Box::new(webhook)));
        let began = Instant::now();
        let answer = match request.send().await {
            Ok(response) => {
                let status = response.status().as_u16();
                Ok((status, response.text().await.unwrap_or_default()))
            }
            Err(_) => Err("the relay could not be reached".to_owned()),
        };
        let took = began.elapsed();
        self.tell_forged(Forged::Answered { id, answer, took });
        Ok(())
    }

    fn tell_forged(&self, forged: Forged) {
        // Without a receiver the demo ends.
        drop(self.0.setting.news.send(News::Forged(forged)));
    }
}

/// An incoming call of a patient's, as the forger imagines it.
fn forged(url: &str, at: chrono::DateTime<Utc>) -> Webhook {
    let call = format!("CA{}", ids::hex128());
    let account = format!("AC{}", ids::hex128());
    let params = [
        ("AccountSid", account.as_str()),
        ("ApiVersion", "2010-04-01"),
        ("CallSid", call.as_str()),
        ("CallStatus", "ringing"),
        ("Called", OKAFOR_LINE),
        ("Caller", TOM),
        ("Direction", "inbound"),
        ("From", TOM),
        ("To", OKAFOR_LINE),
    ];
    let params: Vec<(String, String)> = params
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    let joined = params.iter().map(|(name, value)| format!("{name}{value}"));
    let signed = std::iter::once(url.to_owned()).chain(joined).collect();
    Webhook {
        n: 0,
        at,
        kind: "forged",
        attempt: 1,
        method: "POST",
        url: url.to_owned(),
        signature: STANDARD.encode(ids::fresh::<20>()),
        signed,
        token: ids::hex128(),
        leg: Some(call.clone()),
        call: Some(call),
        phone: None,
        params,
        done: false,
        status: None,
        content_type: None,
        body: String::new(),
        failure: None,
        took_ms: 0.0,
        checked: None,
        decision: None,
    }
}
