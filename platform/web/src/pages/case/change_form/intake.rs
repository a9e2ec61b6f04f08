//! What was noted at the intake, read before it is corrected.

use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{CaseToChange, County},
    form::Fact,
    load::LoadedCase,
    step::Step,
};
use crate::{
    pages::{documents::run, frame::Frame, person::Entry},
    transport::{problem::Problem, tenant::TenantRequest},
};

#[derive(Deserialize)]
struct IntakeAnswer {
    case: Option<CaseWithIntake>,
    county: CountyWithLists,
}

#[derive(Deserialize)]
struct CaseWithIntake {
    #[serde(flatten)]
    case: CaseToChange,
    #[serde(flatten)]
    intake: Intake,
}

#[derive(Deserialize)]
struct CountyWithLists {
    #[serde(flatten)]
    county: County,
    offered: OfferedAtIntake,
}

/// What was noted when the case was taken in.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages::case) struct Intake {
    supported: ClientWithHouseholds,
    pub household: Option<Entry>,
    pub channel: Entry,
    pub language: Entry,
    pub referring_body: Option<Entry>,
}

#[derive(Deserialize)]
struct ClientWithHouseholds {
    /// None if the reader may not see them.
    households: Option<Vec<Entry>>,
}

/// What can be chosen instead.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages::case) struct OfferedAtIntake {
    pub channels: Vec<Entry>,
    pub languages: Vec<Entry>,
    pub referring_bodies: Vec<Entry>,
    #[serde(skip)]
    pub households: Vec<Entry>,
}

impl OfferedAtIntake {
    /// What the case has stays a choice even where the county no longer offers it.
    fn with_present(mut self, intake: &mut Intake) -> Self {
        self.households = intake.supported.households.take().unwrap_or_default();
        for (offered, present) in [
            (&mut self.households, intake.household.as_ref()),
            (&mut self.channels, Some(&intake.channel)),
            (&mut self.languages, Some(&intake.language)),
            (&mut self.referring_bodies, intake.referring_body.as_ref()),
        ] {
            let missing = present.filter(|present| offered.iter().all(|o| o.key != present.key));
            offered.extend(missing.cloned());
        }
        self
    }
}

/// An intake that the reader may correct, if the case is open.
pub(in crate::pages::case) struct LoadedIntake {
    pub loaded: LoadedCase,
    pub intake: Intake,
    pub offered: OfferedAtIntake,
}

impl LoadedIntake {
    fn new(answer: CaseWithIntake, county: CountyWithLists) -> Self {
        let CaseWithIntake { case, mut intake } = answer;
        Self {
            offered: county.offered.with_present(&mut intake),
            loaded: LoadedCase {
                case,
                county: county.county,
            },
            intake,
        }
    }
}

/// The intake of the case. Whose role never corrects one learns nothing about it, not even whether
/// it is there.
pub(in crate::pages::case) async fn load_intake(
    request: &TenantRequest,
    id: &str,
) -> Result<LoadedIntake, Problem> {
    let step = Step::CorrectIntake;
    request.context.authorize(step.permission())?;
    let variables = json!({ "id": id });
    let answer = run::<IntakeAnswer>(request, DOCUMENT, "IntakeToCorrect", variables).await?;
    let found = answer.case.ok_or(Problem::NotFound)?;
    if step.fits(&found.case) && !step.is_allowed(&found.case.can) {
        return Err(Problem::Forbidden);
    }
    Ok(LoadedIntake::new(found, answer.county))
}

/// What a correction can change.
pub(in crate::pages::case) fn intake_facts(frame: &Frame, found: &LoadedIntake) -> Vec<Fact> {
    let intake = &found.intake;
    let chosen = |entry: &Option<Entry>, nothing: &str| match entry {
        Some(entry) => entry.label.clone(),
        None => frame.text(nothing),
    };
    let interpreter = if found.loaded.case.interpreter_needed {
        "person-yes"
    } else {
        "person-no"
    };
    [
        (
            "seen-household",
            "open-case-household",
            chosen(&intake.household, "open-case-household-none"),
        ),
        (
            "seen-channel",
            "open-case-channel",
            intake.channel.label.clone(),
        ),
        (
            "seen-language",
            "open-case-language",
            intake.language.label.clone(),
        ),
        (
            "seen-interpreter",
            "person-interpreter-needed",
            frame.text(interpreter),
        ),
        (
            "seen-referring-body",
            "open-case-referring-body",
            chosen(&intake.referring_body, "open-case-referring-body-none"),
        ),
    ]
    .into_iter()
    .map(|(name, label, value)| Fact {
        name,
        label: frame.text(label),
        value,
    })
    .collect()
}

#[cfg(test)]
impl LoadedIntake {
    /// The intake of a sample case.
    pub fn sample(loaded: LoadedCase) -> Self {
        let mut intake: Intake =
            serde_json::from_str(include_str!("samples/intake.json")).expect("a sample intake");
        let offered: OfferedAtIntake =
            serde_json::from_str(include_str!("samples/intake_lists.json")).expect("sample lists");
        Self {
            offered: offered.with_present(&mut intake),
            intake,
            loaded,
        }
    }
}
