//! kreislotse-tests
