//! What the views are made of.

pub(super) mod field_error;
pub(super) mod icon;
pub(super) mod signals;
