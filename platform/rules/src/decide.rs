//! Deciding about somebody or something by the rule that holds.

use std::collections::BTreeMap;

use kernel::{access::Permission, errors::Failure};
use plugins_host::points::ExtensionPoint;
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    TenantRules,
    application::Pace,
    failure_mark::{clear_failure, find_failure, record_failure},
    model::{Standing, SubjectKind},
    read_decisions::load_present,
    remember::remember,
    store::effective_version,
};

/// Where these persons or cases stand by the rule that holds today; none if the county has no rule for the point.
/// Needs [`Permission::PersonRead`] or [`Permission::CaseRead`]; the caller has read the subjects within its scope.
///
/// The rule is asked each time, which takes microseconds, so that nobody reads what held yesterday. An answer that is
/// new is kept as a decision. If the rule fails, the last decisions stay, with a mark.
///
/// # Errors
/// Of the database, or of an installation that cannot run rules; never of the rule.
pub async fn decide(
    context: &CountyContext,
    rules: &TenantRules,
    point: ExtensionPoint,
    subjects: &[Uuid],
) -> Result<Option<BTreeMap<Uuid, Standing>>, Failure> {
    let Some(application) = rules.application(point) else {
        return Ok(None);
    };
    context.authorize(match application.subject_kind() {
        SubjectKind::Person => Permission::PersonRead,
        SubjectKind::Case => Permission::CaseRead,
        SubjectKind::Municipality => Permission::StructureRead,
    })?;
    let today = context.clock().today();
    let Some(version) = effective_version(context.database(), point, today).await? else {
        return Ok(None);
    };
    let earlier_failure = find_failure(context, version.id).await?;
    let asked = match rules.call(context, &version, Pace::Interactive).await? {
        Ok(call) => application.ask(context, &call, subjects, today).await?,
        Err(failure) => Err(failure),
    };
    let (decisions, mark) = match asked {
        Ok(answered) => {
            if earlier_failure.is_some() {
                clear_failure(context, version.id).await?;
            }
            let by = context.account_id().ok();
            let decisions = remember(context, rules, (&version, today), answered, by).await?;
            (decisions, None)
        }
        Err(failure) => {
            let mark = record_failure(context, version.id, earlier_failure, &failure).await?;
            (load_present(context, point, subjects).await?, Some(mark))
        }
    };
    let standing = |subject: &Uuid| {
        let decision = decisions.get(subject).cloned();
        let mark = mark.clone();
        (decision.is_some() || mark.is_some()).then_some((*subject, Standing { decision, mark }))
    };
    Ok(Some(subjects.iter().filter_map(standing).collect()))
}
