//! Bytes as a secret and a text around it.
#![no_main]

#[path = "../checks/secrets.rs"]
mod secrets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| secrets::check(bytes));
