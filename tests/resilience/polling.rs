//! Waiting for something to become true, with an end.

use std::time::Duration;

use tokio::time::{Instant, sleep};

/// How long a test waits for what takes "seconds": registry refreshes, reconnecting, a start. Many
/// times what is usual, because the machine may be busy compiling.
pub(super) const WAIT_MAX: Duration = Duration::from_secs(40);
/// How often it looks.
const LOOK_INTERVAL: Duration = Duration::from_millis(50);

/// Asks until the answer is the wanted one; fails with the last answer after [`WAIT_MAX`].
pub(super) async fn eventually<T: std::fmt::Debug>(
    what: &str,
    mut ask: impl AsyncFnMut() -> T,
    is_wanted: impl Fn(&T) -> bool,
) -> T {
    let end = Instant::now() + WAIT_MAX;
    loop {
        let answer = ask().await;
        if is_wanted(&answer) {
            return answer;
        }
        assert!(Instant::now() < end, "{what}: still {answer:#?}");
        sleep(LOOK_INTERVAL).await;
    }
}
