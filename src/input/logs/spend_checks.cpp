#include "logs/spend_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "handoff/text/count_text.hpp"
#include "handoff/text/error.hpp"

namespace handoff {

/// Rows that come to as much as all others of their days and currency, or of the file and their currency, two at the least: a row of totals
/// doubles the cost.
void note_totals(SpendFile& out, const PlaceOfRow& place) {
  struct Sum { Minor minor = 0; std::size_t rows = 0; };
  std::map<std::tuple<Day, Day, std::string_view>, Sum> sums;
  const auto key = [](const Spend& one) {
    return std::tuple(one.days.from, one.days.to, std::string_view(one.currency));
  };
  std::map<std::string_view, Sum> of_file;
  for (const Spend& one : out.rows)
    for (Sum* sum : {&sums[key(one)], &of_file[one.currency]}) {
      sum->minor += one.minor;
      ++sum->rows;
    }
  const auto is_total = [](const Spend& one, const Sum& sum) { return sum.rows >= 3 && one.minor > 0 && sum.minor - one.minor == one.minor; };
  std::uint64_t totals = 0;
  std::string first;
  for (std::size_t i = 0; i < out.rows.size(); ++i) {
    const Spend& one = out.rows[i];
    if (!is_total(one, sums[key(one)]) && !is_total(one, of_file[one.currency])) continue;
    if (totals++ == 0) first = place(i);
  }
  if (totals > 0)
    out.notes.push_back(fmt::format(
        "{}: {} to as much as all others of the same time or of the file, as a row of totals does; in the cost all the same. If it is "
        "one, take it out: it doubles the cost",
        first, totals == 1 ? "1 row comes" : fmt::format("this and {} more rows come", count_text(totals - 1))));
}

void note_negative(SpendFile& out, const PlaceOfRow& place) {
  const auto is_negative = [](const Spend& one) { return one.minor < 0; };
  const auto first = std::find_if(out.rows.begin(), out.rows.end(), is_negative);
  if (first == out.rows.end()) return;
  const auto count = static_cast<std::uint64_t>(std::count_if(first, out.rows.end(), is_negative));
  out.notes.push_back(fmt::format("{}: {} below 0, as a credit is; in the cost as written", place(static_cast<std::size_t>(first - out.rows.begin())),
                                  count == 1 ? "1 amount is" : fmt::format("this amount and {} more, of {}, are", count_text(count - 1), count_text(out.rows.size()))));
}

/// 72% is 0.72, which is not an amount of money; beside amounts, one of the two was meant otherwise.
void refuse_shares(const std::vector<std::string>& amounts, DecimalMark mark, const PlaceOfRow& place) {
  const auto share = std::find_if(amounts.begin(), amounts.end(), [&](const std::string& text) {
    Number number;
    return text.find('%') != std::string::npos && read_number(text, mark, number);
  });
  if (share == amounts.end()) return;
  throw Error(place(static_cast<std::size_t>(share - amounts.begin())), fmt::format("\"{}\" is a share, and no amount of money", *share),
              "write what was spent, or name the cell under [null] values, which leaves its row out");
}

}  // namespace handoff
