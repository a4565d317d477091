//! Codes of the Harmonized System.

use serde::Serialize;

use crate::cell::{Cell, CellFault, Kind, words};
use crate::code::Code;

words! {
    /// The edition of the Harmonized System that codes belong to.
    pub enum HsRevision {
        /// HS 1996
        Hs1996 = "HS1996",
        /// HS 2002
        Hs2002 = "HS2002",
        /// HS 2007
        Hs2007 = "HS2007",
        /// HS 2012
        Hs2012 = "HS2012",
        /// HS 2017
        Hs2017 = "HS2017",
        /// HS 2022
        Hs2022 = "HS2022",
        /// the source does not say
        NotStated = "not_stated",
    }
}

/// A code of the Harmonized System, as text: leading zeros count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct HsCode(String);

impl HsCode {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Cell for HsCode {
    fn kind() -> Kind {
        Kind {
            name: "HS code",
            description: "a code of the Harmonized System: 2, 4, 6, 8 or 10 digits",
            json_type: "string",
            required: true,
            pattern: Some(r"^(\d{2}){1,5}$"),
            ..Kind::default()
        }
    }

    fn parse(text: &str) -> Result<Self, CellFault> {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        if digits && text.len() <= 10 && text.len().is_multiple_of(2) {
            return Ok(Self(text.to_owned()));
        }
        let mend = if digits && text.len() < 10 {
            format!("spreadsheets drop leading zeros: did you mean `0{text}`?")
        } else {
            "write the digits alone, without points".to_owned()
        };
        Err(CellFault::new(Code::HsCode, "2, 4, 6, 8 or 10 digits", mend))
    }
}
