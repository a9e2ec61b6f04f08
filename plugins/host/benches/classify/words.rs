//! People as a platform without a sandbox would have them: with words.

use plugins_host::points::types::target_group::Request;

use crate::native;

/// The same persons with words.
pub(crate) fn in_words(request: &Request) -> Vec<native::Person> {
    let word = |residence: &dyn std::fmt::Debug| {
        let name = format!("{residence:?}");
        let name = name.rsplit("::").next().unwrap_or_default().to_owned();
        name.to_lowercase().replace("asylumseeker", "asylum-seeker")
    };
    let persons = request.persons.iter().enumerate();
    persons
        .map(|(at, person)| native::Person {
            id: format!("0192f0c1-7a55-7b3e-9d1c-{at:012}"),
            born: person.born,
            residence: word(&person.residence),
            refugee: person.refugee,
            special_need: person.special_need,
            good_chances: person.good_chances,
            municipality: request.municipalities[usize::from(person.municipality)].clone(),
            programmes: (0..request.programmes.len())
                .filter(|bit| person.programmes >> bit & 1 == 1)
                .map(|bit| request.programmes[bit].clone())
                .collect(),
            family: (person.family != 0)
                .then(|| format!("0192f0c1-0000-7000-8000-{:012}", person.family)),
            child: person.child,
        })
        .collect()
}
