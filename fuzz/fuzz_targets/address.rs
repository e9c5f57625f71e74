//! Bytes as the query string of an address, and as something pasted.
#![no_main]

#[path = "../checks/address.rs"]
mod address;
#[path = "../checks/codec.rs"]
mod codec;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| address::check(bytes));
