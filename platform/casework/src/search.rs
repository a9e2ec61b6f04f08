//! One search over persons, cases and contacts.
//!
//! The words of a kind are one range of an index for the longest word, from which those are taken that
//! have the other words too and lie in scope, until a page is full. What fits best comes first: the word
//! itself before longer ones, among equals what was entered last.

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::{Failure, Problem, ProblemCode},
    paging::{Page, PageRequest},
};
use sea_orm::{
    EntityTrait, JoinType, QueryFilter, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement},
};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    case_scope::{cases_in, persons_in},
    find_cases::cases_by_ids,
    find_persons::audited,
    model::{
        CaseId, CaseOverview, Contact, Person, SearchCursor, limits::SEARCH_LENGTH_MAX, query_words,
    },
    search_index::SearchedTable,
    tables::{cases, contacts, persons},
};

/// Follows every letter, so that a word followed by it bounds what begins with the word.
const AFTER_ALL_LETTERS: char = '\u{10FFFF}';

/// A kind of thing that is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SearchKind {
    /// By name and day of birth.
    Person,
    /// By number and reason.
    Case,
    /// By note.
    Contact,
}

impl SearchKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Person, Self::Case, Self::Contact];

    /// What reading things of this kind needs.
    pub fn permission(self) -> Permission {
        match self {
            Self::Person => Permission::PersonRead,
            Self::Case => Permission::CaseRead,
            Self::Contact => Permission::ContactRead,
        }
    }
}

/// Which pages are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPages {
    /// The kinds; those that the actor may not read are left out.
    pub kinds: Vec<SearchKind>,
    /// The page of each kind; what follows a cursor is asked for one kind alone.
    pub page: PageRequest<SearchCursor>,
}

/// What was found of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Persons.
    Persons(Page<Person>),
    /// Cases with their clients.
    Cases(Page<CaseOverview>),
    /// Contacts with their cases.
    Contacts(Page<(Contact, CaseOverview)>),
}

/// Finds what has all the words, each as the beginning of one of its own, in the actor's scope. Needs
/// [`Permission::PersonRead`], and of each kind its own permission: other kinds are left out.
///
/// # Errors
/// `TooLong` on `text`; `Malformed` on `after` if a cursor comes with several kinds.
pub async fn search(
    context: &CountyContext,
    text: &str,
    pages: &SearchPages,
) -> Result<Vec<Found>, Failure> {
    context.authorize(Permission::PersonRead)?;
    if text.chars().count() > SEARCH_LENGTH_MAX {
        let problem = Problem::new("text", ProblemCode::TooLong);
        return Err(Failure::Invalid(vec![
            problem.with("max", SEARCH_LENGTH_MAX),
        ]));
    }
    if pages.page.after.is_some() && pages.kinds.len() != 1 {
        return Err(Failure::invalid("after", ProblemCode::Malformed));
    }
    let words = query_words(text);
    let mut found = Vec::new();
    for kind in SearchKind::ALL {
        if pages.kinds.contains(&kind) && context.actor().may(kind.permission()) {
            found.push(search_kind(context, kind, &words, &pages.page).await?);
        }
    }
    Ok(found)
}

async fn search_kind(
    context: &CountyContext,
    kind: SearchKind,
    words: &[String],
    page: &PageRequest<SearchCursor>,
) -> Result<Found, Failure> {
    Ok(match kind {
        SearchKind::Person => Found::Persons(search_persons(context, words, page).await?),
        SearchKind::Case => Found::Cases(search_cases(context, words, page).await?),
        SearchKind::Contact => Found::Contacts(search_contacts(context, words, page).await?),
    })
}

/// Two statements.
async fn search_persons(
    context: &CountyContext,
    words: &[String],
    page: &PageRequest<SearchCursor>,
) -> Result<Page<Person>, Failure> {
    let scope = context.authorize(Permission::PersonRead)?;
    let Some(wanted) = Wanted::of(SearchedTable::Persons, words) else {
        return Ok(empty_page());
    };
    let today = context.clock().today();
    let mut select = persons::Entity::find();
    wanted.narrow(QuerySelect::query(&mut select), page);
    let in_scope = select.filter(persons_in(&scope, context.account_id()?, today));
    let page = Page::from_overfull(in_scope.all(context.database()).await?, page.size);
    Ok(Page {
        rows: audited(context, page.rows).await?,
        has_next: page.has_next,
    })
}

/// Four statements: which ones they are, and reading them as every list does.
async fn search_cases(
    context: &CountyContext,
    words: &[String],
    page: &PageRequest<SearchCursor>,
) -> Result<Page<CaseOverview>, Failure> {
    let scope = context.authorize(Permission::CaseRead)?;
    let Some(wanted) = Wanted::of(SearchedTable::Cases, words) else {
        return Ok(empty_page());
    };
    let mut select = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases_in(&scope));
    wanted.narrow(QuerySelect::query(&mut select), page);
    let ids: Vec<CaseId> = select.into_tuple().all(context.database()).await?;
    let ids = Page::from_overfull(ids, page.size);
    if ids.rows.is_empty() {
        return Ok(empty_page());
    }
    let mut overviews = cases_by_ids(context, &ids.rows).await?;
    let rows = ids.rows.iter().filter_map(|id| overviews.remove(id));
    Ok(Page {
        rows: rows.collect(),
        has_next: ids.has_next,
    })
}

/// Five statements: the contacts, their cases as in every list, and that they were read.
async fn search_contacts(
    context: &CountyContext,
    words: &[String],
    page: &PageRequest<SearchCursor>,
) -> Result<Page<(Contact, CaseOverview)>, Failure> {
    let scope = context.authorize(Permission::ContactRead)?;
    let Some(wanted) = Wanted::of(SearchedTable::Contacts, words) else {
        return Ok(empty_page());
    };
    let mut select: Select<contacts::Entity> = contacts::Entity::find().filter(cases_in(&scope));
    let query = QuerySelect::query(&mut select);
    wanted.narrow(query, page);
    let of_case = Expr::col((cases::Entity, cases::Column::Id))
        .eq(Expr::col((contacts::Entity, contacts::Column::CaseId)));
    query.join(JoinType::InnerJoin, cases::Entity, of_case);
    let page = Page::from_overfull(select.all(context.database()).await?, page.size);
    if page.rows.is_empty() {
        return Ok(empty_page());
    }
    let ids: Vec<CaseId> = page.rows.iter().map(|contact| contact.case_id).collect();
    let overviews = cases_by_ids(context, &ids).await?;
    let entry = AuditEntry {
        action: Permission::ContactRead.key(),
        object_kind: "contact",
        object_id: None,
        person_ids: overviews.values().map(|found| found.client.id.0).collect(),
    };
    audit::record_read(context, entry).await?;
    // Whoever may read contacts of a case but not the case is shown nothing of it.
    let with_case = |contact: contacts::Model| {
        let case = overviews.get(&contact.case_id)?.clone();
        Some((Contact::from(contact), case))
    };
    Ok(Page {
        rows: page.rows.into_iter().filter_map(with_case).collect(),
        has_next: page.has_next,
    })
}

fn empty_page<T>() -> Page<T> {
    Page {
        rows: Vec::new(),
        has_next: false,
    }
}

/// The words asked for.
struct Wanted<'a> {
    table: SearchedTable,
    /// The longest, which fewest things have.
    first: &'a str,
    others: Vec<&'a str>,
}

impl<'a> Wanted<'a> {
    /// None if there is nothing to search for: a search for signs only finds nothing.
    fn of(table: SearchedTable, words: &'a [String]) -> Option<Self> {
        let longest = (0..words.len()).max_by_key(|at| words[*at].chars().count())?;
        let others = words.iter().enumerate();
        let others = others.filter(|(at, _)| *at != longest);
        Some(Self {
            table,
            first: &words[longest],
            others: others.map(|(_, word)| word.as_str()).collect(),
        })
    }

    /// Makes a query for things one for what is wanted of them, in order, one more than a page. The join
    /// is a cross join because SQLite keeps the order of those: reading on from the index of the words
    /// is right whatever else the query asks.
    fn narrow(&self, query: &mut SelectStatement, page: &PageRequest<SearchCursor>) {
        let words = self.table.words();
        let thing = Expr::col((self.table.name(), "id"));
        query
            .from_clear()
            .from_as(words, "found")
            .join(JoinType::CrossJoin, self.table.name(), Expr::val(true))
            .and_where(thing.eq(Expr::col(("found", "object_id"))))
            .and_where(begins("found", self.first));
        // Of several words of a thing that begin so, the first counts.
        let earlier = self
            .words_of_found("earlier")
            .and_where(begins("earlier", self.first))
            .and_where(Expr::col(("earlier", "word")).lt(Expr::col(("found", "word"))))
            .take();
        query.and_where(Expr::exists(earlier).not());
        for word in &self.others {
            let other = self
                .words_of_found("other")
                .and_where(begins("other", word))
                .take();
            query.and_where(Expr::exists(other));
        }
        if let Some(SearchCursor(after)) = page.after {
            query.and_where(self.follows(after));
        }
        query
            .order_by(("found", "word"), Order::Asc)
            .order_by(("found", "object_id"), Order::Desc)
            .limit(u64::from(page.size) + 1);
    }

    fn words_of_found(&self, name: &'static str) -> SelectStatement {
        let same = Expr::col((name, "object_id")).eq(Expr::col(("found", "object_id")));
        Query::select()
            .expr(Expr::val(1))
            .from_as(self.table.words(), name)
            .and_where(same)
            .take()
    }

    /// What comes after a thing: the word that the thing was found by, or a later one.
    fn follows(&self, after: Uuid) -> Expr {
        let position = || {
            let word = Query::select()
                .expr(Func::min(Expr::col(("last", "word"))))
                .from_as(self.table.words(), "last")
                .and_where(Expr::col(("last", "object_id")).eq(after))
                .and_where(begins("last", self.first))
                .take();
            Expr::SubQuery(None, Box::new(word.into()))
        };
        let word = || Expr::col(("found", "word"));
        let earlier_entered = Expr::col(("found", "object_id")).lt(after);
        word()
            .gte(position())
            .and(word().gt(position()).or(earlier_entered))
    }
}

/// The word of that row begins so.
fn begins(name: &'static str, word: &str) -> Expr {
    let column = || Expr::col((name, "word"));
    column()
        .gte(word)
        .and(column().lt(format!("{word}{AFTER_ALL_LETTERS}")))
}

#[cfg(test)]
mod tests;
