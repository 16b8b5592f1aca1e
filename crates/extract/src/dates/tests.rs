use super::*;
use dossier_model::{DateSpan, PartialDate, Published};

/// The expressions of a text with their EDTF, the article being of Wednesday 21 January 2026 or of no known day.
fn read(text: &str, day: Option<&str>) -> Vec<(String, String)> {
    let mut document = dossier_read::document_from_body("a", "a", text.to_owned(), Some("T".into())).unwrap();
    document.published = Published::UNKNOWN;
    if let Some(PartialDate::Day(day)) = day.and_then(|day| day.parse().ok()) {
        document.published.span = DateSpan::day(day);
    }
    find(&document).found.iter().map(|date| (date.range.of(text).to_owned(), date.span.edtf())).collect()
}

fn check(day: Option<&str>, cases: &[(&str, &str, &str)]) {
    for (text, words, edtf) in cases {
        let found = read(text, day);
        assert_eq!(found, [((*words).to_owned(), (*edtf).to_owned())], "{text}");
    }
}

#[test]
fn absolute_dates_need_no_article() {
    check(
        None,
        &[
            ("It met on 21 January 2026 in town.", "21 January 2026", "2026-01-21"),
            ("It met on October 6, 2025 at noon.", "October 6, 2025", "2025-10-06"),
            ("It met on Jan. 21, 2026, at noon.", "Jan. 21, 2026", "2026-01-21"),
            ("It met on the 3rd of March 1999 there.", "3rd of March 1999", "1999-03-03"),
            ("It met on 2026-01-21 there.", "2026-01-21", "2026-01-21"),
            ("A decision of September 2024 holds.", "September 2024", "2024-09"),
            ("It fell in 2017 at last.", "2017", "2017"),
            ("It lasted between 2014 and 2017 there.", "between 2014 and 2017", "2014/2017"),
            ("The war of 2014–2017 was long.", "2014–2017", "2014/2017"),
            ("It has grown since 2019 there.", "since 2019", "2019/.."),
            ("They were held after 2015 there.", "after 2015", "2016/.."),
            ("Back in the 1990s it was quiet.", "the 1990s", "199X"),
            ("Sales in Q3 2024 fell.", "Q3 2024", "2024-07/2024-09"),
            ("It began in early 2024 there.", "early 2024", "2024"),
            ("It began in mid-January 2024 there.", "mid-January 2024", "2024-01"),
            ("It ended before May 2010 there.", "before May 2010", "../2010-04"),
            ("It held until 1989 there.", "1989", "1989"),
            ("Since the January 2020 killing it fell.", "January 2020", "2020-01"),
            ("It has grown since early 2024 there.", "early 2024", "2024"),
            ("It began in spring 2024 there.", "spring 2024", "2024-03/2024-05"),
            ("The winter of 1998 was cold.", "The winter of 1998", "1998-12/1999-02"),
            ("It fell in the first half of 2023 there.", "the first half of 2023", "2023-01/2023-06"),
            ("Sales in H1 2024 fell.", "H1 2024", "2024-01/2024-06"),
            ("Sales in fiscal 2024 fell.", "fiscal 2024", "2024"),
            ("Sales in FY2024 fell.", "FY2024", "2024"),
            ("It was quiet in the late 1980s there.", "late 1980s", "198X"),
            ("It was quiet in the mid-1990s there.", "the mid-1990s", "199X"),
            ("It was quiet in the ’90s there.", "the ’90s", "199X"),
            ("It was built in the 19th century there.", "the 19th century", "18XX"),
            ("The post-1959 years were hard.", "post-1959", "1959"),
        ],
    );
}

/// The expressions that the project's aim names, each with what it means on 21 January 2026.
#[test]
fn each_kind_of_expression_is_read() {
    check(
        Some("2026-01-21"),
        &[
            ("It met on 21 January 2026 there.", "21 January 2026", "2026-01-21"),
            ("It met on Jan. 21 there.", "Jan. 21", "2026-01-21?"),
            ("It met on 2026-01-21 there.", "2026-01-21", "2026-01-21"),
            ("It fell in the 1990s there.", "the 1990s", "199X"),
            ("It fell in Q3 2024 there.", "Q3 2024", "2024-07/2024-09"),
            ("It fell in early 2024 there.", "early 2024", "2024"),
            ("It fell in mid-January there.", "mid-January", "2026-01?"),
            ("It fell between 2014 and 2017 there.", "between 2014 and 2017", "2014/2017"),
            ("It has stood since 2019 there.", "since 2019", "2019/.."),
            ("It fell on Monday there.", "Monday", "2026-01-19?"),
            ("It fell late Sunday there.", "late Sunday", "2026-01-18?"),
            ("It fell yesterday there.", "yesterday", "2026-01-20?"),
            ("It fell last week there.", "last week", "2026-01-12?/2026-01-18?"),
            ("It fell this month there.", "this month", "2026-01?"),
            ("It fell two weeks ago there.", "two weeks ago", "2026-01-05?/2026-01-11?"),
            ("It fell a decade ago there.", "a decade ago", "2016?"),
            ("It ends next November there.", "next November", "2026-11?"),
        ],
    );
}

#[test]
fn a_day_that_is_said_twice_is_one() {
    check(
        Some("1997-10-22"),
        &[
            ("It met on Sunday, October 5, 1997, there.", "Sunday, October 5, 1997", "1997-10-05"),
            ("It met on Sunday, Oct. 5, in town.", "Sunday, Oct. 5", "1997-10-05?"),
            ("It met on Monday 3 May 1999 there.", "Monday 3 May 1999", "1999-05-03"),
            ("It met on Easter Monday 1916 there.", "Easter Monday 1916", "1916-04-24"),
        ],
    );
}

#[test]
fn dates_of_digits_are_read_as_far_as_they_say() {
    check(
        Some("1997-10-22"),
        &[
            ("It met on 25/12/1996 there.", "25/12/1996", "1996-12-25"),
            ("It met on 12/25/96 there.", "12/25/96", "1996-12-25"),
            ("It met on 05.10.1996 there.", "05.10.1996", "1996-10-05"),
            // The fifth of October or the tenth of May.
            ("It met on 5/10/1996 there.", "5/10/1996", "1996"),
            ("It fell in the season of 1996-97 there.", "1996-97", "1996/1997"),
            ("It fell in the 1996/97 season there.", "1996/97", "1996/1997"),
            ("It fell in the summer of ’94 there.", "the summer of ’94", "1994-06/1994-08"),
            ("It fell in ’94 there.", "94", "1994"),
            ("It met on May 3-5 there.", "May 3-5", "1997-05-03?/1997-05-05?"),
            ("It met on 3-5 May 2001 there.", "3-5 May 2001", "2001-05-03/2001-05-05"),
            ("It fell after the 9/11 attacks there.", "9/11", "2001-09-11"),
        ],
    );
}

#[test]
fn parts_of_years_are_read_however_they_are_told() {
    check(
        Some("1997-10-22"),
        &[
            ("Profit in the third quarter fell there.", "the third quarter", "1997-07?/1997-09?"),
            ("A third-quarter profit is seen there.", "third-quarter", "1997-07?/1997-09?"),
            ("Profit in the 1987 first quarter fell.", "the 1987 first quarter", "1987-01/1987-03"),
            (
                "It rose in the first nine months of 1989 there.",
                "the first nine months of 1989",
                "1989-01/1989-09",
            ),
            (
                "It rose in the first six months of this year there.",
                "the first six months of this year",
                "1997-01?/1997-06?",
            ),
            ("It will end by the end of the year there.", "the end of the year", "1997?"),
            ("It will meet later in the month there.", "later in the month", "1997-10?"),
            ("It falls in the current quarter there.", "the current quarter", "1997-10?/1997-12?"),
            ("It was built in the mid-19th century there.", "the mid-19th century", "18XX"),
            ("It was quiet in the sixties there.", "the sixties", "196X"),
            ("It was quiet in the last century there.", "last century", "18XX?"),
            ("It was quiet in the last decade there.", "last decade", "198X?"),
            ("It was built half a century ago there.", "half a century ago", "1947?"),
        ],
    );
}

#[test]
fn the_nearest_verb_says_whether_a_day_is_to_come() {
    check(
        Some("2026-01-21"),
        &[
            ("The board would appeal the ruling announced Monday by the court.", "Monday", "2026-01-19?"),
            ("She would look into Monday's ruling by the court.", "Monday", "2026-01-19?"),
            ("He would be travelling to the United States Friday with his wife.", "Friday", "2026-01-23?"),
            ("They may leave as soon as Friday from there.", "Friday", "2026-01-23?"),
            ("They have until 9 a.m. Friday to sign.", "Friday", "2026-01-23?"),
        ],
    );
}

#[test]
fn feasts_are_days() {
    check(
        Some("2026-01-21"),
        &[
            ("He was found on Thanksgiving Day at sea.", "Thanksgiving Day", "2025-11-27?"),
            ("He came on Good Friday at last.", "Good Friday", "2026-04-03?"),
            ("It rained in Easter week at last.", "Easter week", "2026-03-30?/2026-04-05?"),
            ("It rained last Christmas Eve in town.", "last Christmas Eve", "2025-12-24?"),
            ("He was shot last Oct. 23 at home.", "last Oct. 23", "2025-10-23?"),
            ("Sales fell last quarter in town.", "last quarter", "2025-10?/2025-12?"),
            ("July was warm there.", "July", "2025-07?"),
        ],
    );
}

#[test]
fn relative_dates_need_the_article_s_day() {
    check(
        Some("2026-01-21"),
        &[
            ("It said so on Monday there.", "Monday", "2026-01-19?"),
            ("It came late Sunday there.", "late Sunday", "2026-01-18?"),
            ("It came yesterday there.", "yesterday", "2026-01-20?"),
            ("It came last week there.", "last week", "2026-01-12?/2026-01-18?"),
            ("It came this month there.", "this month", "2026-01?"),
            ("It came two weeks ago there.", "two weeks ago", "2026-01-05?/2026-01-11?"),
            ("It came a couple of years ago there.", "a couple of years ago", "2024?"),
            ("It began in February last year there.", "February last year", "2025-02?"),
            ("It began on Oct. 3 this year there.", "Oct. 3 this year", "2026-10-03?"),
            ("It rained last summer there.", "last summer", "2025-06?/2025-08?"),
            (
                "It fell in the first half of last year there.",
                "the first half of last year",
                "2025-01?/2025-06?",
            ),
            ("It came over the weekend there.", "the weekend", "2026-01-17?/2026-01-18?"),
            ("They will meet this weekend there.", "this weekend", "2026-01-24?/2026-01-25?"),
            ("It came the day before yesterday there.", "the day before yesterday", "2026-01-19?"),
            ("They will meet the week of March 6 there.", "the week of March 6", "2026-03-02?/2026-03-08?"),
            ("The March accession was near.", "March", "2026-03?"),
            ("It left in late-November there.", "late-November", "2025-11?"),
            ("It came a year from now there.", "a year from now", "2027?"),
            ("It began a decade ago there.", "a decade ago", "2016?"),
            ("It ends next November there.", "next November", "2026-11?"),
            ("It came on 3 November there.", "3 November", "2025-11-03?"),
        ],
    );
    check(
        None,
        &[("It said so on Monday there.", "Monday", "XXXX"), ("It came this week.", "this week", "XXXX")],
    );
}

#[test]
fn a_missing_year_comes_from_the_date_before() {
    let found =
        read("A picture of October 6, 2025 shows it. The statement was issued on 21 January there.", None);
    assert_eq!(found[1], ("21 January".to_owned(), "2026-01-21?".to_owned()));
}

#[test]
fn some_times_are_told_by_the_one_before() {
    let found = read(
        "He came on June 3, 1998. Later that year he left. They met on April 24 and 25. The next morning it rained.",
        None,
    );
    let found: Vec<_> = found.iter().map(|(words, edtf)| (words.as_str(), edtf.as_str())).collect();
    assert_eq!(
        found,
        [
            ("June 3, 1998", "1998-06-03"),
            ("Later that year", "1998?"),
            ("April 24", "1999-04-24?"),
            ("25", "1999-04-25?"),
            ("The next morning", "1999-04-26?")
        ]
    );
    let found = read(
        "He died on June 3, 1998. Two days later it rained. It was dry in May 1998. A day later it rained.",
        None,
    );
    let found: Vec<_> = found.iter().map(|(words, edtf)| (words.as_str(), edtf.as_str())).collect();
    assert_eq!(
        found,
        [
            ("June 3, 1998", "1998-06-03"),
            ("Two days later", "1998-06-05?"),
            ("May 1998", "1998-05"),
            ("A day later", "XXXX")
        ]
    );
}

#[test]
fn numbers_that_are_no_dates_are_left_alone() {
    for text in [
        "The 2nd Brigade has 2,500 men.",
        "About 2000 people came.",
        "He is 21 and may march on.",
        "It is 618 kilometres long.",
        "It lasted three weeks.",
        "Flight 1987 was late.",
        "It cost $2012 then.",
        "They sat in room 2024B.",
        "He lives at 1945 Oak Street there.",
        "It happened on 2010 Martin Luther King Avenue there.",
        "She was in her 90s.",
        "It took two weeks or a decade.",
        "The 101st Airborne and the 3rd Infantry Division came.",
        "The first half ended well.",
        "The fall of Saigon came.",
        "Easter Island is far.",
        "They meet every Friday and each May.",
        "He scored twice in the third quarter of the game.",
        "It is 1/2 or 10/11 of an inch.",
        "Call 555-1234 or 1994-212 there.",
        "He led the March of the Mothers.",
    ] {
        assert_eq!(read(text, Some("2026-01-21")), [], "{text}");
    }
}
