//! What changed, announced to whoever listens within one tenant.
//!
//! An event says which thing changed and nothing about it: a listener reads it again through its
//! own scope, so announcing leaks nothing. Deliberately absent: delivery across processes.

use tokio::sync::broadcast;
use uuid::Uuid;

/// A listener that falls further behind is told so and reads its list anew.
const EVENTS_WAITING_MAX: usize = 256;

/// A thing that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TenantEvent {
    /// A case was opened, changed, assigned, closed or reactivated, or got a contact or referral.
    CaseChanged(Uuid),
}

/// One tenant's announcements.
#[derive(Debug, Clone)]
pub struct TenantEvents {
    sender: broadcast::Sender<TenantEvent>,
}

impl Default for TenantEvents {
    fn default() -> Self {
        Self {
            sender: broadcast::channel(EVENTS_WAITING_MAX).0,
        }
    }
}

impl TenantEvents {
    /// Announces a change that has been committed. That nobody listens is no fault.
    pub fn announce(&self, event: TenantEvent) {
        let _ = self.sender.send(event);
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<TenantEvent> {
        self.sender.subscribe()
    }
}
