#!/bin/sh
# What only real processes show: descriptors that are closed, full or shared, and two that write at once.
# usage: tests/process_check.sh BINARY [project root]; prints each failure, and exits with 1 when there is one.
handoff=$1
cd "${2:-.}" || exit 2
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
failures=0
exec 3>&1  # a test may send its own output elsewhere
fails() { printf 'process: %s\n' "$*" >&3; failures=$((failures + 1)); }
# code WANTED COMMAND...: the command's exit code.
code() {
  wanted=$1; shift
  timeout 60 "$@"
  got=$?
  [ "$got" -eq "$wanted" ] || fails "exit code $got, not $wanted: $*"
}

leads=tests/data/exports/small.csv
contract=tests/data/contracts/small.toml

# --- two sign at once: both signatures stand --------------------------------------------------------------------------------------------
cat > "$folder/draft.toml" <<'TOML'
handoff = 1

[contract]
name = "SLA"
version = "1"

[time]
zone = "UTC"

[[stage]]
name = "Lead"
when = "lead_id IS NOT NULL"
TOML
for round in 1 2 3 4 5 6 7 8 9 10 11 12; do
  cp "$folder/draft.toml" "$folder/both.toml"
  "$handoff" sign "$folder/both.toml" --party marketing --name Ann > /dev/null & one=$!
  "$handoff" sign "$folder/both.toml" --party sales --name Bob > /dev/null & two=$!
  wait $one || fails "marketing could not sign in round $round"
  wait $two || fails "sales could not sign in round $round"
  count=$(grep -c '^\[\[contract.signature\]\]' "$folder/both.toml")
  [ "$count" -eq 2 ] || fails "$count signatures of 2 in round $round"
done

# --- closed descriptors: nothing lands in a file of ours ---------------------------------------------------------------------------------
audit() { "$handoff" audit "$leads" -c "$contract" --as-of 2026-06-15 "$@"; }
audit --rejects "$folder/wanted.csv" > /dev/null
audit --rejects "$folder/got.csv" >&- 2> "$folder/said"
[ $? -eq 2 ] || fails 'a closed standard output is no error'
grep -q 'standard output: cannot be written' "$folder/said" || fails 'a closed standard output is not told'
audit --rejects "$folder/got.csv" > /dev/null 2>&- || fails 'a closed standard error stops the run'
cmp -s "$folder/wanted.csv" "$folder/got.csv" || fails 'messages landed in --rejects'
"$handoff" audit no-such-file.csv -c "$contract" 2>&- && fails 'an error without standard error is no error'
audit -f csv -o "$folder/wanted.csv" > /dev/null 2>&1
audit -f csv -o "$folder/got.csv" 2>&- || fails 'a closed standard error stops a run that writes a file'
cmp -s "$folder/wanted.csv" "$folder/got.csv" || fails 'messages landed in -o'
audit -f csv -o "$folder/got.csv" <&- >&- 2>&- || fails 'closed descriptors stop a run that needs none'
cmp -s "$folder/wanted.csv" "$folder/got.csv" || fails 'messages landed in -o'
"$handoff" audit - -c "$contract" <&- > /dev/null 2> "$folder/said"
[ $? -eq 2 ] || fails 'a closed standard input is no error'

# --- a full disk is told -----------------------------------------------------------------------------------------------------------------
if [ -w /dev/full ]; then
  cp "$folder/draft.toml" "$folder/full.toml"
  code 2 "$handoff" sign "$folder/full.toml" --party sales --name Bob > /dev/full 2> "$folder/said"
  grep -q 'is signed all the same' "$folder/said" || fails 'sign does not say what holds when its words are lost'
  code 2 "$handoff" init "$leads" -o - > /dev/full 2> /dev/null
  code 2 "$handoff" init "$leads" -o "$folder/init.toml" > /dev/full 2> /dev/null
  code 2 "$handoff" --help > /dev/full 2> /dev/null
fi

[ "$failures" -eq 0 ] && echo 'process: in order' && exit 0
echo "process: $failures failures"
exit 1
