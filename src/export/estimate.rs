//! Estimates of the work of an export, made before it starts.

use crate::domain::query::MAX_LIMIT;

/// The number of rows above which an export has to be confirmed.
const CONFIRMED_ABOVE_ROWS: u64 = 100_000;

/// The number of seconds above which an export has to be confirmed.
const CONFIRMED_ABOVE_SECONDS: u64 = 600;

/// The bytes that cross the network in a second if nothing is known of it: a slow mobile network.
const BYTES_PER_SECOND: u64 = 200_000;

/// The estimated size and duration of an export. All numbers are rounded up and rough: nobody knows how busy the
/// gateway will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The number of rows.
    pub rows: u64,
    /// The number of requests that the export sends.
    pub requests: u64,
    /// The number of seconds that the export takes.
    pub seconds: u64,
    /// The number of bytes of JSON that are read from the gateway.
    pub bytes: u64,
    /// The number of bytes that can be kept in memory, if the device stores no rows and they need more than that;
    /// `None` if there is room for all rows.
    pub room: Option<u64>,
}

impl Estimate {
    /// Estimates the export of `rows` rows. `most` is the most rows that the gateway gives on a page, from 1, and
    /// `count_ms` the time that it took for a count, in milliseconds. `row_bytes` is the mean size of a row, in bytes,
    /// and `room` the number of bytes that can be kept in memory; `None` if the device stores the rows.
    pub fn new(rows: u64, most: u64, count_ms: u64, row_bytes: u64, room: Option<u64>) -> Self {
        // The requests include a count before and two after, and more than full pages would take: a slice ends with a
        // second, which rarely fills a page.
        let per_request = most.clamp(1, MAX_LIMIT);
        let requests = rows.div_ceil(per_request - per_request / 20).saturating_add(3);
        let bytes = rows.saturating_mul(row_bytes);
        let waiting = requests.saturating_mul(count_ms).div_ceil(1000);
        let seconds = waiting.saturating_add(bytes.div_ceil(BYTES_PER_SECOND));
        Self { rows, requests, seconds, bytes, room: room.filter(|room| *room < bytes) }
    }

    /// Returns whether the person must confirm the export, because it has more than 100,000 rows, takes more than ten
    /// minutes or will not find room.
    pub const fn needs_confirmation(self) -> bool {
        self.rows > CONFIRMED_ABOVE_ROWS || self.seconds > CONFIRMED_ABOVE_SECONDS || self.room.is_some()
    }
}
