//! The deployment's configuration, with the time zones that it needs.

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

/// Returns the configuration of an answer for `config.json`: that of its text after 2xx, the defaults after 404.
///
/// `answer` is the HTTP status and the body; the body is `None` if it was too long to be read. An error is returned
/// for any other status, for no answer, and for a text that is not a valid configuration.
pub fn config(answer: Option<(u16, Option<&str>)>) -> Result<Config, ConfigError> {
    match answer {
        Some((200..300, text)) => Config::parse(text.unwrap_or_default()),
        Some((404, _)) => Ok(Config::default()),
        Some((status, _)) => Err(ConfigError::NotLoaded(Some(status))),
        None => Err(ConfigError::NotLoaded(None)),
    }
}

/// A function that returns the zone of an IANA name, or the device's own zone without a name. It returns `None` if
/// the browser does not know the name.
type FindZone<Z> = fn(Option<&str>) -> Option<Z>;

/// The configuration of the deployment, and the time zones in which dates can be shown, by the rules that the browser
/// knows. It never changes while the page is open.
pub struct Deployment<Z> {
    /// The configuration in `config.json`.
    pub config: Config,
    /// The report's time zone, in which the dates of the filters are meant.
    pub zone: Z,
    /// The browser's time zones.
    find_zone: FindZone<Z>,
    /// The device's own zone and UTC, each found when dates are first shown in it.
    others: [OnceCell<Option<Z>>; 2],
}

impl<Z: Zone> Deployment<Z> {
    /// Creates the deployment of a configuration. Returns an error that names the key of the time zone if its value is
    /// no name, or if the browser does not know that zone.
    pub fn new(config: Config, find_zone: FindZone<Z>) -> Result<Self, ConfigError> {
        // An offset such as `+03:30` is no name: older browsers do not know it. Signs and digits come before letters.
        let zone = find_zone(Some(&config.time_zone)).filter(|_| *config.time_zone > *":");
        let zone = zone.ok_or(ConfigError::Key(TIME_ZONE, Expected::TimeZone))?;
        Ok(Self { config, zone, find_zone, others: Default::default() })
    }

    /// Returns the time zone in which a formatter's dates are shown: the one that the person has chosen in the
    /// preferences, or the report's if the browser does not know that zone.
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

    /// Returns the clock by which dates are converted to instants. `now` is the instant that `now` means in date math.
    pub fn clock(&self, now: Moment) -> Clock<'_> {
        Clock { zone: &self.zone, now, calendar: self.config.math_calendar() }
    }
}
