//! Registering and correcting persons.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    find_person,
    model::{self, PersonDetails, PersonId},
    register_person, update_person,
};
use kernel::errors::Failure;

use super::Person;
use crate::{
    Date,
    caller::{caller, county},
    errors::{Answer, UserError, is_conflict},
    ids::NodeKind,
    input::{InputReader, given},
};

/// A person's data as somebody enters them.
#[derive(Debug, InputObject)]
pub struct PersonDetailsInput {
    /// Given names; at most 100 characters.
    given_name: String,
    /// Family name; at most 100 characters.
    family_name: String,
    /// Day of birth, if known; not in the future.
    birth_date: Option<Date>,
    /// A key of `county.lists.genders`, if stated.
    gender: Option<String>,
    /// ISO 3166-1 alpha-2, `XX` for stateless, if known.
    nationality: Option<String>,
    /// A key of `county.lists.languages`, if known.
    first_language: Option<String>,
    /// Whether talks need an interpreter.
    #[graphql(default)]
    interpreter_needed: bool,
    /// The AGS of a municipality of the county, if known.
    municipality: Option<String>,
    /// A key of `county.lists.residenceStatuses`, if known.
    residence_status: Option<String>,
    /// Since when the person has been in Germany, if known; not in the future.
    arrived_on: Option<Date>,
    /// Whether the person came as a refugee, whatever the status is now.
    #[graphql(default)]
    refugee: bool,
    /// Whether there is a special need in the person's local social space.
    #[graphql(default)]
    special_need: bool,
    /// Whether there are good chances of integration.
    #[graphql(default)]
    good_chances: bool,
    /// Keys of `county.lists.programmes`: all that serve the person today. One that is new begins today, one that is
    /// left out ended yesterday.
    #[graphql(default, validator(max_items = 32))]
    programmes: Vec<String>,
}

impl PersonDetailsInput {
    fn read(self, reader: &mut InputReader) -> PersonDetails {
        PersonDetails {
            birth_date: reader.optional_day("birthDate", self.birth_date.as_ref()),
            gender: reader.optional_choice("gender", self.gender.as_deref()),
            nationality: given(self.nationality),
            first_language: given(self.first_language),
            interpreter_needed: self.interpreter_needed,
            municipality: given(self.municipality),
            residence_status: reader
                .optional_choice("residenceStatus", self.residence_status.as_deref()),
            arrived_on: reader.optional_day("arrivedOn", self.arrived_on.as_ref()),
            refugee: self.refugee,
            special_need: self.special_need,
            good_chances: self.good_chances,
            programmes: self.programmes,
            reason: String::new(),
            given_name: self.given_name,
            family_name: self.family_name,
        }
    }
}

/// A person to be registered.
#[derive(Debug, InputObject)]
pub struct PersonRegisterInput {
    /// The person's data.
    #[graphql(flatten)]
    details: PersonDetailsInput,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the person registered before.
    idempotency_key: Option<String>,
}

/// A person's data as they shall be from now on.
#[derive(Debug, InputObject)]
pub struct PersonUpdateInput {
    /// The person.
    person_id: ID,
    /// The version that the change was made from.
    version: i32,
    /// Why the data are corrected, kept with the earlier values; at most 2,000 characters.
    #[graphql(default)]
    reason: String,
    /// All data; what is left out is no longer known.
    #[graphql(flatten)]
    details: PersonDetailsInput,
}

/// What a change of a person answers.
#[derive(SimpleObject)]
pub struct PersonPayload {
    /// The person as it is now; null if the input has problems, except for `CONFLICT`: then it is
    /// the version that somebody else made.
    person: Option<Person>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of persons.
#[derive(Default)]
pub struct PersonMutation;

#[Object]
impl PersonMutation {
    /// Registers a person. Permission: person.register.
    async fn person_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PersonRegisterInput,
    ) -> Result<PersonPayload> {
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let details = input.details.read(&mut reader);
        let registered = match reader.finish(details) {
            Ok(details) => register_person(county(ctx), details, key).await,
            Err(failure) => Err(failure),
        };
        PersonPayload::of(ctx, registered, None).await
    }

    /// Replaces a person's data; earlier values are kept. A change made from an older version is refused with `CONFLICT`.
    /// Permission: person.update.
    async fn person_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: PersonUpdateInput,
    ) -> Result<PersonPayload> {
        let id = PersonId(NodeKind::Person.uuid_to_ask_for(&input.person_id));
        let mut reader = InputReader::default();
        let details = PersonDetails {
            reason: input.reason,
            ..input.details.read(&mut reader)
        };
        let updated = match reader.finish(details) {
            Ok(details) => update_person(county(ctx), id, input.version, details).await,
            Err(failure) => Err(failure),
        };
        PersonPayload::of(ctx, updated, Some(id)).await
    }
}

impl PersonPayload {
    /// The person, or what is wrong; in a conflict the present version of the person with that id.
    pub(super) async fn of(
        ctx: &Context<'_>,
        changed: Result<model::Person, Failure>,
        id: Option<PersonId>,
    ) -> Result<Self> {
        let context = county(ctx);
        match changed.or_user_errors(context.locale())? {
            Ok(person) => Ok(PersonPayload {
                person: Some(Person::for_caller(person, caller(ctx))),
                user_errors: Vec::new(),
            }),
            Err(user_errors) => {
                let present = match id.filter(|_| is_conflict(&user_errors)) {
                    Some(id) => find_person(context, id)
                        .await
                        .or_top_level(context.locale())?,
                    None => None,
                };
                Ok(PersonPayload {
                    person: present.map(|person| Person::for_caller(person, caller(ctx))),
                    user_errors,
                })
            }
        }
    }
}
