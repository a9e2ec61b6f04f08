//! The county schema: what one county's people and systems work with.
//!
//! One module per capability; each adds its fields to the roots put together here.

mod access;
mod audit;
mod configuration;
mod county_info;
mod session;
mod structure;
mod tokens;
mod viewer;

use async_graphql::{EmptySubscription, MergedObject, Schema};

use crate::gate::GateFactory;

/// Everything that can be read.
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
pub struct CountyQuery(
    viewer::ViewerQuery,
    county_info::CountyInfoQuery,
    structure::StructureQuery,
    configuration::ConfigurationQuery,
    audit::AuditQuery,
    tokens::TokenQuery,
);

/// Everything that can be changed. Each field takes one `input`; what is wrong with it comes back
/// as `userErrors`, and then nothing was changed.
#[derive(MergedObject, Default)]
#[graphql(name = "Mutation")]
pub struct CountyMutation(session::SessionMutation, tokens::TokenMutation);

/// The schema of one county. It knows no tenant; each request carries its [`crate::Caller`].
pub type CountySchema = Schema<CountyQuery, CountyMutation, EmptySubscription>;

/// Builds the schema; one for the whole process.
pub fn county_schema() -> CountySchema {
    Schema::build(CountyQuery::default(), CountyMutation::default(), EmptySubscription)
        .extension(GateFactory)
        .finish()
}
