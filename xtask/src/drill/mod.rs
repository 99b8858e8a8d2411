//! Drills: what happens to the data when the machine fails in the midst of the work, or when more people come than on the
//! worst day. Each one kills the product, takes its disk away or crowds it, and then compares everything with what it must be.

pub mod acknowledged;
pub mod backup;
pub mod browser;
pub mod clock;
pub mod connections;
pub mod corruption;
pub mod crash;
pub mod crowd;
pub mod deciders;
pub mod disk_full;
pub mod failover;
pub mod hooks;
pub mod import;
pub mod index_gone;
pub mod introductions;
pub mod letters;
pub mod mail_away;
pub mod migration;
pub mod moved;
pub mod mover;
pub mod moving;
pub mod nodes;
pub(crate) mod pace;
pub mod power;
pub mod reporters;
pub mod rolling;
pub mod scan;
pub mod slow;
pub mod slow_disk;
pub mod soak;
pub mod storm;
pub mod upgrade;
pub mod walks;

use anyhow::Result;

use crate::node::Node;

/// A line of a drill's table, with whether it is as it must be.
#[derive(Debug)]
pub struct Finding {
    name: String,
    value: String,
    holds: bool,
}

/// What a drill found out.
#[derive(Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// A figure only to be read.
    pub fn tell(&mut self, name: &str, value: impl std::fmt::Display) {
        self.check(name, value, true);
    }

    /// A figure that is right or wrong.
    pub fn check(&mut self, name: &str, value: impl std::fmt::Display, holds: bool) {
        self.0.push(Finding {
            name: name.to_owned(),
            value: value.to_string(),
            holds,
        });
    }

    /// What must hold of every node in the end: the chain of the journal, and the rows.
    ///
    /// # Errors
    /// When a command cannot be started.
    pub fn holds(&mut self, node: &Node) -> Result<()> {
        let verified = node.run(&["journal", "verify"])?;
        self.check("journal verify", verified.trim(), verified.contains("all hold"));
        let (text, clean) = crash::fsck(node)?;
        if !clean {
            println!("{text}");
        }
        self.check("fsck", if clean { "clean" } else { "BAD" }, clean);
        Ok(())
    }

    /// Prints the table; true where everything is as it must be.
    #[must_use]
    pub fn print(&self) -> bool {
        println!();
        for Finding { name, value, holds } in &self.0 {
            println!(
                "{name:<52} {value}{}",
                if *holds { "" } else { "   <- NOT AS IT MUST BE" }
            );
        }
        self.0.iter().all(|finding| finding.holds)
    }
}
