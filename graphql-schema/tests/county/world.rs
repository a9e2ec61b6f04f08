//! Kreis Warendorf on an empty SQLite database, and people who ask.

use std::{path::Path, sync::Arc};

use async_graphql::{Request, Variables};
use graphql_schema::{Caller, ConfigurationInForce, CountySchema, county_schema, execute_county};
use kernel::{
    access::{Role, Scope},
    accounts::{PresentedCredential, resolve_actor},
    context::TenantContext,
    testing::{Store, TestTenant},
};
use rules::{TenantRules, testing::engine};
use serde_json::{Value, json};
use tenants::{County, CountyContext};

/// Posts of the county: of the integration centre in Ahlen, and of the south.
pub const AHLEN_POST: &str = "m2-ahlen-1";
pub const SOUTH_POST: &str = "m2-suedkreis-1";
/// The municipalities that they serve.
pub const AHLEN: &str = "05570004";
pub const BECKUM: &str = "05570008";

pub struct World {
    pub schema: CountySchema,
    pub tenant: TestTenant,
    pub county: Arc<County>,
    pub rules: TenantRules,
}

impl World {
    pub async fn create() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tenants/counties/warendorf");
        let county = County::load_folder(&folder).expect("the county's files have no mistakes");
        Self {
            schema: county_schema(),
            tenant: TestTenant::create(
                Store::Sqlite,
                "warendorf",
                &[rules::migrations, casework::migrations],
            )
            .await,
            county: Arc::new(county),
            rules: engine(casework::rule_applications())
                .of(&"warendorf".parse().expect("a key"), 1),
        }
    }

    pub fn caller(&self, context: TenantContext, presented: PresentedCredential) -> Caller {
        Caller {
            context: CountyContext::new(context, self.county.clone()),
            policy: self.tenant.policy.clone(),
            presented,
            configuration: ConfigurationInForce::default(),
            rules: self.rules.clone(),
        }
    }

    pub fn anonymous(&self) -> Caller {
        self.caller(self.tenant.anonymous(), PresentedCredential::None)
    }

    pub async fn signed_in(&self, role: Role, scope: Scope) -> Caller {
        self.caller(
            self.tenant.signed_in(role, scope).await,
            PresentedCredential::None,
        )
    }

    pub async fn lead(&self) -> Caller {
        self.signed_in(Role::KimLead, Scope::whole_county()).await
    }

    /// Works on the cases of one post.
    pub async fn case_manager(&self, post: &str) -> Caller {
        self.signed_in(Role::CaseManager, Scope::post(post.parse().expect("a key")))
            .await
    }

    /// Whoever this credential stands for.
    pub async fn presenting(&self, presented: PresentedCredential) -> Caller {
        let nobody = self.tenant.anonymous();
        let actor = resolve_actor(&nobody, &self.tenant.policy, &presented)
            .await
            .expect("answers");
        self.caller(self.tenant.context(actor), presented)
    }

    /// The same actor in another request, with its own count of statements.
    pub fn again(&self, caller: &Caller) -> Caller {
        let context = self.tenant.context(caller.context.actor().clone());
        self.caller(context, caller.presented.clone())
    }

    pub async fn ask(&self, caller: &Caller, document: &str) -> Value {
        self.ask_with(caller, document, json!({})).await
    }

    pub async fn ask_with(&self, caller: &Caller, document: &str, variables: Value) -> Value {
        let request = Request::new(document).variables(Variables::from_json(variables));
        let response = execute_county(&self.schema, self.again(caller), request).await;
        serde_json::to_value(response).expect("a response is JSON")
    }

    /// The payload of a mutation with this input.
    pub async fn change(
        &self,
        caller: &Caller,
        mutation: &str,
        selection: &str,
        input: Value,
    ) -> Value {
        let mut type_name = mutation[..1].to_uppercase();
        type_name.push_str(&mutation[1..]);
        let document = format!(
            "mutation ($input: {type_name}Input!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ field code message }} }} }}"
        );
        let response = self
            .ask_with(caller, &document, json!({ "input": input }))
            .await;
        assert_eq!(response.get("errors"), None, "{response}");
        response["data"][mutation].clone()
    }

    /// Registers a person; gives its id.
    pub async fn person(&self, caller: &Caller, family_name: &str) -> String {
        let input = json!({ "givenName": "Amina", "familyName": family_name });
        let payload = self
            .change(caller, "personRegister", "person { id }", input)
            .await;
        payload["person"]["id"]
            .as_str()
            .expect("registered")
            .to_owned()
    }

    /// Opens a case of a new person for the post; gives the case's id.
    pub async fn case(&self, caller: &Caller, family_name: &str, post: &str) -> String {
        let person = self.person(caller, family_name).await;
        let payload = self
            .change(caller, "caseOpen", "case { id }", intake(&person, post))
            .await;
        payload["case"]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("opened: {payload}"))
            .to_owned()
    }
}

/// An intake of the person for the post, on 1 June 2026.
pub fn intake(person: &str, post: &str) -> Value {
    json!({
        "personId": person,
        "constellation": "case-management",
        "municipality": if post == AHLEN_POST { AHLEN } else { BECKUM },
        "post": post,
        "channel": "in-person",
        "language": "ar",
        "referringBody": "job-centre",
        "reason": "Sucht Wohnung und Sprachkurs.",
        "openedOn": "2026-06-01",
    })
}

/// The code of the only error at the top level.
pub fn error_code(response: &Value) -> &str {
    let errors = response["errors"]
        .as_array()
        .unwrap_or_else(|| panic!("no errors: {response}"));
    assert_eq!(errors.len(), 1, "{response}");
    errors[0]["extensions"]["code"]
        .as_str()
        .expect("an error has a code")
}

/// The fields and codes of a payload's problems.
pub fn user_errors<'a>(payload: &'a Value) -> Vec<(&'a str, &'a str)> {
    let errors = payload["userErrors"].as_array().expect("a list");
    let pair = |error: &'a Value| {
        (
            error["field"].as_str().expect("a text"),
            error["code"].as_str().expect("a text"),
        )
    };
    errors.iter().map(pair).collect()
}
