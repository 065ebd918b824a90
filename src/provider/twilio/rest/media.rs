//! Pictures and other attachments of texts: what there is, the bytes, and clearing up.

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::Deserialize;
use url::Url;

use super::client::{Client, Request};
use super::download::Download;
use super::error::Error;
use super::paging::{Item, Listing, Query};
use super::wire;

/// One attachment as the provider keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Its id at the provider.
    pub sid: String,
    /// Its media type, as claimed by whoever sent it.
    pub content_type: Option<String>,
}

/// Which attachment of which text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaAddress {
    /// The text.
    pub message: String,
    /// The attachment.
    pub media: String,
}

impl MediaAddress {
    /// Reads `.../Messages/{sid}/Media/{sid}`, the address that a webhook gives. The ids alone are taken from it: the
    /// credentials go where the configuration says, never where a webhook says.
    #[must_use]
    pub fn of(url: &str) -> Option<Self> {
        let url = Url::parse(url).ok()?;
        let path: Vec<_> = url.path_segments()?.collect();
        match path.as_slice() {
            [.., "Messages", message, "Media", media]
                if !message.is_empty() && !media.is_empty() =>
            {
                Some(Self {
                    message: (*message).to_owned(),
                    media: (*media).to_owned(),
                })
            }
            _ => None,
        }
    }
}

#[derive(Deserialize)]
struct Wire {
    sid: String,
    content_type: Option<String>,
    #[serde(default, deserialize_with = "wire::instant")]
    date_created: Option<DateTime<Utc>>,
}

impl Item for Wire {
    fn sid(&self) -> &str {
        &self.sid
    }

    fn created(&self) -> Option<DateTime<Utc>> {
        self.date_created
    }
}

impl Client {
    /// What is attached to a text.
    ///
    /// # Errors
    /// [`Error::NotYet`] where the provider does not have the text, or not any more.
    pub async fn media_of(&self, message: &str) -> Result<Listing<Media>, Error> {
        let query = Query {
            url: self.url(&["Messages", message, "Media"], ".json")?,
            name: "media_list",
            since: None,
        };
        let shown = |wire: Wire| {
            Some(Media {
                sid: wire.sid,
                content_type: wire.content_type,
            })
        };
        self.list(query, shown).await.map_err(Error::or_not_yet)
    }

    /// The address that a webhook gives of an attachment; [`MediaAddress::of`] reads it.
    #[must_use]
    pub fn media_address(&self, message: &str, media: &str) -> String {
        let url = self.url(&["Messages", message, "Media", media], "");
        url.map(String::from).unwrap_or_default()
    }

    /// Fetches an attachment of at most `limit` bytes. Pictures have up to 5 MB, other kinds 500 KB.
    ///
    /// # Errors
    /// [`Error::NotYet`]: it may take a moment after the webhook until it is there.
    pub async fn fetch_media(&self, which: &MediaAddress, limit: u64) -> Result<Download, Error> {
        let url = self.url(&["Messages", &which.message, "Media", &which.media], "")?;
        self.download(url, limit).await
    }

    /// Deletes one attachment, and asks for it again to make sure that it is gone; one that is not there is deleted. What
    /// else is attached to the text stays.
    ///
    /// # Errors
    /// [`Error::NotYet`] where the provider still has it; those that may be repeated: ask again.
    pub async fn delete_one(&self, which: &MediaAddress) -> Result<(), Error> {
        let path = ["Messages", &which.message, "Media", &which.media];
        let url = self.url(&path, ".json")?;
        self.delete(url.clone()).await?;
        match self.ask(Request::of(Method::GET, url)).await {
            Ok(_) => Err(Error::NotYet),
            Err(error) if error.is_gone() => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Deletes everything that is attached to a text, and makes sure that it is gone. Says how many there were; a text
    /// that is not there any more has none.
    ///
    /// # Errors
    /// [`Error::NotYet`] where some are still listed: ask again.
    pub async fn delete_media(&self, message: &str) -> Result<usize, Error> {
        let there = self.attached(message).await?;
        for media in &there.items {
            let url = self.url(&["Messages", message, "Media", &media.sid], ".json")?;
            self.delete(url).await?;
        }
        let left = self.attached(message).await?;
        if left.items.is_empty() && left.complete {
            Ok(there.items.len())
        } else {
            Err(Error::NotYet)
        }
    }

    async fn attached(&self, message: &str) -> Result<Listing<Media>, Error> {
        match self.media_of(message).await {
            Err(Error::NotYet) => Ok(Listing {
                items: Vec::new(),
                complete: true,
            }),
            answer => answer,
        }
    }

    /// Deletes a resource; true if it was there.
    pub(super) async fn delete(&self, url: Url) -> Result<bool, Error> {
        match self.ask(Request::of(Method::DELETE, url)).await {
            Ok(_) => Ok(true),
            Err(error) if error.is_gone() => Ok(false),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ids_alone_are_taken_from_a_webhooks_address() {
        let address =
            MediaAddress::of("https://evil.example/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1");
        let address = address.unwrap();
        assert_eq!(
            (address.message.as_str(), address.media.as_str()),
            ("MM1", "ME1")
        );
    }

    #[test]
    fn what_is_no_address_of_an_attachment_is_none() {
        for url in [
            "",
            "https://evil.example/",
            "https://evil.example/Messages/MM1/Media/",
            "https://evil.example/Messages//Media/ME1",
            "https://evil.example/Messages/MM1/Media/ME1/more",
        ] {
            assert_eq!(MediaAddress::of(url), None, "{url}");
        }
    }
}
