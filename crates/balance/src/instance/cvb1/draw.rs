//! The random numbers, in the order in which they are drawn, and the checksum.

#![allow(clippy::integer_division, reason = "the instance divides whole numbers and rounds down")]

use super::{B, Base, Drawn, H, K, Link, P, T};

/// A linear congruential generator (Knuth's multiplier), of which the upper 31 bits are used.
struct Lcg(u64);

impl Lcg {
    fn new(seed: u64) -> Self {
        let mut made = Self(seed);
        for _ in 0..4 {
            made.next();
        }
        made
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// From `low` to `high`, both included.
    fn range(&mut self, low: i64, high: i64) -> i64 {
        let width = high.abs_diff(low) + 1;
        low + i64::try_from(self.next() % width).unwrap_or(0)
    }

    /// The same for what counts places.
    fn place(&mut self, low: i64, high: i64) -> usize {
        usize::try_from(self.range(low, high)).unwrap_or(0)
    }
}

pub(super) const FIRST_HUB: usize = P;
pub(super) const FIRST_BORDER: usize = P + H;
pub(super) const FIRST_MARKET: usize = P + H + B;

pub(super) fn base(seed: u64) -> Base {
    let mut g = Lcg::new(seed);
    let links = links(&mut g);
    let value: Vec<i64> = (0..P).map(|_| g.range(60, 400)).collect();
    let output: Vec<i64> = (0..P).map(|_| g.range(150, 600)).collect();
    let output_cost = value.iter().map(|value| value * g.range(30, 50) / 100).collect();
    let stock_room: Vec<i64> = output.iter().map(|output| output * g.range(50, 150) / 100).collect();
    let price: Vec<[i64; K]> =
        value.iter().map(|value| [100, 115, 95, 118].map(|share| value * (share + g.range(-5, 5)) / 100)).collect();
    let demand = output.iter().map(|output| [(); K].map(|()| output * g.range(30, 70) / 100)).collect();
    Base {
        seed,
        stock: stock_room.iter().map(|room| room / 4).collect(),
        stock_cost: value.iter().map(|value| 1 + value / 100).collect(),
        contract_price: price.iter().map(|row| row.map(|price| price * 97 / 100)).collect(),
        penalty: price.iter().map(|row| row.map(|price| price * 130 / 100)).collect(),
        contract: output.iter().map(|output| [output / 2; K]).collect(),
        links,
        value,
        output,
        output_cost,
        stock_room,
        price,
        demand,
    }
}

fn links(g: &mut Lcg) -> Vec<Link> {
    let mut links = Vec::with_capacity(60);
    let mut add = |tail, head, kind, (capacity, cost), (most, price), border| {
        links.push(Link { tail, head, kind, capacity, cost, most, price, border });
    };
    for p in 0..P {
        for j in 0..3 {
            let drawn = (g.range(200, 500), g.range(2, 9));
            add(p, FIRST_HUB + (p + 2 * j) % H, 0, drawn, (0, 0), None);
        }
    }
    for h in 0..H {
        for d in [1, H - 1] {
            let drawn = (g.range(500, 1500), g.range(3, 12));
            add(FIRST_HUB + h, FIRST_HUB + (h + d) % H, 1, drawn, (0, 0), None);
        }
    }
    for h in 0..H {
        for j in 0..2 {
            let border = (h + 3 * j) % B;
            let drawn = (g.range(250, 700), g.range(4, 15));
            add(FIRST_HUB + h, FIRST_BORDER + border, 2, drawn, (drawn.0 / 2, g.range(100, 400)), Some(border));
        }
    }
    for border in 0..B {
        for k in if border < 3 { [0, 1] } else { [2, 3] } {
            let (low, high) = [(3, 8), (20, 35), (30, 45), (45, 70)][k];
            let drawn = (g.range(300, 900), g.range(low, high));
            add(FIRST_BORDER + border, FIRST_MARKET + k, 3, drawn, (drawn.0 / 2, g.range(100, 400)), Some(border));
        }
    }
    for p in 0..2 {
        let cost = g.range(2, 6);
        add(p, FIRST_BORDER + p, 4, (0, cost), (600, g.range(150, 450)), Some(p));
    }
    links
}

pub(super) fn future(base: &Base, s: u64) -> Drawn {
    let mut g = Lcg::new(base.seed ^ (s + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut open = [[100; T]; B];
    let mut delay = [0; B];
    for (chance, first, count) in [(35, 0, 3), (15, 3, 2)] {
        if g.range(1, 100) <= chance {
            let mask = g.range(1, (1 << count) - 1);
            let from = g.place(0, 11);
            let length = g.place(1, 8);
            let severity = [0, 30, 60][g.place(0, 2)];
            for border in 0..count {
                if (mask >> border) & 1 == 1 {
                    open[first + border][from..T.min(from + length)].fill(severity);
                }
            }
        }
    }
    if g.range(1, 100) <= 40 {
        delay = delay.map(|_: i64| g.range(0, 15));
    }
    let (near, far) = (g.range(60, 130), g.range(75, 115));
    let mut spot = Vec::with_capacity(P);
    for row in &base.price {
        let mut prices = *row;
        for (k, price) in prices.iter_mut().enumerate() {
            let factor = if k < 2 { near } else { far };
            *price = *price * (factor + g.range(-10, 10)) / 100;
        }
        spot.push(prices);
    }
    Drawn { open, delay, spot }
}

/// FNV-1a, 64 bits, over all data of the instance as little-endian 8-byte integers.
pub fn checksum(base: &Base, futures: usize) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |value: i64| {
        for byte in value.to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    let index = |place: usize| i64::try_from(place).unwrap_or(-1);
    for link in &base.links {
        take(index(link.tail));
        take(index(link.head));
        take(i64::from(link.kind));
        for value in [link.capacity, link.cost, link.most, link.price, link.border.map_or(-1, index)] {
            take(value);
        }
    }
    let lists = [&base.value, &base.output, &base.output_cost, &base.stock_room, &base.stock, &base.stock_cost];
    lists.into_iter().flatten().copied().for_each(&mut take);
    let tables = [&base.price, &base.contract_price, &base.penalty, &base.demand, &base.contract];
    tables.into_iter().flatten().flatten().copied().for_each(&mut take);
    for s in 0..futures {
        let drawn = base.future(s as u64);
        drawn.open.iter().flatten().copied().for_each(&mut take);
        drawn.delay.iter().copied().for_each(&mut take);
        drawn.spot.iter().flatten().copied().for_each(&mut take);
    }
    hash
}
