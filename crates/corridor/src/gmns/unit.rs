//! Units that a configuration may name, and the coordinate systems that can be read.

/// Names of lengths, and how many metres one is.
const LENGTHS: &[(&[&str], f64)] = &[
    (&["m", "meter", "meters", "metre", "metres"], 1.0),
    (&["km", "kilometer", "kilometers", "kilometre", "kilometres"], 1000.0),
    (&["ft", "foot", "feet"], 0.3048),
    (&["us-ft", "us foot", "us feet", "us survey foot", "us survey feet"], 1200.0 / 3937.0),
    (&["yd", "yard", "yards"], 0.9144),
    (&["mi", "mile", "miles"], 1609.344),
    (&["nmi", "nautical mile", "nautical miles"], 1852.0),
];

/// Names of speeds, and how many kilometres an hour one is.
const SPEEDS: &[(&[&str], f64)] = &[
    (&["kmh", "kph", "kmph"], 1.0),
    (&["mph"], 1.609_344),
    (&["m/s", "mps", "meters per second", "metres per second"], 3.6),
    (&["ft/s", "fps", "feet per second"], 1.097_28),
    (&["kn", "knot", "knots"], 1.852),
];

/// What to write for a length, for messages.
pub(super) const LENGTH_WORDS: &str = "a unit of length: `km`, `mile`, `m` or `foot`";
/// What to write for a speed, for messages.
pub(super) const SPEED_WORDS: &str = "a unit of speed: `km/h`, `mph` or `m/s`";

fn find(table: &[(&[&str], f64)], text: &str) -> Option<f64> {
    table.iter().find(|(names, _)| names.contains(&text)).map(|(_, size)| *size)
}

/// Metres in one of a unit of length.
pub(super) fn metres(text: &str) -> Option<f64> {
    find(LENGTHS, &text.trim().to_lowercase())
}

/// Kilometres an hour in one of a unit of speed.
pub(super) fn kilometres_an_hour(text: &str) -> Option<f64> {
    let text = text.trim().to_lowercase();
    find(SPEEDS, &text).or_else(|| {
        let length =
            ["/h", "/hr", "/hour", " per hour"].iter().find_map(|hour| text.strip_suffix(hour)).map(str::trim_end)?;
        metres(length).map(|metres| metres / 1000.0)
    })
}

/// A number in another unit. Digits past the ninth decimal are noise of the multiplication.
// A factor of exactly 1 leaves every digit as it is.
#[allow(clippy::float_cmp)]
pub(super) fn convert(value: f64, factor: f64) -> f64 {
    if factor == 1.0 {
        return value;
    }
    let product = value * factor;
    let rounded = (product * 1e9).round() / 1e9;
    if rounded.is_finite() { rounded } else { product }
}

/// Whether a coordinate system is longitude and latitude of WGS 84, in degrees.
pub(super) fn is_wgs84(crs: &str) -> bool {
    let plain: String = crs.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let code = plain.rsplit([':', '/']).next().unwrap_or("");
    matches!(code, "4326" | "wgs84" | "crs84") || (plain.contains("proj=longlat") && plain.contains("wgs84"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mile_and_a_foot() {
        assert_eq!(metres(" Miles "), Some(1609.344));
        assert_eq!(metres("foot"), Some(0.3048));
        assert_eq!(metres("league"), None);
        assert_eq!(kilometres_an_hour("mi/h"), Some(1.609_344));
        assert_eq!(kilometres_an_hour("km/h"), Some(1.0));
        assert_eq!(kilometres_an_hour("kilometers per hour"), Some(1.0));
        assert_eq!(kilometres_an_hour("warp"), None);
    }

    #[test]
    fn digits_of_the_multiplication_are_dropped() {
        // 0.1 x 1.609344 = 0.1609344
        assert_eq!(convert(0.1, 1.609_344).to_string(), "0.1609344");
        assert_eq!(convert(0.123_456_789_012, 1.0).to_string(), "0.123456789012");
    }

    #[test]
    fn one_coordinate_system_under_many_names() {
        for crs in ["4326", "EPSG:4326", "epsg:4326", "WGS 84", "urn:ogc:def:crs:EPSG::4326", "OGC:CRS84"] {
            assert!(is_wgs84(crs), "{crs}");
        }
        for crs in ["3735", "EPSG:3857", "EPSG:32648", ""] {
            assert!(!is_wgs84(crs), "{crs}");
        }
    }
}
