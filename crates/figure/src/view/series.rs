//! Some of the series of a figure.

use serde::Serialize;

use super::Unfit;
use crate::model::{Chart, Figure};
use crate::slug::{owner, slug, slugs};
use crate::table::{CellState, Table};

/// One series that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeriesChoice {
    /// Its name in an address.
    pub slug: String,
    /// Its name as printed.
    pub name: String,
}

impl Figure {
    /// The series that can be chosen: lines, parts of columns, sorts of points, routes, lanes and the values of a row, in the order of the
    /// chart. Series of one name are one choice.
    pub fn series_slugs(&self) -> Vec<SeriesChoice> {
        let names = names(&self.chart);
        let mut out: Vec<SeriesChoice> = Vec::new();
        for (slug, name) in slugs(names.iter().map(String::as_str)).into_iter().zip(names) {
            if !out.iter().any(|known| known.slug == slug) {
                out.push(SeriesChoice { slug, name });
            }
        }
        out
    }

    /// The figure with some of its series, by their slugs; unknown slugs are passed over.
    ///
    /// Columns and rows of the table that belong to a series that is left out go with it. Bands belong to no line and
    /// stay. The text alternative is made anew.
    ///
    /// # Errors
    ///
    /// [`Unfit`] says why the figure is to be shown as it is.
    pub fn only(&self, chosen: &[String]) -> Result<Self, Unfit> {
        let slugs = slugs(names(&self.chart).iter().map(String::as_str));
        if slugs.is_empty() {
            return Err(Unfit::NoSeries);
        }
        let kept = |slug: &String| chosen.iter().any(|own| own.trim() == slug);
        if !slugs.iter().any(kept) {
            return Err(Unfit::Unknown);
        }
        if slugs.iter().all(kept) {
            return Ok(self.clone());
        }
        let mut out = Self { alt: String::new(), ..self.clone() };
        keep(&mut out.chart, &slugs.iter().map(kept).collect::<Vec<_>>());
        let gone = |own: &str| slugs.iter().any(|slug| slug == own && !kept(slug));
        drop_columns(&mut out.table, &slugs, &gone);
        drop_rows(&mut out.table, &slugs, &gone);
        Ok(out)
    }
}

fn names(chart: &Chart) -> Vec<String> {
    match chart {
        Chart::Lines(chart) => chart.series.iter().map(|series| series.name.clone()).collect(),
        Chart::Stack(chart) => chart.parts.iter().map(|part| part.name.clone()).collect(),
        Chart::Scatter(chart) => chart.series.iter().map(|series| series.name.clone()).collect(),
        Chart::Distance(chart) => chart.routes.iter().map(|route| route.name.clone()).collect(),
        Chart::Timeline(chart) => chart.lanes.iter().map(|lane| lane.name.clone()).collect(),
        Chart::Ranges(chart) => {
            let mut names: Vec<String> = Vec::new();
            for point in chart.rows.iter().flat_map(|row| &row.points) {
                if !names.contains(&point.name) {
                    names.push(point.name.clone());
                }
            }
            names
        }
        Chart::Bars(_) | Chart::Map(_) => Vec::new(),
    }
}

fn keep(chart: &mut Chart, kept: &[bool]) {
    let names = names(chart);
    match chart {
        Chart::Lines(chart) => retain(&mut chart.series, kept),
        Chart::Stack(chart) => retain(&mut chart.parts, kept),
        Chart::Scatter(chart) => retain(&mut chart.series, kept),
        Chart::Distance(chart) => retain(&mut chart.routes, kept),
        Chart::Timeline(chart) => retain(&mut chart.lanes, kept),
        Chart::Ranges(chart) => {
            let gone = |name: &String| names.iter().zip(kept).any(|(own, kept)| own == name && !kept);
            for row in &mut chart.rows {
                row.points.retain(|point| !gone(&point.name));
            }
            chart.rows.retain(|row| !row.points.is_empty());
        }
        Chart::Bars(_) | Chart::Map(_) => {}
    }
}

fn retain<T>(all: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    all.retain(|_| kept.next().copied().unwrap_or(true));
}

/// Columns whose heading begins with the name of a series that is gone. The first column names the rows and stays.
fn drop_columns(table: &mut Table, slugs: &[String], gone: &dyn Fn(&str) -> bool) {
    let stays = |(place, name): (usize, &str)| {
        place == 0 || !owner(&slug(name), slugs.iter().map(String::as_str)).is_some_and(gone)
    };
    let kept: Vec<bool> = table.columns.iter().map(|column| column.name.as_str()).enumerate().map(stays).collect();
    retain(&mut table.columns, &kept);
    for row in &mut table.rows {
        retain(row, &kept);
    }
}

/// Rows in which words name a series that is gone, and none that is kept.
fn drop_rows(table: &mut Table, slugs: &[String], gone: &dyn Fn(&str) -> bool) {
    table.rows.retain(|row| {
        let named = row.iter().filter(|cell| cell.state == CellState::Text).map(|cell| slug(&cell.text));
        let named: Vec<String> = named.filter(|name| slugs.contains(name)).collect();
        named.is_empty() || !named.iter().all(|name| gone(name))
    });
}
