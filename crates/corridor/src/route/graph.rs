//! A directed multigraph in compressed sparse rows.

use super::error::RouteError;

/// A node: its place in the caller's list of nodes, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIx(pub u32);

/// An arc: its place in the list that [`Graph::new`] was given, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArcIx(pub u32);

impl NodeIx {
    /// The index into a slice by node.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl ArcIx {
    /// No arc: [`Graph::new`] never gives this one out.
    pub(super) const NONE: Self = Self(u32::MAX);

    /// The index into a slice by arc.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Nodes and directed arcs between them. Parallel arcs and arcs from a node to itself are allowed; what an arc costs or
/// lets pass stands in slices by arc outside, so that one graph serves every date and question.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    nodes: u32,
    ends: Vec<(NodeIx, NodeIx)>,
    leaving: Rows,
    entering: Rows,
}

impl Graph {
    /// A graph of `nodes` nodes and one arc, `(from, to)`, for each entry of `arcs`.
    ///
    /// # Errors
    /// [`RouteError::NoSuchNode`] for an arc that begins or ends outside, [`RouteError::TooMany`] for more nodes or
    /// arcs than an index can count.
    pub fn new(nodes: usize, arcs: &[(NodeIx, NodeIx)]) -> Result<Self, RouteError> {
        let count = |count: usize| {
            u32::try_from(count).ok().filter(|count| *count < u32::MAX).ok_or(RouteError::TooMany { count })
        };
        let node_count = count(nodes)?;
        count(arcs.len())?;
        if let Some(node) = arcs.iter().flat_map(|(from, to)| [*from, *to]).find(|node| node.index() >= nodes) {
            return Err(RouteError::NoSuchNode { node, nodes });
        }
        Ok(Self {
            nodes: node_count,
            ends: arcs.to_vec(),
            leaving: Rows::new(nodes, arcs.iter().map(|(from, _)| *from)),
            entering: Rows::new(nodes, arcs.iter().map(|(_, to)| *to)),
        })
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.nodes as usize
    }

    /// How many arcs there are.
    pub fn arcs(&self) -> usize {
        self.ends.len()
    }

    /// All nodes, in order.
    pub fn node_ixs(&self) -> impl ExactSizeIterator<Item = NodeIx> + use<> {
        (0..self.nodes).map(NodeIx)
    }

    /// All arcs, in order.
    pub fn arc_ixs(&self) -> impl ExactSizeIterator<Item = ArcIx> + use<> {
        // `new` lets no more arcs in than an index counts.
        (0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX)).map(ArcIx)
    }

    /// Where an arc begins.
    ///
    /// # Panics
    /// For an arc of another graph, as a slice does.
    pub fn from(&self, arc: ArcIx) -> NodeIx {
        self.ends[arc.index()].0
    }

    /// Where an arc ends.
    ///
    /// # Panics
    /// For an arc of another graph, as a slice does.
    pub fn to(&self, arc: ArcIx) -> NodeIx {
        self.ends[arc.index()].1
    }

    /// The arcs that leave a node, ascending; none for a node of another graph.
    pub fn out_arcs(&self, node: NodeIx) -> &[ArcIx] {
        self.leaving.row(node)
    }

    /// The arcs that enter a node, ascending; none for a node of another graph.
    pub fn in_arcs(&self, node: NodeIx) -> &[ArcIx] {
        self.entering.row(node)
    }

    /// The node, if it is one of this graph.
    pub(super) fn checked(&self, node: NodeIx) -> Result<NodeIx, RouteError> {
        if node.0 < self.nodes { Ok(node) } else { Err(RouteError::NoSuchNode { node, nodes: self.nodes() }) }
    }
}

/// Arcs grouped by node: those of node n are `arcs[starts[n]..starts[n + 1]]`.
#[derive(Debug, Clone, PartialEq)]
struct Rows {
    starts: Vec<usize>,
    arcs: Vec<ArcIx>,
}

impl Rows {
    /// Groups the arcs 0, 1, ... by the node given for each; a counting sort, so every row is ascending.
    fn new(nodes: usize, keys: impl Iterator<Item = NodeIx> + Clone) -> Self {
        let mut starts = vec![0; nodes + 1];
        for key in keys.clone() {
            starts[key.index() + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut arcs = vec![ArcIx::NONE; sum];
        for (arc, key) in (0..).map(ArcIx).zip(keys) {
            let slot = &mut next[key.index()];
            arcs[*slot] = arc;
            *slot += 1;
        }
        Self { starts, arcs }
    }

    fn row(&self, node: NodeIx) -> &[ArcIx] {
        match self.starts.get(node.index()..) {
            Some([start, end, ..]) => &self.arcs[*start..*end],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: usize, ends: &[(u32, u32)]) -> Result<Graph, RouteError> {
        let ends: Vec<_> = ends.iter().map(|(from, to)| (NodeIx(*from), NodeIx(*to))).collect();
        Graph::new(nodes, &ends)
    }

    #[test]
    fn rows_hold_parallel_arcs_and_loops() {
        let graph = graph(4, &[(2, 0), (0, 1), (0, 1), (1, 1)]).unwrap();
        assert_eq!(graph.out_arcs(NodeIx(0)), [ArcIx(1), ArcIx(2)]);
        assert_eq!(graph.in_arcs(NodeIx(1)), [ArcIx(1), ArcIx(2), ArcIx(3)]);
        assert_eq!(graph.out_arcs(NodeIx(1)), [ArcIx(3)]);
        assert!(graph.out_arcs(NodeIx(3)).is_empty() && graph.in_arcs(NodeIx(3)).is_empty());
        assert_eq!((graph.from(ArcIx(0)), graph.to(ArcIx(0))), (NodeIx(2), NodeIx(0)));
        assert_eq!((graph.nodes(), graph.arcs()), (4, 4));
    }

    #[test]
    fn nothing_outside() {
        assert_eq!(graph(2, &[(0, 1), (1, 2)]).unwrap_err(), RouteError::NoSuchNode { node: NodeIx(2), nodes: 2 });
        let empty = graph(0, &[]).unwrap();
        assert_eq!(empty.arc_ixs().len() + empty.node_ixs().len(), 0);
        assert!(empty.out_arcs(NodeIx(0)).is_empty());
        assert!(empty.in_arcs(NodeIx(u32::MAX)).is_empty());
    }
}
