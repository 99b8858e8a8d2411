//! `import jsonl`: good lines and bad ones, the choices of the command line.

use passerelle::platform::access::{Actor, Purpose};
use passerelle::registry::{self, ImportError, Kind};
use testkit::{App, organisation, region, suite};

use super::{adds_up, counts};

suite!(
    bad_lines_are_listed,
    what_cannot_be_read_at_all,
    a_dry_run_writes_nothing,
    only_the_region,
    only_so_many,
    lines_of_no_file,
    a_number_twice_in_one_file,
);

async fn bad_lines_are_listed(app: App) {
    let good = organisation("Gutwerk").json();
    let mut text = format!("{good}\n\nnot json\n{{\"record\":{{}}}}\n");
    text += &good.replace("\"sme\"", "\"zoo\"");
    text += "\n{\"cut\": \"off\n\u{0}\n";
    text += &format!("{}\n", "x".repeat(4 << 20));
    text += &organisation("Schlusswerk").json();
    let rejects = app.folder().join("rejects.tsv");
    let mut request = app.request(Kind::Lines, &app.write("lines.jsonl", &text));
    request.rejects = Some(rejects.clone());
    let outcome = app.import_with(&request).await;
    assert_eq!(counts(&outcome), [2, 0, 0, 0]);
    assert_eq!(outcome.rejected, 6);
    let listed = std::fs::read_to_string(rejects).unwrap();
    let rows: Vec<Vec<&str>> = listed.lines().map(|line| line.split('\t').collect()).collect();
    assert!(
        rows.iter().all(|row| row.len() == 5 && row[0] == "lines.jsonl"),
        "{listed}"
    );
    let lines: Vec<&str> = rows.iter().map(|row| row[1]).collect();
    assert_eq!(lines, ["3", "4", "5", "6", "7", "8"], "{listed}");
    assert_eq!(app.broken().await, [""; 0]);
}

async fn what_cannot_be_read_at_all(app: App) {
    let actor = Actor::system(Purpose::Import);
    let empty = app.write("empty.jsonl", "");
    for path in [empty, app.folder().to_owned(), app.folder().join("none.jsonl")] {
        let request = app.request(Kind::Lines, &path);
        let refused = registry::import(app.journal(), &region(), &actor, &request, &|_| ()).await;
        let said = refused.unwrap_err().to_string();
        assert!(said.contains(&path.display().to_string()), "{said}");
    }
    let guest = Actor::guest();
    let request = app.request(Kind::Lines, &app.write("one.jsonl", &organisation("A").json()));
    let refused = registry::import(app.journal(), &region(), &guest, &request, &|_| ()).await;
    assert!(matches!(refused, Err(ImportError::Bulk(_))), "a guest does not import");
    // Each is a run that began and failed, with its reason; the guest's is none.
    assert_eq!(app.list("SELECT state FROM import_run").await, ["failed"; 3]);
}

async fn a_dry_run_writes_nothing(app: App) {
    app.add([organisation("Altwerk")]).await;
    let (entries, content) = (app.verify().await.entries, app.content().await);
    let text = format!(
        "{}\n{}\n",
        organisation("Altwerk").kind("startup").json(),
        organisation("Neuwerk").json()
    );
    let mut request = app.request(Kind::Lines, &app.write("dry.jsonl", &text));
    request.dry_run = true;
    let outcome = app.import_with(&request).await;
    assert_eq!(counts(&outcome), [1, 1, 0, 0]);
    assert_eq!((app.verify().await.entries, app.content().await), (entries, content));
    assert_eq!(app.count("SELECT count(*) FROM import_run").await, 1);
    request.dry_run = false;
    assert_eq!(counts(&app.import_with(&request).await), [1, 1, 0, 0]);
}

async fn only_the_region(app: App) {
    let lines = [organisation("Drinnen"), organisation("Draussen").territory("outside")].map(|one| one.json());
    let mut request = app.request(Kind::Lines, &app.write("some.jsonl", &lines.join("\n")));
    request.region_only = true;
    let outcome = app.import_with(&request).await;
    assert_eq!(counts(&outcome), [1, 0, 0, 0]);
    assert_eq!(outcome.skipped.get("outside_region"), Some(&1));
    // What is known and leaves the region is told of, as what it is.
    let left = organisation("Drinnen").territory("outside").json();
    let mut moved = app.request(Kind::Lines, &app.write("moved.jsonl", &left));
    moved.region_only = true;
    assert_eq!(counts(&app.import_with(&moved).await), [0, 1, 0, 0]);
    let territories = app.list("SELECT territory FROM organisation").await;
    assert_eq!(territories, ["outside"]);
    request.region_only = false;
    assert_eq!(counts(&app.import_with(&request).await), [1, 1, 0, 0]);
}

async fn only_so_many(app: App) {
    let lines: Vec<String> = (0..5)
        .map(|number| organisation(&format!("Werk {number}")).json())
        .collect();
    let mut request = app.request(Kind::Lines, &app.write("five.jsonl", &lines.join("\n")));
    request.limit = Some(2);
    assert_eq!(counts(&app.import_with(&request).await), [2, 0, 0, 0]);
    request.limit = None;
    assert_eq!(counts(&app.import_with(&request).await), [3, 0, 0, 2]);
}

async fn lines_of_no_file(app: App) {
    let lines = || [organisation("Eins").line(), organisation("Zwei").line()].into_iter();
    let actor = Actor::system(Purpose::Demo);
    let first = registry::import_lines(app.journal(), &region(), &actor, "demo", lines())
        .await
        .unwrap();
    assert_eq!(first.created, 2);
    let again = registry::import_lines(app.journal(), &region(), &actor, "demo", lines())
        .await
        .unwrap();
    assert_eq!((again.created, again.unchanged), (0, 0), "the label was done");
    adds_up(&again);
}

/// Far enough apart to lie in two batches: the earlier line wins, and the same file again changes nothing.
async fn a_number_twice_in_one_file(app: App) {
    let mut lines: Vec<String> = vec![organisation("Doppelwerk").json()];
    lines.extend((0..150).map(|number| organisation(&format!("Werk {number}")).json()));
    lines.push(organisation("Doppelwerk").kind("public").json());
    let path = app.write("twice.jsonl", &lines.join("\n"));
    let first = app.import(Kind::Lines, &path).await;
    assert_eq!((counts(&first), first.rejected), ([151, 0, 0, 0], 1));
    let again = app.import(Kind::Lines, &path).await;
    assert_eq!((counts(&again), again.rejected), ([0, 0, 0, 151], 1));
}
