//! `config.json`: what a deployment sets for everybody.

use super::{
    base_url::BaseUrl,
    calendar::Calendar,
    json::{Json, Object},
    locale::Locale,
    query::MAX_LIMIT,
};

/// The zone of Iran: the default, and where the Persian calendar is the official one.
const TEHRAN: &str = "Asia/Tehran";

/// A deployment's settings. Every key is optional; [`Config::default`] says what then holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The gateway's address.
    pub base_url: BaseUrl,
    /// Whether the connect form leaves the address alone.
    pub base_url_locked: bool,
    /// The language; `None` follows the browser's.
    pub locale: Option<Locale>,
    /// The calendar; `None` follows the language.
    pub calendar: Option<Calendar>,
    /// IANA name of the zone in which dates are shown and read.
    pub time_zone: String,
    /// The currency of `cost`, an ISO 4217 code or any other word.
    pub currency: String,
    /// Rows per page where an address has none.
    pub page_limit: u64,
    /// The choices of rows per page.
    pub page_limits: Vec<u64>,
    /// Replaces the product's name.
    pub title: Option<String>,
    /// Seconds after which a request without an answer ends.
    pub request_timeout: u32,
}

impl Config {
    /// The calendar of date math: the same for every reader of a link.
    pub fn math_calendar(&self) -> Calendar {
        let of_the_zone = if self.time_zone == TEHRAN { Calendar::Persian } else { Calendar::Gregory };
        self.calendar.unwrap_or(of_the_zone)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base_url: BaseUrl::default(),
            base_url_locked: false,
            locale: None,
            calendar: None,
            time_zone: TEHRAN.to_owned(),
            currency: "IRR".to_owned(),
            page_limit: 25,
            page_limits: vec![10, 25, 50, 100],
            title: None,
            request_timeout: 15,
        }
    }
}

/// Why there is no configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// It could not be loaded: the HTTP status, `None` without an answer. Asking again may help.
    NotLoaded(Option<u16>),
    /// What was loaded is not a JSON object.
    NotJson,
    /// This key's value can't be used.
    Key(&'static str, Expected),
}

/// What a key's value should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// An `http(s)` address, a path from `/`, or nothing.
    Address,
    /// `true` or `false`.
    Bool,
    /// One of these, or null.
    OneOf(&'static [&'static str]),
    /// The IANA name of a time zone.
    TimeZone,
    /// A text that isn't empty.
    Text,
    /// A whole number from 1 to 1,000.
    Limit,
    /// A list of those.
    Limits,
    /// A whole number of seconds, 1 to 35.
    Timeout,
}

/// The key of the time zone, which only the browser can judge.
pub const TIME_ZONE: &str = "time_zone";

impl Config {
    /// Reads the file's text.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let Some(keys) = Json::parse(text).and_then(Json::object) else {
            return Err(ConfigError::NotJson);
        };
        let default = Self::default();
        Ok(Self {
            base_url: key(&keys, "base_url", Expected::Address, |v| BaseUrl::parse(&v.string()?).ok())?
                .unwrap_or(default.base_url),
            base_url_locked: key(&keys, "base_url_locked", Expected::Bool, Json::bool)?
                .unwrap_or(default.base_url_locked),
            locale: nullable(&keys, "locale", Expected::OneOf(&["fa", "en"]), |v| Locale::from_tag(&v.string()?))?,
            calendar: nullable(&keys, "calendar", Expected::OneOf(&["persian", "gregory"]), |v| {
                let name = v.string()?;
                Calendar::ALL.into_iter().find(|calendar| calendar.name() == name)
            })?,
            time_zone: key(&keys, TIME_ZONE, Expected::TimeZone, text_of)?.unwrap_or(default.time_zone),
            currency: key(&keys, "currency", Expected::Text, text_of)?.unwrap_or(default.currency),
            page_limit: key(&keys, "page_limit", Expected::Limit, limit)?.unwrap_or(default.page_limit),
            page_limits: key(&keys, "page_limits", Expected::Limits, |v| {
                v.list()?.into_iter().map(limit).collect::<Option<Vec<_>>>().filter(|limits| !limits.is_empty())
            })?
            .unwrap_or(default.page_limits),
            title: nullable(&keys, "title", Expected::Text, text_of)?,
            request_timeout: key(&keys, "request_timeout", Expected::Timeout, timeout)?
                .unwrap_or(default.request_timeout),
        })
    }
}

/// A key's value: `None` without the key, an error that names the key where `read` can't use it.
fn key<'a, T>(
    keys: &Object<'a>,
    name: &'static str,
    expected: Expected,
    read: impl Fn(Json<'a>) -> Option<T>,
) -> Result<Option<T>, ConfigError> {
    keys.get(name).map(|value| read(value).ok_or(ConfigError::Key(name, expected))).transpose()
}

/// The same for a key whose value may be null, which means that it isn't there.
fn nullable<'a, T>(
    keys: &Object<'a>,
    name: &'static str,
    expected: Expected,
    read: impl Fn(Json<'a>) -> Option<T>,
) -> Result<Option<T>, ConfigError> {
    if keys.get(name).is_some_and(Json::is_null) { Ok(None) } else { key(keys, name, expected, read) }
}

fn text_of(value: Json) -> Option<String> {
    value.string().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn limit(value: Json) -> Option<u64> {
    value.number()?.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit))
}

/// At most so long, so that a failure is always said within 40 seconds.
fn timeout(value: Json) -> Option<u32> {
    value.number()?.parse().ok().filter(|seconds| (1..=35).contains(seconds))
}
