//! What the page computes without a browser, timed: an answer decoded, the texts of its rows, addresses.
//!
//! Compiled for this machine and for speed, where the page is wasm that is compiled for size: the figures compare one
//! state of the code with another, not the page with anything.

#[path = "../../../fuzz/checks/codec.rs"]
mod codec;
mod work;

use criterion::{Criterion, Throughput};
use outbox_report::{domain::locale::Locale, i18n::Formatter};
use std::hint::black_box;

fn decode(criterion: &mut Criterion) {
    let (text, asked) = (work::answer(), work::asked().expect("a query that can be used"));
    let mut group = criterion.benchmark_group("decode");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("1,000 records", |bencher| bencher.iter(|| work::decode(black_box(&text), &asked)));
    group.finish();
}

fn texts(criterion: &mut Criterion) {
    let page = work::asked().and_then(|asked| work::decode(&work::answer(), &asked)).expect("a page");
    let mut group = criterion.benchmark_group("texts of 1,000 rows");
    for locale in [Locale::Fa, Locale::En] {
        let formatter = Formatter::new(locale, None);
        group.bench_function(locale.tag(), |bencher| {
            bencher.iter(|| work::texts(black_box(&page), formatter, codec::codec().context.clock.zone));
        });
    }
    group.finish();
}

fn addresses(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("five addresses");
    let all = |work: fn(&str) -> Option<String>| work::LINKS.map(|link| work(black_box(link)));
    group.bench_function("read and written", |bencher| bencher.iter(|| all(work::there_and_back)));
    group.bench_function("read, and the request's body", |bencher| bencher.iter(|| all(work::body)));
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    decode(&mut criterion);
    texts(&mut criterion);
    addresses(&mut criterion);
    criterion.final_summary();
}
