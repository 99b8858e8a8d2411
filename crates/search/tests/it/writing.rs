//! Replacing, deleting, versions, positions, the one writer, refused documents.

use search::{Document, DocumentError, Index, Query, Values, WriteError};

use crate::support::{Fixture, MEMORY, definition, id, named, plain};

#[test]
fn a_later_version_replaces() {
    let fixture = Fixture::names(&["eins", "zwei"]);
    let mut writer = fixture.index.writer(MEMORY).unwrap();
    let version = |version, name: &str| Document {
        version,
        ..named(0, name)
    };
    assert!(writer.upsert(&version(5, "fünf")).unwrap());
    assert!(!writer.upsert(&version(4, "vier")).unwrap(), "older within the batch");
    assert_eq!(fixture.found("eins"), [0], "nothing is seen before the commit");
    writer.commit(9).unwrap();
    assert_eq!((fixture.found("eins"), fixture.found("fünf")), (vec![], vec![0]));
    assert!(
        !writer.upsert(&version(4, "vier")).unwrap(),
        "older than what is committed"
    );
    assert!(
        writer.upsert(&version(5, "noch fünf")).unwrap(),
        "the same again does no harm"
    );
    writer.commit(10).unwrap();
    assert_eq!(fixture.found("fünf"), [0]);
    assert_eq!(fixture.found(""), [0, 1]);
    assert_eq!(fixture.index.documents(), 2);
}

#[test]
fn deleted_is_gone_everywhere() {
    let fixture = Fixture::names(&["eins", "zwei"]);
    let mut writer = fixture.index.writer(MEMORY).unwrap();
    writer.delete(&id(0));
    writer.upsert(&named(7, "sieben")).unwrap();
    writer.delete(&id(7));
    writer.commit(3).unwrap();
    let answer = fixture.ask(&Query::default());
    assert_eq!((answer.total, &answer.counts[0]), (1, &vec![0, 0, 0, 0, 1]));
    writer.upsert(&named(0, "wieder")).unwrap();
    writer.commit(4).unwrap();
    assert_eq!(fixture.found("wieder"), [0]);
    writer.compact().unwrap();
    assert_eq!(fixture.found(""), [0, 1]);
    assert_eq!(fixture.index.position(), Some(4));
}

#[test]
fn positions_outlive_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), definition()).unwrap();
    assert_eq!(index.position(), None);
    let reader = Index::open(folder.path(), definition()).unwrap();
    let mut writer = index.writer(MEMORY).unwrap();
    writer.upsert(&named(1, "eins")).unwrap();
    writer.commit(u64::MAX).unwrap();
    writer.upsert(&named(2, "verloren")).unwrap();
    drop(writer);
    assert_eq!(reader.position(), None);
    reader.reload().unwrap();
    assert_eq!((reader.position(), reader.documents()), (Some(u64::MAX), 1));
    drop((index, reader));
    let index = Index::open(folder.path(), definition()).unwrap();
    assert_eq!((index.position(), index.documents()), (Some(u64::MAX), 1));
}

#[test]
fn one_writer_at_a_time() {
    let fixture = Fixture::names(&["eins"]);
    let writer = fixture.index.writer(MEMORY).unwrap();
    assert!(matches!(fixture.index.writer(MEMORY), Err(WriteError::Busy { .. })));
    drop(writer);
    assert!(fixture.index.writer(MEMORY).is_ok());
}

#[test]
fn refused_documents() {
    let fixture = Fixture::new(&[]);
    let mut writer = fixture.index.writer(MEMORY).unwrap();
    let facets = |one, many| Document {
        facets: vec![one, many],
        ..plain(1)
    };
    let cases = [
        Document {
            facets: vec![],
            ..plain(1)
        },
        facets(Values::One(4), Values::Many(0)),
        facets(Values::One(0), Values::Many(8)),
        facets(Values::Many(1), Values::Many(0)),
        facets(Values::One(0), Values::One(0)),
        Document {
            point: Some((91.0, 0.0)),
            ..plain(1)
        },
        Document {
            point: Some((f32::NAN, 0.0)),
            ..plain(1)
        },
    ];
    for document in cases {
        assert!(
            matches!(writer.upsert(&document), Err(WriteError::Document(_))),
            "{document:?}"
        );
    }
    let error = writer
        .upsert(&Document {
            facets: vec![],
            ..plain(1)
        })
        .unwrap_err();
    let WriteError::Document(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error, DocumentError::Facets { expected: 2, found: 0 });
}

#[test]
fn compacting_while_merges_run() {
    let documents: Vec<_> = (0..60).map(|number| named(number, "wort")).collect();
    let fixture = Fixture::in_commits(&documents, 2);
    let mut writer = fixture.index.writer(MEMORY).unwrap();
    for round in 0..12 {
        writer
            .upsert(&Document {
                version: 2,
                ..named(round, "neu")
            })
            .unwrap();
        writer.commit(100 + u64::from(round)).unwrap();
    }
    writer.compact().unwrap();
    assert_eq!(fixture.index.position(), Some(111));
    assert_eq!(
        (fixture.found("neu").len(), fixture.ask(&Query::text("wort")).total),
        (12, 48)
    );
}

#[test]
fn a_folder_that_goes_away() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), definition()).unwrap();
    let mut writer = index.writer(MEMORY).unwrap();
    writer.upsert(&named(1, "eins")).unwrap();
    writer.commit(1).unwrap();
    std::fs::remove_dir_all(folder.path()).unwrap();
    // Depending on when the indexing thread notices, either call may be the one that fails.
    let written = writer.upsert(&named(2, "zwei")).and_then(|_| writer.commit(2));
    let error = written.unwrap_err();
    assert!(matches!(error, WriteError::Storage { .. }), "{error:?}");
    assert!(error.to_string().contains(folder.path().to_str().unwrap()));
    let answer = index.search(&Query::default()).unwrap();
    assert_eq!((answer.total, index.position()), (1, Some(1)), "still answered");
}
