//! From tree to text: a query as it was read, which reads the same again.

use dossier_model::Track;

use super::tree::{Form, Naming, Node, Phrase, Place, Word};

impl Node {
    /// Appends the condition as it could be typed.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::All(nodes) => write_each(nodes, " ", out),
            Self::Any(nodes) => write_each(nodes, " OR ", out),
            Self::Not(node) => {
                out.push('-');
                node.write(out);
            }
            Self::Phrase(phrase) => phrase.write(true, out),
            Self::Named(naming, name) => {
                out.push_str(naming.key());
                out.push(':');
                name.write(false, out);
            }
            Self::Dated(track, from, to) => {
                out.push_str(if *track == Track::Published { "published:" } else { "mentioned:" });
                for (day, sign) in [(from, ".."), (to, "")] {
                    if let Some(day) = day {
                        out.push_str(&day.to_string());
                    }
                    out.push_str(sign);
                }
            }
        }
    }
}

/// Groups always have their brackets, so that no rule of precedence needs to be known.
fn write_each(nodes: &[Node], between: &str, out: &mut String) {
    out.push('(');
    for (place, node) in nodes.iter().enumerate() {
        if place > 0 {
            out.push_str(between);
        }
        node.write(out);
    }
    out.push(')');
}

impl Naming {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Facet(facet) => facet.key(),
            Self::Author => "author",
            Self::Speaker => "said-by",
        }
    }
}

impl Phrase {
    /// Appends it as it could be typed; words outside quotation marks may have forms in texts, not in names.
    pub(crate) fn write(&self, may_have_forms: bool, out: &mut String) {
        out.push_str(match self.place {
            Place::Anywhere => "",
            Place::Title => "title:",
            Place::Body => "body:",
        });
        // Outside quotation marks words stand for all their forms, inside for themselves, unless they are only near.
        let has_forms = self.words.iter().any(|word| matches!(word.form, Form::Stem(_)));
        let is_exact = may_have_forms && self.words.iter().all(|word| word.form == Form::Exact);
        let is_quoted = self.near.is_some() || is_exact || (!has_forms && self.words.len() > 1);
        let quote = if is_quoted { "\"" } else { "" };
        out.push_str(quote);
        for (place, word) in self.words.iter().enumerate() {
            if place > 0 {
                out.push(if is_quoted { ' ' } else { '-' });
            }
            word.write(may_have_forms && (!is_quoted || self.near.is_some()), out);
        }
        out.push_str(quote);
        if let Some(near) = self.near {
            out.push('~');
            out.push_str(&near.to_string());
        }
    }
}

impl Word {
    fn write(&self, has_forms: bool, out: &mut String) {
        if has_forms && self.form == Form::Exact {
            out.push('=');
        }
        out.push_str(&self.term);
        match self.form {
            Form::Prefix => out.push('*'),
            Form::Fuzzy(most) => out.push_str(if most == 1 { "~1" } else { "~2" }),
            _ => {}
        }
    }
}
