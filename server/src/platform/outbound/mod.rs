//! The only way out to addresses that people name. What is sent goes to the public internet and nowhere else: not to this machine,
//! not into the operator's network, however an address is written and whatever its name says a moment later.
//!
//! A name is asked for once, every address that is not of the public internet is dropped, and the connection is made to exactly
//! those that are left. No redirect is followed, no proxy asked, no cookie kept; an answer is waited for some seconds, and of what it
//! says only the status is read.

mod address;
mod connect;
mod target;

pub use address::is_global;
pub(in crate::platform) use connect::machine_tls;
pub use connect::{Answered, NotSent, Outbound, Resolve};
pub use target::{Target, TargetFault};

#[cfg(test)]
mod tests;
