//! The pages of the web surface, read from where they are declared: axum's router does not tell
//! its routes, and a list kept by hand would forget one.

use std::{collections::BTreeSet, fs, path::Path};

use kreislotse_tests::repository;

/// Routes that are no pages: each is looked after elsewhere, or shows nothing of any county.
const NO_PAGES: [&str; 7] = [
    // The schema's transport: every field has its own probe.
    "GET /k/{tenant}/graphql",
    "POST /k/{tenant}/graphql",
    // Opened by a secret in the address and by nobody's session: `calendar.rs` looks after it.
    "GET /k/{tenant}/calendar/{file}",
    // A redirect to the start page made from the address alone.
    "GET /k/{tenant}",
    // Whether the process serves, for supervisors.
    "GET /healthz",
    "GET /readyz",
    // Our own style sheets and scripts.
    "GET /assets/{*path}",
];

/// Every page, as method and path.
pub(super) fn page_routes() -> BTreeSet<String> {
    let mut routes = BTreeSet::new();
    collect(&repository().join("platform/web/src"), &mut routes);
    for known in NO_PAGES {
        assert!(
            routes.remove(known),
            "there is no route {known} any more: strike it here"
        );
    }
    routes
}

fn collect(folder: &Path, routes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, routes);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).expect("sources are UTF-8");
            // Routers of unit tests serve nobody.
            let product = source
                .split("#[cfg(test)]\nmod tests")
                .next()
                .unwrap_or_default();
            routes.extend(routes_in(product));
        }
    }
}

/// The routes of `.route("path", get(…).post(…))`.
fn routes_in(source: &str) -> Vec<String> {
    let declarations = source.split(".route(").skip(1);
    declarations
        .flat_map(|declaration| {
            let arguments = up_to_closing_bracket(declaration);
            let (_, rest) = arguments.split_once('"').expect("a path in quotes");
            let (path, handlers) = rest.split_once('"').expect("a closing quote");
            let methods = [
                ("get(", "GET"),
                ("post(", "POST"),
                ("put(", "PUT"),
                ("delete(", "DELETE"),
                ("patch(", "PATCH"),
            ];
            let found: Vec<String> = methods
                .into_iter()
                .filter(|(call, _)| handlers.contains(call))
                .map(|(_, method)| format!("{method} {path}"))
                .collect();
            assert!(
                !found.is_empty(),
                "no method is recognised in .route({arguments})"
            );
            found
        })
        .collect()
}

fn up_to_closing_bracket(text: &str) -> &str {
    let mut open = 1;
    let end = text.find(|sign| {
        match sign {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        open == 0
    });
    &text[..end.expect("brackets are closed")]
}

#[test]
fn routes_are_read_from_the_source() {
    let source = r#"Router::new()
        .route("/a", get(show))
        .route(
            "/k/{tenant}/b/{id}",
            get(super::show).post(move |x| change(x)),
        )"#;
    assert_eq!(
        routes_in(source),
        [
            "GET /a",
            "GET /k/{tenant}/b/{id}",
            "POST /k/{tenant}/b/{id}"
        ]
    );
}
