//! Two counties at random on one process.
