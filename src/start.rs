//! What the start reads, and the app after it: [`deployment`], [`session`] and [`preferences`] read what is kept, [`view`] an
//! address. All of it is pure.

pub mod deployment;
pub mod preferences;
pub mod session;
pub mod view;
