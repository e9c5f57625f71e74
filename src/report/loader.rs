//! Keeps the view in step with the query. The latest query wins: an older request is aborted, and its answer, should
//! one still arrive, is never shown.

use super::{Remote, Report, Session};
use crate::{
    browser::clock,
    domain::query::Query,
    gateway::{client, reply, request},
};
use leptos::{prelude::*, task::spawn_local};

/// What one request depends on.
#[derive(Clone, PartialEq)]
struct Wanted {
    session: Session,
    query: Query,
    turn: u64,
}

/// Follows the report's session, query and refreshes from here on. The network is what this effect keeps in step.
pub(super) fn follow(report: Report) {
    Effect::new(move |earlier: Option<(Option<Wanted>, client::Cancel)>| {
        let turn = report.turn.get();
        let wanted =
            report.session.get().zip(report.query.get()).map(|(session, query)| Wanted { session, query, turn });
        if let Some((before, cancel)) = earlier {
            if before == wanted {
                return (before, cancel);
            }
            cancel.cancel();
        }
        let cancel = client::Cancel::new();
        match wanted.clone() {
            None => report.view.set(Remote::Idle),
            Some(wanted) => {
                report.view.update(Remote::begin);
                spawn_local(ask(report, wanted, cancel.clone()));
            }
        }
        (wanted, cancel)
    });
}

async fn ask(report: Report, wanted: Wanted, cancel: client::Cancel) {
    let Wanted { session, query, .. } = wanted;
    let now = report.now_for(&query);
    let body = report.with_settings(|settings| request::body(&query, settings.clock(now)));
    let answer = client::post(&session.base_url, &session.token, &body, &cancel).await;
    if let Some(answer) = answer {
        let outcome = answer.and_then(|(status, text)| reply::read(status, &text, &query));
        if outcome.is_ok() {
            report.fix_now(&query, now);
        }
        report.view.update(|view| view.end(query, outcome, clock::now()));
    }
}
