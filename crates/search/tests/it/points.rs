//! Rectangles and marks.

use search::{BBox, Document, Filter, Query, SearchError, Values};

use crate::support::{Fixture, plain};

fn at(number: u32, lat: f32, lon: f32) -> Document {
    Document {
        point: Some((lat, lon)),
        ..plain(number)
    }
}

const WORLD: BBox = BBox {
    south: -90.0,
    west: -180.0,
    north: 90.0,
    east: 180.0,
};

#[test]
fn a_rectangle_filters() {
    let fixture = Fixture::new(&[at(0, 49.0, 6.0), at(1, 50.0, 7.0), at(2, 51.0, 6.0), plain(3)]);
    let bbox = BBox {
        south: 49.0,
        west: 6.0,
        north: 50.0,
        east: 7.0,
    };
    let answer = fixture.ask(&Query {
        bbox: Some(bbox),
        ..Query::default()
    });
    assert_eq!((answer.total, answer.counts[0][4]), (2, 2));
    assert_eq!(
        fixture
            .ask(&Query {
                bbox: Some(WORLD),
                ..Query::default()
            })
            .total,
        3
    );
}

#[test]
fn inside_out_is_refused() {
    let fixture = Fixture::new(&[]);
    for bbox in [
        BBox {
            south: 1.0,
            north: 0.0,
            ..WORLD
        },
        BBox {
            west: 1.0,
            east: 0.0,
            ..WORLD
        },
        BBox {
            west: f32::NAN,
            ..WORLD
        },
        BBox {
            north: f32::INFINITY,
            ..WORLD
        },
    ] {
        let query = Query {
            bbox: Some(bbox),
            ..Query::default()
        };
        assert_eq!(fixture.index.search(&query), Err(SearchError::BBox));
        assert_eq!(fixture.index.points(&Query::default(), bbox, 3), Err(SearchError::BBox));
    }
}

#[test]
fn marks_add_up_and_stay_few() {
    let documents: Vec<_> = (0_u16..500)
        .map(|number| {
            at(
                u32::from(number),
                47.0 + f32::from(number % 40) / 10.0,
                4.0 + f32::from(number / 40) / 3.0,
            )
        })
        .collect();
    let fixture = Fixture::in_commits(&documents, 200);
    for zoom in [0, 3, 6, 8, 10, 14, 18, 255] {
        for view in [
            WORLD,
            BBox {
                south: 47.0,
                west: 4.0,
                north: 51.0,
                east: 9.0,
            },
        ] {
            let marks = fixture.index.points(&Query::default(), view, zoom).unwrap();
            assert!(marks.len() <= 200, "{zoom}: {}", marks.len());
            assert_eq!(marks.iter().map(|mark| mark.count).sum::<u64>(), 500);
            assert!(marks.iter().all(|mark| mark.id.is_some() == (mark.count == 1)));
        }
    }
    let view = BBox {
        south: 47.0,
        west: 4.0,
        north: 47.05,
        east: 4.01,
    };
    assert_eq!(fixture.index.points(&Query::default(), view, 12).unwrap().len(), 1);
}

#[test]
fn marks_obey_filters() {
    let red = |number, lat| Document {
        facets: vec![Values::One(0), Values::Many(0)],
        ..at(number, lat, 6.0)
    };
    let fixture = Fixture::new(&[red(0, 10.0), red(1, 50.0), at(2, 50.0, 6.0)]);
    let query = Query {
        filters: vec![Filter::any(0, [0])],
        ..Query::default()
    };
    let marks = fixture.index.points(&query, WORLD, 4).unwrap();
    assert_eq!(marks.iter().filter_map(|mark| mark.id).count(), 2);
    let query = Query {
        scope: vec![Filter::any(0, [1])],
        ..Query::default()
    };
    assert_eq!(fixture.index.points(&query, WORLD, 4).unwrap(), []);
}
