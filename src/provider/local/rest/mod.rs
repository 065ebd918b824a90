//! The provider's REST API, as far as a relay uses it. Unknown parameters are refused, so that tests see typing mistakes.

mod calls;
mod form;
mod messages;
mod numbers;
mod paging;
mod recordings;
mod reply;
mod server;
mod shelf;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use super::switch::Switch;

pub(crate) use server::serve;
pub(crate) use shelf::serve as serve_media;

/// Every resource on one screen.
fn router(switch: Arc<Switch>) -> Router {
    let account = Router::new()
        .route("/Messages.json", get(messages::list).post(messages::create))
        .route(
            "/Messages/{sid}",
            get(messages::one)
                .post(messages::update)
                .delete(messages::delete),
        )
        .route("/Messages/{sid}/Media.json", get(messages::media_list))
        .route(
            "/Messages/{sid}/Media/{media}",
            get(messages::media_one).delete(messages::media_delete),
        )
        .route("/Calls.json", get(calls::list).post(calls::create))
        .route("/Calls/{sid}", get(calls::one).post(calls::update))
        .route("/Recordings.json", get(recordings::list))
        .route(
            "/Recordings/{sid}",
            get(recordings::one).delete(recordings::delete),
        )
        .route("/IncomingPhoneNumbers.json", get(numbers::list))
        .route(
            "/IncomingPhoneNumbers/{sid}",
            get(numbers::one).post(numbers::update),
        )
        .fallback(reply::no_such_resource);
    Router::new()
        .nest("/2010-04-01/Accounts/{account}", account)
        .fallback(reply::no_such_resource)
        .layer(axum::middleware::from_fn_with_state(
            switch.clone(),
            server::authorised,
        ))
        .with_state(switch)
}
