//! The real answer with its rows changed, or to another request.

use serde_json::{Value, json};

use super::client::{Reply, post};
use super::{ALL, with};

/// Returns a changed answer to a request for all sends, and the real one.
fn changed(rule: &Value) -> (Reply, Value) {
    let (running, real) = with(rule, ALL);
    let reply = post(&running, ALL);
    assert_eq!(reply.status, 200, "{rule}");
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let real: Value = serde_json::from_str(&real).unwrap();
    assert_eq!(reply.json()["meta"], real["meta"], "{rule}");
    assert_eq!(rows(&reply.json()).len(), 30, "{rule}");
    (reply, real)
}

fn rows(reply: &Value) -> &[Value] {
    reply["data"].as_array().unwrap()
}

#[test]
fn wrong_types_are_in_some_rows_and_the_last_is_none() {
    let (reply, real) = changed(&json!({"fault": "wrong_types"}));
    let reply = reply.json();
    let (last, others) = rows(&reply).split_last().unwrap();
    assert_eq!(*last, json!("broken"));
    let wrong = others.iter().zip(rows(&real)).filter(|(row, real)| {
        let mut expected = (*real).clone();
        if **row != expected {
            for (key, value) in [
                ("time", json!({})),
                ("cost", json!([1])),
                ("state_id", json!(true)),
                ("message", json!({"a": 1})),
                ("rcpts_count", json!("many")),
                ("time_send", json!("soon")),
            ] {
                expected[key] = value;
            }
            assert_eq!(**row, expected);
            return true;
        }
        false
    });
    assert!((8..=21).contains(&wrong.count()));

    let (running, _) = with(&json!({"fault": "wrong_types"}), "{}");
    assert!(rows(&post(&running, r#"{"limit":1}"#).json())[0].is_object(), "a row that is alone stays one");
}

#[test]
fn milliseconds_change_nothing_but_the_two_times() {
    let (reply, real) = changed(&json!({"fault": "milliseconds"}));
    let mut expected = real.clone();
    for row in expected["data"].as_array_mut().unwrap() {
        for key in ["time", "time_send"] {
            if let Some(seconds) = row[key].as_str() {
                assert!(seconds.len() == 10, "{seconds}");
                row[key] = json!(format!("{seconds}000"));
            }
        }
    }
    assert_eq!(reply.json(), expected);
}

#[test]
fn what_a_fault_leaves_alone_stays_as_it_was_written() {
    let (running, real) = with(&json!({"fault": "milliseconds"}), ALL);
    let reply = post(&running, ALL).body;
    let mut written = String::new();
    let mut rest = reply.as_str();
    while let Some(at) = rest.find("\"time") {
        let field = rest[at..].find(',').unwrap() + at;
        written +=
            rest[..field].strip_suffix("000\"").map(|text| format!("{text}\"")).as_deref().unwrap_or(&rest[..field]);
        rest = &rest[field..];
    }
    assert_eq!(written + rest, real);
}

#[test]
fn nulls_leave_the_ids_alone() {
    let (reply, real) = changed(&json!({"fault": "nulls"}));
    for (row, real) in rows(&reply.json()).iter().zip(rows(&real)) {
        assert_eq!(row.as_object().unwrap().len(), real.as_object().unwrap().len());
        for (key, value) in row.as_object().unwrap() {
            let expected = if key == "messages_outbox_id" { &real[key] } else { &Value::Null };
            assert_eq!(value, expected, "{key}");
        }
    }
}

#[test]
fn unknown_fields_are_in_every_row_and_an_unknown_state_in_every_third() {
    let (reply, real) = changed(&json!({"fault": "unknown"}));
    let mut expected = real.clone();
    for (index, row) in expected["data"].as_array_mut().unwrap().iter_mut().enumerate() {
        row["new_field"] = json!({"deep": [1, {"a": null}]});
        row["other"] = json!("x");
        if index % 3 == 2 {
            row["state_id"] = json!(42);
            row["status"] = json!("معلق");
        }
    }
    assert_eq!(reply.json(), expected);
}

#[test]
fn large_ids_are_numbers_that_go_on_from_page_to_page() {
    let (running, _) = with(&json!({"fault": "large_ids"}), "{}");
    for (page, first) in [(1, 9_007_199_254_740_993_u64), (3, 9_007_199_254_741_013)] {
        let body = post(&running, &json!({ "page": page }).to_string()).body;
        for row in 0..10 {
            assert!(body.contains(&format!("\"messages_outbox_id\":{},", first + row)), "{body}");
        }
        assert_eq!(body.matches("\"cost\":12345678901234567890.").count(), 10);
    }
}

#[test]
fn a_change_of_rows_leaves_refusals_alone() {
    for name in ["wrong_types", "milliseconds", "nulls", "unknown", "large_ids"] {
        let (running, real) = with(&json!({ "fault": name }), "no");
        let reply = post(&running, "no");
        assert_eq!((reply.status, reply.body), (422, real), "{name}");
        assert_eq!(post(&running, r#"{"page":99}"#).json()["data"], json!([]), "{name}");
    }
}

#[test]
fn a_clamped_page_is_whole_in_itself() {
    let (running, real) = with(&json!({"fault": "clamped", "per_page": 7}), r#"{"limit":7,"page":5}"#);
    assert_eq!(post(&running, r#"{"limit":1000,"page":5}"#).body, real);
    let meta = &post(&running, r#"{"limit":1000,"page":5}"#).json()["meta"];
    let said = ["per_page", "from", "to", "last_page"].map(|key| meta[key].as_i64().unwrap());
    assert_eq!(said, [7, 29, 30, 5]);
    assert_eq!(post(&running, r#"{"limit":3}"#).json()["meta"]["per_page"], json!(3));
    assert_eq!(post(&running, r#"{"limit":0}"#).status, 422);
}

#[test]
fn an_ignored_filter_is_as_if_it_had_not_been_sent() {
    let others = r#"{"limit":1000,"filters":{"messages_outbox_id":1100972179,"to_exit_count":1000}}"#;
    let (running, real) = with(&json!({"fault": "ignored_filter", "filter": "state_id"}), others);
    assert_eq!(serde_json::from_str::<Value>(&real).unwrap()["meta"]["total"], json!(1));
    for state in ["\"3\"", "3", "\"none\"", "[]"] {
        let asked = format!(
            r#"{{"limit":1000,"filters":{{"messages_outbox_id":1100972179,"state_id":{state},"to_exit_count":1000}}}}"#
        );
        assert_eq!(post(&running, &asked).body, real, "{state}");
    }
    assert_eq!(post(&running, r#"{"filters":{"message":"nobody ever wrote this"}}"#).json()["data"], json!([]));
    assert_eq!(post(&running, "no").status, 422);
}
