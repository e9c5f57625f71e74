//! Writes files of the rows that were read, and saves them.

use super::{BreakReason, Ended, Exporter, Stage};
use crate::{
    browser::{
        clock,
        files::{self, Parts},
    },
    domain::{
        json::{Json, Reader},
        query::Query,
        record::Record,
        zone::{Moment, WallClock},
    },
    export::{Choice, Export, FileName, MAX_ROWS, Options, Part, Scope, Summary, plan::Progress},
};
use leptos::prelude::*;
use std::{iter, mem};

/// The number of rows that are written in one task.
const ROWS_PER_TASK: usize = 50;

/// The size of the pieces in which a file is handed to the browser, in bytes.
const PIECE_BYTES: usize = 1_000_000;

impl Exporter {
    /// Writes the files of the rows that were read, and saves them. `why` is the reason why rows are missing; `None` if
    /// the export was not broken off. `generation` is the number of this activity, which stops when a later activity
    /// has begun.
    pub(super) async fn write(self, generation: u64, why: Option<BreakReason>) {
        let Some(job) = self.job.get_value() else { return self.stage.set(Stage::Form) };
        let progress = job.progress();
        let (choice, pinned, numbers, query) = {
            let stored = job.stored.borrow();
            (stored.choice.clone(), Moment(stored.pinned), stored.plan.slices(), self.query_of(&stored))
        };
        self.stage.set(Stage::Writing(0, progress.rows));
        let slices = self.slices().await;
        if self.is_over(generation) {
            return;
        }
        let mut files = self.files(&choice, query);
        for number in numbers {
            if self.is_elsewhere() {
                return self.leave();
            }
            let text = slices.slice(&job.id, number).await;
            if self.is_over(generation) {
                return;
            }
            let Some(text) = text else { break };
            let mut reader = Reader::new(&text);
            let mut next = reader.open(b'[').map(|()| move || reader.has_next(b']')?.then(|| reader.value())?);
            loop {
                let rows = iter::from_fn(|| next.as_mut()?()).map(Json::text).take(ROWS_PER_TASK);
                let rows: Vec<&str> = rows.collect();
                if rows.is_empty() {
                    break;
                }
                if !self.write_batch(generation, &mut files, &rows, progress.rows).await {
                    return;
                }
            }
        }
        if files.written != progress.rows {
            // Somebody has cleared the browser's storage meanwhile.
            return self.lose();
        }
        let summary = self.save(files, &choice, pinned, !progress.is_whole());
        self.stage.set(Stage::Ended(Ended { summary: Some(Box::new(summary)), ..job.ended(why) }));
        if progress.is_whole() {
            self.drop_job();
        }
    }

    /// Writes a file of the rows that are shown, or of those of them that are selected. `generation` is the number of
    /// this activity, which stops when a later activity has begun.
    pub(super) async fn write_rows(self, generation: u64, choice: Choice) {
        let Some(shown) = self.report.view.with_untracked(|view| view.shown().cloned()) else { return };
        let rows: Vec<&Record> = match choice.what {
            Scope::Selection => untrack(|| self.report.selection()).of(&shown.page),
            _ => shown.page.rows.iter().collect(),
        };
        let rows: Vec<&str> = rows.into_iter().map(|row| &*row.raw).collect();
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        self.stage.set(Stage::Writing(0, count));
        let mut files = self.files(&choice, None);
        for rows in rows.chunks(ROWS_PER_TASK) {
            if !self.write_batch(generation, &mut files, rows, count).await {
                return;
            }
        }
        let summary = self.save(files, &choice, shown.at, false);
        let progress = Progress { rows: count, is_done: true, is_proven: true, ..Progress::none() };
        self.stage.set(Stage::Ended(Ended { summary: Some(Box::new(summary)), ..Ended::new(progress, None) }));
    }

    /// Begins the files of an export. `query` has the filters that its rows should match; `None` to judge no row.
    fn files(self, choice: &Choice, query: Option<Query>) -> Files {
        let formatter = untrack(|| self.report.formatter());
        let options = self.report.with_deployment(|deployment| Options {
            format: choice.format,
            fields: choice.fields.clone(),
            values: choice.values,
            formatter,
            zone_name: deployment.config.time_zone.clone(),
            query,
            currency: deployment.config.currency.clone(),
            max_rows: MAX_ROWS,
        });
        Files {
            export: Export::new(options),
            ended: Vec::new(),
            parts: Parts::new(),
            bytes: Vec::new(),
            written: 0,
            hides_codes: formatter.hides_codes(),
        }
    }

    /// Writes rows and ends the task. Returns `false` if the export has ended meanwhile.
    async fn write_batch(self, generation: u64, files: &mut Files, rows: &[&str], of: u64) -> bool {
        self.report.with_deployment(|deployment| {
            for row in rows {
                if let Some(end) = files.export.push(row, &deployment.zone) {
                    files.bytes.extend(end);
                    files.end();
                }
            }
        });
        files.bytes.append(&mut files.export.take());
        if files.bytes.len() >= PIECE_BYTES {
            files.cut();
        }
        files.written += u64::try_from(rows.len()).unwrap_or_default();
        self.stage.set(Stage::Writing(files.written, of));
        clock::next_task().await;
        !self.is_over(generation)
    }

    /// Ends the files, saves them, and returns the totals of their rows.
    fn save(self, files: Files, choice: &Choice, pinned: Moment, is_partial: bool) -> Summary {
        let (ended, summary, hides_codes) = files.finish();
        let pinned = self.report.with_deployment(|deployment| WallClock::at(pinned, &deployment.zone));
        let of = u32::try_from(ended.len()).unwrap_or(u32::MAX);
        for (number, parts) in (1..).zip(ended) {
            let part = Part { number, of };
            let name = FileName { what: choice.what, pinned, is_partial, hides_codes, part, format: choice.format };
            files::save_parts(&name.text(), choice.format.media_type(), &parts);
        }
        summary
    }
}

/// The files that are being written.
struct Files {
    export: Export,
    /// The files that are complete.
    ended: Vec<Parts>,
    parts: Parts,
    /// The bytes that are not handed to the browser yet.
    bytes: Vec<u8>,
    written: u64,
    hides_codes: bool,
}

impl Files {
    /// Hands the bytes so far to the browser.
    fn cut(&mut self) {
        self.parts.push(&self.bytes);
        self.bytes.clear();
    }

    /// Ends a file.
    fn end(&mut self) {
        self.cut();
        self.ended.push(mem::take(&mut self.parts));
    }

    /// Ends the last file. Returns the files, the totals of their rows, and whether codes are redacted in them.
    fn finish(mut self) -> (Vec<Parts>, Summary, bool) {
        self.bytes.append(&mut self.export.take());
        let (end, summary) = self.export.finish();
        self.bytes.extend(end);
        self.parts.push(&self.bytes);
        self.ended.push(self.parts);
        (self.ended, summary, self.hides_codes)
    }
}
