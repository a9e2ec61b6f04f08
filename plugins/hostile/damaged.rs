//! Files cut off or with a bit flipped: refused, or they answer or fail like any other rule; the host goes on.

use crate::craft::{Guest, ask, limits, open};

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let source = Guest::default().component();
    // Every length near the beginning, where sections are short, then every seventeenth.
    let lengths = (0..source.len()).filter(|length| *length < 200 || length % 17 == 0);
    for length in lengths {
        let refusal = open(&source[..length]).expect_err("half a file is none");
        assert!(!refusal.to_string().is_empty());
    }
}

#[test]
fn three_hundred_flipped_bits_do_not_bring_the_host_down() {
    let source = Guest::default().component();
    let (mut refused, mut failed, mut answered) = (0, 0, 0);
    for number in 0..300_usize {
        // Spread over the file, the same on every run.
        let bit = number * 7_919 % (source.len() * 8);
        let mut damaged = source.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        match open(&damaged).map(|plugin| ask(&plugin, &limits())) {
            Err(_) => refused += 1,
            Ok(Err(_)) => failed += 1,
            Ok(Ok(called)) => {
                assert_eq!(called.answers.len(), 3);
                answered += 1;
            }
        }
    }
    assert_eq!(refused + failed + answered, 300);
    assert!(refused > 0, "some damage is noticed");
    let whole = open(&source).expect("the whole file is fine");
    assert!(ask(&whole, &limits()).is_ok(), "the sandbox still works");
}
