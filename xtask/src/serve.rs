//! The development server: the page over the demo gateway, under the same policy as in deployment.
//!
//! A saved style sheet shows at once, as open pages load it from `style/` itself. Code is built unoptimised, in one
//! wasm and without trunk, and open pages are then reloaded. None of this is part of a release build.

mod page;
mod watch;

use crate::{
    demo,
    process::{Outcome, log, run as run_program},
    project::{self, WASM as TARGET, cargo, command, root},
    tools,
};
use page::{GLUE, Page, SCRIPT, SCRIPT_NAME, WASM};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant, SystemTime},
};
use watch::{Change, Seen};

/// The interval at which the files are checked for changes.
const POLL: Duration = Duration::from_millis(200);

/// The most builds in a row while the sheets in the wasm change during each; after them, the next change is awaited.
const MAX_BUILDS: usize = 3;

/// Runs `cargo xtask serve`, until the gateway ends.
pub(crate) fn run(args: &[String]) -> Outcome {
    let options = demo::parse(args)?;
    demo::require_free_port(&options)?;
    let mut server = Server::new(root(), project::cache_dir()?.join("serve"))?;
    tools::wasm_target()?;
    let wasm_bindgen = tools::wasm_bindgen()?;
    let build = |folder: &Path| build_code(&wasm_bindgen, folder);
    server.renew(Change::Code, &build)?;
    demo::build_gateway()?;
    let style = server.root.join("style");
    let own = [("--dist", &server.page), ("--style", &style), ("--changes", &server.changes)];
    let mut gateway = demo::Gateway::start(&options, &own)?;
    println!("    A saved style sheet shows at once, saved code when it is built. Ctrl-C stops it.\n");
    gateway.open_if_requested(&options);
    while gateway.is_running()? {
        thread::sleep(POLL);
        if let Err(problem) = server.follow(&build) {
            eprintln!("\nxtask: {problem}\nxtask: the page stays as it was; save a file to try again");
        }
    }
    Err(demo::ENDED.to_owned())
}

/// Builds the code unoptimised, and leaves the glue and the wasm in a folder.
fn build_code(wasm_bindgen: &Path, folder: &Path) -> Outcome {
    run_program(&mut cargo(["build", "--locked", "--target", TARGET, "--bin", "outbox-report"]))?;
    let wasm = project::target_dir().join(TARGET).join("debug/outbox-report.wasm");
    let mut command = command(wasm_bindgen);
    command.args(["--target", "web", "--no-typescript", "--out-name", "outbox-report", "--out-dir"]);
    run_program(command.arg(folder).arg(wasm))
}

/// The served page: its folder, and the state of the files that it is made of.
struct Server {
    root: PathBuf,
    /// The folder that the gateway serves.
    page: PathBuf,
    /// The file whose text the gateway sends to open pages.
    changes: PathBuf,
    /// The folder in which the code is built.
    code: PathBuf,
    seen: Seen,
    /// The id of the present page. Open pages compare it to see that they are of an earlier build.
    id: String,
    /// The sheets that are included in the wasm, by path, as they were when it was built.
    built: BTreeMap<String, String>,
}

impl Server {
    /// Creates a server whose files are in a folder of its own, which is emptied.
    fn new(root: PathBuf, folder: PathBuf) -> Outcome<Self> {
        let _ = fs::remove_dir_all(&folder);
        let (page, code) = (folder.join("page"), folder.join("code"));
        make(&page)?;
        let changes = folder.join("changes");
        Ok(Self { root, page, changes, code, seen: Seen::new(), id: String::new(), built: BTreeMap::new() })
    }

    /// Updates the page if files have changed.
    fn follow(&mut self, build: &dyn Fn(&Path) -> Outcome) -> Outcome {
        let (mut now, mut paths) = self.changed()?;
        if paths.is_empty() {
            return Ok(());
        }
        // An editor or git may write several files.
        loop {
            thread::sleep(POLL / 2);
            let (later, more) = self.changed()?;
            if later == now {
                break;
            }
            (now, paths) = (later, more);
        }
        self.seen = now;
        let names: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
        log(&format!("{} changed", names.join(", ")));
        watch::change(&paths).map_or(Ok(()), |change| self.renew(change, build))
    }

    /// Returns the present files, and those that differ from the last check.
    fn changed(&self) -> Outcome<(Seen, Vec<PathBuf>)> {
        let now = watch::look(&self.root)?;
        let paths = watch::changed(&self.seen, &now);
        Ok((now, paths))
    }

    /// Brings the page up to date after a change, and tells open pages.
    fn renew(&mut self, change: Change, build: &dyn Fn(&Path) -> Outcome) -> Outcome {
        let start = Instant::now();
        if change == Change::Code {
            self.build(build)?;
        }
        if change >= Change::Page {
            self.id = unique();
            let page = self.read_page()?;
            write(&self.page.join("index.html"), &page.html)?;
            write(&self.page.join(SCRIPT_NAME), SCRIPT)?;
            for copy in &page.copies {
                copy_all(&self.root.join(&copy.from), &self.page.join(&copy.to))?;
            }
            for file in [GLUE, WASM] {
                copy_all(&self.code.join(file), &self.page.join(file))?;
            }
            // These are the files that the glue imports.
            let snippets = self.code.join("snippets");
            if snippets.is_dir() {
                copy_all(&snippets, &self.page.join("snippets"))?;
            }
        }
        let differing = differing(&self.built, &self.sheets_of_the_wasm()?);
        let told = [&[self.id.clone(), unique()], &differing[..]].concat().join(" ");
        write(&self.changes, &told)?;
        log(&format!("shown, after {:.1} s", start.elapsed().as_secs_f32()));
        Ok(())
    }

    /// Builds the code, and records the included sheets as they were.
    fn build(&mut self, build: &dyn Fn(&Path) -> Outcome) -> Outcome {
        for _ in 0..MAX_BUILDS {
            self.seen = watch::look(&self.root)?;
            let sheets = self.sheets_of_the_wasm()?;
            make(&self.code)?;
            build(&self.code)?;
            // If a sheet was saved during the build, it is unknown which text the compiler has read.
            let is_certain = self.sheets_of_the_wasm()? == sheets;
            self.built = sheets;
            if is_certain {
                break;
            }
        }
        let folder = self.page.join("built");
        let _ = fs::remove_dir_all(&folder);
        self.built.iter().try_for_each(|(path, text)| write(&folder.join(path), text))
    }

    /// Returns the texts of the sheets that `index.html` does not link, by path: the wasm includes them.
    fn sheets_of_the_wasm(&self) -> Outcome<BTreeMap<String, String>> {
        let linked = self.read_page()?.sheets;
        let mut files = Vec::new();
        crate::stamp::files(&self.root.join("style"), &mut files)?;
        let sheets = files.iter().filter_map(|file| {
            let path = file.strip_prefix(&self.root).ok()?.to_string_lossy().replace('\\', "/");
            let is_sheet = file.extension().is_some_and(|extension| extension == "css");
            (is_sheet && !linked.contains(&path)).then_some((path, file))
        });
        sheets.map(|(path, file)| Ok((path, read(file)?))).collect()
    }

    fn read_page(&self) -> Outcome<Page> {
        page::page(&read(&self.root.join("index.html"))?, &self.id)
    }
}

/// Returns the paths of the sheets whose texts differ. A sheet that the wasm does not include yet is left out: it comes
/// with the code that includes it.
fn differing(built: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> Vec<String> {
    let is_different = |(path, text): &(&String, &String)| now.get(*path).is_some_and(|now| now != *text);
    built.iter().filter(is_different).map(|(path, _)| path.clone()).collect()
}

/// Returns an id that no other call returns, in this run or in any other.
fn unique() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    since.as_nanos().to_string()
}

fn make(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{} can't be made: {error}", folder.display()))
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{} can't be read: {error}", file.display()))
}

fn write(file: &Path, text: &str) -> Outcome {
    if let Some(folder) = file.parent() {
        make(folder)?;
    }
    fs::write(file, text).map_err(|error| format!("{} can't be written: {error}", file.display()))
}

/// Copies a file, or a folder with everything in it.
fn copy_all(from: &Path, to: &Path) -> Outcome {
    let mut files = Vec::new();
    crate::stamp::files(from, &mut files)?;
    if files.is_empty() {
        return Err(format!("{} is missing", from.display()));
    }
    for file in files {
        let inside = file.strip_prefix(from).unwrap_or(Path::new(""));
        let target = if inside.as_os_str().is_empty() { to.to_owned() } else { to.join(inside) };
        if let Some(folder) = target.parent() {
            make(folder)?;
        }
        fs::copy(&file, &target).map_err(|error| format!("{} can't be copied: {error}", file.display()))?;
    }
    Ok(())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test ends where it fails")]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// The message that the server sends to open pages.
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Message {
        page: String,
        sheets: String,
        differing: Vec<String>,
    }

    /// A copy of the page's sources, in a folder that is removed on drop.
    struct Tree(PathBuf);

    impl Tree {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("xtask-serve-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            for place in ["src", "style", "public", "index.html", "Cargo.toml"] {
                assert_eq!(copy_all(&root().join(place), &folder.join("tree").join(place)), Ok(()));
            }
            Self(folder)
        }

        fn server(&self) -> Server {
            Server::new(self.0.join("tree"), self.0.join("serve")).unwrap()
        }

        fn edit(&self, path: &str, text: &str) {
            let path = self.0.join("tree").join(path);
            let old = fs::read_to_string(&path).unwrap_or_default();
            assert!(fs::write(&path, format!("{old}{text}")).is_ok());
        }

        fn served(&self, path: &str) -> String {
            fs::read_to_string(self.0.join("serve").join(path)).unwrap_or_default()
        }

        fn message(&self) -> Message {
            let text = self.served("changes");
            let mut words = text.split(' ').map(str::to_owned);
            Message { page: words.next().unwrap(), sheets: words.next().unwrap(), differing: words.collect() }
        }
    }

    impl Drop for Tree {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// Returns a build that counts its runs, and leaves files with that number.
    fn building(count: &Cell<u32>) -> impl Fn(&Path) -> Outcome + '_ {
        |folder| {
            count.set(count.get() + 1);
            [GLUE, WASM].iter().try_for_each(|file| write(&folder.join(file), &format!("built {}", count.get())))
        }
    }

    #[test]
    fn a_changed_sheet_is_told_without_a_build_and_changed_code_with_one() {
        let tree = Tree::new("follow");
        let count = Cell::new(0);
        let build = building(&count);
        let follow = |server: &mut Server| {
            assert_eq!(server.follow(&build), Ok(()));
            (count.get(), tree.message())
        };
        let mut server = tree.server();
        assert_eq!(server.renew(Change::Code, &build), Ok(()));
        let first = tree.message();
        assert_eq!((count.get(), &*first.differing), (1, &[][..]));
        assert_eq!(follow(&mut server), (1, first.clone()), "nothing has changed");

        // Linked sheets are served from the sources.
        tree.edit("style/ui/pager.css", "\n.pager { color: red; }");
        let (builds, linked) = follow(&mut server);
        assert_eq!((builds, &linked.page, &*linked.differing), (1, &first.page, &[][..]));
        assert_ne!(linked.sheets, first.sheets);

        // A sheet that the wasm includes is named in the message.
        tree.edit("style/lazy/help.css", "\n.help { color: red; }");
        let (builds, lazy) = follow(&mut server);
        assert_eq!((builds, &lazy.page, lazy.differing.join(" ")), (1, &first.page, "style/lazy/help.css".to_owned()));
        assert!(!tree.served("page/built/style/lazy/help.css").contains("red"));

        tree.edit("src/boot.js", "\n// changed");
        let (builds, page) = follow(&mut server);
        assert_eq!((builds, &page.differing), (1, &lazy.differing));
        assert_ne!(page.page, first.page);
        assert!(tree.served("page/src/boot.js").ends_with("// changed"));
        assert!(tree.served("page/index.html").contains(&format!("data-page=\"{}\"", page.page)));

        tree.edit("src/main.rs", "\n// changed");
        let (builds, code) = follow(&mut server);
        assert_eq!((builds, &*code.differing), (2, &[][..]));
        assert_ne!(code.page, page.page);
        assert_eq!(tree.served(&format!("page/{WASM}")), "built 2");
        assert!(tree.served("page/built/style/lazy/help.css").contains("red"));
        for file in ["config.json", "icon.svg", "fonts/vazirmatn.woff2", "style/fonts/vazirmatn.woff2", SCRIPT_NAME] {
            assert!(tree.0.join("serve/page").join(file).is_file(), "{file}");
        }
    }

    #[test]
    fn a_sheet_that_is_saved_during_a_build_is_built_again() {
        let tree = Tree::new("during");
        let count = Cell::new(0);
        let build = |folder: &Path| {
            if count.get() == 0 {
                tree.edit("style/lazy/help.css", "\n.help { color: red; }");
            }
            building(&count)(folder)
        };
        let mut server = tree.server();
        assert_eq!(server.renew(Change::Code, &build), Ok(()));
        assert_eq!((count.get(), tree.message().differing), (2, Vec::new()));
        assert!(tree.served("page/built/style/lazy/help.css").contains("red"));
    }

    #[test]
    fn a_build_that_fails_leaves_the_page_and_is_tried_again_at_the_next_change() {
        let tree = Tree::new("fails");
        let count = Cell::new(0);
        let build = building(&count);
        let mut server = tree.server();
        assert_eq!(server.renew(Change::Code, &build), Ok(()));
        let first = tree.message();
        tree.edit("src/main.rs", "\nfn");
        assert_eq!(server.follow(&|_| Err("no".to_owned())), Err("no".to_owned()));
        assert_eq!(server.follow(&build), Ok(()), "it is not tried for ever");
        assert_eq!((count.get(), tree.message()), (1, first));
        tree.edit("src/main.rs", " main2() {}");
        assert_eq!(server.follow(&build), Ok(()));
        assert_eq!(count.get(), 2);
    }
}
