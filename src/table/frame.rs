//! The table as it stands before the app is there.

use super::{rows, stencil::Stencil};
use crate::{
    domain::{column::Column, zone::Zone},
    i18n::Formatter,
    requests::Snapshot,
    start::deployment::Deployment,
};
use web_sys::Element;

/// The first rows.
pub struct FirstRows {
    body: Element,
    stencil: Stencil,
}

impl FirstRows {
    /// Puts the table's frame with its headers into an element.
    pub fn new(slot: &Element, formatter: Formatter) -> Option<Self> {
        let messages = formatter.messages();
        let headers = Column::OWN.map(|column| {
            [
                "<th scope=\"col\" role=\"columnheader\" class=\"",
                column.class(),
                "\">",
                messages.header(column),
                "</th>",
            ]
            .concat()
        });
        slot.set_inner_html(
            &[
                "<div class=\"table-frame\" role=\"group\" tabindex=\"0\"><table role=\"table\"><caption>",
                messages.product,
                "</caption><thead role=\"rowgroup\"><tr role=\"row\">",
                &headers.concat(),
                "</tr></thead><tbody role=\"rowgroup\"></tbody></table></div>",
            ]
            .concat(),
        );
        let body = slot.query_selector("tbody").ok().flatten()?;
        Some(Self { body, stencil: Stencil::new(rows::MARKUP, &rows::SLOTS) })
    }

    /// Writes the rows of an answer.
    pub fn paint<Z: Zone>(&mut self, shown: &Snapshot, formatter: Formatter, deployment: &Deployment<Z>) {
        self.stencil.paint(&self.body, rows::rows(shown, formatter, deployment));
    }
}
