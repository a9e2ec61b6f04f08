//! A second record of somebody, merged into the first.

use casework::model::{NewMerge, PersonId, PersonMergeId};

use super::Planting;

impl Planting<'_> {
    /// Another record of a person, which becomes part of the first.
    pub(super) async fn twin(&self, survivor: PersonId) -> PersonMergeId {
        let new = NewMerge {
            survivor,
            survivor_version: 1,
            merged: self.person("Twin").await,
            merged_version: 1,
            take: Vec::new(),
            reason: self.marker.to_owned(),
        };
        let merged = casework::merge_persons(self.context, &new).await;
        merged.expect("persons can be merged");
        let merges = casework::merges_of(self.context, survivor).await;
        merges.expect("merges can be read")[0].id
    }
}
