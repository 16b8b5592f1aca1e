//! The view state as the fragment of an address, and back. docs/links.md is the grammar for people.
//!
//! A link is made to survive chats, mails and Markdown: whatever is no ASCII letter, digit or one of `-._~:` is
//! percent-encoded, a space is `+`. A repeated key means all of them, a comma any of them, a leading `-` none of them;
//! where those signs are part of an id they are encoded.

use core::fmt::{Display, Write};

use dossier_model::{ByteRange, EntityKind, Facet, PartialDate, Track};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::{Clause, Edition, Id, Ids, Panel, Sort, Undated, Unread, ViewState};

const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':').remove(b' ');

/// The link of a state, without its `#`; empty for the default state.
pub fn format(state: &ViewState) -> String {
    let mut link = Link::default();
    if !state.query.is_empty() {
        link.add("q", encode(&state.query));
    }
    for facet in Facet::ALL {
        for clause in state.filters.clauses(facet) {
            link.add(facet.key(), format_clause(clause));
        }
    }
    link.add_some("from", state.dates.from);
    link.add_some("to", state.dates.to);
    link.add_some("on", (state.dates.on == Track::Mentioned).then_some("mentioned"));
    link.add_some("undated", state.dates.undated.map(undated_word));
    link.add_some("new", state.new.then_some(1));
    link.add_some("sort", sort_word(state.sort));
    link.add_some("panel", (state.panel != Panel::default()).then(|| state.panel.key()));
    let compared: Vec<_> = state.compare.iter().map(|id| encode(id.as_str())).collect();
    link.add_some("compare", (!compared.is_empty()).then(|| compared.join(",")));
    let about = state.about.as_ref();
    link.add_some("about", about.map(|(kind, id)| format!("{}:{}", kind.key(), encode(id.as_str()))));
    link.add_some("doc", state.open.as_ref().map(|id| encode(id.as_str())));
    link.add_some("at", state.passage.map(|passage| format!("{}-{}", passage.start, passage.end)));
    link.add_some("embed", state.embed.then_some(1));
    link.add_some("v", state.made_on.map(|made| format!("{}-{}", made.articles, made.version)));
    for edit in &state.edits {
        link.add("edit", encode(edit));
    }
    for unread in &state.unread {
        link.add(&encode(&unread.key), encode(&unread.value));
    }
    link.text
}

#[derive(Default)]
struct Link {
    text: String,
}

impl Link {
    fn add(&mut self, key: &str, value: impl Display) {
        let and = if self.text.is_empty() { "" } else { "&" };
        let _ = write!(self.text, "{and}{key}={value}");
    }

    fn add_some(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.add(key, value);
        }
    }
}

fn format_clause(clause: &Clause) -> String {
    let ids: Vec<_> = clause.ids().iter().map(|id| encode(id.as_str())).collect();
    let ids = ids.join(",");
    match clause {
        Clause::NoneOf(_) => format!("-{ids}"),
        // A sign that belongs to the id.
        Clause::AnyOf(_) if ids.starts_with('-') => format!("%2D{}", &ids[1..]),
        Clause::AnyOf(_) => ids,
    }
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string().replace(' ', "+")
}

fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// The state that a link names: a fragment with or without `#`, or a query with or without `?`. Every text is some
/// state; what can't be understood is in its [`unread`](ViewState::unread).
pub fn parse(link: &str) -> ViewState {
    let parts = link.strip_prefix(['#', '?']).unwrap_or(link);
    let mut state = ViewState::default();
    for part in parts.split('&').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let key = decode(key);
        if let Err((value, reason)) = read(&mut state, &key, value) {
            state.unread.push(Unread { key, value, reason });
        }
    }
    state
}

/// Why a part could not be understood, with its value to be kept.
type Unreadable = (String, String);

fn read(state: &mut ViewState, key: &str, raw: &str) -> Result<(), Unreadable> {
    if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.key() == key) {
        let clause = parse_clause(raw)?;
        state.filters.clauses_mut(facet).push(clause);
        return Ok(());
    }
    if key == "compare" {
        let before = state.compare.len();
        state.compare.extend(raw.split(',').filter_map(|id| Id::new(&decode(id))));
        let is_empty = state.compare.len() == before;
        return if is_empty { Err((String::new(), "names no article".into())) } else { Ok(()) };
    }
    let value = decode(raw);
    let read = match key {
        "q" => set(&mut state.query, Ok(value.clone())),
        "from" => set(&mut state.dates.from, parse_date(&value)),
        "to" => set(&mut state.dates.to, parse_date(&value)),
        "on" => set(&mut state.dates.on, parse_track(&value)),
        "undated" => set(&mut state.dates.undated, parse_undated(&value)),
        "sort" => set(&mut state.sort, parse_sort(&value)),
        "panel" => set(&mut state.panel, parse_panel(&value)),
        "about" => set(&mut state.about, parse_about(&value)),
        "doc" => set(&mut state.open, Id::new(&value).map(Some).ok_or("names no article".into())),
        "at" => set(&mut state.passage, parse_passage(&value)),
        "v" => set(&mut state.made_on, parse_edition(&value)),
        // Whether it is one is asked by whoever carries it out.
        "edit" if !value.is_empty() => {
            state.edits.push(value.clone());
            Ok(())
        }
        "embed" => set(&mut state.embed, parse_flag(&value, "write embed=1")),
        "new" => set(&mut state.new, parse_flag(&value, "write new=1")),
        _ => Err("this page knows no such filter".into()),
    };
    read.map_err(|reason| (value, reason))
}

/// Takes a value where none was given yet; a second, other one is not understood.
fn set<T: PartialEq + Default>(field: &mut T, value: Result<T, String>) -> Result<(), String> {
    let value = value?;
    if *field == value {
        return Ok(());
    }
    if *field != T::default() {
        return Err("given more than once; the first one counts".into());
    }
    *field = value;
    Ok(())
}

fn parse_clause(raw: &str) -> Result<Clause, Unreadable> {
    let (negated, list) = raw.strip_prefix('-').map_or((false, raw), |list| (true, list));
    let ids = list.split(',').filter_map(|id| Id::new(&decode(id))).collect();
    match Ids::new(ids) {
        Some(ids) if negated => Ok(Clause::NoneOf(ids)),
        Some(ids) => Ok(Clause::AnyOf(ids)),
        None => Err((if negated { "-" } else { "" }.into(), "names nothing".into())),
    }
}

fn parse_date(text: &str) -> Result<Option<PartialDate>, String> {
    text.parse().map(Some).map_err(|error: dossier_model::PartialDateError| error.to_string())
}

fn parse_track(text: &str) -> Result<Track, String> {
    match text {
        "published" => Ok(Track::Published),
        "mentioned" => Ok(Track::Mentioned),
        _ => Err("write on=published or on=mentioned".into()),
    }
}

fn parse_undated(text: &str) -> Result<Option<Undated>, String> {
    let all = [Undated::Keep, Undated::LeaveOut, Undated::Only];
    let known = all.into_iter().find(|undated| undated_word(*undated) == text);
    known.map(Some).ok_or("write undated=keep, undated=out or undated=only".into())
}

fn undated_word(undated: Undated) -> &'static str {
    match undated {
        Undated::Keep => "keep",
        Undated::LeaveOut => "out",
        Undated::Only => "only",
    }
}

fn parse_sort(text: &str) -> Result<Sort, String> {
    match text {
        "relevance" => Ok(Sort::Relevance),
        "newest" => Ok(Sort::Newest),
        "oldest" => Ok(Sort::Oldest),
        _ => Err("write sort=newest, sort=oldest or sort=relevance".into()),
    }
}

fn sort_word(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Relevance => None,
        Sort::Newest => Some("newest"),
        Sort::Oldest => Some("oldest"),
    }
}

fn parse_panel(text: &str) -> Result<Panel, String> {
    let known = Panel::ALL.into_iter().find(|panel| panel.key() == text);
    known.ok_or_else(|| format!("write panel={}", Panel::ALL.map(Panel::key).join(" or panel=")))
}

fn parse_about(text: &str) -> Result<Option<(EntityKind, Id)>, String> {
    let read = || {
        let (kind, id) = text.split_once(':')?;
        let kind = EntityKind::ALL.into_iter().find(|known| known.key() == kind)?;
        Some((kind, Id::new(id)?))
    };
    read().map(Some).ok_or("a page about someone is written about=person:jane-doe".into())
}

fn parse_passage(text: &str) -> Result<Option<ByteRange>, String> {
    let (start, end) = two_numbers(text).ok_or("a passage is written at=120-180")?;
    Ok(Some(ByteRange { start, end }))
}

fn parse_edition(text: &str) -> Result<Option<Edition>, String> {
    let (articles, version) = two_numbers(text).ok_or("names no version of this collection")?;
    Ok(Some(Edition { articles, version }))
}

fn parse_flag(text: &str, how: &str) -> Result<bool, String> {
    matches!(text, "" | "1").then_some(true).ok_or(how.into())
}

fn two_numbers(text: &str) -> Option<(u32, u32)> {
    let (one, other) = text.split_once('-')?;
    Some((number(one)?, number(other)?))
}

/// Digits alone, so that every number has one way to be written.
fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
