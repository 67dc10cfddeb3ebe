// `handoff init`: a contract written for this export, in which what the signers must decide is left for them to decide.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "frame/command.hpp"
#include "contract_file.hpp"
#include "frame/declare.hpp"
#include "draft/draft.hpp"
#include "init/early_touches.hpp"
#include "handoff/text/ascii.hpp"
#include "handoff/text/contact.hpp"
#include "handoff/text/error.hpp"
#include "handoff/time/zone_advice.hpp"
#include "handoff/time/zone_database.hpp"
#include "csv/dialect/header_row.hpp"
#include "scan/preview.hpp"
#include "render.hpp"
#include "signing/signing.hpp"

namespace handoff {

namespace {

struct InitOptions {
  std::string export_file, output = "sla.toml", name = "plain", zone;
  bool quiet = false;
};

/// What strangers typed must not leave the quotes or the comment that it is put in.
bool is_one_line(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

DraftFacts::Counts most_first(const ValueCounts& values) {
  DraftFacts::Counts out;
  for (const auto& [text, count] : values.counts())
    if (!is_null_text(text) && is_one_line(text) && without_contact(text) == text) out.emplace_back(text, count);  // an address is no answer
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return out;
}

/// Texts that stand for nothing, from any of the columns looked into.
std::vector<std::string> nulls_of(const ExportLook& look) {
  std::vector<std::string> out;
  for (const ColumnLook& column : look.columns)
    for (const auto& [text, count] : column.values.counts())
      if (is_null_text(text) && std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
  std::sort(out.begin(), out.end());
  return out;
}

void add_dates(const ExportLook& look, DraftFacts& facts) {
  std::uint64_t times = 0, offsets = 0;
  std::vector<std::string> dates;
  for (const ProposedColumn& one : facts.columns)
    if (known_fields()[one.field].type == Type::date) dates.push_back(one.header);
  if (!facts.lead_date.empty()) dates.push_back(facts.lead_date);
  for (const std::string& header : dates) {
    for (const ColumnLook& column : look.columns) {
      if (column.header != header) continue;
      times += column.dates;
      offsets += column.with_offset;
      const bool day_first = column.order.first_over_12 > 0, month_first = column.order.second_over_12 > 0;
      if (day_first == month_first && (day_first || column.order_matters)) facts.order_open.push_back(column.header);
    }
  }
  facts.offsets = times > 0 && times == offsets;
  for (const ProposedColumn& one : facts.columns)
    for (const ColumnLook& column : look.columns)
      if (column.header == one.header && known_fields()[one.field].type == Type::number && column.decimals.unsettled()) facts.decimals_open.push_back(column.header);
}

/// A column that speaks of another CRM than the one the export is from: an id synced from there.
bool is_foreign(const std::string& header, const std::string& crm) {
  const std::string name = ascii_lower_text(header);
  if (crm.empty()) return false;
  return (crm != "Salesforce" && name.find("salesforce") != std::string::npos) || (crm != "HubSpot" && name.find("hubspot") != std::string::npos) ||
         (crm != "Pipedrive" && name.find("pipedrive") != std::string::npos) || (crm != "Zoho" && name.find("zoho") != std::string::npos);
}

/// One column that could tell leads apart.
struct IdColumn {
  const ColumnLook* column = nullptr;
  std::uint64_t repeats = 0;  ///< rows with an id that another row has
  bool foreign = false;
  std::uint64_t amiss() const { return column->blank + repeats; }
};

std::string amiss_words(const IdColumn& id, const ExportLook& look) {
  std::string text;
  if (id.column->blank > 0) text = "blank in " + count_text(id.column->blank) + " of " + count_text(look.rows) + " rows, which no command can count";
  if (id.repeats > 0)
    text += fmt::format("{}{} {} the id of another", text.empty() ? "" : "; ", count_text(id.repeats), id.repeats == 1 ? "row repeats" : "rows repeat");
  return text;
}

/// The id: of the CRM's own columns for it, the first that is filled and unique in every row, else the one with the fewest blanks. One of
/// another CRM only where no column of its own is filled in half of the rows. What is amiss with it, and what was passed over, is said.
void choose_id(const ExportLook& look, DraftFacts& facts) {
  IdColumn own, other;
  for (const std::string& name : id_columns(look.header, facts.crm))
    for (const ColumnLook& column : look.columns) {
      if (column.header != name || !is_one_line(name)) continue;
      const IdColumn one{&column, column.repeats(), is_foreign(name, facts.crm.crm)};
      IdColumn& best = one.foreign ? other : own;
      if (!best.column || one.amiss() < best.amiss()) best = one;
    }
  const bool own_fills = own.column && own.column->blank * 2 <= look.rows;
  const IdColumn& best = own_fills || !other.column ? own : other;
  if (!best.column) return;
  const FieldId id = known_field("lead_id");
  std::erase_if(facts.columns, [&](const ProposedColumn& one) { return one.field == id || one.header == best.column->header; });
  facts.columns.insert(facts.columns.begin(), {id, best.column->header});
  facts.id_note = amiss_words(best, look);
  const auto add = [&](const std::string& words) { facts.id_note += (facts.id_note.empty() ? "" : "; ") + words; };
  if (best.foreign) add("an id of another CRM, since " + (own.column ? "'" + own.column->header + "' is blank in more than half of the rows" : "the export has no column for " + facts.crm.crm + "'s own"));
  else if (other.column && other.amiss() < best.amiss()) add("taken before '" + other.column->header + "', an id of another CRM");
}

/// A table of leads has more than one column, or one that is known.
void require_table(const Dialect& header, const std::string& file) {
  if (header.header.size() > 1 || names_known(header.header, known_headers(known_labels())) > 0) return;
  throw Error(file, "has one column, and its name is none that an export of leads has",
              "export the leads with their ids and dates, parted by , ; tab or |");
}

DraftFacts facts_of(const InitOptions& typed, Sources& sources) {
  DraftFacts facts;
  const auto fields_first = [](const std::vector<std::string>& header) {
    std::vector<std::string> out;
    for (ProposedColumn& one : propose_columns(header, recognize(header))) out.push_back(std::move(one.header));
    for (const std::string& one : id_columns(header, recognize(header))) out.push_back(one);
    out.push_back(lead_date_column(header));
    out.insert(out.end(), header.begin(), header.end());
    return out;
  };
  const ExportLook look = united(look_at_export(typed.export_file, sources, fields_first, known_headers(known_labels()), {},
                                                [](const std::vector<std::string>& header) { return id_columns(header, recognize(header)); }, require_table));
  facts.file = std::filesystem::path(look.file).filename().string();
  if (facts.file == "-") facts.file = "standard input";
  facts.header = look.header;
  facts.nameless = look.nameless;
  facts.rows = look.rows;
  facts.set_aside = look.set_aside;
  facts.title_rows = look.title_rows;
  facts.crm = recognize(look.header);
  facts.columns = propose_columns(look.header, facts.crm);
  choose_id(look, facts);
  facts.lead_date = lead_date_column(look.header);
  facts.zone = typed.zone;
  std::erase_if(facts.columns, [](const ProposedColumn& one) { return !is_one_line(one.header); });
  for (std::string& name : facts.crm.by) name = terminal_text(name);
  facts.file = terminal_text(facts.file);
  facts.nulls = nulls_of(look);
  add_dates(look, facts);
  for (const ProposedColumn& one : facts.columns)
    for (const ColumnLook& column : look.columns) {
      if (column.header != one.header) continue;
      const std::string_view name = known_fields()[one.field].name;
      if (name == "stage") facts.stages = most_first(column.values);
      if (name == "disposition") facts.dispositions = most_first(column.values);
      if (name == "disposition_reason") facts.reasons = most_first(column.values);
      if (name == "industry") facts.industries = most_first(column.values);
      if (name == "segment") facts.segments = most_first(column.values);
      if (name == "country") facts.countries = most_first(column.values);
    }
  return facts;
}

void require_zone(const std::string& zone) {
  if (zone.empty()) return;
  if (Zone::find(zone)) {
    const std::string problem = zone_problem(zone);
    if (problem.empty()) return;
    throw Error("--zone", fmt::format("'{}' {}, and zones are named by continent and city", zone, problem), zone_fix(zone, "'"));
  }
  if (const ZoneTrouble trouble = zone_trouble(zone); !trouble.problem.empty()) throw Error("--zone", trouble.problem, trouble.fix);
  throw Error("--zone", fmt::format("there is no time zone '{}'", zone), zone_fix(zone, "'"));
}

void require_new(const std::string& file) {
  std::error_code error;
  if (file != "-" && (std::filesystem::exists(file, error) || std::filesystem::is_symlink(file, error)))
    throw Error(file, "is there already, and init never overwrites", "name another file with -o, or move that one away");
}

std::string list_of(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) out += (i ? ", " : "") + names[i];
  return names.size() > most ? out + " and " + std::to_string(names.size() - most) + " more" : out;
}

/// The headers that no field reads, in the export's order; what an address or a number would be is masked.
std::vector<std::string> unused_columns(const DraftFacts& facts) {
  std::vector<std::string> out;
  for (const std::string& header : facts.header) {
    const bool used = header == facts.lead_date || std::any_of(facts.columns.begin(), facts.columns.end(), [&](const ProposedColumn& one) { return one.header == header; });
    if (!used && !header.empty()) out.push_back(facts.nameless ? fmt::format("column {}", &header - facts.header.data() + 1) : without_contact(header));
  }
  return out;
}

void tell(const InitOptions& typed, const DraftFacts& facts, const std::string& text, std::ostream& out) {
  const std::vector<Undecided> open = undecided_lines(text);
  const auto line = [&](const std::string& words) { out << terminal_text(words) << "\n"; };
  line(facts.crm.crm.empty() ? facts.file + ": no CRM recognised; columns matched by common names" : facts.file + ": a " + facts.crm.crm + " export, by " + list_of(facts.crm.by, 4));
  line(std::to_string(facts.columns.size() + !facts.lead_date.empty()) + " of " + std::to_string(facts.header.size()) + " columns are fields of the contract" +
       (facts.rows ? "; " + count_text(facts.rows) + " rows looked at" : facts.set_aside ? "; no row looked at" : "; the export has no rows"));
  if (facts.title_rows > 0)
    line(fmt::format("{} {} above the header, set aside as the title of a report", count_text(facts.title_rows), facts.title_rows == 1 ? "row stands" : "rows stand"));
  if (facts.set_aside * 100 > facts.rows)  // a footer or two is no news
    line(fmt::format("{} {} set aside; a report with --rejects FILE shows why", count_text(facts.set_aside),
                     facts.set_aside == 1 ? "row was" : "rows were"));
  if (facts.nameless) line("no column is called by a name that exports use: the first row may be a lead, and is not shown");
  if (const std::vector<std::string> unused = unused_columns(facts); !unused.empty()) line("not used: " + list_of(unused, 12));
  if (const std::string early = early_touches_text(facts.early); !early.empty()) line(early);
  const bool to_file = typed.output != "-";
  line(fmt::format("written: {}, template {}, {} {} to DECIDE", to_file ? typed.output : "standard output", typed.name, open.size(), open.size() == 1 ? "line" : "lines"));
  line(fmt::format("next: handoff check {} {}", to_file ? typed.output : "FILE", typed.export_file));
}

int run_init(const InitOptions& typed, Streams& io) {
  if (typed.export_file.empty()) throw Error("", "no export is given", "name the CSV file, or - for standard input");
  require_zone(typed.zone);
  require_new(typed.output);
  DraftFacts facts = facts_of(typed, *io.sources);
  facts.early = count_early_touches(facts, typed.export_file, io);
  const std::string text = draft_contract(facts, typed.name);
  if (typed.output == "-") {
    io.out << (io.out_is_terminal ? terminal_lines(text) : text);
    finish_output(io);
    if (!typed.quiet) tell(typed, facts, text, io.err);
    return 0;
  }
  OutputFile file(typed.output, OutputFile::Replace::never);
  file.write(text);
  file.commit();
  if (typed.quiet) return 0;
  tell(typed, facts, text, io.out);
  finish_output(io, typed.output + " is written all the same");
  return 0;
}

}  // namespace

Command init_command() {
  return {"init", "write a contract for this export, with what is to be decided left open", [](CLI::App& app) -> Runner {
            auto options = std::make_shared<InitOptions>();
            std::string names;
            for (const std::string& name : draft_names()) names += (names.empty() ? "" : ", ") + name;
            add_option(app, "leads", options->export_file, "The export; a header without rows will do; - reads standard input", "FILE");
            add_option(app, "--template", options->name, names + " (default plain)", "NAME");
            add_option(app, "--zone", options->zone, "The zone that the CRM writes its times in; without it the contract says DECIDE", "ZONE");
            add_option(app, "-o,--output", options->output, "The contract to write (default ./sla.toml); never overwritten; - is standard output", "FILE");
            add_flag(app, "-q,--quiet", options->quiet, "Say nothing of what was found and written");
            return [options](Streams& io) { return run_init(*options, io); };
          }};
}

}  // namespace handoff
