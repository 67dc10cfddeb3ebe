"""Plants faults into a copy of the program, one at a time, and sees whether recompute.py catches each.

All faults are patched into the copy at once, and built once: the environment variable PLANTED says which of them
is at work.  Without it the copy must agree with the manual.  Usage:

    mutations.py --source ROOT [--pairs M] [--seed N] [--folder DIR] [--jobs N]

Exit code 1 where a fault is not caught.  With --folder the copy and its build stay, for the next time.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TAKEN = ["CMakeLists.txt", "cmake", "include", "src", "LICENSE", "README.md"]
WHICH = """// Which fault is at work; written by tests/recompute/mutations.py.
#pragma once
#include <cstdlib>
namespace handoff {
inline bool planted(int fault) {
  static const int at_work = [] { const char* said = std::getenv("PLANTED"); return said ? std::atoi(said) : 0; }();
  return at_work == fault;
}
}  // namespace handoff
"""

# (what is wrong, file, what stands there, what stands there instead; FAULT is true where the fault is at work)
FAULTS = [
    ("what stops exactly when it is due is late", "src/core/judging/clock.cpp",
     "if (to <= fact.due.first) return within;",
     "if (FAULT ? to < fact.due.first : to <= fact.due.first) return within;"),
    ("an unknown check is taken for passed in the union", "src/core/judging/fact.cpp",
     "if (measurable.asked[i]) any.add(checks[i]);",
     "if (measurable.asked[i])\n"
     "      any.add(FAULT && checks[i].finding == Finding::unknown ? DueFinding(Finding::pass) : checks[i]);"),
    ("an answer dated after as-of is there already", "src/core/judging/disposition.cpp",
     "return at.present() && at.stamp.first > as_of",
     "return !FAULT && at.present() && at.stamp.first > as_of"),
    ("offices are open on holidays", "src/core/time/calendar.cpp",
     "tidy_.holidays = rules_.holidays;",
     "if (!FAULT) tidy_.holidays = rules_.holidays;"),
    ("opening hours by the offset of midnight on the day of a change of the clocks", "src/core/time/calendar.cpp",
     "else intervals_.push_back({at_minute(zone, day, span.from), at_minute(zone, day, span.to), 0});",
     "else if (FAULT)\n"
     "        intervals_.push_back({zone.day_start(day) + span.from * Seconds{60},\n"
     "                              zone.day_start(day) + span.to * Seconds{60}, 0});\n"
     "      else intervals_.push_back({at_minute(zone, day, span.from), at_minute(zone, day, span.to), 0});"),
    ("who left is open too", "src/core/measures/waterfall/waterfall.cpp",
     "++(funnel_->exit >= 0 ? tally",
     "++(funnel_->exit >= 0 && !FAULT ? tally"),
    ("an exit date that cannot be read is none", "src/core/judging/stage.cpp",
     "if (left == Tri::unknown) out.exits_perhaps |=",
     "if (!FAULT && left == Tri::unknown) out.exits_perhaps |="),
    ("nobody came to a stage whose date has no column", "src/core/judging/stage.cpp",
     "if (lacks_column) open_stages_without_column",
     "if (!FAULT && lacks_column) open_stages_without_column"),
    ("half by is of the known alone", "src/core/statistics/time_summary.cpp",
     "if (20 * unknown > observed.count()",
     "if (!FAULT && 20 * unknown > observed.count()"),
    ("who passed a stage over is in its rates", "src/core/judging/stage.cpp",
     "if (!contract_.count_skipped && (out.furthest > 0",
     "if (!FAULT && !contract_.count_skipped && (out.furthest > 0"),
    ("who left waits until the exit alone", "src/core/measures/waterfall/waterfall.cpp",
     "tally.ages.add(counts, moved, settings_.as_of - claim.at.first,",
     "tally.ages.add(counts, moved,\n"
     "                 (FAULT && funnel_->exit_stamped ? funnel_->exit_at.first : settings_.as_of) - claim.at.first,"),
    ("the exempt are in the denominator, as passed", "src/core/judging/finding.cpp",
     "if (ways == Way::exempt) ++exempt;",
     "if (ways == Way::exempt && FAULT) failed.add(true, false);\n  else if (ways == Way::exempt) ++exempt;"),
    ("each lane has the gate of the first", "src/contract/gates.cpp",
     'text += fmt::format(" WHEN \'{}\' THEN ({})", quoted, to_sql(*gate));',
     'static std::string first;\n    if (text == "CASE lane") first = to_sql(*gate);\n'
     '    text += fmt::format(" WHEN \'{}\' THEN ({})", quoted, FAULT ? first : to_sql(*gate));\n'
     '    if (FAULT) otherwise = " ELSE (" + first + ")";'),
    ("two dates that are the same are out of order", "src/core/judging/stage.cpp",
     "return a.stamped && b.stamped && certainly_before(b.at, a.at);",
     "return a.stamped && b.stamped && (certainly_before(b.at, a.at) || (FAULT && b.at.first == a.at.first));"),
    ("a period that is not judged breaks the run of an escalation",
     "src/core/measures/commitments/commitment_escalation.cpp",
     "if (!judged(one.outcome) && !(is_about_proof(rule)",
     "if (!FAULT && !judged(one.outcome) && !(is_about_proof(rule)"),
    ("a share that the data cannot prove is missed", "src/core/measures/commitments/commitment.cpp",
     "return none[0] == none[1] || all[0] == all[1] ? Outcome::immature : Outcome::unproven;",
     "return none[0] == none[1] || all[0] == all[1] ? Outcome::immature\n"
     "         : FAULT                                ? Outcome::missed : Outcome::unproven;"),
    ("a rule of points that nobody can decide gives none", "src/core/expression/score.cpp",
     "return gives == Tri::yes ? all : gives == Tri::no ? Number{0, 0} : perhaps(all);",
     "return gives == Tri::yes ? all : gives == Tri::no || FAULT ? Number{0, 0} : perhaps(all);"),
]


def copy(root, folder):
    """A copy of what the program is built from; a file that is the same keeps its time."""
    for name in TAKEN:
        source = os.path.join(root, name)
        files = [source] if os.path.isfile(source) else [
            os.path.join(at, file) for at, _, names in os.walk(source) for file in names]
        for file in files:
            with open(file, "rb") as text:
                name = os.path.relpath(file, root)
                write(os.path.join(folder, name), patched(name, text.read()))
    write(os.path.join(folder, "include/handoff/planted.hpp"), WHICH.encode())


def patched(name, text):
    """The faults of one file."""
    for number, (what, file, old, new) in enumerate(FAULTS, 1):
        if file != name:
            continue
        if text.count(old.encode()) != 1:
            sys.exit(f"mutations.py: fault {number} ({what}): its line does not stand once in {file}:\n  {old}")
        text = text.replace(old.encode(), new.replace("FAULT", f"planted({number})").encode())
        if b"planted.hpp" not in text:
            text = b'#include "handoff/planted.hpp"\n' + text
    return text


def write(path, text):
    if os.path.exists(path):
        with open(path, "rb") as there:
            if there.read() == text:
                return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text)


def build(folder, jobs):
    made = os.path.join(folder, "build")
    options = {"CMAKE_BUILD_TYPE": "Release", "CMAKE_CXX_FLAGS_RELEASE": "-O1", "CMAKE_UNITY_BUILD": "ON",
               "HANDOFF_TESTS": "OFF", "HANDOFF_BENCH": "OFF"}
    if shutil.which("ccache"):
        options["CMAKE_CXX_COMPILER_LAUNCHER"] = "ccache"
    surroundings = {**os.environ, "CCACHE_BASEDIR": folder, "CCACHE_NOHASHDIR": "1"}
    call = lambda *words: subprocess.run(["cmake", *words], check=True, stdout=subprocess.DEVNULL, env=surroundings)
    call("-S", folder, "-B", made, "-G", "Ninja", *(f"-D{key}={value}" for key, value in options.items()))
    call("--build", made, "--target", "handoff", "-j", str(jobs))
    return os.path.join(made, "handoff")


def caught(binary, fault, seed, pairs):
    """(does the recomputation differ?, what it printed)"""
    done = subprocess.run(
        [sys.executable, os.path.join(HERE, "recompute.py"), "--binary", binary, "--seed", str(seed),
         "--pairs", str(pairs), "--first", "--show", "1"],
        capture_output=True, text=True, env={**os.environ, "PLANTED": str(fault)})
    lines = done.stdout.strip().splitlines() or [done.stderr]
    return done.returncode == 1 and not any("recomputation failed" in line for line in lines), lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--source", required=True, help="the project's own folder")
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="where the copy is made; else a temporary one")
    parser.add_argument("--binary", help="a copy that is built already")
    parser.add_argument("--check", action="store_true", help="only see that each fault finds its line")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    given = parser.parse_args()
    if given.check:
        for file in sorted({file for _, file, _, _ in FAULTS}):
            with open(os.path.join(given.source, file), "rb") as text:
                patched(file, text.read())
        return 0
    if given.binary:
        return report(os.path.abspath(given.binary), given)
    folder = os.path.abspath(given.folder or tempfile.mkdtemp(prefix="mutations-"))
    try:
        copy(os.path.abspath(given.source), folder)
        begun = time.time()
        binary = build(folder, given.jobs)
        print(f"built with {len(FAULTS)} faults in {time.time() - begun:.0f} s", flush=True)
        return report(binary, given)
    finally:
        if not given.folder:
            shutil.rmtree(folder, ignore_errors=True)


def report(binary, given):
    found, lines = caught(binary, 0, given.seed, min(given.pairs, 300))
    print(f"no fault: {lines[-1]}", flush=True)
    if found or " 0 differences" not in lines[-1]:
        print("\n".join(lines))
        return 1
    missed = 0
    for number, (what, *_) in enumerate(FAULTS, 1):
        begun = time.time()
        found, lines = caught(binary, number, given.seed, given.pairs)
        missed += not found
        word = "caught" if found else "NOT CAUGHT"
        print(f"{number:2} {word} in {time.time() - begun:.0f} s: {what}\n     {lines[0][:200]}", flush=True)
    print(f"{len(FAULTS) - missed} of {len(FAULTS)} faults were caught")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
