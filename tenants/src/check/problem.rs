//! A mistake: where it stands, what is wrong and what would be right.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::document::Position;

/// How many known words a message lists at most.
const KNOWN_SHOWN_MAX: usize = 12;

macro_rules! problem_codes {
    ($($(#[$meta:meta])* $variant:ident = $key:literal),* $(,)?) => {
        /// Kinds of mistakes. The key is stable: it names the message and is what tests,
        /// scripts and documentation refer to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode {
            $($(#[$meta])* $variant,)*
        }

        impl ProblemCode {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable key.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }
        }
    };
}

problem_codes! {
    /// The folder cannot be read.
    FolderUnreadable = "folder-unreadable",
    /// A file of the county is not there.
    FileMissing = "file-missing",
    /// A YAML file that no county has.
    FileUnknown = "file-unknown",
    /// A file cannot be read.
    FileUnreadable = "file-unreadable",
    /// A file is larger than any county needs.
    FileTooLarge = "file-too-large",
    /// A file is not in UTF-8.
    FileNotUtf8 = "file-not-utf8",
    /// The text is not YAML.
    YamlSyntax = "yaml-syntax",
    /// The file holds nothing.
    YamlEmpty = "yaml-empty",
    /// The file holds several documents.
    YamlSeveralDocuments = "yaml-several-documents",
    /// An anchor or alias.
    YamlAlias = "yaml-alias",
    /// A tag.
    YamlTag = "yaml-tag",
    /// Values nested too deeply.
    YamlTooDeep = "yaml-too-deep",
    /// More values than any county needs.
    YamlTooManyValues = "yaml-too-many-values",
    /// A list or mapping where the name of a field must stand.
    YamlNameNotText = "yaml-name-not-text",
    /// The same field twice.
    YamlFieldTwice = "yaml-field-twice",
    /// A field that does not exist.
    FieldUnknown = "field-unknown",
    /// A field that must be there.
    FieldMissing = "field-missing",
    /// A constellation without a closing rule.
    ClosingRuleMissing = "closing-rule-missing",
    /// A field without a value.
    ValueMissing = "value-missing",
    /// A value of another kind than expected.
    ValueKind = "value-kind",
    /// A number where a text is expected.
    QuotesMissing = "quotes-missing",
    /// A value that is not one of those possible.
    ValueUnknown = "value-unknown",
    /// A text that has not the form of its kind.
    ValueForm = "value-form",
    /// A text that is no date.
    DateInvalid = "date-invalid",
    /// A number below the smallest or above the largest possible.
    NumberOutOfRange = "number-out-of-range",
    /// A text without a letter.
    TextEmpty = "text-empty",
    /// A text that is too long.
    TextTooLong = "text-too-long",
    /// A list that needs an entry.
    ListEmpty = "list-empty",
    /// Any other value that cannot be read.
    ValueInvalid = "value-invalid",
    /// A county that the official list does not have.
    CountyUnknown = "county-unknown",
    /// A municipality that the official list does not have.
    MunicipalityUnknown = "municipality-unknown",
    /// A municipality of another county.
    MunicipalityOfOtherCounty = "municipality-of-other-county",
    /// A municipality under another name than in the official list.
    MunicipalityName = "municipality-name",
    /// A municipality of the county that is not listed.
    MunicipalityLeftOut = "municipality-left-out",
    /// The same entry twice.
    Duplicate = "duplicate",
    /// The same key twice at the same time.
    ValidityOverlap = "validity-overlap",
    /// An end before the beginning.
    ValidityReversed = "validity-reversed",
    /// A reference to something that is not there.
    ReferenceUnknown = "reference-unknown",
    /// A reference to something that is not valid all the time.
    ReferenceNotValid = "reference-not-valid",
    /// A unit without places that does not say so.
    UnitWithoutPlaces = "unit-without-places",
    /// A unit that has places and says that it has none.
    UnitTerritoryContradiction = "unit-territory-contradiction",
    /// A post that serves no place.
    PostWithoutPlace = "post-without-place",
    /// A body that is there for no place.
    BodyWithoutPlace = "body-without-place",
    /// A stated sum that the posts do not add up to.
    SumDiffers = "sum-differs",
    /// A closing rule that needs a number of months.
    ClosingMonthsMissing = "closing-months-missing",
    /// A number of months where no rule closes.
    ClosingMonthsUnexpected = "closing-months-unexpected",
    /// A kind of data without a retention rule.
    RetentionRuleMissing = "retention-rule-missing",
    /// An entry of the county's own without a name.
    OwnNameMissing = "own-name-missing",
    /// A label for a key that does not exist.
    LabelUnknown = "label-unknown",
    /// A grant whose period is not made of whole months.
    GrantPeriod = "grant-period",
    /// A grant whose stated posts are not those of the structure.
    GrantPostsDiffer = "grant-posts-differ",
    /// A grant whose stated amount does not follow from rate and posts.
    GrantAmountDiffers = "grant-amount-differs",
    /// A group that gives no role.
    GroupWithoutRole = "group-without-role",
    /// An assumption about a place of the files that does not exist.
    AssumptionPlaceUnknown = "assumption-place-unknown",
    /// Warning: less than a third of the case management posts at the integration centre.
    ThirdAtIntegrationCentre = "third-at-integration-centre",
    /// Warning: an assumption without a source.
    AssumptionWithoutSource = "assumption-without-source",
}

/// Whether a problem keeps the files from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The files cannot be used.
    Error,
    /// The files can be used; somebody should look.
    Warning,
}

/// A figure or word of a message, written in the reader's language when shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A word.
    Text(String),
    /// A number.
    Number(u64),
    /// Posts in hundredths of a full-time equivalent.
    CentiFte(u32),
    /// Money in cents.
    Cents(u64),
    /// A day.
    Date(NaiveDate),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<NaiveDate> for Arg {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

/// A mistake, or something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file's name; empty for the folder.
    pub file: String,
    /// Where in the file; none for a file that is not there or cannot be read.
    pub position: Option<Position>,
    /// Where in the file, by fields and items: `posts[3].carrier`. Empty for the whole file.
    pub path: String,
    /// What kind of mistake.
    pub code: ProblemCode,
    /// Figures and words of the message.
    pub args: BTreeMap<&'static str, Arg>,
    /// What was probably meant.
    pub suggestion: Option<String>,
    /// What would be possible; at most a handful.
    pub known: Vec<String>,
}

impl Problem {
    /// A problem of a whole file.
    pub(crate) fn of_file(file: impl Into<String>, code: ProblemCode) -> Self {
        Self {
            file: file.into(),
            position: None,
            path: String::new(),
            code,
            args: BTreeMap::new(),
            suggestion: None,
            known: Vec::new(),
        }
    }

    /// With a figure or word.
    pub(crate) fn arg(&mut self, name: &'static str, value: impl Into<Arg>) -> &mut Self {
        self.args.insert(name, value.into());
        self
    }

    /// With what was probably meant or, if nothing is near, with what would be possible.
    pub(crate) fn suggest<'a>(
        &mut self,
        text: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) -> &mut Self {
        self.suggestion = super::suggest::nearest(text, known.clone()).map(str::to_owned);
        if self.suggestion.is_none() {
            self.known(known);
        }
        self
    }

    /// With what would be possible.
    pub(crate) fn known<'a>(&mut self, known: impl Iterator<Item = &'a str>) -> &mut Self {
        let mut known: Vec<String> = known.map(str::to_owned).collect();
        if known.len() > KNOWN_SHOWN_MAX {
            known.truncate(KNOWN_SHOWN_MAX);
            known.push("…".to_owned());
        }
        self.known = known;
        self
    }

    /// Whether it keeps the files from being used.
    pub fn severity(&self) -> Severity {
        match self.code {
            ProblemCode::ThirdAtIntegrationCentre | ProblemCode::AssumptionWithoutSource => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }
}
