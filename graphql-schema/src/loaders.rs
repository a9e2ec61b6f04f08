//! What is loaded in one statement for many fields of a request, made anew for each request.
//!
//! Lists bring along what their rows show; these serve the odd paths beside them.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{
    Context, Error, Result,
    dataloader::{DataLoader, Loader},
};
use kernel::{accounts::account_names, errors::Failure, ids::AccountId};
use tenants::CountyContext;

use crate::{
    caller::{Caller, caller},
    errors::top_level,
};

/// The loaders of one request.
pub(crate) struct Loaders {
    accounts: DataLoader<AccountNames>,
}

impl Loaders {
    /// Loaders that read as this caller.
    pub(crate) fn new(caller: &Caller) -> Self {
        let context = &caller.context;
        Self { accounts: DataLoader::new(AccountNames(context.clone()), tokio::spawn) }
    }
}

struct AccountNames(CountyContext);

impl Loader<AccountId> for AccountNames {
    type Value = String;
    type Error = Arc<Failure>;

    async fn load(&self, keys: &[AccountId]) -> Result<HashMap<AccountId, String>, Arc<Failure>> {
        let names = account_names(&self.0, keys.iter().copied()).await?;
        Ok(names.into_iter().collect())
    }
}

/// The name that colleagues know an account by.
pub(crate) async fn account_name(ctx: &Context<'_>, id: AccountId) -> Result<Option<String>> {
    let loaded = loaders(ctx).accounts.load_one(id).await;
    loaded.map_err(|failure| to_error(ctx, &failure))
}

fn loaders<'a>(ctx: &Context<'a>) -> &'a Loaders {
    ctx.data_opt().expect("the gate makes the loaders of every request")
}

fn to_error(ctx: &Context<'_>, failure: &Failure) -> Error {
    top_level(caller(ctx).locale(), failure)
}
