use super::*;
use crate::suppress::suppress;
use crate::testing::{flat, line};

fn key(category: &str) -> CellKey {
    CellKey::new("cases", &[("c", category)])
}

#[test]
fn a_correction_is_a_new_version_and_the_old_one_stays() {
    let over = flat("c", 3);
    let policy = Policy::default();
    let mut ledger = Ledger::new();
    ledger
        .propose(
            &line("cases", &over, &[("c0", 5), ("c1", 7), ("c2", 9)]),
            &policy,
        )
        .unwrap();
    suppress(&mut ledger).unwrap();
    ledger.release();
    let corrected = line("cases", &over, &[("c0", 2), ("c1", 7), ("c2", 9)]);
    ledger.propose(&corrected, &policy).unwrap();
    // The total and c0 have new versions, the others are the same cells.
    assert_eq!(ledger.cells().len(), 6);
    // With 7 and 9 out, the new total and c0 can only be hidden together.
    suppress(&mut ledger).unwrap();
    assert_eq!(ledger.figure(&key("c0")), Figure::Hidden);
    assert_eq!(ledger.figure(&CellKey::new("cases", &[])), Figure::Hidden);
    assert_eq!(ledger.figure(&key("c1")), Figure::Shown(7));
    let old = ledger
        .cells()
        .iter()
        .find(|cell| cell.key == key("c0"))
        .unwrap();
    assert_eq!(
        (old.version, old.is_shown(), old.figures.value),
        (1, true, 5)
    );
}

#[test]
fn what_was_hidden_stays_hidden_and_what_was_kept_back_may_be_shown() {
    let over = flat("c", 3);
    let policy = Policy::default();
    let table = line("cases", &over, &[("c0", 2), ("c1", 7), ("c2", 9)]);
    let mut ledger = Ledger::new();
    ledger
        .propose(&table.clone().keep_back("c", "c2").unwrap(), &policy)
        .unwrap();
    suppress(&mut ledger).unwrap();
    ledger.release();
    assert_eq!(ledger.figure(&key("c0")), Figure::Hidden);
    assert_eq!(ledger.figure(&key("c2")), Figure::NotAvailable);
    let mut next = ledger.clone();
    next.propose(&table, &policy).unwrap();
    assert_eq!(next.figure(&key("c0")), Figure::Hidden);
    assert_eq!(next.figure(&key("c2")), Figure::Shown(9));
    // c0 is hidden, c1 and the total are out: c2 would give c0 away.
    assert_eq!(crate::audit::leaks_by_proposal(&next).len(), 1);
    suppress(&mut next).unwrap();
    assert_eq!(crate::audit::leaks(&next), []);
    assert_eq!(next.figure(&key("c2")), Figure::Hidden);
}

#[test]
fn tables_that_do_not_go_together_are_refused() {
    let mut ledger = Ledger::new();
    let policy = Policy::default();
    ledger
        .propose(&line("cases", &flat("c", 2), &[("c0", 4)]), &policy)
        .unwrap();
    let other = crate::model::Dimension::named("c")
        .sum("some", ["c0", "c1"])
        .build()
        .unwrap();
    let refused = ledger.propose(&line("cases", &other, &[("c0", 4)]), &policy);
    assert_eq!(refused, Err(LedgerError::OtherTop("c".to_owned())));
    let disagrees = line("cases", &flat("c", 2), &[("c0", 5)]);
    let refused = ledger.propose(&disagrees, &policy);
    assert!(matches!(refused, Err(LedgerError::Disagreement(_))));
    let low = Policy {
        persons_min: 1,
        ..policy
    };
    let refused = ledger.propose(&line("cases", &flat("c", 2), &[("c0", 4)]), &low);
    assert!(matches!(refused, Err(LedgerError::Policy(_))));
}

#[test]
fn a_relation_that_the_figures_contradict_is_refused() {
    let mut ledger = Ledger::new();
    let table = line("cases", &flat("c", 2), &[("c0", 4), ("c1", 7)]);
    ledger.propose(&table, &Policy::default()).unwrap();
    let more = Relation {
        terms: vec![(key("c0"), 1), (key("c1"), -1)],
        kind: RelationKind::NotNegative,
    };
    assert!(matches!(
        ledger.relate(&more),
        Err(LedgerError::Contradiction(_))
    ));
}
