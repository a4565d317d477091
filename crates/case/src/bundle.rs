//! A case folder in memory: the only place of the program that reads case files.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Most bytes that one case file may have.
pub const MAX_FILE_BYTES: u64 = 32 * 1024 * 1024;
/// Most bytes that one TOML document may have: parsed, it takes many times its size.
pub const MAX_DOCUMENT_BYTES: usize = 1024 * 1024;
/// Most files that one folder may hold.
const MAX_FILES: usize = 500;

/// What was found under one file name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The bytes.
    Bytes(Vec<u8>),
    /// It is over [`MAX_FILE_BYTES`]; its size in bytes.
    TooLarge(u64),
    /// It could not be read; the reason in words.
    Unreadable(String),
}

/// The files of one case folder by name (`judgements/` included), read whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bundle {
    /// What the folder is called in messages.
    pub name: String,
    files: BTreeMap<String, Content>,
}

/// Why a folder could not be opened at all.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The path does not lead to a folder.
    #[error("{path} is not a folder")]
    NotAFolder {
        /// The path as given.
        path: PathBuf,
    },
    /// The folder cannot be listed.
    #[error("{path} cannot be read")]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
}

impl Bundle {
    /// A bundle from files in memory.
    pub fn from_files<N: Into<String>, B: Into<Vec<u8>>>(
        name: impl Into<String>,
        files: impl IntoIterator<Item = (N, B)>,
    ) -> Self {
        Self {
            name: name.into(),
            files: files.into_iter().map(|(name, bytes)| (name.into(), Content::Bytes(bytes.into()))).collect(),
        }
    }

    /// Reads the CSV and TOML files of a folder and of its `judgements/`. Faults of single files are kept for the
    /// loader to report; hidden files and editors' copies are passed over.
    ///
    /// # Errors
    /// When the path is no folder or cannot be listed.
    pub fn from_dir(path: &Path) -> Result<Self, BundleError> {
        if !path.is_dir() {
            return Err(BundleError::NotAFolder { path: path.to_owned() });
        }
        let mut files = BTreeMap::new();
        read_dir(path, "", &mut files).map_err(|cause| BundleError::Unreadable { path: path.to_owned(), cause })?;
        let judgements = path.join("judgements");
        if judgements.is_dir()
            && let Err(cause) = read_dir(&judgements, "judgements/", &mut files)
        {
            files.insert("judgements/".to_owned(), Content::Unreadable(cause.to_string()));
        }
        Ok(Self { name: path.display().to_string(), files })
    }

    /// The file names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// What stands under a name.
    pub fn get(&self, name: &str) -> Option<&Content> {
        self.files.get(name)
    }

    /// Puts a file in place of another.
    pub fn insert(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(name.into(), Content::Bytes(bytes.into()));
    }

    /// Takes a file away.
    pub fn remove(&mut self, name: &str) -> Option<Content> {
        self.files.remove(name)
    }

    /// SHA-256 over all names and bytes, in hexadecimal: two folders with the same facts have the same hash.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (name, content) in &self.files {
            hasher.update(name.as_bytes());
            hasher.update([0]);
            if let Content::Bytes(bytes) = content {
                hasher.update(bytes);
            }
            hasher.update([0]);
        }
        let mut hex = String::with_capacity(64);
        for byte in hasher.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

fn read_dir(dir: &Path, prefix: &str, files: &mut BTreeMap<String, Content>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let Some(name) = path.file_name().map(|n| n.to_string_lossy().into_owned()) else {
            continue;
        };
        let wanted = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv") || e.eq_ignore_ascii_case("toml"));
        if !wanted || name.starts_with(['.', '~', '#']) || files.len() >= MAX_FILES {
            continue;
        }
        files.insert(format!("{prefix}{name}"), read_file(&path));
    }
    Ok(())
}

fn read_file(path: &Path) -> Content {
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(cause) => return Content::Unreadable(cause.to_string()),
    };
    // A pipe or a device would block or never end.
    if !metadata.is_file() {
        return Content::Unreadable("not a regular file".to_owned());
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Content::TooLarge(metadata.len());
    }
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)) {
        Ok(_) if bytes.len() as u64 > MAX_FILE_BYTES => Content::TooLarge(bytes.len() as u64),
        Ok(_) => Content::Bytes(bytes),
        Err(cause) => Content::Unreadable(cause.to_string()),
    }
}
