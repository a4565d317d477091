//! Writes one good file of each kind as a seed for `load_case`.

use std::path::Path;

use case::cell::Cell;
use case::value::economy::Economy;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/load_case");
    std::fs::create_dir_all(&folder)?;
    let files = case::template::template(Economy::parse("KGZ").expect("an ISO code"));
    let mongolia = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases/mongolia");
    let shipped = |name: &str| std::fs::read_to_string(mongolia.join(name));
    let mut all: Vec<(String, String)> = files.into_iter().collect();
    all.push(("panel.toml".to_owned(), shipped("panel.toml")?));
    all.push(("scenarios.toml".to_owned(), shipped("scenarios.toml")?));
    all.push(("outlook.toml".to_owned(), shipped("outlook.toml")?));
    for (index, (name, text)) in all.iter().enumerate() {
        let mut bytes = vec![u8::try_from(index).expect("few files")];
        // Comments would only cost the fuzzer time.
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        bytes.extend(lines.flat_map(|line| [line, "\n"]).collect::<String>().bytes());
        std::fs::write(folder.join(name.replace('/', "_")), bytes)?;
    }
    Ok(())
}
