//! Bytes as an answer of the gateway.
#![no_main]

#[path = "../checks/codec.rs"]
mod codec;
#[path = "../checks/reply.rs"]
mod reply;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reply::check(bytes));
