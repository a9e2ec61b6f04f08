//! Made-up people, the same on every run.

use plugins_host::points::types::target_group::{Date, Person, Request, Residence};

/// Numbers that look random (xorshift64*), from a seed.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }

    fn one_in(&mut self, limit: u64) -> bool {
        self.below(limit) == 0
    }

    fn small(&mut self, limit: u8) -> u8 {
        u8::try_from(self.below(limit.into())).expect("below a small limit")
    }

    fn date(&mut self, first_year: i16, years: u8) -> Date {
        Date {
            year: first_year + i16::from(self.small(years)),
            month: 1 + self.small(12),
            day: 1 + self.small(28),
        }
    }
}

const RESIDENCES: [Residence; 10] = [
    Residence::Unknown,
    Residence::German,
    Residence::EuFreeMovement,
    Residence::SettlementPermit,
    Residence::HumanitarianPermit,
    Residence::TemporaryProtection,
    Residence::ResidencePermit,
    Residence::AsylumSeeker,
    Residence::Tolerated,
    Residence::Other,
];

/// A question about so many people of all kinds.
pub(crate) fn request(seed: u64, persons: usize, parameters: &str) -> Request {
    let mut numbers = Numbers::new(seed);
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    Request {
        as_of: Date {
            year: 2022,
            month: 2,
            day: 28,
        },
        parameters: parameters.to_owned(),
        stages: keys(&["stage-1a", "stage-1b", "stage-2", "stage-3"]),
        programmes: keys(&["mbe", "other", "durchstarten", "jmd"]),
        municipalities: keys(&["05162004", "05162008", "05162024"]),
        persons: (0..persons).map(|_| person(&mut numbers)).collect(),
    }
}

fn person(numbers: &mut Numbers) -> Person {
    Person {
        born: (!numbers.one_in(40)).then(|| numbers.date(1955, 67)),
        arrived: (!numbers.one_in(4)).then(|| numbers.date(2012, 10)),
        residence: RESIDENCES[usize::from(numbers.small(10))],
        refugee: numbers.one_in(3),
        special_need: numbers.one_in(5),
        good_chances: numbers.one_in(5),
        municipality: numbers.small(3).into(),
        programmes: if numbers.one_in(2) {
            numbers.small(16).into()
        } else {
            0
        },
        family: numbers.small(200).into(),
        child: numbers.one_in(3),
    }
}
