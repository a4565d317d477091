//! The vectors that the page's script is tested with, too: both must give the same digits.
//! To renew the expected texts, run with `FIGURE_WRITE_GOLDENS=1`, read the difference, and only then keep it.

use figure::grid::{Grid, interpolate};
use figure::number;
use serde::{Deserialize, Serialize};

/// The file of vectors.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Vectors {
    /// How numbers are printed.
    format: Vec<(f64, u8, String)>,
    grids: Vec<Tried>,
}

/// One grid and what is asked of it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Tried {
    grid: Grid,
    asked: Vec<Asked>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Asked {
    at: Vec<f64>,
    /// One an output: the value, and as printed.
    expected: Vec<(Option<f64>, String)>,
}

#[test]
fn the_vectors_hold() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/grid_vectors.json");
    let kept = std::fs::read_to_string(path).unwrap();
    let vectors: Vectors = serde_json::from_str(&kept).unwrap();
    let now = Vectors {
        format: vectors
            .format
            .iter()
            .map(|(value, decimals, _)| (*value, *decimals, number::format(*value, *decimals)))
            .collect(),
        grids: vectors
            .grids
            .iter()
            .map(|tried| Tried {
                grid: tried.grid.clone(),
                asked: tried.asked.iter().map(|asked| asked_now(&tried.grid, asked)).collect(),
            })
            .collect(),
    };
    if std::env::var_os("FIGURE_WRITE_GOLDENS").is_some() {
        std::fs::write(path, serde_json::to_string_pretty(&now).unwrap() + "\n").unwrap();
        return;
    }
    assert_eq!(now, vectors);
}

fn asked_now(grid: &Grid, asked: &Asked) -> Asked {
    let answer = |output: &figure::grid::Output| {
        let value = interpolate(&grid.axes, &output.values, &asked.at);
        (value, number::format(value.unwrap_or(f64::NAN), output.decimals))
    };
    Asked { at: asked.at.clone(), expected: grid.outputs.iter().map(answer).collect() }
}

#[test]
fn at_a_point_of_the_grid_its_own_value_comes_back() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/grid_vectors.json");
    let vectors: Vectors = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for Tried { grid, .. } in &vectors.grids {
        let mut points: Vec<Vec<f64>> = vec![Vec::new()];
        for axis in &grid.axes {
            points = points
                .iter()
                .flat_map(|point| axis.values.iter().map(|value| [point.as_slice(), &[*value]].concat()))
                .collect();
        }
        for output in &grid.outputs {
            let found: Vec<Option<f64>> =
                points.iter().map(|point| interpolate(&grid.axes, &output.values, point)).collect();
            assert_eq!(found, output.values, "{}", output.name);
        }
    }
}
