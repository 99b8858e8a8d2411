//! Arcs between two places of the map: arches raised at right angles to the straight way, the wider the more they count.

/// An arc as the template draws it.
pub(super) struct ArcMark {
    /// The path.
    pub(super) d: String,
    /// Its width, as the root of what it counts.
    pub(super) width: String,
}

impl ArcMark {
    /// From one to the other.
    pub(super) fn between(((x1, y1), (x2, y2)): ((f64, f64), (f64, f64)), count: u64) -> Self {
        let (dx, dy) = (x2 - x1, y2 - y1);
        // Raised upwards, whichever of the two comes first.
        let side = if dx < 0.0 { -1.0 } else { 1.0 };
        let (cx, cy) = (x1 + dx / 2.0 + side * dy * 0.22, y1 + dy / 2.0 - side * dx * 0.22);
        let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        Self {
            d: format!("M{x1:.1} {y1:.1}Q{cx:.1} {cy:.1} {x2:.1} {y2:.1}"),
            width: format!("{:.1}", count.sqrt().clamp(1.5, 12.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arc_rises_and_widens() {
        let few = ArcMark::between(((0.0, 100.0), (100.0, 100.0)), 5);
        assert_eq!(few.d, "M0.0 100.0Q50.0 78.0 100.0 100.0");
        let back = ArcMark::between(((100.0, 100.0), (0.0, 100.0)), 5);
        assert_eq!(back.d, "M100.0 100.0Q50.0 78.0 0.0 100.0");
        assert_eq!(
            (
                few.width.as_str(),
                ArcMark::between(((0.0, 0.0), (1.0, 1.0)), 500).width.as_str()
            ),
            ("2.2", "12.0")
        );
    }
}
