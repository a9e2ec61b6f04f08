//! How long suppression and attack take on a table of 54 municipalities in 6 units by 12 categories, all
//! margins included: `cargo run --release -p comparison --example state_table`.

use std::time::Instant;

use comparison::model::{Counted, Dimension, Figures, Policy, Table};
use comparison::{Ledger, audit, suppress::suppress};

const UNITS: usize = 6;
const TOWNS: usize = 9;
const CATEGORIES: usize = 12;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("mean  cells  primary  secondary  shown  suppress ms  attack ms  intervals ms  leaks");
    for mean in [3, 8, 20, 60] {
        let mut ledger = Ledger::new();
        ledger.propose(&table(mean)?, &Policy::default())?;
        let cells = ledger.cells().len();
        let started = Instant::now();
        let report = suppress(&mut ledger)?;
        let suppressed = started.elapsed().as_millis();
        let started = Instant::now();
        let leaks = audit::leaks(&ledger).len();
        let attacked = started.elapsed().as_millis();
        let started = Instant::now();
        let narrow = audit::intervals(&ledger);
        let narrow = narrow.iter().filter(|interval| !interval.is_safe()).count();
        let all = started.elapsed().as_millis();
        println!(
            "{mean:4} {cells:6} {:8} {:10} {:6} {suppressed:12} {attacked:10} {all:13} {:6}",
            report.primary,
            report.secondary,
            report.shown,
            leaks + narrow,
        );
    }
    Ok(())
}

/// Counts fall off like those of real municipalities: many small, few large; the same every time.
fn table(mean: u64) -> Result<Table, Box<dyn std::error::Error>> {
    let units: Vec<String> = (0..UNITS).map(|unit| format!("unit-{unit}")).collect();
    let mut place = Dimension::named("place").sum("county", units.iter().map(String::as_str));
    let mut towns = Vec::new();
    for unit in &units {
        let of: Vec<String> = (0..TOWNS).map(|town| format!("{unit}-{town}")).collect();
        place = place.sum(unit, of.iter().map(String::as_str));
        towns.extend(of);
    }
    let kinds: Vec<String> = (0..CATEGORIES).map(|kind| format!("kind-{kind}")).collect();
    let kind = Dimension::named("kind")
        .sum("all", kinds.iter().map(String::as_str))
        .build()?;
    let mut state = mean;
    let mut counted = Vec::new();
    for town in &towns {
        for kind in &kinds {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let uniform = ((state >> 33) as f64 + 1.0) / f64::from(1_u32 << 31);
            let persons = (-uniform.ln() * mean as f64) as u64;
            counted.push(Counted {
                at: vec![("place", town), ("kind", kind)],
                figures: Figures::heads(persons, persons),
            });
        }
    }
    Ok(Table::build(
        "cases_active",
        vec![place.build()?, kind],
        &counted,
    )?)
}
