#!/bin/sh
# Reads records, writes a part into the folder that is given, and prints its name: what `pipe` of Spark runs for each partition.
set -eu
folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/records.jsonl"
# A partition without articles is no part.
[ -s "$work/records.jsonl" ] || exit 0
part=$folder/$(sha256sum < "$work/records.jsonl" | cut -c1-32).part
"${DOSSIER:-dossier}" --quiet build "$work/records.jsonl" --part "$part"
echo "$part"
