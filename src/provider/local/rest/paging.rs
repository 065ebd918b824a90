//! Lists of the REST API: newest first, in pages.

use serde_json::{Value, json};

use super::form::Form;
use super::reply::Failure;

/// The paging parameters every list takes.
pub(super) const PAGING: [&str; 3] = ["PageSize", "Page", "PageToken"];

/// A page of `items`, which are newest first, as `name` inside the provider's envelope.
pub(super) fn envelope(
    path: &str,
    query: &str,
    form: &Form,
    name: &str,
    items: &[Value],
) -> Result<Value, Failure> {
    let size = form.number("PageSize", 50, 1, 1000)?;
    let page = form.number("Page", 0, 0, u32::MAX)?;
    let start = (page as usize).saturating_mul(size as usize);
    let shown: Vec<_> = items
        .iter()
        .skip(start)
        .take(size as usize)
        .cloned()
        .collect();
    let uri = |page: u32| format!("{path}?{}", with_page(query, size, page));
    let has_next = start + shown.len() < items.len();
    Ok(json!({
        "first_page_uri": uri(0),
        "next_page_uri": has_next.then(|| uri(page + 1)),
        "previous_page_uri": (page > 0).then(|| uri(page - 1)),
        "page": page,
        "page_size": size,
        "start": start,
        "end": (start + shown.len()).saturating_sub(1),
        "uri": uri(page),
        name: shown,
    }))
}

fn with_page(query: &str, size: u32, page: u32) -> String {
    let mut made = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| !PAGING.contains(&name.as_ref()))
    {
        made.append_pair(&name, &value);
    }
    made.append_pair("PageSize", &size.to_string())
        .append_pair("Page", &page.to_string());
    if page > 0 {
        made.append_pair("PageToken", &format!("PT{page}"));
    }
    made.finish()
}
