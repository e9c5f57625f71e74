//! Prints the rules by which `boot.js` sends the first request, a line each. It is a program of its own so that xtask,
//! which is compiled before anything else, need not wait for the page's code.

fn main() {
    for (name, value) in outbox_report::start::early::rules() {
        println!("{name} = {value}");
    }
}
