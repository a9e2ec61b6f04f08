//! Live connections: the subprotocol `graphql-transport-ws` of the npm package graphql-ws.

use async_graphql::{
    Data,
    http::{WebSocket as GraphqlSocket, WebSocketProtocols, WsMessage},
};
use axum::{
    extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade},
    http::HeaderMap,
    response::Response,
};
use futures_util::{SinkExt, StreamExt, future};
use graphql_schema::Caller;
use kernel::{accounts::resolve_actor, actor::Actor};
use serde_json::Value;
use tokio::time::{Instant, interval_at, sleep};

use super::socket_limits::{SocketExecutor, SocketPlace};
use crate::{
    state::WebState,
    transport::{
        csrf::check_origin,
        limits::{
            SOCKET_INIT_TIME_MAX, SOCKET_MESSAGE_BYTES_MAX, SOCKET_PING_INTERVAL,
            SOCKETS_PER_TENANT_MAX,
        },
        problem::Problem,
        tenant::{TenantRequest, bearer_credential},
    },
};

const SUBPROTOCOL: &str = "graphql-transport-ws";
/// Close codes of the subprotocol.
const UNAUTHORIZED: u16 = 4401;
const INIT_TIMEOUT: u16 = 4408;
/// What async-graphql closes with when `connection_init` is refused.
const INIT_REFUSED: u16 = 1002;
const INIT_REFUSED_TEXT: &str = "Unauthorized";

/// Accepts the upgrade. A browser adds the session's cookie to the upgrade wherever it is asked
/// from, so the origin decides whether our own page asked.
pub(crate) fn open_socket(
    state: &WebState,
    request: TenantRequest,
    headers: &HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Problem> {
    check_origin(headers)?;
    let place = state.sockets.take(request.context.tenant());
    let place = place.ok_or_else(|| Problem::LimitExceeded(SOCKETS_PER_TENANT_MAX.to_string()))?;
    let upgrade = upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(SOCKET_MESSAGE_BYTES_MAX);
    if upgrade.selected_protocol().is_none() {
        return Err(Problem::Malformed);
    }
    Ok(upgrade.on_upgrade(move |socket| serve(socket, request, place)))
}

async fn serve(socket: WebSocket, request: TenantRequest, _place: SocketPlace) {
    let (mut sink, stream) = socket.split();
    let messages = stream
        .take_while(|message| future::ready(message.is_ok()))
        .filter_map(|message| future::ready(message.ok()))
        .filter(|message| future::ready(matches!(message, Message::Text(_) | Message::Binary(_))))
        .map(Message::into_data);
    let executor = SocketExecutor::new(request.state.schema.clone());
    let answers = GraphqlSocket::new(executor, messages, WebSocketProtocols::GraphQLWS)
        .on_connection_init(move |payload| enter(request, payload));
    futures_util::pin_mut!(answers);
    let mut pings = interval_at(Instant::now() + SOCKET_PING_INTERVAL, SOCKET_PING_INTERVAL);
    let init_deadline = sleep(SOCKET_INIT_TIME_MAX);
    futures_util::pin_mut!(init_deadline);
    let mut entered = false;
    loop {
        let message = tokio::select! {
            answer = answers.next() => match answer {
                Some(answer) => { entered = true; to_message(answer) }
                None => break,
            },
            // A peer that is gone without a word is found out when it cannot be written to.
            _ = pings.tick() => Message::Ping(Default::default()),
            () = &mut init_deadline, if !entered => close(INIT_TIMEOUT, "Connection initialisation timeout"),
        };
        let ends = matches!(message, Message::Close(_));
        if sink.send(message).await.is_err() || ends {
            break;
        }
    }
}

/// Who the connection belongs to: the bearer token of `connection_init`, else what came with the
/// upgrade. The schema asks for the caller's rights again at every operation and event.
async fn enter(request: TenantRequest, payload: Value) -> async_graphql::Result<Data> {
    let stated = payload
        .get("authorization")
        .and_then(Value::as_str)
        .map(bearer_credential);
    let presented = stated.unwrap_or_else(|| request.credential.clone());
    let actor = resolve_actor(&request.context, &request.state.policy, &presented).await;
    match actor.unwrap_or_default() {
        actor @ Actor::Account(_) => {
            let context = request.context.clone().with_actor(actor);
            let caller = Caller {
                context,
                presented,
                ..request.caller()
            };
            let mut data = Data::default();
            data.insert(caller);
            Ok(data)
        }
        Actor::Anonymous => Err(async_graphql::Error::new(INIT_REFUSED_TEXT)),
    }
}

fn to_message(answer: WsMessage) -> Message {
    match answer {
        WsMessage::Text(text) => Message::Text(text.into()),
        WsMessage::Close(INIT_REFUSED, reason) if reason == INIT_REFUSED_TEXT => {
            close(UNAUTHORIZED, INIT_REFUSED_TEXT)
        }
        WsMessage::Close(code, reason) => {
            // A reason is at most 123 bytes long; a parser's message may be longer.
            let reason: String = reason.chars().take(30).collect();
            Message::Close(Some(CloseFrame {
                code,
                reason: reason.into(),
            }))
        }
    }
}

fn close(code: u16, reason: &'static str) -> Message {
    Message::Close(Some(CloseFrame {
        code,
        reason: Utf8Bytes::from_static(reason),
    }))
}
