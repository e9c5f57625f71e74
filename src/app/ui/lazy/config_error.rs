//! The sentence on an error of `config.json`.

use crate::{
    domain::config::{ConfigError, Expected},
    i18n::{Formatter, lazy::Config},
};

/// Returns the sentence on an error of `config.json`: the key, and the values that it may have.
pub fn config_error_text(error: &ConfigError, formatter: Formatter) -> String {
    let config = &formatter.lazy().config;
    match error {
        ConfigError::Key(key, expected) => {
            config.key.fill([key, &formatter.digits().write(&should_be(*expected, config))])
        }
        ConfigError::NotJson | ConfigError::NotLoaded(_) => config.not_json.to_owned(),
    }
}

fn should_be(expected: Expected, config: &Config) -> String {
    match expected {
        Expected::Address => config.address.to_owned(),
        Expected::Bool => config.bool.to_owned(),
        Expected::OneOf(values) => config.one_of.fill([&values.join(", ")]),
        Expected::TimeZone => config.time_zone.to_owned(),
        Expected::Text => config.text.to_owned(),
        Expected::Limit => config.limit.to_owned(),
        Expected::Limits => config.limits.to_owned(),
        Expected::Timeout => config.timeout.to_owned(),
    }
}
