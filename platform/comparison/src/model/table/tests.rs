use super::*;

fn place() -> Dimension {
    Dimension::named("place")
        .sum("county", ["north", "south"])
        .sum("north", ["n1", "n2"])
        .build()
        .unwrap()
}

fn sex() -> Dimension {
    Dimension::named("sex")
        .sum("all", ["f", "m"])
        .build()
        .unwrap()
}

fn heads<'a>(at: &[(&'a str, &'a str)], persons: u64) -> Counted<'a> {
    Counted {
        at: at.to_vec(),
        figures: Figures::heads(persons, persons),
    }
}

fn value(table: &Table, at: &[(&str, &str)]) -> Option<u64> {
    let key = CellKey::new(table.measure(), at);
    let mut cells = table.cells();
    cells.find(|cell| cell.0 == key).map(|cell| cell.1.value)
}

#[test]
fn margins_are_added_up_over_the_hierarchy() {
    let counted = [
        heads(&[("place", "n1"), ("sex", "f")], 4),
        heads(&[("place", "n2"), ("sex", "f")], 1),
        heads(&[("place", "n2"), ("sex", "m")], 2),
        heads(&[("place", "south"), ("sex", "m")], 7),
    ];
    let table = Table::build("cases", vec![place(), sex()], &counted).unwrap();
    assert_eq!(table.cells().count(), 15);
    assert_eq!(value(&table, &[]), Some(14));
    assert_eq!(value(&table, &[("place", "north")]), Some(7));
    assert_eq!(value(&table, &[("sex", "m")]), Some(9));
    assert_eq!(value(&table, &[("place", "north"), ("sex", "f")]), Some(5));
    assert_eq!(value(&table, &[("place", "south"), ("sex", "f")]), Some(0));
    // Two sums over places for each of three sexes, one over sexes for each of five places.
    assert_eq!(table.relations().len(), 11);
}

#[test]
fn the_largest_contributors_of_a_total_are_those_of_its_parts() {
    let minutes = |category, largest: &[u64]| Counted {
        at: vec![("sex", category)],
        figures: Figures {
            value: largest.iter().sum(),
            persons: largest.len() as u64,
            families: largest.len() as u64,
            largest: largest.to_vec(),
        },
    };
    let counted = [minutes("f", &[30, 90]), minutes("m", &[60, 20, 40, 10])];
    let table = Table::build("minutes", vec![sex()], &counted).unwrap();
    let total = table.cells().find(|cell| cell.0.at().is_empty()).unwrap();
    assert_eq!(total.1.value, 250);
    assert_eq!(total.1.largest, [90, 60, 40]);
}

#[test]
fn people_in_several_parts_are_counted_once_in_the_total() {
    let unit = Dimension::named("unit")
        .overlapping("all", ["a", "b"])
        .build()
        .unwrap();
    let parts = [heads(&[("unit", "a")], 5), heads(&[("unit", "b")], 4)];
    let missing = Table::build("persons", vec![unit.clone()], &parts);
    assert!(matches!(missing, Err(TableError::NotCounted(_))));
    let with = |total| {
        let mut counted = parts.to_vec();
        counted.push(heads(&[], total));
        Table::build("persons", vec![unit.clone()], &counted)
    };
    assert!(matches!(with(10), Err(TableError::Disagrees(_))));
    assert!(matches!(with(4), Err(TableError::Disagrees(_))));
    let table = with(7).unwrap();
    assert_eq!(value(&table, &[]), Some(7));
    assert_eq!(table.relations().len(), 3);
}

#[test]
fn figures_that_make_no_table_are_refused() {
    let build =
        |counted: &[Counted<'_>]| Table::build("cases", vec![place(), sex()], counted).map(|_| ());
    let unknown = build(&[heads(&[("place", "west")], 1)]);
    assert!(matches!(unknown, Err(TableError::Unknown { .. })));
    let twice = build(&[
        heads(&[("sex", "f"), ("place", "n1")], 1),
        heads(&[("place", "n1"), ("sex", "f")], 2),
    ]);
    assert!(matches!(twice, Err(TableError::Twice(_))));
    let wrong_total = build(&[heads(&[("place", "n1"), ("sex", "f")], 1), heads(&[], 2)]);
    assert!(matches!(wrong_total, Err(TableError::Disagrees(_))));
    let nobody = Figures {
        value: 3,
        ..Figures::default()
    };
    let nobody = build(&[Counted {
        at: vec![("place", "n1"), ("sex", "f")],
        figures: nobody,
    }]);
    assert!(matches!(nobody, Err(TableError::OutOfBounds(_))));
    let months = Dimension::named("period")
        .category("1")
        .category("2")
        .build()
        .unwrap();
    let unplaced = Table::build("cases", vec![months], &[heads(&[], 1)]);
    assert_eq!(
        unplaced.err(),
        Some(TableError::Unplaced("period".to_owned()))
    );
}

#[test]
fn cells_of_a_category_kept_back_are_counted_and_not_published() {
    let counted = [heads(&[("place", "n1"), ("sex", "f")], 4)];
    let table = Table::build("cases", vec![place(), sex()], &counted).unwrap();
    let table = table.keep_back("place", "n1").unwrap();
    let hidden = table.cells().filter(|(_, _, published)| !published).count();
    assert_eq!(hidden, 3);
}

#[test]
fn keys_do_not_depend_on_the_order_of_dimensions_and_leave_tops_out() {
    let one = CellKey::new("cases", &[("sex", "f"), ("place", "n1")]);
    let other = CellKey::new("cases", &[("place", "n1"), ("sex", "f")]);
    assert_eq!(one, other);
    assert_eq!(one.to_string(), "cases[place=n1, sex=f]");
}
