//! `landlocked schema`: every file and column of a case folder.

use crate::arguments::Schema;
use crate::failure::Failure;
use crate::screen;

pub(crate) fn run(options: &Schema) -> Result<(), Failure> {
    if options.json {
        return super::json(&case::schema::schema());
    }
    screen::print(&case::schema::markdown())
}
