//! What must hold of any upload, whatever its bytes. Shared by the fuzzer and by a short run in the ordinary tests.

use std::time::Duration;

use plugins_host::{
    CallLimits, Plugin, Sandbox,
    golden::GoldenCase,
    points::{ExtensionPoint, point_key},
};

/// Time for one call: enough for every rule that ends.
const WALL: Duration = Duration::from_millis(200);

/// What became of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Turned away.
    Refused,
    /// Taken, but it gave no answer.
    Failed,
    /// Taken, and it answered.
    Answered,
}

/// Takes bytes in and asks what comes of them, as the platform would.
///
/// # Panics
/// The host did something that no upload may make it do.
pub(crate) async fn try_upload(sandbox: &Sandbox, source: &[u8]) -> Verdict {
    let opened = sandbox.open(source).await;
    match opened.expect("no upload makes the sandbox itself fail") {
        Err(refusal) => {
            assert!(refusal.code().starts_with("PLUGIN_"));
            assert!(!refusal.to_string().is_empty());
            Verdict::Refused
        }
        Ok(plugin) => {
            let defaults = plugin.parameters().defaults().to_string();
            let fit = plugin.parameters().check(&defaults);
            fit.expect("a rule whose defaults do not fit is turned away");
            ask(sandbox, &plugin)
        }
    }
}

fn ask(sandbox: &Sandbox, plugin: &Plugin) -> Verdict {
    let point = plugin.about().point;
    let mut case: GoldenCase =
        serde_json::from_str(question(point)).expect("the questions of the kit are golden cases");
    // Whatever it answers is well, as long as it can be shown.
    case.expected = Some(serde_json::Value::Null);
    let limits = CallLimits {
        wall: WALL,
        ..CallLimits::default()
    };
    let report = sandbox.run_case_within(plugin, &case, &limits);
    let report = report.unwrap_or_else(|bad| panic!("{}: {bad}", point_key(point)));
    match report.answered {
        Ok(_) => Verdict::Answered,
        Err(failure) => {
            assert!(failure.code().starts_with("PLUGIN_"));
            Verdict::Failed
        }
    }
}

/// The first case of a new rule at each extension point.
fn question(point: ExtensionPoint) -> &'static str {
    match point {
        ExtensionPoint::TargetGroup => include_str!("../sdk/template/target-group/case.json"),
        ExtensionPoint::PositionShares => include_str!("../sdk/template/position-shares/case.json"),
        ExtensionPoint::CaseClosing => include_str!("../sdk/template/case-closing/case.json"),
        ExtensionPoint::Precedence => include_str!("../sdk/template/precedence/case.json"),
        ExtensionPoint::Indication => include_str!("../sdk/template/indication/case.json"),
        ExtensionPoint::Funding => include_str!("../sdk/template/funding/case.json"),
        ExtensionPoint::Indicators => include_str!("../sdk/template/indicators/case.json"),
    }
}
