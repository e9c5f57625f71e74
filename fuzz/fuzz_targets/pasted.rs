//! Bytes as something pasted: into the page, as a value into a field, and as the text that a command asks for.
#![no_main]

#[path = "../checks/codec.rs"]
mod codec;
#[path = "../checks/pasted.rs"]
mod pasted;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pasted::check(bytes));
