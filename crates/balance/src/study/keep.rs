//! A study kept as JSON: made once, shown often, refused when the data are others.

use super::Study;

/// The version of the format; another one is refused.
const VERSION: u32 = 1;

/// Why a kept study is not used.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// The text is no study of this version.
    #[error("this is no study of this version: {0}")]
    Format(String),
    /// It was made for other data.
    #[error("this study was made for other data")]
    Fingerprint,
}

/// A study with the version of its format.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Kept {
    version: u32,
    /// Hash of the case, day of the view and what was asked: what the study was made for.
    pub key: String,
    /// The study.
    pub study: Study,
}

impl Kept {
    /// A study to be kept.
    pub fn new(key: impl Into<String>, study: Study) -> Self {
        Self { version: VERSION, key: key.into(), study }
    }

    /// Reads a kept study; it must have been made for this key.
    ///
    /// # Errors
    /// Why it is not used.
    pub fn read(text: &str, key: &str) -> Result<Study, KeptError> {
        let kept: Self = serde_json::from_str(text).map_err(|error| KeptError::Format(error.to_string()))?;
        if kept.version != VERSION {
            return Err(KeptError::Format(format!("version {} instead of {VERSION}", kept.version)));
        }
        if kept.key == key { Ok(kept.study) } else { Err(KeptError::Fingerprint) }
    }

    /// As JSON, one line for each part.
    ///
    /// # Errors
    /// When a number is not finite.
    pub fn to_json(&self) -> Result<String, KeptError> {
        serde_json::to_string(self).map_err(|error| KeptError::Format(error.to_string()))
    }
}
