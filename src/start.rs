//! Reads what the page starts with: [`deployment`], [`session`] and [`preferences`] read stored texts, [`view`] reads
//! an address, and [`early`] says when `boot.js` may ask before all of them. All of it is pure.

pub mod deployment;
pub mod early;
pub mod preferences;
pub mod session;
pub mod view;
