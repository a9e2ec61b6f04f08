//! The case that something belongs to, as lists across cases name it.

use async_graphql::{ID, SimpleObject};
use casework::model;

use crate::ids::NodeKind;

/// A case as lists across cases name it. The whole case is asked for with `case(id:)`.
#[derive(Debug, Clone, SimpleObject)]
pub struct CaseReference {
    /// The case's id.
    id: ID,
    /// The number people use.
    number: String,
    /// The client's name as people say it.
    client_name: String,
}

impl From<model::CaseReference> for CaseReference {
    fn from(case: model::CaseReference) -> Self {
        Self {
            id: NodeKind::Case.global_id(case.id.0),
            number: case.number,
            client_name: case.client_name,
        }
    }
}
