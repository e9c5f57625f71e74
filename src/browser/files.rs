//! The clipboard, and files from and to the device. Loaded later.

use super::{clock, document::document};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, FocusOptions, HtmlAnchorElement, HtmlDocument, HtmlElement,
    HtmlInputElement, HtmlTextAreaElement, Url,
};

/// A text for other programs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// The text alone.
    pub text: String,
    /// The same as HTML, for programs that take it.
    pub html: Option<String>,
}

impl From<String> for Clip {
    fn from(text: String) -> Self {
        Self { text, html: None }
    }
}

/// Why a file that was chosen has not been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// It has more than [`MAX_FILE_BYTES`].
    TooLarge,
    /// It is no text, or none that says anything.
    Useless,
}

/// A larger file is not read.
pub const MAX_FILE_BYTES: u32 = 1_000_000;

/// How long the browser may take to save a file. Some begin late, and ask the person first.
const SAVING_MS: u32 = 60_000;

/// Copies, and then calls back whether the browser has.
///
/// A page that did not come over TLS has no clipboard of its own (Async Clipboard API), but may copy what is selected; and in
/// every browser that is the way to copy a text in two forms.
pub fn copy(clip: Clip, then: impl FnOnce(bool) + 'static) {
    if clip.html.is_some() && copy_selected(&clip) {
        return then(true);
    }
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    // Where a page may not use it, the browser has none.
    let Some(clipboard) = clipboard.filter(|clipboard| !clipboard.is_undefined()) else {
        return then(copy_selected(&clip));
    };
    spawn_local(async move {
        let is_copied = JsFuture::from(clipboard.write_text(&clip.text)).await.is_ok();
        then(is_copied || copy_selected(&clip));
    });
}

/// Copies by way of a selection, while a click is being answered (Clipboard API and events, the copy action).
fn copy_selected(clip: &Clip) -> bool {
    try_copy_selected(clip).unwrap_or(false)
}

fn try_copy_selected(clip: &Clip) -> Option<bool> {
    let document: HtmlDocument = document()?.dyn_into().ok()?;
    let focused = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // Over an open dialog all else is inert.
    let dialog = document.query_selector("dialog[open]").ok().flatten();
    let place = dialog.or_else(|| document.body().map(Into::into))?;
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.unchecked_into();
    field.set_value(&clip.text);
    field.set_read_only(true);
    let _ = field.style().set_property("position", "fixed");
    let _ = field.style().set_property("opacity", "0");
    place.append_child(&field).ok()?;
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = field.focus_with_options(&options);
    field.select();
    // On iOS a field that is only read is selected by its range alone.
    let _ = field.set_selection_range(0, u32::MAX);
    let Clip { text, html } = clip.clone();
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

/// Selects the text of the field of this id, for a person to copy.
pub fn select(id: &str) {
    let field = document().and_then(|document| document.get_element_by_id(id));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) {
        let _ = field.focus();
        field.select();
    }
}

/// The same when what has just changed is drawn.
pub fn select_soon(id: &'static str) {
    spawn_local(async move {
        clock::drawn().await;
        select(id);
    });
}

/// Gives a text to the person as a file.
pub fn save(name: &str, kind: &str, text: &str) {
    let _ = try_save(name, kind, text);
}

fn try_save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().ok_or(JsValue::NULL)?.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    spawn_local(async move {
        clock::wait(SAVING_MS).await;
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}

/// The text of the file that was chosen in a field, if one was; the field is empty afterwards, so that the same file can be
/// chosen again.
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
