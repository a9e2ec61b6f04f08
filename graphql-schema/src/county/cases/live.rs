//! The case list of a team, live.
//!
//! An announcement names a case and nothing else. Every listener reads the case again through its
//! own scope; what it may not see it is not told of.

use std::{collections::HashSet, time::Duration};

use async_graphql::{Context, ID, Result, SimpleObject, Subscription};
use casework::{
    cases_by_ids, list_cases,
    model::{CaseFilter, CaseId, CaseOrder, CaseOverview},
};
use futures_util::{Stream, stream};
use kernel::{errors::Failure, events::TenantEvent, paging::PageRequest};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::timeout,
};

use super::{Case, CaseSelection, filter::CaseSelectionInput};
use crate::{
    caller::{Caller, caller},
    errors::Answer,
    gate::within,
    ids::NodeKind,
    limits::{LIST_INPUT_MAX, SUBSCRIPTION_COST},
};

/// How often a listener's session or token is looked at while nothing happens.
const RIGHTS_CHECK_INTERVAL: Duration = Duration::from_secs(60);

/// A change of a list of cases.
#[derive(SimpleObject)]
pub struct CaseListChange {
    /// The case that changed; null with `reload`.
    case_id: Option<ID>,
    /// The case as it is now; null if it is no longer in the list.
    case: Option<Case>,
    /// Whether the case is no longer in the list: it left the filter or the viewer's scope.
    left_list: bool,
    /// Whether changes were missed: read the list again.
    reload: bool,
}

/// Live lists of cases.
#[derive(Default)]
pub struct CaseSubscription;

#[Subscription]
impl CaseSubscription {
    /// Tells of every change of a case in the viewer's scope that matches the filter, and of watched
    /// cases that leave it. It ends when the session or token ends or the viewer's rights change;
    /// subscribe again then. Permission: case.read.
    #[graphql(complexity = "SUBSCRIPTION_COST + child_complexity")]
    async fn case_list_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which cases; all open ones if left out.")] filter: Option<
            CaseSelectionInput,
        >,
        #[graphql(
            desc = "Cases that are shown already, 100 at most: only of these, and of those told of \
                          since, it is told that they left the list."
        )]
        watched: Option<Vec<ID>>,
    ) -> Result<impl Stream<Item = Result<CaseListChange>>> {
        let caller = caller(ctx);
        let locale = caller.locale();
        let watched = watched.unwrap_or_default();
        within(locale, "listInput", watched.len(), LIST_INPUT_MAX)?;
        let CaseSelection(filter) = CaseSelection::read(filter).or_top_level(locale)?;
        // Listening begins before anything is read, so that no change falls in between.
        let receiver = caller.context.events().listen();
        let watched: Vec<CaseId> = watched
            .iter()
            .map(|id| CaseId(NodeKind::Case.uuid_to_ask_for(id)))
            .collect();
        // Ids of cases out of scope are forgotten here: to watch one would tell when it changes.
        let visible = cases_by_ids(&caller.context, &watched)
            .await
            .or_top_level(locale)?;
        let shown = visible.into_keys().collect();
        let listener = Listener {
            caller: caller.clone(),
            receiver,
            filter,
            shown,
        };
        Ok(stream::unfold(listener, |mut listener| async move {
            let change = listener.next_change().await?;
            Some((change, listener))
        }))
    }
}

struct Listener {
    caller: Caller,
    receiver: Receiver<TenantEvent>,
    filter: CaseFilter,
    /// Cases of which the client knows that they are in its list.
    shown: HashSet<CaseId>,
}

impl Listener {
    /// The next change to tell of; `None` when the subscription ends.
    async fn next_change(&mut self) -> Option<Result<CaseListChange>> {
        loop {
            let heard = timeout(RIGHTS_CHECK_INTERVAL, self.receiver.recv()).await;
            let locale = self.caller.locale();
            match self
                .caller
                .has_rights_unchanged()
                .await
                .or_top_level(locale)
            {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
            let change = match heard {
                Ok(Ok(TenantEvent::CaseChanged(id))) => self.change_of(CaseId(id)).await,
                Ok(Err(RecvError::Lagged(_))) => Ok(Some(CaseListChange {
                    case_id: None,
                    case: None,
                    left_list: false,
                    reload: true,
                })),
                Ok(Err(RecvError::Closed)) => return None,
                // Nothing happened; the rights have been looked at.
                Err(_) => Ok(None),
            };
            if let Some(change) = change.or_top_level(locale).transpose() {
                return Some(change);
            }
        }
    }

    async fn change_of(&mut self, id: CaseId) -> Result<Option<CaseListChange>, Failure> {
        let case_id = Some(NodeKind::Case.global_id(id.0));
        let change = match self.find_in_list(id).await? {
            Some(overview) => {
                self.shown.insert(id);
                let case = Some(Case::for_caller(overview, &self.caller));
                CaseListChange {
                    case_id,
                    case,
                    left_list: false,
                    reload: false,
                }
            }
            None if self.shown.remove(&id) => CaseListChange {
                case_id,
                case: None,
                left_list: true,
                reload: false,
            },
            None => return Ok(None),
        };
        Ok(Some(change))
    }

    async fn find_in_list(&self, id: CaseId) -> Result<Option<CaseOverview>, Failure> {
        let filter = CaseFilter {
            case: Some(id),
            ..self.filter.clone()
        };
        let page = PageRequest {
            size: 1,
            after: None,
        };
        let found = list_cases(&self.caller.context, &filter, CaseOrder::default(), &page).await?;
        Ok(found.rows.into_iter().next())
    }
}
