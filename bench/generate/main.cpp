// handoff-generate: a synthetic lead export, and what is true of it.
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "contract_text.hpp"
#include "lead.hpp"
#include "output.hpp"
#include "random.hpp"
#include "row_writer.hpp"
#include "touches.hpp"
#include "truth.hpp"

namespace synth {
namespace {

std::string_view reason_of(Row row) {
  switch (row) {
    case Row::too_few: return "too_few_cells";
    case Row::too_many: return "too_many_cells";
    case Row::bad_quote: return "bad_quote";
    default: return "no_lead_id";
  }
}

/// Writes the rows of one file, position by position, and counts what each of them is.
class Export {
 public:
  explicit Export(const Options& options)
      : options_(options), order_(options.shuffle ? Order(options.rows, *options.shuffle) : Order(options.rows)), writer_(options), touches_(options),
        header_(writer_.header()), distance_(std::min<std::uint64_t>(97, options.rows - 1)), every_(std::max<std::uint64_t>(40, options.rows / 5)) {}

  void write(const std::string& path, std::uint64_t from, std::uint64_t to) {
    Output out(path, options_);
    out.line(header_);
    for (std::uint64_t position = from; position < to; ++position) {
      if (options_.has(Ugly::repeated) && position > from && position % every_ == 0) out.line(header_), ++truth_.rejected["repeated_header"];
      if (options_.has(Ugly::blanklines) && position % 211 == 100) out.line("");
      write_position(out, position);
    }
    if (options_.has(Ugly::footer)) write_footer(out, to - from);
    out.finish();
    truth_.bytes += out.bytes;
    truth_.lines += out.line_feeds;
  }
  void finish() {
    touches_.finish();
    if (!options_.touches.empty()) truth_.touches = touch_truth_json(touches_.truth);
  }
  const Truth& truth() const { return truth_; }

 private:
  /// The lead whose turn it is, and the older rows that have come to stand here.
  void write_position(Output& out, std::uint64_t position) {
    const Lead lead = make_lead(options_, order_.at(position));
    const bool twins = options_.has(Ugly::duplicates);
    if (twins) write_stale(out, order_.at((position + distance_) % options_.rows), Twin::stale_before);
    if (lead.twin == Twin::same_time) write_stale(out, lead.index, Twin::same_time);
    out.line(writer_.row(lead));
    if (set_aside(lead.row)) ++truth_.rejected[std::string(reason_of(lead.row))];
    else if (lead.test) ++truth_.excluded;
    else truth_.add(options_, lead);
    touches_.write(lead, !set_aside(lead.row), !set_aside(lead.row) && !lead.test);
    if (twins) write_stale(out, order_.at((position + options_.rows - distance_) % options_.rows), Twin::stale_after);
  }

  void write_stale(Output& out, std::uint64_t index, Twin twin) {
    if (twin_of(options_, index) != twin) return;
    out.line(writer_.row(make_stale(options_, make_lead(options_, index))));
    ++truth_.superseded;
  }

  void write_footer(Output& out, std::uint64_t leads) {
    out.line(writer_.totals_row(truth_.all.value[lead_stage]));
    out.line("");
    out.line(fmt::format("Grand Totals ({} records)", leads));
    out.line("\"Copyright (c) 2000-2026 Synthetic CRM, Inc. All rights reserved.\"");
    out.line("Confidential Information - Do Not Distribute");
    ++truth_.rejected["totals_row"];
    truth_.rejected["footer"] += 3;
  }

  Options options_;
  Order order_;
  RowWriter writer_;
  TouchLog touches_;
  std::string header_;
  std::uint64_t distance_, every_;
  Truth truth_;
};

/// leads.csv, or leads-1.csv ... leads-K.csv.
std::string part_name(const Options& options, int part) {
  if (options.split == 1) return options.out;
  const auto slash = options.out.rfind('/'), dot = options.out.rfind('.');
  const bool has_dot = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  const std::string stem = has_dot ? options.out.substr(0, dot) : options.out;
  return fmt::format("{}-{}{}", stem, part + 1, has_dot ? options.out.substr(dot) : "");
}

int run(int argc, char** argv) {
  const Options options = read_options(argc, argv);
  Export all(options);
  const auto parts = static_cast<std::uint64_t>(options.split);
  for (std::uint64_t part = 0; part < parts; ++part) {
    all.write(part_name(options, static_cast<int>(part)), options.rows * part / parts, options.rows * (part + 1) / parts);
  }
  all.finish();
  if (!options.truth.empty()) write_file(options.truth, truth_json(options, all.truth()));
  if (!options.contract.empty()) write_file(options.contract, contract_text(options));
  return 0;
}

}  // namespace
}  // namespace synth

int main(int argc, char** argv) {
  try {
    return synth::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "handoff-generate: {}\n{}", error.what(), synth::usage);
    return 2;
  }
}
