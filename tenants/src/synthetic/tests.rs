use std::path::Path;

use super::*;
use crate::{check::check_files, model::Module, open_data::county_numbers};

fn model() -> County {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("counties/warendorf");
    County::load_folder(&folder).expect("the county passes its check")
}

#[test]
fn every_county_of_the_list_passes_the_check_and_is_an_own_one() {
    let model = model();
    let mut keys = std::collections::BTreeSet::new();
    let mut kinds = [0; 4];
    for number in county_numbers() {
        let ags: CountyAgs = number.parse().expect("an AGS");
        let files = synthetic_county(&ags, &model).expect("a county of the list");
        let report = check_files(&files);
        assert!(
            report.is_ok(),
            "{number}: {}",
            report.render(kernel::locale::Locale::En)
        );
        let county = County::from_files(&files).expect("passed the check");
        assert!(keys.insert(county.key().clone()), "{} twice", county.key());
        let kind = Kind::of(&ags, municipalities_of(&ags).count());
        kinds[kind as usize] += 1;
        let posts = &county.files().structure.posts;
        let case_management = posts
            .iter()
            .filter(|post| post.module == Module::CaseManagement);
        let sum: u32 = case_management.map(|post| post.centi_fte).sum();
        assert!(
            (300..=4_500).contains(&sum) && sum.is_multiple_of(50),
            "{number}: {sum}"
        );
    }
    assert_eq!(keys.len(), 53);
    assert!(kinds.iter().all(|count| *count >= 7), "{kinds:?}");
}

#[test]
fn social_areas_of_a_city_get_posts_in_turn() {
    let ags: CountyAgs = "05315".parse().expect("an AGS");
    let files = synthetic_county(&ags, &model()).expect("a county of the list");
    let county = County::from_files(&files).expect("passed the check");
    let structure = &county.files().structure;
    let case_management = structure
        .posts
        .iter()
        .filter(|post| post.module == Module::CaseManagement);
    let mut counts = BTreeMap::new();
    for post in case_management {
        *counts.entry(post.places.units.clone()).or_insert(0) += 1;
    }
    let (least, most) = (counts.values().min(), counts.values().max());
    assert_eq!(counts.len(), structure.units.len());
    assert!(most <= least.map(|least| least + 1).as_ref(), "{counts:?}");
}

#[test]
fn the_same_number_makes_the_same_county_and_an_unknown_one_none() {
    let model = model();
    let ags: CountyAgs = "05154".parse().expect("an AGS");
    assert_eq!(
        synthetic_county(&ags, &model),
        synthetic_county(&ags, &model)
    );
    let nowhere: CountyAgs = "05999".parse().expect("an AGS");
    assert_eq!(synthetic_county(&nowhere, &model), None);
}
