//! Highlights of texts without markup.

use outbox_report::browser::{clock, highlights::Marks};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element};

#[wasm_bindgen(module = "/tests/web/browser.js")]
extern "C" {
    /// Returns the marked texts of a name, separated by commas; `None` if there are no such marks.
    fn marked(name: &str) -> Option<String>;
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Adds an element with the given markup to the page.
fn element(markup: &str) -> Element {
    let element = document().create_element("div").unwrap();
    element.set_inner_html(markup);
    document().body().unwrap().append_child(&element).unwrap();
    element
}

#[wasm_bindgen_test]
async fn a_text_in_several_nodes_is_marked_across_them_and_no_longer_than_the_marks_are_kept() {
    let element = element(r#"<p class="one">a😀b<i>cd</i>e</p><p class="one">none</p>"#);
    let marks = Marks::new("of-one");
    marks.set(".one", |text| if text == "a😀bcde" { vec![1..3, 3..6] } else { Vec::new() });
    assert_eq!(marked("of-one").as_deref(), Some("😀,bcd"));
    // There is nothing at these places.
    marks.set(".one", |_| vec![7..9, 90..91]);
    assert_eq!(marked("of-one").as_deref(), Some(""));
    drop(marks);
    assert_eq!(marked("of-one"), None);
    element.remove();
}

#[wasm_bindgen_test]
async fn many_elements_are_marked_in_later_tasks_unless_others_are_to_be() {
    let element = element(&r#"<p class="many">ab</p>"#.repeat(250));
    let marks = Marks::new("of-many");
    let count = || marked("of-many").unwrap_or_default().split(',').filter(|text| *text == "a").count();
    marks.set(".many", |_| std::iter::once(0..1).collect());
    assert_eq!(count(), 100);
    for _ in 0..5 {
        clock::next_task().await;
    }
    assert_eq!(count(), 250);
    marks.set(".many", |_| std::iter::once(0..1).collect());
    marks.clear();
    for _ in 0..5 {
        clock::next_task().await;
    }
    assert_eq!(marked("of-many"), None);
    element.remove();
}
