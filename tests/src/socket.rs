//! A live connection: the subprotocol `graphql-transport-ws`, as browsers and integrations speak it.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::{Client, Credential};

/// What is expected comes within milliseconds; whoever waits for longer waits in vain.
const WAIT_MAX: Duration = Duration::from_secs(20);

/// An open connection.
#[derive(Debug)]
pub struct LiveConnection {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// What came over a connection.
#[derive(Debug, Clone, PartialEq)]
pub enum LiveMessage {
    /// A message of the subprotocol.
    Protocol(Value),
    /// The connection was closed with this code and reason.
    Closed(u16, String),
}

impl LiveMessage {
    /// The message's type: `next`, `error`, `complete` …; empty for a closed connection.
    pub fn kind(&self) -> &str {
        match self {
            LiveMessage::Protocol(message) => message["type"].as_str().unwrap_or_default(),
            LiveMessage::Closed(..) => "",
        }
    }
}

impl LiveConnection {
    /// Connects and greets with the client's credential: a cookie travels with the upgrade, a
    /// token with the greeting.
    pub async fn open(client: &Client) -> Self {
        let address = client.address("graphql").replacen("http", "ws", 1);
        let mut request = address.into_client_request().expect("an address");
        let value = |text: &str| HeaderValue::from_str(text).expect("visible ASCII");
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", value("graphql-transport-ws"));
        let mut payload = json!({});
        match client.credential() {
            Credential::None => {}
            Credential::Session { token, .. } => {
                headers.insert("cookie", value(&format!("kreislotse_session={token}")));
            }
            Credential::Bearer(token) => {
                payload = json!({ "authorization": format!("Bearer {token}") })
            }
        }
        let (socket, _) = connect_async(request).await.expect("the server upgrades");
        let mut connection = Self { socket };
        connection
            .send(json!({ "type": "connection_init", "payload": payload }))
            .await;
        connection
    }

    /// Waits until the greeting is answered; says how it was refused.
    pub async fn greeted(&mut self) -> Result<(), LiveMessage> {
        match self.next().await {
            message if message.kind() == "connection_ack" => Ok(()),
            refused => Err(refused),
        }
    }

    /// Starts a subscription of this name.
    pub async fn subscribe(&mut self, name: &str, document: &str, variables: Value) {
        let payload = json!({ "query": document, "variables": variables });
        self.send(json!({ "type": "subscribe", "id": name, "payload": payload }))
            .await;
    }

    /// The next message, if one comes within that time.
    pub async fn next_within(&mut self, time: Duration) -> Option<LiveMessage> {
        timeout(time, self.next()).await.ok()
    }

    /// The next message.
    pub async fn next(&mut self) -> LiveMessage {
        loop {
            let message = timeout(WAIT_MAX, self.socket.next()).await;
            match message.expect("a message comes in time") {
                Some(Ok(Message::Text(text))) => {
                    let message = serde_json::from_str(&text).expect("messages are JSON");
                    return LiveMessage::Protocol(message);
                }
                Some(Ok(Message::Close(Some(frame)))) => {
                    return LiveMessage::Closed(frame.code.into(), frame.reason.to_string());
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(other)) => panic!("not a message of the subprotocol: {other:?}"),
                Some(Err(_)) | None => return LiveMessage::Closed(0, String::new()),
            }
        }
    }

    async fn send(&mut self, message: Value) {
        // A connection that was closed meanwhile says so when the next message is waited for.
        let _ = self.socket.send(Message::text(message.to_string())).await;
    }
}
