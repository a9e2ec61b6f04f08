//! How needs changed, as a small picture for each area of life. The table beside it says the same in
//! words, so the picture is hidden from screen readers.

use plotters::prelude::*;

use super::answer::Assessment;

/// Width and height in pixels; text stands in the page, not in the picture.
const SIZE: (u32, u32) = (220, 64);
/// The highest rank of a need.
const RANK_MAX: i32 = 3;
/// The blue of the county's pages, as in the style sheet.
const LINE: RGBColor = RGBColor(0x17, 0x1a, 0x8d);
const GRID: RGBColor = RGBColor(0xb8, 0xb9, 0xc4);

/// The picture of one area's assessments, latest first; nothing for fewer than two.
pub(super) fn needs_chart(assessments: &[&Assessment]) -> Option<String> {
    let first = assessments.last()?.assessed_on;
    let points: Vec<(i64, i32)> = assessments
        .iter()
        .rev()
        .map(|one| ((one.assessed_on - first).num_days(), one.need_rank))
        .collect();
    let days = points.last()?.0;
    if days == 0 {
        return None;
    }
    let mut svg = String::new();
    draw(&mut svg, &points, days).ok()?;
    Some(svg)
}

fn draw(
    svg: &mut String,
    points: &[(i64, i32)],
    days: i64,
) -> Result<(), Box<dyn std::error::Error>> {
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let mut chart = ChartBuilder::on(&area)
        .margin(6)
        .build_cartesian_2d(0..days, 0..RANK_MAX)?;
    let levels = (0..=RANK_MAX).map(|rank| PathElement::new([(0, rank), (days, rank)], GRID));
    chart.draw_series(levels)?;
    chart.draw_series(LineSeries::new(
        points.iter().copied(),
        LINE.stroke_width(2),
    ))?;
    let dots = points
        .iter()
        .map(|point| Circle::new(*point, 4, LINE.filled()));
    chart.draw_series(dots)?;
    area.present()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::case::support::answer::Offered;

    #[test]
    fn a_change_is_drawn_and_a_single_day_is_not() {
        let assessments = Offered::sample().case.assessments.expect("some");
        let of = |key: &str| -> Vec<&Assessment> {
            let found = assessments.iter().filter(|one| one.life_area.key == key);
            found.collect()
        };
        let drawn = needs_chart(&of("housing")).expect("a picture");
        assert_eq!(drawn.matches("<circle").count(), 2);
        assert!(
            !drawn.contains("style="),
            "the page allows no inline styles"
        );
        assert_eq!(needs_chart(&of("work")), None);
    }
}
