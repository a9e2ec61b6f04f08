//! Accepting connections, with an end for clients that begin a request and do not go on.
//!
//! `axum::serve` has no such end: whoever opens connections and says nothing keeps them, and keeps
//! the server from ending.

use std::{io, pin::pin, time::Duration};

use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};

/// How long a connection may take for the head of a request, and stay open without one. Browsers
/// and proxies open a new one without anybody noticing.
const REQUEST_HEAD_TIME_MAX: Duration = Duration::from_secs(30);
/// How long requests may go on after the server was told to stop; Kubernetes kills after 30 s.
const STOP_TIME_MAX: Duration = Duration::from_secs(20);
/// Accepting fails when all file handles are in use; some are free again after a moment.
const ACCEPT_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Serves until `stop`, then lets the requests end that were begun.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => begin(stream, &router, &connections),
                Err(error) => pause_if_exhausted(&error).await,
            },
            () = &mut stop => break,
        }
    }
    drop(listener);
    if timeout(STOP_TIME_MAX, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time and were cut off");
    }
}

fn begin(stream: TcpStream, router: &Router, connections: &GracefulShutdown) {
    // An answer's last piece would otherwise wait for the client to confirm the one before.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection that is gone already");
    }
    let mut protocol = auto::Builder::new(TokioExecutor::new()).http1_only();
    let http1 = &mut protocol.http1();
    http1.timer(TokioTimer::new()).header_read_timeout(REQUEST_HEAD_TIME_MAX);
    let service = TowerToHyperService::new(router.clone());
    let connection = protocol.serve_connection_with_upgrades(TokioIo::new(stream), service);
    let connection = connections.watch(connection.into_owned());
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::trace!(%error, "a connection ended early");
        }
    });
}

/// A client that is gone before it was accepted is no reason to wait.
async fn pause_if_exhausted(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(%error, "no connection can be accepted");
        sleep(ACCEPT_AGAIN_AFTER).await;
    }
}
