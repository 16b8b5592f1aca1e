#!/usr/bin/env python3
"""Makes a corpus of any size of a smaller one, to measure how Dossier grows; prints it as JSON lines.

    docs/scale/many.py articles.jsonl[.gz] 100000 > many.jsonl
    docs/scale/many.py articles.jsonl[.gz] 1000000 --short > many.jsonl

The articles come again and again. From the second time on every fourth word in small letters is one of another article, for else
articles would be the same; half of the words that are rare and have a capital get other letters, for each new article of a real
archive brings new names and words, too; and each time is some years after the last. --short keeps one sentence of each, another each
time. The same arguments give the same bytes.
"""

import argparse
import datetime
import gzip
import json
import random
import re
from collections import Counter

WORD = re.compile(r"[A-Za-z]+")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
RARE = 3
YEARS = 3


def other(word, random):
    """A word that is no other's: two letters of it are others."""
    letters = list(word)
    for at in random.sample(range(1, len(letters)), 2):
        letters[at] = random.choice("aeiou" if letters[at] in "aeiou" else "bcdfghklmnprstvz")
    return "".join(letters)


def later(date, times):
    try:
        day = datetime.date.fromisoformat(date)
        return day.replace(year=day.year + YEARS * times, day=min(day.day, 28)).isoformat()
    except (TypeError, ValueError):
        return date


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles")
    arguments.add_argument("count", type=int)
    arguments.add_argument("--short", action="store_true")
    given = arguments.parse_args()
    opened = gzip.open if given.articles.endswith(".gz") else open
    with opened(given.articles, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    counts = Counter(word for article in articles for word in WORD.findall(article["body"]))
    # Drawn as often as they are used.
    small = [word for word, count in counts.items() if word.islower() for _ in range(count)]
    for number in range(given.count):
        times, at = divmod(number, len(articles))
        article, chance = articles[at], random.Random(number)
        body = article["body"]
        if given.short:
            sentences = SENTENCE.split(body)
            body = sentences[times % len(sentences)]
        changed = {}
        places = iter(range(1, 1 << 30))

        def exchange(found):
            word = found.group()
            if word.islower():
                return small[chance.randrange(len(small))] if next(places) % 4 == 0 else word
            if len(word) > 4 and counts[word] <= RARE and word not in changed:
                changed[word] = other(word, chance) if chance.random() < 0.5 else word
            return changed.get(word, word)

        title = article.get("title") or ""
        if times:
            body, title = WORD.sub(exchange, body), WORD.sub(exchange, title)
        made = {"id": f"{times}-{article.get('id', at)}", "title": title, "body": body}
        if article.get("date"):
            made["date"] = later(article["date"], times)
        print(json.dumps(made, ensure_ascii=False))


if __name__ == "__main__":
    main()
