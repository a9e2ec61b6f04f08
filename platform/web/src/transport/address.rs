//! The address of a request, as links on its page need it.

use axum::http::Uri;

/// Path and query of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Address {
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// The address that was asked for.
    pub fn of(uri: &Uri) -> Self {
        let query = uri.query().unwrap_or_default();
        Self {
            path: uri.path().to_owned(),
            query: serde_urlencoded::from_str(query).unwrap_or_default(),
        }
    }

    /// The path, as it was sent.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The first value of a parameter of the query.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The same address with these parameters set; an empty value takes a parameter away.
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        let kept = self
            .query
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        let kept = kept.filter(|(key, _)| changes.iter().all(|(changed, _)| changed != key));
        let set = changes
            .iter()
            .copied()
            .filter(|(_, value)| !value.is_empty());
        let query: Vec<(&str, &str)> = kept.chain(set).collect();
        if query.is_empty() {
            return self.path.clone();
        }
        let query = serde_urlencoded::to_string(query).expect("pairs of text can be encoded");
        format!("{}?{query}", self.path)
    }
}

/// A text as one segment of a path or one value of a query.
pub(crate) fn encode(text: &str) -> String {
    let pair = serde_urlencoded::to_string([("", text)]).expect("pairs of text can be encoded");
    pair.trim_start_matches('=').replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_changes_one_parameter_and_keeps_the_others() {
        let address = Address::of(&Uri::from_static("/k/a/cases?unit=nord&lang=de&q=%C3%84"));
        assert_eq!(
            address.with(&[("lang", "en")]),
            "/k/a/cases?unit=nord&q=%C3%84&lang=en"
        );
        assert_eq!(
            address.with(&[("lang", ""), ("q", ""), ("unit", "")]),
            "/k/a/cases"
        );
        assert_eq!(address.parameter("q"), Some("Ä"));
    }

    #[test]
    fn a_segment_is_encoded() {
        assert_eq!(encode("a b/ä+="), "a%20b%2F%C3%A4%2B%3D");
    }
}
