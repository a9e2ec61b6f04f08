//! Lists, makes and takes back.

use askama::Template;
use axum::{
    Router,
    routing::{get, post},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::format_instant,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["name", "validDays"];
const VALID_DAYS_DEFAULT: u32 = 90;

#[derive(Template)]
#[template(path = "api_tokens/page.html")]
pub(in crate::pages) struct ApiTokensPage {
    frame: Frame,
    form: Form,
    tokens: Vec<TokenRow>,
    /// The secret of a token that has just been made; it is shown this once.
    secret: Option<String>,
    now: DateTime<Utc>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TokenRow {
    id: String,
    name: String,
    read_only: bool,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
}

impl ApiTokensPage {
    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn is_usable(&self, token: &TokenRow) -> bool {
        token.revoked_at.is_none() && token.expires_at > self.now
    }

    fn state_key(&self, token: &TokenRow) -> &'static str {
        match (token.revoked_at, self.is_usable(token)) {
            (Some(_), _) => "tokens-state-revoked",
            (None, true) => "tokens-state-usable",
            (None, false) => "tokens-state-expired",
        }
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/tokens", get(show).post(create))
        .route("/k/{tenant}/tokens/revoke", post(revoke))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TokensAnswer {
    api_tokens: Vec<TokenRow>,
}

async fn load(
    request: &TenantRequest,
    form: Form,
    secret: Option<String>,
) -> Result<ApiTokensPage, Problem> {
    let tokens = run::<TokensAnswer>(request, DOCUMENT, "ApiTokens", json!({}))
        .await?
        .api_tokens;
    Ok(ApiTokensPage {
        frame: Frame::of(request),
        form,
        tokens,
        secret,
        now: request.context.clock().now(),
    })
}

async fn show(request: TenantRequest) -> PageResult {
    let form = Form::new(&request, FIELDS)
        .with("validDays", VALID_DAYS_DEFAULT)
        .with("readOnly", "yes");
    page(&load(&request, form, None).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CreateAnswer {
    api_token_create: Created,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Created {
    secret: Option<String>,
    user_errors: Vec<UserError>,
}

async fn create(submission: Submission) -> PageResult {
    let request = &submission.request;
    // What is no number is out of every range, and the schema says which one is right.
    let valid_days: i32 = submission.value("validDays").parse().unwrap_or_default();
    let input = json!({
        "name": submission.value("name"),
        "readOnly": submission.is_checked("readOnly"),
        "validDays": valid_days,
    });
    let created = run::<CreateAnswer>(
        request,
        DOCUMENT,
        "CreateApiToken",
        json!({ "input": input }),
    )
    .await?;
    let Created {
        secret,
        user_errors,
    } = created.api_token_create;
    match secret {
        // The secret cannot be asked for again, so this answer is no redirect.
        Some(secret) => {
            let form = Form::new(request, FIELDS)
                .with("validDays", VALID_DAYS_DEFAULT)
                .with("readOnly", "yes");
            page(&load(request, form, Some(secret)).await?)
        }
        None => {
            let form = Form::refused(&submission, FIELDS, user_errors);
            invalid_page(&load(request, form, None).await?)
        }
    }
}

async fn revoke(submission: Submission) -> PageResult {
    let request = &submission.request;
    let variables = json!({ "id": submission.value("id") });
    run::<serde_json::Value>(request, DOCUMENT, "RevokeApiToken", variables).await?;
    see(&request.path("tokens"))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ApiTokensPage> {
    let now: DateTime<Utc> = "2026-07-15T10:00:00Z".parse().expect("an instant");
    let token = |revoked_at, days| TokenRow {
        id: "QXBpVG9rZW46".to_owned(),
        name: "Statistik <b>".to_owned(),
        read_only: true,
        created_at: now,
        expires_at: now + chrono::Duration::days(days),
        revoked_at,
    };
    let page = |form, tokens, secret| ApiTokensPage {
        frame: Frame::sample(locale),
        form,
        tokens,
        secret,
        now,
    };
    vec![
        page(Form::sample(FIELDS), vec![], None),
        page(
            Form::sample(FIELDS),
            vec![token(None, 1), token(None, -1), token(Some(now), 1)],
            Some("s".to_owned()),
        ),
        page(
            Form::sample_with_problems(FIELDS),
            vec![token(None, 1)],
            None,
        ),
    ]
}
