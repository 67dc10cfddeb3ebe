#include "files/file_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "handoff/text/ascii.hpp"
#include "handoff/text/error.hpp"
#include "handoff/text/suggest.hpp"

namespace handoff {

namespace {

struct Ending {
  std::string_view end, what;
  std::optional<Format> format;  ///< none: nothing here writes it
};
constexpr std::array endings = {
    Ending{".json", "JSON", Format::json},          Ending{".csv", "CSV", Format::csv},             Ending{".md", "Markdown", Format::md},
    Ending{".markdown", "Markdown", Format::md},    Ending{".txt", "a table", Format::table},       Ending{".xlsx", "an Excel workbook", {}},
    Ending{".xls", "an Excel workbook", {}},        Ending{".xlsm", "an Excel workbook", {}},       Ending{".ods", "a spreadsheet", {}},
    Ending{".html", "HTML", {}},                    Ending{".htm", "HTML", {}},                     Ending{".pdf", "PDF", {}},
    Ending{".tsv", "cells parted by tabs", {}},     Ending{".jsonl", "a JSON object a line", {}},   Ending{".parquet", "Parquet", {}},
    Ending{".gz", "a compressed file", {}},         Ending{".zip", "a compressed file", {}},        Ending{".zst", "a compressed file", {}},
    Ending{".toml", "a contract", {}},              Ending{".docx", "a Word document", {}},         Ending{".doc", "a Word document", {}},
    Ending{".pptx", "a presentation", {}},
};
constexpr std::array<std::string_view, 4> format_names = {"table", "csv", "json", "md"};

const Ending* ending_of(const std::string& path) {
  const std::string name = ascii_lower_text(path);
  const auto found = std::find_if(endings.begin(), endings.end(), [&](const Ending& one) { return name.size() > one.end.size() && name.ends_with(one.end); });
  return found == endings.end() ? nullptr : &*found;
}

/// What to do instead of a format that is not written.
std::string instead(std::string_view end) {
  if (end.starts_with(".xls") || end == ".ods" || end == ".tsv" || end == ".parquet") return "write CSV, which spreadsheets and warehouses open: -o NAME.csv";
  if (end.starts_with(".htm") || end == ".pdf" || end.starts_with(".doc") || end == ".pptx") return "write Markdown, which pages and documents are made from: -o NAME.md";
  if (end == ".jsonl") return "write JSON: -o NAME.json";
  if (end == ".toml") return "give the report a name of its own: -o NAME.txt";
  return "write it as it is, and compress it afterwards: -o NAME.json";
}

}  // namespace

Format format_of(const std::optional<std::string>& typed, const std::string& output) {
  const Ending* named = ending_of(output);
  std::optional<Format> asked;
  if (typed) {
    const auto found = std::find(format_names.begin(), format_names.end(), *typed);
    if (found == format_names.end()) {
      const std::string end = "." + ascii_lower_text(*typed);
      const bool later = std::any_of(endings.begin(), endings.end(), [&](const Ending& one) { return one.end == end && !one.format; });
      if (later) throw Error("--format", fmt::format("'{}' is not written by this version", *typed), instead(end));
      const std::string near = closest(*typed, {format_names.begin(), format_names.end()});
      throw Error("--format", fmt::format("'{}' is not a format", *typed), near.empty() ? "use table, csv, json or md" : fmt::format("did you mean '{}'?", near));
    }
    asked = static_cast<Format>(found - format_names.begin());
  }
  if (named && !named->format) throw Error("--output", fmt::format("'{}' promises {}, which this version does not write", output, named->what), instead(named->end));
  if (named && asked && *asked != *named->format)
    throw Error("--output", fmt::format("'{}' promises {}, and -f {} asks for something else", output, named->what, *typed),
                fmt::format("leave -f out, or give the file a name that ends in .{}", *asked == Format::table ? "txt" : *typed));
  return asked.value_or(named ? *named->format : Format::table);
}

void require_csv_name(const std::string& option, const std::string& path) {
  const Ending* named = ending_of(path);
  if (!named || named->format == Format::csv || named->format == Format::table) return;
  throw Error(option, fmt::format("'{}' promises {}, and this file is CSV", path, named->what), fmt::format("give it a name that ends in .csv: {} NAME.csv", option));
}

}  // namespace handoff
