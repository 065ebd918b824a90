//! What is held back, in whatever spelling and however it goes out.

use super::*;
use crate::relay::testing;

fn in_force() -> Arc<InForce> {
    Arc::new(testing::in_force(&[]))
}

/// A clinician's number of the practice of the tests.
fn number(in_force: &InForce) -> String {
    let clinicians = &in_force.practice.clinicians;
    clinicians
        .iter()
        .next()
        .unwrap()
        .phones
        .first()
        .unwrap()
        .number
        .expose()
}

fn answer(kind: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, kind.parse().unwrap());
    response
}

async fn passes(response: Response) -> bool {
    search(response, in_force()).await.is_some()
}

#[tokio::test]
async fn a_number_is_held_in_pages_lists_data_pictures_and_headers() {
    let plain = number(&in_force());
    let spelled: String = plain.chars().map(|c| format!("{c}&nbsp;")).collect();
    for kind in [
        "text/html; charset=utf-8",
        "text/csv",
        "application/json",
        "image/svg+xml",
        "application/octet-stream",
    ] {
        assert!(
            !passes(answer(kind, format!("<td>{plain}</td>"))).await,
            "{kind}"
        );
        assert!(!passes(answer(kind, spelled.clone())).await, "{kind}");
        assert!(passes(answer(kind, "<td>•• 23</td>")).await, "{kind}");
    }
    let mut response = answer("text/html", "nothing");
    let to = format!("/console/patients?search={}", plain.replace('+', "%2B"));
    response
        .headers_mut()
        .insert(header::LOCATION, to.parse().unwrap());
    assert!(!passes(response).await);
    assert!(passes(answer("audio/wav", plain)).await);
}

#[tokio::test]
async fn in_a_long_list_it_is_found_wherever_it_stands() {
    let plain = number(&in_force());
    for before in [
        0,
        WINDOW - plain.len() / 2,
        WINDOW + 1,
        3 * WINDOW - OVERLAP - 5,
    ] {
        let text = format!("{}{plain}{}", "é ".repeat(before / 3), " z".repeat(WINDOW));
        assert!(!passes(answer("text/csv", text)).await, "{before}");
    }
    assert!(passes(answer("text/csv", "Rosa Diaz; ".repeat(20_000))).await);
}

/// What comes through of an answer that is written while it is read, and whether it was broken off.
async fn streamed(pieces: Vec<String>) -> (String, bool) {
    let body = Body::from_stream(stream::iter(
        pieces.into_iter().map(Ok::<_, std::io::Error>),
    ));
    let response = search(answer("text/csv", body), in_force()).await.unwrap();
    let mut through = Vec::new();
    let mut body = response.into_body().into_data_stream();
    while let Some(piece) = body.next().await {
        match piece {
            Ok(piece) => through.extend_from_slice(&piece),
            Err(_) => return (String::from_utf8_lossy(&through).into_owned(), true),
        }
    }
    (String::from_utf8(through).unwrap(), false)
}

#[tokio::test]
async fn an_answer_that_goes_out_piece_by_piece_is_broken_off_before_the_number() {
    let plain = number(&in_force());
    let (first, second) = plain.split_at(6);
    for lines in [0, 1, 9_000, 30_000] {
        let mut pieces = vec!["Rosa;\n".to_owned(); lines];
        pieces.extend([
            first.to_owned(),
            second.to_owned(),
            " and more".repeat(9_000),
        ]);
        let (through, broken) = streamed(pieces).await;
        assert!(broken, "{lines}");
        assert!(!through.contains(first), "{lines}");
    }
    // Cut in two exactly where a piece goes out.
    let before = "x".repeat(WINDOW - first.len() - 1);
    let (through, broken) = streamed(vec![format!("{before} {first}"), second.to_owned()]).await;
    assert!(broken && !through.contains(first));
    let pieces = vec!["Marie;été\n".to_owned(); 20_000];
    assert_eq!(streamed(pieces.clone()).await, (pieces.concat(), false));
}
