//! What the files mean, each rule for itself: no rule stops another.
//!
//! A rule reads the typed files or the trees in [`Folder`](super::folder::Folder) and reports
//! what it finds there. To add one, add a file with its function and call it in
//! [`run`](super::run).

pub(super) mod casework;
pub(super) mod funding;
pub(super) mod lists;
pub(super) mod municipalities;
pub(super) mod places;
pub(super) mod posts;
pub(super) mod references;
pub(super) mod sources;
pub(super) mod validity;
