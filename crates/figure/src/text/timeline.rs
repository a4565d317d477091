//! A timeline as a dated list by lane.

use ::words::text;

use super::pen::Pen;
use super::wrap::{left, shorten, width, wrap};
use crate::model::Timeline;
use crate::words::clean;

pub(super) fn draw(chart: &Timeline, columns: usize, pen: Pen) -> Vec<String> {
    let entries = chart.lanes.iter().flat_map(|lane| &lane.entries);
    let dates = entries.map(|entry| width(&clean(&entry.when_text()))).max();
    let Some(dates) = dates else {
        return vec![text!("no entries")];
    };
    let room = dates.min((columns as f64 * 0.4) as usize);
    let mut out = Vec::new();
    for lane in &chart.lanes {
        out.extend(wrap(&lane.name, columns).iter().map(|line| pen.bold(line)));
        let mut order: Vec<_> = lane.entries.iter().collect();
        order.sort_by(|a, b| a.start.total_cmp(&b.start));
        for entry in order {
            let mut when = wrap(&entry.when_text(), room);
            if when.len() > 2 {
                when = vec![shorten(&entry.when_text(), room)];
            }
            let words = wrap(&entry.label, columns.saturating_sub(room + 4));
            for place in 0..when.len().max(words.len()) {
                let date = when.get(place).map(String::as_str).unwrap_or_default();
                let text = words.get(place).map(String::as_str).unwrap_or_default();
                let text = if entry.emphasis { pen.bold(text) } else { text.to_owned() };
                out.push(format!("  {}  {text}", left(date, room)));
            }
        }
    }
    out
}
