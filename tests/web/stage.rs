//! A page in an element of its own, and a network whose answers a test gives.

use leptos::task::tick;
use outbox_report::{
    app::{mounting::Mounting, report::Report},
    browser::{
        address_bar::{self, Guards},
        clock::BrowserZone,
        document,
        frame::Frame,
        storage,
    },
    domain::{
        config::Config,
        storage_key::{Area, Key},
    },
    first::{self, Opened, Start},
    start::{deployment::Deployment, preferences::StoredPreferences},
};
use std::panic::Location;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlInputElement};

#[wasm_bindgen(module = "/tests/web/browser.js")]
extern "C" {
    pub(crate) fn forget();
    pub(crate) fn count() -> usize;
    pub(crate) fn aborted(i: usize) -> bool;
    #[wasm_bindgen(js_name = body)]
    async fn body_of(i: usize) -> JsValue;
    pub(crate) fn header(i: usize, name: &str) -> String;
    pub(crate) fn property(i: usize, name: &str) -> String;
    pub(crate) fn answer(i: usize, status: u16, text: &str);
    /// Answers a request with a `Retry-After`.
    pub(crate) fn answer_with(i: usize, status: u16, text: &str, retry_after: &str);
    pub(crate) fn lose(i: usize);
    async fn moment();
    /// Opens an address, once the page before has left the entry of its dialog.
    async fn go(query: &str);
    /// Moves the browser's clocks on by `ms` milliseconds at once.
    pub(crate) async fn wait(ms: u32);
    /// Waits in real time, for things that the browser does by itself.
    pub(crate) async fn real_wait(ms: u32);
    /// Sets the present instant, in Unix seconds.
    pub(crate) fn set_now(seconds: i64);
    pub(crate) fn real_now();
}

/// A page under test. Dropping it removes the page.
pub(crate) struct Stage {
    pub(crate) root: HtmlElement,
    pub(crate) report: Report,
    _mounting: Mounting,
}

impl Stage {
    /// Opens the page at a query string, in English, with a session.
    pub(crate) async fn connected(query: &str) -> Self {
        let stage = Self::open(query, r#"{"locale":"en"}"#).await;
        stage.report.connect("", "secret", false).unwrap();
        stage.settle().await;
        stage
    }

    /// Opens the page at a query string with a `config.json` and nothing stored.
    pub(crate) async fn open(query: &str, config: &str) -> Self {
        for area in [Area::Tab, Area::Device] {
            for key in Key::ALL {
                storage::remove(area, key);
            }
        }
        Self::reopen(query, config).await
    }

    /// Opens the page like [`Self::open`], with everything that is stored.
    pub(crate) async fn reopen(query: &str, config: &str) -> Self {
        forget();
        go(query).await;
        // As before there was any page: those of the last one hold writes until the step back that it was taking.
        address_bar::set_guards(Guards { write: |_, entry| Some(entry), step: || true });
        let document = web_sys::window().unwrap().document().unwrap();
        let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&root).unwrap();
        root.set_inner_html(&frame());
        let deployment = Deployment::new(Config::parse(config).unwrap(), BrowserZone::new).ok().unwrap();
        let stored = StoredPreferences::read(&storage::read);
        let locale = stored.language(Some(&deployment.config), document::languages);
        // The report asks by itself: the first part has not.
        let opened = Opened { first_request: None, ..first::open(deployment, &stored, locale, None) };
        let frame = Frame::of(root.first_element_child().unwrap());
        let mut mounting = Mounting::begin(frame, Start { stored, locale, opened: Ok(opened), table: None });
        while mounting.go_on() {}
        let stage = Self { root, report: mounting.report().unwrap(), _mounting: mounting };
        stage.settle().await;
        stage
    }

    /// Waits until all tasks that are due have run.
    pub(crate) async fn settle(&self) {
        for _ in 0..5 {
            tick().await;
            moment().await;
        }
    }

    pub(crate) fn find(&self, selector: &str) -> Element {
        self.root.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}"))
    }

    pub(crate) fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    /// Returns whether the table is visible or has rows.
    pub(crate) fn shows_table(&self) -> bool {
        self.has("#frame.report") || self.has("tbody tr")
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap()
    }

    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|i| found.item(i).unwrap().text_content().unwrap()).collect()
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        self.texts("tbody th")
    }

    pub(crate) fn click(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
    }

    /// Types into a field; it stays focused.
    pub(crate) fn type_into(&self, selector: &str, text: &str) {
        let field: HtmlInputElement = self.find(selector).unchecked_into();
        field.focus().unwrap();
        field.set_value(text);
        dispatch(&field, "input");
    }

    /// Returns the text in a field.
    pub(crate) fn value(&self, selector: &str) -> String {
        self.find(selector).unchecked_into::<HtmlInputElement>().value()
    }

    /// Dispatches an event at an element.
    pub(crate) fn happen(&self, selector: &str, event: &str) {
        dispatch(&self.find(selector), event);
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Returns the markup of the static frame in `index.html`.
fn frame() -> String {
    let page = include_str!("../../index.html");
    let (_, frame) = page.split_once("<div id=\"frame\" hidden>").unwrap();
    let (regions, _) = frame.split_once("</main>").unwrap();
    format!("<div id=\"frame\">{regions}</main></div>")
}

fn dispatch(element: &Element, event: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    element.dispatch_event(&Event::new_with_event_init_dict(event, &init).unwrap()).unwrap();
}

/// Waits until a condition holds, in real time, for five seconds at most.
#[track_caller]
pub(crate) fn until(mut is_so: impl FnMut() -> bool) -> impl Future<Output = ()> {
    let place = Location::caller();
    async move {
        for _ in 0..500 {
            if is_so() {
                return;
            }
            real_wait(10).await;
        }
        panic!("waited in vain at {place}");
    }
}

/// Returns the body of a request.
pub(crate) async fn body(i: usize) -> String {
    body_of(i).await.as_string().unwrap()
}

/// Returns an answer with rows of the given ids, one of `last_page` pages.
pub(crate) fn page(ids: &[&str], last_page: u64) -> String {
    let rows: Vec<String> =
        ids.iter().map(|id| format!(r#"{{"messages_outbox_id":"{id}","state_id":6,"time":"1745409418"}}"#)).collect();
    let total = last_page * 25;
    format!(r#"{{"data":[{}],"meta":{{"status":true,"total":{total},"last_page":{last_page}}}}}"#, rows.join(","))
}
