//! Each mistake alone in an otherwise right county gives exactly one error, with its code, at
//! the place where it was made.

use kernel::locale::Locale;
use tenants::check::{CheckReport, Problem, ProblemCode, check_files};

use crate::support::{Files, fixture_files, with_change};
use ProblemCode as Code;

/// A mistake: what is changed where, and the error that is expected.
struct Mistake {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    code: ProblemCode,
    path: &'static str,
    /// The text at which the error stands, the first of its kind in the changed file.
    at: &'static str,
}

fn only_error(report: &CheckReport) -> &Problem {
    assert_eq!(report.errors.len(), 1, "exactly one error:\n{report}");
    &report.errors[0]
}

/// Line and column of the first place where the text stands.
fn place_of(files: &Files, file: &str, text: &str) -> (usize, usize) {
    let content = &files[file];
    let before = &content[..content.find(text).expect("the place of the error")];
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    (line, column)
}

fn assert_told(mistakes: &[Mistake]) {
    for mistake in mistakes {
        let files = with_change(
            fixture_files("minimal"),
            mistake.file,
            mistake.from,
            mistake.to,
        );
        let report = check_files(&files);
        let error = only_error(&report);
        assert_eq!(error.code, mistake.code, "{report}");
        assert_eq!(error.path, mistake.path, "{report}");
        assert_eq!(error.file, mistake.file, "{report}");
        let position = error.position.expect("a place in the file");
        let place = place_of(&files, mistake.file, mistake.at);
        assert_eq!((position.line, position.column), place, "{report}");
        for locale in Locale::ALL {
            let message = error.message(locale);
            assert!(!message.contains("Unknown localization"), "{message}");
        }
    }
}

macro_rules! mistakes {
    ($($file:literal: $from:literal => $to:literal, $code:expr, $path:literal, $at:literal;)*) => {
        &[$(Mistake { file: $file, from: $from, to: $to, code: $code, path: $path, at: $at }),*]
    };
}

#[test]
fn the_fixture_itself_has_no_mistake() {
    let report = check_files(&fixture_files("minimal"));
    assert_eq!(report, CheckReport::default(), "{report}");
}

#[test]
fn mistakes_of_yaml_are_told() {
    assert_told(mistakes! {
        "bodies.yaml": "    kind: steering_group" => "   kind: steering_group",
            Code::YamlSyntax, "", "kind:";
        "county.yaml": "schema_version: 1" => "schema_version: 1\nschema_version: 1",
            Code::YamlFieldTwice, "schema_version", "schema_version: 1\nkey";
        "county.yaml": "kind: county" => "kind: &a county", Code::YamlAlias, "kind", "&a";
        "county.yaml": "kind: county" => "kind: !x county", Code::YamlTag, "kind", "!x";
        "labels.yaml": "labels:" => "[1]: 2\nlabels:", Code::YamlNameNotText, "", "[1]";
        "labels.yaml": "{ de: Baustein 1 }" => "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]",
            Code::YamlTooDeep, "labels.module-1[0][0][0][0][0][0][0][0][0][0][0][0][0][0]", "[[[1]";
        "roles.yaml": "custom_roles:\n  - key" => "---\ncustom_roles:\n  - key",
            Code::YamlSeveralDocuments, "", "---\n";
    });
}

#[test]
fn mistakes_of_form_are_told() {
    assert_told(mistakes! {
        "county.yaml": "kind: county" => "kind: kreis", Code::ValueUnknown, "kind", "kreis";
        "county.yaml": "\"05966004\"" => "05966004", Code::QuotesMissing,
            "municipalities[0].ags", "05966004";
        "county.yaml": "\"05966004\"" => "\"5966004\"", Code::ValueForm,
            "municipalities[0].ags", "\"5966004\"";
        "county.yaml": "schema_version: 1" => "schema_version: 2", Code::NumberOutOfRange,
            "schema_version", "2";
        "structure.yaml": "valid_to: 2024-12-31" => "valid_to: 2024-02-30",
            Code::DateInvalid, "posts[2].valid_to", "2024-02-30";
        "structure.yaml": "valid_to: 2024-12-31" => "valid_to:", Code::ValueMissing,
            "posts[2].valid_to", ":\nsums";
        "structure.yaml": "module: 1" => "module: 4", Code::ValueUnknown, "posts[0].module", "4\n";
        "structure.yaml": "centi_fte: 100" => "centi_fte: 101", Code::NumberOutOfRange,
            "posts[0].centi_fte", "101";
        "structure.yaml": "centi_fte: 100" => "centi_fte: viel", Code::ValueKind,
            "posts[0].centi_fte", "viel";
        "structure.yaml": "    carrier: ki" => "    traeger: x\n    carrier: ki",
            Code::FieldUnknown, "posts[0].traeger", "traeger";
        "structure.yaml": "    carrier: ki\n" => "", Code::FieldMissing, "posts[0].carrier",
            "key: m1-1";
        "structure.yaml": "[coordination]" => "[]", Code::ListEmpty, "posts[0].functions", "[]";
        "structure.yaml": "key: m1-1" => "key: M1", Code::ValueForm, "posts[0].key", "M1";
        "casework.yaml": "key: zh-Hant" => "key: Chinesisch", Code::ValueForm,
            "languages[1].key", "Chinesisch";
        "labels.yaml": "de: Sozialraum" => "de: \"\"", Code::TextEmpty, "labels.unit.de", "\"\"";
        "labels.yaml": "module-1" => "Modul", Code::LabelUnknown, "labels.Modul", "Modul";
        "roles.yaml": "[kim_lead]" => "[operator]", Code::ValueUnknown, "groups[0].roles[0]",
            "operator";
    });
}

#[test]
fn mistakes_of_places_are_told() {
    assert_told(mistakes! {
        "county.yaml": "\"05966\"" => "\"05999\"", Code::CountyUnknown, "ags", "\"05999\"";
        "county.yaml": "\"05966004\"" => "\"05966005\"", Code::MunicipalityUnknown,
            "municipalities[0].ags", "\"05966005\"";
        "county.yaml": "name: Wenden }" => "name: Wenden }\n  - { ags: \"05970040\", name: Siegen }",
            Code::MunicipalityOfOtherCounty, "municipalities[7].ags", "\"05970040\"";
        "county.yaml": "name: Wenden" => "name: Venden", Code::MunicipalityName,
            "municipalities[6].name", "Venden";
    });
    assert_told(mistakes! {
        "structure.yaml": "    municipalities: [\"05966004\", \"05966012\", \"05966020\"]\n" => "",
            Code::UnitWithoutPlaces, "units[0]", "key: nord";
        "structure.yaml": "    name: { de: Nord, en: North }" =>
            "    name: { de: Nord, en: North }\n    without_territory: true",
            Code::UnitTerritoryContradiction, "units[0]", "key: nord";
        "structure.yaml": "places: { county_wide: true }" => "places: {}",
            Code::PostWithoutPlace, "posts[0].places", "{}";
        "bodies.yaml": "places: { county_wide: true }" => "places: { units: [] }",
            Code::BodyWithoutPlace, "bodies[0].places", "{ units: []";
    });
}

#[test]
fn a_municipality_that_is_left_out_or_listed_twice_is_told() {
    let left_out = with_change(
        fixture_files("minimal"),
        "county.yaml",
        "  - { ags: \"05966028\", name: Wenden }\n",
        "",
    );
    let left_out = with_change(left_out, "structure.yaml", ", \"05966028\"", "");
    assert_eq!(
        only_error(&check_files(&left_out)).code,
        Code::MunicipalityLeftOut
    );
    let twice = with_change(
        fixture_files("minimal"),
        "county.yaml",
        "name: Wenden }",
        "name: Wenden }\n  - { ags: \"05966028\", name: Wenden }",
    );
    let report = check_files(&twice);
    let error = only_error(&report);
    assert_eq!(
        (error.code, error.path.as_str()),
        (Code::Duplicate, "municipalities[7].ags")
    );
}

#[test]
fn references_to_nothing_are_told() {
    assert_told(mistakes! {
        "structure.yaml": "carrier: caritas" => "carrier: karitas", Code::ReferenceUnknown,
            "posts[2].carrier", "karitas";
        "structure.yaml": "units: [nord] }" => "units: [nordwest] }", Code::ReferenceUnknown,
            "posts[1].places.units[0]", "nordwest";
        "structure.yaml": "places: { units: [nord] }" => "places: { municipalities: [\"05570004\"] }",
            Code::ReferenceUnknown, "posts[1].places.municipalities[0]", "\"05570004\"";
        "structure.yaml": "places: { units: [nord] }" => "places: { city_districts: [altstadt] }",
            Code::ReferenceUnknown, "posts[1].places.city_districts[0]", "altstadt";
        "structure.yaml": "[case-management]" => "[case-managment]", Code::ReferenceUnknown,
            "posts[1].functions[0]", "case-managment";
        "structure.yaml": "source: concept" => "source: konzept", Code::ReferenceUnknown,
            "sums[0].source", "konzept";
        "funding.yaml": "rate: m2" => "rate: m9", Code::ReferenceUnknown, "grants[0].rate", "m9";
        "bodies.yaml": "managed_by: ki" => "managed_by: kiz", Code::ReferenceUnknown,
            "bodies[0].managed_by", "kiz";
        "roles.yaml": "custom_roles: [area-lead]" => "custom_roles: [arealead]",
            Code::ReferenceUnknown, "groups[1].custom_roles[0]", "arealead";
        "sources.yaml": "labels.labels.life-area.sport]" => "structure.posts.m2-9]",
            Code::AssumptionPlaceUnknown, "assumptions[0].concerns[1]", "structure.posts.m2-9";
        "sources.yaml": "labels.labels.life-area.sport]" => "personal.posts]",
            Code::AssumptionPlaceUnknown, "assumptions[0].concerns[1]", "personal";
    });
}

#[test]
fn mistakes_of_dates_are_told() {
    assert_told(mistakes! {
        "structure.yaml": "key: m2-2" => "key: m2-1", Code::ValidityOverlap, "posts[2].key",
            "m2-1\n    title: { de: Case Management Süd";
        "casework.yaml": "  - key: case-management\n" =>
            "  - key: brief-intervention\n", Code::ValidityOverlap, "constellations[1].key",
            "brief-intervention\n    closing: { rule: none }";
        "structure.yaml": "    functions: [coordination]\n    valid_from: 2024-01-01" =>
            "    functions: [coordination]\n    valid_from: 2024-01-01\n    valid_to: 2023-12-31",
            Code::ValidityReversed, "posts[0].valid_to", "2023-12-31\n  - key: m2-1";
        "structure.yaml": "    functions: [coordination]\n    valid_from: 2024-01-01" =>
            "    functions: [coordination]\n    valid_from: 2023-12-31",
            Code::ReferenceNotValid, "posts[0].carrier", "ki\n    places: { county_wide";
    });
}

#[test]
fn figures_that_do_not_add_up_are_told() {
    assert_told(mistakes! {
        "structure.yaml": "module: 2, centi_fte: 150" => "module: 2, centi_fte: 151",
            Code::SumDiffers, "sums[0].centi_fte", "151";
        "funding.yaml": "amount_cents: 8250000" => "amount_cents: 8250001",
            Code::GrantAmountDiffers, "grants[0].amount_cents", "8250001";
        "funding.yaml": "centi_fte: 150" => "centi_fte: 100", Code::GrantPostsDiffer,
            "grants[0].centi_fte", "100";
        "funding.yaml": "valid_to: 2024-12-31" => "valid_to: 2024-12-30", Code::GrantPeriod,
            "grants[0].valid_to", "2024-12-30";
    });
}

#[test]
fn mistakes_of_casework_are_told() {
    assert_told(mistakes! {
        "casework.yaml": "    closing: { rule: none }\n" => "", Code::ClosingRuleMissing,
            "constellations[1].closing", "key: case-management";
        "casework.yaml": "contact, months: 3" => "contact", Code::ClosingMonthsMissing,
            "constellations[0].closing", "{ rule: months_without_contact";
        "casework.yaml": "rule: none" => "rule: none, months: 3",
            Code::ClosingMonthsUnexpected, "constellations[1].closing.months",
            "3 }\n    not_seen";
        "casework.yaml": "  - { data_kind: contact, start: collected, period_months: 36, measure: delete, responsible: kim_lead, legal_hold: true, archive_offer: false }\n" => "",
            Code::RetentionRuleMissing, "retention_rules", "- { data_kind: person";
    });
    assert_told(mistakes! {
        "casework.yaml": "  - key: phone\n" => "  - key: phone\n  - key: phone\n",
            Code::Duplicate, "channels[1].key", "phone\nreferring";
        "casework.yaml": "  - key: phone\n" => "  - key: fax\n", Code::OwnNameMissing,
            "channels[0].key", "fax";
        "labels.yaml": "  unit:" => "  units-and-more:", Code::LabelUnknown,
            "labels.units-and-more", "units-and-more";
        "roles.yaml": "    roles: [kim_lead]\n" => "", Code::GroupWithoutRole, "groups[0]",
            "group: kim-leitung";
    });
}

#[test]
fn files_that_are_missing_strange_or_too_large_are_told() {
    let mut missing = fixture_files("minimal");
    missing.remove("bodies.yaml");
    let report = check_files(&missing);
    let error = only_error(&report);
    assert_eq!(
        (error.code, error.file.as_str()),
        (Code::FileMissing, "bodies.yaml")
    );

    let mut strange = fixture_files("minimal");
    strange.insert("body.yaml".to_owned(), String::new());
    assert_eq!(only_error(&check_files(&strange)).code, Code::FileUnknown);

    let mut large = fixture_files("minimal");
    let comment = "# a comment\n".repeat(100_000);
    large
        .entry("bodies.yaml".to_owned())
        .or_default()
        .push_str(&comment);
    assert_eq!(only_error(&check_files(&large)).code, Code::FileTooLarge);

    let mut empty = fixture_files("minimal");
    empty.insert("bodies.yaml".to_owned(), "# nothing\n".to_owned());
    assert_eq!(only_error(&check_files(&empty)).code, Code::YamlEmpty);
}

#[test]
fn a_mistake_in_one_file_does_not_hide_those_of_the_others() {
    let files = fixture_files("minimal");
    let files = with_change(
        files,
        "structure.yaml",
        "carrier: caritas",
        "carrier: karitas",
    );
    let files = with_change(files, "structure.yaml", "module: 1", "module: 4");
    let files = with_change(
        files,
        "bodies.yaml",
        "    kind: steering_group",
        "   kind: x",
    );
    let files = with_change(files, "casework.yaml", "key: phone", "key: fax");
    let report = check_files(&files);
    let codes: Vec<_> = report.errors.iter().map(|error| error.code).collect();
    let expected = [
        Code::ValueUnknown,
        Code::ReferenceUnknown,
        Code::OwnNameMissing,
        Code::YamlSyntax,
    ];
    assert_eq!(codes, expected, "{report}");
}

#[test]
fn a_mistake_at_the_top_of_a_file_does_not_hide_those_below() {
    let files = fixture_files("minimal");
    let files = with_change(files, "county.yaml", "kind: county", "kind: kreis");
    let files = with_change(files, "county.yaml", "name: Wenden", "name: Venden");
    let files = with_change(files, "structure.yaml", "units:", "bezirke:");
    let files = with_change(
        files,
        "structure.yaml",
        "carrier: caritas",
        "carrier: karitas",
    );
    let files = with_change(files, "structure.yaml", "{ county_wide: true }", "{}");
    let report = check_files(&files);
    let told: Vec<_> = report
        .errors
        .iter()
        .map(|e| (e.code, e.path.as_str()))
        .collect();
    let expected = [
        (Code::ValueUnknown, "kind"),
        (Code::MunicipalityName, "municipalities[6].name"),
        (Code::FieldUnknown, "bezirke"),
        (Code::FieldMissing, "units"),
        (Code::PostWithoutPlace, "posts[0].places"),
        (Code::ReferenceUnknown, "posts[1].places.units[0]"),
        (Code::ReferenceUnknown, "posts[2].carrier"),
        (Code::ReferenceUnknown, "posts[2].places.units[0]"),
    ];
    // The group that is limited to a unit refers to nothing as well.
    assert_eq!(told[..8], expected, "{report}");
    assert_eq!(
        told[8..],
        [(Code::ReferenceUnknown, "groups[1].units[0]")],
        "{report}"
    );
}
