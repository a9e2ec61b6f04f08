//! The sandbox: takes uploads in, keeps their compiled code, runs them.

use std::{path::Path, sync::Arc, time::Duration};

use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wasmtime::{
    Engine,
    component::{Component, InstancePre, Linker},
};

use crate::{
    about::check_about,
    cache::{CacheFailure, CacheKey, CodeCache},
    call::{CallFailure, CallLimits, Called},
    compile::{Compiler, CompilerUnavailable},
    digest::Digest,
    engine::{EngineUse, build_engine},
    flights::Flights,
    guest::{Guest, new_store},
    inspect::{Refusal, inspect},
    limits::{
        CALLS_MAX, DESCRIBE_FUEL_MAX, DESCRIBE_WALL_MAX, EPOCH_TICK, MEMORIES_MAX,
        MEMORY_BYTES_MAX, OVERRUN_MAX, QUEUE_WALL_MAX, TABLE_ELEMENTS_MAX, TABLES_MAX,
    },
    plugin::Plugin,
    points::{About, Described, DescribedPre, ExtensionPoint, Question},
    trial::try_types,
};

/// The sandbox cannot be set up, or not work: a fault of the installation.
#[derive(Debug, Error)]
pub enum SandboxFailure {
    /// The engine does not start.
    #[error("the engine for rules does not start: {0}")]
    Engine(String),
    /// Compiled code cannot be kept or loaded.
    #[error(transparent)]
    Cache(#[from] CacheFailure),
    /// The compiling process cannot be had.
    #[error(transparent)]
    Compiler(#[from] CompilerUnavailable),
    /// A task of the runtime was lost.
    #[error("the runtime is shutting down")]
    ShuttingDown,
}

/// What becomes of an upload: the sandbox works and says yes or no, or it does not work.
pub type Opened = Result<Result<Arc<Plugin>, Refusal>, SandboxFailure>;

/// What becomes of a compilation, from the outside in: a fault of the installation, a refusal, code that is not taken.
type Compiled = Result<Result<Result<Component, CacheFailure>, Refusal>, SandboxFailure>;

/// Runs rules. One for the whole server; cheap to clone.
#[derive(Debug, Clone)]
pub struct Sandbox {
    engine: Engine,
    cache: CodeCache,
    compiler: Compiler,
    flights: Flights,
    turns: Arc<Semaphore>,
}

impl Sandbox {
    /// A sandbox that keeps compiled code in a folder.
    ///
    /// # Errors
    /// The engine does not start, or the folder cannot be made.
    pub fn new(
        folder: &Path,
        key: CacheKey,
        compiler: Compiler,
    ) -> Result<Sandbox, SandboxFailure> {
        let engine = build_engine(EngineUse::Run)
            .map_err(|error| SandboxFailure::Engine(format!("{error:#}")))?;
        start_clock(&engine);
        Ok(Sandbox {
            cache: CodeCache::open(folder, key, &engine)?,
            engine,
            compiler,
            flights: Flights::default(),
            turns: Arc::new(Semaphore::new(CALLS_MAX)),
        })
    }

    /// Takes a component in: looks at it, compiles it if its code is not at hand, tries its types and asks it what it
    /// is. For a fresh upload and for a rule that has been in use for years alike.
    ///
    /// # Errors
    /// The outer error says that the sandbox does not work, the inner one that the component is turned away.
    pub async fn open(&self, source: &[u8]) -> Opened {
        let digest = Digest::of(source);
        let point = match inspect(source) {
            Ok(inspected) => inspected.point,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let kept = match self.load(digest).await? {
            Ok(Some(component)) => Ok(component),
            Ok(None) => match self.compile_once(source, digest).await? {
                Ok(kept) => kept,
                Err(refusal) => return Ok(Err(refusal)),
            },
            Err(failure) => Err(failure),
        };
        let component = match kept {
            Ok(component) => component,
            // Authentic code for these very settings: what is not taken is too large for the pool.
            Err(CacheFailure::NotTaken(text)) => return Ok(Err(Refusal::DoesNotFit(text))),
            Err(failure) => return Err(failure.into()),
        };
        let sandbox = self.clone();
        self.in_background(move || sandbox.examine(&component, digest, point))
            .await
    }

    async fn load(
        &self,
        digest: Digest,
    ) -> Result<Result<Option<Component>, CacheFailure>, SandboxFailure> {
        let sandbox = self.clone();
        self.in_background(move || sandbox.cache.load(&digest, &sandbox.engine))
            .await
    }

    /// Compiles, unless somebody does already: then what comes of that counts for us, too.
    async fn compile_once(&self, source: &[u8], digest: Digest) -> Compiled {
        let flight = self.flights.join(digest);
        // Whoever goes away while compiling lets the next one on.
        let mut refused = flight.lock().await;
        if let Some(refusal) = &*refused {
            return Ok(Err(refusal.clone()));
        }
        if let Some(kept) = self.load(digest).await?.transpose() {
            return Ok(Ok(kept));
        }
        let compiled = self.compile(source, digest).await;
        if let Ok(Err(refusal)) = &compiled {
            *refused = Some(refusal.clone());
        }
        compiled
    }

    /// Compiles, keeps and loads.
    async fn compile(&self, source: &[u8], digest: Digest) -> Compiled {
        let compiled = match self.compiler.compile(source).await? {
            Ok(compiled) => compiled,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let sandbox = self.clone();
        let kept = self.in_background(move || {
            sandbox.cache.keep(&digest, &compiled)?;
            let kept = sandbox.cache.load(&digest, &sandbox.engine)?;
            // What was written a moment ago is there, unless somebody alters the folder under our hands.
            kept.ok_or(CacheFailure::Altered)
        });
        Ok(Ok(kept.await?))
    }

    async fn in_background<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, SandboxFailure> {
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| SandboxFailure::ShuttingDown)
    }

    fn examine(
        &self,
        component: &Component,
        digest: Digest,
        point: ExtensionPoint,
    ) -> Result<Arc<Plugin>, Refusal> {
        check_resources(component)?;
        let imports = component.component_type();
        let imports: Vec<String> = imports
            .imports(&self.engine)
            .map(|(name, _)| name.to_owned())
            .collect();
        if !imports.is_empty() {
            return Err(Refusal::Imports(imports));
        }
        let pre = Linker::<Guest>::new(&self.engine)
            .instantiate_pre(component)
            .map_err(|error| Refusal::Invalid(format!("{error:#}")))?;
        let limits = CallLimits {
            fuel: DESCRIBE_FUEL_MAX,
            wall: DESCRIBE_WALL_MAX,
            ..CallLimits::default()
        };
        try_types(&self.engine, &pre, point, &limits)?;
        let about = self.describe(&pre, &limits)?;
        let again = self.describe(&pre, &limits)?;
        if about != again {
            return Err(Refusal::BadDescription(
                "it says something else each time".to_owned(),
            ));
        }
        let parameters = check_about(&about, point).map_err(Refusal::BadDescription)?;
        Ok(Arc::new(Plugin::new(digest, about, parameters, pre)))
    }

    fn describe(&self, pre: &InstancePre<Guest>, limits: &CallLimits) -> Result<About, Refusal> {
        let fails = |error: String| Refusal::FailsAtOnce(error);
        let mut store =
            new_store(&self.engine, limits).map_err(|error| fails(format!("{error:#}")))?;
        let ask = |store: &mut wasmtime::Store<Guest>| -> wasmtime::Result<About> {
            let described: Described = DescribedPre::new(pre.clone())?.instantiate(&mut *store)?;
            described
                .kreislotse_rules_description()
                .call_describe(store)
        };
        ask(&mut store).map_err(|error| {
            fails(CallFailure::from_wasmtime(&error, store.data(), limits).to_string())
        })
    }

    /// Asks a rule, on a thread of its own, within the limits.
    ///
    /// # Errors
    /// Every way in which a call can fail; see [`CallFailure`].
    pub async fn ask<Q: Question>(
        &self,
        plugin: &Arc<Plugin>,
        request: Arc<Q::Request>,
        limits: CallLimits,
    ) -> Result<Called<Q::Answer>, CallFailure> {
        let turn = self.wait_for_turn().await?;
        let (engine, plugin) = (self.engine.clone(), Arc::clone(plugin));
        let patience = limits.wall + OVERRUN_MAX;
        let call = tokio::task::spawn_blocking(move || {
            // Held by the thread, not by the caller: a caller who goes away frees no place that is still in use.
            let _turn = turn;
            plugin.ask_here::<Q>(&engine, &request, &limits)
        });
        match tokio::time::timeout(patience, call).await {
            Ok(Ok(result)) => result,
            Ok(Err(_lost)) => Err(CallFailure::Lost),
            Err(_elapsed) => Err(CallFailure::TooSlow(patience)),
        }
    }

    /// Asks a rule on this thread. For tools and benches; servers use [`Sandbox::ask`].
    ///
    /// # Errors
    /// As [`Sandbox::ask`].
    pub fn ask_blocking<Q: Question>(
        &self,
        plugin: &Plugin,
        request: &Q::Request,
        limits: &CallLimits,
    ) -> Result<Called<Q::Answer>, CallFailure> {
        plugin.ask_here::<Q>(&self.engine, request, limits)
    }

    async fn wait_for_turn(&self) -> Result<OwnedSemaphorePermit, CallFailure> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        match tokio::time::timeout(QUEUE_WALL_MAX, turn).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(CallFailure::Busy),
        }
    }
}

/// Ticks as long as the engine lives.
fn start_clock(engine: &Engine) {
    let engine = engine.weak();
    let tick = move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            // Ticks that were missed on a busy machine are not made up for: a guest may get more time, never less.
            pause(EPOCH_TICK);
        }
    };
    std::thread::Builder::new()
        .name("rule-clock".to_owned())
        .spawn(tick)
        .expect("a thread can be started when the server starts");
}

#[allow(
    clippy::disallowed_methods,
    reason = "the clock of the guests has a thread of its own, so that no busy runtime can hold it up"
)]
fn pause(duration: Duration) {
    std::thread::sleep(duration);
}

/// What the component needs from the start must fit the pool.
fn check_resources(component: &Component) -> Result<(), Refusal> {
    let Some(needs) = component.resources_required() else {
        return Err(Refusal::Imports(vec!["a module".to_owned()]));
    };
    let page = 64 << 10;
    let within = |what, found: u64, allowed: u64| {
        if found <= allowed {
            Ok(())
        } else {
            Err(Refusal::TooMany {
                what,
                found,
                allowed,
            })
        }
    };
    let memory = needs
        .max_initial_memory_size
        .unwrap_or(0)
        .saturating_mul(page);
    within("memories", needs.num_memories.into(), MEMORIES_MAX.into())?;
    within(
        "bytes of memory from the start",
        memory,
        MEMORY_BYTES_MAX as u64,
    )?;
    within("tables", needs.num_tables.into(), TABLES_MAX.into())?;
    within(
        "elements in a table",
        needs.max_initial_table_size.unwrap_or(0),
        TABLE_ELEMENTS_MAX as u64,
    )
}
