//! Writes one figure of each kind at both widths into a folder: `cargo run --example gallery -- FOLDER`.

use std::path::PathBuf;

use figure::svg::{self, Width};
use figure::text::{self, TextStyle};

#[path = "../tests/samples/mod.rs"]
mod samples;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "gallery".to_owned()));
    std::fs::create_dir_all(&folder)?;
    for figure in samples::all() {
        for (name, width) in [("wide", Width::Wide), ("narrow", Width::Narrow)] {
            std::fs::write(folder.join(format!("{}-{name}.svg", figure.id)), svg::standalone(&figure, width))?;
            std::fs::write(folder.join(format!("{}-{name}.inline.svg", figure.id)), svg::render(&figure, width))?;
            for (place, frame) in figure.frames().iter().enumerate() {
                let file = folder.join(format!("{}-{}-{name}.svg", figure.id, frame.key));
                std::fs::write(file, svg::standalone_frame(&figure, width, place))?;
            }
        }
        let credit = format!("Gallery of invented numbers, figure {}.", figure.id);
        std::fs::write(folder.join(format!("{}.print.svg", figure.id)), svg::print(&figure, Width::Wide, &credit))?;
        std::fs::write(folder.join(format!("{}.share.svg", figure.id)), svg::share(&figure, &credit))?;
        std::fs::write(folder.join(format!("{}.points.js", figure.id)), svg::points_script(&figure))?;
        for unicode in [true, false] {
            for columns in [100, 48] {
                let style = TextStyle { colour: false, unicode };
                let kind = if unicode { "unicode" } else { "ascii" };
                let file = folder.join(format!("{}-{columns}-{kind}.txt", figure.id));
                std::fs::write(file, text::render(&figure, columns, style))?;
            }
        }
    }
    let style = TextStyle::default();
    for columns in [110, 64, 40] {
        std::fs::write(folder.join(format!("table-{columns}.txt")), text::table(&samples::table(), columns, style))?;
    }
    Ok(())
}
