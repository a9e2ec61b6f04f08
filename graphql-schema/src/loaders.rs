//! What is loaded in one statement for many fields of a request, made anew for each request.
//!
//! Lists bring along what their rows show; these serve the odd paths beside them.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{
    Context, Result,
    dataloader::{DataLoader, Loader},
};
use casework::{
    households_by_ids,
    model::{Household, HouseholdId, Person, PersonId},
    persons_by_ids,
};
use kernel::{access::Permission, accounts::account_names, errors::Failure, ids::AccountId};
use tenants::CountyContext;

use crate::{
    caller::{Caller, caller},
    errors::top_level,
};

/// The loader of one request. It reads as the request's caller.
pub(crate) struct Loaders(DataLoader<InCounty>);

impl Loaders {
    pub(crate) fn new(caller: &Caller) -> Self {
        Self(DataLoader::new(
            InCounty(caller.context.clone()),
            tokio::spawn,
        ))
    }
}

struct InCounty(CountyContext);

impl Loader<AccountId> for InCounty {
    type Value = String;
    type Error = Arc<Failure>;

    async fn load(&self, keys: &[AccountId]) -> Result<HashMap<AccountId, String>, Arc<Failure>> {
        let names = account_names(&self.0, keys.iter().copied()).await?;
        Ok(names.into_iter().collect())
    }
}

impl Loader<PersonId> for InCounty {
    type Value = Person;
    type Error = Arc<Failure>;

    async fn load(&self, keys: &[PersonId]) -> Result<HashMap<PersonId, Person>, Arc<Failure>> {
        Ok(persons_by_ids(&self.0, keys).await?)
    }
}

impl Loader<HouseholdId> for InCounty {
    type Value = Household;
    type Error = Arc<Failure>;

    async fn load(
        &self,
        keys: &[HouseholdId],
    ) -> Result<HashMap<HouseholdId, Household>, Arc<Failure>> {
        Ok(households_by_ids(&self.0, keys).await?)
    }
}

/// The name that colleagues know an account by.
pub(crate) async fn account_name(ctx: &Context<'_>, id: AccountId) -> Result<Option<String>> {
    answered(ctx, loader(ctx).load_one(id).await)
}

/// The person, if the viewer may see persons and this one.
pub(crate) async fn find_person_of(ctx: &Context<'_>, id: PersonId) -> Result<Option<Person>> {
    if !caller(ctx).context.actor().may(Permission::PersonRead) {
        return Ok(None);
    }
    answered(ctx, loader(ctx).load_one(id).await)
}

/// The household, if the viewer may see households and this one.
pub(crate) async fn find_household_of(
    ctx: &Context<'_>,
    id: HouseholdId,
) -> Result<Option<Household>> {
    if !caller(ctx).context.actor().may(Permission::HouseholdRead) {
        return Ok(None);
    }
    answered(ctx, loader(ctx).load_one(id).await)
}

fn loader<'a>(ctx: &Context<'a>) -> &'a DataLoader<InCounty> {
    let loaders: &Loaders = ctx
        .data_opt()
        .expect("the gate makes the loaders of every request");
    &loaders.0
}

fn answered<T>(ctx: &Context<'_>, loaded: Result<T, Arc<Failure>>) -> Result<T> {
    loaded.map_err(|failure| top_level(caller(ctx).locale(), &failure))
}
