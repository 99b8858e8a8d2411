//! The pure rules of cases: the machine, the statement of reasons, who looks at an appeal.

mod machine;
mod rota;
mod said;

pub use machine::{Course, Fault, Step, step};
pub use rota::{Candidate, choose};
pub use said::{SaidFault, check_message, check_statement};

#[cfg(test)]
mod walks;
