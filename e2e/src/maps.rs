//! The map: where the places are.

use anyhow::{Result, ensure};

use crate::{Stage, tests};

tests!(
    places_lie_on_a_map_that_filters,
    the_map_zooms_and_moves_by_buttons_keys_wheel_and_pointer,
    a_map_without_places_says_so,
    the_map_is_saved_as_svg_and_png,
    the_map_asks_its_host_for_nothing,
);

/// Where the names of the map stand, in pixels.
const PLACES: &str = "[...document.querySelectorAll('.map-place circle')].map((sign) => sign.getAttribute('cx') + ' ' + sign.getAttribute('cy')).join()";

async fn places_lie_on_a_map_that_filters(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=map").await?;
    page.find(".map-place circle").await?;
    page.click("#map-all").await?;
    page.wait("document.querySelector('.map-land').getAttribute('d').length > 50000", true).await?;
    page.wait("document.querySelectorAll('.map-table tbody tr').length > 10", true).await?;
    // Baghdad is south of Mosul, and Damascus west of both.
    let at = |name: &str| {
        format!(
            "(([x, y]) => ({{x: +x, y: +y}}))([...document.querySelectorAll('.map-place')].filter((place) => place.querySelector('title').textContent.startsWith('{name},')).map((place) => place.querySelector('circle')).flatMap((sign) => [sign.getAttribute('cx'), sign.getAttribute('cy')]))"
        )
    };
    let (baghdad, mosul, damascus) = (at("Baghdad"), at("Mosul"), at("Damascus"));
    page.wait(
        &format!("{baghdad}.y > {mosul}.y && {damascus}.x < {mosul}.x && {damascus}.x < {baghdad}.x"),
        true,
    )
    .await?;
    // What is on the map and what is not are all places of these articles.
    page.wait(
        "document.querySelectorAll('.map-table tbody tr').length + document.querySelectorAll('.map-nowhere li').length \
         === Math.min(dossier.search({limit: 0, facets: 1000}).facets.place.length, 50 + document.querySelectorAll('.map-nowhere li').length)",
        true,
    )
    .await?;
    page.click(".map-table tbody a.name").await?;
    page.wait("/^#place=[^-].*panel=map/.test(location.hash)", true).await?;
    page.find(".map-place.is-required").await?;
    for (shift, link) in [("false", "/^#place=[^-]/"), ("true", "/^#place=-/")] {
        page.open("#panel=map").await?;
        page.find(".map-place").await?;
        page.run(&format!(
            "const place = [...document.querySelectorAll('.map-place')].at(-1);
            for (const type of ['pointerdown', 'pointerup'])
                place.dispatchEvent(new PointerEvent(type, {{bubbles: true, button: 0, shiftKey: {shift}}}));"
        ))
        .await?;
        page.wait(&format!("{link}.test(location.hash)"), true).await?;
    }
    Ok(())
}

async fn the_map_zooms_and_moves_by_buttons_keys_wheel_and_pointer(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=map").await?;
    page.find(".map-place").await?;
    let most = page.get(PLACES).await?;
    page.click("#map-all").await?;
    page.wait(&format!("{PLACES} === '{}'", most.as_str().unwrap_or_default()), false).await?;
    let all = page.get(PLACES).await?;
    let all = all.as_str().unwrap_or_default();
    let differs = format!("{PLACES} !== '{all}'");
    page.click("#map-in").await?;
    page.wait(&differs, true).await?;
    page.click("#map-all").await?;
    page.wait(PLACES, all).await?;
    page.run("document.querySelector('#map').focus()").await?;
    for key in ["+", "-"] {
        page.press(key).await?;
    }
    page.wait(PLACES, all).await?;
    for key in ["ArrowLeft", "ArrowDown"] {
        page.run(&format!(
            "document.querySelector('#map').dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true}}))"
        ))
        .await?;
        page.wait(&differs, true).await?;
        page.press("0").await?;
        page.wait(PLACES, all).await?;
    }
    page.run(
        "const svg = document.querySelector('.map-drawing'), at = svg.getBoundingClientRect();
        svg.dispatchEvent(new WheelEvent('wheel', {deltaY: -100, clientX: at.x + 99, clientY: at.y + 99, bubbles: true, cancelable: true}))",
    )
    .await?;
    page.wait(&differs, true).await?;
    page.click("#map-all").await?;
    page.run(
        "const svg = document.querySelector('.map-drawing');
        for (const [type, x] of [['pointerdown', 100], ['pointermove', 180], ['pointerup', 180]])
            svg.dispatchEvent(new PointerEvent(type, {clientX: x, clientY: 100, button: 0, bubbles: true}))",
    )
    .await?;
    page.wait(&differs, true).await?;
    page.fragment("#panel=map").await
}

async fn a_map_without_places_says_so(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=map&q=xyzzy&place=kirkuk").await?;
    page.find(".nothing").await.map(drop)
}

async fn the_map_is_saved_as_svg_and_png(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=map").await?;
    page.find(".map-place text").await?;
    page.run(
        "window.saved = {};
        const create = URL.createObjectURL;
        let last = null;
        URL.createObjectURL = (blob) => { last = blob; return create(blob); };
        HTMLAnchorElement.prototype.click = function () {
            const name = this.download;
            last.arrayBuffer().then((bytes) => { saved[name] = new Uint8Array(bytes); });
        };",
    )
    .await?;
    page.click("#map-svg").await?;
    page.wait("'map.svg' in saved", true).await?;
    page.run("window.drawn = new DOMParser().parseFromString(new TextDecoder().decode(saved['map.svg']), 'image/svg+xml')").await?;
    page.wait("drawn.querySelector('parsererror')", serde_json::Value::Null).await?;
    // The names that are seen, as text, and where all of it is from.
    let names = "[...document.querySelectorAll('.map-place text')].map((name) => name.textContent).join()";
    let names = page.get(names).await?;
    page.wait("[...drawn.querySelectorAll('a text')].map((name) => name.textContent).join()", names).await?;
    page.wait(
        "drawn.querySelectorAll('circle').length === document.querySelectorAll('.map-place').length",
        true,
    )
    .await?;
    let words = "drawn.documentElement.textContent";
    page.wait(
        &format!(
            "['GeoNames', 'CC BY 4.0', 'Natural Earth', 'panel=map'].every((word) => {words}.includes(word))"
        ),
        true,
    )
    .await?;
    page.click("#map-png").await?;
    page.wait("'map.png' in saved", true).await?;
    // The signature of PNG, and twice as many pixels as the drawing has.
    page.wait("[...saved['map.png'].slice(1, 4)].map((byte) => String.fromCharCode(byte)).join('')", "PNG")
        .await?;
    page.wait("new DataView(saved['map.png'].buffer).getUint32(16) === 2 * drawn.documentElement.getAttribute('width')", true).await
}

async fn the_map_asks_its_host_for_nothing(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open_whole("").await?;
    stage.site.take_asked();
    page.run("location.hash = '#panel=map'").await?;
    page.find(".map-place").await?;
    let asked = stage.site.take_asked();
    ensure!(asked.is_empty(), "the map asked for {asked:?}");
    Ok(())
}
