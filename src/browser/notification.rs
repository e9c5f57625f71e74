//! Desktop notifications (Notifications API), if the browser has them and the person allows them.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Returns the browser's class `Notification`; `None` if it has none.
fn class() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"Notification".into()).ok()?.dyn_into().ok()
}

/// Returns whether the person allows notifications.
pub fn is_allowed() -> bool {
    let permission = class().and_then(|class| Reflect::get(&class, &"permission".into()).ok());
    permission.and_then(|permission| permission.as_string()).as_deref() == Some("granted")
}

/// Asks the person whether notifications are allowed, and waits for the answer. Browsers show the question only while
/// they handle a click.
pub async fn request_permission() {
    let Some(class) = class().filter(|_| !is_allowed()) else { return };
    let request =
        Reflect::get(&class, &"requestPermission".into()).ok().and_then(|own| own.dyn_into::<Function>().ok());
    let answer = request.and_then(|request| request.call0(&class).ok());
    if let Some(answer) = answer.and_then(|answer| answer.dyn_into::<Promise>().ok()) {
        let _ = JsFuture::from(answer).await;
    }
}

/// Shows a notification. Does nothing if the person does not allow it, or if the browser shows only those of a service
/// worker.
pub fn show(title: &str, text: &str) {
    let Some(class) = class().filter(|_| is_allowed()) else { return };
    let options = Object::new();
    let _ = Reflect::set(&options, &"body".into(), &text.into());
    let arguments: Array = [JsValue::from(title), options.into()].into_iter().collect();
    let _ = Reflect::construct(&class, &arguments);
}
