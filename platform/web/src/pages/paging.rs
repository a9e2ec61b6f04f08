//! The links between the pages of a list.
//!
//! A page is named by the cursor after which it begins, so a row that comes or goes shifts nothing.
//! Going back is the browser's own "back", or the link to the first page.

use serde::Deserialize;

use crate::transport::address::Address;

/// What a connection says of its page.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

impl PageInfo {
    /// The cursor after which the next page begins; none after the last.
    pub fn next(&self) -> Option<&str> {
        self.end_cursor.as_deref().filter(|_| self.has_next_page)
    }
}

/// Where the reader can go; empty where there is nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageLinks {
    /// The first page, on all others.
    pub first: String,
    /// The page after this one.
    pub next: String,
}

impl PageLinks {
    /// The links of the page that was asked for with `?after=…`.
    pub fn of(address: &Address, info: &PageInfo) -> Self {
        let is_first = address.parameter("after").is_none();
        let next = info.next();
        Self {
            first: if is_first {
                String::new()
            } else {
                address.with(&[("after", ""), ("lang", "")])
            },
            next: next
                .map(|cursor| address.with(&[("after", cursor), ("lang", "")]))
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
impl PageInfo {
    /// A page that another one follows.
    pub fn sample() -> Self {
        Self {
            has_next_page: true,
            end_cursor: Some("abc".to_owned()),
        }
    }
}

#[cfg(test)]
impl PageLinks {
    /// A page in the middle.
    pub fn sample() -> Self {
        Self {
            first: "/k/coesfeld/cases".to_owned(),
            next: "/k/coesfeld/cases?after=abc".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;

    #[test]
    fn links_keep_the_filter_and_change_the_place() {
        let first = Address::of(&Uri::from_static("/k/a/cases?unit=nord"));
        let links = PageLinks::of(&first, &PageInfo::sample());
        assert_eq!(
            (links.first.as_str(), links.next.as_str()),
            ("", "/k/a/cases?unit=nord&after=abc")
        );
        let last = PageInfo {
            has_next_page: false,
            end_cursor: Some("x".to_owned()),
        };
        let second = Address::of(&Uri::from_static("/k/a/cases?unit=nord&after=abc"));
        let links = PageLinks::of(&second, &last);
        assert_eq!(
            (links.first.as_str(), links.next.as_str()),
            ("/k/a/cases?unit=nord", "")
        );
    }
}
