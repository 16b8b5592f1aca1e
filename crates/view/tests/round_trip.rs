//! The laws of links.

use dossier_model::{
    ByteRange, Coordinates, Day, DocumentField, Edit, EntityKind, EntityName, Facet, PartialDate, Track,
};
use dossier_view::{
    Clause, DateFilter, Edition, Filters, Id, Ids, Panel, Sort, Undated, ViewState, format, format_edit,
    parse, parse_edit,
};
use proptest::{collection::vec, option, prelude::*};

/// Ids made of what is hard to write in a link.
fn id() -> impl Strategy<Value = Id> {
    let hard = proptest::string::string_regex("[a-z,%+&=#?/\\- \"'*.()\u{5d0}\u{627}é😀]{1,8}")
        .expect("a valid pattern");
    prop_oneof![hard, any::<String>()].prop_filter_map("not empty", |text| Id::new(&text))
}

fn clause() -> impl Strategy<Value = Clause> {
    (any::<bool>(), vec(id(), 1..4)).prop_filter_map("not empty", |(any, ids)| {
        let ids = Ids::new(ids)?;
        Some(if any { Clause::AnyOf(ids) } else { Clause::NoneOf(ids) })
    })
}

fn filters() -> impl Strategy<Value = Filters> {
    vec((0..Facet::ALL.len(), clause()), 0..6).prop_map(|clauses| {
        let mut filters = Filters::default();
        for (facet, clause) in clauses {
            filters.clauses_mut(Facet::ALL[facet]).push(clause);
        }
        filters
    })
}

fn partial_date() -> impl Strategy<Value = PartialDate> {
    prop_oneof![
        (0..=9999i16).prop_map(PartialDate::Year),
        (0..=9999i16, 1..=12u8).prop_map(|(year, month)| PartialDate::Month(year, month)),
        (-719_528..=Day::MAX.number()).prop_map(|number| PartialDate::Day(Day::from_number(number))),
    ]
}

fn dates() -> impl Strategy<Value = DateFilter> {
    let undated = prop_oneof![Just(Undated::Keep), Just(Undated::LeaveOut), Just(Undated::Only)];
    let track = prop_oneof![Just(Track::Published), Just(Track::Mentioned)];
    (track, option::of(partial_date()), option::of(partial_date()), option::of(undated))
        .prop_map(|(on, from, to, undated)| DateFilter { on, from, to, undated })
}

fn state() -> impl Strategy<Value = ViewState> {
    let sort = prop_oneof![Just(Sort::Relevance), Just(Sort::Newest), Just(Sort::Oldest)];
    let passage = (any::<u32>(), any::<u32>()).prop_map(|(start, end)| ByteRange { start, end });
    let about = (prop::sample::select(&EntityKind::ALL[..]), id());
    let seen = (prop::sample::select(&Panel::ALL[..]), option::of(about), any::<bool>(), vec(id(), 0..3));
    let edition = (any::<u32>(), any::<u32>()).prop_map(|(articles, version)| Edition { articles, version });
    let since = (any::<bool>(), option::of(edition));
    let edits = vec(edit().prop_map(|edit| format_edit(&edit)), 0..3);
    (any::<String>(), filters(), dates(), sort, seen, (option::of(id()), option::of(passage)), edits, since)
        .prop_map(
            |(
                query,
                filters,
                dates,
                sort,
                (panel, about, embed, compare),
                (open, passage),
                edits,
                (new, made_on),
            )| {
                ViewState {
                    query,
                    filters,
                    dates,
                    sort,
                    panel,
                    about,
                    open,
                    passage,
                    embed,
                    compare,
                    new,
                    made_on,
                    edits,
                    ..ViewState::default()
                }
            },
        )
}

fn edit() -> impl Strategy<Value = Edit> {
    let text = || {
        id().prop_map(|id| id.as_str().to_owned()).prop_filter("not blank", |text| !text.trim().is_empty())
    };
    let kind = || prop::sample::select(&EntityKind::ALL[..]);
    let entity = move || (kind(), text()).prop_map(|(kind, id)| EntityName { kind, id });
    let field = prop::sample::select(&DocumentField::ALL[..]);
    prop_oneof![
        (entity(), text()).prop_map(|(entity, text)| Edit::Name(entity, text)),
        (entity(), entity()).prop_map(|(entity, other)| Edit::Merge(entity, other)),
        (entity(), text()).prop_map(|(entity, text)| Edit::Split(entity, text)),
        entity().prop_map(Edit::Hide),
        (entity(), kind()).prop_map(|(entity, kind)| Edit::Kind(entity, kind)),
        (entity(), text()).prop_map(|(entity, text)| Edit::Note(entity, text)),
        (entity(), -90.0..=90.0, -180.0..=180.0).prop_map(|(entity, latitude, longitude)| {
            Edit::At(entity, Coordinates::from_degrees(latitude, longitude).expect("it is on the earth"))
        }),
        (text(), field, text()).prop_map(|(key, field, text)| Edit::Set(key, field, text)),
        (text(), text()).prop_map(|(key, tag)| Edit::Tag(key, tag)),
    ]
}

/// Texts that look like links, with what people and programs get wrong in them.
fn wild_link() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("q"),
        Just("person"),
        Just("place"),
        Just("from"),
        Just("to"),
        Just("on"),
        Just("undated"),
        Just("sort"),
        Just("doc"),
        Just("at"),
        Just("panel"),
        Just("embed"),
        Just("compare"),
        Just("about"),
        Just("said-by"),
        Just("zoom"),
        Just("edit"),
        Just("new"),
        Just("v"),
        Just(""),
        Just("%70erson"),
    ];
    let value = prop_oneof![
        any::<String>(),
        Just("-".into()),
        Just(",".into()),
        Just("-,%2C".into()),
        Just("2026-13".into()),
        Just("2026-01".into()),
        Just("newest".into()),
        Just("oldest".into()),
        Just("published".into()),
        Just("mentioned".into()),
        Just("9-3".into()),
        Just("1".into()),
        Just("007-4294967296".into()),
        Just("%zz".into()),
        Just("%ff+".into()),
        Just("keep".into()),
        Just("quotes".into()),
        Just("person:".into()),
        Just("org:a:b".into()),
        Just("hide:org:a%253Ab".into()),
    ];
    vec((key, value), 0..8).prop_map(|parts| {
        let parts: Vec<_> = parts.iter().map(|(key, value)| format!("{key}={value}")).collect();
        format!("#{}", parts.join("&"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_state_is_equal_to_its_link(state in state()) {
        let link = format(&state);
        prop_assert_eq!(parse(&link), state);
        let is_safe = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>()[]{}|\\^`*".contains(&byte);
        prop_assert!(link.bytes().all(is_safe), "{}", link);
    }

    #[test]
    fn an_edit_is_equal_to_its_text(edit in edit()) {
        let text = format_edit(&edit);
        prop_assert!(!text.contains('\n'));
        prop_assert_eq!(parse_edit(&text), Ok(edit));
    }

    #[test]
    fn any_text_is_an_edit_or_why_it_is_none(text in any::<String>()) {
        if let Ok(edit) = parse_edit(&text) {
            prop_assert_eq!(parse_edit(&format_edit(&edit)), Ok(edit));
        }
    }

    #[test]
    fn every_text_parses_and_its_link_is_a_fixed_point(text in prop_oneof![any::<String>(), wild_link()]) {
        let state = parse(&text);
        let link = format(&state);
        prop_assert_eq!(&parse(&link), &state);
        prop_assert_eq!(format(&parse(&link)), link);
    }
}

#[test]
fn a_link_reads_as_it_is_meant() {
    let state = parse("#q=prison&person=mazloum-abdi&from=2026-01&place=a,b&place=-c&on=mentioned");
    assert_eq!(state.query, "prison");
    assert_eq!(state.filters.clauses(Facet::Person)[0].ids()[0].as_str(), "mazloum-abdi");
    assert_eq!(state.filters.clauses(Facet::Place).len(), 2);
    assert_eq!(state.dates.on, Track::Mentioned);
    assert!(state.unread.is_empty());
}

#[test]
fn what_is_not_understood_is_kept_with_a_reason() {
    let state = parse("from=2026-13&zoom=3&q=a&q=b&person=&at=x");
    let unread: Vec<_> =
        state.unread.iter().map(|unread| (unread.key(), unread.value(), unread.reason())).collect();
    assert_eq!(
        unread,
        [
            ("from", "2026-13", "months go from 01 to 12"),
            ("zoom", "3", "this page knows no such filter"),
            ("q", "b", "given more than once; the first one counts"),
            ("person", "", "names nothing"),
            ("at", "x", "a passage is written at=120-180"),
        ]
    );
    assert_eq!(format(&state), "q=a&from=2026-13&zoom=3&q=b&person=&at=x");
}
