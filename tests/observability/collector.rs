//! An OTLP collector in the test's own process.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use opentelemetry_proto::tonic::{
    collector::trace::v1::{
        ExportTraceServiceRequest, ExportTraceServiceResponse,
        trace_service_server::{TraceService, TraceServiceServer},
    },
    common::v1::any_value::Value,
    trace::v1::Span,
};
use tokio::{sync::Notify, task::JoinHandle, time::timeout};
use tonic::{
    Request, Response, Status,
    transport::{Server, server::TcpIncoming},
};

/// Spans are sent in batches a fraction of a second apart.
const WAIT_MAX: Duration = Duration::from_secs(30);

/// Everything that was sent so far.
#[derive(Clone, Default)]
struct Inbox {
    requests: Arc<Mutex<Vec<ExportTraceServiceRequest>>>,
    arrived: Arc<Notify>,
}

#[tonic::async_trait]
impl TraceService for Inbox {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        self.requests
            .lock()
            .expect("no holder panics")
            .push(request.into_inner());
        self.arrived.notify_one();
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

/// A collector; dropping it closes its port.
pub(super) struct Collector {
    address: SocketAddr,
    inbox: Inbox,
    server: JoinHandle<()>,
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Collector {
    /// Listens on a free port.
    pub fn start() -> Self {
        let any_port = "127.0.0.1:0".parse().expect("an address");
        let incoming = TcpIncoming::bind(any_port).expect("a free port");
        let address = incoming.local_addr().expect("a bound address");
        let inbox = Inbox::default();
        let service = TraceServiceServer::new(inbox.clone());
        let server = tokio::spawn(async move {
            let served = Server::builder()
                .add_service(service)
                .serve_with_incoming(incoming)
                .await;
            served.expect("serving does not end by itself");
        });
        Self {
            address,
            inbox,
            server,
        }
    }

    /// What the exporter is told: `http://127.0.0.1:…`
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits for the span of this operation.
    pub async fn span_of(&self, operation: &str) -> Span {
        let found = timeout(WAIT_MAX, async {
            loop {
                if let Some(span) = self.find(operation) {
                    return span;
                }
                self.inbox.arrived.notified().await;
            }
        });
        found
            .await
            .unwrap_or_else(|_| panic!("no span of {operation} among: {}", self.everything()))
    }

    fn find(&self, operation: &str) -> Option<Span> {
        let requests = self.inbox.requests.lock().expect("no holder panics");
        let spans = requests
            .iter()
            .flat_map(|request| &request.resource_spans)
            .flat_map(|resource| &resource.scope_spans)
            .flat_map(|scope| &scope.spans);
        let wanted = Value::StringValue(operation.to_owned());
        spans
            .into_iter()
            .find(|span| attribute(span, "operation") == Some(wanted.clone()))
            .cloned()
    }

    /// All that was sent, as text.
    pub fn everything(&self) -> String {
        format!(
            "{:?}",
            self.inbox.requests.lock().expect("no holder panics")
        )
    }
}

/// The value of a span's attribute.
pub(super) fn attribute(span: &Span, key: &str) -> Option<Value> {
    let found = span
        .attributes
        .iter()
        .find(|attribute| attribute.key == key)?;
    found.value.as_ref()?.value.clone()
}
