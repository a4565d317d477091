//! Any bytes in place of any file of a case folder: loading never panics, and what loads can be viewed.
#![no_main]

use case::bundle::Bundle;
use case::cell::Cell;
use case::value::date::Date;
use case::value::economy::Economy;
use libfuzzer_sys::fuzz_target;

const OPTIONAL: [&str; 3] = ["panel.toml", "scenarios.toml", "outlook.toml"];

fuzz_target!(|data: &[u8]| {
    let Some((first, content)) = data.split_first() else { return };
    let files = case::template::template(Economy::parse("KGZ").expect("an ISO code"));
    let names: Vec<String> = files.keys().cloned().chain(OPTIONAL.map(str::to_owned)).collect();
    let mut bundle = Bundle::from_files("fuzz", files);
    bundle.insert(names[usize::from(*first) % names.len()].clone(), content.to_vec());

    let loaded = case::load::load(&bundle);
    assert_eq!(loaded.folder.is_none(), loaded.diagnostics.iter().any(case::Diagnostic::is_error));
    let Some(folder) = loaded.folder else { return };
    for day in [Date::MIN, folder.default_as_of(), Date::MAX] {
        let view = folder.as_of(day);
        assert!(view.tables().provenance().iter().all(|(_, _, known_on)| *known_on <= day));
        let sources = view.sources();
        assert!(view.tables().provenance().iter().all(|(_, row, _)| sources.contains_key(&row.source_id)));
    }
    // The schema does not depend on the folder; it must stay printable beside it.
    assert!(!case::schema::markdown().is_empty());
});
