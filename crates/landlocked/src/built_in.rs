//! The cases inside the binary.

use case::bundle::Bundle;
use include_dir::{Dir, include_dir};

static CASES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../cases");

/// The name of the case that opens without a folder: the one that `cases/default` names.
pub(crate) fn name() -> &'static str {
    CASES.get_file("default").and_then(|file| file.contents_utf8()).map_or("", str::trim)
}

/// The study of the built-in case that was computed beforehand, if one is compiled in: beside its folder.
pub(crate) fn study() -> Option<&'static str> {
    CASES.get_file(format!("{}.balance.json", name())).and_then(|file| file.contents_utf8())
}

/// The dossier of the built-in case that was assembled beforehand, if one is compiled in: beside its folder.
pub(crate) fn dossier() -> Option<&'static str> {
    CASES.get_file(format!("{}.dossier.json", name())).and_then(|file| file.contents_utf8())
}

/// The files of the built-in case.
pub(crate) fn bundle() -> Bundle {
    Bundle::from_files(format!("built-in case `{}`", name()), files())
}

/// Its files by name.
pub(crate) fn files() -> Vec<(String, &'static [u8])> {
    let Some(root) = CASES.get_dir(name()) else { return Vec::new() };
    let mut files = Vec::new();
    collect(root, root, &mut files);
    files
}

fn collect(root: &Dir<'static>, dir: &Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    for file in dir.files() {
        if let Ok(path) = file.path().strip_prefix(root.path()) {
            let name: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            files.push((name.join("/"), file.contents()));
        }
    }
    for inner in dir.dirs() {
        collect(root, inner, files);
    }
}
