//! Runs other programs.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// The outcome of a step. An error is a sentence on what went wrong and what to do.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// Prints a line on the present work to the error stream, as compilers do.
pub(crate) fn log(what: &str) {
    eprintln!("xtask: {what}");
}

/// Runs a program with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> Outcome {
    log(&shown(command));
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

/// Runs a program without printing its output, unless it fails: then the output is part of the error.
pub(crate) fn run_quietly(command: &mut Command) -> Outcome {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(());
    }
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    Err(format!("{out}{err}\n`{}` failed ({})", shown(command), output.status))
}

/// Runs a program with its output on the terminal, and passes each line of its standard output to `read`.
pub(crate) fn follow(command: &mut Command, mut read: impl FnMut(&str)) -> Outcome {
    log(&shown(command));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    if let Some(stdout) = child.stdout.take() {
        let mut stdout = BufReader::new(stdout);
        let mut line = Vec::new();
        while stdout.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            read(text.trim_end());
            line.clear();
        }
    }
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

/// Runs a program and appends its output to the file `log`. Returns whether the program succeeded; the output tells why
/// it did not.
pub(crate) fn run_to_file(command: &mut Command, log: &Path) -> bool {
    let Ok(out) = File::options().create(true).append(true).open(log) else { return false };
    let Ok(err) = out.try_clone() else { return false };
    command.stdin(Stdio::null()).stdout(out).stderr(err).status().is_ok_and(|status| status.success())
}

/// Returns the standard output of a program; `None` if it can't be started or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns the command line as a person would type it, without its environment.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let mut words = vec![program.to_string_lossy()];
    words.extend(command.get_args().map(|arg| arg.to_string_lossy()));
    words.join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` can't be started: {error}", shown(command))
}
