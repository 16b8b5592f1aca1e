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

/// How a mail that was passed on is called, and the line above it.
const FORWARDED: &[&str] = &["fwd:", "fw:", "wg:", "tr:", "rv:", "i:"];
const FORWARDED_BELOW: &[&str] =
    &["forwarded message", "begin forwarded message:", "weitergeleitete nachricht", "message transféré"];
/// How many lines tell of a mail below it, at most.
const HEADER: usize = 8;

/// Whether a mail with this subject was passed on: what is below its header is what it is about.
pub(super) fn says_forwarded(subject: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    FORWARDED.iter().any(|start| subject.starts_with(start))
}

/// Writes a plain text: paragraphs are apart by blank lines; `> ` quotes, `-- ` begins the signature.
pub(super) fn write(text: &str, is_forwarded: bool, is_flowed: bool, parts: &mut Parts) {
    let lines: Vec<&str> = text.lines().collect();
    let (mut words, mut was_aside) = (Vec::new(), false);
    let (mut is_rest_aside, mut is_header) = (false, false);
    for (at, line) in lines.iter().enumerate() {
        let is_rule = *line == "-- " || *line == "--";
        let is_original = begins_original(&lines[at..]);
        is_rest_aside |= is_rule || is_original && !is_forwarded;
        is_header = !line.trim().is_empty() && (is_header || is_original || begins_forwarded(line));
        let is_aside = is_rest_aside
            || is_header
            || line.starts_with('>')
            || is_attribution(&lines, at)
            || is_sent_from(line);
        if line.trim().is_empty() || is_aside != was_aside || is_rule {
            end(&mut words, was_aside, is_flowed, parts);
        }
        was_aside = is_aside;
        if !is_rule {
            words.push(line.trim_start_matches(['>', ' ']));
        }
    }
    end(&mut words, was_aside, is_flowed, parts);
}

fn end(lines: &mut Vec<&str>, is_aside: bool, is_flowed: bool, parts: &mut Parts) {
    let lines = core::mem::take(lines);
    let words = if is_wrapped(&lines) {
        lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join(" ")
    } else {
        let end = |line: &&str| if is_flowed && line.ends_with(' ') { "" } else { "\n" };
        lines.iter().map(|line| format!("{line}{}", end(line))).collect()
    };
    if is_aside { parts.aside(&words) } else { parts.paragraph(&words) }
}

/// Whether lines were broken at a column: the next word would not have found room on any but the last.
fn is_wrapped(lines: &[&str]) -> bool {
    const LEAST: usize = 50;
    let length = |line: &str| line.trim_end().chars().count();
    let width = lines.iter().map(|line| length(line)).max().unwrap_or(0);
    let is_full = |pair: &[&str]| {
        let next = pair[1].split_whitespace().next().unwrap_or_default();
        length(pair[0]) + 1 + length(next) > width
    };
    width >= LEAST && lines.windows(2).all(is_full)
}

fn begins_forwarded(line: &str) -> bool {
    let line = line.trim_matches(['-', '_', ' ']).to_lowercase();
    FORWARDED_BELOW.contains(&line.as_str())
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

/// The fields of a mail, as Outlook writes them above one: who, when, and of what.
fn begins_header(lines: &[&str]) -> bool {
    const WHO: &[&str] = &["from:", "von:", "de :", "de:", "da:", "van:", "от:"];
    const WHEN: &[&str] = &[
        "sent:",
        "date:",
        "gesendet:",
        "datum:",
        "envoyé :",
        "envoyé:",
        "enviado:",
        "inviato:",
        "verzonden:",
        "отправлено:",
    ];
    const WHAT: &[&str] =
        &["subject:", "betreff:", "objet :", "objet:", "asunto:", "oggetto:", "onderwerp:", "тема:"];
    let begins = |line: &str, names: &[&str]| {
        let line = line.trim_start_matches(['*', ' ']).to_lowercase();
        names.iter().any(|name| line.starts_with(name))
    };
    let has = |names| lines.iter().take(HEADER).any(|line| begins(line, names));
    begins(lines[0], WHO) && has(WHEN) && has(WHAT)
}

/// `-----Original Message-----`, or the fields of a mail, with or without a rule above them.
fn begins_original(lines: &[&str]) -> bool {
    if begins_header(lines) {
        return true;
    }
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
        passed_on(text, false)
    }

    fn passed_on(text: &str, is_forwarded: bool) -> Vec<String> {
        let mut parts = Parts::default();
        write(text, is_forwarded, false, &mut parts);
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

    #[test]
    fn of_a_mail_that_was_passed_on_only_the_header_is_set_aside() {
        let header = "From: Ann Lee <ann@quay.example>\nSent: Monday\nTo: Jane\nSubject: The report";
        let outlook = format!("Please read.\n\n{header}\n\nThe harbour is closed.");
        assert_eq!(
            passed_on(&outlook, says_forwarded("FW: The report")),
            [
                "Paragraph: Please read.",
                "SetAside: From: Ann Lee <ann@quay.example> Sent: Monday To: Jane Subject: The report",
                "Paragraph: The harbour is closed.",
            ]
        );
        assert_eq!(
            passed_on(&outlook, says_forwarded("Re: The report"))[2],
            "SetAside: The harbour is closed."
        );
        let google = format!("---------- Forwarded message ---------\n{header}\n\nThe harbour is closed.");
        assert!(passed_on(&google, true)[0].starts_with("SetAside: ---------- Forwarded message"));
        assert_eq!(passed_on(&google, true)[1], "Paragraph: The harbour is closed.");
    }

    #[test]
    fn lines_that_a_program_broke_are_one_again_and_those_of_a_person_stay() {
        let wrapped = "This is a mail that was wrapped at a column as it was the custom of\nall mail programs for many years.";
        assert_eq!(lines(wrapped), [format!("Paragraph: {}", wrapped.replace('\n', " "))]);
        let verse = "The harbour sleeps,\nthe cranes stand tall.";
        assert_eq!(lines(verse), [format!("Paragraph: {verse}")]);
        let mut parts = Parts::default();
        write("It flows \nhere.\nAnd ends.", false, true, &mut parts);
        assert_eq!(parts.into_text(), "It flows here.\nAnd ends.");
    }
}
