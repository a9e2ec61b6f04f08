//! The gate in front of every operation: is it small enough, and may this caller ask at all?
//!
//! What is decided here holds for every field alike; what a role may do with a single thing is
//! decided by the use cases. The gate also sees to it that every error carries a code.

use std::{any::TypeId, sync::Arc};

use async_graphql::{
    Error, Request, Response, ServerError, ServerResult, ValidationResult, async_trait,
    extensions::{
        Extension, ExtensionContext, ExtensionFactory, NextPrepareRequest, NextRequest,
        NextSubscribe, NextValidation,
    },
    futures_util::stream::BoxStream,
    parser::types::{ExecutableDocument, OperationDefinition, OperationType},
};
use futures_util::StreamExt;
use kernel::{actor::Actor, locale::Locale};

use crate::{
    caller::Caller,
    document::{Surveyor, nesting, root_fields},
    errors::{ErrorCode, internal, top_level},
    limits,
    loaders::Loaders,
};

/// What somebody who is not signed in may ask for; everything else is `UNAUTHENTICATED`.
const OPEN_TO_ANYBODY: [&str; 3] = ["__typename", "county", "sessionOpen"];

/// Makes a gate for each request.
pub(crate) struct GateFactory;

impl ExtensionFactory for GateFactory {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Gate)
    }
}

struct Gate;

#[async_trait::async_trait]
impl Extension for Gate {
    async fn request(&self, ctx: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        with_codes(next.run(ctx).await)
    }

    fn subscribe<'s>(
        &self,
        ctx: &ExtensionContext<'_>,
        stream: BoxStream<'s, Response>,
        next: NextSubscribe<'_>,
    ) -> BoxStream<'s, Response> {
        next.run(ctx, stream).map(with_codes).boxed()
    }

    async fn prepare_request(
        &self,
        ctx: &ExtensionContext<'_>,
        request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let mut request = next.run(ctx, request).await?;
        let caller = find_caller(ctx, &mut request)
            .await
            .map_err(without_position)?;
        admit(&caller, &mut request).map_err(without_position)?;
        request.data.insert(Loaders::new(&caller));
        Ok(request)
    }

    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let locale = ctx
            .data_opt::<Caller>()
            .map(Caller::locale)
            .unwrap_or_default();
        let result = next.run(ctx).await.map_err(|errors| {
            errors
                .into_iter()
                .map(|error| recoded(locale, ErrorCode::GraphqlValidationFailed, error))
                .collect::<Vec<_>>()
        })?;
        within(
            locale,
            "complexity",
            result.complexity,
            limits::COMPLEXITY_MAX,
        )
        .map_err(|error| vec![without_position(error)])?;
        Ok(result)
    }
}

fn without_position(error: Error) -> ServerError {
    let mut error = error.into_server_error(Default::default());
    error.locations.clear();
    error
}

/// The caller of the request itself, or that of the connection it came over. A connection lasts
/// longer than a request, so its caller's rights are asked for anew.
async fn find_caller(ctx: &ExtensionContext<'_>, request: &mut Request) -> Result<Caller, Error> {
    let own = request
        .data
        .get(&TypeId::of::<Caller>())
        .and_then(|caller| caller.downcast_ref::<Caller>());
    if let Some(caller) = own {
        return Ok(caller.clone());
    }
    let Some(caller) = ctx.data_opt::<Caller>() else {
        return Err(internal(
            Locale::default(),
            "a request came without its caller",
        ));
    };
    let renewed = caller
        .renewed()
        .await
        .map_err(|failure| top_level(caller.locale(), &failure))?;
    request.data.insert(renewed.clone());
    Ok(renewed)
}

fn admit(caller: &Caller, request: &mut Request) -> Result<(), Error> {
    let locale = caller.locale();
    within(
        locale,
        "documentBytes",
        request.query.len(),
        limits::DOCUMENT_BYTES_MAX,
    )?;
    within(
        locale,
        "documentNesting",
        nesting(&request.query),
        limits::DOCUMENT_NESTING_MAX,
    )?;
    let operation_name = request.operation_name.clone();
    let document = request.parsed_query().map_err(|error| {
        let error = recoded(locale, ErrorCode::GraphqlParseFailed, error);
        Error {
            message: error.message,
            source: None,
            extensions: error.extensions,
        }
    })?;
    check_size(locale, document)?;
    let operation = find_operation(document, operation_name.as_deref());
    // Without an operation nothing is resolved; what is wrong is said after validation.
    operation.map_or(Ok(()), |operation| {
        check_rights(caller, document, operation)
    })
}

fn check_size(locale: Locale, document: &ExecutableDocument) -> Result<(), Error> {
    let mut surveyor = Surveyor::new(document);
    for (_, operation) in document.operations.iter() {
        let selection = &operation.node.selection_set.node;
        let roots = root_fields(document, selection, limits::ROOT_FIELDS_MAX);
        within(locale, "rootFields", roots.len(), limits::ROOT_FIELDS_MAX)?;
        let measure = surveyor.measure(selection);
        within(locale, "depth", measure.depth, limits::DEPTH_MAX)?;
        within(locale, "fields", measure.fields, limits::FIELDS_MAX)?;
        within(locale, "aliases", measure.aliases, limits::ALIASES_MAX)?;
        within(
            locale,
            "introspectionLists",
            measure.introspection_lists,
            limits::INTROSPECTION_LISTS_MAX,
        )?;
    }
    Ok(())
}

fn check_rights(
    caller: &Caller,
    document: &ExecutableDocument,
    operation: &OperationDefinition,
) -> Result<(), Error> {
    let locale = caller.locale();
    let roots = root_fields(
        document,
        &operation.selection_set.node,
        limits::ROOT_FIELDS_MAX,
    );
    let signed_in = matches!(caller.context.actor(), Actor::Account(_));
    if !signed_in && !roots.iter().all(|name| OPEN_TO_ANYBODY.contains(name)) {
        return Err(ErrorCode::Unauthenticated.error(locale, &[]));
    }
    if operation.ty == OperationType::Mutation && caller.is_read_only() {
        return Err(ErrorCode::Forbidden.error(locale, &[]));
    }
    Ok(())
}

fn find_operation<'a>(
    document: &'a ExecutableDocument,
    wanted: Option<&str>,
) -> Option<&'a OperationDefinition> {
    let mut operations = document.operations.iter();
    let found = match wanted {
        Some(wanted) => {
            operations.find(|(name, _)| name.is_some_and(|name| name.as_str() == wanted))
        }
        None if operations.len() == 1 => operations.next(),
        None => None,
    };
    found.map(|(_, operation)| &operation.node)
}

/// Refuses a figure over its limit, by the limit's name.
pub(crate) fn within(
    locale: Locale,
    limit: &'static str,
    found: usize,
    max: usize,
) -> Result<(), Error> {
    use async_graphql::ErrorExtensions;
    if found <= max {
        return Ok(());
    }
    let error = ErrorCode::LimitExceeded.error(
        locale,
        &[("limit", limit.to_owned()), ("max", max.to_string())],
    );
    Err(error.extend_with(|_, extensions| {
        extensions.set("limit", limit);
        extensions.set("max", max);
    }))
}

/// An error of the GraphQL machinery in our form; one that has a code already stays as it is.
fn recoded(locale: Locale, code: ErrorCode, error: ServerError) -> ServerError {
    if ErrorCode::of(&error).is_some() {
        return error;
    }
    let ours = code.error(locale, &[("detail", error.message.clone())]);
    ServerError {
        message: ours.message,
        extensions: ours.extensions,
        ..error
    }
}

/// What still has no code comes from a value that does not fit its type.
fn with_codes(mut response: Response) -> Response {
    for error in &mut response.errors {
        if ErrorCode::of(error).is_none() {
            let mut extensions = error.extensions.take().unwrap_or_default();
            extensions.set("code", ErrorCode::BadUserInput.key());
            error.extensions = Some(extensions);
        }
    }
    response
}
