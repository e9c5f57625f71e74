//! The storage of an export in progress.

use outbox_report::browser::slices::Slices;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn what_an_export_has_read_is_there_for_the_next_page_until_it_is_removed() {
    let slices = Slices::open().await;
    assert!(slices.is_lasting());
    for id in slices.ids().await {
        slices.remove(&id).await;
    }
    slices.put("a", b"plan", &[(0, "[سلام]".to_owned())]).await.unwrap();
    slices.put("a", b"later plan", &[(2, "[2]".to_owned()), (10, "[]".to_owned())]).await.unwrap();
    slices.put("ab", b"another", &[]).await.unwrap();
    let next = Slices::open().await;
    assert_eq!(next.state("a").await.as_deref(), Some(&b"later plan"[..]));
    assert_eq!(next.slice("a", 0).await.as_deref(), Some("[سلام]"));
    assert_eq!(next.slice("a", 1).await, None);
    assert_eq!(next.slice("a", 2).await.as_deref(), Some("[2]"));
    assert_eq!(next.ids().await, ["a", "ab"]);
    next.remove("a").await;
    assert_eq!(slices.slice("a", 10).await, None);
    assert_eq!(slices.ids().await, ["ab"]);
    slices.remove("ab").await;
    assert!(slices.ids().await.is_empty());
}

#[wasm_bindgen_test]
async fn without_a_database_memory_holds_a_part_and_says_when_it_is_full() {
    let slices = Slices::default();
    assert!(!slices.is_lasting());
    slices.put("a", b"plan", &[(0, "[]".to_owned())]).await.unwrap();
    assert_eq!(slices.slice("a", 0).await.as_deref(), Some("[]"));
    let large = "x".repeat(40_000_000);
    slices.put("a", b"plan", &[(1, large.clone())]).await.unwrap();
    let more = slices.put("a", b"later plan", &[(2, "[]".to_owned()), (3, large)]);
    assert!(more.await.is_err());
    assert_eq!(slices.state("a").await.as_deref(), Some(&b"plan"[..]));
    assert_eq!(slices.slice("a", 2).await, None);
    slices.remove("a").await;
    assert!(slices.ids().await.is_empty());
}
