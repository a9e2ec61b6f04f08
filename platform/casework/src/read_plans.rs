//! Reading assessments, plans and consents of a case.

use std::collections::{HashMap, HashSet};

use kernel::{access::Permission, errors::Failure};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use tenants::CountyContext;

use crate::{
    case_scope::is_one_of,
    model::{Assessment, CaseId, Consent, Plan, PlanGoal, PlanGoalId, PlanId, PlanStep},
    read_course::readable_cases,
    tables::{assessments, consents, plan_goals, plan_steps, plans},
};

/// The assessments of a case, latest first; of an area and day only what was entered last. Needs
/// [`Permission::SupportRead`] for the case.
pub async fn list_assessments(
    context: &CountyContext,
    case: CaseId,
) -> Result<Vec<Assessment>, Failure> {
    readable(context, case).await?;
    let rows = assessments::Entity::find()
        .filter(assessments::Column::CaseId.eq(case))
        .order_by_desc(assessments::Column::AssessedOn)
        .order_by_desc(assessments::Column::Id)
        .all(context.database())
        .await?;
    let mut said = HashSet::new();
    Ok(rows
        .into_iter()
        .filter(|row| said.insert((row.life_area.clone(), row.assessed_on)))
        .map(Assessment::from)
        .collect())
}

/// The versions of a case's plan, latest first. Needs [`Permission::SupportRead`] for the case.
pub async fn list_plans(context: &CountyContext, case: CaseId) -> Result<Vec<Plan>, Failure> {
    readable(context, case).await?;
    let rows = plans::Entity::find()
        .filter(plans::Column::CaseId.eq(case))
        .order_by_desc(plans::Column::Number)
        .all(context.database())
        .await?;
    with_goals(context.database(), rows).await
}

/// The consents of a case, latest first. Needs [`Permission::SupportRead`] for the case.
pub async fn list_consents(context: &CountyContext, case: CaseId) -> Result<Vec<Consent>, Failure> {
    readable(context, case).await?;
    let rows = consents::Entity::find()
        .filter(consents::Column::CaseId.eq(case))
        .order_by_desc(consents::Column::SignedOn)
        .order_by_desc(consents::Column::Id)
        .all(context.database())
        .await?;
    Ok(rows.into_iter().map(Consent::from).collect())
}

async fn readable(context: &CountyContext, case: CaseId) -> Result<(), Failure> {
    let readable = readable_cases(context, Permission::SupportRead, &[case]).await?;
    if readable.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(())
}

/// A version as it stands. The caller knows that the actor may see it.
pub(crate) async fn load_plan(
    connection: &impl ConnectionTrait,
    id: PlanId,
) -> Result<Plan, Failure> {
    let row = plans::Entity::find_by_id(id).one(connection).await?;
    let mut found = with_goals(connection, row.into_iter().collect()).await?;
    found.pop().ok_or(Failure::NotFound)
}

/// Two statements, however many versions there are.
async fn with_goals(
    connection: &impl ConnectionTrait,
    rows: Vec<plans::Model>,
) -> Result<Vec<Plan>, Failure> {
    let backend = connection.get_database_backend();
    let ids: Vec<PlanId> = rows.iter().map(|plan| plan.id).collect();
    let goals = plan_goals::Entity::find()
        .filter(is_one_of(backend, plan_goals::Column::PlanId, ids))
        .order_by_asc(plan_goals::Column::Position)
        .all(connection)
        .await?;
    let ids: Vec<PlanGoalId> = goals.iter().map(|goal| goal.id).collect();
    let steps = plan_steps::Entity::find()
        .filter(is_one_of(backend, plan_steps::Column::GoalId, ids))
        .order_by_asc(plan_steps::Column::Position)
        .all(connection)
        .await?;
    let mut steps_of: HashMap<PlanGoalId, Vec<PlanStep>> = HashMap::new();
    for step in steps {
        steps_of.entry(step.goal_id).or_default().push(step.into());
    }
    let mut goals_of: HashMap<PlanId, Vec<PlanGoal>> = HashMap::new();
    for goal in goals {
        let steps = steps_of.remove(&goal.id).unwrap_or_default();
        goals_of
            .entry(goal.plan_id)
            .or_default()
            .push(goal.with_steps(steps));
    }
    let plan = |row: plans::Model| {
        let goals = goals_of.remove(&row.id).unwrap_or_default();
        row.with_goals(goals)
    };
    Ok(rows.into_iter().map(plan).collect())
}
