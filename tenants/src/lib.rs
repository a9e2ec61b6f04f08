//! The counties: their configuration files, and the registry of who is hosted.
pub mod check;
pub mod county;
pub mod files;
pub mod model;
pub mod open_data;
pub mod schemas;
pub mod words;
