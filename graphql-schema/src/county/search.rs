//! One search over persons, cases and contacts.

use async_graphql::{Context, Enum, Object, Result, SimpleObject, Union};
use casework::{
    Found, SearchKind as Kind, SearchPages,
    model::{CaseOverview, Contact as ContactOfCase, SearchCursor},
    search,
};
use kernel::paging::{Page, PageRequest};
use uuid::Uuid;

use super::{
    cases::{Case, Contact},
    persons::Person,
};
use crate::{
    caller::{Caller, caller, county},
    connection::{cursor_text, page_request},
    errors::Answer,
};

/// Rows of each kind if `first` is left out: what fits on a screen with three kinds.
const FOUND_DEFAULT: i32 = 10;
/// What a search costs beside its rows: it asks the database for each kind.
const SEARCH_COST: usize = 50;

/// A kind of thing that is searched for.
#[derive(Enum, Copy, Clone, PartialEq, Eq)]
#[graphql(remote = "casework::SearchKind")]
pub enum SearchKind {
    /// By name and day of birth. Permission: person.read.
    Person,
    /// By number and reason. Permission: case.read.
    Case,
    /// By note. Permission: contact.read.
    Contact,
}

/// What was found of one kind.
#[derive(SimpleObject)]
pub struct SearchGroup {
    /// The kind.
    kind: SearchKind,
    /// What was found: words that are just so before longer ones, among equals what was entered last.
    hits: Vec<SearchHit>,
    /// Whether there is more.
    has_next_page: bool,
    /// Give it as `after`, with this kind alone, to read on; null if nothing was found.
    end_cursor: Option<String>,
}

/// Something that was found.
#[derive(Union)]
pub enum SearchHit {
    /// A person.
    Person(Box<Person>),
    /// A case.
    Case(Box<Case>),
    /// A contact with its case.
    Contact(Box<FoundContact>),
}

/// A contact with its case. Permission: contact.read.
#[derive(SimpleObject)]
pub struct FoundContact {
    /// The contact.
    contact: Contact,
    /// The case that it belongs to.
    case: Case,
}

/// The search.
#[derive(Default)]
pub struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Finds persons, cases and contacts in the viewer's scope that have all the words, each as the beginning of
    /// one of theirs. Kinds that the viewer may not read are left out. Permission: person.read.
    #[graphql(complexity = "SEARCH_COST + search_cost(kinds.as_deref(), first, child_complexity)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Words, however accents and umlauts are typed; days as `12.03.1999` or `1999-03-12`; \
                          numbers of cases. 100 characters at most, of which six words count."
        )]
        text: String,
        #[graphql(
            desc = "The kinds to search; all if left out.",
            validator(max_items = 3)
        )]
        kinds: Option<Vec<SearchKind>>,
        #[graphql(desc = "Rows wanted of each kind, 1 to 100; 10 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins; only with one kind.")]
        after: Option<String>,
    ) -> Result<Vec<SearchGroup>> {
        let context = county(ctx);
        let first = first.unwrap_or(FOUND_DEFAULT);
        let page: PageRequest<SearchCursor> =
            page_request(context.locale(), Some(first), after.as_deref())?;
        let kinds = kinds.map_or(Kind::ALL.to_vec(), |kinds| {
            kinds.into_iter().map(Kind::from).collect()
        });
        let found = search(context, &text, &SearchPages { kinds, page })
            .await
            .or_top_level(context.locale())?;
        let groups = found.into_iter().map(|found| group(found, caller(ctx)));
        Ok(groups.collect())
    }
}

/// Each kind has its rows.
fn search_cost(kinds: Option<&[SearchKind]>, first: Option<i32>, row: usize) -> usize {
    let kinds = kinds.map_or(Kind::ALL.len(), <[SearchKind]>::len);
    kinds * crate::connection::list_cost(Some(first.unwrap_or(FOUND_DEFAULT)), row)
}

fn group(found: Found, caller: &Caller) -> SearchGroup {
    match found {
        Found::Persons(page) => rows(SearchKind::Person, page, |person| {
            let id = person.id.0;
            let person = Person::for_caller(person, caller);
            (id, SearchHit::Person(Box::new(person)))
        }),
        Found::Cases(page) => rows(SearchKind::Case, page, |overview: CaseOverview| {
            let id = overview.case.id.0;
            let case = Case::for_caller(overview, caller);
            (id, SearchHit::Case(Box::new(case)))
        }),
        Found::Contacts(page) => rows(
            SearchKind::Contact,
            page,
            |(contact, overview): (ContactOfCase, CaseOverview)| {
                let id = contact.id.0;
                let found = FoundContact {
                    contact: Contact::new(contact, &caller.context),
                    case: Case::for_caller(overview, caller),
                };
                (id, SearchHit::Contact(Box::new(found)))
            },
        ),
    }
}

fn rows<T>(kind: SearchKind, page: Page<T>, hit: impl Fn(T) -> (Uuid, SearchHit)) -> SearchGroup {
    let (mut hits, mut last) = (Vec::with_capacity(page.rows.len()), None);
    for row in page.rows {
        let (id, found) = hit(row);
        last = Some(id);
        hits.push(found);
    }
    SearchGroup {
        kind,
        hits,
        has_next_page: page.has_next,
        end_cursor: last.map(|id| cursor_text(&SearchCursor(id))),
    }
}
