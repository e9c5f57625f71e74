//! Bytes as a text with codes.
#![no_main]

#[path = "../checks/codes.rs"]
mod codes;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| codes::check(bytes));
