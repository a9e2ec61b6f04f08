//! Shows the root.

use askama::Template;
use axum::{
    Extension,
    extract::{Request, State},
};
use kernel::locale::Locale;

use crate::{
    pages::{
        frame::Frame,
        render::{PageResult, page},
    },
    state::{DemoNotice, WebState},
    transport::address::Address,
};

#[derive(Template)]
#[template(path = "landing/page.html")]
pub(in crate::pages) struct LandingPage {
    frame: Frame,
    demo: Option<DemoPart>,
}

struct DemoPart {
    password: String,
    counties: Vec<DemoCounty>,
}

struct DemoCounty {
    name: String,
    path: String,
    sign_ins: Vec<(String, String)>,
}

pub(crate) async fn show(
    State(state): State<WebState>,
    Extension(locale): Extension<Locale>,
    request: Request,
) -> PageResult {
    let demo = state
        .settings
        .demo
        .as_ref()
        .map(|notice| demo_part(&state, notice, locale));
    let frame = Frame::plain(locale, Address::of(request.uri()), demo.is_some());
    page(&LandingPage { frame, demo })
}

fn demo_part(state: &WebState, notice: &DemoNotice, locale: Locale) -> DemoPart {
    let title = |[german, english]: &[String; 2]| match locale {
        Locale::De => german.clone(),
        Locale::En => english.clone(),
    };
    let county = |tenant: std::sync::Arc<tenants::registry::Tenant>| DemoCounty {
        name: tenant.county().name().get(locale).to_owned(),
        path: format!("/k/{}/", tenant.key()),
        sign_ins: notice
            .sign_ins
            .iter()
            .filter(|sign_in| sign_in.tenant == tenant.key().as_str())
            .map(|sign_in| (sign_in.login.clone(), title(&sign_in.title)))
            .collect(),
    };
    DemoPart {
        password: notice.password.clone(),
        counties: state.directory.list().into_iter().map(county).collect(),
    }
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: Locale) -> Vec<LandingPage> {
    let plain = || Frame::plain(locale, Address::default(), false);
    let county = DemoCounty {
        name: "Kreis Coesfeld".to_owned(),
        path: "/k/coesfeld/".to_owned(),
        sign_ins: vec![("leitung".to_owned(), "KIM-Leitung".to_owned())],
    };
    let demo = DemoPart {
        password: "probieren".to_owned(),
        counties: vec![county],
    };
    vec![
        LandingPage {
            frame: plain(),
            demo: None,
        },
        LandingPage {
            frame: plain(),
            demo: Some(demo),
        },
    ]
}
