//! Which stretch of an array has changed since it was last handed to HiGHS.

use std::ops::Range;

#[derive(Debug, Clone, Default)]
pub(super) struct Changed(Option<Range<usize>>);

impl Changed {
    pub(super) fn include(&mut self, index: usize) {
        match &mut self.0 {
            None => self.0 = Some(index..index + 1),
            Some(range) => {
                range.start = range.start.min(index);
                range.end = range.end.max(index + 1);
            }
        }
    }

    pub(super) fn take(&mut self) -> Option<Range<usize>> {
        self.0.take()
    }
}
