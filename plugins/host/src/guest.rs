//! What the host keeps beside a guest while it runs, and the limits that it meets.

use wasmtime::{Engine, ResourceLimiter, Store};

use crate::{
    call::CallLimits,
    limits::{
        ANSWER_COPY_MAX, EPOCH_TICK, INSTANCES_MAX, MEMORIES_MAX, TABLE_ELEMENTS_MAX, TABLES_MAX,
    },
};

/// The state of one store: counts what the guest takes.
#[derive(Debug)]
pub struct Guest {
    memory_bytes: usize,
    memory_bytes_max: usize,
    /// How often growth was refused. A guest that then traps ran out of memory.
    refusals: u32,
}

impl Guest {
    /// Whether the guest asked for more than it may have.
    pub(crate) fn was_refused(&self) -> bool {
        self.refusals > 0
    }
}

/// Unlike wasmtime's own, this one counts all memories of a store together.
impl ResourceLimiter for Guest {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let total = self.memory_bytes.saturating_add(desired - current);
        if total > self.memory_bytes_max {
            self.refusals += 1;
            return Ok(false);
        }
        self.memory_bytes = total;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let allowed = desired <= TABLE_ELEMENTS_MAX;
        self.refusals += u32::from(!allowed);
        Ok(allowed)
    }

    fn instances(&self) -> usize {
        INSTANCES_MAX as usize
    }

    fn tables(&self) -> usize {
        TABLES_MAX as usize
    }

    fn memories(&self) -> usize {
        MEMORIES_MAX as usize
    }
}

/// A store for one call. Everything is set before instantiation, because start functions run there.
pub(crate) fn new_store(engine: &Engine, limits: &CallLimits) -> wasmtime::Result<Store<Guest>> {
    let guest = Guest {
        memory_bytes: 0,
        memory_bytes_max: limits.memory_bytes,
        refusals: 0,
    };
    let mut store = Store::new(engine, guest);
    store.limiter(|guest| guest);
    store.set_fuel(limits.fuel)?;
    store.set_epoch_deadline(ticks(limits));
    store.epoch_deadline_trap();
    store.set_hostcall_fuel(ANSWER_COPY_MAX);
    Ok(store)
}

/// The deadline in ticks; one more, because the current tick has already begun.
fn ticks(limits: &CallLimits) -> u64 {
    let ticks = limits.wall.as_millis().div_ceil(EPOCH_TICK.as_millis());
    u64::try_from(ticks).unwrap_or(u64::MAX / 2) + 1
}
