//! The stored bytes by which an export is resumed after a reload.

use super::{Choice, plan::ExportPlan};
use serde::{Deserialize, Serialize};

/// The version of the bytes, which begin with it. Those of another version are not read. They hold values without
/// names, so any change of a type that is stored needs another version.
const VERSION: u32 = 4;

/// The time for which an export can be resumed, in seconds: a week.
const MAX_AGE_S: i64 = 7 * 86_400;

/// An export of all rows that match the filters, with the data that is needed to resume it. It holds no token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredExport {
    version: u32,
    /// The number of sign-outs on this device when the session began, as a text. A later sign-out ends the export.
    pub sign_outs: String,
    /// The address of the gateway.
    pub base_url: String,
    /// The canonical query string of the filters, in which all dates are instants.
    pub filters: String,
    /// The instant at which the set of records was fixed (no later record is in it), in Unix seconds.
    pub pinned: i64,
    /// The person's choices.
    pub choice: Choice,
    /// The plan, with the tasks that were left when the export was stored last.
    pub plan: ExportPlan,
    /// True if another token was connected after rows were read. It may belong to another account.
    pub has_other_token: bool,
}

impl StoredExport {
    /// Creates the data of an export that starts.
    pub fn new(
        sign_outs: String,
        base_url: String,
        filters: String,
        pinned: i64,
        choice: Choice,
        plan: ExportPlan,
    ) -> Self {
        Self { version: VERSION, sign_outs, base_url, filters, pinned, choice, plan, has_other_token: false }
    }

    /// Returns the bytes by which the export is stored, which [`Self::read`] reads. They are in the format of
    /// [Postcard](https://postcard.jamesmunns.com/wire-format): the code for JSON is 19 KB of compressed wasm more.
    pub fn to_bytes(&self) -> Vec<u8> {
        // All lengths are known, which alone could fail.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads stored bytes. `sign_outs` is the present number of sign-outs on this device, and `now` is in Unix seconds.
    /// Returns `None` if the bytes can't be read or are of another version, if somebody has signed out since, or if the
    /// set of records was fixed a week ago or earlier.
    pub fn read(bytes: &[u8], sign_outs: &str, now: i64) -> Option<Self> {
        let stored: Self = postcard::from_bytes(bytes).ok()?;
        let is_present = stored.version == VERSION && stored.sign_outs == sign_outs;
        (is_present && now.saturating_sub(stored.pinned) < MAX_AGE_S).then_some(stored)
    }
}
