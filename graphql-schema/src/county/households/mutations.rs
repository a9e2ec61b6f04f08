//! Making households and changing their members.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    add_household_member, create_household, end_household_membership, find_household,
    model::{self, HouseholdId, HouseholdRole, MembershipId, NewMembership, PersonId},
};
use kernel::errors::Failure;

use super::Household;
use crate::{
    Date,
    caller::{caller, county},
    errors::{Answer, UserError, is_conflict},
    gate::within,
    ids::NodeKind,
    input::InputReader,
    limits::LIST_INPUT_MAX,
};

/// A membership as somebody enters it.
#[derive(Debug, InputObject)]
pub struct MembershipInput {
    /// The person.
    person_id: ID,
    /// A key of `county.lists.householdRoles`.
    role: String,
    /// The first day; today if left out, not in the future.
    valid_from: Option<Date>,
}

impl MembershipInput {
    fn read(&self, reader: &mut InputReader, ctx: &Context<'_>) -> NewMembership {
        let valid_from = reader.optional_day("validFrom", self.valid_from.as_ref());
        NewMembership {
            person_id: PersonId(NodeKind::Person.uuid_to_ask_for(&self.person_id)),
            role: reader.choice("role", &self.role, HouseholdRole::Other),
            valid_from: valid_from.unwrap_or_else(|| county(ctx).clock().today()),
        }
    }
}

/// A household to be made.
#[derive(Debug, InputObject)]
pub struct HouseholdCreateInput {
    /// What it is called; at most 100 characters.
    name: String,
    /// Its first members, at least one.
    members: Vec<MembershipInput>,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the household made before.
    idempotency_key: Option<String>,
}

/// A member to be added.
#[derive(Debug, InputObject)]
pub struct HouseholdMemberAddInput {
    /// The household.
    household_id: ID,
    /// The version of the household that the change was made from.
    version: i32,
    /// The new member.
    #[graphql(flatten)]
    member: MembershipInput,
}

/// A membership that ends.
#[derive(Debug, InputObject)]
pub struct HouseholdMemberEndInput {
    /// The household.
    household_id: ID,
    /// The version of the household that the change was made from.
    version: i32,
    /// The membership: the id of a `HouseholdMember`.
    membership_id: ID,
    /// The last day; today if left out, not in the future.
    valid_to: Option<Date>,
}

/// What a change of a household answers.
#[derive(SimpleObject)]
pub struct HouseholdPayload {
    /// The household as it is now; null if the input has problems, except for `CONFLICT`: then it
    /// is the version that somebody else made.
    household: Option<Household>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of households.
#[derive(Default)]
pub struct HouseholdMutation;

#[Object]
impl HouseholdMutation {
    /// Makes a household with its first members. Permission: household.update.
    async fn household_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: HouseholdCreateInput,
    ) -> Result<HouseholdPayload> {
        within(
            caller(ctx).locale(),
            "listInput",
            input.members.len(),
            LIST_INPUT_MAX,
        )?;
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let members = input
            .members
            .iter()
            .map(|member| member.read(&mut reader, ctx))
            .collect();
        let made = match reader.finish(members) {
            Ok(members) => create_household(county(ctx), &input.name, members, key).await,
            Err(failure) => Err(failure),
        };
        payload(ctx, made, None).await
    }

    /// Adds a member to a household. Permission: household.update.
    async fn household_member_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: HouseholdMemberAddInput,
    ) -> Result<HouseholdPayload> {
        let id = HouseholdId(NodeKind::Household.uuid_to_ask_for(&input.household_id));
        let mut reader = InputReader::default();
        let member = input.member.read(&mut reader, ctx);
        let changed = match reader.finish(member) {
            Ok(member) => add_household_member(county(ctx), id, input.version, member).await,
            Err(failure) => Err(failure),
        };
        payload(ctx, changed, Some(id)).await
    }

    /// Ends a membership; it stays visible as a past one. Permission: household.update.
    async fn household_member_end(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: HouseholdMemberEndInput,
    ) -> Result<HouseholdPayload> {
        let context = county(ctx);
        let id = HouseholdId(NodeKind::Household.uuid_to_ask_for(&input.household_id));
        let member = MembershipId(NodeKind::HouseholdMember.uuid_to_ask_for(&input.membership_id));
        let mut reader = InputReader::default();
        let last_day = reader.optional_day("validTo", input.valid_to.as_ref());
        let changed = match reader.finish(last_day.unwrap_or_else(|| context.clock().today())) {
            Ok(last_day) => {
                end_household_membership(context, id, input.version, member, last_day).await
            }
            Err(failure) => Err(failure),
        };
        payload(ctx, changed, Some(id)).await
    }
}

async fn payload(
    ctx: &Context<'_>,
    changed: Result<model::Household, Failure>,
    id: Option<HouseholdId>,
) -> Result<HouseholdPayload> {
    let context = county(ctx);
    let (household, user_errors) = match changed.or_user_errors(context.locale())? {
        Ok(household) => (Some(household), Vec::new()),
        Err(user_errors) => match id.filter(|_| is_conflict(&user_errors)) {
            Some(id) => (
                find_household(context, id)
                    .await
                    .or_top_level(context.locale())?,
                user_errors,
            ),
            None => (None, user_errors),
        },
    };
    let household = household.map(|household| Household::for_caller(household, caller(ctx)));
    Ok(HouseholdPayload {
        household,
        user_errors,
    })
}
