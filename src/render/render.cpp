// One report, four looks; and the text of a real number, which all of them share.
#include "render.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "formats.hpp"

namespace handoff {

std::string render(const Report& report, const Look& look) {
  switch (look.format) {
    case Format::csv: return render_csv(report);
    case Format::json: return render_json(report);
    case Format::md: return render_markdown(report);
    case Format::table: break;
  }
  return render_table(report, look);
}

std::string real_text(double value) {
  if (!std::isfinite(value)) return "";
  std::array<char, 400> buffer{};  // the largest double has 309 digits before the point
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 6);
  std::string text(buffer.data(), end.ptr);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

}  // namespace handoff
