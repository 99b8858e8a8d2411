//! Passerelle: the virtual incubator of a cross-border region. The house is described in ARCHITECTURE.md.

pub mod platform;
