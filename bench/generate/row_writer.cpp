#include "row_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "encoding.hpp"
#include "vocabulary.hpp"

namespace synth {
namespace {

constexpr std::uint64_t use_look = 100, use_name = 101;

template <class List>
std::string_view named(const List& list, int chosen) { return chosen < 0 ? std::string_view{} : std::string_view{list[static_cast<std::size_t>(chosen)]}; }

void lower_letters(std::string& row, std::string_view name) {
  for (const char c : name) {
    if ((c | 32) >= 'a' && (c | 32) <= 'z') row += static_cast<char>(c | 32);
  }
}

/// `1,200`; for less than a million.
void grouped(std::string& out, std::int64_t value) {
  if (value < 1000) out += std::to_string(value);
  else fmt::format_to(std::back_inserter(out), "{},{:03}", value / 1000, value % 1000);
}

/// Salesforce's 15 characters, in which case matters, and the three that make up for tools in which it does not.
void salesforce_id(std::string& row, std::uint64_t index) {
  static constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  char id[15] = {'0', '0', 'Q', '5', 'g', '0', '0', '0', '0'};
  for (int at = 14; at >= 9; --at, index /= 62) id[at] = digits[index % 62];
  row.append(id, 15);
  for (int part = 0; part < 3; ++part) {
    unsigned bits = 0;
    for (int i = 0; i < 5; ++i) {
      const char c = id[part * 5 + i];
      bits |= static_cast<unsigned>(c >= 'A' && c <= 'Z') << i;
    }
    row += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits];
  }
}

}  // namespace

RowWriter::RowWriter(const Options& options) : options_(options) {
  delimiter_ = options.has(Ugly::semicolon) ? ';' : options.has(Ugly::tab) ? '\t' : options.has(Ugly::pipe) ? '|' : ',';
  fill_dates();
}

std::string RowWriter::header() {
  row_.clear();
  for (int i = 0; i < options_.columns; ++i) {
    if (i > 0) row_ += delimiter_;
    text(header_of(options_, static_cast<Column>(i)));
  }
  if (options_.has(Ugly::emptycol)) row_ += delimiter_;
  return row_;
}

std::string_view RowWriter::row(const Lead& lead) {
  row_.clear();
  look_ = Draw(options_.seed, lead.index * 2 + lead.stale, use_look);
  const int cells = lead.row == Row::too_few ? options_.columns - 7 - static_cast<int>(lead.index % 5) : options_.columns;
  for (int i = 0; i < cells; ++i) {
    if (i > 0) row_ += delimiter_;
    cell(lead, static_cast<Column>(i));
  }
  if (lead.row == Row::too_many) row_.append(1, delimiter_).append("extra").append(1, delimiter_).append("cells").append(1, delimiter_).append("here");
  if (options_.has(Ugly::emptycol) && lead.row != Row::too_few) row_ += delimiter_;
  if (lead.row != Row::wrapped) return row_;
  wrapped_ = "\"";
  for (const char c : row_) wrapped_.append(c == '"' ? 2 : 1, c);
  return wrapped_ += '"';
}

std::string RowWriter::totals_row(std::int64_t amount) {
  row_ = "Total";
  for (int i = 1; i < options_.columns; ++i) {
    row_ += delimiter_;
    if (static_cast<Column>(i) == Column::amount) number(amount);
  }
  if (options_.has(Ugly::emptycol)) row_ += delimiter_;
  return row_;
}

void RowWriter::cell(const Lead& lead, Column column) {
  const auto at = [&](Stage stage) { return lead.at[stage]; };
  switch (column) {
    case Column::lead_id: return id_text(lead);
    case Column::first_name: return name_cell(lead, true);
    case Column::last_name: return name_cell(lead, false);
    case Column::email: return email_text(lead);
    case Column::company: return company_cell(lead);
    case Column::title: return choice(lead.title, lead.title < 0 ? "" : words::titles[static_cast<std::size_t>(lead.title)].name);
    case Column::owner: return choice(lead.owner, lead.owner < 0 ? "" : words::owners[static_cast<std::size_t>(lead.owner)].name);
    case Column::team: return choice(lead.owner, lead.owner < 0 ? "" : words::owners[static_cast<std::size_t>(lead.owner)].team);
    case Column::industry: return text(named(words::industries, lead.industry));
    case Column::employees: return employees_cell(lead);
    case Column::source: return text(named(words::sources, lead.source));
    case Column::campaign: {
      const int formula = lead.campaign - static_cast<int>(words::campaigns.size());
      return text(formula >= 0 ? named(words::formula_campaigns, formula) : named(words::campaigns, lead.campaign));
    }
    case Column::conversion: return text(named(words::conversions, lead.conversion));
    case Column::stage: return text(named(options_.style == Style::hubspot ? words::hubspot_stages : words::salesforce_stages, lead.value));
    case Column::intent: return lead.intent < 0 ? missing() : number(lead.intent);
    case Column::created: return date_cell(at(lead_stage), column);
    case Column::mql: return date_cell(at(mql), column, lead.written_in_gap);
    case Column::sal: return date_cell(at(sal), column);
    case Column::sql: return date_cell(at(sql), column);
    case Column::opportunity: return date_cell(at(opportunity), column);
    case Column::won: return date_cell(at(customer), column);
    case Column::assigned: return date_cell(lead.assigned, column);
    case Column::first_touch: return date_cell(lead.touch, column);
    case Column::disposition: return text(named(words::dispositions, lead.disposition));
    case Column::reason: return text(named(words::reasons, lead.reason));
    case Column::disposed: return date_cell(lead.disposed, column);
    case Column::disqualified: return date_cell(lead.disqualified, column);
    case Column::amount: return amount_cell(lead);
    case Column::modified: return date_cell(lead.modified, column);
    case Column::message: return message_cell(lead);
    case Column::signal: return date_cell(lead.signal, column);
    default: return filler_cell(column);
  }
}

void RowWriter::name_cell(const Lead& lead, bool first) {
  Draw who(options_.seed, lead.index, use_name);
  const auto one = who.below(static_cast<std::uint32_t>(words::first_names.size()));
  const auto other = who.below(static_cast<std::uint32_t>(words::last_names.size()));
  if (!first) return text(words::last_names[other]);
  if (options_.has(Ugly::unicode) && look_.chance(300)) return text(words::far_names[pick(words::far_names.size())]);
  if (look_.chance(200)) return text(words::accented_names[pick(words::accented_names.size())]);
  text(words::first_names[one]);
}

void RowWriter::company_cell(const Lead& lead) {
  Draw who(options_.seed, lead.email_of, use_name + 1);
  scratch_ = words::company_heads[who.below(static_cast<std::uint32_t>(words::company_heads.size()))];
  scratch_ += ' ';
  scratch_ += words::company_tails[who.below(static_cast<std::uint32_t>(words::company_tails.size()))];
  scratch_ += words::company_forms[pick(words::company_forms.size())];
  if (lead.row == Row::bad_quote) return plain("\""), plain(scratch_);
  if (lead.row == Row::nul) scratch_[scratch_.size() / 2] = '\0';
  else if (options_.has(Ugly::formula) && look_.chance(200)) scratch_ = fmt::format("{}{}", "=+-@"[pick(4)], scratch_);
  else if (options_.has(Ugly::quotes) && look_.chance(100)) return plain(words::bare_quotes[pick(words::bare_quotes.size())]);
  text(scratch_);
}

void RowWriter::message_cell(const Lead& lead) {
  const bool damaged = set_aside(lead.row) || lead.row == Row::wrapped;  // one trouble a row: a line break in it would make two of it
  if (!damaged && options_.has(Ugly::quotes) && look_.chance(1200)) return text(words::nasty_messages[pick(words::nasty_messages.size())]);
  if (!damaged && options_.has(Ugly::quotes) && look_.chance(200)) return plain(words::bare_quotes[pick(words::bare_quotes.size())]);
  if (options_.has(Ugly::unicode) && look_.chance(300)) return text(words::far_messages[pick(words::far_messages.size())]);
  if (options_.has(Ugly::formula) && look_.chance(200)) return text(words::formula_messages[pick(words::formula_messages.size())]);
  if (look_.chance(6000)) return missing();
  text(words::messages[pick(words::messages.size())]);
}

void RowWriter::employees_cell(const Lead& lead) {
  const Employees& e = lead.employees;
  if (!e.known) return missing();
  if (e.low == e.high && (e.low < 1000 || !options_.has(Ugly::quotes) || look_.chance(5000))) return number(e.low);
  scratch_.clear();
  if (e.low == e.high) grouped(scratch_, e.low);
  else scratch_.append(std::to_string(e.low)).append(1, '-').append(std::to_string(e.high));
  text(scratch_);
}

void RowWriter::amount_cell(const Lead& lead) {
  if (lead.amount < 0) return missing();
  if (!options_.has(Ugly::quotes) || look_.chance(7000)) return number(lead.amount);
  scratch_ = "$";
  grouped(scratch_, lead.amount);
  scratch_ += ".00";
  text(scratch_);
}

void RowWriter::filler_cell(Column column) {
  switch (column) {
    case Column::country: return text(look_.chance(300) ? "" : words::countries[pick(words::countries.size())]);
    case Column::city: return text(look_.chance(3000) ? "" : words::cities[pick(words::cities.size())]);
    case Column::phone:
      plain("+1 555 01");
      return number(10 + pick(90));
    case Column::website: return text("https://www.example/");
    case Column::language: return text(look_.chance(5000) ? "en" : "");
    case Column::persona: return text(look_.chance(2000) ? "Ops leader" : "");
    default: return number(pick(60));
  }
}

void append_id(const Options& options, std::uint64_t index, std::string& row) {
  if (options.style == Style::salesforce) salesforce_id(row, index);
  else row += std::to_string(10'000'000 + index * 37 + mix(index) % 37);
}

void RowWriter::id_text(const Lead& lead) {
  if (lead.row == Row::no_id) return;
  if (options_.has(Ugly::quoteall)) plain("\"");
  append_id(options_, lead.index, row_);
  if (options_.has(Ugly::quoteall)) plain("\"");
}

void RowWriter::email_text(const Lead& lead) {
  if (!lead.has_email) return missing();
  Draw who(options_.seed, lead.email_of, use_name);
  const auto one = who.below(static_cast<std::uint32_t>(words::first_names.size()));
  const auto other = who.below(static_cast<std::uint32_t>(words::last_names.size()));
  std::string& address = scratch_;
  address.clear();
  lower_letters(address, words::first_names[one]);
  address += '.';
  lower_letters(address, words::last_names[other]);
  char digits[24];
  address.append(digits, std::to_chars(digits, digits + sizeof digits, lead.email_of, 36).ptr);
  address += '@';
  if (lead.test) {
    address += "test";
  } else {
    Draw firm(options_.seed, lead.email_of, use_name + 1);
    lower_letters(address, words::company_heads[firm.below(static_cast<std::uint32_t>(words::company_heads.size()))]);
    lower_letters(address, words::company_tails[firm.below(static_cast<std::uint32_t>(words::company_tails.size()))]);
  }
  address += ".example";
  if (lead.email_look & 1) std::transform(address.begin(), address.end(), address.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  if (lead.email_look & 2) address = fmt::format("  {} ", address);
  text(address);
}

void RowWriter::number(std::int64_t value) {
  char digits[24];
  row_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void RowWriter::missing() {
  if (options_.has(Ugly::nullwords) && look_.chance(2500)) plain(words::null_words[pick(words::null_words.size())]);
}

void RowWriter::text(std::string_view value) {
  if (value.empty()) return missing();
  bool must = options_.has(Ugly::quoteall), ascii = true;
  for (const char c : value) {
    must |= c == delimiter_ || c == '"' || c == '\n' || c == '\r';
    ascii &= static_cast<signed char>(c) >= 0;
  }
  std::string narrow;
  if (!ascii && options_.has(Ugly::latin1) && to_windows_1252(value, narrow)) value = narrow;
  must ? quoted(value) : plain(value);
}

void RowWriter::quoted(std::string_view value) {
  row_ += '"';
  for (const char c : value) row_.append(c == '"' ? 2 : 1, c);
  row_ += '"';
}

}  // namespace synth
