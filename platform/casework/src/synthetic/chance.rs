//! The seeded source of everything that varies.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use uuid::{Builder, Uuid};

/// Draws for one case. Whole numbers only, so that every machine draws the same.
pub(super) struct Chance {
    rng: ChaCha8Rng,
}

impl Chance {
    /// Each case has a stream of its own: what one case draws does not move the others.
    pub(super) fn of_case(seed: u64, county: u64, case: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        bytes[8..16].copy_from_slice(&county.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(bytes);
        rng.set_stream(case);
        Self { rng }
    }

    /// A number from 0 up to and without `end`; 0 if there is none. Multiplying and shifting favours
    /// no number noticeably at the sizes drawn here.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        let drawn = u64::from(self.rng.next_u32()) * u64::from(end);
        u32::try_from(drawn >> 32).expect("a product of 32-bit numbers, shifted by 32 bits")
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    /// One of the values, each as likely as another. The list is not empty.
    pub(super) fn one_of<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        let length = u32::try_from(values.len()).expect("lists are short");
        &values[self.below(length) as usize]
    }

    /// One of the values, as likely as its weight. The list is not empty.
    pub(super) fn weighted<'a, T>(&mut self, values: &'a [T], weight: impl Fn(&T) -> u32) -> &'a T {
        let mut drawn = self.below(values.iter().map(&weight).sum());
        for value in values {
            match drawn.checked_sub(weight(value)) {
                Some(rest) => drawn = rest,
                None => return value,
            }
        }
        values.last().expect("the list is not empty")
    }

    /// A day from `first` to `last`, both included; `first` if `last` lies before it.
    pub(super) fn day(&mut self, first: NaiveDate, last: NaiveDate) -> NaiveDate {
        let days = u32::try_from((last - first).num_days()).unwrap_or(0);
        first + Days::new(self.below(days + 1).into())
    }

    /// An instant within the office hours of the day.
    pub(super) fn instant(&mut self, day: NaiveDate) -> DateTime<Utc> {
        let seconds = self.between(7 * 3600, 15 * 3600);
        let time =
            NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).expect("a time of day");
        day.and_time(time).and_utc()
    }

    /// A UUIDv7 of that instant.
    pub(super) fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut random = [0; 10];
        self.rng.fill_bytes(&mut random);
        let millis =
            u64::try_from(at.timestamp_millis()).expect("synthetic things happen after 1970");
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}
