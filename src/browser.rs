//! The browser's devices, each behind a few functions. With `gateway::client` the only home of `web_sys`.

pub mod address_bar;
pub mod clock;
pub mod document;
pub mod files;
pub mod hands;
pub mod place;
pub mod selecting;
pub mod stencil;
pub mod storage;
pub mod window;
