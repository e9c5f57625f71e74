//! The browser's interfaces, each behind a few functions. Only these modules, `gateway::client` and `table` name
//! `web_sys`.

pub mod address_bar;
pub mod clock;
pub mod datalist;
pub mod document;
pub mod files;
pub mod focus;
pub mod foreign;
pub mod frame;
pub mod highlights;
pub mod keyboard;
pub mod notification;
pub mod overlay_history;
pub mod pointer;
pub mod selecting;
pub mod slices;
pub mod storage;
pub mod window;
