//! Where in a file something stands, as people write it: `posts[3].carrier`.

use std::fmt;

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Segment {
    /// A field of a mapping.
    Field(String),
    /// An item of a list, counted from 0.
    Item(usize),
}

/// The way from the top of a file to a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Path(pub(crate) Vec<Segment>);

impl Path {
    /// The path of a field at the top.
    pub(crate) fn top(field: &str) -> Self {
        Self::default().field(field)
    }

    /// The same path, one field further.
    pub(crate) fn field(&self, field: &str) -> Self {
        self.with(Segment::Field(field.to_owned()))
    }

    /// The same path, one item further.
    pub(crate) fn item(&self, index: usize) -> Self {
        self.with(Segment::Item(index))
    }

    fn with(&self, segment: Segment) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment);
        Self(segments)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Item(index) => write!(f, "[{index}]")?,
                Segment::Field(field) if field.contains('.') => write!(f, "[{field}]")?,
                Segment::Field(field) if i == 0 => f.write_str(field)?,
                Segment::Field(field) => write!(f, ".{field}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_as_people_write_it() {
        assert_eq!(Path::default().to_string(), "");
        assert_eq!(
            Path::top("posts").item(3).field("carrier").to_string(),
            "posts[3].carrier"
        );
        assert_eq!(
            Path::top("labels").field("role.kim_lead").to_string(),
            "labels[role.kim_lead]"
        );
    }
}
