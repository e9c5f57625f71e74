//! Lists of values that a text field suggests while a person types (HTML, `datalist`).

use super::document::{document, set};
use web_sys::{Element, Node};

/// The list of suggested values of a field. Dropping it removes the list from the page.
pub struct Datalist {
    field: &'static str,
    list: Option<Element>,
    values: Vec<String>,
}

impl Datalist {
    /// Creates an empty list for the field with the given id.
    pub fn new(field: &'static str) -> Self {
        Self { field, list: None, values: Vec::new() }
    }

    /// Replaces the values of the list.
    ///
    /// A text field with a list has the implicit role of a combo box. The role `textbox` is set, as the person can type
    /// anything.
    pub fn set(&mut self, values: &[String]) {
        if self.values == values {
            return;
        }
        self.values = values.to_vec();
        let Some(document) = document() else { return };
        let id = [self.field, "-seen"].concat();
        if self.list.is_none()
            && let (Ok(list), Some(body)) = (document.create_element("datalist"), document.body())
        {
            set(&list, "id", &id);
            // Ids and numbers read from left to right, and data is not translated.
            set(&list, "dir", "ltr");
            set(&list, "translate", "no");
            let _ = body.append_child(&list);
            self.list = Some(list);
        }
        if let Some(field) = document.get_element_by_id(self.field) {
            for (name, value) in [("role", "textbox"), ("aria-autocomplete", "list"), ("list", &*id)] {
                set(&field, name, value);
            }
        }
        let Some(list) = &self.list else { return };
        let list: &Node = list;
        list.set_text_content(None);
        for value in values {
            if let Ok(option) = document.create_element("option") {
                set(&option, "value", value);
                let _ = list.append_child(&option);
            }
        }
    }
}

impl Drop for Datalist {
    fn drop(&mut self) {
        if let Some(list) = &self.list {
            list.remove();
        }
    }
}
