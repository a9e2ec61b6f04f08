use super::*;
use crate::ledger::Ledger;
use crate::model::{Counted, Dimension, Figure, Figures, Policy, Relation, Table, ZeroPolicy};
use crate::suppress::suppress;
use crate::testing::{flat, heads, line, named, places};

fn leaking(ledger: &Ledger) -> Vec<String> {
    named(leaks(ledger).iter().map(|leak| &leak.key))
}

fn proposed(tables: &[&Table]) -> Ledger {
    let mut ledger = Ledger::new();
    for table in tables {
        ledger.propose(table, &Policy::default()).unwrap();
    }
    ledger
}

#[test]
fn one_hidden_cell_in_a_row_is_found() {
    let sex = flat("sex", 3);
    let table = line("cases", &sex, &[("sex0", 2), ("sex1", 9), ("sex2", 7)]);
    let ledger = proposed(&[&table]);
    let found = leaks(&ledger);
    assert_eq!(
        named(found.iter().map(|leak| &leak.key)),
        ["cases[sex=sex0]"]
    );
    assert_eq!((found[0].low, found[0].high), (2, Some(2)));
}

#[test]
fn two_small_cells_that_add_up_to_little_are_found() {
    // Both are hidden; their sum 2 with "a hidden cell is at least 1" gives both away.
    let sex = flat("sex", 3);
    let table = line("cases", &sex, &[("sex0", 1), ("sex1", 1), ("sex2", 7)]);
    let ledger = proposed(&[&table]);
    assert_eq!(leaking(&ledger), ["cases[sex=sex0]", "cases[sex=sex1]"]);
    let zeros_may_hide = Policy {
        zero: ZeroPolicy::MayBeHidden,
        ..Policy::default()
    };
    let mut ledger = Ledger::new();
    ledger.propose(&table, &zeros_may_hide).unwrap();
    let found = intervals(&ledger);
    assert!(
        found
            .iter()
            .all(|cell| (cell.low, cell.high) == (0, Some(2))),
        "{found:?}"
    );
    // Neither could be a figure of three.
    assert_eq!(leaks(&ledger).len(), 2);
}

#[test]
fn a_square_of_hidden_cells_has_the_interval_of_its_margins() {
    let (rows, columns) = (flat("r", 2), flat("c", 2));
    let table = heads("cases", &rows, &columns, &[2, 8, 9, 2]);
    let mut ledger = proposed(&[&table]);
    suppress(&mut ledger).unwrap();
    let of = |key: &str| {
        let found = intervals(&ledger);
        let cell = found.iter().find(|cell| cell.key.to_string() == key);
        cell.map(|cell| (cell.low, cell.high))
    };
    // All four inner cells are hidden and move together: down 1 at most for the small ones, up 7.
    assert_eq!(of("cases[c=c0, r=r0]"), Some((1, Some(9))));
    assert_eq!(of("cases[c=c1, r=r0]"), Some((1, Some(9))));
    assert_eq!(of("cases[c=c0, r=r1]"), Some((2, Some(10))));
    assert_eq!(leaking(&ledger), Vec::<String>::new());
}

#[test]
fn a_difference_between_two_tables_is_found() {
    let bands = |parts: [&str; 2]| Dimension::named("age").sum("all", parts).build().unwrap();
    let first = line(
        "cases",
        &bands(["0-17", "18+"]),
        &[("0-17", 20), ("18+", 30)],
    );
    let second = line(
        "cases",
        &bands(["0-18", "19+"]),
        &[("0-18", 22), ("19+", 28)],
    );
    // Nothing is small in either.
    let mut apart = proposed(&[&first, &second]);
    assert_eq!(suppress(&mut apart).map(|report| report.secondary), Ok(0));
    // What links them shows the two people who are 18.
    let link = Dimension::named("age")
        .sum("all", ["0-17", "18+"])
        .sum("all", ["0-18", "19+"])
        .sum("0-18", ["0-17", "18"])
        .sum("18+", ["18", "19+"]);
    let counts = [("0-17", 20), ("18", 2), ("19+", 28)];
    let linked = line("cases", &link.build().unwrap(), &counts)
        .keep_back("age", "18")
        .unwrap();
    let mut ledger = proposed(&[&first, &second, &linked]);
    assert_eq!(ledger.cells().len(), 6);
    assert_eq!(leaking(&ledger), ["cases[age=18]"]);
    let report = suppress(&mut ledger).unwrap();
    assert!(report.secondary > 0);
    assert_eq!(leaking(&ledger), Vec::<String>::new());
    assert_eq!(
        ledger.figure(&CellKey::new("cases", &[("age", "18")])),
        Figure::NotAvailable
    );
}

#[test]
fn a_difference_to_an_earlier_release_is_prevented() {
    let bands = |parts: [&str; 2]| Dimension::named("age").sum("all", parts).build().unwrap();
    let mut ledger = proposed(&[&line(
        "cases",
        &bands(["0-17", "18+"]),
        &[("0-17", 20), ("18+", 30)],
    )]);
    suppress(&mut ledger).unwrap();
    ledger.release();
    let link = Dimension::named("age")
        .sum("all", ["0-17", "18+"])
        .sum("all", ["0-18", "19+"])
        .sum("0-18", ["0-17", "18"])
        .sum("18+", ["18", "19+"]);
    let counts = [("0-17", 20), ("18", 2), ("19+", 28)];
    let linked = line("cases", &link.build().unwrap(), &counts)
        .keep_back("age", "18")
        .unwrap();
    ledger.propose(&linked, &Policy::default()).unwrap();
    assert_eq!(leaking(&ledger), ["cases[age=18]"]);
    suppress(&mut ledger).unwrap();
    assert_eq!(leaking(&ledger), Vec::<String>::new());
    // The earlier table stays; both new cells are hidden, since one would give the other.
    let of = |category| ledger.figure(&CellKey::new("cases", &[("age", category)]));
    assert_eq!(
        [of("0-17"), of("18+")],
        [Figure::Shown(20), Figure::Shown(30)]
    );
    assert_eq!([of("0-18"), of("19+")], [Figure::Hidden, Figure::Hidden]);
}

#[test]
fn a_later_table_that_gives_an_earlier_hidden_cell_away_is_found_and_prevented() {
    let (rows, columns) = (flat("r", 3), flat("c", 3));
    let first = heads("cases", &rows, &columns, &[2, 8, 9, 7, 6, 8, 9, 5, 9]);
    let mut ledger = proposed(&[&first]);
    suppress(&mut ledger).unwrap();
    ledger.release();
    let hidden: Vec<CellKey> = ledger
        .cells()
        .iter()
        .filter(|cell| !cell.is_shown())
        .map(|cell| cell.key.clone())
        .collect();
    assert_eq!(hidden.len(), 4);
    // The same people by another breakdown that pairs the second and third category: its cells and the
    // released ones give what was hidden.
    let pairs = Dimension::named("c")
        .sum("all", ["c0", "c12"])
        .sum("c12", ["c1", "c2"]);
    let pairs = pairs.build().unwrap();
    let second = heads("cases", &rows, &pairs, &[2, 8, 9, 7, 6, 8, 9, 5, 9]);
    let mut next = ledger.clone();
    next.propose(&second, &Policy::default()).unwrap();
    assert!(!leaking(&next).is_empty());
    suppress(&mut next).unwrap();
    assert_eq!(leaking(&next), Vec::<String>::new());
    // What was released is as it was.
    for (before, after) in ledger.cells().iter().zip(next.cells()) {
        assert_eq!(before.is_shown(), after.is_shown(), "{}", before.key);
    }
}

#[test]
fn sums_over_months_and_overlapping_units_are_known_to_the_attacker() {
    let quarter = Dimension::named("period")
        .sum("q1", ["m1", "m2", "m3"])
        .build()
        .unwrap();
    let table = line("contacts", &quarter, &[("m1", 9), ("m2", 1), ("m3", 8)]);
    assert_eq!(leaking(&proposed(&[&table])), ["contacts[period=m2]"]);

    let unit = Dimension::named("unit")
        .overlapping("all", ["a", "b"])
        .build()
        .unwrap();
    let count = |at: &[(&'static str, &'static str)], persons| Counted {
        at: at.to_vec(),
        figures: Figures::heads(persons, persons),
    };
    // Everybody in a, so those in b are among them: b is at most 10, at least 1.
    let counted = [
        count(&[("unit", "a")], 10),
        count(&[("unit", "b")], 2),
        count(&[], 10),
    ];
    let table = Table::build("persons", vec![unit], &counted).unwrap();
    let ledger = proposed(&[&table]);
    let found = intervals(&ledger);
    assert_eq!((found[0].low, found[0].high), (1, Some(10)));
    assert_eq!(leaking(&ledger), Vec::<String>::new());
}

#[test]
fn other_knowledge_of_cells_narrows_intervals() {
    let sex = flat("sex", 4);
    let counts = [("sex0", 2), ("sex1", 2), ("sex2", 7), ("sex3", 5)];
    let mut ledger = proposed(&[&line("persons", &sex, &counts)]);
    assert!(leaks(&ledger).is_empty());
    let known = Relation {
        terms: [("sex0", 1), ("sex1", -1)]
            .map(|(category, factor)| (CellKey::new("persons", &[("sex", category)]), factor))
            .to_vec(),
        kind: RelationKind::Zero,
    };
    ledger.relate(&known).unwrap();
    assert_eq!(leaking(&ledger).len(), 2);
    let unknown = Relation {
        terms: vec![(CellKey::new("persons", &[("sex", "none")]), 1)],
        kind: RelationKind::Zero,
    };
    assert!(ledger.relate(&unknown).is_err());
}

#[test]
fn quick_and_exact_attack_agree_on_a_hierarchy() {
    let (place, age) = (places(3, 3), flat("age", 4));
    let counts: Vec<u64> = (0..36_u64).map(|n| (n * 7 + n / 5) % 11).collect();
    let mut ledger = proposed(&[&heads("cases", &place, &age, &counts)]);
    let exact = |ledger: &Ledger| {
        let unsafe_ones = intervals(ledger).into_iter().filter(|cell| !cell.is_safe());
        named(unsafe_ones.collect::<Vec<_>>().iter().map(|cell| &cell.key))
    };
    assert_eq!(leaking(&ledger), exact(&ledger));
    suppress(&mut ledger).unwrap();
    assert_eq!(exact(&ledger), Vec::<String>::new());
    for cell in intervals(&ledger) {
        let known = ledger
            .cells()
            .iter()
            .find(|known| known.key == cell.key)
            .unwrap();
        assert!(cell.low <= known.value() && cell.high.is_none_or(|high| high >= known.value()));
    }
}
