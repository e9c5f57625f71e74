//! `config.json`: the settings of a deployment, which hold for everybody.

use super::{
    base_url::BaseUrl,
    calendar::Calendar,
    json::{Json, Object},
    locale::Locale,
    query::MAX_LIMIT,
};

/// The IANA name of Iran's time zone. It is the default, and with it the calendar of date math is the Persian one by
/// default.
const TEHRAN: &str = "Asia/Tehran";

/// The largest timeout of a request, in seconds, so that a failure is always shown within 40 seconds.
pub const MAX_TIMEOUT_S: u32 = 35;

/// A deployment's settings. Every key of the file is optional; [`Config::default`] has the values of missing keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The gateway's address.
    pub base_url: BaseUrl,
    /// The lock of the gateway's address: if `true`, the connect form does not let a person change it.
    pub base_url_locked: bool,
    /// The language; `None` follows the browser's.
    pub locale: Option<Locale>,
    /// The calendar of dates, unless the person has chosen one, and of date math. With `None`, dates follow the
    /// language, and date math follows the time zone.
    pub calendar: Option<Calendar>,
    /// The IANA name of the report's time zone, in which dates are read and, by default, shown.
    pub time_zone: String,
    /// The currency of `cost`: an ISO 4217 code or any other word.
    pub currency: String,
    /// The number of rows per page for an address without the parameter `limit`.
    pub page_limit: u64,
    /// The numbers of rows per page that are offered.
    pub page_limits: Vec<u64>,
    /// The name that replaces the product's.
    pub title: Option<String>,
    /// The timeout of a request, in seconds.
    pub request_timeout: u32,
}

impl Config {
    /// Returns the calendar in which date math (`now/M`) counts weeks, months and years. It depends on the deployment
    /// alone, so that a link has one meaning for every reader.
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

/// The reason why `config.json` gives no configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// The file could not be loaded, with the HTTP status, or `None` without an answer. Another attempt may succeed.
    NotLoaded(Option<u16>),
    /// The file is not a JSON object.
    NotJson,
    /// The value of a key can't be used: the key, and the values that it may have.
    Key(&'static str, Expected),
}

/// The kind of value that a key must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// An `http(s)` address, a path that begins with `/`, or an empty text.
    Address,
    /// `true` or `false`.
    Bool,
    /// One of the listed texts, or `null`.
    OneOf(&'static [&'static str]),
    /// The IANA name of a time zone.
    TimeZone,
    /// A text that is not empty.
    Text,
    /// A whole number from 1 to 1,000.
    Limit,
    /// A list of whole numbers from 1 to 1,000 that is not empty.
    Limits,
    /// A whole number of seconds from 1 to [`MAX_TIMEOUT_S`].
    Timeout,
}

/// The key of the report's time zone in `config.json`. Only the browser can tell whether its value is a zone.
pub const TIME_ZONE: &str = "time_zone";

impl Config {
    /// Reads the text of `config.json`, with or without a byte order mark. Unknown keys are ignored.
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
            locale: nullable(&keys, "locale", Expected::OneOf(&Locale::TAGS), |v| Locale::from_tag(&v.string()?))?,
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

/// Returns the value of a key; `None` without the key, and an error that names the key if `read` returns `None`.
fn key<'a, T>(
    keys: &Object<'a>,
    name: &'static str,
    expected: Expected,
    read: impl Fn(Json<'a>) -> Option<T>,
) -> Result<Option<T>, ConfigError> {
    keys.get(name).map(|value| read(value).ok_or(ConfigError::Key(name, expected))).transpose()
}

/// Returns the value of a key as [`key`] does, and treats `null` as a missing key.
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

/// Reads a timeout in seconds.
fn timeout(value: Json) -> Option<u32> {
    value.number()?.parse().ok().filter(|seconds| (1..=MAX_TIMEOUT_S).contains(seconds))
}
