//! Arithmetic with calendar days, as German periods are counted (§§ 187, 188 BGB).

/// Length of a month.
fn month_days(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1 January 1970 in the Gregorian calendar.
fn days_from_civil(year: i32, month: u8, day: u8) -> i32 {
    // Years begin in March, so that the leap day is the last of them; eras of 400 years are all alike.
    let year = year - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i32::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i32::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The day so many months later; on the last day of the month if it is too short (§ 188 Abs. 3 BGB).
fn plus_months(year: i16, month: u8, day: u8, months: u16) -> (i16, u8, u8) {
    let index = i32::from(year) * 12 + i32::from(month) - 1 + i32::from(months);
    let (year, month) = (index.div_euclid(12), (index.rem_euclid(12) + 1) as u8);
    (year as i16, month, day.min(month_days(year, month)))
}

/// Each world has a date of its own, all alike.
macro_rules! date {
    ($($module:ident),*) => {
        $(impl crate::$module::Date {
            /// Year, month and day, which compare as dates do.
            pub fn key(&self) -> (i16, u8, u8) {
                (self.year, self.month, self.day)
            }

            /// Whole years from this birthday to a day; negative before it. Somebody born on 29 February grows older
            /// on 1 March of common years, as the law counts.
            pub fn age_on(&self, day: &Self) -> i32 {
                let before = (day.month, day.day) < (self.month, self.day);
                i32::from(day.year) - i32::from(self.year) - i32::from(before)
            }

            /// The day so many calendar months later; on the last day of the month if that is too short.
            pub fn plus_months(&self, months: u16) -> Self {
                let (year, month, day) = plus_months(self.year, self.month, self.day, months);
                Self { year, month, day }
            }

            /// Days since 1 January 1970.
            pub fn days(&self) -> i32 {
                days_from_civil(i32::from(self.year), self.month, self.day)
            }

            /// How many days the month has.
            pub fn month_days(&self) -> u8 {
                month_days(i32::from(self.year), self.month)
            }
        })*
    };
}
date!(
    target_group,
    position_shares,
    case_closing,
    precedence,
    indication,
    funding,
    indicators
);

#[cfg(test)]
mod tests {
    use crate::case_closing::Date;

    fn date(year: i16, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn months_end_on_the_last_day_when_they_are_too_short() {
        assert_eq!(date(2023, 11, 30).plus_months(3), date(2024, 2, 29));
        assert_eq!(date(2024, 8, 31).plus_months(6), date(2025, 2, 28));
        assert_eq!(date(2024, 10, 31).plus_months(3), date(2025, 1, 31));
    }

    #[test]
    fn ages_change_on_the_birthday() {
        assert_eq!(date(2000, 2, 29).age_on(&date(2018, 2, 28)), 17);
        assert_eq!(date(2000, 2, 29).age_on(&date(2018, 3, 1)), 18);
        assert_eq!(date(1990, 5, 4).age_on(&date(2021, 5, 4)), 31);
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(date(1970, 1, 1).days(), 0);
        assert_eq!(date(2000, 2, 29).days(), 11_016);
        assert_eq!(date(1969, 12, 31).days(), -1);
    }
}
