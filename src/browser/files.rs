//! Writes to the clipboard, and reads and saves files. Its code is in the lazy part.

use super::{clock, document::document};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, FocusOptions, HtmlAnchorElement, HtmlDocument, HtmlElement,
    HtmlInputElement, HtmlTextAreaElement, Url,
};

/// A text for the clipboard, as plain text and, if it has such a form, as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClipboardContent {
    /// The plain text.
    pub text: String,
    /// The text as HTML, for programs that accept it.
    pub html: Option<String>,
}

impl From<String> for ClipboardContent {
    fn from(text: String) -> Self {
        Self { text, html: None }
    }
}

/// A reason why a chosen file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// A file larger than [`MAX_FILE_BYTES`].
    TooLarge,
    /// A file that is not text, or that cannot be interpreted.
    Useless,
}

/// The size of the largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u32 = 1_000_000;

/// The time for which a saved file stays available to the browser, in milliseconds. Some browsers start late, after
/// asking the person.
const SAVING_MS: u32 = 60_000;

/// Copies a text, and calls `then` with whether the browser has copied it.
///
/// The Async Clipboard API is missing on pages without TLS, and its `writeText` writes plain text only. So a text with
/// HTML, and any text if that API fails, is copied by way of a selection.
pub fn copy(content: ClipboardContent, then: impl FnOnce(bool) + 'static) {
    if content.html.is_some() && copy_selected(&content) {
        return then(true);
    }
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    // The clipboard is undefined if the page may not use it.
    let Some(clipboard) = clipboard.filter(|clipboard| !clipboard.is_undefined()) else {
        return then(copy_selected(&content));
    };
    spawn_local(async move {
        let is_copied = JsFuture::from(clipboard.write_text(&content.text)).await.is_ok();
        then(is_copied || copy_selected(&content));
    });
}

/// Copies by way of a selection, and returns whether it was copied. The browser allows it only while it handles a click
/// (Clipboard API and events, the copy action).
fn copy_selected(content: &ClipboardContent) -> bool {
    try_copy_selected(content).unwrap_or(false)
}

fn try_copy_selected(content: &ClipboardContent) -> Option<bool> {
    let document: HtmlDocument = document()?.dyn_into().ok()?;
    let focused = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // All but an open modal dialog is inert.
    let dialog = document.query_selector("dialog[open]").ok().flatten();
    let parent = dialog.or_else(|| document.body().map(Into::into))?;
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.unchecked_into();
    field.set_value(&content.text);
    field.set_read_only(true);
    let _ = field.style().set_property("position", "fixed");
    let _ = field.style().set_property("opacity", "0");
    parent.append_child(&field).ok()?;
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = field.focus_with_options(&options);
    field.select();
    // On iOS, `select()` does not select a read-only field, but a range does.
    let _ = field.set_selection_range(0, u32::MAX);
    let ClipboardContent { text, html } = content.clone();
    let write = Closure::<dyn Fn(ClipboardEvent)>::new(move |event: ClipboardEvent| {
        if let Some(data) = event.clipboard_data() {
            event.prevent_default();
            event.stop_immediate_propagation();
            let _ = data.set_data("text/plain", &text);
            let _ = html.as_ref().map(|html| data.set_data("text/html", html));
        }
    });
    let listener = write.as_ref().unchecked_ref();
    let _ = field.add_event_listener_with_callback("copy", listener);
    let is_copied = document.exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(focused) = focused {
        let _ = focused.focus_with_options(&options);
    }
    Some(is_copied)
}

/// Selects the text of the field with the given id, for the person to copy.
pub fn select(id: &str) {
    let field = document().and_then(|document| document.get_element_by_id(id));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) {
        let _ = field.focus();
        field.select();
    }
}

/// Selects the text of the field with the given id when the last changes are in the document.
pub fn select_soon(id: &'static str) {
    spawn_local(async move {
        clock::drawn().await;
        select(id);
    });
}

/// Saves a text as a file with the given name and media type.
pub fn save(name: &str, kind: &str, text: &str) {
    let _ = try_save(name, kind, text);
}

/// Does the work of [`save`].
fn try_save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)?;
    save_blob(name, &blob, SAVING_MS)
}

/// Saves a blob as a file with the given name. The blob stays available to the browser for the given number of
/// milliseconds.
fn save_blob(name: &str, blob: &Blob, milliseconds: u32) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().ok_or(JsValue::NULL)?.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    spawn_local(async move {
        clock::wait(milliseconds).await;
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}

/// The time for which a file of many parts stays available to the browser, in milliseconds.
const SAVING_PARTS_MS: u32 = 600_000;

/// The content of a file that [`save_parts`] saves, in pieces. The browser keeps them, and may put them on a disk.
pub struct Parts(js_sys::Array);

impl Parts {
    /// Creates the content of an empty file.
    pub fn new() -> Self {
        Self(js_sys::Array::new())
    }

    /// Adds bytes at the end of the content.
    pub fn push(&self, bytes: &[u8]) {
        let piece = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        if let Ok(piece) = Blob::new_with_u8_array_sequence(&piece) {
            self.0.push(&piece);
        }
    }
}

impl Default for Parts {
    fn default() -> Self {
        Self::new()
    }
}

/// Saves the parts as a file with the given name and media type.
pub fn save_parts(name: &str, kind: &str, parts: &Parts) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    if let Ok(blob) = Blob::new_with_blob_sequence_and_options(&parts.0, &options) {
        let _ = save_blob(name, &blob, SAVING_PARTS_MS);
    }
}

/// Returns the text of the file that was chosen in a field, or the reason why it was not read. `event` is the field's
/// `change` event. Returns `None` if no file was chosen. The field is emptied, so that the same file can be chosen
/// again.
pub async fn chosen(event: web_sys::Event) -> Option<Result<String, NotRead>> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.item(0)?;
    field.set_value("");
    if file.size() > f64::from(MAX_FILE_BYTES) {
        return Some(Err(NotRead::TooLarge));
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    Some(text.ok_or(NotRead::Useless))
}
