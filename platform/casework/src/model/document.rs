//! Documents: files that belong to a case or a person, and what a file must be to be taken.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;

use super::{CaseId, DocumentId, PersonId};

kernel::choices! {
    /// What a document is.
    DocumentKind {
        /// A letter or decision of an authority.
        Letter = "letter",
        /// A passport, an identity card, a residence permit.
        Identity = "identity",
        /// A certificate of school, work or language.
        Certificate = "certificate",
        /// An application, filled in.
        Application = "application",
        /// A declaration of consent.
        Consent = "consent",
        /// A record of a talk or a conference.
        Record = "record",
        /// Anything else.
        Other = "other",
    }
}

kernel::choices! {
    /// The kinds of files that are taken.
    FileType {
        /// Portable Document Format.
        Pdf = "pdf",
        /// A PNG image.
        Png = "png",
        /// A JPEG image.
        Jpeg = "jpeg",
        /// Text in UTF-8.
        Text = "text",
        /// A document of Microsoft Word.
        Docx = "docx",
        /// A sheet of Microsoft Excel.
        Xlsx = "xlsx",
        /// A document of LibreOffice.
        Odt = "odt",
    }
}

impl FileType {
    /// The media type by which it is handed out.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Text => "text/plain",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
        }
    }

    /// How names of such files end.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Text => &["txt"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Odt => &["odt"],
        }
    }

    /// The name that people know it by, in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Text => "TXT (UTF-8)",
            Self::Docx => "DOCX",
            Self::Xlsx => "XLSX",
            Self::Odt => "ODT",
        }
    }

    /// Whether browsers show it by themselves.
    pub fn is_previewable(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Jpeg)
    }
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRefusal {
    /// It is of none of the kinds that are taken.
    NotTaken,
    /// It is one thing and says that it is another.
    Differs {
        /// What it is.
        found: FileType,
    },
}

/// What a browser says of a file whose type it does not know.
const NO_CLAIM: [&str; 2] = ["", "application/octet-stream"];

/// The type of a file, established from its bytes. Name and claim must agree with it.
pub fn file_type(content: &[u8], name: &str, claim: Option<&str>) -> Result<FileType, FileRefusal> {
    let found = established(content).ok_or(FileRefusal::NotTaken)?;
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    let name_agrees = ending.is_some_and(|ending| found.endings().contains(&ending.as_str()));
    // Parameters such as the charset claim nothing about the type.
    let claim = claim
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default();
    let claim = claim.trim().to_lowercase();
    let claim_agrees = NO_CLAIM.contains(&claim.as_str()) || claim == found.media_type();
    if name_agrees && claim_agrees {
        Ok(found)
    } else {
        Err(FileRefusal::Differs { found })
    }
}

fn established(content: &[u8]) -> Option<FileType> {
    match infer::get(content) {
        Some(known) => FileType::ALL
            .iter()
            .copied()
            .find(|of| of.media_type() == known.mime_type()),
        None => is_text(content).then_some(FileType::Text),
    }
}

/// UTF-8 without control characters other than those that make lines and columns.
fn is_text(content: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(content) else {
        return false;
    };
    let is_allowed = |sign: char| !sign.is_control() || "\t\n\r\u{c}".contains(sign);
    !text.is_empty() && text.chars().all(is_allowed)
}

/// What a document belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentSubject {
    /// A case.
    Case(CaseId),
    /// A person, whatever cases there are.
    Person(PersonId),
}

/// A document without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The case, if it belongs to one.
    pub case_id: Option<CaseId>,
    /// The person; of a case, its client.
    pub person_id: PersonId,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: DocumentKind,
    /// The day it bears.
    pub dated_on: Option<NaiveDate>,
    /// The name of the file as it was sent.
    pub file_name: String,
    /// What kind of file it is.
    pub file_type: FileType,
    /// Its size in bytes.
    pub size_bytes: i32,
    /// The SHA-256 digest of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Who added it.
    pub recorded_by: AccountId,
    /// When it was added.
    pub recorded_at: DateTime<Utc>,
}

/// A file as somebody adds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// What it belongs to.
    pub subject: DocumentSubject,
    /// Field `title`; the name of the file if left empty.
    pub title: String,
    /// Field `kind`.
    pub kind: DocumentKind,
    /// Field `datedOn`: not in the future.
    pub dated_on: Option<NaiveDate>,
    /// The name of the file.
    pub file_name: String,
    /// The media type that was claimed.
    pub claimed_type: Option<String>,
    /// Field `file`: its bytes.
    pub content: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of an archive whose first file has this name and content.
    fn archive(name: &str, content: &str) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        for length in [content.len(), content.len()] {
            bytes.extend(u32::try_from(length).expect("short").to_le_bytes());
        }
        bytes.extend(u16::try_from(name.len()).expect("short").to_le_bytes());
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(content.as_bytes());
        bytes
    }

    #[test]
    fn bytes_say_what_a_file_is_and_name_and_claim_must_agree() {
        use FileRefusal::{Differs, NotTaken};
        use FileType::{Jpeg, Odt, Pdf, Png, Text};
        let odt = archive("mimetype", "application/vnd.oasis.opendocument.text");
        let plain_archive = archive("a.txt", "hello");
        let differs = |found| Err(Differs { found });
        type Row<'a> = (&'a [u8], &'a str, &'a str, Result<FileType, FileRefusal>);
        let rows: [Row; 20] = [
            (b"%PDF-1.7\n", "a.pdf", "application/pdf", Ok(Pdf)),
            (b"%PDF-1.7\n", "A.B.PDF", "", Ok(Pdf)),
            (b"%PDF-1.7\n", "a.pdf", "application/octet-stream", Ok(Pdf)),
            (b"%PDF-1.7\n", "a.png", "image/png", differs(Pdf)),
            (b"%PDF-1.7\n", "a.pdf", "image/png", differs(Pdf)),
            (b"%PDF-1.7\n", "a", "application/pdf", differs(Pdf)),
            (b"\x89PNG\r\n\x1a\n", "a.png", "image/png", Ok(Png)),
            (b"\x89PNG\r\n\x1a\n", "a.jpg", "image/jpeg", differs(Png)),
            (b"\xff\xd8\xff\xe0", "a.JPG", "image/jpeg", Ok(Jpeg)),
            (b"\xff\xd8\xff\xe0", "a.jpeg", "image/jpeg", Ok(Jpeg)),
            (
                &odt,
                "a.odt",
                "application/vnd.oasis.opendocument.text",
                Ok(Odt),
            ),
            (&odt, "a.docx", "", differs(Odt)),
            (&plain_archive, "a.docx", "", Err(NotTaken)),
            (
                "Grüße\n".as_bytes(),
                "a.txt",
                "text/plain; charset=utf-8",
                Ok(Text),
            ),
            (b"Gr\xfc\xdfe", "a.txt", "text/plain", Err(NotTaken)),
            (b"a\0b", "a.txt", "text/plain", Err(NotTaken)),
            (b"", "a.txt", "text/plain", Err(NotTaken)),
            (
                b"<!DOCTYPE html><script>",
                "a.txt",
                "text/plain",
                Err(NotTaken),
            ),
            (b"MZ\x90\0", "a.pdf", "application/pdf", Err(NotTaken)),
            (b"just text", "a.pdf", "application/pdf", differs(Text)),
        ];
        for (content, name, claim, expected) in rows {
            assert_eq!(
                file_type(content, name, Some(claim)),
                expected,
                "{name} {claim}"
            );
        }
        assert_eq!(file_type(b"text", "a.txt", None), Ok(Text));
    }
}
