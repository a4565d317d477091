//! The only place of the command line that writes to the disk: whole or not at all.

use std::io::Write as _;
use std::path::Path;

use crate::failure::Failure;

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

/// Writes one file: first beside it, then renamed, so that an older file is lost only to a whole new one.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |cause| Failure::Write { path: path.to_owned(), cause };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let mut draft = tempfile::Builder::new().prefix(".landlocked-").tempfile_in(parent).map_err(fail)?;
    draft.write_all(text.as_bytes()).map_err(fail)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is closed to other users; a result is a normal file.
        draft.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(fail)?;
    }
    draft.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}
