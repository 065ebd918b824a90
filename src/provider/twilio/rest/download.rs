//! Files: pictures and recordings, piece by piece, so that memory stays flat however long they are.
//!
//! The API may answer with a redirect to a signed address of another host. It is followed by hand and without
//! credentials: that host is not the API, and storage hosts refuse a request that brings two proofs.

use bytes::Bytes;
use futures_util::{Stream, stream};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Method, Response};
use tokio::sync::OwnedSemaphorePermit;
use url::Url;

use super::cause::Cause;
use super::client::Client;
use super::error::{Error, Outage};
use super::outcome::Repeating;

/// How often a redirect is followed.
const MOST_HOPS: usize = 3;

/// A file that is being fetched. Dropping it ends the connection.
pub struct Download {
    answer: Response,
    length: Option<u64>,
    received: u64,
    limit: u64,
    _turn: OwnedSemaphorePermit,
}

impl Download {
    /// The media type that the provider claims.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.answer.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// How many bytes are announced; without that, only the end of the connection tells the end of the file.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece; `None` at the end, which is only reached with as many bytes as were announced.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond the limit; [`Error::Down`] where it breaks off: begin anew.
    pub async fn piece(&mut self) -> Result<Option<Bytes>, Error> {
        let broken = |error: reqwest::Error| Repeating::DoesNoHarm.without_answer(&error);
        let Some(piece) = self.answer.chunk().await.map_err(broken)? else {
            let is_whole = self.length.is_none_or(|length| length == self.received);
            return if is_whole {
                Ok(None)
            } else {
                Err(Error::down(Outage::BrokenOff))
            };
        };
        self.received = self.received.saturating_add(piece.len() as u64);
        if self.received > self.limit {
            return Err(Error::TooLarge { limit: self.limit });
        }
        Ok(Some(piece))
    }

    /// The pieces as [`Download::piece`] gives them, for whoever takes a stream. After an error nothing more comes.
    pub fn pieces(self) -> impl Stream<Item = Result<Bytes, Error>> + Send + 'static {
        stream::try_unfold(self, |mut download| async move {
            let piece = download.piece().await?;
            Ok(piece.map(|piece| (piece, download)))
        })
    }

    /// The whole file, which fits into the limit.
    ///
    /// # Errors
    /// Those of [`Download::piece`].
    pub async fn whole(mut self) -> Result<Vec<u8>, Error> {
        let mut file = Vec::new();
        while let Some(piece) = self.piece().await? {
            file.extend_from_slice(&piece);
        }
        Ok(file)
    }
}

impl Client {
    /// Fetches one of the account's files of at most `limit` bytes.
    pub(super) async fn download(&self, url: Url, limit: u64) -> Result<Download, Error> {
        let turn = self.transport().download_turn().await?;
        let mut answer = self.first(&url).await?;
        let mut at = url;
        for hop in 0..MOST_HOPS {
            if !answer.status().is_redirection() {
                let answer = self.success(answer, hop > 0).await?;
                return begin(answer, limit, turn);
            }
            at = self.elsewhere(&at, &answer)?;
            answer = self.without_credentials(&at).await?;
        }
        Err(Error::refused(Cause::Moved, answer.status().as_u16()))
    }

    async fn first(&self, url: &Url) -> Result<Response, Error> {
        let builder = self.authorised(Method::GET, url.clone());
        received(builder.timeout(self.transport().limits.download)).await
    }

    async fn without_credentials(&self, url: &Url) -> Result<Response, Error> {
        let builder = self.transport().http.get(url.clone());
        received(builder.timeout(self.transport().limits.download)).await
    }

    /// Where a redirect leads. Its address is a key to the file, so no error repeats it.
    fn elsewhere(&self, from: &Url, answer: &Response) -> Result<Url, Error> {
        let location = answer.headers().get(LOCATION);
        location
            .and_then(|value| value.to_str().ok())
            .and_then(|location| from.join(location).ok())
            .filter(|url| self.may_fetch(url))
            .ok_or_else(|| Error::refused(Cause::Moved, answer.status().as_u16()))
    }

    /// The answer, if it brings the file. What another host refuses says nothing of the account: its address has expired,
    /// say, and asking the API again brings a new one.
    async fn success(&self, answer: Response, is_elsewhere: bool) -> Result<Response, Error> {
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let refused = self.receive(answer, Repeating::DoesNoHarm).await.err();
        let refused = refused.map(Error::or_not_yet);
        Err(match refused {
            Some(Error::Refused(_)) if is_elsewhere => Error::down(Outage::Status(status.as_u16())),
            Some(error) => error,
            None => Error::down(Outage::Unreadable),
        })
    }
}

fn begin(answer: Response, limit: u64, turn: OwnedSemaphorePermit) -> Result<Download, Error> {
    let length = answer.content_length();
    if length.is_some_and(|length| length > limit) {
        return Err(Error::TooLarge { limit });
    }
    Ok(Download {
        answer,
        length,
        received: 0,
        limit,
        _turn: turn,
    })
}

async fn received(builder: reqwest::RequestBuilder) -> Result<Response, Error> {
    let unanswered = |error: reqwest::Error| Repeating::DoesNoHarm.without_answer(&error);
    builder.send().await.map_err(unanswered)
}
