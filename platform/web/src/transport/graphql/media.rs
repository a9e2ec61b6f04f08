//! Which of the two formats an answer has.

use axum::http::{HeaderMap, header::ACCEPT};

/// A format of GraphQL answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    /// `application/graphql-response+json`: the status tells what became of the request.
    GraphqlResponse,
    /// `application/json`: every well-formed request is answered with 200, for older clients.
    Json,
}

impl Media {
    /// The value of `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Media::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Media::Json => "application/json; charset=utf-8",
        }
    }

    /// The format that the client likes best; JSON if it has no wish, `None` if it takes neither.
    pub fn negotiate(headers: &HeaderMap) -> Option<Self> {
        let mut wishes = headers.get_all(ACCEPT).iter().peekable();
        if wishes.peek().is_none() {
            return Some(Media::Json);
        }
        let ranges = wishes
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        let mut best: Option<(Media, u16)> = None;
        for (media, quality) in ranges.filter_map(parse_range) {
            if quality > 0 && best.is_none_or(|(_, best)| quality > best) {
                best = Some((media, quality));
            }
        }
        best.map(|(media, _)| media)
    }
}

/// One media range with its quality in thousandths, if it covers one of our formats.
fn parse_range(range: &str) -> Option<(Media, u16)> {
    let mut parts = range.split(';').map(str::trim);
    let media = match parts.next()?.to_ascii_lowercase().as_str() {
        "application/graphql-response+json" => Media::GraphqlResponse,
        "application/json" | "application/*" | "*/*" => Media::Json,
        _ => return None,
    };
    let quality = parts
        .find_map(|part| part.strip_prefix("q="))
        .map_or(1000, parse_quality);
    Some((media, quality))
}

/// `0.25` is 250. What is no number is taken as no wish against the format.
fn parse_quality(text: &str) -> u16 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction:0<3}");
    digits.parse().unwrap_or(1000).min(1000)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_client_gets_the_format_it_likes_best() {
        for (accept, expected) in [
            (
                "application/graphql-response+json",
                Some(Media::GraphqlResponse),
            ),
            ("application/json", Some(Media::Json)),
            ("*/*", Some(Media::Json)),
            ("application/*;q=0.1", Some(Media::Json)),
            (
                "application/json;q=0.8, application/graphql-response+json",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/graphql-response+json, application/json",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/json, application/graphql-response+json",
                Some(Media::Json),
            ),
            ("application/json;q=0", None),
            ("text/html", None),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(Media::negotiate(&headers), expected, "{accept}");
        }
        assert_eq!(Media::negotiate(&HeaderMap::new()), Some(Media::Json));
    }

    #[test]
    fn qualities_are_thousandths() {
        for (text, expected) in [
            ("1", 1000),
            ("0", 0),
            ("0.5", 500),
            ("0.123", 123),
            ("2", 1000),
            ("x", 1000),
        ] {
            assert_eq!(parse_quality(text), expected, "{text}");
        }
    }
}
