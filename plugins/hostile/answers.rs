//! Answers that cannot be read, are too much, or make no sense.

use plugins_host::{
    CallFailure, Nonsense, Plugin, Refusal,
    points::{
        About, Classify, DirectNeeds, ExtensionPoint, Question, ShareOut, Text,
        types::{position_shares, precedence, target_group},
    },
};

use crate::craft::{ANSWER, Guest, KEEP_ALL, ask, directing, limits, open, sandbox};

fn failure(judge: &str) -> CallFailure {
    let plugin: std::sync::Arc<Plugin> = Guest::judging(judge).opened();
    ask(&plugin, &limits()).expect_err("it must be turned away")
}

/// An answer whose list is at an address and of a length.
fn list(address: u32, length: u32) -> String {
    let (at, count) = (ANSWER + 4, ANSWER + 8);
    format!(
        "(i32.store (i32.const {at}) (i32.const {address}))
         (i32.store (i32.const {count}) (i32.const {length})) (i32.const {ANSWER})"
    )
}

#[test]
fn an_answer_outside_the_memory_or_at_an_odd_address_cannot_be_read() {
    for body in [
        "(i32.const 2147483632)".to_owned(),
        "(i32.const 2049)".to_owned(),
        list(300_001, 3),
        list(0x7fff_fff0, 3),
        list(300_000, 1 << 31),
        list(300_000, 100_000_000),
    ] {
        let failure = failure(&body);
        assert_eq!(
            failure.code(),
            "PLUGIN_ANSWER_UNREADABLE",
            "{body}: {failure}"
        );
    }
}

#[test]
fn a_choice_that_does_not_exist_cannot_be_read() {
    let body = format!("(i32.store8 (i32.const 300000) (i32.const 7)) {KEEP_ALL}");
    assert_eq!(failure(&body).code(), "PLUGIN_ANSWER_UNREADABLE");
}

/// The canonical ABI reads every number but 0 as "yes"; it must not become a third kind of truth in the host.
#[test]
fn a_truth_of_seven_is_a_yes_and_nothing_else() {
    use precedence::{Date, Need, Person, Request, Residence, Step};
    // One direction at 300,000: to keep (2), no service, and 7 for whether the result returns.
    let body = format!(
        "(i32.store8 (i32.const 300000) (i32.const 2)) (i32.store8 (i32.const 300006) (i32.const 7)) {}",
        list(300_000, 1)
    );
    let plugin = open(&directing(&body)).unwrap_or_else(|refusal| panic!("{refusal}"));
    let person = Person {
        born: None,
        residence: Residence::Unknown,
        served_by: 0,
    };
    let need = Need {
        person: 0,
        life_area: 0,
        responsible: 0,
        can_serve: 0,
        cannot_serve: 0,
    };
    let request = Request {
        as_of: Date {
            year: 2024,
            month: 10,
            day: 31,
        },
        parameters: "{}".to_owned(),
        life_areas: vec!["work".to_owned()],
        services: Vec::new(),
        persons: vec![person],
        needs: vec![need],
    };
    let called = sandbox().ask_blocking::<DirectNeeds>(&plugin, &request, &limits());
    let answers = called.expect("it can be read").answers;
    assert_eq!(answers[0].step, Step::Keep);
    let told = serde_json::to_value(answers[0]).expect("plain data");
    assert_eq!(told["result_returns"], serde_json::Value::Bool(true));
}

/// `err(failed(text))` with a text at an address.
fn error_text(address: u32, length: u32) -> String {
    format!(
        "(i32.store8 (i32.const {}) (i32.const 1)) (i32.store8 (i32.const {}) (i32.const 2))
         (i32.store (i32.const {}) (i32.const {address})) (i32.store (i32.const {}) (i32.const {length}))
         (i32.const {ANSWER})",
        ANSWER,
        ANSWER + 4,
        ANSWER + 8,
        ANSWER + 12
    )
}

#[test]
fn an_error_text_is_cut_and_must_be_utf_8() {
    let long = failure(&error_text(300_000, 1_000_000));
    let CallFailure::Declined(error) = long else {
        panic!("{long}")
    };
    assert!(
        error.to_string().len() < 1_100,
        "{} bytes",
        error.to_string().len()
    );
    let body = format!(
        "(i32.store8 (i32.const 300000) (i32.const 255)) {}",
        error_text(300_000, 4)
    );
    assert_eq!(failure(&body).code(), "PLUGIN_ANSWER_UNREADABLE");
}

#[test]
fn fewer_or_more_answers_than_asked_are_nonsense() {
    for answered in [0, 2, 4, 1_000] {
        let expected = Nonsense::Count {
            asked: 3,
            answered: usize::try_from(answered).expect("small"),
        };
        assert_eq!(
            failure(&list(300_000, answered)),
            CallFailure::Nonsense(expected)
        );
    }
}

#[test]
fn a_reason_that_was_never_declared_is_nonsense() {
    let body = format!("(i32.store16 (i32.const 300008) (i32.const 9)) {KEEP_ALL}");
    assert!(matches!(
        failure(&body),
        CallFailure::Nonsense(Nonsense::Unknown {
            what: "reason",
            named: 9,
            ..
        })
    ));
}

#[test]
fn closing_without_a_due_date_is_nonsense() {
    let body = format!("(i32.store8 (i32.const 300000) (i32.const 1)) {KEEP_ALL}");
    assert!(matches!(
        failure(&body),
        CallFailure::Nonsense(Nonsense::Contradiction { position: 0, .. })
    ));
}

/// Eighty thousand million bytes that all lie at the same place.
#[test]
fn a_description_of_overlapping_texts_is_cut_off() {
    // Fills 30,000 rows of three texts with the same 900,000 zeros, before anything is asked.
    let fill = "(start $fill) (func $fill (local $at i32)
        (local.set $at (i32.const 400000))
        (loop $again
            (i32.store (local.get $at) (i32.const 1120008))
            (i32.store (i32.add (local.get $at) (i32.const 4)) (i32.const 900000))
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (br_if $again (i32.lt_u (local.get $at) (i32.const 1120000)))))";
    let guest = Guest {
        more: fill,
        huge_texts: Some(30_000),
        ..Guest::default()
    };
    let begun = std::time::Instant::now();
    let refusal = open(&guest.component()).expect_err("it must be refused");
    assert!(
        matches!(&refusal, Refusal::FailsAtOnce(text) if text.contains("too large")),
        "{refusal}"
    );
    assert!(begun.elapsed().as_secs() < 10);
}

fn about(point: ExtensionPoint) -> About {
    let text = || Text {
        key: "key".to_owned(),
        de: "Wort".to_owned(),
        en: "word".to_owned(),
    };
    About {
        name: text(),
        version: "1.0.0".to_owned(),
        point,
        parameters_schema: "{}".to_owned(),
        reasons: vec![text()],
        figures: Vec::new(),
    }
}

#[test]
fn shares_that_do_not_add_up_are_nonsense() {
    use position_shares::{Date, Reason, Request, Share};
    let request = Request {
        as_of: Date {
            year: 2021,
            month: 3,
            day: 31,
        },
        parameters: "{}".to_owned(),
        areas: vec!["05162004".to_owned(), "05162008".to_owned()],
        measures: Vec::new(),
        figures: Vec::new(),
        posts_centi_fte: 700,
        grid_centi_fte: 1,
    };
    let share = |posts_centi_fte: u32| Share {
        posts_centi_fte,
        basis: 1,
        steps: posts_centi_fte,
        rest_millionths: 0,
        extra_steps: 0,
        reason: Reason {
            code: 0,
            first: 0,
            second: 0,
        },
    };
    let about = about(ExtensionPoint::PositionShares);
    let judge = |shares: &[Share]| ShareOut::judge(&request, shares, &about);
    assert_eq!(judge(&[share(300), share(400)]), Ok(()));
    assert_eq!(
        judge(&[share(300), share(399)]),
        Err(Nonsense::Sum {
            sum: 699,
            posts: 700
        })
    );
    assert_eq!(
        judge(&[share(700)]),
        Err(Nonsense::Count {
            asked: 2,
            answered: 1
        })
    );
    let huge = judge(&[share(u32::MAX), share(u32::MAX)]);
    assert!(matches!(huge, Err(Nonsense::Sum { .. })), "{huge:?}");
}

#[test]
fn a_stage_that_does_not_exist_is_nonsense() {
    use target_group::{Placement, Reason};
    let request = serde_json::json!({
        "as_of": { "year": 2021, "month": 8, "day": 27 }, "parameters": "{}", "stages": ["stage-1a"],
        "programmes": [], "municipalities": ["05162024"],
        "persons": [{ "born": null, "arrived": null, "residence": "Other", "refugee": false, "special_need": false,
            "good_chances": false, "municipality": 0, "programmes": 0, "family": 0, "child": false }],
    });
    let request: target_group::Request = serde_json::from_value(request).expect("a question");
    let placement = |stage: Option<u16>, eligible: bool, further: u32| Placement {
        stage,
        eligible,
        reason: Reason {
            code: 0,
            first: 0,
            second: 0,
        },
        further,
    };
    let about = about(ExtensionPoint::TargetGroup);
    let judge = |placement: Placement| Classify::judge(&request, &[placement], &about);
    assert_eq!(judge(placement(Some(0), true, 1)), Ok(()));
    assert!(matches!(
        judge(placement(Some(1), true, 0)),
        Err(Nonsense::Unknown { what: "stage", .. })
    ));
    assert!(matches!(
        judge(placement(None, true, 0)),
        Err(Nonsense::Contradiction { .. })
    ));
    assert!(matches!(
        judge(placement(None, false, 2)),
        Err(Nonsense::Contradiction { .. })
    ));
}
