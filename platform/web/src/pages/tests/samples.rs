//! Every page with its samples.

use askama::Template;
use kernel::locale::Locale;

use crate::{
    pages::{frame::Frame, problem::ProblemPage, *},
    transport::problem::Problem,
};

fn rendered(pages: Vec<impl Template>) -> Vec<String> {
    pages
        .iter()
        .map(|page| page.render().expect("renders"))
        .collect()
}

type Samples = Vec<(&'static str, Vec<String>)>;

/// Each page with all its samples in one language.
pub(super) fn all_pages(locale: Locale) -> Samples {
    let problems = Problem::samples().into_iter().map(|problem| ProblemPage {
        frame: Frame::sample(locale),
        problem,
    });
    let mut pages = vec![
        ("landing", rendered(landing::samples(locale))),
        ("sign_in", rendered(sign_in::samples(locale))),
        ("start", rendered(start::samples(locale))),
        ("structure", rendered(structure::samples(locale))),
        ("api_tokens", rendered(api_tokens::samples(locale))),
        ("audit_trail", rendered(audit_trail::samples(locale))),
        ("help", rendered(help::index_samples(locale))),
        ("help topics", rendered(help::topic_samples(locale))),
        ("accessibility", rendered(accessibility::samples(locale))),
        ("search", rendered(search::samples(locale))),
        ("problem", rendered(problems.collect())),
    ];
    pages.extend(case_pages(locale));
    pages.extend(support_pages(locale));
    pages.extend(people_pages(locale));
    pages.extend(privacy_pages(locale));
    pages.extend([
        ("rules", rendered(rules::overview_samples(locale))),
        ("rules: version", rendered(rules::version_samples(locale))),
        ("rules: run", rendered(rules::run_samples(locale))),
        (
            "rules: decisions",
            rendered(rules::decision_samples(locale)),
        ),
    ]);
    pages
}

fn case_pages(locale: Locale) -> Samples {
    use case::{
        answer_referral, appointments as case_appointments, assign, change_constellation, close,
        conference, correct_intake, reactivate, record_contact, send_referral, show,
        tasks as case_tasks,
    };
    vec![
        ("case list", rendered(case_list::samples(locale))),
        (
            "open case: person",
            rendered(open_case::choose_person_samples(locale)),
        ),
        (
            "open case: intake",
            rendered(open_case::intake_samples(locale)),
        ),
        ("case", rendered(show::samples(locale))),
        ("record contact", rendered(record_contact::samples(locale))),
        ("task: create", rendered(case_tasks::create_samples(locale))),
        ("task: change", rendered(case_tasks::change_samples(locale))),
        ("conference", rendered(conference::samples(locale))),
        ("tasks", rendered(tasks::samples(locale))),
        (
            "appointment: create",
            rendered(case_appointments::create_samples(locale)),
        ),
        (
            "appointment: change",
            rendered(case_appointments::change_samples(locale)),
        ),
        ("appointments", rendered(appointments::samples(locale))),
        (
            "waiting referrals",
            rendered(waiting_referrals::samples(locale)),
        ),
        ("today", rendered(today::samples(locale))),
        ("document: add", rendered(files::add_samples(locale))),
        ("document", rendered(files::show_samples(locale))),
        ("calendar", rendered(calendar::samples(locale))),
        (
            "change constellation",
            rendered(change_constellation::samples(locale)),
        ),
        ("correct intake", rendered(correct_intake::samples(locale))),
        ("assign", rendered(assign::samples(locale))),
        ("close", rendered(close::samples(locale))),
        ("reactivate", rendered(reactivate::samples(locale))),
        ("send referral", rendered(send_referral::samples(locale))),
        (
            "answer referral",
            rendered(answer_referral::samples(locale)),
        ),
    ]
}

fn support_pages(locale: Locale) -> Samples {
    use case::support;
    vec![
        ("support", rendered(support::samples(locale))),
        ("assess", rendered(support::assess_samples(locale))),
        ("write plan", rendered(support::write_plan_samples(locale))),
        ("agree plan", rendered(support::agree_plan_samples(locale))),
        (
            "evaluate goal",
            rendered(support::evaluate_goal_samples(locale)),
        ),
        (
            "record consent",
            rendered(support::record_consent_samples(locale)),
        ),
        (
            "withdraw consent",
            rendered(support::withdraw_consent_samples(locale)),
        ),
        (
            "record finding",
            rendered(support::record_finding_samples(locale)),
        ),
        ("findings", rendered(findings::samples(locale))),
        ("due cases", rendered(due_cases::samples(locale))),
    ]
}

fn privacy_pages(locale: Locale) -> Samples {
    use data_subjects::{ask_samples, samples};
    vec![
        ("retention", rendered(retention::samples(locale))),
        ("holds", rendered(retention::hold_samples(locale))),
        ("data subjects", rendered(samples(locale))),
        ("restrict", rendered(ask_samples(locale, "restrict"))),
        ("erase", rendered(ask_samples(locale, "erase"))),
    ]
}

fn people_pages(locale: Locale) -> Samples {
    vec![
        ("person: list", rendered(person::list_samples(locale))),
        (
            "person: register",
            rendered(person::register_samples(locale)),
        ),
        ("person", rendered(person::samples(locale))),
        ("person: edit", rendered(person::edit_samples(locale))),
        (
            "person: conflict",
            rendered(person::conflict_samples(locale)),
        ),
        ("person: history", rendered(person::history_samples(locale))),
        (
            "person: merge with",
            rendered(person::merge_choose_samples(locale)),
        ),
        ("person: merge", rendered(person::compare_samples(locale))),
        ("household", rendered(household::samples(locale))),
        (
            "household: create",
            rendered(household::create_samples(locale)),
        ),
        (
            "household: add member",
            rendered(household::add_member_samples(locale)),
        ),
        (
            "household: end membership",
            rendered(household::end_membership_samples(locale)),
        ),
    ]
}
