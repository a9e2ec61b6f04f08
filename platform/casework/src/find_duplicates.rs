//! Who may be registered already.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::Failure,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Query},
};
use tenants::CountyContext;

use crate::{
    case_scope::persons_in,
    find_persons::audited,
    model::{
        DUPLICATE_SCORE_LIKELY, Identity, Likeness, Person, PersonId, limits::NAME_LENGTH_MAX,
    },
    search_index::SearchedTable,
    tables::persons,
};

/// Records that are looked at more closely. Names that so many share are told apart by the day of birth,
/// which is a key of its own.
const CANDIDATES_MAX: u64 = 400;
/// Records that are shown: more than this nobody compares.
const SHOWN_MAX: usize = 10;

/// What is known of somebody who is about to be registered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DuplicateQuestion {
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Day of birth, if known.
    pub birth_date: Option<NaiveDate>,
}

/// Who may be the same person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Duplicates {
    /// Persons in the actor's scope, the likeliest first.
    pub found: Vec<(Person, Likeness)>,
    /// Whether there is a likely record that the actor may not see. Always false unless the county allows
    /// to say so.
    pub beyond_scope: bool,
}

/// Looks for persons who may be the one about to be registered. Needs [`Permission::PersonRegister`]; who
/// is found is within the scope of [`Permission::PersonRead`].
///
/// Half a name is no question: nobody is found.
pub async fn find_duplicates(
    context: &CountyContext,
    question: &DuplicateQuestion,
) -> Result<Duplicates, Failure> {
    context.authorize(Permission::PersonRegister)?;
    let is_given = |name: &String| (1..=NAME_LENGTH_MAX).contains(&name.trim().chars().count());
    if !is_given(&question.given_name) || !is_given(&question.family_name) {
        return Ok(Duplicates::default());
    }
    let (given, family) = (&question.given_name, &question.family_name);
    let identity = Identity::new(given, family, question.birth_date);
    let keys = identity.keys();
    let scope = context.authorize(Permission::PersonRead)?;
    let today = context.clock().today();
    let rows = candidates(&keys)
        .filter(persons_in(&scope, context.account_id()?, today))
        .all(context.database())
        .await?;
    let in_scope: HashSet<PersonId> = rows.iter().map(|row| row.id).collect();
    let mut alike: Vec<(persons::Model, Likeness)> = rows
        .into_iter()
        .filter_map(|row| Some((identity.likeness(&identity_of(&row))?, row)))
        .map(|(likeness, row)| (row, likeness))
        .collect();
    alike.sort_by(|(one, a), (two, b)| b.score.cmp(&a.score).then(two.id.cmp(&one.id)));
    alike.truncate(SHOWN_MAX);
    let (rows, likenesses): (Vec<_>, Vec<_>) = alike.into_iter().unzip();
    let persons = audited(context, rows).await?;
    let allowed = context.county().features().duplicate_hint_beyond_scope;
    Ok(Duplicates {
        found: persons.into_iter().zip(likenesses).collect(),
        beyond_scope: allowed
            && !scope.whole_county
            && exists_beyond(context, &identity, &keys, &in_scope).await?,
    })
}

/// That somebody is there is told, and written down as told; nothing else is.
async fn exists_beyond(
    context: &CountyContext,
    identity: &Identity,
    keys: &BTreeSet<String>,
    in_scope: &HashSet<PersonId>,
) -> Result<bool, Failure> {
    let rows = candidates(keys).all(context.database()).await?;
    let is_likely = |row: &&persons::Model| {
        let likeness = identity.likeness(&identity_of(row));
        !in_scope.contains(&row.id)
            && likeness.is_some_and(|likeness| likeness.score >= DUPLICATE_SCORE_LIKELY)
    };
    let person_ids: Vec<_> = rows.iter().filter(is_likely).map(|row| row.id.0).collect();
    if person_ids.is_empty() {
        return Ok(false);
    }
    let entry = AuditEntry {
        action: "person.duplicate_hint",
        object_kind: "person",
        object_id: None,
        person_ids,
    };
    audit::record_read(context, entry).await?;
    Ok(true)
}

/// Everybody who shares a key.
fn candidates(keys: &BTreeSet<String>) -> Select<persons::Entity> {
    let sharing = Query::select()
        .column("object_id")
        .from(SearchedTable::PersonSounds.words())
        .and_where(Expr::col("word").is_in(keys.iter().map(String::as_str)))
        .take();
    persons::Entity::find()
        .filter(persons::Column::Id.in_subquery(sharing))
        .limit(CANDIDATES_MAX)
}

fn identity_of(row: &persons::Model) -> Identity {
    Identity::new(&row.given_name, &row.family_name, row.birth_date)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{
        access::{Role, Scope},
        testing::Store,
    };
    use tenants::County;

    use super::*;
    use crate::{
        model::{DuplicateReason::*, PersonDetails},
        open_case, register_person,
        testing::{AHLEN_KI, Fixture, SOUTH_KI, county, day, details, intake},
        update_person,
    };

    fn question(given_name: &str, family_name: &str, born: &str) -> DuplicateQuestion {
        DuplicateQuestion {
            given_name: given_name.to_owned(),
            family_name: family_name.to_owned(),
            birth_date: born.parse().ok(),
        }
    }

    async fn names(context: &CountyContext, question: DuplicateQuestion) -> Vec<String> {
        let found = find_duplicates(context, &question).await.expect("looks");
        let found = found.found.iter();
        found.map(|(person, _)| person.display_name()).collect()
    }

    /// The county with the hint switched on.
    fn hinting() -> Arc<County> {
        county(|files| {
            let file = files.get_mut("county.yaml").expect("a county");
            let at = file.find("\nfeatures:\n").expect("features") + "\nfeatures:\n".len();
            file.insert_str(at, "  duplicate_hint_beyond_scope: true\n");
        })
    }

    #[tokio::test]
    async fn who_sounds_alike_is_found_with_the_reasons() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let born = |given, family, birth_date: &str| PersonDetails {
                birth_date: birth_date.parse().ok(),
                ..details(given, family)
            };
            for (given, family, birth_date) in [
                ("Mohammed", "Al-Haddad", "1990-05-03"),
                ("Muhamad", "Hadad", "1990-03-05"),
                ("Mohammed", "Haddad", "1971-12-24"),
                ("Mahmoud", "Haddad", "1985-05-03"),
            ] {
                let new = born(given, family, birth_date);
                register_person(&lead, new, None).await.expect("registers");
            }
            let found = find_duplicates(&lead, &question("Mohamad", "Haddad", "1990-03-05"))
                .await
                .expect("looks");
            let shown: Vec<_> = found
                .found
                .iter()
                .map(|(person, likeness)| (person.display_name(), likeness.reasons))
                .collect();
            assert_eq!(
                shown,
                [
                    ("Muhamad Hadad".to_owned(), [NameSoundsAlike, SameBirthDate]),
                    (
                        "Mohammed Al-Haddad".to_owned(),
                        [NameSoundsAlike, BirthDateSwapped]
                    ),
                ],
                "{store:?}"
            );
            assert!(!found.beyond_scope);
            for incomplete in [question("", "Haddad", ""), question("Mohamad", " ", "")] {
                assert!(names(&lead, incomplete).await.is_empty());
            }
        }
    }

    #[tokio::test]
    async fn a_corrected_name_is_looked_up_as_it_is_now() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let person = fixture.person(&lead, "Amina", "Haddad").await;
            let renamed = update_person(&lead, person.id, 1, details("Amina", "Schneider")).await;
            renamed.expect("updates");
            assert!(
                names(&lead, question("Amina", "Haddad", ""))
                    .await
                    .is_empty()
            );
            let now = names(&lead, question("Amina", "Shneider", "1990-05-01")).await;
            assert_eq!(now, ["Amina Schneider"], "{store:?}");
        }
    }

    #[tokio::test]
    async fn beyond_the_scope_nothing_is_told_unless_the_county_allows_and_then_no_data() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let person = fixture.person(&lead, "Amina", "Haddad").await;
            open_case(&lead, intake(&person, SOUTH_KI), None)
                .await
                .expect("opens");
            let ahlen = Scope::unit("ahlen".parse().expect("a key"));
            let manager = fixture.signed_in(Role::CaseManager, ahlen).await;
            let asked = question("Amina", "Hadad", "1990-05-01");
            let silent = find_duplicates(&manager, &asked).await.expect("looks");
            assert_eq!(silent, Duplicates::default(), "{store:?}");
            let hinted = fixture.with_county(&manager, hinting());
            let told = find_duplicates(&hinted, &asked).await.expect("looks");
            assert_eq!((told.found.len(), told.beyond_scope), (0, true));
            let vague = question("Amina", "Hadad", "");
            let not_told = find_duplicates(&hinted, &vague).await.expect("looks");
            assert!(!not_told.beyond_scope, "a common name alone tells nothing");
            fixture.case(&lead, "Hadad", AHLEN_KI).await;
            let both = find_duplicates(&hinted, &asked).await.expect("looks");
            assert_eq!((both.found.len(), both.beyond_scope), (1, true));
            assert_eq!(both.found[0].0.birth_date, Some(day("1990-05-01")));
        }
    }

    #[tokio::test]
    async fn looking_needs_two_statements() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            fixture.person(&lead, "Amina", "Haddad").await;
            let request = fixture.again(&lead);
            let asked = question("Amina", "Haddad", "1990-05-01");
            assert_eq!(names(&request, asked).await.len(), 1);
            assert_eq!(request.database().statements().total(), 2, "{store:?}");
        }
    }
}
