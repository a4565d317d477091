//! scratch
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let bundle = case::bundle::Bundle::from_dir(std::path::Path::new(&path)).unwrap();
    let t = std::time::Instant::now();
    let loaded = case::load::load(&bundle);
    println!("load {:?}", t.elapsed());
    for d in loaded.diagnostics.iter().take(60) {
        println!("{} {}: found {} | expected {} | mend {}", d.severity, d.place, d.found, d.expected, d.mend);
    }
    println!("{} diagnostics", loaded.diagnostics.len());
    let Some(folder) = loaded.folder else { return };
    let case = folder.as_of(folder.default_as_of());
    let t = std::time::Instant::now();
    let d = dossier::assemble(&case);
    println!("assemble {:?}", t.elapsed());
    println!("{:#?}", d.meta);
    for h in &d.headlines { println!("* {}\n   {}", d.plain(&h.sentence), h.caveat.as_ref().map(|c| d.plain(c)).unwrap_or_default()); }
    for f in &d.figures { println!("{} | {} | {} | rows {} | {:?}", f.id, f.title, f.subtitle(), f.table.rows.len(), f.source_line().map(|s| s.chars().take(100).collect::<String>())); }
    println!("numbers {} rows {} json {}", d.numbers.len(), d.rows.len(), serde_json::to_string(&d).unwrap().len());
}
