//! How many live connections each tenant has open, and how many operations one connection runs.

use std::{
    collections::HashMap,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use async_graphql::{Data, Executor, Request, Response, ServerError, Value};
use futures_util::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use graphql_schema::CountySchema;
use kernel::keys::TenantKey;

use crate::transport::limits::{OPERATIONS_PER_SOCKET_MAX, SOCKETS_PER_TENANT_MAX};

/// Counts the open connections of each tenant, so that one cannot take the room of all.
#[derive(Debug, Clone, Default)]
pub(crate) struct SocketLimits(Arc<Mutex<HashMap<TenantKey, usize>>>);

/// The place of one open connection; dropping it gives the place back.
#[derive(Debug)]
pub(crate) struct SocketPlace {
    limits: SocketLimits,
    tenant: TenantKey,
}

impl SocketLimits {
    /// A place for one more connection, if the tenant has one left.
    pub fn take(&self, tenant: &TenantKey) -> Option<SocketPlace> {
        let mut open = self.0.lock().expect("no holder of the lock panics");
        let count = open.entry(tenant.clone()).or_default();
        if *count >= SOCKETS_PER_TENANT_MAX {
            return None;
        }
        *count += 1;
        Some(SocketPlace {
            limits: self.clone(),
            tenant: tenant.clone(),
        })
    }
}

impl Drop for SocketPlace {
    fn drop(&mut self) {
        let mut open = self.limits.0.lock().expect("no holder of the lock panics");
        if let Some(count) = open.get_mut(&self.tenant) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.tenant);
            }
        }
    }
}

/// The schema for one connection, with a bounded number of operations at once.
#[derive(Clone)]
pub(crate) struct SocketExecutor {
    schema: CountySchema,
    running: Arc<AtomicUsize>,
}

impl SocketExecutor {
    /// A connection on which nothing runs yet.
    pub fn new(schema: CountySchema) -> Self {
        Self {
            schema,
            running: Arc::default(),
        }
    }
}

impl Executor for SocketExecutor {
    async fn execute(&self, request: Request) -> Response {
        self.schema.execute(request).await
    }

    fn execute_stream(
        &self,
        request: Request,
        data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        if self.running.fetch_add(1, Ordering::Relaxed) >= OPERATIONS_PER_SOCKET_MAX {
            self.running.fetch_sub(1, Ordering::Relaxed);
            return stream::once(async { too_many_operations() }).boxed();
        }
        let inner = Executor::execute_stream(&self.schema, request, data);
        Running {
            inner,
            running: self.running.clone(),
        }
        .boxed()
    }
}

fn too_many_operations() -> Response {
    let message =
        format!("At most {OPERATIONS_PER_SOCKET_MAX} operations run at once on one connection.");
    let mut error = ServerError::new(message, None);
    let mut extensions = async_graphql::ErrorExtensionValues::default();
    extensions.set("code", Value::from("LIMIT_EXCEEDED"));
    error.extensions = Some(extensions);
    Response::from_errors(vec![error])
}

/// An operation that counts as running until it is dropped.
struct Running {
    inner: BoxStream<'static, Response>,
    running: Arc<AtomicUsize>,
}

impl Stream for Running {
    type Item = Response;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Response>> {
        self.inner.poll_next_unpin(context)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.running.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_has_its_own_places_and_gets_them_back() {
        let limits = SocketLimits::default();
        let [full, other]: [TenantKey; 2] = ["a", "b"].map(|key| key.parse().expect("a key"));
        let mut places: Vec<_> = (0..SOCKETS_PER_TENANT_MAX)
            .map(|_| limits.take(&full))
            .collect();
        assert!(places.iter().all(Option::is_some));
        assert!(limits.take(&full).is_none() && limits.take(&other).is_some());
        places.pop();
        assert!(limits.take(&full).is_some());
    }
}
