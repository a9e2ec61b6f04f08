//! Permissions of what is read from the configuration, where no use case stands in between.

use async_graphql::{Context, Guard, Result};
use kernel::access::Permission;

use crate::{
    caller::{caller, county},
    errors::Answer,
};

/// Lets a field be resolved for actors with this permission somewhere in the county.
pub(super) struct Allowed(pub(super) Permission);

impl Guard for Allowed {
    async fn check(&self, ctx: &Context<'_>) -> Result<()> {
        county(ctx)
            .authorize(self.0)
            .map(drop)
            .or_top_level(caller(ctx).locale())
    }
}
