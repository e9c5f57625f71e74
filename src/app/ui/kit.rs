//! The kit of the views: signals of few types, the events of selects, icons, and the line of a field's error.

pub(super) mod choosing;
pub(super) mod field_error;
pub(super) mod icon;
pub(super) mod signals;
