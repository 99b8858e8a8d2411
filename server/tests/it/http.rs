//! What every address answers: headers, languages, errors with two faces, refusals of bad input, files, health.

mod bad_input;
mod chambers;
mod files;
mod headers;
mod health;
mod languages;
