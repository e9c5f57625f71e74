//! The storage of an export in progress: slices of records, and the state by which the export can be resumed.
//!
//! The values are in `IndexedDB`. It has more room than memory, and it also works without TLS, unlike the origin
//! private file system. If the browser has none or refuses it, the values stay in the page's memory, up to
//! [`MAX_MEMORY_BYTES`].

use super::address_bar;
use idb::{
    Database, DatabaseEvent, Error, Factory, KeyRange, ObjectStoreParams, Transaction, TransactionMode,
    TransactionResult,
};
use js_sys::Uint8Array;
use std::{
    cell::RefCell,
    collections::BTreeMap,
    future::{IntoFuture, ready},
    pin::Pin,
};
use wasm_bindgen::{JsCast, JsValue};

/// The name of the database's only object store.
const STORE: &str = "slices";

/// The most bytes that are kept in memory if the browser stores nothing.
pub const MAX_MEMORY_BYTES: usize = 64_000_000;

/// The error of a write: the device or the memory has no room for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// The stored values of all exports of the deployment, in all tabs.
///
/// An export has an id without a space. Its state is stored under the id, and each slice under the id and the slice's
/// number.
#[derive(Default)]
pub struct Slices {
    database: Option<Database>,
    memory: RefCell<BTreeMap<String, Vec<u8>>>,
}

/// A write in progress. Awaiting it tells whether it is done, or there was no room.
pub type Write = Pin<Box<dyn Future<Output = Result<(), Full>>>>;

impl Slices {
    /// Opens the store: the database, or memory if the browser has no database.
    pub async fn open() -> Self {
        Self { database: open().await.ok(), ..Self::default() }
    }

    /// Returns whether the values are in the database, and so outlast the page.
    pub const fn is_lasting(&self) -> bool {
        self.database.is_some()
    }

    /// Starts to write the state of an export and slices with their numbers: all of them or none.
    pub fn put(&self, id: &str, state: &[u8], slices: &[(u64, String)]) -> Write {
        let keys: Vec<String> = slices.iter().map(|(number, _)| key(id, *number)).collect();
        let slices = slices.iter().map(|(_, slice)| slice.as_bytes());
        let mut values: Vec<_> = keys.iter().map(String::as_str).zip(slices).collect();
        // If an earlier value can't be put, there is no state that counts on it.
        values.push((id, state));
        match &self.database {
            Some(database) => match write(database, &values) {
                Ok(transaction) => Box::pin(committed(transaction)),
                Err(_) => Box::pin(ready(Err(Full))),
            },
            None => Box::pin(ready(self.remember(&values))),
        }
    }

    /// Returns the state of an export; `None` if there is none.
    pub async fn state(&self, id: &str) -> Option<Vec<u8>> {
        self.get(id).await
    }

    /// Returns a slice of an export; `None` if there is none.
    pub async fn slice(&self, id: &str, number: u64) -> Option<String> {
        String::from_utf8(self.get(&key(id, number)).await?).ok()
    }

    /// Returns the ids of all exports.
    pub async fn ids(&self) -> Vec<String> {
        let keys: Vec<String> = match &self.database {
            Some(database) => keys(database).await.unwrap_or_default(),
            None => self.memory.borrow().keys().cloned().collect(),
        };
        keys.into_iter().filter(|key| !key.contains(' ')).collect()
    }

    /// Removes the state and the slices of an export.
    pub async fn remove(&self, id: &str) {
        self.memory.borrow_mut().retain(|key, _| key != id && !key.starts_with(&format!("{id} ")));
        if let Some(database) = &self.database {
            // In the order of keys, the exclamation mark comes right after the space.
            let _ = delete(database, &[id, &format!("{id}!")]).await;
        }
    }

    async fn get(&self, key: &str) -> Option<Vec<u8>> {
        match &self.database {
            Some(database) => get(database, key).await.ok().flatten(),
            None => self.memory.borrow().get(key).cloned(),
        }
    }

    /// Keeps values in memory: all of them or none.
    fn remember(&self, values: &[(&str, &[u8])]) -> Result<(), Full> {
        let mut memory = self.memory.borrow_mut();
        let is_other = |key: &String| values.iter().all(|(own, _)| own != key);
        let others = memory.iter().filter(|(key, _)| is_other(key)).map(|(_, value)| value.len());
        if others.chain(values.iter().map(|(_, value)| value.len())).sum::<usize>() > MAX_MEMORY_BYTES {
            return Err(Full);
        }
        for (key, value) in values {
            memory.insert((*key).to_owned(), value.to_vec());
        }
        Ok(())
    }
}

/// Returns the key of a slice.
fn key(id: &str, number: u64) -> String {
    format!("{id} {number}")
}

async fn open() -> Result<Database, Error> {
    let name = format!("outbox-report {}", address_bar::folder());
    let mut request = Factory::new()?.open(&name, Some(1))?;
    request.on_upgrade_needed(|event| {
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await
}

fn write(database: &Database, values: &[(&str, &[u8])]) -> Result<Transaction, Error> {
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    for (key, value) in values {
        store.put(&Uint8Array::from(*value).into(), Some(&JsValue::from_str(key)))?;
    }
    transaction.commit()
}

/// Waits for a transaction to end. The listeners are added by this call, not by the first poll, as the transaction may
/// end before that.
fn committed(transaction: Transaction) -> impl Future<Output = Result<(), Full>> {
    let transaction = transaction.into_future();
    async { transaction.await.ok().filter(TransactionResult::is_committed).map(|_| ()).ok_or(Full) }
}

async fn get(database: &Database, key: &str) -> Result<Option<Vec<u8>>, Error> {
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let value = transaction.object_store(STORE)?.get(JsValue::from_str(key))?.await?;
    Ok(value.and_then(|value| value.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec()))
}

async fn keys(database: &Database) -> Result<Vec<String>, Error> {
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let keys = transaction.object_store(STORE)?.get_all_keys(None, None)?.await?;
    Ok(keys.into_iter().filter_map(|key| key.as_string()).collect())
}

async fn delete(database: &Database, range: &[&str; 2]) -> Result<(), Error> {
    let [lower, upper] = range.map(JsValue::from_str);
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let range = KeyRange::bound(&lower, &upper, None, Some(true))?;
    transaction.object_store(STORE)?.delete(range)?;
    transaction.commit()?.await.map(|_| ())
}
