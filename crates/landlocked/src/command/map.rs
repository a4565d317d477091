//! `landlocked map`: the network of a month, in the terminal or as SVG.

use dossier::corridors::MAP;
use figure::svg::{self, Width};
use figure::text;

use crate::arguments::Map;
use crate::disk;
use crate::failure::Failure;
use crate::open;
use crate::screen::{self, Screen};

pub(crate) fn run(options: &Map, screen: &Screen) -> Result<(), Failure> {
    let dossier = open::dossier(&options.case, screen)?;
    let Some(figure) = dossier.figure(MAP) else {
        return Err(Failure::NoAnswer {
            why: "the case has no place with a known position, so there is no map".to_owned(),
            help: "give `lat` and `lon` of places in places.csv",
        });
    };
    let frames = figure.frames();
    let place = match options.month {
        None => frames.len().saturating_sub(1),
        Some(month) => {
            let key = month.to_string();
            frames.iter().position(|frame| frame.key == key).ok_or_else(|| {
                let end = |frame: Option<&figure::MapFrame>| frame.map_or_else(String::new, |frame| frame.key.clone());
                Failure::UnknownId {
                    asked: format!("the map has no month {key}"),
                    near: format!("months go from {} to {}", end(frames.first()), end(frames.last())),
                }
            })?
        }
    };
    match &options.svg {
        Some(path) => disk::write_file(path, &svg::standalone_frame(figure, Width::Wide, place)),
        None => screen::print(&text::render_frame(figure, screen.columns, screen.style, place)),
    }
}
