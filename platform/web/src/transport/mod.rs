//! What every request passes before a page or the schema sees it.

pub(crate) mod address;
pub(crate) mod assets;
pub(crate) mod cookies;
pub(crate) mod csrf;
pub(crate) mod form;
pub(crate) mod graphql;
pub(crate) mod health;
pub(crate) mod limits;
pub(crate) mod locale;
pub(crate) mod observe;
pub(crate) mod problem;
pub(crate) mod security_headers;
pub(crate) mod tenant;
pub(crate) mod upload;
