//! Every limit of the web surface, with its reason.

use std::time::Duration;

/// The largest form. The longest field (notes of a contact) holds 4,000 characters.
pub(crate) const FORM_BYTES_MAX: usize = 64 * 1024;
/// The most fields of a form: a plan of ten goals with eight steps each has 450.
pub(crate) const FORM_FIELDS_MAX: usize = 500;
/// The largest GraphQL request over HTTP; documents of our pages have 2 to 6 kB.
pub(crate) const GRAPHQL_BYTES_MAX: usize = 256 * 1024;
/// The largest request with files, of somebody who may upload rules: a component of 32 MiB, its golden cases and the rest.
pub(crate) const UPLOAD_BYTES_MAX: usize = 36 * 1024 * 1024;
/// The largest request with a document, of somebody who may add documents: 10 MiB and the rest of the form. Somewhat
/// larger files get the answer that says how large they may be.
pub(crate) const DOCUMENT_UPLOAD_BYTES_MAX: usize = 12 * 1024 * 1024;
/// Files of one request: a component and 200 golden cases.
pub(crate) const UPLOAD_FILES_MAX: usize = 201;
/// The longest address, so that logs and redirects stay bounded. Filters of the case list need 1 kB.
pub(crate) const ADDRESS_BYTES_MAX: usize = 8 * 1024;
/// The time after which an answer is no longer worth waiting for; browsers give up at 60 s or more.
pub(crate) const REQUEST_TIME_MAX: Duration = Duration::from_secs(30);
/// Live connections of one tenant: several times the staff of the largest county.
pub(crate) const SOCKETS_PER_TENANT_MAX: usize = 500;
/// Operations that run at once on one live connection; a case list needs one.
pub(crate) const OPERATIONS_PER_SOCKET_MAX: usize = 10;
/// How long a live connection may stay open without `connection_init`.
pub(crate) const SOCKET_INIT_TIME_MAX: Duration = Duration::from_secs(10);
/// How often a live connection is asked whether it still lives; proxies cut idle ones after 60 s.
pub(crate) const SOCKET_PING_INTERVAL: Duration = Duration::from_secs(25);
/// The largest message of a live connection.
pub(crate) const SOCKET_MESSAGE_BYTES_MAX: usize = 64 * 1024;
