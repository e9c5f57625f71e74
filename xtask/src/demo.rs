//! The page over a demo gateway, on one loopback port.

use crate::{
    USAGE, dist,
    process::{self, Outcome, log},
    project::{self, cargo, command, dist_dir},
};
use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    process::Stdio,
};

/// What the demo gateway takes as `Authorization`.
const TOKEN: &str = "demo-token";

/// The gateway's own port, where none is given.
const PORT: u16 = 8787;

/// What can be set, each with a number.
const OPTIONS: [&str; 3] = ["--port", "--rows", "--latency"];

/// Lets the gateway fail on purpose.
const FAULTS: &str = "--faults";

/// `cargo xtask demo`. Ends when the gateway does.
pub(crate) fn run(args: &[String]) -> Outcome {
    let options = parse(args)?;
    free_port(&options)?;
    let can_fail = options.contains(&FAULTS);
    dist::build(dist::Profile::Any)?;
    log("building the demo gateway");
    process::run(&mut cargo(["build", "--locked", "--package", "gateway"]))?;
    let mut gateway = command(project::gateway());
    gateway.args(options).args(["--token", TOKEN, "--dist"]).arg(dist_dir());
    let mut child = gateway
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the demo gateway can't be started: {error}"))?;
    for line in child.stdout.take().into_iter().flat_map(|stdout| BufReader::new(stdout).lines()).map_while(Result::ok)
    {
        if let Some(url) = line.strip_prefix("listening on ") {
            println!("\n    The report: {url}/\n    The same at a sub-path: {url}/panel/sms/\n    Token: {TOKEN}\n");
            if can_fail {
                println!("    To make it fail:   curl -X PUT {url}/control/faults --json '{FAULT}'");
                println!("    And no more:       curl -X DELETE {url}/control/faults\n");
            }
            println!("    Ctrl-C ends it.\n");
        }
    }
    let status = child.wait().map_err(|error| format!("the demo gateway is lost: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err("the demo gateway ended; what it said stands above".to_owned())
}

/// A script of faults to begin with; the documentation of `tests/gateway` has them all.
const FAULT: &str = r#"{"rules":[{"fault":"bad_gateway","rate":0.5},{"fault":"latency","ms":800}]}"#;

/// Whether somebody else has the port is better known before the build than after it.
fn free_port(options: &[&str]) -> Outcome {
    let place = options.iter().position(|option| *option == "--port");
    let asked = place.and_then(|place| options.get(place + 1));
    let port = asked.map_or(Ok(PORT), |port| port.parse()).map_err(|_| "--port takes a number up to 65535")?;
    TcpListener::bind(("127.0.0.1", port))
        .map(drop)
        .map_err(|error| format!("port {port} can't be had ({error}): `cargo xtask demo --port 0` takes any free one"))
}

/// The options for the gateway, each with its number, if it has one.
fn parse(args: &[String]) -> Outcome<Vec<&str>> {
    let mut words = args.iter().map(String::as_str);
    let mut options = Vec::new();
    while let Some(name) = words.next() {
        if name == FAULTS {
            options.push(name);
            continue;
        }
        match words.next() {
            Some(number) if OPTIONS.contains(&name) && number.parse::<u32>().is_ok() => options.extend([name, number]),
            _ if OPTIONS.contains(&name) => return Err(format!("{name} takes a whole number")),
            _ => return Err(format!("`{name}` isn't an option of demo\n\n{USAGE}")),
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
        assert_eq!(parse(&args("--port 0 --rows 1000000")), Ok(vec!["--port", "0", "--rows", "1000000"]));
        assert_eq!(parse(&args("--faults --port 0")), Ok(vec!["--faults", "--port", "0"]));
        assert!(parse(&args("--port")).is_err_and(|problem| problem.contains("--port takes")));
        assert!(parse(&args("--rows many")).is_err());
        assert!(parse(&args("--open 1")).is_err_and(|problem| problem.contains("isn't an option")));
    }
}
