//! Reads what the page starts with: [`deployment`], [`session`] and [`preferences`] read stored texts, [`view`] reads
//! an address. All of it is pure.

pub mod deployment;
pub mod preferences;
pub mod session;
pub mod view;
