//! The licences and sources of all crates that this project is made of, and that none is asked for in any version, checked by deny.toml's list. Advisories are not: their
//! database needs a network (docs: CONTRIBUTING.md).

use std::collections::BTreeSet;

use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::run::{output, project};

/// All packages of Cargo.lock that are here, as `cargo metadata` tells of them.
fn packages() -> Vec<Value> {
    let version = output("rustc", &["-vV"]).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let manifest = project().join("Cargo.toml");
    let manifest = manifest.to_string_lossy();
    let asked = ["metadata", "--format-version", "1", "--locked", "--offline", "--all-features"];
    let asked = [&asked[..], &["--filter-platform", host, "--manifest-path", &manifest]].concat();
    let told = output("cargo", &asked).expect("cargo metadata failed; run `cargo fetch`");
    let mut told: Value = serde_json::from_str(&told).unwrap();
    serde_json::from_value(told["packages"].take()).unwrap()
}

fn allowed() -> BTreeSet<String> {
    let text = std::fs::read_to_string(project().join("deny.toml")).unwrap();
    let settings: toml::Table = text.parse().unwrap();
    let listed = settings["licenses"]["allow"].as_array().unwrap();
    listed.iter().map(|licence| licence.as_str().unwrap().to_owned()).collect()
}

fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    Expression::parse_mode(expression, ParseMode::LAX)
        .is_ok_and(|licence| licence.evaluate(|wanted| allowed.contains(&wanted.to_string())))
}

#[test]
fn every_crate_has_a_licence_that_is_allowed_and_comes_from_the_registry() {
    let (packages, allowed) = (packages(), allowed());
    assert!(packages.len() > 100, "only {} packages are told of", packages.len());
    for package in &packages {
        let name = &package["name"];
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(is_allowed(licence, &allowed), "{name}: its licence {licence} is not in deny.toml");
        let source = package["source"].as_str();
        let is_ours = source.is_none();
        assert!(
            is_ours || source.is_some_and(|from| from.starts_with("registry+")),
            "{name}: from {source:?}"
        );
    }
}

#[test]
fn no_crate_is_asked_for_in_any_version() {
    let packages = packages();
    let mut asked = 0;
    for package in packages.iter().filter(|package| package["source"].is_null()) {
        for dependency in package["dependencies"].as_array().unwrap() {
            let is_ours = dependency["path"].is_string();
            let version = dependency["req"].as_str().unwrap();
            assert!(is_ours || version != "*", "{} asks for any {}", package["name"], dependency["name"]);
            asked += 1;
        }
    }
    assert!(asked > 50, "only {asked} dependencies are told of");
}

#[test]
fn all_of_a_licence_s_parts_must_be_allowed_and_one_of_its_choices() {
    let allowed = BTreeSet::from(["MIT".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()]);
    for good in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "Apache-2.0 WITH LLVM-exception"] {
        assert!(is_allowed(good, &allowed), "{good}");
    }
    for bad in ["none", "", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0"] {
        assert!(!is_allowed(bad, &allowed), "{bad}");
    }
}
