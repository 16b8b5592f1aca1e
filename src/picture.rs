//! A drawing as a file of pixels, for programs that take no SVG.

use js_sys::encode_uri_component;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use crate::{export, messages, store::Store};

/// How many pixels one of the drawing's becomes on each side: screens with fine pixels and printers show them all.
const SCALE: u32 = 2;

/// Gives the reader an SVG as a PNG.
pub(crate) fn save_png(store: Store, name: &'static str, svg: String) {
    spawn_local(async move {
        if draw(store, name, &svg).await.is_err() {
            store.say(messages::MAY_NOT_DRAW);
        }
    });
}

async fn draw(store: Store, name: &'static str, svg: &str) -> Result<(), JsValue> {
    let image = HtmlImageElement::new()?;
    // The page's policy allows pictures of its own bytes alone, so that this is asked of nobody.
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", encode_uri_component(svg)));
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(image.natural_width() * SCALE);
    canvas.set_height(image.natural_height() * SCALE);
    let context =
        canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let give = move |blob: Option<Blob>| {
        let given = blob.ok_or(JsValue::NULL).and_then(|blob| export::give(name, &blob));
        store.say(match given {
            Ok(()) => messages::saved_as(name),
            Err(_) => messages::MAY_NOT_SAVE.to_owned(),
        });
    };
    canvas.to_blob(Closure::once_into_js(give).unchecked_ref())
}
