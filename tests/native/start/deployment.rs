use crate::support::{NOW, TestZone};
use outbox_report::{
    domain::{
        calendar::Calendar,
        config::{Config, ConfigError, Expected, TIME_ZONE},
        locale::Locale,
        preferences::{Preference, Preferences},
        zone::Zone,
    },
    i18n::Formatter,
    start::deployment::{Deployment, config},
};

fn find_zone(name: Option<&str>) -> Option<TestZone> {
    match name {
        Some("Asia/Atlantis") => None,
        name => Some(TestZone::new(name.unwrap_or("Europe/Berlin"))),
    }
}

fn formatter(zone: &str) -> Formatter {
    Formatter::new(Locale::En, None).with_preferences(Preferences::default().with(Preference::Zone, zone))
}

#[test]
fn a_deployment_without_a_file_has_the_defaults() {
    assert_eq!(config(Some((404, Some("<h1>Not found</h1>")))), Ok(Config::default()));
}

#[test]
fn a_file_is_what_any_success_brings() {
    let titled = Config { title: Some("Panel".to_owned()), ..Config::default() };
    for status in [200, 203, 299] {
        assert_eq!(config(Some((status, Some(r#"{"title":"Panel"}"#)))), Ok(titled.clone()));
    }
}

#[test]
fn a_file_that_did_not_come_is_not_taken_for_none() {
    assert_eq!(config(None), Err(ConfigError::NotLoaded(None)));
    for status in [0, 199, 300, 304, 401, 403, 410, 500, 503] {
        assert_eq!(config(Some((status, Some("{}")))), Err(ConfigError::NotLoaded(Some(status))), "{status}");
    }
}

#[test]
fn a_file_that_is_empty_or_too_long_to_be_read_is_no_configuration() {
    assert_eq!(config(Some((200, Some("")))), Err(ConfigError::NotJson));
    assert_eq!(config(Some((200, None))), Err(ConfigError::NotJson));
}

#[test]
fn a_zone_that_the_browser_does_not_know_is_named_as_the_reason() {
    let config = Config { time_zone: "Asia/Atlantis".to_owned(), ..Config::default() };
    let error = Deployment::new(config, find_zone).err();
    assert_eq!(error, Some(ConfigError::Key(TIME_ZONE, Expected::TimeZone)));
}

#[test]
fn an_offset_is_no_name_of_a_zone() {
    for name in ["+03:30", "-05:00", "00:00"] {
        let config = Config { time_zone: name.to_owned(), ..Config::default() };
        let any = |_: Option<&str>| Some(TestZone::new("Asia/Tehran"));
        assert_eq!(Deployment::new(config, any).err(), Some(ConfigError::Key(TIME_ZONE, Expected::TimeZone)));
    }
}

#[test]
fn dates_are_shown_in_the_zone_that_the_person_prefers_and_read_in_the_reports() {
    let deployment = Deployment::new(Config::default(), find_zone).ok().unwrap();
    let offset = |zone| deployment.shown_zone(formatter(zone)).offset_at(NOW);
    assert_eq!([offset("report"), offset("browser"), offset("utc")], [12_600, 3_600, 0]);
    assert_eq!(deployment.clock(NOW).zone.offset_at(NOW), 12_600);
    assert_eq!(deployment.clock(NOW).calendar, Calendar::Persian);
}

#[test]
fn where_the_preferred_zone_is_not_known_dates_stay_in_the_reports() {
    let tehran_alone = |name: Option<&str>| name.filter(|name| *name == "Asia/Tehran").map(TestZone::new);
    let deployment = Deployment::new(Config::default(), tehran_alone).ok().unwrap();
    assert_eq!(deployment.shown_zone(formatter("browser")).offset_at(NOW), 12_600);
}
