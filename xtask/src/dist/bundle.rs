//! The page between trunk and `dist/`: its files, in memory.

use super::{
    html::{self, Role},
    naming::unhashed,
};
use crate::{process::Outcome, stamp};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The name of the page's HTML file.
const INDEX: &str = "index.html";

/// A file that `index.html` or the glue links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asset<C> {
    /// The paths by which trunk's `index.html` links the file. A lazy file has none, as the glue loads it.
    pub links: Vec<String>,
    /// The file's name. It has no hash until the file is named by its content.
    pub name: String,
    /// The content of the file.
    pub content: C,
}

/// The page as a set of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bundle {
    /// `index.html`.
    pub html: String,
    /// The part of the wasm that is loaded at once.
    pub wasm: Asset<Vec<u8>>,
    /// The lazy parts of the wasm.
    pub parts: Vec<Asset<Vec<u8>>>,
    /// The glue: the module between the wasm and the browser.
    pub glue: Asset<String>,
    /// The style sheets, in the order of their links.
    pub sheets: Vec<Asset<String>>,
    /// The other scripts, in the order of their links.
    pub scripts: Vec<Asset<String>>,
    /// The files that are copied to `dist/` unchanged, such as fonts: the present path of each, and its path in the
    /// page.
    pub copied: Vec<(PathBuf, PathBuf)>,
}

impl Bundle {
    /// Reads the page that trunk left in a folder.
    pub(super) fn read(folder: &Path) -> Outcome<Self> {
        let html = text(&folder.join(INDEX))?;
        let linked = html::linked(&html);
        let of = |wanted| linked.iter().filter(move |(role, _)| *role == wanted).map(|(_, link)| link.as_str());
        let texts =
            |wanted| of(wanted).map(|link| Ok(Asset::of(link, text(&folder.join(link))?))).collect::<Outcome<Vec<_>>>();
        let wasm: Vec<&str> = of(Role::Wasm).collect();
        let [wasm] = wasm[..] else {
            return Err(format!("trunk's {INDEX} links {} wasm files in place of one", wasm.len()));
        };
        let mut glue = texts(Role::Glue)?;
        let (Some(glue), true) = (glue.pop(), glue.is_empty()) else {
            return Err(format!("trunk's {INDEX} doesn't link just one module beside the wasm"));
        };
        let mut files = Vec::new();
        stamp::files(folder, &mut files)?;
        let copied = files.into_iter().filter_map(|file| {
            let path = file.strip_prefix(folder).ok()?.to_owned();
            let is_read = path == Path::new(INDEX) || linked.iter().any(|(_, link)| path == Path::new(link));
            (!is_read).then_some((file, path))
        });
        Ok(Self {
            wasm: Asset::of(wasm, read(&folder.join(wasm))?),
            parts: Vec::new(),
            glue,
            sheets: texts(Role::Sheet)?,
            scripts: texts(Role::Script)?,
            copied: copied.collect(),
            html,
        })
    }

    /// Writes the page into a folder, and removes all other files there.
    pub(super) fn write(&self, folder: &Path) -> Outcome {
        let problem = |error| format!("{} can't be written: {error}", folder.display());
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(problem)?;
        }
        fs::create_dir_all(folder).map_err(problem)?;
        for (file, path) in &self.copied {
            let path = folder.join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all).map_err(problem)?;
            fs::copy(file, path).map_err(problem)?;
        }
        self.files().into_iter().try_for_each(|(name, bytes)| fs::write(folder.join(name), bytes)).map_err(problem)
    }

    /// Returns the names and bytes of all files except [`Self::copied`].
    pub(super) fn files(&self) -> Vec<(&str, &[u8])> {
        let wasm = std::iter::once(&self.wasm).chain(&self.parts);
        let texts = std::iter::once(&self.glue).chain(&self.sheets).chain(&self.scripts);
        std::iter::once((INDEX, self.html.as_bytes()))
            .chain(wasm.map(|file| (file.name.as_str(), file.content.as_slice())))
            .chain(texts.map(|file| (file.name.as_str(), file.content.as_bytes())))
            .collect()
    }

    /// Returns a page of two sheets, a script, the glue and the wasm, for tests.
    #[cfg(test)]
    pub(super) fn example(wasm: &[u8], glue: &str) -> Self {
        let html = "<link href=./a-0123456789abcdef.css rel=stylesheet><link href=./b-0123456789abcdef.css rel=stylesheet>\
            <script src=./boot-0123456789abcdef.js type=module></script><link href=./app-0123456789abcdef.js \
            rel=modulepreload><link href=./app-0123456789abcdef_bg.wasm integrity=sha384-old rel=preload \
            type=application/wasm>";
        let text = |link, content: &str| Asset::of(link, content.to_owned());
        Self {
            html: html.to_owned(),
            wasm: Asset::of("app-0123456789abcdef_bg.wasm", wasm.to_vec()),
            parts: Vec::new(),
            glue: text("app-0123456789abcdef.js", glue),
            sheets: vec![text("a-0123456789abcdef.css", "@layer a;"), text("b-0123456789abcdef.css", "b{}")],
            scripts: vec![text("boot-0123456789abcdef.js", "boot")],
            copied: Vec::new(),
        }
    }
}

impl<C> Asset<C> {
    /// Creates the asset of the file that a link names.
    pub(super) fn of(link: &str, content: C) -> Self {
        Self { links: vec![link.to_owned()], name: unhashed(link), content }
    }
}

/// Replaces a piece of text. Fails unless it occurs exactly once.
pub(super) fn replace_one(text: &mut String, old: &str, new: &str) -> Outcome {
    match text.matches(old).count() {
        1 => {
            *text = text.replacen(old, new, 1);
            Ok(())
        }
        count => Err(format!("`{old}` stands {count} times where it always stood once")),
    }
}

/// Returns the bytes of a file.
pub(super) fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}

/// Returns the text of a file.
pub(super) fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}
