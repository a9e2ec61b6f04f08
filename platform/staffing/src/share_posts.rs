//! How posts are shared out among municipalities: what rules are told, and what becomes of their answers.

use async_trait::async_trait;
use chrono::NaiveDate;
use kernel::errors::Failure;
use plugins_host::points::{
    ExtensionPoint, ShareOut,
    types::position_shares::{Figure, Request, Share},
};
use rules::{
    Application, AskFailure, Asked, RuleCall, answers_about,
    model::{Answered, SubjectKind},
};
use tenants::{
    County, CountyContext,
    model::{Module, keys::MunicipalityAgs},
    open_data::find_municipality,
};
use uuid::Uuid;

/// What municipalities are measured by: the estimate of the census, the same for every county.
const FOREIGN_PERSONS: &str = "foreign-persons";

/// Shares are rounded to hundredths of a full-time equivalent; a coarser grid is a parameter of the rule.
const GRID_CENTI_FTE: u32 = 1;

/// Asks position-share rules about the posts of case management.
#[derive(Debug)]
pub struct SharesOfMunicipalities;

/// The subject that stands for a municipality in decisions: its official number.
pub fn municipality_subject(ags: &MunicipalityAgs) -> Uuid {
    Uuid::from_u128(ags.as_str().parse().unwrap_or_default())
}

#[async_trait]
impl Application for SharesOfMunicipalities {
    fn point(&self) -> ExtensionPoint {
        ExtensionPoint::PositionShares
    }

    fn subject_kind(&self) -> SubjectKind {
        SubjectKind::Municipality
    }

    /// All together: what one gets, the others do not.
    async fn list_subjects(
        &self,
        context: &CountyContext,
        _as_of: NaiveDate,
    ) -> Result<Vec<(Uuid, Uuid)>, Failure> {
        let municipalities = context.county().municipalities().iter();
        let subject = |ags| (Uuid::nil(), municipality_subject(ags));
        Ok(municipalities.map(|place| subject(&place.ags)).collect())
    }

    async fn ask(
        &self,
        context: &CountyContext,
        call: &RuleCall<'_>,
        subjects: &[Uuid],
        as_of: NaiveDate,
    ) -> Result<Result<Vec<Answered>, AskFailure>, Failure> {
        let question = build_question(context.county(), as_of, call.parameters());
        let input = RuleCall::input_of::<ShareOut>(&question);
        let called = match call.ask::<ShareOut>(question).await {
            Ok(called) => called,
            Err(failure) => return Ok(Err(failure)),
        };
        let municipalities = context.county().municipalities().iter().enumerate();
        let asked = municipalities.map(|(position, place)| Asked {
            row: position,
            subject: municipality_subject(&place.ags),
            municipality: Some(place.ags.to_string()),
            input: input.clone(),
            position,
        });
        let asked = asked.filter(|asked| subjects.contains(&asked.subject));
        let outcome = |share: &Share| share.posts_centi_fte.to_string();
        Ok(Ok(answers_about(&called, asked, outcome)))
    }
}

/// The posts of case management on a day, and what the municipalities are measured by.
fn build_question(county: &County, as_of: NaiveDate, parameters: String) -> Request {
    let posts = county
        .posts_at(as_of)
        .filter(|post| post.module == Module::CaseManagement)
        .map(|post| post.centi_fte)
        .sum();
    let places = county.municipalities();
    let figure = |(area, ags): (usize, &MunicipalityAgs)| {
        let official = find_municipality(ags)?;
        Some(Figure {
            area: u16::try_from(area).expect("a county has few municipalities"),
            measure: 0,
            count: official.foreign_residents_estimate,
        })
    };
    Request {
        as_of: as_of.into(),
        parameters,
        areas: places.iter().map(|place| place.ags.to_string()).collect(),
        measures: vec![FOREIGN_PERSONS.to_owned()],
        figures: places
            .iter()
            .map(|place| &place.ags)
            .enumerate()
            .filter_map(figure)
            .collect(),
        posts_centi_fte: posts,
        grid_centi_fte: GRID_CENTI_FTE,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_county_is_described_by_its_posts_and_the_census() {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tenants/counties/rhein-kreis-neuss");
        let county = County::load_folder(&folder).expect("the county's files have no mistakes");
        let day = "2026-07-15".parse().expect("a date");
        let question = build_question(&county, day, "{}".to_owned());
        assert_eq!(
            question.posts_centi_fte, 700,
            "seven posts of case management"
        );
        assert_eq!((question.areas.len(), question.figures.len()), (8, 8));
        assert!(question.figures.iter().all(|figure| figure.count > 0));
    }
}
