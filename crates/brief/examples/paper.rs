//! Sets a dossier kept as JSON: `cargo run -p brief --example paper -- DOSSIER.json FOLDER`.

use std::fs;
use std::path::Path;
use std::time::Instant;

use brief::{Kind, pdf};

#[allow(clippy::print_stderr, reason = "an example for the hand")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(json), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("give a dossier as JSON and a folder".into());
    };
    let dossier: document::Dossier = serde_json::from_slice(&fs::read(json)?)?;
    for (kind, name) in
        [(Kind::Minister, "brief"), (Kind::Minister, "brief"), (Kind::Full, "full"), (Kind::Full, "full")]
    {
        let start = Instant::now();
        let made = pdf(&dossier, kind)?;
        eprintln!("{name}: {} ms, {} bytes", start.elapsed().as_millis(), made.bytes.len());
        for remark in &made.remarks {
            eprintln!("  {remark}");
        }
        fs::write(Path::new(&folder).join(format!("{name}.pdf")), &made.bytes)?;
    }
    Ok(())
}
