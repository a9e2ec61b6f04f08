//! What surrounds every page: header, navigation, footer.

use kernel::{access::Permission, accounts::SESSION_IDLE_MAX, actor::Actor, locale::Locale};
use tenants::words::Family;

use super::forms::csrf_token;
use crate::{
    transport::{address::Address, assets::asset_address, tenant::TenantRequest},
    words::Words,
};

/// The frame of one page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The texts in the reader's language.
    pub words: Words,
    /// The county, on its own pages.
    pub county: Option<FrameCounty>,
    /// Who is signed in.
    pub viewer: Option<FrameViewer>,
    /// Whether this installation is a demo.
    pub demo: bool,
    /// The same page in the other language.
    pub other_language: LanguageLink,
}

/// The county in the header.
#[derive(Debug, Clone)]
pub(crate) struct FrameCounty {
    /// Its name.
    pub name: String,
    /// Its path with the slash at its end: `/k/coesfeld/`.
    pub path: String,
}

/// Who is signed in, in the header.
#[derive(Debug, Clone)]
pub(crate) struct FrameViewer {
    /// The name.
    pub name: String,
    /// The roles, in the county's words.
    pub roles: String,
    /// The session's token.
    pub csrf_token: String,
    /// Whether the viewer may search everything.
    pub may_search: bool,
    /// Where the viewer may go.
    pub navigation: Vec<NavigationItem>,
}

/// One entry of the main navigation.
#[derive(Debug, Clone)]
pub(crate) struct NavigationItem {
    /// The address.
    pub address: String,
    /// The key of its text.
    pub text: &'static str,
    /// Whether the present page is this one or lies below it.
    pub is_current: bool,
}

/// The same page in the other language.
#[derive(Debug, Clone)]
pub(crate) struct LanguageLink {
    /// The address.
    pub address: String,
    /// The language's tag.
    pub tag: &'static str,
    /// The language's own name.
    pub name: &'static str,
}

/// Entries of the navigation: path, text, and what they need.
const NAVIGATION: &[(&str, &str, Option<Permission>)] = &[
    ("", "navigation-start", None),
    ("today", "navigation-today", Some(Permission::CaseRead)),
    ("cases", "navigation-cases", Some(Permission::CaseRead)),
    (
        "cases/new",
        "navigation-case-open",
        Some(Permission::CaseOpen),
    ),
    (
        "persons",
        "navigation-persons",
        Some(Permission::PersonRead),
    ),
    (
        "findings",
        "navigation-findings",
        Some(Permission::FindingRead),
    ),
    (
        "structure",
        "navigation-structure",
        Some(Permission::StructureRead),
    ),
    ("rules", "navigation-rules", Some(Permission::RuleRead)),
    ("tokens", "navigation-tokens", Some(Permission::TokenManage)),
    ("audit", "navigation-audit", Some(Permission::AuditRead)),
    (
        "retention",
        "navigation-retention",
        Some(Permission::RetentionRead),
    ),
    (
        "data-subjects",
        "navigation-data-subjects",
        Some(Permission::PersonReport),
    ),
];

impl Frame {
    /// The frame of a page of a tenant.
    pub fn of(request: &TenantRequest) -> Self {
        let locale = request.context.locale();
        let county = FrameCounty {
            name: request.context.county().name().get(locale).to_owned(),
            path: request.path(""),
        };
        Self {
            viewer: viewer(request, &county.path),
            county: Some(county),
            demo: request.state.settings.demo.is_some(),
            ..Self::plain(locale, request.address.clone(), false)
        }
    }

    /// The frame of a page that belongs to no tenant.
    pub fn plain(locale: Locale, address: Address, demo: bool) -> Self {
        let other_language = match locale {
            Locale::De => LanguageLink {
                address: address.with(&[("lang", "en")]),
                tag: "en",
                name: "English",
            },
            Locale::En => LanguageLink {
                address: address.with(&[("lang", "de")]),
                tag: "de",
                name: "Deutsch",
            },
        };
        Self {
            words: Words(locale),
            county: None,
            viewer: None,
            demo,
            other_language,
        }
    }

    /// The same frame with links that do not name the present address: an absent thing and a
    /// foreign one, an unknown path and an unknown tenant answer with the same bytes.
    pub fn without_address(mut self) -> Self {
        self.other_language.address = format!("?lang={}", self.other_language.tag);
        self
    }

    /// A text.
    pub fn text(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// A text with one figure or name in it.
    pub fn text_with(&self, key: &str, value: impl ToString) -> String {
        self.words.text_with(key, value)
    }

    /// The language of the page.
    pub fn language(&self) -> &'static str {
        self.words.0.tag()
    }

    /// An address within the county: `link("cases")`.
    pub fn link(&self, rest: &str) -> String {
        let path = self
            .county
            .as_ref()
            .map_or("/", |county| county.path.as_str());
        format!("{path}{rest}")
    }

    /// How long a session lasts without a request.
    pub fn session_seconds(&self) -> i64 {
        SESSION_IDLE_MAX.num_seconds()
    }

    /// The address of a style sheet or script.
    pub fn asset(&self, path: &str) -> String {
        asset_address(path)
    }
}

fn viewer(request: &TenantRequest, base: &str) -> Option<FrameViewer> {
    let Actor::Account(account) = request.context.actor() else {
        return None;
    };
    let locale = request.context.locale();
    let role = |role: kernel::access::Role| {
        request
            .context
            .county()
            .label_of(Family::Role, role.key(), locale)
            .to_owned()
    };
    let roles: Vec<String> = account.roles().into_iter().map(role).collect();
    let allowed = NAVIGATION
        .iter()
        .filter(|(_, _, needed)| needed.is_none_or(|needed| request.context.actor().may(needed)));
    let present = request
        .address
        .path()
        .strip_prefix(base)
        .unwrap_or_default();
    let current = current_entry(present);
    let item =
        |&(path, text, _): &(&'static str, &'static str, Option<Permission>)| NavigationItem {
            address: format!("{base}{path}"),
            text,
            is_current: current == Some(path),
        };
    Some(FrameViewer {
        name: account.display_name.clone(),
        roles: roles.join(", "),
        csrf_token: csrf_token(request.context.actor()),
        may_search: request.context.actor().may(Permission::PersonRead),
        navigation: allowed.map(item).collect(),
    })
}

/// The entry that a path lies below; the longest wins.
fn current_entry(present: &str) -> Option<&'static str> {
    let below = |path: &str| match path {
        "" => present.is_empty(),
        path => present
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
    };
    NAVIGATION
        .iter()
        .map(|(path, _, _)| *path)
        .filter(|path| below(path))
        .max_by_key(|path| path.len())
}

#[cfg(test)]
impl Frame {
    /// The frame of a page as somebody with every right sees it.
    pub fn sample(locale: Locale) -> Self {
        let base = "/k/coesfeld/";
        let item =
            |&(path, text, _): &(&'static str, &'static str, Option<Permission>)| NavigationItem {
                address: format!("{base}{path}"),
                text,
                is_current: path == "cases",
            };
        let viewer = FrameViewer {
            name: "Ada Muster".to_owned(),
            roles: "KIM-Leitung".to_owned(),
            csrf_token: "token".to_owned(),
            may_search: true,
            navigation: NAVIGATION.iter().map(item).collect(),
        };
        let county = FrameCounty {
            name: "Kreis Coesfeld".to_owned(),
            path: base.to_owned(),
        };
        let address = Address::of(&axum::http::Uri::from_static("/k/coesfeld/cases"));
        Self {
            viewer: Some(viewer),
            county: Some(county),
            ..Self::plain(locale, address, true)
        }
    }

    /// The frame of a page as a visitor sees it.
    pub fn sample_signed_out(locale: Locale) -> Self {
        Self {
            viewer: None,
            ..Self::sample(locale)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_navigation_marks_the_entry_that_the_page_lies_below() {
        for (present, expected) in [
            ("", Some("")),
            ("cases", Some("cases")),
            ("cases/abc", Some("cases")),
            ("cases/new", Some("cases/new")),
            ("cases/newest", Some("cases")),
            ("casesx", None),
            ("help", None),
        ] {
            assert_eq!(current_entry(present), expected, "{present}");
        }
    }
}
