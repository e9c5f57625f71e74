//! The view that an address opens.

use crate::{
    address::Codec,
    domain::{
        draft::{Draft, FieldErrors},
        query::Query,
    },
    i18n::Formatter,
};

/// Returns the draft of an address: its values as texts, not checked yet. An address without values means `start_view`,
/// the address of the saved view for the start, if there is one.
pub fn draft(codec: Codec, address: &str, start_view: Option<&str>) -> Draft {
    let says_nothing = || codec.section.is_none() && Codec { own_limit: None, ..codec }.parse(address).is_empty();
    codec.parse(start_view.filter(|_| says_nothing()).unwrap_or(address))
}

/// The view of an address, whose values may be unusable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The query; `None` if a value can't be used.
    pub query: Option<Query>,
    /// The errors of the values that can't be used.
    pub errors: FieldErrors,
    /// The texts of the fields. With a query, dates are in the present calendar and digits; without one, all texts are
    /// as they came.
    pub typed: Draft,
    /// The texts that have taken effect: those of the canonical address, or all as they came if a value can't be
    /// used.
    pub settled: Draft,
    /// The canonical address of the view, which the page writes into the address bar.
    pub canonical: String,
}

impl View {
    /// Returns the view of a draft, where `query` is the result of checking the draft.
    pub fn new(codec: Codec, formatter: Formatter, draft: Draft, query: Result<Query, FieldErrors>) -> Self {
        match query {
            Ok(query) => Self {
                errors: FieldErrors::default(),
                typed: Draft::of(&query, formatter.calendar, formatter.digits()),
                settled: Draft::canonical(&query),
                canonical: codec.format(&query),
                query: Some(query),
            },
            Err(errors) => Self {
                query: None,
                errors,
                typed: draft.clone(),
                canonical: codec.format_draft(&draft),
                settled: draft,
            },
        }
    }
}
