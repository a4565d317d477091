//! What people take away, read back by other readers.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test reads back is there, or the test fails")]

#[path = "../sample/mod.rs"]
mod sample;

mod columnar;
mod comma;
mod package;
mod tables;
mod workbook;
