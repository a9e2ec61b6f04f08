//! Whom Rhein-Kreis Neuss serves: the stages of its concept of 27 August 2021, and what each municipality keeps for
//! the core group.
//!
//! Assumptions where the concept is silent: years of age are counted inclusively at both ends ("18 bis 35 Jahre");
//! "(Neu-)Zugewanderte" means everybody who is not German unless the county sets a limit in months; who is served by
//! one of the three services that go first is in no stage while that is so, whatever special need was recorded;
//! stage 2 extends the core group, so it counts as core group for the floor.

mod floors;
mod parameters;
mod persons;

use kreislotse_rule::{
    export_rule, reasons,
    target_group::{Floor, FloorRequest, Guest, Placement, Request, RuleError},
};

reasons! {
    /// Why somebody stands where they stand.
    enum Why {
        /// In the core group.
        Core => "core-group",
            "Stufe 1a: {first} Jahre, {second:residence}, von keinem vorrangigen Dienst betreut",
            "Stage 1a: {first} years, {second:residence}, served by no service that goes first";
        /// The child of somebody in the core group.
        CoreChild => "child-of-core-group",
            "Stufe 1a: Kind ({first} Jahre) einer Person der Kernzielgruppe",
            "Stage 1a: child ({first} years) of a person of the core group";
        /// A special need in a social space.
        SpecialNeed => "special-need",
            "Stufe 1b: besonderer Bedarf im Sozialraum",
            "Stage 1b: special need in the social space";
        /// The state programme is over.
        AfterProgramme => "after-state-programme",
            "Stufe 2: {first} Jahre, {second:residence}, nach Ende der Landesinitiative",
            "Stage 2: {first} years, {second:residence}, after the end of the state programme";
        /// The state programme still runs.
        InProgramme => "in-state-programme",
            "Noch nicht: {first} Jahre, {second:residence}, in „Durchstarten in Ausbildung und Arbeit“",
            "Not yet: {first} years, {second:residence}, in the state programme";
        /// Served by the youth migration service.
        ServedByJmd => "served-by-jmd",
            "Nicht in der Zielgruppe: {first} Jahre, vom Jugendmigrationsdienst betreut",
            "Not in the target group: {first} years, served by the youth migration service";
        /// Served by the migration advice for adults.
        ServedByMbe => "served-by-mbe",
            "Nicht in der Zielgruppe: {first} Jahre, von der Migrationsberatung (MBE) betreut",
            "Not in the target group: {first} years, served by the migration advice for adults";
        /// A further group, and stage 3 has begun.
        FurtherGroup => "further-group",
            "Stufe 3: gute Integrationschancen",
            "Stage 3: good chances of integration";
        /// A further group, but stage 3 has not begun.
        FurtherGroupLater => "further-group-later",
            "Noch nicht: gute Integrationschancen, Stufe 3 hat nicht begonnen",
            "Not yet: good chances of integration, stage 3 has not begun";
        /// Outside the ages of the core group.
        OtherAge => "other-age",
            "Nicht in der Zielgruppe: {first} Jahre",
            "Not in the target group: {first} years";
        /// Neither a refugee nor arrived within the limit.
        NotArrived => "not-arrived",
            "Nicht in der Zielgruppe: weder geflüchtet noch neu zugewandert",
            "Not in the target group: neither a refugee nor newly arrived";
        /// A day of birth is missing.
        AgeUnknown => "age-unknown",
            "Nicht zu beurteilen: das Geburtsdatum fehlt",
            "Cannot be judged: the day of birth is missing";
        /// The floor is kept.
        FloorKept => "floor-kept",
            "Für die Kernzielgruppe bleiben {first:hundredths} von {second:hundredths} Stellen frei",
            "{first:hundredths} of {second:hundredths} posts stay free for the core group";
        /// The floor is not kept.
        FloorBroken => "floor-broken",
            "Der Kernzielgruppe stehen {first:hundredths} Stellen zu; andere nutzen {second:hundredths} zu viel",
            "The core group is due {first:hundredths} posts; others use {second:hundredths} too much";
    }
}

struct Rule;

impl Guest for Rule {
    fn classify(request: Request) -> Result<Vec<Placement>, RuleError> {
        persons::classify(&request)
    }

    fn floors(request: FloorRequest) -> Result<Vec<Floor>, RuleError> {
        floors::weigh(&request)
    }
}

export_rule!(
    target_group, Rule, TargetGroup,
    name: (
        "rhein-kreis-neuss-target-group",
        "Zielgruppe in Stufen (Rhein-Kreis Neuss)",
        "Target group in stages (Rhein-Kreis Neuss)"
    ),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
