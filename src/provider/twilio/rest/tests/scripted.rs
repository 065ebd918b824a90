//! What the carrier never says: gateways, redirects, files without a length, answers that are not the provider's.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use futures_util::TryStreamExt;

use super::server::Scripted;
use super::*;

fn client(scripted: &Scripted) -> Client {
    client_of(&scripted.url, Limits::default())
}

async fn send(client: &Client) -> Result<Sent, Error> {
    let draft = Draft {
        to: patient(),
        from: line(FRONT),
        body: "Hello",
        media: &[],
        status_callback: "https://relay.example.com/twilio/sms/status/1#rc=3",
    };
    client.send_text(&draft).await
}

const PICTURE_ADDRESS: &str = "https://api.example.com/Messages/MM1/Media/ME1";

fn picture() -> MediaAddress {
    MediaAddress::of(PICTURE_ADDRESS).unwrap()
}

#[tokio::test]
async fn a_request_is_a_form_with_basic_authentication() {
    let server = Scripted::start().await;
    server.answers(
        201,
        &[],
        r#"{"sid":"SM1","status":"accepted","num_segments":"0"}"#,
    );
    let sent = send(&client(&server)).await.unwrap();
    assert_eq!((sent.sid.as_str(), sent.segments), ("SM1", None));
    let seen = &server.seen()[0];
    assert_eq!(
        seen.line,
        format!("POST /2010-04-01/Accounts/{ACCOUNT}/Messages.json")
    );
    assert_eq!(
        seen.body,
        "To=%2B447700900456&From=%2B447700900101&Body=Hello\
         &StatusCallback=https%3A%2F%2Frelay.example.com%2Ftwilio%2Fsms%2Fstatus%2F1%23rc%3D3"
    );
    assert_eq!(
        seen.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert!(
        seen.headers["authorization"]
            .to_str()
            .unwrap()
            .starts_with("Basic QUMw")
    );
    assert!(
        seen.headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("Nightbell/")
    );
}

#[tokio::test]
async fn a_wait_given_as_a_date_is_understood() {
    let server = Scripted::start().await;
    let headers = [
        ("date", "Mon, 23 Nov 2026 09:30:00 GMT"),
        ("retry-after", "Mon, 23 Nov 2026 09:30:45 GMT"),
    ];
    server.answers(429, &headers, "");
    server.answers(503, &headers, "<html>");
    let too_many = failure(send(&client(&server)).await);
    assert_eq!(
        too_many,
        Error::TooMany {
            retry_after: Some(45)
        }
    );
    let down = failure(send(&client(&server)).await);
    assert_eq!(down.retry_after(), Some(45));
}

#[tokio::test]
async fn a_gateway_that_heard_nothing_leaves_it_open_whether_a_text_was_sent() {
    let server = Scripted::start().await;
    for status in [502, 504] {
        server.answers(status, &[], "<html>");
        let unsettled = Error::Unsettled {
            why: Outage::Status(status),
        };
        assert_eq!(failure(send(&client(&server)).await), unsettled);
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_read_is_one_all_the_same() {
    let server = Scripted::start().await;
    for body in ["", "<html>", r#"{"status":"queued"}"#, r#"{"sid":7}"#] {
        server.answers(201, &[], body);
        let unsettled = Error::Unsettled {
            why: Outage::Unreadable,
        };
        assert_eq!(failure(send(&client(&server)).await), unsettled, "{body}");
    }
}

#[tokio::test]
async fn an_answer_without_an_end_is_not_read_to_it() {
    let server = Scripted::start().await;
    server.answers(200, &[], vec![b' '; 9 << 20]);
    let read = client(&server).text("SM1").await;
    assert_eq!(failure(read), Error::down(Outage::Unreadable));
}

#[tokio::test]
async fn a_redirect_of_the_api_is_not_followed() {
    let (server, other) = (Scripted::start().await, Scripted::start().await);
    server.answers(308, &[("location", &other.url)], "");
    assert_eq!(cause(send(&client(&server)).await), Cause::Moved);
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_list_is_not_followed_to_another_host() {
    let (server, other) = (Scripted::start().await, Scripted::start().await);
    let page = format!(r#"{{"messages":[],"next_page_uri":"{}/x"}}"#, other.url);
    server.answers(200, &[], page);
    let listed = client(&server)
        .texts_received(None, DateTime::UNIX_EPOCH)
        .await;
    assert_eq!(failure(listed), Error::down(Outage::Unreadable));
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn the_other_host_of_a_file_sees_no_credentials() {
    let (server, other) = (Scripted::start().await, Scripted::start().await);
    let at = format!("{}/signed?key=1", other.url);
    server.answers(307, &[("location", &at)], "");
    other.answers(302, &[("location", "/further?key=2")], "");
    other.answers(200, &[("content-type", "image/png")], "bytes");
    let download = client(&server).fetch_media(&picture(), 100).await.unwrap();
    assert_eq!(download.whole().await.unwrap(), b"bytes");
    assert!(server.seen()[0].headers.contains_key("authorization"));
    let lines: Vec<_> = other
        .seen()
        .into_iter()
        .map(|seen| {
            assert!(!seen.headers.contains_key("authorization"));
            assert!(!seen.headers.contains_key("referer"));
            seen.line
        })
        .collect();
    assert_eq!(lines, ["GET /signed?key=1", "GET /further?key=2"]);
}

#[tokio::test]
async fn a_file_is_not_followed_around_in_circles_nor_into_the_open() {
    let server = Scripted::start().await;
    for _ in 0..9 {
        server.answers(307, &[("location", "/again")], "");
    }
    let fetched = client(&server).fetch_media(&picture(), 100).await;
    assert_eq!(cause(fetched), Cause::Moved);
    for odd in [
        "http://files.example.com/x",
        "file:///etc/passwd",
        "http://[",
        "",
    ] {
        let server = Scripted::start().await;
        let location = [("location", odd)];
        server.answers(307, if odd.is_empty() { &[] } else { &location }, "");
        let fetched = client(&server).fetch_media(&picture(), 100).await;
        assert_eq!(cause(fetched), Cause::Moved, "{odd}");
    }
}

#[tokio::test]
async fn a_file_without_a_length_ends_at_the_limit() {
    let server = Scripted::start().await;
    let pieces = |count: usize| {
        let piece = Ok::<_, std::io::Error>(Bytes::from(vec![0_u8; 1000]));
        let pieces: Vec<_> = std::iter::repeat_with(|| piece.as_ref().unwrap().clone())
            .map(Ok::<_, std::io::Error>)
            .take(count)
            .collect();
        Body::from_stream(futures_util::stream::iter(pieces))
    };
    server.answers(200, &[], pieces(10));
    server.answers(200, &[], pieces(11));
    let whole = client(&server)
        .fetch_media(&picture(), 10_000)
        .await
        .unwrap();
    assert_eq!(whole.length(), None);
    assert_eq!(whole.whole().await.unwrap().len(), 10_000);
    let long = client(&server)
        .fetch_media(&picture(), 10_000)
        .await
        .unwrap();
    assert_eq!(long.whole().await, Err(Error::TooLarge { limit: 10_000 }));
}

/// How far a sender is ahead of its receiver, in bytes.
#[derive(Default)]
struct Lead {
    given: AtomicUsize,
    taken: AtomicUsize,
    longest: AtomicUsize,
}

impl Lead {
    fn gives(&self, bytes: usize) {
        let given = self.given.fetch_add(bytes, Ordering::SeqCst) + bytes;
        let lead = given - self.taken.load(Ordering::SeqCst);
        self.longest.fetch_max(lead, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_recording_comes_no_faster_than_it_is_taken() {
    const PIECE: usize = 64 * 1024;
    const PIECES: usize = 1000;
    let (server, lead) = (Scripted::start().await, Arc::new(Lead::default()));
    let sender = lead.clone();
    let pieces = (0..PIECES).map(move |_| {
        sender.gives(PIECE);
        Ok::<_, std::io::Error>(Bytes::from(vec![7_u8; PIECE]))
    });
    let body = Body::from_stream(futures_util::stream::iter(pieces));
    let length = (PIECES * PIECE).to_string();
    server.answers(200, &[("content-length", &length)], body);
    let client = client(&server);
    let fetched = client.fetch_recording("RE1", Format::Wav, u64::MAX);
    let download = fetched.await.unwrap();
    assert_eq!(download.length(), Some((PIECES * PIECE) as u64));
    let mut pieces = Box::pin(download.pieces());
    while let Some(piece) = pieces.try_next().await.unwrap() {
        assert!(piece.len() <= 1 << 20, "{} bytes at once", piece.len());
        lead.taken.fetch_add(piece.len(), Ordering::SeqCst);
    }
    assert_eq!(lead.taken.load(Ordering::SeqCst), PIECES * PIECE);
    // Beside what is ours this is what the kernel holds on the way, some megabytes.
    let lead = lead.longest.load(Ordering::SeqCst);
    assert!(lead < PIECES * PIECE / 3, "{lead} bytes were on the way");
}

#[tokio::test]
async fn a_recording_that_breaks_off_ends_its_stream_with_an_error() {
    let server = Scripted::start().await;
    let breaks = futures_util::stream::iter([
        Ok(Bytes::from_static(b"the beginning")),
        Err(std::io::Error::other("cut")),
    ]);
    let headers = [("content-length", "1000")];
    server.answers(200, &headers, Body::from_stream(breaks));
    let client = client(&server);
    let fetched = client.fetch_recording("RE1", Format::Wav, 10_000);
    let broken = match fetched.await {
        Ok(download) => download.pieces().try_for_each(|_| async { Ok(()) }).await,
        Err(error) => Err(error),
    };
    assert_eq!(broken, Err(Error::down(Outage::BrokenOff)));
}

#[tokio::test]
async fn a_file_that_breaks_off_is_no_file() {
    let server = Scripted::start().await;
    let breaks = futures_util::stream::iter([
        Ok(Bytes::from_static(b"the beginning")),
        Err(std::io::Error::other("cut")),
    ]);
    server.answers(200, &[], Body::from_stream(breaks));
    let download = client(&server).fetch_media(&picture(), 100).await;
    let fetched = match download {
        Ok(download) => download.whole().await,
        Err(error) => Err(error),
    };
    assert_eq!(fetched, Err(Error::down(Outage::BrokenOff)));
}

#[tokio::test]
async fn a_recording_that_is_still_listed_after_its_deletion_is_not_gone() {
    let server = Scripted::start().await;
    let client = client(&server);
    server.answers(204, &[], "");
    server.answers(200, &[], r#"{"sid":"RE1","status":"completed"}"#);
    assert_eq!(client.delete_recording("RE1").await, Err(Error::NotYet));
    server.answers(404, &[], r#"{"code":20404,"status":404}"#);
    server.answers(200, &[], r#"{"sid":"RE1","status":"deleted"}"#);
    assert_eq!(
        client.delete_recording("RE1").await,
        Ok(Deletion::AlreadyGone)
    );
}

#[tokio::test]
async fn a_404_that_is_not_the_providers_own_confirms_nothing() {
    let server = Scripted::start().await;
    let client = client(&server);
    // Where nothing was scripted the server answers 404 with nothing in it, as behind a wrong address.
    assert_eq!(cause(client.delete_recording("RE1").await), Cause::NotFound);
    assert_eq!(cause(client.redact("SM1").await), Cause::NotFound);
    assert_eq!(failure(client.recording("RE1").await), Error::NotYet);
}

#[tokio::test]
async fn an_address_that_has_expired_is_asked_for_anew() {
    let (server, other) = (Scripted::start().await, Scripted::start().await);
    let at = format!("{}/signed?key=1", other.url);
    server.answers(307, &[("location", &at)], "");
    other.answers(403, &[], "<Error>Request has expired</Error>");
    let fetched = client(&server).fetch_media(&picture(), 100).await;
    assert_eq!(failure(fetched), Error::down(Outage::Status(403)));
    server.answers(307, &[("location", &at)], "");
    let fetched = client(&server).fetch_media(&picture(), 100).await;
    assert_eq!(failure(fetched), Error::NotYet);
}

#[tokio::test]
async fn no_more_requests_run_at_once_than_are_allowed() {
    let running = Arc::new(Mutex::new((0_usize, 0_usize)));
    let counted = running.clone();
    let router = axum::Router::new().fallback(move || {
        let running = counted.clone();
        async move {
            {
                let mut now = running.lock().unwrap();
                now.0 += 1;
                now.1 = now.1.max(now.0);
            }
            for _ in 0..20 {
                tokio::task::yield_now().await;
            }
            running.lock().unwrap().0 -= 1;
            r#"{"sid":"SM1","status":"queued"}"#
        }
    });
    let limits = Limits {
        requests: 2,
        ..Limits::default()
    };
    let client = client_of(&serve(router).await, limits);
    let all = futures_util::future::join_all((0..8).map(|_| send(&client))).await;
    assert!(all.iter().all(Result::is_ok));
    let most = running.lock().unwrap().1;
    assert!((1..=2).contains(&most), "{most} ran at once");
}

#[tokio::test]
async fn a_body_that_is_still_there_when_it_is_read_again_is_not_emptied() {
    let server = Scripted::start().await;
    let text = |body: &str| format!(r#"{{"sid":"SM1","status":"delivered","body":"{body}"}}"#);
    server.answers(200, &[], text(""));
    server.answers(200, &[], text("a secret"));
    assert_eq!(client(&server).redact("SM1").await, Err(Error::NotYet));
    server.answers(200, &[], text("a secret"));
    server.answers(200, &[], text(""));
    assert_eq!(client(&server).redact("SM1").await, Ok(()));
}

#[tokio::test]
async fn an_attachment_that_is_still_there_after_its_deletion_is_not_gone() {
    let server = Scripted::start().await;
    let gone = r#"{"code":20404,"message":"not found","status":404}"#;
    server.answers(204, &[], "");
    server.answers(200, &[], r#"{"sid":"ME1"}"#);
    let client = client(&server);
    assert_eq!(client.delete_one(&picture()).await, Err(Error::NotYet));
    server.answers(404, &[], gone);
    server.answers(404, &[], gone);
    assert_eq!(client.delete_one(&picture()).await, Ok(()));
}
