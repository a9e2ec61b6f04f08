//! Assessments: what somebody needs in each area of life.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    list_assessments,
    model::{self, CaseId, NewAreaAssessment, NewAssessment},
    record_assessment,
};
use kernel::ids::AccountId;
use tenants::{CountyContext, words::Family};

use super::readable;
use crate::{
    Date,
    caller::{caller, county},
    county::cases::{Case, find_case_if_selected},
    errors::{Answer, UserError},
    gate::within,
    ids::NodeKind,
    input::InputReader,
    labels::CodeListEntry,
    limits::LIST_INPUT_MAX,
    loaders::account_name,
};

/// How one area of life was assessed on one day. Permission: support.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Assessment {
    /// The area of life.
    life_area: CodeListEntry,
    /// The day.
    assessed_on: Date,
    /// How much support is needed.
    need: CodeListEntry,
    /// The same as a number, from 0 for none to 3 for severe: for pictures.
    need_rank: i32,
    /// How soon something has to happen.
    urgency: CodeListEntry,
    /// What helps: the person's own means and people.
    resource: String,
    /// How the person sees it.
    own_view: String,
    #[graphql(skip)]
    recorded_by: AccountId,
}

impl Assessment {
    fn new(assessment: model::Assessment, context: &CountyContext) -> Self {
        let locale = context.locale();
        let area = assessment.life_area.as_str();
        Self {
            life_area: CodeListEntry::of(context.county(), locale, Family::LifeArea, area),
            assessed_on: assessment.assessed_on.into(),
            need: CodeListEntry::of_platform(locale, "need-level", assessment.need.key()),
            need_rank: assessment.need.rank().into(),
            urgency: CodeListEntry::of_platform(locale, "urgency", assessment.urgency.key()),
            resource: assessment.resource,
            own_view: assessment.own_view,
            recorded_by: assessment.recorded_by,
        }
    }
}

#[ComplexObject]
impl Assessment {
    /// The name of the account that recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

/// The assessments of a case, latest first; null if the viewer may not read them.
pub(in crate::county) async fn assessments_of(
    ctx: &Context<'_>,
    case: CaseId,
) -> Result<Option<Vec<Assessment>>> {
    let found = readable(ctx, case, list_assessments).await?;
    let shown = |one| Assessment::new(one, county(ctx));
    Ok(found.map(|found| found.into_iter().map(shown).collect()))
}

/// One area of life as somebody assesses it.
#[derive(Debug, InputObject)]
pub struct AreaAssessmentInput {
    /// A key of `county.lists.lifeAreas`, each at most once.
    life_area: String,
    /// A key of `county.lists.support.needLevels`. An entry in which nothing but the area is said is
    /// passed over.
    need: Option<String>,
    /// A key of `county.lists.support.urgencies`; it can wait if left out.
    urgency: Option<String>,
    /// What helps; at most 4,000 characters.
    #[graphql(default)]
    resource: String,
    /// How the person sees it; at most 4,000 characters.
    #[graphql(default)]
    own_view: String,
}

/// An assessment of one or several areas of life as somebody enters it.
#[derive(Debug, InputObject)]
pub struct AssessmentRecordInput {
    /// The case.
    case_id: ID,
    /// The day; today if left out, neither in the future nor before the case was opened.
    assessed_on: Option<Date>,
    /// The areas; of at least one something must be said.
    areas: Vec<AreaAssessmentInput>,
}

/// What recording an assessment answers.
#[derive(SimpleObject)]
pub struct AssessmentPayload {
    /// What was recorded; null if the input has problems.
    assessments: Option<Vec<Assessment>>,
    /// The case as it is now; null if the input has problems.
    case: Option<Case>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of assessments.
#[derive(Default)]
pub struct AssessmentMutation;

#[Object]
impl AssessmentMutation {
    /// Records how areas of life of an open case were assessed. Nothing is overwritten: earlier
    /// assessments stay as its history. Permission: support.record.
    async fn assessment_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: AssessmentRecordInput,
    ) -> Result<AssessmentPayload> {
        let context = county(ctx);
        let locale = caller(ctx).locale();
        within(locale, "listInput", input.areas.len(), LIST_INPUT_MAX)?;
        let case_id = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let mut reader = InputReader::default();
        let assessed_on = reader.optional_day("assessedOn", input.assessed_on.as_ref());
        let areas = input.areas.into_iter().enumerate();
        let new = NewAssessment {
            case_id,
            assessed_on: assessed_on.unwrap_or_else(|| context.clock().today()),
            areas: areas
                .map(|(index, area)| {
                    reader.of_entry(&format!("areas.{index}"), |reader| NewAreaAssessment {
                        need: reader.optional_choice("need", area.need.as_deref()),
                        urgency: reader.optional_choice("urgency", area.urgency.as_deref()),
                        life_area: area.life_area,
                        resource: area.resource,
                        own_view: area.own_view,
                    })
                })
                .collect(),
        };
        let recorded = match reader.finish(new) {
            Ok(new) => record_assessment(context, new).await,
            Err(failure) => Err(failure),
        };
        Ok(match recorded.or_user_errors(locale)? {
            Ok(recorded) => AssessmentPayload {
                assessments: Some(
                    recorded
                        .into_iter()
                        .map(|one| Assessment::new(one, context))
                        .collect(),
                ),
                case: find_case_if_selected(ctx, case_id).await?,
                user_errors: Vec::new(),
            },
            Err(user_errors) => AssessmentPayload {
                assessments: None,
                case: None,
                user_errors,
            },
        })
    }
}
