//! Lists: newest first, page by page, never without an end.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::client::{Client, Request};
use super::error::{Error, Outage};
use super::outcome::Repeating;

/// What was found. Only a complete listing can say that something is not there.
pub struct Listing<T> {
    /// What was found, newest first.
    pub items: Vec<T>,
    /// Whether everything that was asked for was seen: false where the list was longer than what is read.
    pub complete: bool,
}

/// An item of a list as it comes.
pub(super) trait Item: DeserializeOwned {
    /// Which one it is.
    fn sid(&self) -> &str;
    /// When it came to be.
    fn created(&self) -> Option<DateTime<Utc>>;
}

/// Which list, and how far back.
pub(super) struct Query<'a> {
    /// The list's address, without paging.
    pub url: Url,
    /// What the list is called inside its page.
    pub name: &'a str,
    /// Older ones are of no interest. The order is documented nowhere, so that reading ends only after a whole page
    /// of older ones.
    pub since: Option<DateTime<Utc>>,
}

impl Client {
    /// Reads a list; `keep` picks and converts.
    pub(super) async fn list<I: Item, T>(
        &self,
        query: Query<'_>,
        keep: impl Fn(I) -> Option<T>,
    ) -> Result<Listing<T>, Error> {
        let limits = self.transport().limits;
        let mut listing = Listing {
            items: Vec::new(),
            complete: false,
        };
        let mut seen = HashSet::new();
        let mut next = query.url;
        next.query_pairs_mut()
            .append_pair("PageSize", &limits.page.to_string());
        for _ in 0..limits.pages.max(1) {
            let (items, following) = self.page::<I>(next, query.name).await?;
            let too_old = |item: &I| {
                item.created()
                    .zip(query.since)
                    .is_some_and(|(at, since)| at < since)
            };
            let past = !items.is_empty() && items.iter().all(too_old);
            // What arrives meanwhile pushes others onto the following page, where they come again.
            let new = items
                .into_iter()
                .filter(|item| !too_old(item) && seen.insert(item.sid().to_owned()));
            listing.items.extend(new.filter_map(&keep));
            match following {
                Some(url) if !past => next = url,
                _ => {
                    listing.complete = true;
                    return Ok(listing);
                }
            }
        }
        Ok(listing)
    }

    async fn page<I: Item>(&self, url: Url, name: &str) -> Result<(Vec<I>, Option<Url>), Error> {
        let body = self.ask(Request::of(Method::GET, url)).await?;
        let unreadable = || Error::down(Outage::Unreadable);
        let mut page: Value = Repeating::DoesNoHarm.read(&body)?;
        let items = page.get_mut(name).map(Value::take).ok_or_else(unreadable)?;
        let items = serde_json::from_value(items).map_err(|_| unreadable())?;
        let following = match page.get("next_page_uri").and_then(Value::as_str) {
            None | Some("") => None,
            Some(address) => Some(self.own(address).ok_or_else(unreadable)?),
        };
        Ok((items, following))
    }
}
