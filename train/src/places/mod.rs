//! The map's data of public sets: names with coordinates, and the outlines of countries.

pub mod gazetteer;
pub mod outlines;
