//! What the deployment sets, with the time zones that it needs.

use crate::{
    domain::{
        config::{Config, ConfigError, Expected, TIME_ZONE},
        date_math::Clock,
        preferences::ShownZone,
        zone::{Moment, Zone},
    },
    i18n::Formatter,
};
use std::cell::OnceCell;

/// Returns the configuration that `config.json` holds: its text where the server has one, the defaults after a 404.
///
/// `answer` is the HTTP status and the body, which is `None` where it was too long to be read; no answer is `None`.
pub fn config(answer: Option<(u16, Option<&str>)>) -> Result<Config, ConfigError> {
    match answer {
        Some((200..300, text)) => Config::parse(text.unwrap_or_default()),
        Some((404, _)) => Ok(Config::default()),
        Some((status, _)) => Err(ConfigError::NotLoaded(Some(status))),
        None => Err(ConfigError::NotLoaded(None)),
    }
}

/// Finds the rules of the zone of an IANA name, or of the device's own zone without a name. `None` where the browser knows no
/// zone of that name.
type FindZone<Z> = fn(Option<&str>) -> Option<Z>;

/// What the deployment sets, and the zones by the browser's rules. It never changes while the page is open.
pub struct Deployment<Z> {
    /// The deployment's file.
    pub config: Config,
    /// The report's time zone, in which dates are read.
    pub zone: Z,
    find_zone: FindZone<Z>,
    /// The device's own zone and UTC, once somebody wants to see dates in them.
    others: [OnceCell<Option<Z>>; 2],
}

impl<Z: Zone> Deployment<Z> {
    /// Returns the deployment of a file, or an error that names the key where the browser does not know its time zone.
    pub fn new(config: Config, find_zone: FindZone<Z>) -> Result<Self, ConfigError> {
        let zone = find_zone(Some(&config.time_zone)).ok_or(ConfigError::Key(TIME_ZONE, Expected::TimeZone))?;
        Ok(Self { config, zone, find_zone, others: Default::default() })
    }

    /// Returns the time zone in which a formatter's dates are shown.
    pub fn shown_zone(&self, formatter: Formatter) -> &Z {
        let [device, utc] = &self.others;
        let find = |name| (self.find_zone)(name);
        let other = match formatter.preferences.zone() {
            ShownZone::Report => None,
            ShownZone::Browser => device.get_or_init(|| find(None)).as_ref(),
            ShownZone::Utc => utc.get_or_init(|| find(Some("UTC"))).as_ref(),
        };
        other.unwrap_or(&self.zone)
    }

    /// Returns what dates become instants by, where `now` means this.
    pub fn clock(&self, now: Moment) -> Clock<'_> {
        Clock { zone: &self.zone, now, calendar: self.config.math_calendar() }
    }
}
