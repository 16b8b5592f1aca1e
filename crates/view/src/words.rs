//! A view and its dates in words, as a British newspaper would put them.

use dossier_model::{Certainty, DateSpan, Day, Facet, PartialDate, Precision, Track};

use crate::{Clause, Id, Undated, ViewState};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

/// What is kept where only what is new is wanted.
const NEW: &str = "new since last time";

/// What ids are called in a corpus.
pub trait Names {
    /// The name of a facet's value; `None` where the corpus has no such value.
    fn label(&self, facet: Facet, id: &Id) -> Option<String>;
    /// The title of a document; `None` where the corpus has no such document.
    fn title(&self, id: &Id) -> Option<String>;
}

/// One thing that narrows a view, and the view without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What it is, in words.
    pub text: String,
    /// Why it does nothing or not what was meant, if so.
    pub problem: Option<String>,
    /// The facet it belongs to, if it does.
    pub facet: Option<Facet>,
    /// The view without it.
    pub without: ViewState,
}

impl ViewState {
    /// What narrows the view, but for the query, in the order of the link.
    pub fn chips(&self, names: &impl Names) -> Vec<Chip> {
        let mut chips = Vec::new();
        for facet in Facet::ALL {
            for (number, clause) in self.filters.clauses(facet).iter().enumerate() {
                let mut without = self.clone();
                without.filters.clauses_mut(facet).remove(number);
                let problem = unknown_ids(clause, facet, names);
                chips.push(Chip {
                    text: clause_words(clause, facet, names),
                    problem,
                    facet: Some(facet),
                    without,
                });
            }
        }
        if self.dates.has_range() {
            let text = format!("{} {}", track_verb(self.dates.on), self.range_words());
            let problem = self.is_backwards().then(|| "ends before it begins".to_owned());
            chips.push(Chip {
                text,
                problem,
                facet: None,
                without: self.with_range(self.dates.on, None, None),
            });
        }
        if let Some(undated) = self.dates.undated {
            let mut without = self.clone();
            without.dates.undated = None;
            chips.push(Chip { text: undated_words(undated).into(), problem: None, facet: None, without });
        }
        if self.new {
            let without = self.with_new(false);
            chips.push(Chip { text: NEW.into(), problem: None, facet: None, without });
        }
        for (number, unread) in self.unread.iter().enumerate() {
            let mut without = self.clone();
            without.unread.remove(number);
            let text = format!("{}={}", unread.key, unread.value);
            chips.push(Chip { text, problem: Some(unread.reason.clone()), facet: None, without });
        }
        chips
    }

    fn is_backwards(&self) -> bool {
        matches!((self.dates.from, self.dates.to), (Some(from), Some(to)) if from.first() > to.last())
    }

    fn range_words(&self) -> String {
        match (self.dates.from, self.dates.to) {
            (Some(from), Some(to)) if from == to => partial_date_words(&from),
            (Some(from), Some(to)) => format!("{} – {}", partial_date_words(&from), partial_date_words(&to)),
            (Some(from), None) => format!("{} or later", partial_date_words(&from)),
            (None, Some(to)) => format!("{} or earlier", partial_date_words(&to)),
            (None, None) => "at any time".into(),
        }
    }
}

/// A number with its thousands apart, where it has five digits or more: '9999', '49,846'.
pub fn grouped(number: usize) -> String {
    let mut digits = number.to_string();
    let mut end = digits.len();
    while number > 9999 && end > 3 {
        end -= 3;
        digits.insert(end, ',');
    }
    digits
}

/// How many articles of all: '2 of 5 articles', 'All 5 articles'.
pub fn articles_of(total: usize, all: usize) -> String {
    match (total, all) {
        (1, 1) => "1 article".to_owned(),
        (total, all) if total == all => format!("All {} articles", grouped(all)),
        (total, all) => format!("{} of {} articles", grouped(total), grouped(all)),
    }
}

/// A view in words, with how many articles it has: '2 of 5 articles: “fully secured”, mentioning Muqtada al-Sadr'.
pub fn describe(total: usize, all: usize, state: &ViewState, names: &impl Names) -> String {
    let articles = articles_of(total, all);
    let conditions = conditions(state, names);
    if conditions.is_empty() { articles } else { format!("{articles}: {conditions}") }
}

/// What the browser's tab says of a view.
pub fn share_title(site: &str, state: &ViewState, names: &impl Names) -> String {
    let open = state.open.as_ref().and_then(|id| names.title(id));
    let view = open.unwrap_or_else(|| conditions(state, names));
    match (view.is_empty(), site.is_empty()) {
        (true, true) => "Articles".into(),
        (true, false) => site.into(),
        (false, true) => view,
        (false, false) => format!("{view} · {site}"),
    }
}

fn conditions(state: &ViewState, names: &impl Names) -> String {
    let mut words = Vec::new();
    if !state.query.trim().is_empty() {
        words.push(query_words(&state.query));
    }
    for facet in Facet::ALL {
        for clause in state.filters.clauses(facet) {
            let verb = match (facet, clause) {
                (Facet::Source, _) => "by ",
                (Facet::SaidBy | Facet::Tag, _) | (_, Clause::NoneOf(_)) => "",
                (_, Clause::AnyOf(_)) => "mentioning ",
            };
            words.push(match (facet, clause) {
                (Facet::Person | Facet::Organisation | Facet::Place, Clause::NoneOf(_)) => {
                    clause_words(clause, facet, names).replacen("not ", "not mentioning ", 1)
                }
                _ => format!("{verb}{}", clause_words(clause, facet, names)),
            });
        }
    }
    if state.dates.has_range() {
        let verb = if state.dates.on == Track::Published { "published" } else { "mentioning" };
        words.push(format!("{verb} {}", state.range_words()));
    }
    words.extend(state.dates.undated.map(|undated| undated_words(undated).to_owned()));
    words.extend(state.new.then(|| NEW.to_owned()));
    words.join(", ")
}

/// The query in quotation marks, unless it brings its own.
fn query_words(query: &str) -> String {
    let query = query.trim();
    if !query.contains(['"', '“', '”']) {
        return format!("“{query}”");
    }
    let mut is_open = false;
    query
        .chars()
        .map(|sign| match sign {
            '"' => {
                is_open = !is_open;
                if is_open { '“' } else { '”' }
            }
            other => other,
        })
        .collect()
}

fn clause_words(clause: &Clause, facet: Facet, names: &impl Names) -> String {
    let labels: Vec<_> = clause
        .ids()
        .iter()
        .map(|id| names.label(facet, id).unwrap_or_else(|| id.as_str().to_owned()))
        .collect();
    let mut labels = labels.join(" or ");
    match facet {
        Facet::SaidBy => labels.insert_str(0, "quoting "),
        Facet::Tag => labels.insert_str(0, "tagged "),
        _ => {}
    }
    match clause {
        Clause::AnyOf(_) => labels,
        Clause::NoneOf(_) => format!("not {labels}"),
    }
}

fn unknown_ids(clause: &Clause, facet: Facet, names: &impl Names) -> Option<String> {
    let unknown: Vec<_> = clause.ids().iter().filter(|id| names.label(facet, id).is_none()).collect();
    match unknown.as_slice() {
        [] => None,
        _ if unknown.len() == clause.ids().len() => Some("not in this corpus".into()),
        some => {
            let some: Vec<_> = some.iter().map(|id| id.as_str()).collect();
            Some(format!("{} not in this corpus", some.join(", ")))
        }
    }
}

fn track_verb(track: Track) -> &'static str {
    match track {
        Track::Published => "published",
        Track::Mentioned => "mentions",
    }
}

fn undated_words(undated: Undated) -> &'static str {
    match undated {
        Undated::Keep => "undated kept",
        Undated::LeaveOut => "undated left out",
        Undated::Only => "only undated",
    }
}

/// '2026', 'Jan 2026', '21 Jan 2026'.
pub fn partial_date_words(date: &PartialDate) -> String {
    match *date {
        PartialDate::Year(year) => year.to_string(),
        PartialDate::Month(year, month) => format!("{} {year}", month_word(month)),
        PartialDate::Day(day) => day_words(day),
    }
}

/// A date as far as it is known: '21 Jan 2026', '2014–2017', 'since 2019', 'Nov 2025 or later', 'undated'.
pub fn date_words(span: &DateSpan) -> String {
    let words = match (span.from, span.to, span.certainty) {
        (None, None, _) | (_, _, Certainty::Unknown) => return "undated".into(),
        (Some(from), None, Certainty::Bounded) => {
            format!("{} or later", end_words(from, true, span.precision))
        }
        (None, Some(to), Certainty::Bounded) => {
            format!("{} or earlier", end_words(to, false, span.precision))
        }
        (Some(from), Some(to), Certainty::Bounded) => {
            let [from, to] = [end_words(from, true, span.precision), end_words(to, false, span.precision)];
            if from == to { from } else { format!("between {from} and {to}") }
        }
        (Some(from), None, _) => format!("since {}", end_words(from, true, span.precision)),
        (None, Some(to), _) => format!("until {}", end_words(to, false, span.precision)),
        (Some(from), Some(to), _) => interval_words(from, to, span.precision),
    };
    if span.certainty == Certainty::Inferred { format!("{words} (worked out)") } else { words }
}

fn interval_words(from: Day, to: Day, precision: Precision) -> String {
    let (start, end) = (from.ymd(), to.ymd());
    if precision == Precision::Decade && start.0 % 10 == 0 && (from, to) == decade(start.0) {
        return format!("{}s", start.0);
    }
    let [first, last] = [end_words(from, true, precision), end_words(to, false, precision)];
    if first == last {
        return first;
    }
    let same_year = start.0 == end.0;
    match (first.split_once(' '), same_year) {
        // '10–31 Jan 2026', 'Jan–March 2026'.
        (Some((head, tail)), true) if last.ends_with(tail) => format!("{head}–{last}"),
        (Some((head, _)), true) if first.matches(' ').count() == 1 => format!("{head}–{last}"),
        (None, _) => format!("{first}–{last}"),
        _ => format!("{first} – {last}"),
    }
}

fn decade(year: i16) -> (Day, Day) {
    (PartialDate::Year(year).first(), PartialDate::Year(year.saturating_add(9)).last())
}

/// One end of an interval, as coarse as the precision where it stands on such a boundary, else finer.
fn end_words(day: Day, is_start: bool, precision: Precision) -> String {
    let is_edge = |(first, last): (Day, Day)| if is_start { day == first } else { day == last };
    let (year, month, _) = day.ymd();
    match precision {
        Precision::Year | Precision::Decade | Precision::Century if is_edge(day.year()) => year.to_string(),
        Precision::Day | Precision::Week => day_words(day),
        _ if is_edge(day.month()) => format!("{} {year}", month_word(month)),
        _ => day_words(day),
    }
}

pub(crate) fn day_words(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{day} {} {year}", month_word(month))
}

pub(crate) fn month_word(month: u8) -> &'static str {
    usize::from(month).checked_sub(1).and_then(|month| MONTHS.get(month)).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn large_numbers_have_their_thousands_apart() {
        let written = [0, 999, 1200, 9999, 10_000, 49_846, 100_000, 1_234_567].map(grouped);
        assert_eq!(
            written,
            ["0", "999", "1200", "9999", "10,000", "49,846", "100,000", "1,234,567"].map(str::to_owned)
        );
    }

    struct Corpus;

    impl Names for Corpus {
        fn label(&self, _: Facet, id: &Id) -> Option<String> {
            let known =
                [("kirkuk", "Kirkuk"), ("erbil", "Erbil"), ("sadr", "Muqtada al-Sadr"), ("s", "Shafaq News")];
            known.iter().find(|(other, _)| *other == id.as_str()).map(|(_, label)| (*label).to_owned())
        }

        fn title(&self, id: &Id) -> Option<String> {
            (id.as_str() == "one").then(|| "A title".to_owned())
        }
    }

    #[test]
    fn a_view_is_described_as_one_would_say_it() {
        let say = |link: &str| describe(2, 5, &parse(link), &Corpus);
        assert_eq!(
            say("q=%22fully+secured%22&person=sadr"),
            "2 of 5 articles: “fully secured”, mentioning Muqtada al-Sadr"
        );
        assert_eq!(
            say("q=prison+border&place=-kirkuk"),
            "2 of 5 articles: “prison border”, not mentioning Kirkuk"
        );
        assert_eq!(
            say("source=s&from=2025-11"),
            "2 of 5 articles: by Shafaq News, published Nov 2025 or later"
        );
        assert_eq!(say("source=-s"), "2 of 5 articles: by not Shafaq News");
        assert_eq!(say("from=2014&to=2014&on=mentioned"), "2 of 5 articles: mentioning 2014");
        assert_eq!(describe(5, 5, &ViewState::default(), &Corpus), "All 5 articles");
        assert_eq!(share_title("Site", &parse("doc=one&q=x"), &Corpus), "A title · Site");
        assert_eq!(share_title("Site", &parse("q=x"), &Corpus), "“x” · Site");
    }

    #[test]
    fn every_chip_says_what_it_is_and_what_is_wrong_with_it() {
        let state = parse("place=kirkuk,erbil&place=-nowhere&from=2026&to=2025&undated=out&foo=bar&sort=up");
        let chips = state.chips(&Corpus);
        let said: Vec<_> = chips.iter().map(|chip| (chip.text.as_str(), chip.problem.as_deref())).collect();
        assert_eq!(
            said,
            [
                ("Kirkuk or Erbil", None),
                ("not nowhere", Some("not in this corpus")),
                ("published 2026 – 2025", Some("ends before it begins")),
                ("undated left out", None),
                ("foo=bar", Some("this page knows no such filter")),
                ("sort=up", Some("write sort=newest, sort=oldest or sort=relevance")),
            ]
        );
        assert_eq!(chips[4].without.unread.len(), 1);
        assert!(chips[0].without.filters.clauses(Facet::Place).len() == 1);
    }

    #[test]
    fn dates_say_what_is_known_of_them() {
        use {Certainty::*, Precision::*};
        let day = |text: &str| text.parse::<PartialDate>().ok();
        for (from, to, precision, certainty, words) in [
            ("2026-01-21", "2026-01-21", Day, Stated, "21 Jan 2026"),
            ("2026-01-21", "2026-01-21", Day, Inferred, "21 Jan 2026 (worked out)"),
            ("2026-01-19", "2026-01-25", Week, Stated, "19–25 Jan 2026"),
            ("2026-01-29", "2026-02-04", Week, Stated, "29 Jan 2026 – 4 Feb 2026"),
            ("2026-01", "2026-01", Month, Stated, "Jan 2026"),
            ("2026-01", "2026-03", Quarter, Stated, "Jan–March 2026"),
            ("2025-12", "2026-02", Quarter, Stated, "Dec 2025 – Feb 2026"),
            ("2014", "2017", Year, Stated, "2014–2017"),
            ("2014", "2014", Year, Stated, "2014"),
            ("1990", "1999", Decade, Stated, "1990s"),
            ("2019", "", Year, Stated, "since 2019"),
            ("", "2015-06", Month, Stated, "until June 2015"),
            ("2025-11", "", Month, Bounded, "Nov 2025 or later"),
            ("2024-01", "2025-09", Month, Bounded, "between Jan 2024 and Sept 2025"),
            ("", "2025-09", Month, Bounded, "Sept 2025 or earlier"),
            ("", "", Day, Unknown, "undated"),
        ] {
            let (from, to) = (day(from).map(|date| date.first()), day(to).map(|date| date.last()));
            assert_eq!(date_words(&DateSpan { from, to, precision, certainty }), words);
        }
    }
}
