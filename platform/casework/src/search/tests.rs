use kernel::{
    access::{Role, Scope},
    errors::ProblemCode::{Malformed, TooLong},
    testing::Store,
};
use sea_orm::{
    ConnectionTrait, EntityTrait,
    sea_query::{Alias, Query},
};

use super::*;
use crate::{
    model::{Case, NewCase, PersonDetails},
    open_case, record_contact, register_person,
    testing::{AHLEN_KI, AHLEN_WELFARE, Fixture, SOUTH_KI, contact, day, details, intake, problem},
    update_person,
};

/// What people read of what was found, by kind.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shown {
    persons: Vec<String>,
    cases: Vec<String>,
    notes: Vec<String>,
}

fn first_page() -> SearchPages {
    pages(&SearchKind::ALL, 10)
}

fn pages(kinds: &[SearchKind], size: u32) -> SearchPages {
    SearchPages {
        kinds: kinds.to_vec(),
        page: PageRequest { size, after: None },
    }
}

async fn shown(context: &CountyContext, text: &str) -> Shown {
    let found = search(context, text, &first_page()).await;
    let mut shown = Shown::default();
    for group in found.expect("searches") {
        match group {
            Found::Persons(page) => {
                shown.persons = page.rows.iter().map(Person::display_name).collect();
            }
            Found::Cases(page) => {
                shown.cases = page.rows.into_iter().map(|row| row.case.reason).collect();
            }
            Found::Contacts(page) => {
                shown.notes = page.rows.into_iter().map(|(row, _)| row.note).collect();
            }
        }
    }
    shown
}

async fn case_with_note(
    fixture: &Fixture,
    lead: &CountyContext,
    (name, post): (&str, &str),
    (reason, note): (&str, &str),
) -> Case {
    let person = fixture.person(lead, "Amina", name).await;
    let new = NewCase {
        reason: reason.to_owned(),
        ..intake(&person, post)
    };
    let case = open_case(lead, new, None).await.expect("opens");
    let mut visit = contact(&case, "2026-07-01");
    note.clone_into(&mut visit.note);
    record_contact(lead, visit, None).await.expect("records");
    case
}

#[tokio::test]
async fn everything_is_found_by_its_words_and_vanishes_with_them() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let texts = ("Sucht eine Wohnung", "Mietvertrag am 12.03.2026 geprüft");
        let case = case_with_note(&fixture, &lead, ("Müller", AHLEN_KI), texts).await;
        let person = vec!["Amina Müller".to_owned()];
        let running = case.number.trim_start_matches("2026-");
        for (text, persons, cases, notes) in [
            ("mueller", 1, 0, 0),
            ("MUL ami", 1, 0, 0),
            ("müller karl", 0, 0, 0),
            ("01.05.1990", 1, 0, 0),
            ("1990 amina", 1, 0, 0),
            ("wohn", 0, 1, 0),
            (&case.number, 0, 1, 0),
            (running, 0, 1, 0),
            ("12.3.2026", 0, 0, 1),
            ("geprueft miet", 0, 0, 1),
            ("ohnung", 0, 0, 0),
            ("%", 0, 0, 0),
            ("", 0, 0, 0),
        ] {
            let found = shown(&lead, text).await;
            assert_eq!(
                (found.persons.len(), found.cases.len(), found.notes.len()),
                (persons, cases, notes),
                "{store:?} {text}"
            );
        }
        assert_eq!(shown(&lead, "müller").await.persons, person);
        let renamed = PersonDetails {
            birth_date: Some(day("1991-05-01")),
            ..details("Amina", "Schmidt")
        };
        let id = case.person_id;
        update_person(&lead, id, 1, renamed).await.expect("updates");
        assert_eq!(shown(&lead, "müller").await, Shown::default(), "{store:?}");
        assert_eq!(shown(&lead, "01.05.1990").await, Shown::default());
        assert_eq!(shown(&lead, "schmidt").await.persons, ["Amina Schmidt"]);
        let transaction = lead.database().begin().await.expect("begins");
        let contacts = contacts::Entity::delete_many().exec(&transaction).await;
        contacts.expect("deletes");
        transaction.commit().await.expect("commits");
        assert_eq!(
            count_words(&lead, SearchedTable::Contacts).await,
            0,
            "{store:?}"
        );
        assert!(count_words(&lead, SearchedTable::Cases).await > 0);
    }
}

async fn count_words(context: &CountyContext, table: SearchedTable) -> usize {
    let all = Query::select()
        .column("word")
        .from(Alias::new(table.words()))
        .take();
    context
        .database()
        .query_all(&all)
        .await
        .expect("reads")
        .len()
}

#[tokio::test]
async fn only_what_is_in_scope_and_of_kinds_that_the_role_reads_is_found() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        for (name, post) in [
            ("Eins", AHLEN_KI),
            ("Zwei", AHLEN_WELFARE),
            ("Drei", SOUTH_KI),
        ] {
            let texts = (format!("Wohnung {name}"), format!("Wohnung gesucht {name}"));
            let texts = (texts.0.as_str(), texts.1.as_str());
            case_with_note(&fixture, &lead, (name, post), texts).await;
        }
        let ahlen = || Scope::unit("ahlen".parse().expect("a key"));
        let manager = fixture.case_manager(ahlen()).await;
        let found = shown(&manager, "wohnung").await;
        assert_eq!(found.cases, ["Wohnung Zwei", "Wohnung Eins"], "{store:?}");
        assert_eq!(
            found.notes,
            ["Wohnung gesucht Zwei", "Wohnung gesucht Eins"]
        );
        assert_eq!(
            shown(&manager, "amina").await.persons,
            ["Amina Zwei", "Amina Eins"]
        );
        assert_eq!(shown(&manager, "drei").await, Shown::default());
        let assistant = fixture.signed_in(Role::AdminAssistant, ahlen()).await;
        let kinds: Vec<_> = search(&assistant, "wohnung", &first_page())
            .await
            .expect("searches")
            .into_iter()
            .map(|found| matches!(found, Found::Contacts(_)))
            .collect();
        assert_eq!(
            kinds,
            [false, false],
            "contacts are left out without a word"
        );
        let privacy = fixture
            .signed_in(Role::PrivacyOfficer, Scope::whole_county())
            .await;
        let refused = search(&privacy, "wohnung", &first_page()).await;
        assert!(matches!(refused, Err(Failure::Forbidden)), "{refused:?}");
    }
}

#[tokio::test]
async fn pages_of_what_was_found_are_the_whole_and_best_comes_first() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        for (given_name, family_name) in [
            ("Mulan", "Mulder"),
            ("Ada", "Müller"),
            ("Bea", "Mull"),
            ("Cem", "Muller"),
            ("Dua", "Mul"),
        ] {
            fixture.person(&lead, given_name, family_name).await;
        }
        for size in [1, 2, 5] {
            let mut asked = pages(&[SearchKind::Person], size);
            let mut names = Vec::new();
            loop {
                let found = search(&lead, "mul", &asked).await.expect("searches");
                let [Found::Persons(page)] = found.as_slice() else {
                    panic!("persons only: {found:?}");
                };
                names.extend(page.rows.iter().map(Person::display_name));
                asked.page.after = page.rows.last().map(|last| SearchCursor(last.id.0));
                if !page.has_next {
                    break;
                }
            }
            assert_eq!(
                names,
                [
                    "Dua Mul",
                    "Mulan Mulder",
                    "Bea Mull",
                    "Cem Muller",
                    "Ada Müller"
                ],
                "{store:?} by {size}"
            );
        }
        let mut several = first_page();
        several.page.after = Some(SearchCursor(Uuid::nil()));
        assert_eq!(
            problem(search(&lead, "mul", &several).await),
            ("after", Malformed)
        );
        let long = "x".repeat(SEARCH_LENGTH_MAX + 1);
        assert_eq!(
            problem(search(&lead, &long, &first_page()).await),
            ("text", TooLong)
        );
    }
}

#[tokio::test]
async fn a_search_needs_two_four_and_five_statements() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        for name in ["Wohnung", "Wohner"] {
            let texts = ("Wohnung", "Wohnung");
            case_with_note(&fixture, &lead, (name, AHLEN_KI), texts).await;
        }
        for (kind, statements) in [
            (SearchKind::Person, 2),
            (SearchKind::Case, 4),
            (SearchKind::Contact, 5),
        ] {
            let request = fixture.again(&lead);
            let found = search(&request, "wohn", &pages(&[kind], 10)).await;
            found.expect("searches");
            assert_eq!(
                request.database().statements().total(),
                statements,
                "{store:?} {kind:?}"
            );
            let nothing = fixture.again(&lead);
            let found = search(&nothing, "nirgends", &pages(&[kind], 10)).await;
            found.expect("searches");
            assert_eq!(nothing.database().statements().total(), 1, "{kind:?}");
        }
    }
}

#[tokio::test]
async fn words_of_one_submission_are_written_once() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let register = || {
            let key = crate::testing::idempotency_key("form", "a");
            register_person(&lead, details("Amina", "Haddad"), key)
        };
        let (one, two) = tokio::join!(register(), register());
        one.and(two).expect("registers one");
        assert_eq!(
            count_words(&lead, SearchedTable::Persons).await,
            3,
            "{store:?}"
        );
    }
}
