//! What registers know, brought into the house: for now the one line format for organisations.

pub mod line;
