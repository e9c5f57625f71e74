//! Bytes as a file of saved views.
#![no_main]

#[path = "../checks/codec.rs"]
mod codec;
#[path = "../checks/views.rs"]
mod views;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| views::check(bytes));
