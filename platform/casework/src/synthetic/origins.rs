//! Where synthetic people come from.
//!
//! Shares follow the larger groups among people who seek advice in North Rhine-Westphalia; they are
//! rough on purpose, since no figure is made of them.

use super::names::{
    ARABIC, BALKAN, CAUCASUS, EASTERN_EU, HORN_OF_AFRICA, KURDISH, Names, PERSIAN, TURKISH,
    UKRAINIAN, WEST_AFRICA,
};

/// A country of origin.
pub(super) struct Origin {
    /// ISO 3166-1 alpha-2.
    pub(super) country: &'static str,
    /// How likely, beside the others.
    pub(super) weight: u32,
    /// Languages spoken, the most common first.
    pub(super) languages: &'static [&'static str],
    /// Why people from there may stay.
    pub(super) stay: Stay,
    /// Which names are common.
    pub(super) names: &'static Names,
}

/// Common grounds for staying.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stay {
    /// Citizens of the EU.
    Eu,
    /// Temporary protection.
    Temporary,
    /// Asylum procedures and what follows them.
    Asylum,
    /// Family, work, long stays.
    Settled,
}

/// Every origin.
pub(super) static ORIGINS: &[Origin] = &[
    Origin {
        country: "SY",
        weight: 20,
        languages: &["ar"],
        stay: Stay::Asylum,
        names: &ARABIC,
    },
    Origin {
        country: "SY",
        weight: 6,
        languages: &["kmr", "ar"],
        stay: Stay::Asylum,
        names: &KURDISH,
    },
    Origin {
        country: "UA",
        weight: 17,
        languages: &["uk", "ru"],
        stay: Stay::Temporary,
        names: &UKRAINIAN,
    },
    Origin {
        country: "AF",
        weight: 10,
        languages: &["prs", "ps", "fa"],
        stay: Stay::Asylum,
        names: &PERSIAN,
    },
    Origin {
        country: "IQ",
        weight: 5,
        languages: &["ar", "ckb"],
        stay: Stay::Asylum,
        names: &ARABIC,
    },
    Origin {
        country: "IQ",
        weight: 4,
        languages: &["ckb", "kmr"],
        stay: Stay::Asylum,
        names: &KURDISH,
    },
    Origin {
        country: "TR",
        weight: 9,
        languages: &["tr", "kmr"],
        stay: Stay::Settled,
        names: &TURKISH,
    },
    Origin {
        country: "IR",
        weight: 3,
        languages: &["fa"],
        stay: Stay::Asylum,
        names: &PERSIAN,
    },
    Origin {
        country: "RO",
        weight: 6,
        languages: &["ro", "rom"],
        stay: Stay::Eu,
        names: &EASTERN_EU,
    },
    Origin {
        country: "BG",
        weight: 5,
        languages: &["bg", "tr", "rom"],
        stay: Stay::Eu,
        names: &EASTERN_EU,
    },
    Origin {
        country: "PL",
        weight: 3,
        languages: &["pl"],
        stay: Stay::Eu,
        names: &EASTERN_EU,
    },
    Origin {
        country: "XK",
        weight: 3,
        languages: &["sq"],
        stay: Stay::Settled,
        names: &BALKAN,
    },
    Origin {
        country: "MK",
        weight: 2,
        languages: &["mk", "sq", "rom"],
        stay: Stay::Settled,
        names: &BALKAN,
    },
    Origin {
        country: "RS",
        weight: 2,
        languages: &["sr", "rom"],
        stay: Stay::Settled,
        names: &BALKAN,
    },
    Origin {
        country: "ER",
        weight: 3,
        languages: &["ti"],
        stay: Stay::Asylum,
        names: &HORN_OF_AFRICA,
    },
    Origin {
        country: "SO",
        weight: 2,
        languages: &["so"],
        stay: Stay::Asylum,
        names: &HORN_OF_AFRICA,
    },
    Origin {
        country: "NG",
        weight: 2,
        languages: &["en"],
        stay: Stay::Asylum,
        names: &WEST_AFRICA,
    },
    Origin {
        country: "GN",
        weight: 2,
        languages: &["fr"],
        stay: Stay::Asylum,
        names: &WEST_AFRICA,
    },
    Origin {
        country: "GE",
        weight: 1,
        languages: &["ka"],
        stay: Stay::Asylum,
        names: &CAUCASUS,
    },
    Origin {
        country: "AM",
        weight: 1,
        languages: &["hy", "ru"],
        stay: Stay::Asylum,
        names: &CAUCASUS,
    },
];
