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

# Headers by name that live in a folder, as an alternation for grep.
headers_of() { find "$@" -name '*.hpp' 2> /dev/null | sed 's|.*/||; s|\.|\\.|' | sort -u | paste -sd '|' -; }

# --- who may include whom -------------------------------------------------------------------------------------------------------------
# Standard headers have no slash and no suffix.
core_headers=$(headers_of src/core)
includes include/handoff src/core \
  | grep -vE '#[[:space:]]*include <[a-z_0-9]+>' \
  | grep -vE '#[[:space:]]*include "handoff/[a-z_0-9]+\.hpp"' \
  | grep -vE '#[[:space:]]*include <(date/[a-z_0-9]+\.h|utf8proc\.h)>' \
  | grep -vE "#[[:space:]]*include \"(core/)?(${core_headers:-none})\"" \
  | each 'the core includes only itself, date, utf8proc and the standard library'
includes include/handoff | grep -vE 'include (<|"handoff/)' | each 'the public headers include only handoff/ and libraries'

for room in input contract render; do
  own=$(headers_of "src/$room")
  for other in input contract render commands; do
    [ "$room" = "$other" ] && continue
    theirs=$(headers_of "src/$other" | tr '|' '\n' | grep -vxF "$(printf '%s' "$own" | tr '|' '\n')" | paste -sd '|' -)
    includes "src/$room" | grep -E "include \"([./]*|.*/)?$other/|include \"(${theirs:-none})\"" | each "$room must not see $other"
  done
  includes "src/$room" | grep -E 'include "(.*/)?cli\.hpp"' | each "$room must not see the command line"
done
includes src include tests bench | grep -E '[</]csv\.h[>"]' | grep -v '^tests/unit/input/plain_export_test\.cpp:' | each 'only one test reads with fast-cpp-csv-parser, as a witness'

# --- the core opens nothing, prints nothing, reads no clock ---------------------------------------------------------------------------
includes include/handoff src/core | grep -v '^src/core/zone_database\.cpp:' | grep -E '<(fstream|iostream|filesystem|cstdio|stdio\.h|unistd\.h|fcntl\.h)>' | each 'the core touches no file and no terminal, but for the zone database'
sources include/handoff src/core | grep -v '^src/core/zone_database\.cpp$' | xargs -r grep -nE '\b(printf|fprintf|puts|fopen|getenv|system_clock::now|std::time|gettimeofday|clock_gettime)\b' /dev/null \
  | each 'the core prints nothing and reads no clock'
sources include src | xargs -r grep -nE '\bstd::(stod|stof|stoi|stol|stoul|stoll|stoull|strtod|atof|atoi|setlocale)\b|\b(strtod|atof|setlocale)\(' /dev/null \
  | each 'numbers are read without a locale (std::from_chars)'
sources src | grep -vE '^src/(cli|main)\.cpp$' | xargs -r grep -nE 'system_clock::now' /dev/null | each 'only the command line reads the clock'

# --- plain words ----------------------------------------------------------------------------------------------------------------------
# `'x' is no date` is not how people speak; `there is no date` is.
sources src | xargs -r grep -nE '"([^"\\]|\\.)*\b(is|are) no [a-z]' /dev/null | grep -vE '^[^:]*:[0-9]+:[[:space:]]*//' | grep -vE '[Tt]here (is|are) no [a-z]' \
  | each 'a message says "is not a", not "is no"'

# --- people -------------------------------------------------------------------------------------------------------------------------------
sources src/commands | grep -vE '/(settings|score)\.cpp$' | xargs -r grep -nE '(^|[^_a-z.])render\(' /dev/null | each 'a report is shown by ReportFile, which masks it'
for file in src/commands/settings.cpp src/commands/score.cpp src/cli.cpp; do
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

# --- a command is a file, a page and a transcript -------------------------------------------------------------------------------------
commands=$(grep -lE '^Command [a-z_]+_command\(\) \{' src/commands/*.cpp 2> /dev/null)
for file in $commands; do
  name=$(basename "$file" .cpp)
  [ "$name" = commands ] && continue  # the table of them
  [ -f "docs/commands/$name.md" ] || breach "a command has a page: docs/commands/$name.md is missing"
  [ -n "$(find "tests/golden/$name" -name '*.txt' 2> /dev/null)" ] || breach "a command has a transcript: tests/golden/$name/ is missing"
done
for folder in tests/golden/*/; do
  [ -d "$folder" ] || continue
  find "$folder" -name '*.txt' -exec grep -L '^\$ ' {} + | each 'a transcript begins with a command'
done

# --- nothing half done ----------------------------------------------------------------------------------------------------------------
find src include tests bench docs cmake examples README.md CMakeLists.txt -type f ! -name structure_check.sh 2> /dev/null | sort \
  | xargs -r grep -nIE '\b(TODO|FIXME)\b' /dev/null | each 'nothing is left for later'

sort -u "$breaches"
count=$(sort -u "$breaches" | wc -l)
[ "$count" -eq 0 ] && echo 'structure: in order' && exit 0
echo "structure: $count breaches"
exit 1
