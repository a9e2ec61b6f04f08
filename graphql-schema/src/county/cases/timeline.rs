//! What happened in a case, in one order.

use async_graphql::{ComplexObject, Context, Enum, Result, SimpleObject};
use casework::model::{self, TimelineEvent};
use chrono::{DateTime, Utc};
use kernel::ids::AccountId;
use tenants::{CountyContext, words::Family};

use super::{contact::Contact, referral::Referral};
use crate::{
    Date,
    connection::connection_types,
    county::structure::{carrier_entry, unit_entry},
    labels::CodeListEntry,
    loaders::account_name,
};

/// Kinds of entries of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum TimelineKind {
    /// The case was opened, in `constellation`, for the reason in `note`.
    Opened,
    /// `carrier`, `unit` and `post` became responsible; `note` may say why.
    Assigned,
    /// The case is worked on in `constellation` instead of `previousConstellation`; `note` says why.
    ConstellationChanged,
    /// A `contact` took place.
    Contact,
    /// A `referral` was sent.
    ReferralSent,
    /// The latest answer to a `referral` came.
    ReferralAnswered,
    /// The case was closed on `closingGround`; `note` may say more.
    Closed,
    /// The case was reactivated for the reason in `note`.
    Reactivated,
}

/// One thing that happened in a case. Which of the nullable fields are set says `kind`.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct TimelineEntry {
    /// What happened.
    kind: TimelineKind,
    /// The day it happened.
    on: Date,
    /// When it was recorded.
    recorded_at: DateTime<Utc>,
    /// What somebody wrote about it; may be empty.
    note: String,
    /// The constellation since then.
    constellation: Option<CodeListEntry>,
    /// The constellation before.
    previous_constellation: Option<CodeListEntry>,
    /// The carrier responsible since then.
    carrier: Option<CodeListEntry>,
    /// The unit since then.
    unit: Option<CodeListEntry>,
    /// The post responsible since then: key and title.
    post: Option<CodeListEntry>,
    /// Why the case was closed.
    closing_ground: Option<CodeListEntry>,
    /// Whether the county's rule proposed the closing; null for everything else.
    closed_by_rule: Option<bool>,
    /// The contact.
    contact: Option<Contact>,
    /// The referral as it is now.
    referral: Option<Referral>,
    #[graphql(skip)]
    recorded_by: AccountId,
}

#[ComplexObject]
impl TimelineEntry {
    /// The name of the account that recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

connection_types!(
    "what happened in a case",
    TimelineConnection,
    TimelineEdge,
    TimelineEntry
);

impl TimelineEntry {
    pub(super) fn new(entry: model::TimelineEntry, context: &CountyContext) -> Self {
        let mut shown = Self {
            kind: kind_of(&entry.event),
            on: entry.on.into(),
            recorded_at: entry.recorded_at,
            note: String::new(),
            constellation: None,
            previous_constellation: None,
            carrier: None,
            unit: None,
            post: None,
            closing_ground: None,
            closed_by_rule: None,
            contact: None,
            referral: None,
            recorded_by: entry.recorded_by,
        };
        shown.fill(entry.event, context);
        shown
    }

    fn fill(&mut self, event: TimelineEvent, context: &CountyContext) {
        let (county, locale) = (context.county(), context.locale());
        let constellation = |key: &tenants::model::keys::ConstellationKey| {
            Some(CodeListEntry::of(
                county,
                locale,
                Family::Constellation,
                key.as_str(),
            ))
        };
        match event {
            TimelineEvent::Opened {
                constellation: key,
                reason,
            } => {
                self.constellation = constellation(&key);
                self.note = reason;
            }
            TimelineEvent::Assigned {
                post,
                carrier,
                unit,
                reason,
            } => {
                self.carrier = Some(carrier_entry(county, locale, &carrier));
                self.unit = unit.map(|key| unit_entry(county, locale, &key));
                self.post = post.map(|key| CodeListEntry {
                    label: county
                        .post(&key)
                        .map_or(key.as_str(), |post| post.title.get(locale))
                        .to_owned(),
                    key: key.to_string(),
                });
                self.note = reason;
            }
            TimelineEvent::ConstellationChanged { from, to, reason } => {
                self.previous_constellation = constellation(&from);
                self.constellation = constellation(&to);
                self.note = reason;
            }
            TimelineEvent::Contact(contact) => self.contact = Some(Contact::new(contact, context)),
            TimelineEvent::ReferralSent(referral) | TimelineEvent::ReferralAnswered(referral) => {
                self.referral = Some(Referral::new(referral, context));
            }
            TimelineEvent::Closed {
                ground,
                note,
                by_rule,
            } => {
                self.closing_ground = Some(CodeListEntry::of_platform(
                    locale,
                    "closing-ground",
                    ground.key(),
                ));
                self.closed_by_rule = Some(by_rule);
                self.note = note;
            }
            TimelineEvent::Reactivated { reason } => self.note = reason,
        }
    }
}

fn kind_of(event: &TimelineEvent) -> TimelineKind {
    match event {
        TimelineEvent::Opened { .. } => TimelineKind::Opened,
        TimelineEvent::Assigned { .. } => TimelineKind::Assigned,
        TimelineEvent::ConstellationChanged { .. } => TimelineKind::ConstellationChanged,
        TimelineEvent::Contact(_) => TimelineKind::Contact,
        TimelineEvent::ReferralSent(_) => TimelineKind::ReferralSent,
        TimelineEvent::ReferralAnswered(_) => TimelineKind::ReferralAnswered,
        TimelineEvent::Closed { .. } => TimelineKind::Closed,
        TimelineEvent::Reactivated { .. } => TimelineKind::Reactivated,
    }
}
