//! The files of a county's folder.

/// A file of a county's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Identity and municipalities.
    County,
    /// Units, carriers, posts.
    Structure,
    /// Rates and grants.
    Funding,
    /// Constellations, lists, retention.
    Casework,
    /// Bodies.
    Bodies,
    /// Own words.
    Labels,
    /// Sign-in groups and roles.
    Roles,
    /// Sources and assumptions.
    Sources,
}

impl FileKind {
    /// Every file; each must be there.
    pub const ALL: [Self; 8] = [
        Self::County,
        Self::Structure,
        Self::Funding,
        Self::Casework,
        Self::Bodies,
        Self::Labels,
        Self::Roles,
        Self::Sources,
    ];

    /// The file's name without its ending.
    pub fn stem(self) -> &'static str {
        match self {
            Self::County => "county",
            Self::Structure => "structure",
            Self::Funding => "funding",
            Self::Casework => "casework",
            Self::Bodies => "bodies",
            Self::Labels => "labels",
            Self::Roles => "roles",
            Self::Sources => "sources",
        }
    }

    /// The file's name.
    pub fn file_name(self) -> String {
        format!("{}.yaml", self.stem())
    }

    /// The name of its JSON Schema.
    pub fn schema_name(self) -> String {
        format!("{}.schema.json", self.stem())
    }
}
