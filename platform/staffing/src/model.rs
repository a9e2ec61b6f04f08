//! The sums of posts by module, place served and carrier, in hundredths of a full-time equivalent.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::keys::{CarrierKey, UnitKey};
use tenants::{
    County,
    model::{Module, Places, keys::MunicipalityAgs, structure::Post},
};

/// A county's posts on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Structure {
    /// The day for which it is true.
    pub reference_date: NaiveDate,
    /// All posts together.
    pub total_centi_fte: u32,
    /// Each module that has posts, in order.
    pub modules: Vec<ModulePosts>,
}

/// The posts of one module as a table: places served by carriers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModulePosts {
    /// The module.
    pub module: Module,
    /// All its posts together.
    pub total_centi_fte: u32,
    /// The columns: each carrier's total, in the order of the configuration.
    pub carriers: Vec<CarrierSum>,
    /// The rows: each place's total and its cells, one for each carrier of `carriers`.
    pub places: Vec<PlaceSum>,
}

/// One carrier's posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarrierSum {
    /// The carrier.
    pub carrier: CarrierKey,
    /// Its posts.
    pub centi_fte: u32,
}

/// One place's posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceSum {
    /// The place.
    pub place: ServedPlace,
    /// Its posts.
    pub total_centi_fte: u32,
    /// Its posts by carrier, in the order of the columns.
    pub centi_fte_by_carrier: Vec<u32>,
}

/// The row that a post counts in. Each post counts once: one that serves several places counts in
/// a row of its own kind, so that rows add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServedPlace {
    /// One unit.
    Unit(UnitKey),
    /// One municipality.
    Municipality(MunicipalityAgs),
    /// Several places, or a part of a municipality.
    SeveralPlaces,
    /// The whole county.
    CountyWide,
}

impl ServedPlace {
    fn of(places: &Places) -> Self {
        match (places.units.as_slice(), places.municipalities.as_slice()) {
            _ if places.county_wide => ServedPlace::CountyWide,
            ([unit], []) if places.city_districts.is_empty() => ServedPlace::Unit(unit.clone()),
            ([], [ags]) if places.city_districts.is_empty() => {
                ServedPlace::Municipality(ags.clone())
            }
            _ => ServedPlace::SeveralPlaces,
        }
    }
}

/// Adds up the posts that are valid on that day.
pub fn structure_at(county: &County, reference_date: NaiveDate) -> Structure {
    let modules: Vec<ModulePosts> = Module::ALL
        .into_iter()
        .filter_map(|module| {
            let posts = county
                .posts_at(reference_date)
                .filter(|post| post.module == module);
            module_posts(county, module, posts)
        })
        .collect();
    Structure {
        reference_date,
        total_centi_fte: modules.iter().map(|posts| posts.total_centi_fte).sum(),
        modules,
    }
}

fn module_posts<'a>(
    county: &County,
    module: Module,
    posts: impl Iterator<Item = &'a Post>,
) -> Option<ModulePosts> {
    let mut cells: BTreeMap<(ServedPlace, &CarrierKey), u32> = BTreeMap::new();
    for post in posts {
        *cells
            .entry((ServedPlace::of(&post.places), &post.carrier))
            .or_default() += post.centi_fte;
    }
    if cells.is_empty() {
        return None;
    }
    let sum = |wanted: &dyn Fn(&ServedPlace, &CarrierKey) -> bool| -> u32 {
        cells
            .iter()
            .filter(|((place, carrier), _)| wanted(place, carrier))
            .map(|(_, centi_fte)| centi_fte)
            .sum()
    };
    let carriers: Vec<CarrierSum> = carriers_in_order(county)
        .map(|carrier| CarrierSum {
            carrier: carrier.clone(),
            centi_fte: sum(&|_, key| key == carrier),
        })
        .filter(|column| column.centi_fte > 0)
        .collect();
    let mut places: Vec<&ServedPlace> = cells.keys().map(|(place, _)| place).collect();
    places.dedup();
    let places = places
        .into_iter()
        .map(|place| PlaceSum {
            place: place.clone(),
            total_centi_fte: sum(&|other, _| other == place),
            centi_fte_by_carrier: carriers
                .iter()
                .map(|column| sum(&|other, key| other == place && *key == column.carrier))
                .collect(),
        })
        .collect();
    Some(ModulePosts {
        module,
        total_centi_fte: sum(&|_, _| true),
        carriers,
        places: in_order(county, places),
    })
}

/// A carrier may stand in the configuration once for each period of its terms.
fn carriers_in_order(county: &County) -> impl Iterator<Item = &CarrierKey> {
    let mut seen = std::collections::BTreeSet::new();
    county
        .carriers()
        .iter()
        .map(|carrier| &carrier.key)
        .filter(move |key| seen.insert(*key))
}

/// Units and municipalities in the county's own order, then what belongs to several or all.
fn in_order(county: &County, mut places: Vec<PlaceSum>) -> Vec<PlaceSum> {
    let unit_position = |key: &UnitKey| {
        county
            .files()
            .structure
            .units
            .iter()
            .position(|unit| unit.key == *key)
    };
    let municipality_position = |ags: &MunicipalityAgs| {
        county
            .municipalities()
            .iter()
            .position(|municipality| municipality.ags == *ags)
    };
    places.sort_by_key(|row| match &row.place {
        ServedPlace::Unit(key) => (0, unit_position(key)),
        ServedPlace::Municipality(ags) => (1, municipality_position(ags)),
        ServedPlace::SeveralPlaces => (2, None),
        ServedPlace::CountyWide => (3, None),
    });
    places
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;

    fn county(key: &str) -> County {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../tenants/counties")
            .join(key);
        County::load_folder(&folder).expect("the county is valid")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn module(structure: &Structure, module: Module) -> &ModulePosts {
        structure
            .modules
            .iter()
            .find(|posts| posts.module == module)
            .expect("the module has posts")
    }

    fn row(posts: &ModulePosts, unit: &str) -> (u32, Vec<u32>) {
        let place = ServedPlace::Unit(unit.parse().expect("a key"));
        let row = posts
            .places
            .iter()
            .find(|row| row.place == place)
            .expect("the unit has posts");
        (row.total_centi_fte, row.centi_fte_by_carrier.clone())
    }

    #[test]
    fn warendorfs_table_comes_out_exactly() {
        let structure = structure_at(&county("warendorf"), day("2024-10-31"));
        let posts = module(&structure, Module::CaseManagement);
        assert_eq!(posts.total_centi_fte, 1300);
        let columns: Vec<u32> = posts
            .carriers
            .iter()
            .map(|column| column.centi_fte)
            .collect();
        assert_eq!(columns, [1066, 234]);
        assert_eq!(row(posts, "ahlen"), (300, vec![228, 72]));
        assert_eq!(row(posts, "suedkreis"), (500, vec![388, 112]));
        assert_eq!(row(posts, "nordkreis"), (500, vec![450, 50]));
        assert_eq!(
            module(&structure, Module::Coordination).total_centi_fte,
            350
        );
        assert_eq!(module(&structure, Module::Authorities).total_centi_fte, 250);
    }

    #[test]
    fn coesfelds_posts_grow_from_six_to_twelve() {
        let county = county("coesfeld");
        for (date, case_management, authorities) in
            [("2020-12-31", 600, 100), ("2023-01-01", 1200, 200)]
        {
            let structure = structure_at(&county, day(date));
            assert_eq!(
                module(&structure, Module::CaseManagement).total_centi_fte,
                case_management,
                "{date}"
            );
            assert_eq!(
                module(&structure, Module::Authorities).total_centi_fte,
                authorities,
                "{date}"
            );
        }
    }

    #[test]
    fn neuss_has_no_units_and_its_posts_all_the_same() {
        let structure = structure_at(&county("rhein-kreis-neuss"), day("2021-08-27"));
        let totals: Vec<u32> = structure
            .modules
            .iter()
            .map(|posts| posts.total_centi_fte)
            .collect();
        assert_eq!(totals, [350 + 50 + 100 + 100, 700, 225]);
        let in_units = |row: &PlaceSum| matches!(row.place, ServedPlace::Unit(_));
        assert!(
            !structure
                .modules
                .iter()
                .flat_map(|posts| &posts.places)
                .any(in_units)
        );
    }

    proptest! {
        #[test]
        fn rows_columns_and_cells_add_up_on_every_day(days in 0i64..4000, which in 0usize..3) {
            let county = county(["warendorf", "coesfeld", "rhein-kreis-neuss"][which]);
            let date = day("2018-01-01") + chrono::Duration::days(days);
            let structure = structure_at(&county, date);
            let all: u32 = county.posts_at(date).map(|post| post.centi_fte).sum();
            prop_assert_eq!(structure.total_centi_fte, all);
            for posts in &structure.modules {
                let rows: u32 = posts.places.iter().map(|row| row.total_centi_fte).sum();
                let columns: u32 = posts.carriers.iter().map(|column| column.centi_fte).sum();
                prop_assert_eq!((rows, columns), (posts.total_centi_fte, posts.total_centi_fte));
                for row in &posts.places {
                    prop_assert_eq!(row.centi_fte_by_carrier.iter().sum::<u32>(), row.total_centi_fte);
                }
            }
        }
    }
}
