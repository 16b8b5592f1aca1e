//! The table that `cargo xtask eval` prints.

use crate::score::Score;

/// A line of it: a set and its score, or why it was skipped.
pub type Row = (String, Result<Score, String>);

const COLUMNS: [&str; 7] = ["entities", "merging", "dates", "values", "quotations", "speakers", "published"];

/// The table, in lines of text. What a set does not say is a dash.
pub fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut lines =
        vec![format!("{:width$}  {}", "", COLUMNS.map(|column| format!("{column:>11}")).concat())];
    for (name, score) in rows {
        let cells = match score {
            Ok(score) => cells(score),
            Err(why) => format!("skipped: {why}"),
        };
        lines.push(format!("{name:width$}  {cells}"));
    }
    lines.join("\n")
}

fn cells(score: &Score) -> String {
    let Score { entities, merging, dates, date_values, quotations, speakers, published } = *score;
    let cells = [entities, merging, dates, date_values, quotations, speakers, published];
    cells.map(|cell| cell.map_or(format!("{:>11}", "-"), |value| format!("{value:>11.3}"))).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_said() {
        let score = Score { entities: Some(0.5), ..Score::default() };
        let text = table(&[("one".into(), Ok(score)), ("other".into(), Err("no such file".into()))]);
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[1].starts_with("one          0.500          -"), "{text}");
        assert_eq!(lines[2], "other  skipped: no such file");
    }
}
