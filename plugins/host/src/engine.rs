//! The one way in which engines are set up. The process that compiles and the one that runs must agree, or compiled
//! code is not taken.

use wasmtime::{Config, Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig};

use crate::limits::{
    CALLS_MAX, INSTANCES_MAX, MEMORIES_MAX, MEMORY_BYTES_MAX, STACK_BYTES_MAX, TABLE_ELEMENTS_MAX,
    TABLES_MAX,
};

/// What an engine is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EngineUse {
    /// Compiling only, in one thread and without reserved memory: limits of the process apply.
    Compile,
    /// Running what was compiled, in pooled memory.
    Run,
}

/// Bytes of wasmtime's own bookkeeping of one instance; Python's largest module needs 300 KB.
const INSTANCE_BYTES_MAX: usize = 2 << 20;

/// An engine with everything off that could differ between two runs or two machines.
pub(crate) fn build_engine(purpose: EngineUse) -> wasmtime::Result<Engine> {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .consume_fuel(true)
        .epoch_interruption(true)
        .cranelift_nan_canonicalization(true)
        .wasm_relaxed_simd(false)
        .relaxed_simd_deterministic(true)
        .wasm_threads(false)
        .shared_memory(false)
        .wasm_memory64(false)
        .wasm_function_references(false)
        .wasm_gc(false)
        .gc_support(false)
        .wasm_exceptions(false)
        .wasm_tail_call(false)
        // Components that are composed (QuickJS) need it: without it wasmtime 48 panics on them. The number of
        // memories is limited in each store.
        .wasm_multi_memory(true)
        .concurrency_support(false)
        .max_wasm_stack(STACK_BYTES_MAX)
        // Names of a guest's functions are no use to a county; frames cost time at each trap.
        .wasm_backtrace_max_frames(None);
    match purpose {
        EngineUse::Compile => config.parallel_compilation(false),
        EngineUse::Run => config.allocation_strategy(pooled()),
    };
    Engine::new(&config)
}

/// Memory for as many calls as run at once, each of the largest kind.
fn pooled() -> InstanceAllocationStrategy {
    let calls = u32::try_from(CALLS_MAX).expect("a small number");
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(calls * INSTANCES_MAX)
        .total_core_instances(calls * INSTANCES_MAX)
        .total_memories(calls * MEMORIES_MAX)
        .total_tables(calls * TABLES_MAX)
        .max_core_instances_per_component(INSTANCES_MAX)
        .max_memories_per_component(MEMORIES_MAX)
        .max_tables_per_component(TABLES_MAX)
        .max_tables_per_module(TABLES_MAX)
        .max_component_instance_size(INSTANCE_BYTES_MAX)
        .max_core_instance_size(INSTANCE_BYTES_MAX)
        .table_elements(TABLE_ELEMENTS_MAX)
        .max_memory_size(MEMORY_BYTES_MAX)
        .pagemap_scan(Enabled::Auto);
    InstanceAllocationStrategy::Pooling(pool)
}
