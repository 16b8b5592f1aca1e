//! What a file with a `view!` uses: of Leptos's prelude what this app needs, without the traits that [`super::elements`]
//! stands in for.

pub(crate) use leptos::prelude::{
    AnyView, ArcRwSignal, CollectView, Effect, Get, GetUntracked, GetValue, IntoAny, IntoView, Memo,
    NodeRefAttribute, Read, ReadUntracked, RwSignal, Set, SetValue, Signal, StoredValue, Track, Update,
    UpdateValue, With, WithUntracked, WithValue, component, document, event_target_checked,
    event_target_value, expect_context, location, provide_context, request_animation_frame, view, window,
};

pub(crate) use super::elements::{Attributes, ElementRef, WithChild};
