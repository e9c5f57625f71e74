//! Opens an address in the person's browser.

use crate::{process::log, project::on_path};
use std::{
    env,
    process::{Command, Stdio},
};

/// Opens an address in the system's default browser. If that can't be done, prints the address for the person to open.
pub(crate) fn open(url: &str) {
    let has_screen =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|at| !at.is_empty()));
    let Some([program, args @ ..]) = opener(env::consts::OS, has_screen, |name| on_path(name).is_some()) else {
        log(&format!("no browser can be opened from here; open {url} in yours"));
        return;
    };
    let mut command = Command::new(program);
    command.args(args).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        log(&format!("`{program}` can't be started ({error}); open {url} in your browser"));
    }
}

/// Returns the program that opens addresses on a system, with its arguments before the address; `None` if there is
/// none. `has` tells whether a program is on PATH.
fn opener(system: &str, has_screen: bool, has: impl Fn(&str) -> bool) -> Option<&'static [&'static str]> {
    match system {
        "macos" => Some(&["open"]),
        // The empty text is the title of a window; without it, `start` would take the address for the title.
        "windows" => Some(&["cmd", "/C", "start", ""]),
        // Linux within Windows uses the browser of Windows.
        _ if has("wslview") => Some(&["wslview"]),
        // Without a screen, these would start a browser in this terminal.
        _ if !has_screen => None,
        _ if has("xdg-open") => Some(&["xdg-open"]),
        _ if has("gio") => Some(&["gio", "open"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_system_has_its_own_program() {
        let on = |system: &str, has_screen: bool, programs: &[&str]| {
            opener(system, has_screen, |name| programs.contains(&name)).and_then(|words| words.first().copied())
        };
        assert_eq!(on("macos", false, &[]), Some("open"));
        assert_eq!(on("windows", false, &[]), Some("cmd"));
        assert_eq!(on("linux", true, &["gio", "xdg-open"]), Some("xdg-open"));
        assert_eq!(on("linux", true, &["gio"]), Some("gio"));
        assert_eq!(on("linux", true, &[]), None);
        assert_eq!(on("linux", false, &["xdg-open"]), None);
        assert_eq!(on("linux", false, &["xdg-open", "wslview"]), Some("wslview"));
    }
}
