//! The county schema: what one county's people and systems work with.
//!
//! One module per capability; each adds its fields to the roots put together here.

mod access;
mod audit;
mod cases;
mod configuration;
mod county_info;
mod day;
mod documents;
mod exports;
mod findings;
mod households;
mod nodes;
mod persons;
mod privacy;
mod rules;
mod search;
mod session;
mod structure;
mod support;
mod tokens;
mod viewer;

use async_graphql::{MergedObject, MergedSubscription, Schema};

use crate::gate::GateFactory;

pub(crate) use rules::remark_text;

/// Everything that can be read.
#[derive(MergedObject, Default)]
#[graphql(name = "Query")]
pub struct CountyQuery(
    viewer::ViewerQuery,
    county_info::CountyInfoQuery,
    cases::CaseQuery,
    cases::DueQuery,
    day::DayQuery,
    documents::DocumentQuery,
    persons::PersonQuery,
    persons::DuplicateQuery,
    households::HouseholdQuery,
    search::SearchQuery,
    structure::StructureQuery,
    rules::RuleQuery,
    findings::FindingQuery,
    configuration::ConfigurationQuery,
    audit::AuditQuery,
    tokens::TokenQuery,
    privacy::RetentionQuery,
    privacy::HoldQuery,
    privacy::ErasureQuery,
    nodes::NodeQuery,
);

/// Everything that can be changed. Each field takes one `input`; what is wrong with it comes back
/// as `userErrors`, and then nothing was changed.
#[derive(MergedObject, Default)]
#[graphql(name = "Mutation")]
pub struct CountyMutation(
    session::SessionMutation,
    cases::CaseMutation,
    day::DayMutation,
    documents::DocumentMutation,
    persons::PersonMutation,
    persons::PersonMergeMutation,
    households::HouseholdMutation,
    support::SupportMutation,
    findings::FindingMutation,
    exports::ExportMutation,
    rules::RuleUploadMutation,
    rules::RuleMutation,
    tokens::TokenMutation,
    privacy::RetentionMutation,
    privacy::HoldMutation,
    privacy::RestrictionMutation,
    privacy::ErasureMutation,
);

/// Everything that is told as it happens.
#[derive(MergedSubscription, Default)]
#[graphql(name = "Subscription")]
pub struct CountySubscription(cases::CaseSubscription);

/// The schema of one county. It knows no tenant; each request carries its [`crate::Caller`].
pub type CountySchema = Schema<CountyQuery, CountyMutation, CountySubscription>;

/// Builds the schema; one for the whole process.
pub fn county_schema() -> CountySchema {
    Schema::build(
        CountyQuery::default(),
        CountyMutation::default(),
        CountySubscription::default(),
    )
    .extension(GateFactory)
    .finish()
}
