//! Lists by page, as Relay describes them: `first` rows after the row that `after` names.
//!
//! A cursor is the base64url form of a position and as opaque as an id.

use async_graphql::{Error, connection::PageInfo};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use kernel::{
    errors::{Failure, ProblemCode},
    locale::Locale,
    paging::{PAGE_SIZE_MAX, Page, PageRequest},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{errors::top_level, gate::within, limits::PAGE_SIZE_DEFAULT};

/// The longest cursor; ours have some 150 characters.
const CURSOR_LENGTH_MAX: usize = 500;

/// The position as opaque text.
pub(crate) fn cursor_text(position: &impl Serialize) -> String {
    let json = serde_json::to_vec(position).expect("positions are plain values");
    BASE64_URL_SAFE_NO_PAD.encode(json)
}

/// The position behind a cursor; `None` for a text that is no cursor of this list.
fn parse_cursor<C: DeserializeOwned>(text: &str) -> Option<C> {
    if text.len() > CURSOR_LENGTH_MAX {
        return None;
    }
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// The page that the arguments ask for.
pub(crate) fn page_request<C: DeserializeOwned>(
    locale: Locale,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<PageRequest<C>, Error> {
    let size = first
        .map_or(Ok(PAGE_SIZE_DEFAULT), u32::try_from)
        .unwrap_or_default();
    if size == 0 {
        let failure = Failure::invalid("first", ProblemCode::Malformed);
        return Err(top_level(locale, &failure));
    }
    within(locale, "first", size as usize, PAGE_SIZE_MAX as usize)?;
    let after = match after {
        None => None,
        Some(text) => Some(parse_cursor(text).ok_or_else(|| {
            top_level(locale, &Failure::invalid("after", ProblemCode::Malformed))
        })?),
    };
    Ok(PageRequest { size, after })
}

/// Where a page lies in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PagePosition {
    pub(crate) is_first: bool,
    pub(crate) has_next: bool,
}

impl PagePosition {
    pub(crate) fn of<T, C>(page: &Page<T>, request: &PageRequest<C>) -> Self {
        Self {
            is_first: request.after.is_none(),
            has_next: page.has_next,
        }
    }

    /// Relay's page info. Going back is not offered, so `hasPreviousPage` only says whether the
    /// page has a predecessor.
    pub(crate) fn info(self, start_cursor: Option<&str>, end_cursor: Option<&str>) -> PageInfo {
        PageInfo {
            has_previous_page: !self.is_first,
            has_next_page: self.has_next,
            start_cursor: start_cursor.map(str::to_owned),
            end_cursor: end_cursor.map(str::to_owned),
        }
    }
}

/// Declares the connection and edge of a node type. With `total`, the connection carries a value
/// whose `count(&Context)` is asked only if `totalCount` is selected.
macro_rules! connection_types {
    ($what:literal, $connection:ident, $edge:ident, $node:ty $(, total: $total:ty)?) => {
        #[doc = concat!("A page of a list of ", $what, ".")]
        pub struct $connection {
            position: $crate::connection::PagePosition,
            edges: Vec<$edge>,
            $(total: $total,)?
        }

        #[doc = concat!("A place in a list of ", $what, ".")]
        #[derive(async_graphql::SimpleObject)]
        pub struct $edge {
            /// The position; give it as `after` to read on from here.
            cursor: String,
            /// What stands there.
            node: $node,
        }

        impl $connection {
            pub(crate) fn new(
                position: $crate::connection::PagePosition,
                rows: impl Iterator<Item = (String, $node)>,
                $(total: $total,)?
            ) -> Self {
                let edges = rows.map(|(cursor, node)| $edge { cursor, node }).collect();
                Self { position, edges, $(total: total as $total,)? }
            }
        }

        #[doc = concat!("A page of a list of ", $what, ".")]
        #[async_graphql::Object]
        impl $connection {
            /// Whether and where the list goes on.
            async fn page_info(&self) -> async_graphql::connection::PageInfo {
                let cursor = |edge: Option<&$edge>| edge.map(|edge| edge.cursor.clone());
                let (start, end) = (cursor(self.edges.first()), cursor(self.edges.last()));
                self.position.info(start.as_deref(), end.as_deref())
            }

            /// The rows of the page with their positions.
            async fn edges(&self) -> &[$edge] {
                &self.edges
            }

            /// The rows of the page.
            async fn nodes(&self) -> Vec<&$node> {
                self.edges.iter().map(|edge| &edge.node).collect()
            }

            $(
                /// How many rows the whole list has. Counted only if selected.
                #[graphql(complexity = "20")]
                async fn total_count(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<u64> {
                    <$total>::count(&self.total, ctx).await
                }
            )?
        }
    };
}
pub(crate) use connection_types;

/// What a list costs: its size times the cost of a row. A size over the limit is refused by the
/// resolver with a better word, so it counts no more than the limit here.
pub(crate) fn list_cost(first: Option<i32>, row: usize) -> usize {
    let size = first
        .and_then(|first| u32::try_from(first).ok())
        .unwrap_or(PAGE_SIZE_DEFAULT);
    1 + size.min(PAGE_SIZE_MAX) as usize * row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::ErrorCode;

    fn code(error: Error) -> Option<ErrorCode> {
        ErrorCode::of(&error.into_server_error(Default::default()))
    }

    #[test]
    fn pages_have_one_to_a_hundred_rows_fifty_if_nothing_is_said() {
        let request = |first| page_request::<u32>(Locale::En, first, None);
        assert_eq!(request(None).expect("a page").size, 50);
        assert_eq!(request(Some(1)).expect("a page").size, 1);
        assert_eq!(request(Some(100)).expect("a page").size, 100);
        for (first, expected) in [
            (0, ErrorCode::BadUserInput),
            (-1, ErrorCode::BadUserInput),
            (101, ErrorCode::LimitExceeded),
        ] {
            assert_eq!(
                code(request(Some(first)).expect_err("refused")),
                Some(expected),
                "{first}"
            );
        }
    }

    #[test]
    fn a_cursor_comes_back_as_the_position_it_was_made_from() {
        let text = cursor_text(&("2026-07-15", 7));
        let request = page_request::<(String, u32)>(Locale::En, None, Some(&text)).expect("a page");
        assert_eq!(request.after, Some(("2026-07-15".to_owned(), 7)));
        for garbage in ["", "ä", "e30", &"e".repeat(1_000)] {
            let refused = page_request::<(String, u32)>(Locale::En, None, Some(garbage));
            assert_eq!(
                code(refused.expect_err("refused")),
                Some(ErrorCode::BadUserInput),
                "{garbage}"
            );
        }
    }
}
