//! Adding a document to a case or a person, and taking one away.

use chrono::NaiveDate;
use kernel::{
    access::{Permission, Scope},
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
    events::TenantEvent,
    idempotency::IdempotencyKey,
};
use sea_orm::{EntityTrait, IntoActiveModel, QueryFilter, Set};
use sha2::{Digest, Sha256};
use tenants::CountyContext;

use crate::{
    case_change::came_second,
    case_scope::{cases_in, persons_in},
    check_input::InputCheck,
    find_documents::in_reach,
    model::{
        CaseId, Document, DocumentId, DocumentSubject, FileRefusal, FileType, NewDocument,
        PersonId, file_type,
        limits::{DOCUMENT_BYTES_MAX, REASON_LENGTH_MAX, TITLE_LENGTH_MAX},
    },
    tables::{cases, document_contents, documents, persons},
};

/// The earliest day that a document can bear: some bring certificates of their grandparents.
const DATED_EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(date) => date,
    None => panic!("a date"),
};

/// Adds a document, to a closed case too: letters come late. Needs [`Permission::DocumentRecord`].
///
/// # Errors
/// `TooLong` on `title`, `InTheFuture` or `TooEarly` on `datedOn`; on `file` `Required`,
/// `FileTooLarge`, `FileNotTaken`, or `FileDiffers` if the bytes are something else than name or
/// claim say.
pub async fn upload_document(
    context: &CountyContext,
    new: NewDocument,
    key: Option<IdempotencyKey>,
) -> Result<Document, Failure> {
    let scope = context.authorize(Permission::DocumentRecord)?;
    match try_upload(context, &scope, &new, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_upload(context, &scope, &new, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_upload(
    context: &CountyContext,
    scope: &Scope,
    new: &NewDocument,
    key: Option<&IdempotencyKey>,
) -> Result<Document, Failure> {
    let transaction = context.database().begin().await?;
    let (case_id, person_id) = find_subject(context, &transaction, scope, new.subject).await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        let earlier = documents::Entity::find_by_id(DocumentId(id))
            .one(&transaction)
            .await?;
        return earlier.map(Document::from).ok_or(Failure::NotFound);
    }
    let mut row = check_document(context, new, person_id)?;
    row.case_id = case_id;
    let content = document_contents::Model {
        document_id: row.id,
        content: new.content.clone(),
    };
    documents::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    document_contents::Entity::insert(content.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    if let Some(key) = key {
        key.remember(context, &transaction, row.id.0).await?;
    }
    finish(context, transaction, Permission::DocumentRecord, &row).await?;
    Ok(row.into())
}

/// The case, if it is one, and the person. What is out of scope is not there.
async fn find_subject(
    context: &CountyContext,
    transaction: &TenantTransaction,
    scope: &Scope,
    subject: DocumentSubject,
) -> Result<(Option<CaseId>, PersonId), Failure> {
    match subject {
        DocumentSubject::Case(id) => {
            let query = cases::Entity::find_by_id(id).filter(cases_in(scope));
            let case = query.one(transaction).await?.ok_or(Failure::NotFound)?;
            Ok((Some(case.id), case.person_id))
        }
        DocumentSubject::Person(id) => {
            let today = context.clock().today();
            let in_scope = persons_in(scope, context.account_id()?, today);
            let query = persons::Entity::find_by_id(id).filter(in_scope);
            let person = query.one(transaction).await?.ok_or(Failure::NotFound)?;
            Ok((None, person.id))
        }
    }
}

fn check_document(
    context: &CountyContext,
    new: &NewDocument,
    person_id: PersonId,
) -> Result<documents::Model, Failure> {
    let mut check = InputCheck::default();
    let file_name = plain_file_name(&new.file_name);
    let title = match new.title.trim() {
        "" => file_name.clone(),
        _ => check.text("title", &new.title, TITLE_LENGTH_MAX),
    };
    if let Some(day) = new.dated_on {
        check.past_date("datedOn", day, DATED_EARLIEST, context.clock().today());
    }
    let file_type = check_file(&mut check, new, &file_name);
    check.finish()?;
    let digest = Sha256::digest(&new.content);
    Ok(documents::Model {
        id: DocumentId::generate(),
        case_id: None,
        person_id,
        title,
        kind: new.kind,
        dated_on: new.dated_on,
        file_name,
        file_type: file_type.expect("a file without problems has a type"),
        size_bytes: i32::try_from(new.content.len()).expect("the limit fits"),
        sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        recorded_by: context.account_id()?,
        recorded_at: context.clock().now(),
        deleted_at: None,
        deleted_by: None,
        deletion_reason: None,
    })
}

fn check_file(check: &mut InputCheck, new: &NewDocument, file_name: &str) -> Option<FileType> {
    let problem = |code| Problem::new("file", code);
    if new.content.is_empty() {
        check.note(problem(ProblemCode::Required));
        return None;
    }
    if new.content.len() > DOCUMENT_BYTES_MAX {
        let megabytes = DOCUMENT_BYTES_MAX / (1024 * 1024);
        check.note(problem(ProblemCode::FileTooLarge).with("max", megabytes));
        return None;
    }
    match file_type(&new.content, file_name, new.claimed_type.as_deref()) {
        Ok(found) => Some(found),
        Err(FileRefusal::NotTaken) => {
            let taken: Vec<&str> = FileType::ALL.iter().map(|of| of.name()).collect();
            check.note(problem(ProblemCode::FileNotTaken).with("taken", taken.join(", ")));
            None
        }
        Err(FileRefusal::Differs { found }) => {
            check.note(problem(ProblemCode::FileDiffers).with("found", found.name()));
            None
        }
    }
}

/// The name without a path and without signs that could do harm in a header or on a disk; its end
/// is kept, since that says what it is.
fn plain_file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let harmless = last
        .chars()
        .filter(|sign| !sign.is_control() && *sign != '"');
    let name: Vec<char> = harmless.collect();
    let from = name.len().saturating_sub(TITLE_LENGTH_MAX);
    name[from..].iter().collect::<String>().trim().to_owned()
}

/// Takes a document away for good; the log keeps who did it and why. Needs
/// [`Permission::DocumentDelete`].
///
/// # Errors
/// `Required` or `TooLong` on `reason`.
pub async fn delete_document(
    context: &CountyContext,
    id: DocumentId,
    reason: &str,
) -> Result<Document, Failure> {
    let scope = context.authorize(Permission::DocumentDelete)?;
    let transaction = context.database().begin().await?;
    let query = documents::Entity::find_by_id(id).filter(in_reach(context, &scope)?);
    let row = query.one(&transaction).await?.ok_or(Failure::NotFound)?;
    let mut check = InputCheck::default();
    let reason = check.required_text("reason", reason, REASON_LENGTH_MAX);
    check.finish()?;
    let change = documents::ActiveModel {
        id: Set(id),
        deleted_at: Set(Some(context.clock().now())),
        deleted_by: Set(Some(context.account_id()?)),
        deletion_reason: Set(Some(reason)),
        ..Default::default()
    };
    documents::Entity::update(change)
        .exec_without_returning(&transaction)
        .await?;
    finish(context, transaction, Permission::DocumentDelete, &row).await?;
    Ok(row.into())
}

/// Writes the audit entry, makes the change last and announces it.
async fn finish(
    context: &CountyContext,
    transaction: TenantTransaction,
    permission: Permission,
    row: &documents::Model,
) -> Result<(), Failure> {
    let entry = AuditEntry {
        action: permission.key(),
        object_kind: "document",
        object_id: Some(row.id.0),
        person_ids: vec![row.person_id.0],
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    if let Some(case) = row.case_id {
        context.events().announce(TenantEvent::CaseChanged(case.0));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::{
        access::{Role, Scope},
        errors::ProblemCode::*,
        testing::Store,
    };

    use super::*;
    use crate::{
        documents_of_case, documents_of_person,
        model::DocumentKind,
        read_document,
        testing::{
            AHLEN_KI, Fixture, SOUTH_KI, day, idempotency_key, is_not_found, problem, problems,
        },
    };

    fn document(subject: DocumentSubject) -> NewDocument {
        NewDocument {
            subject,
            title: "Bescheid".to_owned(),
            kind: DocumentKind::Letter,
            dated_on: Some(day("2026-07-01")),
            file_name: "Ablage\\Akten\\bescheid.txt".to_owned(),
            claimed_type: Some("text/plain".to_owned()),
            content: b"Bewilligt.".to_vec(),
        }
    }

    #[tokio::test]
    async fn a_document_is_kept_once_with_its_digest_and_comes_back_as_it_was() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let upload = || {
                let new = document(DocumentSubject::Case(case.id));
                upload_document(&lead, new, idempotency_key("k", "input"))
            };
            let (first, second) = tokio::join!(upload(), upload());
            let first = first.expect("is taken");
            assert_eq!(first, second.expect("is found"), "{store:?}");
            assert_eq!(first.file_name, "bescheid.txt");
            assert_eq!((first.person_id, first.size_bytes), (case.person_id, 10));
            let digest: String = Sha256::digest(b"Bewilligt.")
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(first.sha256, digest);
            let (found, content) = read_document(&lead, first.id).await.expect("reads");
            assert_eq!((found, content.as_slice()), (first, &b"Bewilligt."[..]));
        }
    }

    #[tokio::test]
    async fn a_document_that_lies_about_its_type_is_refused_and_every_problem_named() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let subject = DocumentSubject::Case(case.id);
        let wrong = NewDocument {
            title: "x".repeat(TITLE_LENGTH_MAX + 1),
            dated_on: Some(day("2026-07-16")),
            content: b"%PDF-1.7\n".to_vec(),
            ..document(subject)
        };
        assert_eq!(
            problems(upload_document(&lead, wrong, None).await),
            [
                ("title", TooLong),
                ("datedOn", InTheFuture),
                ("file", FileDiffers)
            ]
        );
        for (content, expected) in [
            (Vec::new(), Required),
            (b"MZ\x90\0".to_vec(), FileNotTaken),
            (vec![b'a'; DOCUMENT_BYTES_MAX + 1], FileTooLarge),
        ] {
            let new = NewDocument {
                content,
                ..document(subject)
            };
            let refused = upload_document(&lead, new, None).await;
            assert_eq!(problem(refused), ("file", expected));
        }
        let largest = NewDocument {
            content: vec![b'a'; DOCUMENT_BYTES_MAX],
            ..document(subject)
        };
        upload_document(&lead, largest, None)
            .await
            .expect("is taken");
        assert_eq!(fixture.count::<documents::Entity>(&lead).await, 1);
    }

    #[tokio::test]
    async fn documents_keep_to_the_scope_and_are_gone_when_deleted() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let of_case = upload_document(&lead, document(DocumentSubject::Case(case.id)), None)
                .await
                .expect("is taken");
            let subject = DocumentSubject::Person(case.person_id);
            let of_person = upload_document(&lead, document(subject), None)
                .await
                .expect("is taken");
            let scope = |post: &str| Scope::post(post.parse().expect("a key"));
            let ours = fixture.case_manager(scope(AHLEN_KI)).await;
            let south = fixture.case_manager(scope(SOUTH_KI)).await;
            let ids = |found: Vec<Document>| -> Vec<DocumentId> {
                found.into_iter().map(|document| document.id).collect()
            };
            let in_case = documents_of_case(&ours, case.id).await.expect("reads");
            assert_eq!(ids(in_case), [of_case.id], "{store:?}");
            let of_the_person = documents_of_person(&ours, case.person_id).await;
            assert_eq!(ids(of_the_person.expect("reads")), [of_person.id]);
            for id in [of_case.id, of_person.id] {
                assert!(is_not_found(read_document(&south, id).await), "{store:?}");
                read_document(&ours, id).await.expect("reads");
            }
            assert!(is_not_found(documents_of_case(&south, case.id).await));
            assert!(is_not_found(
                documents_of_person(&south, case.person_id).await
            ));
            let refused = delete_document(&ours, of_case.id, "doppelt").await;
            assert!(matches!(refused, Err(Failure::Forbidden)), "{refused:?}");
            let coordinator = fixture.signed_in(Role::Coordinator, scope(SOUTH_KI)).await;
            let foreign = delete_document(&coordinator, of_case.id, "doppelt").await;
            assert!(is_not_found(foreign), "{store:?}");
            let without = delete_document(&lead, of_case.id, " ").await;
            assert_eq!(problem(without), ("reason", Required));
            delete_document(&lead, of_case.id, "doppelt")
                .await
                .expect("is deleted");
            assert!(is_not_found(read_document(&lead, of_case.id).await));
            assert!(is_not_found(
                delete_document(&lead, of_case.id, "again").await
            ));
            let left = documents_of_case(&lead, case.id).await.expect("reads");
            assert!(left.is_empty(), "{store:?}");
        }
    }

    #[test]
    fn names_of_files_lose_their_path_and_what_does_harm() {
        for (name, expected) in [
            ("a.pdf", "a.pdf"),
            ("../../etc/a.pdf", "a.pdf"),
            ("x\\y\\a.pdf", "a.pdf"),
            ("a\"\r\n.pdf", "a.pdf"),
            ("", ""),
        ] {
            assert_eq!(plain_file_name(name), expected);
        }
        let long = format!("{}.pdf", "ä".repeat(300));
        assert!(plain_file_name(&long).ends_with("ä.pdf"));
        assert_eq!(plain_file_name(&long).chars().count(), TITLE_LENGTH_MAX);
    }
}
