//! Whom the county serves: what rules are told of persons, families together.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use chrono::NaiveDate;
use kernel::errors::Failure;
use plugins_host::points::{
    Classify, ExtensionPoint,
    types::target_group::{Person, Placement, Request, Residence},
};
use rules::{
    Application, AskFailure, Asked, RuleCall, answers_about,
    model::{Answered, SubjectKind},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tenants::{County, CountyContext};
use uuid::Uuid;

use crate::{
    case_scope::is_one_of,
    model::{HouseholdId, HouseholdRole, PersonId, ResidenceStatus},
    programmes::load_programmes,
    tables::{household_members, persons},
};

/// The key that stands for a place that is not known, after the county's municipalities.
const PLACE_NOT_KNOWN: &str = "not-known";

/// Asks target-group rules about persons.
#[derive(Debug)]
pub(super) struct StagesOfPersons;

/// The word for a placement: the stage's key, with `/waiting` for somebody in a stage that is not served yet; `none`
/// for somebody in no stage.
fn stage_outcome(stages: &[String], placement: &Placement) -> String {
    let stage = placement
        .stage
        .and_then(|position| stages.get(usize::from(position)));
    match (stage, placement.eligible) {
        (Some(stage), true) => stage.clone(),
        (Some(stage), false) => format!("{stage}/waiting"),
        (None, _) => "none".to_owned(),
    }
}

#[async_trait]
impl Application for StagesOfPersons {
    fn point(&self) -> ExtensionPoint {
        ExtensionPoint::TargetGroup
    }

    fn subject_kind(&self) -> SubjectKind {
        SubjectKind::Person
    }

    async fn list_subjects(
        &self,
        context: &CountyContext,
        as_of: NaiveDate,
    ) -> Result<Vec<(Uuid, Uuid)>, Failure> {
        let memberships = household_members::Entity::find()
            .filter(current_on(as_of))
            .select_only()
            .column(household_members::Column::PersonId)
            .column(household_members::Column::HouseholdId);
        let memberships: Vec<(Uuid, Uuid)> =
            memberships.into_tuple().all(context.database()).await?;
        let families = first_family(memberships);
        let ids: Vec<Uuid> = persons::Entity::find()
            .select_only()
            .column(persons::Column::Id)
            .into_tuple()
            .all(context.database())
            .await?;
        let group = |id: Uuid| (families.get(&id).copied().unwrap_or(id), id);
        let mut subjects: Vec<(Uuid, Uuid)> = ids.into_iter().map(group).collect();
        subjects.sort_unstable();
        Ok(subjects)
    }

    async fn ask(
        &self,
        context: &CountyContext,
        call: &RuleCall<'_>,
        subjects: &[Uuid],
        as_of: NaiveDate,
    ) -> Result<Result<Vec<Answered>, AskFailure>, Failure> {
        let rows = load_families(context, subjects, as_of).await?;
        let vocabulary = Vocabulary::of(context.county());
        let told: Vec<Person> = rows.iter().map(|row| vocabulary.describe(row)).collect();
        let question = vocabulary.question(as_of, told.clone(), call.parameters());
        let called = match call.ask::<Classify>(question).await {
            Ok(called) => called,
            Err(failure) => return Ok(Err(failure)),
        };
        let families = rows.chunk_by(|one, next| one.family.is_some() && one.family == next.family);
        let wanted: BTreeSet<Uuid> = subjects.iter().copied().collect();
        let mut begin = 0;
        let mut asked = Vec::new();
        for family in families {
            let members = &told[begin..begin + family.len()];
            for (position, row) in family.iter().enumerate() {
                if !wanted.contains(&row.person.id.0) {
                    continue;
                }
                let alone = members.iter().copied().map(as_only_family).collect();
                let alone = vocabulary.question(as_of, alone, String::new());
                let place = row.person.municipality_ags.as_ref();
                asked.push(Asked {
                    row: begin + position,
                    subject: row.person.id.0,
                    municipality: place.map(ToString::to_string),
                    input: RuleCall::input_of::<Classify>(&alone),
                    position,
                });
            }
            begin += family.len();
        }
        let stages = &vocabulary.stages;
        Ok(Ok(answers_about(&called, asked, |placement| {
            stage_outcome(stages, placement)
        })))
    }
}

/// A person with what rules are told besides the person's own data.
struct Row {
    person: persons::Model,
    programmes: Vec<String>,
    /// The family's number within the question, from 1.
    family: Option<u32>,
    is_child: bool,
}

/// Families are numbered within a question, so the only one is the first.
fn as_only_family(person: Person) -> Person {
    Person {
        family: person.family.min(1),
        ..person
    }
}

fn current_on(day: NaiveDate) -> Condition {
    let last_day = household_members::Column::ValidTo;
    Condition::all()
        .add(household_members::Column::ValidFrom.lte(day))
        .add(
            Condition::any()
                .add(last_day.is_null())
                .add(last_day.gte(day)),
        )
}

/// Somebody who belongs to several households is judged with the one that was made first.
fn first_family(memberships: Vec<(Uuid, Uuid)>) -> BTreeMap<Uuid, Uuid> {
    let mut families: BTreeMap<Uuid, Uuid> = BTreeMap::new();
    for (person, household) in memberships {
        let family = families.entry(person).or_insert(household);
        *family = household.min(*family);
    }
    families
}

/// The persons and all who belong to their families, family by family.
async fn load_families(
    context: &CountyContext,
    subjects: &[Uuid],
    as_of: NaiveDate,
) -> Result<Vec<Row>, Failure> {
    use household_members::Column::{HouseholdId as Household, PersonId as Member};
    let database = context.database();
    let backend = database.get_database_backend();
    let of_subjects: Vec<(Uuid, Uuid)> = household_members::Entity::find()
        .filter(is_one_of(backend, Member, subjects.iter().copied()))
        .filter(current_on(as_of))
        .select_only()
        .columns([Member, Household])
        .into_tuple()
        .all(database)
        .await?;
    let households: Vec<Uuid> = first_family(of_subjects).into_values().collect();
    let members: Vec<(Uuid, Uuid, HouseholdRole)> = household_members::Entity::find()
        .filter(is_one_of(backend, Household, households))
        .filter(current_on(as_of))
        .order_by_asc(Household)
        .order_by_asc(Member)
        .select_only()
        .columns([Member, Household, household_members::Column::Role])
        .into_tuple()
        .all(database)
        .await?;
    let families = first_family(
        members
            .iter()
            .map(|(id, family, _)| (*id, *family))
            .collect(),
    );
    let mut ids: Vec<Uuid> = subjects.to_vec();
    ids.extend(families.keys());
    ids.sort_unstable();
    ids.dedup();
    let people = persons::Entity::find()
        .filter(is_one_of(backend, persons::Column::Id, ids.iter().copied()))
        .all(database)
        .await?;
    let ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
    let mut programmes = load_programmes(database, &ids, as_of).await?;
    let children: BTreeSet<(Uuid, Uuid)> = members
        .iter()
        .filter(|(.., role)| *role == HouseholdRole::Child)
        .map(|(id, household, _)| (*id, *household))
        .collect();
    let mut rows: Vec<(Option<HouseholdId>, Row)> = people
        .into_iter()
        .map(|person| {
            let family = families.get(&person.id.0).copied();
            let is_child = family.is_some_and(|family| children.contains(&(person.id.0, family)));
            let keys = programmes.remove(&person.id).unwrap_or_default();
            let row = Row {
                programmes: keys.into_iter().map(String::from).collect(),
                family: None,
                is_child,
                person,
            };
            (family.map(HouseholdId), row)
        })
        .collect();
    rows.sort_by_key(|(family, row)| (*family, row.person.id));
    Ok(number_families(rows))
}

/// Numbers the families, whose members stand together, from 1.
fn number_families(rows: Vec<(Option<HouseholdId>, Row)>) -> Vec<Row> {
    let mut number = 0;
    let mut last = None;
    let numbered = rows.into_iter().map(|(family, row)| {
        if family.is_some() && family != last {
            number += 1;
            last = family;
        }
        Row {
            family: family.map(|_| number),
            ..row
        }
    });
    numbered.collect()
}

/// The county's words as they cross in one question.
struct Vocabulary {
    stages: Vec<String>,
    programmes: Vec<String>,
    municipalities: Vec<String>,
}

impl Vocabulary {
    fn of(county: &County) -> Self {
        let municipalities = county.municipalities().iter();
        let municipalities = municipalities.map(|municipality| municipality.ags.to_string());
        let keys = |key: &dyn AsRef<str>| key.as_ref().to_owned();
        Self {
            stages: county.stages().iter().map(|e| keys(&e.key)).collect(),
            programmes: county.programmes().iter().map(|e| keys(&e.key)).collect(),
            municipalities: municipalities.chain([PLACE_NOT_KNOWN.to_owned()]).collect(),
        }
    }

    fn question(&self, as_of: NaiveDate, persons: Vec<Person>, parameters: String) -> Request {
        Request {
            as_of: as_of.into(),
            parameters,
            stages: self.stages.clone(),
            programmes: self.programmes.clone(),
            municipalities: self.municipalities.clone(),
            persons,
        }
    }

    fn describe(&self, row: &Row) -> Person {
        let person = &row.person;
        let place = person.municipality_ags.as_ref().and_then(|ags| {
            let mut known = self.municipalities.iter();
            known.position(|known| known == ags.as_str())
        });
        let place = place.unwrap_or(self.municipalities.len() - 1);
        let served_by = |programmes: u32, key: &String| {
            let bit = self.programmes.iter().position(|known| known == key);
            programmes | bit.map_or(0, |bit| 1 << bit)
        };
        Person {
            born: person.birth_date.map(Into::into),
            arrived: person.arrived_on.map(Into::into),
            residence: residence(person.residence_status),
            refugee: person.refugee,
            special_need: person.special_need,
            good_chances: person.good_chances,
            municipality: u16::try_from(place).expect("a county has few municipalities"),
            programmes: row.programmes.iter().fold(0, served_by),
            family: row.family.unwrap_or(0),
            child: row.is_child,
        }
    }
}

fn residence(status: Option<ResidenceStatus>) -> Residence {
    match status {
        None => Residence::Unknown,
        Some(ResidenceStatus::German) => Residence::German,
        Some(ResidenceStatus::EuFreeMovement) => Residence::EuFreeMovement,
        Some(ResidenceStatus::SettlementPermit) => Residence::SettlementPermit,
        Some(ResidenceStatus::HumanitarianPermit) => Residence::HumanitarianPermit,
        Some(ResidenceStatus::TemporaryProtection) => Residence::TemporaryProtection,
        Some(ResidenceStatus::ResidencePermit) => Residence::ResidencePermit,
        Some(ResidenceStatus::AsylumSeeker) => Residence::AsylumSeeker,
        Some(ResidenceStatus::Tolerated) => Residence::Tolerated,
        Some(ResidenceStatus::Other) => Residence::Other,
    }
}
