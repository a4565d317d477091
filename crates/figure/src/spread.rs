//! Labels moved apart.

/// Moves blocks apart so that none overlaps the next, as near as possible to where each wants to be.
///
/// `wanted` holds the wished centre and the height of each block; the answer is the centre of each
/// in the same order, inside `top..=bottom` as far as they fit.
pub(crate) fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    struct Cluster {
        first: f64,
        height: f64,
        members: Vec<usize>,
    }
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let place = |i: &usize| wanted.get(*i).copied().unwrap_or((top, 0.0));
    order.sort_by(|a, b| place(a).0.total_cmp(&place(b).0));
    let limit = |first: f64, height: f64| first.min(bottom - height).max(top);
    let mut clusters: Vec<Cluster> = Vec::new();
    for i in order {
        let (centre, height) = place(&i);
        let mut next = Cluster { first: limit(centre - height / 2.0, height), height, members: vec![i] };
        while let Some(above) = clusters.pop() {
            if above.first + above.height <= next.first {
                clusters.push(above);
                break;
            }
            // Merge: the joint block goes where its members want to be on average.
            let mut members = above.members;
            members.append(&mut next.members);
            let height = above.height + next.height;
            let mut offset = 0.0;
            let mut sum = 0.0;
            for member in &members {
                let (centre, own) = place(member);
                sum += centre - own / 2.0 - offset;
                offset += own;
            }
            next = Cluster { first: limit(sum / members.len() as f64, height), height, members };
        }
        clusters.push(next);
    }
    let mut centres = vec![top; wanted.len()];
    for cluster in clusters {
        let mut y = cluster.first;
        for member in cluster.members {
            let (_, height) = place(&member);
            if let Some(centre) = centres.get_mut(member) {
                *centre = y + height / 2.0;
            }
            y += height;
        }
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_spread_around_their_wishes() {
        let centres = spread(&[(50.0, 10.0), (50.0, 10.0), (90.0, 10.0)], 0.0, 100.0);
        assert_eq!(centres, [45.0, 55.0, 90.0]);
        let centres = spread(&[(100.0, 10.0), (99.0, 10.0)], 0.0, 100.0);
        assert_eq!(centres, [95.0, 85.0]);
        assert!(spread(&[], 0.0, 1.0).is_empty());
    }
}
