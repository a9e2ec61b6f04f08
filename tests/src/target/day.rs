//! What is planted of the work of the day.

use casework::model::{
    AppointmentDetails, AppointmentId, AppointmentKind, CaseId, DocumentId, DocumentKind,
    DocumentSubject, NewDocument, TaskDetails, TaskEnding, TaskId, TaskState,
};
use kernel::{
    accounts::{create_calendar_feed, list_calendar_feeds, revoke_calendar_feed},
    ids::CalendarFeedId,
};
use tenants::CountyContext;

use super::Planting;

impl Planting<'_> {
    /// A task due today and one that was done.
    pub(super) async fn tasks(&self, case: CaseId) -> [TaskId; 2] {
        let details = || TaskDetails {
            title: self.marker.to_owned(),
            note: self.marker.to_owned(),
            due_on: Some(self.today),
            ..TaskDetails::default()
        };
        let due = casework::create_task(self.context, case, details(), None).await;
        let done = casework::create_task(self.context, case, details(), None).await;
        let done = done.expect("a task can be made").id;
        let ending = TaskEnding {
            outcome: TaskState::Done,
            ended_on: self.today,
            expected_version: 1,
        };
        let ended = casework::complete_task(self.context, done, ending).await;
        ended.expect("a task can end");
        [due.expect("a task can be made").id, done]
    }

    pub(super) async fn appointment(&self, case: CaseId) -> AppointmentId {
        let details = AppointmentDetails {
            starts_on: self.today,
            starts_at: "09:30".to_owned(),
            minutes: 30,
            kind: AppointmentKind::Talk,
            place: self.marker.to_owned(),
            note: self.marker.to_owned(),
        };
        let made = casework::create_appointment(self.context, case, details, None).await;
        made.expect("an appointment can be made").id
    }

    pub(super) async fn document(&self, case: CaseId) -> DocumentId {
        let mut content = b"\x89PNG\r\n\x1a\n".to_vec();
        content.extend(self.marker.as_bytes());
        let new = NewDocument {
            subject: DocumentSubject::Case(case),
            title: self.marker.to_owned(),
            kind: DocumentKind::Other,
            dated_on: None,
            file_name: "image.png".to_owned(),
            claimed_type: None,
            content,
        };
        let added = casework::upload_document(self.context, new, None).await;
        added.expect("a document can be added").id
    }

    /// One address that works; former ones are taken back, since nobody may have many.
    pub(super) async fn calendar_feed(&self, owner: &CountyContext) -> CalendarFeedId {
        let former = list_calendar_feeds(owner).await.expect("they can be read");
        for feed in former.iter().filter(|feed| feed.revoked_at.is_none()) {
            let revoked = revoke_calendar_feed(owner, feed.id).await;
            revoked.expect("an address can be taken back");
        }
        let made = create_calendar_feed(owner, self.marker).await;
        made.expect("an address can be made").0.id
    }
}
