//! Which lines of a mail its sender wrote, and which are quoted or a signature.

use super::Parts;

/// How programs end the line above what they quote: `On Tue, Ann Lee wrote:`.
const WROTE: &[&str] = &[
    "wrote:",
    "writes:",
    "schrieb:",
    "a écrit :",
    "a écrit:",
    "escribió:",
    "ha scritto:",
    "skrev:",
    "написал:",
];
/// A line above a mail that is quoted without marks.
const ORIGINAL: &[&str] = &[
    "original message",
    "original appointment",
    "ursprüngliche nachricht",
    "message d'origine",
    "mensaje original",
];
/// How a telephone signs.
const SENT_FROM: &[&str] =
    &["sent from my ", "get outlook for ", "sent from outlook", "von meinem iphone gesendet"];

/// Writes a plain text: paragraphs are apart by blank lines; `> ` quotes, `-- ` begins the signature.
pub(super) fn write(text: &str, parts: &mut Parts) {
    let lines: Vec<&str> = text.lines().collect();
    let (mut words, mut was_aside) = (String::new(), false);
    let mut is_rest_aside = false;
    for (at, line) in lines.iter().enumerate() {
        let is_rule = *line == "-- " || *line == "--";
        is_rest_aside |= is_rule || begins_original(&lines[at..]);
        let is_aside =
            is_rest_aside || line.starts_with('>') || is_attribution(&lines, at) || is_sent_from(line);
        if line.trim().is_empty() || is_aside != was_aside || is_rule {
            end(&mut words, was_aside, parts);
        }
        was_aside = is_aside;
        if !is_rule {
            words.push_str(line.trim_start_matches(['>', ' ']));
            words.push('\n');
        }
    }
    end(&mut words, was_aside, parts);
}

fn end(words: &mut String, is_aside: bool, parts: &mut Parts) {
    let words = core::mem::take(words);
    if is_aside { parts.aside(&words) } else { parts.paragraph(&words) }
}

/// Whether a line says who wrote what is quoted right below it; programs break it into two where it is long.
fn is_attribution(lines: &[&str], at: usize) -> bool {
    let ends = |line: &str| WROTE.iter().any(|wrote| line.trim_end().ends_with(wrote));
    let is_above_quote = |at: usize| {
        let below = lines[at + 1..].iter().take(3).find(|line| !line.trim().is_empty());
        below.is_some_and(|line| line.starts_with('>'))
    };
    if ends(lines[at]) {
        return is_above_quote(at);
    }
    let is_begun =
        lines[at].starts_with("On ") || lines[at].starts_with("Am ") || lines[at].starts_with("Le ");
    is_begun && lines.get(at + 1).is_some_and(|next| ends(next)) && is_above_quote(at + 1)
}

/// `-----Original Message-----`, or a rule with the fields of a mail below it.
fn begins_original(lines: &[&str]) -> bool {
    let line = lines[0].trim();
    let inner = line.trim_matches(['-', '_', ' ']);
    if inner.len() == line.len() {
        return false;
    }
    let is_rule = inner.is_empty() && line.len() > 8 && line.starts_with('_');
    let from = || lines.get(1).is_some_and(|next| next.trim_start_matches('*').starts_with("From:"));
    ORIGINAL.contains(&inner.to_lowercase().as_str()) || is_rule && from()
}

fn is_sent_from(line: &str) -> bool {
    line.len() < 60 && SENT_FROM.iter().any(|start| line.to_lowercase().starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut parts = Parts::default();
        write(text, &mut parts);
        let document = parts.document("a.eml", super::super::Details::default()).unwrap();
        let line =
            |block: &dossier_model::Block| format!("{:?}: {}", block.kind, block.range.of(&document.text));
        document.blocks.iter().map(line).collect()
    }

    #[test]
    fn who_wrote_what_is_quoted_is_no_word_of_the_sender() {
        let wanted = [
            "Paragraph: Yes, on Monday.",
            "SetAside: On Tue, 20 Jan 2026 at 10:00, Ann Lee <ann@quay.example> wrote:",
            "SetAside: When?",
        ];
        for text in [
            "Yes, on Monday.\n\nOn Tue, 20 Jan 2026 at 10:00, Ann Lee <ann@quay.example> wrote:\n\n> When?\n",
            "Yes, on Monday.\n\nOn Tue, 20 Jan 2026 at 10:00, Ann Lee\n<ann@quay.example> wrote:\n\n> When?\n",
        ] {
            assert_eq!(lines(text), wanted);
        }
        assert_eq!(lines("This is what she wrote:\n\nIt ended.")[0], "Paragraph: This is what she wrote:");
    }

    #[test]
    fn a_mail_below_the_answer_and_what_a_telephone_signs_are_set_aside() {
        let outlook = "Yes.\n\nSent from my iPhone\n\n-----Original Message-----\nFrom: Ann Lee\nSent: Tuesday\n\nWhen does it end?";
        assert_eq!(
            lines(outlook),
            [
                "Paragraph: Yes.",
                "SetAside: Sent from my iPhone",
                "SetAside: -----Original Message----- From: Ann Lee Sent: Tuesday",
                "SetAside: When does it end?"
            ]
        );
        let rule = format!("Yes.\n\n{}\nFrom: Ann Lee\n\nWhen?", "_".repeat(32));
        assert_eq!(lines(&rule)[0], "Paragraph: Yes.");
        assert!(lines(&rule)[1..].iter().all(|line| line.starts_with("SetAside")));
    }
}
