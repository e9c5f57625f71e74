//! The script: its rules, how they are parsed, and which of them apply to a request.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::Given;
use super::answers::{Form, Retry};
use super::rows::Bend;
use crate::seed::chance::Chance;

/// The filters of the API document.
const FILTERS: [&str; 11] = [
    "username",
    "number",
    "messages_outbox_id",
    "create_from_date",
    "create_to_date",
    "send_from_date",
    "send_to_date",
    "from_exit_count",
    "to_exit_count",
    "message",
    "state_id",
];

/// The kinds of faults; [the crate](crate) describes each.
#[derive(Clone)]
pub(super) enum Fault {
    Latency { ms: u64, jitter: u64 },
    Hang,
    SlowBody { ms: u64 },
    Reset,
    Unauthorized,
    Invalid { errors: BTreeMap<String, Vec<String>>, message: String, code: String },
    Throttled(Retry),
    Unavailable(Retry),
    Timeout,
    ServerError,
    BadGateway,
    NotFound,
    RefusedOk,
    HtmlOk,
    OtherShape,
    Empty,
    Truncated,
    Rows(Bend),
    Clamped { per_page: i64 },
    IgnoredFilter { filter: String },
    Redirect,
    NoCors,
}

/// The rules in their order, with the state of the random numbers.
#[derive(Clone)]
pub(super) struct Script {
    seed: u64,
    chance: Chance,
    rules: Vec<Rule>,
}

#[derive(Clone)]
struct Rule {
    given: Map<String, Value>,
    fault: Fault,
    after: u64,
    times: Option<u64>,
    rate: f64,
    page: Option<i64>,
    met: u64,
    used: u64,
}

impl Default for Script {
    fn default() -> Self {
        Self::new(1, Vec::new())
    }
}

impl Script {
    const fn new(seed: u64, rules: Vec<Rule>) -> Self {
        Self { seed, chance: Chance::new(seed), rules }
    }

    /// Parses a script. An error is a sentence on what is wrong with it.
    pub(super) fn read(script: Value) -> Result<Self, String> {
        let Value::Object(script) = script else {
            return Err("the script must be an object with `rules`".to_owned());
        };
        let mut keys = Keys(script);
        let seed = keys.optional("seed", "a whole number")?.unwrap_or(1);
        let rules: Vec<Value> = keys.needed("rules", "a list")?;
        keys.finish()?;
        let rules = rules.into_iter().zip(1..).map(|(rule, number)| {
            let name = rule.get("fault").and_then(Value::as_str).map(|name| format!(" ({name})")).unwrap_or_default();
            Rule::read(rule).map_err(|why| format!("rule {number}{name}: {why}"))
        });
        Ok(Self::new(seed, rules.collect::<Result<_, String>>()?))
    }

    /// Returns the script as it was given, with the counts of each rule.
    pub(super) fn shown(&self) -> Value {
        let rules = self.rules.iter().map(|rule| {
            let mut shown = rule.given.clone();
            shown.insert("met".to_owned(), rule.met.into());
            shown.insert("used".to_owned(), rule.used.into());
            Value::Object(shown)
        });
        json!({ "seed": self.seed, "rules": rules.collect::<Vec<_>>() })
    }

    /// Returns the faults for a request for the given page, and counts it in the rules.
    pub(super) fn next(&mut self, page: Option<i64>) -> Given {
        let mut wait: u64 = 0;
        let mut given = Given::default();
        for rule in &mut self.rules {
            if !rule.applies(page, &mut self.chance) {
                continue;
            }
            let start = self.chance.next();
            if let Fault::Latency { ms, jitter } = rule.fault {
                let more = start.checked_rem(jitter.saturating_add(1)).unwrap_or(0);
                wait = wait.saturating_add(ms).saturating_add(more);
            } else {
                given = Given { fault: Some(rule.fault.clone()), chance: Chance::new(start), ..given };
                break;
            }
        }
        Given { wait: Duration::from_millis(wait), ..given }
    }
}

impl Rule {
    fn read(rule: Value) -> Result<Self, String> {
        let Value::Object(given) = rule else {
            return Err("it must be an object with `fault`".to_owned());
        };
        let mut keys = Keys(given.clone());
        let name: String = keys.needed("fault", "the name of a fault")?;
        let rule = Self {
            given,
            fault: fault(&name, &mut keys)?,
            after: keys.whole("after")?.unwrap_or(0),
            times: keys.whole("times")?,
            rate: keys.optional("rate", "a number from 0 to 1")?.unwrap_or(1.0),
            page: keys.optional("page", "a whole number from 1")?,
            met: 0,
            used: 0,
        };
        if !(0.0..=1.0).contains(&rule.rate) {
            return Err("`rate` must be a number from 0 to 1".to_owned());
        }
        if rule.page.is_some_and(|page| page < 1) {
            return Err("`page` must be a whole number from 1".to_owned());
        }
        keys.finish()?;
        Ok(rule)
    }

    /// Returns whether the rule's fault applies to this request, and counts the request.
    fn applies(&mut self, page: Option<i64>, chance: &mut Chance) -> bool {
        if self.page.is_some() && self.page != page {
            return false;
        }
        let before = self.met;
        self.met += 1;
        if before < self.after || self.times.is_some_and(|times| self.used >= times) {
            return false;
        }
        let drawn = u32::try_from(chance.next() >> 32).map_or(0.0, f64::from) / (f64::from(u32::MAX) + 1.0);
        let applies = drawn < self.rate;
        self.used += u64::from(applies);
        applies
    }
}

fn fault(name: &str, keys: &mut Keys) -> Result<Fault, String> {
    Ok(match name {
        "latency" => Fault::Latency { ms: keys.ms()?, jitter: keys.whole("jitter_ms")?.unwrap_or(0) },
        "hang" => Fault::Hang,
        "slow_body" => Fault::SlowBody { ms: keys.ms()? },
        "reset" => Fault::Reset,
        "unauthorized" => Fault::Unauthorized,
        "invalid" => Fault::Invalid {
            errors: keys.optional("errors", "an object of lists of texts")?.unwrap_or_default(),
            message: keys.optional("message", "a text")?.unwrap_or_else(|| "invalid request".to_owned()),
            code: keys.optional("code", "a text")?.unwrap_or_else(|| "400-2".to_owned()),
        },
        "throttled" => Fault::Throttled(retry(Some(5), keys)?),
        "unavailable" => Fault::Unavailable(retry(None, keys)?),
        "timeout" => Fault::Timeout,
        "server_error" => Fault::ServerError,
        "bad_gateway" => Fault::BadGateway,
        "not_found" => Fault::NotFound,
        "refused_ok" => Fault::RefusedOk,
        "html_ok" => Fault::HtmlOk,
        "other_shape" => Fault::OtherShape,
        "empty" => Fault::Empty,
        "truncated" => Fault::Truncated,
        "wrong_types" => Fault::Rows(Bend::WrongTypes),
        "milliseconds" => Fault::Rows(Bend::Milliseconds),
        "nulls" => Fault::Rows(Bend::Nulls),
        "unknown" => Fault::Rows(Bend::Unknown),
        "large_ids" => Fault::Rows(Bend::LargeIds),
        "clamped" => match keys.needed("per_page", "a whole number from 1")? {
            per_page @ 1.. => Fault::Clamped { per_page },
            _ => return Err("`per_page` must be a whole number from 1".to_owned()),
        },
        "ignored_filter" => {
            let filter: String = keys.needed("filter", "the name of a filter")?;
            if !FILTERS.contains(&filter.as_str()) {
                return Err(format!("`filter` must be the name of a filter, and `{filter}` is none"));
            }
            Fault::IgnoredFilter { filter }
        }
        "redirect" => Fault::Redirect,
        "no_cors" => Fault::NoCors,
        _ => return Err("`fault` must be the name of a fault".to_owned()),
    })
}

fn retry(default: Option<u64>, keys: &mut Keys) -> Result<Retry, String> {
    Ok(Retry {
        after: keys.whole("retry_after")?.or(default),
        form: keys.optional("form", "\"seconds\", \"date\" or \"none\"")?.unwrap_or(Form::Seconds),
        expose: keys.optional("expose", "true or false")?.unwrap_or(false),
    })
}

/// The keys of an object that are not parsed yet.
struct Keys(Map<String, Value>);

impl Keys {
    /// Takes the value of a key; `None` if it is `null` or missing. `what` names the expected value in the error.
    fn optional<T: DeserializeOwned>(&mut self, key: &str, what: &str) -> Result<Option<T>, String> {
        let value = self.0.remove(key).unwrap_or_default();
        Option::<T>::deserialize(value).map_err(|_| format!("`{key}` must be {what}"))
    }

    fn needed<T: DeserializeOwned>(&mut self, key: &str, what: &str) -> Result<T, String> {
        self.optional(key, what)?.ok_or_else(|| format!("`{key}` is missing; it must be {what}"))
    }

    fn whole(&mut self, key: &str) -> Result<Option<u64>, String> {
        self.optional(key, "a whole number")
    }

    fn ms(&mut self) -> Result<u64, String> {
        self.needed("ms", "a whole number of milliseconds")
    }

    /// Refuses keys that are left: a misspelled key would be a fault that never happens.
    fn finish(self) -> Result<(), String> {
        match self.0.keys().next() {
            Some(key) => Err(format!("there is no key `{key}`")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the waits, in milliseconds, of this many requests for the first page.
    fn waits(script: &Value, requests: usize) -> Result<Vec<u128>, String> {
        let mut script = Script::read(script.clone())?;
        Ok((0..requests).map(|_| script.next(Some(1)).wait.as_millis()).collect())
    }

    #[test]
    fn a_wait_is_up_to_its_jitter_longer_and_the_same_for_the_same_seed() {
        let script = |seed: u64| json!({"seed": seed, "rules": [{"fault": "latency", "ms": 300, "jitter_ms": 200}]});
        let first = waits(&script(7), 200).unwrap_or_default();
        assert!(first.iter().all(|wait| (300..=500).contains(wait)), "{first:?}");
        assert!(first.iter().any(|wait| *wait < 330) && first.iter().any(|wait| *wait > 470), "{first:?}");
        assert_eq!(waits(&script(7), 200), Ok(first.clone()));
        assert_ne!(waits(&script(8), 200), Ok(first));
    }

    #[test]
    fn the_longest_waits_are_no_overflow() {
        let rule = json!({"fault": "latency", "ms": u64::MAX, "jitter_ms": u64::MAX, "after": 0, "times": u64::MAX});
        let script = json!({"rules": [rule, rule]});
        assert_eq!(waits(&script, 1), Ok(vec![u128::from(u64::MAX)]));
    }
}
