//! A page in a browser, as a reader uses it.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use thirtyfour::{By, Key, TypingData, WebDriver, WebElement};

use crate::{browser, server::NOTHING};

/// How long anything may take to appear.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long what is measured may take.
const LONG_PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct Page<'b> {
    pub(crate) browser: &'b WebDriver,
    pub(crate) address: String,
}

impl Page<'_> {
    /// Opens a view afresh and waits for the app.
    pub(crate) async fn open(&self, link: &str) -> Result<()> {
        // By way of another page, for going from one fragment to another loads nothing.
        self.browser.goto(self.elsewhere()).await?;
        self.browser.goto(format!("{}{link}", self.address)).await?;
        self.find("html.app-ready").await.map(drop)
    }

    /// A page that is none of ours. For WebKitGTK it is one of the same server: where the origin changes it changes the
    /// process too, and then now and then loses what is asked next: its driver waits for a minute for nothing.
    fn elsewhere(&self) -> String {
        match browser::is_webkit() && self.address.starts_with("http") {
            true => format!("{}{NOTHING}", self.address),
            false => "about:blank".into(),
        }
    }

    /// Opens a view afresh and waits until all that the page will ever ask for is here: a moment after the list.
    pub(crate) async fn open_whole(&self, link: &str) -> Result<()> {
        self.open(link).await?;
        self.find("html.app-whole").await.map(drop)
    }

    /// The first element that fits, as soon as it is there.
    pub(crate) async fn find(&self, selector: &str) -> Result<WebElement> {
        let started = Instant::now();
        loop {
            if let Ok(element) = self.browser.find(By::Css(selector)).await {
                return Ok(element);
            }
            ensure!(started.elapsed() < PATIENCE, "nothing fits {selector}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Clicks an element by script, so that nothing above it matters.
    pub(crate) async fn click(&self, selector: &str) -> Result<()> {
        self.find(selector).await?;
        self.run(&format!("document.querySelector({}).click()", Value::from(selector))).await.map(drop)
    }

    /// Clicks an element as a finger does, which lets the page use the clipboard.
    pub(crate) async fn touch(&self, selector: &str) -> Result<()> {
        Ok(self.find(selector).await?.click().await?)
    }

    /// Types into an element.
    pub(crate) async fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        Ok(self.find(selector).await?.send_keys(text).await?)
    }

    /// Presses a key where the focus is.
    pub(crate) async fn press(&self, key: impl Into<TypingData>) -> Result<()> {
        let active = self.browser.active_element().await?;
        Ok(active.send_keys(key.into()).await?)
    }

    /// Empties the search box and types.
    pub(crate) async fn search(&self, words: &str) -> Result<()> {
        let field = self.find("#search").await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete).await?;
        if !words.is_empty() {
            field.send_keys(words).await?;
        }
        Ok(())
    }

    /// The value of an expression of JavaScript.
    pub(crate) async fn get(&self, expression: &str) -> Result<Value> {
        self.run(&format!("return {expression}")).await
    }

    pub(crate) async fn run(&self, script: &str) -> Result<Value> {
        let done = self.browser.execute(script, Vec::new()).await.with_context(|| script.to_owned())?;
        Ok(done.json().clone())
    }

    /// Waits until an expression has a value.
    pub(crate) async fn wait(&self, expression: &str, wanted: impl Into<Value>) -> Result<()> {
        let wanted = wanted.into();
        let started = Instant::now();
        loop {
            // What it speaks of may not be there yet.
            let value = self.get(expression).await.unwrap_or(Value::Null);
            if value == wanted {
                return Ok(());
            }
            if started.elapsed() > PATIENCE {
                bail!("{expression} is {value}, not {wanted}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What an expression is once it is something, however long that takes up to two minutes.
    pub(crate) async fn wait_long(&self, expression: &str) -> Result<Value> {
        let started = Instant::now();
        loop {
            let value = self.get(expression).await?;
            if !value.is_null() {
                return Ok(value);
            }
            ensure!(started.elapsed() < LONG_PATIENCE, "{expression} is still nothing");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Waits until the count says this.
    pub(crate) async fn count(&self, words: &str) -> Result<()> {
        self.wait("document.querySelector('[data-testid=count]').textContent", words).await
    }

    /// Waits until the address has this fragment.
    pub(crate) async fn fragment(&self, fragment: &str) -> Result<()> {
        self.wait("location.hash", fragment).await
    }

    /// Whether anything fits a selector now.
    pub(crate) async fn has(&self, selector: &str) -> Result<bool> {
        let found = self.get(&format!("!!document.querySelector({})", Value::from(selector))).await?;
        Ok(found.as_bool().unwrap_or_default())
    }

    /// Goes through the history as the browser's buttons do. The drivers' own commands wait for a page to load, which
    /// a change of the fragment never does.
    pub(crate) async fn travel(&self, steps: i32) -> Result<()> {
        self.run(&format!("history.go({steps})")).await.map(drop)
    }

    /// Sets the size of the window's inside, as near as the browser can.
    pub(crate) async fn resize(&self, width: u32, height: u32) -> Result<()> {
        Ok(self.browser.set_window_rect(0, 0, width, height).await?)
    }
}
