//! What retention rules need to know of records, read for many at a time.

use std::collections::HashMap;

use chrono::NaiveDate;
use kernel::errors::Failure;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryResult,
    sea_query::{Expr, ExprTrait, JoinType, Query, SelectStatement},
};
use tenants::{
    County,
    model::retention::{DataKind, RetentionRule},
};
use uuid::Uuid;

use crate::{
    model::{CaseStanding, CaseState, Due, RetentionFacts, SubjectKind, due, latest},
    personal_data::personal_data,
    tables::{cases, households, persons, privacy::last_closings},
};

/// What is due of one record: the whole of it, or some kinds of data in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Periods {
    pub(super) subject: Uuid,
    /// When the whole record goes.
    pub(super) whole: Option<Due>,
    /// When kinds of data that hang on it go.
    pub(super) parts: Vec<(DataKind, Option<Due>)>,
}

/// What is known of the rows of one kind that hang on one record.
#[derive(Debug, Clone, Copy)]
struct Part {
    collected_on: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    all_ended: bool,
}

type Parts = HashMap<Uuid, Vec<(DataKind, Part)>>;

/// The rule of a kind; the check of the county's files lets none be without.
fn rule(county: &County, kind: DataKind) -> &RetentionRule {
    county
        .retention_rule(kind)
        .expect("a county without a rule for a kind does not pass the check")
}

/// The periods of cases and what is in them.
pub(super) async fn of_cases(
    connection: &impl ConnectionTrait,
    county: &County,
    rows: &[cases::Model],
) -> Result<Vec<Periods>, Failure> {
    let ids: Vec<Uuid> = rows.iter().map(|case| case.id.0).collect();
    let mut parts = parts_of(connection, SubjectKind::Case, &ids).await?;
    let periods = rows.iter().map(|case| {
        let facts = RetentionFacts {
            collected_on: case.opened_on,
            cases: standing(case),
            ended_on: case.closed_on.filter(|_| case.state == CaseState::Closed),
            account_closed_on: None,
        };
        let found = parts.remove(&case.id.0).unwrap_or_default();
        periods(county, (DataKind::Case, case.id.0), &facts, &found, &[])
    });
    Ok(periods.collect())
}

/// The periods of persons. A person does not go before the own cases, and waits for those of the household.
pub(super) async fn of_persons(
    connection: &impl ConnectionTrait,
    county: &County,
    rows: &[persons::Model],
) -> Result<Vec<Periods>, Failure> {
    let ids: Vec<Uuid> = rows.iter().map(|person| person.id.0).collect();
    let mut parts = parts_of(connection, SubjectKind::Person, &ids).await?;
    let own = cases::Entity::find().filter(cases::Column::PersonId.is_in(ids.clone()));
    let own = own.all(connection).await?;
    let mut standings = household_standings(connection, "person_id", &ids).await?;
    merge_last_closings(connection, &ids, &mut standings).await?;
    let mut of_own: HashMap<Uuid, Vec<Option<Due>>> = HashMap::new();
    for (case, periods) in own.iter().zip(of_cases(connection, county, &own).await?) {
        let person = case.person_id.0;
        merge(&mut standings, person, standing(case));
        of_own.entry(person).or_default().push(periods.whole);
    }
    let periods = rows.iter().map(|person| {
        let id = person.id.0;
        let facts = RetentionFacts {
            collected_on: person.created_at.date_naive(),
            cases: standings.get(&id).copied().unwrap_or(CaseStanding::None),
            ended_on: None,
            account_closed_on: None,
        };
        let found = parts.remove(&id).unwrap_or_default();
        let own = of_own.remove(&id).unwrap_or_default();
        periods(county, (DataKind::Person, id), &facts, &found, &own)
    });
    Ok(periods.collect())
}

/// The periods of households: those of the cases that name them and of their members' cases.
pub(super) async fn of_households(
    connection: &impl ConnectionTrait,
    county: &County,
    rows: &[households::Model],
) -> Result<Vec<Periods>, Failure> {
    let ids: Vec<Uuid> = rows.iter().map(|household| household.id.0).collect();
    let mut parts = parts_of(connection, SubjectKind::Household, &ids).await?;
    let mut standings = household_standings(connection, "household_id", &ids).await?;
    merge_last_closings(connection, &ids, &mut standings).await?;
    let naming = cases::Entity::find().filter(cases::Column::HouseholdId.is_in(ids));
    for case in naming.all(connection).await? {
        if let Some(household) = case.household_id {
            merge(&mut standings, household.0, standing(&case));
        }
    }
    let periods = rows.iter().map(|household| {
        let id = household.id.0;
        let facts = RetentionFacts {
            collected_on: household.created_at.date_naive(),
            cases: standings.get(&id).copied().unwrap_or(CaseStanding::None),
            ended_on: None,
            account_closed_on: None,
        };
        let found = parts.remove(&id).unwrap_or_default();
        periods(county, (DataKind::Household, id), &facts, &found, &[])
    });
    Ok(periods.collect())
}

/// The period of an account that was closed.
pub(super) fn of_account(county: &County, id: Uuid, facts: &RetentionFacts) -> Periods {
    periods(county, (DataKind::Account, id), facts, &[], &[])
}

fn standing(case: &cases::Model) -> CaseStanding {
    match (case.state, case.closed_on) {
        (CaseState::Closed, Some(on)) => CaseStanding::Closed(on),
        _ => CaseStanding::Open,
    }
}

fn merge(standings: &mut HashMap<Uuid, CaseStanding>, subject: Uuid, standing: CaseStanding) {
    let known = standings.entry(subject).or_insert(CaseStanding::None);
    *known = known.and(standing);
}

fn periods(
    county: &County,
    (kind, subject): (DataKind, Uuid),
    facts: &RetentionFacts,
    found: &[(DataKind, Part)],
    below: &[Option<Due>],
) -> Periods {
    let part_due = |(kind, part): &(DataKind, Part)| {
        let facts = RetentionFacts {
            collected_on: part.collected_on.unwrap_or(facts.collected_on),
            ended_on: part.ended_on.filter(|_| part.all_ended),
            ..*facts
        };
        (*kind, due(rule(county, *kind), &facts))
    };
    let parts: Vec<(DataKind, Option<Due>)> = found.iter().map(part_due).collect();
    let own = due(rule(county, kind), facts);
    let all = parts.iter().map(|(_, due)| *due);
    Periods {
        subject,
        whole: latest(all.chain(below.iter().copied()).chain([own])),
        parts,
    }
}

/// What the tables of other kinds hold that hang directly on records of this one.
async fn parts_of(
    connection: &impl ConnectionTrait,
    subject: SubjectKind,
    ids: &[Uuid],
) -> Result<Parts, DbErr> {
    let mut parts = Parts::new();
    let own_kinds = [
        DataKind::Person,
        DataKind::Household,
        DataKind::Case,
        DataKind::Account,
    ];
    for (table, rows) in personal_data().personal() {
        if own_kinds.contains(&rows.kind) {
            continue;
        }
        let links = rows.links.iter();
        for link in links.filter(|link| Some(link.table) == subject.table()) {
            let query = part_query((table, link.column), rows.collected, rows.ended, ids);
            for row in connection.query_all(&query).await? {
                let id: Uuid = row.try_get("", "subject")?;
                let part = Part {
                    collected_on: day(&row, "collected")?,
                    ended_on: day(&row, "ended")?,
                    all_ended: row.try_get::<i64>("", "open")? == 0,
                };
                add_part(parts.entry(id).or_default(), rows.kind, part);
            }
        }
    }
    Ok(parts)
}

/// Several tables may hold data of one kind.
fn add_part(parts: &mut Vec<(DataKind, Part)>, kind: DataKind, part: Part) {
    match parts.iter_mut().find(|(known, _)| *known == kind) {
        Some((_, known)) => {
            known.collected_on = Ord::max(known.collected_on, part.collected_on);
            known.ended_on = Ord::max(known.ended_on, part.ended_on);
            known.all_ended &= part.all_ended;
        }
        None => parts.push((kind, part)),
    }
}

fn part_query(
    (table, column): (&'static str, &'static str),
    collected: Option<&'static str>,
    ended: Option<&'static str>,
    ids: &[Uuid],
) -> SelectStatement {
    let last = |column: Option<&'static str>| match column {
        Some(column) => Expr::col(column).max().cast_as("text"),
        None => Expr::val(Option::<String>::None).cast_as("text"),
    };
    let open = match ended {
        Some(ended) => Expr::col(column).count().sub(Expr::col(ended).count()),
        None => Expr::col(column).count(),
    };
    let mut query = Query::select();
    query
        .expr_as(Expr::col(column), "subject")
        .expr_as(last(collected), "collected")
        .expr_as(last(ended), "ended")
        .expr_as(open, "open")
        .from(table)
        .and_where(Expr::col(column).is_in(ids.iter().copied()))
        .group_by_col(column);
    query
}

/// The day of a date or instant as text: both databases write it first.
fn day(row: &QueryResult, column: &str) -> Result<Option<NaiveDate>, DbErr> {
    let text: Option<String> = row.try_get("", column)?;
    let day = text.as_deref().and_then(|text| text.get(..10));
    Ok(day.and_then(|day| day.parse().ok()))
}

/// How the cases stand that belong to households: named by a case, or a member is client of one. Asked of members
/// (`person_id`) or of households (`household_id`).
async fn household_standings(
    connection: &impl ConnectionTrait,
    asked: &'static str,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, CaseStanding>, DbErr> {
    let mut of_members = Query::select();
    of_members
        .from_as("household_members", "m")
        .join_as(
            JoinType::InnerJoin,
            "household_members",
            "n",
            Expr::col(("n", "household_id")).equals(("m", "household_id")),
        )
        .join_as(
            JoinType::InnerJoin,
            "cases",
            "c",
            Expr::col(("c", "person_id")).equals(("n", "person_id")),
        );
    let mut naming = Query::select();
    naming.from_as("household_members", "m").join_as(
        JoinType::InnerJoin,
        "cases",
        "c",
        Expr::col(("c", "household_id")).equals(("m", "household_id")),
    );
    let mut standings = HashMap::new();
    for mut query in [of_members, naming] {
        query
            .distinct()
            .expr_as(Expr::col(("m", asked)), "subject")
            .expr_as(Expr::col(("c", "state")), "state")
            .expr_as(Expr::col(("c", "closed_on")), "closed_on")
            .and_where(Expr::col(("m", asked)).is_in(ids.iter().copied()));
        for row in connection.query_all(&query).await? {
            let state: CaseState = row.try_get("", "state")?;
            let closed_on: Option<NaiveDate> = row.try_get("", "closed_on")?;
            let standing = match (state, closed_on) {
                (CaseState::Closed, Some(on)) => CaseStanding::Closed(on),
                _ => CaseStanding::Open,
            };
            merge(&mut standings, row.try_get("", "subject")?, standing);
        }
    }
    Ok(standings)
}

/// Cases that are gone count on.
async fn merge_last_closings(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    standings: &mut HashMap<Uuid, CaseStanding>,
) -> Result<(), DbErr> {
    let query = last_closings::Entity::find()
        .filter(last_closings::Column::SubjectId.is_in(ids.iter().copied()));
    for row in query.all(connection).await? {
        merge(
            standings,
            row.subject_id,
            CaseStanding::Closed(row.closed_on),
        );
    }
    Ok(())
}
