//! How long suppression and attack take on a table of 54 municipalities in 6 units by 12 categories, all
//! margins included: `cargo run --release -p comparison --example state_table`.

use std::time::Instant;

use comparison::model::{Counted, Dimension, Figures, Policy, Table};
use comparison::suppress::{fewest_hidden, suppress};
use comparison::{Ledger, audit};

const UNITS: usize = 6;
const TOWNS: usize = 9;
const CATEGORIES: usize = 12;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!(
        "table   cells  primary  secondary  shown  suppress ms  attack ms  intervals ms  leaks"
    );
    for mean in [3, 8, 20, 60] {
        measure(&format!("2d, {mean}"), &table(mean)?)?;
    }
    for mean in [3, 8, 20] {
        measure(&format!("3d, {mean}"), &cube(mean)?)?;
    }
    optimum()
}

fn measure(name: &str, table: &Table) -> Result<(), Box<dyn std::error::Error>> {
    let mut ledger = Ledger::new();
    ledger.propose(table, &Policy::default())?;
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
        "{name:6} {cells:6} {:8} {:10} {:6} {suppressed:12} {attacked:10} {all:13} {:6}",
        report.primary,
        report.secondary,
        report.shown,
        leaks + narrow,
    );
    Ok(())
}

/// 12 municipalities in 3 units by 5 age bands by 3 stages.
fn cube(mean: u64) -> Result<Table, Box<dyn std::error::Error>> {
    let mut counts = Counts(mean + 7);
    let mut place = Dimension::named("place").sum("county", ["0", "1", "2"]);
    let towns: Vec<String> = (0..12).map(|town| format!("town-{town}")).collect();
    for (unit, of) in ["0", "1", "2"].into_iter().zip(towns.chunks(4)) {
        place = place.sum(unit, of.iter().map(String::as_str));
    }
    let ages = ["0-17", "18-26", "27-40", "41-65", "66+"];
    let stages = ["first", "second", "third"];
    let mut counted = Vec::new();
    for town in &towns {
        for age in ages {
            for stage in stages {
                let persons = counts.next(mean);
                counted.push(Counted {
                    at: vec![("place", town), ("age", age), ("stage", stage)],
                    figures: Figures::heads(persons, persons),
                });
            }
        }
    }
    let age = Dimension::named("age").sum("all", ages).build()?;
    let stage = Dimension::named("stage").sum("all", stages).build()?;
    Ok(Table::build(
        "cases_active",
        vec![place.build()?, age, stage],
        &counted,
    )?)
}

/// Hidden beside the fewest possible, over tables that are small enough for it.
fn optimum() -> Result<(), Box<dyn std::error::Error>> {
    let (mut tables, mut hidden, mut fewest) = (0, 0, 0);
    let started = Instant::now();
    for seed in 0..60 {
        let mut ledger = Ledger::new();
        ledger.propose(&small_table(seed)?, &Policy::default())?;
        let Some(least) = fewest_hidden(&ledger) else {
            continue;
        };
        tables += 1;
        fewest += least;
        hidden += suppress(&mut ledger)?.secondary;
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{tables} tables of 5 by 5: hidden {hidden}, optimum {fewest} ({seconds:.1} s)");
    Ok(())
}

fn small_table(seed: u64) -> Result<Table, Box<dyn std::error::Error>> {
    let mut counts = Counts(seed + 1);
    let names: Vec<String> = (0..5).map(|name| format!("{name}")).collect();
    let side = |key| {
        Dimension::named(key)
            .sum("all", names.iter().map(String::as_str))
            .build()
    };
    let mut counted = Vec::new();
    for row in &names {
        for column in &names {
            let persons = counts.next(15);
            counted.push(Counted {
                at: vec![("row", row), ("column", column)],
                figures: Figures::heads(persons, persons),
            });
        }
    }
    Ok(Table::build(
        "cases_active",
        vec![side("row")?, side("column")?],
        &counted,
    )?)
}

/// Counts that fall off like those of real municipalities: many small, few large; always the same.
struct Counts(u64);

impl Counts {
    fn next(&mut self, mean: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let uniform = ((self.0 >> 33) as f64 + 1.0) / f64::from(1_u32 << 31);
        (-uniform.ln() * mean as f64) as u64
    }
}

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
    let mut counts = Counts(mean);
    let mut counted = Vec::new();
    for town in &towns {
        for kind in &kinds {
            let persons = counts.next(mean);
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
