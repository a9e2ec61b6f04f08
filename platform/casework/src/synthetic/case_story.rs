//! Synthetic cases: opened by the shares of the census, given to real posts of the day.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use kernel::{access::Scope, ids::AccountId};
use tenants::{
    County,
    model::{
        Dated, Module,
        keys::{ChannelKey, ConstellationKey, MunicipalityAgs, ReferringBodyKey},
        structure::Post,
    },
    open_data::find_municipality,
};

use super::{
    SyntheticPlan,
    chance::Chance,
    course::{Course, CourseOptions},
    family::Families,
    insert::Rows,
    texts::REASONS,
};
use crate::{
    model::{
        CaseId, CaseState, Placement, WantedPlacement, limits::CASE_DATE_EARLIEST, place_case,
        post_serves,
    },
    tables::cases,
};

/// Cases were opened within the two years before the reference date.
const OPENED_WITHIN_MONTHS: u32 = 24;
/// So many of a hundred cases have no post yet.
const WITHOUT_POST_PERCENT: u32 = 3;

/// Tells the cases of one county.
pub(super) struct Storyteller<'a> {
    county: &'a County,
    plan: SyntheticPlan,
    recorded_by: AccountId,
    families: Families,
    municipalities: Vec<(&'a MunicipalityAgs, u32)>,
    constellations: Vec<&'a ConstellationKey>,
    options: CourseOptions<'a>,
    referring_bodies: Vec<&'a ReferringBodyKey>,
    first_day: NaiveDate,
    county_number: u64,
}

impl<'a> Storyteller<'a> {
    /// `None` for a county without constellations, channels, languages or carriers to work with.
    pub(super) fn build(
        county: &'a County,
        plan: SyntheticPlan,
        recorded_by: AccountId,
    ) -> Option<Self> {
        let last_day = plan.reference_date;
        let channels: Vec<&ChannelKey> = county.channels().iter().map(|entry| &entry.key).collect();
        let constellations: Vec<_> = county.constellations_at(last_day).map(|c| &c.key).collect();
        if channels.is_empty()
            || constellations.is_empty()
            || county.carriers_at(last_day).next().is_none()
        {
            return None;
        }
        let share = |ags: &MunicipalityAgs| {
            find_municipality(ags).map_or(1, |m| m.foreign_residents_estimate.max(1))
        };
        let municipalities = county
            .municipalities()
            .iter()
            .map(|m| (&m.ags, share(&m.ags)))
            .collect();
        Some(Self {
            county,
            plan,
            recorded_by,
            families: Families::build(county, recorded_by)?,
            municipalities,
            options: CourseOptions {
                channels,
                constellations: constellations.clone(),
                legal_fields: county
                    .legal_fields()
                    .iter()
                    .map(|field| &field.key)
                    .collect(),
                life_areas: county.life_areas().iter().map(|entry| &entry.key).collect(),
                last_day,
                recorded_by,
            },
            constellations,
            referring_bodies: county
                .referring_bodies()
                .iter()
                .map(|entry| &entry.key)
                .collect(),
            first_day: first_day(county, last_day),
            county_number: county
                .ags()
                .as_str()
                .parse()
                .expect("an AGS has digits only"),
        })
    }

    /// Adds the case with that place in the run; `stream` is its place among all cases ever made here.
    pub(super) fn tell(&self, index: u32, stream: u64, rows: &mut Rows) {
        let chance = &mut Chance::of_case(self.plan.seed, self.county_number, stream);
        let opened_on = self.opening_day(index);
        let (municipality, _) = *chance.weighted(&self.municipalities, |(_, share)| *share);
        let placement = self.place(chance, municipality, opened_on);
        let client = self.families.make(chance, municipality, opened_on, rows);
        let created_at = chance.instant(opened_on);
        let referring_body = if self.referring_bodies.is_empty() || chance.percent(5) {
            None
        } else {
            Some((*chance.one_of(&self.referring_bodies)).clone())
        };
        let mut case = cases::Model {
            id: CaseId(chance.id(created_at)),
            number: String::new(),
            person_id: client.id,
            household_id: client.household_id,
            state: CaseState::Open,
            constellation_key: (*chance.one_of(&self.constellations)).clone(),
            municipality_ags: municipality.clone(),
            unit_key: placement.unit,
            carrier_key: placement.carrier,
            post_key: placement.post,
            channel: (*chance.one_of(&self.options.channels)).clone(),
            language: client.language,
            interpreter_needed: client.interpreter_needed,
            referring_body,
            reason: (*chance.one_of(REASONS)).to_owned(),
            opened_on,
            closed_on: None,
            last_contact_on: None,
            last_seen_on: opened_on,
            contact_count: 0,
            version: 1,
            opened_by: self.recorded_by,
            created_at,
        };
        let colleague = self.colleague(chance, &case);
        Course {
            options: &self.options,
            chance,
            rows,
        }
        .run(&mut case, colleague);
        rows.cases.push(case);
    }

    /// Evenly over the span, in the order of the run, so that numbers follow the calendar; what
    /// would fall on a weekend was opened on the Friday before.
    fn opening_day(&self, index: u32) -> NaiveDate {
        let span =
            u64::try_from((self.plan.reference_date - self.first_day).num_days()).unwrap_or(0);
        let day =
            self.first_day + Days::new(span * u64::from(index) / u64::from(self.plan.cases.max(1)));
        let back = match day.weekday() {
            Weekday::Sat => 1,
            Weekday::Sun => 2,
            _ => 0,
        };
        (day - Days::new(back)).max(self.first_day)
    }

    /// A post for case management that serves the place, as likely as it is large.
    fn place(
        &self,
        chance: &mut Chance,
        municipality: &MunicipalityAgs,
        day: NaiveDate,
    ) -> Placement {
        let posts = self.case_posts(municipality, day);
        let post = if posts.is_empty() || chance.percent(WITHOUT_POST_PERCENT) {
            None
        } else {
            Some(*chance.weighted(&posts, |post| post.centi_fte))
        };
        let wanted = WantedPlacement {
            post: post.map(|post| post.key.as_str()),
            ..Default::default()
        };
        place_case(
            self.county,
            municipality,
            wanted,
            &Scope::whole_county(),
            day,
        )
        .expect("the post was chosen among those that serve the place, and there are carriers")
    }

    /// Another post to which some cases pass later.
    fn colleague(&self, chance: &mut Chance, case: &cases::Model) -> Option<Placement> {
        let day = self.plan.reference_date;
        let mut posts = self.case_posts(&case.municipality_ags, day);
        posts.retain(|post| Some(&post.key) != case.post_key.as_ref());
        if posts.is_empty() {
            return None;
        }
        let post = chance.one_of(&posts);
        let wanted = WantedPlacement {
            post: Some(post.key.as_str()),
            ..Default::default()
        };
        place_case(
            self.county,
            &case.municipality_ags,
            wanted,
            &Scope::whole_county(),
            day,
        )
        .ok()
    }

    /// Posts that serve the place on that day and still do on the reference date, if there are any.
    fn case_posts(&self, municipality: &MunicipalityAgs, day: NaiveDate) -> Vec<&'a Post> {
        let on_that_day: Vec<&Post> = self
            .county
            .posts_at(day)
            .filter(|post| post.module == Module::CaseManagement)
            .filter(|post| post_serves(self.county, post, municipality, day))
            .collect();
        let lasting: Vec<&Post> = on_that_day
            .iter()
            .copied()
            .filter(|post| post.is_valid_at(self.plan.reference_date))
            .collect();
        if lasting.is_empty() {
            on_that_day
        } else {
            lasting
        }
    }
}

/// The beginning of the span, but not before there were carriers to open cases.
fn first_day(county: &County, last_day: NaiveDate) -> NaiveDate {
    let first_carrier = county
        .carriers()
        .iter()
        .map(|carrier| carrier.valid_from)
        .min();
    (last_day - Months::new(OPENED_WITHIN_MONTHS))
        .max(first_carrier.unwrap_or(CASE_DATE_EARLIEST))
        .max(CASE_DATE_EARLIEST)
        .min(last_day)
}
