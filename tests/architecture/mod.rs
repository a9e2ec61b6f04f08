//! What holds the house together and no compiler checks.

mod dependencies;
mod repository;
