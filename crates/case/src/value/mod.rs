//! The types of single facts: ids, dates, periods, economies, numbers and units.

pub mod date;
pub mod economy;
pub mod hs;
pub mod id;
pub mod measure;
pub mod period;
pub mod quantity;
pub mod reading;
pub mod recording;
pub mod stop;
pub mod unit;
