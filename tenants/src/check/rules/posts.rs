//! Stated sums of posts, and the share of case management at the integration centre.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    check::{
        folder::Folder,
        path::Path,
        problem::{Arg, ProblemCode},
    },
    county::PostFilter,
    files::FileKind,
    model::{
        Dated, Module,
        structure::{CarrierKind, PostSum, StructureFile},
    },
};

/// Compares each stated sum with the posts. Says nothing while a post or carrier has a mistake
/// of form: its own message comes first.
pub(crate) fn check_sums(structure: &StructureFile, folder: &mut Folder) {
    if is_incomplete(folder) {
        return;
    }
    for (i, sum) in structure.sums.iter().enumerate() {
        let filter = PostFilter::from(sum);
        let found = filter.total_centi_fte(&structure.posts, &structure.carriers, sum.at);
        if found != sum.centi_fte {
            let path = Path::top("sums").item(i).field("centi_fte");
            folder
                .report(FileKind::Structure, &path, ProblemCode::SumDiffers)
                .arg("conditions", conditions(sum))
                .arg("date", sum.at)
                .arg("stated", Arg::CentiFte(sum.centi_fte))
                .arg("found", Arg::CentiFte(found));
        }
    }
}

fn is_incomplete(folder: &Folder) -> bool {
    ["posts", "carriers"]
        .iter()
        .any(|list| folder.is_damaged(FileKind::Structure, list))
}

/// The conditions as the file writes them.
fn conditions(sum: &PostSum) -> String {
    let module = sum
        .module
        .map(|module| format!("module {}", module.number()));
    let unit = sum.unit.as_ref().map(|unit| format!("unit {unit}"));
    let carrier = sum
        .carrier
        .as_ref()
        .map(|carrier| format!("carrier {carrier}"));
    let kind = sum
        .carrier_kind
        .map(|kind| format!("carrier_kind {}", kind.as_str()));
    let function = sum
        .function
        .as_ref()
        .map(|function| format!("function {function}"));
    let all: Vec<String> = [module, unit, carrier, kind, function]
        .into_iter()
        .flatten()
        .collect();
    all.join(", ")
}

/// Warns of every day from which less than a third of the case management posts sit at the
/// integration centre. The state recommends a third; it does not demand it.
pub(crate) fn check_third_at_integration_centre(structure: &StructureFile, folder: &mut Folder) {
    if is_incomplete(folder) {
        return;
    }
    let filter = PostFilter::module(Module::CaseManagement);
    let at_centre = filter.clone().carrier_kind(CarrierKind::IntegrationCentre);
    let total_of = |filter: &PostFilter, date| {
        filter.total_centi_fte(&structure.posts, &structure.carriers, date)
    };
    let mut told = None;
    for date in days_of_change(structure) {
        let figures = (total_of(&at_centre, date), total_of(&filter, date));
        let (centre, total) = figures;
        if centre * 3 < total && told != Some(figures) {
            folder
                .report(
                    FileKind::Structure,
                    &Path::top("posts"),
                    ProblemCode::ThirdAtIntegrationCentre,
                )
                .arg("date", date)
                .arg("centre", Arg::CentiFte(centre))
                .arg("total", Arg::CentiFte(total));
        }
        told = Some(figures);
    }
}

/// Every day on which a post or a carrier begins, or has just ended.
fn days_of_change(structure: &StructureFile) -> BTreeSet<NaiveDate> {
    let posts = structure.posts.iter().map(Dated::validity);
    let carriers = structure.carriers.iter().map(Dated::validity);
    posts
        .chain(carriers)
        .flat_map(|validity| [validity.from, validity.to.and_then(|day| day.succ_opt())])
        .flatten()
        .collect()
}
