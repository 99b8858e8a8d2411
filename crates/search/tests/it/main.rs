//! The tests of the search engine.
