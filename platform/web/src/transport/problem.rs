//! Why a request is not answered with what it asked for.
//!
//! A handler returns a [`Problem`]; [`crate::pages::problem`] makes a page or JSON of it, in the
//! reader's language, in one place.

use std::error::Error;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::errors::Failure;
use tenants::registry::{RETRY_AFTER_SECONDS, TenantAbsence};
use uuid::Uuid;

/// What went wrong, by what the asker can do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The request cannot be read (encoding, fields).
    Malformed,
    /// Nobody is signed in, or no longer.
    Unauthenticated,
    /// The role does not allow this.
    Forbidden,
    /// A change that did not come from one of our pages, or from one that is too old.
    CrossSite,
    /// No such thing, or none that the asker may know of; also every unknown path and tenant.
    NotFound,
    /// The path knows other methods.
    MethodNotAllowed,
    /// More bytes than are taken.
    TooLarge,
    /// A body in a format that is not taken.
    UnsupportedMediaType,
    /// An input that is refused where no form can show it; texts for people.
    Invalid(Vec<String>),
    /// Too much at once; the text names the limit.
    LimitExceeded(String),
    /// Our own fault; the id is in the log.
    Internal(Uuid),
    /// The tenant's database is away, or the answer took too long.
    Unavailable,
    /// The storage is full: reading works, changes do not.
    StorageFull,
    /// The operator has suspended the tenant.
    TenantSuspended,
    /// The tenant's database is being migrated.
    TenantMigrating,
}

impl Problem {
    /// Our own fault: written to the log once, with every cause.
    pub fn internal(error: &(dyn Error + 'static)) -> Self {
        let event_id = Uuid::now_v7();
        tracing::error!(%event_id, cause = %chain(error), "a request failed");
        Problem::Internal(event_id)
    }

    /// The same for something that has no error value.
    pub fn internal_because(reason: &str) -> Self {
        let event_id = Uuid::now_v7();
        tracing::error!(%event_id, cause = reason, "a request failed");
        Problem::Internal(event_id)
    }

    /// The answer's status. 507 for a full storage tells it from a fault of ours and from an
    /// outage that passes by itself: asking again later does not help, the operator must act.
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::Malformed => StatusCode::BAD_REQUEST,
            Problem::Unauthenticated => StatusCode::UNAUTHORIZED,
            Problem::Forbidden | Problem::CrossSite | Problem::TenantSuspended => {
                StatusCode::FORBIDDEN
            }
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::LimitExceeded(_) => StatusCode::TOO_MANY_REQUESTS,
            Problem::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Problem::Unavailable | Problem::TenantMigrating => StatusCode::SERVICE_UNAVAILABLE,
            Problem::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        }
    }

    /// The stable code, as GraphQL clients read it.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Malformed | Problem::MethodNotAllowed | Problem::UnsupportedMediaType => {
                "BAD_REQUEST"
            }
            Problem::Unauthenticated => "UNAUTHENTICATED",
            Problem::Forbidden | Problem::CrossSite => "FORBIDDEN",
            Problem::NotFound => "NOT_FOUND",
            Problem::Invalid(_) => "BAD_USER_INPUT",
            Problem::TooLarge | Problem::LimitExceeded(_) => "LIMIT_EXCEEDED",
            Problem::Internal(_) => "INTERNAL",
            Problem::StorageFull => "STORAGE_FULL",
            Problem::Unavailable | Problem::TenantSuspended | Problem::TenantMigrating => {
                "TENANT_UNAVAILABLE"
            }
        }
    }

    /// The key of its texts: `problem-<name>-title`, `-text` and `-next`.
    pub fn name(&self) -> &'static str {
        match self {
            Problem::Malformed => "malformed",
            Problem::Unauthenticated => "unauthenticated",
            Problem::Forbidden => "forbidden",
            Problem::CrossSite => "cross-site",
            Problem::NotFound => "not-found",
            Problem::MethodNotAllowed => "method-not-allowed",
            Problem::TooLarge => "too-large",
            Problem::UnsupportedMediaType => "unsupported-media-type",
            Problem::Invalid(_) => "invalid",
            Problem::LimitExceeded(_) => "limit-exceeded",
            Problem::Internal(_) => "internal",
            Problem::Unavailable => "unavailable",
            Problem::StorageFull => "storage-full",
            Problem::TenantSuspended => "tenant-suspended",
            Problem::TenantMigrating => "tenant-migrating",
        }
    }

    /// After how many seconds the same request may succeed.
    pub fn retry_after_seconds(&self) -> Option<u32> {
        match self {
            Problem::Unavailable | Problem::TenantMigrating | Problem::LimitExceeded(_) => {
                Some(RETRY_AFTER_SECONDS)
            }
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    /// The status alone; the body is made where language and surroundings are known.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match &failure {
            Failure::Invalid(_) => Problem::Malformed,
            Failure::NotFound => Problem::NotFound,
            Failure::Unauthenticated => Problem::Unauthenticated,
            Failure::Forbidden => Problem::Forbidden,
            Failure::Unavailable(_) => Problem::Unavailable,
            Failure::StorageFull(_) => Problem::StorageFull,
            Failure::Fault(_) | Failure::Broken(_) => Problem::internal(&failure),
        }
    }
}

impl From<TenantAbsence> for Problem {
    fn from(absence: TenantAbsence) -> Self {
        match absence {
            TenantAbsence::Unknown => Problem::NotFound,
            TenantAbsence::Suspended => Problem::TenantSuspended,
            TenantAbsence::Migrating => Problem::TenantMigrating,
            TenantAbsence::Unavailable(error) => {
                tracing::warn!(cause = %chain(&*error), "a tenant's database cannot be opened");
                Problem::Unavailable
            }
        }
    }
}

fn chain(error: &(dyn Error + 'static)) -> String {
    let mut texts = vec![error.to_string()];
    let mut source = error.source();
    while let Some(cause) = source {
        texts.push(cause.to_string());
        source = cause.source();
    }
    texts.join(": ")
}

#[cfg(test)]
impl Problem {
    /// One of each, for the tests that render them.
    pub fn samples() -> Vec<Problem> {
        vec![
            Problem::Malformed,
            Problem::Unauthenticated,
            Problem::Forbidden,
            Problem::CrossSite,
            Problem::NotFound,
            Problem::MethodNotAllowed,
            Problem::TooLarge,
            Problem::UnsupportedMediaType,
            Problem::Invalid(vec!["Der Fall ist geschlossen.".to_owned()]),
            Problem::LimitExceeded("500".to_owned()),
            Problem::Internal(Uuid::nil()),
            Problem::Unavailable,
            Problem::StorageFull,
            Problem::TenantSuspended,
            Problem::TenantMigrating,
        ]
    }
}
