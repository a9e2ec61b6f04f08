//! Shows what the viewer's roles need first.

use askama::Template;
use axum::{Router, routing::get};
use chrono::{DateTime, NaiveDate, Utc};

use super::{
    DOCUMENT,
    answer::{CaseRow, Cases, Configuration, StartAnswer, Token},
    counts::{self, CountTable},
    parts::Parts,
};
use crate::{
    pages::{
        documents::run,
        frame::Frame,
        numbers::{format_count, format_day_in_list, format_instant},
        render::{PageResult, page},
    },
    state::WebState,
    transport::tenant::TenantRequest,
};

#[derive(Template)]
#[template(path = "start/page.html")]
pub(in crate::pages) struct StartPage {
    frame: Frame,
    parts: Parts,
    now: DateTime<Utc>,
    answer: StartAnswer,
    counts: Vec<CountTable>,
}

/// A figure that leads to its list.
struct LinkedFigure {
    text: &'static str,
    figure: String,
    address: String,
}

/// A short list of cases that leads to the whole one.
struct CaseTable<'a> {
    id: &'static str,
    title: &'static str,
    none: &'static str,
    rows: &'a [CaseRow],
    /// The address of the whole list, unless all its rows are shown.
    whole_list: Option<String>,
}

impl StartPage {
    /// The address of the list of cases behind a figure.
    fn cases(&self, parameters: &[&str]) -> String {
        let mine = self.parts.own_only.then_some("onlyMine=yes");
        let all: Vec<&str> = parameters.iter().copied().chain(mine).collect();
        match all.as_slice() {
            [] => self.frame.link("cases"),
            all => format!("{}?{}", self.frame.link("cases"), all.join("&")),
        }
    }

    fn figures(&self) -> Vec<LinkedFigure> {
        let own = if self.parts.own_only {
            "start-cases-mine"
        } else {
            "start-cases-open"
        };
        let figures = [
            (own, &self.answer.own, self.cases(&[])),
            (
                "start-cases-not-seen",
                &self.answer.not_seen,
                self.cases(&["notSeen=yes"]),
            ),
            (
                "start-cases-area",
                &self.answer.area,
                self.frame.link("cases"),
            ),
        ];
        let linked = |(text, cases, address): (&'static str, &Option<Cases>, String)| {
            let cases = cases.as_ref()?;
            Some(LinkedFigure {
                text,
                figure: self.count(&cases.total_count),
                address,
            })
        };
        figures.into_iter().filter_map(linked).collect()
    }

    fn case_tables(&self) -> Vec<CaseTable<'_>> {
        let not_seen = self.answer.not_seen.as_ref();
        let not_seen = not_seen
            .filter(|_| self.parts.not_seen && self.has_own_cases())
            .map(|cases| CaseTable {
                id: "not-seen",
                title: "start-not-seen",
                none: "start-not-seen-none",
                rows: &cases.nodes,
                whole_list: self.whole_list(cases, &["notSeen=yes", "sort=contact"]),
            });
        let own = self.answer.own.as_ref();
        let newest = own.filter(|_| self.parts.newest).map(|cases| CaseTable {
            id: "newest",
            title: "start-newest",
            none: "start-newest-none",
            rows: &cases.nodes,
            whole_list: self.whole_list(cases, &[]),
        });
        not_seen.into_iter().chain(newest).collect()
    }

    /// Without cases there is nobody who could have been seen.
    fn has_own_cases(&self) -> bool {
        let own = self.answer.own.as_ref();
        own.is_some_and(|cases| cases.total_count > 0)
    }

    fn whole_list(&self, cases: &Cases, parameters: &[&str]) -> Option<String> {
        let shown = i64::try_from(cases.nodes.len()).unwrap_or(i64::MAX);
        (cases.total_count > shown).then(|| self.cases(parameters))
    }

    fn count(&self, count: &i64) -> String {
        format_count(*count, self.frame.words.0)
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day_in_list(*day)
    }

    fn warnings(&self, configuration: &Configuration) -> String {
        let count = i64::try_from(configuration.warnings.len()).unwrap_or(i64::MAX);
        let words = self.frame.words;
        words.text_with_count("start-configuration-warning-count", count)
    }

    fn usable_tokens(&self, tokens: &[Token]) -> String {
        let usable = |token: &&Token| token.revoked_at.is_none() && token.expires_at > self.now;
        let count = i64::try_from(tokens.iter().filter(usable).count()).unwrap_or(i64::MAX);
        self.frame.words.text_with_count("start-tokens", count)
    }

    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn action(&self, action: &str) -> String {
        let key = format!("audit-action-{}", action.replace(['.', '_'], "-"));
        self.frame
            .words
            .find(&key)
            .unwrap_or_else(|| action.to_owned())
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    let parts = Parts::of(request.context.actor().account()?);
    let answer = run::<StartAnswer>(&request, DOCUMENT, "Start", parts.variables()).await?;
    let mut counts = counts::tables(&answer);
    counts::count(&request, &mut counts).await?;
    page(&StartPage {
        frame: Frame::of(&request),
        parts,
        now: request.context.clock().now(),
        answer,
        counts,
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<StartPage> {
    let lead = Parts {
        groups: true,
        ..Parts::sample()
    };
    let case_manager = Parts {
        own_only: true,
        area: true,
        newest: true,
        not_seen: true,
        open_case: true,
        ..Parts::sample()
    };
    let it_admin = Parts {
        configuration_notes: true,
        ..Parts::sample()
    };
    [
        (include_str!("samples/lead.json"), lead),
        (include_str!("samples/case_manager.json"), case_manager),
        (include_str!("samples/nothing_to_do.json"), Parts::sample()),
        (include_str!("samples/it_admin.json"), it_admin),
    ]
    .into_iter()
    .map(|(text, parts)| {
        let answer: StartAnswer = serde_json::from_str(text).expect("a sample answer");
        StartPage {
            frame: Frame::sample(locale),
            parts,
            now: "2026-07-15T10:00:00Z".parse().expect("an instant"),
            counts: counts::tables(&answer),
            answer,
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn figures_lead_to_the_list_that_they_count() {
        let pages = samples(Locale::De);
        let figures = |page: &StartPage| -> Vec<(&str, String)> {
            let figures = page.figures().into_iter();
            figures
                .map(|figure| (figure.text, figure.address))
                .collect()
        };
        let expected = [
            ("start-cases-open", "/k/coesfeld/cases"),
            ("start-cases-not-seen", "/k/coesfeld/cases?notSeen=yes"),
        ];
        assert_eq!(
            figures(&pages[0]),
            expected.map(|(text, to)| (text, to.to_owned()))
        );
        let expected = [
            ("start-cases-mine", "/k/coesfeld/cases?onlyMine=yes"),
            (
                "start-cases-not-seen",
                "/k/coesfeld/cases?notSeen=yes&onlyMine=yes",
            ),
            ("start-cases-area", "/k/coesfeld/cases"),
        ];
        assert_eq!(
            figures(&pages[1]),
            expected.map(|(text, to)| (text, to.to_owned()))
        );
    }

    #[test]
    fn a_list_that_is_shown_whole_needs_no_link_to_the_rest() {
        let pages = samples(Locale::De);
        let links: Vec<(&str, Option<String>)> = pages[1]
            .case_tables()
            .into_iter()
            .map(|table| (table.id, table.whole_list))
            .collect();
        let newest = Some("/k/coesfeld/cases?onlyMine=yes".to_owned());
        assert_eq!(links, [("not-seen", None), ("newest", newest)]);
    }
}
