//! Lists by page, as Relay describes them: `first` rows after the row that `after` names.
//!
//! A cursor is the base64url form of a position and as opaque as an id.

use async_graphql::{
    Error, ObjectType, OutputType,
    connection::{Connection, Edge},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use kernel::{
    errors::{Failure, ProblemCode},
    locale::Locale,
    paging::{PAGE_SIZE_MAX, Page, PageRequest},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    errors::top_level,
    gate::within,
    limits::PAGE_SIZE_DEFAULT,
};

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
    let size = first.map_or(Ok(PAGE_SIZE_DEFAULT), u32::try_from).unwrap_or_default();
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

/// The page as a connection. Going back is not offered, so `hasPreviousPage` only says whether the
/// page has a predecessor.
pub(crate) fn connection<T, N, F>(
    page: Page<T>,
    is_first: bool,
    more_fields: F,
    each: impl Fn(T) -> (String, N),
) -> Connection<String, N, F>
where
    N: OutputType,
    F: ObjectType,
{
    let mut connection = Connection::with_additional_fields(!is_first, page.has_next, more_fields);
    connection.edges.extend(page.rows.into_iter().map(|row| {
        let (cursor, node) = each(row);
        Edge::new(cursor, node)
    }));
    connection
}

/// What a list costs: its size times the cost of a row. A size over the limit is refused by the
/// resolver with a better word, so it counts no more than the limit here.
pub(crate) fn list_cost(first: Option<i32>, row: usize) -> usize {
    let size = first.and_then(|first| u32::try_from(first).ok()).unwrap_or(PAGE_SIZE_DEFAULT);
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
            assert_eq!(code(request(Some(first)).expect_err("refused")), Some(expected), "{first}");
        }
    }

    #[test]
    fn a_cursor_comes_back_as_the_position_it_was_made_from() {
        let text = cursor_text(&("2026-07-15", 7));
        let request = page_request::<(String, u32)>(Locale::En, None, Some(&text)).expect("a page");
        assert_eq!(request.after, Some(("2026-07-15".to_owned(), 7)));
        for garbage in ["", "ä", "e30", &"e".repeat(1_000)] {
            let refused = page_request::<(String, u32)>(Locale::En, None, Some(garbage));
            assert_eq!(code(refused.expect_err("refused")), Some(ErrorCode::BadUserInput), "{garbage}");
        }
    }
}
