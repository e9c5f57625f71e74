//! The markup of rows.

use crate::support::TestZone;
use outbox_report::{
    domain::{column::Column, locale::Locale, record::RecordState, send_state::SendState},
    i18n::Formatter,
    table::{
        cells::names,
        columns::{class, drawings, markup, own_class, wide, widest},
        state_badge,
    },
};
use std::collections::BTreeSet;

/// Returns the names of the slots in markup, in their order.
fn slots_of(markup: &str) -> Vec<&str> {
    let slots = markup.split("data-slots=\"").skip(1).filter_map(|rest| rest.split('"').next());
    slots.flat_map(str::split_whitespace).map(|slot| slot.rsplit('=').next().unwrap()).collect()
}

#[test]
fn every_slot_of_a_row_has_a_value_and_every_value_a_slot() {
    let sets = [&Column::ALL[..], Column::OWN, &[Column::Cost, Column::Time], &[Column::StateId]];
    for columns in sets {
        let markup = markup(columns);
        let (mut found, mut given) = (slots_of(&markup), names(columns));
        found.sort_unstable();
        given.sort_unstable();
        assert_eq!(found, given);
        assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), given.len(), "each is named once");
    }
}

#[test]
fn a_message_with_a_control_beside_it_has_its_direction_in_its_text_alone() {
    assert!(markup(Column::OWN).contains("dir=direction"));
    assert!(!markup(&[Column::Message, Column::MessagesOutboxId]).contains("dir=direction"));
    assert!(!markup(&[Column::StateId, Column::Message]).contains("dir=direction"));
}

#[test]
fn each_row_has_its_check_box_its_record_and_its_name_once() {
    for columns in [&Column::ALL[..], Column::OWN, &[Column::Cost, Column::Time], &[Column::Message]] {
        let markup = markup(columns);
        for part in [
            " role=\"checkbox\"",
            " role=\"rowheader\"",
            "<button type=\"button\" class=\"plain detail\"",
            "id=\"row-%\"",
        ] {
            assert_eq!(markup.matches(part).count(), 1, "{part} in {markup}");
        }
        assert_eq!(markup.matches("role=\"cell\"").count(), columns.len() - 1);
    }
}

#[test]
fn a_row_is_lean() {
    // Each element of a row costs at every page turn.
    let elements = |columns: &[Column]| markup(columns).matches('<').count() - markup(columns).matches("</").count();
    // The row, ten cells, four links, the check box, the record's button; and where the send has not ended or has
    // changed, its switch and its former state.
    assert_eq!(elements(Column::OWN), 1 + 10 + 4 + 2 + 2);
    assert_eq!(elements(&Column::ALL), elements(Column::OWN) + Column::ALL.len() - Column::OWN.len());
}

#[test]
fn each_column_has_a_class_of_its_own() {
    let own: BTreeSet<String> = Column::ALL.map(own_class).into_iter().collect();
    assert_eq!(own.len(), Column::ALL.len());
    for column in Column::ALL {
        assert!(class(column).split(' ').any(|class| class == own_class(column)), "{column:?}");
    }
}

#[test]
fn each_column_has_a_widest_text_in_each_language() {
    let zone = TestZone::tehran();
    for locale in Locale::ALL {
        let formatter = Formatter::new(locale, None);
        for column in Column::ALL {
            let text = widest(column, formatter, &zone, "unit");
            assert!(!text.is_empty(), "{column:?}");
            assert_eq!(wide(&text), text, "{column:?} is as wide as any of its digits");
        }
    }
    assert_eq!(wide("+98 ۱۴۰۴/۰۲/۰۳"), "+88 ۸۸۸۸/۸۸/۸۸");
}

#[test]
fn each_state_has_its_tone_and_its_own_picture() {
    let (drawings, formatter) = (drawings(), Formatter::new(Locale::En, None));
    for state in SendState::ALL {
        let class = state_badge::class(&RecordState::Known(state));
        assert_eq!(class, format!("badge {} state-{}", state.tone().name(), state.id()));
        assert!(drawings.contains(&format!(".state-{}{{", state.id())), "{state:?} in {drawings}");
    }
    let paths = SendState::ALL.map(|state| state_badge::parts(&RecordState::Known(state), formatter).1.path());
    assert_eq!(BTreeSet::from(paths).len(), SendState::ALL.len());
    assert!(paths.iter().all(|path| drawings.contains(path)));
}

#[test]
fn rows_are_made_of_what_the_policy_of_the_page_passes() {
    let script = include_str!("../../../src/boot.js");
    let (_, rest) = script.split_once("const ALLOWED = '").unwrap();
    let allowed: BTreeSet<&str> = rest.split('\'').next().unwrap().split(' ').collect();
    let markup = markup(&Column::ALL);
    for tag in markup.split('<').skip(1).filter(|tag| !tag.starts_with('/')) {
        let tag = tag.split('>').next().unwrap();
        // Every other piece is the value of an attribute.
        let names = tag.split('"').step_by(2).flat_map(str::split_whitespace).map(|name| name.trim_end_matches('='));
        for name in names {
            assert!(name.starts_with("aria-") || allowed.contains(name), "{name} in <{tag}>");
        }
    }
    for dangerous in
        ["href", "src", "style", "script", "img", "svg", "iframe", "template", "onclick", "srcdoc", "formaction"]
    {
        assert!(!allowed.contains(dangerous), "{dangerous}");
    }
}
