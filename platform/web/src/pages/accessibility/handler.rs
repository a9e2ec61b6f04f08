//! Shows the declaration.

use askama::Template;
use axum::{Router, routing::get};

use crate::{
    pages::{
        frame::Frame,
        render::{PageResult, page},
    },
    state::WebState,
    transport::tenant::TenantRequest,
};

#[derive(Template)]
#[template(path = "accessibility/page.html")]
pub(in crate::pages) struct AccessibilityPage {
    frame: Frame,
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/accessibility", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    page(&AccessibilityPage {
        frame: Frame::of(&request),
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<AccessibilityPage> {
    vec![AccessibilityPage {
        frame: Frame::sample(locale),
    }]
}
