//! The raw handle of HiGHS: the only place of the workspace with unsafe code. Every method is safe for any arguments,
//! because it holds the lengths of its slices against the sizes that HiGHS itself reports, and because HiGHS checks
//! indices and values on its side of the border.

use std::ffi::{CStr, c_void};
use std::ptr::NonNull;

use highs_sys as sys;
use highs_sys::HighsInt;

use super::status::ModelStatus;

/// A call that HiGHS answered with an error, or that had arguments of the wrong size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused(pub(super) &'static str);

/// Entries in compressed form: `starts` has one value for each row (or column), without the end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entries<'a> {
    pub(super) starts: &'a [HighsInt],
    pub(super) indices: &'a [HighsInt],
    pub(super) values: &'a [f64],
}

impl Entries<'_> {
    // Whether HiGHS can follow the starts without leaving the arrays.
    fn fit(&self, vectors: usize) -> bool {
        let count = self.values.len();
        self.starts.len() == vectors
            && self.indices.len() == count
            && self.starts.is_sorted()
            && self.starts.first().is_none_or(|start| *start == 0)
            && self.starts.last().is_none_or(|start| usize::try_from(*start).is_ok_and(|start| start <= count))
    }
}

/// A whole problem as HiGHS takes it, entries by rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Model<'a> {
    pub(super) offset: f64,
    pub(super) costs: &'a [f64],
    pub(super) column_lower: &'a [f64],
    pub(super) column_upper: &'a [f64],
    pub(super) row_lower: &'a [f64],
    pub(super) row_upper: &'a [f64],
    pub(super) entries: Entries<'a>,
    /// One for each column, 1 for whole numbers; empty when there are none.
    pub(super) integrality: &'a [HighsInt],
}

/// A solver object. Not `Send`: HiGHS keeps state for each thread, so an object stays in the one that made it.
#[derive(Debug)]
pub(super) struct Handle {
    pointer: NonNull<c_void>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: the pointer came from Highs_create, and is given back once, here.
        unsafe { sys::Highs_destroy(self.pointer.as_ptr()) }
    }
}

// HiGHS answers -1 for an error, 0 for success and 1 for a warning.
fn answer(code: HighsInt, call: &'static str) -> Result<(), Refused> {
    if code == sys::STATUS_ERROR { Err(Refused(call)) } else { Ok(()) }
}

fn count(length: usize, call: &'static str) -> Result<HighsInt, Refused> {
    HighsInt::try_from(length).map_err(|_| Refused(call))
}

fn require(condition: bool, call: &'static str) -> Result<(), Refused> {
    if condition { Ok(()) } else { Err(Refused(call)) }
}

// First and last index of a range of `length` from `from` on, within `size`.
fn range(from: usize, length: usize, size: usize, call: &'static str) -> Result<(HighsInt, HighsInt), Refused> {
    let end = from.checked_add(length).filter(|end| length > 0 && *end <= size).ok_or(Refused(call))?;
    Ok((count(from, call)?, count(end - 1, call)?))
}

impl Handle {
    pub(super) fn new() -> Result<Self, Refused> {
        // SAFETY: takes no arguments; null is the only failure.
        let pointer = unsafe { sys::Highs_create() };
        NonNull::new(pointer).map(|pointer| Self { pointer }).ok_or(Refused("Highs_create"))
    }

    pub(super) fn set_bool(&mut self, option: &CStr, value: bool) -> Result<(), Refused> {
        // SAFETY: the handle is live; the name ends with a zero byte and is only read.
        let code = unsafe { sys::Highs_setBoolOptionValue(self.pointer.as_ptr(), option.as_ptr(), value.into()) };
        answer(code, "Highs_setBoolOptionValue")
    }

    pub(super) fn set_int(&mut self, option: &CStr, value: HighsInt) -> Result<(), Refused> {
        // SAFETY: as for set_bool.
        let code = unsafe { sys::Highs_setIntOptionValue(self.pointer.as_ptr(), option.as_ptr(), value) };
        answer(code, "Highs_setIntOptionValue")
    }

    pub(super) fn set_double(&mut self, option: &CStr, value: f64) -> Result<(), Refused> {
        // SAFETY: as for set_bool.
        let code = unsafe { sys::Highs_setDoubleOptionValue(self.pointer.as_ptr(), option.as_ptr(), value) };
        answer(code, "Highs_setDoubleOptionValue")
    }

    pub(super) fn set_string(&mut self, option: &CStr, value: &CStr) -> Result<(), Refused> {
        // SAFETY: as for set_bool; the value ends with a zero byte too and is copied.
        let code = unsafe { sys::Highs_setStringOptionValue(self.pointer.as_ptr(), option.as_ptr(), value.as_ptr()) };
        answer(code, "Highs_setStringOptionValue")
    }

    /// Takes in a whole problem in place of the one before.
    pub(super) fn load(&mut self, model: &Model) -> Result<(), Refused> {
        const CALL: &str = "Highs_passModel";
        let (columns, rows) = (model.costs.len(), model.row_lower.len());
        require(
            model.column_lower.len() == columns
                && model.column_upper.len() == columns
                && model.row_upper.len() == rows
                && (model.integrality.is_empty() || model.integrality.len() == columns)
                && model.entries.fit(rows),
            CALL,
        )?;
        let integrality = if model.integrality.is_empty() { std::ptr::null() } else { model.integrality.as_ptr() };
        // SAFETY: all arrays have the lengths that are passed with them, by the checks above, and are copied. There is
        // no Hessian: its count is 0 and its arrays are null. HiGHS checks indices.
        let code = unsafe {
            sys::Highs_passModel(
                self.pointer.as_ptr(),
                count(columns, CALL)?,
                count(rows, CALL)?,
                count(model.entries.values.len(), CALL)?,
                0,
                sys::MATRIX_FORMAT_ROW_WISE,
                sys::kHighsHessianFormatTriangular,
                sys::OBJECTIVE_SENSE_MINIMIZE,
                model.offset,
                model.costs.as_ptr(),
                model.column_lower.as_ptr(),
                model.column_upper.as_ptr(),
                model.row_lower.as_ptr(),
                model.row_upper.as_ptr(),
                model.entries.starts.as_ptr(),
                model.entries.indices.as_ptr(),
                model.entries.values.as_ptr(),
                std::ptr::null(),
                std::ptr::null(),
                std::ptr::null(),
                integrality,
            )
        };
        answer(code, CALL)
    }

    /// Runs the solver and says how it ended. An error of the run shows as a status.
    pub(super) fn run(&mut self) -> ModelStatus {
        // SAFETY: the handle is live; no callback is set, so nothing of ours is called back.
        let code = unsafe { sys::Highs_run(self.pointer.as_ptr()) };
        // SAFETY: the handle is live.
        let status = ModelStatus::from_code(unsafe { sys::Highs_getModelStatus(self.pointer.as_ptr()) });
        if code == sys::STATUS_ERROR && status == ModelStatus::Optimal { ModelStatus::SolveError } else { status }
    }

    /// Forgets basis and solution; the problem stays.
    pub(super) fn clear_solver(&mut self) -> Result<(), Refused> {
        // SAFETY: the handle is live.
        answer(unsafe { sys::Highs_clearSolver(self.pointer.as_ptr()) }, "Highs_clearSolver")
    }

    /// Sets the clocks to zero, because the time limit counts all runs of one object.
    pub(super) fn zero_clocks(&mut self) -> Result<(), Refused> {
        // SAFETY: the handle is live.
        answer(unsafe { sys::Highs_zeroAllClocks(self.pointer.as_ptr()) }, "Highs_zeroAllClocks")
    }

    pub(super) fn columns(&self) -> usize {
        // SAFETY: the handle is live.
        usize::try_from(unsafe { sys::Highs_getNumCol(self.pointer.as_ptr()) }).unwrap_or(0)
    }

    pub(super) fn rows(&self) -> usize {
        // SAFETY: the handle is live.
        usize::try_from(unsafe { sys::Highs_getNumRow(self.pointer.as_ptr()) }).unwrap_or(0)
    }

    /// A whole number from the record of the last run.
    pub(super) fn info_int(&self, name: &CStr) -> Result<HighsInt, Refused> {
        let mut value: HighsInt = 0;
        // SAFETY: the handle is live, the name ends with a zero byte, and the value is ours to write.
        let code = unsafe { sys::Highs_getIntInfoValue(self.pointer.as_ptr(), name.as_ptr(), &raw mut value) };
        answer(code, "Highs_getIntInfoValue").map(|()| value)
    }

    /// A real number from the record of the last run.
    pub(super) fn info_double(&self, name: &CStr) -> Result<f64, Refused> {
        let mut value = 0.0;
        // SAFETY: as for info_int.
        let code = unsafe { sys::Highs_getDoubleInfoValue(self.pointer.as_ptr(), name.as_ptr(), &raw mut value) };
        answer(code, "Highs_getDoubleInfoValue").map(|()| value)
    }

    /// Writes the values and reduced costs of all columns, the activities and duals of all rows.
    pub(super) fn solution(
        &self,
        columns: &mut [f64],
        column_duals: &mut [f64],
        rows: &mut [f64],
        row_duals: &mut [f64],
    ) -> Result<(), Refused> {
        const CALL: &str = "Highs_getSolution";
        require(columns.len() == self.columns() && column_duals.len() == columns.len(), CALL)?;
        require(rows.len() == self.rows() && row_duals.len() == rows.len(), CALL)?;
        // SAFETY: HiGHS writes at most as many values as it has columns and rows, and the arrays have those lengths.
        let code = unsafe {
            sys::Highs_getSolution(
                self.pointer.as_ptr(),
                columns.as_mut_ptr(),
                column_duals.as_mut_ptr(),
                rows.as_mut_ptr(),
                row_duals.as_mut_ptr(),
            )
        };
        answer(code, CALL)
    }

    /// Writes the basis.
    pub(super) fn basis(&self, columns: &mut [HighsInt], rows: &mut [HighsInt]) -> Result<(), Refused> {
        const CALL: &str = "Highs_getBasis";
        require(columns.len() == self.columns() && rows.len() == self.rows(), CALL)?;
        // SAFETY: the arrays have the lengths of the problem.
        let code = unsafe { sys::Highs_getBasis(self.pointer.as_ptr(), columns.as_mut_ptr(), rows.as_mut_ptr()) };
        answer(code, CALL)
    }

    /// Gives HiGHS a basis to start from; it repairs one that is singular.
    pub(super) fn set_basis(&mut self, columns: &[HighsInt], rows: &[HighsInt]) -> Result<(), Refused> {
        const CALL: &str = "Highs_setBasis";
        require(columns.len() == self.columns() && rows.len() == self.rows(), CALL)?;
        // SAFETY: the arrays have the lengths of the problem and are only read; HiGHS checks the codes.
        let code = unsafe { sys::Highs_setBasis(self.pointer.as_ptr(), columns.as_ptr(), rows.as_ptr()) };
        answer(code, CALL)
    }

    /// Sets the costs of a range of columns.
    pub(super) fn change_costs(&mut self, from: usize, costs: &[f64]) -> Result<(), Refused> {
        const CALL: &str = "Highs_changeColsCostByRange";
        let (first, last) = range(from, costs.len(), self.columns(), CALL)?;
        // SAFETY: the range lies within the problem and has the length of the array.
        let code = unsafe { sys::Highs_changeColsCostByRange(self.pointer.as_ptr(), first, last, costs.as_ptr()) };
        answer(code, CALL)
    }

    /// Sets the bounds of a range of columns.
    pub(super) fn change_column_bounds(&mut self, from: usize, lower: &[f64], upper: &[f64]) -> Result<(), Refused> {
        const CALL: &str = "Highs_changeColsBoundsByRange";
        require(lower.len() == upper.len(), CALL)?;
        let (first, last) = range(from, lower.len(), self.columns(), CALL)?;
        // SAFETY: the range lies within the problem and has the length of both arrays.
        let code = unsafe {
            sys::Highs_changeColsBoundsByRange(self.pointer.as_ptr(), first, last, lower.as_ptr(), upper.as_ptr())
        };
        answer(code, CALL)
    }

    /// Sets the bounds of a range of rows.
    pub(super) fn change_row_bounds(&mut self, from: usize, lower: &[f64], upper: &[f64]) -> Result<(), Refused> {
        const CALL: &str = "Highs_changeRowsBoundsByRange";
        require(lower.len() == upper.len(), CALL)?;
        let (first, last) = range(from, lower.len(), self.rows(), CALL)?;
        // SAFETY: the range lies within the problem and has the length of both arrays.
        let code = unsafe {
            sys::Highs_changeRowsBoundsByRange(self.pointer.as_ptr(), first, last, lower.as_ptr(), upper.as_ptr())
        };
        answer(code, CALL)
    }

    /// Sets one entry.
    pub(super) fn change_entry(&mut self, row: usize, column: usize, value: f64) -> Result<(), Refused> {
        const CALL: &str = "Highs_changeCoeff";
        require(row < self.rows() && column < self.columns(), CALL)?;
        // SAFETY: row and column exist.
        let code =
            unsafe { sys::Highs_changeCoeff(self.pointer.as_ptr(), count(row, CALL)?, count(column, CALL)?, value) };
        answer(code, CALL)
    }

    /// Adds rows behind the last one; the basis stays usable.
    pub(super) fn add_rows(&mut self, lower: &[f64], upper: &[f64], entries: &Entries) -> Result<(), Refused> {
        const CALL: &str = "Highs_addRows";
        require(lower.len() == upper.len() && entries.fit(lower.len()), CALL)?;
        // SAFETY: all arrays have the lengths that are passed with them; HiGHS checks indices and copies.
        let code = unsafe {
            sys::Highs_addRows(
                self.pointer.as_ptr(),
                count(lower.len(), CALL)?,
                lower.as_ptr(),
                upper.as_ptr(),
                count(entries.values.len(), CALL)?,
                entries.starts.as_ptr(),
                entries.indices.as_ptr(),
                entries.values.as_ptr(),
            )
        };
        answer(code, CALL)
    }

    /// Adds columns behind the last one; the basis stays usable.
    pub(super) fn add_columns(
        &mut self,
        costs: &[f64],
        lower: &[f64],
        upper: &[f64],
        entries: &Entries,
    ) -> Result<(), Refused> {
        const CALL: &str = "Highs_addCols";
        require(costs.len() == lower.len() && lower.len() == upper.len() && entries.fit(costs.len()), CALL)?;
        // SAFETY: as for add_rows.
        let code = unsafe {
            sys::Highs_addCols(
                self.pointer.as_ptr(),
                count(costs.len(), CALL)?,
                costs.as_ptr(),
                lower.as_ptr(),
                upper.as_ptr(),
                count(entries.values.len(), CALL)?,
                entries.starts.as_ptr(),
                entries.indices.as_ptr(),
                entries.values.as_ptr(),
            )
        };
        answer(code, CALL)
    }

    /// Says whether a column takes whole numbers only.
    pub(super) fn change_integrality(&mut self, column: usize, integer: bool) -> Result<(), Refused> {
        const CALL: &str = "Highs_changeColIntegrality";
        require(column < self.columns(), CALL)?;
        let kind = if integer { sys::VAR_TYPE_INTEGER } else { sys::VAR_TYPE_CONTINUOUS };
        // SAFETY: the column exists.
        answer(unsafe { sys::Highs_changeColIntegrality(self.pointer.as_ptr(), count(column, CALL)?, kind) }, CALL)
    }

    /// Deletes the rows whose mark is 1. The marks are overwritten.
    pub(super) fn delete_rows(&mut self, marks: &mut [HighsInt]) -> Result<(), Refused> {
        const CALL: &str = "Highs_deleteRowsByMask";
        require(marks.len() == self.rows(), CALL)?;
        // SAFETY: HiGHS reads and writes one mark for each row.
        answer(unsafe { sys::Highs_deleteRowsByMask(self.pointer.as_ptr(), marks.as_mut_ptr()) }, CALL)
    }

    /// Writes row duals that show infeasibility; false when HiGHS has none.
    pub(super) fn dual_ray(&self, ray: &mut [f64]) -> Result<bool, Refused> {
        const CALL: &str = "Highs_getDualRay";
        require(ray.len() == self.rows(), CALL)?;
        let mut has: HighsInt = 0;
        // SAFETY: with a null array HiGHS only says whether it has a ray.
        let code = unsafe { sys::Highs_getDualRay(self.pointer.as_ptr(), &raw mut has, std::ptr::null_mut()) };
        answer(code, CALL)?;
        if has == 0 {
            return Ok(false);
        }
        // SAFETY: the array has one value for each row.
        let code = unsafe { sys::Highs_getDualRay(self.pointer.as_ptr(), &raw mut has, ray.as_mut_ptr()) };
        answer(code, CALL).map(|()| has != 0)
    }

    /// Writes the direction in which the objective falls without end; false when HiGHS has none.
    pub(super) fn primal_ray(&self, ray: &mut [f64]) -> Result<bool, Refused> {
        const CALL: &str = "Highs_getPrimalRay";
        require(ray.len() == self.columns(), CALL)?;
        let mut has: HighsInt = 0;
        // SAFETY: with a null array HiGHS only says whether it has a ray.
        let code = unsafe { sys::Highs_getPrimalRay(self.pointer.as_ptr(), &raw mut has, std::ptr::null_mut()) };
        answer(code, CALL)?;
        if has == 0 {
            return Ok(false);
        }
        // SAFETY: the array has one value for each column.
        let code = unsafe { sys::Highs_getPrimalRay(self.pointer.as_ptr(), &raw mut has, ray.as_mut_ptr()) };
        answer(code, CALL).map(|()| has != 0)
    }
}
