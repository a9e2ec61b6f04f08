//! What the web surface is given by the server.

use std::sync::Arc;

use kernel::{accounts::AccountPolicy, clock::Clock};

use crate::transport::graphql::SocketLimits;

/// Everything a request can reach; nothing in it belongs to one tenant.
#[derive(Clone)]
pub struct WebState {
    /// The tenants of this server.
    pub directory: Arc<tenants::registry::TenantDirectory>,
    /// The counties' GraphQL schema.
    pub schema: graphql_schema::CountySchema,
    /// What each role may do, and whether the demo's accounts are admitted.
    pub policy: AccountPolicy,
    /// The clock.
    pub clock: Clock,
    /// What runs the counties' rules.
    pub rules: rules::RuleEngine,
    /// How this installation is set up.
    pub settings: WebSettings,
    /// How many live connections each tenant has open.
    pub(crate) sockets: SocketLimits,
}

impl WebState {
    /// Puts the parts together.
    pub fn new(
        directory: Arc<tenants::registry::TenantDirectory>,
        schema: graphql_schema::CountySchema,
        policy: AccountPolicy,
        clock: Clock,
        rules: rules::RuleEngine,
        settings: WebSettings,
    ) -> Self {
        Self {
            directory,
            schema,
            policy,
            clock,
            rules,
            settings,
            sockets: SocketLimits::default(),
        }
    }
}

/// How this installation is set up.
#[derive(Debug, Clone, Default)]
pub struct WebSettings {
    /// Whether cookies are sent over https only. Off is for a machine of one's own.
    pub secure_cookies: bool,
    /// What the demo shows on its first pages; `None` outside a demo.
    pub demo: Option<DemoNotice>,
    /// Whether answers say how many SQL statements they took (`x-sql-statements`). For tests.
    pub expose_statement_count: bool,
}

/// What the demo tells its visitors.
#[derive(Debug, Clone)]
pub struct DemoNotice {
    /// The accounts that can be tried, of all counties.
    pub sign_ins: Vec<DemoSignIn>,
    /// The password of all of them.
    pub password: String,
}

/// One account of the demo.
#[derive(Debug, Clone)]
pub struct DemoSignIn {
    /// The county it belongs to.
    pub tenant: String,
    /// What is typed.
    pub login: String,
    /// Whom it stands for, in German and English.
    pub title: [String; 2],
}
