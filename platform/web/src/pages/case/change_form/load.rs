//! Reading what a form begins with.

use kernel::access::Permission;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{
        CaseAnswer, CaseToChange, County, ReferralAnswer, ReferralToAnswer, Structure,
        StructureAnswer,
    },
    form::ChangeForm,
    head::case_facts,
    step::Step,
};
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
    },
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

/// A case that the reader may take a step with, if its state fits.
pub(in crate::pages::case) struct LoadedCase {
    pub case: CaseToChange,
    pub county: County,
}

impl LoadedCase {
    /// The form as it is shown for the first time.
    pub fn first(&self, request: &TenantRequest, form: Form) -> ChangeForm {
        let facts = case_facts(&Frame::of(request), &self.case, &self.county);
        ChangeForm::first(form, self.case.version, &facts)
    }

    /// The form as it comes back.
    pub fn refused(
        &self,
        submission: &Submission,
        fields: &'static [&'static str],
        problems: Vec<UserError>,
    ) -> ChangeForm {
        let facts = case_facts(&Frame::of(&submission.request), &self.case, &self.county);
        ChangeForm::refused(submission, fields, problems, self.case.version, &facts)
    }
}

/// A referral that the reader may answer, if something is still expected of it.
pub(in crate::pages::case) struct LoadedReferral {
    pub case: CaseToChange,
    pub referral: ReferralToAnswer,
    pub county: County,
}

/// The case. Whose role never takes the step learns nothing about it, not even whether it is there.
pub(in crate::pages::case) async fn load(
    request: &TenantRequest,
    id: &str,
    step: Step,
) -> Result<LoadedCase, Problem> {
    request.context.authorize(step.permission())?;
    let variables = json!({ "id": id });
    let answer = run::<CaseAnswer>(request, DOCUMENT, "CaseToChange", variables).await?;
    let case = answer.case.ok_or(Problem::NotFound)?;
    if step.fits(&case) && !step.is_allowed(&case.can) {
        return Err(Problem::Forbidden);
    }
    Ok(LoadedCase {
        case,
        county: answer.county,
    })
}

/// The referral of this case. A referral of another case is not there.
pub(in crate::pages::case) async fn load_referral(
    request: &TenantRequest,
    case: &str,
    referral: &str,
) -> Result<LoadedReferral, Problem> {
    request.context.authorize(Permission::ReferralRecord)?;
    let variables = json!({ "id": case });
    let answer = run::<ReferralAnswer>(request, DOCUMENT, "ReferralToAnswer", variables).await?;
    let found = answer.case.ok_or(Problem::NotFound)?;
    let mut referrals = found.referrals.into_iter().flatten();
    Ok(LoadedReferral {
        referral: referrals
            .find(|present| present.id == referral)
            .ok_or(Problem::NotFound)?,
        case: found.case,
        county: answer.county,
    })
}

/// Units, and posts that serve the place of the case today; only of one module if one is named.
pub(in crate::pages::case) async fn load_structure(
    request: &TenantRequest,
    case: &CaseToChange,
    module: Option<u8>,
) -> Result<Structure, Problem> {
    let variables = json!({ "municipality": case.municipality.key, "module": module });
    let answer = run::<StructureAnswer>(request, DOCUMENT, "StructureOfPlace", variables).await?;
    Ok(answer.structure)
}

#[cfg(test)]
impl LoadedCase {
    /// A form about a case: shown first, with problems, after a lost update; and about a case in
    /// the other state.
    pub fn sample_forms(
        locale: kernel::locale::Locale,
        fields: &'static [&'static str],
    ) -> Vec<(Frame, Self, ChangeForm)> {
        let sample = |case: CaseToChange, change: &dyn Fn(&Self, &Frame) -> ChangeForm| {
            let frame = Frame::sample(locale);
            let loaded = Self {
                case,
                county: County::sample(),
            };
            let change = change(&loaded, &frame);
            (frame, loaded, change)
        };
        let facts = |loaded: &Self, frame: &Frame| case_facts(frame, &loaded.case, &loaded.county);
        let first = |loaded: &Self, frame: &Frame| {
            ChangeForm::first(Form::sample(fields), 3, &facts(loaded, frame))
        };
        let with_problems = |loaded: &Self, frame: &Frame| {
            let form = Form::sample_with_problems(fields);
            ChangeForm::sample_invalid(form, 3, &facts(loaded, frame))
        };
        let overtaken = |loaded: &Self, frame: &Frame| {
            ChangeForm::sample_overtaken(Form::sample(fields), 3, &facts(loaded, frame))
        };
        vec![
            sample(CaseToChange::sample(), &first),
            sample(CaseToChange::sample(), &with_problems),
            sample(CaseToChange::sample(), &overtaken),
            sample(CaseToChange::sample_closed(), &first),
            sample(CaseToChange::sample_closed(), &with_problems),
        ]
    }
}

#[cfg(test)]
impl LoadedReferral {
    /// A referral that was accepted.
    pub fn sample() -> Self {
        Self {
            case: CaseToChange::sample(),
            referral: ReferralToAnswer::sample(),
            county: County::sample(),
        }
    }
}
