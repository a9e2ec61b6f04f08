//! Which word a user reads for a key.

use std::collections::HashMap;

use kernel::locale::Locale;

use super::{County, CountyFiles};
use crate::{
    model::{LocalText, casework::Entry},
    words::{Family, find_word, word_keys},
};

/// German and English word by label key.
pub(super) type Labels = HashMap<String, [String; 2]>;

impl County {
    /// The word for a key (`unit`, `constellation.brief-intervention`): the county's own, else
    /// the name in its lists, else the platform's word; a key that nobody knows is its own word.
    ///
    /// In English a county without an English word of its own reads the platform's English
    /// word, and only where there is none the German one.
    pub fn label<'a>(&'a self, key: &'a str, locale: Locale) -> &'a str {
        match (self.labels.get(key), locale) {
            (Some([de, _]), Locale::De) => de,
            (Some([_, en]), Locale::En) => en,
            (None, _) => key,
        }
    }

    /// The word for an entry of a family.
    pub fn label_of<'a>(&'a self, family: Family, key: &'a str, locale: Locale) -> &'a str {
        match (self.labels.get(&family.label_key(key)), locale) {
            (Some([de, _]), Locale::De) => de,
            (Some([_, en]), Locale::En) => en,
            (None, _) => key,
        }
    }
}

/// The names that a county's lists give to their own entries, by label key.
pub(crate) fn listed_names(files: &CountyFiles) -> Vec<(String, Option<&LocalText>)> {
    let casework = &files.casework;
    let constellations = casework
        .constellations
        .iter()
        .map(|c| (c.key.as_str(), c.name.as_ref()));
    let legal_fields = casework
        .legal_fields
        .iter()
        .map(|f| (f.key.as_str(), f.name.as_ref()));
    let functions = files
        .structure
        .functions
        .iter()
        .map(|f| (f.key.as_str(), Some(&f.name)));
    let roles = files
        .roles
        .custom_roles
        .iter()
        .map(|r| (r.key.as_str(), Some(&r.name)));
    let mut names = Vec::new();
    let mut add = |family: Family, key: &str, name| names.push((family.label_key(key), name));
    constellations.for_each(|(key, name)| add(Family::Constellation, key, name));
    legal_fields.for_each(|(key, name)| add(Family::LegalField, key, name));
    functions.for_each(|(key, name)| add(Family::Function, key, name));
    roles.for_each(|(key, name)| add(Family::Role, key, name));
    entries(&casework.phases).for_each(|(key, name)| add(Family::Phase, key, name));
    entries(&casework.life_areas).for_each(|(key, name)| add(Family::LifeArea, key, name));
    entries(&casework.channels).for_each(|(key, name)| add(Family::Channel, key, name));
    entries(&casework.languages).for_each(|(key, name)| add(Family::Language, key, name));
    entries(&casework.stages).for_each(|(key, name)| add(Family::Stage, key, name));
    entries(&casework.programmes).for_each(|(key, name)| add(Family::Programme, key, name));
    entries(&casework.referring_bodies)
        .for_each(|(key, name)| add(Family::ReferringBody, key, name));
    names
}

fn entries<K: AsRef<str>>(list: &[Entry<K>]) -> impl Iterator<Item = (&str, Option<&LocalText>)> {
    list.iter()
        .map(|entry| (entry.key.as_ref(), entry.name.as_ref()))
}

/// The words of the platform, overlaid by the names of the lists, overlaid by the labels. Each
/// language is overlaid for itself, so that a word without English keeps the one below it.
pub(super) fn build_labels(files: &CountyFiles) -> Labels {
    let platform = word_keys().filter_map(|key| {
        let word = find_word(key)?;
        Some((
            key.to_owned(),
            word.get(Locale::De),
            Some(word.get(Locale::En)),
        ))
    });
    let named = listed_names(files);
    let named = named
        .iter()
        .filter_map(|(key, name)| Some((key.clone(), (*name)?)));
    let own = files
        .labels
        .labels
        .iter()
        .map(|(key, text)| (key.to_string(), text));
    let of_county = named
        .chain(own)
        .map(|(key, text)| (key, text.de.as_str(), text.en.as_deref()));
    let mut words: HashMap<String, (&str, Option<&str>)> = HashMap::new();
    for (key, german, english) in platform.chain(of_county) {
        let word = words.entry(key).or_insert((german, None));
        *word = (german, english.or(word.1));
    }
    words
        .into_iter()
        .map(|(key, (german, english))| {
            (
                key,
                [german.to_owned(), english.unwrap_or(german).to_owned()],
            )
        })
        .collect()
}
