//! Documents as the schema shows them.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use base64::{Engine, prelude::BASE64_STANDARD};
use casework::{
    documents_of_case, documents_of_person, find_document,
    model::{self, CaseId, DocumentId, PersonId},
    read_document,
};
use chrono::{DateTime, Utc};
use kernel::{access::Permission, errors::Failure, ids::AccountId};
use tenants::CountyContext;

use crate::{
    Date, caller::county, errors::Answer, ids::NodeKind, labels::CodeListEntry,
    loaders::account_name,
};

/// What the bytes of a document are counted with: as much as a whole page of a list.
const CONTENT_COST: usize = 2_000;

/// A document of a case or a person, without its bytes. Permission: document.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Document {
    /// Its id.
    id: ID,
    /// The case; null if it belongs to a person whatever cases there are.
    case_id: Option<ID>,
    /// The person; of a case, its client.
    person_id: ID,
    /// What it is called.
    title: String,
    /// What it is.
    kind: CodeListEntry,
    /// The day it bears; null if none is known.
    dated_on: Option<Date>,
    /// The name of the file as it was sent.
    file_name: String,
    /// What kind of file it is, established from its bytes: `pdf`, `png`, `jpeg`, `text`, `docx`,
    /// `xlsx` or `odt`.
    file_type: CodeListEntry,
    /// The media type by which it is handed out.
    media_type: String,
    /// Whether browsers show it by themselves.
    previewable: bool,
    /// Its size in bytes.
    size_bytes: i32,
    /// The SHA-256 digest of its bytes, in hexadecimal digits.
    sha256: String,
    /// When it was added.
    recorded_at: DateTime<Utc>,
    #[graphql(skip)]
    recorded_by: AccountId,
}

impl Document {
    pub(super) fn new(document: model::Document, context: &CountyContext) -> Self {
        let locale = context.locale();
        let file_type = document.file_type;
        Self {
            id: NodeKind::Document.global_id(document.id.0),
            case_id: document.case_id.map(|id| NodeKind::Case.global_id(id.0)),
            person_id: NodeKind::Person.global_id(document.person_id.0),
            kind: CodeListEntry::of_platform(locale, "document-kind", document.kind.key()),
            dated_on: document.dated_on.map(Date::from),
            file_type: CodeListEntry {
                key: file_type.key().to_owned(),
                label: file_type.name().to_owned(),
            },
            media_type: file_type.media_type().to_owned(),
            previewable: file_type.is_previewable(),
            size_bytes: document.size_bytes,
            recorded_at: document.recorded_at,
            recorded_by: document.recorded_by,
            title: document.title,
            file_name: document.file_name,
            sha256: document.sha256,
        }
    }
}

#[ComplexObject]
impl Document {
    /// The name of the account that added it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.recorded_by).await
    }
}

/// A document with its bytes.
#[derive(SimpleObject)]
pub struct DocumentContent {
    /// The document.
    document: Document,
    /// Its bytes in base64, with padding.
    base64: String,
}

/// Fields about documents.
#[derive(Default)]
pub struct DocumentQuery;

#[Object]
impl DocumentQuery {
    /// A document in the viewer's scope without its bytes; null if there is none.
    /// Permission: document.read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document's id.")] id: ID,
    ) -> Result<Option<Document>> {
        let context = county(ctx);
        let id = DocumentId(NodeKind::Document.uuid_to_ask_for(&id));
        let found = find_document(context, id)
            .await
            .or_top_level(context.locale())?;
        Ok(found.map(|document| Document::new(document, context)))
    }

    /// A document in the viewer's scope with its bytes; null if there is none. Every time is written
    /// down. Permission: document.read.
    #[graphql(complexity = "CONTENT_COST + child_complexity")]
    async fn document_content(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document's id.")] id: ID,
    ) -> Result<Option<DocumentContent>> {
        let context = county(ctx);
        let id = DocumentId(NodeKind::Document.uuid_to_ask_for(&id));
        match read_document(context, id).await {
            Err(Failure::NotFound) => Ok(None),
            answer => {
                let (document, content) = answer.or_top_level(context.locale())?;
                Ok(Some(DocumentContent {
                    document: Document::new(document, context),
                    base64: BASE64_STANDARD.encode(content),
                }))
            }
        }
    }
}

/// The documents of a case; none if the viewer may not read those of this case.
pub(in crate::county) async fn documents_shown_in(
    ctx: &Context<'_>,
    case: CaseId,
) -> Result<Option<Vec<Document>>> {
    if !county(ctx).actor().may(Permission::DocumentRead) {
        return Ok(None);
    }
    shown(ctx, documents_of_case(county(ctx), case).await)
}

/// The documents of a person; none if the viewer may not read those of this person.
pub(in crate::county) async fn documents_shown_of(
    ctx: &Context<'_>,
    person: PersonId,
) -> Result<Option<Vec<Document>>> {
    if !county(ctx).actor().may(Permission::DocumentRead) {
        return Ok(None);
    }
    shown(ctx, documents_of_person(county(ctx), person).await)
}

fn shown(
    ctx: &Context<'_>,
    found: Result<Vec<model::Document>, Failure>,
) -> Result<Option<Vec<Document>>> {
    let context = county(ctx);
    match found {
        // The thing is in sight, its documents are not: another part of the county keeps them.
        Err(Failure::NotFound) => Ok(None),
        answer => {
            let documents = answer.or_top_level(context.locale())?.into_iter();
            let shown = documents.map(|document| Document::new(document, context));
            Ok(Some(shown.collect()))
        }
    }
}
