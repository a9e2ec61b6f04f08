//! Logs to standard error; traces to an OTLP collector when one is named.

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracerProvider},
};
use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

/// What is logged unless RUST_LOG says otherwise.
const LOG_FILTER: &str = "info,sqlx=warn,sea_orm=warn,sea_orm_migration=warn";
/// What is traced: our own spans, never the exporter's own crates, which would feed themselves.
const TRACE_FILTER: &str = "info,h2=off,hyper=off,hyper_util=off,tonic=off,tower=off,reqwest=off,opentelemetry=off,opentelemetry_sdk=off,opentelemetry_otlp=off";

/// Keeps the exporter alive; dropping it sends what is left.
pub(crate) struct Observability {
    provider: Option<SdkTracerProvider>,
}

/// Starts logging, and tracing if a collector is named.
pub(crate) fn start(otlp: Option<&str>, trace_ratio: f64) -> anyhow::Result<Observability> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOG_FILTER));
    let logs = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_filter(filter);
    let provider = otlp
        .map(|endpoint| tracer_provider(endpoint, trace_ratio))
        .transpose()?;
    let traces = provider.as_ref().map(|provider| {
        tracing_opentelemetry::layer()
            .with_tracer(provider.tracer("kreislotse"))
            .with_filter(EnvFilter::new(TRACE_FILTER))
    });
    tracing_subscriber::registry()
        .with(logs)
        .with(traces)
        .try_init()?;
    Ok(Observability { provider })
}

fn tracer_provider(endpoint: &str, trace_ratio: f64) -> anyhow::Result<SdkTracerProvider> {
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_tonic()
        .with_endpoint(endpoint)
        .build()?;
    Ok(SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(
            trace_ratio,
        ))))
        .with_resource(Resource::builder().with_service_name("kreislotse").build())
        .build())
}

impl Drop for Observability {
    fn drop(&mut self) {
        if let Some(provider) = &self.provider
            && let Err(error) = provider.shutdown()
        {
            eprintln!("kreislotse: the last traces were not sent: {error}");
        }
    }
}
