//! No checks: what people run to read the texts of the demonstration and to see how fast they come.

use super::tests::{parts, today};
use super::{Mix, generate};

/// Not a check: prints what there is to read. `cargo test -p passerelle --lib demo::reading::sample -- --ignored --nocapture`
#[test]
#[ignore = "prints texts for people to read"]
fn sample() {
    let parts = parts();
    let mut stream = generate(&parts, 30, 23, today(), Mix::Demo);
    for line in 0..30 {
        let Some((line, texts)) = stream.next_in_every_language() else {
            panic!("{line}")
        };
        let seat = line
            .record
            .seat
            .as_ref()
            .and_then(|seat| seat.municipality(&[]))
            .unwrap_or_default();
        println!(
            "\n{} · {seat} · {:?}",
            line.record.names[0].value,
            line.listed.map(|l| (l.kind, l.languages))
        );
        for (summary, description) in texts {
            println!("  {summary}\n    {description}");
        }
    }
}

/// Not a check: how fast it is. `cargo test --release -p passerelle --lib demo::reading::speed -- --ignored --nocapture`
#[test]
#[ignore = "prints a figure"]
fn speed() {
    let parts = parts();
    let start = std::time::Instant::now();
    let bytes: usize = generate(&parts, 100_000, 1, today(), Mix::Register)
        .map(|line| serde_json::to_string(&line).unwrap().len())
        .sum();
    println!("100,000 lines, {bytes} bytes, {:?}", start.elapsed());
}
