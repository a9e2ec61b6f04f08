//! Makes one real instance of an upload: names are compared before, types only here.

use wasmtime::{Engine, Trap, component::InstancePre};

use crate::{
    call::{CallFailure, CallLimits},
    guest::{Guest, new_store},
    inspect::Refusal,
    points::{DescribedPre, ExtensionPoint, bind},
};

/// Instantiates and looks up every function with its types.
pub(crate) fn try_types(
    engine: &Engine,
    pre: &InstancePre<Guest>,
    point: ExtensionPoint,
    limits: &CallLimits,
) -> Result<(), Refusal> {
    let mut store =
        new_store(engine, limits).map_err(|error| Refusal::FailsAtOnce(format!("{error:#}")))?;
    let made = pre.instantiate(&mut store);
    if let Err(error) = made {
        let failure = CallFailure::from_wasmtime(&error, store.data(), limits);
        return Err(Refusal::FailsAtOnce(failure.to_string()));
    }
    // A store of its own each: a second instance would count against the limits of the first.
    for look_up in [
        |engine: &Engine, pre: &InstancePre<Guest>, _: ExtensionPoint, limits: &CallLimits| {
            let mut store = new_store(engine, limits)?;
            DescribedPre::new(pre.clone())?
                .instantiate(&mut store)
                .map(drop)
        },
        |engine: &Engine, pre: &InstancePre<Guest>, point: ExtensionPoint, limits: &CallLimits| {
            let mut store = new_store(engine, limits)?;
            bind(point, pre, &mut store)
        },
    ] {
        look_up(engine, pre, point, limits).map_err(|error| {
            match error.downcast_ref::<Trap>() {
                Some(trap) => Refusal::FailsAtOnce(trap.to_string()),
                None => Refusal::OtherTypes(format!("{error:#}")),
            }
        })?;
    }
    Ok(())
}
