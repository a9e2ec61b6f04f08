//! Signing in and out.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use kernel::{
    accounts::{PresentedCredential, resolve_actor, sign_in, sign_out},
    actor::Actor,
};

use super::viewer::{Viewer, viewer_of};
use crate::{
    caller::{Caller, caller},
    errors::{Answer, UserError},
};

/// Changes of sessions.
#[derive(Default)]
pub struct SessionMutation;

/// Login and password of a local account.
#[derive(InputObject)]
pub struct SessionOpenInput {
    /// The login; upper and lower case are the same.
    login: String,
    /// The password.
    password: String,
}

/// What signing in answers.
#[derive(SimpleObject)]
pub struct SessionOpenPayload {
    /// The new session; null if signing in was refused.
    session: Option<Session>,
    /// Why it was refused. An unknown login, a wrong password and an account that may not sign in
    /// answer alike.
    user_errors: Vec<UserError>,
}

/// A session, shown once. It ends after an hour without use and after twelve hours at the latest.
#[derive(SimpleObject)]
pub struct Session {
    /// The secret of the session cookie.
    token: String,
    /// What forms and scripts send back with changes.
    csrf_token: String,
    /// Who has signed in.
    viewer: Viewer,
}

/// Ends the session that the request came with.
#[derive(InputObject)]
pub struct SessionCloseInput {
    /// Left out in general; a name for this change that the client chose.
    client_mutation_id: Option<String>,
}

/// What signing out answers.
#[derive(SimpleObject)]
pub struct SessionClosePayload {
    /// Whether the request came with a session; it has ended now. False with an API token, which
    /// is taken back by `apiTokenRevoke`.
    closed: bool,
    /// Problems with the input.
    user_errors: Vec<UserError>,
    /// The name that the client chose.
    client_mutation_id: Option<String>,
}

#[Object]
impl SessionMutation {
    /// Signs in with a local account. After five wrong passwords the account pauses for a minute,
    /// then longer. Permission: none, not even being signed in.
    #[graphql(complexity = "100 + child_complexity")]
    async fn session_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SessionOpenInput,
    ) -> Result<SessionOpenPayload> {
        let caller = caller(ctx);
        let signed_in = sign_in(
            &caller.context,
            &caller.policy,
            &input.login,
            &input.password,
        )
        .await;
        match signed_in.or_user_errors(caller.locale())? {
            Ok(new) => {
                let viewer = viewer_of_session(caller, &new.token).await?;
                let session = Session {
                    token: new.token,
                    csrf_token: new.csrf_token,
                    viewer,
                };
                Ok(SessionOpenPayload {
                    session: Some(session),
                    user_errors: Vec::new(),
                })
            }
            Err(user_errors) => Ok(SessionOpenPayload {
                session: None,
                user_errors,
            }),
        }
    }

    /// Signs out: the session of the request ends at once. Permission: none beyond being signed in.
    async fn session_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: SessionCloseInput,
    ) -> Result<SessionClosePayload> {
        let caller = caller(ctx);
        let closed = match &caller.presented {
            PresentedCredential::Session(token) => {
                sign_out(&caller.context, token)
                    .await
                    .or_top_level(caller.locale())?;
                true
            }
            PresentedCredential::Bearer(_) | PresentedCredential::None => false,
        };
        Ok(SessionClosePayload {
            closed,
            user_errors: Vec::new(),
            client_mutation_id: input.client_mutation_id,
        })
    }
}

async fn viewer_of_session(caller: &Caller, token: &str) -> Result<Viewer> {
    let presented = PresentedCredential::Session(token.to_owned());
    let actor = resolve_actor(&caller.context, &caller.policy, &presented).await;
    let actor: Actor = actor.or_top_level(caller.locale())?;
    let account = actor.account().or_top_level(caller.locale())?;
    Ok(viewer_of(account, caller.context.county(), caller.locale()))
}
