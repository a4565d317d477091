//! `landlocked schema`: every file and column of a case folder.

use crate::arguments::Schema;
use crate::failure::Failure;
use crate::screen::Screen;

pub(crate) fn run(options: &Schema, screen: &Screen) -> Result<(), Failure> {
    if options.json {
        return super::json(screen, &case::schema::schema());
    }
    screen.print(&case::schema::markdown())
}
