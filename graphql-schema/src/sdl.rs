//! The schema as text: `county.graphql`, checked in beside this crate.
//!
//! Regenerate it with `UPDATE_SDL=1 cargo test -p graphql-schema sdl`.

use async_graphql::SDLExportOptions;

use crate::county_schema;

/// The county schema in GraphQL's schema language, as `county.graphql` holds it.
pub fn county_sdl() -> String {
    let options = SDLExportOptions::new()
        .prefer_single_line_descriptions()
        .use_space_ident();
    let mut sdl = county_schema().sdl_with_options(options);
    sdl.truncate(sdl.trim_end().len());
    sdl.push('\n');
    sdl
}

#[cfg(test)]
mod tests {
    use std::{env, fs};

    use super::*;

    #[test]
    fn the_sdl_checked_in_is_that_of_the_code() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/county.graphql");
        let generated = county_sdl();
        if env::var_os("UPDATE_SDL").is_some() {
            fs::write(path, &generated).expect("county.graphql can be written");
        }
        let checked_in = fs::read_to_string(path).unwrap_or_default();
        assert!(
            generated == checked_in,
            "county.graphql is out of date: UPDATE_SDL=1 cargo test -p graphql-schema sdl"
        );
    }
}
