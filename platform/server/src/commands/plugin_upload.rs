//! `kreislotse plugin upload`: brings a rule to a county over HTTP, as any integration could.

use std::{path::Path, process::ExitCode, time::Duration};

use anyhow::{Context as _, bail};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::arguments::UploadArguments;

const UPLOAD: &str = "mutation Upload($input: RuleUploadInput!) {
  ruleUpload(input: $input) { version { id } userErrors { field message } }
}";
const LOOK: &str = "query Look($id: ID!) {
  ruleVersion(id: $id) {
    number title state { key label } refusal { message detail }
    goldenCases { name passed differences fuel }
  }
}";

/// How often the check is asked after, and how long at most: compiling may take two minutes.
const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(1);
const LOOKS_MAX: u32 = 300;

/// Uploads and waits until the platform has checked the rule. Fails if it is refused.
pub(crate) async fn run(arguments: UploadArguments) -> anyhow::Result<ExitCode> {
    // A provider may have been chosen already, and any will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let county = County {
        address: arguments.county.trim_end_matches('/').to_owned(),
        token: arguments.token,
        http: reqwest::Client::new(),
    };
    let files = read_cases(arguments.cases.as_deref())?;
    let id = county
        .upload(&arguments.component, files, &arguments.note)
        .await?;
    println!("{}/rules/{id}", county.address);
    for _ in 0..LOOKS_MAX {
        let version = county.look(&id).await?;
        if version["state"]["key"] == "checking" {
            tokio::time::sleep(LOOK_AGAIN_AFTER).await;
            continue;
        }
        return Ok(report(&version));
    }
    bail!("the check has not ended; see {}/rules/{id}", county.address)
}

/// The golden cases of a folder, by name.
fn read_cases(folder: Option<&Path>) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let Some(folder) = folder else {
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            let name = path.file_name().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            let content =
                std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.push((name, content));
        }
    }
    files.sort();
    Ok(files)
}

struct County {
    address: String,
    token: String,
    http: reqwest::Client,
}

impl County {
    async fn upload(
        &self,
        component: &Path,
        cases: Vec<(String, Vec<u8>)>,
        note: &str,
    ) -> anyhow::Result<String> {
        let source = std::fs::read(component)
            .with_context(|| format!("cannot read {}", component.display()))?;
        let input = json!({
            "component": null,
            "goldenCases": vec![Value::Null; cases.len()],
            "note": note,
        });
        let operations = json!({ "query": UPLOAD, "variables": { "input": input } });
        let mut map = json!({ "component": ["variables.input.component"] });
        for at in 0..cases.len() {
            map[format!("case{at}")] = json!([format!("variables.input.goldenCases.{at}")]);
        }
        // The specification wants this order: what is asked, what goes where, the files.
        let mut form = Form::new()
            .text("operations", operations.to_string())
            .text("map", map.to_string())
            .part("component", Part::bytes(source).file_name("rule.wasm"));
        for (at, (name, content)) in cases.into_iter().enumerate() {
            form = form.part(format!("case{at}"), Part::bytes(content).file_name(name));
        }
        let data = self.send(|request| request.multipart(form)).await?;
        let payload = &data["ruleUpload"];
        if let Some(id) = payload["version"]["id"].as_str() {
            return Ok(id.to_owned());
        }
        let problems = payload["userErrors"].as_array().into_iter().flatten();
        let problems: Vec<String> = problems
            .map(|problem| format!("{}: {}", text(&problem["field"]), text(&problem["message"])))
            .collect();
        bail!("the rule was not taken in\n{}", problems.join("\n"))
    }

    async fn look(&self, id: &str) -> anyhow::Result<Value> {
        let question = json!({ "query": LOOK, "variables": { "id": id } });
        let data = self.send(|request| request.json(&question)).await?;
        Ok(data["ruleVersion"].clone())
    }

    /// The data of an answer, or what the county says instead.
    async fn send(
        &self,
        fill: impl FnOnce(reqwest::RequestBuilder) -> reqwest::RequestBuilder,
    ) -> anyhow::Result<Value> {
        let address = format!("{}/graphql", self.address);
        let request = self.http.post(&address).bearer_auth(&self.token);
        let request = request.header("accept", "application/graphql-response+json");
        let answer = fill(request).send().await;
        let answer = answer.with_context(|| format!("{address} does not answer"))?;
        let status = answer.status();
        let body: Value = answer
            .json()
            .await
            .with_context(|| format!("{address} answered {status} and no JSON"))?;
        match body.pointer("/errors/0/message").and_then(Value::as_str) {
            Some(message) => bail!("{message}"),
            None => Ok(body["data"].clone()),
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Prints how the check went.
fn report(version: &Value) -> ExitCode {
    for case in version["goldenCases"].as_array().into_iter().flatten() {
        let verdict = if case["passed"] == true {
            "ok    "
        } else {
            "FAILED"
        };
        println!("{verdict}  {}", text(&case["name"]));
        for difference in case["differences"].as_array().into_iter().flatten() {
            println!("        {}", text(difference));
        }
    }
    let refusal = &version["refusal"];
    if refusal.is_null() {
        let number = &version["number"];
        let state = text(&version["state"]["label"]);
        println!("{}, {number}: {state}", text(&version["title"]));
        return ExitCode::SUCCESS;
    }
    println!("{} {}", text(&refusal["message"]), text(&refusal["detail"]));
    ExitCode::FAILURE
}
