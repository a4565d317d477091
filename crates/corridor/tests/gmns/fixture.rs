//! What the tests of the package share: a package from elsewhere, and the way from a package to a case.

use case::bundle::Bundle;
use case::cell::Cell;
use case::load::load;
use case::value::date::Date;
use case::value::economy::Economy;
use case::{Case, CaseFolder};
use corridor::gmns::{self, Files, Import, Imported, Package};

pub(crate) fn files(given: &[(&str, &str)]) -> Files {
    given.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

pub(crate) fn economy(code: &str) -> Economy {
    Economy::parse(code).unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub(crate) fn import() -> Import {
    Import { economy: economy("KGZ"), gateways: vec![economy("KAZ")], known_on: day("2024-05-01") }
}

/// The package, which must have no faults.
pub(crate) fn package(files: &Files) -> Package {
    let read = gmns::read(files);
    assert_eq!(read.faults, [], "no faults");
    read.package.unwrap()
}

/// The folder, which must have no errors.
pub(crate) fn folder(imported: &Imported) -> CaseFolder {
    let loaded = load(&Bundle::from_files("imported", imported.files.clone()));
    let errors: Vec<_> = loaded.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    loaded.folder.unwrap()
}

pub(crate) fn case_of(imported: &Imported) -> Case {
    folder(imported).as_of(Date::MAX)
}

pub(crate) const CONFIG: &str =
    "dataset_name,short_length,long_length,speed,crs,geometry_field_format,currency,version_number,id_type
Two valleys,foot,mile,mph,4326,wkt,USD,0.96,integer
";
pub(crate) const ZONES: &str = "zone_id,name,super_zone
1,KGZ,
2,inner harbour,3
3,KAZ,
";
pub(crate) const NODES: &str = "node_id,name,x_coord,y_coord,z_coord,node_type,zone_id,parent_node_id,colour
1,\"Upper mine, north\",75.5,41.25,1000,mine,1,,red
2,Yard,75.75,41.5,,terminal,1,,
3,Harbour,76,41.75,,seaport,2,,blue
20,,75.75,41.5,,,1,2,
21,,75.75,41.5,,,1,2,
";
pub(crate) const LINKS: &str = "link_id,name,from_node_id,to_node_id,directed,dir_flag,length,facility_type,capacity,free_speed,lanes,bike_facility,ped_facility,parking,allowed_uses,toll,jurisdiction,row_width
10,Valley road,1,21,false,0,10,arterial,1800,50,2,shared lane,none,none,auto,,Roads Office,40
11,Line down,20,3,true,1,100,rail_1435,,,,none,,,freight,,,
12,Line up,3,20,1,1,100.5,rail_1435,,,,none,,,freight,,,
13,,21,20,0,0,0,,,,,,,,,,,
";
pub(crate) const USES: &str = "use,persons_per_vehicle,pce,special_conditions,description
auto,1.5,1,,car
freight,0,4,,
";

pub(crate) fn two_valleys() -> Files {
    files(&[
        ("config.csv", CONFIG),
        ("zone.csv", ZONES),
        ("node.csv", NODES),
        ("link.csv", LINKS),
        ("use_definition.csv", USES),
        ("lane.csv", "lane_id,link_id\n1,10\n"),
    ])
}
