//! Reads the state with which the page starts: [`deployment`] reads `config.json`, [`session`] and [`preferences`] read
//! texts that the device stores, [`view`] reads an address, and [`early`] has the rules by which `boot.js` may send a
//! request before all of them. All of it is pure.

pub mod deployment;
pub mod early;
pub mod preferences;
pub mod session;
pub mod view;
