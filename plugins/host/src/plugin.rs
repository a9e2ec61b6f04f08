//! A rule that was taken in.

use std::time::Instant;

use wasmtime::{Engine, component::InstancePre};

use crate::{
    about::Parameters,
    call::{CallFailure, CallLimits, Called, Cost},
    digest::Digest,
    guest::{Guest, new_store},
    limits::{PARAMETERS_BYTES_MAX, ROWS_MAX, SET_WORDS_MAX, WORD_BYTES_MAX, WORDS_MAX},
    points::{About, Question, point_key},
};

/// A rule, compiled and linked. Holds no state of any call and none of any tenant.
pub struct Plugin {
    digest: Digest,
    about: About,
    parameters: Parameters,
    pre: InstancePre<Guest>,
}

impl std::fmt::Debug for Plugin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, version) = (&self.about.name.key, &self.about.version);
        write!(formatter, "Plugin({name} {version}, {})", self.digest)
    }
}

impl Plugin {
    pub(crate) fn new(
        digest: Digest,
        about: About,
        parameters: Parameters,
        pre: InstancePre<Guest>,
    ) -> Plugin {
        Plugin {
            digest,
            about,
            parameters,
            pre,
        }
    }

    /// Which bytes it is.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// What it says about itself.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// What its parameters may be.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// One call: checks the question, makes a fresh instance, asks, checks the answers.
    pub(crate) fn ask_here<Q: Question>(
        &self,
        engine: &Engine,
        request: &Q::Request,
        limits: &CallLimits,
    ) -> Result<Called<Q::Answer>, CallFailure> {
        self.check_question::<Q>(request)?;
        let begun = Instant::now();
        let mut store = new_store(engine, limits).map_err(|_| CallFailure::Lost)?;
        let outcome = Q::ask(&self.pre, &mut store, request);
        let duration = begun.elapsed();
        let answers = outcome
            .map_err(|error| CallFailure::from_wasmtime(&error, store.data(), limits))?
            .map_err(CallFailure::Declined)?;
        Q::judge(request, &answers, &self.about)?;
        let left = store.get_fuel().unwrap_or(0);
        let cost = Cost {
            fuel: limits.fuel - left,
            duration,
        };
        Ok(Called { answers, cost })
    }

    fn check_question<Q: Question>(&self, request: &Q::Request) -> Result<(), CallFailure> {
        if Q::POINT != self.about.point {
            return Err(CallFailure::OtherPoint {
                asked: point_key(Q::POINT),
                found: point_key(self.about.point),
            });
        }
        let parameters = Q::parameters(request);
        if parameters.len() > PARAMETERS_BYTES_MAX {
            return Err(CallFailure::BadParameters(format!(
                "more than {PARAMETERS_BYTES_MAX} bytes"
            )));
        }
        self.parameters
            .check(parameters)
            .map_err(CallFailure::BadParameters)?;
        let bad = |text: String| CallFailure::BadQuestion(text);
        if Q::rows(request) > ROWS_MAX {
            return Err(bad(format!("more than {ROWS_MAX} rows")));
        }
        for vocabulary in Q::vocabularies(request) {
            let keys_max = if vocabulary.makes_sets {
                SET_WORDS_MAX
            } else {
                WORDS_MAX
            };
            let too_long = vocabulary.keys.iter().any(|key| key.len() > WORD_BYTES_MAX);
            if vocabulary.keys.len() > keys_max || too_long {
                return Err(bad(format!(
                    "a vocabulary has more than {keys_max} keys, or too long ones"
                )));
            }
        }
        Q::check_request(request).map_err(bad)
    }
}
