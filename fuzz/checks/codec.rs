//! The codec of a deployment in Iran, with nothing that a device would have to say.

use outbox_report::{
    address::Codec,
    domain::{
        calendar::Calendar,
        date_math::Clock,
        draft::Context,
        zone::{Moment, Zone},
    },
};

/// A zone whose clocks never change.
struct Fixed;

impl Zone for Fixed {
    fn offset_at(&self, _: Moment) -> i64 {
        // +03:30, as Tehran has it since 2022.
        12_600
    }
}

/// 2025-11-24 (1404/09/03), 19:30, with 25 rows on a page, for somebody who never chose another number.
pub(crate) fn codec() -> Codec<'static> {
    let clock = Clock { zone: &Fixed, now: Moment(1_764_000_000), calendar: Calendar::Persian };
    Codec { context: Context { default_limit: 25, clock }, own_limit: None, has_start_view: false, section: None }
}
