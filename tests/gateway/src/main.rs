//! The demo gateway as a program.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use gateway::Options;
use lexopt::prelude::*;

const HELP: &str = "\
A demo SMS gateway with made-up data

Usage: gateway [options]

  --port PORT           where to listen; 0 takes any free port [8787]
  --host ADDRESS        [127.0.0.1]
  --rows N              how many sends it has [200000]; five million take 1.6 GB and some 20 s
                        to make, and a filter of a text then takes seconds
  --seed N              which ones [1]
  --now UNIX            the present, in Unix seconds [the current time]
  --token TOKEN         what `Authorization` must be [demo-token]
  --latency MS          wait before each answer of the report
  --dist DIR            serve the built page, at / and at the sub-path
  --sub-path PATH       [/panel/sms/]
  --connect-src ORIGIN  let the page ask this gateway as well; repeatable
  --config JSON         serve this as the page's config.json
  --control             offer /control/ to tests
  --faults              let /control/faults make the report go wrong
  --style DIR           serve the page's style/ from here, and what is not in it from --dist
  --changes FILE        offer /changes: the file's text as an event, and again whenever it differs
  --quiet               print nothing but the line that it listens
  --help
";

struct Arguments {
    options: Options,
    quiet: bool,
    help: bool,
}

fn arguments() -> Result<Arguments, lexopt::Error> {
    let mut given = Arguments { options: Options::default(), quiet: false, help: false };
    let options = &mut given.options;
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("host") => options.host = parser.value()?.parse()?,
            Long("rows") => options.rows = parser.value()?.parse()?,
            Long("seed") => options.seed = parser.value()?.parse()?,
            Long("now") => options.now = Some(parser.value()?.parse()?),
            Long("token") => options.token = parser.value()?.string()?,
            Long("latency") => options.latency = Duration::from_millis(parser.value()?.parse()?),
            Long("dist") => options.dist = Some(parser.value()?.into()),
            Long("sub-path") => options.sub_path = parser.value()?.string()?,
            Long("connect-src") => options.connect_src.push(parser.value()?.string()?),
            Long("config") => options.config = Some(parser.value()?.string()?),
            Long("control") => options.control = true,
            Long("faults") => options.faults = true,
            Long("style") => options.style = Some(parser.value()?.into()),
            Long("changes") => options.changes = Some(parser.value()?.into()),
            Long("quiet") => given.quiet = true,
            Short('h') | Long("help") => given.help = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(given)
}

fn main() -> ExitCode {
    let given = match arguments() {
        Ok(given) => given,
        Err(error) => return fail(&format!("{error}\n\n{HELP}"), 2),
    };
    if given.help {
        return say(HELP);
    }
    if !given.quiet {
        eprintln!("making {} rows", given.options.rows);
    }
    let running = match gateway::spawn(given.options) {
        Ok(running) => running,
        Err(error) => return fail(&error.to_string(), 1),
    };
    let said = say(&format!("listening on http://{}\n", running.addr));
    running.wait();
    said
}

/// Prints a text. The gateway serves even if nobody reads its output.
fn say(text: &str) -> ExitCode {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    ExitCode::SUCCESS
}

fn fail(text: &str, code: u8) -> ExitCode {
    eprintln!("gateway: {}", text.trim_end());
    ExitCode::from(code)
}
