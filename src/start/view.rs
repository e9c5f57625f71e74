//! The view that an address opens.

use crate::{
    address::Codec,
    domain::{
        draft::{Draft, FieldErrors},
        query::Query,
    },
    i18n::Formatter,
};

/// Returns the texts of an address. One that says nothing means that of `start_view`.
pub fn draft(codec: Codec, address: &str, start_view: Option<&str>) -> Draft {
    let says_nothing = || Codec { own_limit: None, ..codec }.parse(address).is_empty();
    codec.parse(start_view.filter(|_| says_nothing()).unwrap_or(address))
}

/// What an address opens, whether it can be used or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The query; `None` where a parameter can't be used.
    pub query: Option<Query>,
    /// The parameters that can't be used.
    pub errors: FieldErrors,
    /// The texts of the fields: of a query, dates are written in the calendar in use; of what can't be used, all is as it
    /// came.
    pub typed: Draft,
    /// The texts that have taken effect: those of the canonical address, or as they came.
    pub settled: Draft,
    /// The address in its canonical form.
    pub canonical: String,
}

impl View {
    /// Returns the view of these texts, which mean this query.
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
