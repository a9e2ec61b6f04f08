//! Documents: only who may add them sends files, each into the own reach; one that lies about its
//! type is refused; what is handed out can do nothing in a browser.

use graphql_schema::ids::NodeKind;
use kernel::{access::Permission, testing::Store};
use kreislotse_tests::{Answer, Client, Credential, Target};

use super::{
    matrix::World,
    uploads::{part, send},
    verdict::Verdict,
};

/// The mutations that this module asks for; files do not fit into the matrix.
pub(super) const MUTATIONS: [&str; 1] = ["documentUpload"];
/// The pages that this module asks for, for the same reason.
pub(super) const PAGES: [&str; 2] = [
    "POST /k/{tenant}/cases/{id}/documents/new",
    "POST /k/{tenant}/persons/{id}/documents/new",
];

const UPLOAD: &str = "mutation($input: DocumentUploadInput!) { documentUpload(input: $input) { document { id } userErrors { field code message } } }";

struct Sent<'a> {
    name: &'a str,
    content: &'a [u8],
}

const LETTER: Sent<'static> = Sent {
    name: "letter.txt",
    content: b"Bewilligt.",
};

/// As an integration sends a document.
async fn upload(client: &Client, owner: (&str, &str), file: &Sent<'_>) -> Answer {
    let (field, id) = owner;
    let operations = serde_json::json!({
        "query": UPLOAD,
        "variables": { "input": { field: id, "kind": "letter", "file": null } },
    });
    let parts = vec![
        part("operations", None, operations.to_string().as_bytes()),
        part("map", None, br#"{"0": ["variables.input.file"]}"#),
        part("0", Some(file.name), file.content),
    ];
    send(client, "graphql", parts).await
}

/// As the page sends it.
async fn upload_on_the_page(client: &Client, path: &str, file: &Sent<'_>) -> Answer {
    let token = match client.credential() {
        Credential::Session { csrf_token, .. } => csrf_token.as_bytes(),
        Credential::None | Credential::Bearer(_) => b"",
    };
    let parts = vec![
        part("csrf", None, token),
        part("kind", None, b"letter"),
        part("file", Some(file.name), file.content),
    ];
    send(client, path, parts).await
}

/// Both ways to send a file, to a case and to a person.
async fn every_way(client: &Client, target: &Target) -> Vec<Answer> {
    let case = target.id_of(NodeKind::Case);
    let person = target.id_of(NodeKind::Person);
    vec![
        upload(client, ("caseId", &case), &LETTER).await,
        upload(client, ("personId", &person), &LETTER).await,
        upload_on_the_page(client, &format!("cases/{case}/documents/new"), &LETTER).await,
        upload_on_the_page(client, &format!("persons/{person}/documents/new"), &LETTER).await,
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_adds_documents_sends_files_and_only_into_the_own_reach() {
    for store in Store::ALL {
        let world = World::create(store).await;
        let target = world.plant(world.ours.lead()).await;
        let absent = Target::absent(&target);
        let (allowed, refused): (Vec<_>, Vec<_>) = world
            .ours
            .insiders
            .iter()
            .map(|(_, account)| account)
            .partition(|account| account.may(Permission::DocumentRecord));
        let refusals = async {
            for account in refused {
                for answer in every_way(&account.client, &target).await {
                    let title = &account.title;
                    assert_ne!(Verdict::of(&answer), Verdict::Succeeded, "{title}");
                }
            }
            let outsiders = world.ours.outsiders.iter();
            let out_of_reach = outsiders.filter(|account| account.may(Permission::DocumentRecord));
            let theirs = std::iter::once(world.theirs.lead());
            for account in out_of_reach.chain(theirs) {
                let answers = every_way(&account.client, &target).await;
                let nothing = every_way(&account.client, &absent).await;
                for (answer, nothing) in answers.iter().zip(&nothing) {
                    let title = &account.title;
                    assert_eq!(Verdict::of(answer), Verdict::Absent, "{title}: {answer:?}");
                    assert_eq!(answer.masked(&target), nothing.masked(&absent), "{title}");
                    assert_eq!(answer.statements(), nothing.statements(), "{title}");
                }
            }
            let lead = &world.ours.lead().client;
            for client in [
                world.platform.client(&world.ours.tenant, Credential::None),
                world.theirs.lead().client.at(&world.ours.tenant),
                world.ours.read_only.clone(),
                lead.showing(forged(lead)),
            ] {
                for answer in every_way(&client, &target).await {
                    assert_ne!(Verdict::of(&answer), Verdict::Succeeded, "{answer:?}");
                }
            }
        };
        world.assert_unchanged_by("documents", refusals).await;
        for account in allowed {
            for answer in every_way(&account.client, &target).await {
                let title = &account.title;
                assert_eq!(
                    Verdict::of(&answer),
                    Verdict::Succeeded,
                    "{title}: {answer:?}"
                );
            }
        }
    }
}

fn forged(client: &Client) -> Credential {
    let Credential::Session { token, .. } = client.credential() else {
        panic!("accounts of a crew have sessions");
    };
    Credential::Session {
        token: token.clone(),
        csrf_token: "forged".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_taken_is_told_with_its_reason() {
    let world = World::create(Store::Sqlite).await;
    let lead = world.ours.lead();
    let target = world.plant(lead).await;
    let case = target.id_of(NodeKind::Case);
    let path = format!("cases/{case}/documents/new");
    let large = vec![b'a'; casework::model::limits::DOCUMENT_BYTES_MAX + 1];
    let huge = vec![b'a'; 12 * 1024 * 1024 + 1];
    for (name, content, code) in [
        ("a.pdf", &b"just text"[..], "FILE_DIFFERS"),
        ("a.exe", b"MZ\x90\0", "FILE_NOT_TAKEN"),
        ("a.txt", b"", "REQUIRED"),
        ("a.txt", &large, "FILE_TOO_LARGE"),
    ] {
        let file = Sent { name, content };
        let answer = upload(&lead.client, ("caseId", &case), &file).await;
        assert!(answer.body.contains(code), "{name} {code}: {answer:?}");
        let answer = upload_on_the_page(&lead.client, &path, &file).await;
        assert_eq!(answer.status, 422, "{name} {code}");
    }
    let file = Sent {
        name: "a.txt",
        content: &huge,
    };
    let manager = world.ours.of(kernel::access::Role::CaseManager);
    let answer = upload_on_the_page(&manager.client, &path, &file).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_handed_out_can_do_nothing_in_a_browser() {
    let world = World::create(Store::Sqlite).await;
    let lead = world.ours.lead();
    let target = world.plant(lead).await;
    let id = target.id_of(NodeKind::Document);
    for (way, disposition) in [("download", "attachment"), ("preview", "inline")] {
        let answer = lead.client.page(&format!("documents/{id}/{way}")).await;
        let header = |name: &str| answer.headers.get(name).map_or("", String::as_str);
        assert_eq!(answer.status, 200);
        assert!(header("content-disposition").starts_with(disposition));
        assert_eq!(header("content-type"), "image/png");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.ends_with("sandbox"));
        assert!(!policy.contains("allow-") && !policy.contains("script-src"));
    }
    let case = target.id_of(NodeKind::Case);
    let added = upload(&lead.client, ("caseId", &case), &LETTER)
        .await
        .data();
    let text = added["documentUpload"]["document"]["id"].as_str();
    let text = text.expect("the id of the letter");
    let answer = lead.client.page(&format!("documents/{text}/preview")).await;
    assert_eq!(Verdict::of(&answer), Verdict::Absent, "text is not shown");
    let answer = lead
        .client
        .page(&format!("documents/{text}/download"))
        .await;
    assert_eq!(answer.body, "Bewilligt.");
}
