//! The pure rules of cases: the machine, the statement of reasons, who looks at an appeal.

mod compare;
mod machine;
mod rota;
mod said;
mod sor;
mod time;

pub use compare::{Compared, Registered, Verdict, compare};
pub use machine::{Course, Fault, Step, appeal_until, may_review, step};
pub use rota::{Candidate, acting, choose};
pub use said::{SaidFault, check_message, check_statement};
pub use sor::classify;
pub use time::{waited, worked};

#[cfg(test)]
#[path = "walks_test.rs"]
mod walks;
