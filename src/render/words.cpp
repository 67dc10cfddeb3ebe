// The phrases at the head of a report, unescaped: each format makes them safe in its own way.
#include <fmt/format.h>

#include "formats.hpp"

namespace handoff {
namespace {

std::string count_of(std::uint64_t count) { return count_text(count); }

std::string breakdown(const std::string& label, const std::vector<std::pair<std::string, std::uint64_t>>& parts) {
  std::string out;
  for (const auto& [name, count] : parts) out += (out.empty() ? label + ": " : ", ") + count_of(count) + " " + name;
  return out;
}

}  // namespace

const std::string& title_of(const Report& report) { return report.title.empty() ? report.command : report.title; }

std::string contract_name(const ContractStamp& contract) {
  if (contract.version.empty()) return contract.name;
  return contract.name.empty() ? contract.version : contract.name + " " + contract.version;
}

std::string short_digest(const std::string& digest) {
  const std::size_t colon = digest.find(':');
  return digest.substr(colon == std::string::npos ? 0 : colon + 1, 12);
}

std::string as_of_words(const Report& report) {
  if (!report.as_of_text.empty()) return report.as_of_text;
  return report.as_of ? iso_instant(*report.as_of) : "";
}

std::string window_words(const Report& report) {
  if (!report.window) return "";
  const std::string open = report.window_open ? fmt::format(" (not over: judged as of {})", as_of_words(report)) : "";
  return fmt::format("{} to {}{}", report.window->first, report.window->second, open);
}

std::string account_words(const InputAccount& account) {
  return fmt::format("{}: {} {} read = {} used + {} set aside + {} {} + {} excluded", account.file, count_of(account.rows_read), account.rows_read == 1 ? "row" : "rows",
                     count_of(account.rows_used), count_of(account.rows_rejected), count_of(account.duplicates), account.duplicates == 1 ? "duplicate" : "duplicates",
                     count_of(account.excluded));
}

std::vector<std::string> account_details(const InputAccount& account) {
  std::vector<std::string> out;
  if (!account.rejected_by_reason.empty()) out.push_back(breakdown("set aside", account.rejected_by_reason));
  if (!account.excluded_by_name.empty()) out.push_back(breakdown("excluded", account.excluded_by_name));
  return out;
}

}  // namespace handoff
