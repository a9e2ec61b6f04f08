//! Uploading a rule.

use async_graphql::{Context, InputObject, Object, Result, Upload};
use kernel::errors::{Failure, ProblemCode};
use plugins_host::points::{ExtensionPoint, find_point};
use rules::{
    model::{GoldenFile, RuleUpload},
    upload_rule,
};

use super::mutations::{RuleVersionPayload, version_payload};
use crate::{
    caller::{caller, county},
    errors::internal,
};

/// A rule to be taken in. Files are sent as the GraphQL multipart request specification says.
#[derive(InputObject)]
pub struct RuleUploadInput {
    /// The component, a WebAssembly file of at most 32 MiB.
    component: Upload,
    /// Its golden cases, JSON files as `kreislotse plugin test` takes them; at most 200 and 2 MiB together.
    #[graphql(default)]
    golden_cases: Vec<Upload>,
    /// The key of the extension point that it is meant for; what the component says if left out.
    point: Option<String>,
    /// What is new in it; at most 2,000 characters.
    #[graphql(default)]
    note: String,
}

/// Uploading rules.
#[derive(Default)]
pub struct RuleUploadMutation;

#[Object]
impl RuleUploadMutation {
    /// Takes a rule in and begins to check it: contract, imports, limits, description, golden cases. The version is in
    /// the state `checking` until that has ended. Permission: rule.prepare.
    async fn rule_upload(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RuleUploadInput,
    ) -> Result<RuleVersionPayload> {
        let point = match read_point(input.point.as_deref()) {
            Ok(point) => point,
            Err(failure) => return version_payload(ctx, Err(failure)),
        };
        let (_, component) = read(ctx, &input.component)?;
        let mut golden_cases = Vec::with_capacity(input.golden_cases.len());
        for file in &input.golden_cases {
            let (name, content) = read(ctx, file)?;
            golden_cases.push(GoldenFile { name, content });
        }
        let upload = RuleUpload {
            component,
            golden_cases,
            point,
            note: input.note,
        };
        let uploaded = upload_rule(county(ctx), &caller(ctx).rules, upload).await;
        version_payload(ctx, uploaded)
    }
}

/// The extension point that the uploader says; an empty text, as forms send it, says none.
fn read_point(key: Option<&str>) -> Result<Option<ExtensionPoint>, Failure> {
    let key = key.filter(|key| !key.is_empty());
    let unknown = || Failure::invalid("point", ProblemCode::Unknown);
    key.map(|key| find_point(key).ok_or_else(unknown))
        .transpose()
}

/// Name and content of a file.
fn read(ctx: &Context<'_>, upload: &Upload) -> Result<(String, Vec<u8>)> {
    let file = upload
        .value(ctx)
        .map_err(|error| internal(county(ctx).locale(), &error.to_string()))?;
    Ok((file.filename.clone(), file.content.to_vec()))
}
