//! What must not show: a clinician's number in an address or a log, the token anywhere but in its header.

use std::io::Write;
use std::sync::Mutex;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tracing::level_filters::LevelFilter;

use super::server::Scripted;
use super::*;
use crate::provider::local::{RestTrouble, Trouble};

/// All log lines of all libraries, kept.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

#[tokio::test]
async fn a_clinicians_number_stands_in_no_address() {
    let server = Scripted::start().await;
    let client = client_of(&server.url, Limits::default());
    let secret = SecretNumber::new(number(CLINICIAN));
    let to = Destination::Clinician(&secret);
    server.answers(200, &[], r#"{"messages":[],"next_page_uri":null}"#);
    let since = DateTime::UNIX_EPOCH;
    assert!(
        client
            .texts_sent(line(FRONT), &to, since)
            .await
            .unwrap()
            .complete
    );
    let draft = Draft {
        to,
        from: line(FRONT),
        body: "x",
        media: &[],
        status_callback: "https://relay.example.com/s",
    };
    let _ = client.send_text(&draft).await;
    let call = CallDraft {
        to,
        from: line(FRONT),
        url: "https://relay.example.com/v",
        status_callback: "https://relay.example.com/s",
        ring_seconds: 20,
    };
    let _ = client.place_call(&call).await;
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|seen| !seen.line.contains("7700900123")));
    let in_body: Vec<_> = seen
        .iter()
        .map(|seen| seen.body.contains("7700900123"))
        .collect();
    assert_eq!(in_body, [false, true, true]);
}

#[tokio::test]
async fn no_log_line_of_any_library_at_any_level_holds_a_number_or_the_token() {
    let log = Log::default();
    let kept = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(move || kept.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let world = World::new().await;
    let secret = SecretNumber::new(number(CLINICIAN));
    let to = Destination::Clinician(&secret);
    world.text(to, "a private word").await.unwrap();
    for what in [RestTrouble::ServerError, RestTrouble::AnswerLost] {
        world.carrier.trouble(Trouble::Rest {
            method: "POST",
            path: "/",
            what,
        });
        let error = failure(world.text(to, "a private word").await);
        tracing::warn!(%error, ?error, "not sent");
    }
    world
        .client
        .texts_sent(line(FRONT), &to, world.now())
        .await
        .unwrap();
    drop(guard);
    let text = log.text();
    assert!(
        text.contains("not sent") && text.contains("TRACE"),
        "{text}"
    );
    let basic = STANDARD.encode(format!("{ACCOUNT}:{TOKEN}"));
    for hidden in ["7700900123", TOKEN, &basic, "a private word"] {
        assert!(!text.contains(hidden), "{hidden} was logged");
    }
}
