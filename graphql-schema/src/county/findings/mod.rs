//! Findings: what cases show about the structures, without persons.

use std::collections::HashSet;

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    find_alike_findings, list_findings,
    model::{self, CaseId, FindingCursor, FindingFilter, FindingKind, NewFinding},
    record_finding, visible_cases,
};
use kernel::ids::AccountId;
use tenants::{CountyContext, words::Family};

use crate::{
    Date,
    caller::county,
    connection::{PagePosition, connection_types, cursor_text, list_cost, page_request},
    county::structure::{municipality_entry, unit_entry},
    errors::{Answer, UserError},
    gate::within,
    ids::NodeKind,
    input::{InputReader, given},
    labels::CodeListEntry,
    limits::LIST_INPUT_MAX,
    loaders::account_name,
};

/// A finding: what a case shows about the structures. It holds no personal data. Permission:
/// finding.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Finding {
    /// Its id.
    id: ID,
    /// What kind.
    kind: CodeListEntry,
    /// It in one line.
    title: String,
    /// What happens, and what would have to change.
    description: String,
    /// The municipality.
    municipality: CodeListEntry,
    /// The unit; null where the county has none.
    unit: Option<CodeListEntry>,
    /// The area of life; null if none was named.
    life_area: Option<CodeListEntry>,
    /// The laws whose services are concerned.
    legal_fields: Vec<CodeListEntry>,
    /// The offices and services concerned.
    offices: String,
    /// The day on which it was seen.
    seen_on: Date,
    /// The case that shows it: its id for those who may see the case, else null.
    case_id: Option<ID>,
    #[graphql(skip)]
    recorded_by: AccountId,
}

impl Finding {
    fn new(finding: model::Finding, context: &CountyContext, visible: &HashSet<CaseId>) -> Self {
        let (files, locale) = (context.county(), context.locale());
        let listed = |family, key: &str| CodeListEntry::of(files, locale, family, key);
        let case = visible.contains(&finding.case_id);
        Self {
            id: NodeKind::Finding.global_id(finding.id.0),
            kind: CodeListEntry::of_platform(locale, "finding-kind", finding.kind.key()),
            title: finding.title,
            description: finding.description,
            municipality: municipality_entry(files, &finding.municipality),
            unit: finding
                .unit
                .as_ref()
                .map(|unit| unit_entry(files, locale, unit)),
            life_area: finding
                .life_area
                .map(|area| listed(Family::LifeArea, area.as_str())),
            legal_fields: finding
                .legal_fields
                .iter()
                .map(|field| listed(Family::LegalField, field.as_str()))
                .collect(),
            offices: finding.offices,
            seen_on: finding.seen_on.into(),
            case_id: case.then(|| NodeKind::Case.global_id(finding.case_id.0)),
            recorded_by: finding.recorded_by,
        }
    }
}

#[ComplexObject]
impl Finding {
    /// The name of the account that recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

connection_types!("findings", FindingConnection, FindingEdge, Finding);

/// Which findings are wanted; what is left out does not narrow.
#[derive(Debug, Default, InputObject)]
pub struct FindingFilterInput {
    /// A key of `county.lists.support.findingKinds`.
    kind: Option<String>,
    /// A key of `county.lists.lifeAreas`.
    life_area: Option<String>,
    /// The AGS of a municipality.
    municipality: Option<String>,
}

impl FindingFilterInput {
    fn read(self) -> Result<FindingFilter, kernel::errors::Failure> {
        let mut reader = InputReader::default();
        let filter = FindingFilter {
            kind: reader.optional_choice("kind", self.kind.as_deref()),
            life_area: reader.optional_choice("lifeArea", self.life_area.as_deref()),
            municipality: reader.optional_choice("municipality", self.municipality.as_deref()),
        };
        reader.finish(filter)
    }
}

/// Reading findings.
#[derive(Default)]
pub struct FindingQuery;

#[Object]
impl FindingQuery {
    /// The county's findings, latest first. Permission: finding.read.
    #[graphql(complexity = "10 + list_cost(first, child_complexity)")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which are wanted.", default)] filter: FindingFilterInput,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<FindingConnection> {
        let context = county(ctx);
        let locale = context.locale();
        let page = page_request::<FindingCursor>(locale, first, after.as_deref())?;
        let filter = filter.read().or_top_level(locale)?;
        let found = list_findings(context, &filter, &page)
            .await
            .or_top_level(locale)?;
        let position = PagePosition::of(&found, &page);
        let visible = visible_of(context, &found.rows).await?;
        let row = |finding: model::Finding| {
            (
                cursor_text(&finding.cursor()),
                Finding::new(finding, context, &visible),
            )
        };
        Ok(FindingConnection::new(
            position,
            found.rows.into_iter().map(row),
        ))
    }

    /// Findings that speak of the same as this text, the most alike first, at most five: to be
    /// looked at before another is recorded. Permission: finding.read.
    #[graphql(complexity = "50 + 5 * child_complexity")]
    async fn alike_findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What somebody is about to record, in one line.")] text: String,
    ) -> Result<Vec<Finding>> {
        let context = county(ctx);
        let found = find_alike_findings(context, &text)
            .await
            .or_top_level(context.locale())?;
        let visible = visible_of(context, &found).await?;
        let shown = |finding| Finding::new(finding, context, &visible);
        Ok(found.into_iter().map(shown).collect())
    }
}

async fn visible_of(
    context: &CountyContext,
    findings: &[model::Finding],
) -> Result<HashSet<CaseId>> {
    let cases: Vec<CaseId> = findings.iter().map(|finding| finding.case_id).collect();
    visible_cases(context, &cases)
        .await
        .or_top_level(context.locale())
}

/// A finding as somebody enters it; its place is that of the case.
#[derive(Debug, InputObject)]
pub struct FindingRecordInput {
    /// The case that shows it.
    case_id: ID,
    /// A key of `county.lists.support.findingKinds`.
    kind: Option<String>,
    /// It in one line, without naming the client; at most 300 characters.
    title: String,
    /// What happens, and what would have to change, without naming the client; at most 4,000
    /// characters.
    description: String,
    /// A key of `county.lists.lifeAreas`.
    life_area: Option<String>,
    /// Keys of `county.lists.legalFields`.
    #[graphql(default)]
    legal_fields: Vec<String>,
    /// The offices and services concerned; at most 300 characters.
    #[graphql(default)]
    offices: String,
    /// The day; today if left out, neither in the future nor before the case was opened.
    seen_on: Option<Date>,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the finding recorded before.
    idempotency_key: Option<String>,
}

/// What recording a finding answers.
#[derive(SimpleObject)]
pub struct FindingPayload {
    /// The finding; null if the input has problems.
    finding: Option<Finding>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of findings.
#[derive(Default)]
pub struct FindingMutation;

#[Object]
impl FindingMutation {
    /// Records what a case shows about the structures. Permission: finding.record.
    async fn finding_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: FindingRecordInput,
    ) -> Result<FindingPayload> {
        let context = county(ctx);
        let locale = context.locale();
        within(
            locale,
            "listInput",
            input.legal_fields.len(),
            LIST_INPUT_MAX,
        )?;
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let seen_on = reader.optional_day("seenOn", input.seen_on.as_ref());
        let case_id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let new = NewFinding {
            case_id,
            kind: reader.optional_choice::<FindingKind>("kind", input.kind.as_deref()),
            title: input.title,
            description: input.description,
            life_area: given(input.life_area),
            legal_fields: input.legal_fields,
            offices: input.offices,
            seen_on: seen_on.unwrap_or_else(|| context.clock().today()),
        };
        let recorded = match reader.finish(new) {
            Ok(new) => record_finding(context, new, key).await,
            Err(failure) => Err(failure),
        };
        Ok(match recorded.or_user_errors(locale)? {
            Ok(finding) => FindingPayload {
                finding: Some(Finding::new(finding, context, &HashSet::from([case_id]))),
                user_errors: Vec::new(),
            },
            Err(user_errors) => FindingPayload {
                finding: None,
                user_errors,
            },
        })
    }
}
