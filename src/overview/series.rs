//! The counts of neighbouring buckets, found by halving.
//!
//! The buckets are the leaves of a tree. A node of the tree stands for a group of neighbouring buckets: the root for
//! all of them, the next eight nodes for eight groups, and the nodes below for halves, down to single buckets. A group
//! that is empty is not counted further, and the last part of a group follows from the group and its other parts. So no
//! more counts are sent than there are buckets, unless rows move meanwhile.

use super::count::Count;
use std::{iter, ops::Range};

/// The number of groups that are counted first.
const FIRST_GROUPS: usize = 8;

/// A group of neighbouring buckets.
#[derive(Clone, Debug, PartialEq)]
struct Node {
    buckets: Range<usize>,
    /// The indices of its parts among the nodes; empty for a single bucket.
    parts: Range<usize>,
    count: Count,
}

/// The counts of a series of buckets, as a tree of nodes. Each node stands for a group of neighbouring buckets. Nodes
/// are named by their index: 0 is the root, which stands for all buckets.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The nodes: that of all buckets, then its parts, and so on, level by level.
    nodes: Vec<Node>,
    has_moved: bool,
}

impl Series {
    /// Creates the series of `buckets` buckets, none of which is counted yet.
    pub fn new(buckets: usize) -> Self {
        let node = |buckets: Range<usize>| Node { buckets, parts: 0..0, count: Count::Open };
        let mut nodes = vec![node(0..buckets)];
        let mut at = 0;
        while let Some(Node { buckets, .. }) = nodes.get(at).cloned() {
            let groups = if at == 0 { FIRST_GROUPS } else { 2 }.min(buckets.len());
            let begin = nodes.len();
            if buckets.len() > 1 {
                let edge = |part: usize| buckets.start + buckets.len() * part / groups;
                nodes.extend((0..groups).map(|part| node(edge(part)..edge(part + 1))));
            }
            let end = nodes.len();
            if let Some(own) = nodes.get_mut(at) {
                own.parts = begin..end;
            }
            at += 1;
        }
        Self { nodes, has_moved: false }
    }

    /// Returns the indices of the nodes, groups of buckets, whose counts are due; the larger groups first.
    pub fn due(&self) -> Vec<usize> {
        let is_open = |at: &usize| self.count(*at) == &Count::Open;
        let root = iter::once(0).filter(is_open);
        let parts = self.nodes.iter().filter(|node| node.count.known().is_some_and(|count| count > 0));
        root.chain(parts.flat_map(|node| self.due_parts(node))).collect()
    }

    /// Returns the parts of a node whose counts are due. The count of the last part follows from the others if these
    /// are known.
    fn due_parts(&self, node: &Node) -> Vec<usize> {
        let Range { start, end } = node.parts;
        let mut due: Vec<usize> = (start..end.saturating_sub(1)).filter(|at| *self.count(*at) == Count::Open).collect();
        let others = || (start..end.saturating_sub(1)).map(|at| self.count(at));
        if start < end
            && *self.count(end - 1) == Count::Open
            && others().all(Count::is_settled)
            && self.rest(node).is_none()
        {
            due.push(end - 1);
        }
        due
    }

    /// Returns the count of the last part of a node, calculated from the others; `None` if the other parts are not all
    /// known or are more than the whole.
    fn rest(&self, node: &Node) -> Option<u64> {
        let others = node.parts.start..node.parts.end.saturating_sub(1);
        let sum =
            others.map(|at| self.count(at).known()).try_fold(0_u64, |sum, count| Some(sum.saturating_add(count?)))?;
        node.count.known()?.checked_sub(sum)
    }

    /// Returns the count of a node, a group of buckets.
    fn count(&self, at: usize) -> &Count {
        self.nodes.get(at).map_or(&Count::Unstated, |node| &node.count)
    }

    /// Returns the buckets for which the node at index `at` stands.
    pub fn buckets(&self, at: usize) -> Range<usize> {
        self.nodes.get(at).map_or(0..0, |node| node.buckets.clone())
    }

    /// Returns whether the node at index `at` is known to have no sends: by its own count, or by that of a larger group
    /// that contains it.
    pub fn is_empty(&self, at: usize) -> bool {
        let own = self.buckets(at);
        let holds = |node: &&Node| node.buckets.start <= own.start && own.end <= node.buckets.end;
        self.nodes.iter().filter(holds).any(|node| node.count == Count::Known(0))
    }

    /// Sets the count of the node at index `at`, and the counts that follow from it.
    pub fn set(&mut self, at: usize, count: Count) {
        if let Some(node) = self.nodes.get_mut(at) {
            node.count = count;
        }
        for at in 0..self.nodes.len() {
            let Some(node) = self.nodes.get(at).filter(|node| !node.parts.is_empty()) else { continue };
            let last = node.parts.end - 1;
            let others: Vec<Option<u64>> = (node.parts.start..last).map(|at| self.count(at).known()).collect();
            let is_known = node.count.known().is_some_and(|count| count > 0) && others.iter().all(Option::is_some);
            if !is_known || *self.count(last) != Count::Open {
                continue;
            }
            match self.rest(node) {
                Some(rest) => {
                    if let Some(last) = self.nodes.get_mut(last) {
                        last.count = Count::Known(rest);
                    }
                }
                None => self.has_moved = true,
            }
        }
    }

    /// Makes the counts of all nodes due again, see [`Count::reopen`].
    pub fn reopen(&mut self, failed: bool) {
        self.nodes.iter_mut().for_each(|node| node.count.reopen(failed));
    }

    /// Returns the counts of all nodes, the groups of buckets.
    pub fn counts(&self) -> impl Iterator<Item = &Count> {
        self.nodes.iter().map(|node| &node.count)
    }

    /// Returns the count of all buckets together.
    pub fn total(&self) -> &Count {
        self.count(0)
    }

    /// Returns the count of the bucket at the given index. It is 0 if a group that contains the bucket is empty, and
    /// [`Count::Open`] while only larger groups are counted. If the count of such a group has failed, so has that of
    /// the bucket.
    pub fn bucket(&self, bucket: usize) -> Count {
        let mut known = Count::Open;
        // The nodes are in the order of their levels, so that the last one is the bucket itself.
        for node in self.nodes.iter().filter(|node| node.buckets.contains(&bucket)) {
            known = match &node.count {
                Count::Known(0) => return Count::Known(0),
                Count::Known(count) if node.buckets.len() == 1 => return Count::Known(*count),
                Count::Known(_) => Count::Open,
                Count::Open if known.is_settled() => known,
                count => count.clone(),
            };
        }
        known
    }

    /// Returns the finest groups that are counted, in order: the buckets of each, and its count.
    pub fn groups(&self) -> Vec<(Range<usize>, u64)> {
        let mut groups = Vec::new();
        self.collect(0, &mut groups);
        groups
    }

    /// Collects the finest groups of a node. Parts replace their whole only if all of them are known.
    fn collect(&self, at: usize, groups: &mut Vec<(Range<usize>, u64)>) {
        let Some(node) = self.nodes.get(at) else { return };
        let Some(count) = node.count.known() else { return };
        let are_known = node.parts.clone().all(|part| self.count(part).known().is_some());
        if count == 0 || node.parts.is_empty() || !are_known {
            groups.push((node.buckets.clone(), count));
        } else {
            node.parts.clone().for_each(|part| self.collect(part, groups));
        }
    }

    /// Returns whether parts of a group have together more sends than the group: rows came, or changed, between two
    /// counts.
    pub const fn has_moved(&self) -> bool {
        self.has_moved
    }
}
