//! The equal-area conic projection of Albers on the sphere, and its limit, the equal-area cylinder.
//!
//! J. P. Snyder, Map Projections: A Working Manual, U.S. Geological Survey Professional Paper 1395
//! (1987), equations 14-1 to 14-11 with R = 1, so that lengths are in radii of the sphere.

/// The radius of a sphere with the surface of the earth, in kilometres.
pub(crate) const RADIUS_KM: f64 = 6371.007;

/// Below this constant of the cone the cone is a cylinder: the apex would be too far away to count from.
const FLAT: f64 = 1e-6;

/// Where the picture of a sphere is cut open, and along which parallels it is true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Albers {
    /// The central meridian, in degrees.
    meridian: f64,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    /// `n`, `C` and the radius of the parallel through the origin.
    Cone { n: f64, c: f64, rho0: f64 },
    /// The cosine of the parallel that is true, and the sine of the origin's latitude.
    Cylinder { true_at: f64, sin0: f64 },
}

impl Albers {
    /// True along `parallels`, with the origin at latitude `origin` on `meridian`; all in degrees.
    ///
    /// Parallels that mirror each other at the equator give the cylinder. What is no number counts as 0.
    pub(crate) fn new(parallels: (f64, f64), origin: f64, meridian: f64) -> Self {
        let sane = |latitude: f64| if latitude.is_finite() { latitude.clamp(-90.0, 90.0).to_radians() } else { 0.0 };
        let (first, second, origin) = (sane(parallels.0), sane(parallels.1), sane(origin));
        let n = f64::midpoint(first.sin(), second.sin());
        let form = if n.abs() < FLAT {
            Form::Cylinder { true_at: first.cos().max(0.01), sin0: origin.sin() }
        } else {
            let c = first.cos().powi(2) + 2.0 * n * first.sin();
            Form::Cone { n, c, rho0: radius(n, c, origin.sin()) }
        };
        Self { meridian: if meridian.is_finite() { wrapped(meridian) } else { 0.0 }, form }
    }

    /// Degrees east and north to lengths right and up from the origin. `None` for what is on no globe.
    pub(crate) fn forward(&self, (lon, lat): (f64, f64)) -> Option<(f64, f64)> {
        if !(lon.is_finite() && lon.abs() <= 3600.0 && lat.abs() <= 90.0) {
            return None;
        }
        let east = wrapped(lon - self.meridian).to_radians();
        let sin = lat.to_radians().sin();
        Some(match self.form {
            Form::Cone { n, c, rho0 } => {
                let rho = radius(n, c, sin);
                let theta = n * east;
                (rho * theta.sin(), rho0 - rho * theta.cos())
            }
            Form::Cylinder { true_at, sin0 } => (east * true_at, (sin - sin0) / true_at),
        })
    }

    /// The way back: lengths to degrees. `None` outside the picture of the globe.
    pub(crate) fn inverse(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        let (east, sin) = match self.form {
            Form::Cone { n, c, rho0 } => {
                let (x, up) = (x * n.signum(), (rho0 - y) * n.signum());
                let rho = x.hypot(up);
                ((x.atan2(up)) / n, (c - (rho * n).powi(2)) / (2.0 * n))
            }
            Form::Cylinder { true_at, sin0 } => (x / true_at, y * true_at + sin0),
        };
        let inside = east.is_finite() && east.abs() <= std::f64::consts::PI + 1e-9 && sin.abs() <= 1.0 + 1e-12;
        inside.then(|| (wrapped(self.meridian + east.to_degrees()), sin.clamp(-1.0, 1.0).asin().to_degrees()))
    }

    /// How far east of the central meridian a longitude lies, in degrees from -180 to 180.
    pub(crate) fn east(&self, lon: f64) -> f64 {
        wrapped(lon - self.meridian)
    }
}

/// The radius of the parallel with this sine of the latitude; negative for a cone that opens southwards.
fn radius(n: f64, c: f64, sin: f64) -> f64 {
    (c - 2.0 * n * sin).max(0.0).sqrt() / n
}

/// A longitude from -180 to 180 degrees; these two stay as they are.
pub(crate) fn wrapped(lon: f64) -> f64 {
    if lon.abs() <= 180.0 { lon } else { (lon + 180.0).rem_euclid(360.0) - 180.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64, tolerance: f64) {
        assert!((left - right).abs() <= tolerance, "{left} is not {right}");
    }

    /// Snyder 1987, numerical examples: the sphere with R = 1.
    #[test]
    fn the_published_example() {
        let albers = Albers::new((29.5, 45.5), 23.0, -96.0);
        let Form::Cone { n, c, rho0 } = albers.form else { panic!("a cone") };
        close(n, 0.602_837_0, 5e-8);
        close(c, 1.351_221_3, 5e-8);
        close(rho0, 1.556_226_3, 5e-8);
        let (x, y) = albers.forward((-75.0, 35.0)).unwrap();
        close(x, 0.295_272_0, 5e-8);
        close(y, 0.241_677_4, 5e-8);
        let (lon, lat) = albers.inverse((0.295_272_0, 0.241_677_4)).unwrap();
        close(lon, -75.0, 1e-5);
        close(lat, 35.0, 1e-5);
    }

    const FORMS: [((f64, f64), f64); 8] = [
        ((29.5, 45.5), -96.0),
        ((38.0, 52.0), 104.0),
        ((45.0, 45.0), 0.0),
        ((-20.0, -50.0), 135.0),
        ((0.0, 0.0), 10.0),
        ((-30.0, 30.0), 179.0),
        ((-30.0, 30.001), 179.0),
        ((90.0, 90.0), 0.0),
    ];

    #[test]
    fn there_and_back() {
        for (parallels, meridian) in FORMS {
            let albers = Albers::new(parallels, 40.0, meridian);
            for lat in [-80.0, -33.3, 0.0, 12.0, 47.9, 89.0] {
                for east in [-179.0, -60.5, 0.0, 0.1, 33.0, 170.0] {
                    let lon = wrapped(meridian + east);
                    let (back_lon, back_lat) = albers.inverse(albers.forward((lon, lat)).unwrap()).unwrap();
                    close(wrapped(back_lon - lon), 0.0, 1e-6);
                    close(back_lat, lat, 1e-6);
                }
            }
        }
    }

    /// The area of a small patch is that on the sphere, wherever it lies.
    #[test]
    fn areas_are_true() {
        for (parallels, meridian) in FORMS {
            let albers = Albers::new(parallels, 0.0, meridian);
            for (lon, lat) in [(0.0, 0.0), (30.0, 50.0), (-100.0, -35.0), (104.0, 45.0), (60.0, 75.0)] {
                let lon = meridian + lon * 0.5;
                let half = 0.001;
                let corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
                    .map(|(dx, dy)| albers.forward((wrapped(lon + dx), lat + dy)).unwrap());
                let mut twice = 0.0;
                for (i, a) in corners.iter().enumerate() {
                    let b = corners[(i + 1) % 4];
                    twice += a.0 * b.1 - b.0 * a.1;
                }
                let sphere =
                    (2.0 * half).to_radians() * ((lat + half).to_radians().sin() - (lat - half).to_radians().sin());
                close((twice / 2.0) / sphere, 1.0, 1e-5);
            }
        }
    }

    /// Along the two parallels the scale is true.
    #[test]
    fn the_parallels_are_true() {
        for (parallels, meridian) in FORMS.into_iter().filter(|(parallels, _)| parallels.0 < 90.0) {
            let albers = Albers::new(parallels, 0.0, meridian);
            for lat in [parallels.0, parallels.1] {
                let (a, b) =
                    (albers.forward((meridian, lat)).unwrap(), albers.forward((meridian + 0.01, lat)).unwrap());
                let sphere = 0.01_f64.to_radians() * lat.to_radians().cos();
                close((b.0 - a.0).hypot(b.1 - a.1) / sphere, 1.0, 1e-4);
            }
        }
    }

    #[test]
    fn no_number_panics_or_gives_what_is_none() {
        let odd = [f64::NAN, f64::INFINITY, -1e300, -90.0, 0.0, 1e-300, 45.0, 90.0, 180.0, 360.0, 1e300];
        for first in odd {
            for second in odd {
                let albers = Albers::new((first, second), second, first);
                for lon in odd {
                    for lat in odd {
                        let placed = albers.forward((lon, lat));
                        assert!(
                            placed.is_none_or(|(x, y)| x.is_finite() && y.is_finite()),
                            "{first} {second} {lon} {lat}"
                        );
                        let back = albers.inverse((lon, lat));
                        assert!(back.is_none_or(|(x, y)| x.is_finite() && y.is_finite()));
                    }
                }
            }
        }
    }
}
