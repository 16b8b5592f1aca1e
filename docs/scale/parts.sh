#!/bin/sh
# A .jsonl becomes a site by way of parts, as many at a time as there are processors. On several machines: run the middle
# line on each, for files of its own, and bring the parts together.
#
#   docs/scale/parts.sh articles.jsonl site [articles in a part] [more options of `dossier merge`]
set -eu
articles=$1 site=$2 size=${3:-10000}
shift 2; [ $# -eq 0 ] || shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
split -l "$size" -d -a 5 --additional-suffix=.jsonl "$articles" "$work/"
# Each already uses all processors for what it reads; two keep them busy while one of them reads or writes.
printf '%s\n' "$work"/*.jsonl | xargs -P 2 -I{} "${DOSSIER:-dossier}" --quiet build {} --part {}.part
"${DOSSIER:-dossier}" merge "$work"/*.part --out "$site" "$@"
