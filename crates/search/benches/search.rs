//! Figures of the search engine; filled in next.
fn main() {}
