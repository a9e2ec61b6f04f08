//! At least half of each municipality's share goes to the core group.

use kreislotse_rule::target_group::{Floor, FloorRequest, Reason, RuleError, Usage};

use crate::{
    Why,
    parameters::{Parameters, find_stage},
};

pub(crate) fn weigh(request: &FloorRequest) -> Result<Vec<Floor>, RuleError> {
    let percent = Parameters::parse(&request.parameters)?.core_percent;
    let core_stages = [
        find_stage(&request.stages, "stage-1a")?,
        find_stage(&request.stages, "stage-2")?,
    ];
    let usages = request.usages.iter();
    Ok(usages
        .map(|usage| weigh_one(usage, percent, core_stages))
        .collect())
}

fn weigh_one(usage: &Usage, percent: u32, core_stages: [u16; 2]) -> Floor {
    let share = usage.share_centi_fte;
    // "At least": what does not divide goes to the core group.
    let core = (u64::from(share) * u64::from(percent)).div_ceil(100) as u32;
    let mut others = 0_u32;
    for (stage, used) in usage.used_centi_fte.iter().enumerate() {
        if !core_stages.iter().any(|core| usize::from(*core) == stage) {
            others = others.saturating_add(*used);
        }
    }
    let allowed = share - core;
    let kept = others <= allowed;
    let number = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    let reason = if kept {
        Reason::new(Why::FloorKept.code(), number(share - others), number(share))
    } else {
        Reason::new(
            Why::FloorBroken.code(),
            number(core),
            number(others - allowed),
        )
    };
    Floor {
        core_centi_fte: core,
        open_centi_fte: allowed.saturating_sub(others),
        kept,
        reason,
    }
}
