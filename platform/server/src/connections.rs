//! Accepting connections, with an end for clients that do not say what they want.
//!
//! `axum::serve` has no such end: whoever opens connections and stays silent, or stops in the
//! middle of a request's head, keeps them, and keeps the server from ending.

use std::{io, pin::pin, time::Duration};

use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long a connection may take for the head of a request, and stay open without one. Browsers
/// and proxies open a new one without anybody noticing.
const REQUEST_HEAD_TIME_MAX: Duration = Duration::from_secs(30);
/// How long requests may go on after the server was told to stop; Kubernetes kills after 30 s.
const STOP_TIME_MAX: Duration = Duration::from_secs(20);
/// Accepting fails when all file handles are in use; some are free again after a moment.
const ACCEPT_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Serves until `stop`, then lets the requests end that were begun.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let connections = TaskTracker::new();
    let stopping = CancellationToken::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve_connection(stream, router.clone(), stopping.clone()));
                }
                Err(error) => pause_if_exhausted(&error).await,
            },
            () = &mut stop => break,
        }
    }
    drop(listener);
    stopping.cancel();
    connections.close();
    if timeout(STOP_TIME_MAX, connections.wait()).await.is_err() {
        tracing::warn!("some requests did not end in time and were cut off");
    }
}

async fn serve_connection(stream: TcpStream, router: Router, stopping: CancellationToken) {
    // An answer's last piece would otherwise wait for the client to confirm the one before.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection that is gone already");
    }
    // hyper counts the time of a head from its first byte on.
    let mut first_byte = [0];
    tokio::select! {
        said = timeout(REQUEST_HEAD_TIME_MAX, stream.peek(&mut first_byte)) => if said.is_err() { return },
        () = stopping.cancelled() => return,
    }
    let mut protocol = auto::Builder::new(TokioExecutor::new()).http1_only();
    protocol
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_HEAD_TIME_MAX);
    let service = TowerToHyperService::new(router);
    let mut connection =
        pin!(protocol.serve_connection_with_upgrades(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection ended early");
    }
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
