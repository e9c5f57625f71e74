//! What the headers of the table do: each says what its column is about. Loaded later.

use super::dialogs::{Dialogs, Wanted};
use crate::{
    app::report::{Report, follow, hold},
    browser::{document, hands},
    domain::column::Column,
    table::dom,
};

/// Makes the headers explain their columns, from here on. They are no buttons that sort: the API has no order but its
/// own.
pub(super) fn start(report: Report, dialogs: Dialogs) {
    hold(document::on_click(dom::HEAD, dom::COLUMN, move |name| {
        if let Some(column) = Column::from_name(name) {
            dialogs.open(Wanted::Column(column));
        }
    }));
    follow(move || {
        let (columns, formatter, zone) = (report.columns(), report.formatter(), report.shown_zone_name());
        let meanings: Vec<String> = columns.list().map(|column| formatter.meaning(column, &zone)).collect();
        hands::set_titles(dom::HEAD, meanings.into_iter());
    });
}
