//! The stored text by which an export is resumed after a reload.

use super::{Choice, plan::ExportPlan};
use serde::{Deserialize, Serialize};

/// The version of the text. A text of another version is not read.
const VERSION: u32 = 3;

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
    #[serde(default)]
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

    /// Returns the text by which the export is stored, which [`Self::parse`] reads.
    pub fn to_text(&self) -> String {
        // Numbers, texts and maps with texts as keys always have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a stored text. `sign_outs` is the present number of sign-outs on this device, and `now` is in Unix
    /// seconds. Returns `None` if the text can't be read or is of another version, if somebody has signed out since, or
    /// if its set of records was fixed a week ago or earlier.
    pub fn parse(text: &str, sign_outs: &str, now: i64) -> Option<Self> {
        let stored: Self = serde_json::from_str(text).ok()?;
        let is_present = stored.version == VERSION && stored.sign_outs == sign_outs;
        (is_present && now.saturating_sub(stored.pinned) < MAX_AGE_S).then_some(stored)
    }
}
