//! The only place of the command line that touches the disk: it writes whole or not at all, and reads the files of
//! programmes and what it kept itself, which are no case files.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard};

use crate::failure::Failure;
use crate::stopwatch;

/// Writes files into a folder that is new or empty: first beside it, then renamed, so that it is whole or absent.
pub(crate) fn write_folder<'a>(folder: &Path, files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<(), Failure> {
    let draft = Draft::of(folder)?;
    for (name, bytes) in files {
        draft.add(name, bytes).map_err(|cause| Failure::Write { path: folder.to_owned(), cause })?;
    }
    draft.finish()
}

/// A folder while it is written, beside its place or hidden inside it; several threads may add files.
pub(crate) struct Draft {
    folder: PathBuf,
    place: Place,
    hidden: tempfile::TempDir,
    noted: Noted,
}

/// How a draft comes into its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It stands beside the folder and takes its name.
    Beside,
    /// It stands inside the folder, which cannot be exchanged, and its entries move up.
    Inside,
}

impl Place {
    /// Of a folder that is there, by its own path: the folder somebody works in, and one on which another disk begins, keep
    /// their place; so does what a link leads to.
    fn of(asked: &Path, own: &Path) -> Self {
        let link = std::fs::symlink_metadata(asked).is_ok_and(|about| about.is_symlink());
        let here = std::env::current_dir().is_ok_and(|here| here == own);
        if link || here || begins_a_disk(own) { Self::Inside } else { Self::Beside }
    }
}

/// Whether a folder lies on another disk than the one above it.
fn begins_a_disk(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let disk = |path: &Path| std::fs::metadata(path).ok().map(|about| about.dev());
        disk(folder) != disk(parent(folder))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

impl Draft {
    /// A draft of a folder that is new or empty.
    pub(crate) fn of(folder: &Path) -> Result<Self, Failure> {
        must_be_free(folder)?;
        let fail = |cause| Failure::Write { path: folder.to_owned(), cause };
        // `.` and `..` lead to a folder and are no name of it.
        let own = std::fs::canonicalize(folder).ok();
        let place = own.as_ref().map_or(Place::Beside, |own| Place::of(folder, own));
        let own = own.unwrap_or_else(|| folder.to_owned());
        let around = match place {
            Place::Beside => parent(&own),
            Place::Inside => &own,
        };
        let _pen = pen();
        std::fs::create_dir_all(around).map_err(fail)?;
        let hidden = normal(0o777).tempdir_in(around).map_err(fail)?;
        let noted = Noted::new(hidden.path());
        Ok(Self { folder: own, place, hidden, noted })
    }

    /// Writes a file of the draft; its name may have folders in it.
    pub(crate) fn add(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.hidden.path().join(name);
        let _pen = pen();
        if let Some(inner) = path.parent() {
            std::fs::create_dir_all(inner)?;
        }
        std::fs::write(&path, bytes)
    }

    /// Puts the draft into its place. An empty folder is replaced by it; one that is not empty makes this fail.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let fail = |cause| Failure::Write { path: self.folder.clone(), cause };
        let _pen = pen();
        if self.place == Place::Inside {
            return self.move_up();
        }
        std::fs::rename(self.hidden.path(), &self.folder).map_err(fail)?;
        // It is in its place now: nothing is left to clean up.
        let _ = self.hidden.keep();
        drop(self.noted);
        Ok(())
    }

    /// Moves what the draft holds into the folder around it, if nothing else stands there.
    fn move_up(self) -> Result<(), Failure> {
        let fail = |cause| Failure::Write { path: self.folder.clone(), cause };
        if std::fs::read_dir(&self.folder).map_err(fail)?.nth(1).is_some() {
            return Err(Failure::NotEmpty { path: self.folder });
        }
        for entry in std::fs::read_dir(self.hidden.path()).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            std::fs::rename(entry.path(), self.folder.join(entry.file_name())).map_err(fail)?;
        }
        self.hidden.close().map_err(fail)
    }
}

/// Held for reading by whoever writes drafts, and for writing, never to be let go, by whoever takes them away: so no
/// thread adds to a draft while it is removed, or after.
static PEN: RwLock<()> = RwLock::new(());

/// The right to write to a draft. It may not be asked for twice at a time. Waits for ever once the program is to end.
fn pen() -> RwLockReadGuard<'static, ()> {
    PEN.read().unwrap_or_else(PoisonError::into_inner)
}

/// Drafts that are being written: whoever ends the program takes them away.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A draft while it is written.
struct Noted(PathBuf);

impl Noted {
    fn new(path: &Path) -> Self {
        DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).retain(|path| *path != self.0);
    }
}

/// Takes away what is half written, before the program ends: after this nothing is written any more.
pub(crate) fn clear_drafts() {
    std::mem::forget(PEN.write());
    for path in DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        // What cannot be removed is hidden, and no result.
        let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
    }
}

/// Refuses a folder that holds something: better before long work than after it.
pub(crate) fn must_be_free(folder: &Path) -> Result<(), Failure> {
    let taken = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.exists(),
    };
    if taken { Err(Failure::NotEmpty { path: folder.to_owned() }) } else { Ok(()) }
}

/// Names, sizes and times of the files of a folder: another one when somebody changed it.
pub(crate) fn fingerprint(folder: &Path) -> u64 {
    fn take(folder: &Path, hasher: &mut DefaultHasher) {
        let mut entries: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            entry.file_name().hash(hasher);
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() {
                take(&entry.path(), hasher);
            } else {
                (about.len(), about.modified().ok()).hash(hasher);
            }
        }
    }
    let mut hasher = DefaultHasher::new();
    take(folder, &mut hasher);
    hasher.finish()
}

/// Writes one file: first beside it, then renamed, so that an older file is lost only to a whole new one. What a link leads
/// to is written, and what is no regular file (a device, a pipe) is written to as it stands.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    write_bytes(path, text.as_bytes())
}

/// As [`write_file`], for bytes.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |cause| Failure::Write { path: path.to_owned(), cause };
    let _pen = pen();
    let older = std::fs::metadata(path).ok();
    let link = std::fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    if older.as_ref().map_or(link, |about| !about.is_file()) {
        return std::fs::write(path, bytes).map_err(fail);
    }
    let place = if link { std::fs::canonicalize(path).map_err(fail)? } else { path.to_owned() };
    let mut draft = normal(0o666).tempfile_in(parent(&place)).map_err(fail)?;
    let _noted = Noted::new(draft.path());
    draft.write_all(bytes).map_err(fail)?;
    if let Some(older) = older {
        draft.as_file().set_permissions(older.permissions()).map_err(fail)?;
    }
    // A name that leads to a file that is not on the disk yet would lose the older one as well.
    draft.as_file().sync_all().map_err(fail)?;
    draft.persist(&place).map_err(|error| fail(error.error))?;
    Ok(())
}

/// The folder in which something stands.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// A builder of drafts: hidden, and as open to other users as the user's other files and folders are. The system takes from
/// the mode what the user's mask forbids.
fn normal(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".landlocked-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

/// Writes a file into the folder of what is kept, which is made where it is missing.
pub(crate) fn keep(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |cause| Failure::Write { path: path.to_owned(), cause };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fail)?;
    }
    write_bytes(path, bytes)
}

/// Reads a file that was kept, and marks it as read now; `None` where there is none that can be read.
pub(crate) fn kept(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).ok()?;
    (&file).take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    // Unmarked it only goes earlier than it should.
    let _ = file.set_modified(stopwatch::time());
    Some(bytes)
}

/// Removes files of a folder until so many are left: those kept or read longest ago first.
pub(crate) fn prune(folder: &Path, most: usize) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let changed = |entry: std::fs::DirEntry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()));
    let mut files: Vec<_> = entries.filter_map(|entry| changed(entry.ok()?)).collect();
    files.sort();
    for (_, path) in files.iter().take(files.len().saturating_sub(most)) {
        // A file that cannot be removed only takes room.
        let _ = std::fs::remove_file(path);
    }
}

/// Makes a folder where there is none.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|cause| Failure::Write { path: folder.to_owned(), cause })
}

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 1 << 30;

/// Reads a file. Bytes that are no UTF-8 become replacement characters: old files have them in comments.
pub(crate) fn read_text(path: &str) -> Result<String, Failure> {
    Ok(String::from_utf8_lossy(&read_bytes(path)?).into_owned())
}

/// Reads a file as it is.
pub(crate) fn read_bytes(path: &str) -> Result<Vec<u8>, Failure> {
    let fail = |cause| Failure::Read { path: path.to_owned(), cause };
    let mut bytes = Vec::new();
    std::fs::File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)).map_err(fail)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(fail(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "it is larger than 1 GiB")));
    }
    Ok(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777
    }

    #[test]
    fn a_file_keeps_its_permissions_and_a_new_one_has_those_of_its_neighbours() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new, neighbour) =
            (folder.path().join("old"), folder.path().join("new"), folder.path().join("neighbour"));
        std::fs::write(&old, "before").unwrap();
        std::fs::set_permissions(&old, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&neighbour, "").unwrap();
        write_file(&old, "after").unwrap();
        write_file(&new, "first").unwrap();
        assert_eq!((std::fs::read_to_string(&old).unwrap().as_str(), mode(&old)), ("after", 0o600));
        assert_eq!(mode(&new), mode(&neighbour));
    }

    #[test]
    fn a_link_stays_and_what_it_leads_to_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("inner")).unwrap();
        std::fs::write(at("inner/target"), "before").unwrap();
        symlink("inner/target", at("link")).unwrap();
        symlink("inner/none", at("loose")).unwrap();
        write_file(&at("link"), "after").unwrap();
        write_file(&at("loose"), "made").unwrap();
        for (link, target, text) in [("link", "inner/target", "after"), ("loose", "inner/none", "made")] {
            assert!(std::fs::symlink_metadata(at(link)).unwrap().is_symlink(), "{link}");
            assert_eq!(std::fs::read_to_string(at(target)).unwrap(), text);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "no draft is left");
    }

    #[test]
    fn what_was_read_last_is_pruned_last() {
        let folder = tempfile::tempdir().unwrap();
        let long_ago = std::time::UNIX_EPOCH;
        for (name, seconds) in [("first", 1), ("second", 2), ("third", 3)] {
            let file = std::fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(long_ago + std::time::Duration::from_secs(seconds)).unwrap();
        }
        assert_eq!(kept(&folder.path().join("first")), Some(Vec::new()));
        prune(folder.path(), 2);
        let left = |name: &str| folder.path().join(name).exists();
        assert_eq!(["first", "second", "third"].map(left), [true, false, true]);
    }

    fn two_files(folder: &Path) -> Result<(), Failure> {
        write_folder(folder, [("a", &b"1"[..]), ("inner/b", b"2")].into_iter())
    }

    #[test]
    fn a_folder_behind_a_link_is_filled_and_the_link_stays() {
        let dir = tempfile::tempdir().unwrap();
        let (target, link) = (dir.path().join("target"), dir.path().join("link"));
        std::fs::create_dir(&target).unwrap();
        std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o750)).unwrap();
        symlink("target", &link).unwrap();
        two_files(&link).unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(target.join("inner/b")).unwrap(), "2");
        assert_eq!((std::fs::read_dir(&target).unwrap().count(), mode(&target)), (2, 0o750));
    }

    #[test]
    fn a_folder_that_was_filled_meanwhile_is_left_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let (target, link) = (dir.path().join("target"), dir.path().join("link"));
        std::fs::create_dir(&target).unwrap();
        symlink("target", &link).unwrap();
        let draft = Draft::of(&link).unwrap();
        draft.add("a", b"ours").unwrap();
        std::fs::write(target.join("a"), "theirs").unwrap();
        assert!(matches!(draft.finish(), Err(Failure::NotEmpty { .. })));
        assert_eq!(std::fs::read_to_string(target.join("a")).unwrap(), "theirs");
        assert_eq!(std::fs::read_dir(&target).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn a_new_folder_is_as_open_as_its_neighbours() {
        let dir = tempfile::tempdir().unwrap();
        let (new, neighbour) = (dir.path().join("new"), dir.path().join("neighbour"));
        std::fs::create_dir(&neighbour).unwrap();
        two_files(&new).unwrap();
        assert_eq!(mode(&new), mode(&neighbour));
    }

    #[test]
    fn a_pipe_is_written_to_and_stays() {
        use std::os::unix::fs::FileTypeExt as _;

        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read_to_string(pipe).unwrap()
        });
        // Replaced by a file it would leave its reader waiting for ever.
        let (done, told) = std::sync::mpsc::channel();
        write_file(&pipe, "through").unwrap();
        std::thread::spawn(move || drop(done.send(reader.join().unwrap())));
        assert_eq!(told.recv_timeout(std::time::Duration::from_secs(20)).unwrap(), "through");
        assert!(std::fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    }
}
