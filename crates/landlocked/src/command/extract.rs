//! `landlocked extract`: the built-in case as a folder.

use std::path::Path;

use crate::arguments::Extract;
use crate::built_in;
use crate::failure::Failure;
use crate::screen;

pub(crate) fn run(options: &Extract) -> Result<(), Failure> {
    let files = built_in::files();
    write_folder(&options.folder, files.iter().map(|(name, bytes)| (name.as_str(), *bytes)))?;
    if options.json {
        let names: Vec<&String> = files.iter().map(|(name, _)| name).collect();
        return super::json(&names);
    }
    screen::print(&format!("{}: {} files of {}\n", options.folder.display(), files.len(), built_in::bundle().name))
}

/// Writes files into a folder that is new or empty: first beside it, then renamed, so that it is whole or absent.
pub(crate) fn write_folder<'a>(folder: &Path, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<(), Failure> {
    let taken = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.exists(),
    };
    if taken {
        return Err(Failure::NotEmpty { path: folder.to_owned() });
    }
    let fail = |cause| Failure::Write { path: folder.to_owned(), cause };
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(parent).map_err(fail)?;
    let draft = tempfile::Builder::new().prefix(".landlocked-").tempdir_in(parent).map_err(fail)?;
    for (name, bytes) in files {
        let path = draft.path().join(name);
        if let Some(inner) = path.parent() {
            std::fs::create_dir_all(inner).map_err(fail)?;
        }
        std::fs::write(&path, bytes).map_err(fail)?;
    }
    // An empty folder is replaced by the draft; one that is not empty makes this fail.
    std::fs::rename(draft.path(), folder).map_err(fail)?;
    // It is in its place now: nothing is left to clean up.
    let _ = draft.keep();
    open_to_others(folder);
    Ok(())
}

/// A temporary folder is closed to other users; a case is a normal folder.
fn open_to_others(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // If it cannot be changed the folder still works for its owner.
        let _ = std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755));
    }
    #[cfg(not(unix))]
    let _ = folder;
}
