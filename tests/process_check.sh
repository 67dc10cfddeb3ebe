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
handoff = 2

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
rm -f "$folder/wanted.csv" "$folder/got.csv"
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

# --- what is read is not written over, whatever it is called; two answers never share a place --------------------------------------------
refuses() {  # WORDS COMMAND...: exit code 2, those words on standard error
  words=$1; shift
  timeout 60 "$@" > "$folder/out" 2> "$folder/said"
  [ $? -eq 2 ] || fails "is not refused: $*"
  grep -qF -- "$words" "$folder/said" || fails "does not say '$words': $* ($(head -n 1 "$folder/said"))"
}
signals=tests/data/contracts/signals.toml
cp "$leads" "$folder/leads.csv"
cp tests/data/logs/signals.csv "$folder/signals.csv"
refuses 'is an input' "$handoff" score -c "$contract" - -o "$folder/leads.csv" < "$folder/leads.csv"
refuses 'is an input' "$handoff" audit -c "$contract" - --rejects "$folder/leads.csv" < "$folder/leads.csv"
refuses 'is the file of --signals too' "$handoff" score -c "$signals" "$leads" --signals - -o "$folder/signals.csv" < "$folder/signals.csv"
refuses 'is the export of leads' "$handoff" score -c "$signals" - --signals "$folder/leads.csv" < "$folder/leads.csv"
cmp -s "$leads" "$folder/leads.csv" || fails 'the export was written over'
refuses 'is the file of --output too' "$handoff" audit -c "$contract" "$leads" -o "$folder/new.o" --rejects "$folder/./new.o"
refuses 'is the file of --output too' sh -c 'cd "$1" && exec "$2" audit -c "$3/$4" "$3/$5" -o ./new.o --rejects new.o' - "$folder" "$handoff" "$PWD" "$contract" "$leads"
ln -s new.o "$folder/link.o"
refuses 'is the file of --output too' "$handoff" audit -c "$contract" "$leads" -o "$folder/new.o" --rejects "$folder/link.o"
refuses 'is where the summary goes' "$handoff" score -c "$contract" "$leads" -o - -f json
refuses 'is where the report goes' "$handoff" audit -c "$contract" "$leads" --rejects - -f json
refuses 'is where the report goes' "$handoff" audit -c "$contract" "$leads" --leads /dev/stdout
refuses 'is the file of --output too' "$handoff" audit -c "$contract" "$leads" -o - --leads /dev/fd/1
code 0 "$handoff" audit -c "$contract" "$leads" -o /dev/null --rejects /dev/null 2> /dev/null

# --- whoever stops reading: the exit code is what was found -----------------------------------------------------------------------------
cp "$contract" "$folder/unsigned.toml"
{ "$handoff" verify "$folder/unsigned.toml"; echo $? > "$folder/code"; } | (exec <&-; sleep 1)
[ "$(cat "$folder/code")" = 1 ] || fails "a closed pipe makes verify end with $(cat "$folder/code")"

# --- a pipe can be read once, and is -----------------------------------------------------------------------------------------------------
for ask in "explain $(sed -n '2s/,.*//p' "$leads")" check; do
  mkfifo "$folder/pipe"
  cat "$leads" > "$folder/pipe" & writer=$!
  code 0 "$handoff" $ask -c "$contract" "$folder/pipe" > "$folder/out"
  kill "$writer" 2> /dev/null
  rm "$folder/pipe"
done

# --- logs: every file of an archive, a header alone, and the same limit for every number of threads ---------------------------------------
score() { "$handoff" score "$leads" -c "$signals" --as-of 2026-06-15 -f csv -q --signals "$@" 2>> "$folder/said"; }
mkdir "$folder/parts"
{ head -n 1 "$folder/signals.csv"; sed -n '2~2p' "$folder/signals.csv"; } > "$folder/parts/a.csv"
{ head -n 1 "$folder/signals.csv"; sed -n '3~2p' "$folder/signals.csv"; } > "$folder/parts/b.csv"
tar -C "$folder/parts" -cf "$folder/parts.tar" a.csv b.csv
score "$folder/signals.csv" > "$folder/wanted"
for threads in 1 3; do
  score "$folder/parts.tar" --threads $threads > "$folder/got"
  cmp -s "$folder/wanted" "$folder/got" || fails 'of an archive of signals only a part was read'
done
head -n 1 "$folder/signals.csv" > "$folder/none.csv"
score "$folder/none.csv" > "$folder/got" || fails 'a signal log without rows is refused'
[ "$(wc -l < "$folder/got")" -eq "$(wc -l < "$folder/wanted")" ] || fails 'a signal log without rows leaves leads out'
awk 'BEGIN { print "Who;When;What"; for (i = 0; i < 120000; ++i) printf "L%d;25/04/2026 10:00;a type that is long enough to fill more than one block %d\n", i, i }' > "$folder/types.csv"
for threads in 1 7; do
  refuses 'holds more than 100000 different texts' "$handoff" score "$leads" -c "$signals" --threads $threads --signals "$folder/types.csv"
done

# --- killed at any moment: the old output or the new one ----------------------------------------------------------------------------------
{ cat "$leads"; awk -F, 'NR > 1 { for (i = 0; i < 400; ++i) { line = $0; sub(/^[^,]*/, $1 "-" i, line); print line } }' "$leads"; } > "$folder/many.csv"
score_many() { "$handoff" score "$folder/many.csv" -c "$signals" --as-of 2026-06-15 -q -o "$folder/many.out"; }
score_many > /dev/null 2>&1 || fails 'many leads cannot be scored'
cp "$folder/many.out" "$folder/many.new"
head -n 1 "$folder/many.new" > "$folder/many.old"  # rows of an earlier run, when there were none
for tenths in 0 1 2 3 4 5 6 8 10 15 20 30 40; do
  cp "$folder/many.old" "$folder/many.out"
  "$handoff" score "$folder/many.csv" -c "$signals" --as-of 2026-06-15 -q -o "$folder/many.out" > /dev/null 2>&1 & victim=$!
  sleep "0.0$tenths"
  kill -9 "$victim" 2> /dev/null
  wait "$victim" 2> /dev/null
  cmp -s "$folder/many.out" "$folder/many.old" || cmp -s "$folder/many.out" "$folder/many.new" || fails "killed after 0.0$tenths s, a run leaves half an output"
done

# --- ended by a signal: no hidden file stays, and the status is the signal's ---------------------------------------------------------------
for signal in 1 15; do  # a shell has its jobs ignore an interrupt, and what is ignored stays so
  mkfifo "$folder/slow"
  (exec "$handoff" breaches - -c "$contract" --since-last "$folder/held" -q < "$folder/slow" > /dev/null 2>&1) & victim=$!
  exec 9> "$folder/slow"
  for wait in 1 2 3 4 5 6 7 8 9 10; do [ -e "$folder/.held.lock" ] && break; sleep 0.1; done
  [ -e "$folder/.held.lock" ] || fails 'a state is not held'
  kill -$signal "$victim"
  wait "$victim"; status=$?
  exec 9>&-
  rm "$folder/slow"
  [ "$status" -eq $((128 + signal)) ] || fails "ended by signal $signal, the status is $status"
  [ ! -e "$folder/.held.lock" ] || fails "ended by signal $signal, a run leaves a hidden file"
done

# --- a disk that fills up: told, and the old output stays ---------------------------------------------------------------------------------
cp "$folder/many.old" "$folder/many.out"
(trap '' XFSZ; ulimit -f 8; score_many > "$folder/out" 2> "$folder/said") && fails 'an output that does not fit is no error'
grep -q 'cannot be written' "$folder/said" || fails 'an output that does not fit is not told'
cmp -s "$folder/many.out" "$folder/many.old" || fails 'an output that does not fit replaces the old one'
(trap '' XFSZ; ulimit -f 8; "$handoff" audit - -c "$contract" < "$folder/many.csv" > /dev/null 2>&1) || fails 'a file on standard input is copied, and need not be'
(trap '' XFSZ; ulimit -f 8; cat "$folder/many.csv" | "$handoff" audit - -c "$contract" > /dev/null 2> "$folder/said") && fails 'a pipe that does not fit into TMPDIR is no error'
grep -q 'cannot be copied to a temporary file' "$folder/said" || fails 'a pipe that does not fit into TMPDIR is not told'
refuses 'none can be made in' sh -c 'cat "$2" | TMPDIR="$3/none" "$1" audit - -c "$4"' - "$handoff" "$leads" "$folder" "$contract"
if [ -w /dev/full ]; then
  refuses 'cannot be written' "$handoff" audit "$leads" -c "$contract" --leads /dev/full -f json
  refuses 'cannot be written' "$handoff" audit "$leads" -c "$contract" -o /dev/full
  code 2 "$handoff" waterfall "$leads" -c "$contract" > /dev/full 2> "$folder/said"
  grep -q 'standard output: cannot be written' "$folder/said" || fails 'a full disk behind standard output is not told'
fi

# --- all files of a run appear, or none: whichever of them cannot be written -----------------------------------------------------------------
all_or_none() {  # WHAT COMMAND...: the files new-* are all there, or none is; nothing else is left in their folder
  what=$1; shift
  rm -rf "$folder/run"; mkdir "$folder/run"
  timeout 60 "$@" > /dev/null 2>&1
  got=$?
  there=$(ls -A "$folder/run" | wc -l)
  [ "$there" -eq 0 ] || [ "$there" -eq "$files" ] || fails "$what: $there of $files files are there: $(ls -A "$folder/run" | tr '\n' ' ')"
  [ "$got" -ge 2 ] || [ "$there" -eq "$files" ] || fails "$what: exit code $got, and $there of $files files"
  [ "$got" -lt 2 ] || [ "$there" -eq 0 ] || fails "$what: exit code $got, and $there files"
}
{ sed -n '1,3p' "$leads"; echo 'too,few'; sed '1,3d' "$leads"; } > "$folder/ragged.csv"
run="$folder/run"
whole="-o $run/new-o --ledger $run/new-l.csv --worksheet $run/new-w.csv --rejects $run/new-r.csv --max-rejects 50%"
files=4
all_or_none 'nothing fails' "$handoff" audit "$folder/ragged.csv" -c "$contract" --as-of 2026-06-15 $whole
[ "$there" -eq 4 ] || fails "not all of a run's files are there: $(ls "$run")"
if [ -w /dev/full ]; then
  files=3
  for device in new-o new-l.csv new-w.csv new-r.csv; do
    all_or_none "a full device as $device" "$handoff" audit "$folder/ragged.csv" -c "$contract" --as-of 2026-06-15 $(echo "$whole" | sed "s,$run/$device,/dev/full,")
  done
  files=2
  all_or_none 'a full device as --rejects of score' "$handoff" score "$folder/ragged.csv" -c "$contract" -o "$run/new-o" --rejects /dev/full --max-rejects 50%
  all_or_none 'a full device as the list of compare' "$handoff" compare "$contract" "$contract" "$folder/ragged.csv" -o "$run/new-o" --rejects "$run/new-r.csv" --leads /dev/full --max-rejects 50%
  all_or_none 'a full device as the report of breaches' "$handoff" breaches "$folder/ragged.csv" -c "$contract" --as-of 2026-06-15 -o /dev/full --rejects "$run/new-r.csv" --since-last "$run/new-s" --max-rejects 50%
fi
files=4
for blocks in 1 2 3 4 5 6 7 8 9 10 12 14 16 20 40; do
  all_or_none "files of at most $blocks blocks" sh -c 'trap "" XFSZ; ulimit -f "$1"; shift; exec "$@"' - $blocks "$handoff" audit "$folder/ragged.csv" -c "$contract" --as-of 2026-06-15 $whole
done
if [ "$(id -u)" -ne 0 ]; then
  mkdir "$folder/locked"
  chmod 555 "$folder/locked"
  files=3
  all_or_none 'a folder that may not be written to' "$handoff" audit "$folder/ragged.csv" -c "$contract" --as-of 2026-06-15 $(echo "$whole" | sed "s,$run/new-w.csv,$folder/locked/w.csv,")
fi

# --- what is not ours is not replaced ---------------------------------------------------------------------------------------------------------
keeps() {  # FILE WORDS COMMAND...: refused with those words, and the file keeps every byte
  kept=$1; shift
  cp "$kept" "$folder/kept"
  refuses "$@"
  cmp -s "$kept" "$folder/kept" || fails "has lost something: $kept, by $*"
}
printf 'Record ID,Lifecycle Stage\n1,mql\n' > "$folder/other.csv"
printf 'notes of the meeting\n' > "$folder/notes.txt"
printf 'a\0b' > "$folder/binary"
cp docs/samples/sales.toml "$folder/other-contract"
audit --ledger "$folder/ledger.csv" -o "$folder/report.json" > /dev/null 2>&1 || fails 'a ledger cannot be written'
sed 's/$/,note/' "$folder/ledger.csv" > "$folder/ledger-notes.csv"
sed 's/$/\r/' "$folder/ledger.csv" > "$folder/ledger-saved.csv"
for there in other.csv notes.txt binary other-contract; do
  keeps "$folder/$there" 'is there already' "$handoff" audit "$leads" -c "$contract" -o "$folder/$there" -f "$(case $there in *.csv) echo csv;; *) echo table;; esac)"
  for option in --ledger --rejects --leads; do keeps "$folder/$there" 'is there already' "$handoff" audit "$leads" -c "$contract" $option "$folder/$there"; done
  keeps "$folder/$there" 'is there already' "$handoff" compare "$contract" "$contract" "$leads" --leads "$folder/$there"
  keeps "$folder/$there" 'is there already' "$handoff" init "$leads" -o "$folder/$there"
done
for there in ledger-notes.csv ledger-saved.csv; do keeps "$folder/$there" 'is not a ledger' "$handoff" audit "$leads" -c "$contract" --ledger "$folder/$there"; done
keeps "$folder/ledger.csv" 'is a table of other columns' "$handoff" audit "$leads" -c "$contract" -f csv -o "$folder/ledger.csv"
audit --ledger "$folder/ledger.csv" -o "$folder/report.json" > /dev/null || fails 'a ledger and a report cannot be replaced by their like'
audit -f csv -o "$folder/table.csv" > /dev/null 2>&1 || fails 'a table cannot be written'
audit -f csv -o "$folder/table.csv" > /dev/null 2>&1 || fails 'a table cannot be replaced by its like'
head -n 1 "$folder/table.csv" | cut -d , -f 1-3 | sed 's/$/,my note/' > "$folder/mine.csv"
sed 's/$/,my note/' "$folder/table.csv" > "$folder/noted.csv"
for there in mine.csv noted.csv; do keeps "$folder/$there" 'is a table of other columns' "$handoff" audit "$leads" -c "$contract" -f csv -o "$folder/$there"; done
for page in txt md; do
  audit -o "$folder/page.$page" > /dev/null || fails "a page cannot be written: $page"
  audit -o "$folder/page.$page" > /dev/null || fails "a page cannot be replaced by its like: $page"
  { printf '# Notes\n\n- contract: signed by both, with '; grep -o 'digest [0-9a-f]*' "$folder/page.$page" | head -n 1 | tr -d '\n'; echo ', and kept in the safe'; } > "$folder/quoted.$page"
  keeps "$folder/quoted.$page" 'is there already' "$handoff" audit "$leads" -c "$contract" -o "$folder/quoted.$page"
done
for option in -o --rejects --ledger --leads --worksheet --reviewed --touches --history --stratify --seed -c; do
  refuses 'without a value' "$handoff" audit "$leads" -c "$contract" $option ''
done
refuses 'without a value' "$handoff" breaches "$leads" -c "$contract" --since-last ''
refuses 'the name of a file is empty' "$handoff" audit '' -c "$contract"

# --- a state of breaches: held while a run goes on, and replaced only by its like ---------------------------------------------------------------
alert() { "$handoff" breaches "$leads" -c "$contract" --since-last "$folder/state" -f csv -q "$@"; }
for round in 1 2 3 4 5 6; do  # two at once list each breach once, whoever is first
  rm -f "$folder/state"
  alert --as-of 2026-06-15 > "$folder/one" & one=$!
  alert --as-of 2026-06-15 > "$folder/two" & two=$!
  wait $one; wait $two
  { sed 1d "$folder/one"; sed 1d "$folder/two"; } | sort > "$folder/both"
  [ -s "$folder/both" ] || fails 'nothing is listed'
  [ "$(sort -u "$folder/both" | wc -l)" -eq "$(wc -l < "$folder/both")" ] || fails "two runs at once list a breach twice, in round $round"
done
[ -z "$(find "$folder" -name '.state*')" ] || fails 'a lock stays behind'
keeps "$folder/state" 'judges an earlier moment' "$handoff" breaches "$leads" -c "$contract" --since-last "$folder/state" --as-of 2026-06-14
keeps "$folder/state" 'another contract' "$handoff" breaches "$leads" -c tests/data/contracts/small-zone-new-york.toml --since-last "$folder/state" --as-of 2026-06-15
for question in '--all' '--due-within 2h' '--window 2026-05' '--where employees>1' '--stage SQL'; do
  keeps "$folder/state" 'another question' "$handoff" breaches "$leads" -c "$contract" --since-last "$folder/state" --as-of 2026-06-15 $question
done
{ cat "$leads"; sed -n '2s/^[^,]*/NEW/p' "$leads"; } > "$folder/newer.csv"
"$handoff" breaches "$folder/newer.csv" -c "$contract" --since-last "$folder/state" -f csv -q --by owner --as-of 2026-06-16 > /dev/null
[ $? -le 1 ] || fails 'a newer export is refused'
sed 's/state 2/state 1/' "$folder/state" > "$folder/state-1"
sed 's/^listed.*/listed 7/' "$folder/state" > "$folder/state-damaged"
keeps "$folder/state-1" 'a state of version 1' "$handoff" breaches "$leads" -c "$contract" --since-last "$folder/state-1" --as-of 2026-06-16
keeps "$folder/state-damaged" 'is damaged' "$handoff" breaches "$leads" -c "$contract" --since-last "$folder/state-damaged" --as-of 2026-06-16
for there in other.csv notes.txt binary; do keeps "$folder/$there" 'is not a state' "$handoff" breaches "$leads" -c "$contract" --since-last "$folder/$there" --as-of 2026-06-16; done

# --- who reads our output may go; what we read may break, or be written to ---------------------------------------------------------------
{ "$handoff" score "$folder/many.csv" -c "$signals" --as-of 2026-06-15 -q -f csv; echo $? > "$folder/code"; } 2> "$folder/said" | head -n 1 > /dev/null
[ "$(cat "$folder/code")" -eq 0 ] || fails "a reader that has had enough is an error: $(cat "$folder/code"), $(cat "$folder/said")"
[ ! -e /proc/self/mem ] || refuses 'cannot be read' "$handoff" audit /proc/self/mem -c "$contract"
chmod 000 "$folder/types.csv"
[ -r "$folder/types.csv" ] || refuses 'permission denied' "$handoff" audit "$folder/types.csv" -c "$contract"
cp "$leads" "$folder/growing.csv"
mkfifo "$folder/pipe"
"$handoff" audit "$folder/growing.csv" "$folder/pipe" -c "$contract" > "$folder/out" 2> "$folder/said" & reader=$!
exec 4> "$folder/pipe"  # the run has opened the first file, and waits for the second
tail -n 1 "$leads" >> "$folder/growing.csv"
sed 2d "$leads" >&4
exec 4>&-
wait "$reader"
[ $? -eq 2 ] || fails 'a file that grows while it is read is no error'
grep -q 'growing.csv: grew while it was read' "$folder/said" || fails "a file that grows while it is read is not told: $(cat "$folder/said")"
[ ! -s "$folder/out" ] || fails 'a file that grows while it is read has a report'
rm "$folder/pipe"
if head -n 2 "$leads" > "$folder/vast.csv" && truncate -s 1100G "$folder/vast.csv" 2> /dev/null; then
  refuses 'more than 1 TiB of input' "$handoff" audit "$folder/vast.csv" -c "$contract"
  rm "$folder/vast.csv"
fi

# --- a field with ever so many values is no group -----------------------------------------------------------------------------------------
awk 'BEGIN { print "Lead ID,Owner,Create Date,MQL Date"; for (i = 0; i <= 20000; ++i) printf "%d,o%d,2026-05-01 10:00,2026-05-02 10:00\n", i, i }' > "$folder/owners.csv"
sed '/^\[\[stage\]\]/,$d' "$folder/draft.toml" > "$folder/owners.toml"
cat >> "$folder/owners.toml" <<'TOML'
[columns]
lead_id = "Lead ID"
owner = "Owner"
created_at = "Create Date"
mql_at = "MQL Date"
[[stage]]
name = "Lead"
at = "created_at"
when = "TRUE"
[[stage]]
name = "MQL"
at = "mql_at"
when = "TRUE"
TOML
for threads in 1 7; do
  for command in 'waterfall --by owner' 'audit --by owner'; do
    refuses 'there are more than 20000 groups' "$handoff" $command "$folder/owners.csv" -c "$folder/owners.toml" --as-of 2026-06-01 --threads $threads
  done
  sed '$d' "$folder/owners.csv" > "$folder/owners-1.csv"
  code 0 "$handoff" waterfall --by owner "$folder/owners-1.csv" -c "$folder/owners.toml" --as-of 2026-06-01 --threads $threads > /dev/null 2>&1
done

# --- currencies are few: a column with ever so many texts holds something else --------------------------------------------------------------
awk 'BEGIN { print "Lead ID,Owner,Create Date,MQL Date,Amount,Currency"; for (i = 0; i <= 1000; ++i) printf "%d,o,2026-05-01 10:00,2026-05-02 10:00,5,C%d\n", i, i }' > "$folder/currencies.csv"
sed 's/^created_at = .*/&\namount = "Amount"\ncurrency = "Currency"/' "$folder/owners.toml" > "$folder/currencies.toml"
for threads in 1 7; do
  for command in waterfall pipeline 'pipeline --by owner'; do
    refuses 'the column of currency ("Currency"): holds more than 1,000 different texts, too many for currencies' \
      "$handoff" $command "$folder/currencies.csv" -c "$folder/currencies.toml" --as-of 2026-06-01 --threads $threads
    sed '$d' "$folder/currencies.csv" > "$folder/currencies-1.csv"
    code 0 "$handoff" $command "$folder/currencies-1.csv" -c "$folder/currencies.toml" --as-of 2026-06-01 --threads $threads > /dev/null 2>&1
  done
done
awk 'BEGIN { print "lead_id,amount,currency,stage,created_at"; for (i = 0; i <= 1000; ++i) printf "%d,5,C%d,won,2026-05-03\n", i, i }' > "$folder/deals.csv"
refuses 'column "currency" holds more than 1000 different texts, too many for currency' \
  "$handoff" pipeline "$folder/currencies-1.csv" -c "$folder/currencies.toml" --as-of 2026-06-01 --deals "$folder/deals.csv"
awk 'BEGIN { print "month,amount,currency"; for (i = 0; i <= 1000; ++i) printf "2026-05,5,C%d\n", i }' > "$folder/spend.csv"
refuses 'its column of currencies holds more than 1,000 different texts' \
  "$handoff" pipeline "$folder/currencies-1.csv" -c "$folder/currencies.toml" --as-of 2026-06-01 --spend "$folder/spend.csv"

# --- an input without end is refused by its beginning ------------------------------------------------------------------------------------------
for ask in audit score; do
  refuses 'has no column "lead_id" for lead_id' sh -c 'yes | "$@"' - "$handoff" $ask - -c "$contract"
done
refuses 'has no column "lead_id" for lead_id' sh -c 'yes | "$@"' - "$handoff" check "$contract" -
refuses 'no column' sh -c 'yes | "$@"' - "$handoff" score "$leads" -c "$signals" --signals -
for device in /dev/zero /dev/urandom; do
  [ ! -r $device ] || code 2 "$handoff" audit $device -c "$contract" > /dev/null 2>&1
done

# --- little of everything ends in a sentence ----------------------------------------------------------------------------------------------------
sed 's/^zone = "UTC"/zone = "Europe\/Berlin"/' "$contract" > "$folder/berlin.toml"
berlin() { "$handoff" audit "$leads" -c "$folder/berlin.toml" --as-of 2026-06-15 --threads 4 "$@"; }
berlin > "$folder/wanted"
if (ulimit -s 64; "$handoff" --version > /dev/null 2>&1); then
  (ulimit -s 64; berlin > "$folder/got" 2> "$folder/said") || fails "a stack of 64 KB is too little: $(head -n 1 "$folder/said")"
  cmp -s "$folder/wanted" "$folder/got" || fails 'another answer with a stack of 64 KB'
  deep=$(awk 'BEGIN { for (i = 0; i < 190; ++i) printf "("; printf "TRUE"; for (i = 0; i < 190; ++i) printf ")" }')
  (ulimit -s 64; berlin --where "$deep" > /dev/null 2> "$folder/said") || fails "190 parentheses are too deep for a stack of 64 KB: $(head -n 1 "$folder/said")"
fi
(ulimit -f 1; cat "$folder/many.csv" | "$handoff" audit - -c "$contract" > /dev/null 2> "$folder/said")
[ $? -eq 2 ] || fails 'a file-size limit ends a run without a sentence'
grep -q 'allow larger files' "$folder/said" || fails 'a file-size limit is not named'
cp "$folder/many.old" "$folder/many.out"
(ulimit -f 8; score_many > /dev/null 2> "$folder/said")
[ $? -eq 2 ] || fails 'an output past the file-size limit is no error'
cmp -s "$folder/many.out" "$folder/many.old" || fails 'an output past the file-size limit replaces the old one'
(ulimit -n 5; berlin) > /dev/null 2> "$folder/said"
case $? in 0 | 2) ;; *) fails 'few descriptors end a run without a sentence' ;; esac
if (ulimit -v 4000000; "$handoff" --version > /dev/null 2>&1); then
  for megabytes in 60 80 100 130 170 220 300; do
    (ulimit -v $((megabytes * 1024)); "$handoff" audit "$folder/many.csv" -c "$contract" --as-of 2026-06-15 --threads 4 > /dev/null 2> "$folder/said")
    case $? in 0 | 2 | 127) ;; *) fails "with $megabytes MB of memory a run ends without a sentence" ;; esac
  done
fi
mkdir "$folder/zones" "$folder/none"
mkdir "$folder/zones/Europe"
printf 'TZif2 and no more' > "$folder/zones/Europe/Berlin"
refuses 'there is no time zone database in' env TZDIR="$folder/none" "$handoff" audit "$leads" -c "$folder/berlin.toml"
refuses 'the time zone database is damaged' env TZDIR="$folder/zones" "$handoff" audit "$leads" -c "$folder/berlin.toml"
refuses 'there is no time zone database in' env TZDIR="$folder/none" "$handoff" init "$leads" --zone Europe/Berlin -o "$folder/zones.toml"

# --- rows that went out too early are taken back -------------------------------------------------------------------------------------------
# 5 MB of dates that may be either; the one that tells, and a lead id that comes again, stand where no sample looks.
awk 'BEGIN { print "lead_id,email,owner,created_at,mql_at,sql_at,modified_at,company"; filler = sprintf("%150s", ""); gsub(/ /, "x", filler)
  for (i = 1; i <= 22000; ++i) {
    printf "L%d,p%d@x.test,Mia,3/4/2026 09:00,4/5/2026 10:00,,5/6/2026 11:00,%s\n", i, i % 21000, filler
    if (i == 8000) printf "late,late@x.test,Noa,25/4/2026 09:00,25/5/2026 10:00,,3/12/2026 11:00,\nlate,p7@x.test,Ann,25/4/2026 09:00,25/5/2026 10:00,,13/5/2026 11:00,\n"
  } }' > "$folder/late.csv"
sed 's/^zone = "UTC"/&\ndate_order = "dmy"/' "$contract" > "$folder/day-first.toml"
late() { code 0 "$handoff" "$@" --as-of 2026-12-15 --quiet; }  # each of these: CONTRACT ROWS THREADS
audit_rows() { late audit "$folder/late.csv" -c "$1" --sample all -o /dev/null --leads "$2" --threads "$3"; }
score_rows() { late score "$folder/late.csv" -c "$1" -f csv -o "$2" --threads "$3" > /dev/null; }
compare_rows() { late compare "$1" "$1" "$folder/late.csv" -o /dev/null --leads "$2" --threads "$3"; }
for run in audit_rows score_rows compare_rows; do
  rm -f "$folder/wanted" "$folder/got"  # each run's rows have columns of their own
  $run "$folder/day-first.toml" "$folder/wanted" 1
  [ "$(grep -c '^L' "$folder/wanted")" -ge 22000 ] || fails "$run: not a row each"
  [ "$(grep -c '^late' "$folder/wanted")" -eq 1 ] || fails "$run: not a row of the lead that stands twice"
  for threads in 1 2 7; do
    $run "$contract" "$folder/got" $threads
    cmp -s "$folder/wanted" "$folder/got" || fails "$run: other rows in a file, with $threads threads"
    $run "$contract" /dev/fd/5 $threads 5> "$folder/got"
    cmp -s "$folder/wanted" "$folder/got" || fails "$run: other rows in a descriptor, with $threads threads"
  done
done
late score "$folder/late.csv" -c "$folder/day-first.toml" > "$folder/wanted"
late score "$folder/late.csv" -c "$contract" | cmp -s "$folder/wanted" - || fails 'other scores in a pipe'

# --- damage of a spreadsheet, and an export that a filter left empty: refused, never read as leads to whom nothing happened -------------------
damaged() { awk -v cell="$1" 'BEGIN { print "Lead ID,Owner,Create Date,MQL Date"; for (i = 0; i < 12; ++i) print i ",o,2026-05-01 10:00," cell }' > "$folder/damaged.csv"; }
for cell in 45729.40833 '########' '#REF!' '48:00.0'; do
  damaged "$cell"
  for command in waterfall audit weekly; do
    refuses 'column "MQL Date" (mql_at) holds no date: none of its 12 cells' "$handoff" $command "$folder/damaged.csv" -c "$folder/owners.toml" --as-of 2026-06-01
    grep -qF "\"$cell\"" "$folder/said" || fails "$command does not show $cell"
  done
  code 0 "$handoff" check "$folder/owners.toml" "$folder/damaged.csv" --as-of 2026-06-01 > /dev/null 2>&1
done
damaged ''
code 0 "$handoff" waterfall "$folder/damaged.csv" -c "$folder/owners.toml" --as-of 2026-06-01 > /dev/null 2>&1
printf 'Lead ID,Owner,Create Date,MQL Date\nGrand Totals (0 records)\n' > "$folder/damaged.csv"
for command in waterfall audit weekly; do
  refuses 'holds no lead: its only row is set aside (1 footer)' "$handoff" $command "$folder/damaged.csv" -c "$folder/owners.toml" --as-of 2026-06-01
done
refuses '--contract: is given without a value: --as-of follows' "$handoff" audit "$leads" -c --as-of 2026-06-01

# --- a lead made of deals and touches takes no time without end ---------------------------------------------------------------------------------
awk 'BEGIN { print "lead_id,amount,stage,created_at"; for (i = 0; i < 3000; ++i) print "1,5,won,2026-05-03 10:00" }' > "$folder/deals.csv"
awk 'BEGIN { print "lead_id,at,type"; for (i = 0; i < 3000; ++i) printf "1,2026-05-02 10:%02d,t%d\n", i % 60, i }' > "$folder/touches.csv"
sed 2q "$folder/currencies-1.csv" | sed 's/^0,/1,/' > "$folder/one.csv"
for threads in 1 7; do
  refuses "lead '1' has so many deals and touches" timeout 20 "$handoff" pipeline "$folder/one.csv" -c "$folder/currencies.toml" --as-of 2026-06-01 --threads $threads \
    --deals "$folder/deals.csv" --touches "$folder/touches.csv"
done

# --- one lead that stands ever so often: told in no time, with the first of its lines -----------------------------------------------------
awk 'BEGIN { print "Lead ID,Owner,Create Date,MQL Date"; for (i = 0; i < 600000; ++i) print "1,o,2026-05-01 10:00,2026-05-02 10:00" }' > "$folder/same.csv"
timeout 20 "$handoff" explain 1 "$folder/same.csv" -c "$folder/owners.toml" --as-of 2026-06-01 > "$folder/out" 2> "$folder/said" || fails "a lead that stands 600,000 times cannot be explained: $(cat "$folder/said")"
tr '\n' ' ' < "$folder/out" | tr -s ' ' | grep -qF 'line 21 and 599,979 more' || fails 'does not name the first lines of an id that stands ever so often'
rm -f "$folder/same.csv"

# --- a name that nobody can see is none --------------------------------------------------------------------------------------------------
signs() { words=$1; cp "$folder/draft.toml" "$folder/name.toml"; refuses "$words" "$handoff" sign "$folder/name.toml" --party sales --name "$(printf "$2")"; }
signs 'no name is given' ' \342\200\213\302\240'
signs 'turns the direction of text round' 'Ann \342\200\256boB'
signs 'is not one line of text' 'Ann\302\205Bob'
signs 'is not UTF-8 text' 'Ann \377'

[ "$failures" -eq 0 ] && echo 'process: in order' && exit 0
echo "process: $failures failures"
exit 1
