//! Peek.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::print_stderr, missing_docs)]
use corridor::flow::*; use corridor::goods::*; use corridor::network::*;
use corridor::throughput::*; use corridor::hindcast::*; use corridor::through::*; use corridor::ways::*;
use case::value::date::Month;
fn main() {
    let b = case::bundle::Bundle::from_dir(std::path::Path::new("cases/mongolia")).unwrap();
    let l = case::load::load(&b);
    let f = l.folder.unwrap(); let case = f.as_of(f.default_as_of());
    let n = Network::of(&case); let g = Goods::of(&n);
    let record: Record = case.tables().trade.iter().filter(|r| r.reporter.as_str()=="MNG" && r.partner.as_str()=="WLD" && r.product_id.as_str()=="coal" && r.vintage.as_str()=="current" && r.unit.measures("mass")).filter_map(|r| match r.period { case::value::period::Period::Month(m) => Some((m, r.value.value()? * r.unit.factor()/1000.0)), _ => None }).collect();
    let coal = g.find("coal").unwrap();
    let months: Vec<Month> = (0..74).map(|k| Month::new(2017,1).unwrap().plus(k)).collect();
    let t = std::time::Instant::now();
    let h = hindcast(&n, &g, coal, &months, &record).unwrap();
    println!("hindcast {:?}", t.elapsed());
    for (a, b) in [((2017,1),(2023,2)), ((2019,1),(2022,12)), ((2017,1),(2017,12)),((2018,1),(2018,12)),((2019,1),(2019,12)),((2020,1),(2020,12)),((2021,1),(2021,12)),((2022,1),(2022,12))] {
        let c = h.compare(Month::new(a.0,a.1).unwrap(), Month::new(b.0,b.1).unwrap()).unwrap();
        println!("{}-{} model mae {:.0} bias {:.0} r {:?} | seasonal {:.0} r {:?} | const {:.0} | {:.2}", c.from, c.to, c.model.mae, c.model.bias, c.model.correlation, c.seasonal.mae, c.seasonal.correlation, c.constant.mae, c.against_seasonal());
    }
    let t = std::time::Instant::now();
    let e = past_errors(&n, &g, coal, &months, &record).unwrap();
    println!("past errors {:?} {:?}", t.elapsed(), e.classes.iter().map(|(u, v)| (u, v.len())).collect::<Vec<_>>());
    let t = std::time::Instant::now();
    for m in forecast(&n, &g, coal, Month::new(2023,2).unwrap(), 34, &e).unwrap() { print!("{} {:.0} [{:.0} {:.0} {:.0}]; ", m.month, m.model_kt, m.p10_kt, m.p50_kt, m.p90_kt); }
    println!("\nforecast {:?}", t.elapsed());
    let day = case.as_of(); let month = Month::new(2023,4).unwrap();
    for goal in [Goal::Profit, Goal::Mass] {
      let t = std::time::Instant::now();
      let r = throughput(&n, &g, &Ask { month, seen_until: day, changes: Changes::default(), goal, worth: true }).unwrap();
      println!("{goal:?} {:?} sold {:?} income {:.0} carriage {:.0} cert {:?}", t.elapsed(), r.sold_kt, r.income_kusd, r.carriage_kusd, r.certificate);
      for x in &r.gates { println!("   {} {} {:.0}", x.name, g.goods[x.good].id, x.kt); }
      for x in &r.limits { println!("   {} {:?} {} {:.1}/{:.1} veh/day {:?} Mt {:?}", x.subject, x.good, x.unit, x.used, x.capacity, x.usd_per_vehicle_a_day, x.usd_per_mt_a_year.map(|w| w.more)); }
      println!("   lines {:?}", r.lines.iter().map(|l| format!("{} {:.0}", l.0, l.2)).collect::<Vec<_>>());
    }
    let t = std::time::Instant::now();
    for a in corridor::line::additions(&n, &g, month, day, &corridor::line::candidates(&n, day)).unwrap() { println!("{} built {} on {:.0} sold {:?} usd/t {:?} added {:.0} trucks {:?} choke {:?} dead {:?}", a.line, a.built, a.on_line_kt, a.sold_kt, a.carriage_usd_per_t, a.added_kusd, a.trucks_a_day, a.chokepoint, a.dead_end); }
    println!("additions {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let r = corridor::resilience::resilience(&n, &g, month, day, &corridor::resilience::LENGTHS, 7).unwrap();
    println!("resilience {:?} solved {} base {:.0} kusd {:.0} kt", t.elapsed(), r.solved, r.base_kusd, r.base_kt);
    for x in r.singles.iter().take(14) { println!("  {:?} {} lost {:.0} kt {:.0} instead {:?} cut {:?}", x.closed, x.months, x.lost_kusd, x.lost_kt, x.instead, x.cut_in_month); }
    println!("pairs {}", r.pairs.len()); for x in r.pairs.iter().take(6) { println!("  {:?} {} lost {:.0}", x.closed, x.months, x.lost_kusd); }
    for c in &r.curves { println!("  curve {} {:?}", c.id, c.lost_kusd.iter().map(|x| x.round()).collect::<Vec<_>>()); }
    println!("worst {:?}", r.failures.worst); println!("random {:?}", r.failures.random);
    let t = std::time::Instant::now();
    for (name, ch) in [("as is", Changes::default()), ("no RUS", Changes::default().closing("RUS"))] {
      for e in case.gateways() { let x = through(&n, &g, *e, month, day, &ch).unwrap(); println!("{name} {:?}", x); } }
    println!("through {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let fd = Finder::new(&n, day, Changes::default(), Load { chain: g.goods[coal].chain.clone(), usd_per_t: 175.0 }).unwrap();
    for m in mines(&g) { for d in destinations(&n) { for w in fd.ways(m, d, By::Generalised, 2).unwrap() { println!("{} -> {} g {:.1} km {:?} h {:?} usd {:?} via {:?} missing h {:?} usd {:?}", w.from, w.to, w.generalised, w.at_least.km, w.at_least.hours.map(|h| h.mid.round()), w.at_least.usd.map(|h| h.mid.round()), w.lines, w.profile.totals.without_hours.len(), w.profile.totals.without_usd.len()); } } }
    println!("ways {:?}", t.elapsed());
}
