//! Faults of GMNS packages: each with its file, line and column, all in one run, and never a panic.

use std::collections::BTreeMap;
use std::fmt::Write;

use corridor::gmns::{self, Files};
use proptest::prelude::*;

use crate::fixture::{files, folder, import, two_valleys};

fn check_fault(file: &str, old: &str, new: &str, at: &str, words: &[&str]) {
    let mut files = two_valleys();
    let text = files.get_mut(file).unwrap();
    assert_eq!(text.matches(old).count(), 1, "`{old}` once in {file}");
    *text = text.replace(old, new);
    let read = gmns::read(&files);
    assert!(read.package.is_none());
    let texts: Vec<String> = read.faults.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), 1, "{texts:#?}");
    assert!(texts[0].starts_with(&format!("{at}: found ")), "{texts:#?}");
    for word in words {
        assert!(texts[0].contains(word), "`{word}` in {texts:#?}");
    }
}

/// File, what stands there, what is put in its place, where the fault is, and words of it.
type Damage = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const DAMAGES: &[Damage] = &[
    (
        "link.csv",
        "10,Valley road,1,21,false,0,10,",
        "10,Valley road,1,21,false,0,-10,",
        "link.csv:2:29, column `length`",
        &["`-10`", "0 or more"],
    ),
    (
        "link.csv",
        "Line down,20,3",
        "Line down,20,33",
        "link.csv:3:17, column `to_node_id`",
        &["`33`", "an id that node.csv defines"],
    ),
    ("link.csv", "12,Line up", "11,Line up", "link.csv:4:1, column `link_id`", &["`11` again, as in line 3"]),
    ("link.csv", "3,true,1", "3,perhaps,1", "link.csv:3:19, column `directed`", &["`perhaps`", "`true` or `false`"]),
    (
        "link.csv",
        "20,3,true,1,100,",
        "20,3,true,7,100,",
        "link.csv:3:24, column `dir_flag`",
        &["`7`", "`1`, `-1` or `0`"],
    ),
    ("link.csv", ",50,2,", ",500,2,", "link.csv:2:46, column `free_speed`", &["`500`", "from 0 to 200"]),
    ("link.csv", ",50,2,", ",50,2.5,", "link.csv:2:49, column `lanes`", &["`2.5`", "a whole number"]),
    ("link.csv", ",100.5,", ",\"100,5\",", "link.csv:4:21, column `length`", &["`100,5`", "a number such as"]),
    ("link.csv", "13,,21,20,0,0,0,,,,,,,,,,,", "13,,21,20,0,0,0", "link.csv:5:1", &["7 cells", "18 cells"]),
    (
        "link.csv",
        "to_node_id,directed",
        "to_node_id,Directed",
        "link.csv:1:38, column `directed`",
        &["a header without `directed`", "rename `Directed`"],
    ),
    (
        "node.csv",
        "1,\"Upper mine, north\",75.5,",
        "1,\"Upper mine, north\",755,",
        "node.csv:2:23, column `x_coord`",
        &["`755`", "from -180 to 180"],
    ),
    ("node.csv", "20,,75.75,41.5,,,1,2,", "20,,75.75,41.5,,,1,5,", "node.csv:5:20, column `parent_node_id`", &["`5`"]),
    (
        "node.csv",
        "2,Yard,75.75,41.5",
        "2,Yard,NaN,41.5",
        "node.csv:3:8, column `x_coord`",
        &["an empty cell", "a number"],
    ),
    ("zone.csv", "2,inner harbour,3", "2,inner harbour,9", "zone.csv:3:17, column `super_zone`", &["`9`"]),
    ("use_definition.csv", "auto,1.5,1", "auto,1.5,", "use_definition.csv:2:10, column `pce`", &["an empty cell"]),
    ("config.csv", "mile,", "verst,", "config.csv:2:18, column `long_length`", &["`verst`", "a unit of length"]),
    (
        "config.csv",
        "foot,mile,",
        "foot,,",
        "config.csv:2:18, column `long_length`",
        &["an empty cell", "`length`", "link.csv:2:29"],
    ),
    ("config.csv", ",4326,", ",3735,", "config.csv:2:27, column `crs`", &["`3735`", "EPSG:4326"]),
    (
        "config.csv",
        "0.96,integer\n",
        "0.96,integer\nx,m,km,km/h,,,,,\n",
        "config.csv:3:1, column `dataset_name`",
        &["a second row"],
    ),
    ("config.csv", ",integer", ",whole", "config.csv:2:45, column `id_type`", &["`whole`"]),
];

#[test]
fn every_fault_has_its_place() {
    for (file, old, new, at, words) in DAMAGES {
        check_fault(file, old, new, at, words);
    }
}

#[test]
fn all_faults_come_in_one_run_and_files_that_are_missing_are_named() {
    let read = gmns::read(&files(&[("link.csv", "link_id,from_node_id,to_node_id,directed,length\n,a,b,maybe,x\n")]));
    let texts: Vec<String> = read.faults.iter().map(ToString::to_string).collect();
    let starts = [
        "config.csv: found no such file in the package, and `length` is in it",
        "link.csv:2:1, column `link_id`: found an empty cell",
        "link.csv:2:6, column `directed`: found `maybe`",
        "link.csv:2:12, column `length`: found `x`",
        "node.csv: found no such file in the package",
    ];
    assert_eq!(texts.len(), starts.len(), "{texts:#?}");
    for (text, start) in texts.iter().zip(starts) {
        assert!(text.starts_with(start), "{text}");
    }
}

/// Coordinates in metres are one fault, that of the coordinate system, not one for each node.
#[test]
fn another_coordinate_system_is_one_fault() {
    let nodes = "node_id,x_coord,y_coord\n1,322754,4698346\n2,322992,4698276\n";
    let given = [
        ("config.csv", "crs\nEPSG:32619\n"),
        ("node.csv", nodes),
        ("link.csv", "link_id,from_node_id,to_node_id,directed\n"),
    ];
    let faults = gmns::read(&files(&given)).faults;
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].to_string().starts_with("config.csv:2:1, column `crs`: found `EPSG:32619`"));
}

#[test]
fn many_faults_of_one_file_are_counted() {
    let mut links = "link_id,from_node_id,to_node_id,directed\n".to_owned();
    for number in 0..1000 {
        writeln!(links, "{number},a,a,true").unwrap();
    }
    let read = gmns::read(&files(&[("node.csv", "node_id,x_coord,y_coord\n"), ("link.csv", &links)]));
    assert_eq!(read.faults.len(), 201);
    assert!(read.faults[0].to_string().contains("2000 faults, the first 200 are listed"));
}

#[test]
fn bytes_that_are_not_utf8_have_a_place() {
    let faults =
        gmns::decode(&BTreeMap::from([("node.csv".to_owned(), b"node_id\n\xc3\xa4\xff".to_vec())])).unwrap_err();
    assert!(faults[0].to_string().starts_with("node.csv:2:2: found byte 0xff, which is not UTF-8"), "{}", faults[0]);
    let texts = gmns::decode(&BTreeMap::from([("a.csv".to_owned(), b"\xef\xbb\xbfx".to_vec())])).unwrap();
    assert_eq!(texts["a.csv"], "x");
}

/// The package of a small case, as text./// Reads what it is given and, when that is a package, goes all the way round.
fn all_the_way(files: &Files) {
    let read = gmns::read(files);
    assert_eq!(read.package.is_none(), !read.faults.is_empty());
    if let Some(package) = read.package {
        let again = gmns::read(&package.files());
        assert_eq!(again.faults, []);
        let imported = gmns::to_case(&package, &import());
        if !package.beside.contains_key("ext_places.csv") {
            folder(&imported);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(
        which in prop::sample::select(vec!["config.csv", "zone.csv", "node.csv", "link.csv", "use_definition.csv"]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut all: BTreeMap<String, Vec<u8>> =
            two_valleys().into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
        all.insert(which.to_owned(), bytes.clone());
        if let Ok(files) = gmns::decode(&all) {
            all_the_way(&files);
        }
        let lossy = String::from_utf8_lossy(&bytes).into_owned();
        let mut files = two_valleys();
        files.insert(which.to_owned(), lossy);
        all_the_way(&files);
    }

    #[test]
    fn no_damage_makes_it_panic(
        which in prop::sample::select(vec!["config.csv", "zone.csv", "node.csv", "link.csv", "use_definition.csv"]),
        at in any::<prop::sample::Index>(),
        length in 0_usize..6,
        new in "[,\"\n0-9a-zäN.\\-]{0,5}",
    ) {
        let mut files = two_valleys();
        let text: Vec<char> = files[which].chars().collect();
        let start = at.index(text.len());
        let end = (start + length).min(text.len());
        let damaged: String = text[..start].iter().copied().chain(new.chars()).chain(text[end..].iter().copied()).collect();
        files.insert(which.to_owned(), damaged);
        all_the_way(&files);
    }

    /// Any network that reads is a case that passes the check.
    #[test]
    fn every_network_becomes_a_case(
        nodes in prop::collection::vec((0_u8..4, 0_usize..8, 0_usize..6), 1..8),
        links in prop::collection::vec((0_usize..8, 0_usize..8, any::<bool>(), 0_usize..8, 0_u8..3), 0..14),
    ) {
        let kinds = ["mine", "terminal", "junction", "city", "", "port"];
        let layers = ["road", "rail_1520", "rail_1435", "sea", "air", "", "road_rail", "railway"];
        let mut node = "node_id,x_coord,y_coord,node_type,parent_node_id\n".to_owned();
        for (index, (x, parent, kind)) in nodes.iter().enumerate() {
            let parent = if *parent < nodes.len() { parent.to_string() } else { String::new() };
            writeln!(node, "{index},{x},40,{},{parent}", kinds[*kind]).unwrap();
        }
        let mut link = "link_id,from_node_id,to_node_id,directed,facility_type,length\n".to_owned();
        for (index, (from, to, directed, layer, length)) in links.iter().enumerate() {
            let (from, to) = (from % nodes.len(), to % nodes.len());
            writeln!(link, "{index},{from},{to},{directed},{},{length}", layers[*layer]).unwrap();
        }
        let read = gmns::read(&files(&[("config.csv", "long_length\nkm\n"), ("node.csv", &node), ("link.csv", &link)]));
        folder(&gmns::to_case(&read.package.unwrap(), &import()));
    }
}
