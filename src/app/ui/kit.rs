//! The kit of the views: signals of few types, the select of a parameter, buttons, icons, and the line of a field's
//! error.

pub(super) mod button;
pub(super) mod field_error;
pub(super) mod icon;
pub(super) mod param_select;
pub(super) mod signals;
