//! Texts from right to left, the reader's own colours, and views that lead nowhere.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{Stage, made::site_of, server::Site, tests};

tests!(
    // The first runs in Firefox as well.
    arabic_and_hebrew_run_from_right_to_left,
    nothing_scrolls_sideways_when_the_page_runs_from_right_to_left,
    forced_colours_leave_marks_and_bars_to_be_seen,
    no_motion_where_none_is_wanted,
    what_is_printed_is_the_text_alone,
);

/// Two articles in Arabic, one in Hebrew, one in English, written for this test.
const FILES: &[(&str, &str)] = &[
    (
        "port.txt",
        "افتتاح الميناء الجديد في المدينة\n\nافتتحت المدينة ميناء جديدا يوم الأحد بعد سنوات من العمل. قال رئيس البلدية إن الميناء سيخدم السفن الكبيرة.\n\nوصلت أول سفينة في المساء، وكان الميناء مزدحما بالناس.\n",
    ),
    (
        "rain.txt",
        "أمطار غزيرة على الساحل\n\nهطلت أمطار غزيرة على الساحل يوم الاثنين، وأغلق الميناء أبوابه. قال الصيادون إن البحر كان هائجا.\n",
    ),
    (
        "market.txt",
        "השוק נפתח מחדש\n\nהשוק הישן נפתח מחדש ביום שלישי אחרי שיפוץ ארוך. הסוחרים מכרו לחם, דגים ופירות.\n",
    ),
    (
        "note.txt",
        "A note from the harbour\n\nThe harbour of Freedonia was quiet on 3 May 2024, said Jane Doe.\n",
    ),
];

async fn arabic_and_hebrew_run_from_right_to_left(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = site_of(FILES)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open("").await?;
    page.count("All 4 articles").await?;
    let direction = |selector: &str| {
        format!(
            "[...document.querySelectorAll('{selector}')].map((part) => getComputedStyle(part).direction).sort().join()"
        )
    };
    for part in [".hit-link", ".hit-snippet"] {
        page.wait(&direction(part), "ltr,rtl,rtl,rtl").await?;
    }
    // The whole title stands at its own side, not only its letters in their order.
    page.wait(
        "[...document.querySelectorAll('.hit-title')].every((title) => {
            const range = document.createRange(); range.selectNodeContents(title);
            const [words, box] = [range.getBoundingClientRect(), title.getBoundingClientRect()];
            const isRtl = getComputedStyle(title.querySelector('a')).direction === 'rtl';
            return isRtl ? box.right - words.right < 2 : words.left - box.left < 2; })",
        true,
    )
    .await?;
    page.search("الميناء").await?;
    page.count("2 of 4 articles").await?;
    page.find(".hit-snippet mark").await?;
    page.click(".hit-link").await?;
    page.wait(&direction(".reader-text p").replace(".join()", "[0]"), "rtl").await?;
    page.wait("getComputedStyle(document.querySelector('.reader-title')).direction", "rtl").await?;
    page.open("#panel=contexts&q=%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1").await?;
    // What stands before the hit stands right of it.
    page.wait(
        "[...document.querySelectorAll('.context')].every((line) => {
            const [before, hit, after] = ['.context-left', 'mark', '.context-right'].map((part) => line.querySelector(part).getBoundingClientRect());
            return before.left >= hit.right - 1 && after.right <= hit.left + 1; })",
        true,
    )
    .await?;
    page.open("#q=%D7%94%D7%A9%D7%95%D7%A7").await?;
    page.count("1 of 4 articles").await
}

async fn nothing_scrolls_sideways_when_the_page_runs_from_right_to_left(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let tools = page.browser.cdp();
    for width in [320, 800, 1280] {
        let size = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false});
        tools.send_raw("Emulation.setDeviceMetricsOverride", size).await?;
        for link in [
            "",
            "#q=border&doc=003-7f79604532dba8ba",
            "#panel=timeline",
            "#panel=compare",
            "#panel=contexts&q=border",
        ] {
            page.open(link).await?;
            page.run("document.documentElement.dir = 'rtl'").await?;
            let wide = page
                .get("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
                .await?;
            ensure!(wide == 0, "{link} at {width} px is {wide} px too wide");
        }
    }
    tools.send_raw("Emulation.clearDeviceMetricsOverride", json!({})).await?;
    Ok(())
}

async fn forced_colours_leave_marks_and_bars_to_be_seen(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let tools = page.browser.cdp();
    let forced = json!({"features": [{"name": "forced-colors", "value": "active"}]});
    tools.send_raw("Emulation.setEmulatedMedia", forced).await?;
    let done = async {
        page.open("#q=border&doc=002-cbf72a30cc435daa").await?;
        page.find(".map-mark.is-place").await?;
        for part in [".map-mark.is-place", "mark"] {
            let shown = format!("(() => {{ const colour = (part) => getComputedStyle(part).backgroundColor;
                const part = document.querySelector('{part}');
                return colour(part) !== colour(document.body) && colour(part) !== 'rgba(0, 0, 0, 0)'; }})()");
            page.wait(&shown, true).await?;
        }
        // Letters on a mark are of the colour that belongs on it.
        page.wait("(() => { const part = document.createElement('p'); part.style.color = 'MarkText'; document.body.append(part);
            const wanted = getComputedStyle(part).color; part.remove();
            return getComputedStyle(document.querySelector('.hit mark')).color === wanted; })()", true).await?;
        page.open("#panel=timeline").await?;
        page.wait("getComputedStyle(document.querySelector('.timeline-mark.is-stated')).backgroundColor !== getComputedStyle(document.documentElement).backgroundColor", true).await
    }
    .await;
    tools.send_raw("Emulation.setEmulatedMedia", json!({"features": []})).await?;
    done
}

async fn no_motion_where_none_is_wanted(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let tools = page.browser.cdp();
    let calm = json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]});
    tools.send_raw("Emulation.setEmulatedMedia", calm).await?;
    let done = async {
        page.open("#q=border&doc=002-cbf72a30cc435daa").await?;
        page.find("#reader-text mark").await?;
        page.wait("[...document.querySelectorAll('*')].every((part) => { const style = getComputedStyle(part); return parseFloat(style.transitionDuration) === 0 && style.animationName === 'none' && style.scrollBehavior !== 'smooth'; })", true).await
    }
    .await;
    tools.send_raw("Emulation.setEmulatedMedia", json!({"features": []})).await?;
    done
}

async fn what_is_printed_is_the_text_alone(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let tools = page.browser.cdp();
    tools.send_raw("Emulation.setEmulatedMedia", json!({"media": "print"})).await?;
    let done = async {
        page.open("#q=border&doc=002-cbf72a30cc435daa").await?;
        page.find("#reader-text .entity").await?;
        let style =
            |part: &str, what: &str| format!("getComputedStyle(document.querySelector('{part}')).{what}");
        page.wait(&style("#reader-text .entity", "textDecorationLine"), "none").await?;
        for part in [".article-marks", ".reader-bar", ".masthead"] {
            page.wait(&style(part, "display"), "none").await?;
        }
        page.wait(&style("#reader-text mark", "outlineStyle"), "none").await
    }
    .await;
    tools.send_raw("Emulation.setEmulatedMedia", json!({"media": ""})).await?;
    done
}
