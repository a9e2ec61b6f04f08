//! A run of a rule as the schema shows it.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use casework::{
    cases_by_ids,
    model::{CaseId, PersonId},
    persons_by_ids,
};
use chrono::{DateTime, Utc};
use kernel::{access::Permission, paging::Page};
use plugins_host::points::ExtensionPoint;
use rules::{
    explain, find_version,
    model::{RuleRun as Stored, RuleRunId, RunChange, RunState, RunSum, SubjectKind},
};
use uuid::Uuid;

use super::words::{RuleRemark, choice_word, outcome_entry};
use crate::{
    Date,
    caller::{Caller, caller, county},
    connection::{PagePosition, connection_types, cursor_text, list_cost, page_request},
    county::{cases::Case, persons::Person, structure::municipality_entry},
    errors::Answer,
    ids::NodeKind,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
};

/// A run of a rule over everything that it applies to: trying a version out, or deciding anew. Permission: rule.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct RuleRun {
    /// Its id.
    pub(super) id: ID,
    /// What it is for: `try-out` or `evaluation`.
    kind: CodeListEntry,
    /// How far it is.
    state: CodeListEntry,
    /// Whether it goes on.
    is_running: bool,
    /// The day that is judged for.
    as_of: Date,
    /// Persons or cases to be judged; 0 before they were counted.
    total: i32,
    /// How many were.
    done: i32,
    /// For how many the answer differs: from the rule that holds, or from the decision kept.
    changed: i32,
    /// How the rule failed.
    failure: Option<RuleRemark>,
    /// When it began.
    started_at: DateTime<Utc>,
    /// When it ended.
    finished_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    key: RuleRunId,
    #[graphql(skip)]
    version: rules::model::RuleVersionId,
    #[graphql(skip)]
    point: ExtensionPoint,
}

impl RuleRun {
    pub(super) fn for_caller(run: Stored, point: ExtensionPoint, caller: &Caller) -> Self {
        let locale = caller.locale();
        Self {
            id: NodeKind::RuleRun.global_id(run.id.0),
            kind: CodeListEntry::of_platform(locale, "rule-run-kind", run.kind.key()),
            state: CodeListEntry::of_platform(locale, "rule-run-state", run.state.key()),
            is_running: run.state == RunState::Running,
            as_of: run.as_of.into(),
            total: run.total,
            done: run.done,
            changed: run.changed,
            failure: run.failure.map(|remark| RuleRemark::new(locale, remark)),
            started_at: run.started_at,
            finished_at: run.finished_at,
            key: run.id,
            version: run.version,
            point,
        }
    }
}

/// How many answers change in one municipality from one outcome to another.
#[derive(SimpleObject)]
pub struct RuleRunSum {
    /// The municipality: AGS and name; null where the place is not known.
    municipality: Option<CodeListEntry>,
    /// The outcome by the rule that holds; null where none holds.
    before: Option<CodeListEntry>,
    /// The outcome by the version tried out.
    after: CodeListEntry,
    /// How many persons or cases.
    count: i64,
}

/// One answer that changes.
#[derive(SimpleObject)]
pub struct RuleRunChange {
    /// The person, for rules about persons.
    person: Option<Person>,
    /// The case, for rules about cases.
    case: Option<Case>,
    /// The outcome by the rule that holds; null where none holds.
    before: Option<CodeListEntry>,
    /// The outcome by the version tried out.
    after: CodeListEntry,
    /// Why, in the rule's own words, first the reason that decided.
    reasons: Vec<String>,
}

connection_types!(
    "answers that change",
    RuleRunChangeConnection,
    RuleRunChangeEdge,
    RuleRunChange
);

#[ComplexObject]
impl RuleRun {
    /// The version that was asked.
    async fn version(&self, ctx: &Context<'_>) -> Result<Option<super::version::RuleVersion>> {
        let found = super::version::find_version(ctx, self.version).await?;
        Ok(found.map(|(_, version)| version))
    }

    /// What the run found, in figures for each municipality; empty for a re-evaluation.
    #[graphql(complexity = "20 + CONFIGURED_LIST_COST * child_complexity")]
    async fn sums(&self, ctx: &Context<'_>) -> Result<Vec<RuleRunSum>> {
        let context = county(ctx);
        let (files, locale) = (context.county(), context.locale());
        let sums = rules::list_run_sums(context, self.key)
            .await
            .or_top_level(locale)?;
        let entry = |outcome: &str| outcome_entry(files, locale, self.point, outcome);
        let shown = |sum: RunSum| RuleRunSum {
            municipality: sum
                .municipality
                .and_then(|ags| ags.parse().ok())
                .map(|ags| municipality_entry(files, &ags)),
            before: sum.before.as_deref().map(entry),
            after: entry(&sum.after),
            count: sum.count,
        };
        Ok(sums.into_iter().map(shown).collect())
    }

    /// What the run found, one by one: those persons or cases that the viewer may see. Null without person.read or
    /// case.read.
    #[graphql(complexity = "20 + list_cost(first, child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The AGS of a municipality; all if left out.")] municipality: Option<
            String,
        >,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<Option<RuleRunChangeConnection>> {
        let context = county(ctx);
        let locale = context.locale();
        let page = page_request::<Uuid>(locale, first, after.as_deref())?;
        let Some(kind) = self.visible_kind(caller(ctx)) else {
            return Ok(None);
        };
        let changes = rules::list_run_changes(context, self.key, municipality.as_deref(), &page)
            .await
            .or_top_level(locale)?;
        let position = PagePosition::of(&changes, &page);
        let rows = self.show(ctx, kind, changes).await?;
        Ok(Some(RuleRunChangeConnection::new(
            position,
            rows.into_iter(),
        )))
    }
}

impl RuleRun {
    /// What the rule is about, if the viewer may see such things.
    fn visible_kind(&self, caller: &Caller) -> Option<SubjectKind> {
        let kind = caller.rules.application(self.point)?.subject_kind();
        let permission = match kind {
            SubjectKind::Person => Permission::PersonRead,
            SubjectKind::Case => Permission::CaseRead,
            // The figures say all that there is.
            SubjectKind::Municipality => Permission::StructureRead,
        };
        caller.context.actor().may(permission).then_some(kind)
    }

    async fn show(
        &self,
        ctx: &Context<'_>,
        kind: SubjectKind,
        changes: Page<RunChange>,
    ) -> Result<Vec<(String, RuleRunChange)>> {
        let context = county(ctx);
        let (files, locale) = (context.county(), context.locale());
        let version = find_version(context, self.version)
            .await
            .or_top_level(locale)?;
        let about = version.and_then(|version| version.about);
        let ids: Vec<Uuid> = changes.rows.iter().map(|change| change.subject).collect();
        let mut persons = std::collections::HashMap::new();
        let mut cases = std::collections::HashMap::new();
        match kind {
            SubjectKind::Person => {
                let ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
                persons = persons_by_ids(context, &ids).await.or_top_level(locale)?;
            }
            SubjectKind::Case => {
                let ids: Vec<CaseId> = ids.into_iter().map(CaseId).collect();
                cases = cases_by_ids(context, &ids).await.or_top_level(locale)?;
            }
            SubjectKind::Municipality => {}
        }
        let entry = |outcome: &str| outcome_entry(files, locale, self.point, outcome);
        let row = |change: RunChange| {
            let person = persons.remove(&PersonId(change.subject));
            let case = cases.remove(&CaseId(change.subject));
            if person.is_none() && case.is_none() {
                return None;
            }
            let reasons = about.as_ref().map(|about| {
                explain(
                    (files, locale),
                    about,
                    (&change.input, &change.output),
                    |list, position| choice_word(locale, list, position),
                )
            });
            let shown = RuleRunChange {
                person: person.map(|person| Person::for_caller(person, caller(ctx))),
                case: case.map(|case| Case::for_caller(case, caller(ctx))),
                before: change.before.as_deref().map(entry),
                after: entry(&change.after),
                reasons: reasons.unwrap_or_default(),
            };
            Some((cursor_text(&change.subject), shown))
        };
        Ok(changes.rows.into_iter().filter_map(row).collect())
    }
}
