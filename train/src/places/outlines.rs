//! The outlines of countries, made few enough for a page; `crates/view/src/outlines.rs` reads them.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_json::Value;

/// Points that make a corner of less than this many square degrees are left out (Visvalingam and Whyatt 1993).
const CORNER: f64 = 0.02;
/// Islands of fewer square degrees are left out, unless a country has no other land.
const ISLAND: f64 = 0.1;
/// Its number in ISO 3166.
const ANTARCTICA: &str = "010";
/// How many steps a degree has.
const STEPS: f64 = 40.0;

/// Countries whose borders are shared lines.
pub struct Topology {
    /// Longitude and latitude.
    arcs: Vec<Vec<[f64; 2]>>,
    countries: Vec<Country>,
}

struct Country {
    id: String,
    name: String,
    rings: Vec<Vec<i64>>,
}

impl Topology {
    /// Reads TopoJSON.
    ///
    /// # Errors
    /// What is not as TopoJSON has it.
    pub fn read(json: &Value) -> Result<Self> {
        let pair = |value: &Value| -> Option<[f64; 2]> { Some([value[0].as_f64()?, value[1].as_f64()?]) };
        let scale = pair(&json["transform"]["scale"]).context("no scale")?;
        let origin = pair(&json["transform"]["translate"]).context("no translation")?;
        let arcs = json["arcs"].as_array().context("no arcs")?.iter().map(|arc| {
            let mut at = [0.0, 0.0];
            let steps = arc.as_array().into_iter().flatten().filter_map(pair);
            let points = steps.map(|by| {
                at = [at[0] + by[0], at[1] + by[1]];
                [at[0] * scale[0] + origin[0], at[1] * scale[1] + origin[1]]
            });
            unrolled(points.collect())
        });
        let shapes = json["objects"]["countries"]["geometries"].as_array().context("no countries")?.iter();
        // A ring around a pole has no inside on a flat map.
        let countries = shapes.filter(|shape| shape["id"] != ANTARCTICA).map(|shape| {
            let polygons: Vec<&Value> = match shape["type"].as_str() {
                Some("Polygon") => vec![&shape["arcs"]],
                _ => shape["arcs"].as_array().into_iter().flatten().collect(),
            };
            let rings = polygons.into_iter().flat_map(|polygon| polygon.as_array().into_iter().flatten());
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            Country {
                id: text(&shape["id"]),
                name: text(&shape["properties"]["name"]),
                rings: rings
                    .map(|ring| ring.as_array().into_iter().flatten().filter_map(Value::as_i64).collect())
                    .collect(),
            }
        });
        Ok(Self { arcs: arcs.collect(), countries: countries.collect() })
    }

    fn ring(&self, arcs: &[i64]) -> Vec<[f64; 2]> {
        let mut points = Vec::new();
        for arc in arcs {
            let backward = usize::try_from(!*arc).ok();
            match backward {
                Some(arc) => points.extend(self.arcs[arc].iter().rev().skip(1)),
                None => points.extend(self.arcs[*arc as usize].iter().skip(1)),
            }
        }
        unrolled(points)
    }

    /// The name of a country by its number in ISO 3166, and the latitude and longitude of the middle of its largest land.
    pub fn country(&self, id: &str) -> Option<(String, [f64; 2])> {
        let country = self.countries.iter().find(|country| country.id == id)?;
        let rings = country.rings.iter().map(|ring| self.ring(ring));
        let largest = rings.max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()))?;
        let [longitude, latitude] = centroid(&largest);
        Some((country.name.clone(), [latitude, longitude]))
    }
}

/// What runs over the line where the days change runs on beyond 180 degrees, and not back around the earth.
fn unrolled(mut points: Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    for at in 1..points.len() {
        let turns = ((points[at - 1][0] - points[at][0]) / 360.0).round();
        points[at][0] += turns * 360.0;
    }
    points
}

fn edges(ring: &[[f64; 2]]) -> impl Iterator<Item = ([f64; 2], [f64; 2])> {
    (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()]))
}

fn area(ring: &[[f64; 2]]) -> f64 {
    edges(ring).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0
}

fn centroid(ring: &[[f64; 2]]) -> [f64; 2] {
    let area = area(ring);
    let sum = |axis: usize| {
        edges(ring).map(|(a, b)| (a[axis] + b[axis]) * (a[0] * b[1] - b[0] * a[1])).sum::<f64>()
    };
    [sum(0) / (6.0 * area), sum(1) / (6.0 * area)]
}

/// The outlines as a file.
pub fn make(world: &Topology) -> Vec<u8> {
    let mut rings = Vec::new();
    for country in &world.countries {
        let areas: Vec<f64> = country.rings.iter().map(|ring| area(&world.ring(ring)).abs()).collect();
        let largest = areas.iter().copied().fold(0.0, f64::max);
        let kept = country.rings.iter().zip(areas).filter(|(_, area)| *area >= ISLAND.min(largest));
        rings.extend(kept.map(|(ring, _)| ring.clone()));
    }
    let place = |arc: i64| usize::try_from(!arc).unwrap_or(arc as usize);
    let used: BTreeSet<usize> = rings.iter().flatten().map(|arc| place(*arc)).collect();
    let used: Vec<usize> = used.into_iter().collect();
    let mut out = Vec::new();
    put(&mut out, used.len() as u64);
    for arc in &used {
        let step = |degrees: f64| (degrees * STEPS).round() as i64;
        let mut points: Vec<[i64; 2]> =
            simplified(&world.arcs[*arc]).into_iter().map(|point| point.map(step)).collect();
        points.dedup();
        put(&mut out, points.len() as u64);
        let mut last = [0, 0];
        for point in points {
            (0..2).for_each(|axis| put_signed(&mut out, point[axis] - last[axis]));
            last = point;
        }
    }
    put(&mut out, rings.len() as u64);
    for ring in rings {
        put(&mut out, ring.len() as u64);
        for arc in ring {
            let number = used.binary_search(&place(arc)).map_or(0, |number| number as i64);
            put_signed(&mut out, if arc < 0 { !number } else { number });
        }
    }
    out
}

/// Without the points that make the smallest corners, one at a time; the ends stay, for other lines begin there.
fn simplified(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut points = points.to_vec();
    // What is a ring by itself keeps the shape of one.
    let least = if points.first() == points.last() { 5 } else { 2 };
    while points.len() > least {
        let corner = |at: usize| area(&points[at - 1..=at + 1]).abs();
        let smallest = (1..points.len() - 1).min_by(|a, b| corner(*a).total_cmp(&corner(*b)));
        match smallest.filter(|at| corner(*at) < CORNER) {
            Some(at) => drop(points.remove(at)),
            None => break,
        }
    }
    points
}

fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_signed(out: &mut Vec<u8>, number: i64) {
    put(out, ((number << 1) ^ (number >> 63)) as u64);
}
