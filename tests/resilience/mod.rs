//! What goes wrong in a data centre, done to the real server over real HTTP: killed in the middle
//! of writing, its database gone, its disk full, its configuration wrong, its clients hostile.
//!
//! Every test starts processes of its own ([`kreislotse_tests::Installation`]) and waits for events,
//! never for a time.

mod bad_requests;
mod client;
mod configuration_versions;
mod database_gone;
mod demo_or_production;
mod full_disk;
mod killed_while_writing;
mod polling;
mod proxy;
mod stored;
mod tenants_come_and_go;
