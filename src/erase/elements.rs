//! Few types for all elements.
//!
//! `view!` makes each tag an element of its own type, and each attribute one of its own type again; for every such type
//! the code that draws, updates and removes it is compiled anew. But the macro adds children and attributes by calling
//! methods, by their names. With the traits of this module in scope, in place of Leptos's own, these methods give every
//! element one of three types, and every attribute one of few.
//!
//! SVG has a namespace that this would lose; it is drawn with Leptos's own traits.

use leptos::{
    ev::{self, EventDescriptor},
    html::{Custom, ElementType, HtmlElement, custom},
    prelude::{AddAnyAttr, AnyView, ElementChild, IntoAny, IntoRender, NodeRef, RenderHtml},
    tachys::{
        html::{
            attribute::{
                AttributeValue,
                any_attribute::{AnyAttribute, IntoAnyAttribute},
                custom::custom_attribute,
            },
            class::{IntoClass, class},
            event,
            property::{IntoProperty, prop},
            style::{IntoStyle, style},
        },
        view::iterators::StaticVec,
    },
};
use wasm_bindgen::JsCast;
use web_sys::Event;

type AnyElement<Attributes, Children> = HtmlElement<Custom<&'static str>, Attributes, Children>;
type Children = StaticVec<AnyView>;

/// A reference to an element that `view!` made.
pub(crate) type ElementRef = NodeRef<Custom<&'static str>>;

/// The tag's element as one of any tag.
fn any<E: ElementType>(_: HtmlElement<E, (), ()>) -> AnyElement<(), ()> {
    const { assert!(E::NAMESPACE.is_none(), "SVG is drawn with Leptos's own traits") };
    custom(E::TAG)
}

/// What `view!` calls on a tag that has children, before anything else.
pub(crate) trait WithChild {
    fn child<C: IntoRender<Output: RenderHtml>>(self, child: C) -> AnyElement<(), Children>;
}

impl<E: ElementType> WithChild for HtmlElement<E, (), ()> {
    fn child<C: IntoRender<Output: RenderHtml>>(self, child: C) -> AnyElement<(), Children> {
        ElementChild::child(any(self), child.into_render().into_any())
    }
}

/// An element that can be given an attribute.
pub(crate) trait WithAttribute: Sized {
    type Element;

    fn with(self, attribute: AnyAttribute) -> Self::Element;
}

impl<E: ElementType> WithAttribute for HtmlElement<E, (), ()> {
    type Element = AnyElement<Vec<AnyAttribute>, ()>;

    fn with(self, attribute: AnyAttribute) -> Self::Element {
        any(self).add_any_attr(attribute)
    }
}

impl WithAttribute for AnyElement<(), Children> {
    type Element = AnyElement<Vec<AnyAttribute>, Children>;

    fn with(self, attribute: AnyAttribute) -> Self::Element {
        self.add_any_attr(attribute)
    }
}

impl<C: RenderHtml> WithAttribute for AnyElement<Vec<AnyAttribute>, C> {
    type Element = Self;

    fn with(self, attribute: AnyAttribute) -> Self {
        self.add_any_attr(attribute)
    }
}

/// What `view!` calls for each attribute, class, style, property and event of an element.
macro_rules! attributes {
    ($($method:ident $name:literal),* $(,)?) => {
        pub(crate) trait Attributes: WithAttribute {
            $(fn $method(self, value: impl AttributeValue) -> Self::Element {
                self.attr($name, value)
            })*

            fn attr(self, name: &'static str, value: impl AttributeValue) -> Self::Element {
                self.with(custom_attribute(name, value).into_any_attr())
            }

            fn class(self, value: impl IntoClass) -> Self::Element {
                self.with(class(value).into_any_attr())
            }

            fn style(self, value: impl IntoStyle) -> Self::Element {
                self.with(style(value).into_any_attr())
            }

            fn prop(self, name: &'static str, value: impl IntoProperty) -> Self::Element {
                self.with(prop(name, value).into_any_attr())
            }

            fn on<E>(self, event: E, mut handle: Box<dyn FnMut(E::EventType)>) -> Self::Element
            where
                E: EventDescriptor<EventType: JsCast> + 'static,
            {
                let handle = move |event: Event| handle(event.unchecked_into());
                self.with(on_any(event.name(), Box::new(handle)))
            }
        }

        impl<E: WithAttribute> Attributes for E {}
    };
}

attributes! {
    autocapitalize "autocapitalize",
    autocomplete "autocomplete",
    aria_activedescendant "aria-activedescendant",
    aria_autocomplete "aria-autocomplete",
    aria_controls "aria-controls",
    aria_current "aria-current",
    aria_describedby "aria-describedby",
    aria_expanded "aria-expanded",
    aria_haspopup "aria-haspopup",
    aria_hidden "aria-hidden",
    aria_invalid "aria-invalid",
    aria_keyshortcuts "aria-keyshortcuts",
    aria_label "aria-label",
    aria_labelledby "aria-labelledby",
    aria_pressed "aria-pressed",
    aria_selected "aria-selected",
    aria_sort "aria-sort",
    aria_valuemax "aria-valuemax",
    aria_valuemin "aria-valuemin",
    aria_valuenow "aria-valuenow",
    aria_valuetext "aria-valuetext",
    datetime "datetime",
    dir "dir",
    enterkeyhint "enterkeyhint",
    hidden "hidden",
    href "href",
    id "id",
    inputmode "inputmode",
    max "max",
    multiple "multiple",
    name "name",
    placeholder "placeholder",
    r#for "for",
    rel "rel",
    role "role",
    scope "scope",
    selected "selected",
    accept "accept",
    list "list",
    size "size",
    spellcheck "spellcheck",
    tabindex "tabindex",
    target "target",
    title "title",
    r#type "type",
    value "value",
    webkitdirectory "webkitdirectory",
}

fn on_any(name: std::borrow::Cow<'static, str>, handle: Box<dyn FnMut(Event)>) -> AnyAttribute {
    event::on(ev::Custom::<Event>::new(name), handle).into_any_attr()
}
