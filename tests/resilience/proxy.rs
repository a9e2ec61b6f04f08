//! The network between the server and PostgreSQL, which a test can cut or silence.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// What the network does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Network {
    /// Passes everything on.
    Works,
    /// Nothing arrives and nobody says so, as when a machine loses its power.
    Silent,
    /// Connections break and new ones are closed at once, as by a proxy that has lost its server.
    Cut,
    /// Connections break and new ones are refused, as when the server is stopped.
    Stopped,
}

/// A proxy in front of a database server.
pub(super) struct Proxy {
    address: SocketAddr,
    network: watch::Sender<Network>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// A proxy to the server of this `postgres://` address.
    pub async fn before(database_url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("bound");
        let (network, seen) = watch::channel(Network::Works);
        let target = host_and_port(database_url).to_owned();
        let accepting = tokio::spawn(accept(listener, target, seen));
        Self {
            address,
            network,
            accepting,
        }
    }

    /// The address with this proxy in the place of the server.
    pub fn instead_of_server_in(&self, database_url: &str) -> String {
        database_url.replacen(host_and_port(database_url), &self.address.to_string(), 1)
    }

    /// Changes what the network does.
    pub fn set(&self, network: Network) {
        self.network.send_replace(network);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// `127.0.0.1:5432` of `postgres://user:password@127.0.0.1:5432/database`.
fn host_and_port(database_url: &str) -> &str {
    let (_, rest) = database_url
        .split_once('@')
        .expect("an address with a user");
    rest.split_once('/').expect("an address with a database").0
}

/// Accepts connections whenever the network lets them in.
async fn accept(mut listener: TcpListener, target: String, mut network: watch::Receiver<Network>) {
    let address = listener.local_addr().expect("bound");
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (client, _) = accepted.expect("connections can be accepted");
                if *network.borrow() != Network::Cut {
                    let (target, network) = (target.clone(), network.clone());
                    tokio::spawn(async move { pass(client, &target, network).await });
                }
            }
            () = until(&mut network, |network| network == Network::Stopped) => {
                drop(listener);
                until(&mut network, |network| network != Network::Stopped).await;
                listener = TcpListener::bind(address).await.expect("the port is still free");
            }
        }
    }
}

/// The sender is kept by the proxy, which outlives whatever waits here.
async fn until(network: &mut watch::Receiver<Network>, is_reached: impl Fn(Network) -> bool) {
    let _ = network.wait_for(|network| is_reached(*network)).await;
}

/// One connection, until an end closes it or the network is cut.
async fn pass(
    client: TcpStream,
    target: &str,
    mut network: watch::Receiver<Network>,
) -> io::Result<()> {
    let server = TcpStream::connect(target).await?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let (up, down) = (network.clone(), network.clone());
    tokio::select! {
        passed = copy(from_client, to_server, up) => passed,
        passed = copy(from_server, to_client, down) => passed,
        () = until(&mut network, |network| matches!(network, Network::Cut | Network::Stopped)) => Ok(()),
    }
}

async fn copy(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    mut network: watch::Receiver<Network>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let length = from.read(&mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        until(&mut network, |network| network != Network::Silent).await;
        to.write_all(&buffer[..length]).await?;
    }
}
