//! Pictures that came in: listed, fetched from the host they lie on, deleted.

use super::*;

async fn with_picture() -> (World, String) {
    let world = World::new().await;
    let rosa = world.phone(PATIENT);
    let media: [(&str, &[u8]); 2] = [("image/jpeg", PICTURE), ("text/vcard", b"BEGIN:VCARD")];
    let sid = rosa.phone().text_with_media(FRONT, "Look", &media).unwrap();
    world.stage.comes_to_rest().await.unwrap();
    (world, sid)
}

fn which(message: &str, media: &Media) -> MediaAddress {
    MediaAddress {
        message: message.to_owned(),
        media: media.sid.clone(),
    }
}

#[tokio::test]
async fn a_picture_is_fetched_across_a_redirect_without_the_credentials() {
    let (world, message) = with_picture().await;
    let listed = world.client.media_of(&message).await.unwrap();
    let kinds: Vec<_> = listed
        .items
        .iter()
        .map(|media| media.content_type.as_deref())
        .collect();
    assert_eq!(kinds, [Some("image/jpeg"), Some("text/vcard")]);
    let picture = which(&message, &listed.items[0]);
    let download = world.client.fetch_media(&picture, 5_000_000).await.unwrap();
    assert_eq!(download.content_type(), Some("image/jpeg"));
    assert_eq!(download.length(), Some(PICTURE.len() as u64));
    assert_eq!(download.whole().await.unwrap(), PICTURE);
    // The host of the pictures complains where it is shown the account's credentials.
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_picture_beyond_the_limit_is_not_read() {
    let (world, message) = with_picture().await;
    let listed = world.client.media_of(&message).await.unwrap();
    let picture = which(&message, &listed.items[0]);
    let limit = PICTURE.len() as u64 - 1;
    let fetched = world.client.fetch_media(&picture, limit).await;
    assert_eq!(failure(fetched), Error::TooLarge { limit });
}

#[tokio::test]
async fn a_picture_that_is_not_there_may_yet_come() {
    let (world, message) = with_picture().await;
    let absent = MediaAddress {
        message: message.clone(),
        media: "ME00000000000000000000000000000001".to_owned(),
    };
    let fetched = world.client.fetch_media(&absent, 5_000_000).await;
    assert_eq!(failure(fetched), Error::NotYet);
}

#[tokio::test]
async fn a_texts_pictures_are_deleted_and_that_is_confirmed() {
    let (world, message) = with_picture().await;
    let picture = which(
        &message,
        &world.client.media_of(&message).await.unwrap().items[0],
    );
    assert_eq!(world.client.delete_media(&message).await, Ok(2));
    let fetched = world.client.fetch_media(&picture, 5_000_000).await;
    assert_eq!(failure(fetched), Error::NotYet);
    assert_eq!(world.client.delete_media(&message).await, Ok(0));
    let never_there = "MM00000000000000000000000000000001";
    assert_eq!(world.client.delete_media(never_there).await, Ok(0));
}
