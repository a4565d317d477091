//! Distances on the sphere.

/// Mean radius of the earth, km (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// The great-circle distance between two positions (longitude, latitude in degrees), km, by the haversine formula.
pub fn great_circle_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lon_a, lat_a, lon_b, lat_b) = (a.0.to_radians(), a.1.to_radians(), b.0.to_radians(), b.1.to_radians());
    let h = ((lat_b - lat_a) / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * ((lon_b - lon_a) / 2.0).sin().powi(2);
    2.0 * EARTH_KM * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_the_equator() {
        let quarter = great_circle_km((0.0, 0.0), (90.0, 0.0));
        assert!((quarter - EARTH_KM * std::f64::consts::FRAC_PI_2).abs() < 1e-6);
        assert!(great_circle_km((10.0, 50.0), (10.0, 50.0)).abs() < 1e-12);
    }
}
