//! Grants follow from their rate and the posts of their period.

use crate::{
    check::{
        folder::Folder,
        path::Path,
        problem::{Arg, ProblemCode},
    },
    files::FileKind,
    model::{
        Dated,
        funding::{FundingFile, FundingRate, Grant, derive_grant_cents},
        structure::{Post, StructureFile},
    },
};

/// Checks every grant; says nothing while a rate or a post has a mistake of form.
pub(crate) fn check_grants(funding: &FundingFile, structure: &StructureFile, folder: &mut Folder) {
    let posts_known = !folder.is_damaged(FileKind::Structure, "posts");
    let rates_known = !folder.is_damaged(FileKind::Funding, "rates");
    for (i, grant) in funding.grants.iter().enumerate() {
        let path = Path::top("grants").item(i);
        if grant.months().is_none() {
            folder
                .report(
                    FileKind::Funding,
                    &path.field("valid_to"),
                    ProblemCode::GrantPeriod,
                )
                .arg("from", grant.valid_from)
                .arg("to", grant.valid_to);
            continue;
        }
        let rate = find_rate(funding, grant);
        if let (Some(rate), true, true) = (rate, posts_known, rates_known) {
            check_grant(grant, rate, &structure.posts, &path, folder);
        }
    }
}

fn find_rate<'a>(funding: &'a FundingFile, grant: &Grant) -> Option<&'a FundingRate> {
    let mut versions = funding.rates.iter().filter(|rate| rate.key == grant.rate);
    versions.find(|rate| rate.is_valid_at(grant.valid_from))
}

fn check_grant(
    grant: &Grant,
    rate: &FundingRate,
    posts: &[Post],
    path: &Path,
    folder: &mut Folder,
) {
    let found = rate.paid_centi_fte(posts, grant.valid_from);
    if found != grant.centi_fte {
        folder
            .report(
                FileKind::Funding,
                &path.field("centi_fte"),
                ProblemCode::GrantPostsDiffer,
            )
            .arg("stated", Arg::CentiFte(grant.centi_fte))
            .arg("found", Arg::CentiFte(found))
            .arg("date", grant.valid_from);
        return;
    }
    let derived = derive_grant_cents(grant, rate, posts);
    if let Some(derived) = derived.filter(|derived| *derived != grant.amount_cents) {
        folder
            .report(
                FileKind::Funding,
                &path.field("amount_cents"),
                ProblemCode::GrantAmountDiffers,
            )
            .arg("stated", Arg::Cents(grant.amount_cents))
            .arg("derived", Arg::Cents(derived));
    }
}
