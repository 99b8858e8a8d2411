//! Marks for a map: the documents of a view on a grid of at most [`MAX_MARKS`] cells. The grid
//! lies still when the view moves, so that marks do not jump.

use crate::answer::Cluster;
use crate::bits;
use crate::columns::Columns;
use crate::query::BBox;

/// The most marks of a view.
pub(crate) const MAX_MARKS: usize = 200;

/// Cells of a view.
pub(crate) struct Grid {
    cell: f64,
    south: f64,
    west: f64,
    columns: usize,
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    count: u64,
    lat: f64,
    lon: f64,
    id: [u8; 16],
}

impl Grid {
    /// For a view at a zoom of the usual tiles: a cell is an eighth of a tile, or the smallest
    /// multiple by two of which no more than [`MAX_MARKS`] are needed.
    pub fn new(view: &BBox, zoom: u8) -> Self {
        let mut cell = 360.0 / 2_f64.powi(i32::from(zoom.min(24))) / 8.0;
        loop {
            let (south, rows) = steps(view.south, view.north, cell);
            let (west, columns) = steps(view.west, view.east, cell);
            if rows * columns <= MAX_MARKS as f64 {
                // Both are small whole numbers now.
                let (rows, columns) = (rows as usize, columns as usize);
                return Self {
                    cell,
                    south,
                    west,
                    columns,
                    cells: vec![Cell::default(); rows * columns],
                };
            }
            cell *= 2.0;
        }
    }

    /// Adds the documents of a segment; all of them must lie in the view.
    pub fn add(&mut self, columns: &Columns, set: &[u64]) {
        for doc in bits::docs(set) {
            let (lat, lon) = (f64::from(columns.lat[doc]), f64::from(columns.lon[doc]));
            // Inside the view both are not negative and below the number of cells.
            let row = ((lat - self.south) / self.cell) as usize;
            let column = ((lon - self.west) / self.cell) as usize;
            if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
                cell.count += 1;
                cell.lat += lat;
                cell.lon += lon;
                cell.id = columns.ids[doc];
            }
        }
    }

    /// The cells with documents, from south-west to north-east.
    pub fn clusters(&self) -> Vec<Cluster> {
        let filled = self.cells.iter().filter(|cell| cell.count > 0);
        filled
            .map(|cell| Cluster {
                lat: (cell.lat / cell.count as f64) as f32,
                lon: (cell.lon / cell.count as f64) as f32,
                count: cell.count,
                id: (cell.count == 1).then_some(cell.id),
            })
            .collect()
    }
}

/// The edge of the first cell, and how many cells reach to the end.
fn steps(from: f32, to: f32, cell: f64) -> (f64, f64) {
    let first = (f64::from(from) / cell).floor();
    let last = (f64::from(to) / cell).floor();
    (first * cell, last - first + 1.0)
}
