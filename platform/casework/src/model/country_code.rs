//! Nationalities as ISO 3166-1 names countries.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;

/// ISO 3166-1 alpha-2 as of 2024, Kosovo's user-assigned `XK`, and `XX` for stateless.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ \
FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT \
JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP \
MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE \
RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV \
TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK XX YE YT ZA ZM ZW";

/// A nationality: two capital letters, `XX` for stateless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct CountryCode([u8; 2]);

/// The text is no country's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidCountryCode;

impl CountryCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("made from ASCII letters only")
    }

    /// Every code, in alphabetical order.
    pub fn all() -> impl Iterator<Item = CountryCode> {
        CODES
            .split(' ')
            .map(|code| code.parse().expect("the list holds its own codes"))
    }
}

impl FromStr for CountryCode {
    type Err = InvalidCountryCode;

    fn from_str(text: &str) -> Result<Self, InvalidCountryCode> {
        match text.as_bytes() {
            &[first, second] if CODES.split(' ').any(|code| code == text) => {
                Ok(Self([first, second]))
            }
            _ => Err(InvalidCountryCode),
        }
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for InvalidCountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a country code of ISO 3166-1")
    }
}

impl std::error::Error for InvalidCountryCode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_codes_of_the_list_are_taken() {
        assert_eq!(CountryCode::all().count(), 251);
        assert_eq!(
            "SY".parse::<CountryCode>().map(|code| code.to_string()),
            Ok("SY".to_owned())
        );
        for bad in ["", "S", "sy", "ZZ", "SYR", "Ä", " Y"] {
            assert_eq!(bad.parse::<CountryCode>(), Err(InvalidCountryCode), "{bad}");
        }
    }
}
