//! Reference instances, rebuilt bit for bit from a seed.

pub mod cvb1;
