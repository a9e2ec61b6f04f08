//! The port through which rules are asked about what other capabilities have.

use std::{
    fmt::Debug,
    sync::{Arc, PoisonError},
    time::Instant,
};

use async_trait::async_trait;
use chrono::NaiveDate;
use kernel::errors::Failure;
use plugins_host::{
    Admission, CallFailure, CallLimits, Called, Plugin, Sandbox,
    points::{ExtensionPoint, Question},
};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    TenantRules,
    model::{
        Answered, Remark, RuleVersion, SubjectKind,
        limits::{DETAIL_LENGTH_MAX, INTERACTIVE_FUEL_MAX, INTERACTIVE_WALL_MAX},
    },
};

/// Where the platform asks rules of one extension point, implemented by the capability that has the data.
///
/// It reads with the whole county's scope: rules decide about everybody, and what somebody may see of a decision is
/// decided where it is shown.
#[async_trait]
pub trait Application: Debug + Send + Sync {
    /// The extension point.
    fn point(&self) -> ExtensionPoint;

    /// What rules of this point decide about.
    fn subject_kind(&self) -> SubjectKind;

    /// Everybody or everything that rules decide about on that day: the group it is judged together with (a family;
    /// its own id if it has none) and its id. Members of a group stand together.
    async fn list_subjects(
        &self,
        context: &CountyContext,
        as_of: NaiveDate,
    ) -> Result<Vec<(Uuid, Uuid)>, Failure>;

    /// Asks about these subjects. Those that no longer exist are left out of the answer.
    async fn ask(
        &self,
        context: &CountyContext,
        call: &RuleCall<'_>,
        subjects: &[Uuid],
        as_of: NaiveDate,
    ) -> Result<Result<Vec<Answered>, AskFailure>, Failure>;
}

/// Why a rule gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskFailure {
    /// It failed several times and is left alone for a while.
    Paused,
    /// It failed now.
    Failed(CallFailure),
    /// This server cannot run it: a fault of the installation, which has been logged.
    Unavailable,
}

impl AskFailure {
    /// As it is kept and shown.
    pub fn remark(&self) -> Remark {
        let (code, detail) = match self {
            AskFailure::Paused => ("PLUGIN_PAUSED", String::new()),
            AskFailure::Failed(failure) => (failure.code(), failure.to_string()),
            AskFailure::Unavailable => ("PLUGIN_UNAVAILABLE", String::new()),
        };
        Remark {
            code: code.to_owned(),
            detail: detail.chars().take(DETAIL_LENGTH_MAX).collect(),
        }
    }
}

/// Who waits for the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Somebody with a page half loaded.
    Interactive,
    /// A run in the background.
    Batch,
}

impl Pace {
    fn limits(self) -> CallLimits {
        match self {
            Pace::Interactive => CallLimits {
                fuel: INTERACTIVE_FUEL_MAX,
                wall: INTERACTIVE_WALL_MAX,
                ..CallLimits::default()
            },
            Pace::Batch => CallLimits::default(),
        }
    }
}

/// A version of a rule, ready to be asked on behalf of one county.
#[derive(Debug)]
pub struct RuleCall<'a> {
    pub(crate) rules: &'a TenantRules,
    pub(crate) sandbox: &'a Sandbox,
    pub(crate) plugin: Arc<Plugin>,
    pub(crate) parameters: String,
    pub(crate) pace: Pace,
    pub(crate) now: Instant,
}

impl RuleCall<'_> {
    /// The parameters of the version, JSON, to be put into the question.
    pub fn parameters(&self) -> String {
        self.parameters.clone()
    }

    /// Asks. A rule that failed several times in a row is left alone for a while, and a county has only so many calls
    /// at once, so that one county's bad rule costs the others nothing.
    ///
    /// # Errors
    /// The rule is paused or failed.
    pub async fn ask<Q: Question>(
        &self,
        request: Q::Request,
    ) -> Result<Called<Q::Answer>, AskFailure> {
        let turn = self.rules.state.calls.clone().acquire_owned().await;
        let _turn = turn.map_err(|_| AskFailure::Failed(CallFailure::Lost))?;
        if let Admission::WaitUntil(_) = self.with_breaker(|breaker, now| breaker.admit(now)) {
            return Err(AskFailure::Paused);
        }
        let limits = self.pace.limits();
        let called = self
            .sandbox
            .ask::<Q>(&self.plugin, Arc::new(request), limits)
            .await;
        match &called {
            Err(failure) if failure.is_the_rules_fault() => {
                tracing::warn!(digest = %self.plugin.digest(), code = failure.code(), "a rule failed");
                self.with_breaker(|breaker, now| breaker.failed(now));
            }
            Err(_) => {}
            Ok(called) => {
                tracing::debug!(digest = %self.plugin.digest(), fuel = called.cost.fuel, "a rule answered");
                self.with_breaker(|breaker, _| breaker.succeeded());
            }
        }
        called.map_err(AskFailure::Failed)
    }

    /// A question as a decision keeps it: JSON without the parameters, which belong to the version.
    pub fn input_of<Q: Question>(request: &Q::Request) -> String {
        let mut question = serde_json::to_value(request).expect("questions are plain data");
        if let Some(fields) = question.as_object_mut() {
            fields.remove("parameters");
        }
        question.to_string()
    }

    fn with_breaker<T>(&self, act: impl FnOnce(&mut plugins_host::Breaker, Instant) -> T) -> T {
        let breakers = &self.rules.state.breakers;
        let mut breakers = breakers.lock().unwrap_or_else(PoisonError::into_inner);
        let breaker = breakers.entry(self.plugin.digest()).or_default();
        act(breaker, self.now)
    }
}

impl TenantRules {
    /// A version of a rule, ready to be asked. That a rule cannot be run here is no reason to stop the work that would
    /// ask it.
    pub(crate) async fn call(
        &self,
        context: &CountyContext,
        version: &RuleVersion,
        pace: Pace,
    ) -> Result<Result<RuleCall<'_>, AskFailure>, Failure> {
        let unavailable = |failure: Failure| match failure {
            Failure::Broken(error) => {
                tracing::error!(%error, digest = version.digest, "a rule cannot be run on this server");
                Ok(AskFailure::Unavailable)
            }
            failure => Err(failure),
        };
        let plugin = match self.plugin(context, &version.digest).await {
            Ok(plugin) => plugin,
            Err(failure) => return unavailable(failure).map(Err),
        };
        let sandbox = match self.sandbox().await {
            Ok(sandbox) => sandbox,
            Err(failure) => return unavailable(failure).map(Err),
        };
        Ok(Ok(RuleCall {
            rules: self,
            plugin,
            sandbox,
            parameters: version.parameters.clone().unwrap_or_default(),
            pace,
            now: self.state.instant_at(context.clock().now()),
        }))
    }
}
