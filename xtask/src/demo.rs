//! The page over a demo gateway, on one loopback port.

use crate::{
    USAGE, dist, opener,
    process::{self, Outcome, log},
    project::{self, cargo, command, dist_dir},
};
use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Stdio},
};

/// The token that the demo gateway accepts.
const TOKEN: &str = "demo-token";

/// The port of the gateway if none is given.
const PORT: u16 = 8787;

/// The gateway's options that can be passed on, each with a number.
const NUMBERS: [&str; 3] = ["--port", "--rows", "--latency"];

/// The option that offers the routes of the fault script.
const FAULTS: &str = "--faults";

/// The option that opens the page in the person's browser.
const OPEN: &str = "--open";

/// The options of `demo` and `serve`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options<'a> {
    /// The options that are passed on to the gateway.
    gateway: Vec<&'a str>,
    /// True if the page is to be opened in the browser.
    is_opened: bool,
}

/// Runs `cargo xtask demo`, until the gateway ends.
pub(crate) fn run(args: &[String]) -> Outcome {
    let options = parse(args)?;
    require_free_port(&options)?;
    dist::build(dist::Profile::Any)?;
    build_gateway()?;
    let mut gateway = Gateway::start(&options, &[("--dist", &dist_dir())])?;
    println!("    Ctrl-C stops it.\n");
    gateway.open_if_requested(&options);
    gateway.wait()
}

/// Builds the demo gateway.
pub(crate) fn build_gateway() -> Outcome {
    log("building the demo gateway");
    process::run(&mut cargo(["build", "--locked", "--package", "gateway"]))
}

/// A running demo gateway. Dropping it stops the gateway.
pub(crate) struct Gateway {
    child: Child,
    url: String,
}

impl Gateway {
    /// Starts the gateway, and prints how to reach it. `paths` are further options of the gateway, each with the path
    /// that it takes.
    pub(crate) fn start(options: &Options, paths: &[(&str, &PathBuf)]) -> Outcome<Self> {
        let mut gateway = command(project::gateway());
        gateway.args(&options.gateway).args(["--token", TOKEN]);
        for (name, path) in paths {
            gateway.arg(name).arg(path);
        }
        let mut child = gateway
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("the demo gateway can't be started: {error}"))?;
        let lines = child.stdout.take().into_iter().flat_map(|stdout| BufReader::new(stdout).lines());
        let url = lines.map_while(Result::ok).find_map(|line| Some(line.strip_prefix("listening on ")?.to_owned()));
        let gateway = Self { url: url.ok_or(ENDED)?, child };
        let url = &gateway.url;
        println!("\n    The report: {url}/\n    The same at a sub-path: {url}/panel/sms/\n    Token: {TOKEN}\n");
        if options.gateway.contains(&FAULTS) {
            println!("    To make it fail:   curl -X PUT {url}/control/faults --json '{FAULT}'");
            println!("    And no more:       curl -X DELETE {url}/control/faults\n");
        }
        Ok(gateway)
    }

    /// Opens the page in the person's browser if `--open` was given.
    pub(crate) fn open_if_requested(&self, options: &Options) {
        if options.is_opened {
            opener::open(&format!("{}/", self.url));
        }
    }

    /// Returns whether the gateway still runs.
    pub(crate) fn is_running(&mut self) -> Outcome<bool> {
        self.child.try_wait().map(|status| status.is_none()).map_err(lost)
    }

    /// Waits until the gateway ends.
    fn wait(&mut self) -> Outcome {
        let status = self.child.wait().map_err(lost)?;
        if status.success() { Ok(()) } else { Err(ENDED.to_owned()) }
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        // This fails if the gateway has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The message after a gateway has ended unexpectedly.
pub(crate) const ENDED: &str = "the demo gateway ended; what it said stands above";

#[expect(clippy::needless_pass_by_value, reason = "called by `map_err`")]
fn lost(error: std::io::Error) -> String {
    format!("the demo gateway is lost: {error}")
}

/// An example of a script of faults; the documentation of `tests/gateway` describes all of them.
const FAULT: &str = r#"{"rules":[{"fault":"bad_gateway","rate":0.5},{"fault":"latency","ms":800}]}"#;

/// Fails unless the gateway's port is free, as the error should show before the build rather than after it.
pub(crate) fn require_free_port(options: &Options) -> Outcome {
    let place = options.gateway.iter().position(|option| *option == "--port");
    let asked = place.and_then(|place| options.gateway.get(place + 1));
    let port = asked.map_or(Ok(PORT), |port| port.parse()).map_err(|_| "--port takes a number up to 65535")?;
    TcpListener::bind(("127.0.0.1", port))
        .map(drop)
        .map_err(|error| format!("port {port} can't be had ({error}): `--port 0` takes any free one"))
}

/// Reads the options of `demo` and `serve`.
pub(crate) fn parse(args: &[String]) -> Outcome<Options<'_>> {
    let mut words = args.iter().map(String::as_str);
    let mut options = Options::default();
    while let Some(name) = words.next() {
        match name {
            FAULTS => options.gateway.push(name),
            OPEN => options.is_opened = true,
            _ if !NUMBERS.contains(&name) => return Err(format!("`{name}` isn't an option of it\n\n{USAGE}")),
            _ => match words.next() {
                Some(number) if number.parse::<u32>().is_ok() => options.gateway.extend([name, number]),
                _ => return Err(format!("{name} takes a whole number")),
            },
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_goes_to_the_gateway_with_its_number() {
        let args = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let read = |text: &str| parse(&args(text)).map(|options| (options.gateway.join(" "), options.is_opened));
        assert_eq!(read("--port 0 --rows 1000000"), Ok(("--port 0 --rows 1000000".to_owned(), false)));
        assert_eq!(read("--open --faults --port 0"), Ok(("--faults --port 0".to_owned(), true)));
        assert!(read("--port").is_err_and(|problem| problem.contains("--port takes")));
        assert!(read("--rows many").is_err());
        assert!(read("--open 1").is_err_and(|problem| problem.contains("`1` isn't an option")));
    }
}
