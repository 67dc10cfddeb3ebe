#!/bin/sh
# The house's own rules, for what the compiler cannot see: who may include whom, how long a file may be, and what belongs to a command.
# usage: tests/structure_check.sh [project root]; prints each breach, and exits with 1 when there is one.
cd "${1:-.}" || exit 2
breaches=$(mktemp) || exit 2
trap 'rm -f "$breaches"' EXIT

breach() { printf '%s\n' "$1" >> "$breaches"; }
# Every line on standard input is a breach of the rule named.
each() { while IFS= read -r line; do breach "$1: $line"; done; }
sources() { find "$@" -type f \( -name '*.cpp' -o -name '*.hpp' \) 2> /dev/null | sort; }
includes() { sources "$@" | xargs -r grep -nE '^[[:space:]]*#[[:space:]]*include' /dev/null; }

# --- who may include whom -------------------------------------------------------------------------------------------------------------
# quoted FOLDER: each file below it and what it includes in quotes, tab separated.
quoted() { includes "$@" | sed -nE 's/^([^:]*):[0-9]+:[^"<]*"([^"]*)".*/\1\t\2/p'; }

# see ROOM OTHERS: what a room includes is of the core's public face, its own, or of the others.
see() {
  room=$1; shift
  quoted "src/$room" | while IFS="$(printf '\t')" read -r file header; do
    case $header in handoff/*) [ -f "include/$header" ] && continue ;; esac
    for other in "$room" "$@"; do [ -f "src/$other/$header" ] && continue 2; done
    breach "$room may see only itself, include/handoff and ${*:-nothing else}: $file includes $header"
  done
}
see core
see input core
see contract core
see report
see render core
see commands core input contract report render .  # and src/cli.hpp
quoted include/handoff | grep -v "$(printf '\t')handoff/" | each 'the public headers include only handoff/ and libraries'
includes include/handoff src/core | grep -vE '#[[:space:]]*include ("|<[a-z_0-9]+>)' | grep -vE '#[[:space:]]*include <(date/[a-z_0-9]+\.h|fmt/[a-z]+\.h|utf8proc\.h)>' \
  | each 'the core includes only itself, date, fmt, utf8proc and the standard library'

# The floors of the core, lowest first: a floor sees only those below it.
floors='text time cells statistics expression contract judging measures report'
quoted include/handoff src/core | awk -F '\t' -v floors="$floors" '
  BEGIN { n = split(floors, names, " "); for (i = 1; i <= n; ++i) floor[names[i]] = i }
  { from = $1; sub("^(include/handoff|src/core)/", "", from); sub("/.*", "", from); to = $2; sub("^handoff/", "", to); sub("/.*", "", to) }
  !(from in floor) { print "a folder of the core is a floor: " $1; next }
  to in floor && floor[to] > floor[from] { print "a floor sees only those below it: " $1 " includes " $2 }' \
  | while IFS= read -r line; do breach "$line"; done
for floor in $floors; do [ -d "src/core/$floor" ] || breach "src/core/$floor is missing"; done

includes src include tests bench | grep -E '[</]csv\.h[>"]' | grep -v '^tests/unit/input/csv/plain_export_test\.cpp:' | each 'only one test reads with fast-cpp-csv-parser, as a witness'

# --- the core opens nothing, prints nothing, reads no clock ---------------------------------------------------------------------------
includes include/handoff src/core | grep -v '^src/core/time/zone_database\.cpp:' | grep -E '<(fstream|iostream|filesystem|cstdio|stdio\.h|unistd\.h|fcntl\.h)>' | each 'the core touches no file and no terminal, but for the zone database'
sources include/handoff src/core | grep -v '^src/core/time/zone_database\.cpp$' | xargs -r grep -nE '\b(printf|fprintf|puts|fopen|getenv|system_clock::now|std::time|gettimeofday|clock_gettime)\b' /dev/null \
  | each 'the core prints nothing and reads no clock'
sources include src | xargs -r grep -nE '\bstd::(stod|stof|stoi|stol|stoul|stoll|stoull|strtod|atof|atoi|setlocale)\b|\b(strtod|atof|setlocale)\(' /dev/null \
  | each 'numbers are read without a locale (std::from_chars)'
sources src | grep -vE '^src/(cli|main)\.cpp$' | xargs -r grep -nE 'system_clock::now' /dev/null | each 'only the command line reads the clock'

# --- plain words ----------------------------------------------------------------------------------------------------------------------
# `'x' is no date` is not how people speak; `there is no date` is.
sources src | xargs -r grep -nE '"([^"\\]|\\.)*\b(is|are) no [a-z]' /dev/null | grep -vE '^[^:]*:[0-9]+:[[:space:]]*//' | grep -vE '[Tt]here (is|are) no [a-z]' \
  | each 'a message says "is not a", not "is no"'

# --- people -------------------------------------------------------------------------------------------------------------------------------
sources src/commands | grep -vE '/(files/report_file|score/score)\.cpp$' | xargs -r grep -nE '(^|[^_a-z.])render\(' /dev/null | each 'a report is shown by ReportFile, which masks it'
for file in src/commands/files/report_file.cpp src/commands/score/score.cpp src/cli.cpp; do
  grep -qE 'mask_contacts|ContactMask' "$file" || breach "$file shows what an export may have said, and must mask it"
done

# --- lengths --------------------------------------------------------------------------------------------------------------------------
sources src include tests bench fuzz | while IFS= read -r file; do
  lines=$(wc -l < "$file")
  [ "$lines" -le 300 ] || breach "files have at most 300 lines: $file has $lines"
done
if [ -f README.md ]; then
  lines=$(wc -l < README.md)
  [ "$lines" -le 120 ] || breach "README.md has at most 120 lines, not $lines"
fi

# --- folders ----------------------------------------------------------------------------------------------------------------------------
find src include tests/unit tests/golden -type d | while IFS= read -r folder; do
  files=$(find "$folder" -maxdepth 1 -type f | wc -l)
  [ "$files" -le 24 ] || breach "a folder has at most 24 files: $folder has $files"
done

# --- a command is a folder, a page and transcripts, all of its name -------------------------------------------------------------------
for file in $(grep -rlE '^Command [a-z_]+_command\(\) \{' src/commands --include='*.cpp' 2> /dev/null); do
  name=$(basename "$file" .cpp)
  [ "$name" = commands ] && continue  # the table of them
  [ "$file" = "src/commands/$name/$name.cpp" ] || breach "a command has a folder of its name: $file"
  [ -f "docs/commands/$name.md" ] || breach "a command has a page: docs/commands/$name.md is missing"
  [ -n "$(find "tests/golden/$name" -name '*.txt' 2> /dev/null)" ] || breach "a command has a transcript: tests/golden/$name/ is missing"
done
for folder in src/core/measures/*/; do
  name=$(basename "$folder")
  [ "$name" = commitments ] && continue  # a part of weekly, monthly and check
  [ -d "src/commands/$name" ] || breach "a measure has a command of its name: src/commands/$name is missing"
  [ -d "tests/unit/core/measures/$name" ] || breach "a measure has tests: tests/unit/core/measures/$name is missing"
done
for folder in tests/golden/*/; do
  [ -d "$folder" ] || continue
  find "$folder" -name '*.txt' -exec grep -L '^\$ ' {} + | each 'a transcript begins with a command'
done

# --- what the manual says of the articles ------------------------------------------------------------------------------------------------
# Each id of docs/measures.md stands in a transcript, above the lines of the report that its sentence speaks of.
grep -oE '^\| [CEMP][0-9][0-9][^|]*\|' docs/measures.md | grep -oE '[CEMP][0-9][0-9]' | sort -u | while IFS= read -r id; do
  grep -qxF "\$ echo $id" tests/golden/measures/*.txt || breach "docs/measures.md names $id, and no transcript in tests/golden/measures holds it"
done

# --- what the developers' documents name is there --------------------------------------------------------------------------------------
grep -oE '`[A-Za-z_/]+(\.[a-z]+|/)`' docs/dev/subjects.md | tr -d '`' | while IFS= read -r named; do
  [ -e "$named" ] || [ -n "$(find src -path "*/$named" 2> /dev/null)" ] || breach "docs/dev/subjects.md names what is not there: $named"
done

# --- nothing half done ----------------------------------------------------------------------------------------------------------------
find src include tests bench docs cmake examples README.md CMakeLists.txt -type f ! -name structure_check.sh 2> /dev/null | sort \
  | xargs -r grep -nIE '\b(TODO|FIXME)\b' /dev/null | each 'nothing is left for later'

sort -u "$breaches"
count=$(sort -u "$breaches" | wc -l)
[ "$count" -eq 0 ] && echo 'structure: in order' && exit 0
echo "structure: $count breaches"
exit 1
