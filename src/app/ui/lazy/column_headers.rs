//! The behaviour of the table's headers: each explains its column. Part of the lazy views.

use crate::{
    app::{
        report::{Report, follow, keep_until_cleanup},
        ui::dialog_state::{Dialog, DialogState},
    },
    browser::{document, pointer},
    domain::column::Column,
    table::dom,
};

/// Opens the explanation of a column when its header is clicked, and sets the headers' tooltips. A click does not sort,
/// as the API returns rows in one order only.
pub(super) fn start(report: Report, dialogs: DialogState) {
    keep_until_cleanup(document::on_click(dom::HEAD, dom::COLUMN, move |name| {
        if let Some(column) = Column::from_name(name) {
            dialogs.open(Dialog::Column(column));
        }
    }));
    follow(move || {
        let (columns, formatter, zone) = (report.columns(), report.formatter(), report.shown_zone_name());
        let meanings: Vec<String> = columns.list().map(|column| formatter.meaning(column, &zone)).collect();
        pointer::set_titles(dom::HEAD, meanings.into_iter());
    });
}
