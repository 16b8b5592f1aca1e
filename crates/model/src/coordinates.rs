use serde::{Deserialize, Serialize};

/// How many units a degree has.
const UNITS: f64 = 100_000.0;

/// A place on the earth, to a hundred-thousandth of a degree (a metre).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Coordinates {
    latitude: i32,
    longitude: i32,
}

impl Coordinates {
    /// The place at a latitude from -90 (south) to 90 and a longitude from -180 (west) to 180; `None` for others.
    ///
    /// ```
    /// use dossier_model::Coordinates;
    /// assert_eq!(Coordinates::from_degrees(33.3406, 44.4009).unwrap().latitude(), 33.3406);
    /// assert!(Coordinates::from_degrees(91.0, 0.0).is_none());
    /// ```
    pub fn from_degrees(latitude: f64, longitude: f64) -> Option<Self> {
        let is_on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        let units = |degrees: f64| (degrees * UNITS).round() as i32;
        is_on_earth.then(|| Self { latitude: units(latitude), longitude: units(longitude) })
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / UNITS
    }

    /// Degrees east.
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / UNITS
    }
}
