//! One page of a list, by cursor.

/// The most rows of a page. The case list of 50 is the common one; 100 serves integrations.
pub const PAGE_SIZE_MAX: u32 = 100;

/// Which page is asked for: `size` rows after the row that `after` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest<C> {
    /// Rows wanted, 1 to [`PAGE_SIZE_MAX`].
    pub size: u32,
    /// The position after which the page begins; `None` for the first page.
    pub after: Option<C>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, at most as many as asked for.
    pub rows: Vec<T>,
    /// Whether rows follow.
    pub has_next: bool,
}

impl<T> Page<T> {
    /// Makes a page from a query that asked for one row more than `size`.
    pub fn from_overfull(mut rows: Vec<T>, size: u32) -> Self {
        let has_next = rows.len() > size as usize;
        rows.truncate(size as usize);
        Self { rows, has_next }
    }

    /// The same page with other rows.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(each).collect(),
            has_next: self.has_next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extra_row_says_that_more_follow_and_is_not_shown() {
        assert_eq!(
            Page::from_overfull(vec![1, 2, 3], 2),
            Page {
                rows: vec![1, 2],
                has_next: true
            }
        );
        assert_eq!(
            Page::from_overfull(vec![1, 2], 2),
            Page {
                rows: vec![1, 2],
                has_next: false
            }
        );
    }
}
