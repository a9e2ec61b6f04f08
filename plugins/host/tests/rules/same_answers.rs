//! The same rule in three languages gives the same answers, and the sandbox gives them again and again.

use plugins_host::{
    CallLimits, Plugin,
    points::{
        Classify,
        types::target_group::{Placement, Request},
    },
};

use crate::{
    people::request,
    support::{rule, sandbox},
};

const FOLDER: &str = "rhein-kreis-neuss/target-group";

/// Parameters that switch every branch of the rule.
const PARAMETERS: [&str; 3] = [
    r#"{"core_age_from":18,"core_age_to":35,"newly_arrived_months":null,"state_programme_ends":null,"stage_3_begins":null,"core_percent":50}"#,
    r#"{"core_age_from":18,"core_age_to":35,"newly_arrived_months":60,"state_programme_ends":"2022-02-27","stage_3_begins":"2022-02-28","core_percent":50}"#,
    r#"{"core_age_from":12,"core_age_to":40,"newly_arrived_months":1,"state_programme_ends":"2022-02-28","stage_3_begins":"2022-03-01","core_percent":0}"#,
];

fn ask(plugin: &Plugin, request: &Request) -> (Vec<Placement>, u64) {
    let called = sandbox().ask_blocking::<Classify>(plugin, request, &CallLimits::default());
    let called = called.unwrap_or_else(|failure| panic!("{plugin:?}: {failure}"));
    (called.answers, called.cost.fuel)
}

#[test]
fn three_languages_give_the_same_answers_about_generated_persons() {
    let rust = rule(FOLDER, "rust");
    let others = [rule(FOLDER, "typescript"), rule(FOLDER, "python")];
    let mut reasons = std::collections::BTreeSet::new();
    for (seed, parameters) in (1..).zip(PARAMETERS) {
        let request = request(seed, 5_000, parameters);
        let (answers, _) = ask(&rust, &request);
        reasons.extend(answers.iter().map(|placement| placement.reason.code));
        for other in &others {
            let (theirs, _) = ask(other, &request);
            for (at, (ours, theirs)) in answers.iter().zip(&theirs).enumerate() {
                assert_eq!(ours, theirs, "{other:?} about {:?}", request.persons[at]);
            }
        }
    }
    // All reasons but the two of the floors.
    assert_eq!(
        reasons.len(),
        rust.about().reasons.len() - 2,
        "the persons reach every branch"
    );
}

#[test]
fn three_languages_say_the_same_about_themselves() {
    let rust = rule(FOLDER, "rust");
    for language in ["typescript", "python"] {
        let other = rule(FOLDER, language);
        assert_eq!(rust.about(), other.about(), "{language}");
    }
}

#[test]
fn the_same_question_gives_the_same_answers_at_the_same_cost() {
    for language in ["rust", "typescript", "python"] {
        let plugin = rule(FOLDER, language);
        let request = request(9, 200, PARAMETERS[0]);
        let first = ask(&plugin, &request);
        assert_eq!(first, ask(&plugin, &request), "{language}");
    }
}
